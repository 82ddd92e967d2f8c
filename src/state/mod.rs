//! The view's state: everything a link restores.
//!
//! [`ViewState`] is what the reader has chosen. An [`Action`] changes it, through
//! [`ViewState::apply`] and nowhere else; [`Changes`] names what must be answered or drawn anew.
//! The link codec writes a state to the fragment of the address and reads it back.
//! A [`Filter`] holds the conditions that areas are to meet; the core carries it without reading it.

mod action;
mod apply;
#[cfg_attr(not(feature = "kinds"), path = "filter_carried.rs")]
mod filter;
#[cfg(feature = "kinds")]
mod filter_edit;
mod kind;
mod link;
mod profile;
mod view;

pub use action::{Action, Changes, Direction, RankMove, SortColumn};
pub use apply::Scope;
pub use filter::Filter;
#[cfg(feature = "kinds")]
pub use filter::{
    Condition, Figure, MOST_CONDITIONS, MOST_KEYS, PERCENT_DECIMALS, Side, Span, Test,
};
#[cfg(feature = "kinds")]
pub use filter_edit::FilterEdit;
pub use link::{LinkNotice, read, write};
pub use profile::{MOST_COMPARED, ProfileChoice, ProfilePart};
pub use view::{
    AreaShape, CLASS_COUNTS, CameraState, Category, ChartKind, ClassChoice, LINK_VERSION,
    MapChoice, MapKind, Multiples, PeriodChoice, Sort, Tab, ViewState,
};

#[cfg(all(test, feature = "kinds"))]
mod filter_tests;
#[cfg(test)]
mod tests;
