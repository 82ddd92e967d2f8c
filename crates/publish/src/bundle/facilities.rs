//! Facilities for everybody: one GeoJSON file of points per layer.

use std::collections::BTreeMap;

use teilraum::model::Facilities;

use super::{BundleError, Download, outlines};
use crate::content::Content;
use crate::geometry;

/// Every layer in WGS 84, each file carrying the attribution of its sources.
///
/// # Errors
/// Points that cannot be brought back to longitude and latitude.
pub fn downloads(content: &Content) -> Result<Vec<Download>, BundleError> {
    let planes: BTreeMap<&str, &str> = content
        .outlines
        .iter()
        .map(|set| (set.system.as_str(), set.projection.as_str()))
        .collect();
    let download = |layer: &Facilities| {
        let plane = planes
            .get(layer.system.as_str())
            .copied()
            .unwrap_or_default();
        let mut collection = geometry::export::points(layer, plane)?;
        collection.foreign_members = Some(outlines::provenance(content, &layer.sources));
        Ok(Download {
            path: format!("geojson/{}.geojson", layer.key),
            title: title(content, &layer.key),
            media_type: "application/geo+json",
            sources: layer.sources.clone(),
            bytes: serde_json::to_vec(&collection).map_err(BundleError::Json)?,
        })
    };
    content.facilities.iter().map(download).collect()
}

fn title(content: &Content, layer: &str) -> String {
    let language = content.languages.first();
    let texts = language.and_then(|language| content.texts.get(language));
    let title = texts.and_then(|texts| texts.facilities.get(layer));
    title.map_or_else(|| layer.to_owned(), Clone::clone)
}
