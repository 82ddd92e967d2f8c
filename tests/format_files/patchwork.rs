//! Areas laid out on squared paper, and their outlines as a mesh.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use teilraum::format::*;
use teilraum::model::*;

use super::sample::{self, Plan};

/// Squares per side.
const SIZE: i32 = 6;

/// Who lies in a square: the number of an area, or nobody.
type Squares = Vec<Option<u32>>;

/// A level of `coarse` areas above one of `fine`, with nothing observed.
pub fn catalogue(coarse: u32, fine: u32) -> Catalogue {
    sample::catalogue(&Plan {
        levels: vec![coarse, fine],
        indicators: Vec::new(),
    })
}

/// The area above an area, by its number in its level.
pub fn above(area: u32, coarse: u32) -> u32 {
    area * 7 % coarse
}

/// The borders between squares, each a straight line or one with bends in it, and who lies on both
/// sides, the left one first.
struct Paper {
    arcs: Vec<ArcPoints>,
    sides: Vec<[Option<u32>; 2]>,
}

fn paper(squares: &Squares, bends: &[[i32; 2]]) -> Paper {
    let own = |x: i32, y: i32| match (0..SIZE).contains(&x) && (0..SIZE).contains(&y) {
        true => squares[(y * SIZE + x) as usize],
        false => None,
    };
    let (mut arcs, mut sides) = (Vec::new(), Vec::new());
    let mut bends = bends.iter().copied().cycle();
    for y in 0..=SIZE {
        for x in 0..=SIZE {
            let lines = [
                ([x + 1, y], own(x, y), own(x, y - 1)),
                ([x, y + 1], own(x - 1, y), own(x, y)),
            ];
            for (to, left, right) in lines {
                if left == right || to[0] > SIZE || to[1] > SIZE {
                    continue;
                }
                let place = |[x, y]: [i32; 2]| [x * 1000 - 3000, y * 1000 + 500];
                let (from, to) = (place([x, y]), place(to));
                let [dx, dy] = bends.next().unwrap_or_default();
                let middle = [from[0] + dx, from[1] + dy];
                let bent = if dx % 3 == 0 { vec![] } else { vec![middle] };
                let points = std::iter::once(from).chain(bent).chain([to]);
                arcs.push(points.collect());
                sides.push([left, right]);
            }
        }
    }
    Paper { arcs, sides }
}

impl Paper {
    fn end(&self, reference: i32) -> [i32; 2] {
        match reference < 0 {
            true => self.arcs[!reference as usize][0],
            false => *self.arcs[reference as usize].last().unwrap(),
        }
    }

    /// How far to the left one goes on from one border to the next.
    fn turn(&self, from: i32, to: i32) -> i64 {
        let step = |it: i32| {
            let (start, end) = (self.end(!it), self.end(it));
            [0, 1].map(|axis| i64::from(end[axis] - start[axis]).signum())
        };
        let ([ax, ay], [bx, by]) = (step(from), step(to));
        ax * by - ay * bx
    }

    /// Closed lines around each area, none of which comes twice to a point.
    fn outlines(&self, count: u32, owner: impl Fn(u32) -> u32) -> Vec<Outline> {
        let mut borders: BTreeMap<u32, BTreeSet<i32>> = BTreeMap::new();
        for (at, sides) in (0..).zip(&self.sides) {
            let [left, right] = sides.map(|side| side.map(&owner));
            for (own, reference) in [(left, at), (right, !at)] {
                if let Some(own) = own.filter(|_| left != right) {
                    borders.entry(own).or_default().insert(reference);
                }
            }
        }
        let outline = |area| {
            let (mut rings, mut open) = (Vec::new(), Vec::<i32>::new());
            let mut left = borders.get(&area).cloned().unwrap_or_default();
            while let Some(next) = match open.last() {
                Some(last) => left
                    .iter()
                    .copied()
                    .filter(|it| self.end(!*it) == self.end(*last))
                    .max_by_key(|it| self.turn(*last, *it)),
                None => left.first().copied(),
            } {
                left.remove(&next);
                open.push(next);
                let end = self.end(next);
                if let Some(at) = open.iter().position(|it| self.end(!*it) == end) {
                    rings.push(open.split_off(at));
                }
            }
            assert!(open.is_empty());
            rings
        };
        (0..count).map(outline).collect()
    }
}

/// The outlines of both levels, in an order that a mesh can tell.
pub fn topology(catalogue: &Catalogue, squares: &Squares, bends: &[[i32; 2]]) -> Topology {
    let counts =
        [0, 1].map(|at: usize| catalogue.levels[at].areas[1] - catalogue.levels[at].areas[0]);
    let told = |paper: &Paper| Topology {
        origin_m: [-1.5, 2.5],
        step_m: 100.0,
        bands: 1,
        arcs: paper.arcs.clone(),
        levels: vec![
            (
                LevelIx(0),
                0,
                paper.outlines(counts[0], |area| above(area, counts[0])),
            ),
            (
                LevelIx(1),
                counts[0],
                paper.outlines(counts[1], |area| area),
            ),
        ],
    };
    let drawn = paper(squares, bends);
    let order = mesh_order(&told(&drawn)).expect("an order");
    let turned = |reference: &i32| {
        let at = if *reference < 0 {
            !reference
        } else {
            *reference
        } as usize;
        let (mut points, mut sides) = (drawn.arcs[at].clone(), drawn.sides[at]);
        if *reference < 0 {
            points.reverse();
            sides.reverse();
        }
        (points, sides)
    };
    let (arcs, sides) = order.iter().map(turned).unzip();
    told(&Paper { arcs, sides })
}

