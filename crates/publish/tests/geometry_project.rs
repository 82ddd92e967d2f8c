//! Coordinate systems: what `.prj` files say, and where points come out.
//!
//! Expected coordinates are those of PROJ 9.5.1 (`cs2cs` between the two systems, four decimals),
//! except where published points are named. PROJ's Transverse Mercator is good to 0.1 mm here,
//! its Lambert projection to machine precision; the tolerance is a millimetre.

#![allow(clippy::unwrap_used)] // A helper that fails fails the test.

use teilraum_publish::geometry::crs::{self, Crs};
use teilraum_publish::geometry::epsg;
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

/// Where the plane of `target` puts a point of `source`, both by EPSG number.
fn between(source: i64, target: i64, point: [f64; 2]) -> [f64; 2] {
    let plane = Plane::new(&epsg::crs(target).unwrap().proj).unwrap();
    let source = epsg::crs(source).unwrap();
    plane.from(&source).unwrap().project(point).unwrap()
}

#[test]
fn the_published_test_points_of_the_shift_from_dhdn_are_met() {
    // BKG, BETA2007testdaten.csv (test data of the transformation BeTA2007, given to the micrometre):
    // DHDN zone 2, DHDN longitude and latitude, ETRS89 zone 32, ETRS89 longitude and latitude of one
    // point off Norderney. BeTA2007 is a grid; the seven parameters used here are good to 3 m
    // (EPSG 1777), and the two differ by less than that.
    let utm = [399_340.601_863, 5_928_794.177_992];
    let zone_2 = [2_598_417.333_192, 5_930_677.980_308];
    let dhdn = [7.483_333_333_333, 53.5];
    let etrs = [7.482_506_019_176, 53.498_461_143_331];
    // Within one frame nothing is shifted: these hold to a millimetre.
    assert_near(between(4258, 25832, etrs), utm, TOLERANCE_M);
    assert_near(between(4314, 31466, dhdn), zone_2, TOLERANCE_M);
    for (source, point) in [(31466, zone_2), (4314, dhdn)] {
        assert_near(between(source, 25832, point), utm, 3.0);
    }
}

#[test]
fn zones_beside_each_other_put_a_point_at_the_same_place() {
    // Not published points but a property: every pair of systems must agree on a place in both.
    let place = [10.5, 51.0];
    let target = 3035;
    let expected = between(4258, target, place);
    for code in [25831, 25832, 25833, 32632, 4647, 5650] {
        let point = between(4258, code, place);
        assert_near(between(code, target, point), expected, TOLERANCE_M);
    }
    for code in [31466, 31467, 31468, 31469, 5677] {
        let point = between(4258, code, place);
        assert_near(between(code, target, point), expected, 0.01);
    }
    let [easting, _] = between(4258, 4647, place);
    assert!((32e6..33e6).contains(&easting), "{easting}");
}

#[test]
fn well_known_text_of_the_newer_kind_means_the_same() {
    let newer = r#"PROJCRS["ETRS89 / UTM zone 32N",BASEGEOGCRS["ETRS89",ENSEMBLE["European Terrestrial Reference System 1989 ensemble",MEMBER["European Terrestrial Reference Frame 1989"],ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[0.1]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4258]],CONVERSION["UTM zone 32N",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",9,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",0.9996,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",500000,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1]],USAGE[SCOPE["Engineering survey."],AREA["Europe"],BBOX[38.76,6,84.33,12]],ID["EPSG",25832]]"#;
    let point = [691_607.0, 5_334_760.0];
    assert_near(project(newer, point), project(&utm(32), point), 1e-9);
    // Axes in the order of the authority do not turn what a file holds: east comes first.
    let geographic = r#"GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1]],AXIS["geodetic longitude (Lon)",east,ORDER[2]],ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",4326]]"#;
    let [found, expected] = [geographic, WGS84].map(|prj| project(prj, [13.4, 52.5]));
    assert_near(found, expected, 1e-9);
    let compound = format!(
        r#"COMPD_CS["with heights",{},VERT_CS["DHHN2016",VERT_DATUM["x",2005],UNIT["metre",1]]]"#,
        utm(32)
    );
    assert_near(project(&compound, point), project(&utm(32), point), 1e-9);
    for broken in [
        newer.replace("European Terrestrial", "Martian"),
        newer.replace("Transverse Mercator", "Lambert Conic"),
        newer.replace("\"metre\",1]", "\"foot\",0.3048]"),
    ] {
        assert!(crs::read(&broken).is_err());
    }
}

