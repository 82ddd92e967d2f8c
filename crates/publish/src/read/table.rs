//! A table of text cells, whatever file it came from: compact, and every cell knows its line.

/// Most columns of a row; more are a file read with the wrong separator, or worse.
pub const MOST_COLUMNS: usize = 16_384;
/// Most bytes of text in all cells: their ends are kept in 31 bits.
const MOST_TEXT: usize = (1 << 31) - 1;
/// Most cells.
const MOST_CELLS: usize = 200_000_000;

/// Marks the end of a cell that holds a number as such, not as text.
const NUMBER: u32 = 1 << 31;

/// Rows of cells; blanks around a cell's text are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The cells' texts, one after the other.
    text: String,
    /// Where each cell's text ends, and whether it is a number.
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// Whether it came out of a workbook.
    sheet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    /// Line in the file, from 1.
    line: u32,
    /// Position of its first cell.
    first: u32,
}

/// A cell as it stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCell<'t> {
    /// Its text; of a number the shortest decimal one, with a point.
    pub text: &'t str,
    /// Whether the file holds a number there and not its digits.
    pub is_number: bool,
}

/// Why a table cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// What there is too much of, with the most that is read.
    pub expected: &'static str,
}

impl Table {
    /// An empty table; `sheet` says whether it comes out of a workbook.
    #[must_use]
    pub fn new(sheet: bool) -> Self {
        Self {
            sheet,
            ..Self::default()
        }
    }

    /// Begins a row at `line` of the file.
    pub fn begin(&mut self, line: u64) {
        self.rows.push(Row {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            first: self.ends.len() as u32,
        });
    }

    /// Adds a cell to the last row.
    ///
    /// # Errors
    /// A row too wide, or a table too large.
    pub fn push(&mut self, text: &str, is_number: bool) -> Result<(), TooLarge> {
        let text = text.trim();
        if self.width(self.rows.len().wrapping_sub(1)) >= MOST_COLUMNS {
            let expected = "at most 16384 columns";
            return Err(TooLarge { expected });
        }
        if self.ends.len() >= MOST_CELLS || self.text.len() + text.len() > MOST_TEXT {
            let expected = "a table of at most 200 million cells and 2 GB";
            return Err(TooLarge { expected });
        }
        self.text.push_str(text);
        let mark = if is_number { NUMBER } else { 0 };
        self.ends.push(self.text.len() as u32 | mark);
        Ok(())
    }

    /// Gives back what was reserved and not used.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.rows.shrink_to_fit();
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether it came out of a workbook, where rows end with their last cell.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        self.sheet
    }

    /// The line of `row` in the file, from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |row| u64::from(row.line))
    }

    /// Number of cells of `row`.
    #[must_use]
    pub fn width(&self, row: usize) -> usize {
        let (start, end) = self.span(row);
        end - start
    }

    /// The cell of `row` in `column`, both from 0; nothing where the row ends before it.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> TableCell<'_> {
        let (start, end) = self.span(row);
        let at = start.saturating_add(column);
        if at >= end {
            return TableCell::default();
        }
        let from = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).map_or(0, |end| end & !NUMBER),
            None => 0,
        };
        let mark = self.ends.get(at).copied().unwrap_or_default();
        let text = self.text.get(from as usize..(mark & !NUMBER) as usize);
        TableCell {
            text: text.unwrap_or_default(),
            is_number: mark & NUMBER != 0,
        }
    }

    /// The text of the cell of `row` in `column`.
    #[must_use]
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).text
    }

    /// The cells of `row`.
    pub fn row(&self, row: usize) -> impl Iterator<Item = TableCell<'_>> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// Whether no cell of `row` holds a text.
    #[must_use]
    pub fn is_blank(&self, row: usize) -> bool {
        self.row(row).all(|cell| cell.text.is_empty())
    }

    /// How findings name `column`, from 0: by letters in a workbook, else by number.
    #[must_use]
    pub fn column_name(&self, column: usize) -> String {
        if self.sheet {
            letters(column)
        } else {
            (column + 1).to_string()
        }
    }

    fn span(&self, row: usize) -> (usize, usize) {
        let first = |row: usize| self.rows.get(row).map(|row| row.first as usize);
        match first(row) {
            Some(start) => (start, first(row + 1).unwrap_or(self.ends.len())),
            None => (0, 0),
        }
    }
}

/// The name of a column, from 0, in a spreadsheet: A … Z, AA …
#[must_use]
pub fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(true);
        table.begin(3);
        table.push(" a ", false).unwrap();
        table.push("1.5", true).unwrap();
        table.begin(5);
        table.begin(6);
        table.push("", false).unwrap();
        table
    }

    #[test]
    fn cells_are_found_by_row_and_column_without_their_blanks() {
        let table = table();
        assert_eq!((table.len(), table.line(0), table.line(2)), (3, 3, 6));
        assert_eq!((table.text(0, 0), table.text(0, 1)), ("a", "1.5"));
        assert!(table.cell(0, 1).is_number && !table.cell(0, 0).is_number);
        assert_eq!([0, 1, 2].map(|row| table.width(row)), [2, 0, 1]);
        assert_eq!(
            [0, 1, 2].map(|row| table.is_blank(row)),
            [false, true, true]
        );
    }

    #[test]
    fn what_is_not_there_is_empty() {
        assert_eq!(table().text(0, 9), "");
        assert_eq!(table().text(9, 0), "");
        assert_eq!((table().line(9), table().width(9)), (0, 0));
    }

    #[test]
    fn a_row_of_a_million_columns_is_refused() {
        let mut table = Table::new(false);
        table.begin(1);
        let pushed = (0..1_000_000).map(|_| table.push("1", false));
        let refused = pushed.filter_map(Result::err).next();
        assert_eq!(refused.unwrap().expected, "at most 16384 columns");
    }

    #[test]
    fn columns_of_workbooks_have_letters() {
        let names = [0, 25, 26, 701, 702, 16_383].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
