//! `areas = { file = …, key = … }`: the areas of a level out of a table that an office has anyway.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Entry, Line};
use crate::config::atlas::{AtlasFile, LevelConfig};
use crate::config::sheet::{self, Field, Row, Sheet, SheetSource};
use crate::geometry::config::FilterValue;
use crate::report::{Report, found, in_file};
use teilraum::model::LevelIx;

/// Where the areas of a level stand.
#[derive(Clone, Debug)]
pub enum AreasSource {
    /// In a list of areas, `areas/LEVEL.csv`.
    List(String),
    /// In a table of another form.
    Table(Box<AreasTable>),
}

/// A table of areas and what its columns mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreasTable {
    /// The file: CSV, workbook, attribute table, or layer of shapes.
    pub file: String,
    /// Name of the sheet of a workbook, of the table of a GeoPackage or the object of a TopoJSON file.
    pub sheet: Option<String>,
    /// Row of the header in a CSV file or workbook, from 1.
    #[serde(default = "first")]
    pub header_row: u32,
    /// Separator of a CSV file.
    #[serde(default = "comma")]
    pub separator: char,
    /// Encoding of a CSV file or an attribute table.
    pub encoding: Option<String>,
    /// Column of the key.
    pub key: String,
    /// Digits of every key: shorter ones get their leading zeros back, and are listed.
    pub key_digits: Option<usize>,
    /// Name of a table of `[keys]` by which keys become those of the atlas.
    pub keys: Option<String>,
    /// Column of the name.
    pub name: String,
    /// Column of the short name; the name up to its first comma where there is none.
    pub short: Option<String>,
    /// Column of the type.
    pub kind: Option<String>,
    /// Words of that column → type keys; without it the type is the level's key.
    #[serde(default)]
    pub kinds: BTreeMap<String, String>,
    /// Type key → phrase that answers "where?", `NAME` standing for the short name.
    #[serde(default)]
    pub locatives: BTreeMap<String, String>,
    /// Where the parent's key stands.
    pub parent: Option<ParentRule>,
    /// Column of the first day of existence.
    pub valid_from: Option<String>,
    /// Column of the first day after its existence.
    pub valid_to: Option<String>,
    /// Rows are used only where every named column has this value.
    #[serde(default)]
    pub filter: BTreeMap<String, FilterValue>,
}

/// How the key of the parent is found: exactly one way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParentRule {
    /// The first characters of the key.
    pub digits: Option<usize>,
    /// A column.
    pub column: Option<String>,
    /// The same for all.
    pub key: Option<String>,
}