#[test]
fn coordinates_outside_the_area_of_use_are_named_with_the_likely_reason() {
    let plane = Plane::new(GERMANY).unwrap();
    let complaint = |code: i64, at: [f64; 2]| {
        let crs = epsg::crs(code).unwrap();
        plane.from(&crs).unwrap().complaint([at].iter())
    };
    for (code, at) in [
        (25832, [921_021.0, 5_700_000.0]),
        (25833, [392_000.0, 5_820_000.0]),
        (31467, [3_900_000.0, 5_700_000.0]),
        (3035, [4_321_000.0, 3_210_000.0]),
        (4326, [13.4, 52.5]),
        (4326, [-60.0, -30.0]),
        (4647, [32_500_000.0, 5_600_000.0]),
    ] {
        assert_eq!(complaint(code, at), None, "{code}: {at:?}");
    }
    for (code, at, reason) in [
        (
            25833,
            [5_820_000.0, 392_000.0],
            "with the two swapped they would fit",
        ),
        (
            31468,
            [5_333_000.0, 4_468_000.0],
            "with the two swapped they would fit",
        ),
        (4326, [52.5, 13.4], "with the two swapped they would fit"),
        (4258, [52.5, 13.4], "with the two swapped they would fit"),
        (25832, [13.4, 52.5], "degrees, not metres"),
        (4326, [392_000.0, 5_820_000.0], "metres, not degrees"),
        (
            25832,
            [32_500_000.0, 5_600_000.0],
            "an easting with its zone before it",
        ),
        (25832, [500_000.0, 1_000_000.0], "500000, 1000000"),
        (31467, [500_000.0, 5_600_000.0], "500000, 5600000"),
        (25832, [f64::NAN, 5_600_000.0], "NaN, 5600000"),
        (4326, [f64::INFINITY, 50.0], "inf, 50"),
    ] {
        let found = complaint(code, at).unwrap_or_default();
        assert!(found.contains(reason), "{code}: {at:?}: {found}");
    }
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

#[test]
fn printed_centimetres_come_back_to_the_last_bit_on_every_system() {
    let plane = Plane::new("+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs").unwrap();
    let projector = plane.from(&crs::read(&utm(32)).unwrap()).unwrap();
    for at in 0..5000 {
        // Centimetres of a town, many of them halfway between two metres.
        let [x, y] = [50_000_000 + at * 7919, 570_000_000 + at * 4801].map(f64::from);
        let point = [x / 100.0, y / 100.0];
        assert_eq!(projector.project(point), Some(point));
    }
}

#[test]
fn the_engine_finds_the_same_longitude_and_latitude() {
    for plane in [
        GERMANY,
        "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs",
        "+proj=laea +lat_0=0 +lon_0=10 +ellps=GRS80 +units=m",
        "+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs",
        "+proj=utm +zone=33 +ellps=GRS80",
        "+proj=tmerc +lat_0=49 +lon_0=9 +k=1 +x_0=3500000 +y_0=0 +ellps=GRS80",
    ] {
        let own = teilraum::geom::Plane::of(plane).unwrap();
        let other = Plane::new(plane).unwrap();
        for lon in [5.9, 8.1, 10.0, 12.3, 15.1] {
            for lat in [47.3, 49.0, 51.0, 53.7, 55.1] {
                let prj = crs::read(ETRS89).unwrap();
                let at = other.from(&prj).unwrap().project([lon, lat]).unwrap();
                let [one, two] = [own.lonlat(at).unwrap(), other.lonlat(at).unwrap()];
                // A hundred-millionth of a degree is a millimetre.
                assert_near(one, two, 1e-8);
                assert_near(one, [lon, lat], 1e-8);
            }
        }
    }
}
