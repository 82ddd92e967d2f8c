//! The scatter of two indicators: fields as on the map, a point for each area, the chosen one named.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Circle, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, PathElement, Rectangle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoTextStyle, TextStyle};
use plotters_backend::DrawingBackend;
use teilraum::atlas::{ScatterAxis, ScatterChart};

use crate::palette::rgb;
use crate::{Measured, Palette, advance};

type Root<B> = DrawingArea<Measured<B>, Shift>;
type Plane<'a, B> = DrawingArea<Measured<B>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Outcome<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// How much of a field's color lies over the page's background.
const TINT: f64 = 0.55;

/// Draws `chart` over the whole of `backend`; `density` is device pixels per CSS pixel.
///
/// # Errors
/// What the backend reports.
pub fn draw_scatter<B: DrawingBackend>(
    backend: B,
    chart: &ScatterChart,
    palette: &Palette,
    density: f64,
) -> Outcome<B> {
    let root = Measured(backend).into_drawing_area();
    root.fill(&rgb(palette.background))?;
    let (width, height) = root.dim_in_pixel();
    let plot = chart.plot([f64::from(width), f64::from(height)], density);
    let plane = plane(&root, chart, plot);
    draw_fields(&plane, chart, palette)?;
    let pen = Pen { palette, density };
    draw_axes(&root, &plane, chart, plot, pen)?;
    draw_points(&plane, chart, pen)?;
    draw_chosen(&root, &plane, chart, pen)?;
    root.present()
}

/// Colors and sizes.
#[derive(Clone, Copy)]
struct Pen<'a> {
    palette: &'a Palette,
    density: f64,
}

impl Pen<'_> {
    fn px(self, css_px: f64) -> i32 {
        (css_px * self.density).round() as i32
    }

    fn style<'b>(self, anchor: Pos) -> TextStyle<'b> {
        (
            "system-ui, sans-serif",
            ScatterChart::FONT_CSS_PX * self.density,
        )
            .with_color(rgb(self.palette.text))
            .into_text_style(&(0, 0))
            .pos(anchor)
    }
}

fn plane<'a, B: DrawingBackend>(
    root: &Root<B>,
    chart: &ScatterChart,
    [left, top, right, bottom]: [f64; 4],
) -> Plane<'a, B> {
    let range = |axis: &ScatterAxis| axis.range[0]..axis.range[1];
    let (x, y) = (range(&chart.across), range(&chart.up));
    let across = left as i32..right as i32;
    root.apply_coord_spec(Cartesian2d::new(x, y, (across, bottom as i32..top as i32)))
}

/// Over a dark page, fields are dark too, so that points stand out.
fn draw_fields<B: DrawingBackend>(
    plane: &Plane<'_, B>,
    chart: &ScatterChart,
    palette: &Palette,
) -> Outcome<B> {
    for field in &chart.fields {
        let mixed = [0, 1, 2].map(|at| {
            let [page, own] = [palette.background[at], field.color[at]].map(f64::from);
            (page + (own - page) * TINT).round() as u8
        });
        let corners = [field.from, field.to];
        plane.draw(&Rectangle::new(corners, rgb(mixed).filled()))?;
    }
    Ok(())
}

fn draw_axes<B: DrawingBackend>(
    root: &Root<B>,
    plane: &Plane<'_, B>,
    chart: &ScatterChart,
    [left, _, right, bottom]: [f64; 4],
    pen: Pen<'_>,
) -> Outcome<B> {
    let line = rgb(pen.palette.text)
        .mix(0.25)
        .stroke_width(pen.px(1.0).max(1) as u32);
    let beside = pen.style(Pos::new(HPos::Right, VPos::Center));
    let below = pen.style(Pos::new(HPos::Center, VPos::Top));
    for tick in &chart.up.ticks {
        let ends = chart.across.range.map(|x| (x, tick.at));
        plane.draw(&PathElement::new(ends.to_vec(), line))?;
        let (x, y) = plane.map_coordinate(&ends[0]);
        let at = (x - pen.px(4.0), y);
        root.draw(&Text::new(tick.label.clone(), at, beside.clone()))?;
    }
    for tick in &chart.across.ticks {
        let ends = chart.up.range.map(|y| (tick.at, y));
        plane.draw(&PathElement::new(ends.to_vec(), line))?;
        let (x, y) = plane.map_coordinate(&ends[0]);
        let half = advance::width(&tick.label, ScatterChart::FONT_CSS_PX * pen.density) / 2.0;
        let x = f64::from(x).min(right + f64::from(pen.px(8.0)) - half) as i32;
        let at = (x, y + pen.px(5.0));
        root.draw(&Text::new(tick.label.clone(), at, below.clone()))?;
    }
    let (width, _) = root.dim_in_pixel();
    let room = |from: f64| f64::from(width) - from - f64::from(pen.px(4.0));
    let up = fitted(&chart.up.label, room(0.0), pen);
    let top = pen.style(Pos::new(HPos::Left, VPos::Top));
    root.draw(&Text::new(up, (pen.px(2.0), pen.px(2.0)), top.clone()))?;
    let across = fitted(&chart.across.label, room(left), pen);
    let under = bottom as i32 + pen.px(22.0);
    root.draw(&Text::new(across, (left as i32, under), top))
}

