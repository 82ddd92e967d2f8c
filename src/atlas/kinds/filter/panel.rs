//! What a reader may change about the filter: the conditions with their choices and histograms.

use crate::model::{AreaIx, Indicator, MeasureKind, Period, Scaled, Uncertainty, pow10, sort_by};
use crate::query::Verdict;
use crate::state::{
    Condition, Figure, MOST_CONDITIONS, PERCENT_DECIMALS, PeriodChoice, Side, Span, Test,
};
use crate::stats::{Histogram, sort_units};
use crate::text::{self, Arg};

use super::super::super::Atlas;
use super::super::super::answer::{Choice, ThemeMenu, dto};
use super::super::super::view::View;
use super::figures::{Asked, found, view_of};
use super::{Filtered, tell};

/// Bars of a histogram, at most.
const BARS: u16 = 40;

dto! {
    /// The filter, to be changed.
    pub struct FilterPanel {
        /// The conditions by group.
        pub groups: Vec<FilterGroup>,
        /// Whether groups are joined by "or".
        pub any: bool,
        /// Indicators with figures of the level, by theme; the view's own is chosen.
        pub indicators: Vec<ThemeMenu>,
        /// Conditions that ask for no figure: `within`, `kind`, where the level has them.
        pub others: Vec<Choice>,
        /// That there is no room for more conditions; empty while there is.
        pub full: String,
    }

    /// Conditions that are joined the other way than groups are.
    pub struct FilterGroup {
        /// At least one.
        pub conditions: Vec<FilterCondition>,
    }

    /// A condition, to be changed.
    pub struct FilterCondition {
        /// Its place in the filter.
        pub at: u32,
        /// What is asked: `value`, `change`, `against`, `within`, `kind`.
        pub kind: String,
        /// Its words; empty while nothing is asked.
        pub title: String,
        /// How many areas meet it, and of how many that is open.
        pub count: String,
        /// Whether it joins the group of the one before; `null` for the first.
        pub grouped: Option<bool>,
        /// Key of its indicator; empty if it has none.
        pub indicator: String,
        /// What may be asked of the figure.
        pub tests: Vec<Choice>,
        /// Its periods, the newest first; the key is empty for whatever is newest.
        pub periods: Vec<Choice>,
        /// Periods that a change may begin with; the key is empty for the earliest comparable.
        pub since: Vec<Choice>,
        /// Whether a change is told in percent; `null` for others.
        pub relative: Option<bool>,
        /// Whose value is asked or compared with; the key is empty for the area itself.
        pub levels: Vec<Choice>,
        /// Above or below.
        pub sides: Vec<Choice>,
        /// Whether only what is more than chance counts; `null` where none is declared.
        pub certain: Option<bool>,
        /// The bounds; `null` where there are none to set.
        pub range: Option<FilterRange>,
        /// Areas or types to choose from.
        pub keys: Vec<Choice>,
    }

    /// Bounds over a histogram; positions run from 0 to 1 along it.
    pub struct FilterRange {
        /// The smallest value.
        pub min: f64,
        /// The largest value.
        pub max: f64,
        /// One unit of the last decimal.
        pub step: f64,
        /// The lower bound.
        pub low: Option<f64>,
        /// The upper bound.
        pub high: Option<f64>,
        /// The lower bound, or the smallest value, as it is read out.
        pub low_label: String,
        /// The upper bound, or the largest value, as it is read out.
        pub high_label: String,
        /// The unit of what is typed.
        pub unit: String,
        /// How the areas spread.
        pub bars: Vec<FilterBar>,
    }

    /// A bar of the histogram.
    pub struct FilterBar {
        /// Where it starts.
        pub from: f64,
        /// Where it ends.
        pub to: f64,
        /// Height, 1 for the tallest.
        pub height: f64,
        /// Whether it lies within the bounds.
        pub inside: bool,
    }
}

impl Atlas {
    /// The filter, to be changed; `None` before there is a view.
    #[must_use]
    pub fn filter_panel(&self) -> Option<FilterPanel> {
        let view = self.view()?.plain();
        let filtered = self.files.filtered.as_deref();
        let condition = |(at, it): &(usize, &Condition)| condition(&view, filtered, *at, it);
        let filter = &view.state.filter;
        let groups = filter.groups();
        let group = |group: &Vec<(usize, &Condition)>| FilterGroup {
            conditions: group.iter().map(condition).collect(),
        };
        let full = filter.conditions.len() >= MOST_CONDITIONS;
        let most = view.speaker.count(MOST_CONDITIONS);
        let full = full.then(|| {
            view.speaker
                .say("kind.filter.full", &[("n", Arg::Text(&most))])
        });
        Some(FilterPanel {
            groups: groups.iter().map(group).collect(),
            any: filter.any,
            indicators: indicators(&view),
            others: others(&view),
            full: full.unwrap_or_default(),
        })
    }
}

