//! From the map plane back to longitude and latitude, for downloads.
//!
//! A set of outlines names its plane by a proj string. Here are the two kinds that official statistics
//! of Germany use: Lambert's azimuthal equal-area projection, and the transverse Mercator projection
//! (UTM, Gauß-Krüger), both on GRS 80 or WGS 84, which differ by less than a metre and count as one.
//! Any other plane is `None`: whoever needs it goes to the files the publisher offers.
//!
//! Formulas after Snyder, *Map Projections: A Working Manual* (1987), and Krüger's series (1912) up to
//! the fourth order; both hold to well below a millimetre within 3,000 km of the middle.

/// Equatorial radius of GRS 80 and WGS 84 in metres.
const RADIUS_M: f64 = 6_378_137.0;

/// Flattening of GRS 80; that of WGS 84 differs by less than a millimetre at the poles.
const FLATTENING: f64 = 1.0 / 298.257_222_101;

/// How often the latitude is bettered; three steps reach the last bit.
const STEPS: usize = 6;

/// A plane whose points have a longitude and a latitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    kind: Kind,
    /// Longitude of the middle in radians.
    lon_0: f64,
    /// Coordinates of the middle in metres.
    false_m: [f64; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    EqualArea(EqualArea),
    Transverse(Transverse),
}

impl Plane {
    /// The plane of a proj string; `None` if it is of another kind or ellipsoid, or not in metres.
    ///
    /// ```
    /// use teilraum::geom::Plane;
    /// let germany = Plane::of("+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs").unwrap();
    /// assert_eq!(germany.lonlat([0.0, 0.0]), Some([10.5, 51.0]));
    /// assert_eq!(Plane::of("+proj=merc +ellps=GRS80"), None);
    /// ```
    #[must_use]
    pub fn of(projection: &str) -> Option<Self> {
        let words = Words::of(projection);
        if !words.is_plain() {
            return None;
        }
        let middle = [words.degrees("lat_0")?, words.degrees("lon_0")?];
        let false_m = [words.number("x_0", 0.0)?, words.number("y_0", 0.0)?];
        let plane = |kind, lon_0, false_m| Self {
            kind,
            lon_0,
            false_m,
        };
        match words.get("proj")? {
            "laea" => {
                let kind = Kind::EqualArea(EqualArea::around(middle[0])?);
                Some(plane(kind, middle[1], false_m))
            }
            "tmerc" => {
                let scale = words.number("k", words.number("k_0", 1.0)?)?;
                let kind = Kind::Transverse(Transverse::new(middle[0], scale));
                Some(plane(kind, middle[1], false_m))
            }
            "utm" => {
                let zone = words.number("zone", f64::NAN)?;
                let lon_0 = (6.0 * zone - 183.0).to_radians();
                let kind = Kind::Transverse(Transverse::new(0.0, 0.9996));
                let north = !words.has("south") && lon_0.is_finite();
                north.then(|| plane(kind, lon_0, [500_000.0, 0.0]))
            }
            _ => None,
        }
    }

    /// Longitude and latitude in degrees of a point in metres; `None` off the earth.
    #[must_use]
    pub fn lonlat(&self, at_m: [f64; 2]) -> Option<[f64; 2]> {
        let at = [at_m[0] - self.false_m[0], at_m[1] - self.false_m[1]];
        let [east, lat] = match &self.kind {
            Kind::EqualArea(kind) => kind.inverse(at)?,
            Kind::Transverse(kind) => kind.inverse(at),
        };
        let degrees = [self.lon_0 + east, lat].map(f64::to_degrees);
        degrees.iter().all(|it| it.is_finite()).then_some(degrees)
    }
}

