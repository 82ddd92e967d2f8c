//! Spikes: a border that runs out to a single point and back beside itself.
//!
//! The point is dropped where the way back lies within the tolerance of the way out and the two meet
//! under less than five degrees. Neighbours that share the spike drop the same point.

use super::layer::Record;

/// A point that was dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct Spike {
    /// Position of its record.
    pub record: usize,
    /// Where it was, in metres of the map plane.
    pub at: [f64; 2],
    /// How far it stood out, in metres.
    pub length_m: f64,
}

/// Cosine of five degrees.
const SHARP: f64 = 0.996_194_698_091_745_6;

/// Drops the spikes of all records.
pub fn cut(records: &mut [Record], tolerance_m: f64) -> Vec<Spike> {
    let mut spikes = Vec::new();
    for (at, record) in records.iter_mut().enumerate() {
        for ring in &mut record.rings {
            let found = cut_ring(ring, tolerance_m);
            spikes.extend(found.into_iter().map(|(point, length_m)| Spike {
                record: at,
                at: point,
                length_m,
            }));
        }
    }
    spikes
}

/// Drops the spikes of a closed ring, but never so many that nothing is left.
fn cut_ring(ring: &mut Vec<[f64; 2]>, tolerance_m: f64) -> Vec<([f64; 2], f64)> {
    let Some((_, open)) = ring.split_last() else {
        return Vec::new();
    };
    let tip = |at: usize| {
        let [a, b, c] = [open.len() - 1, 0, 1].map(|step| open.get((at + step) % open.len()));
        length(*a?, *b?, *c?, tolerance_m)
    };
    let tips: Vec<(usize, f64)> = (0..open.len())
        .filter_map(|at| Some((at, tip(at)?)))
        .collect();
    if tips.is_empty() || open.len() < tips.len() + 3 {
        return Vec::new();
    }
    let is_tip = |at: &usize| tips.binary_search_by_key(at, |(tip, _)| *tip).is_ok();
    let dropped = tips
        .iter()
        .filter_map(|(at, length)| Some((*open.get(*at)?, *length)));
    let dropped = dropped.collect();
    let kept = open.iter().enumerate().filter(|(at, _)| !is_tip(at));
    let mut kept: Vec<[f64; 2]> = kept.map(|(_, point)| *point).collect();
    kept.extend(kept.first().copied());
    *ring = kept;
    dropped
}

/// How far `b` stands out between `a` and `c`, where that is a spike.
fn length(a: [f64; 2], b: [f64; 2], c: [f64; 2], tolerance_m: f64) -> Option<f64> {
    let [to_a, to_c] = [a, c].map(|end| [end[0] - b[0], end[1] - b[1]]);
    let [long_a, long_c] = [to_a, to_c].map(|v| v[0].hypot(v[1]));
    let short = long_a.min(long_c);
    if short <= 2.0 * tolerance_m {
        return None;
    }
    let dot = to_a[0] * to_c[0] + to_a[1] * to_c[1];
    let cross = (to_a[0] * to_c[1] - to_a[1] * to_c[0]).abs();
    // The end of the shorter way against the longer one.
    let width = cross / long_a.max(long_c);
    (dot >= SHARP * long_a * long_c && width <= tolerance_m).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let mut ring = points.to_vec();
        ring.push(points[0]);
        ring
    }

    const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [90.0, 0.0], [90.0, 90.0], [0.0, 90.0]];

    #[test]
    fn a_needle_is_cut_wherever_the_ring_begins() {
        let with = [
            SQUARE[0],
            SQUARE[1],
            [90.0, 40.0],
            [190.0, 40.0],
            [90.0, 41.0],
            SQUARE[2],
            SQUARE[3],
        ];
        for start in 0..with.len() {
            let mut turned = with;
            turned.rotate_left(start);
            let mut ring = ring(&turned);
            let cut = cut_ring(&mut ring, 2.0);
            assert_eq!(cut, [([190.0, 40.0], 100.0)], "from {start}");
            assert_eq!((ring.len(), ring.first()), (7, ring.last()));
        }
    }

    #[test]
    fn corners_and_broad_headlands_stay() {
        let headland = [
            SQUARE[0],
            SQUARE[1],
            [90.0, 40.0],
            [190.0, 42.5],
            [90.0, 45.0],
            SQUARE[2],
            SQUARE[3],
        ];
        for points in [
            &SQUARE[..],
            &headland,
            &[[0.0, 0.0], [100.0, 0.0], [100.0, 1.0]],
        ] {
            let mut ring = ring(points);
            assert_eq!(cut_ring(&mut ring, 2.0), []);
        }
    }
}
