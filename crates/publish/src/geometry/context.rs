//! Land around the areas: read, brought to their map plane, cut off beyond a margin, melted into one,
//! and simplified until it is no burden.
//!
//! Nobody reads it off the map, so it may be as coarse as it must to stay small.

use std::collections::BTreeSet;
use std::path::Path;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use teilraum::format;
use teilraum::model::{ArcPoints, Topology};

use super::bands;
use super::error::GeometryError;
use super::exact;
use super::grid::Grid;
use super::layer;
use super::project::Plane;
use crate::config::Config;
use crate::config::context::ContextConfig;
use crate::content::{Context, Outlines};
use crate::report::{Report, found, in_file};

/// How far it reaches beyond the areas to each side, as a share of their width and height.
const MARGIN: f64 = 0.5;
/// How large the file may be.
const MOST_BYTES: usize = 6 * 1024;
/// Pixels of the first picture across the areas: finer than that nobody sees.
const PIXELS: f64 = 2000.0;
/// By how much a pixel grows as long as the file is too large.
const COARSER: f64 = 1.2;
/// Islands and lakes that are smaller than so many pixels are left out.
const SMALLEST_PX2: f64 = 4.0;
/// Grid coordinates beyond which nothing is cut exactly.
const FAR: i32 = 1 << 28;

/// Puts land around the outlines of each area system that has some; what cannot be read is an error in
/// the report.
pub fn put(config: &Config, sets: &mut [Outlines], report: &mut Report) {
    for settings in &config.atlas.context {
        let mut findings = Vec::new();
        let built = build(settings, &config.root, sets, &mut findings);
        report.extend(findings);
        match built {
            Ok(context) => {
                let own = sets.iter_mut().filter(|set| set.system == settings.system);
                own.for_each(|set| set.context = context.clone());
            }
            Err(error) => {
                let expected = format!("land around the area system `{}`", settings.system);
                let place = in_file(&config.file);
                report.error("context", place, found(expected, error.to_string()));
            }
        }
    }
}

/// What is wrong with the `[[context]]` tables: expected and found.
#[must_use]
pub fn mistakes(config: &Config) -> Vec<(String, String)> {
    let atlas = &config.atlas;
    let (mut mistakes, mut seen) = (Vec::new(), BTreeSet::new());
    for context in &atlas.context {
        let named = |what: &str| format!("{what} in [[context]] of `{}`", context.system);
        let quoted = |key: &str| format!("`{key}`");
        if !seen.insert(&context.system) {
            let expected = "one [[context]] for each area system".to_owned();
            mistakes.push((expected, format!("two of `{}`", context.system)));
        }
        if !atlas
            .geometry
            .iter()
            .any(|set| set.system == context.system)
        {
            let expected = named("an area system with [[geometry]] as `system`");
            mistakes.push((expected, quoted(&context.system)));
        }
        let unknown = |key: &&String| !atlas.source.iter().any(|source| source.key == **key);
        for key in context.sources.iter().filter(unknown) {
            mistakes.push((named("a source"), quoted(key)));
        }
        if context.sources.is_empty() {
            mistakes.push((named("at least one source"), "none".to_owned()));
        }
    }
    mistakes
}

