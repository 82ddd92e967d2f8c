//! Facilities that lie in no area of their system: slips in a coordinate, or supply from next door.
//!
//! They stay, since a day-care centre beyond the border may well serve those within, but each is
//! named with its distance, so that a slip is noticed. Where most of a layer lies outside, its
//! coordinates are not what they are taken for: an error.

use geo::{Contains, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};
use teilraum::model::{Facilities, Facility, Topology};

use crate::config::Config;
use crate::content::Outlines;
use crate::finding::Place;
use crate::geometry::GeometryError;
use crate::geometry::export::{self, polygons};
use crate::geometry::grid::Grid;
use crate::geometry::rings::ring_points;
use crate::repeats::Repeats;
use crate::report::{Report, found, in_file};

/// A warning for each facility, up to a number, that lies farther from all outlines than these may deviate from their source.
pub fn tell(config: &Config, layers: &[Facilities], outlines: &[Outlines], report: &mut Report) {
    for layer in layers {
        let Some(set) = outlines.iter().find(|set| set.system == layer.system) else {
            continue;
        };
        let settings = config.atlas.facilities.iter();
        let settings = settings.clone().find(|one| one.key == layer.key);
        let place = in_file(settings.map_or(&config.file, |one| &one.layer.file));
        match far(layer, set) {
            Ok(far) if far.len() * 2 > layer.points.len() => {
                refuse(layer, set, &far, place, report)
            }
            Ok(far) => {
                let mut findings = Repeats::new(report);
                for one in &far {
                    let wording = found(expected(set), seen(one)).done("kept");
                    findings.warning("outside", place.clone(), wording);
                }
                findings.finish();
            }
            Err(error) => {
                let expected = format!("outlines to hold `{}` against", layer.key);
                report.error("geometry", place, found(expected, error.to_string()));
            }
        }
    }
}

/// Most of a layer outside is no slip in a coordinate.
fn refuse(layer: &Facilities, set: &Outlines, far: &[Far<'_>], place: Place, report: &mut Report) {
    let first = far.first().map(seen).unwrap_or_default();
    let (count, all) = (far.len(), layer.points.len());
    let seen = format!(
        "{count} of {all} outside, the first one {first}; the coordinates may be of another system \
         (`crs`), or east and north may have changed places"
    );
    report.error("outside", place, found(expected(set), seen));
}

/// A facility with its distance in metres.
type Far<'a> = (&'a Facility, f64);

fn expected(set: &Outlines) -> String {
    format!("a place within the outlines of `{}`", set.system)
}

fn seen((facility, metres): &Far<'_>) -> String {
    format!("\"{}\" {:.1} km outside", facility.key, metres / 1000.0)
}

/// The facilities outside, with their distances in metres.
fn far<'a>(layer: &'a Facilities, set: &Outlines) -> Result<Vec<Far<'a>>, GeometryError> {
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
