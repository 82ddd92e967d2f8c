//! The legend: classes with counts, a histogram over them, the states that occur.

use crate::classify::Breaks;
use crate::color::{self, Rgb};
use crate::model::ClassMethod;
use crate::stats::Histogram;
use crate::text::{self, Arg};

use super::answer::{Bar, Legend, LegendClass, LegendState, Mark};
use super::heading::scope;
use super::shown::{Shown, number};
use super::view::View;
use super::words::{count_states, median};

/// Most bars the histogram has.
const BARS: u16 = 40;

/// The legend of a view.
pub(super) fn legend(view: &View<'_>, shown: &Shown) -> Legend {
    let speaker = &view.speaker;
    let level = speaker.level(&view.level.key).many;
    let mut legend = Legend {
        title: speaker.say("legend.title", &[("level", Arg::Text(&level))]),
        unit: speaker.unit_long(view.indicator),
        states: states(view, shown),
        ..Legend::default()
    };
    match &shown.classes.breaks {
        Some(breaks) if !shown.numbers.is_empty() => {
            legend.classes = classes(view, shown, breaks);
            if shown.rows.len() > 1 {
                legend.method = method(view, shown, breaks);
                legend.remark = remark(view, breaks);
                legend.doubt = doubt(view, shown);
            }
            let inner = breaks.upper().split_last();
            let color = |units| shown.classes.colors.get(breaks.class_of(units)).copied();
            put_axis(
                &mut legend,
                view,
                shown,
                inner.map_or(&[], |(_, inner)| inner),
                &color,
            );
        }
        #[cfg(feature = "kinds")]
        None if shown.ramp.is_some() && !shown.numbers.is_empty() => {
            if let Some(ramp) = &shown.ramp {
                super::kinds::put_ramp(&mut legend, view, shown, ramp);
            }
        }
        _ => legend.remark = speaker.say("legend.no-numbers", &[]),
    }
    legend
}

/// The label of class `class`: "über 20.000 bis 22.000".
pub(super) fn class_label(view: &View<'_>, breaks: &Breaks, class: usize) -> String {
    text::class_label(
        breaks.range(class),
        view.indicator.decimals,
        &view.speaker.numbers,
    )
}

fn classes(view: &View<'_>, shown: &Shown, breaks: &Breaks) -> Vec<LegendClass> {
    let counts = breaks.counts(&shown.numbers);
    let level = view.speaker.level(&view.level.key);
    let class = |(class, count): (usize, &u32)| {
        let label = class_label(view, breaks, class);
        let color = shown
            .classes
            .colors
            .get(class)
            .map(ToString::to_string)
            .unwrap_or_default();
        let counted = view.speaker.count(*count as usize);
        let spoken = view.speaker.say(
            "class.spoken",
            &[
                ("class", Arg::Text(&(class + 1).to_string())),
                ("k", Arg::Text(&breaks.count().to_string())),
                ("label", Arg::Text(&label)),
                ("unit", Arg::Text(&view.speaker.unit(view.indicator).many)),
                ("n", Arg::Text(&counted)),
                (
                    "level",
                    Arg::Text(if *count == 1 { &level.one } else { &level.many }),
                ),
            ],
        );
        let highlighted = view.state.highlight >> class & 1 == 1;
        LegendClass {
            label,
            color,
            count: counted,
            highlighted,
            spoken,
        }
    };
    counts.iter().enumerate().map(class).collect()
}

fn states(view: &View<'_>, shown: &Shown) -> Vec<LegendState> {
    let state = |(state, count): (crate::model::ValueState, usize)| LegendState {
        state: state.key().to_owned(),
        label: view.speaker.state(state),
        meaning: view.speaker.state_meaning(state),
        count: view.speaker.count(count),
    };
    count_states(shown).into_iter().map(state).collect()
}