/// The indicators that have figures of the view's level, by theme.
fn indicators(view: &View<'_>) -> Vec<ThemeMenu> {
    let Some(catalogue) = &view.files.catalogue else {
        return Vec::new();
    };
    let choice = |it: &Indicator| Choice {
        key: it.key.clone(),
        label: view.speaker.indicator(it).short,
        chosen: it.key == view.indicator.key,
        note: String::new(),
    };
    let theme = |theme: &crate::model::Theme| {
        let own = catalogue
            .indicators
            .iter()
            .filter(|it| it.theme == theme.key);
        let own = own.filter(|it| it.levels().contains(&view.level_ix));
        let label = view.speaker.texts.themes.get(&theme.key);
        ThemeMenu {
            key: theme.key.clone(),
            label: label.cloned().unwrap_or_default(),
            indicators: own.map(choice).collect(),
        }
    };
    let themes = catalogue.themes.iter().map(theme);
    themes.filter(|it| !it.indicators.is_empty()).collect()
}

/// What can be asked of areas besides figures: where they lie, and of which type they are.
fn others(view: &View<'_>) -> Vec<Choice> {
    let mut others = Vec::new();
    let mut offer = |key: &str, label: &str| {
        others.push(Choice {
            key: key.to_owned(),
            label: view.speaker.say(label, &[]),
            ..Choice::default()
        });
    };
    if !parents(view, &[]).is_empty() {
        offer("within", "kind.filter.add.within");
    }
    if kinds(view, &[]).len() > 1 {
        offer("kind", "kind.filter.add.kind");
    }
    others
}

fn condition(
    view: &View<'_>,
    filtered: Option<&Filtered>,
    at: usize,
    of: &Condition,
) -> FilterCondition {
    let verdict = filtered.and_then(|it| it.each.get(at)?.as_ref());
    let asks = !matches!(&of.test, Test::Within { areas: keys } | Test::Kind { kinds: keys } if keys.is_empty());
    let mut told = FilterCondition {
        at: at as u32,
        kind: of.test.key().to_owned(),
        title: if asks {
            tell::condition(view, &of.test)
        } else {
            String::new()
        },
        count: verdict.map(|it| counted(view, it)).unwrap_or_default(),
        grouped: (at > 0).then_some(of.grouped),
        ..FilterCondition::default()
    };
    match &of.test {
        Test::Within { areas } => told.keys = parents(view, areas),
        Test::Kind { kinds: chosen } => told.keys = kinds(view, chosen),
        Test::Value { figure, .. } | Test::Change { figure, .. } | Test::Against { figure, .. } => {
            if let Some(figured) = view_of(view, figure) {
                put_figure(&figured, &of.test, figure, &mut told);
                told.range = filtered.and_then(|it| range(&figured, it, &of.test));
            }
        }
    }
    told
}

/// "81 erfüllen diese Bedingung, bei 3 fehlt eine Angabe".
fn counted(view: &View<'_>, verdict: &Verdict) -> String {
    let range = view.level.range();
    let gone = view.files.areas.dissolved_among(&range);
    let tally = verdict.tally(gone.map(|ix| (ix.0 - range.start) as usize));
    let [met, open] = [tally.met, tally.open].map(|n| view.speaker.count(n));
    let args = [
        ("n", Arg::Count(tally.met as i64)),
        ("n_text", Arg::Text(&met)),
        ("open", Arg::Text(&open)),
    ];
    view.speaker.say("kind.filter.each", &args)
}

/// The choices of a condition on a figure.
fn put_figure(of: &View<'_>, test: &Test, figure: &Figure, told: &mut FilterCondition) {
    told.indicator.clone_from(&of.indicator.key);
    told.tests = tests(of, test);
    told.periods = periods(of, &figure.period);
    let above = tell::levels_above(of, of.indicator);
    let level = |ix: &crate::model::LevelIx| {
        let catalogue = of.files.catalogue.as_ref();
        catalogue.and_then(|it| it.levels.get(ix.index()))
    };
    let keys: Vec<&str> = above
        .iter()
        .filter_map(level)
        .map(|it| it.key.as_str())
        .collect();
    match test {
        Test::Value { of: asked, .. } if !keys.is_empty() => {
            let own = Choice {
                key: String::new(),
                label: of.speaker.say("kind.filter.level.own", &[]),
                chosen: asked.is_none(),
                note: String::new(),
            };
            let others = keys
                .iter()
                .map(|key| level_choice(of, key, asked.as_deref()));
            told.levels = std::iter::once(own).chain(others).collect();
        }
        Test::Change {
            since, relative, ..
        } => {
            told.since = since_choices(of, since.as_deref());
            told.relative = Some(*relative);
        }
        Test::Against {
            level,
            side,
            certain,
            ..
        } => {
            let choice = |key: &&str| level_choice(of, key, Some(level));
            told.levels = keys.iter().map(choice).collect();
            told.sides = sides(of, *side);
            let declared = of.indicator.uncertainty != Uncertainty::None;
            let judged = declared && of.indicator.kind != MeasureKind::Count;
            told.certain = (judged || *certain).then_some(*certain);
        }
        _ => {}
    }
}