/// The land around `sets`; nothing where these could not be built.
///
/// # Errors
/// [`GeometryError`] where the layer cannot be read or has nothing near the areas.
pub fn build(
    settings: &ContextConfig,
    base: &Path,
    sets: &[Outlines],
    findings: &mut Vec<crate::finding::Finding>,
) -> Result<Option<Context>, GeometryError> {
    let own = || sets.iter().filter(|set| set.system == settings.system);
    let Some(first) = own().next() else {
        return Ok(None);
    };
    let grid = Grid {
        origin_m: first.base.origin_m,
        step_m: first.base.step_m,
    };
    let plane = Plane::new(&first.projection)?;
    let records = layer::read(&settings.layer, base, &plane, findings)?;
    let snap = |point: &[f64; 2]| {
        let [x, y] = grid.snap(*point).map(|steps| steps.clamp(-FAR, FAR));
        IntPoint::new(x, y)
    };
    let rings = records.iter().flat_map(|record| &record.rings);
    let rings = rings.map(|ring| ring.iter().skip(1).map(snap).collect());
    let window = Window::around(own(), &grid);
    let land = window.cut(&rings.collect::<Vec<Contour>>());
    if land.is_empty() {
        return Err(GeometryError::Setting {
            system: settings.system.clone(),
            setting: format!("context, {}", settings.layer.file),
            expected: "land around the areas, up to half their width and height away".to_owned(),
            found: format!("none in {} polygons", records.len()),
        });
    }
    Ok(Some(Context {
        sources: settings.sources.clone(),
        rings: small(land, &grid, window.pixel()),
    }))
}

type Contour = Vec<IntPoint>;

/// A box on the grid.
struct Window {
    low: [f64; 2],
    high: [f64; 2],
}

impl Window {
    /// The box around all outlines of `sets`.
    fn around<'a>(sets: impl Iterator<Item = &'a Outlines>, grid: &Grid) -> Self {
        let mut window = Self {
            low: [f64::INFINITY; 2],
            high: [f64::NEG_INFINITY; 2],
        };
        for base in sets.map(|set| &set.base) {
            let own = Grid {
                origin_m: base.origin_m,
                step_m: base.step_m,
            };
            for point in base.arcs.iter().flatten() {
                let at = grid.steps(own.metres(point.map(f64::from)));
                window.low = [0, 1].map(|axis| window.low[axis].min(at[axis]));
                window.high = [0, 1].map(|axis| window.high[axis].max(at[axis]));
            }
        }
        window
    }

    fn size(&self) -> [f64; 2] {
        [0, 1].map(|axis| self.high[axis] - self.low[axis])
    }

    /// Grid steps per pixel where all areas are on the screen.
    fn pixel(&self) -> f64 {
        let [width, height] = self.size();
        (width.max(height) / PIXELS).max(1.0)
    }

    /// What `rings` enclose within the box and its margin, as rings that neither cross nor overlap.
    fn cut(&self, rings: &[Contour]) -> Vec<ArcPoints> {
        let margin = self.size().map(|side| side * MARGIN);
        let corner = |[right, top]: [bool; 2]| {
            let side = |axis: usize, far: bool| {
                let at = if far {
                    self.high[axis] + margin[axis]
                } else {
                    self.low[axis] - margin[axis]
                };
                (at.round() as i32).clamp(-FAR, FAR)
            };
            IntPoint::new(side(0, right), side(1, top))
        };
        let corners = [[false, false], [true, false], [true, true], [false, true]];
        let frame = vec![corners.map(corner).to_vec()];
        let land = Overlay::with_contours(rings, &frame)
            .overlay(OverlayRule::Intersect, FillRule::NonZero);
        land.iter().flatten().map(closed).collect()
    }
}

fn closed(contour: &Contour) -> ArcPoints {
    let points = contour.iter().chain(contour.first());
    points.map(|point| [point.x, point.y]).collect()
}

/// Simplifies rings until their file is small enough; `pixel` grid steps are too little to be seen.
fn small(mut rings: Vec<ArcPoints>, grid: &Grid, mut pixel: f64) -> Topology {
    loop {
        let smallest = (2.0 * SMALLEST_PX2 * pixel * pixel) as i128;
        rings.retain(|ring| exact::area2(ring.iter().copied()).abs() >= smallest);
        rings = bands::split(&rings, &[pixel]).base;
        let topology = Topology {
            origin_m: grid.origin_m,
            step_m: grid.step_m,
            bands: 1,
            arcs: rings.clone(),
            levels: Vec::new(),
        };
        let packed = format::encode_context(&topology).map_or(0, |file| file.len());
        if packed <= MOST_BYTES {
            return topology;
        }
        pixel *= COARSER;
    }
}
