//! What is measured, as far as numbers and headers tell.

use super::numbers::{self, Printed};
use super::signs::Signs;
use super::source::Source;
use super::write::{Lines, key, list, quoted};
use crate::number::parse_grouped;
use crate::read::table::TableCell;

/// An axis with its categories: key, and what the file says with the category it becomes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Key of the axis.
    pub key: String,
    /// What the file says, to category keys; the total first.
    pub map: Vec<(String, String)>,
}

impl Axis {
    /// From texts with labels; the first that means everything becomes `total` and comes first.
    #[must_use]
    pub fn of(name: &str, texts: &[(String, String)]) -> Self {
        let mut texts = texts.to_vec();
        texts.sort_by_key(|(_, label)| !is_total(label));
        let label = |at: usize, label: &str| match at == 0 && is_total(label) {
            true => "total".to_owned(),
            false => key(label, "other"),
        };
        let mut keys: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(at, (_, text))| label(at, text))
            .collect();
        super::write::apart(&mut keys);
        let map = texts.into_iter().map(|(text, _)| text).zip(keys).collect();
        Self {
            key: key(name, "axis"),
            map,
        }
    }

    /// The map as TOML writes it.
    #[must_use]
    pub fn toml(&self) -> String {
        let entries: Vec<String> = self
            .map
            .iter()
            .map(|(from, to)| format!("{} = {}", quoted(from), quoted(to)))
            .collect();
        format!("{{ {} }}", entries.join(", "))
    }
}

/// Whether a label means everything together.
#[must_use]
pub fn is_total(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    [
        "insgesamt",
        "gesamt",
        "total",
        "zusammen",
        "alle",
        "_t",
        "t",
        "all",
    ]
    .contains(&label.as_str())
        || label.starts_with("insgesamt")
}

/// An indicator to propose.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its words in the file.
    pub title: String,
    /// Its unit in the file.
    pub unit: String,
    /// Its axes.
    pub axes: Vec<Axis>,
}

/// All numbers of a table and what stands instead.
#[derive(Clone, Debug)]
pub struct Cells {
    /// How numbers are printed.
    pub printed: Printed,
    /// Signs.
    pub signs: Signs,
}

impl Cells {
    /// Of these cells.
    pub fn of<'t>(cells: impl Iterator<Item = TableCell<'t>>, source: &Source) -> Self {
        let mut signs = Signs::default();
        let mut printed = Vec::new();
        for cell in cells {
            if cell.is_number || numbers::looks_like_one(cell.text) {
                printed.push(cell);
            } else {
                signs.count(cell.text);
            }
        }
        Self {
            printed: numbers::printed(printed.into_iter(), source.comma),
            signs,
        }
    }

    /// Most decimals of these cells.
    pub fn decimals<'t>(&self, cells: impl Iterator<Item = TableCell<'t>>) -> u8 {
        let Printed { decimal, group, .. } = self.printed;
        let number = |cell: TableCell<'t>| match cell.is_number {
            true => parse_grouped(cell.text, '.', None),
            false => parse_grouped(cell.text.trim_matches(['(', ')']), decimal, group),
        };
        cells
            .filter_map(number)
            .map(|number| number.decimals)
            .max()
            .unwrap_or(0)
            .min(9)
    }

    /// Whether numbers of these cells lie from 0 to 1, and not only at its ends.
    #[must_use]
    pub fn are_fractions<'t>(&self, cells: impl Iterator<Item = TableCell<'t>>) -> bool {
        let Printed { decimal, group, .. } = self.printed;
        let number = |cell: TableCell<'t>| match cell.is_number {
            true => parse_grouped(cell.text, '.', None),
            false => parse_grouped(cell.text, decimal, group),
        };
        let mut between = false;
        cells.filter_map(number).all(|number| {
            let one = 10_i128.pow(u32::from(number.decimals));
            between |= (1..one).contains(&number.units);
            (0..=one).contains(&number.units)
        }) && between
    }

    /// Writes how numbers and signs are read.
    pub fn write(&self, signs: &str, out: &mut Lines) {
        out.reason(&format!("decimal: {}", self.printed.reason))
            .text("decimal", &self.printed.decimal.to_string());
        if let Some(group) = self.printed.group {
            out.text("group", &group.to_string());
        }
        out.reason(&self.signs.words()).text("signs", signs);
    }
}

/// Whether words speak of percent.
#[must_use]
pub fn is_percent(words: &str) -> bool {
    let words = words.to_lowercase();
    let hints = ["%", "anteil", "quote", "prozent", "percent", "share"];
    hints.iter().any(|hint| words.contains(hint))
}

impl Measure {
    /// Writes `[[indicator]]`.
    pub fn write(&self, name: &str, decimals: u8, out: &mut Lines, unsure: &mut Vec<String>) {
        let (kind, why) = self.kind(decimals, name, unsure);
        out.line("[[indicator]]");
        if !self.title.is_empty() {
            out.reason(&format!("in the file: {}", self.title));
        }
        out.text("key", name).text("theme", "theme");
        out.reason(&format!("kind: {why}")).text("kind", kind);
        out.text("unit", &key(&self.unit, "unit"))
            .field("decimals", decimals)
            .text("polarity", "neutral");
        out.line("sources = [\"source\"]")
            .text("territorial_status", "?");
        if !self.axes.is_empty() {
            let axes: Vec<String> = self
                .axes
                .iter()
                .map(|axis| {
                    let categories = list(axis.map.iter().map(|(_, to)| to.as_str()));
                    format!(
                        "{{ key = {}, categories = {categories} }}",
                        quoted(&axis.key)
                    )
                })
                .collect();
            out.field("axes", format!("[{}]", axes.join(", ")));
        }
        out.line("");
    }

    fn kind(&self, decimals: u8, name: &str, unsure: &mut Vec<String>) -> (&'static str, String) {
        let words = format!("{} {}", self.title, self.unit).to_lowercase();
        let hints = [
            ("median", "median"),
            ("durchschnitt", "mean"),
            ("index", "index"),
            ("anteil", "share"),
            ("quote", "share"),
            ("prozent", "share"),
            ("%", "share"),
            ("je einwohner", "mean"),
            (" je ", "rate"),
            (" pro ", "rate"),
        ];
        let hint = hints.into_iter().find(|(word, _)| words.contains(word));
        match (hint, decimals) {
            (Some((word, kind)), _) => (kind, format!("the words \"{}\"", word.trim())),
            (None, 0) => ("count", "whole numbers only".to_owned()),
            (None, _) => {
                unsure.push(format!(
                    "indicator `{name}`: numbers with decimals may be a share, rate, mean or index"
                ));
                ("rate", "numbers with decimals".to_owned())
            }
        }
    }
}
