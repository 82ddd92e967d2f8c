//! The demo's Gemeinden: real outlines, real numbers.

use std::path::Path;

use teilraum::model::{IndicatorIx, PeriodIx};
use teilraum_publish::content::Content;
use teilraum_publish::load;

use crate::BenchError;
use crate::plan::GEMEINDEN;
use crate::set::Set;

/// The level that is drawn.
const LEVEL: &str = "gemeinde";
/// Columns of values.
const COLUMNS: usize = 3;

/// The demo in `folder`, with the indicators that its Gemeinden have.
///
/// # Errors
/// A demo that cannot be read, or one without Gemeinden.
pub fn set(folder: &Path) -> Result<Set, BenchError> {
    let (content, _) = load::load(&folder.join("atlas.toml"))?;
    let levels = (0..).zip(&content.levels);
    let level = levels
        .filter(|(_, level)| level.key == LEVEL)
        .map(|(at, _)| at);
    let level = level.map(teilraum::model::LevelIx).next();
    let level = level.ok_or(BenchError::Demo("level \"gemeinde\""))?;
    let content = only_with(content, level);
    let periods = content.indicators.iter().enumerate();
    let columns: Vec<(usize, PeriodIx)> = periods
        .flat_map(|(at, one)| {
            let periods = (0..one.periods.len() as u16).rev().map(PeriodIx);
            periods.map(move |period| (at, period)).take(1)
        })
        .collect();
    let first = content.indicators.first();
    let default = first.map(|one| one.key.clone());
    Ok(Set {
        name: GEMEINDEN.to_owned(),
        seed: None,
        level,
        columns: columns.iter().copied().cycle().take(COLUMNS).collect(),
        content: Content {
            default_indicator: default.ok_or(BenchError::Demo("indicator of Gemeinden"))?,
            default_level: LEVEL.to_owned(),
            ..content
        },
    })
}

/// The content with no other indicators than those of `level`; no pages, no ledger.
fn only_with(mut content: Content, level: teilraum::model::LevelIx) -> Content {
    let kept: Vec<IndicatorIx> = (0..content.indicators.len() as u32)
        .map(IndicatorIx)
        .filter(|ix| {
            let mut blocks = content.blocks.iter();
            blocks.any(|block| block.shape.indicator == *ix && block.shape.level == level)
        })
        .collect();
    let place = |ix: IndicatorIx| kept.iter().position(|one| *one == ix);
    content
        .blocks
        .retain(|block| place(block.shape.indicator).is_some());
    for block in &mut content.blocks {
        let at = place(block.shape.indicator).unwrap_or_default();
        block.shape.indicator = IndicatorIx(at as u32);
    }
    let mut at = 0..;
    content.indicators.retain(|_| {
        let at = at.next().map(IndicatorIx);
        at.is_some_and(|at| kept.contains(&at))
    });
    let used: Vec<String> = content
        .indicators
        .iter()
        .map(|one| one.theme.clone())
        .collect();
    content.themes.retain(|theme| used.contains(&theme.key));
    content.facilities.clear();
    content.ledger = None;
    content.pages = None;
    content
}
