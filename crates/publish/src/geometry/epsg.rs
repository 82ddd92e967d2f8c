//! Coordinate systems by their EPSG number.

use super::area::Area;
use super::crs::{Crs, Frame};

/// What an error names as the numbers that are known.
pub const KNOWN: &str = "EPSG 4326, 4258, 4314, 3035, 25831 to 25833, 32631 to 32633, 4647, 5649, 5650, 31466 to 31469, 5676 to 5679, CRS84";

/// The system with this number.
#[must_use]
pub fn crs(code: i64) -> Option<Crs> {
    let (name, plane) = match code {
        4326 => return Some(geographic("EPSG:4326 (WGS 84)", Frame::Wgs84)),
        4258 => return Some(geographic("EPSG:4258 (ETRS89)", Frame::Etrs89)),
        4314 => return Some(geographic("EPSG:4314 (DHDN)", Frame::Dhdn)),
        3035 => return Some(laea_europe()),
        25831..=25833 => {
            let zone = code - 25800;
            let name = format!("ETRS89 / UTM zone {zone}N");
            (name, Plane::utm(zone, Frame::Etrs89, 500_000))
        }
        32631..=32633 => {
            let zone = code - 32600;
            let name = format!("WGS 84 / UTM zone {zone}N");
            (name, Plane::utm(zone, Frame::Wgs84, 500_000))
        }
        // Eastings with the zone before them.
        4647 | 5649 | 5650 => {
            let zone = [(4647, 32), (5649, 31), (5650, 33)];
            let zone = zone.iter().find(|(known, _)| *known == code)?.1;
            let name = format!("ETRS89 / UTM zone {zone}N (zE-N)");
            let east = zone * 1_000_000 + 500_000;
            (name, Plane::utm(zone, Frame::Etrs89, east))
        }
        31466..=31469 => gauss_krueger(code - 31464),
        5676..=5679 => gauss_krueger(code - 5674),
        _ => return None,
    };
    Some(plane.named(&format!("EPSG:{code} ({name})")))
}

/// The system that a text names: `EPSG:25833`, `25833`, a URN or an address of OGC, `CRS84`.
///
/// # Errors
/// The text, where it names none that is known.
pub fn named(text: &str) -> Result<Crs, String> {
    let upper = text.trim().to_ascii_uppercase();
    if upper.ends_with("CRS84") {
        return Ok(geographic("EPSG:4326 (WGS 84)", Frame::Wgs84));
    }
    let digits = upper.rsplit(|sign: char| !sign.is_ascii_digit()).next();
    let plain = upper.bytes().all(|byte| byte.is_ascii_digit());
    let code = digits
        .filter(|_| plain || upper.contains("EPSG"))
        .and_then(|digits| digits.parse().ok());
    code.and_then(crs).ok_or_else(|| format!("\"{text}\""))
}

fn geographic(name: &str, frame: Frame) -> Crs {
    Crs {
        name: name.to_owned(),
        proj: format!("+proj=longlat {} +no_defs", frame.proj()),
        geographic: true,
        average_shift: frame == Frame::Dhdn,
        area: Area::of(frame, true, None),
    }
}

fn laea_europe() -> Crs {
    let plane = "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +units=m";
    Crs {
        name: "EPSG:3035 (ETRS89 / LAEA Europe)".to_owned(),
        proj: format!("{plane} {} +no_defs", Frame::Etrs89.proj()),
        geographic: false,
        average_shift: false,
        area: Area::EUROPE,
    }
}

fn gauss_krueger(zone: i64) -> (String, Plane) {
    let plane = Plane {
        frame: Frame::Dhdn,
        meridian: zone * 3,
        scale: "1",
        east: zone * 1_000_000 + 500_000,
    };
    (format!("DHDN / Gauß–Krüger zone {zone}"), plane)
}

/// A Transverse Mercator.
struct Plane {
    frame: Frame,
    meridian: i64,
    scale: &'static str,
    east: i64,
}

impl Plane {
    fn utm(zone: i64, frame: Frame, east: i64) -> Self {
        Self {
            frame,
            meridian: zone * 6 - 183,
            scale: "0.9996",
            east,
        }
    }

    fn named(&self, name: &str) -> Crs {
        let Self {
            frame,
            meridian,
            scale,
            east,
        } = self;
        let plane = format!("+proj=tmerc +k={scale} +lat_0=0 +lon_0={meridian} +x_0={east} +y_0=0");
        Crs {
            name: name.to_owned(),
            proj: format!("{plane} +units=m {} +no_defs", frame.proj()),
            geographic: false,
            average_shift: *frame == Frame::Dhdn,
            area: Area::of(*frame, false, Some(*meridian as f64)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_number_is_read() {
        let zone_33 = crs(25833);
        assert!(zone_33.is_some());
        for text in [
            "25833",
            "EPSG:25833",
            "epsg:25833",
            "urn:ogc:def:crs:EPSG::25833",
            "urn:ogc:def:crs:EPSG:6.9:25833",
            "http://www.opengis.net/def/crs/EPSG/0/25833",
        ] {
            assert_eq!(named(text).ok(), zone_33, "{text}");
        }
        assert!(named("urn:ogc:def:crs:OGC:1.3:CRS84").is_ok_and(|crs| crs.geographic));
        for text in ["", "EPSG:", "EPSG:99999", "zone 33", "ESRI:25833"] {
            assert!(named(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_and_well_known_text_mean_the_same() {
        let prj = r#"PROJCS["x",GEOGCS["y",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
        let [text, number] = [super::super::crs::read(prj).ok(), crs(25833)];
        let area = |crs: Option<Crs>| crs.map(|crs| crs.area);
        assert_eq!(area(text), area(number));
    }
}