impl<'de> Deserialize<'de> for AreasSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = AreasSource;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path of a list of areas, or a table with `file`, `key` and `name`")
    }

    fn visit_str<E>(self, path: &str) -> Result<AreasSource, E> {
        Ok(AreasSource::List(path.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AreasSource, A::Error> {
        let table = AreasTable::deserialize(MapAccessDeserializer::new(map))?;
        Ok(AreasSource::Table(Box::new(table)))
    }
}

fn first() -> u32 {
    1
}

fn comma() -> char {
    ','
}

/// Reads the areas of a level; mistakes go to the report.
pub(super) fn entries(
    root: &Path,
    atlas: &AtlasFile,
    (config, level): (&LevelConfig, LevelIx),
    table: &AreasTable,
    report: &mut Report,
) -> Vec<Entry> {
    let source = SheetSource {
        file: &table.file,
        sheet: table.sheet.as_deref(),
        header_row: table.header_row,
        separator: table.separator,
        encoding: table.encoding.as_deref(),
    };
    let Some(sheet) = sheet::read(root, source, report) else {
        return Vec::new();
    };
    let Some(mut reader) = Reader::new(atlas, config, table, &sheet, report) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for row in &sheet.rows {
        if let Some(line) = reader.line(row, report) {
            let place = sheet.place(row, reader.key);
            entries.push(Entry { line, level, place });
        }
    }
    reader.tell(report);
    if entries.is_empty() {
        let seen = format!("none of {} rows", sheet.rows.len());
        let wording = found("rows that pass the filter", seen);
        report.error("no-data", in_file(&sheet.file), wording);
    }
    once(entries, &sheet, report)
}

/// Rows that say the same of the same key are one area: its parts are drawn one by one.
fn once(entries: Vec<Entry>, sheet: &Sheet, report: &mut Report) -> Vec<Entry> {
    let count = entries.len();
    let mut seen = BTreeSet::new();
    let mut entries = entries;
    entries.retain(|entry| seen.insert(entry.line.clone()));
    if entries.len() < count {
        let parts = count - entries.len();
        let wording = found("one row per area", format!("{parts} rows said again"));
        let done = wording.done("taken as further parts of the same areas");
        report.note("repeated-rows", in_file(&sheet.file), done);
    }
    entries
}

/// The columns of a table by position, and what is counted while it is read.
struct Reader<'a> {
    atlas: &'a AtlasFile,
    level: &'a LevelConfig,
    table: &'a AreasTable,
    sheet: &'a Sheet,
    key: usize,
    name: usize,
    short: Option<usize>,
    kind: Option<usize>,
    parent: Option<usize>,
    valid: [Option<usize>; 2],
    filter: Vec<(usize, &'a FilterValue)>,
    padded: Vec<String>,
    unknown_kinds: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn new(
        atlas: &'a AtlasFile,
        level: &'a LevelConfig,
        table: &'a AreasTable,
        sheet: &'a Sheet,
        report: &mut Report,
    ) -> Option<Self> {
        let before = report.error_count();
        let mut optional = |name: &Option<String>| {
            let name = name.as_deref()?;
            sheet.column(name, report)
        };
        let (key, name) = (
            optional(&Some(table.key.clone())),
            optional(&Some(table.name.clone())),
        );
        let (short, kind) = (optional(&table.short), optional(&table.kind));
        let parent = table
            .parent
            .as_ref()
            .and_then(|rule| optional(&rule.column));
        let valid = [optional(&table.valid_from), optional(&table.valid_to)];
        let filter = table.filter.iter();
        let filter =
            filter.filter_map(|(name, value)| Some((optional(&Some(name.clone()))?, value)));
        let filter = filter.collect();
        (report.error_count() == before).then_some(Self {
            atlas,
            level,
            table,
            sheet,
            key: key?,
            name: name?,
            short,
            kind,
            parent,
            valid,
            filter,
            padded: Vec::new(),
            unknown_kinds: BTreeSet::new(),
        })
    }

    fn line(&mut self, row: &Row, report: &mut Report) -> Option<Line> {
        if !self
            .filter
            .iter()
            .all(|(at, value)| passes(at_of(row, Some(*at)), value))
        {
            return None;
        }
        let key = self.read_key(row, report)?;
        let text = |at| at_of(row, at).text().to_owned();
        let name = text(Some(self.name));
        let short = Some(text(self.short)).filter(|short| !short.is_empty());
        let short = short.unwrap_or_else(|| super::short_of(&name));
        let kind = self.read_kind(row);
        let locative = self.table.locatives.get(&kind);
        let locative = locative.map(|phrase| phrase.replace("NAME", &short));
        Some(Line {
            parent: self.read_parent(&key, row, report),
            key,
            kind,
            locative: locative.unwrap_or_default(),
            valid_from: text(self.valid[0]),
            valid_to: text(self.valid[1]),
            name,
            short,
            successors: String::new(),
        })
    }

    fn read_key(&mut self, row: &Row, report: &mut Report) -> Option<String> {
        let field = at_of(row, Some(self.key));
        let digits = field.text().bytes().all(|byte| byte.is_ascii_digit());
        let key = match (field, self.table.key_digits) {
            (Field::Number(number), None) => {
                let wording = found(
                    "keys as text, or `key_digits` to give lost zeros back",
                    format!("the number {number}"),
                );
                report.error("config", self.sheet.place(row, self.key), wording);
                return None;
            }
            (field, Some(width))
                if digits && field.text().len() < width && *field != Field::Nothing =>
            {
                let padded = format!("{:0>width$}", field.text());
                self.padded.push(padded.clone());
                padded
            }
            (field, _) => field.text().to_owned(),
        };
        Some(self.translate(&key).into_owned())
    }

    /// By the rules that the table names; a key that they do not know stays as it is.
    fn translate<'b>(&'b self, key: &'b str) -> Cow<'b, str> {
        let rules = self.table.keys.as_ref();
        let rules = rules.and_then(|name| self.atlas.keys.get(name));
        match rules {
            Some(rules) => rules.key_in(&self.level.key, key),
            None => Cow::Borrowed(key),
        }
    }

    fn read_kind(&mut self, row: &Row) -> String {
        let word = match self.kind {
            Some(at) => at_of(row, Some(at)).text(),
            None => return self.level.key.clone(),
        };
        if let Some(kind) = self.table.kinds.get(word) {
            return kind.clone();
        }
        self.unknown_kinds.insert(word.to_owned());
        String::new()
    }

    fn read_parent(&self, key: &str, row: &Row, report: &mut Report) -> String {
        let Some(rule) = &self.table.parent else {
            return String::new();
        };
        match (rule.digits, self.parent, &rule.key) {
            (Some(digits), None, None) => key.chars().take(digits).collect(),
            (None, None, Some(key)) => key.clone(),
            (None, Some(at), None) => {
                if let Field::Number(number) = at_of(row, Some(at)) {
                    let wording = found("keys as text", format!("the number {number}"));
                    report.error("config", self.sheet.place(row, at), wording);
                }
                at_of(row, Some(at)).text().to_owned()
            }
            _ => {
                let wording = found("one of `digits`, `column` and `key` in parent", "another");
                report.error("config", in_file(&self.table.file), wording);
                String::new()
            }
        }
    }

    fn tell(&self, report: &mut Report) {
        if let Some(first) = self.padded.first() {
            let width = self.table.key_digits.unwrap_or_default();
            let seen = format!("{} shorter ones, first `{first}`", self.padded.len());
            let wording = found(format!("keys of {width} digits"), seen);
            let place = in_file(&self.sheet.file);
            report.warning("lost-zero", place, wording.done("zeros put before them"));
        }
        if let (false, Some(at)) = (self.unknown_kinds.is_empty(), self.kind) {
            let words: Vec<String> = self
                .unknown_kinds
                .iter()
                .map(|it| format!("\"{it}\""))
                .collect();
            let wording = found("an entry in `kinds` for every word", words.join(", "));
            let mut place = in_file(&self.sheet.file);
            place.column = self.sheet.header.get(at).cloned();
            report.error("config", place, wording);
        }
        if let Some(name) = &self.table.keys
            && !self.atlas.keys.contains_key(name)
        {
            let wording = found("a table of [keys]", format!("`{name}`"));
            report.error("config", in_file(&self.table.file), wording);
        }
    }
}

fn at_of(row: &Row, at: Option<usize>) -> &Field {
    const NOTHING: &Field = &Field::Nothing;
    at.and_then(|at| row.fields.get(at)).unwrap_or(NOTHING)
}

fn passes(field: &Field, value: &FilterValue) -> bool {
    match value {
        FilterValue::Number(number) => field.text().parse() == Ok(*number as f64),
        FilterValue::Flag(flag) => field.text() == flag.to_string(),
        FilterValue::Text(text) => field.text() == text.trim(),
        FilterValue::OneOf(values) => values.iter().any(|value| passes(field, value)),
    }
}
