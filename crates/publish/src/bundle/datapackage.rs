//! `datapackage.json`: what the tables contain, after Data Package 2.0 (<https://datapackage.org>).

use serde_json::{Map, Value, json};
use teilraum::model::{Indicator, IndicatorIx, Source, ValueState};

use super::subject::Subject;
use super::{BundleError, Download, csv, excel, tables};
use crate::content::Content;
use crate::licence::Licence;

const PACKAGE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/tableschema.json";
const DIALECT: &str = "https://datapackage.org/profiles/2.0/tabledialect.json";

/// The description of all `downloads`, with the SHA-256 of each in `hashes`.
///
/// # Errors
/// What JSON cannot hold.
pub fn datapackage(
    content: &Content,
    downloads: &[Download],
    hashes: &[String],
) -> Result<Vec<u8>, BundleError> {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let (title, about) = texts.map_or(("", ""), |texts| (&texts.atlas.title, &texts.atlas.about));
    let resources = downloads.iter().zip(hashes);
    let resources = resources.map(|(one, hash)| resource(content, one, hash));
    let mut package = json!({
        "$schema": PACKAGE,
        "name": content.key.to_lowercase(),
        "title": title,
        "description": about,
        "licenses": licences(content.sources.iter()),
        "sources": content.sources.iter().map(|one| source(content, one)).collect::<Vec<_>>(),
        "resources": resources.collect::<Vec<_>>(),
    });
    if let Some(fields) = package.as_object_mut() {
        publisher(content, fields);
    }
    serde_json::to_vec_pretty(&package).map_err(BundleError::Json)
}

/// Who publishes, where the imprint says so.
fn publisher(content: &Content, fields: &mut Map<String, Value>) {
    let imprint = &content.imprint;
    if let Some(homepage) = &imprint.homepage {
        fields.insert("homepage".into(), homepage.clone().into());
    }
    if imprint.publisher.is_empty() {
        return;
    }
    let mut office = json!({ "title": imprint.publisher, "roles": ["publisher"] });
    if let Some(office) = office.as_object_mut() {
        let known = [("path", &imprint.homepage), ("email", &imprint.email)];
        for (name, value) in known
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.clone()?)))
        {
            office.insert(name.into(), value.into());
        }
    }
    fields.insert("contributors".into(), json!([office]));
}

/// Licences, each once. A name may only have letters, digits, `-`, `_` and `.`.
fn licences<'a>(sources: impl Iterator<Item = &'a Source>) -> Vec<Value> {
    let mut licences: Vec<Value> = Vec::new();
    for source in sources {
        let mut licence = json!({ "title": source.licence, "path": source.licence_url });
        if let (Some(name), Some(fields)) = (licence_name(&source.licence), licence.as_object_mut())
        {
            fields.insert("name".into(), name.into());
        }
        if !licences.contains(&licence) {
            licences.push(licence);
        }
    }
    licences
}

/// The name by which the Open Definition lists a licence, or its own where that may be a name.
fn licence_name(licence: &str) -> Option<String> {
    if let Some(listed) = Licence::of(licence).and_then(Licence::open_definition) {
        return Some(listed.to_owned());
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_name = !licence.is_empty() && licence.bytes().all(allowed);
    is_name.then(|| licence.to_owned())
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

fn resource(content: &Content, download: &Download, hash: &str) -> Value {
    let name = download.path.replace(['/', '.'], "-").to_lowercase();
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
        "hash": format!("sha256:{hash}"),
        "licenses": licences(used.clone()),
        "sources": used.map(|one| source(content, one)).collect::<Vec<_>>(),
    });
    let about = match Subject::of(content, &download.path) {
        Subject::Plain(ix, indicator) => Some((PLAIN, plain_schema(content, ix, indicator))),
        Subject::Excel(ix, indicator) => {
            excel_schema(content, ix, indicator).map(|schema| (EXCEL, schema))
        }
        Subject::Areas => Some((
            PLAIN,
            schema(fields(&tables::AREA_COLUMNS), &["level", "area"]),
        )),
        Subject::Periods => Some((
            PLAIN,
            schema(fields(&tables::PERIOD_COLUMNS), &["indicator", "period"]),
        )),
        Subject::Other => None,
    };
    if let (Some((delimiter, schema)), Some(fields)) = (about, resource.as_object_mut()) {
        fields.insert("type".into(), "table".into());
        fields.insert("format".into(), "csv".into());
        fields.insert("dialect".into(), dialect(delimiter));
        fields.insert("schema".into(), schema);
    }
    resource
}

const PLAIN: &str = ",";
const EXCEL: &str = ";";

fn dialect(delimiter: &str) -> Value {
    json!({
        "$schema": DIALECT,
        "delimiter": delimiter,
        "lineTerminator": "\r\n",
        "quoteChar": "\"",
        "doubleQuote": true,
        "header": true,
    })
}

/// Plain columns: days are dates, everything else is text.
fn fields(names: &[&str]) -> Vec<Value> {
    let field = |name: &&str| {
        let day = name.starts_with("valid_") || *name == "start" || *name == "end";
        json!({ "name": name, "type": if day { "date" } else { "string" } })
    };
    names.iter().map(field).collect()
}

fn schema(fields: Vec<Value>, key: &[&str]) -> Value {
    json!({
        "$schema": SCHEMA,
        "fields": fields,
        "missingValues": [""],
        "primaryKey": key,
    })
}

fn plain_schema(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> Value {
    let mut fields = fields(&csv::AREA_COLUMNS);
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
    let mut schema = schema(fields, &key);
    let own = ["level", "area"];
    let areas = json!([{ "fields": own, "reference": { "resource": "areas-csv", "fields": own } }]);
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("foreignKeys".into(), areas);
    }
    schema
}

/// Columns of the table for Excel; `None` where it has no words, and then there is no such table.
fn excel_schema(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> Option<Value> {
    let columns = excel::columns(content, ix, indicator).ok()?;
    let field = |(name, is_number): (String, bool)| match is_number {
        true => json!({ "name": name, "type": "number", "decimalChar": "," }),
        false => json!({ "name": name, "type": "string" }),
    };
    let fields: Vec<Value> = columns.into_iter().map(field).collect();
    Some(json!({ "$schema": SCHEMA, "fields": fields, "missingValues": [""] }))
}
