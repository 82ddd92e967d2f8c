//! Rings as every later step expects them: closed, without points twice in a row, outer rings
//! counter-clockwise and holes clockwise.
//!
//! What a ring is follows from how deep it lies in the others of its polygon, not from its direction:
//! that is what files get wrong. Each kind of repair is a finding per row, up to a limit.

use std::collections::BTreeMap;

use super::sheet::{Line, Turn};
use super::{LayerConfig, Record, place};
use crate::finding::{Finding, Severity};

/// Rows told one by one; of more, the rest is told by its number.
const TOLD: usize = 20;

/// What is wrong with a ring, as it came from its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Flaw {
    Order,
    Open,
    Duplicates,
    Collapsed,
    Repeated,
}

/// Rows and how often.
type Flaws = BTreeMap<Flaw, BTreeMap<(u64, String), usize>>;

/// Closes and turns the rings of all `records`; outer rings should run as `outer_rings` says.
pub fn orient(
    layer: &LayerConfig,
    records: &mut [Record],
    outer_rings: Option<Turn>,
    findings: &mut Vec<Finding>,
) {
    let mut flaws = Flaws::new();
    for record in records {
        let mut add = |flaw| {
            let row = (record.row, record.key.clone());
            *flaws.entry(flaw).or_default().entry(row).or_default() += 1;
        };
        record
            .rings
            .iter_mut()
            .for_each(|ring| close(ring, &mut add));
        record.rings.retain(|ring| {
            let holds = ring.len() >= 4;
            if !holds {
                add(Flaw::Collapsed);
            }
            holds
        });
        let before = record.rings.len();
        drop_repeated(&mut record.rings);
        (record.rings.len()..before).for_each(|_| add(Flaw::Repeated));
        let depths = depths(&record.rings);
        for (ring, depth) in record.rings.iter_mut().zip(depths) {
            let counter_clockwise = area(ring) > 0.0;
            let outer = depth % 2 == 0;
            let stated = outer_rings.map(|turn| (turn == Turn::CounterClockwise) == outer);
            if stated.is_some_and(|stated| stated != counter_clockwise) {
                add(Flaw::Order);
            }
            if counter_clockwise != outer {
                ring.reverse();
            }
        }
    }
    findings.extend(
        flaws
            .iter()
            .flat_map(|(flaw, rows)| tell(layer, *flaw, rows)),
    );
}

/// Closes a ring and drops points that repeat the one before.
fn close(ring: &mut Line, add: &mut impl FnMut(Flaw)) {
    let before = ring.len();
    ring.dedup();
    if ring.len() < before {
        add(Flaw::Duplicates);
    }
    if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
        && first != last
    {
        ring.push(first);
        add(Flaw::Open);
    }
}

/// Drops rings that go through the same points as an earlier one: by the even-odd rule, the two would
/// cancel each other.
fn drop_repeated(rings: &mut Vec<Line>) {
    let mut seen: Vec<(usize, [[f64; 2]; 2])> = Vec::new();
    let mut kept: Vec<Line> = Vec::new();
    for ring in rings.drain(..) {
        let own = (ring.len(), bounds(&ring));
        let alike = seen.iter().zip(&kept).filter(|(other, _)| **other == own);
        let repeats = alike
            .map(|(_, other)| sorted(other))
            .any(|other| other == sorted(&ring));
        if !repeats {
            seen.push(own);
            kept.push(ring);
        }
    }
    *rings = kept;
}

/// A closed ring's points in an order of their own.
fn sorted(ring: &Line) -> Line {
    let mut points: Line = ring.iter().skip(1).copied().collect();
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points
}

/// In how many others each ring lies.
fn depths(rings: &[Line]) -> Vec<usize> {
    let boxes: Vec<[[f64; 2]; 2]> = rings.iter().map(bounds).collect();
    let within = |inner: &[[f64; 2]; 2], outer: &[[f64; 2]; 2]| {
        (0..2).all(|axis| outer[0][axis] <= inner[0][axis] && inner[1][axis] <= outer[1][axis])
    };
    let lies_in = |(at, ring): (usize, &Line)| {
        let around = rings
            .iter()
            .zip(&boxes)
            .enumerate()
            .filter(|(other, (_, outer))| {
                *other != at && boxes.get(at).is_some_and(|inner| within(inner, outer))
            });
        around.filter(|(_, (outer, _))| holds(outer, ring)).count()
    };
    rings.iter().enumerate().map(lies_in).collect()
}

fn bounds(ring: &Line) -> [[f64; 2]; 2] {
    let mut bounds = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for at in ring {
        for axis in 0..2 {
            bounds[0][axis] = bounds[0][axis].min(at[axis]);
            bounds[1][axis] = bounds[1][axis].max(at[axis]);
        }
    }
    bounds
}

