//! The plane of a map: the zone of the layer itself where that is small enough.

use crate::geometry::layer::sheet::{Line, Shape, Sheet};
use crate::geometry::locate::Stated;

/// Metres up to which a zone draws a city or region without visible distortion.
const WIDEST: f64 = 200_000.0;

/// The zone of UTM that a small layer is in.
#[must_use]
pub(super) fn own_zone(sheet: &Sheet, stated: &Stated) -> Option<u8> {
    let zone = zone(&stated.crs()?.proj)?;
    (width(sheet)? < WIDEST).then_some(zone)
}

/// The plane of a zone as recipes write it.
#[must_use]
pub(super) fn utm(zone: u8) -> String {
    format!("+proj=utm +zone={zone} +ellps=GRS80 +units=m +no_defs")
}

/// The zone whose meridian and scale a proj string has.
fn zone(proj: &str) -> Option<u8> {
    let value = |name: &str| {
        let mut parts = proj.split_whitespace();
        let part = parts.find_map(|part| part.strip_prefix(name))?;
        part.parse::<f64>().ok()
    };
    let scale = value("+k=").or_else(|| value("+k_0="))?;
    let meridian = value("+lon_0=")?;
    let is_utm = proj.contains("+proj=tmerc") && (scale - 0.9996).abs() < 1e-9;
    let mut zones =
        (1..=60_u8).filter(|zone| (f64::from(*zone) * 6.0 - 183.0 - meridian).abs() < 1e-9);
    zones.find(|_| is_utm)
}

/// The greater of width and height of all shapes, in the units of their coordinates.
fn width(sheet: &Sheet) -> Option<f64> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let mut take = |line: &Line| {
        for point in line {
            for (axis, value) in point.iter().enumerate() {
                if let (Some(low), Some(high)) = (low.get_mut(axis), high.get_mut(axis)) {
                    *low = low.min(*value);
                    *high = high.max(*value);
                }
            }
        }
    };
    for row in &sheet.rows {
        match &row.shape {
            Shape::Points(line) => take(line),
            Shape::Polygons(polygons) => polygons.iter().flatten().for_each(&mut take),
            Shape::Nothing | Shape::Other(_) => {}
        }
    }
    let width = (high[0] - low[0]).max(high[1] - low[1]);
    width.is_finite().then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::epsg;

    #[test]
    fn zones_are_known_by_meridian_and_scale() {
        let of = |code| zone(&epsg::crs(code).unwrap().proj);
        assert_eq!(of(25833), Some(33));
        assert_eq!(of(4647), Some(32));
        assert_eq!(of(31468), None);
        assert_eq!(of(3035), None);
        assert_eq!(of(4326), None);
    }
}
