//! The manifest, the catalogue, and what stands directly in it.

use crate::model::{
    AreaSystem, BlockRef, Catalogue, FileRef, GeometryRef, Manifest, PackRef, Source, TextsRef,
    Theme,
};

use super::super::node::{Node, date, f64, text, u16, u32};
use super::area::level;
use super::indicator::indicator;
use super::level_ix;

/// A manifest; fields of later versions are passed over.
pub(crate) fn manifest(node: &Node<'_>) -> Manifest {
    Manifest {
        teilraum: node.field("teilraum", text),
        generation: node.field("generation", text),
        first: node.list("first", text),
    }
}

/// A catalogue.
pub(crate) fn catalogue(node: &Node<'_>) -> Catalogue {
    node.only(&[
        "teilraum",
        "key",
        "languages",
        "texts",
        "systems",
        "levels",
        "areas",
        "geometry",
        "search",
        "themes",
        "indicators",
        "sources",
        "packs",
        "default_indicator",
        "default_level",
        "downloads",
    ]);
    Catalogue {
        teilraum: node.field("teilraum", text),
        key: node.field("key", text),
        languages: node.list("languages", text),
        texts: node.lookup("texts", texts_ref),
        systems: node.list("systems", area_system),
        levels: node.list("levels", level),
        areas: node.list("areas", file_ref),
        geometry: node.list("geometry", geometry_ref),
        search: node.field("search", file_ref),
        themes: node.list("themes", theme),
        indicators: node.list("indicators", indicator),
        sources: node.list("sources", source),
        packs: node.list("packs", pack_ref),
        default_indicator: node.field("default_indicator", text),
        default_level: node.field("default_level", text),
        downloads: node.list("downloads", file_ref),
    }
}

fn file_ref(node: &Node<'_>) -> FileRef {
    node.only(&["path", "bytes"]);
    FileRef {
        path: node.field("path", text),
        bytes: node.field("bytes", u32),
    }
}

fn texts_ref(node: &Node<'_>) -> TextsRef {
    node.only(&["core", "definitions"]);
    TextsRef {
        core: node.field("core", file_ref),
        definitions: node.field("definitions", file_ref),
    }
}

fn area_system(node: &Node<'_>) -> AreaSystem {
    node.only(&["key", "status"]);
    AreaSystem {
        key: node.field("key", text),
        status: node.field("status", date),
    }
}

fn theme(node: &Node<'_>) -> Theme {
    node.only(&["key"]);
    Theme {
        key: node.field("key", text),
    }
}

fn source(node: &Node<'_>) -> Source {
    node.only(&["key", "licence", "licence_url", "url", "issued"]);
    Source {
        key: node.field("key", text),
        licence: node.field("licence", text),
        licence_url: node.field("licence_url", text),
        url: node.optional("url", text),
        issued: node.optional("issued", date),
    }
}

fn geometry_ref(node: &Node<'_>) -> GeometryRef {
    node.only(&[
        "system",
        "sources",
        "projection",
        "bands",
        "error_m",
        "neighbours",
    ]);
    GeometryRef {
        system: node.field("system", text),
        sources: node.list("sources", text),
        projection: node.field("projection", text),
        bands: node.list("bands", file_ref),
        error_m: node.list("error_m", f64),
        neighbours: node.field("neighbours", file_ref),
    }
}

pub(super) fn block_ref(node: &Node<'_>) -> BlockRef {
    node.only(&["file", "level", "areas", "periods"]);
    BlockRef {
        file: node.field("file", file_ref),
        level: node.field("level", level_ix),
        areas: node.pair("areas", u32),
        periods: node.pair("periods", u16),
    }
}

fn pack_ref(node: &Node<'_>) -> PackRef {
    node.only(&["file", "parent", "level"]);
    PackRef {
        file: node.field("file", file_ref),
        parent: node.field("parent", text),
        level: node.field("level", level_ix),
    }
}