fn method(view: &View<'_>, shown: &Shown, breaks: &Breaks) -> String {
    let published = view.state.classes.method.is_none();
    let key = match shown.classes.method {
        ClassMethod::UserDefined if published => "legend.method.published".to_owned(),
        method => format!("legend.method.{}", method.key()),
    };
    let scope = scope(view, "legend.scope.all", "legend.scope.one");
    let k = breaks.count().to_string();
    view.speaker
        .say(&key, &[("k", Arg::Text(&k)), ("scope", Arg::Text(&scope))])
}

fn remark(view: &View<'_>, breaks: &Breaks) -> String {
    let (reached, asked) = (breaks.count(), usize::from(breaks.asked()));
    if reached >= asked {
        return String::new();
    }
    let (reached, asked) = (reached.to_string(), asked.to_string());
    view.speaker.say(
        "legend.remark.fewer",
        &[
            ("reached", Arg::Text(&reached)),
            ("asked", Arg::Text(&asked)),
        ],
    )
}

/// "Klasse unsicher: 12 Kreise."; empty where all classes are certain.
fn doubt(view: &View<'_>, shown: &Shown) -> String {
    let n = shown
        .doubts
        .iter()
        .filter(|doubt| doubt.uncertain().is_some())
        .count();
    if n == 0 {
        return String::new();
    }
    let level = view.speaker.level(&view.level.key);
    let level = if n == 1 { level.one } else { level.many };
    let n = view.speaker.count(n);
    let args = [("n", Arg::Text(n.as_str())), ("level", Arg::Text(&level))];
    view.speaker.say("chance.classes", &args)
}

/// Histogram, bounds and marks along one axis from the smallest to the largest number shown.
pub(super) fn put_axis(
    legend: &mut Legend,
    view: &View<'_>,
    shown: &Shown,
    bounds: &[i64],
    color: &dyn Fn(i64) -> Option<Rgb>,
) {
    let (Some(&min), Some(&max)) = (shown.numbers.first(), shown.numbers.last()) else {
        return;
    };
    let span = (max as f64 - min as f64).max(1.0);
    let at = |units: i64| ((units as f64 - min as f64) / span).clamp(0.0, 1.0);
    let mark = |units: i64, label: String| Mark {
        at: at(units),
        label,
    };
    legend.bounds = bounds
        .iter()
        .filter(|units| (min..=max).contains(*units))
        .map(|units| mark(*units, view.speaker.number(view.indicator, *units)))
        .collect();
    legend.median =
        median(&shown.numbers).map(|units| mark(units, view.speaker.say("legend.median", &[])));
    legend.area = view.chosen().and_then(|(ix, area)| {
        let units = number(shown.get(ix)?.row.cell)?;
        Some(mark(units, view.speaker.short(area).to_owned()))
    });
    let Ok(histogram) = Histogram::of(&shown.numbers, BARS) else {
        return;
    };
    let tallest = f64::from(histogram.counts().iter().copied().max().unwrap_or(1).max(1));
    legend.bars = (0..histogram.counts().len())
        .map(|bin| {
            let (low, high) = histogram.span(bin);
            let color = color(low + (high - low) / 2);
            let height = f64::from(histogram.counts().get(bin).copied().unwrap_or(0)) / tallest;
            Bar {
                from: at(low),
                to: at(high.saturating_add(1)),
                height,
                color: color.map(|it| it.to_string()).unwrap_or_default(),
            }
        })
        .collect();
}

/// The colour of a cell as `#rrggbb`: of its class, or of its state.
pub(super) fn cell_color(shown: &Shown, row: &super::shown::ShownRow) -> String {
    #[cfg(feature = "kinds")]
    if let Some(color) = super::kinds::color(shown, row) {
        return color.to_string();
    }
    let of_state = color::look_of(row.row.cell.state).map(|look| look.color);
    let color = shown.fill(row).or(of_state);
    color.unwrap_or(super::shown::NO_CLASS).to_string()
}
