//! A circle for each area, as large as a number of it, near its neighbours.
//!
//! After Dorling (1996), "Area Cartograms: Their Use and Creation": circles start at the places of
//! their areas; those that overlap push each other away, those whose areas share a border pull each
//! other near, ever weaker. At the end only pushing is left; where it is too crowded, all circles become
//! smaller little by little, and by the last share at once, so no two overlap and surfaces stay in
//! proportion.

use super::adjacency::Adjacency;
use super::{Drawing, Layout, length, places};
use crate::geom::{Bounds, Outlines};
use crate::stats::{Job, Progress};

/// Rounds in which neighbours pull, and rounds in which circles only part.
const PULLING: u32 = 120;
const PARTING: u32 = 400;
/// After so many rounds of parting all circles become smaller by this factor in each round.
const PATIENCE: u32 = 40;
const YIELD: f64 = 0.995;
/// How much of a gap between neighbours is closed in the first round.
const PULL: f64 = 0.25;
/// How much of an overlap is undone in a round.
const PUSH: f64 = 0.55;
/// Parting ends when no two overlap by more than this share of the sum of their radii.
const EPSILON: f64 = 0.01;
/// Circles are drawn smaller by this, so that there is a gap to be seen.
const DRAWN: f64 = 0.98;
/// The radii of neighbours together are about this share of their distance.
const FILLED: f64 = 0.82;
/// No radius is smaller than this share of the mean one.
const LEAST: f64 = 0.12;
/// Steps of the grid along the longer side.
const STEPS: f64 = 200_000.0;
/// Rough work of one circle in a round, in operations.
const WORK: usize = 200;

/// Lays out circles, in steps.
#[derive(Clone, Debug)]
pub struct Circles {
    outlines: Outlines,
    adjacency: Adjacency,
    /// Places with an outline, and for each its circle.
    places: Vec<u32>,
    at: Vec<[f64; 2]>,
    radii: Vec<f64>,
    /// Neighbours of each circle, as circles.
    related: Vec<Vec<u32>>,
    round: u32,
    /// Whether all have their place, and only drawing is left.
    settled: bool,
    done: Option<Layout>,
}

impl Circles {
    /// Circles whose surfaces are in proportion to `sizes`, one for each area of the level; what is
    /// not positive gets a very small one. `None` if nothing has an outline.
    #[must_use]
    pub fn new(outlines: &Outlines, sizes: &[f64]) -> Option<Self> {
        outlines.bounds()?;
        let adjacency = Adjacency::of(outlines);
        let mut circles = Self {
            outlines: outlines.clone(),
            places: Vec::new(),
            at: Vec::new(),
            radii: Vec::new(),
            related: Vec::new(),
            round: 0,
            settled: false,
            done: None,
            adjacency,
        };
        let mut entries = vec![None; outlines.count()];
        for ((place, at), entry) in (0_u32..).zip(places(outlines)).zip(&mut entries) {
            let Some(at) = at else { continue };
            *entry = Some(circles.places.len() as u32);
            circles.places.push(place);
            circles.at.push(at);
            let size = sizes
                .get(place as usize)
                .copied()
                .filter(|it| it.is_finite() && *it > 0.0);
            circles.radii.push(size.unwrap_or(0.0).sqrt());
        }
        let entry = |place: &u32| entries.get(*place as usize).copied().flatten();
        let list = |place: &u32| {
            circles
                .adjacency
                .get(*place)
                .iter()
                .filter_map(entry)
                .collect()
        };
        circles.related = circles.places.iter().map(list).collect();
        circles.scale();
        Some(circles)
    }

    /// Brings radii to metres.
    fn scale(&mut self) {
        let count = self.radii.len().max(1) as f64;
        let mean = self.radii.iter().sum::<f64>() / count;
        let least = if mean > 0.0 { mean * LEAST } else { 1.0 };
        for radius in &mut self.radii {
            *radius = radius.max(least);
        }
        let [mut apart, mut radii] = [0.0, 0.0];
        for (one, related) in self.related.iter().enumerate() {
            for other in related {
                apart += length(self.offset(one, *other as usize));
                radii += self.radius(one) + self.radius(*other as usize);
            }
        }
        let scale = if radii > 0.0 && apart > 0.0 {
            FILLED * apart / radii
        } else {
            let [width, height] = self.extent().size_m();
            let squares = self.radii.iter().map(|radius| radius * radius).sum::<f64>();
            (0.2 * (width * height).max(1.0) / squares.max(f64::MIN_POSITIVE)).sqrt()
        };
        for radius in &mut self.radii {
            *radius *= scale;
        }
    }

