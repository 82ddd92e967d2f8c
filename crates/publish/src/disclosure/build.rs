//! The whole publication as one network: every series of counts, and every relation between them.

use std::collections::BTreeMap;

use teilraum::disclosure::release_difference;
use teilraum::model::{CategoryIx, LevelIx, MeasureKind, ValueState, pow10};

use super::ledger::{Ledger, Past};
use super::network::{Name, Network, Node, NodeIx, Reason, Shown, is_withheld};
use super::perturb::{self, Printed};
use super::primary::{self, Derived, Secrets};
use super::table::Table;
use super::{areas, categories, declared, own, periods, ready, sums, systems};
use crate::config::Config;
use crate::report::Report;
use crate::series::{Cell, Series, Spot};

/// The network of a publication, with the tables that its nodes come from.
#[derive(Debug, Default)]
pub struct Publication<'a> {
    /// Series of counts.
    pub tables: Vec<Table<'a>>,
    /// Amounts and what binds them.
    pub network: Network,
    /// Cells that an earlier release published and that a rule would hide today.
    pub already_public: Vec<NodeIx>,
    /// Cells that are withheld because they were before.
    pub frozen: Vec<NodeIx>,
    /// Rounded and noisy numbers by indicator.
    pub printed: BTreeMap<String, BTreeMap<Spot, Printed>>,
}

/// Builds the network of the series `all`, with what the ledger says of earlier releases.
pub fn build<'a>(
    config: &'a Config,
    all: &'a BTreeMap<&str, Series>,
    derived: &Derived<'_>,
    ledger: &Ledger,
    report: &mut Report,
) -> Publication<'a> {
    let mut built = Publication::default();
    let concerned = own::concerns(config);
    for entry in &config.indicators {
        let key = entry.indicator.key.as_str();
        let counts = entry.indicator.kind == MeasureKind::Count && entry.compute.is_none();
        let counts = counts || ready::is_ready(config, entry) && ready::has_counts(entry, all);
        if let Some(series) = all.get(key).filter(|_| counts && concerned.contains(key)) {
            let (at, first) = (built.tables.len(), built.network.nodes.len() as NodeIx);
            let table = Table::new(config, entry, series, at, first);
            let mut secrets = primary::of_table(&table, report);
            for (spot, reason) in derived.secrets.get(key).into_iter().flatten() {
                secrets.entry(*spot).or_insert(*reason);
            }
            let printed = perturb::printed(&table, report);
            built.add_cells(&table, all, (&secrets, &printed), ledger);
            built.tables.push(table);
            built.printed.insert(key.to_owned(), printed);
        }
    }
    built.link(config, derived, report);
    built.infer();
    built
}

impl<'a> Publication<'a> {
    fn add_cells(
        &mut self,
        table: &Table<'a>,
        all: &BTreeMap<&str, Series>,
        (secrets, printed): (&Secrets, &BTreeMap<Spot, Printed>),
        ledger: &Ledger,
    ) {
        let signed = table.cells().any(|(_, cell)| cell.units < 0);
        let past = ledger.past(table);
        for (spot, cell) in table.cells() {
            let before = past.of(spot);
            let node = match printed.get(&spot) {
                Some(printed) => perturbed_node(cell, *printed),
                None if table.exact => {
                    counted_node(table, cell, secrets.get(&spot).copied(), before)
                }
                None => ready::node(table.config, table, all, (spot, cell)),
            };
            let positive = !signed && is_known_positive(table, spot, cell, before);
            let node = Node {
                signed,
                positive,
                ..node
            };
            self.add_cell(Name::Cell(table.at, spot), node, (cell, before));
        }
        self.guard_small(table);
    }

    /// Adds a cell as earlier releases leave it: what was withheld stays so, what was public is.
    fn add_cell(&mut self, name: Name, mut node: Node, (cell, before): (&Cell, Past)) {
        let at = self.network.nodes.len() as NodeIx;
        match before {
            Past::Published(units) if units == cell.units && cell.state.is_number() => {
                if node.secret.take().is_some() {
                    node.shown = Shown::Exactly;
                    self.already_public.push(at);
                }
                node.public = true;
            }
            Past::Withheld(_) if cell.state.is_number() && node.shown != Shown::No => {
                node.shown = Shown::No;
                self.frozen.push(at);
            }
            _ => {}
        }
        self.network.add(name, node);
    }

