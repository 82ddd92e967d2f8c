//! Which maps stand beside each other: the view's state, once per map.

use crate::model::{Catalogue, Indicator, PeriodIx};
use crate::state::{Action, MapChoice, MapKind, Multiples, Scope, ViewState};

use super::super::super::view::View;

/// Most maps beside each other.
pub(super) const MOST_MAPS: usize = 12;

/// One map: what it is called by, and the view it shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plate {
    /// Key of the period, category or indicator.
    pub key: String,
    /// The view it shows.
    pub state: ViewState,
    /// Whether the series breaks between the map before and this one.
    pub after_break: bool,
}

/// The maps that `view` asks for, in reading order.
pub(super) fn plates(view: &View<'_>, scope: Scope<'_>) -> Vec<Plate> {
    let mut base = base(view.state);
    // All are compared with the same period; whatever came before it is left out.
    let measured = view.measured;
    let since = measured.map(|it| it.between).filter(|[a, b]| a != b);
    let view = &view.plain();
    let earlier = since.and_then(|[since, _]| view.indicator.periods.get(since.index()));
    if let Some(earlier) = earlier.filter(|_| !is_of_indicators(view)) {
        base.map.since = Some(earlier.key.clone());
    }
    match &view.state.multiples {
        Multiples::Periods => periods(view, &base, scope),
        Multiples::Categories(axis) => categories(view, axis, &base, scope),
        Multiples::Indicators(keys) => indicators(view, keys, &base, scope),
    }
}

/// What small maps show of a kind of map.
fn kept(map: &MapChoice) -> MapChoice {
    let kind = match map.kind {
        MapKind::Unclassed | MapKind::Change => map.kind,
        MapKind::Classes | MapKind::Two | MapKind::Symbols => MapKind::Classes,
    };
    MapChoice {
        kind,
        since: map.since.clone(),
        relative: map.relative,
        certainty: map.certainty,
        ..MapChoice::default()
    }
}

/// The view without what small maps do not show.
pub(super) fn base(state: &ViewState) -> ViewState {
    ViewState {
        map: kept(&state.map),
        camera: None,
        tab: crate::state::Tab::Map,
        sort: crate::state::Sort::default(),
        page: 0,
        ..state.clone()
    }
}

fn is_of_indicators(view: &View<'_>) -> bool {
    matches!(view.state.multiples, Multiples::Indicators(_))
}

fn carried_out(base: &ViewState, action: &Action, scope: Scope<'_>) -> ViewState {
    let mut state = base.clone();
    state.apply(action, scope);
    state
}

/// Periods with the classes of all periods, whatever the reader chose for a single map.
fn periods(view: &View<'_>, base: &ViewState, scope: Scope<'_>) -> Vec<Plate> {
    let common = Action::ClassesPerPeriod { per_period: false };
    let mut base = carried_out(base, &common, scope);
    base.highlight = view.state.highlight;
    let breaks = view.breaks();
    let mut before: Option<usize> = None;
    let since = base
        .map
        .since
        .as_deref()
        .filter(|_| base.map.kind == MapKind::Change);
    let since = since.and_then(|key| view.indicator.period(key));
    let all = 0..view.indicator.periods.len();
    let later = all.filter(|at| since.is_none_or(|since| *at > since.index()));
    let later: Vec<usize> = later.collect();
    let plate = |place: usize| {
        let at = *later.get(place)?;
        let period = view.indicator.periods.get(at)?;
        let action = Action::Period {
            key: Some(period.key.clone()),
        };
        let since = before.replace(at);
        Some(Plate {
            key: period.key.clone(),
            state: carried_out(&base, &action, scope),
            after_break: since.is_some_and(|since| breaks_between(&breaks, since, at)),
        })
    };
    let shown = evenly(later.len(), MOST_MAPS);
    shown.into_iter().filter_map(plate).collect()
}