fn choice(of: &View<'_>, key: &str, message: &str, chosen: bool) -> Choice {
    Choice {
        key: key.to_owned(),
        label: of.speaker.say(message, &[]),
        chosen,
        note: String::new(),
    }
}

fn tests(of: &View<'_>, test: &Test) -> Vec<Choice> {
    let mut tests = vec![choice(
        of,
        "value",
        "kind.filter.test.value",
        test.key() == "value",
    )];
    if of.indicator.periods.len() > 1 || test.key() == "change" {
        let chosen = test.key() == "change";
        tests.push(choice(of, "change", "kind.filter.test.change", chosen));
    }
    if !tell::levels_above(of, of.indicator).is_empty() || test.key() == "against" {
        let chosen = test.key() == "against";
        tests.push(choice(of, "against", "kind.filter.test.against", chosen));
    }
    tests
}

fn sides(of: &View<'_>, side: Side) -> Vec<Choice> {
    let above = side == Side::Above;
    vec![
        choice(of, "above", "kind.filter.side.above", above),
        choice(of, "below", "kind.filter.side.below", !above),
    ]
}

fn level_choice(of: &View<'_>, key: &str, chosen: Option<&str>) -> Choice {
    Choice {
        key: key.to_owned(),
        label: of.speaker.level(key).one,
        chosen: chosen == Some(key),
        note: String::new(),
    }
}

/// The newest by itself, then each period, newest first.
fn periods(of: &View<'_>, chosen: &PeriodChoice) -> Vec<Choice> {
    let newest = of.indicator.periods.last();
    let tick = newest.map(|it| of.speaker.tick(it)).unwrap_or_default();
    let args = [("period", Arg::Text(&tick))];
    let by_itself = Choice {
        key: String::new(),
        label: of.speaker.say("kind.filter.latest", &args),
        chosen: *chosen == PeriodChoice::Latest,
        note: String::new(),
    };
    let period = |it: &Period| Choice {
        key: it.key.clone(),
        label: of.speaker.period(it),
        chosen: *chosen == PeriodChoice::At(it.key.clone()),
        note: String::new(),
    };
    let each = of.indicator.periods.iter().rev().map(period);
    std::iter::once(by_itself).chain(each).collect()
}

fn since_choices(of: &View<'_>, chosen: Option<&str>) -> Vec<Choice> {
    let by_itself = choice(of, "", "kind.filter.earliest", chosen.is_none());
    let earlier = |it: &&Period| it.start < of.period.start || chosen == Some(it.key.as_str());
    let period = |it: &Period| Choice {
        key: it.key.clone(),
        label: of.speaker.period(it),
        chosen: chosen == Some(it.key.as_str()),
        note: String::new(),
    };
    let others = of.indicator.periods.iter().filter(earlier).map(period);
    std::iter::once(by_itself).chain(others).collect()
}

/// Bounds and histogram of a condition.
fn range(of: &View<'_>, filtered: &Filtered, test: &Test) -> Option<FilterRange> {
    let Asked::Numbers(numbers) = found(test, &filtered.asked)? else {
        return None;
    };
    let (span, relative) = match test {
        Test::Value { span, .. } => (*span, None),
        Test::Change { span, relative, .. } => (*span, Some(*relative)),
        _ => return None,
    };
    let areas = &of.files.areas;
    let places = of.level.range().map(AreaIx).zip(numbers);
    let present = places.filter(|(ix, _)| !areas.is_dissolved(*ix));
    let mut units: Vec<i64> = present.filter_map(|(_, number)| *number).collect();
    sort_units(&mut units);
    let (min, max) = (*units.first()?, *units.last()?);
    let decimals = match relative {
        Some(true) => PERCENT_DECIMALS,
        _ => of.indicator.decimals,
    };
    let base = pow10(decimals) as f64;
    let number = |units: i64| units as f64 / base;
    let label = |units: i64| match relative {
        Some(relative) => tell::difference(of, Some(of), relative, Scaled { units, decimals }),
        None => of.speaker.value(of.indicator, units),
    };
    let [low, high] = [span.low, span.high].map(|it| it.map(|it| it.units));
    Some(FilterRange {
        min: number(min),
        max: number(max),
        step: 1.0 / base,
        low: low.map(number),
        high: high.map(number),
        low_label: label(low.unwrap_or(min)),
        high_label: label(high.unwrap_or(max)),
        unit: unit(of, relative),
        bars: bars(&units, span),
    })
}

