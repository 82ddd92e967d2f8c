//! The demo's map: who is hit, and the very pixels.
//!
//! `UPDATE_GOLDEN=1` records the pixels anew; `tests/browser/pixels.test.mjs` holds a browser's
//! canvas against the same record.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail by panicking"
)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Value, json};
use teilraum::atlas::{Atlas, MapColors};
use teilraum::geom::{Outlines, refine};
use teilraum::model::{AreaIx, LevelIx};
use teilraum::scene::{Camera, IdBuffer, LabelIndex, hit};
use teilraum::state::Action;
use teilraum::stats::Random;
use teilraum_publish::bundle::files::hash;
use teilraum_publish::bundle::{Bundle, assemble, outlines};
use teilraum_publish::content::Content;
use teilraum_publish::load::load;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn demo() -> &'static Content {
    static DEMO: OnceLock<Content> = OnceLock::new();
    DEMO.get_or_init(|| load(&root().join("data/atlas.toml")).unwrap().0)
}

/// A level's outlines in full detail, with its published label points.
fn drawn(level: &str) -> Outlines {
    let content = demo();
    let at = content.levels.iter().position(|it| it.key == level);
    let ix = LevelIx(at.unwrap() as u8);
    let serves = |set: &&teilraum_publish::content::Outlines| {
        set.serves.is_empty() || set.serves.iter().any(|key| key == level)
    };
    let set = content.outlines.iter().find(serves).unwrap();
    let mut topology = set.base.clone();
    for band in &set.bands {
        refine(&mut topology, band).unwrap();
    }
    let mut drawn = Outlines::new(&topology, ix, &[]).unwrap();
    for neighbours in &set.neighbours {
        drawn.set_labels(neighbours);
    }
    drawn
}

/// Rings of an area on the screen.
type Rings = Vec<Vec<[f64; 2]>>;

fn on_screen(outlines: &Outlines, camera: &Camera, id: u32) -> Rings {
    let place = |point| camera.screen_from_map(outlines.map_from_grid(point));
    let ring = |ring: &[i32]| outlines.ring_points(ring).into_iter().map(place).collect();
    outlines.rings(id).map(ring).collect()
}

fn sides(rings: &Rings) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    rings.iter().flat_map(|ring| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| (*a, *b))
    })
}

/// The even-odd rule, as the textbook has it.
fn holds(rings: &Rings, [x, y]: [f64; 2]) -> bool {
    let crosses = |(a, b): &([f64; 2], [f64; 2])| {
        (a[1] > y) != (b[1] > y) && x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
    };
    sides(rings).filter(crosses).count() % 2 == 1
}

fn distance(rings: &Rings, at: [f64; 2]) -> f64 {
    let to_side = |(a, b): ([f64; 2], [f64; 2])| {
        let [along, off] = [b, at].map(|to| [to[0] - a[0], to[1] - a[1]]);
        let squared = along[0] * along[0] + along[1] * along[1];
        let share = (off[0] * along[0] + off[1] * along[1]) / squared.max(1e-12);
        let share = share.clamp(0.0, 1.0);
        (off[0] - share * along[0]).hypot(off[1] - share * along[1])
    };
    sides(rings).map(to_side).fold(f64::INFINITY, f64::min)
}

/// An area drawn on the screen: its id, rings, and the box around them.
struct Drawn(u32, Rings, [[f64; 2]; 2]);

fn all_on_screen(outlines: &Outlines, camera: &Camera) -> Vec<Drawn> {
    let area = |id: u32| {
        let rings = on_screen(outlines, camera, id);
        let points = || rings.iter().flatten();
        let low = [0, 1].map(|axis| points().map(|it| it[axis]).fold(f64::INFINITY, f64::min));
        let high = [0, 1].map(|axis| {
            points()
                .map(|it| it[axis])
                .fold(f64::NEG_INFINITY, f64::max)
        });
        Drawn(id, rings, [low, high])
    };
    (1..=outlines.count() as u32).map(area).collect()
}

/// Whether an area is so small that it can be hit beside itself.
fn is_small(drawn: &Drawn) -> bool {
    let [low, high] = drawn.2;
    // A pixel more than the rule says, for the rounding of boxes to pixels.
    high[0] - low[0] < 9.0 || high[1] - low[1] < 9.0
}

