//! Every cell of a resource against its field: type, missing values, constraints.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::number;
use crate::read::table::Table;
use crate::repeats::Repeats;
use crate::report::{Report, found, in_row};

/// A Table Schema.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Schema {
    fields: Vec<Field>,
    missing_values: Option<Vec<Missing>>,
    primary_key: Keys,
    fields_match: Match,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    decimal_char: Option<char>,
    group_char: Option<char>,
    bare_number: Option<bool>,
    missing_values: Option<Vec<Missing>>,
    #[serde(default)]
    constraints: Constraints,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Constraints {
    required: bool,
    unique: bool,
    minimum: Option<Value>,
    maximum: Option<Value>,
    min_length: Option<usize>,
    max_length: Option<usize>,
    #[serde(rename = "enum")]
    one_of: Option<Vec<Value>>,
    pattern: Option<String>,
}

/// A text for no value; version 2 may say what it means.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Missing {
    Plain(String),
    Labelled { value: String },
}

impl Missing {
    fn text(&self) -> &str {
        match self {
            Self::Plain(value) | Self::Labelled { value } => value,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Keys {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// How the columns of the file belong to the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Match {
    #[default]
    Exact,
    Equal,
    Subset,
    Superset,
    Partial,
}

/// Types that fields may have, in both versions.
const KINDS: [&str; 16] = [
    "any",
    "array",
    "boolean",
    "date",
    "datetime",
    "duration",
    "geojson",
    "geopoint",
    "integer",
    "list",
    "number",
    "object",
    "string",
    "time",
    "year",
    "yearmonth",
];

/// The table as the schema understands it: empty where a value is missing, numbers as numbers.
/// `None` where the header is not the schema's.
pub fn checked(
    table: &Table,
    schema: &Schema,
    header: bool,
    file: &str,
    report: &mut Report,
) -> Option<Table> {
    let names: Vec<&str> = match header {
        true => table.row(0).map(|cell| cell.text).collect(),
        false => schema
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect(),
    };
    if let Some((expected, seen)) = differs(&names, schema) {
        report.error("wrong-header", in_row(file, 1, None), found(expected, seen));
        return None;
    }
    let mut check = Check::new(&names, schema, file, report);
    let mut checked = Table::new(false);
    checked.begin(1);
    for name in &names {
        checked.push(name, false).ok()?;
    }
    for row in usize::from(header)..table.len() {
        let line = table.line(row);
        if table.width(row) != names.len() {
            let wording = found(
                format!("{} columns", names.len()),
                table.width(row).to_string(),
            );
            check
                .findings
                .error("wrong-width", in_row(file, line, None), wording);
            continue;
        }
        checked.begin(line);
        for (column, cell) in table.row(row).enumerate() {
            let (text, is_number) = check.cell(line, column, cell.text);
            checked.push(&text, is_number).ok()?;
        }
        check.primary_key(line, table, row);
    }
    check.findings.finish();
    checked.shrink();
    Some(checked)
}

/// What the schema expects of the header, and what it is.
fn differs(names: &[&str], schema: &Schema) -> Option<(String, String)> {
    if schema.fields.is_empty() {
        return None;
    }
    let fields: Vec<&str> = schema
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let (have, want): (BTreeSet<_>, BTreeSet<_>) =
        (names.iter().collect(), fields.iter().collect());
    let fits = match schema.fields_match {
        Match::Exact => names == fields,
        Match::Equal => have == want,
        Match::Subset => want.is_subset(&have),
        Match::Superset => have.is_subset(&want),
        Match::Partial => !have.is_disjoint(&want),
    };
    let list = |names: &[&str]| names.join(", ");
    (!fits).then(|| (format!("the fields {}", list(&fields)), list(names)))
}

struct Check<'a, 'r> {
    schema: &'a Schema,
    file: &'a str,
    names: Vec<&'a str>,
    /// The field of each column.
    fields: Vec<Option<&'a Field>>,
    seen: BTreeMap<usize, BTreeSet<String>>,
    keys: BTreeSet<Vec<String>>,
    findings: Repeats<'r>,
}

impl<'a, 'r> Check<'a, 'r> {
    fn new(names: &[&'a str], schema: &'a Schema, file: &'a str, report: &'r mut Report) -> Self {
        let field = |name: &&str| schema.fields.iter().find(|field| field.name == **name);
        for field in schema
            .fields
            .iter()
            .filter(|field| field.constraints.pattern.is_some())
        {
            let wording = found("constraints that are checked here", "`pattern`");
            let place = in_row(file, 1, Some(&field.name));
            report.note("package", place, wording.done("not checked"));
        }
        for field in &schema.fields {
            let kind = field.kind.as_deref().unwrap_or("string");
            if !KINDS.contains(&kind) {
                let wording = found("a type of the Data Package standard", format!("`{kind}`"));
                report.error("package", in_row(file, 1, Some(&field.name)), wording);
            }
        }
        Self {
            schema,
            file,
            names: names.to_vec(),
            fields: names.iter().map(field).collect(),
            seen: BTreeMap::new(),
            keys: BTreeSet::new(),
            findings: Repeats::new(report),
        }
    }

    /// The text of a cell as it goes on, and whether it is a number.
    fn cell(&mut self, line: u64, column: usize, text: &str) -> (String, bool) {
        let Some(field) = self.fields.get(column).copied().flatten() else {
            return (text.to_owned(), false);
        };
        let missing = field
            .missing_values
            .as_ref()
            .or(self.schema.missing_values.as_ref());
        let is_missing = match missing {
            Some(list) => list.iter().any(|one| one.text().trim() == text),
            None => text.is_empty(),
        };
        if is_missing {
            if field.constraints.required {
                self.complain(line, column, "a value".to_owned(), text);
            }
            return (String::new(), false);
        }
        match typed(field, text) {
            Ok((value, is_number)) => {
                if let Some(expected) = broken(field, &value, is_number) {
                    self.complain(line, column, expected, text);
                }
                let unique = field.constraints.unique;
                if unique && !self.seen.entry(column).or_default().insert(value.clone()) {
                    self.complain(line, column, "each value once".to_owned(), text);
                }
                (value, is_number)
            }
            Err(expected) => {
                self.complain(line, column, expected.to_owned(), text);
                (text.to_owned(), false)
            }
        }
    }

    fn primary_key(&mut self, line: u64, table: &Table, row: usize) {
        let names = match &self.schema.primary_key {
            Keys::None => return,
            Keys::One(name) => std::slice::from_ref(name),
            Keys::Many(names) => names,
        };
        let at = |name: &String| self.names.iter().position(|known| known == name);
        let columns = names.iter().filter_map(at);
        let key: Vec<String> = columns
            .map(|column| table.text(row, column).to_owned())
            .collect();
        let seen = key.join(", ");
        if !key.is_empty() && !self.keys.insert(key) {
            let wording = found("each primary key once", format!("{seen} again"));
            let place = in_row(self.file, line, None);
            self.findings.error("package", place, wording);
        }
    }

    fn complain(&mut self, line: u64, column: usize, expected: String, text: &str) {
        let name = self.names.get(column).copied();
        let place = in_row(self.file, line, name);
        self.findings
            .error("package", place, found(expected, format!("\"{text}\"")));
    }
}

/// The value of a cell by its field's type, or what was expected.
fn typed(field: &Field, text: &str) -> Result<(String, bool), &'static str> {
    match field.kind.as_deref().unwrap_or("string") {
        kind @ ("number" | "integer") => {
            let bare = match field.bare_number {
                Some(false) => {
                    text.trim_matches(|char: char| !char.is_ascii_digit() && char != '-')
                }
                _ => text,
            };
            let decimal = field.decimal_char.unwrap_or('.');
            let printed = number::parse_grouped(bare, decimal, field.group_char);
            match printed {
                Some(printed) if kind == "number" || printed.decimals == 0 => {
                    Ok((plain(printed), true))
                }
                _ if kind == "number" => Err("a number"),
                _ => Err("a whole number"),
            }
        }
        "boolean" => match text {
            "true" | "True" | "TRUE" | "1" | "false" | "False" | "FALSE" | "0" => {
                Ok((text.to_owned(), false))
            }
            _ => Err("true or false"),
        },
        "year" => {
            let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            is_year.then(|| (text.to_owned(), false)).ok_or("a year")
        }
        _ => Ok((text.to_owned(), false)),
    }
}

/// The digits of a number with a decimal point.
fn plain(printed: number::Printed) -> String {
    let decimals = usize::from(printed.decimals);
    let digits = format!(
        "{:0width$}",
        printed.units.unsigned_abs(),
        width = decimals + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if printed.units < 0 { "-" } else { "" };
    match fraction {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// The constraint that `value` breaks, in words.
fn broken(field: &Field, value: &str, is_number: bool) -> Option<String> {
    let limits = &field.constraints;
    let length = value.chars().count();
    if let Some(least) = limits.min_length.filter(|least| length < *least) {
        return Some(format!("at least {least} characters"));
    }
    if let Some(most) = limits.max_length.filter(|most| length > *most) {
        return Some(format!("at most {most} characters"));
    }
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let equal = |one: &Value| match is_number {
        true => compare(value, &text(one), true).is_some_and(std::cmp::Ordering::is_eq),
        false => text(one) == value,
    };
    if let Some(list) = limits
        .one_of
        .as_ref()
        .filter(|list| !list.iter().any(equal))
    {
        let list: Vec<String> = list.iter().map(text).collect();
        return Some(format!("one of {}", list.join(", ")));
    }
    let order = |limit: &Value| compare(value, &text(limit), is_number);
    if let Some(least) = limits
        .minimum
        .as_ref()
        .filter(|least| order(least).is_none_or(std::cmp::Ordering::is_lt))
    {
        return Some(format!("at least {}", text(least)));
    }
    let most = limits.maximum.as_ref();
    let most = most.filter(|most| order(most).is_none_or(std::cmp::Ordering::is_gt))?;
    Some(format!("at most {}", text(most)))
}

/// The order of two values, as numbers or as text (years, dates).
fn compare(value: &str, limit: &str, is_number: bool) -> Option<std::cmp::Ordering> {
    if !is_number {
        return Some(value.cmp(limit));
    }
    let [a, b] = [number::parse(value, '.')?, number::parse(limit, '.')?];
    let decimals = u32::from(a.decimals.max(b.decimals));
    let scaled = |printed: number::Printed| {
        let up = 10_i128.checked_pow(decimals - u32::from(printed.decimals))?;
        printed.units.checked_mul(up)
    };
    Some(scaled(a)?.cmp(&scaled(b)?))
}
