//! The trend chart: one area and its parents over time, breaks drawn as breaks.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Circle, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, PathElement, Polygon, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoTextStyle, TextStyle};
use plotters_backend::DrawingBackend;
use teilraum::atlas::{LineRole, TrendChart, TrendLine};
use teilraum::model::sort_by;

use crate::palette::rgb;
use crate::{Measured, Palette, advance};

type Plane<'a, B> = DrawingArea<Measured<B>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Outcome<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Sizes in device pixels.
struct Measures {
    density: f64,
    font_px: f64,
    left: f64,
    right: f64,
}

impl Measures {
    fn of(chart: &TrendChart, density: f64) -> Self {
        let font_px = 12.0 * density;
        let widest = |texts: &mut dyn Iterator<Item = &str>| {
            texts
                .map(|text| advance::width(text, font_px))
                .fold(0.0, f64::max)
        };
        let left = widest(&mut chart.y_ticks.iter().map(|tick| tick.label.as_str()));
        let right = widest(&mut chart.lines.iter().map(|line| line.label.as_str()));
        Self {
            density,
            font_px,
            left: left + 6.0 * density,
            right: right + 8.0 * density,
        }
    }

    fn px(&self, css_px: f64) -> i32 {
        (css_px * self.density).round() as i32
    }

    fn line(&self, css_px: f64) -> u32 {
        (css_px * self.density).round().max(1.0) as u32
    }
}

/// Draws `chart` over the whole of `backend`; `density` is device pixels per CSS pixel.
///
/// # Errors
/// What the backend reports.
pub fn draw_trend<B: DrawingBackend>(
    backend: B,
    chart: &TrendChart,
    palette: &Palette,
    density: f64,
) -> Outcome<B> {
    let root = Measured(backend).into_drawing_area();
    root.fill(&rgb(palette.background))?;
    let measures = Measures::of(chart, density);
    let plane = plane(&root, chart, &measures);
    draw_grid(&plane, chart, palette, &measures)?;
    for line in &chart.lines {
        draw_line(&plane, line, palette, &measures)?;
    }
    draw_line_labels(&plane, chart, palette, &measures)?;
    root.present()
}

fn plane<'a, B: DrawingBackend>(
    root: &DrawingArea<Measured<B>, Shift>,
    chart: &TrendChart,
    measures: &Measures,
) -> Plane<'a, B> {
    let (width, height) = root.dim_in_pixel();
    let right = (f64::from(width) - measures.right).max(measures.left + 1.0) as i32;
    let bottom = f64::from(height) as i32 - measures.px(22.0);
    let x = chart.x_range[0]..chart.x_range[1];
    let y = chart.y_range[0]..chart.y_range[1];
    root.apply_coord_spec(Cartesian2d::new(
        x,
        y,
        (measures.left as i32..right, bottom..measures.px(8.0)),
    ))
}

fn style<'a>(palette: &Palette, measures: &Measures, anchor: Pos) -> TextStyle<'a> {
    ("system-ui, sans-serif", measures.font_px)
        .with_color(rgb(palette.text))
        .into_text_style(&(0, 0))
        .pos(anchor)
}

fn draw_grid<B: DrawingBackend>(
    plane: &Plane<'_, B>,
    chart: &TrendChart,
    palette: &Palette,
    measures: &Measures,
) -> Outcome<B> {
    let grid = rgb(palette.grid).stroke_width(measures.line(1.0));
    let beside = style(palette, measures, Pos::new(HPos::Right, VPos::Center));
    let below = style(palette, measures, Pos::new(HPos::Center, VPos::Top));
    let root = plane.strip_coord_spec();
    for tick in &chart.y_ticks {
        let ends = vec![(chart.x_range[0], tick.at), (chart.x_range[1], tick.at)];
        plane.draw(&PathElement::new(ends, grid))?;
        let (x, y) = plane.map_coordinate(&(chart.x_range[0], tick.at));
        root.draw(&Text::new(
            tick.label.clone(),
            (x - measures.px(6.0), y),
            beside.clone(),
        ))?;
    }
    for tick in &chart.x_ticks {
        let (x, y) = plane.map_coordinate(&(tick.at, chart.y_range[0]));
        root.draw(&PathElement::new(
            vec![(x, y), (x, y + measures.px(4.0))],
            grid,
        ))?;
        root.draw(&Text::new(
            tick.label.clone(),
            (x, y + measures.px(6.0)),
            below.clone(),
        ))?;
    }
    if let Some(now) = chart.now {
        let ends = vec![(now, chart.y_range[0]), (now, chart.y_range[1])];
        plane.draw(&PathElement::new(
            ends,
            rgb(palette.parent).stroke_width(measures.line(1.0)),
        ))?;
    }
    Ok(())
}

