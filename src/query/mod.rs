//! Questions to the table: which areas belong to a view, with which cells; which values share one
//! classification; how one area went over time.
//!
//! A [`Question`] names indicator, level, category and period. [`rows`] answers it for the map and
//! the table, [`pooled_values`] for classes that hold over all periods, [`series`] for one area. A
//! [`Verdict`] says which areas meet a condition.

mod pooled;
mod rows;
mod series;
mod verdict;

pub use pooled::pooled_values;
pub use rows::{Question, Row, exists_in, rows};
pub use series::{Point, Series, series};
pub use verdict::{Tally, Verdict};
