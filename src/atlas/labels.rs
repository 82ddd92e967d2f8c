//! Names on the map, and buttons for the places too small to be seen on it.
//!
//! Names come in tiers: far out those of the coarsest parents that are more than one, further in
//! those of the parents between, at last those of the areas themselves. One tier is shown at a time;
//! it opens at the scale from which on a quarter of its names have room. The chosen area's name is
//! always there, and what it would touch gives way.

use crate::geom::{Bounds, GridBox, Outlines};
use crate::model::{AreaIx, LevelIx, sort_by};
use crate::scene::{Camera, Candidate, LabelPlan};
use crate::text::advance;

use super::Atlas;
use super::map::Ground;
use super::view::View;

/// Size of the names of the areas themselves, and of the coarsest tier, in CSS pixels.
const SMALL_CSS: f64 = 11.5;
const LARGE_CSS: f64 = 13.0;
/// From line to line, as a share of the size.
const LEADING: f64 = 1.2;
/// Space kept free around a name, in CSS pixels.
const SPACE_CSS: [f64; 2] = [10.0, 6.0];
/// A name longer than this is broken in two where it can be, in em.
const BREAK_EM: f64 = 6.0;
/// No name is drawn longer than this, in em; a longer one is set closer.
const LONGEST_EM: f64 = 14.0;
/// Of its name's size, how much an area must have; those of the coarsest tier may be smaller.
const SHARE: f64 = 1.0;
const COARSE_SHARE: f64 = 0.5;
/// A tier opens where one name out of so many has room.
const OPEN_SHARE: usize = 4;
/// How many areas are asked for that.
const ASKED: u32 = 512;
/// Names worked out at one call.
const WORK: u32 = 2_000;
/// Beyond this many areas parents are not looked up one by one.
const MOST_GROUPED: usize = 50_000;
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
    /// The name in one line or two.
    pub lines: Vec<String>,
    /// Whether it is that of the chosen area.
    pub chosen: bool,
    /// The area's key.
    pub key: String,
}

/// The names on the map.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Labels {
    /// No two of them overlap, and all lie on the map.
    pub labels: Vec<Label>,
    /// Whether more are to come for the same view.
    pub more: bool,
}

/// A place that is too small on the map of everything.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct SmallPlace {
    /// Its key.
    pub key: String,
    /// Its short name.
    pub label: String,
}

/// Names worked out so far.
#[derive(Default)]
pub(super) struct Names {
    /// Of which outlines.
    of: Option<(usize, LevelIx, bool)>,
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
        if names.told == Some(now) {
            return None;
        }
        let labels = names.labels(&view, &ground, chosen);
        names.told = Some(now).filter(|_| !labels.more);
        Some(labels)
    }

    /// The places too small on the map of everything, which [`super::MapView::fly`] then knows.
    pub fn small_places(&mut self) -> Vec<SmallPlace> {
        let state = self.state.as_ref();
        let view = state.and_then(|state| View::of(&self.files, state));
        let (Some(view), Some(ground)) = (view, self.map.ground()) else {
            return Vec::new();
        };
        self.names.keep_up(&view, &ground);
        let places = self.names.small_places(&ground);
        let named = places.iter().filter_map(|(area, _)| {
            let area = view.files.areas.get(*area)?;
            Some(SmallPlace {
                key: area.key.clone(),
                label: area.short.clone(),
            })
        });
        let named = named.collect();
        self.map.places = places;
        named
    }
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
        let scale = ground.camera.px_per_m / ground.density;
        let Some(tier) = self.tiers.iter_mut().rfind(|tier| tier.opens <= scale) else {
            return Labels::default();
        };
        let more = tier.step(view, ground);
        let mut labels = Vec::new();
        let chosen = chosen.and_then(|area| Some((area, chosen_at(ground, area)?)));
        if let Some((area, at)) = chosen {
            labels.extend(label(view, area, at, SMALL_CSS, true));
            labels.retain(|it| lies_on(it, ground));
        }
        let shown = tier
            .plan
            .as_ref()
            .map(|plan| plan.shown(&ground.camera, ground.density));
        for (place, at) in shown.unwrap_or_default() {
            let area = tier.area(ground.outlines, place);
            let Some(found) = area.and_then(|area| label(view, area, at, tier.size_css, false))
            else {
                continue;
            };
            if !labels
                .first()
                .is_some_and(|first| first.chosen && overlap(first, &found))
            {
                labels.push(found);
            }
        }
        Labels { labels, more }
    }

    fn small_places(&self, ground: &Ground<'_>) -> Vec<(AreaIx, Bounds)> {
        let Some(tier) = self.tiers.first() else {
            return Vec::new();
        };
        let scale = ground.whole.px_per_m / ground.density;
        let small = |bounds: &Bounds| {
            let [width, height] = bounds.size_m();
            (width * height).sqrt() * scale < SMALL_PLACE_CSS
        };
        let places = (0..tier.count(ground.outlines)).filter_map(|place| {
            let area = tier.area(ground.outlines, place)?;
            Some((area, tier.bounds(ground.outlines, place)?)).filter(|(_, bounds)| small(bounds))
        });
        // One more than can be shown is enough to know that there are too many.
        let places: Vec<_> = places.take(MOST_PLACES + 1).collect();
        if places.len() > MOST_PLACES {
            Vec::new()
        } else {
            places
        }
    }
}

