//! The four arrow keys.

use proptest::prelude::*;
use teilraum::geom::{Direction, Walk, neighbours};
use teilraum::model::{AreaIx, LevelIx, Neighbours};

use super::art::{Bends, Picture, STRAIGHT};
use super::outlines;

fn near(first_area: u32, points: &[Option<[i32; 2]>], pairs: &[(usize, usize)]) -> Neighbours {
    let mut lists = vec![Vec::new(); points.len()];
    for &(a, b) in pairs {
        lists[a].push(first_area + b as u32);
        lists[b].push(first_area + a as u32);
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    Neighbours {
        level: LevelIx(0),
        first_area,
        lists,
        label_points: points.to_vec(),
    }
}

/// The areas that can be reached, by brute force.
fn reached(walk: &Walk, first_area: u32, count: usize, from: usize) -> Vec<bool> {
    let mut seen = vec![false; count];
    let mut open = vec![from];
    seen[from] = true;
    while let Some(at) = open.pop() {
        for direction in Direction::ALL {
            let target = walk.target(AreaIx(first_area + at as u32), direction);
            if let Some(to) = target.map(|to| (to.0 - first_area) as usize)
                && !seen[to]
            {
                seen[to] = true;
                open.push(to);
            }
        }
    }
    seen
}

fn is_strongly_connected(neighbours: &Neighbours) -> bool {
    let walk = Walk::new(neighbours);
    let points = &neighbours.label_points;
    let places = || (0..points.len()).filter(|at| points[*at].is_some());
    places().all(|from| {
        let seen = reached(&walk, neighbours.first_area, points.len(), from);
        places().all(|to| seen[to])
    })
}

#[test]
fn arrows_lead_to_the_neighbours() {
    let outlines = outlines(&Picture::drawn(&["ABC", "DEF", "GHI"]).topology(STRAIGHT, 20));
    let walk = Walk::new(&neighbours(&outlines));
    let from = |direction| walk.target(AreaIx(24), direction);
    let around = Direction::ALL.map(from);
    assert_eq!(around, [21, 25, 27, 23].map(|area| Some(AreaIx(area))));
    assert_eq!(walk.target(AreaIx(20), Direction::North), None);
    assert_eq!(walk.target(AreaIx(3), Direction::North), None);
}

#[test]
fn an_island_is_a_stop_on_the_way() {
    let outlines = outlines(&Picture::drawn(&["AA...", "AA..C", "BB..."]).topology(STRAIGHT, 0));
    let walk = Walk::new(&neighbours(&outlines));
    assert_eq!(walk.target(AreaIx(0), Direction::East), Some(AreaIx(2)));
    assert_eq!(walk.target(AreaIx(2), Direction::West), Some(AreaIx(0)));
    assert_eq!(walk.target(AreaIx(0), Direction::South), Some(AreaIx(1)));
}

#[test]
fn areas_without_outline_are_no_stops() {
    let walk = Walk::new(&near(0, &[Some([0, 0]), None, Some([9, 0])], &[]));
    assert_eq!(walk.target(AreaIx(0), Direction::East), Some(AreaIx(2)));
    assert_eq!(Direction::ALL.map(|d| walk.target(AreaIx(1), d)), [None; 4]);
}

#[test]
fn thousands_of_areas_in_a_row_are_walked_through() {
    let points: Vec<_> = (0..20_000).map(|at| Some([at, 0])).collect();
    let pairs: Vec<_> = (1..20_000).map(|at| (at - 1, at)).collect();
    let walk = Walk::new(&near(0, &points, &pairs));
    assert_eq!(
        walk.target(AreaIx(19_998), Direction::East),
        Some(AreaIx(19_999))
    );
    assert!(reached(&walk, 0, 20_000, 19_999).iter().all(|seen| *seen));
}

proptest! {
    /// Points on a small lattice, so that ties, diagonals and coinciding points abound.
    #[test]
    fn every_area_is_reached_from_every_other(
        points in prop::collection::vec(prop::option::weighted(0.9, [-6_i32..6, -6_i32..6]), 1..40),
        pairs in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..60),
        first_area in 0_u32..9,
    ) {
        let count = points.len();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (a.index(count), b.index(count))).collect();
        let pairs: Vec<_> = pairs.into_iter().filter(|(a, b)| a != b).collect();
        prop_assert!(is_strongly_connected(&near(first_area, &points, &pairs)));
    }

    #[test]
    fn far_points_are_reached_too(
        points in prop::collection::vec([any::<i32>(), any::<i32>()], 1..40)
    ) {
        let points: Vec<_> = points.into_iter().map(Some).collect();
        prop_assert!(is_strongly_connected(&near(0, &points, &[])));
    }

    #[test]
    fn maps_with_islands_and_enclaves_are_walked_through(
        cells in prop::collection::vec(0_u32..12, 48), seed in any::<u64>()
    ) {
        let mut used = cells.clone();
        used.sort_unstable();
        used.dedup();
        used.retain(|area| *area > 0);
        let number = |cell: &u32| used.binary_search(cell).map_or(0, |at| at as u32 + 1);
        let picture = Picture { width: 8, cells: cells.iter().map(number).collect() };
        let bends = Bends { cell: 100, jitter: 20, points: 2, seed };
        prop_assert!(is_strongly_connected(&neighbours(&outlines(&picture.topology(bends, 3)))));
    }
}