    fn radius(&self, one: usize) -> f64 {
        self.radii.get(one).copied().unwrap_or(0.0)
    }

    fn offset(&self, one: usize, other: usize) -> [f64; 2] {
        let at = |circle: usize| self.at.get(circle).copied().unwrap_or_default();
        let [from, to] = [at(one), at(other)];
        [to[0] - from[0], to[1] - from[1]]
    }

    fn extent(&self) -> Bounds {
        let mut bounds = Bounds {
            min_m: [f64::INFINITY; 2],
            max_m: [f64::NEG_INFINITY; 2],
        };
        for (at, radius) in self.at.iter().zip(&self.radii) {
            for (axis, middle) in at.iter().enumerate() {
                bounds.min_m[axis] = bounds.min_m[axis].min(middle - radius);
                bounds.max_m[axis] = bounds.max_m[axis].max(middle + radius);
            }
        }
        bounds
    }

    /// Moves two circles by a share of the way between them; the larger one moves less.
    fn shift(&mut self, one: usize, other: usize, by: f64, [x, y]: [f64; 2], apart: f64) {
        let [near, far] = [self.radius(one), self.radius(other)];
        let all = near * near + far * far;
        // Two circles in one place part along a direction that follows from their numbers.
        let unit = if apart > 0.0 {
            [x / apart, y / apart]
        } else {
            unit_of(one + other)
        };
        for (circle, by) in [
            (one, by * far * far / all),
            (other, -by * near * near / all),
        ] {
            if let Some(at) = self.at.get_mut(circle) {
                *at = [at[0] + unit[0] * by, at[1] + unit[1] * by];
            }
        }
    }

    fn pull(&mut self, strength: f64) {
        for one in 0..self.at.len() {
            let related = self
                .related
                .get_mut(one)
                .map(std::mem::take)
                .unwrap_or_default();
            for other in related
                .iter()
                .map(|it| *it as usize)
                .filter(|other| *other > one)
            {
                let offset = self.offset(one, other);
                let apart = length(offset);
                let gap = apart - self.radius(one) - self.radius(other);
                if gap > 0.0 {
                    self.shift(one, other, gap * strength, offset, apart);
                }
            }
            if let Some(slot) = self.related.get_mut(one) {
                *slot = related;
            }
        }
    }

    /// Pushes overlapping circles apart; the largest overlap found, as a share of their radii.
    fn push(&mut self, strength: f64) -> f64 {
        let mut worst = 0.0_f64;
        for [one, other] in self.touching() {
            let [one, other] = [one as usize, other as usize];
            let offset = self.offset(one, other);
            let apart = length(offset);
            let radii = self.radius(one) + self.radius(other);
            if apart < radii {
                worst = worst.max((radii - apart) / radii);
                self.shift(one, other, (apart - radii) * strength, offset, apart);
            }
        }
        worst
    }

