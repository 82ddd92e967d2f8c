//! The attack on a publication: what can readers work out of each withheld amount?

use super::cell::CellId;
use super::system::{RelationId, System};

/// The amounts readers must think possible for a withheld cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The cell.
    pub cell: CellId,
    /// The least amount; `None` is no end.
    pub lo: Option<i64>,
    /// The greatest amount; `None` is no end.
    pub hi: Option<i64>,
    /// Whether these are the very ends. If not, both ends are possible and readers may have to
    /// think more possible, but that is not proven; an interval is never too wide.
    pub exact: bool,
}

impl Interval {
    /// From the lower to the upper end; `None` is without end.
    #[must_use]
    pub const fn width(&self) -> Option<u64> {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) => Some(hi.abs_diff(lo)),
            _ => None,
        }
    }
}

/// A secret that is not proven safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What readers know of it, as far as is proven.
    pub interval: Interval,
    /// The width its protection needs.
    pub width: u64,
    /// A withheld cell with one single contributor who, knowing the own amount, can work the secret
    /// out although others cannot.
    pub contributor: Option<CellId>,
    /// Relations that together give the secret away; empty where a limit ended the search.
    pub by: Vec<RelationId>,
}

/// Attacks every secret; returns those not proven safe, in the order of the cells.
#[must_use]
pub fn audit(system: &System) -> Vec<Breach> {
    let unproven = |cell: CellId| Breach {
        interval: Interval {
            cell,
            lo: None,
            hi: None,
            exact: false,
        },
        width: 1,
        contributor: None,
        by: Vec::new(),
    };
    system.secrets().into_iter().map(unproven).collect()
}

/// What readers know of each of these cells.
#[must_use]
pub fn intervals(system: &System, cells: &[CellId]) -> Vec<Interval> {
    let none = |cell: &CellId| Interval {
        cell: *cell,
        lo: None,
        hi: None,
        exact: system.is_empty(),
    };
    cells.iter().map(none).collect()
}
