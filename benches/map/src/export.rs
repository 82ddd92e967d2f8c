//! The files that other map libraries read: GeoJSON, TopoJSON, columns of values.
//!
//! Longitude and latitude are made up: a metre is 1/111,320 of a degree around 10° E, 0° N. Outer
//! rings run counter-clockwise in GeoJSON, as RFC 7946 asks, and clockwise in TopoJSON, as programs
//! expect that draw on a sphere.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use teilraum::model::{AreaIx, Outline, Topology};
use teilraum_publish::geometry::export::polygons;
use teilraum_publish::geometry::rings::ring_points;

use crate::BenchError;
use crate::set::{Detail, Set};

/// Degrees in one metre.
const DEGREES_PER_M: f64 = 1.0 / 111_320.0;
/// Where the middle of the map lies: on the equator, around which Mercator's map is as good as a plane.
const MIDDLE: [f64; 2] = [10.0, 0.0];

/// Writes the files of `set` at one detail into `folder`.
///
/// # Errors
/// What the file system refuses.
pub fn write(set: &Set, detail: &Detail, folder: &Path) -> Result<(), BenchError> {
    io_at(folder, fs::create_dir_all)?;
    let areas = set.drawn(&detail.topology);
    let place = Place::of(&detail.topology, &areas);
    let writer = Writer {
        topology: &detail.topology,
        areas: &areas,
        place,
    };
    file(folder, "areas.geojson", |out| writer.geojson(out))?;
    file(folder, "areas.topojson", |out| writer.topojson(out))?;
    let order: Vec<AreaIx> = areas.iter().map(|(area, _)| *area).collect();
    for column in 0..set.columns.len() {
        let values = set.values(column, &order);
        let name = format!("values-{column}.json");
        file(folder, &name, |out| {
            Ok(serde_json::to_writer(out, &values)?)
        })?;
    }
    let about = json!({
        "areas": areas.len(),
        "vertices": writer.ring_vertices(),
        "vertices_shared": writer.shared_vertices(),
        "seed": set.seed,
        "error_m": detail.error_m,
        "simplified": detail.simplified,
    });
    file(folder, "about.json", |out| {
        Ok(serde_json::to_writer_pretty(out, &about)?)
    })
}

fn io_at<T>(path: &Path, work: impl FnOnce(PathBuf) -> io::Result<T>) -> Result<T, BenchError> {
    work(path.to_owned()).map_err(|source| BenchError::Io {
        path: path.to_owned(),
        source,
    })
}

type Out = BufWriter<File>;

/// Writes one file.
fn file(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut Out) -> Result<(), Unwritten>,
) -> Result<(), BenchError> {
    let path = folder.join(name);
    let mut out = BufWriter::new(io_at(&path, File::create)?);
    let filled = fill(&mut out).and_then(|()| Ok(out.flush()?));
    filled.map_err(|unwritten| match unwritten {
        Unwritten::Io(source) => BenchError::Io { path, source },
        Unwritten::Json(source) => BenchError::Json(source),
    })
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// From the grid to longitude and latitude.
#[derive(Clone, Copy)]
struct Place {
    /// Degrees per grid step.
    scale: f64,
    /// The grid point in the middle.
    middle: [f64; 2],
}

impl Place {
    fn of(topology: &Topology, areas: &[(AreaIx, &Outline)]) -> Self {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for (_, outline) in areas {
            for point in outline
                .iter()
                .flat_map(|ring| ring_points(&topology.arcs, ring))
            {
                for axis in 0..2 {
                    low[axis] = low[axis].min(f64::from(point[axis]));
                    high[axis] = high[axis].max(f64::from(point[axis]));
                }
            }
        }
        Self {
            scale: topology.step_m * DEGREES_PER_M,
            middle: [0, 1].map(|axis| ((low[axis] + high[axis]) / 2.0).round()),
        }
    }

    fn lonlat(&self, point: [i32; 2]) -> [f64; 2] {
        [0, 1].map(|axis| MIDDLE[axis] + (f64::from(point[axis]) - self.middle[axis]) * self.scale)
    }
}

struct Writer<'a> {
    topology: &'a Topology,
    areas: &'a [(AreaIx, &'a Outline)],
    place: Place,
}

