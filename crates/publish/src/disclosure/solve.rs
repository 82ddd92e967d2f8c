//! From the network to decisions: complementary suppression, then the attack on what is left.

use std::collections::BTreeSet;

use teilraum::disclosure::{
    Breach, Cell, CellId, Limits, Relation, RelationId, System, SystemError, audit, intervals,
    secondary,
};

use super::build::Publication;
use super::network::{Network, Node, NodeIx, Reason, Shown};
use crate::config::Config;
use crate::report::{Report, found, in_file};

/// Most cells and relations that a finding names.
const NAMED: usize = 12;

/// Nodes withheld for the sake of others; `None` where the publication is refused.
pub fn solve(
    config: &Config,
    publication: &Publication<'_>,
    report: &mut Report,
) -> Option<Vec<NodeIx>> {
    let words = |node: NodeIx| publication.network.words(&publication.tables, node);
    let place = in_file(&config.file);
    let (mut system, ids) = match system(config, &publication.network) {
        Ok(system) => system,
        Err(error) => {
            let expected = "counts and relations that can be checked";
            report.error("disclosure", place, found(expected, error.to_string()));
            return None;
        }
    };
    let extra = match secondary(&system) {
        Ok(pattern) => pattern.extra,
        Err(refused) => {
            for secret in &refused.secrets {
                let seen = format!("{} cannot be protected", words(secret.index() as NodeIx));
                let expected = "further cells that may be withheld for its sake";
                report.error("disclosure", place.clone(), found(expected, seen));
            }
            return None;
        }
    };
    if let Err(error) = system.withhold(&extra) {
        let expected = "a pattern that can be withheld";
        report.error("disclosure", place, found(expected, error.to_string()));
        return None;
    }
    let breaches = audit(&system);
    for breach in &breaches {
        report.error(
            "disclosure",
            place.clone(),
            breach_words(publication, breach),
        );
    }
    let open = open_secrets(publication, &system, &ids);
    for node in &open {
        let expected = "an amount that nobody can work out, as its source withholds it";
        let seen = format!("{} follows from the other numbers", words(*node));
        report.error("disclosure", place.clone(), found(expected, seen));
    }
    let safe = breaches.is_empty() && open.is_empty();
    safe.then(|| extra.iter().map(|id| id.index() as NodeIx).collect())
}

/// The engine's view of the network; cells and relations keep their positions.
fn system(config: &Config, network: &Network) -> Result<(System, Vec<CellId>), SystemError> {
    let mut system = System::new();
    system.limits = limits(config.atlas.disclosure.effort);
    let mut ids = Vec::with_capacity(network.nodes.len());
    for node in &network.nodes {
        ids.push(system.add(cell(node))?);
    }
    for link in &network.links {
        let terms = link.terms.iter();
        let terms = terms.filter_map(|(node, factor)| Some((*ids.get(*node as usize)?, *factor)));
        system.relation(Relation {
            terms: terms.collect(),
            lo: Some(link.lo),
            hi: Some(link.hi),
            with: None,
        })?;
    }
    Ok((system, ids))
}

fn limits(effort: u32) -> Limits {
    let standard = Limits::default();
    let part = |work: u32| {
        let part = u64::from(work) * u64::from(effort) / 100;
        u32::try_from(part).unwrap_or(u32::MAX)
    };
    Limits {
        pivots: part(standard.pivots),
        nodes: part(standard.nodes),
        patterns: part(standard.patterns),
        // The cheapest pattern of all is nice to have; a whole publication cannot wait for it.
        optimum: 0,
    }
}

fn cell(node: &Node) -> Cell {
    let width = node.secret.map(|(_, width)| width.unsigned_abs());
    let cell = match (node.value, node.shown, width) {
        (None, _, _) => Cell::unknown(),
        (Some(value), Shown::Exactly, _) => Cell::published(value),
        (Some(value), Shown::Between(lo, hi), _) => Cell::rounded(value, lo, hi),
        (Some(value), Shown::No, Some(width)) => Cell::secret(value, width),
        (Some(value), Shown::No, None) => Cell::hidden(value),
    };
    let cell = if node.public { cell.fixed() } else { cell };
    match (node.signed, node.positive) {
        (true, _) => cell.between(None, None),
        (false, true) => cell.between(Some(1), None),
        (false, false) => cell,
    }
}

/// Cells that their own source withholds, that this office does not know, and that readers could
/// narrow to less than the width.
fn open_secrets(
    publication: &Publication<'_>,
    system: &System,
    ids: &[CellId],
) -> BTreeSet<NodeIx> {
    let nodes = (0..).zip(&publication.network.nodes);
    let unknown = nodes.filter(|(_, node)| node.value.is_none() && node.secret.is_some());
    let unknown: Vec<(CellId, NodeIx, u64)> = unknown
        .filter_map(|(at, node)| {
            let (_, width) = node.secret?;
            Some((*ids.get(at as usize)?, at, width.unsigned_abs()))
        })
        .collect();
    let cells: Vec<CellId> = unknown.iter().map(|(cell, _, _)| *cell).collect();
    let found = intervals(system, &cells);
    let narrow = found
        .iter()
        .zip(&unknown)
        .filter(|(interval, (_, _, width))| interval.width().is_some_and(|found| found < *width));
    narrow.map(|(_, (_, node, _))| *node).collect()
}

/// What gives a secret away, in words without its number.
fn breach_words(publication: &Publication<'_>, breach: &Breach) -> crate::report::Wording {
    let words = |node: usize| {
        publication
            .network
            .words(&publication.tables, node as NodeIx)
    };
    let secret = words(breach.interval.cell.index());
    let reason = publication.network.nodes.get(breach.interval.cell.index());
    let reason = reason
        .and_then(|node| node.secret)
        .map_or(Reason::Secondary, |(reason, _)| reason);
    let givers = givers(publication, &breach.by, breach.interval.cell.index());
    let mut named: Vec<String> = givers.iter().take(NAMED).map(|node| words(*node)).collect();
    if givers.len() > NAMED {
        named.push("…".to_owned());
    }
    let by = match (breach.contributor, named.as_slice()) {
        (Some(cell), _) => format!("by the one contributor to {}", words(cell.index())),
        (None, []) => "perhaps: the search ended before a proof; raise `effort`".to_owned(),
        (None, named) => format!("by {}", named.join("; ")),
    };
    found(
        format!("{secret} ({reason:?}) to be safe"),
        format!("it can be worked out {by}"),
    )
}

/// The cells of the relations that give a secret away.
fn givers(publication: &Publication<'_>, by: &[RelationId], secret: usize) -> BTreeSet<usize> {
    let links = by
        .iter()
        .filter_map(|id| publication.network.links.get(id.index()));
    let nodes = links
        .flat_map(|link| &link.terms)
        .map(|(node, _)| *node as usize);
    nodes.filter(|node| *node != secret).collect()
}
