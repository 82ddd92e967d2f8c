//! Packs: all indicators of the children of one area, fetched for profiles.

use crate::format::{self, FormatError};
use crate::model::{AreaIx, Catalogue, LevelIx, Lookup, PackRef};
use crate::state::{ProfilePart, ViewState};
use crate::table::Table;

use super::super::files::{Files, Place, Role};
use super::super::wanted::paths_of;

/// What has arrived of packs. Their figures are those of the blocks, but of few areas and of all
/// indicators, so they have a table of their own.
#[derive(Debug, Default)]
pub(in crate::atlas) struct Packs {
    /// Lists of packs by file.
    lists: Lookup<Vec<PackRef>>,
    /// The figures.
    pub table: Table,
}

impl Packs {
    /// Where packs of `catalogue` go.
    pub fn of(catalogue: &Catalogue) -> Self {
        Self {
            lists: Lookup::default(),
            table: Table::of(catalogue),
        }
    }

    fn all<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = &'a PackRef> {
        catalogue.packs.iter().chain(self.lists.values().flatten())
    }

    /// What the file `path` is, if it has to do with packs.
    pub fn role(&self, catalogue: &Catalogue, path: &str) -> Option<Role> {
        if catalogue.pack_lists.iter().any(|list| list.path == path) {
            return Some(Role::PackList);
        }
        let mut packs = self.all(catalogue);
        packs.any(|it| it.file.path == path).then_some(Role::Pack)
    }

    /// Takes the bytes of a list of packs.
    pub fn take_list(
        &mut self,
        catalogue: &Catalogue,
        path: &str,
        bytes: &[u8],
    ) -> Result<(), FormatError> {
        let packs = format::pack_list(path, bytes, catalogue)?;
        self.lists.insert(path.to_owned(), packs);
        Ok(())
    }

    /// Takes the bytes of a pack.
    pub fn take(
        &mut self,
        catalogue: &Catalogue,
        path: &str,
        bytes: &[u8],
    ) -> Result<(), FormatError> {
        let listed = self.all(catalogue).find(|it| it.file.path == path).cloned();
        let Some(listed) = listed else { return Ok(()) };
        for block in format::pack(&listed, bytes, catalogue)? {
            self.table.insert(block);
        }
        Ok(())
    }

    /// The pack with the areas of `level` inside the area with the key `parent`.
    fn find<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        level: LevelIx,
        parent: &str,
    ) -> Option<&'a PackRef> {
        let mut packs = self.all(catalogue);
        packs.find(|it| it.level == level && it.parent == parent)
    }
}

/// Asks for what the profile of the area at `place` is made of: the pack it is in, and those of the
/// areas around it; for a comparison those of the areas beside it; for likeness the newest figures of
/// the level.
pub(in crate::atlas) fn want(
    files: &Files,
    catalogue: &Catalogue,
    state: &ViewState,
    (ix, level): (AreaIx, LevelIx),
    wanted: &mut Vec<String>,
) {
    if state.profile.part == ProfilePart::Alike {
        super::alike::want(files, &state.indicator, level, wanted);
        return;
    }
    for ix in files.areas.lineage(ix) {
        want_pack(files, catalogue, ix, wanted);
    }
    if state.profile.part == ProfilePart::Compared {
        let prefer = catalogue.level(&state.level).unwrap_or(level);
        for key in &state.profile.beside {
            match files.find(key, prefer) {
                Place::Here(ix, _) => want_pack(files, catalogue, ix, wanted),
                // It is on a level that no view has asked for.
                Place::Unknown => wanted.extend(catalogue.areas.iter().map(|it| it.path.clone())),
                Place::Nowhere => {}
            }
        }
    }
}

/// Asks for the pack that an area is in; for the lists that name it first.
fn want_pack(files: &Files, catalogue: &Catalogue, ix: AreaIx, wanted: &mut Vec<String>) {
    let Some(area) = files.areas.get(ix) else {
        return;
    };
    let parent = area.parent.and_then(|ix| files.areas.get(ix));
    let parent = parent.map_or("", |parent| parent.key.as_str());
    match files.packs.find(catalogue, area.level, parent) {
        Some(pack) => wanted.push(pack.file.path.clone()),
        None => wanted.extend(paths_of(&catalogue.pack_lists, catalogue, area.level)),
    }
}
