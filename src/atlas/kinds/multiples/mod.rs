//! Small maps beside each other: the same areas, one thing different from map to map.
//!
//! [`SmallMaps`] follows an atlas: [`SmallMaps::update`] takes over its view, [`SmallMaps::work`] cuts
//! classes and puts rows together in steps, [`SmallMaps::answer`] says what stands around the maps,
//! and [`SmallMaps::paint`] paints one of them. Ids are rastered once per size; from map to map only
//! colors change, and [`SmallMaps::refine`] paints it finely.
//!
//! Periods and categories share their classes or their ramp, so that a color means the same in all of
//! them; indicators have their own. Small maps can be unclassed, tell changes and hatch what is
//! uncertain as the large one does, and stand on the same shapes; two indicators and circles over
//! areas would not be legible so small: there they show classes, and the page says so.

mod answer;
mod choice;
mod paint;

pub use answer::{SmallMap, SmallMapsAnswer};
pub use paint::SmallSize;
pub(super) use paint::camera;

use crate::state::{MapKind, Multiples, Scope, Tab, ViewState};

use super::super::answer::SourceLine;
use super::super::heading::source;
use super::super::shown::{Classes, Cutting, Shown, units_to_classify};
use super::super::view::View;
use super::super::{Atlas, WORK_AT_ONCE, data_is_here};
use super::{ChangeKey, Measured, Ramp};
use choice::Plate;
use paint::Canvas;

/// One map with what it shows.
struct Map {
    plate: Plate,
    /// What changed, where changes are shown.
    measured: Option<Box<Measured>>,
    classes: Option<Classes>,
    shown: Option<Shown>,
}

impl Map {
    /// The view it shows.
    fn view<'a>(&'a self, atlas: &'a Atlas) -> Option<View<'a>> {
        if self.plate.state.map.kind != MapKind::Change {
            return View::of(&atlas.files, &self.plate.state);
        }
        let plain = View::plain_of(&atlas.files, &self.plate.state)?;
        Some(self.measured.as_ref()?.shown_by(plain))
    }

    /// Works out what changed, unless it is known; true if that was to be done.
    fn measure(&mut self, atlas: &Atlas) -> bool {
        let change = self.plate.state.map.kind == MapKind::Change && self.shown.is_none();
        let plain = View::plain_of(&atlas.files, &self.plate.state);
        let Some(plain) = plain.filter(|_| change) else {
            return false;
        };
        let key = ChangeKey::of(&plain);
        if !data_is_here(&plain) || self.measured.as_ref().is_some_and(|it| it.key == key) {
            return false;
        }
        self.measured = Some(Box::new(Measured::of(&plain, key)));
        true
    }
}

/// Maps beside each other.
#[derive(Default)]
pub struct SmallMaps {
    /// The view they are of, without what they do not depend on.
    of: Option<ViewState>,
    maps: Vec<Map>,
    /// Which map's classes are being cut.
    cutting: Option<(usize, Cutting)>,
    /// The colors of all maps, where there are no classes.
    ramp: Option<Ramp>,
    canvas: Canvas,
}

impl SmallMaps {
    /// No maps yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the view of `atlas`; without a page of small maps there are none.
    pub fn update(&mut self, atlas: &Atlas) {
        let state = atlas.state.as_ref().filter(|it| it.tab == Tab::Multiples);
        let (Some(view), Some(catalogue)) = (
            state.and_then(|state| View::of(&atlas.files, state)),
            &atlas.files.catalogue,
        ) else {
            *self = Self::default();
            return;
        };
        let of = essence(view.state);
        if self.of.as_ref() == Some(&of) {
            self.follow(view.state);
            return;
        }
        let scope = Scope {
            catalogue,
            version: atlas.version(),
        };
        let map = |plate| Map {
            plate,
            measured: None,
            classes: None,
            shown: None,
        };
        let plates = choice::plates(&view, scope);
        self.maps = plates.into_iter().map(map).collect();
        self.of = Some(of);
        (self.cutting, self.ramp) = (None, None);
    }

    /// What needs no new rows: the chosen area and the highlighted classes.
    fn follow(&mut self, state: &ViewState) {
        let common = !matches!(state.multiples, Multiples::Indicators(_));
        for map in &mut self.maps {
            map.plate.state.area.clone_from(&state.area);
            map.plate.state.highlight = if common { state.highlight } else { 0 };
        }
    }

    /// Whether all maps share their classes.
    fn is_common(&self) -> bool {
        let multiples = self.of.as_ref().map(|of| &of.multiples);
        !matches!(multiples, Some(Multiples::Indicators(_)))
    }

