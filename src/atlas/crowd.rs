//! More areas than pixels: the map shows the areas above them.
//!
//! Where areas crowd so that many own no pixel, what is left of their pattern is noise. Each area
//! then shows the value of the area above it, in the same classes, and so do tip and pointer; the
//! answer says so. Counts do not fit the classes of smaller areas: they stay as they
//! are, and so do all kinds of map but classes.

use crate::geom::Outlines;
use crate::model::{AreaIx, MeasureKind};
use crate::scene::{IdBuffer, Look, Style};
use crate::state::MapKind;
use crate::text::Arg;

use super::shown::{Classes, Shown};
use super::view::View;

/// The view of the level above, if there is one.
pub(super) fn above<'a>(view: &View<'a>) -> Option<View<'a>> {
    let catalogue = view.files.catalogue.as_ref()?;
    let level_ix = catalogue.lineage(view.level_ix).nth(1)?;
    Some(View {
        level_ix,
        level: catalogue.levels.get(level_ix.index())?,
        ..*view
    })
}

/// What the areas above show, in the classes of the view.
pub(super) fn shown_above(view: &View<'_>, classes: &Classes) -> Option<Shown> {
    let plain = view.state.map.kind == MapKind::Classes;
    if view.indicator.kind == MeasureKind::Count || !plain {
        return None;
    }
    Shown::of(&above(view)?, classes.clone())
}

/// What is said of a crowded map.
pub(super) fn notice(view: &View<'_>) -> Option<String> {
    let name = |view: &View<'_>| view.speaker.level(&view.level.key).many;
    let names = [name(&above(view)?), name(view)];
    let args = [
        ("above", Arg::Text(&names[0])),
        ("level", Arg::Text(&names[1])),
    ];
    Some(view.speaker.say("map.crowded", &args))
}

/// Whether the map is crowded, and the looks it does not show now.
#[derive(Clone, Debug, Default)]
pub(super) struct Crowd {
    /// Looks of the areas above, by their number in the outlines, from 1.
    above: Vec<Look>,
    /// The areas' own looks while those above are shown.
    own: Vec<Look>,
    pub is_on: bool,
}

impl Crowd {
    /// Takes over looks; the style's are the areas' own, and those above them replace them where
    /// areas crowd.
    pub fn refresh(
        &mut self,
        outlines: &Outlines,
        style: &mut Style,
        look_above: impl Fn(AreaIx) -> Option<Look>,
    ) {
        let looks = outlines.parent_areas().iter().map(|ix| look_above(*ix));
        self.above = looks.collect::<Option<_>>().unwrap_or_default();
        self.own.clear();
        self.is_on &= !self.above.is_empty();
        if self.is_on {
            self.cover(outlines, style);
        }
    }

    fn cover(&mut self, outlines: &Outlines, style: &mut Style) {
        let look = |(id, own): (u32, &Look)| {
            let number = (outlines.parent(id) as usize).wrapping_sub(1);
            self.above.get(number).copied().unwrap_or(*own)
        };
        let above = (1..).zip(&style.looks).map(look).collect();
        self.own = std::mem::replace(&mut style.looks, above);
    }

    /// Whether `ids` are crowded; gives the style the looks that fit. True if they are others.
    pub fn update(&mut self, outlines: &Outlines, ids: &IdBuffer, style: &mut Style) -> bool {
        let crowded = ids.is_crowded(self.is_on) && !self.above.is_empty();
        if crowded == self.is_on {
            return false;
        }
        self.is_on = crowded;
        if crowded {
            self.cover(outlines, style);
        } else {
            style.looks = std::mem::take(&mut self.own);
        }
        true
    }
}