/// `label`, or as much of it as fits into a width, with an ellipsis.
fn fitted(label: &str, room: f64, pen: Pen<'_>) -> String {
    let width = |text: &str| advance::width(text, ScatterChart::FONT_CSS_PX * pen.density);
    if width(label) <= room {
        return label.to_owned();
    }
    let mut kept = String::new();
    for letter in label.chars() {
        kept.push(letter);
        if width(&kept) + width("…") > room {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

/// The more points there are, the smaller they are.
fn radius_css_px(points: usize) -> f64 {
    match points {
        0..=600 => 2.75,
        601..=4_000 => 1.75,
        _ => 1.0,
    }
}

fn draw_points<B: DrawingBackend>(
    plane: &Plane<'_, B>,
    chart: &ScatterChart,
    pen: Pen<'_>,
) -> Outcome<B> {
    let radius = pen.px(radius_css_px(chart.points.len())).max(1);
    let fill = rgb(pen.palette.text).mix(0.75).filled();
    for point in &chart.points {
        plane.draw(&Circle::new(*point, radius, fill))?;
    }
    Ok(())
}

/// The chosen area on top, with a halo and its name on the side that has room.
fn draw_chosen<B: DrawingBackend>(
    root: &Root<B>,
    plane: &Plane<'_, B>,
    chart: &ScatterChart,
    pen: Pen<'_>,
) -> Outcome<B> {
    let Some((at, name)) = &chart.chosen else {
        return Ok(());
    };
    let Some(point) = chart.points.get(*at) else {
        return Ok(());
    };
    for (radius, color) in [(7.5, pen.palette.background), (5.5, pen.palette.area)] {
        plane.draw(&Circle::new(*point, pen.px(radius), rgb(color).filled()))?;
    }
    let (x, y) = plane.map_coordinate(point);
    let (width, _) = root.dim_in_pixel();
    let (reach, gap) = (
        advance::width(name, ScatterChart::FONT_CSS_PX * pen.density),
        pen.px(10.0),
    );
    let right = f64::from(x + gap) + reach <= f64::from(width);
    let (x, anchor) = if right {
        (x + gap, HPos::Left)
    } else {
        (x - gap, HPos::Right)
    };
    let style = pen.style(Pos::new(anchor, VPos::Center));
    root.draw(&Text::new(name.clone(), (x, y), style))
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters_svg::SVGBackend;

    fn axis(range: [f64; 2]) -> ScatterAxis {
        ScatterAxis {
            range,
            ticks: Vec::new(),
            label: "a label longer than any canvas of a phone could ever be wide enough to hold"
                .into(),
        }
    }

    fn chart() -> ScatterChart {
        ScatterChart {
            across: axis([0.0, 10.0]),
            up: axis([0.0, 1.0]),
            fields: Vec::new(),
            points: vec![(0.0, 0.0), (5.0, 0.5), (10.0, 1.0)],
            chosen: Some((1, "Rabenau".into())),
        }
    }

    #[test]
    fn a_point_is_found_where_it_is_drawn_at_any_density() {
        let chart = chart();
        let mut picture = String::new();
        let backend = SVGBackend::with_string(&mut picture, (640, 400));
        draw_scatter(backend, &chart, &Palette::default(), 2.0).expect("a picture");
        // The chosen point: its halo's center.
        let value = |name: &str| -> f64 {
            let circle = picture
                .split("<circle")
                .find(|it| it.contains("r=\"15\""))
                .expect("a halo");
            let rest = circle
                .split(&format!(" {name}=\""))
                .nth(1)
                .expect("a number");
            rest.split('"')
                .next()
                .and_then(|it| it.parse().ok())
                .expect("a number")
        };
        let plot = chart.plot([320.0, 200.0], 1.0);
        let at = [value("cx") / 2.0, value("cy") / 2.0];
        assert_eq!(chart.nearest(at, plot), Some(1));
        assert_eq!(chart.nearest([at[0] + 17.0, at[1] + 17.0], plot), None);
        assert!(picture.contains("Rabenau") && picture.contains('…'));
    }
}
