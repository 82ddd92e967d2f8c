//! Pictures moved by whole pixels.

use proptest::prelude::*;
use teilraum::color::Pattern;
use teilraum::geom::Outlines;
use teilraum::scene::{Camera, IdBuffer, Mark, Painter, Style};

use super::art::{Bends, Picture};
use super::ground::at_random;
use super::painting::{painted, refined};
use super::{fitted, plain_style, with_parents};

/// What a reader of the buffer can see.
fn seen(outlines: &Outlines, ids: &IdBuffer) -> (Vec<u32>, Vec<u32>, u32, Vec<u8>, Vec<u8>) {
    let camera = ids.camera();
    let pixels = (0..camera.height_px).flat_map(|row| (0..camera.width_px).map(move |x| (x, row)));
    let style = plain_style(outlines.count());
    (
        pixels.map(|(x, y)| ids.get(x, y).unwrap()).collect(),
        (0..=outlines.count() as u32)
            .map(|id| ids.pixels(id))
            .collect(),
        ids.unseen(),
        painted(outlines, ids, &style),
        refined(outlines, ids, &style, 64),
    )
}

/// Hatched and dim areas, a chosen one and one pointed at, on a page.
fn busy_style(outlines: &Outlines) -> Style {
    let mut style = plain_style(outlines.count());
    for (look, at) in style.looks.iter_mut().zip(0..) {
        look.pattern = Pattern::ALL.get(at % 5).copied();
        look.dim = at % 4 == 1;
    }
    style.colors.page = Some([250, 240, 230]);
    let [first, last] = [1, outlines.count() as u32].map(|id| outlines.area(id).unwrap());
    style.marks = vec![
        Mark::pointed(first, [9, 8, 7], [200, 210, 220]),
        Mark::selected(last, [20; 3], [255; 3]),
    ];
    style
}

/// The picture as it is handed over, some rows after the other.
fn strips(painter: &mut Painter, outlines: &Outlines, ids: &IdBuffer, step: u32) -> Vec<u8> {
    let (style, height) = (busy_style(outlines), ids.camera().height_px);
    let mut strip = Vec::new();
    let mut rgba = Vec::new();
    let restyled = *painter == Painter::new();
    painter.begin(outlines, ids, &style, restyled).unwrap();
    for top in (0..height).step_by(step as usize) {
        let rows = [top, height.min(top + step)];
        painter.rows(outlines, ids, &style, rows, &mut strip);
        rgba.extend_from_slice(&strip);
    }
    rgba
}

/// Tiles with gaps, whose corners stray so far that borders cross each other.
fn tangled(columns: usize, rows: usize, seed: u64) -> Outlines {
    let bends = Bends {
        cell: 1024,
        jitter: 700,
        points: 3,
        seed,
    };
    let mut picture = Picture::tiles(columns, rows);
    for (at, cell) in picture.cells.iter_mut().enumerate() {
        if (at as u64 ^ seed).is_multiple_of(7) {
            *cell = 0;
        }
    }
    let mut used: Vec<u32> = picture
        .cells
        .iter()
        .copied()
        .filter(|area| *area > 0)
        .collect();
    used.dedup();
    for cell in &mut picture.cells {
        *cell = used.binary_search(cell).map_or(0, |at| at as u32 + 1);
    }
    let parents: Vec<u32> = (0..used.len() as u32).map(|area| area / 3).collect();
    let mut outlines = with_parents(&picture.topology(bends, 0), &parents);
    outlines.set_context(&at_random(seed, 512 * columns as i32));
    outlines
}

/// A camera whose pixels lie on the grid, so that moving it by whole pixels rounds nothing.
fn on_grid(outlines: &Outlines, px_per_m: f64, at: [i32; 2], size: [u32; 2]) -> Camera {
    let [x, y] = outlines.bounds().unwrap().center_m().map(f64::round);
    Camera {
        center_m: [x + f64::from(at[0]), y + f64::from(at[1])],
        px_per_m,
        width_px: size[0],
        height_px: size[1],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn moved_pictures_are_those_drawn_anew(
        columns in 2_usize..9, rows in 2_usize..9, seed in any::<u64>(), scale in 3..9_i32,
        density in 1_u32..4, width in 1_u32..90, height in 1_u32..70,
        at in [-3000..3000_i32, -3000..3000_i32], step in 1_u32..80,
        moves in prop::collection::vec([-40..40_i32, -30..30_i32], 1..6)
    ) {
        let outlines = tangled(columns, rows, seed);
        let camera = on_grid(&outlines, 2_f64.powi(-scale), at, [width, height]);
        let density = f64::from(density);
        let mut moved = IdBuffer::new();
        moved.raster(&outlines, &camera, density).unwrap();
        let mut anew = IdBuffer::new();
        let mut painter = Painter::new();
        for by_px in moves {
            moved.pan(&outlines, by_px).unwrap();
            anew.raster(&outlines, moved.camera(), density).unwrap();
            prop_assert!(seen(&outlines, &moved) == seen(&outlines, &anew), "after {by_px:?}");
            prop_assert_eq!(moved.border_share(), anew.border_share());
            let wanted = painted(&outlines, &anew, &busy_style(&outlines));
            prop_assert!(strips(&mut painter, &outlines, &moved, step) == wanted);
        }
    }

    #[test]
    fn there_and_back_is_where_it_began(
        seed in any::<u64>(), zoom in 0.4_f64..5.0, at in [0.0_f64..60.0, 0.0_f64..60.0],
        moves in prop::collection::vec([-25..25_i32, -25..25_i32], 1..9)
    ) {
        let outlines = tangled(6, 6, seed);
        let camera = fitted(&outlines, 60, 60).zoomed(zoom, at, [0.0, 1e9]);
        let mut ids = IdBuffer::new();
        ids.raster(&outlines, &camera, 1.0).unwrap();
        let before = seen(&outlines, &ids);
        for by_px in &moves {
            ids.pan(&outlines, *by_px).unwrap();
        }
        let back = [0, 1].map(|axis| -moves.iter().map(|by_px| by_px[axis]).sum::<i32>());
        ids.pan(&outlines, back).unwrap();
        prop_assert!(seen(&outlines, &ids) == before);
    }
}

#[test]
fn a_picture_of_other_outlines_is_not_moved() {
    let (one, other) = (tangled(4, 4, 1), tangled(5, 4, 1));
    let mut ids = IdBuffer::new();
    ids.raster(&one, &fitted(&one, 30, 30), 1.0).unwrap();
    assert!(ids.pan(&other, [1, 0]).is_err());
}

/// Pixels whose ids cross borders made unclear, and which a move makes clear, have borders too.
#[test]
fn what_a_move_makes_clear_has_its_borders() {
    let outlines = tangled(6, 6, 14_849_692_451_508_367_605);
    let at = [58.642_692_153_140_38, 0.0];
    let camera = fitted(&outlines, 60, 60).zoomed(1.091_633_785_803_643, at, [0.0, 1e9]);
    let mut ids = IdBuffer::new();
    ids.raster(&outlines, &camera, 1.0).unwrap();
    let before = seen(&outlines, &ids);
    ids.pan(&outlines, [-23, 0]).unwrap();
    ids.pan(&outlines, [23, 0]).unwrap();
    assert!(seen(&outlines, &ids) == before);
}
