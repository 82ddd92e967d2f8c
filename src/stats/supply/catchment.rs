//! How far it is to the nearest facility.

use crate::stats::{Job, Progress, Reason, finish};

/// Where people set out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// Longitude and latitude in degrees, or x and y.
    pub at: [f64; 2],
    /// People there, `None` where unknown: they count neither as covered nor as not.
    pub population: Option<f64>,
}

/// Longitude and latitude in degrees of a facility, or its x and y.
pub type Facility = [f64; 2];

/// How to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Along the surface of a sphere of 6371.0088 km, between longitudes and latitudes in degrees.
    Haversine,
    /// Straight, in the unit of x and y.
    Planar,
}

/// What an origin reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// Position of the nearest facility, the first of several.
    pub nearest: u32,
    /// How far it is.
    pub distance: f64,
    /// How many facilities lie within the radius.
    pub within: u32,
    /// Whether the nearest does.
    pub covered: bool,
}

/// What all origins reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// One per origin.
    pub origins: Vec<Reached>,
    /// People with a facility within the radius.
    pub covered_population: f64,
    /// Their share of all; [`Reason::ZeroTotal`] if there is nobody.
    pub covered_share: Result<f64, Reason>,
}

/// Finds the nearest facility of every origin, and who has one within a radius.
///
/// # Method
/// `supply.catchment` · catchment · Einzugsbereich
///
/// Wie weit es in gerader Linie zum nächsten Angebot ist, wie viele im Umkreis liegen und welcher
/// Anteil der Menschen mindestens eines davon im Umkreis hat. Die Luftlinie ist kürzer als der
/// Fußweg, der meist um den Faktor 1,2–1,4 länger ist.
///
/// ```text
/// d = 2R · asin √( sin²(Δφ/2) + cos φ₁ · cos φ₂ · sin²(Δλ/2) ),  R = 6371,0088 km
/// eben: d = √(Δx² + Δy²)      Anteil = Σ Einw mit d ≤ Radius / Σ Einw
/// ```
///
/// # Units
/// Kilometres on the sphere, else the unit of the coordinates; the radius likewise, and it still
/// counts as within. The share is from 0 to 1.
///
/// # Errors
/// [`Reason::NTooSmall`] without facility, [`Reason::MissingValue`] if a coordinate, a population or
/// the radius is no finite number, [`Reason::NegativeValue`] if a population is negative.
///
/// # References
/// Sinnott, R. W. (1984): Virtues of the haversine. Sky and Telescope 68(2), 159.
///
/// ```
/// use teilraum::stats::supply::{Metric, Origin, catchment};
/// let origins = [[0.0, 0.0], [9.0, 0.0]].map(|at| Origin { at, population: Some(10.0) });
/// let reach = catchment(&origins, &[[3.0, 4.0]], Metric::Planar, 5.0)?;
/// assert_eq!(reach.origins[0].distance, 5.0);
/// assert_eq!(reach.covered_share, Ok(0.5));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn catchment(
    origins: &[Origin],
    facilities: &[Facility],
    metric: Metric,
    radius: f64,
) -> Result<Reach, Reason> {
    Catchment::new(origins, facilities, metric, radius).map(finish)
}

/// [`catchment`] as a job over the origins.
///
/// Distances are first compared by the straight line through the sphere (or, planar, by its square),
/// which needs no sine; only those that come close to the nearest or to the radius are measured by
/// the formula.
#[derive(Clone, Debug)]
pub struct Catchment {
    origins: Vec<Origin>,
    facilities: Vec<Facility>,
    /// The facilities as points in space.
    places: Vec<[f64; 3]>,
    metric: Metric,
    radius: f64,
    reached: Vec<Reached>,
    /// Squared straight lines from one origin, kept for their memory.
    lines: Vec<f64>,
}

/// Mean radius of the Earth in kilometres.
const EARTH_KM: f64 = 6371.0088;

/// How far apart, relative to the straight line, two ways of computing it may be, with plenty to
/// spare.
const DOUBT: f64 = 1e-12;

impl Catchment {
    /// Checks the places.
    ///
    /// # Errors
    /// See [`catchment`].
    pub fn new(
        origins: &[Origin],
        facilities: &[Facility],
        metric: Metric,
        radius: f64,
    ) -> Result<Self, Reason> {
        let places = origins.iter().map(|origin| &origin.at).chain(facilities);
        let usable = |value: f64| value.abs() <= 1e100;
        if !places
            .flatten()
            .chain([&radius])
            .all(|value| usable(*value))
        {
            return Err(Reason::MissingValue);
        }
        if facilities.is_empty() {
            return Err(Reason::NTooSmall);
        }
        for people in origins.iter().filter_map(|origin| origin.population) {
            if !usable(people) {
                return Err(Reason::MissingValue);
            }
            if people < 0.0 {
                return Err(Reason::NegativeValue);
            }
        }
        Ok(Self {
            places: facilities.iter().map(|at| in_space(*at, metric)).collect(),
            reached: Vec::with_capacity(origins.len()),
            lines: Vec::with_capacity(facilities.len()),
            origins: origins.to_vec(),
            facilities: facilities.to_vec(),
            metric,
            radius,
        })
    }

