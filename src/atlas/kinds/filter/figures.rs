//! What conditions ask of each area, and whether it meets them.

use crate::model::{AreaIx, CellRef, Indicator, LevelIx, MeasureKind};
use crate::query::Verdict;
use crate::state::{Condition, Figure, Side, Span, Test};
use crate::stats::benchmark::{Benchmark, Comparison, Polarity, compare};
use crate::stats::interval::Interval;

use super::super::super::chance::Chance;
use super::super::super::view::{View, category_of, chosen_period};
use super::super::change;
use super::without_bounds;

/// What a condition asks, worked out for each area of the level.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// A number, to be held against bounds; `None` where there is none.
    Numbers(Vec<Option<i64>>),
    /// Whether it is so.
    Known(Verdict),
    /// Nothing yet.
    Nothing,
}

/// What the conditions ask, each once; what is in `known` already is taken from there.
pub(super) fn asked(
    view: &View<'_>,
    conditions: &[Condition],
    mut known: Vec<(Test, Asked)>,
) -> Vec<(Test, Asked)> {
    let mut asked: Vec<(Test, Asked)> = Vec::with_capacity(conditions.len());
    let mut tree = Tree::default();
    for condition in conditions {
        let test = without_bounds(&condition.test);
        if asked.iter().any(|(other, _)| *other == test) {
            continue;
        }
        let found = known.iter().position(|(other, _)| *other == test);
        match found {
            Some(at) => asked.push(known.swap_remove(at)),
            None => {
                let made = ask(view, &test, &mut tree);
                asked.push((test, made));
            }
        }
    }
    asked
}

/// Whether each area meets a condition, given what the conditions ask; `None` if it asks nothing yet.
pub(super) fn verdict(test: &Test, asked: &[(Test, Asked)]) -> Option<Verdict> {
    match found(test, asked)? {
        Asked::Numbers(numbers) => {
            let (Test::Value { span, .. } | Test::Change { span, .. }) = test else {
                return None;
            };
            let (low, high) = bounds(*span);
            let inside = |number: i64| low <= number && number <= high;
            Some(Verdict::of(numbers.iter().map(|it| it.map(inside))))
        }
        Asked::Known(verdict) => Some(verdict.clone()),
        Asked::Nothing => None,
    }
}

/// What a condition asks.
pub(super) fn found<'a>(test: &Test, asked: &'a [(Test, Asked)]) -> Option<&'a Asked> {
    let test = without_bounds(test);
    let (_, found) = asked.iter().find(|(other, _)| *other == test)?;
    Some(found)
}

/// The bounds in units of the last decimal, both included.
fn bounds(span: Span) -> (i64, i64) {
    let low = span.low.map_or(i64::MIN, |it| it.units);
    (low, span.high.map_or(i64::MAX, |it| it.units))
}

/// The areas above those of the view's level, found once per level.
#[derive(Default)]
struct Tree(Vec<(LevelIx, Vec<Option<AreaIx>>)>);

impl Tree {
    /// The area of `level` that each area of the view's level lies in, or is.
    fn above(&mut self, view: &View<'_>, level: LevelIx) -> &[Option<AreaIx>] {
        let at = match self.0.iter().position(|(of, _)| *of == level) {
            Some(at) => at,
            None => {
                self.0.push((level, above(view, level)));
                self.0.len() - 1
            }
        };
        self.0.get(at).map_or(&[], |(_, above)| above)
    }
}

fn above(view: &View<'_>, level: LevelIx) -> Vec<Option<AreaIx>> {
    let catalogue = view.files.catalogue.as_ref();
    let range = catalogue.and_then(|it| it.levels.get(level.index()));
    let range = range.map_or(0..0, crate::model::Level::range);
    let areas = &view.files.areas;
    let above = |ix| areas.lineage(AreaIx(ix)).find(|it| range.contains(&it.0));
    view.level.range().map(above).collect()
}

fn ask(view: &View<'_>, test: &Test, tree: &mut Tree) -> Asked {
    let level_of = |key: &String| view.files.catalogue.as_ref()?.level(key);
    let asked = match test {
        Test::Value { figure, of, .. } => {
            let level = of.as_ref().map_or(Some(view.level_ix), level_of);
            level.and_then(|level| values(view, figure, level, tree))
        }
        Test::Change {
            figure,
            since,
            relative,
            ..
        } => changed(view, figure, since.as_deref(), *relative),
        Test::Against {
            figure,
            level,
            side,
            certain,
        } => {
            let known = level_of(level)
                .and_then(|level| against(view, figure, level, *side, *certain, tree));
            return Asked::Known(known.unwrap_or_else(|| nobody_knows(view)));
        }
        Test::Within { areas } => return within(view, areas, tree),
        Test::Kind { kinds } => return of_kind(view, kinds),
    };
    Asked::Numbers(asked.unwrap_or_else(|| vec![None; view.level.range().len()]))
}

fn nobody_knows(view: &View<'_>) -> Verdict {
    Verdict::of(view.level.range().map(|_| None))
}

/// The view of a figure, on the level of `view`.
pub(super) fn view_of<'a>(view: &View<'a>, figure: &Figure) -> Option<View<'a>> {
    let catalogue = view.files.catalogue.as_ref()?;
    let indicator_ix = catalogue.indicator(&figure.indicator)?;
    let indicator: &Indicator = catalogue.indicators.get(indicator_ix.index())?;
    let period_ix = chosen_period(indicator, &figure.period)?;
    Some(View {
        indicator_ix,
        indicator,
        period_ix,
        period: indicator.periods.get(period_ix.index())?,
        category: category_of(indicator, &figure.categories),
        ..view.plain()
    })
}

