//! Kinds of map beyond classes on outlines: what the page says and offers about them.
//!
//! The core does not build this module (feature `kinds`); its answer says `beyond`, and the page goes
//! on with the larger module, which does. `controls` lists what a reader may choose, `answer` holds
//! what pages show of it; each kind has a file of its own. Their words stand in a catalogue of their
//! own (`www/messages/kinds`), which a [`Speaker`](super::Speaker) knows besides the page's.

mod answer;
mod controls;
pub(super) mod multiples;
mod sheet;

pub use answer::{KindAnswer, KindControls};
pub use multiples::{SmallMap, SmallMaps, SmallMapsAnswer, SmallSize};
pub use sheet::{Anchor, Item, Sheet, SheetOrder, SheetPicture, Tile, measured, wrapped};

use super::shown::Shown;
use super::view::View;

/// What the view says about its kind of map.
pub(super) fn answer(view: &View<'_>, _shown: Option<&Shown>) -> KindAnswer {
    KindAnswer {
        controls: controls::controls(view),
    }
}
