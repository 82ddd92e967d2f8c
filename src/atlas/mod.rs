//! The façade.

pub mod answer;
