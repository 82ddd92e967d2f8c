//! Charts of the indicator on the map: the ranking of the areas, the spread of their values, their
//! course over time.
//!
//! [`Charts`] follows the view of an atlas as small maps do: what needs every area is worked out once,
//! or in steps, and kept. [`Charts::answer`] says what stands around the chart, [`Charts::picture`]
//! lays it out for a width as a list of [`Mark`]s with final places and no colors, [`Charts::rows`]
//! gives the part of the ranking that is in sight. The same picture is drawn on the page, goes onto a
//! sheet to save, and is tested natively.
//!
//! `ranking` and `spread` show what the map shows, changes too; `course` the bundle's own figures,
//! with `peers` for the others of the level. Walking through the points of a chart is what walking
//! through ranks or periods is elsewhere: it chooses an area, or a period.

mod answer;
mod course;
mod marks;
mod peers;
mod ranking;
mod scale;
mod spread;

pub use answer::{ChartsAnswer, RankRow, Ranking, Slide};
pub(super) use marks::FONT;
pub use marks::{ChartPicture, Mark, Part};

use crate::model::AreaIx;
use crate::state::{ChartKind, Tab};
use crate::text::Arg;

use super::super::Atlas;
use super::super::answer::Choice;
use super::super::card;
use super::super::chance::Chance;
use super::super::heading;
use super::super::shown::Shown;
use super::super::view::View;
use super::super::words;
use peers::Peers;
use ranking::Order;

/// How far a press may be from the point it is meant for.
const REACH_CSS_PX: f64 = 24.0;

/// Where areas stand on a picture, in CSS pixels.
type Spots = Vec<([f64; 2], AreaIx)>;

/// The charts of a view, kept while it lasts.
#[derive(Clone, Debug, Default)]
pub struct Charts {
    /// The rows shown, in the order of the ranking, with the count that told them apart.
    order: Option<(u32, Order)>,
    peers: Peers,
    /// Where each area stands on the last picture.
    spots: Spots,
    /// Where each period stands on the last picture.
    columns: Vec<f64>,
}

impl Charts {
    /// No charts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the view of `atlas`; without a page of charts there are none.
    pub fn update(&mut self, atlas: &Atlas) {
        let Some((view, shown)) = seen(atlas) else {
            *self = Self::default();
            return;
        };
        if self
            .order
            .as_ref()
            .is_none_or(|(of, _)| *of != atlas.shown_count)
        {
            self.order = Some((atlas.shown_count, Order::of(shown)));
        }
        if view.state.chart == ChartKind::Course {
            self.peers.follow(&view.plain());
        }
    }

    /// Does one step of what the chart needs; true while there is more to do.
    pub fn work(&mut self, atlas: &Atlas) -> bool {
        let course = seen(atlas).filter(|(view, _)| view.state.chart == ChartKind::Course);
        course.is_some_and(|(view, _)| self.peers.step(&view.plain()))
    }

