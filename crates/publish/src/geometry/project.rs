//! From a source's coordinates to the map plane, and back to longitude and latitude.

use proj4rs::{Proj, transform::transform};

use super::area::Area;
use super::crs::Crs;
use super::error::GeometryError;
use super::locate;

/// The map plane of one area system.
pub struct Plane {
    proj: Proj,
    lonlat: Proj,
}

/// ETRS89 and WGS 84 differ by less than a metre in Germany and count as the same here.
const WGS84: &str = "+proj=longlat +ellps=WGS84 +towgs84=0,0,0 +no_defs";

impl Plane {
    /// Sets up the plane of a proj string.
    ///
    /// # Errors
    /// [`GeometryError::Projection`] where the string is no known projection in metres.
    pub fn new(projection: &str) -> Result<Self, GeometryError> {
        let proj = set_up(&with_datum(projection))?;
        if proj.is_latlong() || (proj.to_meter() - 1.0).abs() > f64::EPSILON {
            return Err(GeometryError::Projection {
                place: projection.to_owned(),
                expected: "a projection to metres".to_owned(),
                found: proj.projname().to_owned(),
            });
        }
        let lonlat = set_up(WGS84)?;
        Ok(Self { proj, lonlat })
    }

    /// Longitude and latitude in degrees of a point of the plane in metres; `None` off the map.
    #[must_use]
    pub fn lonlat(&self, point: [f64; 2]) -> Option<[f64; 2]> {
        let mut point = (point[0], point[1], 0.0);
        transform(&self.proj, &self.lonlat, &mut point).ok()?;
        finite([point.0.to_degrees(), point.1.to_degrees()])
    }

    /// A reader of coordinates in `crs`.
    ///
    /// # Errors
    /// [`GeometryError::Projection`] where its proj string cannot be set up.
    pub fn from(&self, crs: &Crs) -> Result<Projector<'_>, GeometryError> {
        let source = set_up(&crs.proj)?;
        Ok(Projector {
            source,
            crs: crs.clone(),
            plane: self,
        })
    }
}

/// From one coordinate system to the plane.
pub struct Projector<'a> {
    source: Proj,
    crs: Crs,
    plane: &'a Plane,
}

impl Projector<'_> {
    /// Metres of the plane; `None` where the point lies outside what the projections can do.
    ///
    /// To a tenth of a millimetre: offices print coordinates with few decimals, many of them midway
    /// between two points of a grid, and the last bits of a sine differ from system to system.
    #[must_use]
    pub fn project(&self, point: [f64; 2]) -> Option<[f64; 2]> {
        let mut point = if self.crs.geographic {
            let on_earth = point[0].abs() <= 180.0 && point[1].abs() <= 90.0;
            on_earth.then(|| (point[0].to_radians(), point[1].to_radians(), 0.0))?
        } else {
            (point[0], point[1], 0.0)
        };
        transform(&self.source, &self.plane.proj, &mut point).ok()?;
        let tenths = |metres: f64| (metres * 1e4).round() / 1e4;
        finite([tenths(point.0), tenths(point.1)])
    }

    /// Longitude and latitude in degrees of a place in source coordinates.
    fn lonlat(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        if self.crs.geographic {
            return Area::WORLD.holds(at).then_some(at);
        }
        let mut point = (at[0], at[1], 0.0);
        transform(&self.source, &self.plane.lonlat, &mut point).ok()?;
        finite([point.0.to_degrees(), point.1.to_degrees()])
    }

    /// Looks at the bounds of `points` and says which corner cannot be in this system, and why.
    #[must_use]
    pub fn complaint<'p>(&self, points: impl Iterator<Item = &'p [f64; 2]>) -> Option<String> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points {
            if !(point[0].is_finite() && point[1].is_finite()) {
                return Some(format!("{}, {}", point[0], point[1]));
            }
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        if low[0] > high[0] {
            return None;
        }
        let lonlat = |at| self.lonlat(at);
        let corners = [low, high].into_iter();
        corners
            .filter_map(|at| locate::complaint(&self.crs, at, &lonlat))
            .next()
    }

    /// Where its coordinates should be, in words.
    #[must_use]
    pub fn expected(&self) -> String {
        format!(
            "coordinates of {} ({})",
            self.crs.name,
            self.crs.area.shown()
        )
    }
}

