//! Composite indices and how sure their ranks are (`composite.*`).
