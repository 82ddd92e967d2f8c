//! Points, ids and pixels of the small map.

use teilraum::geom::{Bounds, Outlines};
use teilraum::model::{AreaIx, LevelIx};
use teilraum::scene::{Camera, IdBuffer};
use teilraum::state::Action;
use teilraum::{format, geom};

use super::digest::Digest;
use super::figures::Random;
use super::fixture;

fn cameras() -> u64 {
    let mut digest = Digest::new();
    let mut random = Random(11);
    let bounds = Bounds {
        min_m: [-320_000.5, -440_000.25],
        max_m: [310_000.0, 430_000.75],
    };
    let mut camera = Camera::fit(bounds, 1000, 800, 12.0);
    let whole = camera;
    for _ in 0..300 {
        let [a, b, c] = [random.share(), random.share(), random.share()];
        camera = match random.next() % 4 {
            0 => camera.panned([a * 200.0 - 100.0, b * 200.0 - 100.0]),
            1 => camera.zoomed(0.5 + c, [a * 1000.0, b * 800.0], [whole.px_per_m, 1.0]),
            2 => camera.eased(whole, c),
            _ => camera.kept_inside(bounds),
        };
        digest.debug(&camera);
        let map_m = camera.map_from_screen([a * 1000.0, b * 800.0]);
        digest.floats(&map_m);
        digest.floats(&camera.screen_from_map(map_m));
    }
    digest.finish()
}

fn outlines() -> u64 {
    let mut digest = Digest::new();
    let bytes = |path: &str| fixture::file(path).expect("a file of the bundle");
    let manifest = format::manifest("manifest.json", bytes("manifest.json")).expect("a manifest");
    let path = &manifest.generation;
    let catalogue = format::catalogue(path, bytes(path)).expect("a catalogue");
    let geometry = catalogue.geometry.first().expect("outlines");
    let mut topology = None;
    for file in &geometry.bands {
        match &mut topology {
            None => topology = format::topology(&file.path, bytes(&file.path), &catalogue).ok(),
            Some(topology) => {
                let band = format::refine(&file.path, bytes(&file.path), topology).expect("a band");
                geom::refine(topology, &band).expect("a band that fits");
            }
        }
        let topology = topology.as_ref().expect("a topology");
        for level in 0..catalogue.levels.len() as u8 {
            let outlines = Outlines::new(topology, LevelIx(level), &[]).expect("outlines");
            digest.debug(&outlines.bounds());
            digest.debug(&geom::neighbours(&outlines));
            ids(&mut digest, &outlines);
        }
    }
    digest.finish()
}

fn ids(digest: &mut Digest, outlines: &Outlines) {
    let bounds = outlines.bounds().expect("something to see");
    let mut buffer = IdBuffer::new();
    for (width, height, density) in [(200, 150, 1.0), (333, 217, 2.0), (12, 9, 1.0)] {
        let camera = Camera::fit(bounds, width, height, 3.0);
        buffer
            .raster(outlines, &camera, density)
            .expect("a small raster");
        for row in 0..height {
            for column in 0..width {
                digest.bytes(&buffer.get(column, row).unwrap_or(0).to_le_bytes());
            }
        }
        digest.float(buffer.border_share());
    }
}

fn pixels() -> u64 {
    let mut digest = Digest::new();
    for link in [
        "",
        "v=1&i=care-share&l=kreis&p=latest",
        "v=1&i=balance&l=land&p=latest&a=02&h=1",
    ] {
        let mut atlas = fixture::open(link);
        for density in [1.0, 2.0] {
            atlas.map_mut().resize(240, 180, density);
            let painted = atlas.map_mut().paint().expect("a small picture");
            digest.bytes(painted.expect("a picture").2);
            while atlas.map_mut().refine(16).expect("a small picture") {}
            digest.bytes(atlas.map().pixels().expect("a picture").2);
        }
    }
    digest.finish()
}

fn gestures() -> u64 {
    let mut digest = Digest::new();
    let mut atlas = fixture::open("v=1&i=income&l=kreis&p=latest&a=02054");
    for step in 0..=10 {
        atlas
            .map_mut()
            .fly(Some(AreaIx(15)), f64::from(step) / 10.0);
        digest.debug(&atlas.map().camera_state());
    }
    atlas.map_mut().zoom(1.7, 120.0, 80.0);
    atlas.map_mut().pan(-33.0, 21.5);
    atlas.settle();
    fixture::feed(&mut atlas, |_| true);
    digest.text(&atlas.link());
    let painted = atlas.map_mut().paint().expect("a small picture");
    digest.bytes(painted.expect("a picture").2);
    for x in (0..400).step_by(20) {
        for y in (0..300).step_by(20) {
            digest.debug(&atlas.hover(f64::from(x), f64::from(y)));
        }
    }
    digest.debug(&atlas.scale_bar());
    fixture::act(&mut atlas, Action::ResetCamera);
    digest.debug(&atlas.map().position(AreaIx(10)));
    digest.finish()
}

pub fn sections() -> Vec<(String, u64)> {
    vec![
        ("cameras and projected points".to_owned(), cameras()),
        ("outlines, neighbours and ids".to_owned(), outlines()),
        ("pixels".to_owned(), pixels()),
        ("gestures, hits and positions".to_owned(), gestures()),
    ]
}
