//! The demo atlas against the figures that stand in its source files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail by panicking"
)]

use std::path::Path;
use std::sync::OnceLock;

use teilraum::model::{Block, CategoryIx, CellRef, Flags, Part, TermKind, ValueState};
use teilraum_publish::content::Content;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load;

fn demo() -> &'static (Content, Vec<Finding>) {
    static DEMO: OnceLock<(Content, Vec<Finding>)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/atlas.toml");
        load(&path).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn block(indicator: &str, level: &str) -> &'static Block {
    let (content, _) = demo();
    let is_it = |block: &&Block| {
        content.indicators[block.shape.indicator.index()].key == indicator
            && content.levels[block.shape.level.index()].key == level
    };
    let block = content.blocks.iter().find(is_it);
    block.unwrap_or_else(|| panic!("no block of {indicator} on level {level}"))
}

fn position(indicator: &str, level: &str, area: &str, period: &str, category: u16) -> usize {
    let (content, _) = demo();
    let block = block(indicator, level);
    let level = &content.levels[block.shape.level.index()];
    let area = content.areas.find(level, area).expect("a known area");
    let period = content.indicators[block.shape.indicator.index()].period(period);
    let period = period.expect("a known period").0;
    block
        .shape
        .cell(CategoryIx(category), period, area.0)
        .expect("a cell")
}

fn cell(indicator: &str, level: &str, area: &str, period: &str) -> CellRef {
    let at = position(indicator, level, area, period, 0);
    block(indicator, level).get(at).expect("a cell")
}

fn value(indicator: &str, level: &str, area: &str, period: &str) -> i64 {
    let cell = cell(indicator, level, area, period);
    assert!(
        cell.state.is_number(),
        "{indicator} {area} {period}: {:?}",
        cell.state
    );
    cell.value
}

