//! Names on the map, and buttons for the places too small to be seen on it.
//!
//! Names come in tiers: far out those of the coarsest parents that are more than one, further in
//! those of the parents between, at last those of the areas themselves. One tier is shown at a time;
//! it opens at the scale from which on an area of mean size is about as wide as a name. The chosen area's name is
//! always there, and what it would touch gives way.

use crate::geom::{Bounds, GridBox, Outlines};
use crate::model::AreaIx;
use crate::scene::{Camera, Candidate, LabelPlan};
use crate::text::advance;

use super::Atlas;
use super::answer::Hit;
use super::map::{Ground, GroundKey};
use super::view::View;

/// Size of the names of the areas themselves, and of the coarsest tier, in CSS pixels.
pub(super) const SMALL_CSS: f64 = 11.5;
const LARGE_CSS: f64 = 12.5;
/// Size of the chosen area's name.
const CHOSEN_CSS: f64 = 12.0;
/// How much wider the letters are that are larger than the small ones, and therefore bold.
const BOLD: f64 = 1.1;
/// From line to line, as a share of the size.
pub(super) const LEADING: f64 = 1.2;
/// Space kept free around a name, in CSS pixels.
const SPACE_CSS: [f64; 2] = [6.0, 4.0];
/// A name longer than this is broken in two where it can be, in em.
const BREAK_EM: f64 = 6.0;
/// No name is drawn longer than this, in em; a longer one is set closer.
const LONGEST_EM: f64 = 14.0;
/// Of its name's size, how much an area must have; those of the coarsest tier may be smaller.
const SHARE: f64 = 0.75;
const COARSE_SHARE: f64 = 0.5;
/// A tier opens where an area of mean size is so wide, in CSS pixels.
const OPEN_CSS: f64 = 48.0;
/// Names worked out at one call.
const WORK: u32 = 2_000;
/// Beyond this many areas parents are not looked up one by one.
const MOST_GROUPED: usize = 20_000;
/// A place less wide on the map of everything gets a button, in CSS pixels; more than so many get
/// none, for then small is the rule.
const SMALL_PLACE_CSS: f64 = 32.0;
const MOST_PLACES: usize = 8;

/// One name on the map, in CSS pixels.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Label {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Width and height of the box it must stay in.
    pub width: f64,
    /// See `width`.
    pub height: f64,
    /// Size of the letters.
    pub size: f64,
    /// The name in one line or two, with a line feed between.
    pub name: String,
    /// Whether it is that of the chosen area.
    pub chosen: bool,
}

/// The names on the map.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Labels {
    /// No two of them overlap, and all lie on the map.
    pub labels: Vec<Label>,
    /// Whether more are to come for the same view.
    pub more: bool,
}

/// Names worked out so far.
#[derive(Default)]
pub(super) struct Names {
    /// Of which outlines.
    of: Option<GroundKey>,
    /// From the coarsest to the areas themselves.
    tiers: Vec<Tier>,
    /// For what the last answer was given.
    told: Option<(Camera, f64, Option<AreaIx>)>,
}

/// Names shown together.
struct Tier {
    /// The parents; `None` for the areas of the level.
    parents: Option<Vec<Parent>>,
    /// CSS pixels per metre from which on it is shown.
    opens: f64,
    size_css: f64,
    share: f64,
    plan: Option<LabelPlan>,
}

/// Land of an area of a coarser level, gathered from the areas in it.
#[derive(Clone, Copy)]
struct Parent {
    area: AreaIx,
    bounds: Bounds,
    at_m: [f64; 2],
    weight: f64,
}

impl Atlas {
    /// The names on the map as it is now; `None` if they are those of the last call.
    pub fn labels(&mut self) -> Option<Labels> {
        let view = View::of(&self.files, self.state.as_ref()?)?;
        let ground = self.map.ground()?;
        let chosen = view.chosen().map(|(ix, _)| ix);
        let now = (ground.camera, ground.density, chosen);
        let names = &mut self.names;
        names.keep_up(&view, &ground);
        if names.told == Some(now) && !self.map.has_new_points() {
            return None;
        }
        let labels = names.labels(&view, &ground, chosen);
        names.told = Some(now).filter(|_| !labels.more);
        #[cfg(feature = "kinds")]
        let labels = self.map.make_way(labels);
        Some(labels)
    }

    /// The places too small on the map of everything, which [`super::MapView::fly`] then knows.
    pub fn small_places(&mut self) -> Vec<Hit> {
        let state = self.state.as_ref();
        let view = state.and_then(|state| View::of(&self.files, state));
        let (Some(view), Some(ground)) = (view, self.map.ground()) else {
            return Vec::new();
        };
        self.names.keep_up(&view, &ground);
        let places = self.names.small_places(&ground);
        let mut named = Vec::new();
        for area in places.iter().filter_map(|it| view.files.areas.get(it.0)) {
            named.push(Hit {
                key: area.key.clone(),
                name: area.short.clone(),
                ..Hit::default()
            });
        }
        self.map.places = places;
        named
    }
}

