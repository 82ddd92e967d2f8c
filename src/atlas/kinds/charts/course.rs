//! How the chosen area went over time, beside the areas it lies in and the others of its level.
//!
//! Lines end where a number is missing or the series breaks; a break is marked besides. The middle
//! half of the areas is a band, their median a line. Counts stand alone: beside the count of a Land
//! they would be a flat line at the bottom.

use crate::model::{AreaIx, MeasureKind, Period, PeriodIx, Polarity, pow10, sort_by};
use crate::query::{Point, Series};
use crate::text::Arg;

use super::super::super::answer::{Choice, SmallTable};
use super::super::super::card::series_of;
use super::super::super::compare::{moved, trend_words};
use super::super::super::trend::{LineRole, line, middle, pieces};
use super::super::super::view::View;
use super::super::sheet::Anchor;
use super::marks::{ChartPicture, LINE, Part, apart, lines_of, measured};
use super::peers::Peers;
use super::ranking::{compared, part_of, put_values};
use super::scale::Scale;

/// Least and greatest height of the picture, and height over width between.
const HEIGHT: [f64; 3] = [230.0, 400.0, 0.5];
/// Most room for names beside the lines, as a share of the width.
const BESIDE: f64 = 0.3;
/// Size of a dot for a number that no line leads to.
const ALONE: f64 = 3.0;

/// One line of the chart.
struct Line {
    part: Part,
    label: String,
    /// Points (time, value) of each unbroken piece.
    pieces: Vec<Vec<(f64, f64)>>,
    /// What chance may make of them.
    bands: Vec<Vec<(f64, f64)>>,
}

/// Times and values to places.
struct Plane<'a> {
    scale: &'a Scale,
    x: [f64; 2],
    y: [f64; 2],
    times: [f64; 2],
}

impl Plane<'_> {
    fn x(&self, time: f64) -> f64 {
        let [first, last] = self.times;
        self.x[0] + (time - first) / (last - first).max(1.0) * (self.x[1] - self.x[0])
    }

    fn y(&self, value: f64) -> f64 {
        self.y[1] - self.scale.at(value) * (self.y[1] - self.y[0])
    }

    fn points(&self, points: &[(f64, f64)]) -> Vec<[f64; 2]> {
        let point = |(time, value): &(f64, f64)| [self.x(*time), self.y(*value)];
        points.iter().map(point).collect()
    }
}

/// Whose lines there are: the areas that the chosen one lies in, the coarsest first, those compared
/// with it, and itself; without a chosen area the whole.
fn subjects(view: &View<'_>) -> Vec<(AreaIx, Part)> {
    let areas = &view.files.areas;
    let part = |ix: AreaIx| (ix, areas.get(ix).map_or(Part::Whole, |it| part_of(it).0));
    let Some((ix, area)) = view.chosen() else {
        let catalogue = view.files.catalogue.as_ref();
        let top = catalogue.and_then(|it| {
            let top = it.lineage(view.level_ix).last()?;
            let level = it.levels.get(top.index())?;
            (level.range().len() == 1).then(|| AreaIx(level.areas[0]))
        });
        return top.into_iter().map(part).collect();
    };
    let parent = area.parent.filter(|_| has_peers(view));
    let lineage = parent.into_iter().flat_map(|ix| areas.lineage(ix));
    let mut subjects: Vec<(AreaIx, Part)> = lineage.map(part).collect();
    subjects.reverse();
    let own = |ix: &AreaIx| !subjects.iter().any(|(of, _)| of == ix);
    let compared: Vec<AreaIx> = compared(view)
        .into_iter()
        .map(|(ix, _)| ix)
        .filter(own)
        .collect();
    subjects.extend(compared.into_iter().map(|ix| (ix, Part::Compared)));
    subjects.push((ix, Part::Chosen));
    subjects
}

/// The lines, the chosen area's last; that of the median first.
fn lines(view: &View<'_>, peers: &Peers) -> Vec<Line> {
    let areas = &view.files.areas;
    let of = |(ix, part): (AreaIx, Part)| {
        let role = match part {
            Part::Chosen => LineRole::Area,
            _ => LineRole::Parent,
        };
        let found = line(view, ix, areas.get(ix)?, role)?;
        Some(Line {
            part,
            label: found.label,
            pieces: found.segments,
            bands: found.bands,
        })
    };
    let base = pow10(view.indicator.decimals) as f64;
    let medians = pieces(view, &peers.median(view));
    let value = |piece: Vec<(f64, Point)>| {
        let point = |(at, point): (f64, Point)| (at, point.cell.value as f64 / base);
        piece.into_iter().map(point).collect()
    };
    let median = Line {
        part: Part::Median,
        label: median_label(view, peers),
        pieces: medians.into_iter().map(value).collect(),
        bands: Vec::new(),
    };
    let median = Some(median).filter(|it| !it.pieces.is_empty() && has_peers(view));
    let subjects = subjects(view).into_iter().filter_map(of);
    median.into_iter().chain(subjects).collect()
}

