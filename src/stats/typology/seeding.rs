//! Where centers begin.

use super::points::{Centers, Points, squared};
use crate::stats::Random;

/// `k` starting centers by k-means++: areas drawn one after the other, each with a probability in
/// proportion to its squared distance from the nearest one drawn before.
///
/// Arthur, D. and Vassilvitskii, S. (2007): k-means++: the advantages of careful seeding.
/// Proceedings of the 18th ACM-SIAM Symposium on Discrete Algorithms, 1027–1035.
pub(super) fn plus_plus(points: &Points, k: usize, random: &mut Random) -> Centers {
    let mut centers = Centers::new(k, points.dimensions);
    let mut squares = vec![f64::INFINITY; points.count];
    let any = |random: &mut Random| random.below(u32::try_from(points.count).unwrap_or(u32::MAX));
    let mut drawn = any(random) as usize;
    for center in 0..k {
        let place = points.row(drawn);
        centers.set(center, place);
        if center + 1 == k {
            break;
        }
        let mut total = 0.0;
        for (square, row) in squares.iter_mut().zip(points.rows()) {
            *square = squared(row, place).min(*square);
            total += *square;
        }
        drawn = if total > 0.0 {
            by_share(&squares, total * random.unit())
        } else {
            any(random) as usize
        };
    }
    centers
}

/// The first area at which the running sum passes `threshold`.
fn by_share(squares: &[f64], threshold: f64) -> usize {
    let mut sum = 0.0;
    let passed = squares.iter().position(|square| {
        sum += square;
        sum > threshold
    });
    // The sum may fall short of the threshold by rounding.
    let last = || squares.iter().rposition(|square| *square > 0.0);
    passed.or_else(last).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_drawn_in_proportion_to_its_square() {
        let squares = [0.0, 1.0, 0.0, 3.0, 0.0];
        let drawn = [0.0, 0.99, 1.0, 3.9, 4.0].map(|threshold| by_share(&squares, threshold));
        assert_eq!(drawn, [1, 1, 3, 3, 3]);
        assert_eq!(by_share(&[0.0], 0.0), 0);
    }
}
