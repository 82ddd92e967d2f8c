//! Whether blocks cover their levels, and packs say the same as blocks.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, Block, Catalogue, CategoryIx, LevelIx, PackRef, PeriodIx};
use teilraum::table::Table;

use super::Problem;

/// Indicators whose blocks on a level do not hold each of its cells once.
#[must_use]
pub fn gaps(catalogue: &Catalogue, blocks: &[Block]) -> Vec<Problem> {
    let mut cells: BTreeMap<(u32, LevelIx), u64> = BTreeMap::new();
    for block in blocks {
        let key = (block.shape.indicator.0, block.shape.level);
        *cells.entry(key).or_default() += block.states.len() as u64;
    }
    let mut problems = Vec::new();
    for ((ix, level), found) in cells {
        let indicator = catalogue.indicators.get(ix as usize);
        let Some((indicator, level)) = indicator.zip(catalogue.levels.get(level.index())) else {
            continue;
        };
        let expected = level.range().len() * indicator.periods.len() * indicator.category_count();
        if found != expected as u64 {
            problems.push(Problem::Coverage {
                indicator: indicator.key.clone(),
                level: level.key.clone(),
                expected: expected as u64,
                found,
            });
        }
    }
    problems
}

/// Packs that say something else than `blocks`, one problem for each block of theirs.
#[must_use]
pub fn differences(
    catalogue: &Catalogue,
    blocks: Vec<Block>,
    packs: &[(&PackRef, Vec<Block>)],
) -> Vec<Problem> {
    let mut table = Table::of(catalogue);
    blocks.into_iter().for_each(|block| table.insert(block));
    let mut problems = Vec::new();
    for (listed, pack) in packs {
        for block in pack {
            if let Some(cell) = first_difference(&table, block) {
                let indicator = catalogue.indicators.get(block.shape.indicator.index());
                problems.push(Problem::Pack {
                    path: listed.file.path.clone(),
                    indicator: indicator.map(|one| one.key.clone()).unwrap_or_default(),
                    cell,
                });
            }
        }
    }
    problems
}

fn first_difference(table: &Table, block: &Block) -> Option<usize> {
    let shape = &block.shape;
    let (ix, level) = (shape.indicator, shape.level);
    let own = {
        let mut own = Table::default();
        own.insert(block.clone());
        own
    };
    let mut at = 0;
    for category in (0..shape.categories).map(CategoryIx) {
        for period in (shape.periods[0]..shape.periods[1]).map(PeriodIx) {
            for area in (shape.areas[0]..shape.areas[1]).map(AreaIx) {
                let mine = own.cell(ix, level, category, period, area).map(comparable);
                let theirs = table
                    .cell(ix, level, category, period, area)
                    .map(comparable);
                let part = |table: &Table, one: &teilraum::model::PartValues| {
                    table.part(ix, level, category, period, area, one.part)
                };
                let parts = block
                    .parts
                    .iter()
                    .all(|one| part(&own, one) == part(table, one));
                if mine != theirs || !parts {
                    return Some(at);
                }
                at += 1;
            }
        }
    }
    None
}

/// A cell without the position of its footnote, which differs from block to block.
fn comparable(mut cell: teilraum::table::Cell<'_>) -> teilraum::table::Cell<'_> {
    cell.cell.note = None;
    cell
}