impl Tier {
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

    fn bounds(&self, outlines: &Outlines, place: u32) -> Option<Bounds> {
        match &self.parents {
            Some(parents) => parents.get(place as usize).map(|parent| parent.bounds),
            None => main_land(outlines, place + 1),
        }
    }

    /// What wants its name at a place.
    fn candidate(&self, view: &View<'_>, outlines: &Outlines, place: u32) -> Option<Candidate> {
        let at_m = match &self.parents {
            Some(parents) => parents.get(place as usize)?.at_m,
            None => outlines.map_from_grid((*outlines.labels().get(place as usize)?)?),
        };
        let area = view.files.areas.get(self.area(outlines, place)?)?;
        let [width, height] = size_css(&lines(&area.short), self.size_css);
        Some(Candidate {
            at_m,
            land_m: self.bounds(outlines, place)?.size_m(),
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
        let more = plan.step(WORK, &|place| self.candidate(view, outlines, place));
        self.plan = Some(plan);
        more
    }

    /// The scale from which on a quarter of its names have room.
    fn opening(&self, view: &View<'_>, outlines: &Outlines) -> f64 {
        let count = self.count(outlines);
        let asked = (0..count).step_by((count / ASKED + 1) as usize);
        let fits = asked
            .filter_map(|place| Some(self.candidate(view, outlines, place)?.fits_from(self.share)));
        let mut fits: Vec<f64> = fits.collect();
        sort_by(&mut fits, f64::total_cmp);
        fits.get(fits.len() / OPEN_SHARE)
            .copied()
            .unwrap_or(f64::INFINITY)
    }
}

/// The tiers of a view, the coarsest first.
fn tiers(view: &View<'_>, ground: &Ground<'_>) -> Vec<Tier> {
    let mut parents = Vec::new();
    if ground.outlines.count() <= MOST_GROUPED {
        parents.extend((1..).map_while(|up| gathered(view, ground, up)));
    }
    let all = parents.into_iter().rev().map(Some).chain([None]);
    let mut tiers: Vec<Tier> = Vec::new();
    for parents in all {
        let first = tiers.is_empty();
        let mut tier = Tier {
            parents,
            opens: 0.0,
            size_css: if first { LARGE_CSS } else { SMALL_CSS },
            share: if first { COARSE_SHARE } else { SHARE },
            plan: None,
        };
        let extent_m = ground
            .outlines
            .bounds()
            .map_or([1.0; 2], |bounds| bounds.size_m());
        tier.opens = if first {
            // Farther out than this nobody can go.
            LARGE_CSS / extent_m[0].max(extent_m[1]).max(1.0)
        } else {
            tier.opening(view, ground.outlines)
        };
        tiers.push(tier);
    }
    tiers
}

/// The areas `up` levels above those drawn, with their land; `None` where they are less than two.
fn gathered(view: &View<'_>, ground: &Ground<'_>, up: usize) -> Option<Vec<Parent>> {
    let outlines = ground.outlines;
    let above = |place: u32| {
        let area = outlines.area(place + 1)?;
        view.files.areas.lineage(area).nth(up)
    };
    let mut parts: Vec<(AreaIx, Bounds, [f64; 2])> = (0..outlines.count() as u32)
        .filter_map(|place| {
            let at = (*outlines.labels().get(place as usize)?)?;
            let land = main_land(outlines, place + 1)?;
            Some((above(place)?, land, outlines.map_from_grid(at)))
        })
        .collect();
    sort_by(&mut parts, |a, b| a.0.cmp(&b.0));
    let mut parents: Vec<Parent> = Vec::new();
    for (area, bounds, at_m) in parts {
        let [width, height] = bounds.size_m();
        let weight = width * height;
        match parents.last_mut().filter(|last| last.area == area) {
            Some(parent) => parent.add(bounds, at_m, weight),
            None => parents.push(Parent {
                area,
                bounds,
                at_m,
                weight,
            }),
        }
    }
    for parent in &mut parents {
        parent.come_home(ground, &above);
    }
    (parents.len() > 1).then_some(parents)
}

impl Parent {
    /// Adds a part; the place of the name becomes the mean, weighted with the land.
    fn add(&mut self, bounds: Bounds, at_m: [f64; 2], weight: f64) {
        self.weight += weight;
        for axis in [0, 1] {
            self.at_m[axis] += (at_m[axis] - self.at_m[axis]) * weight / self.weight.max(1.0);
            self.bounds.min_m[axis] = self.bounds.min_m[axis].min(bounds.min_m[axis]);
            self.bounds.max_m[axis] = self.bounds.max_m[axis].max(bounds.max_m[axis]);
        }
    }

    /// A name whose place has come to lie in another parent, as in a ring around a city, goes to
    /// the nearest part of its own.
    fn come_home(&mut self, ground: &Ground<'_>, above: &dyn Fn(u32) -> Option<AreaIx>) {
        let [width, height] = self.bounds.size_m();
        let reach = width.max(height);
        let nearest = ground.labels.nearest(self.at_m, reach);
        if nearest.and_then(above) == Some(self.area) {
            return;
        }
        let own = ground
            .labels
            .nearest_of(self.at_m, reach, |place| above(place) == Some(self.area));
        let label = own.and_then(|place| *ground.outlines.labels().get(place as usize)?);
        if let Some(label) = label {
            self.at_m = ground.outlines.map_from_grid(label);
        }
    }
}

/// The box around the largest piece of an area: an island far out does not count.
fn main_land(outlines: &Outlines, id: u32) -> Option<Bounds> {
    let size = |it: &GridBox| {
        let side = |axis: usize| f64::from(it.max[axis]) - f64::from(it.min[axis]);
        side(0) * side(1)
    };
    let boxes = outlines.rings(id).map(|ring| outlines.ring_box(ring));
    let largest = boxes.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    (!largest.is_empty()).then(|| Bounds {
        min_m: outlines.map_from_grid(largest.min),
        max_m: outlines.map_from_grid(largest.max),
    })
}

/// Where the chosen area's name goes, in CSS pixels.
fn chosen_at(ground: &Ground<'_>, area: AreaIx) -> Option<[f64; 2]> {
    let place = ground.outlines.id(area)?.checked_sub(1)?;
    let at = (*ground.outlines.labels().get(place as usize)?)?;
    let at = ground
        .camera
        .screen_from_map(ground.outlines.map_from_grid(at));
    Some(at.map(|px| px / ground.density))
}

fn label(view: &View<'_>, area: AreaIx, at: [f64; 2], size: f64, chosen: bool) -> Option<Label> {
    let area = view.files.areas.get(area)?;
    let lines = lines(&area.short);
    let [width, height] = size_css(&lines, size);
    Some(Label {
        x: at[0],
        y: at[1],
        width,
        height,
        size,
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        chosen,
        key: area.key.clone(),
    })
}

fn lies_on(label: &Label, ground: &Ground<'_>) -> bool {
    let inside = |at: f64, size: f64, px: u32| {
        at - size / 2.0 >= 0.0 && at + size / 2.0 <= f64::from(px) / ground.density
    };
    inside(label.x, label.width, ground.camera.width_px)
        && inside(label.y, label.height, ground.camera.height_px)
}

fn overlap(one: &Label, other: &Label) -> bool {
    (one.x - other.x).abs() < (one.width + other.width) / 2.0
        && (one.y - other.y).abs() < (one.height + other.height) / 2.0
}

/// Width and height of a name without the space around it.
fn size_css(lines: &[&str], size: f64) -> [f64; 2] {
    let width = |line: &&str| advance::width(line, size).min(LONGEST_EM * size);
    let widest = lines.iter().map(width).fold(0.0, f64::max);
    [widest, lines.len() as f64 * LEADING * size]
}

/// A name in one line, or in two of like length where it is long and can be broken.
fn lines(name: &str) -> Vec<&str> {
    let widest = |(at, _): &(usize, char)| {
        let (first, second) = name.split_at(at + 1);
        advance::width(first, 1.0).max(advance::width(second, 1.0))
    };
    let breaks = name
        .char_indices()
        .filter(|(_, it)| matches!(it, '-' | ' '));
    let best = breaks.min_by(|a, b| widest(a).total_cmp(&widest(b)));
    match best.filter(|_| advance::width(name, 1.0) > BREAK_EM) {
        Some((at, _)) => {
            let (first, second) = name.split_at(at + 1);
            vec![first.trim_end(), second]
        }
        None => vec![name],
    }
}
