//! The town's blocks, and the two ways in which offices group them.

use std::collections::{BTreeMap, BTreeSet};

use crate::random::Random;

/// Corner of the town, metres in EPSG:25832.
const CORNER: [f64; 2] = [500_000.0, 5_700_000.0];
/// Blocks from west to east and from south to north before the town gets its shape.
const GRID: [i32; 2] = [20, 16];
const BLOCK_M: f64 = 400.0;
const SEED: u64 = 2026;

/// A point in centimetres, so that equal points are equal.
pub type Point = [i64; 2];

/// The smallest piece of the town.
pub struct Block {
    /// "B017".
    pub key: String,
    /// Its middle in metres.
    pub middle: [f64; 2],
    /// Its border, counterclockwise, first point not repeated.
    pub border: Vec<Point>,
    /// Key of its Sozialraum: "0203".
    pub sozialraum: String,
    /// Key of its school district: "S4".
    pub schulbezirk: String,
}

/// A day-care centre.
pub struct Kita {
    /// "K07".
    pub key: String,
    /// Its name.
    pub name: String,
    /// Metres in EPSG:25832.
    pub at: [f64; 2],
    /// Approved places.
    pub places: u32,
}

/// The town.
pub struct Town {
    /// Blocks by key.
    pub blocks: Vec<Block>,
    /// Day-care centres by key.
    pub kitas: Vec<Kita>,
}

impl Town {
    /// Draws the town, always the same.
    pub fn draw() -> Self {
        let mut random = Random::new(SEED, "town");
        let corners = corners(&mut random);
        let bends = bends(&corners, &mut random);
        let mut blocks = Vec::new();
        for x in 0..GRID[0] {
            for y in 0..GRID[1] {
                if inside(x, y) {
                    blocks.push(block(blocks.len(), [x, y], &corners, &bends));
                }
            }
        }
        group(&mut blocks);
        let kitas = kitas(&blocks);
        Self { blocks, kitas }
    }

    /// The borders of the areas that blocks with equal `key` make up: outer rings counterclockwise,
    /// holes clockwise.
    pub fn areas(&self, key: impl Fn(&Block) -> String) -> BTreeMap<String, Vec<Vec<Point>>> {
        let mut groups: BTreeMap<String, Vec<&Block>> = BTreeMap::new();
        for block in &self.blocks {
            groups.entry(key(block)).or_default().push(block);
        }
        let area = |(key, blocks): (String, Vec<&Block>)| (key, rings(&blocks));
        groups.into_iter().map(area).collect()
    }
}

/// Which squares of the grid belong to the town: an ellipse with a bay.
fn inside(x: i32, y: i32) -> bool {
    let u = (f64::from(x) + 0.5) / f64::from(GRID[0]) * 2.0 - 1.0;
    let v = (f64::from(y) + 0.5) / f64::from(GRID[1]) * 2.0 - 1.0;
    let bay = (u - 0.75).powi(2) + (v + 0.45).powi(2) < 0.12;
    u * u + v * v < 0.98 && !bay
}

type Corners = BTreeMap<[i32; 2], Point>;
type Bends = BTreeMap<[[i32; 2]; 2], Point>;

fn corners(random: &mut Random) -> Corners {
    let mut corners = BTreeMap::new();
    for x in 0..=GRID[0] {
        for y in 0..=GRID[1] {
            let off = [random.between(-110.0, 110.0), random.between(-110.0, 110.0)];
            let metres =
                |axis: usize, step: i32| CORNER[axis] + f64::from(step) * BLOCK_M + off[axis];
            corners.insert([x, y], [cm(metres(0, x)), cm(metres(1, y))]);
        }
    }
    corners
}

/// One bend in the middle of each side, shared by the blocks on both.
fn bends(corners: &Corners, random: &mut Random) -> Bends {
    let mut bends = BTreeMap::new();
    for (at, a) in corners {
        for to in [[at[0] + 1, at[1]], [at[0], at[1] + 1]] {
            if let Some(b) = corners.get(&to) {
                let mut middle =
                    |axis: usize| (a[axis] + b[axis]) / 2 + cm(random.between(-45.0, 45.0));
                bends.insert([*at, to], [middle(0), middle(1)]);
            }
        }
    }
    bends
}

fn cm(metres: f64) -> i64 {
    (metres * 100.0).round() as i64
}

