//! Types of areas (`typology.*`).
//!
//! [`Kmeans`] looks for the best grouping into a given number of types; [`Ward`] joins the most
//! similar groups step by step, and its [`Tree`] can be cut anywhere. Both give [`Types`];
//! [`Silhouette`] tells how well these are kept apart.

mod kmeans;
mod lloyd;
mod points;
mod seeding;
mod silhouette;
mod tree;
mod types;
mod ward;

pub use kmeans::{Grouping, Kmeans, kmeans};
pub use silhouette::{Separation, Silhouette, silhouette};
pub use tree::Tree;
pub use types::Types;
pub use ward::{Ward, ward};
