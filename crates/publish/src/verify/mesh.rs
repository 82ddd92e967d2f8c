//! Outlines told twice: a mesh must say what the coarsest band says.

use teilraum::model::{Borders, LevelBorders, Topology};

/// Whether `mesh` has the points of `base`, and on both sides of each border the areas of `base`, on
/// every level that it has. In which order it lists an area's rings is its own affair.
pub(super) fn is_same(mesh: &Borders, base: &Topology) -> bool {
    let base = Borders::from(base);
    let same_level = |own: &LevelBorders| {
        base.level(own.level).is_some_and(|it| {
            it.first_area == own.first_area
                && it.count() == own.count()
                && sides(it, base.arc_count()) == sides(own, base.arc_count())
        })
    };
    mesh.origin_m == base.origin_m
        && mesh.step_m == base.step_m
        && mesh.points == base.points
        && mesh.arc_ends == base.arc_ends
        && mesh.levels.iter().all(same_level)
}

/// Per border and direction the areas that use it, by place.
fn sides(level: &LevelBorders, borders: usize) -> Vec<Vec<usize>> {
    let mut sides = vec![Vec::new(); 2 * borders];
    for place in 0..level.count() {
        for reference in level.rings(place).flatten() {
            let border = if *reference < 0 {
                !reference
            } else {
                *reference
            } as usize;
            if let Some(side) = sides.get_mut(2 * border + usize::from(*reference < 0)) {
                side.push(place);
            }
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use teilraum::model::LevelIx;

    use super::*;

    fn square() -> Topology {
        Topology {
            origin_m: [0.0, 0.0],
            step_m: 10.0,
            bands: 1,
            arcs: vec![
                vec![[0, 0], [2, 2]],
                vec![[2, 2], [0, 2], [0, 0]],
                vec![[2, 2], [2, 0], [0, 0]],
            ],
            levels: vec![(LevelIx(1), 3, vec![vec![vec![0, 1]], vec![vec![!0, !2]]])],
        }
    }

    #[test]
    fn another_point_another_side_and_another_level_are_told_from_the_same() {
        let base = square();
        let mesh = Borders::from(&base);
        assert!(is_same(&mesh, &base));
        let mut turned = base.clone();
        turned.levels[0].2[0] = vec![vec![1, 0]];
        assert!(
            is_same(&Borders::from(&turned), &base),
            "a ring may begin anywhere"
        );
        let mut moved = base.clone();
        moved.arcs[1][1] = [0, 3];
        let mut swapped = base.clone();
        swapped.levels[0].2.swap(0, 1);
        let mut other = base.clone();
        other.levels[0].0 = LevelIx(0);
        let mut shifted = base.clone();
        shifted.step_m = 9.0;
        for wrong in [moved, swapped, other, shifted] {
            assert!(!is_same(&Borders::from(&wrong), &base), "{wrong:?}");
        }
    }
}
