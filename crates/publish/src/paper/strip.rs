//! The picture of where an area stands between the worst and the best value.

use super::face::{Faces, Weight};
use super::lines::Style;
use super::page::Ink;
use super::sheet::Strip;

/// Its height with the ends written below, in points.
pub const HEIGHT: f32 = 28.0;
/// From its top to the line.
const AXIS: f32 = 8.0;
/// Half the height of the band of the middle half.
const BAND: f32 = 5.0;
const RADIUS: f32 = 3.2;
/// Letters of the ends.
const END: Style = Style {
    size: 7.0,
    weight: Weight::Regular,
    grey: 60,
};

/// The picture in a column, from `top` on: band, line, median, area around, own place, ends. All of
/// them differ in shape, none only in its grey.
pub fn draw(faces: &Faces, strip: &Strip, [left, width]: [f32; 2], top: f32) -> Vec<Ink> {
    let spine = &strip.spine;
    // Discs at the ends stay inside.
    let (first, span) = (left + RADIUS, width - 2.0 * RADIUS);
    let x = |at: f64| first + span * at.clamp(0.0, 1.0) as f32;
    let y = top + AXIS;
    let line = |points: Vec<[f32; 2]>, width, grey| Ink::Shape {
        points,
        fill: None,
        stroke: Some((width, grey)),
    };
    let mut inks = Vec::new();
    if let [low, high] = spine.middle.as_slice() {
        inks.push(Ink::Shape {
            points: rectangle([x(*low), y - BAND, x(*high), y + BAND]),
            fill: Some(205),
            stroke: None,
        });
    }
    inks.push(line(vec![[x(0.0), y], [x(1.0), y]], 0.8, 60));
    let median = x(spine.median);
    inks.push(line(vec![[median, y - BAND], [median, y + BAND]], 1.2, 0));
    inks.extend(spine.parent.map(|at| Ink::Shape {
        points: diamond([x(at), y], 4.2),
        fill: Some(255),
        stroke: Some((1.0, 0)),
    }));
    inks.push(Ink::Dot {
        at: [x(spine.own), y],
        radius: RADIUS,
    });
    inks.extend(ends(faces, strip, [left, width], y + BAND + 1.5 + END.size));
    inks
}

/// The value at either end, one below the other where they do not fit beside each other.
fn ends(faces: &Faces, strip: &Strip, [left, width]: [f32; 2], base: f32) -> [Ink; 2] {
    let run = |text: &str| faces.run(END.weight, text);
    // A space parts them for those who copy or listen to the text.
    let from = run(&format!("{} ", strip.spine.from));
    let to = run(&strip.spine.to);
    let needed = (from.width + to.width) * END.size;
    let below = if needed > width { END.leading() } else { 0.0 };
    let right = (left + width - to.width * END.size).max(left);
    let ink = |at, run| Ink::Text {
        at,
        size: END.size,
        weight: END.weight,
        grey: END.grey,
        run,
    };
    [ink([left, base], from), ink([right, base + below], to)]
}

fn rectangle([left, top, right, bottom]: [f32; 4]) -> Vec<[f32; 2]> {
    vec![[left, top], [right, top], [right, bottom], [left, bottom]]
}

fn diamond([x, y]: [f32; 2], half: f32) -> Vec<[f32; 2]> {
    vec![[x, y - half], [x + half, y], [x, y + half], [x - half, y]]
}