fn draw_line<B: DrawingBackend>(
    plane: &Plane<'_, B>,
    line: &TrendLine,
    palette: &Palette,
    measures: &Measures,
) -> Outcome<B> {
    let (color, width) = match line.role {
        LineRole::Area => (palette.area, 2.5),
        LineRole::Parent => (palette.parent, 1.5),
        LineRole::Whole => (palette.parent, 1.0),
    };
    for band in &line.bands {
        // Beside the line itself, a band must not hide the grid.
        let pale = rgb(color).mix(0.18);
        match band.as_slice() {
            [_, _] => plane.draw(&PathElement::new(
                band.clone(),
                pale.stroke_width(measures.line(6.0)),
            ))?,
            _ => plane.draw(&Polygon::new(band.clone(), pale))?,
        }
    }
    for segment in &line.segments {
        let stroke = rgb(color).stroke_width(measures.line(width));
        plane.draw(&PathElement::new(segment.clone(), stroke))?;
        if let [only] = segment.as_slice() {
            plane.draw(&Circle::new(*only, measures.px(2.5), rgb(color).filled()))?;
        }
    }
    Ok(())
}

/// Writes each line's name beside its end, moved apart where they would touch.
fn draw_line_labels<B: DrawingBackend>(
    plane: &Plane<'_, B>,
    chart: &TrendChart,
    palette: &Palette,
    measures: &Measures,
) -> Outcome<B> {
    let end_of = |line: &TrendLine| line.segments.last().and_then(|it| it.last()).copied();
    let mut labels: Vec<(i32, &TrendLine)> = chart
        .lines
        .iter()
        .filter_map(|line| Some((plane.map_coordinate(&end_of(line)?).1, line)))
        .collect();
    sort_by(&mut labels, |(a, _), (b, _)| a.cmp(b));
    let root = plane.strip_coord_spec();
    let (right, bottom) = plane.map_coordinate(&(chart.x_range[1], chart.y_range[0]));
    let ys: Vec<i32> = labels.iter().map(|(y, _)| *y).collect();
    let pitch = (measures.font_px * 1.15) as i32;
    for (y, (_, line)) in moved_apart(&ys, pitch, bottom).into_iter().zip(labels) {
        let color = rgb(if line.role == LineRole::Area {
            palette.area
        } else {
            palette.text
        });
        let style = style(palette, measures, Pos::new(HPos::Left, VPos::Center)).color(&color);
        root.draw(&Text::new(
            line.label.clone(),
            (right + measures.px(6.0), y),
            style,
        ))?;
    }
    Ok(())
}

/// Ascending heights moved apart to at least `pitch`, and up again where that passes `lowest`.
fn moved_apart(ys: &[i32], pitch: i32, lowest: i32) -> Vec<i32> {
    let mut moved: Vec<i32> = Vec::with_capacity(ys.len());
    for y in ys {
        let free = moved.last().map_or(i32::MIN, |above| above + pitch);
        moved.push((*y).max(free));
    }
    let mut ceiling = lowest;
    for y in moved.iter_mut().rev() {
        *y = (*y).min(ceiling);
        ceiling = *y - pitch;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::moved_apart;

    #[test]
    fn labels_keep_their_order_and_distance_above_the_axis() {
        assert_eq!(moved_apart(&[10, 40, 80], 14, 100), [10, 40, 80]);
        assert_eq!(moved_apart(&[10, 12, 13], 14, 100), [10, 24, 38]);
        assert_eq!(moved_apart(&[98, 99, 100], 14, 100), [72, 86, 100]);
        assert!(moved_apart(&[], 14, 100).is_empty());
    }
}
