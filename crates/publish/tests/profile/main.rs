//! `teilraum profile`: PDFs read back by their structure, value by value.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it finds something unexpected"
)]

mod command;
#[path = "../chance/open.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod open;
mod reader;
mod rows;
mod tagged;
mod values;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use teilraum_publish::bundle::Bundle;
use teilraum_publish::content::Content;
use teilraum_publish::paper::{Order, Paper, Shelf, choose, write};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

type Published = (Content, Bundle);

/// The demo, the invented town and the small atlas, each published once for all tests.
fn published(name: &str) -> &'static Published {
    static ALL: [OnceLock<Published>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    match name {
        "demo" => ALL[0].get_or_init(|| open::publish(&here("../../data/atlas.toml"))),
        "town" => ALL[1].get_or_init(open::town),
        _ => ALL[2].get_or_init(small),
    }
}

fn small() -> Published {
    open::publish(&here("../../tests/fixtures/small-atlas/atlas.toml"))
}

fn shelf<'a>(bundle: &'a Bundle, language: &str) -> Shelf<'a> {
    Shelf::open(&bundle.files, Some(language)).unwrap()
}

/// The profile of an area of a collection.
fn profile(name: &str, key: &str, level: Option<&str>, language: &str) -> Paper {
    let mut shelf = shelf(&published(name).1, language);
    let area = choose::one(&shelf, key, level).unwrap();
    write(&mut shelf, area, &order()).unwrap()
}

fn order() -> Order {
    Order {
        address: Some("https://atlas.example/".to_owned()),
        made: Some("2026-01-15".parse().unwrap()),
    }
}
