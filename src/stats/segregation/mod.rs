//! How unevenly a group lives (`segregation.*`).

mod two_group;

pub use two_group::{Segregation, two_group};
