//! What a view shows: rows, ranks, classes and colours, worked out once per view.

use crate::classify::{Breaks, ClassifyJob, Middle};
use crate::color::{self, Rgb, Scheme};
use crate::model::{AreaIx, CellRef, ClassMethod};
use crate::query::{Question, Row, pooled_values, rows};
use crate::state::ClassChoice;
use crate::stats::{Job, Progress, Reason, ranks};

use super::chance::{Chance, Limits, possible_ranks};
use super::view::View;

/// How many classes are cut where neither publisher nor reader says so.
const DEFAULT_CLASSES: u8 = 5;

/// Fill of a number while there are no classes to put it in.
pub(super) const NO_CLASS: Rgb = Rgb([0xf0; 3]);

/// Everything that decides the classes of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClassKey {
    question: Question,
    choice: ClassChoice,
}

/// The classes of a view, and how they were asked for.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    pub method: ClassMethod,
    pub breaks: Option<Breaks>,
    pub colors: Vec<Rgb>,
}

/// One row with its place among the others.
#[derive(Clone, Debug)]
pub(super) struct ShownRow {
    pub row: Row,
    pub rank: Option<u32>,
    pub class: Option<usize>,
    pub limits: Option<Limits>,
    /// Best and worst rank that chance leaves possible.
    pub ranks: Option<[usize; 2]>,
    /// Lowest and highest class that chance leaves possible.
    pub classes: Option<[usize; 2]>,
}

/// What a view shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub rows: Vec<ShownRow>,
    /// Numbers of the rows that have one, ascending.
    pub numbers: Vec<i64>,
    pub classes: Classes,
}

impl ClassKey {
    pub fn of(view: &View<'_>) -> Self {
        Self {
            question: view.question(),
            choice: view.state.classes.clone(),
        }
    }
}

impl Shown {
    /// Puts rows and classes together; `None` while the table lacks the data.
    pub fn of(view: &View<'_>, classes: Classes) -> Option<Self> {
        let rows = view_rows(view)?;
        let units: Vec<i64> = rows.iter().filter_map(|row| number(row.cell)).collect();
        let mut rank = ranks(&units).into_iter();
        let chance = Chance::of(view.indicator);
        let breaks = classes.breaks.as_ref();
        let shown = |row: Row| {
            let number = number(row.cell);
            let class = |unit| breaks.map(|it| it.class_of(unit));
            let limits = chance
                .as_ref()
                .and_then(|it| it.limits(row.cell, view.part((row.area, view.level_ix))));
            ShownRow {
                rank: number.and_then(|_| rank.next()),
                class: number.and_then(class),
                limits,
                ranks: None,
                classes: limits.and_then(|[lower, upper]| Some([class(lower)?, class(upper)?])),
                row,
            }
        };
        let mut rows: Vec<ShownRow> = rows.into_iter().map(shown).collect();
        if chance.is_some() {
            put_ranks(&mut rows);
        }
        let mut numbers = units;
        numbers.sort_unstable();
        Some(Self {
            rows,
            numbers,
            classes,
        })
    }

    pub fn get(&self, area: AreaIx) -> Option<&ShownRow> {
        let at = self
            .rows
            .binary_search_by_key(&area, |row| row.row.area)
            .ok()?;
        self.rows.get(at)
    }
}

impl ShownRow {
    /// What the number may be, if it has one.
    fn span(&self) -> Option<Limits> {
        let number = number(self.row.cell)?;
        Some(self.limits.unwrap_or([number; 2]))
    }

    /// The lowest and highest class that chance may have put it in, where these are two.
    pub fn uncertain(&self) -> Option<[usize; 2]> {
        self.classes.filter(|[low, high]| low != high)
    }
}