/// The unit of what is typed: "€", "Prozentpunkte", "%".
fn unit(of: &View<'_>, relative: Option<bool>) -> String {
    let unit = of.speaker.unit(of.indicator);
    match relative {
        Some(true) => "%".to_owned(),
        Some(false) if !unit.difference.is_empty() => unit.difference,
        _ if unit.symbol.is_empty() => unit.many,
        _ => unit.symbol,
    }
}

/// The histogram of ascending numbers.
fn bars(units: &[i64], span: Span) -> Vec<FilterBar> {
    let (Some(&min), Some(&max)) = (units.first(), units.last()) else {
        return Vec::new();
    };
    let Ok(histogram) = Histogram::of(units, BARS) else {
        return Vec::new();
    };
    let width = (max as f64 - min as f64).max(1.0);
    let at = |units: i64| ((units as f64 - min as f64) / width).clamp(0.0, 1.0);
    let tallest = histogram.counts().iter().copied().max().unwrap_or(1).max(1);
    let low = span.low.map_or(i64::MIN, |it| it.units);
    let high = span.high.map_or(i64::MAX, |it| it.units);
    let bar = |(bin, count): (usize, &u32)| {
        let (first, last) = histogram.span(bin);
        FilterBar {
            from: at(first),
            to: at(last.saturating_add(1)),
            height: f64::from(*count) / f64::from(tallest),
            inside: last >= low && first <= high,
        }
    };
    histogram.counts().iter().enumerate().map(bar).collect()
}

/// The areas above those of the level, coarsest first, by name; a level with one area is no choice, nor
/// one with more than can be chosen from at a glance.
fn parents(view: &View<'_>, chosen: &[String]) -> Vec<Choice> {
    const MOST: usize = 500;
    let catalogue = view.files.catalogue.as_ref();
    let lineage = catalogue
        .into_iter()
        .flat_map(|it| it.lineage(view.level_ix));
    let mut levels: Vec<_> = lineage
        .skip(1)
        .filter_map(|ix| catalogue?.levels.get(ix.index()))
        .filter(|it| (2..=MOST).contains(&it.range().len()))
        .collect();
    levels.reverse();
    let mut choices = Vec::new();
    for level in levels {
        let areas = level.range().map(AreaIx);
        let here = areas.filter(|ix| !view.files.areas.is_dissolved(*ix));
        let mut named: Vec<_> = here
            .filter_map(|ix| view.files.areas.get(ix))
            .map(|area| (text::collation_key(view.speaker.name(area)), area))
            .collect();
        sort_by(&mut named, |(a, _), (b, _)| a.cmp(b));
        choices.extend(named.into_iter().map(|(_, area)| Choice {
            key: area.key.clone(),
            label: view.speaker.name(area).to_owned(),
            chosen: chosen.contains(&area.key),
            note: view.speaker.level(&level.key).many,
        }));
    }
    choices
}

/// The types of the level's areas, by name.
fn kinds(view: &View<'_>, chosen: &[String]) -> Vec<Choice> {
    let areas = &view.files.areas;
    let mut keys: Vec<&str> = Vec::new();
    for ix in view.level.range().map(AreaIx) {
        if let Some(kind) = areas.kind(ix).filter(|it| !keys.contains(it)) {
            keys.push(kind);
        }
    }
    let named = |key: &str| {
        let name = view.speaker.texts.area_kinds.get(key);
        name.cloned().unwrap_or_else(|| key.to_owned())
    };
    let mut named: Vec<(String, &str)> = keys.into_iter().map(|key| (named(key), key)).collect();
    sort_by(&mut named, |(a, _), (b, _)| {
        text::collation_key(a).cmp(&text::collation_key(b))
    });
    let choice = |(label, key): (String, &str)| Choice {
        key: key.to_owned(),
        chosen: chosen.iter().any(|it| it == key),
        label,
        note: String::new(),
    };
    named.into_iter().map(choice).collect()
}
