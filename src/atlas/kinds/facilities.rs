//! Facilities as points over the map: single ones near, counted groups far out.
//!
//! Points are grouped by squares anchored in the map plane, whose side is a power of two of metres, so
//! groups stay while the map is moved and part while it is brought nearer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{Catalogue, Facilities, LevelIx, Scaled};
use crate::scene::{Camera, Form, Overlay, Rgb, Spot, SpotLook, SpotText};
use crate::state::{AreaShape, ViewState};
use crate::text::{Arg, NumberFormat};

use super::super::answer::Hover;
use super::super::map::MapView;
use super::super::view::View;
use super::symbols::Sight;
use super::{FacilityKey, Nearby};

/// Colors of layers, in their order; with the form they repeat after twenty.
const COLORS: [Rgb; 5] = [
    [122, 28, 110],
    [0, 92, 84],
    [140, 62, 0],
    [30, 60, 140],
    [70, 70, 70],
];
const LETTERS: Rgb = [255, 255, 255];
const HALO: Rgb = [255, 255, 255];
/// Radius of one facility, of the smallest group, and of the largest.
const SINGLE_CSS: f64 = 5.0;
const GROUP_CSS: [f64; 2] = [9.0, 17.0];
/// Squares of groups are about so wide.
const SQUARE_CSS: f64 = 48.0;
/// Below this side nothing is grouped: facilities of one street stand apart.
const LEAST_SQUARE_M: f64 = 250.0;
/// Half a target.
const REACH_CSS: f64 = 12.0;
/// Rows of the list.
const ROWS: usize = 20;

/// One layer on the map.
#[derive(Debug)]
struct Layer {
    key: String,
    form: Form,
    color: Rgb,
    at_m: Vec<[f64; 2]>,
}

/// The layers drawn.
#[derive(Debug, Default)]
pub(in super::super) struct Points {
    layers: Vec<Layer>,
    numbers: NumberFormat,
    /// The groups as seen last: hover, frames and lists ask again for the same.
    seen: RefCell<Option<(Camera, Rc<Vec<Group>>)>>,
    /// Whether the layers are others than when names were put between them last.
    pub news: bool,
}

/// Facilities drawn as one.
#[derive(Clone, Debug)]
struct Group {
    layer: usize,
    at_css: [f64; 2],
    /// The first of them, and how many there are.
    first: usize,
    count: usize,
}

impl Group {
    fn radius_css(&self) -> f64 {
        if self.count == 1 {
            return SINGLE_CSS;
        }
        let [least, most] = GROUP_CSS;
        (least + (self.count as f64).sqrt() * 0.5).min(most)
    }
}

impl Points {
    /// Takes over which layers the view shows.
    pub fn follow(&mut self, view: &View<'_>) {
        self.numbers = view.speaker.numbers;
        let layers = shown(view);
        let same = |(layer, (_, other)): (&Layer, &(usize, &Facilities))| layer.key == other.key;
        if layers.len() == self.layers.len() && self.layers.iter().zip(&layers).all(same) {
            return;
        }
        let layer = |(at, layer): (usize, &Facilities)| Layer {
            key: layer.key.clone(),
            form: form(at),
            color: color(at),
            at_m: layer
                .points
                .iter()
                .map(|point| point.at_m.map(f64::from))
                .collect(),
        };
        self.layers = layers.into_iter().map(layer).collect();
        self.seen.take();
        self.news = true;
    }

    /// What is drawn, layer by layer.
    fn groups(&self, sight: &Sight) -> Rc<Vec<Group>> {
        if self.layers.is_empty() {
            return Rc::default();
        }
        let mut seen = self.seen.borrow_mut();
        let known = seen.take().filter(|(camera, _)| *camera == sight.camera);
        let (_, groups) =
            seen.insert(known.unwrap_or_else(|| (sight.camera, Rc::new(self.gather(sight)))));
        Rc::clone(groups)
    }

    fn gather(&self, sight: &Sight) -> Vec<Group> {
        let css_per_m = sight.camera.px_per_m / sight.density;
        let mut side_m = LEAST_SQUARE_M;
        while side_m * css_per_m < SQUARE_CSS && side_m < 1e7 {
            side_m *= 2.0;
        }
        let grouped = side_m > LEAST_SQUARE_M;
        let mut all = Vec::new();
        for (layer, own) in self.layers.iter().enumerate() {
            let mut squares: BTreeMap<[i64; 3], (usize, usize, [f64; 2])> = BTreeMap::new();
            for (at, place) in own.at_m.iter().enumerate() {
                if !sight.sees(sight.css(*place), 2.0 * SQUARE_CSS) {
                    continue;
                }
                let [x, y] = place.map(|it| libm::floor(it / side_m) as i64);
                let square = [x, y, if grouped { 0 } else { at as i64 }];
                let entry = squares.entry(square).or_insert((at, 0, [0.0; 2]));
                entry.1 += 1;
                entry.2 = [entry.2[0] + place[0], entry.2[1] + place[1]];
            }
            let group = |(first, count, sum): (usize, usize, [f64; 2])| Group {
                layer,
                at_css: sight.css(sum.map(|it| it / count as f64)),
                first,
                count,
            };
            all.extend(squares.into_values().map(group));
        }
        all
    }

