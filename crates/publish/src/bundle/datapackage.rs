//! `datapackage.json`: what the tables contain, after Data Package 2.0 (<https://datapackage.org>).

use serde_json::{Value, json};
use teilraum::model::{Indicator, IndicatorIx, Source, ValueState};

use super::files::sha256;
use super::{BundleError, Download, csv};
use crate::content::Content;

const PACKAGE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/tableschema.json";

/// The description of all `downloads`.
///
/// # Errors
/// What JSON cannot hold.
pub fn datapackage(content: &Content, downloads: &[Download]) -> Result<Vec<u8>, BundleError> {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let (title, about) = texts.map_or(("", ""), |texts| (&texts.atlas.title, &texts.atlas.about));
    let resources: Vec<Value> = downloads.iter().map(|one| resource(content, one)).collect();
    let package = json!({
        "$schema": PACKAGE,
        "name": content.key,
        "title": title,
        "description": about,
        "licenses": licences(content.sources.iter()),
        "sources": content.sources.iter().map(|one| source(content, one)).collect::<Vec<_>>(),
        "resources": resources,
    });
    serde_json::to_vec_pretty(&package).map_err(BundleError::Json)
}

fn licences<'a>(sources: impl Iterator<Item = &'a Source>) -> Vec<Value> {
    let mut licences: Vec<Value> = Vec::new();
    for source in sources {
        let licence = json!({ "name": source.licence, "path": source.licence_url });
        if !licences.contains(&licence) {
            licences.push(licence);
        }
    }
    licences
}

fn source(content: &Content, source: &Source) -> Value {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let words = texts.and_then(|texts| texts.sources.get(&source.key));
    let title = words.map_or(source.key.as_str(), |words| &words.title);
    let mut entry = json!({ "title": title });
    if let (Some(words), Some(fields)) = (words, entry.as_object_mut()) {
        fields.insert("attribution".into(), words.attribution.clone().into());
    }
    if let (Some(url), Some(fields)) = (&source.url, entry.as_object_mut()) {
        fields.insert("path".into(), url.clone().into());
    }
    entry
}

fn resource(content: &Content, download: &Download) -> Value {
    let name = download.path.replace(['/', '.'], "-");
    let used = content
        .sources
        .iter()
        .filter(|source| download.sources.contains(&source.key));
    let mut resource = json!({
        "$schema": RESOURCE,
        "name": name,
        "title": download.title,
        "path": download.path,
        "mediatype": download.media_type,
        "encoding": "utf-8",
        "bytes": download.bytes.len(),
        "hash": format!("sha256:{}", sha256(&download.bytes)),
        "licenses": licences(used.clone()),
        "sources": used.map(|one| source(content, one)).collect::<Vec<_>>(),
    });
    let key = download
        .path
        .strip_prefix("csv/")
        .and_then(|name| name.strip_suffix(".csv"));
    let mut indicators = (0..).map(IndicatorIx).zip(&content.indicators);
    let found = indicators.find(|(_, indicator)| Some(indicator.key.as_str()) == key);
    if let (Some((ix, indicator)), Some(fields)) = (found, resource.as_object_mut()) {
        fields.insert("type".into(), "table".into());
        fields.insert("format".into(), "csv".into());
        fields.insert("schema".into(), schema(content, ix, indicator));
    }
    resource
}

fn schema(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> Value {
    let mut fields = Vec::new();
    for name in csv::AREA_COLUMNS {
        let kind = if name.starts_with("valid_") || name.starts_with("period_") {
            "date"
        } else {
            "string"
        };
        fields.push(json!({ "name": name, "type": kind }));
    }
    for axis in &indicator.axes {
        fields.push(json!({ "name": axis.key, "type": "string", "categories": axis.categories }));
    }
    let states: Vec<&str> = ValueState::ALL.iter().map(|state| state.key()).collect();
    fields.push(json!({ "name": "value", "type": "number" }));
    fields.push(json!({ "name": "state", "type": "string", "categories": states }));
    fields.push(json!({ "name": "flags", "type": "string" }));
    fields.push(json!({ "name": "note", "type": "string" }));
    let parts = csv::parts(content, ix).into_iter();
    fields.extend(parts.map(|(_, name)| json!({ "name": name, "type": "number" })));
    let axes = indicator.axes.iter().map(|axis| axis.key.as_str());
    let key: Vec<&str> = ["level", "area", "period"]
        .into_iter()
        .chain(axes)
        .collect();
    json!({
        "$schema": SCHEMA,
        "fields": fields,
        "fieldsMatch": "exact",
        "missingValues": [""],
        "primaryKey": key,
    })
}
