//! The classes of the first map, cut once by the publisher so that no reader has to wait.

use teilraum::classify::classify;
use teilraum::model::{Block, CategoryIx, ClassMethod, DefaultClasses, Indicator, LevelIx};
use teilraum::query::pooled_values;
use teilraum::table::Table;

use super::BundleError;
use crate::content::Content;

/// Scheme and number of classes where the configuration does not say otherwise.
const FALLBACK: (ClassMethod, u8) = (ClassMethod::Quantile, 5);

/// Classes of `indicator` over all periods, for each level it has and its total category.
///
/// Cut from the areas that exist at their system's territorial status: those the map shows. An
/// entry of `indicator.classes` says how: one for the level, otherwise the first, otherwise five
/// quantiles. Inner bounds are a decision of the publisher for that level and stay. A level without
/// any number has no classes.
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
        if !units.is_empty() {
            let inner = &wish.bounds;
            let breaks = classify(&units, wish.method, wish.k, indicator.midpoint, inner);
            let breaks = breaks.map_err(|reason| BundleError::Classes {
                indicator: indicator.key.clone(),
                reason,
            })?;
            all.push(DefaultClasses {
                bounds: breaks.upper().to_vec(),
                ..wish
            });
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
        (None, Some(first)) if first.method != ClassMethod::UserDefined => {
            (first.method, first.k, Vec::new())
        }
        (None, _) => (FALLBACK.0, FALLBACK.1, Vec::new()),
    };
    DefaultClasses {
        level,
        category: 0,
        method,
        k,
        bounds,
    }
}

/// What the browser would pool, by the same function.
fn shown_numbers(content: &Content, indicator: &Indicator, block: &Block) -> Vec<i64> {
    let ix = block.shape.level;
    let Some(level) = content.levels.get(ix.index()) else {
        return Vec::new();
    };
    let mut table = Table::new(content.levels.iter().map(|level| level.areas).collect());
    table.insert(block.clone());
    let periods = u16::try_from(indicator.periods.len()).unwrap_or(u16::MAX);
    let source = (&table, &content.areas);
    pooled_values(
        source,
        block.shape.indicator,
        (ix, level),
        CategoryIx(0),
        0..periods,
    )
}
