//! Periods that make up longer ones: months of a year, running totals.
//!
//! Only counts that happen add up over time; whether these do is read off the true data.

use teilraum::model::{Period, PeriodIx, PeriodKind};

use super::network::{Name, Network, NodeIx};
use super::sums;
use super::table::Table;
use crate::series::Spot;

/// A period and those it consists of.
#[derive(Debug, PartialEq, Eq)]
struct Nested {
    whole: PeriodIx,
    parts: Vec<PeriodIx>,
    /// Whether the parts cover the whole; otherwise they are its beginning.
    complete: bool,
}

/// Binds longer periods to the shorter ones inside.
pub fn link(table: &Table<'_>, network: &mut Network) {
    for nested in all_nested(&table.series.periods) {
        let rows: Vec<(NodeIx, Spot, Vec<NodeIx>)> = rows(table, &nested).collect();
        let count = nested.parts.len();
        if !holds(network, &rows, (nested.complete, count)) {
            continue;
        }
        for (total, spot, parts) in rows {
            if nested.complete && parts.len() == count {
                sums::link(table, network, (total, spot), &parts, false);
            } else {
                growth(table, network, (total, spot), &parts);
            }
        }
    }
}

/// Cells of the whole period with those of its parts that are there.
fn rows<'a>(
    table: &'a Table<'_>,
    nested: &'a Nested,
) -> impl Iterator<Item = (NodeIx, Spot, Vec<NodeIx>)> + 'a {
    let wholes = table
        .cells()
        .filter(|(spot, _)| spot.period == nested.whole);
    wholes.filter_map(|(spot, _)| {
        let at = |period: &PeriodIx| {
            table.node(Spot {
                period: *period,
                ..spot
            })
        };
        let parts: Vec<NodeIx> = nested.parts.iter().filter_map(at).collect();
        (!parts.is_empty()).then_some((table.node(spot)?, spot, parts))
    })
}

/// Whether the true data add up over time, at least in most places.
fn holds(
    network: &Network,
    rows: &[(NodeIx, Spot, Vec<NodeIx>)],
    (complete, count): (bool, usize),
) -> bool {
    let (mut fits, mut differs) = (0_usize, 0_usize);
    for (total, _, parts) in rows.iter().filter(|(_, _, parts)| parts.len() == count) {
        let terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
        let Some((sum, total)) = network.sum(&terms).zip(network.value(*total)) else {
            continue;
        };
        let fit = if complete { sum == total } else { sum <= total };
        if fit { fits += 1 } else { differs += 1 }
    }
    fits > 0
        && if complete {
            fits >= differs
        } else {
            differs == 0
        }
}

/// A running total grows by an amount that nobody prints.
fn growth(
    table: &Table<'_>,
    network: &mut Network,
    (total, spot): (NodeIx, Spot),
    parts: &[NodeIx],
) {
    let mut terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
    terms.push((total, -1));
    let rest = network.sum(&terms).map(|sum| -sum);
    let secret = sums::secret_rest(table, rest);
    let name = Name::Behind("the growth of the running total to", table.at, spot);
    let node = network.behind(name, rest, secret);
    terms.push((node, 1));
    network.link(terms, 0);
}

/// Whether some of these periods lie within others, so that their counts add up.
#[must_use]
pub fn nest(periods: &[Period]) -> bool {
    !all_nested(periods).is_empty()
}

fn all_nested(periods: &[Period]) -> Vec<Nested> {
    let flows = (0..).zip(periods).filter(|(_, period)| is_flow(period));
    let mut flows: Vec<(u16, &Period)> = flows.collect();
    flows.sort_by_key(|(at, period)| (length(period), *at));
    let mut nested = Vec::new();
    for (number, (at, whole)) in flows.iter().enumerate() {
        let shorter = flows.get(..number).unwrap_or_default();
        let inside = |period: &Period| whole.start <= period.start && period.end <= whole.end;
        let shorter: Vec<(u16, &Period)> = shorter
            .iter()
            .filter(|(_, period)| inside(period) && length(period) < length(whole))
            .copied()
            .collect();
        nested.extend(tilings(PeriodIx(*at), whole, &shorter));
    }
    nested
}

