//! A total and its parts as a link, with what the parts leave.
//!
//! What is left is known to readers as well: three persons of a city that no district holds, or a
//! discrepancy of the source. A rest below the minimum is a secret of its own.

use super::network::{Name, Network, NodeIx, Reason};
use super::table::Table;
use crate::series::Spot;

/// Binds `total` to its `parts`; `open` where an unknown number of further parts exists.
pub fn link(
    table: &Table<'_>,
    network: &mut Network,
    (total, spot): (NodeIx, Spot),
    parts: &[NodeIx],
    open: bool,
) {
    let mut terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
    terms.push((total, -1));
    let rest = network.sum(&terms).map(|sum| -sum);
    let signed = terms.iter().any(|(node, _)| is_signed(network, *node));
    match rest {
        Some(rest) if !table.exact => {
            if !open {
                network.link_about(terms, -rest);
            }
        }
        None if !open => network.link(terms, 0),
        Some(rest) if !open && (signed || !is_small(table, rest)) => network.link(terms, -rest),
        Some(rest) if rest < 0 || signed => {}
        _ => {
            let secret = secret_rest(table, rest);
            let name = Name::Behind("what the parts leave of", table.at, spot);
            let node = network.behind(name, rest, secret);
            terms.push((node, 1));
            network.link(terms, 0);
        }
    }
}

/// Whether a rest is a count below the minimum.
#[must_use]
pub fn is_small(table: &Table<'_>, rest: i64) -> bool {
    table
        .minimum()
        .is_some_and(|(minimum, _)| 0 < rest && rest < minimum)
}

/// The protection that a rest needs: that of a count below the minimum.
#[must_use]
pub fn secret_rest(table: &Table<'_>, rest: Option<i64>) -> Option<(Reason, i64)> {
    let small = rest.is_some_and(|rest| is_small(table, rest));
    let (_, width) = table.minimum().filter(|_| small)?;
    Some((Reason::Rest, width))
}

fn is_signed(network: &Network, node: NodeIx) -> bool {
    network
        .nodes
        .get(node as usize)
        .is_some_and(|node| node.signed)
}
