//! The classes of the first map, cut once by the publisher so that no reader has to wait.

use teilraum::classify::classify;
use teilraum::model::{AreaIx, Block, CategoryIx, ClassMethod, DefaultClasses, Indicator, LevelIx};
use teilraum::table::Table;

use super::BundleError;
use crate::content::Content;

/// Scheme and number of classes where the configuration does not say otherwise.
const FALLBACK: (ClassMethod, u8) = (ClassMethod::Quantile, 5);

/// Classes of `indicator` over all periods, for each level it has and its total category.
///
/// Cut from the areas that exist at their system's territorial status: those the map shows. An
/// entry of `indicator.classes` says how: one for the level, otherwise the first, otherwise five
/// quantiles; one with bounds is a decision of the publisher and stays. A level without any number
/// has no classes.
///
/// # Errors
/// Wishes that no scheme can fulfil.
pub fn default_classes(
    content: &Content,
    indicator: &Indicator,
    blocks: &[&Block],
) -> Result<Vec<DefaultClasses>, BundleError> {
    let mut all = Vec::new();
    for block in blocks {
        let level = block.shape.level;
        let units = shown_numbers(content, indicator, block);
        let wish = wish(indicator, level);
        if wish.bounds.is_empty() && !units.is_empty() {
            let breaks = classify(&units, wish.method, wish.k, indicator.midpoint, &[]);
            let breaks = breaks.map_err(|reason| BundleError::Classes {
                indicator: indicator.key.clone(),
                reason,
            })?;
            all.push(DefaultClasses {
                bounds: breaks.upper().to_vec(),
                ..wish
            });
        } else if !wish.bounds.is_empty() {
            all.push(wish);
        }
    }
    Ok(all)
}

fn wish(indicator: &Indicator, level: LevelIx) -> DefaultClasses {
    let own = indicator
        .classes
        .iter()
        .find(|classes| classes.level == level);
    let (method, k, bounds) = match (own, indicator.classes.first()) {
        (Some(own), _) => (own.method, own.k, own.bounds.clone()),
        (None, Some(first)) => (first.method, first.k, Vec::new()),
        (None, None) => (FALLBACK.0, FALLBACK.1, Vec::new()),
    };
    DefaultClasses {
        level,
        category: 0,
        method,
        k,
        bounds,
    }
}

fn shown_numbers(content: &Content, indicator: &Indicator, block: &Block) -> Vec<i64> {
    let level = block.shape.level;
    let system = content.levels.get(level.index()).map(|level| &level.system);
    let status = content
        .systems
        .iter()
        .find(|one| Some(&one.key) == system)
        .map(|one| one.status);
    let is_shown = |area: AreaIx| {
        let area = content.areas.get(area);
        area.zip(status)
            .is_some_and(|(area, status)| area.exists_on(status))
    };
    let mut table = Table::new(content.levels.iter().map(|level| level.areas).collect());
    let (ix, periods) = (block.shape.indicator, indicator.periods.len());
    table.insert(block.clone());
    table
        .pooled(ix, level, CategoryIx(0), periods, is_shown)
        .unwrap_or_default()
}
