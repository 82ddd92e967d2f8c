//! Text files: from characters to a table, by separator and quote.
//!
//! Quotes count only where a cell begins with one. Inside, two stand for one; behind the closing one
//! the cell must end. What breaks this is an error with the line of the opening quote, because
//! everything after it would be read askew.

use super::decode::decode;
use super::table::{Table, TooLarge};
use crate::config::recipe::TextFile;
use crate::report::{Report, found, in_file, in_row};

/// The part of a file between the lines that are skipped and the one that stops it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Lines before it.
    pub skip_rows: u32,
    /// How the first line after it begins.
    pub stop: Option<&'a str>,
}

/// Reads the rows of a text file; blank lines are none. `None` if it cannot be cut into cells.
pub fn read(
    bytes: &[u8],
    form: TextFile,
    part: Part<'_>,
    file: &str,
    report: &mut Report,
) -> Option<Table> {
    let text = decode(bytes, form.encoding, file, report);
    refuse_nul(&text, file, report);
    if part.stop.is_none() {
        note_open_end(&text, file, report);
    }
    let (text, line) = cut(&text, part, file, report);
    let mut splitter = Splitter {
        rest: text,
        line,
        separator: form.separator,
        quote: form.quote,
        table: Table::new(false),
    };
    if let Err(broken) = splitter.run() {
        let place = in_row(file, broken.line, None);
        report.error(broken.code, place, found(broken.expected, broken.found));
        return None;
    }
    splitter.table.shrink();
    Some(splitter.table)
}

fn refuse_nul(text: &str, file: &str, report: &mut Report) {
    if let Some(at) = text.find('\0') {
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64 + 1;
        let count = text.bytes().filter(|byte| *byte == 0).count();
        let wording = found("text", format!("{count} bytes that are 0"));
        report.error("unreadable", in_row(file, line, None), wording);
    }
}

/// The last number of a file that was cut off may be the beginning of another one.
fn note_open_end(text: &str, file: &str, report: &mut Report) {
    if text.is_empty() || text.ends_with('\n') {
        return;
    }
    let wording = found("a line end behind the last row", "the end of the file");
    let wording = wording.done("the row is read; look whether the file is whole");
    let place = in_row(file, text.lines().count() as u64, None);
    report.note("no-last-line-end", place, wording);
}

/// The part of `text` to read, and the number of its first line.
fn cut<'t>(text: &'t str, part: Part<'_>, file: &str, report: &mut Report) -> (&'t str, u64) {
    let body = match part.stop {
        Some(stop) => before(text, stop).unwrap_or_else(|| {
            let expected = format!("a line that begins with \"{stop}\"");
            report.error(
                "no-end",
                in_file(file),
                found(expected, "the end of the file"),
            );
            text
        }),
        None => text,
    };
    let skipped = body.split_inclusive('\n').take(part.skip_rows as usize);
    let start: usize = skipped.map(str::len).sum();
    let rest = body.get(start..).unwrap_or_default();
    (rest, u64::from(part.skip_rows) + 1)
}

/// The text before the first line that begins with `stop`.
fn before<'t>(text: &'t str, stop: &str) -> Option<&'t str> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(stop) {
            return text.get(..end);
        }
        end += line.len();
    }
    None
}

/// What ends the reading of a file.
struct Broken {
    line: u64,
    code: &'static str,
    expected: String,
    found: String,
}

struct Splitter<'t> {
    rest: &'t str,
    line: u64,
    separator: char,
    quote: Option<char>,
    table: Table,
}

impl<'t> Splitter<'t> {
    fn run(&mut self) -> Result<(), Broken> {
        while !self.rest.is_empty() {
            if let Some(rest) = self.rest.strip_prefix('\n') {
                self.rest = rest;
                self.line += 1;
                continue;
            }
            self.table.begin(self.line);
            while self.cell()? {}
        }
        Ok(())
    }

