//! Inequality between areas or groups (`inequality.*`).