/// The view of a figure on another level.
fn view_at<'a>(view: &View<'a>, figure: &Figure, level_ix: LevelIx) -> Option<View<'a>> {
    let catalogue = view.files.catalogue.as_ref()?;
    let level = catalogue.levels.get(level_ix.index())?;
    Some(View {
        level_ix,
        level,
        ..view_of(view, figure)?
    })
}

/// The cells of a whole level.
fn cells(view: &View<'_>) -> Option<Vec<CellRef>> {
    let mut cells = Vec::with_capacity(view.level.range().len());
    view.files.table.each_cell(
        view.indicator_ix,
        (view.level_ix, view.level.areas),
        view.category,
        view.period_ix,
        &mut |_, cell| cells.push(cell),
    )?;
    Some(cells)
}

/// The numbers of a whole level.
fn numbers(view: &View<'_>) -> Option<Vec<Option<i64>>> {
    let mut numbers = Vec::with_capacity(view.level.range().len());
    view.files.table.each_run(
        view.indicator_ix,
        (view.level_ix, view.level.areas),
        view.category,
        view.period_ix,
        &mut |states, _, values| {
            let pairs = states.iter().zip(values);
            numbers.extend(pairs.map(|(state, value)| state.is_number().then_some(*value)));
        },
    )?;
    Some(numbers)
}

/// The numbers of the areas themselves, or of those above them.
fn values(
    view: &View<'_>,
    figure: &Figure,
    level: LevelIx,
    tree: &mut Tree,
) -> Option<Vec<Option<i64>>> {
    let of = view_at(view, figure, level)?;
    let found = numbers(&of)?;
    if level == view.level_ix {
        return Some(found);
    }
    let first = of.level.range().start;
    let at = |area: &Option<AreaIx>| {
        let place = (*area)?.0.checked_sub(first)? as usize;
        found.get(place).copied().flatten()
    };
    Some(tree.above(view, level).iter().map(at).collect())
}

fn changed(
    view: &View<'_>,
    figure: &Figure,
    since: Option<&str>,
    relative: bool,
) -> Option<Vec<Option<i64>>> {
    let of = view_of(view, figure)?;
    let between = between(&of, since)?;
    let block = change::changes(&of, of.level_ix, between, relative)?;
    let pairs = block.states.iter().zip(&block.values);
    let number =
        |(state, value): (&crate::model::ValueState, &i64)| state.is_number().then_some(*value);
    Some(pairs.map(number).collect())
}

/// The periods that a change lies between, the earlier one first.
pub(super) fn between(of: &View<'_>, since: Option<&str>) -> Option<[crate::model::PeriodIx; 2]> {
    let since = match since {
        Some(key) => of.indicator.period(key)?,
        None => change::earliest(of)?,
    };
    Some([since.min(of.period_ix), since.max(of.period_ix)])
}

/// Whether the value of each area lies on a side of that of the area above it.
fn against(
    view: &View<'_>,
    figure: &Figure,
    level: LevelIx,
    side: Side,
    certain: bool,
    tree: &mut Tree,
) -> Option<Verdict> {
    let of = view_of(view, figure)?;
    let theirs = values(view, figure, level, tree)?;
    if !certain {
        let pairs = numbers(&of)?.into_iter().zip(theirs);
        let beyond = |(own, their): (Option<i64>, Option<i64>)| match side {
            Side::Above => Some(own? > their?),
            Side::Below => Some(own? < their?),
        };
        return Some(Verdict::of(pairs.map(beyond)));
    }
    // A larger area has more of everything.
    let chance = Chance::of(of.indicator).filter(|_| of.indicator.kind != MeasureKind::Count)?;
    let own = of.level.range().map(AreaIx).zip(cells(&of)?);
    let surely = |((area, cell), their): ((AreaIx, CellRef), Option<i64>)| {
        let limits = chance.limits(cell, of.part((area, of.level_ix)))?;
        let [lower, upper] = limits.map(|limit| limit as f64);
        let their = Benchmark::Value(their? as f64);
        let found = compare(Some(Interval { lower, upper }), their, Polarity::None);
        Some(match side {
            Side::Above => found == Comparison::Higher,
            Side::Below => found == Comparison::Lower,
        })
    };
    Some(Verdict::of(own.zip(theirs).map(surely)))
}

/// Whether each area is one of those named, or lies in one.
fn within(view: &View<'_>, keys: &[String], tree: &mut Tree) -> Asked {
    if keys.is_empty() {
        return Asked::Nothing;
    }
    let files = view.files;
    let wanted: Vec<AreaIx> = keys
        .iter()
        .filter_map(|key| files.area(key, view.level_ix))
        .collect();
    let mut joined = Verdict::same(view.level.range().len(), false);
    let mut levels: Vec<LevelIx> = wanted
        .iter()
        .filter_map(|ix| Some(files.areas.get(*ix)?.level))
        .collect();
    levels.dedup();
    for level in levels {
        let above = tree.above(view, level).iter();
        let inside = above.map(|it| Some(it.is_some_and(|it| wanted.contains(&it))));
        joined.or(&Verdict::of(inside));
    }
    Asked::Known(joined)
}

/// Whether each area is of one of these types.
fn of_kind(view: &View<'_>, kinds: &[String]) -> Asked {
    if kinds.is_empty() {
        return Asked::Nothing;
    }
    let is = |ix| {
        let kind = view.files.areas.kind(AreaIx(ix))?;
        Some(kinds.iter().any(|it| it == kind))
    };
    Asked::Known(Verdict::of(view.level.range().map(is)))
}
