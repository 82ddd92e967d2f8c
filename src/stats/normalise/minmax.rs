//! Values between a lowest and a highest goalpost.

use super::{Direction, each, usable};
use crate::stats::Reason;

/// Fixed ends of the scale; an end that is not fixed is the smallest or largest value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Goalposts {
    /// What becomes 0.
    pub low: Option<f64>,
    /// What becomes 1.
    pub high: Option<f64>,
}

/// Where each value lies between the goalposts, from 0 to 1; turned round for [`Direction::Down`].
///
/// # Method
/// `normalise.minmax` · min-max normalisation · Min-Max-Normierung
///
/// Das Gebiet mit dem niedrigsten Wert bekommt 0, das mit dem höchsten 1, alle anderen liegen dazwischen.
/// Ein einzelner Ausreißer drückt alle anderen zusammen. Für Vergleiche über Jahre müssen beide
/// Enden fest sein.
///
/// ```text
/// s = (x − lo) / (hi − lo), begrenzt auf 0 … 1;   umgekehrt: 1 − s
/// ```
///
/// # Units
/// Values and goalposts in the same unit; out come shares from 0 to 1.
///
/// # Errors
/// [`Reason::ZeroRange`] if the high goalpost is not above the low one, [`Reason::MissingValue`] if
/// a value or goalpost is no number. Missing values stay missing, also if all are.
///
/// # References
/// OECD and JRC (2008): Handbook on Constructing Composite Indicators. Methodology and User Guide.
/// Paris, section 5.4.
///
/// ```
/// use teilraum::stats::normalise::{Direction, Goalposts, minmax};
/// let fixed = Goalposts { low: Some(0.0), high: Some(50.0) };
/// let scores = minmax(&[Some(10.0), Some(60.0)], fixed, Direction::Up)?;
/// assert_eq!(scores, [Some(0.2), Some(1.0)]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn minmax(
    values: &[Option<f64>],
    goalposts: Goalposts,
    direction: Direction,
) -> Result<Vec<Option<f64>>, Reason> {
    ends(&[goalposts.low, goalposts.high])?;
    let Some((smallest, largest)) = ends(values)? else {
        return Ok(values.to_vec());
    };
    let low = goalposts.low.unwrap_or(smallest);
    let range = goalposts.high.unwrap_or(largest) - low;
    if range <= 0.0 {
        return Err(Reason::ZeroRange);
    }
    Ok(each(values, |value| {
        let score = ((value - low) / range).clamp(0.0, 1.0);
        match direction {
            Direction::Up => score,
            Direction::Down => 1.0 - score,
        }
    }))
}

/// The smallest and the largest value, found without sorting; `None` if all are missing.
fn ends(values: &[Option<f64>]) -> Result<Option<(f64, f64)>, Reason> {
    let mut ends: Option<(f64, f64)> = None;
    for &value in values.iter().flatten() {
        if !usable(value) {
            return Err(Reason::MissingValue);
        }
        let (low, high) = ends.unwrap_or((value, value));
        ends = Some((low.min(value), high.max(value)));
    }
    Ok(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPEN: Goalposts = Goalposts {
        low: None,
        high: None,
    };

    #[test]
    fn equal_ends_leave_no_range() {
        let values = [Some(3.0), None, Some(3.0)];
        assert_eq!(minmax(&values, OPEN, Direction::Up), Err(Reason::ZeroRange));
        let crossed = Goalposts {
            low: Some(5.0),
            high: None,
        };
        let crossed = minmax(&values, crossed, Direction::Up);
        assert_eq!(crossed, Err(Reason::ZeroRange));
    }

    #[test]
    fn where_all_is_missing_all_stays_missing() {
        assert_eq!(minmax(&[None; 2], OPEN, Direction::Up), Ok(vec![None; 2]));
        assert_eq!(minmax(&[], OPEN, Direction::Up), Ok(vec![]));
    }

    #[test]
    fn a_goalpost_that_is_no_number_is_refused() {
        let goalposts = Goalposts {
            low: Some(f64::NAN),
            high: None,
        };
        let refused = minmax(&[Some(1.0)], goalposts, Direction::Up);
        assert_eq!(refused, Err(Reason::MissingValue));
    }

    #[test]
    fn goalposts_a_hair_apart_still_give_shares() {
        let goalposts = Goalposts {
            low: Some(0.0),
            high: Some(f64::MIN_POSITIVE / 4.0),
        };
        let scores = minmax(&[Some(1e100), Some(-1e100)], goalposts, Direction::Up);
        assert_eq!(scores, Ok(vec![Some(1.0), Some(0.0)]));
    }

    proptest! {
        #[test]
        fn the_ends_are_zero_and_one_and_both_directions_add_to_one(
            values in prop::collection::vec(-1e6..1e6, 2..30),
        ) {
            let values: Vec<Option<f64>> = values.into_iter().map(Some).collect();
            let Ok(up) = minmax(&values, OPEN, Direction::Up) else { return Ok(()) };
            let down = minmax(&values, OPEN, Direction::Down).unwrap();
            let smallest = up.iter().flatten().copied().fold(2.0, f64::min);
            let largest = up.iter().flatten().copied().fold(-2.0, f64::max);
            prop_assert_eq!((smallest, largest), (0.0, 1.0));
            for (up, down) in up.iter().flatten().zip(down.iter().flatten()) {
                prop_assert!((up + down - 1.0).abs() < 1e-15);
            }
        }
    }
}
