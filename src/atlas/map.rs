//! The map of a view: outlines, camera, colours; what an edge moves and paints.

mod moving;
mod pixels;

use std::cell::OnceCell;

use crate::color;
use crate::geom::{self, Bounds, Outlines, Walk};
use crate::model::{AreaIx, LevelIx, Neighbours};
use crate::scene::{
    Camera, Caption, GREY, IdBuffer, LabelIndex, Look, Mark, Painter, RefinePaint, Rgb, SceneError,
    Style, ground_on,
};
use crate::state::{AreaShape, CameraState, Direction};

use super::crowd::Crowd;
use super::drag::Drag;
use super::shown::{Shown, ShownRow};
use super::view::View;

/// Colours the page's theme decides; the rest are the map's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapColors {
    /// Around the land; what filtered areas fade towards.
    pub background: Rgb,
    /// The chosen area's outline.
    pub selection: Rgb,
    /// Its halo.
    pub halo: Rgb,
    /// Borders, where the reader forces colours.
    pub forced_border: Option<Rgb>,
}

impl Default for MapColors {
    fn default() -> Self {
        Self {
            background: [255, 255, 255],
            selection: [20, 20, 20],
            halo: [255, 255, 255],
            forced_border: None,
        }
    }
}

/// A picture: width, height, and four bytes per pixel.
pub type Pixels<'a> = (u32, u32, &'a [u8]);

/// Some rows of a picture: its width, the first of them, and four bytes per pixel.
pub type Strip<'a> = (u32, u32, &'a [u8]);

/// Rows painted together: what they show stays near the processor until it is handed over.
const STRIP_ROWS: usize = 64;

/// Which outlines are in use: of which set, for which level, and how much of it had arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Basis {
    set: usize,
    level: LevelIx,
    revision: u32,
    labeled: bool,
    shape: AreaShape,
}

/// The map: what it shows, from where, and how it looks.
#[derive(Default)]
pub struct MapView {
    basis: Option<Basis>,
    outlines: Option<Outlines>,
    /// See [`Ground::lands`].
    lands: Vec<Option<Bounds>>,
    /// Whether these outlines are of another view than the present one, whose own are to come.
    outdated: bool,
    /// Made when first something is to be found: no first map needs it.
    labels: OnceCell<LabelIndex>,
    /// Planned when an arrow key is first pressed.
    walk: OnceCell<Walk>,
    /// What the looks are of: which rows, which filter, which outlines.
    looked: Option<(u32, u64, Basis)>,
    camera: Option<Camera>,
    /// Where a link wants the camera; taken up as soon as size and outlines are known.
    wanted: Option<CameraState>,
    flight: Option<(Option<AreaIx>, Camera, Camera)>,
    size: (u32, u32, f64),
    colors: MapColors,
    style: Style,
    ids: IdBuffer,
    /// Whether the ids are of another picture, not just of one some pixels away.
    stale: bool,
    drag: Drag,
    crowd: Crowd,
    painter: Painter,
    /// Whether the painter knows the looks.
    styled: bool,
    /// Rows as they are handed over.
    strip: Vec<u8>,
    painted: bool,
    /// All rows, for those who want them together.
    rgba: Vec<u8>,
    refinement: RefinePaint,
    refining: bool,
    /// Whether a picture has once stood long enough to be refined.
    rested: bool,
    /// Where to fly to for areas that are not of the level drawn.
    pub(super) places: Vec<(AreaIx, Bounds)>,
    #[cfg(feature = "kinds")]
    pub(super) beyond: super::kinds::Beyond,
}

/// What names are put on.
pub(super) struct Ground<'a> {
    /// Outlines of the level drawn.
    pub outlines: &'a Outlines,
    /// Their label points.
    pub labels: &'a LabelIndex,
    /// From where they are seen.
    pub camera: Camera,
    /// From where all of them are seen.
    pub whole: Camera,
    /// Device pixels per CSS pixel.
    pub density: f64,
    /// Which set of outlines they are of, and whether their label points have come.
    pub of: GroundKey,
    /// The box around each area's main piece as it was first drawn, where the areas are few: which
    /// outlines come before the names must not move these.
    pub lands: &'a [Option<Bounds>],
}

/// A set of outlines, a level, whether label points have come, and what stands for areas.
pub(super) type GroundKey = (usize, LevelIx, bool, AreaShape);

