//! The engine of the atlas.
