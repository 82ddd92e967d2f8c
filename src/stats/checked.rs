//! Numbers on their way in and out: only finite ones, and none so large that squares overflow.

use super::Reason;

/// Beyond this, squares and sums of published values could overflow; no social figure comes near.
const LARGEST: f64 = 1e100;

/// A number that may enter a formula.
///
/// # Errors
/// [`Reason::MissingValue`] if it is no number or beyond ±10^100.
pub(crate) fn number(value: f64) -> Result<f64, Reason> {
    if value.is_finite() && value.abs() <= LARGEST {
        Ok(value)
    } else {
        Err(Reason::MissingValue)
    }
}

/// Numbers that may enter a formula.
///
/// # Errors
/// As [`number`].
pub(crate) fn numbers(values: &[f64]) -> Result<(), Reason> {
    values.iter().try_for_each(|&value| number(value).map(drop))
}

/// Amounts: numbers of zero or more.
///
/// # Errors
/// As [`number`], and [`Reason::NegativeValue`].
pub(crate) fn amounts(values: &[f64]) -> Result<(), Reason> {
    numbers(values)?;
    if values.iter().any(|&value| value < 0.0) {
        return Err(Reason::NegativeValue);
    }
    Ok(())
}

/// Two columns of equal length: a number without a partner is a missing one.
///
/// # Errors
/// [`Reason::MissingValue`] if the lengths differ.
pub(crate) fn same_length<A, B>(one: &[A], other: &[B]) -> Result<(), Reason> {
    if one.len() == other.len() {
        Ok(())
    } else {
        Err(Reason::MissingValue)
    }
}

/// A result that may leave the engine.
///
/// # Errors
/// [`Reason::Infeasible`] if it is no finite number: the inputs were too far apart for it.
pub(crate) fn finite(result: f64) -> Result<f64, Reason> {
    if result.is_finite() {
        Ok(result)
    } else {
        Err(Reason::Infeasible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_stays_outside() {
        assert_eq!(number(f64::NAN), Err(Reason::MissingValue));
        assert_eq!(numbers(&[1.0, -1e101]), Err(Reason::MissingValue));
        assert_eq!(number(-1e100), Ok(-1e100));
        assert_eq!(amounts(&[0.0, -0.5]), Err(Reason::NegativeValue));
        assert_eq!(same_length(&[1], &[0; 2]), Err(Reason::MissingValue));
        assert_eq!(finite(f64::INFINITY), Err(Reason::Infeasible));
    }
}
