//! The picture: how time and memory grow with the number of areas, both axes logarithmic.

use super::figures::{Contest, Figures};
use super::{FULL, OURS};
use std::fmt::Write;

/// The curves are those of the made-up countries at this density.
const DENSITY: u32 = 1;
const MADE_UP: &str = "tess-";
/// One panel, and what its axes take.
const PANEL: (f64, f64) = (420.0, 300.0);
const LEFT: f64 = 62.0;
const RIGHT: f64 = 78.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 40.0;

/// Name, color and dashes of each product; dashes tell them apart without color, too.
const LOOKS: [(&str, &str, &str, &str); 6] = [
    (OURS, "Teilraum", "#b3261e", ""),
    ("maplibre", "MapLibre GL", "#0072b2", "8 3"),
    ("leaflet", "Leaflet", "#007a5a", "3 3"),
    ("echarts", "ECharts", "#9c5b00", "10 3 3 3"),
    ("d3", "D3 (SVG)", "#8a4f7d", "6 2 2 2 2 2"),
    ("deck", "deck.gl", "#444444", "1 3"),
];

/// What is drawn in a panel.
struct Measure {
    title: &'static str,
    of: fn(&Figures) -> Option<f64>,
}

const MEASURES: [Measure; 4] = [
    Measure {
        title: "First complete map, ms",
        of: |figures| figures.first_map_ms,
    },
    Measure {
        title: "Change of indicator, median, ms",
        of: |figures| figures.change_ms,
    },
    Measure {
        title: "Frame while dragging, median, ms",
        of: |figures| figures.frame_ms,
    },
    Measure {
        title: "Private memory, MB",
        of: |figures| Some(figures.memory_bytes? / 1e6),
    },
];

/// From a value to a place, on a logarithmic axis of whole powers of ten.
struct Axis {
    low: i32,
    high: i32,
    from: f64,
    to: f64,
}

impl Axis {
    fn around(values: &[f64], from: f64, to: f64) -> Option<Self> {
        let logs = values
            .iter()
            .filter(|value| **value > 0.0)
            .map(|value| value.log10());
        let low = logs.clone().min_by(f64::total_cmp)?.floor() as i32;
        let high = logs.max_by(f64::total_cmp)?.ceil() as i32;
        Some(Self {
            low,
            high: high.max(low + 1),
            from,
            to,
        })
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.log10() - f64::from(self.low)) / f64::from(self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    fn ticks(&self) -> impl Iterator<Item = (f64, String)> + '_ {
        (self.low..=self.high).map(|power| {
            let value = 10_f64.powi(power);
            let label = if power >= 6 {
                format!("{} M", 10_i64.pow(power.unsigned_abs() - 6))
            } else {
                format!("{value}")
            };
            (self.place(value), label)
        })
    }
}

/// The whole picture.
pub fn curves(contests: &[Contest]) -> String {
    let drawn: Vec<&Contest> = contests
        .iter()
        .filter(|contest| contest.set.starts_with(MADE_UP) && !contest.set.ends_with(FULL))
        .filter(|contest| contest.density == DENSITY)
        .collect();
    let (width, height) = (PANEL.0 * 2.0, PANEL.1 * 2.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\" role=\"img\" \
         aria-label=\"Time and memory over the number of areas\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (at, measure) in MEASURES.iter().enumerate() {
        let (x, y) = (PANEL.0 * (at % 2) as f64, PANEL.1 * (at / 2) as f64);
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        svg.push_str(&panel(measure, &drawn).unwrap_or_default());
        svg.push_str("</g>\n");
    }
    svg + "</svg>\n"
}

