//! The attack on a publication: what can readers work out of each withheld amount?

use std::collections::BTreeSet;

use super::attack::{ALL, Attack, Reach};
use super::because::because;
use super::cell::CellId;
use super::index::Index;
use super::local::{FAR, Local, is_unknown};
use super::system::{RelationId, System};

/// The amounts readers must think possible for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The cell.
    pub cell: CellId,
    /// The least amount; `None` is no end.
    pub lo: Option<i64>,
    /// The greatest amount; `None` is no end.
    pub hi: Option<i64>,
    /// Whether these are the very ends. If not, the amounts between them may not be all that
    /// readers must think possible; an interval is never too wide.
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

    fn of(cell: CellId, reach: &Reach) -> Self {
        let end = |end: i128| {
            if end.abs() == FAR {
                None
            } else {
                i64::try_from(end).ok()
            }
        };
        Self {
            cell,
            lo: end(reach.lo),
            hi: end(reach.hi),
            exact: reach.ends == [true, true],
        }
    }

    /// Nothing is proven: as if readers knew it exactly.
    fn unproven(system: &System, cell: CellId) -> Self {
        let value = system
            .cells
            .get(cell.index())
            .and_then(|cell| cell.value)
            .unwrap_or(0);
        Self {
            cell,
            lo: Some(value),
            hi: Some(value),
            exact: false,
        }
    }

    fn printed(system: &System, cell: CellId) -> Self {
        let value = system.cells.get(cell.index()).map(|cell| cell.range().lo);
        Self {
            cell,
            lo: value,
            hi: value,
            exact: true,
        }
    }
}

/// A secret that is not proven safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What readers know of it; if that is not `exact`, a limit ended the search.
    pub interval: Interval,
    /// The width its protection needs.
    pub width: u64,
    /// A withheld cell with one single contributor who, knowing the own amount, can work the secret
    /// out although others cannot.
    pub contributor: Option<CellId>,
    /// Relations that together give the secret away, none of them needlessly; empty where a limit
    /// ended the search.
    pub by: Vec<RelationId>,
}

/// Attacks every secret with all that is published; returns those not proven safe, in the order of
/// the cells.
///
/// A secret is safe if two possible fillings of everything withheld are found in which it differs by
/// at least its width, both checked in whole numbers against every relation they touch. Nothing is
/// rounded and no tolerance is used; where a limit of [`System::limits`] ends the search, the secret
/// counts as not safe. Beyond that, no contributor who is alone in a withheld cell
/// ([`Cell::alone`](super::Cell::alone)) may be able to work another secret out.
///
/// # Method
/// `sdc.audit` · interval audit · Angriffsprüfung
///
/// Rechnet aus, was sich über jede zurückgehaltene Zahl aus allem Veröffentlichten herausfinden lässt: die
/// kleinste und die größte Zahl, die noch möglich ist. Liegen beide zu nah beieinander, ist die Zahl nicht
/// geschützt, und es darf so nicht veröffentlicht werden.
///
/// ```text
/// lo = min x_c,  hi = max x_c   unter allen Summen und veröffentlichten Werten, x ≥ 0
/// sicher: hi − lo ≥ Breite;   lo = hi: genau aufgedeckt
/// ```
///
/// # References
/// Fischetti, M. and Salazar, J. J. (2000): Models and algorithms for optimizing cell suppression in
/// tabular data with linear constraints. Journal of the American Statistical Association 95,
/// 916–928.
///
/// ```
/// # use teilraum::disclosure::{Cell, System, audit};
/// let mut system = System::new();
/// let secret = system.add(Cell::secret(2, 3))?;
/// let other = system.add(Cell::published(9))?;
/// let total = system.add(Cell::published(11))?;
/// let sum = system.total(total, &[secret, other])?;
/// let breach = &audit(&system)[0];
/// assert_eq!((breach.interval.lo, breach.interval.hi), (Some(2), Some(2)));
/// assert_eq!(breach.by, [sum]);
/// # Ok::<(), teilraum::disclosure::SystemError>(())
/// ```
#[must_use]
pub fn audit(system: &System) -> Vec<Breach> {
    let index = Index::new(system);
    let secrets = system.secrets();
    let mut breaches: Vec<Breach> = Vec::new();
    for cell in secrets.iter().filter(|cell| !is_unknown(system, **cell)) {
        breaches.push(breach(system, Interval::printed(system, *cell), None));
    }
    let left = not_safe_nearby(system, &index, &secrets);
    for local in Local::parts(system, &index, &left) {
        attack_part(system, &local, &left, &mut breaches);
    }
    for breach in breaches.iter_mut().filter(|breach| breach.interval.exact) {
        breach.by = because(system, &index, breach);
    }
    breaches.sort_by_key(|breach| breach.interval.cell);
    breaches
}

