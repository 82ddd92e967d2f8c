//! Facilities that lie in no area of their system: slips in a coordinate, or supply from next door.
//!
//! They stay, since a day-care centre beyond the border may well serve those within, but each is
//! named with its distance, so that a slip is noticed.

use geo::{Contains, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};
use teilraum::model::{Facilities, Facility, Topology};

use crate::config::Config;
use crate::content::Outlines;
use crate::geometry::GeometryError;
use crate::geometry::export::{self, polygons};
use crate::geometry::grid::Grid;
use crate::geometry::rings::ring_points;
use crate::report::{Report, found, in_file};

/// A warning for each facility farther from all outlines than these may deviate from their source.
pub fn tell(config: &Config, layers: &[Facilities], outlines: &[Outlines], report: &mut Report) {
    for layer in layers {
        let Some(set) = outlines.iter().find(|set| set.system == layer.system) else {
            continue;
        };
        let settings = config.atlas.facilities.iter();
        let settings = settings.clone().find(|one| one.key == layer.key);
        let place = in_file(settings.map_or(&config.file, |one| &one.layer.file));
        match far(layer, set) {
            Ok(far) => {
                for (facility, metres) in far {
                    let expected = format!("a place within the outlines of `{}`", set.system);
                    let seen = format!("\"{}\" {:.1} km outside", facility.key, metres / 1000.0);
                    let wording = found(expected, seen).done("kept");
                    report.warning("outside", place.clone(), wording);
                }
            }
            Err(error) => {
                let expected = format!("outlines to hold `{}` against", layer.key);
                report.error("geometry", place, found(expected, error.to_string()));
            }
        }
    }
}

/// The facilities outside, with their distances in metres.
fn far<'a>(
    layer: &'a Facilities,
    set: &Outlines,
) -> Result<Vec<(&'a Facility, f64)>, GeometryError> {
    let land = land(&export::full(set)?);
    let allowed = set.error_m.last().copied().unwrap_or(0.0);
    let outside = |facility: &'a Facility| {
        let [x, y] = facility.at_m.map(f64::from);
        let at = Point::new(x, y);
        let metres = match land.contains(&at) {
            true => 0.0,
            false => Euclidean.distance(&at, &land),
        };
        (metres > allowed).then_some((facility, metres))
    };
    Ok(layer.points.iter().filter_map(outside).collect())
}

/// Everything that the coarsest level covers, in metres of the map plane.
fn land(topology: &Topology) -> MultiPolygon {
    let Some((_, _, outlines)) = topology.levels.first() else {
        return MultiPolygon::new(Vec::new());
    };
    let grid = Grid {
        origin_m: topology.origin_m,
        step_m: topology.step_m,
    };
    let line = |ring: &[i32]| -> LineString {
        let points = ring_points(&topology.arcs, ring).into_iter();
        let metres = points.map(|point| grid.metres(point.map(f64::from)));
        metres.map(|[x, y]| (x, y)).collect()
    };
    let polygon = |rings: Vec<&[i32]>| {
        let mut rings = rings.into_iter().map(line);
        let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(outer, rings.collect())
    };
    let parts = outlines
        .iter()
        .flat_map(|outline| polygons(&topology.arcs, outline));
    parts.map(polygon).collect()
}
