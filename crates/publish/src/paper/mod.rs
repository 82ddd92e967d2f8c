//! The profile of an area on paper: a tagged PDF that says what the page of profiles says.
//!
//! A bundle is opened as a reader's browser opens it ([`Shelf`]), the engine tells the profile of an
//! area, `content` puts its texts in order ([`sheet::Sheet`]), `body` lays them out on A4 pages
//! (`flow`, `table`, `strip`), and `paint` writes the pages with their structure. Every number is the
//! engine's text; nothing here formats or computes one.
//!
//! Profiles are made of a published bundle and never of an atlas that is yet to be published: what
//! they tell has gone through disclosure control and is in its ledger.

mod body;
pub mod choose;
mod cited;
mod content;
mod error;
mod face;
mod flow;
mod foot;
mod lines;
mod page;
mod paint;
pub mod sheet;
mod shelf;
mod strip;
mod table;

pub use content::told;
pub use error::PaperError;
pub use face::Missing;
pub use shelf::Shelf;

use teilraum::model::{AreaIx, Date};

/// What a profile says besides what the bundle holds.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Public address of the page that shows the atlas, for a link to the live profile.
    pub address: Option<String>,
    /// The day on which it is made; without one none is told.
    pub made: Option<Date>,
}

/// A profile as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the font does not have, each with a text in which it stands.
    pub missing: Vec<Missing>,
}

/// The profile of `area` as a PDF.
///
/// # Errors
/// A bundle that lacks a file of the profile or has a damaged one; a PDF that would break the rules of
/// PDF/UA-1.
pub fn write(shelf: &mut Shelf<'_>, area: AreaIx, order: &Order) -> Result<Paper, PaperError> {
    let sheet = told(shelf, area, order)?;
    let faces = face::Faces::new()?;
    let set = body::set(&faces, &sheet);
    let pages = set.pages.count();
    let bytes = paint::paint(&faces, &sheet, set)?;
    Ok(Paper {
        bytes,
        pages,
        missing: faces.missing(),
    })
}
