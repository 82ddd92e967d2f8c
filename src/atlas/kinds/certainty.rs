//! Areas whose place chance leaves open: hatched, counted, and told.

use crate::color::{Pattern, Rgb, ink_on};
use crate::model::Uncertainty;
use crate::scene::Look;
use crate::state::MapKind;
use crate::text::Arg;

use super::super::answer::dto;
use super::super::shown::{Shown, ShownRow};
use super::super::view::View;
use super::two;

dto! {
    /// The legend's entry for hatched areas.
    pub struct Certainty {
        /// "Klasse unsicher".
        pub label: String,
        /// How many areas are hatched.
        pub count: String,
        /// What that means, in a sentence.
        pub meaning: String,
    }
}

/// Whether the view shows an indicator that declares what chance makes of it.
pub(super) fn is_declared(view: &View<'_>) -> bool {
    let declares = |view: &View<'_>| view.indicator.uncertainty != Uncertainty::None;
    declares(view) || two::second(view).is_some_and(|second| declares(&second))
}

/// Whether the area of `row` is hatched.
pub(super) fn is_hatched(view: &View<'_>, shown: &Shown, row: &ShownRow) -> bool {
    if !view.state.map.certainty {
        return false;
    }
    let doubt = shown.doubt(row);
    if let Some(two) = &shown.two {
        let limits = doubt.and_then(|it| it.limits);
        return two.is_uncertain(row.row.area, row.row.cell, limits);
    }
    match view.state.map.kind {
        MapKind::Classes | MapKind::Two => doubt.is_some_and(|it| it.uncertain().is_some()),
        // Without classes a color says how high an area ranks.
        MapKind::Unclassed => {
            let ranks = doubt.and_then(|it| it.ranks);
            ranks.is_some_and(|[best, worst]| best != worst)
        }
        MapKind::Change | MapKind::Symbols => false,
    }
}

/// Hatches a look in the ink of its fill.
pub(super) fn hatch(look: &mut Look) {
    look.pattern = Some(Pattern::Uprights);
    look.ink = ink_on(Rgb(look.fill)).0;
}

/// The legend's entry; `None` unless uncertain areas are to be hatched.
pub(super) fn certainty(view: &View<'_>, shown: &Shown) -> Option<Certainty> {
    let kind = view.state.map.kind;
    let drawn = !matches!(kind, MapKind::Change | MapKind::Symbols);
    if !(view.state.map.certainty && drawn && is_declared(view)) {
        return None;
    }
    let numbers = shown.rows.iter().filter(|it| it.row.cell.state.is_number());
    let total = view.speaker.count(numbers.count());
    let hatched = shown.rows.iter().filter(|it| is_hatched(view, shown, it));
    let count = view.speaker.count(hatched.count());
    let what = match kind {
        MapKind::Unclassed => "rank",
        _ if shown.two.is_some() => "field",
        _ => "class",
    };
    let limits = view.indicator.uncertainty.has_limits();
    let level = view.speaker.level(&view.level.key).many_dative;
    let args = [
        ("what", Arg::Text(what)),
        ("kind", Arg::Text(if limits { "limits" } else { "chance" })),
        ("n", Arg::Text(&count)),
        ("total", Arg::Text(&total)),
        ("level", Arg::Text(&level)),
    ];
    Some(Certainty {
        label: view.speaker.say("kind.certainty", &args[..1]),
        meaning: view.speaker.say("kind.certainty.meaning", &args),
        count,
    })
}
