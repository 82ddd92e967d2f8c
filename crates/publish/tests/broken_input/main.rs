//! Broken input, kind by kind: the real program is started on a sound atlas in which one thing is
//! broken. It must end with a message that names the place, exit with failure, not panic, and leave
//! every file and folder as it was, an earlier bundle in the output folder too.
//!
//! Each file beside this one is a table of cases; `runner` holds what all of them must keep to.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test stops where it finds something unexpected"
)]

mod areas;
mod config;
mod context;
mod facilities;
mod geojson;
mod office;
mod other_layers;
mod output;
mod packages;
mod runner;
mod secrecy;
mod shapefile;
mod tables;
mod territory;
mod workbooks;

use office::Base;
use runner::{Case, fails_well, publishes};

/// Every table.
fn all() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("configuration", config::cases()),
        ("areas", areas::cases()),
        ("tables", tables::cases()),
        ("workbooks", workbooks::cases()),
        ("packages", packages::cases()),
        ("shapefile", shapefile::cases()),
        ("GeoJSON", geojson::cases()),
        ("other layers", other_layers::cases()),
        ("facilities", facilities::cases()),
        ("land around", context::cases()),
        ("territory", territory::cases()),
        ("secrecy", secrecy::cases()),
        ("output", output::cases()),
    ]
}

#[test]
fn every_atlas_is_sound_before_it_is_broken() {
    for base in Base::ALL {
        publishes(base);
    }
}

#[test]
fn there_are_far_more_than_fifty_kinds_and_each_has_its_own_name() {
    let mut names: Vec<&str> = Vec::new();
    for (_, cases) in all() {
        names.extend(cases.iter().map(|case| case.name));
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two cases have one name");
    assert!(count >= 55, "{count}");
}

#[test]
fn a_broken_configuration_is_named_and_nothing_is_written() {
    fails_well(&config::cases());
}

#[test]
fn a_broken_list_of_areas_is_named_and_nothing_is_written() {
    fails_well(&areas::cases());
}

#[test]
fn a_broken_table_is_named_and_nothing_is_written() {
    fails_well(&tables::cases());
}

#[test]
fn a_broken_workbook_is_named_and_nothing_is_written() {
    fails_well(&workbooks::cases());
}

#[test]
fn a_broken_data_package_is_named_and_nothing_is_written() {
    fails_well(&packages::cases());
}

#[test]
fn a_broken_shapefile_is_named_and_nothing_is_written() {
    fails_well(&shapefile::cases());
}

#[test]
fn broken_geojson_is_named_and_nothing_is_written() {
    fails_well(&geojson::cases());
}

#[test]
fn a_broken_geopackage_or_topology_is_named_and_nothing_is_written() {
    fails_well(&other_layers::cases());
}

#[test]
fn broken_land_around_is_named_and_nothing_is_written() {
    fails_well(&context::cases());
}

#[test]
fn broken_facilities_are_named_and_nothing_is_written() {
    fails_well(&facilities::cases());
}

#[test]
fn a_broken_table_of_changes_is_named_and_nothing_is_written() {
    fails_well(&territory::cases());
}

#[test]
fn what_would_lose_secrets_is_named_and_nothing_is_written() {
    fails_well(&secrecy::cases());
}

#[test]
fn an_output_that_is_none_is_named_and_left_as_it_is() {
    fails_well(&output::cases());
}
