//! Heavy outlines made light: a layer of any format in, a small TopoJSON file out.
//!
//! The layer goes the way of every atlas's outlines (one topology, simplified by arcs), so that no
//! neighbours gape or overlap; what comes out is again a layer that the publisher reads. Meant for
//! outlines that are too large to keep beside an atlas.
//!
//! # References
//! The TopoJSON format specification 1.0 (Bostock and Metcalf 2013): arcs are quantised, and all
//! points of one but the first are differences.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::json;
use teilraum::model::{Area, Areas, Level, LevelIx, Topology};

use super::config::{GeometryConfig, LayerConfig};
use super::error::GeometryError;
use super::exact::Point;
use super::export::{broken, polygons};
use super::grid::Grid;
use super::layer;
use super::project::Plane;
use crate::content::Outlines;
use crate::finding::Finding;

/// Equal areas around the middle of Germany: metres mean the same everywhere.
const PROJECTION: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";
/// Vertices are first snapped to a grid of this many metres.
const STEP_M: f64 = 10.0;
/// Metres in one degree of a meridian, about.
const DEGREE_M: f64 = 111_000.0;

/// Outlines made light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thinned {
    /// The TopoJSON file.
    pub topojson: String,
    /// How many areas it holds.
    pub areas: usize,
    /// How many vertices, each border counted once.
    pub vertices: usize,
    /// The most in whole metres, rounded up, that a border was moved.
    pub error_m: u32,
}

/// Thins the outlines of `layer` such that they still look exact at `detail_m_per_px`.
///
/// The file name in the layer is relative to `base`. Of the attributes only the key is
/// kept, as the identifier of the shape.
///
/// # Errors
/// [`GeometryError`] where the layer cannot be read or cannot become a topology.
pub fn thin(
    layer: &LayerConfig,
    base: &Path,
    detail_m_per_px: f64,
    findings: &mut Vec<Finding>,
) -> Result<Thinned, GeometryError> {
    let config = config(layer, detail_m_per_px);
    let plane = Plane::new(&config.projection)?;
    let records = layer::read(layer, base, &plane, &mut Vec::new())?;
    let keys: BTreeSet<String> = records.into_iter().map(|record| record.key).collect();
    let (levels, areas) = one_level(keys);
    let outlines = super::build(&config, base, &levels, &areas, findings)?;
    let writer = Writer {
        outlines: &outlines,
        plane,
        quantum: quantum(detail_m_per_px),
    };
    Ok(Thinned {
        topojson: writer.topojson(&areas)?,
        areas: areas.0.len(),
        vertices: outlines.base.arcs.iter().map(Vec::len).sum(),
        error_m: outlines.error_m.first().copied().unwrap_or(0.0).ceil() as u32,
    })
}

fn config(layer: &LayerConfig, detail_m_per_px: f64) -> GeometryConfig {
    GeometryConfig {
        system: "outlines".to_owned(),
        sources: Vec::new(),
        projection: PROJECTION.to_owned(),
        levels: BTreeMap::from([("area".to_owned(), layer.clone())]),
        serves: None,
        status: None,
        follow_successors: false,
        unknown_keys: super::config::UnknownKeys::Refuse,
        missing_outlines: super::config::MissingOutlines::Refuse,
        dissolve: Vec::new(),
        check: BTreeMap::new(),
        step_m: STEP_M,
        tolerance_m: None,
        detail_m_per_px: vec![detail_m_per_px],
        check_share: 0.0,
    }
}