    fn reach(&mut self, from: [f64; 2]) -> Reached {
        let here = in_space(from, self.metric);
        self.lines.clear();
        self.lines
            .extend(self.places.iter().map(|place| squared(here, *place)));
        let shortest = self.lines.iter().copied().fold(f64::INFINITY, f64::min);
        // Within the doubt around a straight line, the formula decides.
        let slack = self.slack(here);
        let nearly = shortest.sqrt() * (1.0 + DOUBT) + slack;
        let rim = self.rim();
        let surely = (rim * (1.0 - DOUBT) - slack).max(0.0);
        let hardly = rim * (1.0 + DOUBT) + slack;
        let (mut nearest, mut distance, mut within) = (0, f64::INFINITY, 0);
        for ((at, line), to) in (0..).zip(&self.lines).zip(&self.facilities) {
            let close = *line <= nearly * nearly;
            let inside = *line < surely * surely;
            let doubtful = !inside && *line <= hardly * hardly;
            let exact = if close || doubtful {
                self.metric.distance(from, *to)
            } else {
                f64::INFINITY
            };
            if close && exact < distance {
                (nearest, distance) = (at, exact);
            }
            within += u32::from(inside || (doubtful && exact <= self.radius));
        }
        Reached {
            nearest,
            distance,
            within,
            covered: distance <= self.radius,
        }
    }

    /// The straight line that belongs to the radius; negative radii reach nothing.
    fn rim(&self) -> f64 {
        match self.metric {
            Metric::Planar => self.radius.max(-1.0),
            Metric::Haversine if self.radius < 0.0 => -1.0,
            Metric::Haversine => {
                let half = 0.5 * self.radius / EARTH_KM;
                // Beyond the antipode there is nothing.
                if half >= std::f64::consts::FRAC_PI_2 {
                    3.0
                } else {
                    2.0 * libm::sin(half)
                }
            }
        }
    }

    /// Rounding of coordinates, which grows with their size.
    fn slack(&self, here: [f64; 3]) -> f64 {
        match self.metric {
            Metric::Planar => DOUBT * 1e-3 * (here[0].abs() + here[1].abs()),
            Metric::Haversine => 1e-13,
        }
    }

    fn result(&self) -> Reach {
        let people = self
            .origins
            .iter()
            .map(|origin| origin.population.unwrap_or(0.0));
        let all: f64 = people.clone().sum();
        let reached = people.zip(&self.reached);
        let covered = reached.filter(|one| one.1.covered).map(|one| one.0).sum();
        Reach {
            origins: self.reached.clone(),
            covered_population: covered,
            covered_share: if all > 0.0 {
                Ok(covered / all)
            } else {
                Err(Reason::ZeroTotal)
            },
        }
    }
}

impl Job for Catchment {
    type Output = Reach;

    fn step(&mut self, work: u32) -> Progress<Reach> {
        let each = 4 * self.facilities.len() + 100;
        for _ in 0..(work as usize / each).max(1) {
            let Some(origin) = self.origins.get(self.reached.len()) else {
                break;
            };
            let reached = self.reach(origin.at);
            self.reached.push(reached);
        }
        if self.reached.len() < self.origins.len() {
            let count = |origins: usize| u32::try_from(origins).unwrap_or(u32::MAX);
            return Progress::Running {
                done: count(self.reached.len()),
                of: count(self.origins.len()),
            };
        }
        Progress::Done(self.result())
    }
}

impl Metric {
    /// The distance by the formula.
    #[must_use]
    pub fn distance(self, from: [f64; 2], to: [f64; 2]) -> f64 {
        match self {
            Self::Planar => libm::hypot(to[0] - from[0], to[1] - from[1]),
            Self::Haversine => {
                let ([x0, y0], [x1, y1]) = (from.map(f64::to_radians), to.map(f64::to_radians));
                let (a, b) = (libm::sin(0.5 * (y0 - y1)), libm::sin(0.5 * (x0 - x1)));
                let square = a * a + libm::cos(y0) * libm::cos(y1) * b * b;
                2.0 * EARTH_KM * libm::asin(square.clamp(0.0, 1.0).sqrt())
            }
        }
    }
}

/// A place on the unit sphere, or in the plane.
fn in_space(at: [f64; 2], metric: Metric) -> [f64; 3] {
    match metric {
        Metric::Planar => [at[0], at[1], 0.0],
        Metric::Haversine => {
            let [x, y] = at.map(f64::to_radians);
            let ring = libm::cos(y);
            [ring * libm::cos(x), ring * libm::sin(x), libm::sin(y)]
        }
    }
}