    /// Takes a cell and what ends it; whether another one follows in the row.
    fn cell(&mut self) -> Result<bool, Broken> {
        match self.quote.and_then(|quote| self.rest.strip_prefix(quote)) {
            Some(inside) => self.quoted(inside)?,
            None => {
                let ends = |char: char| char == self.separator || char == '\n';
                let whole: &'t str = self.rest;
                let end = whole.find(ends).unwrap_or(whole.len());
                let (cell, rest) = whole.split_at(end);
                self.push(cell)?;
                self.rest = rest;
            }
        }
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return Ok(true);
        }
        self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        self.line += 1;
        Ok(false)
    }

    /// Takes a cell of which the opening quote is gone.
    fn quoted(&mut self, inside: &'t str) -> Result<(), Broken> {
        let quote = self.quote.unwrap_or('"');
        let opened = self.line;
        let broken = |found: String| Broken {
            line: opened,
            code: "broken-quote",
            expected: format!("a cell between two {quote}"),
            found,
        };
        let (mut cell, mut rest) = (String::new(), inside);
        loop {
            let Some((part, after)) = rest.split_once(quote) else {
                return Err(broken("the end of the file inside it".to_owned()));
            };
            cell.push_str(part);
            rest = after;
            match rest.strip_prefix(quote) {
                Some(after) => {
                    cell.push(quote);
                    rest = after;
                }
                None => break,
            }
        }
        if !(rest.is_empty() || rest.starts_with([self.separator, '\n'])) {
            let more: String = rest
                .chars()
                .take_while(|char| *char != '\n')
                .take(20)
                .collect();
            return Err(broken(format!("\"{more}\" behind the second one")));
        }
        self.push(&cell)?;
        self.line += cell.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.rest = rest;
        Ok(())
    }

    fn push(&mut self, cell: &str) -> Result<(), Broken> {
        let line = self.line;
        self.table
            .push(cell, false)
            .map_err(|TooLarge { expected }| Broken {
                line,
                code: "too-large",
                expected: expected.to_owned(),
                found: "more".to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::recipe::Encoding;
    use proptest::prelude::*;

    const FORM: TextFile = TextFile {
        encoding: Encoding::Utf8,
        separator: ';',
        quote: Some('"'),
    };
    const ALL: Part<'static> = Part {
        skip_rows: 0,
        stop: None,
    };

    fn run(text: &str, form: TextFile, part: Part<'_>) -> (Vec<(u64, Vec<String>)>, Vec<String>) {
        let mut report = Report::default();
        let table = read(text.as_bytes(), form, part, "a.csv", &mut report).unwrap_or_default();
        let cells = |row| table.row(row).map(|cell| cell.text.to_owned()).collect();
        let rows = (0..table.len()).map(|row| (table.line(row), cells(row)));
        let findings = report.into_findings();
        (
            rows.collect(),
            findings.iter().map(ToString::to_string).collect(),
        )
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn cells_are_cut_at_separators_and_lines_counted() {
        let (rows, findings) = run("a;b;\n\n;c\n\"x;\n\"\"y\"\"\";z\nlast", FORM, ALL);
        let open = "a.csv, row 6: expected a line end behind the last row, found the end of the file; \
            the row is read; look whether the file is whole";
        assert_eq!(findings, [open]);
        let expected = [
            row(1, &["a", "b", ""]),
            row(3, &["", "c"]),
            row(4, &["x;\n\"y\"", "z"]),
            row(6, &["last"]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_character() {
        let (rows, findings) = run("Verfügbares \"Einkommen\";1\n", FORM, ALL);
        assert_eq!(rows, [row(1, &["Verfügbares \"Einkommen\"", "1"])]);
        assert!(findings.is_empty());
        let form = TextFile {
            quote: None,
            ..FORM
        };
        assert_eq!(run("\"a;b\n", form, ALL).0, [row(1, &["\"a", "b"])]);
    }

    #[test]
    fn a_broken_quote_is_an_error_with_the_line_where_it_opens() {
        let (_, findings) = run("a\nb;\"c\nd;e\n", FORM, ALL);
        let expected =
            "a.csv, row 2: expected a cell between two \", found the end of the file inside it";
        assert_eq!(findings, [expected]);
        let (_, findings) = run("a\n\"b\" c;d\n", FORM, ALL);
        let expected =
            "a.csv, row 2: expected a cell between two \", found \" c;d\" behind the second one";
        assert_eq!(findings, [expected]);
    }

    #[test]
    fn a_row_of_a_million_columns_is_an_error_with_its_row() {
        let (_, findings) = run(&format!("a\n{}\n", "1;".repeat(1_000_000)), FORM, ALL);
        assert_eq!(
            findings,
            ["a.csv, row 2: expected at most 16384 columns, found more"]
        );
    }

    #[test]
    fn bytes_that_are_zero_are_an_error_with_their_row() {
        let (_, findings) = run("a;b\n1;\0\n", FORM, ALL);
        assert_eq!(
            findings,
            ["a.csv, row 2: expected text, found 1 bytes that are 0"]
        );
    }

    #[test]
    fn only_the_part_between_preamble_and_footnotes_is_read() {
        let part = Part {
            skip_rows: 2,
            stop: Some("____"),
        };
        let text = "Table \"x\n\";\na;b\n1;2\n____\n\"Note; 3\n";
        assert_eq!(
            run(text, FORM, part).0,
            [row(3, &["a", "b"]), row(4, &["1", "2"])]
        );
        let (_, findings) = run("x\ny\na\n", FORM, part);
        let expected =
            "a.csv: expected a line that begins with \"____\", found the end of the file";
        assert_eq!(findings, [expected]);
    }

    proptest! {
        #[test]
        fn any_grid_written_with_quotes_reads_back_equal(
            grid in prop::collection::vec(prop::collection::vec("[a-zäß0-9;,\" \n\t'.-]{0,6}", 1..5), 1..8),
            separator in prop::sample::select(vec![b';', b',', b'\t', b'|']),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(separator)
                .flexible(true)
                .quote_style(csv::QuoteStyle::Always)
                .from_writer(Vec::new());
            for cells in &grid {
                writer.write_record(cells).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let form = TextFile { separator: char::from(separator), ..FORM };
            let (rows, findings) = run(std::str::from_utf8(&bytes).unwrap(), form, ALL);
            prop_assert_eq!(findings, Vec::<String>::new());
            let trimmed: Vec<Vec<String>> = grid
                .iter()
                .map(|cells| cells.iter().map(|cell| cell.trim().to_owned()).collect())
                .collect();
            let cells: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(cells, trimmed);
        }

        #[test]
        fn no_text_makes_the_reading_panic(text in "[\";\n\0a]{0,40}", skip_rows in 0_u32..4) {
            let part = Part { skip_rows, stop: Some("a") };
            run(&text, FORM, part);
        }
    }
}