    /// Puts the points on the screen into `overlay`.
    pub fn draw(&self, sight: &Sight, overlay: &mut Overlay) {
        let base = overlay.looks.len();
        let look = |layer: &Layer| SpotLook {
            form: layer.form,
            fill: layer.color,
            line: layer.color,
            line_css: 0.0,
            halo: HALO,
        };
        overlay.looks.extend(self.layers.iter().map(look));
        for group in self.groups(sight).iter() {
            let radius_css = group.radius_css();
            if !sight.sees(group.at_css, radius_css) {
                continue;
            }
            overlay.spots.push(Spot {
                at_css: group.at_css,
                radius_css,
                look: (base + group.layer) as u16,
            });
            if group.count > 1 {
                let count = Scaled {
                    units: group.count as i64,
                    decimals: 0,
                };
                overlay.texts.push(SpotText {
                    at_css: group.at_css,
                    text: self.numbers.number(count),
                    ink: LETTERS,
                });
            }
        }
    }

    /// What is drawn at a point; the last drawn lies on top.
    fn at(&self, sight: &Sight, at_css: [f64; 2]) -> Option<Group> {
        let away = |group: &Group| {
            crate::geom::length([group.at_css[0] - at_css[0], group.at_css[1] - at_css[1]])
        };
        let near = |group: &Group| away(group) <= group.radius_css().max(REACH_CSS);
        let groups = self.groups(sight);
        let hit = groups.iter().filter(|group| near(group));
        hit.min_by(|one, other| away(one).total_cmp(&away(other)))
            .cloned()
    }

    /// Whether a box in CSS pixels, given by its middle and size, touches anything drawn.
    pub fn touch(&self, sight: &Sight, middle: [f64; 2], size: [f64; 2]) -> bool {
        let touches = |group: &Group| {
            let radius = group.radius_css();
            [0, 1]
                .into_iter()
                .all(|axis| (group.at_css[axis] - middle[axis]).abs() < size[axis] / 2.0 + radius)
        };
        self.groups(sight).iter().any(touches)
    }

    /// Places in each layer of what the screen shows.
    fn on_screen(&self, sight: &Sight) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (layer, own) in self.layers.iter().enumerate() {
            let seen = |(_, at): &(usize, &[f64; 2])| sight.sees(sight.css(**at), 0.0);
            all.extend(
                own.at_m
                    .iter()
                    .enumerate()
                    .filter(seen)
                    .map(|(at, _)| (layer, at)),
            );
        }
        all
    }
}

fn form(layer: usize) -> Form {
    Form::ALL
        .get(layer % Form::ALL.len())
        .copied()
        .unwrap_or_default()
}

fn color(layer: usize) -> Rgb {
    COLORS
        .get(layer % COLORS.len())
        .copied()
        .unwrap_or_default()
}

/// Layers chosen and of the view's area system, with their places in the catalogue.
fn chosen<'a>(
    catalogue: &'a Catalogue,
    state: &'a ViewState,
    level: LevelIx,
) -> impl Iterator<Item = (usize, &'a crate::model::FacilitiesRef)> {
    let system = catalogue
        .levels
        .get(level.index())
        .map(|it| it.system.as_str());
    let layers = catalogue.facilities.iter().enumerate();
    layers.filter(move |(_, it)| {
        Some(it.system.as_str()) == system && state.map.facilities.contains(&it.key)
    })
}

/// The files of the layers chosen.
pub(in super::super) fn want(
    catalogue: &Catalogue,
    state: &ViewState,
    level: LevelIx,
    wanted: &mut Vec<String>,
) {
    wanted.extend(chosen(catalogue, state, level).map(|(_, it)| it.file.path.clone()));
}

/// Sources of the layers drawn that are not the indicator's as well.
pub(in super::super) fn sources<'a>(view: &View<'a>) -> Vec<&'a String> {
    let catalogue = view.files.catalogue.as_ref();
    let layers = catalogue.into_iter().flat_map(|it| &it.facilities);
    let drawn = shown(view);
    let layers = layers.filter(|it| drawn.iter().any(|(_, layer)| layer.key == it.key));
    let mut keys: Vec<&String> = layers.flat_map(|it| &it.sources).collect();
    keys.retain(|key| !view.indicator.sources.contains(key));
    keys.dedup();
    keys
}

