//! The same borders, simplified to the same deviation: bands of the bundle beside TopoJSON made by
//! mapshaper.
//!
//! Deviation is the largest distance from a vertex of the finest outlines to the simplified borders,
//! measured here for both sides with the same function.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use teilraum::format;
use teilraum::geom;
use teilraum::model::Topology;

use crate::bundle::Bundle;
use crate::table;

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Point = [f64; 2];
type Line = Vec<Point>;

/// Compares every band of the bundle's first outlines.
pub fn compare(bundle: &Bundle, mapshaper: &Path) -> Result<()> {
    let geometry = bundle
        .catalogue
        .geometry
        .first()
        .ok_or("a bundle without outlines")?;
    let mut stages: Vec<(Topology, usize)> = Vec::new();
    for file in &geometry.bands {
        let bytes = bundle.read(&file.path)?;
        let next = match stages.last() {
            None => (
                format::topology(&file.path, &bytes, &bundle.catalogue)?,
                bytes.len(),
            ),
            Some((before, so_far)) => {
                let mut finer = before.clone();
                geom::refine(&mut finer, &format::refine(&file.path, &bytes, before)?)?;
                (finer, so_far + bytes.len())
            }
        };
        stages.push(next);
    }
    let Some((finest, _)) = stages.last() else {
        return Ok(());
    };
    let source = lines(finest);
    let folder = std::env::temp_dir().join(format!("teilraum-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let input = folder.join("finest.json");
    fs::write(&input, serde_json::to_vec(&features(finest)?)?)?;
    for (band, (topology, bytes)) in stages.iter().enumerate() {
        let deviation = deviation(&source, &lines(topology));
        table::head(&format!(
            "Band {band}: {} vertices, at most {deviation:.0} m off the finest",
            topology.arcs.iter().map(Vec::len).sum::<usize>()
        ));
        table::row("bands of the bundle up to this one", *bytes, *bytes, None);
        for (name, options) in [
            ("mapshaper, Visvalingam", "visvalingam"),
            ("mapshaper, Douglas–Peucker", "dp"),
        ] {
            let (size, off) = closest(mapshaper, &input, &folder, options, &source, deviation)?;
            let name = format!("{name}, TopoJSON, gzip ({off:.0} m off)");
            table::row(&name, size, *bytes, None);
        }
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The arcs in metres of the map plane.
fn lines(topology: &Topology) -> Vec<Line> {
    let metres = |[x, y]: &[i32; 2]| {
        [
            topology.origin_m[0] + f64::from(*x) * topology.step_m,
            topology.origin_m[1] + f64::from(*y) * topology.step_m,
        ]
    };
    topology
        .arcs
        .iter()
        .map(|arc| arc.iter().map(metres).collect())
        .collect()
}

/// The areas of the finest level as features of whole metres. Rings are written as they are: which
/// are holes does not matter to how arcs are simplified.
fn features(topology: &Topology) -> Result<Value> {
    let lines = lines(topology);
    let (_, _, outlines) = topology.levels.last().ok_or("outlines without a level")?;
    let ring = |arcs: &Vec<i32>| -> Vec<Point> {
        let mut ring: Vec<Point> = Vec::new();
        for reference in arcs {
            let mut arc = lines[(if *reference < 0 {
                !reference
            } else {
                *reference
            }) as usize]
                .clone();
            if *reference < 0 {
                arc.reverse();
            }
            ring.extend(arc.into_iter().skip(usize::from(!ring.is_empty())));
        }
        ring
    };
    let feature = |(at, rings): (usize, &Vec<Vec<i32>>)| {
        let polygons: Vec<Vec<Vec<Point>>> = rings.iter().map(|arcs| vec![ring(arcs)]).collect();
        json!({"type": "Feature", "properties": {"id": at},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons}})
    };
    let features: Vec<Value> = outlines.iter().enumerate().map(feature).collect();
    Ok(json!({"type": "FeatureCollection", "features": features}))
}

/// The smallest TopoJSON that mapshaper makes with at most this deviation: its size and deviation.
fn closest(
    mapshaper: &Path,
    input: &Path,
    folder: &Path,
    method: &str,
    source: &[Line],
    limit: f64,
) -> Result<(usize, f64)> {
    let (mut low, mut high) = (0.0, 100.0);
    let mut best = simplify(mapshaper, input, folder, method, 100.0, source)?;
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        let tried = simplify(mapshaper, input, folder, method, middle, source)?;
        if tried.1 <= limit {
            (best, high) = (tried, middle);
        } else {
            low = middle;
        }
    }
    Ok(best)
}

fn simplify(
    mapshaper: &Path,
    input: &Path,
    folder: &Path,
    method: &str,
    percent: f64,
    source: &[Line],
) -> Result<(usize, f64)> {
    let output = folder.join("simplified.json");
    let done = Command::new(mapshaper)
        .arg(input)
        .args(["-simplify", method, "keep-shapes", "planar"])
        .arg(format!("percentage={percent}%"))
        .arg("-o")
        .arg(&output)
        .args(["format=topojson", "force", "quantization=65536"])
        .output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    let bytes = fs::read(&output)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    let size = encoder.finish()?.len();
    Ok((
        size,
        deviation(source, &topojson_lines(&serde_json::from_slice(&bytes)?)?),
    ))
}

fn topojson_lines(file: &Value) -> Result<Vec<Line>> {
    let numbers = |value: &Value| -> Result<Point> {
        let pair: Vec<f64> = serde_json::from_value(value.clone())?;
        Ok([pair[0], pair[1]])
    };
    let (scale, shift) = (
        numbers(&file["transform"]["scale"])?,
        numbers(&file["transform"]["translate"])?,
    );
    let mut lines = Vec::new();
    for arc in file["arcs"].as_array().ok_or("TopoJSON without arcs")? {
        let mut at = [0.0, 0.0];
        let mut line = Vec::new();
        for step in arc.as_array().ok_or("an arc that is no list")? {
            let step = numbers(step)?;
            at = [at[0] + step[0], at[1] + step[1]];
            line.push([at[0] * scale[0] + shift[0], at[1] * scale[1] + shift[1]]);
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Segments by square of the plane, for finding the nearest.
struct Squares {
    size: f64,
    segments: BTreeMap<(i64, i64), Vec<[Point; 2]>>,
}

impl Squares {
    fn new(lines: &[Line], size: f64) -> Self {
        let mut segments: BTreeMap<_, Vec<[Point; 2]>> = BTreeMap::new();
        for pair in lines.iter().flat_map(|line| line.windows(2)) {
            let (a, b) = (pair[0], pair[1]);
            let square = |value: f64| (value / size).floor() as i64;
            for x in square(a[0].min(b[0]))..=square(a[0].max(b[0])) {
                for y in square(a[1].min(b[1]))..=square(a[1].max(b[1])) {
                    segments.entry((x, y)).or_default().push([a, b]);
                }
            }
        }
        Self { size, segments }
    }

    /// Distance to the nearest segment, searched in ever wider rings of squares.
    fn distance(&self, point: Point) -> f64 {
        let (x, y) = (
            (point[0] / self.size).floor() as i64,
            (point[1] / self.size).floor() as i64,
        );
        let mut best = f64::INFINITY;
        for reach in 0..200_i64 {
            for dx in -reach..=reach {
                for dy in -reach..=reach {
                    if dx.abs().max(dy.abs()) == reach {
                        let here = self.segments.get(&(x + dx, y + dy)).into_iter().flatten();
                        best = here
                            .map(|segment| to_segment(point, segment))
                            .fold(best, f64::min);
                    }
                }
            }
            if best <= reach as f64 * self.size {
                break;
            }
        }
        best
    }
}

fn to_segment(p: Point, [a, b]: &[Point; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
}

/// The largest distance from a vertex of `source` to `simplified`.
fn deviation(source: &[Line], simplified: &[Line]) -> f64 {
    let squares = Squares::new(simplified, 2000.0);
    let points = source.iter().flatten();
    points
        .map(|point| squares.distance(*point))
        .fold(0.0, f64::max)
}
