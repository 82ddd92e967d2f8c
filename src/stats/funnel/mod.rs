//! Funnel plots (`funnel.*`).
