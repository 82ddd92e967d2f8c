//! `methods`: the handbook of methods, written from the documentation of the code.
//!
//! [`entry`] reads the `# Method` blocks, [`index`] says which there must be and how they are
//! grouped, [`markdown`] and [`page`] write them down.

mod entry;
mod index;
mod inline;
mod markdown;
mod page;
mod path;

use crate::build::post_build::files_below;
use crate::failure::Failure;
use crate::workspace::Workspace;
use entry::Entry;
use index::{GROUPS, Group};
use path::Address;
use std::fs;

/// A group with those of its methods that are described.
pub struct Chapter {
    /// The group.
    group: &'static Group,
    /// Its methods, and where each is found.
    entries: Vec<(Entry, Address)>,
}

/// A term of the atlas, and what it means.
type Term = (String, String);

/// The terms that the page of the atlas explains.
const TERMS: &str = "www/messages/terms/de.json";

/// The files that are written, with their texts.
type Files = [(&'static str, String); 3];

/// Writes the handbook anew.
///
/// # Errors
/// When a description is not as it should be, or a file cannot be written.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let entries = described(workspace)?;
    for told in complaints(&entries) {
        println!("methods  {told}");
    }
    for (name, text) in files(workspace, &entries) {
        let file = workspace.at(name);
        fs::write(&file, text).map_err(Failure::file("write", &file))?;
        println!("methods  {name}");
    }
    Ok(())
}

/// Every method that the engine's sources describe.
fn described(workspace: &Workspace) -> Result<Vec<Entry>, Failure> {
    let mut found = Vec::new();
    for (name, file) in files_below(&workspace.at("src"))? {
        if name.ends_with(".rs") {
            let text = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
            found.extend(entry::entries(&format!("src/{name}"), &text).map_err(Failure::Check)?);
        }
    }
    Ok(found)
}

fn files(workspace: &Workspace, entries: &[Entry]) -> Files {
    let read = |name: &str| fs::read_to_string(workspace.at(name)).ok();
    let chapters: Vec<Chapter> = GROUPS
        .iter()
        .map(|group| {
            let own = |id: &&str| entries.iter().find(|entry| entry.id == **id).cloned();
            let entries = group.ids.iter().filter_map(own);
            let placed = entries.map(|entry| {
                let address = path::address(&entry, read);
                (entry, address)
            });
            Chapter {
                group,
                entries: placed.collect(),
            }
        })
        .collect();
    [
        ("docs/methods.md", markdown::handbook(&chapters)),
        ("src/handbook.rs", markdown::module(&chapters)),
        (
            "www/methods.html",
            page::page(&chapters, &terms(&read(TERMS).unwrap_or_default())),
        ),
    ]
}

/// The terms of a catalogue of messages, in their order: `term.x` and `term.x.text`.
fn terms(catalogue: &str) -> Vec<Term> {
    let texts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(catalogue).unwrap_or_default();
    let term = |(key, name): (&String, &serde_json::Value)| {
        let text = texts.get(&format!("{key}.text"))?.as_str()?;
        Some((name.as_str()?.to_owned(), text.to_owned()))
    };
    texts.iter().filter_map(term).collect()
}

/// What is missing, unknown or there twice.
fn complaints(entries: &[Entry]) -> Vec<String> {
    let mut told = Vec::new();
    for id in GROUPS.iter().flat_map(|group| group.ids) {
        let found: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.id == *id)
            .map(|entry| entry.file.as_str())
            .collect();
        if found.len() != 1 {
            told.push(format!("{id}: expected one description, found {found:?}"));
        }
    }
    for entry in entries {
        if !GROUPS
            .iter()
            .any(|group| group.ids.contains(&entry.id.as_str()))
        {
            told.push(format!("{}: no method is called {}", entry.file, entry.id));
        }
        let parts = [
            ("English term", entry.english.as_str()),
            ("German term", entry.german.as_str()),
            ("summary", entry.summary.as_str()),
            (
                "German paragraph",
                entry.meaning.first().map_or("", String::as_str),
            ),
            ("formula", entry.formula.as_str()),
            ("reference", entry.references.as_str()),
        ];
        for (part, _) in parts.iter().filter(|(_, text)| text.trim().is_empty()) {
            told.push(format!("{}: {} has no {part}", entry.file, entry.id));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantile() -> Entry {
        Entry {
            id: "classify.quantile".into(),
            english: "quantiles".into(),
            german: "Quantile".into(),
            summary: "Upper bounds at [`x`].".into(),
            meaning: vec!["Legt Grenzen.".into()],
            formula: "b < c".into(),
            errors: "[`Reason::Infeasible`] if `k` is zero.".into(),
            references: "Hyndman (1996).".into(),
            file: "src/classify/quantile.rs".into(),
            item: "quantile".into(),
            ..Entry::default()
        }
    }

    /// One method of one group.
    pub fn chapters() -> Vec<Chapter> {
        let address = Address {
            path: "classify::quantile".into(),
            feature: None,
        };
        vec![Chapter {
            group: &GROUPS[0],
            entries: vec![(quantile(), address)],
        }]
    }

    #[test]
    fn every_method_is_described_once_with_all_its_parts() {
        let workspace = Workspace::find().unwrap();
        let told = complaints(&described(&workspace).unwrap());
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    #[test]
    fn the_handbook_is_that_of_the_code() {
        let workspace = Workspace::find().unwrap();
        for (name, text) in files(&workspace, &described(&workspace).unwrap()) {
            let kept = fs::read_to_string(workspace.at(name)).unwrap_or_default();
            assert!(kept == text, "{name} is out of date: cargo xtask methods");
        }
    }

    #[test]
    fn missing_double_unknown_and_incomplete_descriptions_are_named() {
        let mut unknown = quantile();
        unknown.id = "classify.hash".into();
        unknown.formula = String::new();
        let told = complaints(&[quantile(), quantile(), unknown]);
        for part in [
            "ci.wilson: expected one description, found []",
            "classify.quantile: expected one description, found [\"src",
            "no method is called classify.hash",
            "classify.hash has no formula",
        ] {
            assert!(
                told.iter().any(|line| line.contains(part)),
                "{part} in {told:?}"
            );
        }
    }
}
