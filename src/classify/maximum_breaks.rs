//! Classes divided at the widest gaps.

use crate::model::sort_by;
use crate::stats::{Reason, Sorted};

/// Upper bounds in the middle of the k − 1 widest gaps between neighbouring values; the last bound
/// is the maximum. Of equally wide gaps the upper ones go first.
///
/// # Method
/// `classify.maximum_breaks` · maximum breaks · größte Lücken
///
/// Zieht die Grenzen in die Mitte der größten Lücken zwischen benachbarten Werten. So werden Gebiete
/// getrennt, die sich deutlich unterscheiden; oft steht dann ein einzelner Ausreißer in einer eigenen
/// Klasse.
///
/// ```text
/// g_i = x_(i+1) − x_(i);  b_j = Mitte der k − 1 größten g;  b_k = max
/// ```
///
/// # Units
/// Bounds in the units of the values.
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
    if sorted.min() == sorted.max() {
        return Err(Reason::AllEqual);
    }
    let distinct = sorted.distinct();
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
    fn the_upper_of_two_equal_gaps_goes_first() {
        let sorted = Sorted::new(&[1.0, 3.0, 5.0]).unwrap();
        assert_eq!(maximum_breaks(&sorted, 2).unwrap(), [4.0, 5.0]);
    }

    #[test]
    fn equal_values_have_no_gap() {
        let sorted = Sorted::new(&[3.0, 3.0]).unwrap();
        assert_eq!(maximum_breaks(&sorted, 2), Err(Reason::AllEqual));
    }
}
