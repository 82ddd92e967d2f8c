//! Outlines to pixels: what must hold for every topology, camera and style.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise, read golden files and need no fixed last bit"
)]

mod art;
mod camera;
mod geometry;
mod ground;
mod hits;
mod labels;
mod legend;
mod moving;
mod painting;
mod pictures;
mod raster;
mod walking;

use teilraum::geom::Outlines;
use teilraum::model::{AreaIx, LevelIx, Topology};
use teilraum::scene::{Camera, IdBuffer, Look, Style};

/// Level 0 of a topology, without parents.
pub fn outlines(topology: &Topology) -> Outlines {
    Outlines::new(topology, LevelIx(0), &[]).unwrap()
}

/// Level 0 with the given parent of each area.
pub fn with_parents(topology: &Topology, parents: &[u32]) -> Outlines {
    let parents: Vec<_> = parents.iter().map(|parent| Some(AreaIx(*parent))).collect();
    Outlines::new(topology, LevelIx(0), &parents).unwrap()
}

/// All of a level on a screen.
pub fn fitted(outlines: &Outlines, width_px: u32, height_px: u32) -> Camera {
    Camera::fit(outlines.bounds().unwrap(), width_px, height_px, 0.0)
}

/// Ids at density 1.
pub fn ids(outlines: &Outlines, camera: &Camera) -> IdBuffer {
    let mut ids = IdBuffer::new();
    ids.raster(outlines, camera, 1.0).unwrap();
    ids
}

/// A style with a different plain color for each area.
pub fn plain_style(count: usize) -> Style {
    let color = |at: usize| {
        let step = |factor: usize| (40 + at * factor % 200) as u8;
        Look::plain([step(37), step(71), step(113)])
    };
    Style {
        looks: (0..count).map(color).collect(),
        ..Style::default()
    }
}

/// The ids of a buffer, row by row, as characters: `.` outside, `A` for id 1.
pub fn letters(ids: &IdBuffer) -> Vec<String> {
    let camera = ids.camera();
    (0..camera.height_px)
        .map(|row| {
            let id = |column| ids.get(column, row).unwrap();
            let letter = |id: u32| {
                if id == 0 {
                    '.'
                } else {
                    char::from(b'@' + id as u8)
                }
            };
            (0..camera.width_px)
                .map(|column| letter(id(column)))
                .collect()
        })
        .collect()
}