/// Whether `inner` lies in `outer`, by the middle of its first edge: rings share points, rarely that.
fn holds(outer: &Line, inner: &Line) -> bool {
    let [Some(a), Some(b)] = [0, 1].map(|at| inner.get(at)) else {
        return false;
    };
    let middle = [0, 1].map(|axis| (a[axis] + b[axis]) / 2.0);
    let mut inside = false;
    for (a, b) in outer.iter().zip(outer.iter().skip(1)) {
        if (a[1] > middle[1]) != (b[1] > middle[1])
            && middle[0] < (b[0] - a[0]) * (middle[1] - a[1]) / (b[1] - a[1]) + a[0]
        {
            inside = !inside;
        }
    }
    inside
}

/// Signed area, from the first point so that far coordinates lose no digits.
fn area(ring: &Line) -> f64 {
    let Some(origin) = ring.first() else {
        return 0.0;
    };
    let off = |at: &[f64; 2]| [at[0] - origin[0], at[1] - origin[1]];
    let pairs = ring.iter().zip(ring.iter().skip(1));
    let doubled: f64 = pairs
        .map(|(a, b)| (off(a), off(b)))
        .map(|(a, b)| a[0] * b[1] - a[1] * b[0])
        .sum();
    doubled / 2.0
}

fn tell(layer: &LayerConfig, flaw: Flaw, rows: &BTreeMap<(u64, String), usize>) -> Vec<Finding> {
    let (code, expected, found, done) = flaw.words();
    let finding = |row: Option<u64>, found: String| Finding {
        severity: Severity::Note,
        code,
        place: place(&layer.file, row, None),
        expected: expected.to_owned(),
        found,
        done: done.to_owned(),
    };
    let one = |((row, key), count): (&(u64, String), &usize)| {
        finding(Some(*row), format!("{count} {found} of \"{key}\""))
    };
    let mut findings: Vec<Finding> = rows.iter().take(TOLD).map(one).collect();
    if rows.len() > TOLD {
        let rest: usize = rows.values().skip(TOLD).sum();
        let places = rows.len() - TOLD;
        findings.push(finding(
            None,
            format!("{rest} {found} in {places} more records"),
        ));
    }
    findings
}

impl Flaw {
    /// Code, what was expected, what was found, what was done.
    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Order => (
                "ring-order",
                "outer rings and holes in the directions of the format",
                "ring(s) the other way round",
                "turned; what is a hole follows from what lies in what",
            ),
            Self::Open => (
                "unclosed-ring",
                "rings that end where they begin",
                "ring(s) left open",
                "closed by a straight line",
            ),
            Self::Duplicates => (
                "duplicate-points",
                "points that differ from the one before",
                "ring(s) with points repeated",
                "the repetitions dropped",
            ),
            Self::Repeated => (
                "repeated-ring",
                "each ring once",
                "ring(s) given twice",
                "the repetition left out",
            ),
            Self::Collapsed => (
                "collapsed-ring",
                "rings of at least three points",
                "ring(s) without an inside",
                "left out",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(low: f64, size: f64) -> Line {
        let high = low + size;
        vec![
            [low, low],
            [high, low],
            [high, high],
            [low, high],
            [low, low],
        ]
    }

    fn tidied(rings: Vec<Line>, turn: Option<Turn>) -> (Vec<Line>, Vec<&'static str>) {
        let mut records = vec![Record {
            key: "1".to_owned(),
            row: 1,
            rings,
        }];
        let mut findings = Vec::new();
        orient(&LayerConfig::default(), &mut records, turn, &mut findings);
        let rings = records.remove(0).rings;
        (rings, findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn an_island_in_a_lake_in_an_island_turns_as_its_parent() {
        let rings = vec![square(2.0, 1.0), square(0.0, 9.0), square(1.0, 5.0)];
        let (rings, codes) = tidied(rings, Some(Turn::CounterClockwise));
        let turns: Vec<bool> = rings.iter().map(|ring| area(ring) > 0.0).collect();
        assert_eq!(turns, [true, true, false]);
        assert_eq!(codes, ["ring-order"]);
    }

    #[test]
    fn a_part_given_twice_does_not_cancel_itself() {
        let mut turned = square(0.0, 9.0);
        turned.reverse();
        let (rings, codes) = tidied(vec![square(0.0, 9.0), turned], None);
        assert_eq!((rings.len(), codes), (1, vec!["repeated-ring"]));
    }

    #[test]
    fn rings_are_closed_and_repetitions_dropped_with_a_finding_each() {
        let open = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 4.0]];
        let (rings, codes) = tidied(vec![open, vec![[9.0, 9.0]]], None);
        assert_eq!(
            rings,
            [vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]]]
        );
        assert_eq!(
            codes,
            ["unclosed-ring", "duplicate-points", "collapsed-ring"]
        );
    }
}
