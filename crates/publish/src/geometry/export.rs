//! Outlines for download: a GeoJSON FeatureCollection in WGS 84 after RFC 7946.

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, Position, feature::Id};
use teilraum::model::{Area, AreaIx, Areas, Facilities, Facility, LevelIx, Outline, Topology};

use super::bands::refine;
use super::error::GeometryError;
use super::exact::Point;
use super::grid::Grid;
use super::project::Plane;
use super::rings::ring_points;
use crate::content::Outlines;

/// Every area of `level` that has an outline, at full detail, with its key and names.
///
/// Coordinates are longitude and latitude in degrees with five decimals (about a metre); outer
/// rings run counter-clockwise, holes clockwise.
///
/// # Errors
/// [`GeometryError`] where the projection of `outlines` is unknown, its bands do not fit together,
/// or a point has no longitude and latitude.
pub fn geojson(
    outlines: &Outlines,
    level: LevelIx,
    areas: &Areas,
) -> Result<FeatureCollection, GeometryError> {
    let plane = Plane::new(&outlines.projection)?;
    let topology = full(outlines)?;
    let held = topology.levels.iter().find(|(ix, _, _)| *ix == level);
    let Some((_, first, list)) = held else {
        let found = format!("no level {}", level.0);
        return Err(broken(outlines, "a level with outlines", &found));
    };
    let writer = Writer {
        outlines,
        plane,
        topology: &topology,
    };
    let mut features = Vec::new();
    for (area, outline) in (*first..)
        .zip(list)
        .filter(|(_, outline)| !outline.is_empty())
    {
        if let Some(area) = areas.get(AreaIx(area)) {
            features.push(writer.feature(area, outline)?);
        }
    }
    Ok(FeatureCollection::new(features))
}

/// The outlines with all their bands merged in.
///
/// # Errors
/// [`GeometryError`] where the bands do not fit together.
pub fn full(outlines: &Outlines) -> Result<Topology, GeometryError> {
    let mut topology = outlines.base.clone();
    let fit = |band| refine(&mut topology, band);
    if outlines.bands.iter().all(fit) {
        Ok(topology)
    } else {
        let expected = "bands that fit onto each other";
        Err(broken(outlines, expected, "one that does not"))
    }
}

/// The points of a layer of facilities on the plane of `projection`, with key, name and capacity.
///
/// Coordinates as for [`geojson()`].
///
/// # Errors
/// [`GeometryError`] where the projection is unknown or a point has no longitude and latitude.
pub fn points(layer: &Facilities, projection: &str) -> Result<FeatureCollection, GeometryError> {
    let plane = Plane::new(projection)?;
    let feature = |facility: &Facility| {
        let at = facility.at_m.map(f64::from);
        let coordinates = lonlat(&plane, at).ok_or_else(|| GeometryError::Projection {
            place: format!("{}, {}", layer.key, facility.key),
            expected: "a point with longitude and latitude".to_owned(),
            found: format!("x {} m, y {} m", at[0], at[1]),
        })?;
        let mut feature = Feature {
            id: Some(Id::String(facility.key.clone())),
            geometry: Some(Geometry::new(GeometryValue::Point { coordinates })),
            ..Feature::default()
        };
        feature.set_property("key", facility.key.as_str());
        feature.set_property("name", facility.name.as_str());
        feature.set_property("capacity", facility.capacity);
        Ok(feature)
    };
    let features: Result<Vec<Feature>, GeometryError> = layer.points.iter().map(feature).collect();
    features.map(FeatureCollection::new)
}

/// A point of the plane in degrees with five decimals.
fn lonlat(plane: &Plane, metres: [f64; 2]) -> Option<Position> {
    let [lon, lat] = plane.lonlat(metres)?;
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Some(Position::from([rounded(lon), rounded(lat)]))
}

pub(super) fn broken(outlines: &Outlines, expected: &str, found: &str) -> GeometryError {
    GeometryError::Setting {
        system: outlines.system.clone(),
        setting: "outlines".to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

struct Writer<'a> {
    outlines: &'a Outlines,
    plane: Plane,
    topology: &'a Topology,
}

impl Writer<'_> {
    fn feature(&self, area: &Area, outline: &Outline) -> Result<Feature, GeometryError> {
        let mut polygons = Vec::new();
        for part in parts(&self.topology.arcs, outline) {
            let rings: Result<Vec<_>, _> = part.iter().map(|ring| self.ring(ring)).collect();
            polygons.push(rings?);
        }
        let value = if polygons.len() == 1 {
            let coordinates = polygons.into_iter().flatten().collect();
            GeometryValue::Polygon { coordinates }
        } else {
            let coordinates = polygons;
            GeometryValue::MultiPolygon { coordinates }
        };
        let mut feature = Feature {
            id: Some(Id::String(area.key.clone())),
            geometry: Some(Geometry::new(value)),
            ..Feature::default()
        };
        feature.set_property("key", area.key.as_str());
        feature.set_property("name", area.name.as_str());
        feature.set_property("short", area.short.as_str());
        Ok(feature)
    }

    fn ring(&self, points: &[Point]) -> Result<Vec<Position>, GeometryError> {
        points.iter().map(|point| self.position(*point)).collect()
    }

    fn position(&self, point: Point) -> Result<Position, GeometryError> {
        let Topology {
            origin_m, step_m, ..
        } = *self.topology;
        let metres = Grid { origin_m, step_m }.metres(point.map(f64::from));
        lonlat(&self.plane, metres).ok_or_else(|| {
            let found = format!("x {} m, y {} m", metres[0], metres[1]);
            broken(self.outlines, "points with longitude and latitude", &found)
        })
    }
}

/// Outer rings with their holes, as points.
fn parts(arcs: &[Vec<Point>], outline: &Outline) -> Vec<Vec<Vec<Point>>> {
    let points = |ring: &&[i32]| ring_points(arcs, ring);
    let part = |rings: Vec<&[i32]>| rings.iter().map(points).collect();
    polygons(arcs, outline).into_iter().map(part).collect()
}

/// Outer rings with their holes, as references to arcs.
#[must_use]
pub fn polygons<'o>(arcs: &[Vec<Point>], outline: &'o Outline) -> Vec<Vec<&'o [i32]>> {
    let ring = |ring: &'o Vec<i32>| (ring_points(arcs, ring), ring.as_slice());
    teilraum::geom::parts(outline.iter().map(ring))
}
