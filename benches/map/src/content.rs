//! The atlas around a synthetic country: names, words, indicators.

use std::collections::BTreeMap;

use teilraum::model::{
    Area, AreaIx, AreaSystem, Areas, AtlasText, ClassMethod, Date, DefaultClasses, Indicator,
    IndicatorText, Level, LevelIx, LevelText, MeasureKind, Period, PeriodIx, PeriodKind, Polarity,
    Source, SourceText, Texts, Theme, Uncertainty, UnitText,
};
use teilraum_publish::content::Content;

use crate::land::Land;
use crate::plan::Plan;
use crate::set::Set;
use crate::values::{self, MEASURES, Measure};
use crate::{BenchError, borders, outlines};

/// First year of every indicator.
const FIRST_YEAR: u16 = 2021;
/// What stands on every page.
const NOTICE: &str = "Erfundene Gebiete, erfundene Zahlen";

/// The set of a synthetic country.
///
/// # Errors
/// Borders that do not close.
pub fn set(plan: &Plan) -> Result<Set, BenchError> {
    let land = Land::of(plan);
    let levels = levels(&land);
    let parent = |area: u32| {
        let at = area.checked_sub(land.parents)?;
        land.parent.get(at as usize).copied()
    };
    let arcs = borders::arcs(&land, plan, land.parents);
    let outlines = outlines::outlines(arcs, &levels, &parent)?;
    let measures = MEASURES.iter().enumerate();
    let blocks = measures.flat_map(|(at, m)| values::blocks(&land, plan.seed, &levels, at, m));
    let content = Content {
        key: plan.name.clone(),
        languages: vec!["de".to_owned()],
        systems: vec![AreaSystem {
            key: "main".to_owned(),
            status: day(FIRST_YEAR, 12, 31),
        }],
        areas: areas(&land),
        themes: vec![Theme {
            key: "made-up".to_owned(),
        }],
        indicators: MEASURES.iter().map(indicator).collect(),
        sources: vec![Source {
            key: "seed".to_owned(),
            licence: "CC0-1.0".to_owned(),
            licence_url: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
            url: None,
            issued: None,
        }],
        texts: BTreeMap::from([("de".to_owned(), texts(plan))]),
        blocks: blocks.collect(),
        outlines: vec![outlines],
        default_indicator: "a".to_owned(),
        default_level: "cell".to_owned(),
        levels,
        ..Content::default()
    };
    let last = |measure: &Measure| PeriodIx(measure.periods.saturating_sub(1));
    Ok(Set {
        name: plan.name.clone(),
        seed: Some(plan.seed),
        content,
        level: LevelIx(1),
        columns: MEASURES.iter().map(last).enumerate().collect(),
    })
}

fn day(year: u16, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

fn levels(land: &Land) -> Vec<Level> {
    let count = land.parents + land.home.len() as u32;
    let level = |key: &str, parent, areas| Level {
        key: key.to_owned(),
        system: "main".to_owned(),
        parent,
        areas,
    };
    vec![
        level("land", None, [0, land.parents]),
        level("cell", Some(LevelIx(0)), [land.parents, count]),
    ]
}

/// The parents, then the areas; keys ascend with position.
fn areas(land: &Land) -> Areas {
    let parents = (0..land.parents).map(|at| area(0, None, format!("{at:05}"), "Land", at));
    let own = (0_u32..).zip(&land.parent).map(|(at, parent)| {
        let key = format!("{parent:05}{at:07}");
        area(1, Some(AreaIx(*parent)), key, "Gebiet", at)
    });
    Areas(parents.chain(own).collect())
}

fn area(level: u8, parent: Option<AreaIx>, key: String, kind: &str, number: u32) -> Area {
    let name = format!("{kind} {}", number + 1);
    Area {
        key,
        level: LevelIx(level),
        parent,
        short: name.clone(),
        kind: kind.to_lowercase(),
        locative: format!("in {name}"),
        name,
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}

fn indicator(measure: &Measure) -> Indicator {
    let period = |at: u16| Period {
        key: (FIRST_YEAR + at).to_string(),
        kind: PeriodKind::CalendarYear,
        start: day(FIRST_YEAR + at, 1, 1),
        end: day(FIRST_YEAR + at, 12, 31),
    };
    let classes = |level: u8| DefaultClasses {
        level: LevelIx(level),
        category: 0,
        method: ClassMethod::Quantile,
        k: 5,
        bounds: Vec::new(),
    };
    Indicator {
        key: measure.key.to_owned(),
        former_keys: Vec::new(),
        theme: "made-up".to_owned(),
        kind: MeasureKind::Mean,
        unit: "points".to_owned(),
        decimals: measure.decimals,
        polarity: Polarity::Neutral,
        midpoint: None,
        uncertainty: Uncertainty::None,
        per: None,
        axes: Vec::new(),
        periods: (0..measure.periods).map(period).collect(),
        breaks: Vec::new(),
        sources: vec!["seed".to_owned()],
        territorial_status: NOTICE.to_owned(),
        numerator: None,
        denominator: None,
        notes: Vec::new(),
        classes: vec![classes(0), classes(1)],
        blocks: Vec::new(),
    }
}

fn texts(plan: &Plan) -> Texts {
    let one = |key: &str, text: &str| [(key.to_owned(), text.to_owned())].into();
    let indicator = |measure: &Measure| {
        let title = format!("Messgröße {}", measure.key);
        let text = IndicatorText {
            short: title.clone(),
            meaning: "Erfundene Zahlen zum Messen".to_owned(),
            subject: format!("die {title}"),
            title,
            plural: false,
            among: String::new(),
        };
        (measure.key.to_owned(), text)
    };
    let level = |one: &str, many: &str, dative: &str| LevelText {
        one: one.to_owned(),
        many: many.to_owned(),
        many_dative: dative.to_owned(),
        menu: many.to_owned(),
    };
    let mut texts = Texts {
        language: "de".to_owned(),
        atlas: AtlasText {
            title: format!("Probekarte {}", plan.areas),
            subtitle: NOTICE.to_owned(),
            about: format!("{NOTICE}, aus dem Startwert {}.", plan.seed),
            notice: NOTICE.to_owned(),
        },
        themes: one("made-up", "Erfundenes"),
        notes: one("made-up", NOTICE),
        ..Texts::default()
    };
    for (key, text) in MEASURES.iter().map(indicator) {
        texts.indicators.insert(key, text);
    }
    for (key, name) in [("land", "Land"), ("gebiet", "Gebiet")] {
        texts.area_kinds.insert(key.to_owned(), name.to_owned());
    }
    texts
        .levels
        .insert("land".to_owned(), level("Land", "Länder", "Ländern"));
    texts
        .levels
        .insert("cell".to_owned(), level("Gebiet", "Gebiete", "Gebieten"));
    texts.units.insert("points".to_owned(), unit());
    texts.sources.insert("seed".to_owned(), source());
    texts
}

fn unit() -> UnitText {
    UnitText {
        symbol: "Punkte".to_owned(),
        one: "Punkt".to_owned(),
        many: "Punkte".to_owned(),
        ..UnitText::default()
    }
}

fn source() -> SourceText {
    SourceText {
        attribution: NOTICE.to_owned(),
        title: "Aus einem Startwert gewürfelt".to_owned(),
    }
}
