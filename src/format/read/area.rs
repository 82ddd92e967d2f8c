//! Levels and areas.

use crate::model::{Area, AreaIx, Level};

use super::super::areas::first_part;
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
    let name = node.field("name", text);
    let short = node.optional("short", text);
    let short = short.unwrap_or_else(|| first_part(&name).to_owned());
    Area {
        key: node.field("key", text),
        level: node.field("level", level_ix),
        parent: node.optional("parent", area_ix),
        kind: node.field("kind", text),
        locative: filled(&node.field("locative", text), &short),
        name,
        short,
        valid_from: node.optional("valid_from", date),
        valid_to: node.optional("valid_to", date),
        successors: node.list_if_any("successors", area_ix),
    }
}

/// `pattern` with `short` for each `#`, and `#` for each `##`.
fn filled(pattern: &str, short: &str) -> String {
    // As nearly all are written.
    match pattern.bytes().position(|byte| byte == b'#') {
        None => return pattern.to_owned(),
        Some(at) if at + 1 == pattern.len() => return pattern[..at].to_owned() + short,
        Some(_) => {}
    }
    let mut pieces = pattern.split("##").map(|piece| piece.replace('#', short));
    let first = pieces.next().unwrap_or_default();
    pieces.fold(first, |filled, piece| filled + "#" + &piece)
}

fn area_ix(node: &Node<'_>) -> AreaIx {
    AreaIx(u32(node))
}
