//! How a filter shows on the map, in the table, in words, on the card.

use crate::color::{Pattern, Rgb, ink_on};
use crate::model::AreaIx;
use crate::scene::Look;
use crate::text::Arg;

use super::super::super::answer::{Answer, Hover, Table, dto};
use super::super::super::shown::ShownRow;
use super::super::super::view::View;
use super::{Filtered, tell, waits};

dto! {
    /// The filter in force.
    pub struct FilterAnswer {
        /// What is asked, in a sentence; empty while nothing is.
        pub sentence: String,
        /// How many areas meet it.
        pub count: String,
        /// Of how many that is open; empty where all are decided.
        pub open: String,
        /// How many conditions there are.
        pub conditions: u32,
        /// Whether its files are on their way.
        pub waits: bool,
    }
}

/// What is known of the present filter, if one asks for something.
fn asking<'a>(view: &View<'a>) -> Option<&'a Filtered> {
    let filtered = view.files.filtered.as_deref()?;
    let present = filtered.key.level == view.level_ix;
    Some(filtered).filter(|it| present && !it.asks_nothing())
}

fn meets(view: &View<'_>, area: AreaIx) -> Option<Option<bool>> {
    let filtered = asking(view)?;
    Some(filtered.meets(area, view.level.range().start))
}

/// The filter of a view, if it has one.
pub(in super::super) fn answer(view: &View<'_>) -> Option<FilterAnswer> {
    let conditions = view.state.filter.conditions.len() as u32;
    let mut answer = FilterAnswer {
        conditions,
        waits: waits(view),
        ..FilterAnswer::default()
    };
    if let Some(filtered) = asking(view) {
        answer.sentence = tell::sentence(view, filtered);
        answer.count = tell::counted(view, filtered);
        answer.open = tell::open(view, filtered.tally.open);
    }
    (conditions > 0).then_some(answer)
}

/// Fades areas that do not meet the filter; of those of which that is not known, the ground is dotted.
pub(in crate::atlas) fn put_look(view: &View<'_>, row: &ShownRow, look: &mut Look) {
    match meets(view, row.row.area) {
        None | Some(Some(true)) => {}
        Some(Some(false)) => look.dim = true,
        Some(None) => {
            look.dim = true;
            if look.pattern.is_none() {
                look.pattern = Some(Pattern::Dots);
                look.ink = ink_on(Rgb(look.fill)).0;
            }
        }
    }
}

/// Keeps the rows of areas that meet the filter, then those of which that is not known. Areas that no
/// longer exist are none of those that are counted.
pub(in crate::atlas) fn keep(view: &View<'_>, rows: &mut Vec<&ShownRow>) {
    if asking(view).is_none() {
        return;
    }
    let known = |row: &&ShownRow| meets(view, row.row.area).flatten();
    rows.retain(|row| !view.files.areas.is_dissolved(row.row.area));
    let open: Vec<&ShownRow> = rows
        .iter()
        .copied()
        .filter(|row| known(row).is_none())
        .collect();
    rows.retain(|row| known(row) == Some(true));
    rows.extend(open);
}

/// What a tip says besides.
pub(in crate::atlas) fn put_tip(view: &View<'_>, area: AreaIx, tip: &mut Hover) {
    let said = said(view, area, "kind.filter.area");
    let said = said.filter(|_| meets(view, area) != Some(Some(true)));
    if let Some(said) = said {
        let parts = [tip.class.clone(), said];
        tip.class = parts
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
    }
}

/// Whether an area meets the filter, in words.
fn said(view: &View<'_>, area: AreaIx, key: &str) -> Option<String> {
    let known = match meets(view, area)? {
        Some(true) => "met",
        Some(false) => "failed",
        None => "open",
    };
    Some(view.speaker.say(key, &[("known", Arg::Text(known))]))
}

/// Tells the view of the filter.
pub(in super::super) fn finish(view: &View<'_>, answer: &mut Answer) {
    answer.complete &= !waits(view);
    let Some(filter) = answer
        .kinds
        .filter
        .clone()
        .filter(|it| !it.count.is_empty())
    else {
        return;
    };
    let counted = asking(view).map(|it| tell::heading(view, it));
    let counted = counted.unwrap_or_default();
    let subtitle = &mut answer.heading.subtitle;
    *subtitle = match subtitle.is_empty() {
        true => counted.clone(),
        false => format!("{subtitle} · {counted}"),
    };
    let told = [&filter.sentence, &filter.count, &filter.open];
    let told: Vec<String> = told
        .into_iter()
        .filter(|it| !it.is_empty())
        .cloned()
        .collect();
    answer.spoken = format!("{} {}", answer.spoken, filter.count);
    answer.words.splice(0..0, [told.join(" ")]);
    put_card(view, answer);
    if let Some(table) = &mut answer.table {
        put_table(view, table, &filter.count);
    }
}

fn put_card(view: &View<'_>, answer: &mut Answer) {
    let (Some(card), Some((ix, area))) = (&mut answer.area, view.chosen()) else {
        return;
    };
    if area.level == view.level_ix {
        let told = said(view, ix, "kind.filter.area");
        card.spoken = [Some(card.spoken.clone()), told]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        card.notes.extend(said(view, ix, "kind.filter.note"));
    }
}

fn put_table(view: &View<'_>, table: &mut Table, count: &str) {
    table.caption = format!("{}. {count}", table.caption);
    for row in &mut table.rows {
        let area = view.files.area(&row.key, view.level_ix);
        let open = area.filter(|ix| meets(view, *ix) == Some(None));
        if let Some(said) = open.and_then(|ix| said(view, ix, "kind.filter.note")) {
            row.note = format!("{} {said}", row.note).trim().to_owned();
        }
    }
}

/// Whether an area is told of: it meets the filter, or there is none.
pub(in super::super) fn is_kept(view: &View<'_>, area: AreaIx) -> bool {
    meets(view, area).is_none_or(|known| known == Some(true))
}