/// All names on a map at once, for a picture.
#[cfg(feature = "kinds")]
pub(super) fn all(view: &View<'_>, ground: &Ground<'_>) -> Vec<Label> {
    let mut names = Names::default();
    names.keep_up(view, ground);
    let chosen = view.chosen().map(|(ix, _)| ix);
    let mut found = names.labels(view, ground, chosen);
    while found.more {
        found = names.labels(view, ground, chosen);
    }
    found.labels
}

impl Names {
    /// Begins anew where the map is of another level.
    fn keep_up(&mut self, view: &View<'_>, ground: &Ground<'_>) {
        if self.of == Some(ground.of) {
            return;
        }
        *self = Self {
            of: Some(ground.of),
            tiers: tiers(view, ground),
            told: None,
        };
    }

    fn labels(&mut self, view: &View<'_>, ground: &Ground<'_>, chosen: Option<AreaIx>) -> Labels {
        let mut answer = Labels::default();
        let scale = ground.camera.px_per_m / ground.density;
        let first = chosen.and_then(|area| chosen_label(view, ground, area));
        if let Some(tier) = self.tiers.iter_mut().rfind(|tier| tier.opens <= scale) {
            answer.more = tier.step(view, ground);
            tier.each_shown(ground, &mut |area, at| {
                let found = label(view, area, at, tier.size_css, false);
                let free = |it: &Label| !first.as_ref().is_some_and(|first| overlap(first, it));
                if let Some(found) = found.filter(free) {
                    answer.labels.push(found);
                }
            });
        }
        if let Some(first) = first {
            answer.labels.push(first);
        }
        answer
    }

    fn small_places(&self, ground: &Ground<'_>) -> Vec<(AreaIx, Bounds)> {
        let mut places = Vec::new();
        let Some(tier) = self.tiers.first() else {
            return places;
        };
        let scale = ground.whole.px_per_m / ground.density;
        for place in 0..tier.count(ground.outlines) {
            let area = tier.area(ground.outlines, place);
            let (Some(area), Some(bounds)) = (area, tier.bounds(ground, place)) else {
                continue;
            };
            let [width, height] = bounds.size_m();
            if (width * height).sqrt() * scale < SMALL_PLACE_CSS {
                if places.len() == MOST_PLACES {
                    return Vec::new();
                }
                places.push((area, bounds));
            }
        }
        places
    }
}

impl Tier {
    fn new(parents: Option<Vec<Parent>>) -> Self {
        Self {
            parents,
            opens: 0.0,
            size_css: SMALL_CSS,
            share: SHARE,
            plan: None,
        }
    }

    fn count(&self, outlines: &Outlines) -> u32 {
        let parents = self.parents.as_ref();
        parents.map_or(outlines.count(), Vec::len) as u32
    }

    fn area(&self, outlines: &Outlines, place: u32) -> Option<AreaIx> {
        match &self.parents {
            Some(parents) => parents.get(place as usize).map(|parent| parent.area),
            None => outlines.area(place + 1),
        }
    }

    fn bounds(&self, ground: &Ground<'_>, place: u32) -> Option<Bounds> {
        match &self.parents {
            Some(parents) => parents.get(place as usize).map(|parent| parent.bounds),
            None => ground.land(place),
        }
    }

    /// What wants its name at a place.
    fn candidate(&self, view: &View<'_>, ground: &Ground<'_>, place: u32) -> Option<Candidate> {
        let outlines = ground.outlines;
        let at_m = match &self.parents {
            Some(parents) => parents.get(place as usize)?.at_m,
            None => outlines.map_from_grid((*outlines.labels().get(place as usize)?)?),
        };
        // Of a million areas nobody may ask for more than the words: that would be kept.
        let area = view.files.areas.words(self.area(outlines, place)?)?;
        let [width, height] = size_css(&broken(area.short), self.size_css);
        Some(Candidate {
            at_m,
            land_m: self.bounds(ground, place)?.size_m(),
            name_css: [width + SPACE_CSS[0], height + SPACE_CSS[1]],
        })
    }

    /// Goes on with the plan; true while there is more.
    fn step(&mut self, view: &View<'_>, ground: &Ground<'_>) -> bool {
        let outlines = ground.outlines;
        let Some(bounds) = outlines.bounds() else {
            return false;
        };
        let mut plan = self.plan.take().unwrap_or_else(|| {
            let largest = [
                LONGEST_EM * self.size_css + SPACE_CSS[0],
                2.0 * LEADING * self.size_css + SPACE_CSS[1],
            ];
            LabelPlan::new(
                bounds,
                self.count(outlines),
                self.opens,
                self.share,
                largest,
            )
        });
        let more = plan.step(WORK, &|place| self.candidate(view, ground, place));
        self.plan = Some(plan);
        more
    }

