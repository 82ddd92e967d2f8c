//! What stands below every page: whose profile it is, of which atlas and day, its address, its number.

use super::face::Weight;
use super::flow::{Flow, WHOLE};
use super::lines::{Style, wrap};
use super::page::{BOTTOM, Ink, MARGIN, Mark, WIDTH};
use super::sheet::Sheet;

const STYLE: Style = Style {
    size: 7.5,
    weight: Weight::Regular,
    grey: 60,
};
/// Room for the number of the page.
const NUMBER: f32 = 90.0;
/// So many lines fit above the edge.
const MOST: usize = 4;

/// Writes the foot of every page there is by now.
pub fn put(flow: &mut Flow<'_>, sheet: &Sheet) {
    let count = flow.pages.count();
    let [left, width] = WHOLE;
    let told = sheet.foot.iter();
    let lines = told.flat_map(|text| wrap(flow.faces, STYLE, text, width - NUMBER));
    let lines: Vec<_> = lines.take(MOST).collect();
    let ink = |at, run| Ink::Text {
        at,
        size: STYLE.size,
        weight: STYLE.weight,
        grey: STYLE.grey,
        run,
    };
    let top = BOTTOM + 14.0;
    for page in 0..count {
        let mut inks = vec![Ink::Shape {
            points: vec![[MARGIN, top - 4.0], [WIDTH - MARGIN, top - 4.0]],
            fill: None,
            stroke: Some((0.5, 140)),
        }];
        let mut base = top + STYLE.size;
        for run in &lines {
            inks.push(ink([left, base], run.clone()));
            base += STYLE.leading();
        }
        let number = sheet.page.replace("{page}", &(page + 1).to_string());
        let number = number.replace("{pages}", &count.to_string());
        let number = flow.faces.run(STYLE.weight, &number);
        let right = left + width - number.width * STYLE.size;
        inks.push(ink([right, top + STYLE.size], number));
        flow.pages.adorn(page, Mark::Foot, inks);
    }
}
