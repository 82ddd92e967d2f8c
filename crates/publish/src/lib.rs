//! The publisher: statisticians' files in, a checked bundle of static files out.
//!
//! [`content::Content`] is the hand-over between reading (tables, territory, geometry) and writing
//! (the bundle, its downloads, the first picture). Everything that was rejected, repaired or left
//! without a value is a [`finding::Finding`].

pub mod bundle;
pub mod content;
pub mod finding;
pub mod verify;
