//! Whether every source is named as its licence asks, in every language.

use std::collections::BTreeSet;

use super::{Config, TextsFile};
use crate::finding::Place;
use crate::licence::lacks;
use crate::report::{Report, found, in_file};

/// Reports what attributions lack. A missing attribution forbids writing; a part that the publisher
/// does not find in its wording is a warning, since wordings differ.
pub fn check(config: &Config, report: &mut Report) {
    let outlines = config.atlas.geometry.iter();
    let altered: BTreeSet<&String> = outlines.flat_map(|one| &one.sources).collect();
    for language in &config.atlas.languages {
        let (Some(file), Some(texts)) = (
            config.atlas.texts.get(language),
            config.texts.get(language).map(TextsFile::texts),
        ) else {
            continue;
        };
        for source in &config.atlas.source {
            let Some(words) = texts.sources.get(&source.key) else {
                continue;
            };
            let column = format!("sources.{}, attribution", source.key);
            let place = Place {
                column: Some(column),
                ..in_file(file)
            };
            for lack in lacks(source, &words.attribution, altered.contains(&source.key)) {
                let wording = found(lack, format!("\"{}\"", words.attribution));
                if words.attribution.trim().is_empty() {
                    report.error("attribution", place.clone(), wording);
                } else {
                    report.warning(
                        "attribution",
                        place.clone(),
                        wording.done("published as it is"),
                    );
                }
            }
        }
    }
}
