//! From a `.prj` file to a proj string: the systems German offices publish in.
//!
//! Understood are geographic coordinates, Transverse Mercator (UTM and Gauß–Krüger) and Lambert's
//! azimuthal equal-area projection on ETRS89, WGS 84 and DHDN, by their parameters rather than by
//! their names, so that every spelling of EPSG 4258, 4326, 25831–25833, 31466–31469 and 3035 works.

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
}

/// What an error names as the systems that would have worked.
pub const UNDERSTOOD: &str = "ETRS89 or WGS 84 or DHDN, geographic, UTM, Gauß–Krüger or LAEA Europe: EPSG 25832, 25833, 3035, 31467, 31468, 4326";

// EPSG transformation 1777, position vector, as proj expects it: metres, arc seconds, ppm.
const DHDN_TO_WGS84: &str = "598.1,73.7,418.2,0.202,0.045,-2.455,6.7";

/// Reads the text of a `.prj` file; the error says what was found instead.
///
/// # Errors
/// A sentence part naming the unknown datum, projection, unit or meridian.
pub fn read(text: &str) -> Result<Crs, String> {
    let root = wkt::parse(text).ok_or_else(|| "text that is no well-known text".to_owned())?;
    let geographic = match root.keyword.as_str() {
        "GEOGCS" => &root,
        "PROJCS" => root.child("GEOGCS").ok_or("PROJCS without GEOGCS")?,
        other => return Err(format!("{other} \"{}\"", root.name())),
    };
    let (datum, average_shift) = datum(geographic)?;
    check_greenwich_and_degrees(geographic)?;
    let is_geographic = root.keyword == "GEOGCS";
    let plane = if is_geographic {
        "+proj=longlat".to_owned()
    } else {
        projection(&root)?
    };
    Ok(Crs {
        name: root.name().to_owned(),
        proj: format!("{plane} {datum} +no_defs"),
        geographic: is_geographic,
        average_shift,
    })
}

fn datum(geographic: &Node) -> Result<(String, bool), String> {
    let datum = geographic.child("DATUM").ok_or("GEOGCS without DATUM")?;
    let name = simplified(datum.name());
    let axis = datum
        .child("SPHEROID")
        .and_then(|node| node.numbers.first().copied());
    let has_axis = |expected: f64| axis.is_some_and(|axis| (axis - expected).abs() < 0.5);
    let etrs = name.contains("etrs1989")
        || name.contains("etrs89")
        || name.contains("europeanterrestrialreferencesystem1989");
    if etrs && has_axis(6_378_137.0) {
        Ok(("+ellps=GRS80 +towgs84=0,0,0".to_owned(), false))
    } else if (name.contains("wgs1984") || name.contains("wgs84")) && has_axis(6_378_137.0) {
        Ok(("+ellps=WGS84 +towgs84=0,0,0".to_owned(), false))
    } else if name.contains("deutscheshauptdreiecksnetz") && has_axis(6_377_397.155) {
        Ok(shift(datum))
    } else {
        Err(format!("datum \"{}\"", datum.name()))
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
    let shift = shift.unwrap_or_else(|| DHDN_TO_WGS84.to_owned());
    (format!("+ellps=bessel +towgs84={shift}"), average)
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
    match first("UNIT") {
        Some(unit) if (unit - 1.0_f64.to_radians()).abs() < 1e-9 => Ok(()),
        unit => Err(format!("an angular unit of {unit:?} rad")),
    }
}

fn projection(root: &Node) -> Result<String, String> {
    let unit = root.child("UNIT").and_then(|node| node.numbers.first());
    if unit != Some(&1.0) {
        return Err(format!("a length unit of {unit:?} m"));
    }
    let method = root.child("PROJECTION").map_or("", Node::name);
    let p = |name| root.parameter(name);
    let x_0 = p("False_Easting").unwrap_or(0.0);
    let y_0 = p("False_Northing").unwrap_or(0.0);
    let lat = p("Latitude_Of_Origin").or_else(|| p("Latitude_Of_Center"));
    let lon = p("Central_Meridian").or_else(|| p("Longitude_Of_Center"));
    let (Some(lat), Some(lon)) = (lat, lon) else {
        return Err(format!("projection \"{method}\" without its origin"));
    };
    let place = format!("+lat_0={lat} +lon_0={lon} +x_0={x_0} +y_0={y_0} +units=m");
    match simplified(method).as_str() {
        "transversemercator" | "gausskruger" => {
            let scale = p("Scale_Factor").unwrap_or(1.0);
            Ok(format!("+proj=tmerc +k={scale} {place}"))
        }
        "lambertazimuthalequalarea" => Ok(format!("+proj=laea {place}")),
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
