//! What has changed since another period, as an indicator of its own.
//!
//! [`Measured`] holds the changes of every level that has arrived as a table with one period, and an
//! indicator with zero in its middle; a view of a change is a view of that. What cannot be compared has
//! the state [`ValueState::NotApplicable`] and a reason in its flags: a break of the series, an earlier
//! value no percentage can be taken of. Uncertainty is not carried over: two intervals give none.

use crate::model::{
    Block, CategoryIx, CellRef, Flags, Indicator, IndicatorText, LevelIx, MeasureKind, PeriodIx,
    Scaled, Shape, Uncertainty, UnitText, ValueState,
};
use crate::query::Question;
use crate::state::{MapKind, ViewState};
use crate::table::Table;
use crate::text::Arg;

use super::super::files::Files;
use super::super::view::View;
use super::told::{Measure, Told};

/// Decimals of a change in percent.
const PERCENT_DECIMALS: u8 = 1;

/// A break of the series lies between the two values.
const BROKEN: Flags = Flags::from_bits(1 << 12);
/// The earlier value is zero or negative.
const NO_BASE: Flags = Flags::from_bits(1 << 13);
/// No value was possible in one of the periods.
const ABSENT: Flags = Flags::from_bits(1 << 14);
/// There is no period to compare with.
const ALONE: Flags = Flags::from_bits(1 << 15);

/// Reasons why values cannot be compared, with the messages that tell them.
pub(super) const REASONS: [(Flags, &str); 4] = [
    (BROKEN, "kind.change.reason.break"),
    (NO_BASE, "kind.change.reason.base"),
    (ABSENT, "kind.change.reason.absent"),
    (ALONE, "kind.change.reason.alone"),
];

/// States without a number: where the two values differ in it, the first of these is told.
const LACKING: [ValueState; 6] = [
    ValueState::Suppressed,
    ValueState::UnknownOrSecret,
    ValueState::Unreliable,
    ValueState::Pending,
    ValueState::Missing,
    ValueState::NotApplicable,
];

/// Which change of which figures, in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::atlas) struct ChangeKey {
    question: Question,
    since: Option<PeriodIx>,
    relative: bool,
    /// How many files of figures had arrived.
    arrived: usize,
    language: String,
}

/// The changes of one indicator.
#[derive(Debug)]
pub(in crate::atlas) struct Measured {
    pub key: ChangeKey,
    pub told: Told,
    pub table: Table,
    /// The earlier and the later period, of the indicator whose changes these are.
    pub between: [PeriodIx; 2],
    /// The earliest period that the one shown can be compared with.
    pub earliest: Option<PeriodIx>,
}

/// Works out the changes a state asks for, unless they are there.
pub(in crate::atlas) fn measure(files: &mut Files, state: Option<&ViewState>) {
    let view = state.and_then(|state| View::plain_of(files, state));
    let view = view.filter(|it| it.state.map.kind == MapKind::Change);
    let wanted = view.as_ref().map(ChangeKey::of);
    if files.measured.as_ref().map(|it| &it.key) == wanted.as_ref() {
        return;
    }
    let measured = view.zip(wanted).map(|(view, key)| Measured::of(&view, key));
    files.measured = measured.map(Box::new);
}

impl ChangeKey {
    pub fn of(view: &View<'_>) -> Self {
        let map = &view.state.map;
        let blocks = view.indicator.blocks.iter();
        Self {
            question: view.question(),
            since: map
                .since
                .as_deref()
                .and_then(|key| view.indicator.period(key)),
            relative: map.relative,
            arrived: blocks.filter(|it| view.files.has(&it.file.path)).count(),
            language: view.state.language.clone(),
        }
    }
}

impl Measured {
    pub fn of(view: &View<'_>, key: ChangeKey) -> Self {
        let until = view.period_ix;
        let earliest = earliest(view);
        let since = key.since.or(earliest);
        let between = since.map(|since| [since.min(until), since.max(until)]);
        let catalogue = view.files.catalogue.as_ref();
        let mut table = catalogue.map(Table::of).unwrap_or_default();
        for level in view.indicator.levels() {
            let block = match between {
                Some(between) => changes(view, level, between, key.relative),
                None => alone(view, level),
            };
            block.into_iter().for_each(|block| table.insert(block));
        }
        Self {
            told: told(view, between, key.relative),
            table,
            key,
            earliest,
            between: between.unwrap_or([until; 2]),
        }
    }

    /// Class bounds in units of this table's decimals, given in those of the indicator.
    pub fn bounds(&self, bounds: &[i64], decimals: u8) -> Vec<i64> {
        let own = self.told.measure.as_ref().map(|it| it.indicator.decimals);
        let own = own.unwrap_or(decimals);
        let scaled = |units: &i64| {
            let number = Scaled {
                units: *units,
                decimals,
            };
            Some(Scaled::round(number.to_f64(), own)?.units)
        };
        bounds.iter().filter_map(scaled).collect()
    }

