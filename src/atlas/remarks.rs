//! What must be said beside a number: its footnote and its flags, one sentence each.

use crate::model::{AreaIx, CellRef, Flags, LevelIx, Part};
use crate::text::Arg;

use super::view::View;

/// The sentences beside the cell of `area` in the present view.
pub(super) fn remarks(
    view: &View<'_>,
    (area, level): (AreaIx, LevelIx),
    cell: CellRef,
    note: Option<&str>,
) -> Vec<String> {
    let written = note.map(|key| view.speaker.note(key));
    // A footnote explains itself, and mostly what the figure stands for.
    let said = match written {
        Some(_) => Flags::OTHER_TERRITORY.with(Flags::NOTE),
        None => Flags::NOTE,
    };
    let flags = Flags::ALL.into_iter();
    let flags = flags.filter(|(flag, _)| cell.flags.contains(*flag) && !said.contains(*flag));
    let sentence = |(flag, key): (Flags, &str)| {
        let share = (flag == Flags::CONVERTED).then(|| converted_share(view, area, level));
        match share.flatten() {
            Some(share) => {
                let args = [("share", Arg::Text(share.as_str()))];
                view.speaker.say("flag.converted.share", &args)
            }
            None => view.speaker.say(&format!("flag.{key}"), &[]),
        }
    };
    written.into_iter().chain(flags.map(sentence)).collect()
}

/// Which part of the value was converted, as a percentage: "12,3 %".
fn converted_share(view: &View<'_>, area: AreaIx, level: LevelIx) -> Option<String> {
    let share = view.part((area, level))(Part::Converted)?;
    let whole = crate::model::pow10(share.decimals);
    view.speaker.percent(share.units, whole, false)
}
