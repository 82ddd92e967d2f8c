//! The walk over a net, the same for who writes and who reads: from area to neighbouring area, each
//! border told when an area is first seen to need it.
//!
//! Who reads learns from the coder what comes; who writes tells it, asked through [`Guide`].

use super::super::error::{FormatError, Place};
use super::super::limits;
use super::bits::{Bit, Coder, Number};
use super::net::{NONE, Net};

/// How many points of the front a new border may be told to end at.
const FRONT: u32 = 8;

/// Knows the net that is to be told; who reads knows nothing.
pub(super) trait Guide: Coder {
    /// Takes up a border that no area has led to.
    fn seed(&mut self) {}
    /// Takes up the border that follows `half`.
    fn follow(&mut self, _half: u32) {}
    /// The number of points of the border taken up.
    fn count(&self) -> usize {
        2
    }
    /// One of its points.
    fn point(&self, _at: usize) -> [i32; 2] {
        [0, 0]
    }
    /// The meeting point that lies at a place.
    fn node(&self, _place: [i32; 2]) -> Option<u32> {
        None
    }
    /// What there is on the left of `half`, as in the net.
    fn side(&self, _half: u32) -> u32 {
        0
    }
    /// Whether `next` follows `half`.
    fn follows(&self, _half: u32, _next: u32) -> bool {
        false
    }
    /// The net has got a meeting point.
    fn placed(&mut self, _place: [i32; 2], _node: u32) {}
    /// The net has got the border taken up.
    fn added(&mut self) {}
}

/// What steps of a kind look like.
#[derive(Clone, Copy)]
struct Steps {
    /// Along the heading, and across it by the length of the former.
    along: Number,
    across: [Number; 33],
    back: [Bit; 3],
    right: [[Bit; 3]; 3],
}

impl Steps {
    const NEW: Self = Self {
        along: Number::NEW,
        across: [Number::NEW; 33],
        back: [Bit::NEW; 3],
        right: [[Bit::NEW; 3]; 3],
    };
}

/// What has been learned of the net's habits.
struct Models {
    /// Towards a known end; inside a border; to a new meeting point; to what nothing leads to.
    steps: Vec<Steps>,
    inside: Bit,
    area: Number,
    below: Bit,
    next: [Bit; 3],
    end: Number,
    node: Number,
    points: [Number; 2],
}

impl Models {
    fn new() -> Self {
        Self {
            steps: vec![Steps::NEW; 4],
            inside: Bit::NEW,
            area: Number::NEW,
            below: Bit::NEW,
            next: [Bit::NEW; 3],
            end: Number::NEW,
            node: Number::NEW,
            points: [Number::NEW; 2],
        }
    }
}

/// The walk: what is known of the net, and what has been learned of its habits.
pub(super) struct Walk<'a, G> {
    pub guide: G,
    pub net: Net,
    models: Models,
    place: Place<'a>,
    borders: usize,
    points: usize,
    areas: u32,
    /// Directions whose areas are still to be told.
    gates: Vec<u32>,
    area: u32,
}

impl<'a, G: Guide> Walk<'a, G> {
    /// A walk over so many borders with so many points, between so many areas.
    pub fn new(guide: G, place: Place<'a>, borders: usize, points: usize, areas: u32) -> Self {
        Self {
            guide,
            net: Net::default(),
            models: Models::new(),
            place,
            borders,
            points,
            areas,
            gates: Vec::new(),
            area: 1,
        }
    }

    /// Walks until every border has been told; `is_over` says that there is nothing left to read.
    pub fn run(&mut self, is_over: impl Fn(&G) -> bool) -> Result<(), FormatError> {
        let mut at = [0, 0];
        while self.net.ends.len() < self.borders {
            self.guide.seed();
            let node = self.start(at)?;
            at = self.net.place(node);
            let half = self.border(node, None, node)?;
            self.gates.push(half);
            while let Some(gate) = self.gates.pop() {
                let over = is_over(&self.guide);
                self.place.rule(!over, "mesh", "more bytes", "their end")?;
                if self.net.side(gate) == NONE {
                    self.gate(gate)?;
                }
            }
        }
        let found = self.net.points.len();
        self.place
            .rule(found == self.points, "points", self.points, found)
    }