/// Whether the others of the level stand beside.
fn has_peers(view: &View<'_>) -> bool {
    view.indicator.kind != MeasureKind::Count
}

/// "Median der Kreise".
fn median_label(view: &View<'_>, peers: &Peers) -> String {
    let catalogue = view.files.catalogue.as_ref();
    let level = peers
        .key
        .and_then(|key| catalogue?.levels.get(key.level.index()));
    let level = level.map_or("", |it| it.key.as_str());
    let level = view.speaker.level(level).many;
    view.speaker
        .say("kind.charts.course.median", &[("level", Arg::Text(&level))])
}

/// The middle half of each unbroken piece: lower quartiles there, upper ones back.
fn halves(view: &View<'_>, peers: &Peers) -> Vec<Vec<(f64, f64)>> {
    let base = pow10(view.indicator.decimals) as f64;
    let band = |piece: Vec<(f64, Point)>| {
        let quartile = |which: usize| {
            let piece = piece.clone().into_iter();
            piece.filter_map(move |(at, point)| {
                let quartiles = peers.periods.get(point.period.index()).copied().flatten()?;
                Some((at, *quartiles.get(which)? as f64 / base))
            })
        };
        let mut band: Vec<(f64, f64)> = quartile(0).collect();
        let mut back: Vec<(f64, f64)> = quartile(2).collect();
        back.reverse();
        band.extend(back);
        band
    };
    let medians = pieces(view, &peers.median(view));
    let all = medians.into_iter().filter(|_| has_peers(view));
    all.map(band).collect()
}

/// The chart and where each period stands on it; `None` with fewer than two numbers.
pub(super) fn picture(
    view: &View<'_>,
    peers: &Peers,
    width: f64,
) -> Option<(ChartPicture, Vec<f64>)> {
    let view = &view.plain();
    let (lines, halves) = (lines(view, peers), halves(view, peers));
    let all = lines
        .iter()
        .flat_map(|it| it.pieces.iter().chain(&it.bands));
    let values = || all.clone().chain(&halves).flatten();
    values().nth(1)?;
    let base = pow10(view.indicator.decimals) as f64;
    let units = values().map(|(_, value)| libm::round(value * base) as i64);
    let scale = Scale::of(view, units)?;
    let periods = &view.indicator.periods;
    let times = [middle(periods.first()?), middle(periods.last()?)];
    let left = scale.ticks.iter().map(|tick| measured(&tick.label));
    let left = left.fold(0.0, f64::max) + 8.0;
    let widest = lines
        .iter()
        .map(|line| measured(&line.label))
        .fold(0.0, f64::max);
    let room = widest.min(width * BESIDE);
    let height = (width * HEIGHT[2]).clamp(HEIGHT[0], HEIGHT[1]);
    let plane = Plane {
        scale: &scale,
        x: [left, (width - room - 8.0).max(left + 1.0)],
        y: [2.0 * LINE, height - LINE - 8.0],
        times,
    };
    let mut picture = ChartPicture {
        width,
        height,
        marks: Vec::new(),
    };
    put_values(&mut picture, &scale, plane.x, &|share| {
        plane.y[1] - share * (plane.y[1] - plane.y[0])
    });
    let unit = view.speaker.unit_long(view.indicator);
    picture.text(
        Part::Tick,
        [0.0, LINE / 2.0],
        Anchor::Start,
        &super::marks::cut(&unit, width),
    );
    put_bands(&mut picture, &plane, &halves, Part::Half);
    put_times(&mut picture, view, &plane);
    put_breaks(&mut picture, view, &plane);
    for line in &lines {
        put_bands(&mut picture, &plane, &line.bands, Part::Interval);
        put_line(&mut picture, &plane, line);
    }
    put_labels(&mut picture, &plane, &lines, room);
    let columns = periods.iter().map(|period| plane.x(middle(period)));
    Some((picture, columns.collect()))
}

fn put_bands(picture: &mut ChartPicture, plane: &Plane<'_>, bands: &[Vec<(f64, f64)>], part: Part) {
    for band in bands {
        let points = plane.points(band);
        match points.as_slice() {
            // One period alone has no width.
            [_, _] => picture.line(part, (6.0, 0.0), &points),
            _ => picture.area(part, &points),
        }
    }
}

fn put_line(picture: &mut ChartPicture, plane: &Plane<'_>, line: &Line) {
    let (width, dash) = match line.part {
        Part::Chosen => (3.0, 0.0),
        Part::Parent => (1.75, 6.0),
        Part::Whole => (1.75, 2.0),
        Part::Compared => (2.0, 10.0),
        _ => (1.75, 0.0),
    };
    for piece in &line.pieces {
        let points = plane.points(piece);
        if points.len() == 1 {
            picture.dots(line.part, ALONE, &points);
        } else {
            picture.line(line.part, (width, dash), &points);
        }
    }
}