/// Whether two systems put the same coordinates at the same place, to 20 m: more than any two shifts
/// from DHDN differ, far less than two zones.
#[must_use]
pub fn agree(one: &Crs, other: &Crs) -> bool {
    let places = [[7.0_f64, 48.0_f64], [10.0, 51.0], [13.0, 54.0]];
    let tolerance = if one.geographic { 2e-4 } else { 20.0 };
    let near = |a: [f64; 2], b: [f64; 2]| (0..2).all(|axis| (a[axis] - b[axis]).abs() <= tolerance);
    let both = (coordinates(one, &places), coordinates(other, &places));
    one.geographic == other.geographic
        && matches!(both, (Some(a), Some(b)) if a.iter().zip(&b).all(|(a, b)| near(*a, *b)))
}

/// The coordinates of places given as longitude and latitude in WGS 84.
fn coordinates(crs: &Crs, places: &[[f64; 2]]) -> Option<Vec<[f64; 2]>> {
    let (from, to) = (set_up(WGS84).ok()?, set_up(&crs.proj).ok()?);
    let place = |at: &[f64; 2]| {
        let mut point = (at[0].to_radians(), at[1].to_radians(), 0.0);
        transform(&from, &to, &mut point).ok()?;
        finite(if crs.geographic {
            [point.0.to_degrees(), point.1.to_degrees()]
        } else {
            [point.0, point.1]
        })
    };
    places.iter().map(place).collect()
}

fn set_up(text: &str) -> Result<Proj, GeometryError> {
    Proj::from_proj_string(text).map_err(|error| GeometryError::Projection {
        place: text.to_owned(),
        expected: "a known projection".to_owned(),
        found: error.to_string(),
    })
}

/// Without a datum no shift would be applied at all, not even from DHDN: make it ETRS89.
fn with_datum(projection: &str) -> String {
    let stated = ["+datum", "+towgs84", "+nadgrids"];
    if stated.iter().any(|key| projection.contains(key)) {
        projection.to_owned()
    } else {
        format!("{projection} +towgs84=0,0,0")
    }
}

fn finite(point: [f64; 2]) -> Option<[f64; 2]> {
    (point[0].is_finite() && point[1].is_finite()).then_some(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Metres on the ellipsoid GRS80 between two near places in degrees.
    fn ground_m(one: [f64; 2], other: [f64; 2]) -> f64 {
        let (a, e2) = (6_378_137.0, 0.006_694_380_022_90);
        let middle = ((one[1] + other[1]) / 2.0).to_radians();
        let bend = 1.0 - e2 * middle.sin().powi(2);
        let north = a * (1.0 - e2) / bend.powf(1.5) * (other[1] - one[1]).to_radians();
        let east = a / bend.sqrt() * middle.cos() * (other[0] - one[0]).to_radians();
        north.hypot(east)
    }

    #[test]
    fn a_bar_of_ten_kilometres_is_ten_kilometres_all_over_germany() {
        let plane = Plane::new("+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs");
        let plane = plane.unwrap();
        for x in [-350_000.0, 0.0, 350_000.0] {
            for y in [-430_000.0, 0.0, 430_000.0] {
                for bar in [[10_000.0, 0.0], [0.0, 10_000.0]] {
                    let ends =
                        [[x, y], [x + bar[0], y + bar[1]]].map(|at| plane.lonlat(at).unwrap());
                    let ground = ground_m(ends[0], ends[1]);
                    assert!((ground - 10_000.0).abs() < 15.0, "{x} {y} {bar:?} {ground}");
                }
            }
        }
    }
}
