//! Rates standardised by age (`rate.*`).
