//! The attack on one connected part of a publication.

use super::cell::CellId;
use super::local::{FAR, Local, Span};
use super::system::Limits;
use super::tableau::{End, Tableau};
use super::whole::{self, Found};

/// Parts with more unknowns than this are not searched by trying.
const SMALL: usize = 600;

/// Asks for the very end of an interval.
pub(super) const ALL: i128 = FAR;

/// How far an unknown can go down and up from where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// The amount it starts from.
    pub home: i128,
    /// The least amount reached; −[`FAR`] if there is no end.
    pub lo: i128,
    /// The greatest amount reached; [`FAR`] if there is no end.
    pub hi: i128,
    /// Whether nothing lies below `lo`, and nothing above `hi`.
    pub ends: [bool; 2],
    /// The fillings at both ends, as changes from home.
    pub fillings: [Vec<(u32, i128)>; 2],
}

impl Reach {
    pub(super) fn width(&self) -> i128 {
        if self.hi == FAR || self.lo == -FAR {
            FAR
        } else {
            self.hi - self.lo
        }
    }
}

/// What this office knows of the unknowns.
fn known_spans(local: &Local) -> Vec<Span> {
    let known = |(span, truth): (&Span, &Option<i64>)| match truth {
        Some(truth) => Span {
            lo: (*truth).into(),
            hi: (*truth).into(),
        },
        None => *span,
    };
    local.spans.iter().zip(&local.truth).map(known).collect()
}

/// Readers who know all lines of a part.
pub(super) struct Attack<'a> {
    local: &'a Local,
    tableau: Tableau,
    lines_of: Vec<Vec<u32>>,
    nodes: u32,
}

impl<'a> Attack<'a> {
    /// Starts from the truth, or from any filling where this office does not know it. `None` if no
    /// filling was found: nothing can be proven then.
    pub(super) fn new(local: &'a Local, limits: Limits) -> Option<Self> {
        let start = |span: &Span| 0.max(span.lo).min(span.hi);
        let known = known_spans(local);
        let point: Vec<i128> = known.iter().map(start).collect();
        let mut tableau = Tableau::new(local, &point, limits.pivots);
        if !tableau.settle(&known) {
            let Found::Filling(point) = whole::filling(local, known.clone(), limits.nodes) else {
                return None;
            };
            tableau = Tableau::new(local, &point, limits.pivots);
            if !tableau.settle(&known) {
                return None;
            }
        }
        let mut lines_of = vec![Vec::new(); local.cells.len()];
        for (at, line) in local.lines.iter().enumerate() {
            for (unknown, _) in &line.terms {
                if let Some(lines) = lines_of.get_mut(*unknown as usize) {
                    lines.push(at as u32);
                }
            }
        }
        Some(Self {
            local,
            tableau,
            lines_of,
            nodes: limits.nodes,
        })
    }

    pub(super) fn position(&self, cell: CellId) -> Option<u32> {
        self.local.position(cell)
    }

    /// How far the unknown can go; stops once the interval is `need` wide.
    pub(super) fn reach(&mut self, unknown: u32, need: i128) -> Reach {
        let home = self.tableau.home(unknown);
        let (up, hi_end, above) = self.walk(unknown, 1, need);
        let hi = if hi_end == End::Endless {
            FAR
        } else {
            home + up
        };
        let left = if need == ALL { ALL } else { need - up };
        let mut reach = Reach {
            home,
            lo: home,
            hi,
            ends: [false, hi_end == End::Optimal || hi_end == End::Endless],
            fillings: [Vec::new(), above],
        };
        if left > 0 {
            let (down, lo_end, below) = self.walk(unknown, -1, left);
            reach.lo = if lo_end == End::Endless {
                -FAR
            } else {
                home - down
            };
            reach.ends[0] = lo_end == End::Optimal || lo_end == End::Endless;
            reach.fillings[0] = below;
        }
        if reach.width() < need && reach.ends != [true, true] && self.local.cells.len() <= SMALL {
            self.try_on(unknown, need, &mut reach);
        }
        reach
    }

    /// Whether the unknown can change at all while another one keeps its home amount.
    pub(super) fn moves_while_held(&mut self, unknown: u32, held: u32) -> bool {
        let local = self.local;
        let moves = self.tableau.holding(held, |tableau| {
            [1, -1].into_iter().any(|direction| {
                let (gained, end) = tableau.walk(unknown, direction, 1);
                let changes = tableau.changes();
                tableau.rewind();
                let kept = changes.iter().all(|(other, _)| *other != held);
                (gained > 0 || end == End::Endless) && kept && !changes.is_empty()
            })
        });
        if moves || local.cells.len() > SMALL {
            return moves;
        }
        let mut spans = local.spans.clone();
        let amount = self.tableau.home(held);
        if let Some(place) = spans.get_mut(held as usize) {
            *place = Span {
                lo: amount,
                hi: amount,
            };
        }
        let home = self.tableau.home(unknown);
        let beyond = [(home + 1, FAR), (-FAR, home - 1)];
        beyond
            .into_iter()
            .any(|(lo, hi)| self.find(&spans, unknown, lo, hi) == End::Reached)
    }

