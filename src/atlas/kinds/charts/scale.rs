//! From values to places: one scale for all charts of a view.

use crate::model::{Scaled, pow10};
use crate::stats::{Sorted, quantile};

use super::super::super::trend::{Tick, value_ticks};
use super::super::super::view::View;

/// Round values that span the numbers shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scale {
    range: [f64; 2],
    pub ticks: Vec<Tick>,
    /// Units of the last decimal per unit of the indicator.
    base: f64,
}

impl Scale {
    /// The scale of a view's numbers, in units of the last decimal; `None` without any.
    pub fn of(view: &View<'_>, numbers: impl Iterator<Item = i64>) -> Option<Self> {
        let base = pow10(view.indicator.decimals) as f64;
        let (low, high) = numbers.fold((i64::MAX, i64::MIN), |(low, high), it| {
            (low.min(it), high.max(it))
        });
        if low > high {
            return None;
        }
        let [low, high] = [low, high].map(|units| units as f64 / base);
        let ticks = value_ticks(view, low, high);
        let range = match (ticks.first(), ticks.last()) {
            (Some(first), Some(last)) if first.at < last.at => {
                [first.at.min(low), last.at.max(high)]
            }
            _ => [low - 1.0, high + 1.0],
        };
        Some(Self { range, ticks, base })
    }

    /// Where a number in units of the last decimal lies, 0 to 1.
    pub fn share(&self, units: f64) -> f64 {
        self.at(units / self.base)
    }

    /// Where a number in the indicator's unit lies, 0 to 1.
    pub fn at(&self, value: f64) -> f64 {
        let [low, high] = self.range;
        ((value - low) / (high - low).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// Lower quartile, median and upper quartile of ascending numbers, rounded once to the shown
/// decimals; `None` without numbers.
pub(super) fn quartiles(numbers: &[i64]) -> Option<[i64; 3]> {
    let sorted = Sorted::of_units(numbers).ok()?;
    let rounded = |part| Some(Scaled::round(quantile(&sorted, part, 4), 0)?.units);
    Some([rounded(1)?, rounded(2)?, rounded(3)?])
}
