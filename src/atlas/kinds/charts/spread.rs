//! How the values of a level spread: a dot for each area, heaped where values are alike, over the
//! middle half, with the areas beside and the chosen one named above.
//!
//! Dots stand in columns as wide as they are, so no dot is farther than half its width from its
//! value; a column grows from the middle to both sides. Where ten thousand areas would need more
//! height than there is, dots become smaller and at last overlap.

use crate::model::{Area, AreaIx, sort_by};
use crate::text::Arg;

use super::super::super::answer::SmallTable;
use super::super::super::card::cell_of;
use super::super::super::shown::{Shown, number};
use super::super::super::view::View;
use super::super::sheet::Anchor;
use super::Spots;
use super::marks::{ChartPicture, LINE, Part, cut, measured};
use super::ranking::{Order, beside, compared, named, part_of, scale};
use super::scale::{Scale, quartiles};

/// Radius of the largest and of the smallest dots, in half pixels.
const RADII: std::ops::RangeInclusive<u32> = 2..=9;
/// Between dots.
const GAP: f64 = 0.5;
/// Least and greatest height of the heap.
const HEAP: [f64; 2] = [56.0, 260.0];
/// Space left and right of the axis.
const SIDE: f64 = 14.0;
/// The larger dot of the chosen area.
const CHOSEN: f64 = 5.5;

/// A column of dots.
struct Heap {
    radius: f64,
    /// From dot to dot in a column.
    pitch: f64,
    /// Height of the tallest column.
    height: f64,
}

/// The spread as a picture, and where each area stands.
pub(super) fn picture(
    view: &View<'_>,
    shown: &Shown,
    order: &Order,
    width: f64,
) -> Option<(ChartPicture, Spots)> {
    let scale = scale(view, shown)?;
    let ends = [SIDE, (width - SIDE).max(SIDE + 1.0)];
    let x = |share: f64| ends[0] + share * (ends[1] - ends[0]);
    let mut values: Vec<(i64, AreaIx)> = order
        .ranked(shown)
        .filter_map(|it| Some((number(it.row.cell)?, it.row.area)))
        .collect();
    // From the lowest on, areas of one value in their order.
    sort_by(&mut values, |a, b| a.cmp(b));
    let places: Vec<f64> = values
        .iter()
        .map(|(units, _)| x(scale.share(*units as f64)))
        .collect();
    let heap = heap(&places);
    let mut picture = ChartPicture {
        width,
        ..ChartPicture::default()
    };
    let labels = labels(view, shown, order);
    let top = LINE * labels.len() as f64 + 6.0;
    let middle = top + heap.height / 2.0;
    let bottom = top + heap.height;
    picture.height = bottom + 2.0 * LINE + 8.0;
    put_half(&mut picture, shown, &scale, &x, [top, bottom]);
    put_axis(&mut picture, view, &scale, &x, bottom);
    let spots = spots(&places, &values, &heap, middle);
    let centers: Vec<[f64; 2]> = spots.iter().map(|(at, _)| *at).collect();
    picture.dots(Part::Dot, heap.radius, &centers);
    for (row, label) in labels.iter().enumerate() {
        let spot = label
            .area
            .and_then(|ix| spots.iter().find(|(_, area)| *area == ix));
        let at = x(scale.share(label.units as f64));
        let from = LINE * (row + 1) as f64;
        let to = spot.map_or(bottom, |([_, y], _)| *y);
        let foot = spot.map_or(at, |([x, _], _)| *x);
        picture.line(label.part, (1.5, label.dash), &[[foot, from], [foot, to]]);
        if spot.is_some() {
            picture.dots(label.part, heap.radius.max(CHOSEN), &[[foot, to]]);
        }
        let text = cut(&label.text, width);
        picture.text_about(label.part, [at, from - LINE / 2.0], [0.0, width], &text);
    }
    Some((picture, spots))
}

/// The largest dots whose tallest column has room.
fn heap(places: &[f64]) -> Heap {
    let tallest = |width: f64| {
        let column = |x: &f64| libm::floor(x / width) as i64;
        let columns = places.chunk_by(|a, b| column(a) == column(b));
        columns.map(<[f64]>::len).max().unwrap_or(0) as f64
    };
    let radii = RADII.rev().map(|half| f64::from(half) / 2.0);
    let fits = |radius: &f64| tallest(2.0 * radius + GAP) * (2.0 * radius + GAP) <= HEAP[1];
    let smallest = f64::from(*RADII.start()) / 2.0;
    let radius = radii.clone().find(fits).unwrap_or(smallest);
    let width = 2.0 * radius + GAP;
    let count = tallest(width).max(1.0);
    let pitch = width.min(HEAP[1] / count);
    Heap {
        radius,
        pitch,
        height: (count * pitch).max(HEAP[0]),
    }
}