/// The parameters of a proj string.
struct Words<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Words<'a> {
    fn of(projection: &'a str) -> Self {
        let words = projection.split_whitespace();
        let words = words.filter_map(|word| word.strip_prefix('+'));
        Self(
            words
                .map(|word| word.split_once('=').unwrap_or((word, "")))
                .collect(),
        )
    }

    fn get(&self, key: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| *value)
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Metres on an ellipsoid known here, and nothing that would shift, turn or stretch them.
    fn is_plain(&self) -> bool {
        let one_of =
            |key: &str, values: &[&str]| self.get(key).is_none_or(|it| values.contains(&it));
        let known = [
            "proj", "lat_0", "lon_0", "x_0", "y_0", "k", "k_0", "zone", "south", "ellps", "datum",
            "towgs84", "units", "no_defs", "type",
        ];
        self.0.iter().all(|(key, _)| known.contains(key))
            && one_of("ellps", &["GRS80", "WGS84"])
            && one_of("datum", &["WGS84"])
            && one_of("units", &["m"])
            && one_of("towgs84", &["0,0,0", "0,0,0,0,0,0,0"])
    }

    /// A number, `otherwise` where there is none; `None` if it is malformed.
    fn number(&self, key: &str, otherwise: f64) -> Option<f64> {
        let Some(text) = self.get(key) else {
            return Some(otherwise);
        };
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// An angle in radians; 0 where there is none.
    fn degrees(&self, key: &str) -> Option<f64> {
        self.number(key, 0.0).map(f64::to_radians)
    }
}

/// Square of the eccentricity.
fn e2() -> f64 {
    FLATTENING * (2.0 - FLATTENING)
}

/// Snyder's q: the area between the equator and a latitude, given by its sine.
fn area(sine: f64) -> f64 {
    let e = libm::sqrt(e2());
    let turned = e * sine;
    let square = 1.0 - turned * turned;
    (1.0 - e2()) * (sine / square + libm::atanh(turned) / e)
}

/// Lambert's azimuthal equal-area projection, oblique or equatorial.
#[derive(Clone, Copy, Debug, PartialEq)]
struct EqualArea {
    lat_0: f64,
    /// Sine and cosine of the middle's authalic latitude.
    middle: [f64; 2],
    /// Radius of the sphere of the same area, in metres.
    radius: f64,
    /// How much it is stretched to the east.
    stretch: f64,
}

impl EqualArea {
    /// Around a latitude that is no pole.
    fn around(lat_0: f64) -> Option<Self> {
        let (sine, cosine) = (libm::sin(lat_0), libm::cos(lat_0));
        if cosine < 1e-6 {
            return None;
        }
        let whole = area(1.0);
        let radius = RADIUS_M * libm::sqrt(whole / 2.0);
        let up = area(sine) / whole;
        let out = libm::sqrt(1.0 - up * up);
        let parallel = cosine / libm::sqrt(1.0 - e2() * sine * sine);
        Some(Self {
            lat_0,
            middle: [up, out],
            radius,
            stretch: RADIUS_M * parallel / (radius * out),
        })
    }

    /// Angle to the east of the middle, and latitude.
    fn inverse(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let (x, y) = (x / self.stretch, y * self.stretch);
        let far = libm::hypot(x, y);
        if far == 0.0 {
            return Some([0.0, self.lat_0]);
        }
        let angle = far / (2.0 * self.radius);
        if angle > 1.0 {
            return None;
        }
        let angle = 2.0 * libm::asin(angle);
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        let [up, out] = self.middle;
        let authalic = cosine * up + y * sine * out / far;
        let east = libm::atan2(x * sine, far * out * cosine - y * up * sine);
        Some([east, latitude(authalic.clamp(-1.0, 1.0))])
    }
}

/// The latitude whose authalic latitude has this sine, by Newton's method.
fn latitude(authalic: f64) -> f64 {
    let wanted = area(1.0) * authalic;
    let mut lat = libm::asin(authalic);
    for _ in 0..STEPS {
        let (sine, cosine) = (libm::sin(lat), libm::cos(lat));
        if cosine.abs() < 1e-12 {
            break;
        }
        let square = 1.0 - e2() * sine * sine;
        let slope = 2.0 * (1.0 - e2()) * cosine / (square * square);
        lat += (wanted - area(sine)) / slope;
    }
    lat
}

/// The transverse Mercator projection.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Transverse {
    /// Metres of a radian along the meridian.
    radian_m: f64,
    /// Where the origin lies along the meridian, in radians of the rectifying sphere.
    start: f64,
}

/// The sum of `terms[j] · of(2j)`, j from 1.
fn series(terms: [f64; 4], of: impl Fn(f64) -> f64) -> f64 {
    (1..)
        .zip(terms)
        .map(|(j, term)| term * of(f64::from(2 * j)))
        .sum()
}

