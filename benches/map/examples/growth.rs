//! `cargo run --profile tool -p teilraum-bench-map --example growth -- [AREAS…]`: what the painter and
//! the classes cost over the number of areas and of vertices, on a picture of 1000 × 800 pixels.
//!
//! Each line is one country at one detail: `base` the coarsest outlines, `full` all of them. What
//! recolouring takes must not differ between both.

use std::hint::black_box;
use std::time::Instant;

use teilraum::classify::classify;
use teilraum::geom::Outlines;
use teilraum::model::{AreaIx, ClassMethod, Topology};
use teilraum::scene::{Camera, IdBuffer, Look, Painter, Style};
use teilraum_bench_map::content;
use teilraum_bench_map::plan::Plan;
use teilraum_bench_map::set::Set;

/// How often each step is taken; the median counts.
const ROUNDS: usize = 11;
const SIZE: [u32; 2] = [1000, 800];
const USUAL: [u32; 4] = [400, 11_000, 100_000, 1_000_000];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let asked: Vec<u32> = std::env::args()
        .skip(1)
        .map(|word| word.parse())
        .collect::<Result<_, _>>()?;
    let sizes = if asked.is_empty() { &USUAL[..] } else { &asked };
    println!("   areas detail vertices    open  raster     pan recolour classes ms");
    for areas in sizes {
        let set = content::set(&Plan::of(*areas))?;
        let [_, full] = set.details()?;
        let base = &set.outlines()?.base;
        for (name, topology) in [("base", base), ("full", &full.topology)] {
            measure(&set, name, topology)?;
        }
    }
    Ok(())
}

fn measure(set: &Set, name: &str, topology: &Topology) -> Outcome<()> {
    let parents = parents(set);
    let begun = Instant::now();
    let outlines = Outlines::new(topology, set.level, &parents)?;
    let open = ms(begun);
    let bounds = outlines.bounds().ok_or("a country without outlines")?;
    let camera = Camera::fit(bounds, SIZE[0], SIZE[1], 12.0);
    let mut ids = IdBuffer::new();
    let raster = median(|_| Ok(ids.raster(&outlines, &camera, 1.0)?))?;
    let pan = median(|round| Ok(ids.pan(&outlines, [if round % 2 == 0 { 7 } else { -7 }, 3])?))?;
    let order: Vec<AreaIx> = set.level_areas().collect();
    let units: Vec<i64> = set
        .values(0, &order)
        .iter()
        .flatten()
        .map(|value| (value * 10.0) as i64)
        .collect();
    let cut = || classify(&units, ClassMethod::Quantile, 5, None, &[]);
    let classes = median(|_| {
        black_box(cut()?);
        Ok(())
    })?;
    let mut painter = Painter::new();
    let mut rgba = vec![0; (SIZE[0] * SIZE[1] * 4) as usize];
    let styles = [0, 1].map(|shift| style(outlines.count(), shift));
    let recolour =
        median(|round| Ok(painter.paint(&outlines, &ids, &styles[round % 2], &mut rgba)?))?;
    println!(
        "{:8} {name:6} {:8} {open:7.1} {raster:7.2} {pan:7.2} {recolour:8.2} {classes:7.2}",
        outlines.count(),
        outlines.point_count()
    );
    Ok(())
}

fn parents(set: &Set) -> Vec<Option<AreaIx>> {
    let areas = &set.content.areas.0;
    set.level_areas()
        .map(|ix| areas.get(ix.0 as usize).and_then(|area| area.parent))
        .collect()
}

fn style(count: usize, shift: usize) -> Style {
    let grey = |at: usize| Look::plain([40 * ((at + shift) % 5) as u8 + 60; 3]);
    Style {
        looks: (0..count).map(grey).collect(),
        ..Style::default()
    }
}

fn median(mut step: impl FnMut(usize) -> Outcome<()>) -> Outcome<f64> {
    let mut took = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let begun = Instant::now();
        step(round)?;
        took.push(ms(begun));
    }
    took.sort_by(f64::total_cmp);
    took.get(ROUNDS / 2)
        .copied()
        .ok_or_else(|| "no rounds".into())
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
