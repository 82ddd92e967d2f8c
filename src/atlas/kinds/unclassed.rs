//! A color for each value, without classes.

use crate::color::{self, Rgb};
use crate::model::Scaled;
use crate::stats::{Sorted, quantile};
use crate::text::Arg;

use super::super::answer::{Legend, Mark};
use super::super::heading::scope;
use super::super::legend::put_axis;
use super::super::shown::{Shown, units_to_classify};
use super::super::view::View;
use super::told::Told;
use super::{RampLegend, RampStop};

/// What is said in other words where there are no classes.
pub(super) static UNCLASSED: Told = Told {
    family: "kind.unclassed.",
    args: Vec::new(),
    measure: None,
};

/// Percentiles at which the scheme ends, so that one outlier does not leave all others pale.
const ENDS: [u32; 2] = [2, 98];

/// How many colors a ramp has: neighbors differ by less than a screen shows.
const FILLS: usize = 1024;

/// How many stops the legend draws.
const STOPS: u32 = 48;

/// Colors between two ends.
#[derive(Clone, Debug)]
pub(in crate::atlas) struct Ramp {
    /// Where the scheme ends, in units of the last decimal; beyond them values have the end's color.
    pub ends: [i64; 2],
    /// What both arms start from.
    pub middle: Option<i64>,
    fills: Vec<Rgb>,
}

impl Ramp {
    /// That of the numbers of `view`; `None` without any.
    pub fn of(view: &View<'_>) -> Option<Self> {
        Self::over(view, &units_to_classify(view))
    }

    /// That of `units` as `view` colors them.
    pub fn over(view: &View<'_>, units: &[i64]) -> Option<Self> {
        let indicator = view.indicator;
        let sorted = Sorted::of_units(units).ok()?;
        let units = |number| Scaled::round(number, 0).map(|it| it.units);
        let robust = ENDS.map(|part| units(quantile(&sorted, part, 100)));
        let [low, high] = [robust[0]?, robust[1]?];
        let ends = match low < high {
            true => [low, high],
            false => [units(sorted.min())?, units(sorted.max())?],
        };
        let scheme = color::default_scheme(indicator.kind, indicator.polarity, indicator.midpoint);
        Some(Self {
            ends,
            middle: indicator.midpoint,
            fills: color::blend(scheme, FILLS, indicator.midpoint.is_some()),
        })
    }

    /// The color of a published value.
    pub fn color(&self, units: i64) -> Option<Rgb> {
        let [low, high] = self.ends.map(|end| end as f64);
        let units = units as f64;
        let along = match self.middle.map(|middle| middle as f64) {
            None => (units - low) / (high - low),
            // Both arms have one scale: equally dark is equally far from the middle.
            Some(middle) => {
                let farther = (low - middle).abs().max((high - middle).abs());
                0.5 + (units - middle) / (2.0 * farther)
            }
        };
        let along = if along.is_nan() {
            0.5
        } else {
            along.clamp(0.0, 1.0)
        };
        let last = self.fills.len().checked_sub(1)?;
        self.fills
            .get(libm::round(along * last as f64) as usize)
            .copied()
    }

    /// The colors along the axis of the legend.
    pub fn legend(&self, shown: &Shown) -> RampLegend {
        match (shown.numbers.first(), shown.numbers.last()) {
            (Some(&min), Some(&max)) => self.between(min, max),
            _ => RampLegend::default(),
        }
    }

    /// The colors from end to end.
    pub fn whole(&self) -> RampLegend {
        let [low, high] = self.ends;
        self.between(low, high)
    }

    /// Marks of the ends and of the middle along [`Ramp::whole`].
    pub fn marks(&self, view: &View<'_>) -> Vec<Mark> {
        let [low, high] = self.ends;
        let span = (high as f64 - low as f64).max(1.0);
        let middle = self
            .middle
            .filter(|it| (low..high).contains(it) && *it > low);
        let marks = [Some(low), middle, Some(high)].into_iter().flatten();
        let mark = |units: i64| Mark {
            at: (units as f64 - low as f64) / span,
            label: view.speaker.number(view.indicator, units),
        };
        marks.map(mark).collect()
    }

    fn between(&self, min: i64, max: i64) -> RampLegend {
        let stop = |step: u32| {
            let at = f64::from(step) / f64::from(STOPS);
            let units = min as f64 + at * (max as f64 - min as f64);
            let color = self.color(libm::round(units) as i64);
            Some(RampStop {
                at,
                color: color?.to_string(),
            })
        };
        RampLegend {
            stops: (0..=STOPS).filter_map(stop).collect(),
        }
    }
}

/// Marks of the ends in place of class bounds, and how the colors are laid out.
pub(in crate::atlas) fn put_ramp(legend: &mut Legend, view: &View<'_>, shown: &Shown, ramp: &Ramp) {
    let (Some(&min), Some(&max)) = (shown.numbers.first(), shown.numbers.last()) else {
        return;
    };
    // What the period shown does not reach is marked where its own numbers end.
    let mut marks = ramp.ends.map(|end| end.clamp(min, max)).to_vec();
    marks.extend(ramp.middle);
    marks.sort_unstable();
    marks.dedup();
    put_axis(legend, view, shown, &marks, &|units| ramp.color(units));
    let value = |units| view.speaker.value(view.indicator, units);
    let [low, high] = ramp.ends.map(value);
    let middle = ramp.middle.map(value);
    let scope = scope(view, "legend.scope.all", "legend.scope.one");
    let args = [
        ("low", Arg::Text(low.as_str())),
        ("high", Arg::Text(&high)),
        ("middle", Arg::Text(middle.as_deref().unwrap_or_default())),
        ("scope", Arg::Text(&scope)),
    ];
    let key = match middle {
        Some(_) => "kind.unclassed.around",
        None => "kind.unclassed.method",
    };
    legend.method = view.speaker.say(key, &args);
}
