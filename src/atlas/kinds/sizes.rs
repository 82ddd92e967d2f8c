//! What circles in place of areas are sized by: a number of people.
//!
//! It is the shown indicator's denominator where that is a count of the catalogue with the same level;
//! else the catalogue's first count with that level. The newest period counts for every period
//! shown, so that circles stay while the reader moves through time.

use crate::model::{Catalogue, CategoryIx, Indicator, IndicatorIx, LevelIx, MeasureKind, PeriodIx};
use crate::state::{AreaShape, ViewState};
use crate::text::Arg;

use super::super::files::Files;
use super::super::view::View;

/// An indicator and its newest period.
pub(super) type Source = (IndicatorIx, PeriodIx);

/// What the circles of a view are sized by; `None` where the bundle has no count for its level.
pub(super) fn source(catalogue: &Catalogue, shown: &str, level: LevelIx) -> Option<Source> {
    let fits = |it: &Indicator| it.kind == MeasureKind::Count && it.levels().contains(&level);
    let own = catalogue.indicators.iter().find(|it| it.key == shown);
    let below = own.and_then(|it| it.denominator.as_deref());
    let position =
        |wanted: &dyn Fn(&Indicator) -> bool| catalogue.indicators.iter().position(wanted);
    let named = below.and_then(|key| position(&|it: &Indicator| it.key == key && fits(it)));
    let at = named.or_else(|| position(&fits))?;
    let newest = catalogue.indicators.get(at)?.periods.len().checked_sub(1)?;
    Some((
        IndicatorIx(u32::try_from(at).ok()?),
        PeriodIx(u16::try_from(newest).ok()?),
    ))
}

/// The blocks that hold the sizes of the circles.
pub(in super::super) fn want(
    files: &Files,
    state: &ViewState,
    level: LevelIx,
    wanted: &mut Vec<String>,
) {
    let Some(catalogue) = files
        .catalogue
        .as_ref()
        .filter(|_| state.map.shape == AreaShape::Circles)
        .filter(|it| {
            let level = it.levels.get(level.index());
            level.is_some_and(|level| super::shapes::fits(level, AreaShape::Circles))
        })
    else {
        return;
    };
    if let Some((indicator, _)) = source(catalogue, &state.indicator, level) {
        wanted.extend(
            files
                .blocks(indicator, level)
                .map(|block| block.file.path.clone()),
        );
    }
}

/// The size of each area of the view's level; `None` as long as it is on its way. Without any numbers
/// all are alike.
pub(super) fn sizes(view: &View<'_>, source: Option<Source>) -> Option<Vec<f64>> {
    let mut sizes = vec![0.0; view.level.range().len()];
    if let Some((indicator, period)) = source {
        let mut blocks = view.files.blocks(indicator, view.level_ix);
        if blocks.any(|block| view.files.lacks(&block.file.path)) {
            return None;
        }
        let first = view.level.range().start;
        let level = (view.level_ix, view.level.areas);
        // What some blocks lack, others may have.
        let _whole = view.files.table.each_cell(
            indicator,
            level,
            CategoryIx(0),
            period,
            &mut |area, cell| {
                let place = area.0.checked_sub(first).map(|it| it as usize);
                if let Some(size) = place.and_then(|place| sizes.get_mut(place)) {
                    *size = if cell.state.is_number() {
                        cell.value as f64
                    } else {
                        0.0
                    };
                }
            },
        );
    }
    Some(sizes)
}

/// "Kreise nach: Einwohner, 2023."; empty for other shapes.
pub(super) fn sentence(view: &View<'_>) -> String {
    let speaker = &view.speaker;
    match super::shape_of(view) {
        AreaShape::Outlines => String::new(),
        AreaShape::Tiles => speaker.say("kind.tiles.legend", &[]),
        AreaShape::Circles => {
            let catalogue = view.files.catalogue.as_ref();
            let source = catalogue.and_then(|it| source(it, &view.indicator.key, view.level_ix));
            let found = source.and_then(|(at, period)| {
                let indicator = catalogue?.indicators.get(at.index())?;
                Some((indicator, indicator.periods.get(period.0 as usize)?))
            });
            let Some((indicator, period)) = found else {
                return speaker.say("kind.circles.equal", &[]);
            };
            let (by, period) = (speaker.indicator(indicator).short, speaker.period(period));
            let args = [
                ("by", Arg::Text(by.as_str())),
                ("period", Arg::Text(&period)),
            ];
            speaker.say("kind.circles.legend", &args)
        }
    }
}
