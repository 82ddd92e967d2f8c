//! A `[[geometry]]` block for a layer of shapes, `[[facilities]]` for a layer of points (`points`).

mod plane;
mod points;

use std::collections::BTreeSet;
use std::path::Path;

use super::Proposal;
use super::error::InspectError;
use super::keys::{self, Form, is_hint};
use super::write::{Lines, quoted};
use crate::geometry::LayerConfig;
use crate::geometry::layer::{
    self,
    sheet::{Shape, Sheet},
};
use crate::geometry::locate::Stated;

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
    let key = key(&sheet, &names, &mut out, &mut unsure);
    let table = table.map_or_else(String::new, |name| format!(", table = {}", quoted(name)));
    let layer = format!(
        "file = {}, key = {}{table}{crs}",
        quoted(file),
        quoted(key.name)
    );
    match sheet
        .rows
        .iter()
        .any(|row| matches!(row.shape, Shape::Points(_)))
    {
        true => points::write(&sheet, &names, (file, &layer), &key, &mut out, &mut unsure),
        false => areas(&sheet, &stated, &layer, &key, &mut out, &mut unsure),
    }
    Ok(Proposal {
        recipe: out.into_text(),
        atlas: String::new(),
        unsure,
    })
}

/// The attribute that tells records apart.
struct Key<'n> {
    name: &'n str,
    /// Its values.
    texts: Vec<String>,
    /// How many records share theirs with another.
    shared: usize,
}

fn key<'n>(
    sheet: &Sheet,
    names: &BTreeSet<&'n str>,
    out: &mut Lines,
    unsure: &mut Vec<String>,
) -> Key<'n> {
    let best = names
        .iter()
        .filter_map(|name| Some((score(sheet, name)?, std::cmp::Reverse(*name))))
        .max();
    let name = best.map_or("id", |(_, std::cmp::Reverse(name))| name);
    let texts = texts(sheet, name);
    let different = texts.iter().collect::<BTreeSet<_>>().len();
    out.reason(&format!(
        "key: attribute \"{name}\", {different} different values such as \"{}\"",
        texts.first().map_or("", String::as_str)
    ));
    if !best.is_some_and(|(score, _)| score.looks_like_one()) {
        unsure.push("no attribute looks like an official key".to_owned());
    }
    Key {
        name,
        shared: texts.len() - different,
        texts,
    }
}

/// A `[[geometry]]` block.
fn areas(
    sheet: &Sheet,
    stated: &Stated,
    layer: &str,
    key: &Key<'_>,
    out: &mut Lines,
    unsure: &mut Vec<String>,
) {
    let dissolve = if key.shared > 0 {
        unsure.push(format!(
            "{} records share their key with another: one area each, or a `filter` is missing",
            key.shared
        ));
        ", dissolve_by_key = true"
    } else {
        ""
    };
    out.line("[[geometry]]")
        .text("system", "system")
        .line("sources = [\"source\"]");
    match plane::own_zone(sheet, stated) {
        Some(zone) => {
            out.reason("the plane of the layer itself: it is less than 200 km wide")
                .text("projection", &plane::utm(zone));
        }
        None => {
            out.reason("a plane for all of Germany")
                .text("projection", PLANE);
        }
    }
    out.line(&format!(
        "levels = {{ {} = {{ {layer}{dissolve} }} }}",
        level(&key.texts)
    ));
}

fn kinds(sheet: &Sheet) -> String {
    let kinds: BTreeSet<&str> = sheet.rows.iter().map(|row| row.shape.kind()).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

/// The texts of an attribute.
fn texts(sheet: &Sheet, name: &str) -> Vec<String> {
    let rows = sheet.rows.iter();
    rows.filter_map(|row| row.values.get(name)?.text())
        .collect()
}

/// How much speaks for an attribute as the key, what weighs most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// Few records share a value; a key of coarser areas is shared by many.
    tells_apart: bool,
    official_and_named: bool,
    unique: bool,
    official: bool,
    named: bool,
    different: usize,
}

impl Score {
    fn looks_like_one(self) -> bool {
        self.official || self.named
    }
}

fn score(sheet: &Sheet, name: &str) -> Option<Score> {
    let texts = texts(sheet, name);
    let form = texts.iter().filter(|text| keys::form(text).is_some());
    let official = form.count() * 10 >= sheet.rows.len() * 9;
    let different = texts.iter().collect::<BTreeSet<_>>().len();
    let plain = |text: &String| {
        text.len() <= 40 && !text.contains(|char: char| char.is_whitespace() || char == '.')
    };
    let named = is_hint(name) || is_numbered(name);
    let unique = different == sheet.rows.len();
    (official || named || (unique && texts.iter().all(plain))).then_some(Score {
        tells_apart: different * 2 > sheet.rows.len(),
        official_and_named: official && named,
        unique,
        official,
        named,
        different,
    })
}

/// Whether the last word of a name means a number: `BZR_ID`, `e_nr`.
fn is_numbered(name: &str) -> bool {
    let last = name.rsplit(['_', '-', ' ']).next().unwrap_or_default();
    ["id", "nr", "nummer", "number"].contains(&last.to_lowercase().as_str())
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
