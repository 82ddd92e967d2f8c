//! How far the finished borders lie off the source, measured: no step on the way can hide its part.

use super::bins::Bins;
use super::exact::Point;
use super::grid::Grid;
use super::layer::Record;
use super::owners::Border;

/// The largest distance in metres from a vertex of `records` to the nearest border.
#[must_use]
pub fn largest_m(records: &[Record], grid: &Grid, borders: &[Border]) -> f64 {
    let ends = borders.iter().flat_map(|border| [border.a, border.b]);
    let mut bins = Bins::over(ends, borders.len());
    for (id, border) in (0..).zip(borders) {
        bins.insert(id, border.a, border.b);
    }
    let vertices = records.iter().flat_map(|record| &record.rings).flatten();
    let distance2 = |vertex: &[f64; 2]| nearest2(&bins, borders, grid.steps(*vertex));
    vertices.map(distance2).fold(0.0, f64::max).sqrt() * grid.step_m
}

/// Squared distance in grid steps to the nearest border; 0 where there is none at all.
fn nearest2(bins: &Bins, borders: &[Border], vertex: [f64; 2]) -> f64 {
    let at: Point = vertex.map(|steps| steps.round() as i32);
    let mut margin = 1_i64;
    // Whatever is nearer than the margin has been looked at.
    while margin < i64::from(i32::MAX) {
        let near = bins.near(at, at, margin + 1);
        let distances = near.filter_map(|id| borders.get(id as usize));
        let nearest = distances
            .map(|border| squared_distance(vertex, border.a, border.b))
            .fold(f64::INFINITY, f64::min);
        if nearest <= (margin * margin) as f64 {
            return nearest;
        }
        margin *= 4;
    }
    0.0
}

/// Squared distance from a point to a segment, in grid steps.
fn squared_distance(point: [f64; 2], a: Point, b: Point) -> f64 {
    let (a, b) = (a.map(f64::from), b.map(f64::from));
    let along = [b[0] - a[0], b[1] - a[1]];
    let to = [point[0] - a[0], point[1] - a[1]];
    let length2 = along[0] * along[0] + along[1] * along[1];
    let t = if length2 > 0.0 {
        (along[0] * to[0] + along[1] * to[1]) / length2
    } else {
        0.0
    };
    let t = t.clamp(0.0, 1.0);
    let away = [to[0] - t * along[0], to[1] - t * along[1]];
    away[0] * away[0] + away[1] * away[1]
}
