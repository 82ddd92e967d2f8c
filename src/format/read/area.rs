//! Levels and areas.

use crate::model::{Area, AreaIx, Level};

use super::super::node::{Node, date, text, u32};
use super::level_ix;

pub(super) fn level(node: &Node<'_>) -> Level {
    node.object();
    Level {
        key: node.field("key", text),
        system: node.field("system", text),
        parent: node.optional("parent", level_ix),
        areas: node.pair("areas", u32),
    }
}

/// An area.
pub(crate) fn area(node: &Node<'_>) -> Area {
    node.object();
    Area {
        key: node.field("key", text),
        level: node.field("level", level_ix),
        parent: node.optional("parent", area_ix),
        short: match node.optional("short", text) {
            Some(short) => short,
            None => super::super::areas::first_part(&node.field("name", text)).to_owned(),
        },
        name: node.field("name", text),
        kind: node.field("kind", text),
        locative: node.field("locative", text),
        valid_from: node.optional("valid_from", date),
        valid_to: node.optional("valid_to", date),
        successors: node.list_if_any("successors", area_ix),
    }
}

fn area_ix(node: &Node<'_>) -> AreaIx {
    AreaIx(u32(node))
}
