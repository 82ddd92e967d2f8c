//! The trend chart as SVG: beside golden files, with gaps at breaks, and with letters that never
//! lie on each other. `UPDATE_GOLDEN=1` rewrites the files in `tests/golden/charts`.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;
use std::path::PathBuf;

use plotters_svg::SVGBackend;
use teilraum::atlas::{LineRole, Tick, TrendChart, TrendLine};
use teilraum_chart::{Palette, advance, draw_trend};

/// Largest golden file.
const MOST_BYTES: usize = 20 * 1024;

fn line(label: &str, role: LineRole, segments: &[&[(f64, f64)]]) -> TrendLine {
    let segments = segments.iter().map(|segment| segment.to_vec()).collect();
    TrendLine {
        label: label.to_owned(),
        role,
        segments,
        bands: Vec::new(),
    }
}

fn ticks(marks: &[(f64, &str)]) -> Vec<Tick> {
    let tick = |(at, label): &(f64, &str)| Tick {
        at: *at,
        label: (*label).to_owned(),
    };
    marks.iter().map(tick).collect()
}

/// An area beside Land and Bund, all of them close together in the end.
fn three_lines() -> TrendChart {
    let land = [(0.0, 17_820.0), (2.0, 18_830.0), (4.0, 20_030.0)];
    let bund = [(0.0, 18_700.0), (2.0, 19_800.0), (4.0, 20_120.0)];
    let area = [(0.0, 17_350.0), (2.0, 18_260.0), (4.0, 19_990.0)];
    TrendChart {
        lines: vec![
            line("Nordland", LineRole::Parent, &[&land]),
            line("Musterbund", LineRole::Whole, &[&bund]),
            line("Eichwald", LineRole::Area, &[&area]),
        ],
        x_ticks: ticks(&[(0.0, "2010"), (4.0, "2014")]),
        y_ticks: ticks(&[
            (16_000.0, "16\u{202f}000"),
            (18_000.0, "18\u{202f}000"),
            (20_000.0, "20\u{202f}000"),
            (22_000.0, "22\u{202f}000"),
        ]),
        x_range: [0.0, 4.0],
        y_range: [16_000.0, 22_000.0],
        now: Some(2.0),
    }
}

/// A count with a break before its third number, a gap, and a number alone in the end.
fn broken() -> TrendChart {
    let before = [(0.0, 88_535.0), (1.0, 88_502.0)];
    let after = [(2.0, 82_504.0), (3.0, 82_801.0)];
    let alone = [(5.0, 83_100.0)];
    TrendChart {
        lines: vec![line("Auental", LineRole::Area, &[&before, &after, &alone])],
        x_ticks: ticks(&[(0.0, "2009"), (5.0, "2014")]),
        y_ticks: ticks(&[
            (80_000.0, "80\u{202f}000"),
            (85_000.0, "85\u{202f}000"),
            (90_000.0, "90\u{202f}000"),
        ]),
        x_range: [0.0, 5.0],
        y_range: [80_000.0, 90_000.0],
        now: Some(5.0),
    }
}

/// All lines end at the lowest value.
fn at_the_bottom() -> TrendChart {
    let mut chart = three_lines();
    for line in &mut chart.lines {
        line.segments = vec![vec![(0.0, 21_000.0), (4.0, 16_000.0)]];
    }
    chart
}

const SIZES: [(u32, u32, f64); 3] = [(320, 160, 1.0), (640, 320, 2.0), (260, 140, 1.0)];

fn svg(chart: &TrendChart, (width, height, density): (u32, u32, f64)) -> String {
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, (width, height));
    draw_trend(backend, chart, &Palette::default(), density).expect("a drawing");
    text
}

fn assert_golden(name: &str, text: &str) {
    let folder = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/golden/charts"
    ));
    let path = folder.join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("the file can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("a golden file; UPDATE_GOLDEN=1 writes it");
    assert!(golden.len() <= MOST_BYTES, "{name}: {} bytes", golden.len());
    assert!(
        golden == text,
        "{name} differs; look at it and write it with UPDATE_GOLDEN=1"
    );
}

#[test]
fn charts_look_as_they_did() {
    assert_golden("three-lines.svg", &svg(&three_lines(), SIZES[0]));
    assert_golden("broken.svg", &svg(&broken(), SIZES[0]));
    assert_golden("broken-2x.svg", &svg(&broken(), SIZES[1]));
}

/// Elements of one name, with their attributes and content as written.
fn elements<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    svg.split(&format!("<{name} ")).skip(1).collect()
}

fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let head = element.split('>').next().unwrap_or_default();
    let words = head.split(&format!("{name}=\"")).collect::<Vec<_>>();
    let value = words
        .windows(2)
        .find(|pair| pair[0].is_empty() || pair[0].ends_with(' '));
    value
        .and_then(|pair| pair[1].split('"').next())
        .unwrap_or_default()
}

