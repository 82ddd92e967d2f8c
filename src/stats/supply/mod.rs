//! Need and supply (`supply.*`).
