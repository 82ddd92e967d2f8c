//! Comma-separated tables, for a German Excel and for programs.
//!
//! For Excel: semicolon, decimal comma, a mark of UTF-8 in front, and below the rows, after an empty line,
//! what is to be known of them. For programs: RFC 4180 with a decimal point; there every line has the
//! same fields, so the sources are a column. Lines of both end in CR LF.

use teilraum::atlas::extract::{Cell, Head, Row};
use teilraum::text::csv::{MARK, push_excel, push_guarded, push_scaled};

const LINE: &str = "\r\n";

/// A table under way.
pub(crate) struct Csv {
    excel: bool,
    /// What ends each line of a table for programs.
    source: String,
    out: String,
}

impl Csv {
    pub fn begin(excel: bool, head: &Head) -> Self {
        let mut csv = Self {
            excel,
            source: head.source.clone(),
            out: String::new(),
        };
        if excel {
            csv.out.push(MARK);
        }
        let labels = head.columns.iter().map(|it| Cell::Text(it.label.clone()));
        csv.line(labels.collect::<Vec<_>>().iter(), &head.source_label);
        csv
    }

    pub fn row(&mut self, row: &Row) {
        let source = std::mem::take(&mut self.source);
        self.line(row.cells.iter(), &source);
        self.source = source;
    }

    fn line<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>, last: &str) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.out.push(if self.excel { ';' } else { ',' });
            }
            self.cell(cell);
        }
        if !self.excel {
            self.out.push(',');
            push_guarded(&mut self.out, last);
        }
        self.out.push_str(LINE);
    }

    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Nothing => {}
            Cell::Text(text) if self.excel => push_excel(&mut self.out, text),
            Cell::Text(text) => push_guarded(&mut self.out, text),
            Cell::Number(number) => {
                let mark = if self.excel { ',' } else { '.' };
                push_scaled(&mut self.out, number.units, number.decimals, mark);
            }
        }
    }

    pub fn end(mut self, head: &Head) -> Vec<u8> {
        if self.excel {
            self.out.push_str(LINE);
            for note in &head.notes {
                let cells = [&note.label, &note.text, &note.url];
                let kept = cells.len() - usize::from(note.url.is_empty() || note.url == note.text);
                let cells = cells.map(|text| Cell::Text(text.clone()));
                self.line(cells.iter().take(kept), "");
            }
        }
        self.out.into_bytes()
    }
}