    fn of<'a>(&'a self, atlas: &'a Atlas) -> Option<(View<'a>, &'a Shown, &'a Order)> {
        let (view, shown) = seen(atlas)?;
        let (of, order) = self.order.as_ref()?;
        (*of == atlas.shown_count).then_some((view, shown, order))
    }

    /// What stands around the chart; `None` while the page shows none.
    #[must_use]
    pub fn answer(&self, atlas: &Atlas) -> Option<ChartsAnswer> {
        let (view, shown, order) = self.of(atlas)?;
        let chart = view.state.chart;
        let title = title(&view);
        let choice = |chart: ChartKind| Choice {
            key: chart.key().to_owned(),
            label: view
                .speaker
                .say(&format!("kind.charts.{}", chart.key()), &[]),
            chosen: chart == view.state.chart,
            note: String::new(),
        };
        let answer = ChartsAnswer {
            charts: ChartKind::ALL.map(choice).to_vec(),
            chart: chart.key().to_owned(),
            reading: reading(&view),
            drawn: order.ranked > 0,
            ..ChartsAnswer::default()
        };
        Some(match chart {
            ChartKind::Ranking => ChartsAnswer {
                words: placed(&view, shown),
                ranking: Some(ranking::ranking(&view, shown, order)),
                title,
                ..answer
            },
            ChartKind::Spread => ChartsAnswer {
                words: spread::words(&view, shown),
                slide: slide_ranks(&view, shown, order),
                table: spread::table(&view, shown, title.clone()),
                title,
                ..answer
            },
            ChartKind::Course => ChartsAnswer {
                words: course::words(&view, &self.peers),
                since: course::choices(&view),
                slide: slide_periods(&view, &self.peers),
                drawn: course::picture(&view, &self.peers, 600.0).is_some(),
                table: Some(course::table(&view, &self.peers, title.clone())),
                title,
                ..answer
            },
        })
    }

    /// The chart laid out for a width in CSS pixels; `None` where there is nothing to draw.
    pub fn picture(&mut self, atlas: &Atlas, width_css_px: f64) -> Option<ChartPicture> {
        let (view, shown, order) = self.of(atlas)?;
        if view.state.chart == ChartKind::Course {
            let (picture, columns) = course::picture(&view, &self.peers, width_css_px)?;
            (self.columns, self.spots) = (columns, Vec::new());
            return Some(picture);
        }
        let (picture, spots) = match view.state.chart {
            ChartKind::Ranking => ranking::picture(&view, shown, order, width_css_px)?,
            _ => spread::picture(&view, shown, order, width_css_px)?,
        };
        (self.columns, self.spots) = (Vec::new(), spots);
        Some(picture)
    }

    /// The key of the area, or in the course the period, whose point on the last picture is nearest to
    /// a place; `None` where none is near.
    #[must_use]
    pub fn hit(&self, atlas: &Atlas, [x, y]: [f64; 2]) -> Option<String> {
        if !self.columns.is_empty() {
            let near = self.columns.iter().map(|at| (at - x).abs()).enumerate();
            let (at, far) = near.min_by(|(_, a), (_, b)| a.total_cmp(b))?;
            let period = atlas.view()?.plain().indicator.periods.get(at)?;
            return (far <= REACH_CSS_PX).then(|| period.key.clone());
        }
        let near = self.spots.iter().map(|([at, height], area)| {
            let (across, up) = (at - x, height - y);
            (across * across + up * up, *area)
        });
        let nearest = near.min_by(|(a, _), (b, _)| a.total_cmp(b));
        let (_, area) = nearest.filter(|(far, _)| *far <= REACH_CSS_PX * REACH_CSS_PX)?;
        Some(atlas.files.areas.get(area)?.key.clone())
    }

    /// `count` rows of the ranking from `first` on.
    #[must_use]
    pub fn rows(&self, atlas: &Atlas, first: usize, count: usize) -> Vec<RankRow> {
        let of = self.of(atlas);
        of.map_or_else(Vec::new, |(view, shown, order)| {
            ranking::rows(&view, shown, order, (first, count))
        })
    }

    /// What a step of [`Slide`] leads to: the key of an area, or of a period.
    #[must_use]
    pub fn slid(&self, atlas: &Atlas, step: usize) -> Option<String> {
        let (view, shown, order) = self.of(atlas)?;
        if view.state.chart == ChartKind::Course {
            return Some(view.plain().indicator.periods.get(step)?.key.clone());
        }
        let place = order.ranked.checked_sub(step.checked_add(1)?)?;
        let area = order.get(shown, place)?.row.area;
        Some(view.files.areas.get(area)?.key.clone())
    }
}

/// The view and its rows while the page of charts is open.
fn seen(atlas: &Atlas) -> Option<(View<'_>, &Shown)> {
    let view = atlas.view().filter(|it| it.state.tab == Tab::Charts)?;
    Some((view, atlas.shown()?))
}

