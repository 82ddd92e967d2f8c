//! Projections with growing intervals (`forecast.*`).