/// What readers know of each of these cells: the least and the greatest amount possible, given all
/// that is published.
///
/// # Units
/// Those of the cells.
///
/// # References
/// As for [`audit`].
///
/// ```
/// # use teilraum::disclosure::{Cell, System, intervals};
/// let mut system = System::new();
/// let (a, b) = (system.add(Cell::hidden(4))?, system.add(Cell::hidden(9))?);
/// let total = system.add(Cell::published(13))?;
/// system.total(total, &[a, b])?;
/// let known = intervals(&system, &[a])[0];
/// assert_eq!((known.lo, known.hi, known.exact), (Some(0), Some(13), true));
/// # Ok::<(), teilraum::disclosure::SystemError>(())
/// ```
#[must_use]
pub fn intervals(system: &System, cells: &[CellId]) -> Vec<Interval> {
    let index = Index::new(system);
    let mut known: Vec<Interval> = Vec::new();
    for local in Local::parts(system, &index, cells) {
        let mut attack = Attack::new(&local, system.limits);
        for cell in cells.iter().filter(|cell| local.position(**cell).is_some()) {
            known.push(of_cell(system, attack.as_mut(), *cell));
        }
    }
    known.sort_by_key(|interval| interval.cell);
    let find = |cell: &CellId| {
        let at = known.binary_search_by_key(cell, |interval| interval.cell);
        let found = at.ok().and_then(|at| known.get(at).copied());
        found.unwrap_or_else(|| Interval::printed(system, *cell))
    };
    cells.iter().map(find).collect()
}

fn of_cell(system: &System, attack: Option<&mut Attack>, cell: CellId) -> Interval {
    let reached = attack.and_then(|attack| {
        let unknown = attack.position(cell)?;
        Some(attack.reach(unknown, ALL))
    });
    reached.map_or_else(
        || Interval::unproven(system, cell),
        |reach| Interval::of(cell, &reach),
    )
}

pub(super) fn width_of(system: &System, cell: CellId) -> Option<u64> {
    system.cells.get(cell.index())?.width
}

fn breach(system: &System, interval: Interval, contributor: Option<CellId>) -> Breach {
    Breach {
        interval,
        width: width_of(system, interval.cell).unwrap_or(1),
        contributor,
        by: Vec::new(),
    }
}

/// Unknowns in one look around a secret.
const NEAR: usize = 120;

/// The secrets that looking only at what is near them does not prove safe, ascending. Cells farther
/// away keep their truth meanwhile, which can only narrow intervals.
fn not_safe_nearby(system: &System, index: &Index, secrets: &[CellId]) -> Vec<CellId> {
    let mut open: BTreeSet<CellId> = secrets.iter().copied().collect();
    open.retain(|cell| is_unknown(system, *cell));
    let mut fresh = open.clone();
    let mut left = Vec::new();
    while let Some(first) = open.first().copied() {
        let local = Local::near(system, index, first, NEAR);
        let mut attack = Attack::new(&local, system.limits);
        for cell in local
            .cells
            .iter()
            .filter(|cell| open.contains(cell))
            .copied()
            .collect::<Vec<_>>()
        {
            // At the edge of a look a safe secret may seem unsafe: it gets one of its own.
            if !fresh.remove(&cell) && cell != first {
                continue;
            }
            let judged = attack
                .as_mut()
                .and_then(|attack| judge(system, &local, attack, cell));
            if judged.is_some_and(|breach| breach.is_none()) {
                open.remove(&cell);
            }
        }
        if open.remove(&first) {
            left.push(first);
        }
    }
    left
}

fn attack_part(system: &System, local: &Local, wanted: &[CellId], breaches: &mut Vec<Breach>) {
    let mut attack = Attack::new(local, system.limits);
    for cell in local
        .cells
        .iter()
        .filter(|cell| wanted.binary_search(cell).is_ok())
    {
        match attack.as_mut() {
            Some(attack) => breaches.extend(judge(system, local, attack, *cell).flatten()),
            None => breaches.push(breach(system, Interval::unproven(system, *cell), None)),
        }
    }
}

/// The breach of a secret in a part, if there is one; `None` if it is no secret of that part.
fn judge(
    system: &System,
    local: &Local,
    attack: &mut Attack,
    cell: CellId,
) -> Option<Option<Breach>> {
    let width = width_of(system, cell)?;
    let unknown = attack.position(cell)?;
    let reach = attack.reach(unknown, width.into());
    if reach.width() < width.into() {
        return Some(Some(breach(system, Interval::of(cell, &reach), None)));
    }
    let alone = betrayer(system, local, attack, unknown, &reach);
    Some(alone.map(|alone| breach(system, Interval::of(cell, &reach), Some(alone))))
}

/// The cell whose only contributor can work the unknown out.
pub(super) fn betrayer(
    system: &System,
    local: &Local,
    attack: &mut Attack,
    unknown: u32,
    reach: &Reach,
) -> Option<CellId> {
    let is_alone = |other: u32| {
        let cell = local.cells.get(other as usize)?;
        system.cells.get(cell.index()).filter(|cell| cell.alone)?;
        (other != unknown).then_some(*cell)
    };
    let own = local
        .cells
        .get(unknown as usize)
        .and_then(|cell| system.cells.get(cell.index()));
    let own_alone = own.is_some_and(|cell| cell.alone);
    let touched = reach.fillings.iter().flatten().map(|(other, _)| *other);
    let mut suspects: Vec<u32> = touched.filter(|other| is_alone(*other).is_some()).collect();
    suspects.sort_unstable();
    suspects.dedup();
    let same = |held: &u32| {
        attack.same_contributor(unknown, *held, |v| {
            v == unknown && own_alone || is_alone(v).is_some()
        })
    };
    suspects.retain(|held| !own_alone || !same(held));
    suspects.retain(|held| {
        // A filling that leaves the suspect's amount alone already shows another amount.
        !reach.fillings.iter().any(|filling| {
            let has = |v: u32| filling.binary_search_by_key(&v, |(v, _)| *v).is_ok();
            has(unknown) && !has(*held)
        })
    });
    let betrays = |held: &u32| !attack.moves_while_held(unknown, *held);
    suspects.into_iter().find(betrays).and_then(is_alone)
}
