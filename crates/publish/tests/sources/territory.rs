//! Areas, periods and sums on a small atlas: who exists when, who counts where.

use crate::small_atlas::SmallAtlas;
use teilraum::model::{CategoryIx, CellRef, Flags, Part, ValueState};
use teilraum_publish::content::Content;

fn content(atlas: &SmallAtlas) -> Content {
    atlas.load().unwrap_or_else(|error| panic!("{error}")).0
}

fn cell(content: &Content, indicator: &str, area: &str, period: &str) -> (CellRef, Vec<i64>) {
    let position = content
        .areas
        .0
        .iter()
        .position(|one| one.key == area)
        .unwrap();
    let level = content.areas.0[position].level;
    let at = content
        .indicators
        .iter()
        .position(|one| one.key == indicator)
        .unwrap();
    let period = content.indicators[at].period(period).unwrap().0;
    let is_it = |block: &&teilraum::model::Block| {
        block.shape.indicator.index() == at && block.shape.level == level
    };
    let block = content.blocks.iter().find(is_it).unwrap();
    let at = block
        .shape
        .cell(CategoryIx(0), period, position as u32)
        .unwrap();
    let parts = [Part::Numerator, Part::Denominator];
    let parts = parts
        .iter()
        .filter_map(|part| block.part(*part))
        .map(|part| part.values[at]);
    (block.get(at).unwrap(), parts.collect())
}

fn people(atlas: &SmallAtlas, area: &str, period: &str) -> CellRef {
    cell(&content(atlas), "people", area, period).0
}

#[test]
fn one_row_fills_land_and_kreis_of_a_city_state() {
    let atlas = SmallAtlas::new();
    assert_eq!(people(&atlas, "02", "2019").value, 1010);
    assert_eq!(people(&atlas, "02000", "2019").value, 1010);
}

#[test]
fn a_dash_after_the_end_of_an_area_is_not_applicable() {
    assert_eq!(people(&SmallAtlas::new(), "01003", "2018").value, 50);
    assert_eq!(
        people(&SmallAtlas::new(), "01003", "2019").state,
        ValueState::NotApplicable
    );
}

#[test]
fn a_cell_the_source_lacks_is_missing_where_the_area_exists() {
    let lacking = SmallAtlas::new()
        .with("people.csv", "2019;01001;  Aue;110\n", "")
        .with("people.csv", "2019;01003;  Dorf;-\n", "");
    assert_eq!(people(&lacking, "01001", "2019").state, ValueState::Missing);
    assert_eq!(
        people(&lacking, "01003", "2019").state,
        ValueState::NotApplicable
    );
}

#[test]
fn a_number_after_the_end_of_an_area_is_not_published_but_listed() {
    let atlas = SmallAtlas::new().with("people.csv", "Dorf;-", "Dorf;55");
    assert_eq!(
        people(&atlas, "01003", "2019").state,
        ValueState::NotApplicable
    );
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains(
            "Warning outside-validity: people.csv, row 10, column 4: expected no number, because `01003` \
             does not exist in 2019, found \"55\"; not published"
        ),
        "{findings}"
    );
}

#[test]
fn a_converted_number_is_kept_with_its_flag_and_counted_once() {
    let atlas = SmallAtlas::new()
        .with(
            "people.toml",
            "signs = \"s\"\n\n",
            "signs = \"s\"\noutside = \"converted\"\n\n",
        )
        .with(
            "kreis.csv",
            "Berg,kreis,in Berg,,,",
            "Berg,kreis,in Berg,2019-01-01,,",
        )
        .with("people.csv", "Berg;200", "Berg;250")
        .with("people.toml", "flags = [\"other-territory\"]", "flags = []");
    let berg = people(&atlas, "01002", "2018");
    assert_eq!(berg.value, 250);
    assert!(berg.flags.contains(Flags::CONVERTED));
    // No row for the city state as Land in this variant: Nordland is Aue 100 and Berg 250.
    let nordland = atlas.with("people.csv", "2018;02;Hafenstadt;1000\n", "");
    let sum = people(&nordland, "01", "2018");
    assert_eq!(
        (sum.value, sum.flags.contains(Flags::CONVERTED)),
        (350, true)
    );
}

#[test]
fn a_lost_zero_is_given_back_where_the_key_exists() {
    let atlas = SmallAtlas::new().with("people.csv", "2019;01001", "2019;1001");
    assert_eq!(people(&atlas, "01001", "2019").value, 110);
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains(
            "Warning lost-zero: people.csv, row 8: expected a key with its leading zero, found `1001` in 1 \
             cell(s); read as `01001`"
        ),
        "{findings}"
    );
    let gone = SmallAtlas::new()
        .with("people.csv", "2019;01003", "2019;1003")
        .error();
    assert!(
        gone.starts_with("Error unknown-key: people.csv, row 10"),
        "{gone}"
    );
}