impl MapView {
    /// What names are put on; `None` as long as the map is of another view.
    pub(super) fn ground(&self) -> Option<Ground<'_>> {
        let basis = self.basis.filter(|_| !self.outdated)?;
        let outlines = self.outlines.as_ref()?;
        Some(Ground {
            outlines,
            labels: self.label_index(outlines),
            camera: self.camera?,
            whole: self.whole()?,
            density: self.size.2,
            of: (basis.set, basis.level, basis.labeled, basis.shape),
            lands: &self.lands,
        })
    }

    /// The label points of `outlines`, which are the map's own.
    fn label_index(&self, outlines: &Outlines) -> &LabelIndex {
        self.labels.get_or_init(|| LabelIndex::new(outlines))
    }

    /// Outlines and style of the present view; `None` as long as the map is of another one.
    #[cfg(feature = "kinds")]
    pub(super) fn drawn(&self) -> Option<(&Outlines, &Style)> {
        let outlines = self.outlines.as_ref().filter(|_| !self.outdated)?;
        Some((outlines, &self.style))
    }

    /// Whether facilities have come or gone since names were last put between them.
    pub(super) fn has_new_points(&self) -> bool {
        #[cfg(feature = "kinds")]
        let new = self.beyond.points.news;
        #[cfg(not(feature = "kinds"))]
        let new = false;
        new
    }

    /// Whether there are outlines to paint.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.outlines.is_some() && !self.outdated
    }

    /// Takes over what the view shows. Outlines are rebuilt only for another level or detail.
    pub(super) fn refresh(
        &mut self,
        view: &View<'_>,
        shown: Option<(u32, &Shown)>,
        above: Option<&Shown>,
    ) {
        let catalogue = view.files.catalogue.as_ref();
        let set = catalogue.and_then(|it| it.outlines_of(view.level_ix));
        let set = set.map(|(set, _)| set);
        #[cfg(feature = "kinds")]
        self.beyond.follow(view);
        if let Some(set) = set.filter(|_| view.files.has_areas(view.level_ix)) {
            self.rebuild(view, set);
        }
        if set.is_none() {
            (self.outlines, self.basis) = (None, None);
        }
        self.put_context(view);
        let wanted = (set, view.level_ix, shape_of(view));
        let own = |basis: Basis| (Some(basis.set), basis.level, basis.shape) == wanted;
        self.outdated = !self.basis.is_some_and(own);
        if let (Some(outlines), Some((count, shown)), false) =
            (&self.outlines, shown, self.outdated)
        {
            let looked = self.basis.map(|it| (count, look_key(view), it));
            if self.looked != looked {
                self.style.looks = looks(outlines, view, shown);
                #[cfg(feature = "kinds")]
                self.beyond.look(view, shown, &mut self.style.looks);
                self.looked = looked;
                self.styled = false;
                let above = |ix: AreaIx| above.and_then(|it| Some(look_of(view, it, it.get(ix)?)));
                self.crowd.refresh(outlines, &mut self.style, above);
            }
            self.style.marks = view
                .chosen()
                .map(|(ix, _)| self.mark(ix))
                .into_iter()
                .collect();
            self.refining = false;
        }
    }

    fn rebuild(&mut self, view: &View<'_>, set: usize) {
        let Some(geometry) = view.files.geometry.get(set) else {
            return;
        };
        let basis = Basis {
            set,
            level: view.level_ix,
            revision: geometry.revision,
            labeled: view.files.has_neighbours(view.level_ix),
            shape: shape_of(view),
        };
        #[cfg(feature = "kinds")]
        if self.is_reshaped(view, basis) {
            return;
        }
        let unlabeled = Some(Basis {
            labeled: false,
            ..basis
        });
        if let Some(outlines) = self
            .outlines
            .as_mut()
            .filter(|_| basis.labeled && self.basis == unlabeled)
        {
            set_labels(outlines, view);
            self.labels.take();
            self.walk.take();
            (self.basis, self.stale) = (Some(basis), true);
            return;
        }
        let Some(borders) = geometry
            .borders
            .as_ref()
            .filter(|_| self.basis != Some(basis))
        else {
            return;
        };
        let Ok(mut outlines) = Outlines::of(borders, view.level_ix, &parents(view)) else {
            return;
        };
        set_labels(&mut outlines, view);
        #[cfg(feature = "kinds")]
        let outlines = match self.reshaped(view, basis, outlines) {
            Some(outlines) => outlines,
            None => return,
        };
        self.install(outlines, basis);
    }

    /// Puts land around the areas beneath them once it has come. Tiles and circles lie nowhere.
    fn put_context(&mut self, view: &View<'_>) {
        let (Some(outlines), Some(basis)) = (&mut self.outlines, self.basis) else {
            return;
        };
        let geometry = view.files.geometry.get(basis.set);
        if let Some(context) = geometry.and_then(|it| it.context.as_ref())
            && basis.shape == AreaShape::Outlines
            && outlines.context().is_none()
        {
            outlines.set_context(context);
            self.stale = true;
        }
    }

    fn install(&mut self, outlines: Outlines, basis: Basis) {
        let drawn = |it: Basis| (it.set, it.level, it.shape);
        if self.basis.map(drawn) != Some(drawn(basis)) {
            self.lands = super::labels::lands(&outlines);
        }
        let of = |it: Basis| (it.set, it.level, it.shape, it.labeled);
        if self.basis.map(of) != Some(of(basis)) {
            self.walk.take();
        }
        #[cfg(feature = "kinds")]
        self.leave_whole(basis);
        self.labels.take();
        self.outlines = Some(outlines);
        self.basis = Some(basis);
        self.stale = true;
        self.place_camera();
    }

    fn mark(&self, area: AreaIx) -> Mark {
        Mark::selected(area, self.colors.selection, self.colors.halo)
    }

    /// Sets the size of the canvas in CSS pixels and the device pixels per CSS pixel.
    pub fn resize(&mut self, width_css_px: u32, height_css_px: u32, density: f64) {
        let density = density.clamp(0.5, 4.0);
        let px = |css: u32| (f64::from(css) * density).round().clamp(1.0, 8192.0) as u32;
        let size = (px(width_css_px), px(height_css_px), density);
        if size == self.size {
            return;
        }
        let whole = self.camera == self.whole();
        let denser = size.2 / self.size.2;
        self.size = size;
        self.stale = true;
        match self.camera {
            Some(camera) if !whole => {
                let px_per_m = camera.px_per_m * denser;
                let resized = camera.resized(size.0, size.1);
                self.camera = Some(Camera {
                    px_per_m,
                    ..resized
                });
            }
            _ => {
                self.camera = None;
                self.place_camera();
            }
        }
    }

    /// Sets the colours the page decides.
    pub fn set_colors(&mut self, colors: MapColors) {
        self.colors = colors;
        self.styled = false;
        self.style.colors.page = Some(colors.background);
        self.style.colors.dim = colors.background;
        let own = crate::scene::Colors::default();
        let border = |own| colors.forced_border.unwrap_or(own);
        self.style.colors.area = border(own.area);
        self.style.colors.parent = border(own.parent);
        self.style.colors.coast = border(own.coast);
        let ink = colors.forced_border.unwrap_or(GREY);
        self.style.colors.ground = ground_on(colors.background, ink);
        for mark in &mut self.style.marks {
            *mark = Mark::selected(mark.area, colors.selection, colors.halo);
        }
    }

    /// Finds out which area each pixel shows; false if there is nothing to show.
    ///
    /// # Errors
    /// [`SceneError`] if the size is beyond what can be painted.
    pub(super) fn update(&mut self) -> Result<bool, SceneError> {
        let (Some(outlines), Some(camera)) = (&self.outlines, self.camera) else {
            return Ok(false);
        };
        if self.style.looks.len() != outlines.count() {
            return Ok(false);
        }
        if self.stale {
            self.ids.raster(outlines, &camera, self.size.2)?;
            self.stale = false;
        } else if self.drag.behind_px != [0; 2] {
            self.ids.pan(outlines, self.drag.behind_px)?;
        }
        self.drag.behind_px = [0; 2];
        // The sum of many movements is what was drawn, to the last bit.
        self.camera = Some(*self.ids.camera());
        if self.crowd.update(outlines, &self.ids, &mut self.style) {
            self.styled = false;
        }
        Ok(true)
    }

    /// Whether the areas are too many for their pixels, so that those above them are shown.
    #[must_use]
    pub fn is_crowded(&self) -> bool {
        self.crowd.is_on
    }

    /// Paints the present view, some rows after the other, and hands them over; false if there is
    /// nothing to paint yet.
    ///
    /// # Errors
    /// [`SceneError`] if the size is beyond what can be painted.
    pub fn paint_strips(&mut self, put: &mut dyn FnMut(Strip<'_>)) -> Result<bool, SceneError> {
        if !self.update()? {
            return Ok(false);
        }
        let (Some(outlines), Some(camera)) = (&self.outlines, self.camera) else {
            return Ok(false);
        };
        self.refining = false;
        let (painter, ids, style) = (&mut self.painter, &self.ids, &self.style);
        painter.begin(outlines, ids, style, !self.styled)?;
        for top in (0..camera.height_px).step_by(STRIP_ROWS) {
            let rows = [top, camera.height_px.min(top + STRIP_ROWS as u32)];
            painter.rows(outlines, ids, style, rows, &mut self.strip);
            put((camera.width_px, top, &self.strip));
        }
        (self.styled, self.painted) = (true, true);
        Ok(true)
    }

    /// Paints some more rows with smooth edges, for a map at rest; `None` once all are painted, or
    /// if nothing was painted before.
    ///
    /// # Errors
    /// [`SceneError`] if looks do not fit what was painted.
    pub fn refine_strip(&mut self) -> Result<Option<Strip<'_>>, SceneError> {
        let is_painted = self.painted && !self.stale;
        let Some(outlines) = self.outlines.as_ref().filter(|_| is_painted) else {
            return Ok(None);
        };
        let (fine, ids, style) = (&mut self.refinement, &self.ids, &self.style);
        self.rested = true;
        if !self.refining {
            fine.restart(outlines, ids, style)?;
            self.refining = true;
        }
        let rows = fine.rows(outlines, ids, style, &mut self.strip)?;
        let width = ids.camera().width_px;
        Ok(rows.map(|[top, _]| (width, top, self.strip.as_slice())))
    }

    /// How many rows have smooth edges since the last picture of the map in motion.
    #[must_use]
    pub fn refined_rows(&self) -> u32 {
        let rows = self.refinement.done();
        if self.refining { rows } else { 0 }
    }

    /// The area at a point in CSS pixels; tiny areas may be missed by half a finger.
    #[must_use]
    pub fn hit(&self, x_css_px: f64, y_css_px: f64) -> Option<AreaIx> {
        let density = self.size.2;
        let at = [x_css_px * density, y_css_px * density];
        #[cfg(feature = "kinds")]
        if let Some(area) = self.symbol_at([x_css_px, y_css_px]) {
            return Some(area);
        }
        let outlines = self.outlines.as_ref()?;
        crate::scene::hit(outlines, self.label_index(outlines), &self.ids, at)
    }

    /// Where an area's label goes, in CSS pixels; `None` if it is not on the map.
    #[must_use]
    pub fn position(&self, area: AreaIx) -> Option<[f64; 2]> {
        let outlines = self.outlines.as_ref()?;
        let place = outlines.id(area)?.checked_sub(1)? as usize;
        let label = outlines.labels().get(place).copied().flatten()?;
        let at = self.camera?.screen_from_map(outlines.map_from_grid(label));
        Some(at.map(|px| px / self.size.2))
    }

    /// A round length and how many CSS pixels it takes, at most `most_css_px`.
    #[must_use]
    pub fn scale_bar(&self, most_css_px: f64) -> Option<(u32, f64)> {
        // Tiles and circles do not lie to scale.
        self.basis.filter(|it| it.shape == AreaShape::Outlines)?;
        let px_per_m = self.camera?.px_per_m / self.size.2;
        let length = round_length(most_css_px / px_per_m)?;
        Some((length, f64::from(length) * px_per_m))
    }

    /// The area in a direction; from the middle of the map if none is given.
    pub(super) fn walk(
        &self,
        from: Option<AreaIx>,
        direction: Direction,
        plan: impl FnOnce() -> Option<Neighbours>,
    ) -> Option<AreaIx> {
        let direction = match direction {
            Direction::North => geom::Direction::North,
            Direction::East => geom::Direction::East,
            Direction::South => geom::Direction::South,
            Direction::West => geom::Direction::West,
        };
        let on_map = from.filter(|area| self.position(*area).is_some());
        match on_map {
            Some(area) => {
                let planned = || Walk::new(&plan().unwrap_or_else(|| self.only_labels()));
                let walk = self.walk.get_or_init(planned);
                walk.target(area, direction)
            }
            None => self.middle(),
        }
    }

    /// What one can walk by until the neighbours have come: from label to nearest label.
    fn only_labels(&self) -> Neighbours {
        let outlines = self.outlines.as_ref();
        Neighbours {
            first_area: outlines.map_or(0, Outlines::first_area),
            label_points: outlines.map_or_else(Vec::new, |it| it.labels().to_vec()),
            ..Neighbours::default()
        }
    }

    /// The area whose label is nearest to the middle of the screen.
    fn middle(&self) -> Option<AreaIx> {
        let outlines = self.outlines.as_ref()?;
        let (width, height, density) = self.size;
        let middle = [f64::from(width), f64::from(height)].map(|px| px / 2.0 / density);
        let areas = (0..outlines.count()).filter_map(|at| outlines.area(at as u32 + 1));
        let squared = |area: AreaIx| {
            let [x, y] = self.position(area)?;
            Some((x - middle[0]) * (x - middle[0]) + (y - middle[1]) * (y - middle[1]))
        };
        let nearest = areas.filter_map(|area| Some((squared(area)?, area)));
        nearest
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, area)| area)
    }

    /// The present picture as SVG with its caption.
    ///
    /// # Errors
    /// [`SceneError`] if there is nothing to draw or it cannot be drawn.
    pub fn svg(&self, caption: &Caption) -> Result<Option<String>, SceneError> {
        let Some(outlines) = self.outlines.as_ref().filter(|_| self.painted) else {
            return Ok(None);
        };
        let svg = crate::scene::svg(outlines, &self.ids, &self.style, caption)?;
        #[cfg(feature = "kinds")]
        let svg = self.with_overlay(svg, caption.steps_per_px);
        Ok(Some(svg))
    }

    /// Whether a layout is being worked out.
    pub(super) fn works(&self) -> bool {
        #[cfg(feature = "kinds")]
        let works = self.beyond.works();
        #[cfg(not(feature = "kinds"))]
        let works = false;
        works
    }
}

