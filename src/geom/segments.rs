//! Edges of polygons, which of them come near each other, and how they touch.

/// One edge of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub from: [f64; 2],
    pub to: [f64; 2],
    pub area: u32,
}

/// How two edges touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Contact {
    /// In a point.
    Point,
    /// Along a stretch.
    Stretch,
}

impl Segment {
    /// How two edges touch, points closer than `tolerance` being one.
    pub fn contact(&self, other: &Self, tolerance: f64) -> Option<Contact> {
        if !self.box_meets(other, tolerance) {
            return None;
        }
        let (short, long) = if self.length() < other.length() {
            (self, other)
        } else {
            (other, self)
        };
        if long.shares_stretch(short, tolerance) {
            return Some(Contact::Stretch);
        }
        let ends = [
            (long.from, short),
            (long.to, short),
            (short.from, long),
            (short.to, long),
        ];
        let touches = ends
            .iter()
            .any(|(end, edge)| edge.distance(*end) <= tolerance);
        (touches || long.crosses(short)).then_some(Contact::Point)
    }

    fn box_meets(&self, other: &Self, tolerance: f64) -> bool {
        [0, 1].iter().all(|&axis| {
            let [low, high] = self.extent(axis);
            let [other_low, other_high] = other.extent(axis);
            low <= other_high + tolerance && other_low <= high + tolerance
        })
    }

    /// From where to where along an axis.
    fn extent(&self, axis: usize) -> [f64; 2] {
        let (from, to) = (self.from[axis], self.to[axis]);
        [from.min(to), from.max(to)]
    }

    fn direction(&self) -> [f64; 2] {
        minus(self.to, self.from)
    }

    fn length(&self) -> f64 {
        let direction = self.direction();
        dot(direction, direction).sqrt()
    }

    /// Whether a stretch of `short` longer than the tolerance lies on this edge.
    fn shares_stretch(&self, short: &Self, tolerance: f64) -> bool {
        let length = self.length();
        let direction = self.direction();
        let place = |point: [f64; 2]| {
            let from_start = minus(point, self.from);
            [dot(from_start, direction), cross(direction, from_start)].map(|part| part / length)
        };
        let (start, end) = (place(short.from), place(short.to));
        let run = end[0] - start[0];
        if run == 0.0 {
            return false;
        }
        // The part of `short` beside this edge, in shares of its own length.
        let at = |along: f64| ((along - start[0]) / run).clamp(0.0, 1.0);
        let (one, other) = (at(0.0), at(length));
        let aside = |share: f64| (start[1] + share * (end[1] - start[1])).abs();
        (one - other).abs() * run.abs() > 2.0 * tolerance
            && aside(one) <= tolerance
            && aside(other) <= tolerance
    }

    /// The distance of a point.
    fn distance(&self, point: [f64; 2]) -> f64 {
        let (direction, from_start) = (self.direction(), minus(point, self.from));
        let share = dot(from_start, direction) / dot(direction, direction);
        let share = share.clamp(0.0, 1.0);
        let away = [0, 1].map(|axis| from_start[axis] - share * direction[axis]);
        dot(away, away).sqrt()
    }

    /// Whether the edges cross with all four ends off the other.
    fn crosses(&self, other: &Self) -> bool {
        let apart = |edge: &Self, other: &Self| {
            let direction = edge.direction();
            let [one, two] =
                [other.from, other.to].map(|end| cross(direction, minus(end, edge.from)));
            (one < 0.0 && two > 0.0) || (one > 0.0 && two < 0.0)
        };
        apart(self, other) && apart(other, self)
    }
}

fn minus(one: [f64; 2], other: [f64; 2]) -> [f64; 2] {
    [one[0] - other[0], one[1] - other[1]]
}

fn dot(one: [f64; 2], other: [f64; 2]) -> f64 {
    one[0] * other[0] + one[1] * other[1]
}

fn cross(one: [f64; 2], other: [f64; 2]) -> f64 {
    one[0] * other[1] - one[1] * other[0]
}

/// Hands out pairs of edges of different areas that come within `reach` of each other, and others;
/// a pair may come more than once.
///
/// The edges lie in square cells as wide as the average edge is long, so that an edge meets few
/// cells and a cell few edges. Only cells with edges exist: far-off islands cost nothing.
pub(super) fn pairs(segments: &[Segment], reach: f64, mut visit: impl FnMut(&Segment, &Segment)) {
    let grid = Grid::new(segments, reach);
    let mut entries: Vec<([u32; 2], u32)> = Vec::with_capacity(segments.len() * 3);
    for (segment, number) in segments.iter().zip(0..) {
        grid.cells(segment, |cell| entries.push((cell, number)));
    }
    entries.sort_unstable();
    let at = |entry: &([u32; 2], u32)| segments.get(entry.1 as usize);
    for cell in entries.chunk_by(|one, other| one.0 == other.0) {
        let mut rest = cell;
        while let [first, others @ ..] = rest {
            for other in others {
                if let (Some(one), Some(other)) = (at(first), at(other))
                    && one.area != other.area
                {
                    visit(one, other);
                }
            }
            rest = others;
        }
    }
}

struct Grid {
    low: [f64; 2],
    cell: f64,
    reach: f64,
}

/// Most cells along one side, so that their numbers stay exact.
const MOST_CELLS: f64 = 4e9;

impl Grid {
    fn new(segments: &[Segment], reach: f64) -> Self {
        let ends = || {
            segments
                .iter()
                .flat_map(|segment| [segment.from, segment.to])
        };
        let low = [0, 1].map(|axis| ends().map(|end| end[axis]).fold(f64::INFINITY, f64::min));
        let high = [0, 1].map(|axis| {
            ends()
                .map(|end| end[axis])
                .fold(f64::NEG_INFINITY, f64::max)
        });
        let width = f64::max(high[0] - low[0], high[1] - low[1]);
        let total: f64 = segments.iter().map(Segment::length).sum();
        let cell = (total / segments.len().max(1) as f64)
            .max(4.0 * reach)
            .max(width / MOST_CELLS)
            .max(f64::MIN_POSITIVE);
        Self { low, cell, reach }
    }

    fn number(&self, value: f64, axis: usize) -> u32 {
        ((value - self.low[axis]) / self.cell) as u32
    }

    /// The cells that an edge comes within reach of, row by row.
    fn cells(&self, segment: &Segment, mut visit: impl FnMut([u32; 2])) {
        let [bottom, top] = segment.extent(1);
        let rows = self.number(bottom - self.reach, 1)..=self.number(top + self.reach, 1);
        for row in rows {
            let [left, right] = self.within_row(segment, row);
            for column in self.number(left, 0)..=self.number(right, 0) {
                visit([row, column]);
            }
        }
    }

    /// From where to where an edge runs in a row of cells, with some room to spare.
    fn within_row(&self, segment: &Segment, row: u32) -> [f64; 2] {
        let room = self.reach + self.cell * 1e-6;
        let [left, right] = segment.extent(0);
        let (from, direction) = (segment.from, segment.direction());
        let floor = self.low[1] + f64::from(row) * self.cell;
        let at = |y: f64| {
            let share = ((y - from[1]) / direction[1]).clamp(0.0, 1.0);
            from[0] + share * direction[0]
        };
        let (one, other) = (at(floor - room), at(floor + self.cell + room));
        if direction[1].abs() <= room || !(one.is_finite() && other.is_finite()) {
            return [left - room, right + room];
        }
        [one.min(other) - room, one.max(other) + room]
    }
}