/// One panel; nothing where nobody has a figure.
fn panel(measure: &Measure, contests: &[&Contest]) -> Option<String> {
    let values: Vec<f64> = contests
        .iter()
        .flat_map(|contest| contest.figures.iter().filter_map(measure.of))
        .collect();
    let areas: Vec<f64> = contests.iter().map(|contest| contest.areas).collect();
    let across = Axis::around(&areas, LEFT, PANEL.0 - RIGHT)?;
    let up = Axis::around(&values, PANEL.1 - BOTTOM, TOP)?;
    let mut svg = frame(measure.title, &across, &up);
    // The lowest first, so that labels that would lie on each other move up.
    let mut curves: Vec<_> = LOOKS
        .iter()
        .map(|look| (look, points(measure, contests, look.0, &across, &up)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    curves.sort_by(|a, b| end(&b.1).1.total_cmp(&end(&a.1).1));
    let mut above = f64::INFINITY;
    for ((_, name, color, dashes), points) in curves {
        let list: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let (x, y) = end(&points);
        above = y.min(above - 13.0);
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" \
             stroke-dasharray=\"{dashes}\"/>\
             <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{color}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"{color}\">{name}</text>",
            list.join(" "),
            x + 6.0,
            above + 4.0
        );
    }
    Some(svg)
}

fn end(points: &[(f64, f64)]) -> (f64, f64) {
    points.last().copied().unwrap_or_default()
}

fn points(
    measure: &Measure,
    contests: &[&Contest],
    product: &str,
    across: &Axis,
    up: &Axis,
) -> Vec<(f64, f64)> {
    let mut found: Vec<(f64, f64)> = contests
        .iter()
        .filter_map(|contest| {
            let one = contest.figures.iter().find(|one| one.product == product)?;
            let value = (measure.of)(one).filter(|value| *value > 0.0)?;
            Some((across.place(contest.areas), up.place(value)))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

/// Title, grid and labels.
fn frame(title: &str, across: &Axis, up: &Axis) -> String {
    let mut svg = format!("<text x=\"{LEFT}\" y=\"20\" font-weight=\"bold\">{title}</text>\n");
    let (right, bottom) = (PANEL.0 - RIGHT, PANEL.1 - BOTTOM);
    for (y, label) in up.ticks() {
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {y:.1}H{right}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444\">{label}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    for (x, label) in across.ticks() {
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {TOP}V{bottom}\" stroke=\"#ddd\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#444\">{label}</text>",
            bottom + 16.0
        );
    }
    let middle = (LEFT + right) / 2.0;
    let _ = writeln!(
        svg,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#444\">areas</text>",
        bottom + 32.0
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(set: &str, areas: f64, density: u32, first: Option<f64>) -> Contest {
        Contest {
            set: set.to_owned(),
            areas,
            vertices: 0.0,
            density,
            figures: vec![Figures {
                product: OURS.to_owned(),
                first_map_ms: first,
                ..Figures::default()
            }],
        }
    }

    #[test]
    fn a_tenfold_is_everywhere_the_same_step() {
        let axis = Axis::around(&[20.0, 4000.0], 0.0, 300.0).unwrap();
        assert_eq!((axis.low, axis.high), (1, 4));
        assert!((axis.place(100.0) - 100.0).abs() < 1e-9);
        assert!((axis.place(1000.0) - axis.place(100.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn only_simplified_made_up_sets_at_density_1_are_points_and_failures_are_gaps() {
        let all = [
            contest("tess-1000", 1000.0, 1, Some(10.0)),
            contest("tess-10000", 10_000.0, 1, Some(100.0)),
            contest("tess-100000", 100_000.0, 1, None),
            contest("tess-10000-full", 10_000.0, 1, Some(999.0)),
            contest("tess-10000", 10_000.0, 2, Some(999.0)),
            contest("gemeinden", 11_000.0, 1, Some(999.0)),
        ];
        let svg = curves(&all);
        let lines: Vec<&str> = svg
            .lines()
            .filter(|line| line.contains("<polyline"))
            .collect();
        // 1,000 to 100,000 areas are 280 wide, 10 to 100 ms are the whole height.
        let [line] = lines[..] else {
            panic!("{lines:?}")
        };
        assert!(line.contains("points=\"62.0,260.0 202.0,34.0\""), "{line}");
    }
}