/// Where each area stands; values come ascending.
fn spots(places: &[f64], values: &[(i64, AreaIx)], heap: &Heap, middle: f64) -> Spots {
    let width = 2.0 * heap.radius + GAP;
    let mut spots = Vec::with_capacity(values.len());
    let (mut column, mut step) = (i64::MIN, 0_u32);
    for (x, (_, area)) in places.iter().zip(values) {
        let own = libm::floor(x / width) as i64;
        step = if own == column { step + 1 } else { 0 };
        column = own;
        // The middle, one above, one below, two above …
        let side = if step % 2 == 1 { -1.0 } else { 1.0 };
        let y = middle + side * f64::from(step.div_ceil(2)) * heap.pitch;
        spots.push(([(own as f64 + 0.5) * width, y], *area));
    }
    spots
}

/// The band of the middle half.
fn put_half(
    picture: &mut ChartPicture,
    shown: &Shown,
    scale: &Scale,
    x: &dyn Fn(f64) -> f64,
    [top, bottom]: [f64; 2],
) {
    if let Some([low, _, high]) = quartiles(&shown.numbers).filter(|_| shown.numbers.len() > 3) {
        let [left, right] = [low, high].map(|units| x(scale.share(units as f64)));
        let band = [[left, top], [right, top], [right, bottom], [left, bottom]];
        picture.area(Part::Half, &band);
    }
}

/// The axis with as many marks as have room, and its unit.
fn put_axis(
    picture: &mut ChartPicture,
    view: &View<'_>,
    scale: &Scale,
    x: &dyn Fn(f64) -> f64,
    bottom: f64,
) {
    let width = picture.width;
    picture.line(
        Part::Grid,
        (1.0, 0.0),
        &[[x(0.0), bottom], [x(1.0), bottom]],
    );
    let stubs: Vec<[[f64; 2]; 2]> = scale
        .ticks
        .iter()
        .map(|tick| [bottom, bottom + 5.0].map(|y| [x(scale.at(tick.at)), y]))
        .collect();
    picture.lines(Part::Grid, 1.0, &stubs);
    let mut free = 0.0;
    for tick in &scale.ticks {
        let half = measured(&tick.label) / 2.0;
        let at = x(scale.at(tick.at)).min(width - half).max(half);
        if at - half < free {
            continue;
        }
        free = at + half + 10.0;
        let y = bottom + 5.0 + LINE / 2.0;
        picture.text(Part::Tick, [at, y], Anchor::Middle, &tick.label);
    }
    let unit = cut(&view.speaker.unit_long(view.indicator), width);
    picture.text(
        Part::Tick,
        [width, bottom + 1.5 * LINE + 6.0],
        Anchor::End,
        &unit,
    );
}

/// A line of text above the dots with a line down to its value.
struct Label {
    part: Part,
    dash: f64,
    units: i64,
    text: String,
    /// Whose dot it leads to, where there is one.
    area: Option<AreaIx>,
}

/// Median, areas beside and the chosen area, in rows of their own.
fn labels(view: &View<'_>, shown: &Shown, order: &Order) -> Vec<Label> {
    let median = quartiles(&shown.numbers).filter(|_| order.ranked > 1);
    let median = median.map(|[_, median, _]| {
        let value = view.speaker.value(view.indicator, median);
        Label {
            part: Part::Median,
            dash: 0.0,
            units: median,
            text: format!("{}: {value}", view.speaker.say("legend.median", &[])),
            area: None,
        }
    });
    let above = beside(view);
    let beside = above.iter().rev().map(|&(area, units)| {
        let (part, dash) = part_of(area);
        Label {
            part,
            dash,
            units,
            text: named(view, area, units),
            area: None,
        }
    });
    let of_area = |part: Part, (ix, area): (AreaIx, &Area)| {
        let units = number(cell_of(view, ix, area.level)?.0)?;
        Some(Label {
            part,
            dash: 0.0,
            units,
            text: named(view, area, units),
            area: Some(ix),
        })
    };
    let is_new = |(_, area): &(AreaIx, &Area)| !above.iter().any(|(of, _)| of.key == area.key);
    let compared = compared(view).into_iter().filter(is_new);
    let compared = compared.filter_map(|it| of_area(Part::Compared, it));
    let own = view.chosen().filter(|(ix, _)| shown.get(*ix).is_some());
    let chosen = own.and_then(|it| of_area(Part::Chosen, it));
    median
        .into_iter()
        .chain(beside)
        .chain(compared)
        .chain(chosen)
        .collect()
}

