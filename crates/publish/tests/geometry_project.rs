//! Coordinate systems: what `.prj` files say, and where points come out.
//!
//! Expected coordinates are those of PROJ 9.5.1 (`cs2cs` between the two systems, four decimals),
//! except where a published example is named. PROJ's Transverse Mercator is good to 0.1 mm here,
//! its Lambert projection to machine precision; the tolerance is a millimetre.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

use teilraum_publish::geometry::crs::{self, Crs};
use teilraum_publish::geometry::project::Plane;

const GERMANY: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";
const TOLERANCE_M: f64 = 0.001;

const ETRS89: &str = r#"GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const WGS84: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]"#;
const DHDN: &str = r#"GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

fn utm(zone: i32) -> String {
    let meridian = zone * 6 - 183;
    format!(
        r#"PROJCS["ETRS_1989_UTM_Zone_{zone}N",{ETRS89},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
    )
}

fn gauss_krueger(zone: i32) -> String {
    let meridian = zone * 3;
    format!(
        r#"PROJCS["DHDN_3_Degree_Gauss_Zone_{zone}",{DHDN},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{zone}500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
    )
}

fn laea_europe(latitude: &str, longitude: &str) -> String {
    format!(
        r#"PROJCS["ETRS89 / LAEA Europe",{ETRS89},PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["{latitude}",52],PARAMETER["{longitude}",10],PARAMETER["false_easting",4321000],PARAMETER["false_northing",3210000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Northing",NORTH]]"#
    )
}

fn project(prj: &str, point: [f64; 2]) -> [f64; 2] {
    let plane = Plane::new(GERMANY).unwrap();
    let projector = plane.from(&crs::read(prj).unwrap()).unwrap();
    projector.project(point).unwrap()
}

fn assert_near(found: [f64; 2], expected: [f64; 2], tolerance: f64) {
    let off = (found[0] - expected[0])
        .abs()
        .max((found[1] - expected[1]).abs());
    assert!(off <= tolerance, "found {found:?}, expected {expected:?}");
}

#[test]
fn utm_32_and_33_come_out_where_proj_puts_them() {
    for (zone, point, expected) in [
        (32, [691607.0, 5334760.0], [80067.1862, -317799.5773]),
        (32, [281000.0, 5640000.0], [-324453.3798, -4323.7910]),
        (33, [392000.0, 5820000.0], [197377.5371, 172949.1407]),
    ] {
        assert_near(project(&utm(zone), point), expected, TOLERANCE_M);
    }
}

#[test]
fn laea_europe_comes_out_where_proj_puts_it_in_both_spellings() {
    for (latitude, longitude) in [
        ("latitude_of_center", "longitude_of_center"),
        ("Latitude_Of_Origin", "Central_Meridian"),
    ] {
        let prj = laea_europe(latitude, longitude);
        let found = project(&prj, [4321000.0, 3210000.0]);
        assert_near(found, [-34340.6636, 111371.9021], TOLERANCE_M);
        let found = project(&prj, [4552000.0, 3273000.0]);
        assert_near(found, [197114.3407, 172739.6237], TOLERANCE_M);
    }
}

#[test]
fn the_published_example_of_laea_europe_is_met() {
    // IOGP publication 373-7-2, Lambert Azimuthal Equal Area, ETRS89 / LAEA Europe: 50° N 5° E is
    // E 3962799.45, N 2999718.85 (given to the centimetre).
    let proj = "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m";
    let plane = Plane::new(proj).unwrap();
    let projector = plane.from(&crs::read(ETRS89).unwrap()).unwrap();
    let found = projector.project([5.0, 50.0]).unwrap();
    assert_near(found, [3962799.45, 2999718.85], 0.006);
    assert_near(plane.lonlat(found).unwrap(), [5.0, 50.0], 1e-9);
}

#[test]
fn longitude_and_latitude_come_out_where_proj_puts_them() {
    for prj in [ETRS89, WGS84] {
        assert_near(
            project(prj, [13.4, 52.5]),
            [196902.4035, 170770.3841],
            TOLERANCE_M,
        );
        assert_near(
            project(prj, [6.1, 50.8]),
            [-309981.5861, -13026.0306],
            TOLERANCE_M,
        );
    }
}

#[test]
fn gauss_krueger_is_shifted_to_etrs89() {
    // PROJ with the same seven parameters (598.1, 73.7, 418.2, 0.202, 0.045, −2.455, 6.7).
    for (zone, point, expected) in [
        (3, [3550000.0, 5800000.0], [-52330.9311, 148368.7860]),
        (3, [3400000.0, 5300000.0], [-212390.8137, -348445.6357]),
        (4, [4468000.0, 5333000.0], [79556.9827, -318139.8144]),
    ] {
        assert_near(project(&gauss_krueger(zone), point), expected, TOLERANCE_M);
    }
    assert!(crs::read(&gauss_krueger(3)).unwrap().average_shift);
    assert!(!crs::read(&utm(32)).unwrap().average_shift);
}

#[test]
fn a_shift_stated_in_the_file_is_used() {
    let stated = gauss_krueger(3).replace("299.1528128]]", "299.1528128],TOWGS84[1,2,3,0,0,0,0]]");
    let Crs {
        proj,
        average_shift,
        ..
    } = crs::read(&stated).unwrap();
    assert!(proj.contains("+towgs84=1,2,3,0,0,0,0"), "{proj}");
    assert!(!average_shift);
}

#[test]
fn what_is_not_understood_is_named() {
    let mercator = utm(32).replace("Transverse_Mercator", "Mercator");
    let feet = utm(32).replace("UNIT[\"Meter\",1.0]", "UNIT[\"Foot\",0.3048]");
    let pulkovo = utm(32).replace("D_ETRS_1989", "D_Pulkovo_1942");
    let ferro = utm(32).replace("\"Greenwich\",0.0", "\"Ferro\",-17.66");
    for (prj, named) in [
        (mercator.as_str(), "projection \"Mercator\""),
        (&feet, "length unit of Some(0.3048) m"),
        (&pulkovo, "datum \"D_Pulkovo_1942\""),
        (&ferro, "prime meridian at -17.66°"),
        ("LOCAL_CS[\"x\",UNIT[\"m\",1]]", "LOCAL_CS \"x\""),
        ("", "no well-known text"),
    ] {
        let found = crs::read(prj).unwrap_err();
        assert!(found.contains(named), "{found:?} does not name {named:?}");
    }
}

#[test]
fn metres_passed_off_as_degrees_are_off_the_map() {
    let plane = Plane::new(GERMANY).unwrap();
    let projector = plane.from(&crs::read(WGS84).unwrap()).unwrap();
    assert_eq!(projector.project([691607.0, 5334760.0]), None);
}

#[test]
fn a_map_plane_must_be_a_projection_to_metres() {
    for text in [
        "+proj=longlat +ellps=GRS80",
        "+proj=nonsense",
        "",
        "+proj=laea +units=km",
    ] {
        assert!(Plane::new(text).is_err(), "{text}");
    }
}
