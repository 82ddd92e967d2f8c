//! Whole pictures: golden files, and the painter beside another program's drawing.
//!
//! `UPDATE_GOLDEN=1` rewrites the golden files; nothing else does.

use std::path::PathBuf;

use resvg::tiny_skia::{IntSize, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use teilraum::color::{Pattern, look_of};
use teilraum::geom::{Outlines, neighbours};
use teilraum::model::{AreaIx, ValueState};
use teilraum::scene::{Caption, Colors, IdBuffer, Look, Mark, Style, Widths, svg};

use super::art::{Bends, Picture, STRAIGHT};
use super::ground::rings;
use super::painting::{painted, refined};
use super::{letters, with_parents};

/// Two Länder with an enclave, an island, a part apart and an area without value.
const ROWS: [&str; 6] = [
    "AABBC..", //
    "AADBC.E", "FDDDCC.", "FFGHHC.", ".FGGHII", "FF...II",
];

/// Where land in the south and east ends, in half metres.
const SHORE: [[i32; 2]; 8] = [
    [2_600, -13_500],
    [3_300, -9_000],
    [6_100, -8_600],
    [7_700, -6_100],
    [7_900, -2_600],
    [9_900, -3_100],
    [11_300, 1_500],
    [15_500, -13_500],
];

fn scene(bends: Bends) -> (Outlines, Style) {
    let topology = Picture::drawn(&ROWS).topology(bends, 0);
    let mut outlines = with_parents(&topology, &[1, 1, 2, 1, 2, 1, 1, 2, 2]);
    outlines.set_labels(&neighbours(&outlines));
    let lake = vec![[10_800, -3_900], [12_000, -5_000], [10_300, -5_200]];
    outlines.set_context(&rings(&[SHORE.to_vec(), lake]));
    let fills = [
        [247, 251, 255],
        [198, 219, 239],
        [107, 174, 214],
        [66, 146, 198],
    ];
    let look = |area: usize| match area {
        4 => Look {
            pattern: Some(Pattern::Hatch),
            ink: [110; 3],
            ..Look::plain([225; 3])
        },
        6 => Look {
            pattern: Some(Pattern::BackHatch),
            ink: [110; 3],
            ..Look::plain([225; 3])
        },
        7 => Look {
            dim: true,
            ..Look::plain(fills[3])
        },
        8 => Look {
            pattern: Some(Pattern::Dots),
            ink: [110; 3],
            ..Look::plain([225; 3])
        },
        _ => Look::plain(fills[area % 4]),
    };
    let style = Style {
        looks: (0..9).map(look).collect(),
        colors: Colors {
            page: Some([255; 3]),
            ..Colors::default()
        },
        marks: vec![
            Mark::pointed(AreaIx(1), [0; 3], [255; 3]),
            Mark::selected(AreaIx(3), [20; 3], [255; 3]),
        ],
        ..Style::default()
    };
    (outlines, style)
}

fn at(outlines: &Outlines, width: u32, height: u32, density: f64) -> IdBuffer {
    let camera = teilraum::scene::Camera::fit(outlines.bounds().unwrap(), width, height, 6.0);
    let mut ids = IdBuffer::new();
    ids.raster(outlines, &camera, density).unwrap();
    ids
}

fn caption(steps_per_px: u32, tolerance_px: f64) -> Caption {
    Caption {
        title: "Two parents & nine areas".into(),
        desc: "E, G and I have no value; D is chosen.".into(),
        steps_per_px,
        tolerance_px,
        area_lines: true,
        context: true,
    }
}

const BENT: Bends = Bends {
    cell: 1000,
    jitter: 180,
    points: 4,
    seed: 11,
};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// Compares with a golden file, or writes it where asked.
fn matches_golden(name: &str, found: &[u8]) {
    assert!(found.len() <= 20 * 1024, "{name}: {} bytes", found.len());
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read(&path).unwrap_or_default();
    assert!(
        expected == found,
        "{} differs; look, then UPDATE_GOLDEN=1",
        path.display()
    );
}

/// Compares pixels, not files: how they are packed depends on the compressor that was built.
fn matches_golden_pixels(name: &str, found: &Pixmap) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found.encode_png().unwrap()).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap_or_default();
    assert!(bytes.len() <= 20 * 1024, "{name}: {} bytes", bytes.len());
    let expected = Pixmap::decode_png(&bytes).ok();
    assert!(
        expected.is_some_and(|expected| expected == *found),
        "{} differs; look, then UPDATE_GOLDEN=1",
        path.display()
    );
}

#[test]
fn ids_match_the_golden_letters() {
    let (outlines, _) = scene(BENT);
    let text = letters(&at(&outlines, 72, 60, 1.0)).join("\n") + "\n";
    matches_golden("scene-ids.txt", text.as_bytes());
}

#[test]
fn vector_graphics_match_the_golden_file() {
    let (outlines, style) = scene(BENT);
    let text = svg(
        &outlines,
        &at(&outlines, 350, 300, 1.0),
        &style,
        &caption(4, 0.5),
    )
    .unwrap();
    matches_golden("scene.svg", text.as_bytes());
}

#[test]
fn pictures_in_motion_and_at_rest_match_the_golden_pixels() {
    let (outlines, style) = scene(BENT);
    for (name, density) in [("1x", 1.0), ("2x", 2.0)] {
        let px = |css: u32| (f64::from(css) * density) as u32;
        let ids = at(&outlines, px(126), px(108), density);
        let size = IntSize::from_wh(px(126), px(108)).unwrap();
        for (kind, rgba) in [
            ("motion", painted(&outlines, &ids, &style)),
            ("rest", refined(&outlines, &ids, &style, 16)),
        ] {
            let pixmap = Pixmap::from_vec(rgba, size).unwrap();
            matches_golden_pixels(&format!("scene-{kind}-{name}.png"), &pixmap);
        }
    }
}