    /// Goes on cutting classes and putting rows together; true while there is more to do.
    pub fn work(&mut self, atlas: &Atlas) -> bool {
        if self.maps.iter_mut().any(|map| map.measure(atlas)) {
            return true;
        }
        let ready = |map: &Map| {
            let view = map.view(atlas);
            map.shown.is_none() && view.is_some_and(|view| data_is_here(&view))
        };
        let Some(at) = self.maps.iter().position(ready) else {
            return false;
        };
        if self.classes_of(at).is_none() {
            self.cut(atlas, at);
            return true;
        }
        let shown = self.show(atlas, at);
        let Some(map) = self.maps.get_mut(at) else {
            return false;
        };
        map.shown = shown;
        // Without rows now, it will not have any until other files come.
        map.shown.is_some()
    }

    /// The rows of the map `at` in its classes, or in the colors of all.
    fn show(&self, atlas: &Atlas, at: usize) -> Option<Shown> {
        let view = self.maps.get(at)?.view(atlas)?;
        let mut shown = Shown::of(&view, self.classes_of(at)?.clone())?;
        if let Some(ramp) = &self.ramp {
            shown.ramp = Some(ramp.clone());
        }
        Some(shown)
    }

    /// The classes of a map: its own, or those of all.
    fn classes_of(&self, at: usize) -> Option<&Classes> {
        let holder = if self.is_common() { 0 } else { at };
        self.maps.get(holder)?.classes.as_ref()
    }

    /// One step of cutting the classes of the map `at`, or of all.
    fn cut(&mut self, atlas: &Atlas, at: usize) {
        let holder = if self.is_common() { 0 } else { at };
        let begun = self.cutting.take().filter(|(of, _)| *of == holder);
        let outcome = match begun {
            Some((_, cutting)) => Ok(cutting),
            None => self.begin(atlas, holder),
        };
        let classes = match outcome {
            Err(classes) => classes,
            Ok(mut cutting) => match cutting.step(WORK_AT_ONCE) {
                Some(classes) => Some(classes),
                None => {
                    self.cutting = Some((holder, cutting));
                    return;
                }
            },
        };
        if let Some(map) = self.maps.get_mut(holder) {
            map.classes = classes;
        }
    }

    /// Begins to cut: over all categories or changes, or as the map would be cut alone.
    fn begin(&mut self, atlas: &Atlas, holder: usize) -> Result<Cutting, Option<Classes>> {
        let map = self.maps.get(holder).ok_or(None)?;
        let view = map.view(atlas).ok_or(None)?;
        let state = &map.plate.state;
        let periods = matches!(state.multiples, Multiples::Periods);
        let alone = periods && state.map.kind != MapKind::Change || !self.is_common();
        if alone {
            let begun = Cutting::begin(&view).map_err(Some);
            if state.map.kind == MapKind::Unclassed && self.is_common() {
                self.ramp = super::ramp(&view);
            }
            return begun;
        }
        let views = self.maps.iter().filter_map(|map| map.view(atlas));
        let units: Vec<i64> = views.flat_map(|view| units_to_classify(&view)).collect();
        if state.map.kind == MapKind::Unclassed {
            let ramp = Ramp::over(&view, &units);
            let begun = Cutting::begin(&view).map_err(Some);
            self.ramp = ramp;
            return begun;
        }
        Ok(Cutting::over(&view, &units))
    }

    /// The map `at` with its view, once it has rows.
    pub(super) fn map<'a>(&'a self, atlas: &'a Atlas, at: usize) -> Option<(View<'a>, &'a Shown)> {
        let map = self.maps.get(at)?;
        Some((map.view(atlas)?, map.shown.as_ref()?))
    }

    /// The views of all maps, with the bundle's own figures.
    fn plain<'a>(&'a self, atlas: &'a Atlas) -> impl Iterator<Item = View<'a>> {
        let maps = self.maps.iter();
        maps.filter_map(|map| View::plain_of(&atlas.files, &map.plate.state))
    }

    /// The attributions of all maps.
    pub(super) fn sources(&self, atlas: &Atlas) -> Vec<SourceLine> {
        self.plain(atlas).flat_map(|view| source(&view)).collect()
    }

    /// The territorial statuses of all maps' figures.
    pub(super) fn statuses<'a>(&'a self, atlas: &'a Atlas) -> Vec<&'a str> {
        let views = self.plain(atlas);
        views
            .map(|view| view.indicator.territorial_status.as_str())
            .collect()
    }
}

/// What the maps depend on: neither the camera nor what a follower takes over.
fn essence(state: &ViewState) -> ViewState {
    ViewState {
        area: None,
        highlight: 0,
        ..choice::base(state)
    }
}

/// The files of the indicators beside the view's own.
pub(in crate::atlas) fn indicators_wanted(state: &ViewState) -> &[String] {
    match &state.multiples {
        Multiples::Indicators(keys) if state.tab == Tab::Multiples => keys,
        _ => &[],
    }
}
