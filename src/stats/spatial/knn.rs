//! Neighbours by distance.

use super::kd_tree::KdTree;
use super::{Weights, WeightsError};
use crate::stats::{Job, Progress, Reason, finish};

/// The `k` nearest other points of every point, nearest first.
///
/// # Method
/// `weights.knn` · k nearest neighbours · k nächste Nachbarn
///
/// Jedes Gebiet bekommt gleich viele Nachbarn: die k, deren Punkte am nächsten liegen. Das ist nicht
/// gegenseitig: Wer am Rand liegt, hat Nachbarn, die ihn selbst nicht zu ihren nächsten zählen.
///
/// ```text
/// eben:  d = √(Δx² + Δy²)
/// Kugel: d = 2R·asin √(sin²(Δφ/2) + cos φ₁·cos φ₂·sin²(Δλ/2)),  R = 6371,0088 km
/// ```
///
/// Equal distances (on the sphere: to 10⁻¹² of the distance) go by input order.
///
/// # Units
/// Plane: distances in the unit of the coordinates. Sphere: longitude and latitude in degrees, in this
/// order, give kilometres. Never take degrees for a plane.
///
/// # Errors
/// [`Reason::MissingValue`] if a coordinate is no number, [`Reason::Infeasible`] if `k` is zero,
/// [`Reason::NTooSmall`] if there are no `k` other points.
///
/// # References
/// Cliff, A. D. and Ord, J. K. (1981): Spatial Processes. London: Pion.
///
/// ```
/// use teilraum::stats::spatial::{Metric, knn};
/// let nearest = knn(&[[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]], 1, Metric::Euclidean)?;
/// assert_eq!(nearest.lists[1], [(2, 18.0_f64.sqrt())]); // 3² + 3²
/// let nearest = knn(&[[0.0, 0.0], [0.0, 1.0]], 1, Metric::Haversine)?;
/// assert!((nearest.lists[0][0].1 - 111.195).abs() < 0.001); // 6371.0088·π/180
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn knn(points: &[[f64; 2]], k: usize, metric: Metric) -> Result<Nearest, Reason> {
    Ok(finish(KnnJob::new(points, k, metric)?))
}

/// How distances are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// On a plane.
    Euclidean,
    /// On the sphere, from longitude and latitude.
    Haversine,
}

/// Mean radius of the earth in kilometres.
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Beyond this, squares of coordinates could overflow.
const LARGEST: f64 = 1e100;

/// The nearest points of every point.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// Per point: the others, nearest first, with their distances.
    pub lists: Vec<Vec<(u32, f64)>>,
}

impl Nearest {
    /// Binary weights for these neighbours.
    ///
    /// # Errors
    /// As [`Weights::binary`], which lists made by [`knn`] never cause.
    pub fn weights(&self) -> Result<Weights, WeightsError> {
        let numbers = |list: &Vec<(u32, f64)>| list.iter().map(|(point, _)| *point).collect();
        Weights::binary(&self.lists.iter().map(numbers).collect::<Vec<_>>())
    }
}

/// [`knn`] in steps, one point after the other.
#[derive(Clone, Debug)]
pub struct KnnJob {
    points: Vec<[f64; 2]>,
    /// The points as the tree holds them.
    places: Vec<[f64; 3]>,
    tree: KdTree,
    k: usize,
    metric: Metric,
    found: Nearest,
}

impl KnnJob {
    /// Prepares what [`knn`] describes.
    ///
    /// # Errors
    /// As [`knn`].
    pub fn new(points: &[[f64; 2]], k: usize, metric: Metric) -> Result<Self, Reason> {
        let usable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
        if !points.iter().flatten().all(usable) {
            return Err(Reason::MissingValue);
        }
        if k == 0 {
            return Err(Reason::Infeasible);
        }
        if k >= points.len() {
            return Err(Reason::NTooSmall);
        }
        let places: Vec<[f64; 3]> = points.iter().map(|point| metric.place(*point)).collect();
        Ok(Self {
            points: points.to_vec(),
            tree: KdTree::new(&places),
            places,
            k,
            metric,
            found: Nearest {
                lists: Vec::with_capacity(points.len()),
            },
        })
    }

    fn nearest(&self, point: usize) -> Vec<(u32, f64)> {
        let (from, but) = (self.places[point], point as u32);
        // A little more than needed: the distance in the tree is not that of the metric to the last
        // bit, and ties at the edge must be seen.
        let reach = self.tree.kth(from, but, self.k).sqrt() * (1.0 + 1e-9) + self.metric.blur();
        let distance = |other: u32| {
            let (one, other_point) = (self.points[point], self.points[other as usize]);
            (other, self.metric.distance(one, other_point))
        };
        let near = self.tree.within(from, but, reach);
        let mut near: Vec<(u32, f64)> = near.into_iter().map(distance).collect();
        near.sort_unstable_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        let tie = self.metric.tie();
        near.chunk_by_mut(|one, other| other.1 - one.1 <= tie * other.1)
            .for_each(|tied| tied.sort_unstable_by_key(|(point, _)| *point));
        near.truncate(self.k);
        near
    }
}

impl Job for KnnJob {
    type Output = Nearest;

    fn step(&mut self, work: u32) -> Progress<Nearest> {
        let (done, of) = (self.found.lists.len(), self.points.len());
        let cost = self.k.saturating_mul(20).saturating_add(400);
        let count = (work as usize / cost).max(1);
        for point in done..of.min(done.saturating_add(count)) {
            let nearest = self.nearest(point);
            self.found.lists.push(nearest);
        }
        let done = self.found.lists.len();
        if done < of {
            return Progress::Running {
                done: done as u32,
                of: of as u32,
            };
        }
        Progress::Done(self.found.clone())
    }
}

