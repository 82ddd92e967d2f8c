//! Words that lead to areas beyond their own names and keys.

mod aliases;
mod former;
mod municipalities;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, SearchTerm, TermKind};

use crate::config::Config;
use crate::report::Report;

/// Gathers terms; each word leads to every area it was given for.
#[derive(Debug, Default)]
pub(crate) struct Terms(BTreeMap<(String, TermKind), BTreeSet<AreaIx>>);

impl Terms {
    fn add(&mut self, term: &str, kind: TermKind, area: AreaIx) {
        let term = term.trim();
        if !term.is_empty() {
            self.0
                .entry((term.to_owned(), kind))
                .or_default()
                .insert(area);
        }
    }
}

/// All terms of the configuration, sorted, each word once per kind.
///
/// A word that leads only to an area of that very name is left out: the name is found anyway.
pub fn terms(config: &Config, report: &mut Report) -> Vec<SearchTerm> {
    let mut terms = Terms::default();
    let search = &config.atlas.search;
    for file in &search.aliases {
        aliases::read(config, file, &mut terms, report);
    }
    if search.former_names {
        former::collect(config, &mut terms);
    }
    if let Some(recipe) = &search.gv2q {
        municipalities::read(config, recipe, &mut terms, report);
    }
    let mut sorted: Vec<SearchTerm> = Vec::new();
    for ((term, kind), areas) in terms.0 {
        let is_own_name =
            |ix: &AreaIx| config.areas.get(*ix).is_some_and(|area| area.short == term);
        if !areas.iter().all(is_own_name) {
            sorted.push(SearchTerm {
                term,
                kind,
                areas: areas.into_iter().collect(),
            });
        }
    }
    sorted.sort();
    sorted
}

/// "Flensburg, Stadt" is looked for as "Flensburg".
fn plain_name(name: &str) -> &str {
    name.split_once(", ").map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_of_names_are_left_out() {
        assert_eq!(plain_name("Kiel, Landeshauptstadt"), "Kiel");
        assert_eq!(plain_name("Halle (Saale), Stadt"), "Halle (Saale)");
        assert_eq!(plain_name("Ahneby"), "Ahneby");
    }
}
