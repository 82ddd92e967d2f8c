//! Below the maps: source, licence, territorial status, data version, date and link.

use crate::model::Date;
use crate::text::Arg;

use super::super::super::Atlas;
use super::super::super::answer::SourceLine;
use super::super::super::view::View;
use super::SheetOrder;
use super::flow::{Flow, Kind};

/// Puts the foot of a sheet; `statuses` are the territorial statuses of its figures.
pub(super) fn put(
    foot: &mut Flow,
    view: &View<'_>,
    (sources, statuses): (&[SourceLine], &[&str]),
    (atlas, order): (&Atlas, &SheetOrder),
) {
    for line in sources {
        foot.text(Kind::Note, &line.text);
    }
    let mut told: Vec<&str> = Vec::new();
    for status in statuses {
        if !status.is_empty() && !told.contains(status) {
            told.push(status);
        }
    }
    if !told.is_empty() {
        let (label, told) = (view.speaker.say("method.territory", &[]), told.join("; "));
        foot.text(Kind::Note, &format!("{label}: {told}"));
    }
    let title = &view.speaker.texts.atlas.title;
    let date = order.date.parse::<Date>().ok();
    let date = date.map(|date| view.speaker.date(date)).unwrap_or_default();
    let made = [
        ("atlas", Arg::Text(title.as_str())),
        ("version", Arg::Text(atlas.version())),
        ("date", Arg::Text(&date)),
    ];
    let key = if date.is_empty() {
        "kind.sheet.undated"
    } else {
        "kind.sheet.made"
    };
    foot.text(Kind::Note, &view.speaker.say(key, &made));
    foot.text(Kind::Note, &order.link);
}
