//! The scatter of two indicators, and the same as a table.

use crate::classify::Breaks;
use crate::model::{AreaIx, AreaWords, pow10, sort_by};
use crate::text::{self, Arg};

use super::super::Atlas;
use super::super::answer::{SmallTable, dto};
use super::super::scatter::{ScatterAxis, ScatterChart, ScatterField};
use super::super::trend::value_ticks;
use super::super::view::View;
use super::matrix::axis;
use super::two::{Field, Two, second};

/// Rows of a page of the table.
const PAGE_ROWS: usize = 500;

dto! {
    /// A page of the scatter as a table.
    pub struct ScatterTable {
        /// Areas with both figures, by name.
        pub table: SmallTable,
        /// "Zeilen 501 bis 1.000 von 10.997"; empty if there is only one page.
        pub page_label: String,
        /// The page, 0 for the first.
        pub page: u32,
        /// How many there are.
        pub pages: u32,
    }
}

/// An area with both figures in units of their last decimals.
type Pair = (AreaIx, [i64; 2]);

impl Atlas {
    /// The scatter of the two indicators shown; `None` with fewer than two points.
    #[must_use]
    pub fn scatter(&self) -> Option<ScatterChart> {
        let view = self.view()?;
        let (second, two) = (second(&view)?, self.two()?);
        let pairs = self.pairs()?;
        let base = [&view, &second].map(|of| pow10(of.indicator.decimals) as f64);
        let point = |(_, [up, across]): &Pair| (*across as f64 / base[1], *up as f64 / base[0]);
        let points: Vec<(f64, f64)> = pairs.iter().map(point).collect();
        let across = scatter_axis(&second, points.iter().map(|it| it.0))?;
        let up = scatter_axis(&view, points.iter().map(|it| it.1))?;
        let chosen = view.chosen().and_then(|(ix, area)| {
            let at = pairs.iter().position(|(of, _)| *of == ix)?;
            Some((at, view.speaker.short(area).to_owned()))
        });
        let fields = fields(two, base, [&up, &across]);
        (points.len() > 1).then_some(ScatterChart {
            across,
            up,
            fields,
            points,
            chosen,
        })
    }

    /// The key of the area that a point of the scatter stands for.
    #[must_use]
    pub fn scatter_area(&self, point: usize) -> Option<String> {
        let (area, _) = *self.pairs()?.get(point)?;
        Some(self.files.areas.get(area)?.key.clone())
    }

    /// A page of the scatter as a table.
    #[must_use]
    pub fn scatter_table(&self, page: u32) -> Option<ScatterTable> {
        let view = self.view()?;
        let second = second(&view)?;
        let mut pairs = self.pairs()?;
        let sorting =
            |words: AreaWords<'_>| text::collation_key(view.speaker.named(words.key, words.name));
        let mut named: Vec<_> = pairs
            .drain(..)
            .map(|pair| (self.files.areas.words(pair.0).map(sorting), pair))
            .collect();
        sort_by(&mut named, |(a, _), (b, _)| a.cmp(b));
        let total = named.len();
        let pages = total.div_ceil(PAGE_ROWS).max(1);
        let page = (page as usize).min(pages - 1);
        let first = page * PAGE_ROWS;
        let of_page = named.iter().skip(first).take(PAGE_ROWS);
        let row = |(_, (area, [own, other])): &(_, Pair)| {
            vec![
                view.speaker.name_of(*area),
                view.speaker.value(view.indicator, *own),
                view.speaker.value(second.indicator, *other),
            ]
        };
        let rows: Vec<Vec<String>> = of_page.map(row).collect();
        let area = view.speaker.level(&view.level.key).one;
        Some(ScatterTable {
            page_label: match pages {
                1 => String::new(),
                _ => page_label(&view, [first + 1, first + rows.len(), total]),
            },
            table: SmallTable {
                caption: view.speaker.say("kind.two.table", &[]),
                head: vec![area, axis(&view), axis(&second)],
                rows,
            },
            page: page as u32,
            pages: pages as u32,
        })
    }

    fn two(&self) -> Option<&Two> {
        self.shown()?.two.as_ref()
    }

    /// The areas with both figures that a filter leaves, in area order.
    fn pairs(&self) -> Option<Vec<Pair>> {
        let (shown, two) = (self.shown()?, self.two()?);
        let pair = |it: &super::super::shown::ShownRow| {
            let area = it.row.area;
            Some((area, two.numbers(area, it.row.cell)?))
        };
        let view = self.view()?;
        let kept = shown
            .rows
            .iter()
            .filter(|it| super::filter::is_kept(&view, it.row.area));
        Some(kept.filter_map(pair).collect())
    }
}

fn page_label(view: &View<'_>, bounds: [usize; 3]) -> String {
    let [first, last, total] = bounds.map(|n| view.speaker.count(n));
    let args = [
        ("first", Arg::Text(&first)),
        ("last", Arg::Text(&last)),
        ("total", Arg::Text(&total)),
    ];
    view.speaker.say("table.page", &args)
}

/// An axis over `values` with a margin, marked at round values.
fn scatter_axis(view: &View<'_>, values: impl Iterator<Item = f64>) -> Option<ScatterAxis> {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return None;
    }
    let least = 1.0 / pow10(view.indicator.decimals) as f64;
    let margin = ((high - low) * 0.03).max(least / 2.0);
    let range = [low - margin, high + margin];
    let mut ticks = value_ticks(view, low, high);
    ticks.retain(|tick| (range[0]..=range[1]).contains(&tick.at));
    Some(ScatterAxis {
        range,
        ticks,
        label: axis(view),
    })
}

/// The nine fields as far as the axes show them.
fn fields(two: &Two, base: [f64; 2], axes: [&ScatterAxis; 2]) -> Vec<ScatterField> {
    let span = |at: usize, class: usize| {
        let (breaks, [low, high]): (&Breaks, _) = (&two.breaks[at], axes[at].range);
        let range = breaks.range(class);
        let value = |units: i64| (units as f64 / base[at]).clamp(low, high);
        [
            range.over.map_or(low, value),
            range.up_to.map_or(high, value),
        ]
    };
    let [rows, columns] = two.breaks.each_ref().map(Breaks::count);
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| [row, column]));
    let field = |[row, column]: [usize; 2]| {
        let ([bottom, top], [left, right]) = (span(0, row), span(1, column));
        ScatterField {
            from: (left, bottom),
            to: (right, top),
            color: two.color(Field([row, column])).0,
        }
    };
    cells.map(field).collect()
}
