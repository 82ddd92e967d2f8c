//! From a `.prj` file to a proj string: the systems German offices publish in.
//!
//! Understood are geographic coordinates, Transverse Mercator (UTM and Gauß–Krüger) and Lambert's
//! azimuthal equal-area projection on ETRS89, WGS 84 and DHDN, by their parameters rather than by
//! their names, so that every spelling of EPSG 4258, 4326, 25831–25833, 31466–31469 and 3035 works,
//! in well-known text of either generation (`PROJCS`, or `PROJCRS` after ISO 19162).
//!
//! Files keep east or longitude first whatever order of axes their well-known text names.

use super::area::Area;
use super::wkt::{self, Node};

/// A coordinate system that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Crs {
    /// Its name in the file.
    pub name: String,
    /// The proj string.
    pub proj: String,
    /// Whether coordinates are longitude and latitude in degrees.
    pub geographic: bool,
    /// Whether the datum is shifted by an average for Germany, good to about 3 m (EPSG 1777).
    pub average_shift: bool,
    /// Where it is in use.
    pub area: Area,
}

/// What an error names as the systems that would have worked.
pub const UNDERSTOOD: &str = "ETRS89 or WGS 84 or DHDN, geographic, UTM, Gauß–Krüger or LAEA Europe: EPSG 25832, 25833, 3035, 31467, 31468, 4326";

/// A reference frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// ETRS89.
    Etrs89,
    /// WGS 84, less than a metre off ETRS89 in Europe and counted as the same.
    Wgs84,
    /// The German main triangulation on Bessel's ellipsoid.
    Dhdn,
}

/// Reads the text of a `.prj` file; the error says what was found instead.
///
/// # Errors
/// A sentence part naming the unknown datum, projection, unit or meridian.
pub fn read(text: &str) -> Result<Crs, String> {
    let root = wkt::parse(text).ok_or_else(|| "text that is no well-known text".to_owned())?;
    let root = horizontal(&root);
    let geographic = match root.keyword.as_str() {
        "GEOGCS" | "GEOGCRS" | "GEODCRS" => root,
        "PROJCS" | "PROJCRS" => root
            .any_child(&["GEOGCS", "BASEGEOGCRS", "BASEGEODCRS"])
            .ok_or("a projected system without a geographic one")?,
        other => return Err(format!("{other} \"{}\"", root.name())),
    };
    let (frame, datum, average_shift) = datum(geographic)?;
    check_greenwich_and_degrees(geographic)?;
    let is_geographic = std::ptr::eq(root, geographic);
    let (plane, meridian) = if is_geographic {
        ("+proj=longlat".to_owned(), None)
    } else {
        projection(root)?
    };
    Ok(Crs {
        name: root.name().to_owned(),
        proj: format!("{plane} {datum} +no_defs"),
        geographic: is_geographic,
        average_shift,
        area: Area::of(frame, is_geographic, meridian),
    })
}

/// The part about the plane: compound systems add a height, bound ones a shift.
fn horizontal(root: &Node) -> &Node {
    let inner = match root.keyword.as_str() {
        "COMPD_CS" | "COMPOUNDCRS" => root.children.first(),
        "BOUNDCRS" => root
            .child("SOURCECRS")
            .and_then(|source| source.children.first()),
        _ => None,
    };
    inner.map_or(root, horizontal)
}

fn datum(geographic: &Node) -> Result<(Frame, String, bool), String> {
    let datum = geographic
        .any_child(&["DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF"])
        .ok_or("a geographic system without datum")?;
    let name = simplified(datum.name());
    let axis = datum
        .any_child(&["SPHEROID", "ELLIPSOID"])
        .and_then(|node| node.numbers.first().copied());
    let has_axis = |expected: f64| axis.is_some_and(|axis| (axis - expected).abs() < 0.5);
    let is_named = |names: &[&str]| names.iter().any(|known| name.contains(known));
    let etrs = [
        "etrs1989",
        "etrs89",
        "europeanterrestrialreferencesystem1989",
    ];
    let wgs = ["wgs1984", "wgs84", "worldgeodeticsystem1984"];
    if is_named(&etrs) && has_axis(6_378_137.0) {
        Ok((Frame::Etrs89, Frame::Etrs89.proj().to_owned(), false))
    } else if is_named(&wgs) && has_axis(6_378_137.0) {
        Ok((Frame::Wgs84, Frame::Wgs84.proj().to_owned(), false))
    } else if is_named(&["deutscheshauptdreiecksnetz"]) && has_axis(6_377_397.155) {
        let (proj, average) = shift(datum);
        Ok((Frame::Dhdn, proj, average))
    } else {
        Err(format!("datum \"{}\"", datum.name()))
    }
}

