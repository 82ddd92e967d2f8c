//! The view in plain words (*Einfache Sprache*), on request: short main clauses, one thought each,
//! no brackets, no abbreviations.
//!
//! Most of it is other wording: a [`Speaker`](super::super::Speaker) that is `easy` looks for every message in the family
//! [`FAMILY`] first, and spells out units, percentages and dates. What needs other sentences and not
//! only other words is made here: `words` tells the view, `card` the chosen area, `amount` says a
//! value. Names of indicators, areas and units are the publisher's and stay as they are; whoever has
//! texts in checked *Leichte Sprache* supplies them with the definitions.

mod amount;
mod card;
mod words;

use crate::state::MapKind;
use crate::text::Arg;

use super::super::answer::Answer;
use super::super::shown::Shown;
use super::super::view::View;

/// In front of the key of every message that has a plain wording.
pub(super) const FAMILY: &str = "kind.easy.";

/// Tells the view anew in plain words, where they are asked for.
pub(super) fn put(view: &View<'_>, shown: &Shown, answer: &mut Answer) {
    if !view.state.easy {
        return;
    }
    // Two indicators are told by other sentences, which are plain by their wording alone.
    if view.state.map.kind == MapKind::Two {
        return;
    }
    answer.words = words::words(view, shown);
    if let Some(card) = &mut answer.area {
        card::put(view, card);
    }
    let told = answer.words.get(1).or(answer.words.first());
    let summary = answer.area.as_ref().map(|it| &it.spoken).or(told);
    let spoken = [
        ("title", Arg::Text(&answer.heading.title)),
        ("summary", Arg::Text(summary.map_or("", String::as_str))),
    ];
    answer.spoken = view.speaker.say("spoken.view", &spoken);
}
