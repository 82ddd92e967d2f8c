//! Graphic parts of a legend: colors that flow, nine fields, circles within each other, marks.

use crate::color::{Pattern, Rgb};
use crate::scene::Form;

use super::super::super::answer::{Legend, Mark};
use super::super::matrix::{Matrix, MatrixCell, MatrixHead};
use super::super::symbols::LAND;
use super::super::{Certainty, FacilityKey, RampLegend, SymbolKey};
use super::flow::{Flow, Kind};
use super::item::{Anchor, Item, Tile, measured};
use super::legend::{channels, swatch};
use super::{INK, LINE, PAPER, SOFT};

/// Height of a bar of flowing colors, and of the ticks below it.
const RAMP: [f64; 2] = [14.0, 5.0];
/// Greatest width, and height, of a field of the matrix.
const FIELD: [f64; 2] = [64.0, 36.0];
/// Between the heads of rows and the fields.
const SPACE: f64 = 8.0;
/// Of the column, how much the circles may take; larger ones are left out.
const CIRCLES: f64 = 0.55;
/// Radius of a mark.
const MARK: f64 = 6.0;

/// Colors from end to end, with ticks where the scheme ends and where its middle is.
pub(super) fn ramp(flow: &mut Flow, legend: &Legend, ramp: &RampLegend) {
    let stop = |it: &super::super::RampStop| (it.at, it.color.clone());
    let [height, tick] = RAMP;
    flow.items.push(Item::Ramp {
        x: flow.x,
        y: flow.y,
        width: flow.width,
        height,
        stops: ramp.stops.iter().map(stop).collect(),
    });
    flow.y += height;
    let [size, line] = Kind::Note.sizes();
    // Where the last label of each line ends.
    let mut ends: Vec<f64> = Vec::new();
    for Mark { at, label } in &legend.bounds {
        let x = flow.x + at * flow.width;
        flow.items.push(Item::Rect {
            x: (x - 0.5).clamp(flow.x, flow.x + flow.width - 1.0),
            y: flow.y,
            width: 1.0,
            height: tick,
            fill: SOFT.to_owned(),
            tile: None,
            stroke: String::new(),
        });
        let wide = measured(label, size, false);
        let left = (x - wide / 2.0).clamp(flow.x, (flow.x + flow.width - wide).max(flow.x));
        let free = ends.iter().position(|end| *end + SPACE <= left);
        let row = free.unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = left + wide,
            None => ends.push(left + wide),
        }
        let base = flow.y + tick + size + row as f64 * line;
        flow.put(Kind::Note, label.clone(), left, Anchor::Start, base);
    }
    flow.y += tick + ends.len() as f64 * line + 6.0;
}

/// Nine fields with their counts, between the names of the classes, and the axes in words.
pub(super) fn matrix(flow: &mut Flow, matrix: &Matrix) {
    let [size, line] = Kind::Entry.sizes();
    let heads = matrix.rows.iter().map(|row| &row.head);
    let heads = heads.map(|head| measured(&head.name, size, false));
    let left = flow.x + heads.fold(0.0, f64::max) + SPACE;
    let columns = matrix.columns.len().max(1) as f64;
    let wide = ((flow.x + flow.width - left) / columns).min(FIELD[0]);
    let some = matrix
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|it| it.highlighted);
    for row in &matrix.rows {
        let base = flow.y + FIELD[1] / 2.0 + size * 0.35;
        let name = row.head.name.clone();
        flow.put(Kind::Entry, name, left - SPACE, Anchor::End, base);
        for (at, cell) in row.cells.iter().enumerate() {
            let x = left + at as f64 * wide;
            field(flow, cell, some && !cell.highlighted, [x, base, wide]);
        }
        flow.y += FIELD[1];
    }
    for (at, column) in matrix.columns.iter().enumerate() {
        let x = left + (at as f64 + 0.5) * wide;
        let name = column.name.clone();
        flow.put(Kind::Entry, name, x, Anchor::Middle, flow.y + size + 3.0);
    }
    flow.y += line + 8.0;
    let bottom_up: Vec<&MatrixHead> = matrix.rows.iter().rev().map(|row| &row.head).collect();
    axis(flow, "↑", &matrix.up, &bottom_up);
    axis(
        flow,
        "→",
        &matrix.across,
        &matrix.columns.iter().collect::<Vec<_>>(),
    );
    for note in &matrix.notes {
        flow.text(Kind::Note, note);
    }
    flow.gap(6.0);
}

