//! Kinds of map beyond classes on outlines: what the page says and offers about them.
//!
//! The core does not build this module (feature `kinds`); its answer says `beyond`, and the page goes
//! on with the larger module, which does. `controls` lists what a reader may choose, `answer` holds
//! what pages show of it; each kind has a file of its own: `symbols` draws circles over the areas,
//! `shapes` puts tiles or circles in their place, whose sizes `sizes` finds, `facilities` draws points;
//! `beyond` is what of all this a map keeps. Their words stand in a catalogue of their
//! own (`www/messages/kinds`), which a [`Speaker`](super::Speaker) knows besides the page's.

mod answer;
mod beyond;
mod controls;
mod facilities;
mod shapes;
mod sizes;
mod symbols;

pub use answer::{FacilityKey, KindAnswer, KindControls, Nearby, SizeKey, SymbolKey};
pub(super) use beyond::Beyond;
pub(super) use facilities::{hover, want as want_facilities};
pub(super) use shapes::ShapeKey;
pub(super) use sizes::want as want_sizes;
pub(super) use symbols::Sight;

use super::map::MapView;
use super::shown::Shown;
use super::view::View;

/// What the view says about its kind of map.
pub(super) fn answer(view: &View<'_>, map: &MapView, _shown: Option<&Shown>) -> KindAnswer {
    KindAnswer {
        controls: controls::controls(view),
        symbols: map.symbol_key(view),
        sized_by: sizes::sentence(view),
        facilities: facilities::legend(view),
        facilities_note: facilities::note(view),
        nearby: facilities::nearby(view, map),
    }
}
