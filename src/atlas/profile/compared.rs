//! An area beside others, of any level, on equal scales.

use crate::model::{Area, AreaIx, CellRef, IndicatorIx, MeasureKind, PeriodIx};
use crate::state::MOST_COMPARED;
use crate::text::Arg;

use super::super::answer::Choice;
use super::super::card::cell_of;
use super::super::chance::Chance;
use super::super::compare::compared as difference;
use super::super::shown::number;
use super::super::view::View;
use super::answer::{Compared, ComparedArea, ComparedFigure, ComparedRow, ComparedTheme};
use super::group::{Family, of_period};
use super::of_theme;

/// One of the areas beside each other.
type Column<'a> = (AreaIx, &'a Area);

/// The comparison of the chosen area with those beside it.
pub(super) fn compared(view: &View<'_>, family: &Family<'_>) -> Compared {
    let columns = columns(view, family);
    let speaker = &view.speaker;
    let area = |(_, area): &Column<'_>| ComparedArea {
        key: area.key.clone(),
        name: speaker.name(area).to_owned(),
        kind: speaker.kind(area),
    };
    let full = columns.len() >= MOST_COMPARED;
    let state = if full { "full" } else { "open" };
    let n = speaker.count(MOST_COMPARED);
    let args = [("state", Arg::Text(state)), ("n", Arg::Text(&n))];
    Compared {
        areas: columns.iter().map(area).collect(),
        hint: speaker.say("kind.profile.compared.hint", &args),
        full,
        offers: offers(view, family, &columns),
        heads: heads(view, family),
        themes: themes(view, &columns),
    }
}

/// The chosen area, then those beside it that the bundle has.
fn columns<'a>(view: &View<'a>, family: &Family<'a>) -> Vec<Column<'a>> {
    let beside = view.state.profile.beside.iter().filter_map(|key| {
        let ix = view.files.area(key, view.level_ix)?;
        Some((ix, view.files.areas.get(ix)?))
    });
    let others = beside.filter(|(ix, _)| *ix != family.ix);
    std::iter::once((family.ix, family.area))
        .chain(others)
        .collect()
}

/// The areas around the chosen one that are not there yet.
fn offers(view: &View<'_>, family: &Family<'_>, columns: &[Column<'_>]) -> Vec<Choice> {
    let around = view.files.areas.lineage(family.ix).skip(1);
    let new = around.filter(|ix| columns.iter().all(|(known, _)| known != ix));
    let offer = |ix: AreaIx| {
        let area = view.files.areas.get(ix)?;
        Some(Choice {
            key: area.key.clone(),
            label: view.speaker.name(area).to_owned(),
            ..Choice::default()
        })
    };
    new.filter_map(offer).collect()
}

fn heads(view: &View<'_>, family: &Family<'_>) -> Vec<String> {
    let speaker = &view.speaker;
    let first = [("area", Arg::Text(speaker.short(family.area)))];
    vec![
        speaker.say("kind.profile.head.area", &[]),
        speaker.say("kind.profile.head.value", &[]),
        speaker.say("kind.profile.head.scale", &[]),
        speaker.say("kind.profile.head.difference", &first),
    ]
}

fn themes(view: &View<'_>, columns: &[Column<'_>]) -> Vec<ComparedTheme> {
    let themes = view.files.catalogue.iter().flat_map(|it| &it.themes);
    let told = themes.map(|theme| ComparedTheme {
        key: theme.key.clone(),
        label: view
            .speaker
            .texts
            .themes
            .get(&theme.key)
            .cloned()
            .unwrap_or_default(),
        rows: of_theme(view, theme)
            .filter_map(|ix| Row::of(view, columns, ix))
            .map(|row| row.told())
            .collect(),
    });
    told.filter(|theme| !theme.rows.is_empty()).collect()
}

/// One indicator for all columns, in one period.
struct Row<'a, 'c> {
    view: View<'a>,
    columns: &'c [Column<'a>],
    cells: Vec<Option<CellRef>>,
}

impl<'a, 'c> Row<'a, 'c> {
    /// In the newest period in which all areas have a number that ever have one; else in the newest
    /// in which any has. `None` where the bundle has no figure of any.
    fn of(view: &View<'a>, columns: &'c [Column<'a>], ix: IndicatorIx) -> Option<Self> {
        let indicator = view.files.catalogue.as_ref()?.indicators.get(ix.index())?;
        let count = u16::try_from(indicator.periods.len()).ok()?;
        let at = |period| Self::at(view, columns, ix, period);
        let with: Vec<Self> = (0..count).rev().map(PeriodIx).filter_map(at).collect();
        let ever = |column: usize| with.iter().any(|row| row.number(column).is_some());
        let needed: Vec<usize> = (0..columns.len()).filter(|column| ever(*column)).collect();
        let whole = |row: &Self| needed.iter().all(|column| row.number(*column).is_some());
        let any = |row: &Self| (0..columns.len()).any(|column| row.number(column).is_some());
        let best = with.iter().position(whole).or(with.iter().position(any));
        with.into_iter().nth(best.unwrap_or_default())
    }

    fn at(
        view: &View<'a>,
        columns: &'c [Column<'a>],
        ix: IndicatorIx,
        period: PeriodIx,
    ) -> Option<Self> {
        let (_, first) = columns.first()?;
        let view = of_period(view, ix, first.level, period)?;
        let cell = |(ix, area): &Column<'_>| Some(cell_of(&view, *ix, area.level)?.0);
        let cells: Vec<Option<CellRef>> = columns.iter().map(cell).collect();
        let known = cells.iter().any(Option::is_some);
        known.then_some(Self {
            view,
            columns,
            cells,
        })
    }

