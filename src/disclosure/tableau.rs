//! A simplex tableau in whole numbers: walks from filling to filling, exactly.
//!
//! An unknown or the sum of a line is a *variable* with a span. Some variables, one for each line,
//! are *bound* to the others: den · Δbound = Σ factor · Δfree. At the start the sums are bound to
//! the unknowns; a sum with a fixed value blocks every step until it changes places with a free
//! variable, which is elimination, done only where a walk comes along. Values stay whole all the
//! way, so every point reached is a possible filling, whatever the factors; an end reached with
//! every free variable at its end is the optimum of the linear program, and being whole also that
//! in whole numbers.
//!
//! # References
//! Bland, R. G. (1977): New finite pivoting rules for the simplex method. Mathematics of Operations
//! Research 2, 103–107.

use super::local::{FAR, Local, Span};

/// Beyond this a number is given up rather than risked to overflow.
const GIVE_UP: i128 = 1 << 100;

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As far as was asked for.
    Reached,
    /// No filling goes farther.
    Optimal,
    /// It could go on for ever.
    Endless,
    /// Not known whether it goes farther.
    Stuck,
}

struct Bound {
    variable: u32,
    den: i128,
    /// Free variables with their factors, ascending; never zero.
    terms: Vec<(u32, i128)>,
}

/// See the module.
pub(super) struct Tableau {
    unknowns: usize,
    rows: Vec<Bound>,
    /// For each variable the row it is bound in.
    place: Vec<Option<u32>>,
    /// For each free variable the rows that name it, ascending.
    columns: Vec<Vec<u32>>,
    spans: Vec<Span>,
    value: Vec<i128>,
    home: Vec<i128>,
    touched: Vec<u32>,
    pivots_left: u32,
    pivots: u32,
}

/// How far a free variable can go.
struct Room {
    steps: i128,
    /// The row that stops it; `None` if its own end does.
    blocked_by: Option<u32>,
}

impl Tableau {
    /// A tableau at a point that lies within all spans of unknowns; sums may still be outside of
    /// theirs, see [`Tableau::settle`].
    pub(super) fn new(local: &Local, point: &[i128], pivots: u32) -> Self {
        let unknowns = local.cells.len();
        let mut columns = vec![Vec::new(); unknowns + local.lines.len()];
        let mut place = vec![None; unknowns];
        let mut value = point.to_vec();
        let mut rows = Vec::with_capacity(local.lines.len());
        for (at, line) in local.lines.iter().enumerate() {
            let terms: Vec<(u32, i128)> = line
                .terms
                .iter()
                .map(|(v, factor)| (*v, (*factor).into()))
                .collect();
            for (variable, _) in &terms {
                if let Some(column) = columns.get_mut(*variable as usize) {
                    column.push(at as u32);
                }
            }
            let product =
                |(v, factor): &(u32, i128)| point.get(*v as usize).map_or(0, |x| x * factor);
            value.push(terms.iter().map(product).sum());
            place.push(Some(at as u32));
            rows.push(Bound {
                variable: (unknowns + at) as u32,
                den: 1,
                terms,
            });
        }
        let sums = local.lines.iter().map(|line| line.span);
        Self {
            unknowns,
            rows,
            place,
            columns,
            spans: local.spans.iter().copied().chain(sums).collect(),
            home: value.clone(),
            value,
            touched: Vec::new(),
            pivots_left: pivots,
            pivots,
        }
    }

    /// Walks until every sum lies in its span, with the unknowns in the narrower spans given, then
    /// calls that point home. `false` if there is no such point or the search got stuck.
    pub(super) fn settle(&mut self, unknowns: &[Span]) -> bool {
        let wide = self.spans.clone();
        self.spans
            .iter_mut()
            .zip(unknowns)
            .for_each(|(span, narrow)| *span = *narrow);
        let settled = self.settle_sums();
        self.spans = wide;
        self.home.clone_from(&self.value);
        self.touched.clear();
        settled
    }

    fn settle_sums(&mut self) -> bool {
        for sum in self.unknowns..self.value.len() {
            let (at, span) = (self.at(sum as u32), self.span(sum as u32));
            if span.contains(at) {
                continue;
            }
            let target = if at < span.lo { span.lo } else { span.hi };
            self.set_span(
                sum as u32,
                Span {
                    lo: at.min(target),
                    hi: at.max(target),
                },
            );
            let (_, end) = self.walk(sum as u32, (target - at).signum(), (target - at).abs());
            if end != End::Reached {
                return false;
            }
            self.set_span(sum as u32, span);
        }
        true
    }

