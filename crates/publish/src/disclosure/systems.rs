//! Area systems that cut the same territory differently: what one tells of the other.
//!
//! The smallest pieces of territory (atoms) say which areas of two levels overlap. Each overlap is
//! an amount that nobody prints; an area of either level is the sum of its overlaps. What an area
//! leaves beside the areas that lie wholly within it is bound as an amount of its own, because the
//! difference of the two counts tells it.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, LevelIx};

use super::network::{Name, Network, NodeIx, Reason};
use super::overlap_flow;
use super::sums;
use super::table::Table;
use crate::config::Config;
use crate::config::disclosure::OverlapConfig;
use crate::report::{Report, found, in_file, in_row};
use crate::series::Spot;

/// Which areas of two levels overlap, and where an area reaches beyond the other level.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// The two levels.
    pub levels: [LevelIx; 2],
    /// Pairs of areas that share territory; `None` where the other level has no area.
    pub pairs: BTreeSet<[Option<AreaIx>; 2]>,
}

/// Reads every table of atoms.
pub fn read(config: &Config, report: &mut Report) -> Vec<Overlap> {
    let overlaps = config.atlas.disclosure.overlap.iter();
    overlaps
        .filter_map(|overlap| read_one(config, overlap, report))
        .collect()
}

fn read_one(config: &Config, overlap: &OverlapConfig, report: &mut Report) -> Option<Overlap> {
    let [first, second] = &overlap.levels;
    let levels = [config.level(first)?, config.level(second)?];
    let file = overlap.atoms.as_str();
    let text = crate::config::text_file(&config.root, file, report)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map(|row| row.iter().collect::<Vec<_>>().join(","));
    let header = header.unwrap_or_default();
    if header != "first,second,atom" {
        report.error(
            "config",
            in_row(file, 1, None),
            found("first,second,atom", header),
        );
        return None;
    }
    let mut pairs = BTreeSet::new();
    for (at, row) in (2..).zip(reader.records()) {
        let Ok(row) = row else {
            report.error(
                "config",
                in_row(file, at, None),
                found("three columns", "others"),
            );
            continue;
        };
        let keys = [row.get(0), row.get(1)].map(Option::unwrap_or_default);
        let mut pair = [None, None];
        for ((slot, key), level) in pair.iter_mut().zip(keys).zip(&overlap.levels) {
            *slot = config.area(level, key);
            if slot.is_none() && !key.is_empty() {
                let expected = format!("an area of level `{level}`, or nothing");
                report.error("unknown-key", in_row(file, at, None), found(expected, key));
            }
        }
        pairs.insert(pair);
    }
    if pairs.is_empty() {
        report.error("config", in_file(file), found("atoms", "none"));
    }
    Some(Overlap { levels, pairs })
}

/// Binds the areas of both levels to their overlaps, in every category and period that both have,
/// printed or as sums of what finer levels print.
pub fn link(overlap: &Overlap, table: &Table<'_>, network: &mut Network, report: &mut Report) {
    let mut rows = table.rows();
    let sums = table.stand_ins.keys();
    rows.extend(sums.map(|spot| (spot.level, spot.category, spot.period)));
    let here = rows.iter().filter(|row| row.0 == overlap.levels[0]);
    for (_, category, period) in here {
        if rows.contains(&(overlap.levels[1], *category, *period)) {
            let spot = Spot {
                level: overlap.levels[0],
                category: *category,
                period: *period,
                area: AreaIx(0),
            };
            Row {
                overlap,
                table,
                spot,
            }
            .link(network, report);
        }
    }
}

/// One category and period of both levels.
struct Row<'a> {
    overlap: &'a Overlap,
    table: &'a Table<'a>,
    spot: Spot,
}