    /// Which view shows these changes.
    pub fn shown_by<'a>(&'a self, view: View<'a>) -> View<'a> {
        let Some(measure) = &self.told.measure else {
            return view;
        };
        let mut view = view;
        view.speaker.told = Some(&self.told);
        view.indicator = &measure.indicator;
        (view.table, view.measured) = (&self.table, Some(self));
        (view.period_ix, view.category) = (PeriodIx(0), CategoryIx(0));
        view
    }
}

/// The cells of a level in one period; `None` unless all have arrived.
fn cells(view: &View<'_>, level: LevelIx, period: PeriodIx) -> Option<Vec<CellRef>> {
    let areas = view
        .files
        .catalogue
        .as_ref()?
        .levels
        .get(level.index())?
        .areas;
    let mut cells = Vec::new();
    let (table, category) = (&view.files.table, view.category);
    let mut take = |_, cell| cells.push(cell);
    table.each_cell(
        view.indicator_ix,
        (level, areas),
        category,
        period,
        &mut take,
    )?;
    Some(cells)
}

/// Hands over states and flags of a level in one period, run by run; `None` unless all have arrived.
fn runs(
    view: &View<'_>,
    level: LevelIx,
    period: PeriodIx,
    each: &mut dyn FnMut(&[ValueState], &[Flags]),
) -> Option<()> {
    let areas = view
        .files
        .catalogue
        .as_ref()?
        .levels
        .get(level.index())?
        .areas;
    let mut each = |states: &[ValueState], flags: &[Flags], _: &[i64]| each(states, flags);
    let of = (level, areas);
    view.files
        .table
        .each_run(view.indicator_ix, of, view.category, period, &mut each)
}

/// Notes which areas of a level the series breaks for right before `period`.
fn note_breaks(
    view: &View<'_>,
    broken: &mut [bool],
    level: LevelIx,
    period: PeriodIx,
) -> Option<()> {
    if view.breaks().contains(&period) {
        broken.fill(true);
        return Some(());
    }
    let mut places = broken.iter_mut();
    runs(view, level, period, &mut |_, flags| {
        for (flags, broken) in flags.iter().zip(&mut places) {
            *broken |= flags.contains(Flags::BREAK_BEFORE);
        }
    })
}

/// The earliest period with which at least half as many areas can be compared as with any.
pub(super) fn earliest(view: &View<'_>) -> Option<PeriodIx> {
    let (level, until) = (view.level_ix, view.period_ix);
    // Those that have no number at the end can be compared with none.
    let mut lost = Vec::with_capacity(view.level.range().len());
    runs(view, level, until, &mut |states, _| {
        lost.extend(states.iter().map(|state| !state.is_number()));
    })?;
    let mut counted = Vec::new();
    for period in (0..until.0).rev().map(PeriodIx) {
        note_breaks(view, &mut lost, level, PeriodIx(period.0 + 1))?;
        let (mut n, mut places) = (0, lost.iter());
        runs(view, level, period, &mut |states, _| {
            let pairs = states.iter().zip(&mut places);
            n += pairs
                .filter(|(then, lost)| then.is_number() && !**lost)
                .count();
        })?;
        counted.push((period, n));
    }
    let most = counted.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let enough = counted.iter().rfind(|(_, n)| *n > 0 && 2 * n >= most);
    enough.map(|(period, _)| *period)
}

/// The changes of a level; `None` unless its figures have arrived.
pub(super) fn changes(
    view: &View<'_>,
    level: LevelIx,
    [since, until]: [PeriodIx; 2],
    relative: bool,
) -> Option<Block> {
    let (then, now) = (cells(view, level, since)?, cells(view, level, until)?);
    let mut broken = vec![false; now.len()];
    for period in (since.0 + 1..=until.0).map(PeriodIx) {
        note_breaks(view, &mut broken, level, period)?;
    }
    let pairs = then.iter().zip(&now).zip(broken);
    let change =
        |((then, now), broken): ((&CellRef, &CellRef), bool)| change(*then, *now, broken, relative);
    block(view, level, pairs.map(change).collect())
}

/// A level of which nothing can be compared.
fn alone(view: &View<'_>, level: LevelIx) -> Option<Block> {
    let none = |cell: &CellRef| match cell.state.is_number() {
        true => not_comparable(ALONE),
        false => *cell,
    };
    let cells = cells(view, level, view.period_ix)?;
    block(view, level, cells.iter().map(none).collect())
}

