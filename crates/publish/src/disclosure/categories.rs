//! Totals over categories: the first category of an axis, and what the configuration declares.
//!
//! Whether the other categories of an axis make up the total is read off the true data. Where some
//! contain others, only each one's own rest to the total is known.

use std::collections::BTreeSet;

use teilraum::model::CategoryIx;

use super::network::{Name, Network, NodeIx};
use super::sums;
use super::table::Table;
use crate::series::Spot;

/// How the categories of an axis relate to its total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Additivity {
    /// They make it up, with a rest in few places.
    Whole,
    /// They are some of its parts.
    Partial,
    /// They count some things twice.
    Overlapping,
}

/// One axis in a category tuple: categories of the axis are `stride` apart.
#[derive(Clone, Copy, Debug)]
struct AxisAt {
    stride: usize,
    count: usize,
}

impl AxisAt {
    /// The category tuples with every category of the axis but the total, beside `total`.
    fn parts(self, total: Spot) -> impl Iterator<Item = Spot> {
        (1..self.count).map(move |step| Spot {
            category: CategoryIx((total.category.index() + step * self.stride) as u16),
            ..total
        })
    }

    fn is_total(self, category: CategoryIx) -> bool {
        (category.index() / self.stride).is_multiple_of(self.count)
    }
}

/// Binds the totals of every axis to their parts.
pub fn link(table: &Table<'_>, network: &mut Network) {
    let mut stride = 1;
    for axis in table.entry.indicator.axes.iter().rev() {
        let count = axis.categories.len().max(1);
        let at = AxisAt { stride, count };
        if count > 1 {
            link_axis(table, network, at);
        }
        stride *= count;
    }
}

fn link_axis(table: &Table<'_>, network: &mut Network, axis: AxisAt) {
    let totals: Vec<(NodeIx, Spot)> = totals(table, axis).collect();
    match additivity(table, network, axis, &totals) {
        Additivity::Whole => {
            for (node, spot) in totals {
                let (parts, lacking) = parts(table, axis, spot);
                if !parts.is_empty() {
                    sums::link(table, network, (node, spot), &parts, lacking);
                }
            }
        }
        Additivity::Partial => {
            for (node, spot) in totals {
                let (parts, _) = parts(table, axis, spot);
                remainder(table, network, (node, spot), &parts);
            }
        }
        Additivity::Overlapping => {
            for part in contained(table, network, axis, &totals) {
                for (node, spot) in &totals {
                    let own = axis
                        .parts(*spot)
                        .nth(part)
                        .and_then(|spot| table.node(spot));
                    remainder(table, network, (*node, *spot), own.as_slice());
                }
            }
        }
    }
}

fn totals(table: &Table<'_>, axis: AxisAt) -> impl Iterator<Item = (NodeIx, Spot)> {
    let cells = table
        .cells()
        .filter(move |(spot, _)| axis.is_total(spot.category));
    cells.filter_map(|(spot, _)| Some((table.node(spot)?, spot)))
}

fn parts(table: &Table<'_>, axis: AxisAt, total: Spot) -> (Vec<NodeIx>, bool) {
    let nodes: Vec<Option<NodeIx>> = axis.parts(total).map(|spot| table.node(spot)).collect();
    let lacking = nodes.iter().any(Option::is_none);
    (nodes.into_iter().flatten().collect(), lacking)
}

/// What the true data say of the axis.
fn additivity(
    table: &Table<'_>,
    network: &Network,
    axis: AxisAt,
    totals: &[(NodeIx, Spot)],
) -> Additivity {
    let (mut equal, mut below, mut above) = (0_usize, 0_usize, 0_usize);
    for (node, spot) in totals {
        let (parts, lacking) = parts(table, axis, *spot);
        let terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
        let sum = network.sum(&terms).filter(|_| !lacking);
        let Some((sum, total)) = sum.zip(network.value(*node)) else {
            continue;
        };
        match sum.cmp(&total) {
            std::cmp::Ordering::Equal => equal += 1,
            std::cmp::Ordering::Less => below += 1,
            std::cmp::Ordering::Greater => above += 1,
        }
    }
    match () {
        () if equal >= below + above => Additivity::Whole,
        () if above == 0 => Additivity::Partial,
        () => Additivity::Overlapping,
    }
}

/// The categories, counted from the first after the total, that never exceed the total.
fn contained(
    table: &Table<'_>,
    network: &Network,
    axis: AxisAt,
    totals: &[(NodeIx, Spot)],
) -> Vec<usize> {
    let mut exceeding = BTreeSet::new();
    for (node, spot) in totals {
        for (part, spot) in axis.parts(*spot).enumerate() {
            let own = table.node(spot).and_then(|node| network.value(node));
            let exceeds = own
                .zip(network.value(*node))
                .is_some_and(|(own, total)| own > total);
            if exceeds {
                exceeding.insert(part);
            }
        }
    }
    (1..axis.count)
        .map(|step| step - 1)
        .filter(|part| !exceeding.contains(part))
        .collect()
}

/// Binds `parts` and a rest that nobody prints to the total.
fn remainder(
    table: &Table<'_>,
    network: &mut Network,
    (total, spot): (NodeIx, Spot),
    parts: &[NodeIx],
) {
    let mut terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
    terms.push((total, -1));
    let rest = network.sum(&terms).map(|sum| -sum);
    if parts.is_empty() || rest.is_some_and(|rest| rest < 0) {
        return;
    }
    let secret = sums::secret_rest(table, rest);
    let name = Name::Behind("what the categories leave of", table.at, spot);
    let node = network.behind(name, rest, secret);
    terms.push((node, 1));
    network.link(terms, 0);
}