    /// A small count behind a rounded or noisy number must not be pinned to a single one.
    fn guard_small(&mut self, table: &Table<'_>) {
        let minimum = table
            .profile
            .as_ref()
            .map_or(0, |profile| table.units(profile.minimum.max(3)));
        for (spot, cell) in table.cells() {
            let small = 0 < cell.units && cell.units < minimum;
            let Some(node) = table.node(spot).filter(|_| small) else {
                continue;
            };
            let printed = self.network.nodes.get(node as usize);
            if printed.is_some_and(|node| matches!(node.shown, Shown::Between(..)) && table.exact) {
                let name = Name::Behind("the count behind", table.at, spot);
                let behind =
                    self.network
                        .behind(name, Some(cell.units), Some((Reason::Frequency, 1)));
                self.network.link(vec![(node, 1), (behind, -1)], 0);
            }
        }
    }

    fn link(&mut self, config: &'a Config, derived: &Derived<'_>, report: &mut Report) {
        let overlaps = systems::read(config, report);
        let wanted: Vec<LevelIx> = overlaps.iter().flat_map(|overlap| overlap.levels).collect();
        for table in &mut self.tables {
            areas::link(table, &mut self.network, &wanted);
            if !table.exact {
                continue;
            }
            categories::link(table, &mut self.network);
            periods::link(table, &mut self.network);
            for overlap in &overlaps {
                systems::link(overlap, table, &mut self.network, report);
            }
        }
        declared::link(config, &self.tables, &mut self.network, report);
        self.link_rests(derived);
    }

    /// A numerator is a part of its denominator: what it leaves is at least nothing, and a secret if
    /// it is small.
    fn link_rests(&mut self, derived: &Derived<'_>) {
        for [(whole, whole_spot), (part, part_spot)] in &derived.rests {
            let find = |key: &str| {
                let mut tables = self.tables.iter();
                tables.find(|table| table.entry.indicator.key == key)
            };
            if let (Some(whole), Some(part)) = (find(whole), find(part))
                && let (Some(total), Some(node)) = (whole.node(*whole_spot), part.node(*part_spot))
            {
                let decimals = [part, whole].map(|table| table.entry.indicator.decimals);
                let most = decimals.into_iter().max().unwrap_or(0);
                let [above, below] = decimals.map(|decimals| pow10(most - decimals));
                let terms = vec![(node, above), (total, -below)];
                let rest = self.network.sum(&terms).map(|sum| -sum);
                if rest.is_some_and(|rest| rest < 0) {
                    continue;
                }
                let protecting = if part.profile.is_some() { part } else { whole };
                let profile = protecting.profile.as_ref();
                let small = profile.filter(|profile| {
                    rest.is_some_and(|rest| 0 < rest && rest < profile.minimum * pow10(most))
                });
                let secret =
                    small.map(|profile| (Reason::Rest, profile.width.max(1) * pow10(most)));
                let name = Name::Behind("all but", part.at, *part_spot);
                let rest = self.network.behind(name, rest, secret);
                let link = [terms, vec![(rest, 1)]].concat();
                self.network.link(link, 0);
                self.cap(node, total, (above, below));
                self.cap(rest, total, (1, below));
            }
        }
    }

    /// No interval can be wider than a whole that everybody knows.
    fn cap(&mut self, part: NodeIx, whole: NodeIx, (above, below): (i64, i64)) {
        let whole = self.network.nodes.get(whole as usize);
        let known = whole
            .filter(|whole| whole.public)
            .and_then(|whole| whole.value);
        let part = self.network.nodes.get_mut(part as usize);
        if let (Some(known), Some((_, width))) = (known, part.and_then(|part| part.secret.as_mut()))
        {
            *width = (*width).min(known.saturating_mul(below) / above).max(1);
        }
    }
}

/// Whether readers who find the cell withheld know that it is not nothing: zeros of this profile are
/// printed, save those of small groups and those that an earlier release withheld.
fn is_known_positive(table: &Table<'_>, spot: Spot, cell: &Cell, before: Past) -> bool {
    let Some(profile) = table.profile.as_ref().filter(|_| table.exact) else {
        return false;
    };
    let group = table.cell(Spot {
        category: CategoryIx(0),
        ..spot
    });
    let large = group.is_none_or(|group| group.units >= table.units(profile.small_group));
    let number = cell.state.is_number() && cell.units > 0;
    number && !matches!(before, Past::Withheld(_)) && (spot.category == CategoryIx(0) || large)
}