fn block(view: &View<'_>, level: LevelIx, cells: Vec<CellRef>) -> Option<Block> {
    let areas = view
        .files
        .catalogue
        .as_ref()?
        .levels
        .get(level.index())?
        .areas;
    let shape = Shape {
        indicator: view.indicator_ix,
        level,
        areas,
        periods: [0, 1],
        categories: 1,
    };
    let mut block = Block::missing(shape, view.indicator.decimals);
    block.states = cells.iter().map(|cell| cell.state).collect();
    block.flags = cells.iter().map(|cell| cell.flags).collect();
    block.values = cells.iter().map(|cell| cell.value).collect();
    Some(block)
}

const fn not_comparable(reason: Flags) -> CellRef {
    CellRef {
        state: ValueState::NotApplicable,
        flags: reason,
        value: 0,
        note: None,
    }
}

/// What happened from one cell of a series to a later one, between which it may be broken.
fn change(then: CellRef, now: CellRef, broken: bool, relative: bool) -> CellRef {
    let lacking = LACKING
        .into_iter()
        .find(|it| [then.state, now.state].contains(it));
    let said = Flags::BREAK_BEFORE.with(Flags::NOTE).bits();
    let flags = Flags::from_bits(then.flags.with(now.flags).bits() & !said);
    let cell = |state, value| CellRef {
        state,
        flags,
        value,
        note: None,
    };
    match lacking {
        Some(ValueState::NotApplicable) => not_comparable(ABSENT),
        Some(state) => cell(state, 0),
        None if broken => not_comparable(BROKEN),
        None => match moved(then.value, now.value, relative) {
            Some(0) => cell(ValueState::Zero, 0),
            Some(moved) => cell(ValueState::Value, moved),
            None => not_comparable(NO_BASE),
        },
    }
}

/// The difference in units of the last decimal, or in tenths of a percent of the earlier value,
/// rounded half away from zero.
fn moved(then: i64, now: i64, relative: bool) -> Option<i64> {
    if !relative {
        return now.checked_sub(then);
    }
    let (then, now) = (i128::from(then), i128::from(now));
    let parts = 100 * i128::from(crate::model::pow10(PERCENT_DECIMALS));
    let (moved, whole) = ((now - then) * parts, then);
    if whole <= 0 {
        return None;
    }
    let rounded = (2 * moved.abs() + whole) / (2 * whole);
    i64::try_from(rounded * moved.signum()).ok()
}

/// The change as an indicator, and its words.
fn told(view: &View<'_>, between: Option<[PeriodIx; 2]>, relative: bool) -> Told {
    let speaker = &view.speaker;
    let tick = |ix: PeriodIx| {
        view.indicator
            .periods
            .get(ix.index())
            .map(|it| speaker.tick(it))
    };
    let [since, until] = between.unwrap_or([view.period_ix; 2]);
    let [since, until] = [tick(since), tick(until)].map(Option::unwrap_or_default);
    let how = match (between, relative) {
        (None, _) => "alone",
        (_, true) => "relative",
        (_, false) => "absolute",
    };
    let why = between
        .map(|between| reasons(view, between))
        .unwrap_or_default();
    let noted = if why.is_empty() { "no" } else { "yes" };
    let args = vec![
        ("since", since),
        ("until", until),
        ("how", how.to_owned()),
        ("why", why),
        ("noted", noted.to_owned()),
    ];
    let said: Vec<_> = args
        .iter()
        .map(|(name, text)| (*name, Arg::Text(text)))
        .collect();
    let unit = unit(view, relative);
    let since = speaker.say("kind.change.since", &said);
    let per = [unit.per.as_str(), &since];
    let per = per.into_iter().filter(|it| !it.is_empty());
    let text = speaker.indicator(view.indicator);
    let meaning = [
        text.meaning.as_str(),
        &speaker.say("kind.change.meaning", &said),
    ]
    .join(" ");
    Told {
        measure: Some(Measure {
            indicator: indicator(view, relative),
            text: IndicatorText {
                meaning: meaning.trim().to_owned(),
                ..text
            },
            per: per.collect::<Vec<_>>().join(", "),
            unit,
        }),
        family: "kind.change.",
        args,
    }
}

/// Why the series of the whole indicator breaks between two periods.
fn reasons(view: &View<'_>, [since, until]: [PeriodIx; 2]) -> String {
    let breaks = view.indicator.breaks.iter();
    let between = breaks.filter(|it| {
        let before = view.indicator.period(&it.before);
        before.is_some_and(|ix| since < ix && ix <= until)
    });
    let notes: Vec<String> = between.map(|it| view.speaker.note(&it.note)).collect();
    let notes: Vec<&str> = notes.iter().map(|it| it.trim_end_matches('.')).collect();
    notes.join("; ")
}

