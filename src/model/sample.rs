//! A small catalogue for unit tests: two levels, two indicators, one with a category axis.

use super::*;

pub(crate) fn file(path: &str) -> FileRef {
    FileRef {
        path: path.to_owned(),
        bytes: 1,
    }
}

pub(crate) fn run(path: &str, areas: [u32; 2]) -> RunRef {
    RunRef {
        path: path.to_owned(),
        bytes: 1,
        areas,
    }
}

pub(crate) fn year(year: u16) -> Period {
    Period {
        key: year.to_string(),
        kind: PeriodKind::CalendarYear,
        start: Date {
            year,
            month: 1,
            day: 1,
        },
        end: Date {
            year,
            month: 12,
            day: 31,
        },
    }
}

pub(crate) fn indicator(key: &str, decimals: u8, years: std::ops::Range<u16>) -> Indicator {
    let block = |level, areas: [u32; 2]| BlockRef {
        file: file(&format!("b/{key}-{level}.bin")),
        level: LevelIx(level),
        areas,
        periods: [0, years.len() as u16],
    };
    Indicator {
        key: key.to_owned(),
        former_keys: vec![format!("old-{key}")],
        theme: "theme".to_owned(),
        kind: MeasureKind::Mean,
        unit: "euro".to_owned(),
        decimals,
        polarity: Polarity::HighGood,
        midpoint: None,
        uncertainty: Uncertainty::None,
        per: None,
        axes: Vec::new(),
        periods: years.clone().map(year).collect(),
        breaks: Vec::new(),
        sources: vec!["source".to_owned()],
        territorial_status: "2020".to_owned(),
        numerator: None,
        denominator: None,
        notes: Vec::new(),
        classes: Vec::new(),
        blocks: vec![block(0, [0, 1]), block(1, [1, 4])],
    }
}

fn facilities(key: &str) -> FacilitiesRef {
    FacilitiesRef {
        key: key.to_owned(),
        system: "main".to_owned(),
        sources: Vec::new(),
        unit: "places".to_owned(),
        count: 1,
        file: file(&format!("f/{key}.bin")),
    }
}

pub(crate) fn catalogue() -> Catalogue {
    let mut people = indicator("people", 0, 2010..2013);
    people.kind = MeasureKind::Count;
    people.axes = vec![Axis {
        key: "sex".to_owned(),
        categories: ["total", "m", "f"].map(str::to_owned).to_vec(),
    }];
    let level = |key: &str, parent, areas| Level {
        key: key.to_owned(),
        system: "main".to_owned(),
        parent,
        areas,
    };
    let texts = TextsRef {
        core: file("t/de.bin"),
        definitions: file("t/de-long.bin"),
    };
    Catalogue {
        teilraum: "1.0".to_owned(),
        needs: Vec::new(),
        key: "sample".to_owned(),
        languages: vec!["de".to_owned(), "en".to_owned()],
        texts: Lookup::from([("de".to_owned(), texts.clone()), ("en".to_owned(), texts)]),
        systems: vec![AreaSystem {
            key: "main".to_owned(),
            status: Date {
                year: 2020,
                month: 12,
                day: 31,
            },
        }],
        levels: vec![
            level("land", None, [0, 1]),
            level("kreis", Some(LevelIx(0)), [1, 4]),
        ],
        areas: vec![run("a.bin", [0, 4])],
        geometry: Vec::new(),
        search: vec![run("s.bin", [0, 4])],
        themes: vec![Theme {
            key: "theme".to_owned(),
        }],
        indicators: vec![indicator("income", 1, 2010..2015), people],
        sources: Vec::new(),
        packs: Vec::new(),
        pack_lists: Vec::new(),
        facilities: ["kita", "school"].map(facilities).to_vec(),
        default_indicator: "income".to_owned(),
        default_level: "kreis".to_owned(),
        downloads: None,
        pages: None,
    }
}
