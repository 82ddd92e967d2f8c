//! OpenDocument spreadsheets: the cells of `content.xml`, read as they come.
//!
//! Repeated cells and rows are written out only where they hold something, and only as far as a
//! table may reach.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor};

use calamine::Data;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Builder, Refused, cells, quoted};

/// Hands the cells of the sheet named `sheet` to the builder.
///
/// # Errors
/// No such sheet, a protected or broken file, or too many cells.
pub fn cells(bytes: &[u8], sheet: &str, builder: &mut Builder<'_>) -> Result<(), Refused> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
    let content = archive
        .by_name("content.xml")
        .map_err(|error| unsound(&error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    let mut names = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml
            .read_event_into(&mut buffer)
            .map_err(|error| unsound(&error))?
        {
            Event::Start(start) if start.name().as_ref() == b"table:table" => {
                let name = attribute(&start, b"table:name")?.unwrap_or_default();
                if name == sheet {
                    return Sheet { xml, builder }.rows();
                }
                names.push(name);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let found = match names.is_empty() {
        true => "none that can be read: perhaps it is protected".to_owned(),
        false => format!("the sheets {}", quoted(&names)),
    };
    Err(Refused::file(format!("a sheet \"{sheet}\""), found))
}

fn unsound(error: &dyn std::fmt::Display) -> Refused {
    Refused::file("a sound workbook", error.to_string())
}

fn attribute(start: &BytesStart<'_>, name: &[u8]) -> Result<Option<String>, Refused> {
    let found = start
        .try_get_attribute(name)
        .map_err(|error| unsound(&error))?;
    let value = found.map(|attribute| attribute.decode_and_unescape_value(start.decoder()));
    let value = value.transpose().map_err(|error| unsound(&error))?;
    Ok(value.map(Cow::into_owned))
}

/// How often a cell or row stands there.
fn repeats(start: &BytesStart<'_>, name: &[u8]) -> Result<u32, Refused> {
    match attribute(start, name)? {
        Some(count) => count.parse().map_err(|error| unsound(&error)),
        None => Ok(1),
    }
}

/// A cell with how often it stands side by side.
struct Run {
    text: String,
    is_number: bool,
    count: u32,
}

struct Sheet<'a, 'b, R> {
    xml: Reader<R>,
    builder: &'a mut Builder<'b>,
}

impl<R: BufRead> Sheet<'_, '_, R> {
    fn rows(&mut self) -> Result<(), Refused> {
        let (mut buffer, mut row) = (Vec::new(), 0_u32);
        loop {
            buffer.clear();
            match self.event(&mut buffer)? {
                Event::Start(start) if start.name().as_ref() == b"table:table-row" => {
                    let count = repeats(&start, b"table:number-rows-repeated")?;
                    let runs = self.runs()?;
                    if !self.put(row, count, &runs)? {
                        return Ok(());
                    }
                    row = row.saturating_add(count);
                }
                Event::Empty(start) if start.name().as_ref() == b"table:table-row" => {
                    row = row.saturating_add(repeats(&start, b"table:number-rows-repeated")?);
                }
                Event::End(end) if end.name().as_ref() == b"table:table" => return Ok(()),
                Event::Eof => return Err(unsound(&"the file ends inside a sheet")),
                _ => {}
            }
        }
    }

    fn put(&mut self, row: u32, count: u32, runs: &[Run]) -> Result<bool, Refused> {
        if runs.iter().all(|run| run.text.is_empty()) {
            return Ok(true);
        }
        for row in row..row.saturating_add(count) {
            let mut column = 0_u32;
            for run in runs {
                let end = column.saturating_add(run.count);
                for column in (column..end).filter(|_| !run.text.is_empty()) {
                    if !self.builder.put(row, column, &run.text, run.is_number)? {
                        return Ok(false);
                    }
                }
                column = end;
            }
        }
        Ok(true)
    }

    /// The cells of a row of which the opening tag is gone.
    fn runs(&mut self) -> Result<Vec<Run>, Refused> {
        let (mut runs, mut buffer) = (Vec::new(), Vec::new());
        loop {
            buffer.clear();
            let is_cell = |start: &BytesStart<'_>| {
                let name = start.name();
                matches!(
                    name.as_ref(),
                    b"table:table-cell" | b"table:covered-table-cell"
                )
            };
            match self.event(&mut buffer)? {
                Event::Start(start) if is_cell(&start) => {
                    let shown = self.shown()?;
                    runs.push(run(&start, shown)?);
                }
                Event::Empty(start) if is_cell(&start) => runs.push(run(&start, String::new())?),
                Event::End(end) if end.name().as_ref() == b"table:table-row" => return Ok(runs),
                Event::Eof => return Err(unsound(&"the file ends inside a row")),
                _ => {}
            }
        }
    }

    /// The paragraphs of a cell, without its comments.
    fn shown(&mut self) -> Result<String, Refused> {
        let (mut text, mut buffer) = (String::new(), Vec::new());
        let (mut depth, mut comment) = (0_u32, 0_u32);
        loop {
            buffer.clear();
            match self.event(&mut buffer)? {
                Event::Start(start) => {
                    let name = start.name();
                    depth += 1;
                    if comment > 0 || name.as_ref() == b"office:annotation" {
                        comment += 1;
                    } else if name.as_ref() == b"text:p" && !text.is_empty() {
                        text.push('\n');
                    }
                }
                Event::Empty(start) if comment == 0 && start.name().as_ref() == b"text:s" => {
                    text.push(' ');
                }
                Event::Text(part) if comment == 0 && depth > 0 => {
                    text.push_str(&part.decode().map_err(|error| unsound(&error))?);
                }
                Event::GeneralRef(entity) if comment == 0 && depth > 0 => {
                    text.push_str(&resolved(&entity)?);
                }
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => {
                    depth -= 1;
                    comment = comment.saturating_sub(1);
                }
                Event::Eof => return Err(unsound(&"the file ends inside a cell")),
                _ => {}
            }
        }
    }

    fn event<'e>(&mut self, buffer: &'e mut Vec<u8>) -> Result<Event<'e>, Refused> {
        self.xml
            .read_event_into(buffer)
            .map_err(|error| unsound(&error))
    }
}

/// The character that an entity such as `&amp;` or `&#228;` stands for.
fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> Result<String, Refused> {
    if let Some(char) = entity.resolve_char_ref().map_err(|error| unsound(&error))? {
        return Ok(char.to_string());
    }
    let name = entity.decode().map_err(|error| unsound(&error))?;
    let known = quick_xml::escape::resolve_predefined_entity(&name);
    known
        .map(str::to_owned)
        .ok_or_else(|| unsound(&format!("the entity &{name};")))
}

fn run(start: &BytesStart<'_>, shown: String) -> Result<Run, Refused> {
    let count = repeats(start, b"table:number-columns-repeated")?;
    let kind = attribute(start, b"office:value-type")?.unwrap_or_default();
    let is_error = shown.starts_with('#') && attribute(start, b"table:formula")?.is_some();
    let value = match kind.as_str() {
        _ if is_error => Data::String(shown),
        "float" | "percentage" | "currency" => {
            let value = attribute(start, b"office:value")?.unwrap_or_default();
            Data::Float(value.parse().map_err(|error| unsound(&error))?)
        }
        "date" => Data::DateTimeIso(attribute(start, b"office:date-value")?.unwrap_or_default()),
        "time" => Data::DurationIso(attribute(start, b"office:time-value")?.unwrap_or_default()),
        "boolean" => {
            let value = attribute(start, b"office:boolean-value")?;
            Data::Bool(value.as_deref() == Some("true"))
        }
        _ => Data::String(attribute(start, b"office:string-value")?.unwrap_or(shown)),
    };
    let (text, is_number) = cells::text(&value);
    Ok(Run {
        text,
        is_number,
        count,
    })
}
