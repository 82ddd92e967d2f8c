//! Kinds of map beyond classes on outlines: what the page says and offers about them.
//!
//! The core does not build this module (feature `kinds`); its answer says `beyond`, and the page goes
//! on with the larger module, which does. `controls` lists what a reader may choose, `answer` holds
//! what pages show of it; each kind has a file of its own. `told` lets a kind speak in other words and
//! measure something else than the bundle holds, `change` does so with what has changed since another
//! period, `unclassed` colors without classes, `finish` adds to an answer what only a kind knows.
//! `symbols` draws circles over the areas, `shapes` puts tiles or circles in their place, whose sizes
//! `sizes` finds, `facilities` draws points; `beyond` is what of all this a map keeps. Their words stand in a catalogue of their
//! own (`www/messages/kinds`), which a [`Speaker`](super::Speaker) knows besides the page's.

mod answer;
mod beyond;
mod change;
mod controls;
mod facilities;
mod finish;
pub(super) mod multiples;
mod shapes;
mod sizes;
mod symbols;
mod told;
mod unclassed;

pub use answer::{
    FacilityKey, KindAnswer, KindControls, Nearby, RampLegend, RampStop, SizeKey, SymbolKey,
};
pub(super) use beyond::Beyond;
pub(super) use change::{ChangeKey, Measured, measure};
pub(super) use facilities::{hover, want as want_facilities};
pub(super) use finish::{finish, hovered, reason_of};
pub use multiples::{SmallMap, SmallMaps, SmallMapsAnswer, SmallSize};
pub(super) use shapes::ShapeKey;
pub(super) use sizes::want as want_sizes;
pub(super) use symbols::Sight;
pub(super) use told::Told;
pub(super) use unclassed::{Ramp, put_ramp};

use crate::state::MapKind;

use super::map::MapView;
use super::view::View;

/// What the view says about its kind of map.
pub(super) fn answer(view: &View<'_>, map: &MapView) -> KindAnswer {
    KindAnswer {
        controls: controls::controls(view),
        ramp: None,
        symbols: map.symbol_key(view),
        sized_by: sizes::sentence(view),
        facilities: facilities::legend(view),
        facilities_note: facilities::note(view),
        nearby: facilities::nearby(view, map),
    }
}

/// The colors of a view without classes.
pub(super) fn ramp(view: &View<'_>) -> Option<Ramp> {
    let unclassed = view.state.map.kind == MapKind::Unclassed;
    unclassed.then(|| Ramp::of(view)).flatten()
}

/// The view as its kind of map tells it.
pub(super) fn told(view: View<'_>) -> View<'_> {
    let mut view = view;
    match view.state.map.kind {
        MapKind::Unclassed => view.speaker.told = Some(&unclassed::UNCLASSED),
        MapKind::Change => {
            if let Some(measured) = view.files.measured.as_deref()
                && measured.key == ChangeKey::of(&view)
            {
                return measured.shown_by(view);
            }
        }
        MapKind::Classes | MapKind::Two | MapKind::Symbols => {}
    }
    view
}

impl<'a> View<'a> {
    /// The change this view shows, if it shows one.
    pub(in crate::atlas) fn measured(&self) -> Option<&'a Measured> {
        let measured = self.files.measured.as_deref()?;
        std::ptr::eq(self.table, &raw const measured.table).then_some(measured)
    }
}
