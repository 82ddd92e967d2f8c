//! What is said of how the map shows its values, besides the values.

use crate::state::{AreaShape, MapKind};
use crate::text::Arg;

use super::super::answer::Answer;
use super::super::view::View;
use super::shapes::shape_of;
use super::told::Told;
use super::{KindAnswer, facilities};

/// What is said in other words where circles lie over areas.
pub(super) static SYMBOLS: Told = Told {
    family: "kind.symbols.",
    args: Vec::new(),
    measure: None,
};

/// Puts the sentences after the one on what the map shows, and what those who listen need to know.
pub(super) fn put_manner(view: &View<'_>, answer: &mut Answer) {
    let sentences = sentences(view, &answer.kinds);
    let at = answer.words.len().min(1);
    answer.words.splice(at..at, sentences);
    let key = match shape_of(view) {
        AreaShape::Outlines => return,
        AreaShape::Tiles => "kind.shape.tiles.spoken",
        AreaShape::Circles => "kind.shape.circles.spoken",
    };
    answer.spoken = format!("{} {}", answer.spoken, view.speaker.say(key, &[]));
}

fn sentences(view: &View<'_>, kinds: &KindAnswer) -> Vec<String> {
    let kind = match view.state.map.kind {
        MapKind::Unclassed => view.speaker.say("kind.unclassed.manner", &[]),
        MapKind::Symbols => {
            let negative = kinds
                .symbols
                .as_ref()
                .is_some_and(|it| !it.negative.is_empty());
            let args = [("negative", Arg::Text(if negative { "yes" } else { "no" }))];
            view.speaker.say("kind.symbols.manner", &args)
        }
        MapKind::Classes | MapKind::Change | MapKind::Two => String::new(),
    };
    let certainty = kinds.certainty.as_ref().map(|it| it.meaning.clone());
    let all = [
        kind,
        kinds.sized_by.clone(),
        certainty.unwrap_or_default(),
        drawn(view),
    ];
    all.into_iter().filter(|it| !it.is_empty()).collect()
}

/// "Eingezeichnet sind auch Einrichtungen: Kindertageseinrichtungen (42)."; empty without any.
fn drawn(view: &View<'_>) -> String {
    let layers = facilities::counted(view);
    if layers.is_empty() {
        return String::new();
    }
    let named = |(title, n): (&str, usize)| format!("{title} ({})", view.speaker.count(n));
    let layers: Vec<String> = layers.into_iter().map(named).collect();
    let layers = view.speaker.list(&layers);
    view.speaker
        .say("kind.facilities.manner", &[("layers", Arg::Text(&layers))])
}