#[cfg(feature = "kinds")]
#[path = "kinds/map.rs"]
mod kinds;
#[cfg(feature = "kinds")]
use super::kinds::shape_of;

/// What stands for areas; this module may know nothing but outlines.
#[cfg(not(feature = "kinds"))]
fn shape_of(_: &View<'_>) -> AreaShape {
    AreaShape::Outlines
}

/// The area above each area of a view's level.
fn parents(view: &View<'_>) -> Vec<Option<AreaIx>> {
    let parent = |ix| view.files.areas.words(AreaIx(ix))?.parent;
    view.level.range().map(parent).collect()
}

/// What the looks follow from, besides the rows.
fn look_key(view: &View<'_>) -> u64 {
    let map = &view.state.map;
    let kind = (map.kind as u64) << 17 | u64::from(map.certainty) << 16;
    let kind = if cfg!(feature = "kinds") { kind } else { 0 };
    #[cfg(feature = "kinds")]
    let kind = kind | super::kinds::filter::revision(view) << 24;
    u64::from(view.state.highlight) | kind
}

/// The longest round length of at most `longest_m` metres.
pub(super) fn round_length(longest_m: f64) -> Option<u32> {
    let mut lengths = (0..8).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
    lengths.rfind(|length| f64::from(*length) <= longest_m)
}

