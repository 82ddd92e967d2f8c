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

/// The areas of a bundle as far as they have arrived: runs of its list, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaRuns(Vec<(u32, Vec<Area>)>);

impl KnownAreas for AreaRuns {
    fn area(&self, ix: AreaIx) -> Option<&Area> {
        self.get(ix)
    }
}

impl AreaRuns {
    /// Adds the areas from position `start` on, which must not be there yet.
    pub fn insert(&mut self, start: u32, areas: Vec<Area>) {
        let at = self.0.partition_point(|(other, _)| *other < start);
        self.0.insert(at, (start, areas));
    }

    /// The area at `ix`, if it has arrived.
    #[must_use]
    pub fn get(&self, ix: AreaIx) -> Option<&Area> {
        let after = self.0.partition_point(|(start, _)| *start <= ix.0);
        let (start, areas) = self.0.get(after.checked_sub(1)?)?;
        areas.get((ix.0 - start) as usize)
    }

    /// Every area that has arrived, by position.
    pub fn iter(&self) -> impl Iterator<Item = (AreaIx, &Area)> {
        let runs = self.0.iter();
        runs.flat_map(|(start, areas)| (*start..).map(AreaIx).zip(areas))
    }

    /// The area of `level` with the key `key`, if it has arrived.
    #[must_use]
    pub fn find(&self, level: &Level, key: &str) -> Option<AreaIx> {
        let in_run = |(start, areas): &(u32, Vec<Area>)| {
            let place = |at: u32| at.saturating_sub(*start) as usize;
            let end = place(level.areas[1]).min(areas.len());
            let slice = areas.get(place(level.areas[0])..end)?;
            let by_key = |area: &Area| area.key.as_str().cmp(key);
            let at = slice.binary_search_by(by_key).ok()?;
            Some(AreaIx(level.areas[0].max(*start) + at as u32))
        };
        self.0.iter().find_map(in_run)
    }

    /// `ix` and its ancestors as far as they have arrived, finest first.
    pub fn lineage(&self, ix: AreaIx) -> impl Iterator<Item = AreaIx> + '_ {
        std::iter::successors(Some(ix), |ix| self.get(*ix)?.parent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(key: &str, level: u8, parent: Option<u32>) -> Area {
        Area {
            key: key.to_owned(),
            level: LevelIx(level),
            parent: parent.map(AreaIx),
            name: key.to_owned(),
            short: key.to_owned(),
            kind: "kreis".to_owned(),
            locative: key.to_owned(),
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
        }
    }

    fn level(areas: [u32; 2]) -> Level {
        Level {
            key: "kreis".to_owned(),
            system: "main".to_owned(),
            parent: None,
            areas,
        }
    }

    #[test]
    fn runs_answer_for_what_has_arrived_and_for_nothing_else() {
        let mut runs = AreaRuns::default();
        runs.insert(4, vec![area("d", 1, Some(0)), area("e", 1, Some(7))]);
        assert_eq!(runs.get(AreaIx(0)), None);
        assert_eq!(runs.find(&level([1, 9]), "a"), None);
        runs.insert(0, vec![area("x", 0, None), area("b", 1, Some(0))]);
        assert_eq!(runs.get(AreaIx(1)).map(|area| area.key.as_str()), Some("b"));
        assert_eq!(runs.get(AreaIx(2)), None);
        assert_eq!(runs.get(AreaIx(6)), None);
        let level = level([1, 9]);
        let found = ["b", "d", "e", "x", "c"].map(|key| runs.find(&level, key));
        assert_eq!(
            found,
            [
                Some(AreaIx(1)),
                Some(AreaIx(4)),
                Some(AreaIx(5)),
                None,
                None
            ]
        );
        let order: Vec<u32> = runs.iter().map(|(ix, _)| ix.0).collect();
        assert_eq!(order, [0, 1, 4, 5]);
        assert_eq!(
            runs.lineage(AreaIx(4)).collect::<Vec<_>>(),
            [AreaIx(4), AreaIx(0)]
        );
        assert_eq!(
            runs.lineage(AreaIx(5)).collect::<Vec<_>>(),
            [AreaIx(5), AreaIx(7)]
        );
    }

    #[test]
    fn a_level_outside_of_a_run_is_not_searched_in_it() {
        let mut runs = AreaRuns::default();
        runs.insert(0, vec![area("a", 0, None), area("a", 1, None)]);
        assert_eq!(runs.find(&level([1, 2]), "a"), Some(AreaIx(1)));
        assert_eq!(runs.find(&level([2, 5]), "a"), None);
    }
}
