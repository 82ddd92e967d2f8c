//! The view's state: everything a link restores.
//!
//! [`ViewState`] is what the reader has chosen. An [`Action`] changes it, through
//! [`ViewState::apply`] and nowhere else; [`Changes`] names what must be answered or drawn anew.
//! The link codec writes a state to the fragment of the address and reads it back.

mod action;
mod apply;
mod kind;
mod link;
mod view;

pub use action::{Action, Changes, Direction, RankMove, SortColumn};
pub use apply::Scope;
pub use link::{LinkNotice, read, write};
pub use view::{
    AreaShape, CLASS_COUNTS, CameraState, Category, ClassChoice, LINK_VERSION, MapChoice, MapKind,
    Multiples, PeriodChoice, Sort, Tab, ViewState,
};

#[cfg(test)]
mod tests;
