//! Which areas of a level the map shows: nearly all, so those that it does not are listed.

use crate::model::{AreaIx, KnownAreas};

use super::files::Files;
use super::view::{View, is_drawn};

/// Areas of a level that no map shows, worked out once per arrival of areas or outlines: a level may
/// have a million areas, and every answer speaks of them.
#[derive(Debug, Default)]
pub(super) struct Stays {
    /// How many areas have an outline.
    pub on_map: usize,
    /// Areas that exist and have none, ascending.
    pub undrawn: Vec<AreaIx>,
    /// Areas that no longer exist, ascending.
    pub dissolved: Vec<AreaIx>,
}

impl Stays {
    /// Looks through the areas of the level of `view` that have arrived.
    pub fn of(view: &View<'_>) -> Self {
        let areas = &view.files.areas;
        let mut stays = Self::default();
        let range = view.level.range();
        let known = areas.count(&range);
        if known < range.len() {
            // Some are still to come; until then those that are known count, without a look at each:
            // every file that arrives asks for this.
            stays.on_map = known - areas.dissolved_among(&range).count();
            return stays;
        }
        stays.dissolved = areas.dissolved(range.clone()).unwrap_or_default();
        let outlines = view.outlines();
        let undrawn = |ix: &AreaIx| !is_drawn(outlines, *ix) && !areas.is_dissolved(*ix);
        stays.undrawn = range.clone().map(AreaIx).filter(undrawn).collect();
        stays.on_map = range.len() - stays.dissolved.len() - stays.undrawn.len();
        stays
    }
}

impl Files {
    /// Forgets which areas are on the map, because areas or outlines have arrived.
    pub fn forget_stays(&mut self) {
        let levels = self.catalogue.as_ref().map_or(0, |it| it.levels.len());
        self.stays.clear();
        self.stays.resize_with(levels, Default::default);
    }
}
