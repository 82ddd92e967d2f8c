//! Knots: borders of one polygon that cross each other, so that it is unclear what lies inside.
//!
//! Rings turned as they should be wind once around what lies inside and never around the rest. Where
//! they wind backwards or twice, the polygon contradicts itself: within the tolerance that is a
//! trembling hand, beyond it nobody knows what was meant.

use std::collections::BTreeSet;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::simplify::Simplify;
use i_overlay::i_float::int::point::IntPoint;

use super::exact::{self, Point};
use super::grid::Grid;
use super::layer::Record;

/// The widest contradiction of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Knot {
    /// Position of the record.
    pub record: usize,
    /// Mean width in grid steps: twice the area by half the perimeter.
    pub width: f64,
    /// Twice the area in grid steps.
    pub area2: i128,
    /// A corner of it.
    pub at: Point,
}

/// The widest contradiction of each of the records that `suspects` names.
#[must_use]
pub fn measure(records: &[Record], suspects: &BTreeSet<u32>, grid: &Grid) -> Vec<Knot> {
    let of = |position: &u32| {
        let record = *position as usize;
        let rings = &records.get(record)?.rings;
        widest(
            record,
            rings.iter().map(|ring| snapped(ring, grid)).collect(),
        )
    };
    suspects.iter().filter_map(of).collect()
}

type Contour = Vec<IntPoint>;

fn snapped(ring: &[[f64; 2]], grid: &Grid) -> Contour {
    let points = ring.iter().skip(1).map(|point| grid.snap(*point));
    points.map(|[x, y]| IntPoint::new(x, y)).collect()
}

fn widest(record: usize, contours: Vec<Contour>) -> Option<Knot> {
    let inside = |rule| contours.simplify(rule, Default::default());
    let (once, odd) = (inside(FillRule::Positive), inside(FillRule::EvenOdd));
    let mut overlay = Overlay::with_shapes(&once, &odd);
    let differing = overlay.overlay(OverlayRule::Xor, FillRule::EvenOdd);
    let knots = differing.iter().filter_map(|shape| knot(record, shape));
    knots.max_by(|x, y| x.width.total_cmp(&y.width).then(y.at.cmp(&x.at)))
}

fn knot(record: usize, shape: &[Contour]) -> Option<Knot> {
    let (mut area2, mut length) = (0, 0.0);
    for contour in shape {
        let points = || contour.iter().map(|point| [point.x, point.y]);
        area2 += exact::area2(points());
        let next = points().cycle().skip(1);
        length += points()
            .zip(next)
            .map(|(a, b)| (exact::distance2(a, b) as f64).sqrt())
            .sum::<f64>();
    }
    let area2 = area2.abs();
    let at = shape
        .iter()
        .flatten()
        .map(|point| [point.x, point.y])
        .min()?;
    Some(Knot {
        record,
        width: area2 as f64 / f64::max(length, 1.0),
        area2,
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid {
        origin_m: [0.0; 2],
        step_m: 1.0,
    };

    fn widest_of(rings: Vec<Vec<[f64; 2]>>) -> Option<Knot> {
        let record = Record {
            key: String::new(),
            row: 1,
            rings,
        };
        measure(&[record], &BTreeSet::from([0]), &GRID).pop()
    }

    #[test]
    fn a_sound_polygon_with_a_hole_has_none() {
        let outer = vec![
            [0.0, 0.0],
            [90.0, 0.0],
            [90.0, 90.0],
            [0.0, 90.0],
            [0.0, 0.0],
        ];
        let hole = vec![
            [10.0, 10.0],
            [10.0, 20.0],
            [20.0, 20.0],
            [20.0, 10.0],
            [10.0, 10.0],
        ];
        assert_eq!(widest_of(vec![outer, hole]), None);
    }

    #[test]
    fn the_smaller_half_of_a_bow_tie_is_measured() {
        let tie = vec![
            [0.0, 0.0],
            [60.0, 60.0],
            [60.0, 0.0],
            [0.0, 60.0],
            [0.0, 0.0],
        ];
        let knot = widest_of(vec![tie]).unwrap();
        assert_eq!(knot.area2, 1800);
        assert!((knot.width - 12.4).abs() < 0.1, "{knot:?}");
    }
}
