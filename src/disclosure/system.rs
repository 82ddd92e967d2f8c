//! Everything a reader can know of a publication: cells, and relations between them.

use super::cell::{Cell, CellId, LARGEST, Range, UNBOUNDED};

/// The position of a relation in its [`System`], in the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub(super) u32);

impl RelationId {
    /// The position, counted from zero in the order of adding.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Something readers know: lo ≤ Σ coefficient · amount ≤ hi.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The cells with their coefficients; each cell once, none with zero.
    pub terms: Vec<(CellId, i64)>,
    /// The least the sum can be; `None` is no end.
    pub lo: Option<i64>,
    /// The most the sum can be; `None` is no end.
    pub hi: Option<i64>,
    /// The print that tells it: readers know the relation only while this cell is published.
    pub with: Option<CellId>,
}

/// A cell or relation that cannot stand in a system.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SystemError {
    /// A relation names a cell of another system.
    #[error("a relation names the cell {0}, but the system has only {1}")]
    UnknownCell(usize, usize),
    /// A relation has no cell, or a cell twice, or a coefficient of zero.
    #[error("a relation needs cells, each once and with a coefficient other than 0")]
    BadTerms,
    /// An amount, coefficient or bound is too large to compute with exactly.
    #[error("{0} is too large: amounts, coefficients and bounds go up to 2^50")]
    TooLarge(i64),
    /// The true amount lies outside of what is said to be known of it.
    #[error("the amount {value} does not lie in the range {lo} to {hi} that readers would know")]
    OutOfRange {
        /// The amount.
        value: i64,
        /// The lower end of the range.
        lo: i64,
        /// The upper end.
        hi: i64,
    },
    /// The true amounts do not fulfil a relation: the source does not add up.
    #[error("the amounts give {found}, but the relation says {lo} to {hi}")]
    Contradiction {
        /// The sum of the true amounts.
        found: i128,
        /// The least it may be.
        lo: i64,
        /// The most it may be.
        hi: i64,
    },
    /// A share of parts of nothing: the scale is not positive.
    #[error("a printed share needs a positive scale, found {0}")]
    BadScale(i64),
    /// A cell that cannot be withheld was to be.
    #[error("the cell {0} cannot be withheld any more")]
    Fixed(usize),
}

/// How much work is spent before "not proven safe" is the answer. Work, not time, so that the
/// answer is the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pivots for one end of one interval.
    pub pivots: u32,
    /// Partial fillings tried when whole numbers must be enumerated, per interval.
    pub nodes: u32,
    /// Partial patterns looked at to protect one secret cheaply.
    pub patterns: u32,
    /// Patterns tried to find the cheapest one of a small system; shared by all of them.
    pub optimum: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pivots: 20_000,
            nodes: 20_000,
            patterns: 1_500,
            optimum: 200_000,
        }
    }
}

/// A relation as stored: where its terms stand, and its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    start: u32,
    end: u32,
    pub(super) range: Range,
    pub(super) with: Option<CellId>,
}

/// The cells and relations of a publication.
#[derive(Clone, Debug, Default)]
pub struct System {
    pub(super) cells: Vec<Cell>,
    rows: Vec<Row>,
    terms: Vec<(CellId, i64)>,
    /// How much work may be spent on it.
    pub limits: Limits,
}

impl System {
    /// A system without cells.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a cell.
    ///
    /// # Errors
    /// [`SystemError::TooLarge`], or [`SystemError::OutOfRange`] if the true amount contradicts what
    /// readers would know of it.
    pub fn add(&mut self, cell: Cell) -> Result<CellId, SystemError> {
        let range = cell.range();
        for number in [cell.value, Some(range.lo), Some(range.hi)]
            .into_iter()
            .flatten()
        {
            if number.abs() > LARGEST && number.abs() != UNBOUNDED {
                return Err(SystemError::TooLarge(number));
            }
        }
        if let Some(value) = cell.value.filter(|value| !range.contains(*value)) {
            let Range { lo, hi } = range;
            return Err(SystemError::OutOfRange { value, lo, hi });
        }
        let id =
            CellId(u32::try_from(self.cells.len()).map_err(|_| SystemError::TooLarge(i64::MAX))?);
        self.cells.push(cell);
        Ok(id)
    }

    /// Adds a relation.
    ///
    /// # Errors
    /// [`SystemError::UnknownCell`], [`SystemError::BadTerms`], [`SystemError::TooLarge`], or
    /// [`SystemError::Contradiction`] if the true amounts, where all are known, do not fulfil it.
    pub fn relation(&mut self, relation: Relation) -> Result<RelationId, SystemError> {
        let Relation {
            mut terms,
            lo,
            hi,
            with,
        } = relation;
        terms.sort_unstable();
        self.check_terms(&terms, with)?;
        let range = Range {
            lo: lo.unwrap_or(-UNBOUNDED),
            hi: hi.unwrap_or(UNBOUNDED),
        };
        let numbers = terms.iter().map(|(_, factor)| *factor).chain(lo).chain(hi);
        if let Some(large) = numbers.into_iter().find(|number| number.abs() > LARGEST) {
            return Err(SystemError::TooLarge(large));
        }
        self.check_truth(&terms, range)?;
        let id = u32::try_from(self.rows.len()).map_err(|_| SystemError::TooLarge(i64::MAX))?;
        u32::try_from(self.terms.len() + terms.len())
            .map_err(|_| SystemError::TooLarge(i64::MAX))?;
        self.push_row(&terms, range, with);
        Ok(RelationId(id))
    }

