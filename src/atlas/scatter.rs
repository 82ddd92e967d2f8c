//! The content of a scatter chart: final numbers and labels, for any painter, and what lies near a point.
//!
//! The kinds of map fill it (`kinds/scatter.rs`). It stands outside them because who draws it knows
//! no map.

use crate::text::advance;

use super::trend::Tick;

/// How far from a point may be pressed.
const REACH_CSS_PX: f64 = 24.0;

/// An axis.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScatterAxis {
    /// Lowest and highest value shown.
    pub range: [f64; 2],
    /// Marks.
    pub ticks: Vec<Tick>,
    /// "Einkommen, 2018 (Euro je Einwohner)".
    pub label: String,
}

/// A field behind the points.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScatterField {
    /// Its corner of the lowest values, across and up.
    pub from: (f64, f64),
    /// Its corner of the highest values.
    pub to: (f64, f64),
    /// Its fill on the map.
    pub color: [u8; 3],
}

/// A scatter, ready to draw: the second indicator across, the first up.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScatterChart {
    /// The second indicator.
    pub across: ScatterAxis,
    /// The first.
    pub up: ScatterAxis,
    /// Fields of both indicators' classes.
    pub fields: Vec<ScatterField>,
    /// One for each area with both figures, in area order. They cross by themselves, as
    /// [`ScatterChart::flat`] has them.
    #[serde(skip)]
    pub points: Vec<(f64, f64)>,
    /// Position of the chosen area among the points, and its name.
    pub chosen: Option<(usize, String)>,
}

impl ScatterChart {
    /// Size of its letters.
    pub const FONT_CSS_PX: f64 = 12.0;

    /// The points, across and up by turns.
    #[must_use]
    pub fn flat(&self) -> Vec<f64> {
        self.points.iter().flat_map(|(x, y)| [*x, *y]).collect()
    }

    /// The same chart with the points that [`ScatterChart::flat`] gave.
    #[must_use]
    pub fn with_points(mut self, flat: &[f64]) -> Self {
        let (pairs, _) = flat.as_chunks::<2>();
        self.points = pairs.iter().map(|[x, y]| (*x, *y)).collect();
        self
    }

    /// Where its axes lie on a canvas of `density` device pixels per CSS pixel: left, top, right,
    /// bottom, all in device pixels.
    #[must_use]
    pub fn plot(&self, [width, height]: [f64; 2], density: f64) -> [f64; 4] {
        let ticks = self.up.ticks.iter();
        let widths = ticks.map(|tick| advance::width(&tick.label, Self::FONT_CSS_PX * density));
        let left = (widths.fold(0.0, f64::max) + 8.0 * density).ceil();
        let [top, below, right] = [22.0, 40.0, 10.0].map(|css: f64| css * density);
        [
            left,
            top,
            (width - right).max(left + 1.0),
            (height - below).max(top + 1.0),
        ]
    }

    /// The position of the point nearest to `at`, where the axes span `plot` (left, top, right,
    /// bottom); all in CSS pixels. `None` with no point within 24 pixels.
    ///
    /// ```
    /// use teilraum::atlas::{ScatterAxis, ScatterChart};
    /// let axis = |range| ScatterAxis { range, ticks: Vec::new(), label: String::new() };
    /// let (across, up) = (axis([0.0, 10.0]), axis([0.0, 1.0]));
    /// let points = vec![(0.0, 0.0), (10.0, 1.0)];
    /// let chart = ScatterChart { across, up, points, fields: Vec::new(), chosen: None };
    /// let plot = [50.0, 0.0, 250.0, 100.0];
    /// assert_eq!(chart.nearest([240.0, 10.0], plot), Some(1)); // up is more
    /// assert_eq!(chart.nearest([150.0, 50.0], plot), None);
    /// ```
    #[must_use]
    pub fn nearest(&self, at: [f64; 2], plot: [f64; 4]) -> Option<usize> {
        let [left, top, right, bottom] = plot;
        let squared = |(x, y): &(f64, f64)| {
            let x = left + share(self.across.range, *x) * (right - left) - at[0];
            let y = bottom - share(self.up.range, *y) * (bottom - top) - at[1];
            x * x + y * y
        };
        let near = self.points.iter().map(squared).enumerate();
        let near = near.filter(|(_, squared)| *squared <= REACH_CSS_PX * REACH_CSS_PX);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|it| it.0)
    }
}

/// Where `value` lies within a range, 0 to 1.
fn share([low, high]: [f64; 2], value: f64) -> f64 {
    (value - low) / (high - low).max(f64::MIN_POSITIVE)
}