/// Seeded points on the screen whose hit is held against the even-odd rule.
fn compare(level: &str, zoom: f64) {
    let outlines = drawn(level);
    let whole = Camera::fit(outlines.bounds().unwrap(), 1000, 800, 12.0);
    let camera = whole.zoomed(zoom, [430.0, 310.0], [0.0, 1.0]);
    let mut ids = IdBuffer::new();
    ids.raster(&outlines, &camera, 1.0).unwrap();
    let labels = LabelIndex::new(&outlines);
    let areas = all_on_screen(&outlines, &camera);
    let mut random = Random::new(20);
    let (mut compared, mut small) = (0, 0);
    for _ in 0..10_000 {
        let at = [random.unit() * 1000.0, random.unit() * 800.0];
        let near = areas.iter().filter(|Drawn(_, _, [low, high])| {
            (0..2).all(|axis| at[axis] > low[axis] - 1.0 && at[axis] < high[axis] + 1.0)
        });
        let near: Vec<&Drawn> = near.collect();
        if near.iter().any(|area| distance(&area.1, at) <= 1.0) {
            continue;
        }
        let inside = near.iter().find(|area| holds(&area.1, at));
        let expected = inside.and_then(|area| outlines.area(area.0));
        let found = hit(&outlines, &labels, &ids, at);
        if found != expected && found.is_some_and(|ix| is_small(&areas[place(&outlines, ix)])) {
            small += 1;
            continue;
        }
        assert_eq!(found, expected, "{level} at {at:?}");
        compared += 1;
    }
    assert!(compared > 4000, "{level}: only {compared} points compared");
    assert!(small < 2500, "{level}: {small} points beside small areas");
}

fn place(outlines: &Outlines, area: AreaIx) -> usize {
    outlines.id(area).unwrap() as usize - 1
}

#[test]
fn kreise_are_hit_where_they_lie() {
    compare("kreis", 1.0);
    compare("kreis", 7.0);
}

#[test]
fn gemeinden_are_hit_where_they_lie() {
    compare("gemeinde", 5.0);
    compare("gemeinde", 20.0);
}

fn feed(atlas: &mut Atlas, bundle: &Bundle) {
    loop {
        let missing = atlas.missing();
        if missing.is_empty() {
            break;
        }
        for path in missing {
            let bytes = if path.starts_with("messages/") {
                std::fs::read(root().join(format!("www/{path}.json"))).unwrap()
            } else {
                bundle.files.get(&path).unwrap().to_vec()
            };
            atlas.supply(&path, &bytes).unwrap();
        }
    }
    while atlas.work() {}
}

/// The hashes of a view's pixels in motion and at rest.
fn pixels(bundle: &Bundle, view: &Value) -> [String; 2] {
    let mut atlas = Atlas::new("de");
    let link = view["link"].as_str().unwrap().to_owned();
    atlas.dispatch(Action::Open { link });
    feed(&mut atlas, bundle);
    let px = |name: &str| view[name].as_u64().unwrap() as u32;
    let map = atlas.map_mut();
    map.set_colors(MapColors::default());
    map.resize(px("width"), px("height"), view["density"].as_f64().unwrap());
    map.paint().unwrap().unwrap();
    // What a first picture does without is asked for once it has been refined.
    while map.refine(16).unwrap() {}
    feed(&mut atlas, bundle);
    let map = atlas.map_mut();
    let motion = hash(map.paint().unwrap().unwrap().2);
    while map.refine(16).unwrap() {}
    [motion, hash(map.pixels().unwrap().2)]
}

#[test]
fn the_demo_is_painted_as_recorded() {
    let content = demo();
    let downloads = outlines::downloads(content).unwrap();
    let bundle = assemble(content, &downloads).unwrap();
    let record = root().join("tests/fixtures/demo-pixels.json");
    let text = std::fs::read_to_string(&record).unwrap();
    let mut views: Vec<Value> = serde_json::from_str(&text).unwrap();
    let before = views.clone();
    for view in &mut views {
        let [motion, rest] = pixels(&bundle, view);
        view["motion"] = json!(motion);
        view["rest"] = json!(rest);
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let text = serde_json::to_string_pretty(&views).unwrap();
        std::fs::write(&record, text + "\n").unwrap();
    } else {
        assert_eq!(views, before, "look at the map, then UPDATE_GOLDEN=1");
    }
}