/// Marks of the time axis as far as they have room, the last one first, and the period on the map.
fn put_times(picture: &mut ChartPicture, view: &View<'_>, plane: &Plane<'_>) {
    let now = plane.x(middle(view.period));
    picture.line(
        Part::Now,
        (1.5, 0.0),
        &[[now, plane.y[0]], [now, plane.y[1]]],
    );
    let y = plane.y[1] + LINE / 2.0 + 6.0;
    let mut free = f64::MAX;
    for period in view.indicator.periods.iter().rev() {
        let x = plane.x(middle(period));
        let label = period.end.year.to_string();
        let half = measured(&label) / 2.0;
        if x + half > free || x - half < 0.0 {
            continue;
        }
        free = x - half - 12.0;
        let stub = [plane.y[1], plane.y[1] + 4.0].map(|y| [x, y]);
        picture.line(Part::Grid, (1.0, 0.0), &stub);
        picture.text(Part::Tick, [x, y], Anchor::Middle, &label);
    }
}

/// Where the series breaks, between the two periods.
fn put_breaks(picture: &mut ChartPicture, view: &View<'_>, plane: &Plane<'_>) {
    let periods = &view.indicator.periods;
    let label = view.speaker.say("break.note", &[]);
    for after in view.breaks() {
        let before = after.index().checked_sub(1).and_then(|at| periods.get(at));
        let Some((before, after)) = before.zip(periods.get(after.index())) else {
            continue;
        };
        let x = plane.x((middle(before) + middle(after)) / 2.0);
        picture.line(Part::Break, (1.5, 4.0), &[[x, plane.y[0]], [x, plane.y[1]]]);
        let place = [x, plane.y[0] - LINE / 2.0];
        picture.text_about(Part::Break, place, [0.0, picture.width], &label);
    }
}

/// Each line's name beside its end, moved apart where they would touch.
fn put_labels(picture: &mut ChartPicture, plane: &Plane<'_>, lines: &[Line], room: f64) {
    let end = |line: &Line| Some(plane.y(line.pieces.last()?.last()?.1));
    let mut labels: Vec<(f64, Part, Vec<String>)> = lines
        .iter()
        .filter_map(|line| Some((end(line)?, line.part, lines_of(&line.label, room))))
        .collect();
    sort_by(&mut labels, |(a, ..), (b, ..)| a.total_cmp(b));
    let boxes: Vec<(f64, f64)> = labels
        .iter()
        .map(|(y, _, lines)| (*y, lines.len() as f64 * LINE))
        .collect();
    let places = apart(&boxes, [0.0, picture.height]);
    for (middle, (_, part, lines)) in places.into_iter().zip(labels) {
        let first = middle - (lines.len() as f64 - 1.0) * LINE / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let place = [plane.x[1] + 6.0, first + at as f64 * LINE];
            picture.text(part, place, Anchor::Start, line);
        }
    }
}

/// Where the periods before `since` do not count.
fn from(series: Series, since: Option<PeriodIx>) -> Series {
    let counts = |point: &Point| since.is_none_or(|since| point.period >= since);
    Series(series.0.into_iter().filter(counts).collect())
}

/// The period that changes are told since, where the reader has chosen one before the one shown.
fn since(view: &View<'_>) -> Option<PeriodIx> {
    let chosen = view.state.map.since.as_deref();
    let chosen = chosen.and_then(|key| view.indicator.period(key));
    chosen.filter(|ix| *ix < view.period_ix)
}

/// The periods that changes may be told since.
pub(super) fn choices(view: &View<'_>) -> Vec<Choice> {
    let view = &view.plain();
    let chosen = since(view);
    let before = view.indicator.periods.iter().take(view.period_ix.index());
    let choice = |(at, period): (u16, &Period)| Choice {
        key: period.key.clone(),
        label: view.speaker.period(period),
        chosen: chosen == Some(PeriodIx(at)),
        note: String::new(),
    };
    let mut choices: Vec<Choice> = (0..).zip(before).map(choice).collect();
    if choices.is_empty() {
        return choices;
    }
    choices.insert(
        0,
        Choice {
            key: String::new(),
            label: view.speaker.say("kind.charts.course.all", &[]),
            chosen: chosen.is_none(),
            note: String::new(),
        },
    );
    choices
}