    /// Walks from the present point so that the variable changes in the direction (±1), until it
    /// has changed by `need`: how far it came, and why it stopped.
    pub(super) fn walk(&mut self, variable: u32, direction: i128, need: i128) -> (i128, End) {
        let start = self.at(variable);
        self.pivots_left = self.pivots;
        let mut idle = 0;
        loop {
            let gained = (self.at(variable) - start) * direction;
            if gained >= need {
                return (gained, End::Reached);
            }
            let moved = match self.step(variable, direction, need - gained) {
                Ok(moved) => moved,
                Err(end) => return ((self.at(variable) - start) * direction, end),
            };
            idle = if moved { 0 } else { idle + 1 };
            let patience = 60 + 6 * self.rows.len().min(200);
            if self.pivots_left == 0 || idle > patience {
                return ((self.at(variable) - start) * direction, End::Stuck);
            }
            self.pivots_left -= 1;
        }
    }

    /// Goes back home.
    pub(super) fn rewind(&mut self) {
        for variable in std::mem::take(&mut self.touched) {
            let home = self.home.get(variable as usize).copied();
            if let (Some(value), Some(home)) = (self.value.get_mut(variable as usize), home) {
                *value = home;
            }
        }
    }

    /// The unknowns that are not at home now, with their changes, ascending.
    pub(super) fn changes(&self) -> Vec<(u32, i128)> {
        let unknowns = self
            .touched
            .iter()
            .copied()
            .filter(|v| (*v as usize) < self.unknowns);
        let mut changes: Vec<(u32, i128)> = unknowns
            .filter_map(|v| Some((v, self.at(v) - self.home.get(v as usize)?)))
            .filter(|(_, change)| *change != 0)
            .collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }

    /// The home value of an unknown.
    pub(super) fn home(&self, variable: u32) -> i128 {
        self.home.get(variable as usize).copied().unwrap_or(0)
    }

    /// Runs with a variable held at home; needs to be at home.
    pub(super) fn holding<T>(&mut self, variable: u32, run: impl FnOnce(&mut Self) -> T) -> T {
        let span = self.span(variable);
        let home = self.home(variable);
        self.set_span(variable, Span { lo: home, hi: home });
        let result = run(self);
        self.set_span(variable, span);
        result
    }

    fn at(&self, variable: u32) -> i128 {
        self.value.get(variable as usize).copied().unwrap_or(0)
    }

    fn span(&self, variable: u32) -> Span {
        let none = Span { lo: 0, hi: 0 };
        self.spans.get(variable as usize).copied().unwrap_or(none)
    }

    fn set_span(&mut self, variable: u32, span: Span) {
        if let Some(place) = self.spans.get_mut(variable as usize) {
            *place = span;
        }
    }

    /// How far the variable may go in a direction by its own span.
    fn slack(&self, variable: u32, direction: i128) -> i128 {
        let (span, at) = (self.span(variable), self.at(variable));
        let end = if direction > 0 { span.hi } else { span.lo };
        if end.abs() == FAR {
            FAR
        } else {
            (end - at) * direction
        }
    }

    /// One step towards the goal: whether the point moved, or why the walk ends.
    fn step(&mut self, variable: u32, direction: i128, need: i128) -> Result<bool, End> {
        if self.slack(variable, direction) == 0 {
            return Err(End::Optimal);
        }
        let Some(row) = self.place.get(variable as usize).copied().flatten() else {
            let room = self.room(variable, direction).ok_or(End::Stuck)?;
            return self.take(variable, direction, room, need, None);
        };
        let bound = self.rows.get(row as usize).ok_or(End::Stuck)?;
        let ways = bound
            .terms
            .iter()
            .map(|(free, factor)| (*free, *factor, factor.signum() * direction));
        let ways: Vec<(u32, i128, i128)> = ways
            .filter(|(free, _, sign)| self.slack(*free, *sign) > 0)
            .collect();
        let den = bound.den;
        let (mut first, mut blocked) = (None, false);
        for (free, factor, sign) in ways {
            let room = self.room(free, sign).ok_or(End::Stuck)?;
            let enough = ceil_div(need.saturating_mul(den), factor.abs());
            if room.steps > 0 {
                return self.take(free, sign, room, enough, Some(row));
            }
            blocked = true;
            let elsewhere = room.blocked_by.is_some_and(|by| by != row);
            if first.is_none() && elsewhere {
                first = Some((free, sign, room, enough));
            }
        }
        let none_left = if blocked { End::Stuck } else { End::Optimal };
        let (free, sign, room, enough) = first.ok_or(none_left)?;
        self.take(free, sign, room, enough, Some(row))
    }