    /// Adds `total` = Σ `parts`.
    ///
    /// # Errors
    /// Those of [`System::relation`].
    pub fn total(&mut self, total: CellId, parts: &[CellId]) -> Result<RelationId, SystemError> {
        let mut terms: Vec<(CellId, i64)> = parts.iter().map(|part| (*part, 1)).collect();
        terms.push((total, -1));
        self.relation(Relation {
            terms,
            lo: Some(0),
            hi: Some(0),
            with: None,
        })
    }

    /// Adds what a printed share tells: `numerator` / `denominator` · `scale` rounds half away from
    /// zero to `printed`. "12.3 %" is 123 with a scale of 1000, "45 per 100,000" is 45 with a scale
    /// of 100,000. Readers know it only while `with` is published. The denominator must be positive.
    ///
    /// # Errors
    /// Those of [`System::relation`], and [`SystemError::BadScale`].
    pub fn share(
        &mut self,
        numerator: CellId,
        denominator: CellId,
        printed: i64,
        scale: i64,
        with: Option<CellId>,
    ) -> Result<[RelationId; 2], SystemError> {
        if scale <= 0 {
            return Err(SystemError::BadScale(scale));
        }
        if printed.abs() > LARGEST / 4 || scale > LARGEST / 2 {
            return Err(SystemError::TooLarge(printed.abs().max(scale)));
        }
        // Half away from zero: the end nearer to zero belongs to the range, the other does not.
        let open_below = i64::from(printed <= 0);
        let open_above = i64::from(printed >= 0);
        let mut end = |factor: i64, lo: Option<i64>, hi: Option<i64>| {
            let mut terms = vec![(numerator, 2 * scale)];
            if factor != 0 {
                terms.push((denominator, -factor));
            }
            self.relation(Relation {
                terms,
                lo,
                hi,
                with,
            })
        };
        Ok([
            end(2 * printed - 1, Some(open_below), None)?,
            end(2 * printed + 1, None, Some(-open_above))?,
        ])
    }

    /// Withholds cells: what [`secondary`](super::secondary) chose.
    ///
    /// # Errors
    /// [`SystemError::UnknownCell`], or [`SystemError::Fixed`] for a printed cell that cannot be
    /// withheld; then nothing is withheld.
    pub fn withhold(&mut self, cells: &[CellId]) -> Result<(), SystemError> {
        for id in cells {
            let cell = self.cells.get(id.index());
            let cell = cell.ok_or(SystemError::UnknownCell(id.index(), self.cells.len()))?;
            if cell.shown.is_some() && !cell.free {
                return Err(SystemError::Fixed(id.index()));
            }
        }
        for id in cells {
            if let Some(cell) = self.cells.get_mut(id.index()) {
                cell.shown = None;
            }
        }
        Ok(())
    }

    /// Whether nothing of the cell is printed.
    #[must_use]
    pub fn is_withheld(&self, cell: CellId) -> bool {
        self.cells
            .get(cell.index())
            .is_some_and(|cell| cell.shown.is_none())
    }

    /// The secrets, in the order of adding.
    #[must_use]
    pub fn secrets(&self) -> Vec<CellId> {
        let secrets = self.cells.iter().enumerate();
        secrets
            .filter(|(_, cell)| cell.width.is_some())
            .map(|(at, _)| CellId(at as u32))
            .collect()
    }

    /// All cells, in the order of adding.
    pub fn ids(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.cells.len() as u32).map(CellId)
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The relation as it was added, its terms in the order of the cells.
    #[must_use]
    pub fn get(&self, relation: RelationId) -> Option<Relation> {
        let row = self.rows.get(relation.index())?;
        let end = |end: i64| (end.abs() != UNBOUNDED).then_some(end);
        Some(Relation {
            terms: self.terms_of(row).to_vec(),
            lo: end(row.range.lo),
            hi: end(row.range.hi),
            with: row.with,
        })
    }

    /// Adds a relation that was checked before.
    pub(super) fn push_row(&mut self, terms: &[(CellId, i64)], range: Range, with: Option<CellId>) {
        let start = self.terms.len() as u32;
        self.terms.extend_from_slice(terms);
        let end = self.terms.len() as u32;
        self.rows.push(Row {
            start,
            end,
            range,
            with,
        });
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn terms_of(&self, row: &Row) -> &[(CellId, i64)] {
        self.terms
            .get(row.start as usize..row.end as usize)
            .unwrap_or_default()
    }

    fn check_terms(
        &self,
        terms: &[(CellId, i64)],
        with: Option<CellId>,
    ) -> Result<(), SystemError> {
        let named = terms.iter().map(|(cell, _)| *cell).chain(with);
        if let Some(cell) = named
            .into_iter()
            .find(|cell| cell.index() >= self.cells.len())
        {
            return Err(SystemError::UnknownCell(cell.index(), self.cells.len()));
        }
        let twice = terms
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.0 == b.0));
        if terms.is_empty() || twice || terms.iter().any(|(_, factor)| *factor == 0) {
            return Err(SystemError::BadTerms);
        }
        Ok(())
    }

    fn check_truth(&self, terms: &[(CellId, i64)], range: Range) -> Result<(), SystemError> {
        let product = |(cell, factor): &(CellId, i64)| {
            let value = self.cells.get(cell.index())?.value?;
            Some(i128::from(*factor) * i128::from(value))
        };
        let Some(found) = terms.iter().map(product).sum::<Option<i128>>() else {
            return Ok(());
        };
        let Range { lo, hi } = range;
        if i128::from(lo) <= found && found <= i128::from(hi)
            || found < i128::from(lo) && lo == -UNBOUNDED
            || found > i128::from(hi) && hi == UNBOUNDED
        {
            return Ok(());
        }
        Err(SystemError::Contradiction { found, lo, hi })
    }
}
