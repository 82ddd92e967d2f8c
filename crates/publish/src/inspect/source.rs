//! A file cut into cells, with how that was done.

use super::encoding::guess;
use super::error::InspectError;
use super::layout::Layout;
use super::write::{Lines, quoted};
use crate::config::recipe::{Encoding, TextFile};
use crate::read::table::Table;
use crate::read::text::{self, Part};
use crate::report::Report;

/// Separators in the order in which they win.
const SEPARATORS: [char; 4] = [';', '\t', '|', ','];
/// Lines by which separators are compared.
const SAMPLE: usize = 2_000;

/// A table of cells.
#[derive(Debug)]
pub struct Source {
    /// The file as the recipe names it.
    pub file: String,
    /// Its cells.
    pub table: Table,
    /// The fields of a recipe that say how cells are got out of it, with their reasons.
    pub container: String,
    /// Whether a comma parts its columns.
    pub comma: bool,
    /// How the line after the table begins, and why.
    pub stop: Option<(String, &'static str)>,
    /// What is not certain.
    pub unsure: Vec<String>,
    lines: Vec<String>,
}

impl Source {
    /// A table that no text file holds.
    #[must_use]
    pub fn of(file: &str, table: Table, container: String) -> Self {
        Self {
            file: file.to_owned(),
            table,
            container,
            comma: false,
            stop: None,
            unsure: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// The raw line of `row`; empty for what is no text file.
    #[must_use]
    pub fn raw(&self, row: usize) -> &str {
        let line = self.table.line(row).saturating_sub(1);
        let line = usize::try_from(line)
            .ok()
            .and_then(|line| self.lines.get(line));
        line.map_or("", String::as_str)
    }

    /// How the line after the last row of data begins, if there is one and no line before begins so.
    pub fn end(&mut self, layout: &Layout) {
        let end = layout.data.end;
        if self.stop.is_some() || end >= self.table.len() {
            return;
        }
        let raw = match self.table.is_sheet() {
            true => (end..self.table.len())
                .map(|row| self.table.text(row, 0))
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
            false => self.raw(end),
        };
        let begin: String = raw.chars().take(24).collect();
        let earlier = match self.table.is_sheet() {
            true => (layout.header.start..end)
                .any(|row| self.table.text(row, 0).starts_with(begin.trim_end())),
            false => self
                .lines
                .iter()
                .take(self.table.line(end).saturating_sub(1) as usize)
                .any(|line| line.starts_with(begin.trim_end())),
        };
        if begin.trim().is_empty() || earlier {
            self.unsure.push(format!(
                "row {} is no data any more, and nothing tells it from what stands before",
                self.table.line(end)
            ));
        } else {
            self.stop = Some((
                begin.trim_end().to_owned(),
                "what follows is no data any more",
            ));
        }
    }
}

/// Cuts a text file into cells.
///
/// # Errors
/// If it is empty, no text, or no table.
pub fn text_file(bytes: &[u8], file: &str) -> Result<Source, InspectError> {
    let guess = guess(bytes, file)?;
    let lines: Vec<String> = guess.text.lines().map(str::to_owned).collect();
    let rule = lines.iter().find(|line| line.starts_with("____"));
    let stop = rule.map(|line| {
        line.chars()
            .take_while(|char| *char == '_')
            .collect::<String>()
    });
    let (separator, why) = separator(&lines, file)?;
    let read = |quote, stop: Option<&str>| {
        let form = TextFile {
            encoding: Encoding::Utf8,
            separator,
            quote,
        };
        let part = Part { skip_rows: 0, stop };
        text::read(
            guess.text.as_bytes(),
            form,
            part,
            file,
            &mut Report::default(),
        )
    };
    let mut source = Source {
        file: file.to_owned(),
        table: Table::new(false),
        container: String::new(),
        comma: separator == ',',
        stop: stop.map(|stop| (stop, "footnotes follow a line of low lines")),
        unsure: guess.unsure,
        lines,
    };
    let mut quote = true;
    let stop = |source: &Source| source.stop.as_ref().map(|(stop, _)| stop.clone());
    if let Some(table) = read(Some('"'), stop(&source).as_deref()) {
        source.table = table;
    } else {
        source.table = read(None, stop(&source).as_deref()).unwrap_or_default();
        if let Some(layout) = Layout::of(&source.table) {
            source.end(&layout);
        }
        match read(Some('"'), stop(&source).as_deref()) {
            Some(table) => source.table = table,
            None => quote = false,
        }
    }
    let mut out = Lines::default();
    out.reason(&format!("encoding: {}", guess.reason))
        .text("encoding", guess.name);
    out.reason(&format!("separator: {why}"))
        .text("separator", &separator.to_string());
    if !quote {
        out.reason("quotes do not come in pairs here: they are characters like any other")
            .line("quote = \"\"");
        source
            .unsure
            .push("quotation marks do not come in pairs".to_owned());
    }
    source.container = out.into_text();
    Ok(source)
}

/// The separator, and why.
fn separator(lines: &[String], file: &str) -> Result<(char, String), InspectError> {
    if lines.iter().all(|line| line.trim().is_empty()) {
        return Err(InspectError::unfit(file, "a table", "an empty file"));
    }
    let body = lines.iter().take_while(|line| !line.starts_with("____"));
    let body: Vec<&String> = body
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE)
        .collect();
    let mut best: Option<(char, usize, usize)> = None;
    for separator in SEPARATORS {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for line in &body {
            *counts.entry(parts(line, separator)).or_default() += 1;
        }
        counts.remove(&1);
        if let Some((width, rows)) = counts.into_iter().max_by_key(|(_, rows)| *rows)
            && best.is_none_or(|(_, most, _)| rows * 10 > most * 11)
        {
            best = Some((separator, rows, width));
        }
    }
    let (separator, rows, width) = best.ok_or_else(|| {
        InspectError::unfit(
            file,
            "rows of several columns, parted by ; tab | or ,",
            "rows of one column",
        )
    })?;
    let why = format!(
        "it makes {width} columns in {rows} of the first {} lines",
        body.len()
    );
    Ok((separator, why))
}

/// Number of columns of a line; separators between quotes are none.
fn parts(line: &str, separator: char) -> usize {
    let mut inside = false;
    let mut count = 1;
    for char in line.chars() {
        match char {
            '"' => inside = !inside,
            char if char == separator && !inside => count += 1,
            _ => {}
        }
    }
    count
}

/// The container of a sheet.
#[must_use]
pub fn sheet(name: &str, all: &[String]) -> String {
    let mut out = Lines::default();
    let names: Vec<String> = all.iter().map(|name| quoted(name)).collect();
    out.reason(&format!("sheets of the workbook: {}", names.join(", ")))
        .text("sheet", name);
    out.into_text()
}