/// "Rangfolge: Verfügbares Einkommen je Einwohner, Kreise, 2018".
fn title(view: &View<'_>) -> String {
    let chart = view.state.chart;
    let label = view
        .speaker
        .say(&format!("kind.charts.{}", chart.key()), &[]);
    let plain = view.plain();
    let of = match chart {
        ChartKind::Course => course_of(&plain),
        _ => heading::heading(view).title,
    };
    let args = [
        ("chart", Arg::Text(label.as_str())),
        ("title", Arg::Text(&of)),
    ];
    view.speaker.say("kind.charts.title", &args)
}

/// "Verfügbares Einkommen je Einwohner, Jena, 2000 bis 2018".
fn course_of(view: &View<'_>) -> String {
    let speaker = &view.speaker;
    let named = heading::with_categories(view, &speaker.indicator(view.indicator).title);
    let periods = &view.indicator.periods;
    let tick = |period: Option<&crate::model::Period>| {
        period.map(|it| speaker.tick(it)).unwrap_or_default()
    };
    let (first, last) = (tick(periods.first()), tick(periods.last()));
    let ends = [
        ("first", Arg::Text(first.as_str())),
        ("last", Arg::Text(&last)),
    ];
    let span = speaker.say("kind.sheet.span", &ends);
    let name = match view.chosen() {
        Some((_, area)) => speaker.short(area).to_owned(),
        None => speaker.level(&view.level.key).many,
    };
    [named, name, span].join(", ")
}

/// The chosen area's rank, the extremes, and what has no number.
fn placed(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let card = card::card(view, shown).filter(|card| !card.rank.is_empty());
    let own = card.map(|card| {
        let words = format!("{}.", card.rank);
        let args = [
            ("area", Arg::Text(card.name.as_str())),
            ("words", Arg::Text(&words)),
        ];
        view.speaker.say("kind.charts.course.area", &args)
    });
    let spread = words::spread(view, shown).into_iter();
    own.into_iter()
        .chain(spread)
        .chain(words::states(view, shown))
        .collect()
}

/// How the marks are to be read.
fn reading(view: &View<'_>) -> String {
    let plain = view.plain();
    let of = match view.state.chart {
        ChartKind::Course => &plain,
        _ => view,
    };
    let chance = Chance::of(of.indicator);
    let name = chance.map(|it| it.name(&view.speaker)).unwrap_or_default();
    let known = if name.is_empty() { "no" } else { "yes" };
    let key = format!("kind.charts.{}.reading", view.state.chart.key());
    let level = view.speaker.level(&view.level.key).many;
    let args = [
        ("known", Arg::Text(known)),
        ("interval", Arg::Text(&name)),
        ("level", Arg::Text(&level)),
    ];
    view.speaker.say(&key, &args)
}

/// Walking through the areas from the lowest value to the highest.
fn slide_ranks(view: &View<'_>, shown: &Shown, order: &Order) -> Option<Slide> {
    let chosen = view.chosen().and_then(|(ix, _)| order.place(shown, ix));
    let chosen = chosen.filter(|place| *place < order.ranked);
    let rows = chosen.map(|place| ranking::rows(view, shown, order, (place, 1)));
    let row = rows.as_ref().and_then(|rows| rows.first());
    (order.ranked > 1).then(|| Slide {
        label: view.speaker.say("kind.charts.spread.slide", &[]),
        count: order.ranked,
        now: chosen.map(|place| order.ranked - 1 - place),
        text: row.map_or_else(
            || view.speaker.say("kind.charts.spread.none", &[]),
            |row| row.spoken.clone(),
        ),
    })
}

/// Walking through the periods.
fn slide_periods(view: &View<'_>, peers: &Peers) -> Option<Slide> {
    let plain = view.plain();
    let count = plain.indicator.periods.len();
    (count > 1).then(|| Slide {
        label: view.speaker.say("kind.charts.course.slide", &[]),
        count,
        now: Some(plain.period_ix.index()),
        text: course::at_now(view, peers),
    })
}