fn indicator(view: &View<'_>, relative: bool) -> Indicator {
    let base = view.indicator;
    Indicator {
        kind: if relative {
            MeasureKind::Mean
        } else {
            base.kind
        },
        decimals: if relative {
            PERCENT_DECIMALS
        } else {
            base.decimals
        },
        midpoint: Some(0),
        uncertainty: Uncertainty::None,
        periods: vec![view.period.clone()],
        classes: Vec::new(),
        ..base.clone()
    }
}

fn unit(view: &View<'_>, relative: bool) -> UnitText {
    let base = view.speaker.unit(view.indicator);
    let percent = view.speaker.say("kind.change.percent", &[]);
    if relative {
        return UnitText {
            symbol: "%".to_owned(),
            one: percent.clone(),
            many: percent,
            difference: view.speaker.say("kind.change.points", &[]),
            ..UnitText::default()
        };
    }
    if base.difference.is_empty() {
        return base;
    }
    UnitText {
        one: base.difference.clone(),
        many: base.difference,
        per: base.per,
        ..UnitText::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(value: i64) -> CellRef {
        CellRef {
            state: ValueState::Value,
            flags: Flags::NONE,
            value,
            note: None,
        }
    }

    fn lacking(state: ValueState) -> CellRef {
        CellRef { state, ..number(0) }
    }

    #[test]
    fn a_percentage_is_rounded_once_and_half_away_from_zero() {
        assert_eq!(moved(2000, 2001, true), Some(1)); // 0.05 %
        assert_eq!(moved(2000, 1999, true), Some(-1));
        assert_eq!(moved(10_000, 10_004, true), Some(0)); // 0.04 %
        assert_eq!(moved(3, 4, true), Some(333));
        assert_eq!(moved(15_234, 18_919, true), Some(242));
    }

    #[test]
    fn a_percentage_of_nothing_or_less_is_not_computed() {
        for then in [0, -1, i64::MIN] {
            let changed = change(number(then), number(5), false, true);
            assert_eq!(
                (changed.state, changed.flags),
                (ValueState::NotApplicable, NO_BASE)
            );
            assert_ne!(change(number(then), number(5), false, false).flags, BROKEN);
        }
        assert_eq!(moved(1, i64::MAX, true), None);
        assert_eq!(moved(i64::MIN, 1, false), None);
    }

    #[test]
    fn a_break_is_never_compared_across() {
        for relative in [false, true] {
            let changed = change(number(3), number(5), true, relative);
            assert_eq!(
                (changed.state, changed.flags),
                (ValueState::NotApplicable, BROKEN)
            );
        }
    }

    #[test]
    fn what_either_value_lacks_the_change_lacks_and_a_secret_is_told_first() {
        for state in LACKING {
            for (then, now) in [(lacking(state), number(5)), (number(5), lacking(state))] {
                assert_eq!(change(then, now, false, false).state, state);
                assert_eq!(change(then, now, true, true).state, state);
            }
            let both = change(
                lacking(state),
                lacking(ValueState::Suppressed),
                false,
                false,
            );
            assert_eq!(both.state, ValueState::Suppressed);
        }
    }

    #[test]
    fn what_must_be_said_beside_either_value_is_said_beside_the_change() {
        let flagged = |flags| CellRef { flags, ..number(7) };
        let changed = change(
            flagged(Flags::ESTIMATED),
            flagged(Flags::PROVISIONAL),
            false,
            false,
        );
        assert_eq!(changed.flags, Flags::ESTIMATED.with(Flags::PROVISIONAL));
        let broken = flagged(Flags::BREAK_BEFORE.with(Flags::NOTE));
        assert_eq!(change(broken, number(8), false, false).flags, Flags::NONE);
    }

    proptest! {
        #[test]
        fn a_series_has_not_changed_since_itself(value: i64, relative: bool) {
            let changed = change(number(value), number(value), false, relative);
            match relative && value <= 0 {
                true => prop_assert_eq!(changed.flags, NO_BASE),
                false => prop_assert_eq!((changed.state, changed.value), (ValueState::Zero, 0)),
            }
        }

        #[test]
        fn there_and_back_is_the_same_difference(then in -1_000_000_i64..1_000_000, now in -1_000_000_i64..1_000_000) {
            prop_assert_eq!(moved(then, now, false), moved(now, then, false).map(|it| -it));
        }

        #[test]
        fn a_percentage_is_the_nearest_tenth(then in 1_i64..1_000_000, now in -1_000_000_i64..1_000_000) {
            let exact = (now - then) as f64 * 1000.0 / then as f64;
            let rounded = moved(then, now, true).unwrap() as f64;
            prop_assert!((rounded - exact).abs() <= 0.5 + 1e-6 * exact.abs());
            prop_assert!(rounded == 0.0 || (rounded < 0.0) == (now < then));
        }
    }
}
