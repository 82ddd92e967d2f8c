//! The publisher: statisticians' files in, a checked bundle of static files out.
//!
//! [`load::load`] reads: the configuration ([`config`]), the cells of every source ([`mod@read`]), the
//! areas their keys stand for ([`territory`]), the observations of each indicator ([`observe`],
//! [`series`]), brought to the chosen territorial status ([`changes`]), with what the configuration
//! says about them ([`marks`], [`range`]), what follows from them ([`aggregate`]), what of it may not
//! leave the office ([`disclosure`]), and the words that lead to areas ([`search`]).
//! [`content::Content`] is the hand-over between reading and writing: [`mod@bundle`] makes the files and
//! puts them in place, [`mod@verify`] reads them back, [`paper`] prints profiles of what was published.
//! Everything that was rejected, repaired or left without a value is a [`finding::Finding`];
//! [`report_page`] tells them as JSON or as a page, [`progress`] how far it is.
//! [`mod@inspect`] proposes recipes for files that nobody has described yet.

pub mod aggregate;
pub mod bundle;
pub mod cells;
pub mod changes;
pub mod config;
pub mod content;
pub mod disclosure;
pub mod error;
pub mod facilities;
pub mod finding;
mod gaps;
pub mod gather;
pub mod geometry;
pub mod imprint;
pub mod inspect;
pub mod licence;
pub mod load;
pub mod marks;
pub mod number;
pub mod observe;
pub mod opening;
pub mod pages;
pub mod paper;
pub mod pass;
pub mod periods;
pub mod preview;
pub mod progress;
pub mod range;
pub mod read;
pub mod repeats;
pub mod report;
pub mod report_page;
pub mod search;
pub mod series;
pub mod site;
pub mod territory;
pub mod verify;
