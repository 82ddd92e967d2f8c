//! The manifest, the catalogue, and what stands directly in it.

use crate::model::{
    AreaSystem, BlockRef, Catalogue, ContextRef, DownloadRef, FacilitiesRef, FileRef, GeometryRef,
    Manifest, PackRef, PagesRef, RunRef, Source, TextsRef, Theme,
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
        crc32: node.optional("crc32", u32),
        first: node.list("first", text),
        mesh: node.optional("mesh", text),
        previous: node.optional("previous", text),
        preview: node.optional("preview", text),
    }
}

/// A catalogue. Where version 0.1 had one file for all areas, its run is left empty.
pub(crate) fn catalogue(node: &Node<'_>) -> Catalogue {
    node.object();
    Catalogue {
        teilraum: node.field("teilraum", text),
        needs: node.list_if_any("needs", text),
        key: node.field("key", text),
        languages: node.list("languages", text),
        texts: node.lookup("texts", texts_ref),
        systems: node.list("systems", area_system),
        levels: node.list("levels", level),
        areas: node.list("areas", run_ref),
        geometry: node.list("geometry", geometry_ref),
        search: node.list_or_one("search", run_ref),
        themes: node.list("themes", theme),
        indicators: node.list("indicators", indicator),
        sources: node.list("sources", source),
        packs: node.list("packs", pack_ref),
        pack_lists: node.list_if_any("pack_lists", run_ref),
        facilities: node.list_if_any("facilities", facilities_ref),
        default_indicator: node.field("default_indicator", text),
        default_level: node.field("default_level", text),
        // A list in version 0.1, of paths that no view needs.
        downloads: node.object_if_any("downloads", file_ref),
        pages: node.optional("pages", pages_ref),
    }
}

fn file_ref(node: &Node<'_>) -> FileRef {
    node.object();
    FileRef {
        path: node.field("path", text),
        bytes: node.field("bytes", u32),
    }
}

fn run_ref(node: &Node<'_>) -> RunRef {
    node.object();
    RunRef {
        path: node.field("path", text),
        bytes: node.field("bytes", u32),
        areas: node.pair_if_any("areas", u32),
    }
}

fn context_ref(node: &Node<'_>) -> ContextRef {
    node.object();
    ContextRef {
        sources: node.list("sources", text),
        file: node.field("file", file_ref),
    }
}

fn facilities_ref(node: &Node<'_>) -> FacilitiesRef {
    node.object();
    FacilitiesRef {
        key: node.field("key", text),
        system: node.field("system", text),
        sources: node.list("sources", text),
        unit: node.field("unit", text),
        count: node.field("count", u32),
        file: node.field("file", file_ref),
    }
}

fn download_ref(node: &Node<'_>) -> DownloadRef {
    node.object();
    DownloadRef {
        path: node.field("path", text),
        bytes: node.field("bytes", u32),
        hash: node.optional("hash", text),
        title: node.optional("title", text),
        media_type: node.or_default("media_type", text),
        sources: node.list_if_any("sources", text),
    }
}

fn pages_ref(node: &Node<'_>) -> PagesRef {
    node.object();
    PagesRef {
        path: node.field("path", text),
        list: node.optional("list", file_ref),
        languages: node.list("languages", text),
        levels: node.list("levels", level_ix),
        anchored: node.list_if_any("anchored", level_ix),
    }
}

fn texts_ref(node: &Node<'_>) -> TextsRef {
    node.object();
    TextsRef {
        core: node.field("core", file_ref),
        definitions: node.field("definitions", file_ref),
    }
}

fn area_system(node: &Node<'_>) -> AreaSystem {
    node.object();
    AreaSystem {
        key: node.field("key", text),
        status: node.field("status", date),
    }
}

fn theme(node: &Node<'_>) -> Theme {
    node.object();
    Theme {
        key: node.field("key", text),
    }
}

fn source(node: &Node<'_>) -> Source {
    node.object();
    Source {
        key: node.field("key", text),
        licence: node.field("licence", text),
        licence_url: node.field("licence_url", text),
        url: node.optional("url", text),
        issued: node.optional("issued", date),
    }
}

fn geometry_ref(node: &Node<'_>) -> GeometryRef {
    node.object();
    GeometryRef {
        system: node.field("system", text),
        serves: node.list_if_any("serves", level_ix),
        status: node.optional("status", date),
        sources: node.list("sources", text),
        projection: node.field("projection", text),
        bands: node.list("bands", file_ref),
        error_m: node.list("error_m", f64),
        neighbours: node.list_or_one("neighbours", run_ref),
        mesh: node.optional("mesh", file_ref),
        context: node.optional("context", context_ref),
    }
}

pub(super) fn block_ref(node: &Node<'_>) -> BlockRef {
    node.object();
    BlockRef {
        file: node.field("file", file_ref),
        level: node.field("level", level_ix),
        areas: node.pair("areas", u32),
        periods: node.pair("periods", u16),
    }
}

/// The downloads of their list.
pub(crate) fn downloads(node: &Node<'_>) -> Vec<DownloadRef> {
    node.list("downloads", download_ref)
}

/// Where a pack is.
pub(crate) fn pack_ref(node: &Node<'_>) -> PackRef {
    node.object();
    PackRef {
        file: node.field("file", file_ref),
        parent: node.field("parent", text),
        level: node.field("level", level_ix),
    }
}