#[test]
fn keys_declared_as_no_areas_are_counted() {
    let findings = SmallAtlas::new().findings().join("\n");
    assert!(
        findings.contains("Note ignored-keys: people.csv: expected areas of this atlas, found 1 keys: Regierungsbezirke"),
        "{findings}"
    );
}

#[test]
fn marks_and_breaks_stand_on_the_cells_they_mean() {
    let atlas = SmallAtlas::new();
    let before = people(&atlas, "01002", "2018");
    assert!(
        before
            .flags
            .contains(Flags::OTHER_TERRITORY.with(Flags::NOTE))
    );
    assert_eq!(before.note, Some(0));
    let after = people(&atlas, "01002", "2019");
    assert_eq!((after.flags, after.note), (Flags::BREAK_BEFORE, None));
    assert_eq!(people(&atlas, "01003", "2019").flags, Flags::NONE);
}

/// Without rows for Länder the sums of their Kreise stand in.
fn summed() -> SmallAtlas {
    SmallAtlas::new().with("people.csv", ";02;", ";02000;")
}

#[test]
fn counts_add_up_over_the_areas_that_exist_at_the_end_of_the_period() {
    assert_eq!(people(&summed(), "01", "2018").value, 350);
    assert_eq!(people(&summed(), "01", "2019").value, 370);
    assert_eq!(people(&summed(), "02", "2019").value, 1010);
}

#[test]
fn one_child_without_number_leaves_the_sum_without() {
    let atlas = summed().with("people.csv", "Aue;110", "Aue;.");
    assert_eq!(people(&atlas, "01", "2019").state, ValueState::Missing);
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains(
            "column indicator `people`, area 01, period 2019: expected numbers of all 2 areas to add up, \
             found none of 01001; left without value"
        ),
        "{findings}"
    );
}

#[test]
fn a_total_that_differs_from_its_parts_is_told_and_kept() {
    let atlas = SmallAtlas::new().with("people.csv", "___", "2019;01;Nordland;371\n___");
    assert_eq!(people(&atlas, "01", "2019").value, 371);
    let findings = atlas.findings().join("\n");
    assert!(
        findings.contains(
            "1 sums of level `kreis` that differ, by at most 1: 01 2019: 370 instead of 371"
        ),
        "{findings}"
    );
}

#[test]
fn levels_are_left_out_where_nothing_may_be_added_up() {
    let refuse = summed().with("people.toml", "aggregate = \"sum\"\n", "");
    let loaded = content(&refuse);
    assert!(
        loaded
            .blocks
            .iter()
            .all(|block| loaded.levels[block.shape.level.index()].key == "kreis")
    );
    assert!(refuse.findings().join("\n").contains("Note not-aggregated"));
}

#[test]
fn a_rate_is_computed_from_its_parts_and_publishes_them() {
    let loaded = content(&summed());
    let (aue, parts) = cell(&loaded, "cars-per-head", "01001", "2019-01-01");
    assert_eq!((aue.value, parts), (4000, vec![40, 100]));
    // 333 cars, 1,000 people: the rate of the Land comes from the sums, never from rates.
    let (harbour, _) = cell(&loaded, "cars-per-head", "02", "2019-01-01");
    assert_eq!(harbour.value, 3330);
    let (none, _) = cell(&loaded, "cars-per-head", "01002", "2019-01-01");
    assert_eq!(none.state, ValueState::Zero);
    assert!(none.flags.contains(Flags::OTHER_TERRITORY));
    assert!(none.note.is_some());
}

#[test]
fn something_related_to_nobody_is_an_error() {
    let error = summed().with("people.csv", "Aue;100", "Aue;0").error();
    assert!(
        error.starts_with("Error zero-denominator: people.toml"),
        "{error}"
    );
}

#[test]
fn words_lead_to_areas_and_are_kept_once() {
    let loaded = content(&SmallAtlas::new());
    let terms: Vec<&str> = loaded
        .search
        .iter()
        .map(|term| term.term.as_str())
        .collect();
    assert_eq!(terms, ["Altaue", "Dorf"]);
    assert_eq!(
        loaded.areas.get(loaded.search[1].areas[0]).unwrap().key,
        "01002"
    );
}

#[test]
fn the_same_input_gives_the_same_content() {
    let read = || format!("{:?}", SmallAtlas::new().load().unwrap());
    assert_eq!(read(), read());
}
