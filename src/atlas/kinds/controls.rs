//! What a reader may choose about the kind of map.

use crate::model::{Indicator, Period};
use crate::state::{AreaShape, MapKind};
use crate::text::Arg;

use super::super::answer::{Choice, ThemeMenu};
use super::super::view::View;
use super::KindControls;
use super::certainty::is_declared;
use super::shapes::{fits, shape_of};

/// The controls of a view.
pub(super) fn controls(view: &View<'_>) -> KindControls {
    let map = &view.state.map;
    let kind = |kind: MapKind| choice(view, "kind.", kind.key(), map.kind == kind);
    let shape = |shape| {
        choice(
            view,
            "kind.shape.",
            AreaShape::key(shape),
            shape_of(view) == shape,
        )
    };
    let shapes = AreaShape::ALL.into_iter();
    let only = |of: MapKind| map.kind == of;
    KindControls {
        kinds: MapKind::ALL.map(kind).to_vec(),
        shapes: shapes
            .filter(|it| fits(view.level, *it))
            .map(shape)
            .collect(),
        since: if only(MapKind::Change) {
            since(view)
        } else {
            Vec::new()
        },
        relative: only(MapKind::Change).then_some(map.relative),
        seconds: if only(MapKind::Two) {
            seconds(view)
        } else {
            Vec::new()
        },
        certainty: is_declared(view).then_some(map.certainty),
        facilities: facilities(view),
    }
}

/// A choice that is named and explained by messages.
fn choice(view: &View<'_>, family: &str, key: &str, chosen: bool) -> Choice {
    Choice {
        key: key.to_owned(),
        label: view.speaker.say(&format!("{family}{key}"), &[]),
        chosen,
        note: view.speaker.say(&format!("{family}{key}.note"), &[]),
    }
}

/// The periods before the one shown, and the one chosen; the first choice leaves it to the atlas.
fn since(view: &View<'_>) -> Vec<Choice> {
    let chosen = view.state.map.since.as_deref();
    let measured = view.measured;
    let plain = view.plain();
    let periods = &plain.indicator.periods;
    let earliest = measured.and_then(|it| periods.get(it.earliest?.index()));
    let tick = earliest.map(|it| view.speaker.tick(it)).unwrap_or_default();
    let known = if tick.is_empty() { "no" } else { "yes" };
    let args = [("known", Arg::Text(known)), ("period", Arg::Text(&tick))];
    let by_itself = Choice {
        key: String::new(),
        label: view.speaker.say("kind.since.earliest", &args),
        chosen: chosen.is_none(),
        note: String::new(),
    };
    let period = |period: &Period| Choice {
        key: period.key.clone(),
        label: view.speaker.period(period),
        chosen: chosen == Some(period.key.as_str()),
        note: String::new(),
    };
    let earlier = |it: &&Period| it.start < view.period.start || chosen == Some(it.key.as_str());
    let others = periods.iter().filter(earlier).map(period);
    std::iter::once(by_itself).chain(others).collect()
}

/// The indicators that have the view's level, by theme, without the view's own.
fn seconds(view: &View<'_>) -> Vec<ThemeMenu> {
    let Some(catalogue) = &view.files.catalogue else {
        return Vec::new();
    };
    let fits =
        |it: &&Indicator| it.key != view.indicator.key && it.levels().contains(&view.level_ix);
    let choice = |it: &Indicator| Choice {
        key: it.key.clone(),
        label: view.speaker.indicator(it).short,
        chosen: view.state.map.second.as_deref() == Some(it.key.as_str()),
        note: String::new(),
    };
    let theme = |theme: &crate::model::Theme| {
        let of_theme = catalogue
            .indicators
            .iter()
            .filter(|it| it.theme == theme.key);
        let label = view.speaker.texts.themes.get(&theme.key);
        ThemeMenu {
            key: theme.key.clone(),
            label: label.cloned().unwrap_or_default(),
            indicators: of_theme.filter(fits).map(choice).collect(),
        }
    };
    let themes = catalogue.themes.iter().map(theme);
    themes.filter(|it| !it.indicators.is_empty()).collect()
}

/// The facilities of the view's area system.
fn facilities(view: &View<'_>) -> Vec<Choice> {
    let layers = view.files.catalogue.iter().flat_map(|it| &it.facilities);
    let own = layers.filter(|it| it.system == view.level.system);
    let shown = &view.state.map.facilities;
    let titles = &view.speaker.texts.facilities;
    own.map(|it| Choice {
        key: it.key.clone(),
        label: titles.get(&it.key).cloned().unwrap_or_default(),
        chosen: shown.contains(&it.key),
        note: view.speaker.count(it.count as usize),
    })
    .collect()
}