/// One level with an area for each key.
fn one_level(keys: BTreeSet<String>) -> (Vec<Level>, Areas) {
    let area = |key: String| Area {
        name: key.clone(),
        short: key.clone(),
        key,
        level: LevelIx(0),
        parent: None,
        kind: String::new(),
        locative: String::new(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    };
    let areas: Vec<Area> = keys.into_iter().map(area).collect();
    let level = Level {
        key: "area".to_owned(),
        system: "outlines".to_owned(),
        parent: None,
        areas: [0, areas.len() as u32],
    };
    (vec![level], Areas(areas))
}

/// Decimals of a degree that coordinates are rounded to: a fifth of a pixel or finer.
fn quantum(detail_m_per_px: f64) -> i32 {
    let degrees = detail_m_per_px / DEGREE_M / 5.0;
    (-degrees.log10()).ceil().clamp(0.0, 7.0) as i32
}

struct Writer<'a> {
    outlines: &'a Outlines,
    plane: Plane,
    /// Decimals of a degree.
    quantum: i32,
}

impl Writer<'_> {
    /// The file, an arc or an area per line, so that versions of it can be compared.
    fn topojson(&self, areas: &Areas) -> Result<String, GeometryError> {
        let topology = &self.outlines.base;
        let arcs: Result<Vec<String>, _> = topology.arcs.iter().map(|arc| self.arc(arc)).collect();
        let scale = 10_f64.powi(-self.quantum);
        let transform = json!({ "scale": [scale, scale], "translate": [0, 0] });
        Ok(format!(
            "{{\"type\":\"Topology\",\"transform\":{transform},\
             \"objects\":{{\"areas\":{{\"type\":\"GeometryCollection\",\"geometries\":[\n{}\n]}}}},\
             \"arcs\":[\n{}\n]}}\n",
            geometries(topology, areas).join(",\n"),
            arcs?.join(",\n"),
        ))
    }

    fn arc(&self, points: &[Point]) -> Result<String, GeometryError> {
        let mut before = [0, 0];
        let mut steps = Vec::with_capacity(points.len());
        for (at, point) in points.iter().enumerate() {
            let here = self.quantised(*point)?;
            let step = [here[0] - before[0], here[1] - before[1]];
            let last = at + 1 == points.len();
            if at == 0 || last || step != [0, 0] {
                steps.push(format!("[{},{}]", step[0], step[1]));
            }
            before = here;
        }
        Ok(format!("[{}]", steps.join(",")))
    }

    fn quantised(&self, point: Point) -> Result<[i64; 2], GeometryError> {
        let Topology {
            origin_m, step_m, ..
        } = self.outlines.base;
        let metres = Grid { origin_m, step_m }.metres(point.map(f64::from));
        let lonlat = self.plane.lonlat(metres).ok_or_else(|| {
            let found = format!("x {} m, y {} m", metres[0], metres[1]);
            broken(self.outlines, "points with longitude and latitude", &found)
        })?;
        Ok(lonlat.map(|degrees| (degrees * 10_f64.powi(self.quantum)).round() as i64))
    }
}

/// One shape per area with its key as identifier, made of references to arcs.
fn geometries(topology: &Topology, areas: &Areas) -> Vec<String> {
    let outlines = topology.levels.iter().flat_map(|(_, _, outlines)| outlines);
    let drawn = areas
        .0
        .iter()
        .zip(outlines)
        .filter(|(_, outline)| !outline.is_empty());
    let geometry = |(area, outline): (&Area, &Vec<Vec<i32>>)| {
        let shape = match polygons(&topology.arcs, outline).as_slice() {
            [only] => json!({ "type": "Polygon", "id": area.key, "arcs": only }),
            several => json!({ "type": "MultiPolygon", "id": area.key, "arcs": several }),
        };
        shape.to_string()
    };
    drawn.map(geometry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_rounded_to_a_fifth_of_a_pixel_or_finer() {
        for (detail, decimals) in [(5_000.0, 3), (100.0, 4), (10.0, 5), (1.0, 6)] {
            assert_eq!(quantum(detail), decimals, "{detail} m per pixel");
            let metres = 10_f64.powi(-decimals) * DEGREE_M;
            assert!(metres <= detail / 5.0 && metres > detail / 55.0);
        }
    }
}