#[test]
fn a_break_is_a_gap_and_a_single_number_a_dot() {
    let [red, green, blue] = Palette::default().area;
    let color = format!("#{red:02X}{green:02X}{blue:02X}");
    let drawing = svg(&broken(), SIZES[0]);
    let lines = elements(&drawing, "polyline");
    let own = lines
        .iter()
        .filter(|line| attribute(line, "stroke") == color);
    let points = |line: &&str| attribute(line, "points").split_whitespace().count();
    let counts: Vec<usize> = own.map(points).filter(|count| *count > 1).collect();
    assert_eq!(counts, [2, 2], "{lines:?}");
    let dots = elements(&drawing, "circle");
    assert_eq!(
        dots.iter()
            .filter(|dot| attribute(dot, "fill") == color)
            .count(),
        1
    );
}

#[test]
fn what_chance_makes_of_a_line_lies_pale_below_it_and_of_a_single_number_is_a_bar() {
    let mut chart = broken();
    let band = [
        (2.0, 82_000.0),
        (3.0, 82_300.0),
        (3.0, 83_300.0),
        (2.0, 83_000.0),
    ];
    let bar = [(5.0, 82_600.0), (5.0, 83_600.0)];
    chart.lines[0].bands = vec![band.to_vec(), bar.to_vec()];
    let (plain, drawing) = (svg(&broken(), SIZES[0]), svg(&chart, SIZES[0]));
    assert!(!plain.contains("0.18"), "no band unless declared");
    let pale = |elements: Vec<&str>, opacity: &str| {
        let pale = |it: &&&str| attribute(it, opacity) == "0.18";
        elements.iter().filter(pale).count()
    };
    assert_eq!(pale(elements(&drawing, "polygon"), "opacity"), 1);
    assert_eq!(pale(elements(&drawing, "polyline"), "opacity"), 1);
    let at = |text: &str| drawing.find(text);
    assert!(at("<polygon ") < at("<circle "), "numbers lie above");
}

#[derive(Debug)]
struct Letters {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// Where a text of a drawing lies, by the table of advances.
fn letters(element: &str) -> Letters {
    let number = |name: &str| attribute(element, name).parse::<f64>().expect("a number");
    let content = element
        .split('>')
        .nth(1)
        .and_then(|rest| rest.split('<').next());
    let text = content.unwrap_or_default().trim().to_owned();
    // plotters-svg writes the size of the font divided by 1.24.
    let size = number("font-size") * 1.24;
    let width = advance::width(&text, size);
    let left = match attribute(element, "text-anchor") {
        "end" => number("x") - width,
        "middle" => number("x") - width / 2.0,
        _ => number("x"),
    };
    // Digits and capitals, the tallest there are here, take about 0.72 of the size.
    let height = 0.72 * size;
    let top = match attribute(element, "dy") {
        "0.76em" => number("y"),
        "0.5ex" => number("y") - height / 2.0,
        _ => number("y") - height,
    };
    Letters {
        text,
        left,
        right: left + width,
        top,
        bottom: top + height,
    }
}

fn apart(one: &Letters, other: &Letters) -> bool {
    one.right <= other.left
        || other.right <= one.left
        || one.bottom <= other.top
        || other.bottom <= one.top
}

#[test]
fn letters_lie_inside_the_chart_and_never_on_each_other() {
    let charts = [
        ("three lines", three_lines()),
        ("broken", broken()),
        ("at the bottom", at_the_bottom()),
    ];
    for (name, chart) in charts {
        for size in SIZES {
            let drawing = svg(&chart, size);
            let placed: Vec<Letters> = elements(&drawing, "text")
                .into_iter()
                .map(letters)
                .collect();
            let expected = chart.lines.len() + chart.x_ticks.len() + chart.y_ticks.len();
            assert_eq!(placed.len(), expected, "{name}");
            for (at, one) in placed.iter().enumerate() {
                let (width, height) = (f64::from(size.0), f64::from(size.1));
                let across = one.left >= -1.0 && one.right <= width + 1.0;
                let down = one.top >= -1.0 && one.bottom <= height + 1.0;
                assert!(
                    across && down,
                    "{name} {size:?}: \"{}\" lies outside",
                    one.text
                );
                for other in &placed[..at] {
                    assert!(apart(one, other), "{name} {size:?}: {one:?} on {other:?}");
                }
            }
        }
    }
}

#[test]
fn the_table_of_advances_is_what_it_was_and_grows_with_the_size() {
    let texts = [
        "0123456789",
        "18\u{202f}919\u{a0}€",
        "−4,4\u{a0}%",
        "Durchschnitt 2019",
        "Öhlberg",
        "Mecklenburg-Vorpommern",
        "WWW",
        "iii",
        "",
    ];
    let mut golden = String::new();
    for text in texts {
        let _ = writeln!(golden, "{:8.3} {text}", advance::width(text, 12.0));
        assert_eq!(advance::width(text, 24.0), 2.0 * advance::width(text, 12.0));
    }
    assert_golden("advance.txt", &golden);
}