impl Metric {
    /// Where a point stands in a space in which straight distances have the order of the metric.
    fn place(self, [x, y]: [f64; 2]) -> [f64; 3] {
        match self {
            Self::Euclidean => [x, y, 0.0],
            Self::Haversine => {
                let [longitude, latitude] = [x.to_radians(), y.to_radians()];
                let level = libm::cos(latitude);
                let [east, north] = [libm::sin(longitude), libm::sin(latitude)];
                [level * libm::cos(longitude), level * east, north]
            }
        }
    }

    /// How far rounding may move a point there.
    fn blur(self) -> f64 {
        match self {
            Self::Euclidean => 0.0,
            Self::Haversine => 1e-15,
        }
    }

    /// Distances closer than this share of them are equal: on the sphere rounding tells apart what
    /// lies equally far in opposite directions.
    fn tie(self) -> f64 {
        match self {
            Self::Euclidean => 0.0,
            Self::Haversine => 1e-12,
        }
    }

    fn distance(self, one: [f64; 2], other: [f64; 2]) -> f64 {
        match self {
            Self::Euclidean => {
                let [x, y] = [one[0] - other[0], one[1] - other[1]];
                (x * x + y * y).sqrt()
            }
            Self::Haversine => {
                let half = |axis: usize| (other[axis] - one[axis]).to_radians() / 2.0;
                let sine = |axis| libm::sin(half(axis)) * libm::sin(half(axis));
                let level = |point: [f64; 2]| libm::cos(point[1].to_radians());
                let share = sine(1) + level(one) * level(other) * sine(0);
                2.0 * EARTH_RADIUS_KM * libm::asin(share.sqrt().min(1.0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All distances, sorted.
    fn plain(points: &[[f64; 2]], k: usize, metric: Metric) -> Vec<Vec<(u32, f64)>> {
        let list = |from: usize| {
            let others = (0..points.len()).filter(|other| *other != from);
            let distance = |to: usize| (to as u32, metric.distance(points[from], points[to]));
            let mut all: Vec<(u32, f64)> = others.map(distance).collect();
            all.sort_by(|one, other| one.1.total_cmp(&other.1));
            all.truncate(k);
            all
        };
        (0..points.len()).map(list).collect()
    }

    #[test]
    fn equal_distances_go_by_input_order() {
        let cross = [[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 1.0]];
        let nearest = knn(&cross, 3, Metric::Euclidean).unwrap();
        assert_eq!(nearest.lists[0], [(1, 1.0), (2, 1.0), (3, 1.0)]);
        let degrees = cross.map(|[x, y]| [x + 10.0, y]);
        let nearest = knn(&degrees, 4, Metric::Haversine).unwrap();
        let order: Vec<u32> = nearest.lists[0].iter().map(|(point, _)| *point).collect();
        assert_eq!(order, [1, 2, 3, 4]);
    }

    #[test]
    fn points_in_one_place_are_each_others_neighbours() {
        let nearest = knn(&[[2.0, 2.0]; 4], 2, Metric::Euclidean).unwrap();
        assert_eq!(nearest.lists[0], [(1, 0.0), (2, 0.0)]);
        assert_eq!(nearest.lists[3], [(0, 0.0), (1, 0.0)]);
        assert_eq!(nearest.weights().unwrap().neighbours(3), [0, 1]);
    }

    #[test]
    fn the_date_line_separates_nobody() {
        let points = [[179.9, 0.0], [-179.9, 0.0], [170.0, 0.0]];
        let nearest = knn(&points, 1, Metric::Haversine).unwrap();
        assert_eq!(nearest.lists[0][0].0, 1);
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason() {
        let refused = |points: &[[f64; 2]], k| knn(points, k, Metric::Euclidean).unwrap_err();
        assert_eq!(refused(&[[0.0, 0.0], [1.0, 0.0]], 0), Reason::Infeasible);
        assert_eq!(refused(&[[0.0, 0.0], [1.0, 0.0]], 2), Reason::NTooSmall);
        assert_eq!(refused(&[], 1), Reason::NTooSmall);
        assert_eq!(
            refused(&[[0.0, f64::NAN], [1.0, 0.0]], 1),
            Reason::MissingValue
        );
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_looking_at_all_finds(
            points in prop::collection::vec([-8_i8..8, -8_i8..8], 2..60), k in 1_usize..9,
        ) {
            let points: Vec<[f64; 2]> = points.iter().map(|p| p.map(f64::from)).collect();
            let k = k.min(points.len() - 1);
            let nearest = knn(&points, k, Metric::Euclidean).unwrap();
            prop_assert_eq!(nearest.lists, plain(&points, k, Metric::Euclidean));
        }

        #[test]
        fn so_it_does_on_the_sphere(
            points in prop::collection::vec((-180.0..180.0, -90.0..90.0), 2..60), k in 1_usize..9,
        ) {
            let points: Vec<[f64; 2]> = points.iter().map(|(x, y)| [*x, *y]).collect();
            let k = k.min(points.len() - 1);
            let nearest = knn(&points, k, Metric::Haversine).unwrap();
            prop_assert_eq!(nearest.lists, plain(&points, k, Metric::Haversine));
        }

        #[test]
        fn any_step_size_gives_the_same_result(work in 0_u32..5_000) {
            let points: Vec<[f64; 2]> =
                (0..30_u16).map(|at| [f64::from(at % 7), f64::from(at * at % 11)]).collect();
            let mut job = KnnJob::new(&points, 3, Metric::Euclidean).unwrap();
            let stepped = loop {
                if let Progress::Done(found) = job.step(work) {
                    break found;
                }
            };
            prop_assert_eq!(stepped, knn(&points, 3, Metric::Euclidean).unwrap());
        }
    }
}
