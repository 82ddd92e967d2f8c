//! Intervals of shares, counts, rates and means (`ci.*`).
