//! One function per model type that is written as JSON: what its fields are called, and what they
//! hold. The names are those that the types write themselves with; a test holds both together.

mod area;
mod catalogue;
mod indicator;
#[cfg(test)]
mod tests;
mod texts;

pub(crate) use area::area;
pub(crate) use catalogue::{catalogue, downloads, manifest, pack_ref};
pub(crate) use texts::{definition, texts};

use crate::model::LevelIx;

use super::node::{Node, u8};

fn level_ix(node: &Node<'_>) -> LevelIx {
    LevelIx(u8(node))
}