/// What has changed: in the chosen area with its tested trend, in the areas beside, in the middle of
/// the level.
pub(super) fn words(view: &View<'_>, peers: &Peers) -> Vec<String> {
    let view = &view.plain();
    let (speaker, until) = (&view.speaker, view.period_ix);
    let since = since(view);
    let told = |name: &str, words: String| {
        let args = [("area", Arg::Text(name)), ("words", Arg::Text(&words))];
        (!words.is_empty()).then(|| speaker.say("kind.charts.course.area", &args))
    };
    let own = |(ix, part): (AreaIx, Part)| {
        let area = view.files.areas.get(ix)?;
        let series = from(series_of(view, ix, area.level), since);
        let words = match part {
            Part::Chosen => trend_words(speaker, view.indicator, &series, until),
            _ => change(view, &series),
        };
        told(speaker.short(area), words)
    };
    let mut words: Vec<String> = subjects(view).into_iter().rev().filter_map(own).collect();
    if has_peers(view) {
        let medians = change(view, &from(peers.median(view), since));
        words.extend(told(&median_label(view, peers), medians));
    }
    if view.indicator.polarity != Polarity::Neutral {
        let key = match view.indicator.polarity {
            Polarity::HighGood => "kind.charts.high-good",
            _ => "kind.charts.low-good",
        };
        words.push(speaker.say(key, &[]));
    }
    words
}

/// The change from the first to the last comparable number; empty without two.
fn change(view: &View<'_>, series: &Series) -> String {
    let ends = series.comparable(view.period_ix);
    let words = ends.map(|(first, last)| moved(&view.speaker, view.indicator, first, last));
    words.unwrap_or_default()
}

/// The names of the lines, the chosen area's first, each with its values by period.
fn columns(view: &View<'_>, peers: &Peers) -> Vec<(String, Series)> {
    let of = |(ix, _): (AreaIx, Part)| {
        let area = view.files.areas.get(ix)?;
        Some((
            view.speaker.name(area).to_owned(),
            series_of(view, ix, area.level),
        ))
    };
    let subjects = subjects(view).into_iter().rev();
    let mut columns: Vec<(String, Series)> = subjects.filter_map(of).collect();
    if has_peers(view) && !peers.periods.is_empty() {
        columns.push((median_label(view, peers), peers.median(view)));
    }
    columns
}

/// Every period with the values of all lines.
pub(super) fn table(view: &View<'_>, peers: &Peers, caption: String) -> SmallTable {
    let view = &view.plain();
    let columns = columns(view, peers);
    let half = has_peers(view) && !peers.periods.is_empty();
    let say = |key: &str| view.speaker.say(key, &[]);
    let names = columns.iter().map(|(name, _)| name.clone());
    let head = std::iter::once(say("trend.period")).chain(names);
    let row = |(at, period): (usize, &Period)| {
        let mut label = view.speaker.period(period);
        if view.breaks().iter().any(|it| it.index() == at) {
            label = format!("{label} ({})", say("break.note"));
        }
        let cells = columns.iter().map(|(_, series)| cell(view, series, at));
        let half = half.then(|| half_cell(view, peers, at));
        std::iter::once(label).chain(cells).chain(half).collect()
    };
    SmallTable {
        caption,
        head: head
            .chain(half.then(|| say("kind.charts.course.half")))
            .collect(),
        rows: view.indicator.periods.iter().enumerate().map(row).collect(),
    }
}

fn cell(view: &View<'_>, series: &Series, at: usize) -> String {
    let point = series.0.iter().find(|point| point.period.index() == at);
    let cell = point.map(|point| view.speaker.cell(view.indicator, point.cell));
    cell.unwrap_or_else(|| view.speaker.state(crate::model::ValueState::Missing))
}

/// "18.000 bis 21.000 €".
fn half_cell(view: &View<'_>, peers: &Peers, at: usize) -> String {
    let quartiles = peers.periods.get(at).copied().flatten();
    let range = quartiles.map(|[low, _, high]| {
        let low = view.speaker.number(view.indicator, low);
        let high = view.speaker.value(view.indicator, high);
        super::super::super::chance::range(&view.speaker, &low, &high)
    });
    range.unwrap_or_default()
}

/// What all lines have in the period shown: "2018: Jena 18.919 €, Thüringen 19.793 €".
pub(super) fn at_now(view: &View<'_>, peers: &Peers) -> String {
    let view = &view.plain();
    let at = view.period_ix.index();
    let told = |(name, series): &(String, Series)| {
        let value = cell(view, series, at);
        let args = [("name", Arg::Text(name)), ("value", Arg::Text(&value))];
        view.speaker.say("area.spoken", &args)
    };
    let told: Vec<String> = columns(view, peers).iter().map(told).collect();
    let period = view.speaker.period(view.period);
    let told = told.join("; ");
    let args = [
        ("period", Arg::Text(period.as_str())),
        ("values", Arg::Text(&told)),
    ];
    view.speaker.say("kind.charts.course.now", &args)
}