    /// The meeting point at which a part of the net is entered.
    fn start(&mut self, before: [i32; 2]) -> Result<u32, FormatError> {
        let place = self.guide.point(0);
        let known = self.guide.node(place);
        let count = self.net.nodes.len() as u32;
        let told = known.map_or(0, |node| count - node);
        match self.models.node.code(&mut self.guide, told) {
            0 => {
                let place = self.point(3, before, [0, 0], place)?;
                Ok(self.meet(place))
            }
            back => self.known(back, count),
        }
    }

    /// A new meeting point.
    fn meet(&mut self, place: [i32; 2]) -> u32 {
        let node = self.net.add_node(place);
        self.guide.placed(place, node);
        node
    }

    /// The meeting point that came `back` points ago.
    fn known(&self, back: u32, count: u32) -> Result<u32, FormatError> {
        let node = count.checked_sub(back);
        node.ok_or_else(|| self.place.invalid("meeting point", count, back))
    }

    /// Tells who is on the left of a direction, and leads around that area.
    fn gate(&mut self, gate: u32) -> Result<(), FormatError> {
        let side = self.guide.side(gate);
        if !self.guide.bit(&mut self.models.inside, side > 0) {
            self.net.set_side(gate, 0);
            return Ok(());
        }
        let beyond = match self.net.side(gate ^ 1) {
            0 | NONE => self.area,
            beyond => beyond,
        };
        let apart = i64::from(side) - i64::from(beyond);
        let models = &mut self.models;
        let (area, below) = (&mut models.area, &mut models.below);
        let apart = area.signed(&mut self.guide, below, apart);
        let side = i64::from(beyond) + apart;
        let inside = (1..=i64::from(self.areas)).contains(&side);
        let expected = format_args!("one of {}", self.areas);
        self.place.rule(inside, "area", expected, side)?;
        self.area = side as u32;
        self.ring(gate)
    }

    fn ring(&mut self, gate: u32) -> Result<(), FormatError> {
        let start = self.net.from(gate);
        let mut half = gate;
        loop {
            self.net.set_side(half, self.area);
            if self.net.from(half ^ 1) == start {
                self.net.set_next(half, gate);
                return Ok(());
            }
            let next = match self.chosen(half) {
                Some(next) => next,
                None => {
                    self.guide.follow(half);
                    self.border(self.net.from(half ^ 1), Some(half), start)?
                }
            };
            self.net.set_next(half, next);
            half = next;
        }
    }

    /// Which known border follows `half`; `None` for a new one.
    fn chosen(&mut self, half: u32) -> Option<u32> {
        let node = self.net.from(half ^ 1);
        let mut models = self.models.next.iter_mut();
        let mut model = models.next()?;
        for next in self.net.leaving(node) {
            if self.net.side(next) != NONE || next == half ^ 1 {
                continue;
            }
            let is_it = self.guide.follows(half, next);
            if self.guide.bit(model, is_it) {
                return Some(next);
            }
            if let Some(other) = models.next() {
                model = other;
            }
        }
        None
    }

    /// A new border from `node`, where `half` leads to; the area it is for began at `start`.
    fn border(&mut self, node: u32, half: Option<u32>, start: u32) -> Result<u32, FormatError> {
        let room = self.net.ends.len() < self.borders;
        self.place
            .rule(room, "borders", self.borders, "more of them")?;
        let end = self.end(start)?;
        let kind = usize::from(end.is_none());
        let models = self.models.points.get_mut(kind);
        let inner = (self.guide.count() as u32).saturating_sub(2);
        let inner = models.map_or(0, |it| it.code(&mut self.guide, inner));
        let room = self.points.saturating_sub(self.net.points.len());
        let needed = (inner as usize).saturating_add(2);
        self.place.rule(
            needed <= room,
            "points",
            format_args!("at most {room}"),
            needed,
        )?;
        self.net.points.push(self.net.place(node));
        let end = match end {
            Some(end) => self.towards(node, end, inner)?,
            None => self.ahead(node, half, inner)?,
        };
        let half = self.net.add_border([node, end]);
        self.gates.push(half ^ 1);
        self.guide.added();
        Ok(half)
    }