/// The ranks that chance leaves each row.
fn put_ranks(rows: &mut [ShownRow]) {
    let ends = |end: usize| {
        let mut ends: Vec<i64> = rows
            .iter()
            .filter_map(|row| Some(row.span()?[end]))
            .collect();
        ends.sort_unstable();
        ends
    };
    let ends = [ends(0), ends(1)];
    for row in rows {
        row.ranks = row.limits.map(|limits| possible_ranks(&ends, limits));
    }
}

/// The number of a cell, if it has one.
pub(super) fn number(cell: CellRef) -> Option<i64> {
    cell.state.is_number().then_some(cell.value)
}

fn view_rows(view: &View<'_>) -> Option<Vec<Row>> {
    let files = view.files;
    rows(
        &files.table,
        &files.areas,
        view.level,
        view.period,
        view.question(),
    )
}

/// Cutting the classes of one view, in steps.
pub(super) struct Cutting {
    pub key: ClassKey,
    method: ClassMethod,
    midpoint: Option<i64>,
    scheme: Scheme,
    job: Result<ClassifyJob, Reason>,
}

impl Cutting {
    /// Begins to cut the classes of `view`; published ones are taken as they are.
    pub fn begin(view: &View<'_>) -> Result<Self, Classes> {
        let choice = &view.state.classes;
        let published = view
            .indicator
            .classes
            .iter()
            .find(|it| it.level == view.level_ix && it.category == view.category.0);
        let proposed = published.map_or(ClassMethod::Quantile, |it| it.method);
        let method = choice.method.unwrap_or(proposed);
        let k = choice
            .k
            .or(published.map(|it| it.k))
            .unwrap_or(DEFAULT_CLASSES);
        let scheme = color::default_scheme(
            view.indicator.kind,
            view.indicator.polarity,
            view.indicator.midpoint,
        );
        if let Some(published) = published
            && (choice.method.is_none() && choice.k.is_none() && !choice.per_period)
            && let Ok(breaks) = Breaks::from_units(&published.bounds, published.k)
        {
            return Err(Classes::of(
                method,
                Some(breaks),
                scheme,
                view.indicator.midpoint,
            ));
        }
        let units = units_to_classify(view);
        // The publisher's own bounds have no number of classes to choose, and none per period.
        let own = choice.method.is_none() && proposed == ClassMethod::UserDefined;
        let method = if own { ClassMethod::Quantile } else { method };
        let job = ClassifyJob::new(&units, method, k, view.indicator.midpoint, &choice.bounds);
        Ok(Self {
            key: ClassKey::of(view),
            method,
            midpoint: view.indicator.midpoint,
            scheme,
            job,
        })
    }

    /// Goes on cutting; the classes once they are done. Without numbers there are none.
    pub fn step(&mut self, work: u32) -> Option<Classes> {
        let breaks = match &mut self.job {
            Err(_) => None,
            Ok(job) => match job.step(work) {
                Progress::Running { .. } => return None,
                Progress::Done(breaks) => Some(breaks),
            },
        };
        Some(Classes::of(self.method, breaks, self.scheme, self.midpoint))
    }
}

impl Classes {
    fn of(
        method: ClassMethod,
        breaks: Option<Breaks>,
        scheme: Scheme,
        midpoint: Option<i64>,
    ) -> Self {
        let colors = breaks.as_ref().map(|breaks| {
            let middle = midpoint.map(|midpoint| breaks.middle(midpoint));
            colors_of(scheme, breaks.count(), middle)
        });
        Self {
            method,
            colors: colors.unwrap_or_default(),
            breaks,
        }
    }
}

fn colors_of(scheme: Scheme, count: usize, middle: Option<Middle>) -> Vec<Rgb> {
    color::colors(scheme, count, middle)
}

fn units_to_classify(view: &View<'_>) -> Vec<i64> {
    let periods = if view.state.classes.per_period {
        view.period_ix.0..view.period_ix.0.saturating_add(1)
    } else {
        0..view.period_count()
    };
    let level = (view.level_ix, view.level);
    pooled_values(
        (&view.files.table, &view.files.areas),
        view.indicator_ix,
        level,
        view.category,
        periods,
    )
}