/// What the spread shows, in sentences.
pub(super) fn words(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let Some([low, median, high]) = quartiles(&shown.numbers).filter(|_| shown.numbers.len() > 3)
    else {
        return Vec::new();
    };
    let speaker = &view.speaker;
    let value = |units| speaker.value(view.indicator, units);
    let level = speaker.level(&view.level.key);
    let [low_text, median, high_text] = [low, median, high].map(value);
    let args = [
        ("level", Arg::Text(level.many.as_str())),
        ("low", Arg::Text(&low_text)),
        ("high", Arg::Text(&high_text)),
        ("median", Arg::Text(&median)),
    ];
    let half = speaker.say("kind.charts.spread.half", &args);
    let own = view.chosen().and_then(|(ix, area)| {
        let own = number(shown.get(ix)?.row.cell)?;
        let below = shown.numbers.partition_point(|it| *it < own);
        let upto = shown.numbers.partition_point(|it| *it <= own);
        let whole = i64::try_from(shown.numbers.len()).ok()?;
        let share = |n: usize| speaker.percent(i64::try_from(n).ok()?, whole, false);
        let [below, above] = [share(below)?, share(shown.numbers.len() - upto)?];
        let value = value(own);
        let quarter = match own {
            own if own < low => "low",
            own if own > high => "high",
            _ => "middle",
        };
        let args = [
            ("area", Arg::Text(speaker.short(area))),
            ("value", Arg::Text(&value)),
            ("level", Arg::Text(&level.many_dative)),
            ("quarter", Arg::Text(quarter)),
            ("below", Arg::Text(&below)),
            ("above", Arg::Text(&above)),
        ];
        Some(speaker.say("kind.charts.spread.area", &args))
    });
    own.into_iter().chain([half]).collect()
}

/// Lowest value, quartiles, highest value, the areas beside and the chosen one.
pub(super) fn table(view: &View<'_>, shown: &Shown, caption: String) -> Option<SmallTable> {
    let [low, median, high] = quartiles(&shown.numbers)?;
    let (min, max) = (*shown.numbers.first()?, *shown.numbers.last()?);
    let say = |key: &str| view.speaker.say(key, &[]);
    let row = |name: String, units| vec![name, view.speaker.value(view.indicator, units)];
    let mut rows = vec![
        row(say("kind.charts.spread.max"), max),
        row(say("kind.charts.spread.upper"), high),
        row(say("legend.median"), median),
        row(say("kind.charts.spread.lower"), low),
        row(say("kind.charts.spread.min"), min),
    ];
    let beside = beside(view);
    let beside = beside
        .into_iter()
        .map(|(area, units)| row(view.speaker.name(area).to_owned(), units));
    rows.extend(beside);
    let chosen = view.chosen().and_then(|(ix, area)| {
        let cell = shown.get(ix)?.row.cell;
        let value = view.speaker.cell(view.indicator, cell);
        Some(vec![view.speaker.name(area).to_owned(), value])
    });
    rows.extend(chosen);
    Some(SmallTable {
        caption,
        head: vec![
            say("kind.charts.spread.what"),
            view.speaker.unit_long(view.indicator),
        ],
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_two_dots_lie_on_each_other_while_there_is_room_and_each_is_near_its_value(
            mut places in prop::collection::vec(14.0_f64..600.0, 1..400),
        ) {
            sort_by(&mut places, f64::total_cmp);
            let values: Vec<(i64, AreaIx)> = (0..places.len() as u32).map(|at| (0, AreaIx(at))).collect();
            let heap = heap(&places);
            let spots = spots(&places, &values, &heap, 100.0);
            prop_assert_eq!(spots.len(), places.len());
            for (at, ([x, y], _)) in spots.iter().enumerate() {
                prop_assert!((x - places[at]).abs() <= heap.radius + GAP);
                prop_assert!((y - 100.0).abs() <= heap.height / 2.0 + 1e-9);
                for ([other_x, other_y], _) in &spots[..at] {
                    let far = libm::hypot(x - other_x, y - other_y);
                    prop_assert!(far >= heap.pitch - 1e-9, "{far}");
                }
            }
        }
    }

    #[test]
    fn ten_thousand_areas_with_one_value_keep_within_the_height() {
        let heap = heap(&vec![50.0; 10_997]);
        assert!(
            heap.height <= HEAP[1] && heap.radius == 1.0,
            "{}",
            heap.height
        );
        assert!(self::heap(&[]).height == HEAP[0]);
    }
}