fn set_labels(outlines: &mut Outlines, view: &View<'_>) {
    for neighbours in &view.files.label_points(view.level_ix) {
        outlines.set_labels(neighbours);
    }
}

/// How each area of the level looks; areas without a row (dissolved ones) have no outline either.
pub(super) fn looks(outlines: &Outlines, view: &View<'_>, shown: &Shown) -> Vec<Look> {
    let mut looks = vec![Look::default(); outlines.count()];
    for row in &shown.rows {
        let place = row.row.area.0.checked_sub(outlines.first_area());
        if let Some(look) = place.and_then(|place| looks.get_mut(place as usize)) {
            *look = look_of(view, shown, row);
            #[cfg(feature = "kinds")]
            super::kinds::put_look(view, shown, row, look);
        }
    }
    looks
}

fn look_of(view: &View<'_>, shown: &Shown, row: &ShownRow) -> Look {
    let highlight = view.state.highlight;
    let plain = match shown.fill(row) {
        Some(color) => Look::plain(color.0),
        None => color::look_of(row.row.cell.state)
            .map_or_else(|| Look::plain(super::shown::NO_CLASS.0), Look::from),
    };
    let kept = row.class().is_some_and(|class| highlight >> class & 1 == 1);
    Look {
        // Without classes there is nothing to highlight.
        dim: highlight != 0 && !kept && shown.classes.breaks.is_some(),
        ..plain
    }
}
