//! What another office withholds although its own publication gives it away.
//!
//! Such a cell stays withheld; that it can be worked out is a finding, without its number.

use std::collections::BTreeMap;

use teilraum::model::MeasureKind;

use super::network::{Link, Name, Network, Node, NodeIx, Shown, is_withheld};
use super::table::Table;
use super::{areas, categories, periods};
use crate::config::{Config, IndicatorConfig};
use crate::report::{Report, found, in_row};
use crate::series::Series;

/// Most cells that a finding names.
const NAMED: usize = 20;

/// Of the complete sums of a series, the part that must add up exactly before a lone gap in another
/// one is believed to be given away.
const MOSTLY: [usize; 2] = [9, 10];

/// Lists the withheld cells of a foreign indicator that its other numbers give away.
pub fn given_away(config: &Config, entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    let counted = entry.indicator.kind == MeasureKind::Count && entry.compute.is_none();
    let withheld = series
        .cells
        .values()
        .filter(|cell| is_withheld(cell.state))
        .count();
    if !counted || withheld == 0 || super::is_own(config, entry) {
        return;
    }
    let (table, mut network) = network(config, entry, series);
    if !adds_up(&network) {
        return;
    }
    let mut names = Vec::new();
    for (node, by) in derive(&mut network) {
        let cell = match network.names.get(node as usize) {
            Some(Name::Cell(_, spot)) => table.cell(*spot),
            _ => None,
        };
        if cell.is_some_and(|cell| is_withheld(cell.state)) {
            let tables = std::slice::from_ref(&table);
            names.push((
                network.words(tables, node),
                total_words(&network, tables, &by, node),
            ));
        }
    }
    tell(entry, withheld, &names, report);
}

fn tell(entry: &IndicatorConfig, withheld: usize, names: &[(String, String)], report: &mut Report) {
    if names.is_empty() {
        return;
    }
    let listed = names.iter().take(NAMED);
    let mut listed: Vec<String> = listed
        .map(|(cell, by)| format!("{cell} (by {by})"))
        .collect();
    if names.len() > NAMED {
        listed.push("…".to_owned());
    }
    let seen = format!(
        "{} of {withheld} that the source's other numbers give away: {}",
        names.len(),
        listed.join("; ")
    );
    let column = format!("indicator `{}`", entry.indicator.key);
    let place = in_row(&entry.file, entry.line, Some(&column));
    let wording = found("withheld numbers that stay unknown", seen);
    report.note("given-away", place, wording.done("left withheld"));
}

fn network<'a>(
    config: &'a Config,
    entry: &'a IndicatorConfig,
    series: &'a Series,
) -> (Table<'a>, Network) {
    let mut table = Table::new(config, entry, series, 0, 0);
    let mut network = Network::default();
    let signed = table.cells().any(|(_, cell)| cell.units < 0);
    for (spot, cell) in table.cells() {
        let value = match cell.state {
            teilraum::model::ValueState::NotApplicable => Some(0),
            state => state.is_number().then_some(cell.units),
        };
        let node = Node {
            value,
            shown: Shown::Exactly,
            secret: None,
            signed,
            positive: false,
            public: true,
        };
        network.add(Name::Cell(0, spot), node);
    }
    areas::link(&mut table, &mut network, &[]);
    categories::link(&table, &mut network);
    periods::link(&table, &mut network);
    (table, network)
}

/// Whether the complete sums of a source add up, so that its gaps can be worked out.
fn adds_up(network: &Network) -> bool {
    let complete = network
        .links
        .iter()
        .filter(|link| network.sum(&link.terms).is_some());
    let (exact, all) = complete.fold((0_usize, 0_usize), |(exact, all), link| {
        (exact + usize::from((link.lo, link.hi) == (0, 0)), all + 1)
    });
    exact * MOSTLY[1] >= all * MOSTLY[0]
}

/// Fills in what follows, link by link; gives each node with the link that told it.
fn derive(network: &mut Network) -> Vec<(NodeIx, Link)> {
    let mut links_of: BTreeMap<NodeIx, Vec<usize>> = BTreeMap::new();
    for (at, link) in network.links.iter().enumerate() {
        let unknown = link
            .terms
            .iter()
            .filter(|(node, _)| network.value(*node).is_none());
        for (node, _) in unknown {
            links_of.entry(*node).or_default().push(at);
        }
    }
    let mut waiting: Vec<usize> = links_of.values().flatten().copied().collect();
    let mut derived = Vec::new();
    while let Some(at) = waiting.pop() {
        let Some(link) = network.links.get(at).cloned() else {
            continue;
        };
        for (node, value) in told(network, &link) {
            if let Some(slot) = network.nodes.get_mut(node as usize) {
                slot.value = Some(value);
                derived.push((node, link.clone()));
                waiting.extend(links_of.get(&node).into_iter().flatten());
            }
        }
    }
    derived.sort_by_key(|(node, _)| *node);
    derived
}

/// What a link tells of its unknown amounts: a lone one is what the others leave; several that make
/// up nothing are nothing.
fn told(network: &Network, link: &Link) -> Vec<(NodeIx, i64)> {
    let is_unknown = |node: NodeIx| network.value(node).is_none();
    let (unknown, known): (Vec<_>, Vec<_>) =
        link.terms.iter().partition(|(node, _)| is_unknown(*node));
    let signed = unknown.iter().any(|(node, _)| {
        network
            .nodes
            .get(*node as usize)
            .is_some_and(|node| node.signed)
    });
    let Some(sum) = network.sum(&known).filter(|_| link.lo == link.hi) else {
        return Vec::new();
    };
    let left = link.lo - sum;
    match unknown.as_slice() {
        [(node, factor)] if left % factor == 0 && (signed || left / factor >= 0) => {
            vec![(*node, left / factor)]
        }
        [(_, first), ..] if left == 0 && !signed => {
            let alike = unknown
                .iter()
                .all(|(_, factor)| factor.signum() == first.signum());
            let nothing = unknown.iter().filter(|_| alike).map(|(node, _)| (*node, 0));
            nothing.collect()
        }
        _ => Vec::new(),
    }
}

/// The total whose link told the cell, in words.
fn total_words(network: &Network, tables: &[Table<'_>], link: &Link, cell: NodeIx) -> String {
    let total = link.terms.iter().find(|(_, factor)| *factor < 0);
    match total {
        Some((node, _)) if *node != cell => {
            format!("the parts of {}", network.words(tables, *node))
        }
        _ => "its own parts".to_owned(),
    }
}