impl Frame {
    /// The ellipsoid and the shift to WGS 84 as proj expects them; for DHDN the average shift.
    #[must_use]
    pub fn proj(self) -> &'static str {
        match self {
            Self::Etrs89 => "+ellps=GRS80 +towgs84=0,0,0",
            Self::Wgs84 => "+ellps=WGS84 +towgs84=0,0,0",
            // EPSG transformation 1777, position vector: metres, arc seconds, ppm.
            Self::Dhdn => "+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7",
        }
    }
}

/// The shift the file itself states, or the average one for Germany.
fn shift(datum: &Node) -> (String, bool) {
    let stated = datum.child("TOWGS84").filter(|n| n.numbers.len() == 7);
    let shift = stated.map(|node| {
        let numbers: Vec<String> = node.numbers.iter().map(f64::to_string).collect();
        numbers.join(",")
    });
    let average = shift.is_none();
    let stated = shift.map(|shift| format!("+ellps=bessel +towgs84={shift}"));
    (
        stated.unwrap_or_else(|| Frame::Dhdn.proj().to_owned()),
        average,
    )
}

fn check_greenwich_and_degrees(geographic: &Node) -> Result<(), String> {
    let first = |keyword| {
        geographic
            .child(keyword)
            .and_then(|node| node.numbers.first().copied())
    };
    if let Some(meridian) = first("PRIMEM").filter(|meridian| *meridian != 0.0) {
        return Err(format!("a prime meridian at {meridian}°"));
    }
    let unit = geographic.any_child(&["UNIT", "ANGLEUNIT"]);
    match unit.and_then(|node| node.numbers.first().copied()) {
        Some(unit) if (unit - 1.0_f64.to_radians()).abs() < 1e-9 => Ok(()),
        // The base of a newer projected system need not repeat its unit.
        None if geographic.keyword.starts_with("BASE") => Ok(()),
        unit => Err(format!("an angular unit of {unit:?} rad")),
    }
}

/// The proj string of a projection, and its central meridian in degrees.
fn projection(root: &Node) -> Result<(String, Option<f64>), String> {
    let unit = root.any_child(&["UNIT", "LENGTHUNIT"]);
    let in_axis = root.child("AXIS").and_then(|axis| axis.child("LENGTHUNIT"));
    let unit = unit.or(in_axis).and_then(|node| node.numbers.first());
    if unit != Some(&1.0) {
        return Err(format!("a length unit of {unit:?} m"));
    }
    let steps = root.child("CONVERSION").unwrap_or(root);
    let method = steps
        .any_child(&["PROJECTION", "METHOD"])
        .map_or("", Node::name);
    let p = |names: &[&str]| names.iter().find_map(|name| steps.parameter(name));
    let x_0 = p(&["False_Easting", "Easting_at_false_origin"]).unwrap_or(0.0);
    let y_0 = p(&["False_Northing", "Northing_at_false_origin"]).unwrap_or(0.0);
    let lat = p(&[
        "Latitude_Of_Origin",
        "Latitude_Of_Center",
        "Latitude_of_natural_origin",
    ]);
    let lon = p(&[
        "Central_Meridian",
        "Longitude_Of_Center",
        "Longitude_of_natural_origin",
    ]);
    let (Some(lat), Some(lon)) = (lat, lon) else {
        return Err(format!("projection \"{method}\" without its origin"));
    };
    let place = format!("+lat_0={lat} +lon_0={lon} +x_0={x_0} +y_0={y_0} +units=m");
    match simplified(method).as_str() {
        "transversemercator" | "gausskruger" => {
            let scale = p(&["Scale_Factor", "Scale_factor_at_natural_origin"]).unwrap_or(1.0);
            Ok((format!("+proj=tmerc +k={scale} {place}"), Some(lon)))
        }
        "lambertazimuthalequalarea" => Ok((format!("+proj=laea {place}"), None)),
        _ => Err(format!("projection \"{method}\"")),
    }
}

/// Letters and digits only, small: spellings differ in blanks, underscores and capitals.
fn simplified(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