    fn number(&self, column: usize) -> Option<i64> {
        self.cells.get(column).copied().flatten().and_then(number)
    }

    fn numbers(&self) -> impl Iterator<Item = (i64, &'a Area)> {
        let cells = self.cells.iter().zip(self.columns);
        cells.filter_map(|(cell, (_, area))| Some((number((*cell)?)?, *area)))
    }

    /// The ends of the scale: those of the areas; counts are seen from zero.
    fn ends(&self) -> Option<[i64; 2]> {
        let low = self.numbers().map(|(value, _)| value).min()?;
        let high = self.numbers().map(|(value, _)| value).max()?;
        let is_count = self.view.indicator.kind == MeasureKind::Count;
        Some(if is_count {
            [low.min(0), high.max(0)]
        } else {
            [low, high]
        })
    }

    fn told(&self) -> ComparedRow {
        let ends = self.ends();
        let figures = (0..self.columns.len()).filter_map(|column| self.figure(column, ends));
        ComparedRow {
            key: self.view.indicator.key.clone(),
            title: self.title(),
            scale: ends.map(|ends| self.scale(ends)).unwrap_or_default(),
            figures: figures.collect(),
        }
    }

    fn figure(&self, column: usize, ends: Option<[i64; 2]>) -> Option<ComparedFigure> {
        let (_, area) = self.columns.get(column)?;
        let speaker = &self.view.speaker;
        let cell = self.cells.get(column).copied().flatten();
        let at = self.number(column).zip(ends).map(|(value, [low, high])| {
            let span = (high - low) as f64;
            if span > 0.0 {
                (value - low) as f64 / span
            } else {
                0.5
            }
        });
        let value = match cell {
            Some(cell) => speaker.cell(self.view.indicator, cell),
            None => speaker.say("kind.profile.no-figure", &[]),
        };
        Some(ComparedFigure {
            name: speaker.name(area).to_owned(),
            value,
            state: cell.map_or(String::new(), |cell| cell.state.key().to_owned()),
            at,
            difference: self.difference(column).unwrap_or_default(),
        })
    }

    /// The difference of a later column to the first.
    fn difference(&self, column: usize) -> Option<String> {
        let (ix, area) = self.columns.get(column).filter(|_| column > 0)?;
        let (_, first) = self.columns.first()?;
        let (own, other) = (self.number(column)?, self.number(0)?);
        let (view, indicator) = (&self.view, self.view.indicator);
        let words = difference(&view.speaker, indicator, first, own, other);
        let Some(chance) = Chance::of(indicator) else {
            return Some(words);
        };
        let cell = self.cells.get(column).copied().flatten()?;
        let limits = chance.limits(cell, view.part((*ix, area.level)));
        Some(chance.judged(&view.speaker, words, limits, other))
    }

    /// "Verfügbares Einkommen, 2018: am höchsten im Landkreis Starnberg, am niedrigsten in Hof".
    fn title(&self) -> String {
        let speaker = &self.view.speaker;
        let label = speaker.indicator(self.view.indicator).short;
        let period = speaker.period(self.view.period);
        let by_value = |(value, _): &(i64, &Area)| *value;
        let low = self.numbers().min_by_key(by_value);
        let high = self.numbers().max_by_key(by_value);
        let what = match low.zip(high) {
            None => "none",
            Some((low, high)) if low.0 == high.0 => "same",
            Some(_) => "differ",
        };
        let place = |found: Option<(i64, &Area)>| found.map(|(_, area)| speaker.locative(area));
        let (low, high) = (
            place(low).unwrap_or_default(),
            place(high).unwrap_or_default(),
        );
        let args = [
            ("indicator", Arg::Text(label.as_str())),
            ("period", Arg::Text(&period)),
            ("what", Arg::Text(what)),
            ("low", Arg::Text(&low)),
            ("high", Arg::Text(&high)),
        ];
        speaker.say("kind.profile.compared.title", &args)
    }

    fn scale(&self, ends: [i64; 2]) -> String {
        let speaker = &self.view.speaker;
        let [from, to] = ends.map(|units| speaker.value(self.view.indicator, units));
        let args = [("from", Arg::Text(from.as_str())), ("to", Arg::Text(&to))];
        speaker.say("kind.profile.compared.scale", &args)
    }
}