    /// The steps a free variable can take: as many as keep all within spans and whole.
    fn room(&self, free: u32, direction: i128) -> Option<Room> {
        let mut room = Room {
            steps: self.slack(free, direction),
            blocked_by: None,
        };
        let stride = self.stride(free)?;
        if room.steps < FAR && room.steps % stride != 0 {
            // Its own end lies between two strides.
            room.steps -= room.steps % stride;
        }
        for row in self.columns.get(free as usize)? {
            let bound = self.rows.get(*row as usize)?;
            let factor = factor_of(&bound.terms, free)?;
            let slack = self.slack(bound.variable, factor.signum() * direction);
            if slack == FAR {
                continue;
            }
            let steps = slack.checked_mul(bound.den)? / factor.abs();
            let steps = steps - steps % stride;
            let first = room.blocked_by.and_then(|row| self.rows.get(row as usize));
            let earlier = first.is_some_and(|first| bound.variable < first.variable);
            if steps < room.steps || steps == room.steps && earlier {
                room = Room {
                    steps,
                    blocked_by: Some(*row),
                };
            }
        }
        Some(room)
    }

    /// The least step of a free variable that keeps everything bound to it whole.
    fn stride(&self, free: u32) -> Option<i128> {
        let mut stride = 1_i128;
        for row in self.columns.get(free as usize)? {
            let bound = self.rows.get(*row as usize)?;
            if bound.den != 1 {
                let part = bound.den / gcd(bound.den, factor_of(&bound.terms, free)?);
                stride = (stride / gcd(stride, part))
                    .checked_mul(part)
                    .filter(|s| *s < GIVE_UP)?;
            }
        }
        Some(stride)
    }

    /// Takes the steps there is room for, at most about `enough`, and changes places with what
    /// blocks. `goal` is the row of the variable the walk is about, if it is bound.
    fn take(
        &mut self,
        free: u32,
        direction: i128,
        room: Room,
        enough: i128,
        goal: Option<u32>,
    ) -> Result<bool, End> {
        let stride = self.stride(free).ok_or(End::Stuck)?;
        let enough = ceil_div(enough, stride).saturating_mul(stride);
        if room.steps == FAR && enough >= GIVE_UP {
            return Err(End::Endless);
        }
        let steps = room.steps.min(enough);
        if steps > 0 {
            self.advance(free, direction * steps).ok_or(End::Stuck)?;
        }
        if steps < room.steps {
            return Ok(true);
        }
        match room.blocked_by {
            Some(row) if Some(row) == goal => {
                let variable = self
                    .rows
                    .get(row as usize)
                    .map_or(0, |bound| bound.variable);
                let toward = self
                    .rows
                    .get(row as usize)
                    .and_then(|bound| factor_of(&bound.terms, free));
                let at_end = self.slack(variable, toward.unwrap_or(0).signum() * direction) == 0;
                Err(if at_end { End::Optimal } else { End::Stuck })
            }
            Some(row) => {
                self.exchange(row, free).ok_or(End::Stuck)?;
                Ok(steps > 0)
            }
            None if steps > 0 => Ok(true),
            None => Err(End::Stuck),
        }
    }

    fn advance(&mut self, free: u32, change: i128) -> Option<()> {
        let mut moves = vec![(free, change)];
        for row in self.columns.get(free as usize)? {
            let bound = self.rows.get(*row as usize)?;
            let change = factor_of(&bound.terms, free)?.checked_mul(change)? / bound.den;
            moves.push((bound.variable, change));
        }
        for (variable, change) in moves {
            let value = self.value.get_mut(variable as usize)?;
            *value = value
                .checked_add(change)
                .filter(|value| value.abs() < GIVE_UP)?;
            self.touched.push(variable);
        }
        Some(())
    }

    /// Binds the free variable in the row, and frees what was bound there.
    fn exchange(&mut self, row: u32, free: u32) -> Option<()> {
        let bound = self.rows.get(row as usize)?;
        let (leaving, den) = (bound.variable, bound.den);
        let factor = factor_of(&bound.terms, free)?;
        let sign = factor.signum();
        let mut terms: Vec<(u32, i128)> = bound
            .terms
            .iter()
            .filter(|(v, _)| *v != free)
            .map(|(v, f)| (*v, -f * sign))
            .collect();
        // A sum with a fixed value never moves again: it needs no column.
        let span = self.span(leaving);
        if leaving < self.unknowns as u32 || span.lo != span.hi {
            let at = terms.partition_point(|(v, _)| *v < leaving);
            terms.insert(at, (leaving, den * sign));
        }
        let old = std::mem::take(&mut self.rows.get_mut(row as usize)?.terms);
        self.unlist(&old, row);
        let others = std::mem::take(self.columns.get_mut(free as usize)?);
        for other in others {
            self.substitute(other, free, factor.abs(), &terms)?;
        }
        self.enlist(&terms, row);
        let bound = self.rows.get_mut(row as usize)?;
        (bound.variable, bound.den, bound.terms) = (free, factor.abs(), terms);
        reduce(bound);
        *self.place.get_mut(leaving as usize)? = None;
        *self.place.get_mut(free as usize)? = Some(row);
        Some(())
    }