/// The finest chain of periods that follow each other from the start of `whole`, if it reaches the
/// end; otherwise periods that follow each other with gaps, and each of the longest alone: what
/// they leave of the whole is known as well.
fn tilings(at: PeriodIx, whole: &Period, shorter: &[(u16, &Period)]) -> Vec<Nested> {
    let (mut parts, mut next) = (Vec::new(), whole.start.ordinal());
    while let Some((ix, period)) = shorter
        .iter()
        .find(|(_, period)| period.start.ordinal() == next)
    {
        parts.push(PeriodIx(*ix));
        next = period.end.ordinal() + 1;
    }
    if next == whole.end.ordinal() + 1 {
        return vec![Nested {
            whole: at,
            parts,
            complete: true,
        }];
    }
    let part_of = |parts: Vec<PeriodIx>| Nested {
        whole: at,
        parts,
        complete: false,
    };
    let mut chain: Vec<(u16, &Period)> = Vec::new();
    let mut by_end = shorter.to_vec();
    by_end.sort_by_key(|(ix, period)| (period.end.ordinal(), *ix));
    for (ix, period) in by_end {
        if chain.last().is_none_or(|(_, last)| last.end < period.start) {
            chain.push((ix, period));
        }
    }
    let all = chain
        .iter()
        .map(|(ix, _)| PeriodIx(*ix))
        .collect::<Vec<_>>();
    let mut nested: Vec<Nested> = Vec::new();
    if all.len() > 1 {
        nested.push(part_of(all));
    }
    let lies_in = |inner: &Period, outer: &Period| {
        outer.start <= inner.start && inner.end <= outer.end && length(inner) < length(outer)
    };
    let longest = shorter
        .iter()
        .filter(|(_, inner)| !shorter.iter().any(|(_, outer)| lies_in(inner, outer)));
    let alone = longest.map(|(ix, _)| part_of(vec![PeriodIx(*ix)]));
    nested.extend(alone);
    nested
}

fn is_flow(period: &Period) -> bool {
    !matches!(period.kind, PeriodKind::Date | PeriodKind::Average)
}

fn length(period: &Period) -> i64 {
    period.end.ordinal() - period.start.ordinal()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(key: &str, start: &str, end: &str) -> Period {
        Period {
            key: key.to_owned(),
            kind: PeriodKind::Semester,
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        }
    }

    #[test]
    fn a_year_consists_of_its_quarters_even_if_it_has_halves() {
        let periods = [
            period("q1", "2020-01-01", "2020-03-31"),
            period("q2", "2020-04-01", "2020-06-30"),
            period("h1", "2020-01-01", "2020-06-30"),
            period("h2", "2020-07-01", "2020-12-31"),
            period("year", "2020-01-01", "2020-12-31"),
        ];
        let nested = all_nested(&periods);
        let parts = |at: usize| nested[at].parts.iter().map(|ix| ix.0).collect::<Vec<_>>();
        assert_eq!((nested[0].whole.0, parts(0)), (2, vec![0, 1]));
        assert_eq!((nested[1].whole.0, parts(1)), (4, vec![0, 1, 3]));
    }

    #[test]
    fn a_running_total_is_bound_to_the_one_before() {
        let periods = [
            period("march", "2020-01-01", "2020-03-31"),
            period("june", "2020-01-01", "2020-06-30"),
            period("september", "2020-01-01", "2020-09-30"),
        ];
        let nested = all_nested(&periods);
        assert_eq!(nested.len(), 2);
        assert_eq!(
            (nested[1].parts.clone(), nested[1].complete),
            (vec![PeriodIx(1)], false)
        );
    }
}
