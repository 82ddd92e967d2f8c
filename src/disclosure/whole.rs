//! Whole-number fillings of a small part, by trying: bounds are narrowed along the lines, then one
//! unknown is split in two, and so on.
//!
//! This is for what the tableau leaves open, mostly rates: their factors differ from ±1, so that the
//! linear program knows less than a reader who knows that persons come whole.

use super::local::{FAR, Local, Span};
use super::tableau::gcd;

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A filling.
    Filling(Vec<i128>),
    /// There is none.
    Nothing,
    /// Not known within the limit.
    Unknown,
}

/// Splits of an endless span reach this far.
const AHEAD: i128 = 1 << 12;

/// Revisions of lines for each line and split, at most.
const PATIENCE: usize = 24;

/// Looks for a filling within the spans, splitting at most `nodes` times.
pub(super) fn filling(local: &Local, spans: Vec<Span>, nodes: u32) -> Found {
    let mut lines_of = vec![Vec::new(); local.cells.len()];
    for (at, line) in local.lines.iter().enumerate() {
        for (unknown, _) in &line.terms {
            if let Some(lines) = lines_of.get_mut(*unknown as usize) {
                lines.push(at);
            }
        }
    }
    let search = Search { local, lines_of };
    let mut open = vec![(spans, None)];
    let mut cut = false;
    let mut left = nodes;
    while let Some((mut spans, changed)) = open.pop() {
        if left == 0 {
            return Found::Unknown;
        }
        left -= 1;
        if !search.narrow(&mut spans, changed) {
            continue;
        }
        let Some(unknown) = search.widest_choice(&spans) else {
            let point: Vec<i128> = spans.iter().map(|span| span.lo).collect();
            if local
                .lines
                .iter()
                .all(|line| holds(line.span, &line.terms, &point))
            {
                return Found::Filling(point);
            }
            continue;
        };
        cut |= search.split(&spans, unknown, &mut open);
    }
    if cut { Found::Unknown } else { Found::Nothing }
}

/// Whether Σ factor · value lies in the span.
pub(super) fn holds(span: Span, terms: &[(u32, i64)], point: &[i128]) -> bool {
    let product = |(unknown, factor): &(u32, i64)| {
        point
            .get(*unknown as usize)
            .and_then(|value| value.checked_mul((*factor).into()))
    };
    let sum = terms
        .iter()
        .map(product)
        .try_fold(0_i128, |sum, part| sum.checked_add(part?));
    sum.is_some_and(|sum| span.contains(sum))
}

type Spans = Vec<Span>;

struct Search<'a> {
    local: &'a Local,
    lines_of: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Narrows spans along the lines until nothing changes; `false` if they contradict each other.
    fn narrow(&self, spans: &mut Spans, changed: Option<u32>) -> bool {
        let lines = self.local.lines.len();
        let mut queued = vec![changed.is_none(); lines];
        let mut queue: Vec<usize> = (0..lines).rev().filter(|_| changed.is_none()).collect();
        let push = |queue: &mut Vec<usize>, queued: &mut Vec<bool>, unknown: u32| {
            for line in self.lines_of.get(unknown as usize).into_iter().flatten() {
                if let Some(flag) = queued.get_mut(*line).filter(|flag| !**flag) {
                    *flag = true;
                    queue.push(*line);
                }
            }
        };
        changed
            .into_iter()
            .for_each(|unknown| push(&mut queue, &mut queued, unknown));
        let mut left = PATIENCE * (lines + 4);
        while let Some(at) = queue.pop() {
            if let Some(flag) = queued.get_mut(at) {
                *flag = false;
            }
            let Some(line) = self.local.lines.get(at) else {
                continue;
            };
            let Some(narrowed) = revise(line.span, &line.terms, spans) else {
                return false;
            };
            narrowed
                .into_iter()
                .for_each(|unknown| push(&mut queue, &mut queued, unknown));
            left -= 1;
            if left == 0 {
                return true;
            }
        }
        true
    }

    /// The unknown with the fewest amounts left, but more than one.
    fn widest_choice(&self, spans: &Spans) -> Option<usize> {
        let open = spans
            .iter()
            .enumerate()
            .filter(|(_, span)| span.lo < span.hi);
        let size = |span: &Span| span.hi.saturating_sub(span.lo);
        open.min_by_key(|(_, span)| size(span)).map(|(at, _)| at)
    }

    /// Opens both halves of a span, the one with the truth or the smaller amounts first. Whether
    /// something was left out.
    fn split(&self, spans: &Spans, unknown: usize, open: &mut Vec<(Spans, Option<u32>)>) -> bool {
        let Some(span) = spans.get(unknown).copied() else {
            return false;
        };
        let truth = self
            .local
            .truth
            .get(unknown)
            .copied()
            .flatten()
            .map_or(0, i128::from);
        let from = if span.lo == -FAR {
            truth.min(span.hi) - AHEAD
        } else {
            span.lo
        };
        let to = if span.hi == FAR {
            truth.max(from) + AHEAD
        } else {
            span.hi
        };
        let cut = (from, to) != (span.lo, span.hi);
        let middle = from + (to - from).div_euclid(2);
        let halves = [
            Span {
                lo: from,
                hi: middle,
            },
            Span {
                lo: middle + 1,
                hi: to,
            },
        ];
        let [first, second] = if truth <= middle {
            halves
        } else {
            [halves[1], halves[0]]
        };
        for half in [second, first] {
            let mut spans = spans.clone();
            if let Some(place) = spans.get_mut(unknown) {
                *place = half;
            }
            open.push((spans, Some(unknown as u32)));
        }
        cut
    }
}

