//! Cutting observations into files: blocks that a map reads, packs that a profile reads.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use teilraum::format;
use teilraum::model::{AreaIx, Block, CategoryIx, Level, LevelIx, PackRef, PartValues, Shape};

use super::{BundleError, Files};
use crate::content::Content;

/// Most cells in one file. Periods are parted first, because a map shows one at a time; areas only
/// where a single period is more.
pub const CELLS_PER_FILE: usize = 1 << 18;

/// The level at `level`.
///
/// # Errors
/// There is none.
pub fn level(content: &Content, level: LevelIx) -> Result<&Level, BundleError> {
    let levels = content.levels.len();
    content.levels.get(level.index()).ok_or(BundleError::Level {
        found: level.0,
        levels,
    })
}

/// Parts of `block` with at most `most` cells each, by area, then period; none without cells.
#[must_use]
pub fn split(block: &Block, most: usize) -> Vec<Block> {
    let Shape {
        areas,
        periods,
        categories,
        ..
    } = block.shape;
    let row = usize::from(categories).max(1);
    let areas_each = (most / row).clamp(1, block.shape.area_count().max(1));
    let periods_each = (most / (row * areas_each)).clamp(1, block.shape.period_count().max(1));
    let mut parts = Vec::new();
    for first in (areas[0]..areas[1]).step_by(areas_each) {
        let end = areas[1].min(first.saturating_add(areas_each as u32));
        for start in (periods[0]..periods[1]).step_by(periods_each) {
            let stop = periods[1].min(start.saturating_add(periods_each as u16));
            parts.push(part_of(block, [first, end], [start, stop]));
        }
    }
    parts
}

/// The cells of `block` in a smaller extent, with the footnotes that they use.
#[must_use]
pub fn part_of(block: &Block, areas: [u32; 2], periods: [u16; 2]) -> Block {
    let shape = Shape {
        areas,
        periods,
        ..block.shape.clone()
    };
    let cells = cells(&block.shape, &shape);
    let cell_notes: BTreeMap<u32, u16> = (0..)
        .zip(&cells)
        .filter_map(|(at, from)| Some((at, *block.cell_notes.get(&(*from as u32))?)))
        .collect();
    let used: BTreeSet<u16> = cell_notes.values().copied().collect();
    let place = |note: u16| used.range(..note).count() as u16;
    let pick = |values: &[i64]| {
        cells
            .iter()
            .filter_map(|at| values.get(*at).copied())
            .collect()
    };
    Block {
        decimals: block.decimals,
        states: cells
            .iter()
            .filter_map(|at| block.states.get(*at).copied())
            .collect(),
        flags: cells
            .iter()
            .filter_map(|at| block.flags.get(*at).copied())
            .collect(),
        values: pick(&block.values),
        parts: block
            .parts
            .iter()
            .map(|part| PartValues {
                values: pick(&part.values),
                ..part.clone()
            })
            .collect(),
        notes: used
            .iter()
            .filter_map(|note| block.notes.get(usize::from(*note)).cloned())
            .collect(),
        cell_notes: cell_notes
            .into_iter()
            .map(|(at, note)| (at, place(note)))
            .collect(),
        shape,
    }
}

/// Where the cells of the extent `inner` lie in a block of the extent `outer`.
fn cells(outer: &Shape, inner: &Shape) -> Vec<usize> {
    let mut cells = Vec::with_capacity(inner.cell_count());
    for category in 0..inner.categories {
        for period in inner.periods[0]..inner.periods[1] {
            let areas = inner.areas[0]..inner.areas[1];
            cells.extend(areas.filter_map(|area| outer.cell(CategoryIx(category), period, area)));
        }
    }
    cells
}

/// Writes one pack per parent: all indicators of its children, so that a profile of a hundred
/// indicators needs the pack of its own parent and those of the levels above, no more. Areas
/// without a parent share the pack of the parent "". What comes back is listed level by level.
pub fn packs(content: &Content, files: &mut Files) -> Result<Vec<Vec<PackRef>>, BundleError> {
    let mut all = Vec::new();
    for (number, level) in (0..).zip(&content.levels) {
        let mut packs = Vec::new();
        let level_ix = LevelIx(number);
        for (parent, runs) in families(content, level) {
            let mut blocks = Vec::new();
            for block in content
                .blocks
                .iter()
                .filter(|block| block.shape.level == level_ix)
            {
                let Some(indicator) = content.indicators.get(block.shape.indicator.index()) else {
                    continue;
                };
                let part = |run: &[u32; 2]| {
                    (
                        indicator.key.as_str(),
                        part_of(block, *run, block.shape.periods),
                    )
                };
                blocks.extend(runs.iter().map(part));
            }
            if !blocks.is_empty() {
                blocks.sort_by_key(|(_, block)| (block.shape.indicator, block.shape.areas));
                let file = files.add("p", format::encode_pack(&blocks, level)?)?;
                packs.push(PackRef {
                    file,
                    parent,
                    level: level_ix,
                });
            }
        }
        all.push(packs);
    }
    Ok(all)
}

/// The children of each parent key, as runs of positions that follow each other.
fn families(content: &Content, level: &Level) -> BTreeMap<String, Vec<[u32; 2]>> {
    let mut families: BTreeMap<String, Vec<[u32; 2]>> = BTreeMap::new();
    for area in level.range() {
        let parent = content
            .areas
            .get(AreaIx(area))
            .and_then(|area| content.areas.get(area.parent?));
        let runs = families
            .entry(parent.map_or_else(String::new, |parent| parent.key.clone()))
            .or_default();
        match runs.last_mut() {
            Some(run) if run[1] == area => run[1] += 1,
            _ => runs.push([area, area + 1]),
        }
    }
    families
}
