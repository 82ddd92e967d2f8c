//! One amount of a publication: what it is, what readers know of it, what it would cost to hide.

/// The largest amount, coefficient or bound a system takes; sums of many stay exact.
pub(super) const LARGEST: i64 = 1 << 50;

/// Stands for "no bound": larger than anything that can be given.
pub(super) const UNBOUNDED: i64 = 1 << 60;

/// The position of a cell in its [`System`](super::System), in the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub(super) u32);

impl CellId {
    /// The position, counted from zero in the order of adding.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A closed range of whole numbers; ends at ±[`UNBOUNDED`] are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub lo: i64,
    pub hi: i64,
}

impl Range {
    pub(super) const fn exactly(value: i64) -> Self {
        Self {
            lo: value,
            hi: value,
        }
    }

    pub(super) const fn contains(self, value: i64) -> bool {
        self.lo <= value && value <= self.hi
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            lo: self.lo.max(other.lo),
            hi: self.hi.min(other.hi),
        }
    }
}

/// One amount in a publication, in whole units (persons, or the last decimal of a magnitude).
///
/// Readers always know that it is not negative, unless [`Cell::between`] says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The true amount; `None` where this office does not know it.
    pub(super) value: Option<i64>,
    /// What everybody knows even if nothing is printed.
    pub(super) known: Range,
    /// What is printed says the amount lies here; `None` where nothing is printed.
    pub(super) shown: Option<Range>,
    /// What was printed at first, also if it is withheld by now.
    pub(super) print: Option<Range>,
    /// What withholding it costs.
    pub(super) cost: u64,
    /// Whether `secondary` may withhold it.
    pub(super) free: bool,
    /// For a secret: how wide a reader's interval must be at least.
    pub(super) width: Option<u64>,
    /// Whether one single contributor knows it.
    pub(super) alone: bool,
}

impl Cell {
    const fn new(value: Option<i64>, shown: Option<Range>) -> Self {
        let known = Range {
            lo: 0,
            hi: UNBOUNDED,
        };
        let cost = match value {
            Some(value) if value != 0 => value.unsigned_abs(),
            _ => 1,
        };
        Self {
            value,
            known,
            shown,
            print: shown,
            cost,
            free: false,
            width: None,
            alone: false,
        }
    }

    /// An amount printed exactly. It may be withheld, which costs the amount itself. A zero is a
    /// poor partner, because readers guess it: it is never withheld for another cell's sake.
    #[must_use]
    pub const fn published(value: i64) -> Self {
        let mut cell = Self::new(Some(value), Some(Range::exactly(value)));
        cell.free = value != 0;
        cell
    }

    /// An amount printed rounded or perturbed, so that readers know it lies in `lo..=hi`. It may be
    /// withheld like an exact one.
    #[must_use]
    pub const fn rounded(value: i64, lo: i64, hi: i64) -> Self {
        let mut cell = Self::new(Some(value), Some(Range { lo, hi }));
        cell.free = value != 0;
        cell
    }

    /// An amount withheld by a primary rule: readers' interval must reach at least `width` from its
    /// lower to its upper end (usually k), and at least 1.
    #[must_use]
    pub const fn secret(value: i64, width: u64) -> Self {
        let mut cell = Self::new(Some(value), None);
        cell.width = Some(if width == 0 { 1 } else { width });
        cell
    }

    /// An amount this office knows, never prints, and need not protect.
    #[must_use]
    pub const fn hidden(value: i64) -> Self {
        Self::new(Some(value), None)
    }

    /// An amount withheld by its source; this office does not know it.
    #[must_use]
    pub const fn unknown() -> Self {
        Self::new(None, None)
    }

    /// A printed figure that is no amount itself, such as a rate: relations are known
    /// [with it](super::Relation::with), and forgotten once it is withheld.
    #[must_use]
    pub const fn carrier(cost: u64) -> Self {
        let mut cell = Self::published(0).costing(cost);
        cell.free = true;
        cell
    }

    /// The same cell, which can no longer be withheld: printed in an earlier release, or by another
    /// office.
    #[must_use]
    pub const fn fixed(mut self) -> Self {
        self.free = false;
        self
    }

    /// The same cell, whose amount comes from one single contributor, who therefore knows it: a count
    /// of 1, say. A part and a total that both are, are of the same contributor. What this contributor could work out of other secrets is guarded too, beyond the
    /// widths.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// The same cell with another cost of withholding it. Costs below 1 count as 1.
    #[must_use]
    pub const fn costing(mut self, cost: u64) -> Self {
        self.cost = if cost == 0 { 1 } else { cost };
        self
    }

    /// The same cell, of which everybody knows that it lies between these ends, printed or not;
    /// `None` is no end.
    #[must_use]
    pub fn between(mut self, lo: Option<i64>, hi: Option<i64>) -> Self {
        self.known = Range {
            lo: lo.unwrap_or(-UNBOUNDED),
            hi: hi.unwrap_or(UNBOUNDED),
        };
        self
    }

    /// What readers know without any relation.
    pub(super) fn range(&self) -> Range {
        self.shown.map_or(self.known, |shown| shown.and(self.known))
    }
}
