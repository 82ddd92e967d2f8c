//! A series without its gaps.

use crate::stats::Reason;
use crate::stats::checked::{number, same_length};

/// Times and values of a series, gaps left out; they count in the order given, that of time.
///
/// ```
/// # use teilraum::stats::trend::Points;
/// let points = Points::new(&[2021.0, 2022.0, 2024.0], &[Some(7.0), None, Some(9.0)])?;
/// assert_eq!((points.times(), points.values()), (&[2021.0, 2024.0][..], &[7.0, 9.0][..]));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    times: Vec<f64>,
    values: Vec<f64>,
}

impl Points {
    /// Takes up a series; a missing value leaves with its time.
    ///
    /// # Errors
    /// [`Reason::MissingValue`] if a number is none or lengths differ.
    pub fn new(times: &[f64], values: &[Option<f64>]) -> Result<Self, Reason> {
        same_length(times, values)?;
        let mut points = Self::default();
        points.refill(times.iter().copied().zip(values.iter().copied()))?;
        Ok(points)
    }

    /// Takes up another series in the same memory.
    pub(crate) fn refill(
        &mut self,
        series: impl Iterator<Item = (f64, Option<f64>)>,
    ) -> Result<(), Reason> {
        self.times.clear();
        self.values.clear();
        for (time, value) in series {
            let time = number(time)?;
            if let Some(value) = value {
                self.times.push(time);
                // Adding zero turns the negative zero into the ordinary one.
                self.values.push(number(value)? + 0.0);
            }
        }
        Ok(())
    }

    /// The times that have a value.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Every time with its value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (f64, f64)> + Clone {
        let values = self.values.iter().copied();
        self.times.iter().copied().zip(values)
    }

    /// The logarithms of the values.
    pub(crate) fn logarithms(&self) -> Result<Self, Reason> {
        if self.values.iter().any(|&value| value <= 0.0) {
            return Err(Reason::NonPositiveValue);
        }
        Ok(Self {
            times: self.times.clone(),
            values: self.values.iter().map(|&value| libm::log(value)).collect(),
        })
    }
}

/// One value a year, from 2000 on.
#[cfg(test)]
pub(crate) fn yearly(values: &[f64]) -> Points {
    let times: Vec<f64> = (0..values.len()).map(|year| 2000.0 + year as f64).collect();
    let values: Vec<_> = values.iter().copied().map(Some).collect();
    Points::new(&times, &values).unwrap()
}
