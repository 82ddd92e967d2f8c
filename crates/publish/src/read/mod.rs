//! Reading sources: from the bytes of an office's file to cells that still are text.
//!
//! [`decode`] turns bytes into characters, [`pivot`] and [`ffcsv`] turn tables into [`RawCell`]s by
//! explicit recipe, [`period`] reads what the file says about time, and [`sign`] says what a cell
//! means: a number on the indicator's grid, or why there is none.

pub mod decode;
pub mod ffcsv;
pub mod period;
pub mod pivot;
pub mod sign;

use teilraum::model::{CategoryIx, Flags, Period};

/// A cell of a source as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCell {
    /// Row, from 1, as a text editor counts.
    pub row: u64,
    /// Name or number of the column.
    pub column: String,
    /// The area's key, blanks around it removed.
    pub key: String,
    /// When it holds.
    pub period: Period,
    /// Category tuple of the indicator.
    pub category: CategoryIx,
    /// The cell itself, blanks around it removed.
    pub text: String,
    /// What the file's quality letters say.
    pub flags: Flags,
}

/// The sign that stands for characters that could not be read.
pub(crate) const DAMAGE: char = char::REPLACEMENT_CHARACTER;
