//! Comparison with a benchmark (`compare.*`).