    /// Gives `see` each area whose name is shown, and the middle of the name.
    fn each_shown(&self, ground: &Ground<'_>, see: &mut dyn FnMut(AreaIx, [f64; 2])) {
        if let Some(plan) = &self.plan {
            plan.each_shown(&ground.camera, ground.density, &mut |place, at| {
                if let Some(area) = self.area(ground.outlines, place) {
                    see(area, at);
                }
            });
        }
    }
}

/// The tiers of a view, the coarsest first.
fn tiers(view: &View<'_>, ground: &Ground<'_>) -> Vec<Tier> {
    let mut tiers: Vec<Tier> = Vec::new();
    let few = ground.outlines.count() <= MOST_GROUPED;
    loop {
        let below = tiers.last().and_then(|tier| tier.parents.as_deref());
        match gathered(view, ground, below, tiers.len() + 1).filter(|_| few) {
            Some(parents) => tiers.push(Tier::new(Some(parents))),
            None => break,
        }
    }
    tiers.reverse();
    tiers.push(Tier::new(None));
    let extent_m = ground.outlines.bounds().map_or([0.0; 2], |it| it.size_m());
    let square_m = extent_m[0] * extent_m[1];
    for tier in &mut tiers {
        tier.opens = OPEN_CSS * (f64::from(tier.count(ground.outlines)) / square_m.max(1.0)).sqrt();
    }
    if !few && let Some(all) = tiers.first_mut() {
        // Farther out hardly one has room for its name, and looking at all of them takes long.
        all.opens /= 4.0;
    } else if let Some(coarsest) = tiers.first_mut() {
        // Farther out than this nobody can go.
        coarsest.opens = LARGE_CSS / extent_m[0].max(extent_m[1]).max(1.0);
        (coarsest.size_css, coarsest.share) = (LARGE_CSS, COARSE_SHARE);
    }
    tiers
}

/// The areas `up` levels above those drawn, with the land of those `below` them; `None` where they
/// are less than two.
fn gathered(
    view: &View<'_>,
    ground: &Ground<'_>,
    below: Option<&[Parent]>,
    up: usize,
) -> Option<Vec<Parent>> {
    let areas = &view.files.areas;
    let mut parents: Vec<Parent> = Vec::new();
    let count = below.map_or(ground.outlines.count(), <[Parent]>::len);
    for place in 0..count {
        let part = match below {
            Some(below) => below.get(place).copied(),
            None => Parent::only(ground, place as u32),
        };
        let Some(mut part) = part else { continue };
        let Some(area) = areas.words(part.area).and_then(|area| area.parent) else {
            continue;
        };
        part.area = area;
        // Areas of one parent mostly follow one another.
        match parents.iter_mut().rfind(|it| it.area == area) {
            Some(parent) => parent.add(&part),
            None => parents.push(part),
        }
    }
    let above = |place: u32| areas.lineage(ground.outlines.area(place + 1)?).nth(up);
    for parent in &mut parents {
        parent.come_home(ground, &above);
    }
    (parents.len() > 1).then_some(parents)
}

impl Parent {
    /// An area drawn, as the only part of what it lies in.
    fn only(ground: &Ground<'_>, place: u32) -> Option<Self> {
        let outlines = ground.outlines;
        let at = (*outlines.labels().get(place as usize)?)?;
        let bounds = ground.land(place)?;
        let [width, height] = bounds.size_m();
        Some(Self {
            area: outlines.area(place + 1)?,
            bounds,
            at_m: outlines.map_from_grid(at),
            weight: width * height,
        })
    }

    /// Adds a part; the place of the name becomes the mean, weighted with the land.
    fn add(&mut self, part: &Self) {
        self.weight += part.weight;
        let share = part.weight / self.weight.max(1.0);
        for axis in [0, 1] {
            self.at_m[axis] += (part.at_m[axis] - self.at_m[axis]) * share;
            self.bounds.min_m[axis] = self.bounds.min_m[axis].min(part.bounds.min_m[axis]);
            self.bounds.max_m[axis] = self.bounds.max_m[axis].max(part.bounds.max_m[axis]);
        }
    }

