//! Raster and repaint of a synthetic tessellation of 11,000 areas at 1000 × 800.
//!
//! `cargo bench --bench scene` prints the medians criterion finds, after a line that says what is
//! measured.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark of made-up data stops at the first surprise"
)]

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/scene/art.rs"]
mod art;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use teilraum::color::Pattern;
use teilraum::geom::{Outlines, Walk, neighbours};
use teilraum::model::{AreaIx, LevelIx};
use teilraum::scene::{
    Camera, Caption, IdBuffer, LabelIndex, Look, Mark, Painter, Progress, RefinePaint, Style, hit,
    svg,
};

const WIDTH: u32 = 1000;
const HEIGHT: u32 = 800;

/// Areas in rows and columns, about 175,000 points, 400 parents.
fn tessellation(points: i32) -> Outlines {
    let (columns, rows) = if cfg!(debug_assertions) {
        (11, 10)
    } else {
        (110, 100)
    };
    let bends = art::Bends {
        cell: 6000,
        jitter: 900,
        points,
        seed: 7,
    };
    let topology = art::Picture::tiles(columns, rows).topology(bends, 0);
    let parent = |area: usize| AreaIx((area % columns / 6 + area / columns / 5 * 20) as u32);
    let parents: Vec<_> = (0..columns * rows).map(|area| Some(parent(area))).collect();
    Outlines::new(&topology, LevelIx(0), &parents).unwrap()
}

fn camera(outlines: &Outlines) -> Camera {
    Camera::fit(outlines.bounds().unwrap(), WIDTH, HEIGHT, 8.0)
}

fn style(outlines: &Outlines, shift: usize) -> Style {
    let look = |at: usize| Look {
        pattern: if at.is_multiple_of(23) {
            Some(Pattern::Hatch)
        } else {
            None
        },
        ..Look::plain(
            [[247; 3], [189; 3], [107; 3], [80, 100, 120], [40, 60, 90]][(at + shift) % 5],
        )
    };
    Style {
        looks: (0..outlines.count()).map(look).collect(),
        marks: vec![Mark::selected(
            AreaIx(outlines.count() as u32 / 2),
            [0; 3],
            [255; 3],
        )],
        ..Style::default()
    }
}

fn rasters(c: &mut Criterion) {
    let mut ids = IdBuffer::new();
    for (name, points) in [("few", 6), ("many", 48)] {
        let outlines = tessellation(points);
        let (areas, vertices) = (outlines.count(), outlines.point_count());
        println!("{areas} areas, {vertices} points of shared borders, {WIDTH} x {HEIGHT}");
        let whole = camera(&outlines);
        let near = whole.zoomed(4.0, [400.0, 300.0], [0.0, 1.0]);
        for (view, camera) in [("whole", whole), ("zoomed 4x", near)] {
            c.bench_function(&format!("raster, {name} points, {view}"), |b| {
                b.iter(|| ids.raster(&outlines, black_box(&camera), 1.0).unwrap());
            });
        }
    }
}

fn paints(c: &mut Criterion) {
    let outlines = tessellation(6);
    let mut ids = IdBuffer::new();
    ids.raster(&outlines, &camera(&outlines), 1.0).unwrap();
    let styles = [style(&outlines, 0), style(&outlines, 1)];
    let mut rgba = vec![0; (WIDTH * HEIGHT * 4) as usize];
    let mut painter = Painter::new();
    let mut turn = 0;
    c.bench_function("recolor", |b| {
        b.iter(|| {
            turn += 1;
            painter
                .paint(&outlines, &ids, &styles[turn % 2], &mut rgba)
                .unwrap();
        });
    });
    let mut refine = RefinePaint::new();
    c.bench_function("picture at rest, 16 rows", |b| {
        refine.restart(&outlines, &ids, &styles[0]).unwrap();
        b.iter(|| {
            if refine
                .step(&outlines, &ids, &styles[0], 16, &mut rgba)
                .unwrap()
                == Progress::Done
            {
                refine.restart(&outlines, &ids, &styles[0]).unwrap();
            }
        });
    });
}

fn once(c: &mut Criterion) {
    let outlines = tessellation(6);
    let mut ids = IdBuffer::new();
    ids.raster(&outlines, &camera(&outlines), 1.0).unwrap();
    let labels = LabelIndex::new(&outlines);
    c.bench_function("hit", |b| {
        b.iter(|| hit(&outlines, &labels, &ids, black_box([321.0, 234.0])))
    });
    let near = neighbours(&outlines);
    c.bench_function("walk", |b| b.iter(|| Walk::new(black_box(&near))));
    let caption = Caption {
        title: String::new(),
        desc: String::new(),
        steps_per_px: 4,
        tolerance_px: 0.5,
        area_lines: true,
        context: true,
    };
    let style = style(&outlines, 0);
    c.bench_function("svg", |b| {
        b.iter(|| svg(&outlines, &ids, &style, &caption).unwrap())
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40);
    targets = rasters, paints, once
}
criterion_main!(benches);
