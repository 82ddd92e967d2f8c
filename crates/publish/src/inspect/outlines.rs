//! A `[[geometry]]` block for a layer of shapes.

use std::collections::BTreeSet;
use std::path::Path;

use super::Proposal;
use super::error::InspectError;
use super::keys::{self, Form, is_hint};
use super::write::{Lines, quoted};
use crate::geometry::LayerConfig;
use crate::geometry::layer::{self, sheet::Sheet};

/// A plane for all of Germany.
const PLANE: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";

/// Proposes a layer with its key.
///
/// # Errors
/// If the file is no layer, or its tables are several and none is named.
pub fn propose(path: &Path, file: &str, table: Option<&str>) -> Result<Proposal, InspectError> {
    let config = LayerConfig {
        file: file.to_owned(),
        table: table.map(str::to_owned),
        ..LayerConfig::default()
    };
    let mut findings = Vec::new();
    let (sheet, stated) = layer::look(&config, path, &mut findings)?;
    let mut unsure: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let names: BTreeSet<&str> = sheet
        .rows
        .iter()
        .flat_map(|row| row.values.keys())
        .map(String::as_str)
        .collect();
    if sheet.rows.is_empty() {
        return Err(InspectError::unfit(file, "records with shapes", "none"));
    }
    let mut out = Lines::default();
    out.reason(&format!(
        "{} records, shapes: {}",
        sheet.rows.len(),
        kinds(&sheet)
    ));
    out.reason(&format!(
        "attributes: {}",
        names.iter().copied().collect::<Vec<_>>().join(", ")
    ));
    out.reason(&format!("coordinate system: {}", stated.words()));
    let crs = match stated.is_known() {
        true => String::new(),
        false => {
            unsure.push("the coordinate system is not stated: `crs` is a guess".to_owned());
            ", crs = \"EPSG:25832\"".to_owned()
        }
    };
    let best = names
        .iter()
        .filter_map(|name| Some((score(&sheet, name)?, std::cmp::Reverse(*name))))
        .max();
    let key = best.map_or("id", |(_, std::cmp::Reverse(name))| name);
    let texts: Vec<String> = sheet
        .rows
        .iter()
        .filter_map(|row| row.values.get(key)?.text())
        .collect();
    let different: BTreeSet<&String> = texts.iter().collect();
    out.reason(&format!(
        "key: attribute \"{key}\", {} different values such as \"{}\"",
        different.len(),
        texts.first().map_or("", String::as_str)
    ));
    if best.is_none() {
        unsure.push("no attribute looks like an official key".to_owned());
    }
    let dissolve = if different.len() < texts.len() {
        unsure.push(format!(
            "{} records share their key with another: one area each, or a `filter` is missing",
            texts.len() - different.len()
        ));
        ", dissolve_by_key = true"
    } else {
        ""
    };
    let table = table.map_or_else(String::new, |name| format!(", table = {}", quoted(name)));
    out.line("[[geometry]]")
        .text("system", "system")
        .line("sources = [\"source\"]")
        .text("projection", PLANE);
    out.line(&format!(
        "levels = {{ {} = {{ file = {}, key = {}{table}{crs}{dissolve} }} }}",
        level(&texts),
        quoted(file),
        quoted(key)
    ));
    Ok(Proposal {
        recipe: out.into_text(),
        atlas: String::new(),
        unsure,
    })
}

fn kinds(sheet: &Sheet) -> String {
    let kinds: BTreeSet<&str> = sheet.rows.iter().map(|row| row.shape.kind()).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

/// How much speaks for an attribute as the key: form, name, and that few records share a value.
fn score(sheet: &Sheet, name: &str) -> Option<(bool, bool, usize)> {
    let texts: Vec<String> = sheet
        .rows
        .iter()
        .filter_map(|row| row.values.get(name)?.text())
        .collect();
    let official = texts
        .iter()
        .filter(|text| keys::form(text).is_some())
        .count()
        * 10
        >= sheet.rows.len() * 9;
    let different = texts.iter().collect::<BTreeSet<_>>().len();
    (official || is_hint(name)).then_some((official, is_hint(name), different))
}

/// The level that keys of this form are of.
fn level(keys: &[String]) -> &'static str {
    match keys.first().and_then(|key| keys::form(key)) {
        Some(Form::Digits(2) | Form::Lost(2)) => "land",
        Some(Form::Digits(5) | Form::Lost(5)) => "kreis",
        Some(Form::Digits(8 | 12) | Form::Lost(8 | 12)) => "gemeinde",
        _ => "level",
    }
}
