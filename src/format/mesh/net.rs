//! Borders as a net: points where they meet, and each border's two directions.

use crate::model::LevelBorders;

/// No direction, or nobody there yet.
pub(super) const NONE: u32 = u32::MAX;

/// At most so many borders at a point are looked at, those that came last.
pub(super) const MEETING: usize = 64;

/// One direction of a border: that of border `n` is 2·n forward and 2·n + 1 backward.
#[derive(Clone, Copy)]
struct Half {
    /// The meeting point it leaves.
    from: u32,
    /// Which other left that point last before it.
    older: u32,
    /// What follows it around the area on its left.
    next: u32,
    /// The area on its left: its place in the level plus one; 0 if none is there.
    side: u32,
}

/// The net as far as it is known.
#[derive(Default)]
pub(super) struct Net {
    /// The points of all borders, and where each border ends.
    pub points: Vec<[i32; 2]>,
    pub ends: Vec<u32>,
    halves: Vec<Half>,
    /// The meeting points.
    pub nodes: Vec<[i32; 2]>,
    /// Per meeting point: the direction that left it last.
    newest: Vec<u32>,
}

impl Net {
    /// The meeting point that `half` leaves; it comes to that of `half ^ 1`.
    pub fn from(&self, half: u32) -> u32 {
        self.half(half).map_or(NONE, |it| it.from)
    }

    fn half(&self, half: u32) -> Option<&Half> {
        self.halves.get(half as usize)
    }

    /// The area on the left of `half`: see [`Half`]; [`NONE`] if that is not known.
    pub fn side(&self, half: u32) -> u32 {
        self.half(half).map_or(NONE, |it| it.side)
    }

    pub fn set_side(&mut self, half: u32, side: u32) {
        if let Some(half) = self.halves.get_mut(half as usize) {
            half.side = side;
        }
    }

    pub fn set_next(&mut self, half: u32, next: u32) {
        if let Some(half) = self.halves.get_mut(half as usize) {
            half.next = next;
        }
    }

    /// Where a meeting point lies.
    pub fn place(&self, node: u32) -> [i32; 2] {
        self.nodes.get(node as usize).copied().unwrap_or_default()
    }

    /// A new meeting point.
    pub fn add_node(&mut self, place: [i32; 2]) -> u32 {
        self.nodes.push(place);
        self.newest.push(NONE);
        (self.nodes.len() - 1) as u32
    }

    /// Ends the border that `points` holds since the last one; gives its direction forward.
    pub fn add_border(&mut self, nodes: [u32; 2]) -> u32 {
        let first = self.halves.len() as u32;
        self.ends.push(self.points.len() as u32);
        for (half, from) in (first..).zip(nodes) {
            let newest = self.newest.get_mut(from as usize);
            let older = newest.map_or(NONE, |newest| std::mem::replace(newest, half));
            self.halves.push(Half {
                from,
                older,
                next: NONE,
                side: NONE,
            });
        }
        first
    }

    /// The directions that leave a meeting point, the newest first.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = u32> {
        let newest = self.newest.get(node as usize).copied();
        let older = |half: &u32| self.half(*half).map(|it| it.older).filter(|it| *it != NONE);
        std::iter::successors(newest.filter(|it| *it != NONE), older).take(MEETING)
    }

    /// The meeting points along borders with nobody on their left, against their direction.
    pub fn front(&self, node: u32) -> impl Iterator<Item = u32> {
        let back = |node: &u32| {
            let mut open = self.leaving(*node).filter(|it| self.side(it ^ 1) == NONE);
            open.next().map(|half| self.from(half ^ 1))
        };
        std::iter::successors(Some(node), back)
    }

    /// Where a direction leads: its last step.
    pub fn heading(&self, half: u32) -> [i64; 2] {
        let end = self.ends.get(half as usize / 2).copied().unwrap_or(0) as usize;
        let start = (half as usize / 2).checked_sub(1);
        let start = start.and_then(|at| self.ends.get(at)).map_or(0, |end| *end) as usize;
        let pair = match self.points.get(start..end) {
            Some([.., before, last]) if half & 1 == 0 => [before, last],
            Some([last, before, ..]) => [before, last],
            _ => return [0, 0],
        };
        [0, 1].map(|axis: usize| {
            let at = |point: &[i32; 2]| point.get(axis).copied().map_or(0, i64::from);
            at(pair[1]) - at(pair[0])
        })
    }

    /// The outlines of a level: `owners` says per area of the net which of the level's it belongs
    /// to, counted from 1; 0 if to none.
    pub fn level(&self, own: LevelBorders, owners: &[u32], count: usize) -> LevelBorders {
        let owner = |half: u32| match self.side(half) {
            0 | NONE => 0,
            side => owners.get(side as usize - 1).copied().unwrap_or(0),
        };
        let mut trace = Trace {
            net: self,
            owner: &owner,
            left: Vec::new(),
            out: own,
        };
        trace.all(count);
        trace.out
    }
}

/// Follows the borders of a level's areas.
struct Trace<'a> {
    net: &'a Net,
    owner: &'a dyn Fn(u32) -> u32,
    /// Per direction: whether it is a border that nobody has followed yet.
    left: Vec<bool>,
    out: LevelBorders,
}

impl Trace<'_> {
    fn all(&mut self, count: usize) {
        let halves = 0..self.net.halves.len() as u32;
        let is_border = |half: u32| {
            let owner = (self.owner)(half);
            owner > 0 && owner != (self.owner)(half ^ 1)
        };
        self.left = halves.map(is_border).collect();
        // The borders of an area lie together: first how many each has, then where they end.
        let own = |half: u32| (self.owner)(half) as usize;
        let borders = || (0..).zip(&self.left).filter(|(_, left)| **left);
        let mut ends = vec![0_u32; count + 2];
        for (half, _) in borders() {
            if let Some(end) = ends.get_mut(own(half) + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut starts = vec![0; sum as usize];
        for (half, _) in borders() {
            if let Some(end) = ends.get_mut(own(half))
                && let Some(start) = starts.get_mut(*end as usize)
            {
                *start = half;
                *end += 1;
            }
        }
        let mut from = 0;
        for (area, end) in (0..).zip(&ends).skip(1).take(count) {
            for half in starts.get(from..*end as usize).unwrap_or_default() {
                self.ring(*half, area);
            }
            from = *end as usize;
            self.out.end_area();
        }
    }

    /// Follows one border from `start` until it closes, unless that has been done.
    fn ring(&mut self, start: u32, area: u32) {
        let mut half = start;
        let first = self.out.refs.len();
        while self.left.get(half as usize) == Some(&true) {
            if let Some(left) = self.left.get_mut(half as usize) {
                *left = false;
            }
            let border = (half >> 1) as i32;
            self.out
                .refs
                .push(if half & 1 == 0 { border } else { !border });
            half = self.next(half, area);
        }
        if self.out.refs.len() > first {
            self.out.end_ring();
        }
    }

    /// What follows `half` around `area`: what follows it around the net's own area, past all borders
    /// that have the same area on both sides.
    fn next(&self, half: u32, area: u32) -> u32 {
        let next = |half: u32| self.net.half(half).map_or(NONE, |it| it.next);
        let mut following = next(half);
        while following != NONE && (self.owner)(following ^ 1) == area {
            following = next(following ^ 1);
        }
        following
    }
}