/// A mesh of them.
pub fn written(topology: &Topology, catalogue: &Catalogue, served: &[LevelIx]) -> Option<Vec<u8>> {
    let coarse = catalogue.levels[0].areas[1];
    let owner = |area: u32, level: LevelIx| match level {
        LevelIx(0) => Some(above(area - coarse, coarse)),
        _ => Some(area),
    };
    encode_mesh(topology, &catalogue.levels, served, &owner).unwrap()
}

/// Per border and direction the areas of a level that use it.
fn sides(level: &LevelBorders, borders: usize) -> Vec<Vec<usize>> {
    let mut sides = vec![Vec::new(); 2 * borders];
    for place in 0..level.count() {
        for reference in level.rings(place).flatten() {
            let backward = *reference < 0;
            let border = if backward { !reference } else { *reference } as usize;
            sides[2 * border + usize::from(backward)].push(place);
        }
    }
    sides
}

fn squares() -> impl Strategy<Value = Squares> {
    prop::collection::vec(
        prop::option::weighted(0.8, 0..9_u32),
        (SIZE * SIZE) as usize,
    )
}

proptest! {
    #[test]
    fn a_mesh_says_what_its_topology_says(
        squares in squares(),
        bends in prop::collection::vec([-400..400_i32, -400..400_i32], 1..30),
    ) {
        let catalogue = catalogue(3, 9);
        let base = topology(&catalogue, &squares, &bends);
        let bytes = written(&base, &catalogue, &[LevelIx(0), LevelIx(1)]).expect("a mesh");
        let found = mesh("o/0.bin", &bytes, &catalogue).unwrap();
        let expected = Borders::from(&base);
        prop_assert_eq!(&found.points, &expected.points);
        prop_assert_eq!(&found.arc_ends, &expected.arc_ends);
        prop_assert_eq!((found.origin_m, found.step_m, found.bands), ([-1.5, 2.5], 100.0, 1));
        for (own, base) in found.levels.iter().zip(&expected.levels) {
            prop_assert_eq!((own.level, own.first_area), (base.level, base.first_area));
            let count = expected.arc_count();
            prop_assert_eq!(sides(own, count), sides(base, count));
            // What the engine draws must be able to be drawn.
            prop_assert!(teilraum::geom::Outlines::of(&found, own.level, &[]).is_ok());
        }
        let fine = mesh("o/0.bin", &written(&base, &catalogue, &[]).unwrap(), &catalogue).unwrap();
        prop_assert_eq!(fine.levels.len(), 1, "the last level is always told");
    }

    #[test]
    fn bytes_that_nobody_wrote_are_a_mesh_or_an_error(
        borders in 0..60_u8,
        points in 0..120_u8,
        coded in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let catalogue = catalogue(3, 9);
        let base = topology(&catalogue, &vec![Some(1); 36], &[[0, 0]]);
        let bytes = written(&base, &catalogue, &[LevelIx(0)]).unwrap();
        let payload = miniz_oxide::inflate::decompress_to_vec(&bytes[20..]).unwrap();
        let at = payload.windows(4).position(|tag| tag == b"mesh").unwrap();
        let mut forged = payload[..at + 4].to_vec();
        let mesh_bytes = [&[borders, points][..], &coded].concat();
        forged.extend_from_slice(&(mesh_bytes.len() as u32 | 1 << 31).to_le_bytes());
        forged.extend(mesh_bytes);
        if let Ok(found) = mesh("o/0.bin", &sealed(&forged), &catalogue) {
            prop_assert_eq!(found.arc_count(), usize::from(borders));
            for level in &found.levels {
                prop_assert!(teilraum::geom::Outlines::of(&found, level.level, &[]).is_ok());
            }
        }
    }
}

fn sealed(payload: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(payload, 1);
    let mut bytes = b"TRM\x1a".to_vec();
    bytes.extend_from_slice(&[VERSION.0, VERSION.1, Kind::Mesh as u8, 1]);
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    let crc = crc32(&[&bytes[..], payload].concat());
    bytes.extend_from_slice(&crc.to_le_bytes());
    bytes.extend_from_slice(&packed);
    bytes
}

#[test]
fn outlines_in_another_order_and_areas_of_other_parents_have_no_mesh() {
    let catalogue = catalogue(3, 9);
    let squares: Squares = (0..36).map(|at| Some(at * 5 % 9)).collect();
    let base = topology(&catalogue, &squares, &[[1, 2]]);
    assert!(written(&base, &catalogue, &[LevelIx(0)]).is_some());
    let stranger = |_: u32, _: LevelIx| Some(0);
    let levels = &catalogue.levels;
    assert_eq!(
        encode_mesh(&base, levels, &[LevelIx(0)], &stranger),
        Ok(None)
    );
    let last = base.arcs.len() as i32 - 1;
    let mut turned = base;
    turned.arcs.reverse();
    let references = turned
        .levels
        .iter_mut()
        .flat_map(|(_, _, outlines)| outlines);
    for reference in references.flatten().flatten() {
        *reference = match *reference < 0 {
            true => !(last - !*reference),
            false => last - *reference,
        };
    }
    assert_eq!(written(&turned, &catalogue, &[]), None);
}
