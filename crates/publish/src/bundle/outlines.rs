//! Outlines for everybody: one GeoJSON file per level that has any, and per layer of facilities.

use serde_json::{Map, Value};

use super::{BundleError, Download, facilities};
use crate::content::Content;
use crate::geometry;

/// The outlines of every level in WGS 84, from the set that serves it, and the facilities; each file carrying the attribution of its sources.
///
/// # Errors
/// Outlines that cannot be brought back to longitude and latitude.
pub fn downloads(content: &Content) -> Result<Vec<Download>, BundleError> {
    let mut downloads = Vec::new();
    for outlines in &content.outlines {
        for (level, _, areas) in &outlines.base.levels {
            let Some(named) = content.levels.get(level.index()) else {
                continue;
            };
            if areas.iter().all(Vec::is_empty) || !outlines.serves.contains(&named.key) {
                continue;
            }
            let mut collection = geometry::geojson(outlines, *level, &content.areas)?;
            collection.foreign_members = Some(provenance(content, &outlines.sources));
            downloads.push(Download {
                path: format!("geojson/{}.geojson", named.key),
                title: title(content, &named.key),
                media_type: "application/geo+json",
                sources: outlines.sources.clone(),
                bytes: serde_json::to_vec(&collection).map_err(BundleError::Json)?,
            });
        }
    }
    downloads.extend(facilities::downloads(content)?);
    Ok(downloads)
}

fn title(content: &Content, level: &str) -> String {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let words = texts.and_then(|texts| texts.levels.get(level));
    words.map_or_else(|| level.to_owned(), |words| words.menu.clone())
}

/// Attribution and licences of `sources`.
pub(super) fn provenance(content: &Content, sources: &[String]) -> Map<String, Value> {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let used = content
        .sources
        .iter()
        .filter(|source| sources.contains(&source.key));
    let attribution = used.clone().filter_map(|source| {
        Some(Value::from(
            texts?.sources.get(&source.key)?.attribution.clone(),
        ))
    });
    let licences = used.map(|source| Value::from(source.licence_url.clone()));
    let list = |name: &str, values: Vec<Value>| (name.to_owned(), Value::Array(values));
    [
        list("attribution", attribution.collect()),
        list("licences", licences.collect()),
    ]
    .into_iter()
    .collect()
}