impl Transverse {
    fn new(lat_0: f64, scale: f64) -> Self {
        let n = Self::third();
        let round = RADIUS_M / (1.0 + n) * (1.0 + n * n / 4.0 + n * n * n * n / 64.0);
        let e = libm::sqrt(e2());
        let sine = libm::sin(lat_0);
        let conformal = libm::atan(libm::sinh(libm::atanh(sine) - e * libm::atanh(e * sine)));
        Self {
            radian_m: scale * round,
            start: conformal + series(Self::forward(), |j| libm::sin(j * conformal)),
        }
    }

    /// The third flattening.
    fn third() -> f64 {
        FLATTENING / (2.0 - FLATTENING)
    }

    /// From conformal to rectifying.
    fn forward() -> [f64; 4] {
        let n = Self::third();
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
        [
            n / 2.0 - 2.0 / 3.0 * n2 + 5.0 / 16.0 * n3 + 41.0 / 180.0 * n4,
            13.0 / 48.0 * n2 - 3.0 / 5.0 * n3 + 557.0 / 1440.0 * n4,
            61.0 / 240.0 * n3 - 103.0 / 140.0 * n4,
            49_561.0 / 161_280.0 * n4,
        ]
    }

    /// From rectifying to conformal.
    fn backward() -> [f64; 4] {
        let n = Self::third();
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
        [
            n / 2.0 - 2.0 / 3.0 * n2 + 37.0 / 96.0 * n3 - n4 / 360.0,
            n2 / 48.0 + n3 / 15.0 - 437.0 / 1440.0 * n4,
            17.0 / 480.0 * n3 - 37.0 / 840.0 * n4,
            4397.0 / 161_280.0 * n4,
        ]
    }

    /// From conformal to geodetic latitude.
    fn geodetic() -> [f64; 4] {
        let n = Self::third();
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
        [
            2.0 * n - 2.0 / 3.0 * n2 - 2.0 * n3 + 116.0 / 45.0 * n4,
            7.0 / 3.0 * n2 - 8.0 / 5.0 * n3 - 227.0 / 45.0 * n4,
            56.0 / 15.0 * n3 - 136.0 / 35.0 * n4,
            4279.0 / 630.0 * n4,
        ]
    }

    /// Angle to the east of the middle, and latitude.
    fn inverse(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (xi, eta) = (y / self.radian_m + self.start, x / self.radian_m);
        let back = Self::backward();
        let north = xi - series(back, |j| libm::sin(j * xi) * libm::cosh(j * eta));
        let east = eta - series(back, |j| libm::cos(j * xi) * libm::sinh(j * eta));
        let conformal = libm::asin(libm::sin(north) / libm::cosh(east));
        let lat = conformal + series(Self::geodetic(), |j| libm::sin(j * conformal));
        [libm::atan2(libm::sinh(east), libm::cos(north)), lat]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_of_the_european_union_comes_back() {
        // Annex II of the INSPIRE specification on coordinate reference systems.
        let plane =
            "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m";
        let [lon, lat] = Plane::of(plane)
            .unwrap()
            .lonlat([3_962_799.45, 2_999_718.85])
            .unwrap();
        assert!(
            (lon - 5.0).abs() < 1e-7 && (lat - 50.0).abs() < 1e-7,
            "{lon} {lat}"
        );
    }

    #[test]
    fn what_is_not_known_here_has_no_plane() {
        for plane in [
            "",
            "+proj=merc +ellps=GRS80",
            "+proj=laea +lat_0=90 +lon_0=0 +ellps=GRS80",
            "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=bessel",
            "+proj=laea +lat_0=51 +lon_0=10.5 +units=km",
            "+proj=laea +lat_0=51 +lon_0=10.5 +alpha=3",
            "+proj=laea +lat_0=x +lon_0=10.5",
            "+proj=utm +zone=33 +south",
            "+proj=utm",
        ] {
            assert_eq!(Plane::of(plane), None, "{plane}");
        }
    }

    #[test]
    fn a_place_off_the_earth_has_no_longitude() {
        let plane = Plane::of("+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80").unwrap();
        assert_eq!(plane.lonlat([2e7, 0.0]), None);
        assert_eq!(plane.lonlat([f64::NAN, 0.0]), None);
    }
}