    /// Puts den · Δfree = Σ terms into another row.
    fn substitute(&mut self, row: u32, free: u32, den: i128, terms: &[(u32, i128)]) -> Option<()> {
        let bound = self.rows.get_mut(row as usize)?;
        let old = std::mem::take(&mut bound.terms);
        let factor = factor_of(&old, free)?;
        let shared = gcd(factor, den);
        let (keep, add) = (den / shared, factor / shared);
        let merged = merge(&old, free, keep, terms, add)?;
        bound.den = bound.den.checked_mul(keep).filter(|den| *den < GIVE_UP)?;
        bound.terms = merged;
        reduce(bound);
        let merged = bound.terms.clone();
        let gone =
            |list: &[(u32, i128)], v: u32| list.binary_search_by_key(&v, |(v, _)| *v).is_err();
        let left: Vec<(u32, i128)> = old
            .iter()
            .copied()
            .filter(|(v, _)| *v != free && gone(&merged, *v))
            .collect();
        let came: Vec<(u32, i128)> = merged.into_iter().filter(|(v, _)| gone(&old, *v)).collect();
        self.unlist(&left, row);
        self.enlist(&came, row);
        Some(())
    }

    fn unlist(&mut self, terms: &[(u32, i128)], row: u32) {
        for (variable, _) in terms {
            if let Some(column) = self.columns.get_mut(*variable as usize)
                && let Ok(at) = column.binary_search(&row)
            {
                column.remove(at);
            }
        }
    }

    fn enlist(&mut self, terms: &[(u32, i128)], row: u32) {
        for (variable, _) in terms {
            if let Some(column) = self.columns.get_mut(*variable as usize)
                && let Err(at) = column.binary_search(&row)
            {
                column.insert(at, row);
            }
        }
    }
}

/// keep · old + add · terms, without the variable `free`.
fn merge(
    old: &[(u32, i128)],
    free: u32,
    keep: i128,
    terms: &[(u32, i128)],
    add: i128,
) -> Option<Vec<(u32, i128)>> {
    let mut merged = Vec::with_capacity(old.len() + terms.len());
    let mut old = old.iter().copied().filter(|(v, _)| *v != free).peekable();
    let mut new = terms.iter().copied().peekable();
    loop {
        let variable = match (old.peek(), new.peek()) {
            (Some((a, _)), Some((b, _))) => *a.min(b),
            (Some((a, _)), None) => *a,
            (None, Some((b, _))) => *b,
            (None, None) => return Some(merged),
        };
        let own = old
            .next_if(|(v, _)| *v == variable)
            .map_or(0, |(_, factor)| factor);
        let other = new
            .next_if(|(v, _)| *v == variable)
            .map_or(0, |(_, factor)| factor);
        let factor = own
            .checked_mul(keep)?
            .checked_add(other.checked_mul(add)?)?;
        if factor.abs() >= GIVE_UP {
            return None;
        }
        if factor != 0 {
            merged.push((variable, factor));
        }
    }
}

/// Divides a row by what all its numbers share.
fn reduce(bound: &mut Bound) {
    if bound.den == 1 {
        return;
    }
    let shared = bound
        .terms
        .iter()
        .fold(bound.den, |shared, (_, factor)| gcd(shared, *factor));
    if shared > 1 {
        bound.den /= shared;
        bound
            .terms
            .iter_mut()
            .for_each(|(_, factor)| *factor /= shared);
    }
}

fn factor_of(terms: &[(u32, i128)], variable: u32) -> Option<i128> {
    let at = terms.binary_search_by_key(&variable, |(v, _)| *v).ok()?;
    terms.get(at).map(|(_, factor)| *factor)
}

/// The smallest whole number ≥ part/of, for of > 0.
const fn ceil_div(part: i128, of: i128) -> i128 {
    -((-part).div_euclid(of))
}

/// The greatest common divisor, positive unless both are 0.
pub(super) const fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