/// Narrows the spans of one line's unknowns: which ones changed, or `None` if nothing fits.
fn revise(span: Span, terms: &[(u32, i64)], spans: &mut Spans) -> Option<Vec<u32>> {
    let mut least = Sum::default();
    let mut most = Sum::default();
    let mut shared = 0;
    let mut fixed = 0_i128;
    for (unknown, factor) in terms {
        let own = scaled(*spans.get(*unknown as usize)?, (*factor).into());
        least.add(own.lo);
        most.add(own.hi);
        if own.lo == own.hi {
            fixed += own.lo;
        } else {
            shared = gcd(shared, (*factor).into());
        }
    }
    let span = whole(span, fixed, shared)?;
    let mut changed = Vec::new();
    for (unknown, factor) in terms {
        let place = spans.get_mut(*unknown as usize)?;
        let factor = i128::from(*factor);
        let own = scaled(*place, factor);
        if own.lo == own.hi {
            continue;
        }
        // factor · x ≤ hi − the least of the others, and the same below.
        let above = least
            .without(own.lo)
            .filter(|_| span.hi != FAR)
            .map(|others| span.hi - others);
        let below = most
            .without(own.hi)
            .filter(|_| span.lo != -FAR)
            .map(|others| span.lo - others);
        let room = quotient(below, above, factor);
        let new = Span {
            lo: place.lo.max(room.lo),
            hi: place.hi.min(room.hi),
        };
        if new.lo > new.hi {
            return None;
        }
        if new != *place {
            *place = new;
            changed.push(*unknown);
            // Sums of the old spans stay valid, only wider; the line is revised again.
        }
    }
    let fits = least.total().is_none_or(|least| least <= span.hi)
        && most.total().is_none_or(|most| most >= span.lo);
    fits.then_some(changed)
}

/// Tightens the ends of a line whose open factors share a divisor.
fn whole(span: Span, fixed: i128, shared: i128) -> Option<Span> {
    let fit = |end: i128, up: bool| {
        if end.abs() == FAR || shared == 0 {
            end
        } else if up {
            fixed - (fixed - end).div_euclid(shared) * shared
        } else {
            fixed + (end - fixed).div_euclid(shared) * shared
        }
    };
    let tight = Span {
        lo: fit(span.lo, true),
        hi: fit(span.hi, false),
    };
    let possible = tight.lo <= tight.hi && (shared != 0 || tight.contains(fixed));
    possible.then_some(tight)
}

/// The span of factor · x.
fn scaled(span: Span, factor: i128) -> Span {
    let end = |end: i128| {
        if end.abs() == FAR {
            end * factor.signum()
        } else {
            end * factor
        }
    };
    let (a, b) = (end(span.lo), end(span.hi));
    Span {
        lo: a.min(b),
        hi: a.max(b),
    }
}

/// The whole x with below ≤ factor · x ≤ above.
fn quotient(below: Option<i128>, above: Option<i128>, factor: i128) -> Span {
    let size = factor.abs();
    let up = |end: i128| -((-end).div_euclid(size));
    let down = |end: i128| end.div_euclid(size);
    let negated = |end: i128| -end;
    let (lo, hi) = if factor > 0 {
        (below.map(up), above.map(down))
    } else {
        (above.map(negated).map(up), below.map(negated).map(down))
    };
    Span {
        lo: lo.unwrap_or(-FAR),
        hi: hi.unwrap_or(FAR),
    }
}

/// A sum of ends, some of which may be endless.
#[derive(Default)]
struct Sum {
    finite: i128,
    endless: u32,
}

impl Sum {
    fn add(&mut self, end: i128) {
        if end.abs() == FAR {
            self.endless += 1;
        } else {
            self.finite += end;
        }
    }

    fn total(&self) -> Option<i128> {
        (self.endless == 0).then_some(self.finite)
    }

    /// The sum without one of its parts, if that is finite.
    fn without(&self, end: i128) -> Option<i128> {
        match (self.endless, end.abs() == FAR) {
            (0, _) => Some(self.finite - end),
            (1, true) => Some(self.finite),
            _ => None,
        }
    }
}