/// The layers drawn: chosen, here, and over outlines, for points lie nowhere on tiles.
fn shown<'a>(view: &View<'a>) -> Vec<(usize, &'a Facilities)> {
    let catalogue = view.files.catalogue.as_ref();
    let drawn = catalogue.filter(|_| super::shape_of(view) == AreaShape::Outlines);
    let chosen = drawn
        .into_iter()
        .flat_map(|it| chosen(it, view.state, view.level_ix));
    chosen
        .filter_map(|(at, it)| Some((at, view.files.facilities.get(&it.key)?)))
        .collect()
}

/// The titles of the layers drawn, and how many facilities each has.
pub(super) fn counted<'a>(view: &View<'a>) -> Vec<(&'a str, usize)> {
    let layer = |(_, it): (usize, &Facilities)| (title(view, &it.key), it.points.len());
    shown(view).into_iter().map(layer).collect()
}

/// Why chosen layers are not drawn.
pub(super) fn note(view: &View<'_>) -> String {
    let hidden =
        super::shape_of(view) != AreaShape::Outlines && !view.state.map.facilities.is_empty();
    if hidden {
        view.speaker.say("kind.facilities.outlines-only", &[])
    } else {
        String::new()
    }
}

fn title<'a>(view: &View<'a>, key: &str) -> &'a str {
    view.speaker
        .texts
        .facilities
        .get(key)
        .map_or("", String::as_str)
}

/// The legend of the layers drawn.
pub(super) fn legend(view: &View<'_>) -> Vec<FacilityKey> {
    let key = |(at, layer): (usize, &Facilities)| FacilityKey {
        label: title(view, &layer.key).to_owned(),
        form: form(at).key().to_owned(),
        color: crate::color::Rgb(color(at)).to_string(),
    };
    shown(view).into_iter().map(key).collect()
}

/// "120 Plätze"; empty where it is not told.
fn capacity(view: &View<'_>, layer: &Facilities, count: Option<u64>) -> String {
    let Some(count) = count else {
        return String::new();
    };
    let unit = view
        .speaker
        .texts
        .units
        .get(&layer.unit)
        .cloned()
        .unwrap_or_default();
    let value = Scaled {
        units: i64::try_from(count).unwrap_or(i64::MAX),
        decimals: 0,
    };
    view.speaker.numbers.with_noun(value, &unit)
}

/// The facilities on the map as a list.
pub(super) fn nearby(view: &View<'_>, map: &MapView) -> Option<Nearby> {
    let layers = shown(view);
    let sight = map.sight().filter(|_| !layers.is_empty())?;
    let on_screen = map.beyond.points.on_screen(&sight);
    let count = |n: usize| view.speaker.count(n);
    let row = |(layer, at): &(usize, usize)| {
        let (_, layer) = layers.get(*layer)?;
        let point = layer.points.get(*at)?;
        let capacity = capacity(view, layer, point.capacity.map(u64::from));
        Some(vec![
            point.name.clone(),
            title(view, &layer.key).to_owned(),
            capacity,
        ])
    };
    let more = on_screen.len().saturating_sub(ROWS);
    let n = count(on_screen.len());
    Some(Nearby {
        title: view
            .speaker
            .say("kind.facilities.nearby", &[("n", Arg::Text(&n))]),
        rows: on_screen.iter().take(ROWS).filter_map(row).collect(),
        more: if more == 0 {
            String::new()
        } else {
            view.speaker
                .say("kind.facilities.more", &[("n", Arg::Text(&count(more)))])
        },
    })
}

/// What is said of the facilities at a point in CSS pixels. A press on them chooses the area below.
pub(in super::super) fn hover(view: &View<'_>, map: &MapView, at_css: [f64; 2]) -> Option<Hover> {
    let sight = map
        .sight()
        .filter(|_| !map.beyond.points.layers.is_empty())?;
    let group = map.beyond.points.at(&sight, at_css)?;
    let layers = shown(view);
    let (at, layer) = layers.get(group.layer)?;
    let below = map
        .hit(at_css[0], at_css[1])
        .and_then(|area| view.files.areas.get(area));
    let title = title(view, &layer.key);
    let point = layer.points.get(group.first)?;
    let single = group.count == 1;
    let n = view.speaker.count(group.count);
    let args = [("n", Arg::Text(n.as_str())), ("layer", Arg::Text(title))];
    Some(Hover {
        key: below.map(|area| area.key.clone()).unwrap_or_default(),
        name: if single {
            point.name.clone()
        } else {
            view.speaker.say("kind.facilities.group", &args)
        },
        value: if single {
            capacity(view, layer, point.capacity.map(u64::from))
        } else {
            String::new()
        },
        class: if single {
            title.to_owned()
        } else {
            String::new()
        },
        color: crate::color::Rgb(color(*at)).to_string(),
    })
}