/// What an earlier release makes secret: a number that differs from it by less than the minimum, and
/// what was secret then.
fn by_release(table: &Table<'_>, cell: &Cell, before: Past) -> Option<(Reason, i64)> {
    let (minimum, width) = table.minimum()?;
    let later = cell.state.is_number().then_some(cell.units);
    match before {
        Past::Unknown | Past::Withheld(Reason::Secondary) => None,
        Past::Withheld(reason) => Some((reason, width)),
        Past::Published(units) => {
            let least = u64::try_from(minimum).ok()?;
            let told = release_difference(Some(units), later, least)?;
            told.disclosive.then_some((Reason::Release, width))
        }
    }
}

/// The node of a count.
fn counted_node(
    table: &Table<'_>,
    cell: &Cell,
    secret: Option<(Reason, i64)>,
    before: Past,
) -> Node {
    let node = |value, shown, secret| Node {
        value,
        shown,
        secret,
        signed: false,
        positive: false,
        public: table.profile.is_none(),
    };
    match cell.state {
        ValueState::NotApplicable => node(Some(0), Shown::Exactly, None),
        state if is_withheld(state) => {
            let width = table.minimum().map(|(_, width)| (Reason::Source, width));
            node(None, Shown::No, width)
        }
        state if !state.is_number() => match before {
            // Readers still have the number of an earlier release.
            Past::Published(units) => Node {
                public: true,
                ..node(Some(units), Shown::Exactly, None)
            },
            _ => node(None, Shown::No, None),
        },
        _ => match secret.or_else(|| by_release(table, cell, before)) {
            Some(secret) => node(Some(cell.units), Shown::No, Some(secret)),
            None => node(Some(cell.units), Shown::Exactly, None),
        },
    }
}

fn perturbed_node(cell: &Cell, printed: Printed) -> Node {
    Node {
        value: Some(cell.units),
        shown: Shown::Between(printed.lo, printed.hi),
        secret: None,
        signed: false,
        positive: false,
        public: false,
    }
}

impl Publication<'_> {
    /// Amounts that an own file withholds and that follow from the rest of it.
    ///
    /// Where one amount of a link is unknown, it is what the others leave; readers could work it out
    /// as well, so it is protected like any other number of this office.
    fn infer(&mut self) {
        let (mut found, mut inferred) = (true, Vec::new());
        while found {
            found = false;
            for link in &self.network.links {
                let mut unknown = link
                    .terms
                    .iter()
                    .filter(|(node, _)| self.network.value(*node).is_none());
                let (Some((node, factor)), None) = (unknown.next(), unknown.next()) else {
                    continue;
                };
                let others: Vec<(NodeIx, i64)> = link
                    .terms
                    .iter()
                    .filter(|(other, _)| other != node)
                    .copied()
                    .collect();
                let Some(sum) = self.network.sum(&others) else {
                    continue;
                };
                if link.lo != link.hi {
                    continue;
                }
                let left = link.lo - sum;
                if let Some(slot) = self.network.nodes.get_mut(*node as usize)
                    && left % factor == 0
                    && (slot.signed || left / factor >= 0)
                {
                    slot.value = Some(left / factor);
                    inferred.push(*node);
                    found = true;
                }
            }
        }
        for node in inferred {
            self.guard_inferred(node);
        }
        self.drop_contradictions();
    }

    /// A cell that lacks in the file and that others give away is a secret if it is a small count.
    fn guard_inferred(&mut self, node: NodeIx) {
        let table = self.cell(node).map(|(table, _)| table);
        let secret = table.zip(self.network.value(node));
        let secret = secret.and_then(|(table, value)| sums::secret_rest(table, Some(value)));
        if let Some(slot) = self.network.nodes.get_mut(node as usize)
            && slot.secret.is_none()
            && slot.shown == Shown::No
        {
            slot.secret = secret;
        }
    }

    /// Leaves out links that the true amounts do not fulfil: nothing follows from them.
    fn drop_contradictions(&mut self) {
        let network = &self.network;
        let holds = |link: &super::network::Link| {
            network
                .sum(&link.terms)
                .is_none_or(|sum| link.lo <= sum && sum <= link.hi)
        };
        let kept: Vec<bool> = network.links.iter().map(holds).collect();
        let mut kept = kept.into_iter();
        self.network.links.retain(|_| kept.next().unwrap_or(true));
    }

    /// The table and the cell that a node is; `None` for amounts that nobody prints.
    #[must_use]
    pub fn cell(&self, node: NodeIx) -> Option<(&Table<'_>, Spot)> {
        match self.network.names.get(node as usize) {
            Some(Name::Cell(table, spot)) => Some((self.tables.get(*table)?, *spot)),
            _ => None,
        }
    }
}
