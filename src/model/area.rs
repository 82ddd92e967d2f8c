//! Where: areas, and the levels they form.

use std::ops::Range;

use super::{AreaIx, Date, LevelIx};

/// One level of an area system: Bund, Land, Kreis, Gemeinde, Sozialraum …
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Stable key used in links and texts: `land`, `kreis`.
    pub key: String,
    /// Key of the area system it belongs to.
    pub system: String,
    /// The next coarser level of the same system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<LevelIx>,
    /// First and one-past-last area of the level.
    pub areas: [u32; 2],
}

impl Level {
    /// The level's areas as positions.
    #[must_use]
    pub fn range(&self) -> Range<u32> {
        self.areas[0]..self.areas[1]
    }
}

/// One area at the bundle's territorial status, or one dissolved before it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Official key as text, leading zeros kept: `DG`, `09`, `09188`.
    pub key: String,
    /// Its level.
    pub level: LevelIx,
    /// The area of the parent level it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AreaIx>,
    /// Full name: "Starnberg, Landkreis".
    pub name: String,
    /// Short name for maps and charts: "Starnberg".
    pub short: String,
    /// Type key: `kreisfreie-stadt`, `landkreis`, `land` …; named in the texts.
    pub kind: String,
    /// Phrase that answers "where?": "im Landkreis Starnberg".
    pub locative: String,
    /// First day of existence, where known to lie after the oldest data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// First day on which the area no longer exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The areas that took it over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<AreaIx>,
}

impl Area {
    /// Whether the area exists on `day`.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

/// All areas of a bundle, sorted by level, then by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Areas(pub Vec<Area>);

impl Areas {
    /// The area at `ix`.
    #[must_use]
    pub fn get(&self, ix: AreaIx) -> Option<&Area> {
        self.0.get(ix.index())
    }

    /// The area of `level` with the key `key`.
    #[must_use]
    pub fn find(&self, level: &Level, key: &str) -> Option<AreaIx> {
        let range = level.areas[0] as usize..level.areas[1] as usize;
        let slice = self.0.get(range)?;
        let at = slice
            .binary_search_by(|area| area.key.as_str().cmp(key))
            .ok()?;
        Some(AreaIx(level.areas[0] + at as u32))
    }

    /// `ix` and its ancestors, finest first.
    pub fn lineage(&self, ix: AreaIx) -> impl Iterator<Item = AreaIx> + '_ {
        std::iter::successors(Some(ix), |ix| self.get(*ix)?.parent)
    }
}

/// Areas by position, all of them or as far as they are known.
pub trait KnownAreas: Sync {
    /// The area at `ix`; `None` if it is not known.
    fn area(&self, ix: AreaIx) -> Option<&Area>;

    /// First and one-past-last day of the area at `ix`; `None` if it is not known.
    fn lifetime(&self, ix: AreaIx) -> Option<[Option<Date>; 2]> {
        let area = self.area(ix)?;
        Some([area.valid_from, area.valid_to])
    }

    /// The areas in `range` that were dissolved, ascending; `None` unless all of them are known.
    fn dissolved(&self, range: Range<u32>) -> Option<Vec<AreaIx>> {
        let mut dissolved = Vec::new();
        for ix in range.map(AreaIx) {
            if self.area(ix)?.valid_to.is_some() {
                dissolved.push(ix);
            }
        }
        Some(dissolved)
    }
}

impl KnownAreas for Areas {
    fn area(&self, ix: AreaIx) -> Option<&Area> {
        self.get(ix)
    }
}
