//! The inner loops of the painter: what runs once per vertex or once per pixel of a frame.
//!
//! They are a crate of their own because the rest of the wasm is built for size and these for
//! speed (`[profile.release.package.teilraum-raster]`). Everything is a plain loop over slices, in
//! whole numbers or plain IEEE arithmetic: the same input gives the same bytes on every machine.
//!
//! A [`Projection`] takes grid points to fixed-point pixels. [`Cells`] hold a screen: borders of a
//! [`Net`] leave traces in it ([`Window`]), which [`Cells::settle`] turns into ids;
//! [`Cells::shift`] moves ids and looks up what comes in. [`Kinds`] finds where ids change, after a
//! shift only where that can be otherwise.
//! [`Fill`] turns ids into colors, with what a [`Mask`] holds where no area is. [`SampleTable`] adds up many
//! samples per pixel, [`Coverage`] draws lines of any width, [`Spares`] finds pixels for areas without any.

mod blend;
mod borders;
mod cells;
mod fill;
mod fixed;
mod grid;
mod ink;
mod mask;
mod retrace;
mod settle;
mod shift;
mod spare;
mod stroke;
mod sums;
mod swar;
mod trace;

pub use blend::{mix, over};
pub use borders::{KINDS, Kind, Kinds, Screen};
pub use cells::Cells;
pub use fill::{Fill, PLAIN, stride};
pub use fixed::{MOST_ACROSS, PixelBox, Projection, REACH_PX, SHIFT, Sieve, UNITS};
pub use grid::{Arc, BLOCK, GridBox, Net, blocks_of};
pub use ink::{Ink, Tile};
pub use mask::Mask;
pub use retrace::Patch;
pub use settle::{Ledger, Stray};
pub use spare::Spares;
pub use stroke::{Coverage, pixels_from_units};
pub use sums::{Lanes, Outside, PATTERNED, SampleTable, lanes};
pub use trace::Window;
