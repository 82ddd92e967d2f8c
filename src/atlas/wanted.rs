//! Which files to fetch: for the present view, for search, for definitions.
//!
//! A view needs the areas of its level and of the levels above, and those of the chosen area;
//! other levels are fetched when somebody looks for a place in them.

use crate::model::{Catalogue, IndicatorIx, LevelIx, RunRef};
use crate::state::ViewState;

use super::Atlas;
use super::files::{Files, KINDS, MANIFEST, Place};

impl Atlas {
    /// The files the present view still needs, most urgent first; empty when all have arrived.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let mut wanted: Vec<String> = vec![MANIFEST.to_owned()];
        wanted.push(format!("messages/{}", self.language()));
        if cfg!(feature = "kinds") {
            wanted.push(format!("messages/{KINDS}{}", self.language()));
        }
        match (&self.files.manifest, &self.files.catalogue, &self.state) {
            (Some(manifest), None, _) => {
                wanted.push(manifest.generation.clone());
                wanted.extend(manifest.at_once().cloned());
            }
            (_, Some(catalogue), Some(state)) => self.want(catalogue, state, &mut wanted),
            _ => {}
        }
        keep_lacking(&self.files, wanted)
    }

    fn want(&self, catalogue: &Catalogue, state: &ViewState, wanted: &mut Vec<String>) {
        let want = Want { files: &self.files };
        let Some(level) = want.view(catalogue, state, wanted) else {
            return;
        };
        // A first map comes before what makes it better, and stands on the screen first.
        if !self.map.is_new() && !wanted.iter().any(|path| self.files.lacks(path)) {
            self.want_detail(catalogue, level, wanted);
        }
    }

    /// Who borders whom and where labels go, which the keyboard walk and areas without a pixel need;
    /// the next finer band, if the camera asks for one, each of which refines those before it; and the
    /// land around the areas.
    fn want_detail(&self, catalogue: &Catalogue, level: LevelIx, wanted: &mut Vec<String>) {
        let Some((_, outlines)) = catalogue.outlines_of(level) else {
            return;
        };
        wanted.extend(paths_of(&outlines.neighbours, catalogue, level));
        let bands = self.map.bands_wanted(&outlines.error_m);
        let mut bands = outlines.bands.iter().take(bands).skip(1);
        let next = bands.find(|file| !self.files.has(&file.path));
        wanted.extend(next.map(|file| file.path.clone()));
        let context = outlines.context.as_ref();
        wanted.extend(context.map(|it| it.file.path.clone()));
    }

    /// The files to fetch before every place is found: postcodes and places, then names of the
    /// levels that no view has asked for; those of the coarser levels first.
    #[must_use]
    pub fn wanted_for_search(&self) -> Vec<String> {
        let Some(catalogue) = &self.files.catalogue else {
            return Vec::new();
        };
        let files = catalogue.search.iter().chain(&catalogue.areas);
        let wanted = files.map(|file| file.path.clone()).collect();
        keep_lacking(&self.files, wanted)
    }

    /// The files to fetch before definitions can be read, and in the larger module the list of
    /// published files.
    #[must_use]
    pub fn wanted_for_method(&self) -> Vec<String> {
        let catalogue = self.files.catalogue.as_ref();
        let texts = catalogue.and_then(|it| it.texts.get(self.language()));
        let path = texts.map(|texts| texts.definitions.path.clone());
        #[cfg(feature = "kinds")]
        let list = catalogue.and_then(super::kinds::method::wanted);
        #[cfg(not(feature = "kinds"))]
        let list = None;
        keep_lacking(&self.files, path.into_iter().chain(list).collect())
    }
}

/// Names the files of views.
pub(super) struct Want<'a> {
    pub files: &'a Files,
}

impl Want<'_> {
    /// The files of a view; returns its level.
    pub fn view(
        &self,
        catalogue: &Catalogue,
        state: &ViewState,
        wanted: &mut Vec<String>,
    ) -> Option<LevelIx> {
        let texts = catalogue.texts.get(&state.language);
        wanted.extend(texts.map(|texts| texts.core.path.clone()));
        let (Some(indicator), Some(level)) = (
            catalogue.indicator(&state.indicator),
            catalogue.level(&state.level),
        ) else {
            return None;
        };
        let found = state.area.as_deref().map(|key| self.files.find(key, level));
        let (chosen, unknown) = match found {
            Some(Place::Here(_, own)) => (Some(own), false),
            Some(Place::Unknown) => (None, true),
            Some(Place::Nowhere) | None => (None, false),
        };
        let mut levels: Vec<LevelIx> = catalogue.lineage(level).collect();
        levels.extend(chosen.into_iter().flat_map(|own| catalogue.lineage(own)));
        let runs = |levels: &[LevelIx]| -> Vec<String> {
            let of_level = |ix: &LevelIx| paths_of(&catalogue.areas, catalogue, *ix);
            levels.iter().flat_map(of_level).collect()
        };
        wanted.extend(runs(&levels));
        self.want_outlines(catalogue, level, wanted);
        self.want_values(indicator, &levels, wanted);
        #[cfg(feature = "kinds")]
        {
            if let Some(second) = super::kinds::second_of(catalogue, state, level) {
                self.want_values(second, &[level], wanted);
            }
            super::kinds::filter::want(self.files, state, level, wanted);
            super::kinds::want_sizes(self.files, state, level, wanted);
            super::kinds::want_facilities(catalogue, state, level, wanted);
            for key in super::kinds::multiples::indicators_wanted(state) {
                if let Some(ix) = catalogue.indicator(key) {
                    self.want_values(ix, &[level], wanted);
                }
            }
            if let (Some(Place::Here(ix, own)), crate::state::Tab::Profile) = (found, state.tab) {
                super::profile::want(self.files, catalogue, state, (ix, own), wanted);
            }
        }
        // Where it may still turn up in what the view fetches anyway, nothing else is asked for.
        if unknown && levels.iter().all(|ix| self.files.knows(*ix)) {
            wanted.extend(catalogue.areas.iter().map(|file| file.path.clone()));
        }
        Some(level)
    }

    fn want_outlines(&self, catalogue: &Catalogue, level: LevelIx, wanted: &mut Vec<String>) {
        let Some((_, outlines)) = catalogue.outlines_of(level) else {
            return;
        };
        // A mesh says the same in fewer bytes.
        let base = outlines.mesh.as_ref().or(outlines.bands.first());
        wanted.extend(base.map(|file| file.path.clone()));
    }

    fn want_values(&self, indicator: IndicatorIx, levels: &[LevelIx], wanted: &mut Vec<String>) {
        let blocks = levels
            .iter()
            .flat_map(|ix| self.files.blocks(indicator, *ix));
        wanted.extend(blocks.map(|block| block.file.path.clone()));
    }
}

/// The paths of the files that say something of the areas of `level`.
pub(super) fn paths_of<'a>(
    files: &'a [RunRef],
    catalogue: &Catalogue,
    level: LevelIx,
) -> impl Iterator<Item = String> + 'a {
    let level = catalogue.levels.get(level.index());
    let range = level.map_or(0..0, crate::model::Level::range);
    let about = files.iter().filter(move |file| file.overlaps(&range));
    about.map(|file| file.path.clone())
}

/// Each of `wanted` once, without those that are here or cannot be had.
pub(super) fn keep_lacking(files: &Files, wanted: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(wanted.len());
    for path in wanted {
        if files.lacks(&path) && !kept.contains(&path) {
            kept.push(path);
        }
    }
    kept
}
