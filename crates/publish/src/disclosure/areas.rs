//! A count of an area is the sum of its parts: children of the next finer level that has numbers.
//!
//! Where a level between two others has no numbers of its own, its totals are nodes that nobody
//! prints, so that the coarser level is still bound to the finer one.

use std::collections::BTreeSet;

use teilraum::model::{AreaIx, CategoryIx, LevelIx, PeriodIx};

use super::network::{Name, Network, NodeIx};
use super::sums;
use super::table::{Table, families};
use crate::aggregate::sum::stands;
use crate::series::Spot;

/// A row of a table.
type Row = (LevelIx, CategoryIx, PeriodIx);

/// Binds every total of an area to its parts. Levels in `wanted` get totals even if nothing coarser
/// is printed, because something else is bound to them.
pub fn link(table: &mut Table<'_>, network: &mut Network, wanted: &[LevelIx]) {
    let mut rows = table.rows();
    for (at, level) in table.config.levels.iter().enumerate().rev() {
        let (child, Some(parent)) = (LevelIx(at as u8), level.parent) else {
            continue;
        };
        let families = families(table.config, child);
        let here: Vec<Row> = rows.iter().filter(|row| row.0 == child).copied().collect();
        for (_, category, period) in here {
            if !has_above(table, &rows, (parent, category, period), wanted) {
                continue;
            }
            rows.insert((parent, category, period));
            for (area, children) in &families {
                let total = Spot {
                    level: parent,
                    category,
                    period,
                    area: *area,
                };
                family(table, network, (child, children), total);
            }
        }
    }
}

/// Whether the level of `row` or a coarser one has cells of this category and period, or is wanted.
fn has_above(
    table: &Table<'_>,
    rows: &BTreeSet<Row>,
    (level, category, period): Row,
    wanted: &[LevelIx],
) -> bool {
    let levels = &table.config.levels;
    let parent = |ix: &LevelIx| levels.get(ix.index())?.parent;
    std::iter::successors(Some(level), parent)
        .any(|ix| wanted.contains(&ix) || rows.contains(&(ix, category, period)))
}

/// One total and its parts.
fn family(
    table: &mut Table<'_>,
    network: &mut Network,
    (level, children): (LevelIx, &[AreaIx]),
    total: Spot,
) {
    let mut parts: Vec<NodeIx> = Vec::new();
    let mut lacking = false;
    for area in children {
        let spot = Spot {
            level,
            area: *area,
            ..total
        };
        match table.node(spot) {
            Some(node) if stands(table.config, table.series, spot) => parts.push(node),
            Some(_) => {}
            None => lacking |= stands(table.config, table.series, spot),
        }
    }
    if parts.is_empty() {
        return;
    }
    let node = match table.node(total) {
        Some(node) => node,
        None if !lacking => stand_in(table, network, total, &parts),
        None => return,
    };
    sums::link(table, network, (node, total), &parts, lacking);
}

/// A total that nobody prints.
fn stand_in(table: &mut Table<'_>, network: &mut Network, total: Spot, parts: &[NodeIx]) -> NodeIx {
    let terms: Vec<(NodeIx, i64)> = parts.iter().map(|part| (*part, 1)).collect();
    let value = network.sum(&terms);
    let name = Name::Behind("the total of", table.at, total);
    let node = network.behind(name, value, None);
    table.stand_ins.insert(total, node);
    node
}
