//! Published bytes: reading and writing every file of a bundle.
//!
//! A bundle is a folder. [`manifest`] reads `manifest.json`, which names the [`catalogue`]; that
//! lists all other files. [`area_run`] and [`join_areas`] give the list of areas, [`texts`] and
//! [`definitions`] the words of a language, [`search`] the words that lead to areas, [`topology`],
//! [`refine`] and [`neighbours`] the outlines, [`mesh`] the coarsest of them in fewer bytes, [`context`] the land around them, [`block`] and [`pack`] the observations,
//! [`facilities`] points with a capacity.
//!
//! Each of these takes the file's path for messages and its bytes, checks everything once and
//! returns plain [`model`](crate::model) types in which every position exists: no later read can
//! fail. A [`FormatError`] says in which file and where. `FORMAT.md` describes every byte.
//!
//! Writing (`encode_…`) stands beside reading in the same files, behind the feature `write`, which
//! the publisher builds and the browser does not.

mod areas;
mod block;
mod catalogue;
mod container;
mod crc32;
mod cursor;
mod downloads;
mod error;
mod facilities;
mod indicator;
mod json;
pub mod limits;
mod manifest;
mod mesh;
mod neighbours;
mod node;
mod numbers;
mod pack_list;
#[cfg(feature = "write")]
mod put;
mod read;
mod refine;
mod rules;
mod runs;
mod search;
mod section;
mod texts;
mod topology;
mod tree;

pub use areas::{area_run, areas, join_areas};
pub use block::{block, pack};
pub use catalogue::catalogue;
pub use container::{Kind, VERSION};
pub use crc32::Crc32;
pub use downloads::downloads;
pub use error::{FormatError, FormatErrorKind, Location};
pub use facilities::facilities;
pub use json::version_text;
pub use manifest::{crc32, data_version, generation, manifest};
pub use mesh::mesh;
pub use neighbours::{label_points, neighbours};
pub use pack_list::pack_list;
pub use refine::{refine, refine_borders};
pub use rules::{is_key, is_safe_path, is_web_address};
pub use search::search;
pub use section::Tag;
pub use texts::{definitions, texts};
pub use topology::{borders, context, topology};
pub(crate) use tree::Tree;

#[cfg(feature = "write")]
pub use {
    areas::encode_areas,
    block::{encode_block, encode_pack},
    downloads::encode_downloads,
    facilities::encode_facilities,
    mesh::{encode_mesh, mesh_order},
    neighbours::encode_neighbours,
    pack_list::encode_pack_list,
    refine::encode_refine,
    search::encode_search,
    texts::{encode_definitions, encode_texts},
    topology::{encode_context, encode_topology},
};