fn field(flow: &mut Flow, cell: &MatrixCell, faded: bool, [x, base, wide]: [f64; 3]) {
    let fill = swatch(&cell.color, faded);
    let ink = legible_on(&fill);
    flow.items.push(Item::Rect {
        x,
        y: flow.y,
        width: wide,
        height: FIELD[1],
        fill,
        tile: None,
        stroke: LINE.to_owned(),
    });
    flow.items.push(Item::Text {
        x: x + wide / 2.0,
        y: base,
        size: Kind::Entry.sizes()[0],
        bold: cell.highlighted,
        anchor: Anchor::Middle,
        color: ink.to_owned(),
        halo: String::new(),
        text: cell.count.clone(),
    });
}

/// Dark or light letters, whichever are easier to read on `fill`.
fn legible_on(fill: &str) -> &'static str {
    let contrast = |ink: &str| {
        let both = channels(fill).zip(channels(ink));
        both.map_or(0.0, |(fill, ink)| Rgb(fill).contrast(Rgb(ink)))
    };
    let inks = [INK, PAPER].into_iter();
    let best = inks.max_by(|one, other| contrast(one).total_cmp(&contrast(other)));
    best.unwrap_or(INK)
}

/// "↑ Einkommen, 2018 (Euro): niedrig bis 20.000; mittel …"
fn axis(flow: &mut Flow, arrow: &str, name: &str, classes: &[&MatrixHead]) {
    let class = |it: &&MatrixHead| format!("{} {}", it.name, it.label);
    let classes: Vec<String> = classes.iter().map(class).collect();
    flow.text(
        Kind::Note,
        &format!("{arrow} {name}: {}", classes.join("; ")),
    );
}

/// The entry of hatched areas.
pub(super) fn certainty(flow: &mut Flow, certainty: &Certainty) {
    let tile = Tile::of(Pattern::Uprights, INK.to_owned());
    let (label, count) = (&certainty.label, &certainty.count);
    flow.entry(Rgb(LAND).to_string(), Some(tile), label, count, false);
}

/// Circles within each other, standing on one line, each with its value beside it.
pub(super) fn circles(flow: &mut Flow, symbols: &SymbolKey) {
    flow.gap(6.0);
    flow.text(Kind::Note, &symbols.title);
    flow.gap(2.0);
    let fits = symbols.sizes.iter();
    let fits = fits.filter(|it| 2.0 * it.radius_css <= CIRCLES * flow.width);
    let sizes: Vec<_> = fits.collect();
    let largest = sizes.first().map_or(0.0, |it| it.radius_css);
    let (top, middle) = (flow.y + 1.0, flow.x + largest + 1.0);
    let floor = top + 2.0 * largest;
    let x = middle + largest + 14.0;
    for size in &sizes {
        let radius = size.radius_css;
        flow.items.push(Item::Circle {
            x: middle,
            y: floor - radius,
            radius,
            fill: String::new(),
            stroke: INK.to_owned(),
        });
        let high = (floor - 2.0 * radius).max(flow.y);
        flow.y = high;
        let room = flow.x + flow.width - x;
        flow.lines(Kind::Entry, &size.label, x, room);
        flow.items.push(Item::Polygon {
            points: vec![[middle, floor - 2.0 * radius], [x - 4.0, high + 9.0]],
            fill: String::new(),
            stroke: LINE.to_owned(),
        });
    }
    flow.y = flow.y.max(floor) + 6.0;
    flow.text(Kind::Note, &symbols.negative);
    flow.text(Kind::Note, &symbols.remark);
}

/// A layer of facilities: its mark and its name.
pub(super) fn facility(flow: &mut Flow, layer: &FacilityKey) {
    flow.gap(4.0);
    let form = Form::ALL.into_iter().find(|it| it.key() == layer.form);
    let (x, y) = (flow.x + 11.0, flow.y + 9.0);
    let corners = form.unwrap_or_default().corners();
    flow.items.push(if corners.is_empty() {
        Item::Circle {
            x,
            y,
            radius: MARK,
            fill: layer.color.clone(),
            stroke: String::new(),
        }
    } else {
        let place = |[dx, dy]: &[f64; 2]| [x + dx * MARK, y + dy * MARK];
        Item::Polygon {
            points: corners.iter().map(place).collect(),
            fill: layer.color.clone(),
            stroke: String::new(),
        }
    });
    flow.lines(Kind::Entry, &layer.label, flow.x + 30.0, flow.width - 30.0);
}