    /// Pairs whose boxes overlap, each once, found by sweeping from west to east.
    fn touching(&self) -> Vec<[u32; 2]> {
        let span = |circle: u32, axis: usize| {
            let [at, radius] = [
                self.at.get(circle as usize).map_or(0.0, |at| at[axis]),
                self.radius(circle as usize),
            ];
            [at - radius, at + radius]
        };
        let mut order: Vec<u32> = (0..self.at.len() as u32).collect();
        order.sort_by(|a, b| span(*a, 0)[0].total_cmp(&span(*b, 0)[0]).then(a.cmp(b)));
        let rows = Rows::of(self);
        let mut open: Vec<Vec<u32>> = vec![Vec::new(); rows.count];
        let mut pairs = Vec::new();
        for circle in order {
            let [west, _] = span(circle, 0);
            let own = span(circle, 1);
            let [low, high] = own.map(|y| rows.row(y));
            for row in low..=high {
                let Some(list) = open.get_mut(row) else {
                    continue;
                };
                list.retain(|other| span(*other, 0)[1] > west);
                for other in &*list {
                    let theirs = span(*other, 1);
                    // Both may lie in several rows: the pair is told in the first they share.
                    let first = rows.row(theirs[0].max(own[0])) == row;
                    if first && theirs[0] < own[1] && own[0] < theirs[1] {
                        pairs.push([circle.min(*other), circle.max(*other)]);
                    }
                }
                list.push(circle);
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// One round; true when nothing is left to be done.
    fn turn(&mut self) -> bool {
        let round = self.round;
        self.round += 1;
        if round < PULLING {
            self.pull(PULL * (1.0 - f64::from(round) / f64::from(PULLING)));
            self.push(PUSH);
            return false;
        }
        if self.push(PUSH) <= EPSILON {
            return true;
        }
        // Too crowded to part: all give way alike, so that surfaces stay in proportion.
        if round >= PULLING + PATIENCE {
            for radius in &mut self.radii {
                *radius *= YIELD;
            }
        }
        round >= PULLING + PARTING
    }

    /// Makes all circles smaller until no two overlap.
    fn tell_apart(&mut self) {
        let mut share = 1.0_f64;
        for [one, other] in self.touching() {
            let [one, other] = [one as usize, other as usize];
            let radii = self.radius(one) + self.radius(other);
            share = share.min(length(self.offset(one, other)) / radii);
        }
        for radius in &mut self.radii {
            *radius *= share;
        }
    }

    fn draw(&self) -> Layout {
        let bounds = self.extent();
        let [width, height] = bounds.size_m();
        let step_m = (width.max(height) / STEPS).max(1e-6);
        let grid = |at: [f64; 2]| {
            [0, 1].map(|axis| libm::round((at[axis] - bounds.min_m[axis]) / step_m) as i32)
        };
        let mut circles = vec![None; self.outlines.count()];
        for ((place, at), radius) in self.places.iter().zip(&self.at).zip(&self.radii) {
            if let Some(circle) = circles.get_mut(*place as usize) {
                *circle = Some((*at, radius * DRAWN));
            }
        }
        let mut drawing = Drawing::new(&self.outlines);
        for circle in circles {
            let Some((at, radius)) = circle else {
                drawing.area(&[], None);
                continue;
            };
            let corners = corners_of(radius / step_m);
            let corner = |which: u32| {
                let angle = std::f64::consts::TAU * f64::from(which % corners) / f64::from(corners);
                grid([
                    at[0] + radius * libm::cos(angle),
                    at[1] + radius * libm::sin(angle),
                ])
            };
            let arc = drawing.arc((0..=corners).map(corner));
            drawing.area(&[arc], Some(grid(at)));
        }
        let lists = self.adjacency.lists(self.outlines.first_area());
        drawing.finish(bounds.min_m, step_m, lists)
    }
}

impl Job for Circles {
    type Output = Layout;

    fn step(&mut self, work: u32) -> Progress<Layout> {
        let mut left = work as usize;
        if let Some(done) = &self.done {
            return Progress::Done(done.clone());
        }
        if self.settled {
            let layout = self.draw();
            self.done = Some(layout.clone());
            return Progress::Done(layout);
        }
        loop {
            if self.turn() {
                self.tell_apart();
                self.settled = true;
                left = 0;
            }
            left = left.saturating_sub(self.at.len() * WORK);
            if left == 0 {
                return Progress::Running {
                    done: self.round,
                    of: PULLING + PARTING + 1,
                };
            }
        }
    }
}

/// How many corners stand for a circle of so many grid steps: as many as can be seen.
fn corners_of(radius: f64) -> u32 {
    match radius {
        large if large > 2000.0 => 48,
        middling if middling > 500.0 => 24,
        _ => 12,
    }
}

/// A direction that follows from a number.
fn unit_of(number: usize) -> [f64; 2] {
    let angle = (number % 360) as f64 * 2.399_963_229_728_653;
    [libm::cos(angle), libm::sin(angle)]
}

/// Rows about as high as a mean circle.
struct Rows {
    low: f64,
    height: f64,
    count: usize,
}

impl Rows {
    fn of(circles: &Circles) -> Self {
        let bounds = circles.extent();
        let mean = circles.radii.iter().sum::<f64>() / circles.radii.len().max(1) as f64;
        let tall = bounds.size_m()[1].max(f64::MIN_POSITIVE);
        let height = (mean * 4.0).max(tall / 1024.0);
        Self {
            low: bounds.min_m[1],
            height,
            count: (tall / height) as usize + 1,
        }
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.low) / self.height).max(0.0) as usize).min(self.count - 1)
    }
}
