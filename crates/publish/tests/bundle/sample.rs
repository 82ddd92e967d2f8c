//! A small publication: one Bund, some Länder with some Kreise each, two indicators.

use std::collections::BTreeMap;

use teilraum::model::Lookup;
use teilraum::model::*;
use teilraum_publish::content::{Content, Outlines};
use teilraum_publish::imprint::Imprint;

pub fn day(year: u16) -> Date {
    Date::new(year, 1, 1).unwrap()
}

fn level(key: &str, parent: Option<u8>, areas: [u32; 2]) -> Level {
    Level {
        key: key.into(),
        system: "main".into(),
        parent: parent.map(LevelIx),
        areas,
    }
}

fn area(key: String, level: u8, parent: Option<u32>) -> Area {
    Area {
        name: format!("Gebiet, \"{key}\""),
        short: key.clone(),
        locative: format!("in {key}"),
        key,
        level: LevelIx(level),
        parent: parent.map(AreaIx),
        kind: "kreis".into(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}

/// One Bund, `laender` Länder with `kreise` Kreise each; the last Kreis is dissolved.
fn areas(laender: u32, kreise: u32) -> (Vec<Level>, Areas) {
    let first = 1 + laender;
    let end = first + laender * kreise;
    let levels = vec![
        level("bund", None, [0, 1]),
        level("land", Some(0), [1, first]),
        level("kreis", Some(1), [first, end]),
    ];
    let mut areas = vec![area("DG".into(), 0, None)];
    areas.extend((0..laender).map(|land| area(format!("{land:02}"), 1, Some(0))));
    for land in 0..laender {
        areas.extend(
            (0..kreise).map(|kreis| area(format!("{land:02}{kreis:03}"), 2, Some(1 + land))),
        );
    }
    if end - first > 1 {
        let last = areas.last_mut().unwrap();
        (last.valid_to, last.successors) = (Some(day(2010)), vec![AreaIx(first)]);
    }
    (levels, Areas(areas))
}

fn indicator(key: &str, decimals: u8, periods: u16) -> Indicator {
    let period = |year: u16| Period {
        key: year.to_string(),
        kind: PeriodKind::CalendarYear,
        start: day(year),
        end: Date::new(year, 12, 31).unwrap(),
    };
    Indicator {
        key: key.into(),
        former_keys: Vec::new(),
        theme: "people".into(),
        kind: MeasureKind::Count,
        unit: "persons".into(),
        decimals,
        polarity: Polarity::Neutral,
        midpoint: None,
        uncertainty: Uncertainty::None,
        per: None,
        axes: vec![Axis {
            key: "sex".into(),
            categories: vec!["total".into(), "f".into()],
        }],
        periods: (2001..2001 + periods).map(period).collect(),
        breaks: Vec::new(),
        sources: vec!["office".into()],
        territorial_status: "2020".into(),
        numerator: None,
        denominator: Some("residents".into()),
        notes: Vec::new(),
        classes: Vec::new(),
        blocks: Vec::new(),
    }
}

/// States repeat: value, suppressed, zero, value; some cells carry a footnote.
fn block(number: u32, indicator: &Indicator, level: (u8, &Level)) -> Block {
    let shape = Shape {
        indicator: IndicatorIx(number),
        level: LevelIx(level.0),
        areas: level.1.areas,
        periods: [0, indicator.periods.len() as u16],
        categories: 2,
    };
    let mut block = Block::missing(shape, indicator.decimals);
    let states = [
        ValueState::Value,
        ValueState::Suppressed,
        ValueState::Zero,
        ValueState::Value,
    ];
    for at in 0..block.states.len() {
        let state = states[(at + number as usize) % states.len()];
        block.states[at] = state;
        block.values[at] = if state == ValueState::Value {
            at as i64 * 70 - 35
        } else {
            0
        };
        if at % 5 == 3 {
            block.flags[at] = Flags::OTHER_TERRITORY.with(Flags::NOTE);
            block.cell_notes.insert(at as u32, 0);
        }
    }
    let denominators = block
        .states
        .iter()
        .map(|state| if state.is_number() { 1000 } else { 0 });
    let values = denominators.collect();
    block.parts.push(PartValues {
        part: Part::Denominator,
        decimals: 0,
        values,
    });
    block.notes.push("partly".into());
    block
}

fn texts() -> Texts {
    let one = |key: &str, words: &str| Lookup::from([(key, words.to_owned())]);
    let words = |list: &[(&str, &str)]| {
        list.iter()
            .map(|(key, words)| ((*key).to_owned(), (*words).to_owned()))
            .collect()
    };
    let title = |key: &str| {
        let text = IndicatorText {
            title: format!("Titel {key}"),
            ..Default::default()
        };
        (key.to_owned(), text)
    };
    let about = "Ein \"Beispiel\"".into();
    let source = SourceText {
        attribution: "© Amt".into(),
        title: "Tabelle".into(),
    };
    Texts {
        language: "de".into(),
        atlas: AtlasText {
            title: "Atlas".into(),
            about,
            ..Default::default()
        },
        themes: one("people", "Bevölkerung"),
        indicators: [title("population"), title("births")].into(),
        units: [("persons".to_owned(), UnitText::default())].into(),
        levels: ["bund", "land", "kreis"]
            .map(|key| (key.to_owned(), LevelText::default()))
            .into(),
        area_kinds: one("kreis", "Kreis"),
        axes: one("sex", "Geschlecht"),
        categories: words(&[("sex/total", "insgesamt"), ("sex/f", "weiblich")]),
        sources: [("office".to_owned(), source)].into(),
        notes: words(&[("partly", "ohne Teil"), ("residents", "Einwohner")]),
        facilities: Lookup::new(),
        area_names: Lookup::new(),
    }
}

fn outlines(levels: &[Level]) -> Outlines {
    let kreise = &levels[2];
    let square = |at: i32| vec![[at, 0], [at + 9, 0], [at + 9, 9], [at, 9], [at, 0]];
    let arcs: Vec<_> = kreise
        .range()
        .map(|area| square(area as i32 * 10))
        .collect();
    let count = arcs.len();
    let rings = (0..count as i32).map(|arc| vec![vec![arc]]).collect();
    let inserts = arcs
        .iter()
        .map(|arc| vec![(1, [arc[0][0] + 4, 1])])
        .collect();
    let levels = vec![(LevelIx(2), kreise.areas[0], rings)];
    Outlines {
        system: "main".into(),
        serves: vec!["kreis".into()],
        status: None,
        sources: vec!["office".into()],
        projection: "+proj=laea".into(),
        base: Topology {
            step_m: 100.0,
            bands: 1,
            arcs,
            levels,
            ..Default::default()
        },
        bands: vec![RefineBand { band: 1, inserts }],
        error_m: vec![100.0, 0.0],
        neighbours: vec![Neighbours {
            level: LevelIx(2),
            first_area: kreise.areas[0],
            lists: vec![Vec::new(); count],
            label_points: vec![Some([3, 4]); count],
        }],
        context: None,
    }
}

pub fn content(laender: u32, kreise: u32, periods: u16) -> Content {
    let (levels, areas) = areas(laender, kreise);
    let indicators = vec![
        indicator("population", 0, periods),
        indicator("births", 1, 1),
    ];
    let mut blocks = Vec::new();
    for (number, one) in (0..).zip(&indicators) {
        blocks.extend((0..).zip(&levels).map(|level| block(number, one, level)));
    }
    let former = SearchTerm {
        term: "Alt".into(),
        kind: TermKind::FormerName,
        areas: vec![AreaIx(0)],
    };
    Content {
        imprint: Imprint::default(),
        accessibility: None,
        key: "sample".into(),
        languages: vec!["de".into()],
        systems: vec![AreaSystem {
            key: "main".into(),
            status: day(2020),
        }],
        search: vec![former],
        themes: vec![Theme {
            key: "people".into(),
        }],
        sources: vec![Source {
            key: "office".into(),
            licence: "dl-de/by-2-0".into(),
            licence_url: "https://www.govdata.de/dl-de/by-2-0".into(),
            url: None,
            issued: Some(day(2021)),
        }],
        texts: [("de".to_owned(), texts())].into(),
        definitions: BTreeMap::new(),
        facilities: Vec::new(),
        ledger: None,
        outlines: vec![outlines(&levels)],
        default_indicator: "population".into(),
        default_level: "kreis".into(),
        pages: None,
        levels,
        areas,
        indicators,
        blocks,
    }
}