impl Row<'_> {
    fn spot(&self, side: usize, area: AreaIx) -> Spot {
        let level = self.overlap.levels.get(side).copied().unwrap_or_default();
        Spot {
            level,
            area,
            ..self.spot
        }
    }

    fn node(&self, side: usize, area: AreaIx) -> Option<NodeIx> {
        self.table.node(self.spot(side, area))
    }

    fn link(&self, network: &mut Network, report: &mut Report) {
        let pairs: Vec<[Option<AreaIx>; 2]> = self.overlap.pairs.iter().copied().collect();
        let amount = |side: usize, area: Option<AreaIx>| network.value(self.node(side, area?)?);
        let ends = pairs.iter().map(|pair| {
            let [first, second] = *pair;
            [(first, amount(0, first)), (second, amount(1, second))]
        });
        let ends: Vec<_> = ends.collect();
        let Some(amounts) = overlap_flow::amounts(&ends) else {
            let wording = found(
                "counts of both levels that fit the table of atoms",
                format!("none that do around {}", self.table.words(self.spot)),
            );
            return report.error("disclosure", in_file(&self.table.config.file), wording);
        };
        let mut nodes = Vec::new();
        for (pair, amount) in pairs.iter().zip(amounts) {
            let name = match *pair {
                [Some(first), _] => self.spot(0, first),
                [None, Some(second)] => self.spot(1, second),
                [None, None] => continue,
            };
            let name = Name::Behind("an overlap of", self.table.at, name);
            let secret = self.secret(amount);
            nodes.push((*pair, network.behind(name, amount, secret)));
        }
        for side in [0, 1] {
            for (area, overlaps) in by_area(&nodes, side) {
                self.bind(network, (side, area), &overlaps);
            }
        }
    }

    /// An area is the sum of its overlaps, and so is what its smaller fellows leave of it.
    fn bind(
        &self,
        network: &mut Network,
        (side, area): (usize, AreaIx),
        overlaps: &[(Option<AreaIx>, NodeIx)],
    ) {
        let Some(node) = self.node(side, area) else {
            return;
        };
        let mut terms: Vec<(NodeIx, i64)> = overlaps.iter().map(|(_, node)| (*node, 1)).collect();
        terms.push((node, -1));
        network.link(terms, 0);
        let within =
            |other: &Option<AreaIx>| other.is_some_and(|other| self.lies_within(1 - side, other));
        let left = overlaps.iter().filter(|(other, _)| !within(other));
        let left: Vec<NodeIx> = left.map(|(_, node)| *node).collect();
        if left.is_empty() || left.len() == overlaps.len() {
            return;
        }
        let mut terms: Vec<(NodeIx, i64)> = left.iter().map(|node| (*node, 1)).collect();
        let value = network.sum(&terms);
        let secret = self.secret(value);
        let what = "what smaller areas of another system leave of";
        let name = Name::Behind(what, self.table.at, self.spot(side, area));
        let rest = network.behind(name, value, secret);
        terms.push((rest, -1));
        network.link(terms, 0);
    }

    /// An overlap or remainder below the minimum is a secret like any other count.
    fn secret(&self, amount: Option<i64>) -> Option<(Reason, i64)> {
        sums::secret_rest(self.table, amount)
    }

    /// Whether the area shares territory with a single one of the other level.
    fn lies_within(&self, side: usize, area: AreaIx) -> bool {
        let own = |pair: &&[Option<AreaIx>; 2]| pair.get(side) == Some(&Some(area));
        self.overlap.pairs.iter().filter(own).count() == 1
    }
}

/// The overlaps of each area of one side, with the area of the other side.
fn by_area(
    nodes: &[([Option<AreaIx>; 2], NodeIx)],
    side: usize,
) -> BTreeMap<AreaIx, Vec<(Option<AreaIx>, NodeIx)>> {
    let mut by_area: BTreeMap<AreaIx, Vec<_>> = BTreeMap::new();
    for (pair, node) in nodes {
        let (own, other) = match (side, *pair) {
            (0, [first, second]) => (first, second),
            (_, [first, second]) => (second, first),
        };
        if let Some(own) = own {
            by_area.entry(own).or_default().push((other, *node));
        }
    }
    by_area
}