fn squared(a: [f64; 3], b: [f64; 3]) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    x * x + y * y + z * z
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origins(places: &[[f64; 2]]) -> Vec<Origin> {
        let origin = |at: &[f64; 2]| Origin {
            at: *at,
            population: Some(3.0),
        };
        places.iter().map(origin).collect()
    }

    /// The slow twin: every distance by the formula.
    fn plain(from: [f64; 2], facilities: &[[f64; 2]], metric: Metric, radius: f64) -> Reached {
        let far: Vec<f64> = facilities
            .iter()
            .map(|to| metric.distance(from, *to))
            .collect();
        let distance = far.iter().copied().fold(f64::INFINITY, f64::min);
        Reached {
            nearest: far.iter().position(|one| *one == distance).unwrap() as u32,
            distance,
            within: far.iter().filter(|one| **one <= radius).count() as u32,
            covered: distance <= radius,
        }
    }

    #[test]
    fn a_quarter_of_the_equator_is_a_quarter_of_the_equator() {
        let quarter = Metric::Haversine.distance([0.0, 0.0], [90.0, 0.0]);
        assert!((quarter - EARTH_KM * std::f64::consts::FRAC_PI_2).abs() < 1e-9);
        let antipode = Metric::Haversine.distance([10.0, 20.0], [-170.0, -20.0]);
        assert!((antipode - EARTH_KM * std::f64::consts::PI).abs() < 1e-3);
    }

    #[test]
    fn the_first_of_two_in_one_place_is_the_nearest() {
        for metric in [Metric::Planar, Metric::Haversine] {
            let facilities = [[5.0, 5.0], [1.0, 1.0], [1.0, 1.0]];
            let reach = catchment(&origins(&[[0.9, 1.0]]), &facilities, metric, 1e4).unwrap();
            assert_eq!((reach.origins[0].nearest, reach.origins[0].within), (1, 3));
        }
    }

    #[test]
    fn who_cannot_be_counted_is_left_out() {
        let mut places = origins(&[[0.0, 0.0], [0.0, 0.0], [9.0, 0.0]]);
        places[1].population = None;
        let reach = catchment(&places, &[[0.0, 1.0]], Metric::Planar, 1.0).unwrap();
        assert_eq!(reach.covered_population, 3.0);
        assert_eq!(reach.covered_share, Ok(0.5));
        let nobody = catchment(&[], &[[0.0, 1.0]], Metric::Planar, 1.0).unwrap();
        assert_eq!(nobody.covered_share, Err(Reason::ZeroTotal));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        let refused = |origin: f64, facilities: &[[f64; 2]], radius| {
            catchment(
                &origins(&[[origin, 0.0]]),
                facilities,
                Metric::Planar,
                radius,
            )
            .unwrap_err()
        };
        assert_eq!(refused(f64::NAN, &[[0.0; 2]], 1.0), Reason::MissingValue);
        assert_eq!(
            refused(0.0, &[[0.0; 2]], f64::INFINITY),
            Reason::MissingValue
        );
        assert_eq!(refused(0.0, &[], 1.0), Reason::NTooSmall);
        let mut negative = origins(&[[0.0, 0.0]]);
        negative[0].population = Some(-1.0);
        let refused = catchment(&negative, &[[0.0; 2]], Metric::Planar, 1.0);
        assert_eq!(refused, Err(Reason::NegativeValue));
    }

    proptest! {
        #[test]
        fn as_measuring_every_distance(
            from in prop::collection::vec((-180.0..180.0, -90.0..90.0), 1..6),
            to in prop::collection::vec((-180.0..180.0, -90.0..90.0), 1..12),
            near in prop::collection::vec((0_u32..4, 0_u32..4), 1..12),
            radius in prop_oneof![Just(-1.0), Just(0.0), Just(3.0), Just(5.0), 0.0..21_000.0],
            size in 1_u32..4000,
        ) {
            let degrees = |list: &[(f64, f64)]| -> Vec<[f64; 2]> {
                list.iter().map(|&(x, y)| [x, y]).collect()
            };
            let lattice: Vec<[f64; 2]> = near
                .iter()
                .map(|&(x, y)| [f64::from(x), f64::from(y)])
                .collect();
            let sets = [(degrees(&from), degrees(&to)), (lattice.clone(), lattice)];
            for (from, to) in sets {
                for metric in [Metric::Planar, Metric::Haversine] {
                    let reach = catchment(&origins(&from), &to, metric, radius).unwrap();
                    for (one, from) in reach.origins.iter().zip(&from) {
                        prop_assert_eq!(*one, plain(*from, &to, metric, radius));
                    }
                    let mut job = Catchment::new(&origins(&from), &to, metric, radius).unwrap();
                    let stepped = loop {
                        if let Progress::Done(done) = job.step(size) {
                            break done;
                        }
                    };
                    prop_assert_eq!(stepped, reach);
                }
            }
        }
    }
}
