//! Correlation, and many tests at once (`stats.*`).