fn breaks_between(breaks: &[PeriodIx], before: usize, at: usize) -> bool {
    breaks
        .iter()
        .any(|first| (before + 1..=at).contains(&first.index()))
}

fn categories(view: &View<'_>, axis: &str, base: &ViewState, scope: Scope<'_>) -> Vec<Plate> {
    let axis = view.indicator.axes.iter().find(|it| it.key == axis);
    let plate = |(axis, category): (&String, &String)| {
        let action = Action::Category {
            axis: axis.clone(),
            category: category.clone(),
        };
        let mut state = carried_out(base, &action, scope);
        state.highlight = view.state.highlight;
        Plate {
            key: category.clone(),
            state,
            after_break: false,
        }
    };
    let all = axis
        .into_iter()
        .flat_map(|axis| axis.categories.iter().map(|it| (&axis.key, it)));
    all.take(MOST_MAPS).map(plate).collect()
}

/// The view's own indicator and those beside it that have the view's level.
fn indicators(view: &View<'_>, keys: &[String], base: &ViewState, scope: Scope<'_>) -> Vec<Plate> {
    let own = Plate {
        key: view.indicator.key.clone(),
        state: base.clone(),
        after_break: false,
    };
    let plate = |indicator: &Indicator| {
        let action = Action::Indicator {
            key: indicator.key.clone(),
        };
        let mut state = carried_out(base, &action, scope);
        let period = nearest_period(view, indicator);
        if let Some(key) = period.filter(|_| indicator.period(&view.period.key).is_none()) {
            state.apply(&Action::Period { key: Some(key) }, scope);
        }
        Plate {
            key: indicator.key.clone(),
            state,
            after_break: false,
        }
    };
    let others = beside(view, keys, scope.catalogue);
    std::iter::once(own).chain(others.map(plate)).collect()
}

/// The indicators with these keys that have the view's level.
pub(super) fn beside<'a>(
    view: &View<'_>,
    keys: &'a [String],
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = &'a Indicator> {
    let level = view.level_ix;
    let found = keys.iter().filter_map(move |key| {
        let ix = catalogue.indicator(key)?;
        catalogue.indicators.get(ix.index())
    });
    found
        .filter(move |it| it.levels().contains(&level))
        .take(MOST_MAPS - 1)
}

/// The newest period that is no newer than the view's, else the oldest.
fn nearest_period(view: &View<'_>, indicator: &Indicator) -> Option<String> {
    let periods = &indicator.periods;
    let until = view.period.end;
    let newest = periods.iter().rfind(|it| it.end <= until);
    newest.or(periods.first()).map(|it| it.key.clone())
}

/// At most `most` of `len` places, evenly spread, the first and the last among them.
pub(super) fn evenly(len: usize, most: usize) -> Vec<usize> {
    if len <= most || most < 2 {
        return (0..len.min(most)).collect();
    }
    let steps = most - 1;
    (0..most)
        .map(|step| (step * (len - 1) + steps / 2) / steps)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_places_are_all_taken() {
        assert_eq!(evenly(0, 12), [0_usize; 0]);
        assert_eq!(evenly(1, 12), [0]);
        assert_eq!(evenly(12, 12), (0..12).collect::<Vec<_>>());
        assert_eq!(evenly(19, 4), [0, 6, 12, 18]);
    }

    proptest! {
        #[test]
        fn many_places_are_spread_evenly_from_the_first_to_the_last(
            len in 2_usize..400, most in 2_usize..20,
        ) {
            let places = evenly(len, most);
            prop_assert_eq!(places.len(), len.min(most));
            prop_assert_eq!((places[0], places[places.len() - 1]), (0, len - 1));
            let gaps: Vec<usize> = places.windows(2).map(|it| it[1] - it[0]).collect();
            let (least, widest) = (gaps.iter().min().unwrap(), gaps.iter().max().unwrap());
            prop_assert!(*least >= 1 && widest - least <= 1, "{:?}", gaps);
        }
    }
}
