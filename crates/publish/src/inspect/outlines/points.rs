//! A `[[facilities]]` block for a layer of points.

use std::collections::BTreeSet;

use super::{Key, texts};
use crate::geometry::layer::sheet::Sheet;
use crate::inspect::write::{self, Lines, quoted};

/// Words in the names of attributes that hold the facility's name.
const NAMES: [&str; 5] = ["name", "bezeichnung", "einrichtung", "titel", "title"];
/// Words in the names of attributes that hold a capacity.
const CAPACITIES: [&str; 9] = [
    "platz", "plätze", "plaetze", "kapaz", "capacity", "betten", "beds", "places", "seats",
];

/// Writes the block: key, name and capacity are attributes.
pub(super) fn write(
    sheet: &Sheet,
    names: &BTreeSet<&str>,
    (file, layer): (&str, &str),
    key: &Key<'_>,
    out: &mut Lines,
    unsure: &mut Vec<String>,
) {
    let stem = file.rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    out.line("[[facilities]]")
        .text("key", &write::key(stem, "facilities"))
        .text("system", "system")
        .line("sources = [\"source\"]");
    let capacity = attribute(sheet, names, &CAPACITIES, is_count);
    out.text("unit", if capacity.is_some() { "places" } else { "unit" })
        .line(&format!("layer = {{ {layer} }}"));
    let name = attribute(sheet, names, &NAMES, |text| {
        text.contains(char::is_alphabetic)
    });
    match name {
        Some(name) => out.text("name", name),
        None => {
            unsure.push(
                "no attribute looks like the name of a facility: its key stands in `name`"
                    .to_owned(),
            );
            out.text("name", key.name)
        }
    };
    match capacity {
        Some(capacity) => {
            unsure.push(format!(
                "the capacity is read from {}, by its name",
                quoted(capacity)
            ));
            out.text("capacity", capacity);
        }
        None => unsure.push(
            "no attribute looks like a capacity; `capacity` names one that holds whole numbers"
                .to_owned(),
        ),
    }
    if key.shared > 0 {
        unsure.push(format!(
            "{} records share their key with another: facilities need one each",
            key.shared
        ));
    }
}

/// The first attribute whose name has one of these words, in their order, and whose texts fit.
fn attribute<'n>(
    sheet: &Sheet,
    names: &BTreeSet<&'n str>,
    words: &[&str],
    fits: impl Fn(&str) -> bool,
) -> Option<&'n str> {
    let holds = |name: &&&str| {
        let texts = texts(sheet, name);
        let fitting = texts.iter().filter(|text| fits(text)).count();
        fitting * 10 >= texts.len() * 9 && fitting > 0
    };
    let mut named = words.iter().flat_map(|word| {
        let has = move |name: &&&&str| name.to_lowercase().contains(word);
        names.iter().filter(move |name| has(&name))
    });
    named.find(|name| holds(name)).copied()
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