    /// Whether two amounts must come from the same contributor: both are of the kind given, amounts
    /// of one single contributor, and so is each on a way from part to total between them.
    pub(super) fn same_contributor(&self, a: u32, b: u32, alone: impl Fn(u32) -> bool) -> bool {
        let mut seen = std::collections::BTreeSet::from([a]);
        let mut open = vec![a];
        while let Some(at) = open.pop().filter(|_| alone(b)) {
            let lines = self.lines_of.get(at as usize).into_iter().flatten();
            for line in lines.filter_map(|line| self.local.lines.get(*line as usize)) {
                let own = line
                    .terms
                    .iter()
                    .find(|(other, _)| *other == at)
                    .map_or(0, |(_, f)| *f);
                let across = line
                    .terms
                    .iter()
                    .filter(|(_, factor)| factor.checked_neg() == Some(own));
                let exact = line.span.lo == line.span.hi;
                open.extend(
                    across
                        .map(|(v, _)| *v)
                        .filter(|v| exact && alone(*v) && seen.insert(*v)),
                );
            }
        }
        seen.contains(&b)
    }

    fn walk(&mut self, unknown: u32, direction: i128, need: i128) -> (i128, End, Vec<(u32, i128)>) {
        let (gained, end) = self.tableau.walk(unknown, direction, need);
        let changes = self.tableau.changes();
        self.tableau.rewind();
        if self.is_filling(&changes) {
            (gained, end, changes)
        } else {
            (0, End::Stuck, Vec::new())
        }
    }

    /// Checks a filling against the lines as they were given, apart from all the tableau did.
    fn is_filling(&self, changes: &[(u32, i128)]) -> bool {
        let changed = |unknown: u32| {
            let at = changes.binary_search_by_key(&unknown, |(v, _)| *v).ok();
            let change = at
                .and_then(|at| changes.get(at))
                .map_or(0, |(_, change)| *change);
            self.tableau.home(unknown) + change
        };
        let within = |(unknown, _): &(u32, i128)| {
            let span = self.local.spans.get(*unknown as usize);
            span.is_some_and(|span| span.contains(changed(*unknown)))
        };
        let holds = |line: &u32| {
            self.local.lines.get(*line as usize).is_some_and(|line| {
                let product = |(unknown, factor): &(u32, i64)| {
                    changed(*unknown).checked_mul((*factor).into())
                };
                let sum = line
                    .terms
                    .iter()
                    .map(product)
                    .try_fold(0_i128, |sum, part| sum.checked_add(part?));
                sum.is_some_and(|sum| line.span.contains(sum))
            })
        };
        let lines = changes
            .iter()
            .filter_map(|(unknown, _)| self.lines_of.get(*unknown as usize));
        changes.iter().all(within) && lines.flatten().all(holds)
    }

    /// Widens the interval by trying whole fillings.
    fn try_on(&self, unknown: u32, need: i128, reach: &mut Reach) {
        while !reach.ends[1] && reach.width() < need {
            match self.beyond(unknown, reach.hi + 1, FAR) {
                Found::Filling(point) => self.widen(unknown, &point, reach),
                Found::Nothing => reach.ends[1] = true,
                Found::Unknown => break,
            }
        }
        while !reach.ends[0] && reach.width() < need {
            match self.beyond(unknown, -FAR, reach.lo - 1) {
                Found::Filling(point) => self.widen(unknown, &point, reach),
                Found::Nothing => reach.ends[0] = true,
                Found::Unknown => break,
            }
        }
    }

    fn widen(&self, unknown: u32, point: &[i128], reach: &mut Reach) {
        let difference =
            |(at, value): (usize, &i128)| (at as u32, value - self.tableau.home(at as u32));
        let changes: Vec<(u32, i128)> = point
            .iter()
            .enumerate()
            .map(difference)
            .filter(|(_, change)| *change != 0)
            .collect();
        let amount = point.get(unknown as usize).copied().unwrap_or(reach.home);
        if amount > reach.hi {
            reach.hi = amount;
            reach.fillings[1] = changes;
        } else if amount < reach.lo {
            reach.lo = amount;
            reach.fillings[0] = changes;
        }
    }

    fn beyond(&self, unknown: u32, lo: i128, hi: i128) -> Found {
        self.within(self.local.spans.clone(), unknown, lo, hi)
    }

    fn find(&self, spans: &[Span], unknown: u32, lo: i128, hi: i128) -> End {
        match self.within(spans.to_vec(), unknown, lo, hi) {
            Found::Filling(_) => End::Reached,
            Found::Nothing => End::Optimal,
            Found::Unknown => End::Stuck,
        }
    }

    fn within(&self, mut spans: Vec<Span>, unknown: u32, lo: i128, hi: i128) -> Found {
        let Some(place) = spans.get_mut(unknown as usize) else {
            return Found::Nothing;
        };
        *place = Span {
            lo: place.lo.max(lo),
            hi: place.hi.min(hi),
        };
        if place.lo > place.hi {
            return Found::Nothing;
        }
        whole::filling(self.local, spans, self.nodes)
    }
}