#[test]
fn nothing_forbids_publishing_the_demo() {
    let errors = demo()
        .1
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn the_demo_has_its_areas_themes_and_indicators() {
    let (content, _) = demo();
    let living = |key: &str| {
        let level = content
            .levels
            .iter()
            .find(|level| level.key == key)
            .unwrap();
        let areas = level.range().map(|ix| &content.areas.0[ix as usize]);
        areas.filter(|area| area.valid_to.is_none()).count()
    };
    assert_eq!(
        (living("bund"), living("land"), living("kreis")),
        (1, 16, 400)
    );
    assert!(
        content.indicators.len() >= 18,
        "{}",
        content.indicators.len()
    );
    assert!(content.themes.len() >= 6);
    assert_eq!(living("gemeinde"), 10_957);
    assert_eq!(content.outlines.len(), 2);
}

#[test]
fn mean_population_of_flensburg_agrees_with_the_source() {
    let read = |period| value("mean-population", "kreis", "01001", period);
    assert_eq!((read("1995"), read("2019")), (87_608, 89_834));
    let women = position("mean-population", "kreis", "01001", "2019", 2);
    assert_eq!(block("mean-population", "kreis").values[women], 45_083);
    assert_eq!(value("mean-population", "bund", "DG", "2019"), 83_092_962);
}

#[test]
fn the_census_break_stands_on_the_first_period_after_it() {
    let flags = |period| cell("mean-population", "kreis", "01001", period).flags;
    assert!(flags("2011").contains(Flags::BREAK_BEFORE));
    assert!(!flags("2010").contains(Flags::BREAK_BEFORE));
    assert!(!flags("2012").contains(Flags::BREAK_BEFORE));
    let (content, _) = demo();
    for key in [
        "mean-population",
        "foreigners-share",
        "births",
        "deaths",
        "population-density",
    ] {
        let indicator = content
            .indicators
            .iter()
            .find(|one| one.key == key)
            .unwrap();
        assert!(!indicator.breaks.is_empty(), "{key}");
    }
}

#[test]
fn disposable_income_of_starnberg_agrees_with_the_source() {
    let read = |period| value("disposable-income-per-head", "kreis", "09188", period);
    assert_eq!(read("2018"), 35_356);
}

#[test]
fn income_of_the_wartburgkreis_says_that_eisenach_is_not_in_it() {
    let cell = cell("disposable-income-per-head", "kreis", "16063", "2018");
    assert_eq!(cell.value, 20_932);
    assert!(cell.flags.contains(Flags::OTHER_TERRITORY));
    assert!(cell.flags.contains(Flags::NOTE));
    let block = block("disposable-income-per-head", "kreis");
    let note = &block.notes[usize::from(cell.note.unwrap())];
    assert_eq!(note, "ohne-eisenach");
    assert!(
        demo().0.texts["de"]
            .notes
            .get(note)
            .unwrap()
            .contains("Eisenach")
    );
}

#[test]
fn eisenach_is_kept_without_outline() {
    assert_eq!(
        value("disposable-income-per-head", "kreis", "16056", "2018"),
        19_639
    );
    let (content, _) = demo();
    let level = content
        .levels
        .iter()
        .position(|level| level.key == "kreis")
        .unwrap();
    let ix = content.areas.find(&content.levels[level], "16056").unwrap();
    assert_eq!(content.areas.get(ix).unwrap().successors.len(), 1);
    let levels = &content.outlines[0].base.levels;
    let (_, first, outlines) = levels
        .iter()
        .find(|(one, ..)| one.index() == level)
        .unwrap();
    assert!(outlines[(ix.0 - first) as usize].is_empty());
    assert_eq!(
        outlines
            .iter()
            .filter(|outline| !outline.is_empty())
            .count(),
        400
    );
}

#[test]
fn eisenach_does_not_apply_after_its_end() {
    let state = cell("population", "kreis", "16056", "2024-12-31").state;
    assert_eq!(state, ValueState::NotApplicable);
}

#[test]
fn foreigners_share_of_offenbach_agrees_with_the_source() {
    assert_eq!(value("foreigners-share", "kreis", "06413", "2019"), 366);
}

#[test]
fn a_dash_and_a_dot_among_the_school_leavers_keep_their_meaning() {
    let state = |area, period| cell("leavers-with-abitur-share", "kreis", area, period).state;
    assert_eq!(state("09678", "2019"), ValueState::Zero);
    assert_eq!(state("06413", "2007"), ValueState::UnknownOrSecret);
    assert_eq!(state("03152", "2018"), ValueState::NotApplicable);
    assert_eq!(state("03159", "2010"), ValueState::NotApplicable);
}

#[test]
fn hamburg_and_berlin_are_kreis_and_land() {
    for (land, kreis, people) in [("02", "02000", 1_844_216), ("11", "11000", 3_657_159)] {
        assert_eq!(value("mean-population", "kreis", kreis, "2019"), people);
        assert_eq!(value("mean-population", "land", land, "2019"), people);
    }
    assert_eq!(
        value("population", "kreis", "02000", "2024-12-31"),
        1_862_565
    );
    assert_eq!(value("population", "land", "02", "2024-12-31"), 1_862_565);
}

#[test]
fn population_of_germany_is_the_sum_of_its_kreise() {
    let block = block("population", "kreis");
    let count = block.shape.area_count();
    let sum: i64 = block.values.iter().take(count).sum();
    assert_eq!(value("population", "bund", "DG", "2024-12-31"), sum);
    let finding = demo().1.iter().find(|finding| finding.code == "aggregated");
    assert!(finding.is_some());
}

#[test]
fn cars_are_related_to_the_population_of_the_year_before() {
    // 87,268 cars on 1 January 2020, 136,380 inhabitants on average in 2019.
    let at = position("cars-per-1000", "kreis", "09188", "2020-01-01", 0);
    let block = block("cars-per-1000", "kreis");
    assert_eq!(block.values[at], 6399);
    assert_eq!(block.part(Part::Numerator).unwrap().values[at], 87_268);
    assert_eq!(block.part(Part::Denominator).unwrap().values[at], 136_380);
}

#[test]
fn a_price_per_square_metre_has_no_value_for_laender() {
    let (content, findings) = demo();
    let at = content
        .indicators
        .iter()
        .position(|one| one.key == "building-land-price");
    let levels = content
        .blocks
        .iter()
        .filter(|block| Some(block.shape.indicator.index()) == at);
    assert_eq!(levels.count(), 1);
    let refused = |finding: &&Finding| finding.code == "not-aggregated";
    assert!(findings.iter().filter(refused).count() >= 1);
}

#[test]
fn sums_that_differ_from_the_published_total_are_told() {
    let told = demo().1.iter().any(|finding| {
        finding.code == "sums-differ" && finding.place.file == "indicators/population.toml"
    });
    assert!(told);
}

#[test]
fn places_postcodes_and_former_names_lead_to_their_kreis() {
    let (content, _) = demo();
    let leads = |term: &str, kind: TermKind| -> Vec<String> {
        let terms = content
            .search
            .iter()
            .filter(|one| one.term == term && one.kind == kind);
        let areas = terms.flat_map(|one| &one.areas);
        areas
            .map(|ix| content.areas.get(*ix).unwrap().key.clone())
            .collect()
    };
    // A Gemeinde is found by its own name, without a further word.
    assert_eq!(leads("Tutzing", TermKind::Place), Vec::<String>::new());
    assert_eq!(leads("82319", TermKind::Postcode), ["09188139"]);
    assert_eq!(
        leads("Eisenach", TermKind::FormerName),
        ["16063", "16063105"]
    );
    assert!(content.search.is_sorted());
}
