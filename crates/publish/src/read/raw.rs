//! Cells of a source with their area, period and category, still as text: compact, because a file
//! may hold millions of them.

use std::borrow::Cow;
use std::collections::HashMap;

use teilraum::model::{Axis, CategoryIx, Flags, Period, PeriodKind};

use super::period;
use super::table::{Table, TableCell};
use crate::config::atlas::{AtlasFile, SignMeaning};
use crate::config::recipe::{Common, KeyRange};
use crate::finding::Place;
use crate::repeats::Repeats;
use crate::report::{found, in_row};

/// A cell of a source as it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCell<'t> {
    /// Row, from 1, as a text editor or spreadsheet counts.
    pub row: u32,
    /// Position of its column in [`RawCells::columns`].
    pub column: u16,
    /// Position of its period in [`RawCells::periods`].
    pub period: u16,
    /// Position of the area's key in [`RawCells::keys`].
    pub key: u32,
    /// Category tuple of the indicator.
    pub category: CategoryIx,
    /// The cell itself.
    pub cell: TableCell<'t>,
    /// What the file's quality letters say.
    pub flags: Flags,
    /// Why there is no number, where the quality letters say so.
    pub withheld: Option<SignMeaning>,
}

/// The cells of one recipe; keys, periods and columns once each.
#[derive(Clone, Debug, Default)]
pub struct RawCells<'t> {
    /// Keys as the file writes them.
    pub keys: Vec<Cow<'t, str>>,
    /// When cells hold.
    pub periods: Vec<Period>,
    /// How findings name the columns.
    pub columns: Vec<String>,
    /// The cells in the order of the file.
    pub cells: Vec<RawCell<'t>>,
    /// Lower and upper limit of each cell; empty where the recipe names none.
    pub limits: Vec<[TableCell<'t>; 2]>,
}

/// What a text is as a period of a recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The period at this position.
    At(u16),
    /// A period that the recipe does not read.
    Aside,
    /// No period.
    Unreadable,
}

/// How texts become periods.
#[derive(Clone, Copy, Debug)]
pub struct PeriodForm<'a> {
    /// What kind of time.
    pub kind: PeriodKind,
    /// What stands around it.
    pub pattern: Option<&'a str>,
    /// How it is completed.
    pub form: Option<&'a str>,
    /// The part of the periods that is read.
    pub only: &'a KeyRange,
}

/// Gathers cells; looks keys and periods up by their text.
pub struct Gather<'t, 'a> {
    /// What was gathered.
    pub raw: RawCells<'t>,
    form: PeriodForm<'a>,
    // Only looked up, never walked through: their order reaches no output.
    keys: HashMap<Cow<'t, str>, u32>,
    periods: HashMap<Cow<'t, str>, When>,
}

impl<'t, 'a> Gather<'t, 'a> {
    /// Nothing gathered yet.
    #[must_use]
    pub fn new(form: PeriodForm<'a>) -> Self {
        Self {
            raw: RawCells::default(),
            form,
            keys: HashMap::new(),
            periods: HashMap::new(),
        }
    }

    /// The position of `key`.
    pub fn key(&mut self, key: Cow<'t, str>) -> u32 {
        if let Some(at) = self.keys.get(&key) {
            return *at;
        }
        let at = self.raw.keys.len() as u32;
        self.raw.keys.push(key.clone());
        self.keys.insert(key, at);
        at
    }

    /// The period that `text` says.
    pub fn period(&mut self, text: impl Into<Cow<'t, str>>) -> When {
        let text = text.into();
        if let Some(when) = self.periods.get(&text) {
            return *when;
        }
        let when = match period::parse_written(&text, &self.form) {
            Some(period) if !self.form.only.contains(&period.key) => When::Aside,
            Some(period) => self.place(period),
            None => When::Unreadable,
        };
        self.periods.insert(text, when);
        when
    }

    fn place(&mut self, period: Period) -> When {
        let known = self.raw.periods.iter().position(|known| *known == period);
        let at = known.unwrap_or(self.raw.periods.len());
        match u16::try_from(at) {
            Ok(position) => {
                if known.is_none() {
                    self.raw.periods.push(period);
                }
                When::At(position)
            }
            Err(_) => When::Unreadable,
        }
    }

    /// The position of the column that findings name `name`.
    pub fn column(&mut self, name: impl Into<String>) -> u16 {
        let name = name.into();
        let known = self.raw.columns.iter().position(|known| *known == name);
        let at = known.unwrap_or_else(|| {
            self.raw.columns.push(name);
            self.raw.columns.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }
}

/// What every shape is read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The named tables of the atlas.
    pub atlas: &'a AtlasFile,
    /// What the recipe says about its cells.
    pub common: &'a Common,
    /// The indicator's axes.
    pub axes: &'a [Axis],
}

impl<'a> Context<'a> {
    /// The file, as findings name it.
    #[must_use]
    pub fn file(&self) -> &'a str {
        &self.common.file
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, line: u64, column: &str) -> Place {
        in_row(self.file(), line, Some(column))
    }

    /// Tells that a text holds characters that were lost; whether it does.
    pub fn is_damaged(
        &self,
        text: &str,
        line: u64,
        column: &str,
        findings: &mut Repeats<'_>,
    ) -> bool {
        let damaged = text.contains(super::DAMAGE);
        if damaged {
            let wording = found("readable characters", format!("\"{text}\""));
            findings.error("damaged-text", self.place(line, column), wording);
        }
        damaged
    }

    /// Tells that a text is no period of the kind.
    pub fn no_period(
        &self,
        text: &str,
        kind: PeriodKind,
        place: Place,
        findings: &mut Repeats<'_>,
    ) {
        let expected = format!("a period of the kind {kind:?}");
        findings.error("no-period", place, found(expected, format!("\"{text}\"")));
    }
}

/// Columns whose empty cells repeat the one above.
#[derive(Clone, Debug, Default)]
pub struct FillDown {
    /// Columns with the last row in which they hold a text.
    columns: Vec<(usize, Option<usize>)>,
}

impl FillDown {
    /// For these columns, from 0.
    pub fn of(columns: impl Iterator<Item = usize>) -> Self {
        Self {
            columns: columns.map(|column| (column, None)).collect(),
        }
    }

    /// Goes on to `row`.
    pub fn step(&mut self, table: &Table, row: usize) {
        for (column, last) in &mut self.columns {
            if !table.text(row, *column).is_empty() {
                *last = Some(row);
            }
        }
    }

    /// The text of a cell of the row that was gone to.
    #[must_use]
    pub fn text<'t>(&self, table: &'t Table, row: usize, column: usize) -> &'t str {
        let filled = self.columns.iter().find(|(one, _)| *one == column);
        let row = filled.and_then(|(_, last)| *last).unwrap_or(row);
        table.text(row, column)
    }
}