    /// A name whose place has come to lie in another parent, as in a ring around a city, goes to
    /// the nearest part of its own.
    fn come_home(&mut self, ground: &Ground<'_>, above: &dyn Fn(u32) -> Option<AreaIx>) {
        let [width, height] = self.bounds.size_m();
        let reach = width.max(height);
        let own = |place: u32| above(place) == Some(self.area);
        let nearest = ground.labels.nearest(self.at_m, reach, &|_| true);
        if nearest.is_some_and(own) {
            return;
        }
        let nearest = ground.labels.nearest(self.at_m, reach, &own);
        let label = nearest.and_then(|place| *ground.outlines.labels().get(place as usize)?);
        if let Some(label) = label {
            self.at_m = ground.outlines.map_from_grid(label);
        }
    }
}

impl Ground<'_> {
    /// The box around the largest piece of an area.
    fn land(&self, place: u32) -> Option<Bounds> {
        match self.lands.get(place as usize) {
            Some(land) => *land,
            None => main_land(self.outlines, place + 1),
        }
    }
}

/// The box around the largest piece of each area; none where there are too many to look at at once.
pub(super) fn lands(outlines: &Outlines) -> Vec<Option<Bounds>> {
    if outlines.count() > MOST_GROUPED {
        return Vec::new();
    }
    let ids = 1..=outlines.count() as u32;
    ids.map(|id| main_land(outlines, id)).collect()
}

/// The box around the largest piece of an area: an island far out does not count.
fn main_land(outlines: &Outlines, id: u32) -> Option<Bounds> {
    let mut largest = (-1.0, GridBox::EMPTY);
    for ring in outlines.rings(id) {
        let found = outlines.ring_box(ring);
        let side = |axis: usize| f64::from(found.max[axis]) - f64::from(found.min[axis]);
        let size = side(0) * side(1);
        if !found.is_empty() && size > largest.0 {
            largest = (size, found);
        }
    }
    (largest.0 >= 0.0).then(|| Bounds {
        min_m: outlines.map_from_grid(largest.1.min),
        max_m: outlines.map_from_grid(largest.1.max),
    })
}

/// The name of the chosen area, if all of it lies on the map.
fn chosen_label(view: &View<'_>, ground: &Ground<'_>, area: AreaIx) -> Option<Label> {
    let place = ground.outlines.id(area)?.checked_sub(1)?;
    let at = (*ground.outlines.labels().get(place as usize)?)?;
    let camera = &ground.camera;
    let [x, y] = camera.screen_from_map(ground.outlines.map_from_grid(at));
    let at = [x / ground.density, y / ground.density];
    let mut label = label(view, area, at, CHOSEN_CSS, true)?;
    let land_m = ground.land(place)?.size_m();
    let land_css = land_m[1] * camera.px_per_m / ground.density;
    if land_css < 2.0 * label.height {
        // It would hide what it names.
        label.y -= (land_css + label.height) / 2.0 + SPACE_CSS[1];
    }
    let inside = |at: f64, size: f64, px: u32| {
        at - size / 2.0 >= 0.0 && at + size / 2.0 <= f64::from(px) / ground.density
    };
    let lies_on = inside(label.x, label.width, camera.width_px)
        && inside(label.y, label.height, camera.height_px);
    lies_on.then_some(label)
}

fn label(view: &View<'_>, area: AreaIx, at: [f64; 2], size: f64, chosen: bool) -> Option<Label> {
    let area = view.files.areas.words(area)?;
    let name = broken(area.short);
    let [width, height] = size_css(&name, size);
    Some(Label {
        x: at[0],
        y: at[1],
        width,
        height,
        size,
        name,
        chosen,
    })
}

fn overlap(one: &Label, other: &Label) -> bool {
    (one.x - other.x).abs() < (one.width + other.width) / 2.0
        && (one.y - other.y).abs() < (one.height + other.height) / 2.0
}

/// Width and height of a name without the space around it.
fn size_css(name: &str, size: f64) -> [f64; 2] {
    let mut widest = 0.0_f64;
    let mut count = 0.0;
    for line in name.split('\n') {
        widest = widest.max(advance::width(line, size));
        count += LEADING;
    }
    let bold = if size > SMALL_CSS { BOLD } else { 1.0 };
    [(widest * bold).min(LONGEST_EM * size), count * size]
}

/// A name in one line, or in two of like length where it is long and can be broken.
fn broken(name: &str) -> String {
    let mut best = (advance::width(name, 1.0), String::new());
    for (at, found) in name.char_indices() {
        if best.0 > BREAK_EM && matches!(found, '-' | ' ') {
            let (first, second) = name.split_at(at + 1);
            let wider = advance::width(first, 1.0).max(advance::width(second, 1.0));
            if wider < best.0 {
                let first = first.strip_suffix(' ').unwrap_or(first);
                best = (wider, first.to_owned() + "\n" + second);
            }
        }
    }
    if best.1.is_empty() {
        name.to_owned()
    } else {
        best.1
    }
}
