//! Which areas meet the conditions of a reader: worked out, shown, told, and offered to be changed.
//!
//! [`Filtered`] holds what is known of each area of the level, worked out whenever the filter, the level
//! or the files at hand change (`figures`, on [`Verdict`]s of `query`). The map fades those that do not
//! meet them, as it does for highlighted classes; where an own look says that it is not known, it hatches
//! (`show`). `tell` puts the filter into a sentence, `panel` says what can be changed about it, with a
//! histogram for each figure, `lines` lays out the parallel coordinates.
//!
//! Only published figures are looked at: a secret value is open, whatever its neighbours say.

mod figures;
mod lines;
mod panel;
mod show;
mod tell;

pub use lines::{FilterAxis, FilterLines};
pub use panel::{FilterBar, FilterCondition, FilterGroup, FilterPanel, FilterRange};
pub use show::FilterAnswer;
pub(super) use show::{answer, finish, is_kept};
pub(in crate::atlas) use show::{keep, put_look, put_tip};

use crate::model::{AreaIx, Catalogue, LevelIx};
use crate::query::{Tally, Verdict};
use crate::state::{Condition, Filter, Span, Test, ViewState};

use super::super::files::Files;
use super::super::view::View;
use figures::Asked;

/// Everything that decides what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    filter: Filter,
    level: LevelIx,
    /// How many of the files that are asked for had arrived.
    arrived: usize,
}

/// What is known of each area of the level.
#[derive(Debug)]
pub(in crate::atlas) struct Filtered {
    key: Key,
    /// What the conditions ask, without bounds: a bound that moves needs none of it anew.
    asked: Vec<(Test, Asked)>,
    /// What each condition makes of the areas; `None` where it asks nothing yet.
    each: Vec<Option<Verdict>>,
    verdict: Verdict,
    /// How many of the areas that exist meet the filter.
    tally: Tally,
    /// How many areas exist.
    total: usize,
    /// Counts how often this was worked out.
    revision: u64,
}

impl Filtered {
    /// Whether an area of `level` meets the filter; `None` where that is not known.
    fn meets(&self, area: AreaIx, first: u32) -> Option<bool> {
        self.verdict.get(area.0.checked_sub(first)? as usize)
    }

    /// Whether no condition asks anything yet.
    fn asks_nothing(&self) -> bool {
        self.each.iter().all(Option::is_none)
    }

    fn of(view: &View<'_>, key: Key, before: Option<Self>) -> Self {
        let (asked, revision) = match before {
            Some(it) if it.key.level == key.level && it.key.arrived == key.arrived => {
                (it.asked, it.revision)
            }
            Some(it) => (Vec::new(), it.revision),
            None => (Vec::new(), 0),
        };
        let conditions = &key.filter.conditions;
        let asked = figures::asked(view, conditions, asked);
        let each: Vec<_> = conditions
            .iter()
            .map(|it| figures::verdict(&it.test, &asked))
            .collect();
        let range = view.level.range();
        let verdict = joined(&key.filter, &each, range.len());
        let gone = view.files.areas.dissolved_among(&range);
        let gone: Vec<usize> = gone.map(|ix| (ix.0 - range.start) as usize).collect();
        Self {
            tally: verdict.tally(gone.iter().copied()),
            total: range.len() - gone.len(),
            revision: revision + 1,
            asked,
            each,
            verdict,
            key,
        }
    }
}

/// Counts how often who meets the filter was worked out anew, 0 without one.
pub(in crate::atlas) fn revision(view: &View<'_>) -> u64 {
    view.files.filtered.as_ref().map_or(0, |it| it.revision)
}

/// Joins what the conditions say: those of a group one way, the groups the other.
fn joined(filter: &Filter, each: &[Option<Verdict>], len: usize) -> Verdict {
    let verdict = |(at, _): &(usize, &Condition)| each.get(*at).cloned().flatten();
    let join = |verdicts: &mut dyn Iterator<Item = Verdict>, any: bool| {
        verdicts.reduce(|mut joined, it| {
            if any {
                joined.or(&it);
            } else {
                joined.and(&it);
            }
            joined
        })
    };
    let groups = filter.groups();
    let mut groups = groups
        .iter()
        .filter_map(|group| join(&mut group.iter().filter_map(verdict), !filter.any));
    let all = join(&mut groups, filter.any);
    all.unwrap_or_else(|| Verdict::same(len, true))
}

/// What a test asks without its bounds.
fn without_bounds(test: &Test) -> Test {
    let mut test = test.clone();
    if let Test::Value { span, .. } | Test::Change { span, .. } = &mut test {
        *span = Span::default();
    }
    test
}

/// Works out who meets the filter of a state, unless that is known. As long as its files are on their
/// way, the filter before stays in force.
pub(super) fn sift(files: &mut Files, state: Option<&ViewState>) {
    let state = state.filter(|it| !it.filter.is_empty());
    let Some((state, view)) = state.and_then(|it| Some((it, View::plain_of(files, it)?))) else {
        files.filtered = None;
        return;
    };
    let key = Key {
        filter: state.filter.clone(),
        level: view.level_ix,
        arrived: arrived(&view),
    };
    if files.filtered.as_ref().is_some_and(|it| it.key == key) || waits(&view) {
        return;
    }
    let before = files.filtered.take().map(|it| *it);
    let view = View::plain_of(files, state);
    let found = view.map(|view| Filtered::of(&view, key, before));
    files.filtered = found.map(Box::new);
}

/// Whether files of the filter are still to come.
pub(in crate::atlas) fn waits(view: &View<'_>) -> bool {
    let mut wanted = paths(view.files, view.state, view.level_ix);
    wanted.any(|path| view.files.lacks(path))
}

fn arrived(view: &View<'_>) -> usize {
    let wanted = paths(view.files, view.state, view.level_ix);
    let areas = view.files.areas.count(&(0..u32::MAX));
    wanted.filter(|path| view.files.has(path)).count() + areas
}

/// The files of figures that the filter of a state asks for.
pub(in crate::atlas) fn want(
    files: &Files,
    state: &ViewState,
    level: LevelIx,
    wanted: &mut Vec<String>,
) {
    wanted.extend(paths(files, state, level).map(str::to_owned));
}

fn paths<'a>(
    files: &'a Files,
    state: &'a ViewState,
    level: LevelIx,
) -> impl Iterator<Item = &'a str> {
    let conditions = state.filter.conditions.iter();
    conditions.flat_map(move |condition| {
        let catalogue = files.catalogue.as_ref();
        let figure = condition.test.figure();
        let indicator = figure.and_then(|it| catalogue?.indicator(&it.indicator));
        let levels = levels_of(&condition.test, catalogue, level);
        let asked = indicator.into_iter().flat_map(move |ix| {
            let levels = levels.into_iter().flatten();
            levels.flat_map(move |level| files.blocks(ix, level))
        });
        asked.map(|block| block.file.path.as_str())
    })
}

/// The levels whose figures a condition asks for.
fn levels_of(test: &Test, catalogue: Option<&Catalogue>, own: LevelIx) -> [Option<LevelIx>; 2] {
    let level = |key: &String| catalogue.and_then(|it| it.level(key));
    match test {
        Test::Value { of: Some(key), .. } => [level(key), None],
        Test::Against { level: key, .. } => [Some(own), level(key)],
        _ => [Some(own), None],
    }
}