impl Writer<'_> {
    fn geojson(&self, out: &mut Out) -> Result<(), Unwritten> {
        write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
        for (at, (_, outline)) in self.areas.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let head = "\"type\":\"Feature\",\"properties\":{}";
            write!(out, "{comma}\n{{{head},\"id\":{at},\"geometry\":{{")?;
            let parts = polygons(&self.topology.arcs, outline);
            let several = parts.len() != 1;
            let kind = if several { "MultiPolygon" } else { "Polygon" };
            write!(out, "\"type\":\"{kind}\",\"coordinates\":")?;
            list(out, several, &parts, |out, part| {
                list(out, true, part, |out, ring| self.ring(out, ring))
            })?;
            write!(out, "}}}}")?;
        }
        Ok(write!(out, "\n]}}")?)
    }

    fn ring(&self, out: &mut Out, ring: &[i32]) -> Result<(), Unwritten> {
        let points = ring_points(&self.topology.arcs, ring);
        list(out, true, &points, |out, point| {
            let [lon, lat] = self.place.lonlat(*point);
            Ok(write!(out, "[{lon:.5},{lat:.5}]")?)
        })
    }

    /// Per arc: its number among those that the areas use.
    fn arcs(&self) -> Vec<Option<usize>> {
        let mut used = vec![false; self.topology.arcs.len()];
        for reference in self.references() {
            if let Some(used) = used.get_mut(arc_of(reference)) {
                *used = true;
            }
        }
        let mut next = 0..;
        used.into_iter()
            .map(|used| if used { next.next() } else { None })
            .collect()
    }

    fn references(&self) -> impl Iterator<Item = i32> + '_ {
        let rings = self.areas.iter().flat_map(|(_, outline)| outline.iter());
        rings.flatten().copied()
    }

    fn points(&self, arc: usize) -> &[[i32; 2]] {
        self.topology.arcs.get(arc).map_or(&[], Vec::as_slice)
    }

    /// Vertices of all rings, the first of each counted once.
    fn ring_vertices(&self) -> usize {
        let each = self
            .references()
            .map(|r| self.points(arc_of(r)).len().saturating_sub(1));
        each.sum()
    }

    /// Vertices of all arcs, those where arcs meet counted once per arc.
    fn shared_vertices(&self) -> usize {
        let used = self.arcs();
        let points = used.iter().zip(&self.topology.arcs);
        points
            .filter(|(used, _)| used.is_some())
            .map(|(_, arc)| arc.len())
            .sum()
    }

    fn topojson(&self, out: &mut Out) -> Result<(), Unwritten> {
        let numbers = self.arcs();
        let origin = self.place.lonlat([0, 0]);
        let scale = self.place.scale;
        let transform = json!({ "scale": [scale, scale], "translate": origin });
        write!(
            out,
            "{{\"type\":\"Topology\",\"transform\":{transform},\"objects\":"
        )?;
        write!(
            out,
            "{{\"areas\":{{\"type\":\"GeometryCollection\",\"geometries\":"
        )?;
        let mut next = 0..self.areas.len();
        list(out, true, self.areas, |out, (_, outline)| {
            self.geometry(out, next.next().unwrap_or_default(), outline, &numbers)
        })?;
        write!(out, "}}}},\n\"arcs\":")?;
        let arcs: Vec<usize> = (0..numbers.len())
            .filter(|at| numbers.get(*at).is_some_and(Option::is_some))
            .collect();
        list(out, true, &arcs, |out, arc| {
            let mut pen = [0, 0];
            list(out, true, self.points(*arc), |out, point| {
                let step = [point[0] - pen[0], point[1] - pen[1]];
                pen = *point;
                Ok(write!(out, "[{},{}]", step[0], step[1])?)
            })
        })?;
        Ok(write!(out, "}}")?)
    }

    fn geometry(
        &self,
        out: &mut Out,
        id: usize,
        outline: &Outline,
        numbers: &[Option<usize>],
    ) -> Result<(), Unwritten> {
        let parts = polygons(&self.topology.arcs, outline);
        let several = parts.len() != 1;
        let kind = if several { "MultiPolygon" } else { "Polygon" };
        write!(out, "{{\"type\":\"{kind}\",\"id\":{id},\"arcs\":")?;
        list(out, several, &parts, |out, part| {
            list(out, true, part, |out, ring| {
                // Turned round: the arcs from the last to the first, each backward.
                let turned: Vec<i32> = ring.iter().rev().map(|reference| !reference).collect();
                list(out, true, &turned, |out, reference| {
                    let number = numbers.get(arc_of(*reference)).copied().flatten();
                    let number = number.unwrap_or_default() as i64;
                    let signed = if *reference < 0 { !number } else { number };
                    Ok(write!(out, "{signed}")?)
                })
            })
        })?;
        Ok(write!(out, "}}")?)
    }
}

fn arc_of(reference: i32) -> usize {
    (if reference < 0 { !reference } else { reference }) as usize
}

/// Writes `items` between brackets if they shall have any, with commas between.
fn list<T>(
    out: &mut Out,
    brackets: bool,
    items: &[T],
    mut each: impl FnMut(&mut Out, &T) -> Result<(), Unwritten>,
) -> Result<(), Unwritten> {
    if brackets {
        write!(out, "[")?;
    }
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            write!(out, ",")?;
        }
        each(out, item)?;
    }
    if brackets {
        write!(out, "]")?;
    }
    Ok(())
}