#[test]
fn vector_graphics_carry_text_and_no_styles() {
    let (outlines, style) = scene(STRAIGHT);
    let text = svg(
        &outlines,
        &at(&outlines, 70, 60, 1.0),
        &style,
        &caption(1, 0.0),
    )
    .unwrap();
    assert!(text.contains("<title>Two parents &amp; nine areas</title>"));
    assert!(text.contains("<desc>E, G and I have no value; D is chosen.</desc>"));
    assert!(!text.contains("style") && !text.contains("script"));
}

#[test]
fn leaving_out_points_keeps_neighbours_together() {
    // Every fill's border is made of the same points as the lines drawn over it.
    let (outlines, style) = scene(Bends { points: 20, ..BENT });
    let ids = at(&outlines, 350, 300, 1.0);
    let bare = Style {
        marks: Vec::new(),
        ..style.clone()
    };
    let [fine, coarse] =
        [0.0, 8.0].map(|skip| svg(&outlines, &ids, &bare, &caption(4, skip)).unwrap());
    assert!(
        coarse.len() < fine.len() * 3 / 4,
        "{} of {}",
        coarse.len(),
        fine.len()
    );
    let picture = drawn(&coarse);
    // No white pixel inside: the page shows nowhere between two neighbours.
    let gaps = (0..ids.camera().height_px)
        .flat_map(|row| (0..ids.camera().width_px).map(move |column| (column, row)))
        .filter(|(x, y)| {
            let inland = |dx: i32, dy: i32| {
                ids.get((*x as i32 + dx) as u32, (*y as i32 + dy) as u32)
                    .is_some_and(|id| id > 0)
            };
            let deep = [(-5, 0), (5, 0), (0, -5), (0, 5)]
                .iter()
                .all(|(dx, dy)| inland(*dx, *dy));
            let pixel = picture.pixel(*x, *y).unwrap();
            deep && [pixel.red(), pixel.green(), pixel.blue()] == [255; 3]
        });
    assert_eq!(gaps.count(), 0);
}

/// The picture another program draws of an SVG.
fn drawn(text: &str) -> Pixmap {
    let tree = Tree::from_str(text, &Options::default()).unwrap();
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap
}

/// Mean difference of channels, of 255, and the share of pixels off by more than 48.
fn difference(rgba: &[u8], picture: &Pixmap) -> (f64, f64) {
    let pixels = rgba.chunks(4).zip(picture.data().chunks(4));
    let (mut sum, mut off, mut count) = (0_u64, 0_u32, 0_u32);
    for (one, other) in pixels {
        let channels = || one.iter().zip(other).map(|(a, b)| a.abs_diff(*b));
        sum += channels().map(u64::from).sum::<u64>();
        off += u32::from(channels().any(|channel| channel > 48));
        count += 1;
    }
    (
        sum as f64 / f64::from(count) / 4.0,
        f64::from(off) / f64::from(count),
    )
}

#[test]
fn the_picture_at_rest_is_what_another_program_draws_of_the_same_scene() {
    for (density, seed) in [(1.0, 11), (1.0, 5), (2.0, 11), (3.0, 5)] {
        let (outlines, style) = scene(Bends { seed, ..BENT });
        let px = |css: u32| (f64::from(css) * density) as u32;
        let ids = at(&outlines, px(350), px(300), density);
        let text = svg(&outlines, &ids, &style, &caption(256, 0.0)).unwrap();
        let (mean, off) = difference(&refined(&outlines, &ids, &style, 64), &drawn(&text));
        assert!(mean < 0.8, "density {density}: mean difference {mean}");
        assert!(
            off < 0.0005,
            "density {density}: {off} of the pixels are off"
        );
    }
}

#[test]
fn every_state_without_a_number_is_drawn_alike_as_pixels_and_as_vectors() {
    let topology = Picture::drawn(&["ABC", "DEF"]).topology(STRAIGHT, 0);
    let outlines = with_parents(&topology, &[1; 6]);
    let states = ValueState::ALL.into_iter().filter_map(look_of);
    let style = Style {
        looks: states.map(Look::from).collect(),
        ..Style::default()
    };
    assert_eq!(style.looks.len(), 6);
    for density in [1.0, 2.0, 3.0] {
        let px = |css: f64| (css * density) as u32;
        let ids = at(&outlines, px(180.0), px(120.0), density);
        let text = svg(&outlines, &ids, &style, &caption(256, 0.0)).unwrap();
        assert_eq!(text.matches("<pattern ").count(), 6);
        let rgba = refined(&outlines, &ids, &style, 64);
        let (mean, off) = difference(&rgba, &drawn(&text));
        assert!(mean < 1.5, "density {density}: mean difference {mean}");
        assert!(off < 0.03, "density {density}: {off} of the pixels are off");
    }
}

#[test]
fn fills_alone_are_drawn_alike_to_the_edge() {
    let (outlines, style) = scene(BENT);
    let ids = at(&outlines, 350, 300, 1.0);
    let widths = Widths {
        area_css: 0.0,
        parent_css: 0.0,
        coast_css: 0.0,
    };
    let looks = style
        .looks
        .iter()
        .map(|look| Look::plain(look.fill))
        .collect();
    let bare = Style {
        looks,
        widths,
        marks: Vec::new(),
        ..style
    };
    let text = svg(&outlines, &ids, &bare, &caption(256, 0.0)).unwrap();
    let (mean, off) = difference(&refined(&outlines, &ids, &bare, 64), &drawn(&text));
    assert!(mean < 0.2, "mean difference {mean}");
    assert!(off < 0.0005, "{off} of the pixels are off");
}
