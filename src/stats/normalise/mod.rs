//! Indicators on a common scale (`normalise.*`).