    /// Where a new border ends, if at a known point: along the front from `start`, or elsewhere.
    fn end(&mut self, start: u32) -> Result<Option<u32>, FormatError> {
        let last = self.guide.count().saturating_sub(1);
        let node = self.guide.node(self.guide.point(last));
        let count = self.net.nodes.len() as u32;
        let mut front = self.net.front(start).take(FRONT as usize);
        let along = node.map(|node| front.position(|it| it == node));
        let told = match along {
            None => 0,
            Some(Some(along)) => along as u32 + 1,
            Some(None) => FRONT + 1,
        };
        Ok(match self.models.end.code(&mut self.guide, told) {
            0 => None,
            along @ 1..=FRONT => {
                let found = self.net.front(start).nth(along as usize - 1);
                Some(found.ok_or_else(|| self.place.invalid("front", along, "its end"))?)
            }
            _ => {
                let told = node.map_or(0, |node| count - node);
                let back = self.models.node.code(&mut self.guide, told);
                Some(self.known(back.max(1), count)?)
            }
        })
    }

    /// The points of a border to a known end.
    fn towards(&mut self, node: u32, end: u32, inner: u32) -> Result<u32, FormatError> {
        let (mut pen, end_place) = (self.net.place(node), self.net.place(end));
        for at in 1..=inner {
            let left = i64::from(inner + 2 - at);
            let heading = between(pen, end_place);
            let [x, y] = heading.map(|step| (step / left) as i32);
            let expected = [pen[0].saturating_add(x), pen[1].saturating_add(y)];
            pen = self.point(0, expected, heading, self.guide.point(at as usize))?;
            self.net.points.push(pen);
        }
        self.net.points.push(end_place);
        Ok(end)
    }

    /// The points of a border to a new meeting point.
    fn ahead(&mut self, node: u32, half: Option<u32>, inner: u32) -> Result<u32, FormatError> {
        let mut pen = self.net.place(node);
        let mut heading = half.map_or([0, 0], |half| self.net.heading(half));
        for at in 1..=inner + 1 {
            let kind = if at > inner { 2 } else { 1 };
            let point = self.point(kind, pen, heading, self.guide.point(at as usize))?;
            heading = between(pen, point);
            pen = point;
            self.net.points.push(pen);
        }
        Ok(self.meet(pen))
    }

    /// A point as its step from where it is expected, seen along the heading.
    fn point(
        &mut self,
        kind: usize,
        expected: [i32; 2],
        heading: [i64; 2],
        point: [i32; 2],
    ) -> Result<[i32; 2], FormatError> {
        let Some(steps) = self.models.steps.get_mut(kind) else {
            return Ok(expected);
        };
        let turns = turns(heading);
        let [ahead, aside] = turned(heading, turns);
        let sector = match aside {
            _ if 2 * aside.abs() < ahead => 0,
            1.. => 1,
            _ => 2,
        };
        let [x, y] = turned(between(expected, point), turns);
        let back = steps.back.get_mut(sector);
        let x = back.map_or(0, |it| steps.along.signed(&mut self.guide, it, x));
        let length = u64::BITS - x.unsigned_abs().leading_zeros();
        let right = steps.right.get_mut(sector);
        let right = right.and_then(|it| it.get_mut((x.signum() + 1) as usize));
        let across = steps.across.get_mut(length as usize);
        let y = match (across, right) {
            (Some(across), Some(right)) => across.signed(&mut self.guide, right, y),
            _ => 0,
        };
        let step = turned([x, y], 4 - turns);
        let mut point = expected;
        for (coordinate, step) in point.iter_mut().zip(step) {
            let sum = i64::from(*coordinate) + step;
            let inside = (-limits::COORDINATE..=limits::COORDINATE).contains(&sum);
            self.place.rule(inside, "coordinate", "at most 2^29", sum)?;
            *coordinate = sum as i32;
        }
        Ok(point)
    }
}

/// The step from one point to another.
fn between(from: [i32; 2], to: [i32; 2]) -> [i64; 2] {
    [
        i64::from(to[0]) - i64::from(from[0]),
        i64::from(to[1]) - i64::from(from[1]),
    ]
}

/// How many quarter turns to the right bring a heading nearest to the east.
fn turns([x, y]: [i64; 2]) -> u32 {
    match x.abs() >= y.abs() {
        true if x >= 0 => 0,
        true => 2,
        false if y > 0 => 1,
        false => 3,
    }
}

/// A step after so many quarter turns to the right.
fn turned(step: [i64; 2], turns: u32) -> [i64; 2] {
    (0..turns).fold(step, |[x, y], _| [y, -x])
}