fn block(number: usize, [x, y]: [i32; 2], corners: &Corners, bends: &Bends) -> Block {
    let round = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
    let mut border = Vec::new();
    for (at, from) in round.iter().enumerate() {
        let to = round[(at + 1) % 4];
        border.push(corners[from]);
        border.push(bends[&[*from.min(&to), *from.max(&to)]]);
    }
    let mean = |axis: usize| border.iter().map(|point| point[axis]).sum::<i64>() as f64 / 800.0;
    Block {
        key: format!("B{:03}", number + 1),
        middle: [mean(0), mean(1)],
        border: border.clone(),
        sozialraum: String::new(),
        schulbezirk: String::new(),
    }
}

/// Gives every block to the nearest of 24 middles, and to the nearest of 9 others.
fn group(blocks: &mut [Block]) {
    let social = middles(blocks, 24, "sozialraum");
    let school = middles(blocks, 9, "schulbezirk");
    let districts = middles(blocks, 6, "bezirk");
    let mut per_district = [0; 6];
    let keys: Vec<String> = social
        .iter()
        .map(|middle| {
            let district = nearest(*middle, &districts);
            per_district[district] += 1;
            format!("{:02}{:02}", district + 1, per_district[district])
        })
        .collect();
    for block in blocks {
        block.sozialraum = keys[nearest(block.middle, &social)].clone();
        block.schulbezirk = format!("S{}", nearest(block.middle, &school) + 1);
    }
}

/// Middles that keep away from each other, from west to east.
fn middles(blocks: &[Block], count: usize, purpose: &str) -> Vec<[f64; 2]> {
    let mut random = Random::new(SEED, purpose);
    let mut chosen: Vec<[f64; 2]> = Vec::new();
    while chosen.len() < count {
        let candidates: Vec<[f64; 2]> = (0..12)
            .map(|_| blocks[(random.unit() * blocks.len() as f64) as usize].middle)
            .collect();
        let room = |middle: &[f64; 2]| {
            let others = chosen.iter().map(|other| square(*middle, *other));
            others.fold(f64::INFINITY, f64::min)
        };
        let best = candidates
            .into_iter()
            .max_by(|a, b| room(a).total_cmp(&room(b)));
        chosen.extend(best);
    }
    chosen.sort_by(|a, b| a[0].total_cmp(&b[0]));
    chosen
}

fn square(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}

fn nearest(point: [f64; 2], middles: &[[f64; 2]]) -> usize {
    let by_distance =
        |a: &usize, b: &usize| square(point, middles[*a]).total_cmp(&square(point, middles[*b]));
    (0..middles.len()).min_by(by_distance).unwrap_or(0)
}

fn kitas(blocks: &[Block]) -> Vec<Kita> {
    let mut random = Random::new(SEED, "kitas");
    let places = middles(blocks, 31, "kita");
    let kita = |(number, at): (usize, &[f64; 2])| Kita {
        key: format!("K{:02}", number + 1),
        name: format!("Kita {}", NAMES[number % NAMES.len()]),
        at: [at[0].round(), at[1].round()],
        places: 5 * random.between(5.0, 28.0) as u32,
    };
    places.iter().enumerate().map(kita).collect()
}

const NAMES: [&str; 31] = [
    "Abendrot",
    "Birkenweg",
    "Dachsbau",
    "Eulennest",
    "Feldmäuse",
    "Glühwürmchen",
    "Hafenkinder",
    "Igelbande",
    "Kastanie",
    "Lerchenhof",
    "Mühlbach",
    "Nordlicht",
    "Ostwind",
    "Pusteblume",
    "Quellgrund",
    "Regenbogen",
    "Schatzinsel",
    "Turmfalken",
    "Uferwiese",
    "Vogelnest",
    "Waldrand",
    "Ziegelei",
    "Am Anger",
    "Bunte Steine",
    "Drei Linden",
    "Erlengrund",
    "Fuchsgasse",
    "Gänseblümchen",
    "Holunder",
    "Im Winkel",
    "Johannisbeere",
];

/// The border of several blocks: their sides that have no block of the group on the other side.
fn rings(blocks: &[&Block]) -> Vec<Vec<Point>> {
    let mut sides: BTreeSet<[Point; 2]> = BTreeSet::new();
    for block in blocks {
        for at in 0..block.border.len() {
            let (a, b) = (
                block.border[at],
                block.border[(at + 1) % block.border.len()],
            );
            if !sides.remove(&[b, a]) {
                sides.insert([a, b]);
            }
        }
    }
    let mut rings = Vec::new();
    while let Some(first) = sides.pop_first() {
        let mut ring = vec![first[0]];
        let mut at = first[1];
        while at != first[0] {
            ring.push(at);
            let next = sides.iter().find(|side| side[0] == at).copied();
            let Some(next) = next else { break };
            sides.remove(&next);
            at = next[1];
        }
        rings.push(ring);
    }
    rings
}
