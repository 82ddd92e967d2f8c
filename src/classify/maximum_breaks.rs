//! Classes divided at the widest gaps.

use crate::model::sort_by;
use crate::stats::{Reason, Sorted};

/// Upper bounds in the middle of the k − 1 widest gaps between neighbouring values; the last bound
/// is the maximum. Of equally wide gaps the upper ones go first.
///
/// # Errors
/// [`Reason::Infeasible`] if `k` is zero, [`Reason::AllEqual`] if there is no gap.
///
/// # References
/// Slocum, T. A. et al. (2009): Thematic Cartography and Geovisualization, ch. 4.
///
/// ```
/// use teilraum::{classify::maximum_breaks, stats::Sorted};
/// let sorted = Sorted::new(&[1.0, 2.0, 10.0, 11.0, 15.0])?;
/// assert_eq!(maximum_breaks(&sorted, 3)?, [6.0, 13.0, 15.0]); // gaps 8 and 4
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn maximum_breaks(sorted: &Sorted, k: u32) -> Result<Vec<f64>, Reason> {
    let Some(cuts) = k.checked_sub(1) else {
        return Err(Reason::Infeasible);
    };
    let distinct = sorted.distinct();
    if distinct.len() < 2 {
        return Err(Reason::AllEqual);
    }
    let pairs = distinct.iter().zip(distinct.iter().skip(1));
    let mut gaps: Vec<(f64, f64)> = pairs
        .map(|((low, _), (high, _))| (high - low, low + (high - low) / 2.0))
        .collect();
    sort_by(&mut gaps, |a, b| {
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    let mut bounds: Vec<f64> = gaps
        .iter()
        .take(cuts as usize)
        .map(|(_, middle)| *middle)
        .collect();
    bounds.sort_unstable_by(f64::total_cmp);
    bounds.push(sorted.max());
    Ok(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_no_gap() {
        let sorted = Sorted::new(&[4.2, 4.2]).unwrap();
        assert_eq!(maximum_breaks(&sorted, 3), Err(Reason::AllEqual));
    }

    #[test]
    fn the_upper_of_two_equal_gaps_goes_first() {
        let sorted = Sorted::new(&[1.0, 3.0, 5.0]).unwrap();
        assert_eq!(maximum_breaks(&sorted, 2).unwrap(), [4.0, 5.0]);
    }
}
