//! What a view shows: rows, ranks, classes and colours, worked out once per view.

use crate::classify::{Breaks, ClassifyJob, Middle};
use crate::color::{self, Rgb, Scheme};
use crate::model::{AreaIx, CellRef, ClassMethod, DefaultClasses, ValueState};
use crate::query::{Question, Row, pooled_values, rows};
use crate::state::ClassChoice;
use crate::stats::{Job, Progress, Reason, rank_among, sort_units};

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
    #[cfg(feature = "kinds")]
    second: Option<Question>,
    #[cfg(feature = "kinds")]
    kind: (crate::state::MapKind, Option<super::kinds::ChangeKey>),
}

/// The classes of a view, and how they were asked for.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    pub method: ClassMethod,
    pub breaks: Option<Breaks>,
    pub colors: Vec<Rgb>,
}

/// One row with its class. There may be a million of them, so whatever can be looked up is not in it.
#[derive(Clone, Debug)]
pub(super) struct ShownRow {
    pub row: Row,
    class: Option<u8>,
}

/// What chance makes of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
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
    /// One per row where the indicator declares a chance variation, else none.
    pub doubts: Vec<Doubt>,
    /// Numbers of the rows that have one, ascending.
    pub numbers: Vec<i64>,
    /// How many rows have each state, by its byte.
    pub states: [usize; ValueState::ALL.len()],
    pub classes: Classes,
    /// The fields of two indicators, where two are shown.
    #[cfg(feature = "kinds")]
    pub two: Option<super::kinds::Two>,
    /// Colors of a map without classes.
    #[cfg(feature = "kinds")]
    pub ramp: Option<super::kinds::Ramp>,
}

impl ClassKey {
    pub fn of(view: &View<'_>) -> Self {
        Self {
            question: view.question(),
            choice: view.state.classes.clone(),
            #[cfg(feature = "kinds")]
            second: super::kinds::second(view).map(|it| it.question()),
            #[cfg(feature = "kinds")]
            kind: (view.state.map.kind, view.measured.map(|it| it.key.clone())),
        }
    }
}

impl Shown {
    /// Puts rows and classes together; `None` while the table lacks the data.
    pub fn of(view: &View<'_>, classes: Classes) -> Option<Self> {
        let breaks = classes.breaks.as_ref();
        let mut numbers = Vec::with_capacity(view.level.range().len());
        let mut states = [0; ValueState::ALL.len()];
        let shown = |row: Row| {
            if let Some(count) = states.get_mut(row.cell.state as usize) {
                *count += 1;
            }
            let number = number(row.cell);
            numbers.extend(number);
            let class = |unit| breaks.map(|it| it.class_of(unit) as u8);
            ShownRow {
                class: number.and_then(class),
                row,
            }
        };
        let (table, areas) = (view.table, &view.files.areas);
        let rows = rows(
            table,
            areas,
            view.level,
            view.period,
            view.question(),
            shown,
        )?;
        sort_units(&mut numbers);
        Some(Self {
            doubts: doubts(view, &rows, breaks),
            rows,
            numbers,
            states,
            classes,
            #[cfg(feature = "kinds")]
            two: super::kinds::Two::of(view),
            #[cfg(feature = "kinds")]
            ramp: super::kinds::ramp(view),
        })
    }

    /// Where the row of `area` stands.
    pub fn position(&self, area: AreaIx) -> Option<usize> {
        // Mostly every area of the level has a row.
        let first = self.rows.first()?.row.area;
        let guess = area.0.checked_sub(first.0)? as usize;
        let is_it = |at: &usize| self.rows.get(*at).is_some_and(|it| it.row.area == area);
        let search = || self.rows.binary_search_by_key(&area, |it| it.row.area);
        Some(guess).filter(is_it).or_else(|| search().ok())
    }

    pub fn get(&self, area: AreaIx) -> Option<&ShownRow> {
        self.rows.get(self.position(area)?)
    }

    /// What chance makes of `row`, where the indicator declares any.
    pub fn doubt(&self, row: &ShownRow) -> Option<&Doubt> {
        if self.doubts.is_empty() {
            return None;
        }
        self.doubts.get(self.position(row.row.area)?)
    }

    /// The color of `row`, if it has a number and that has a color.
    pub fn fill(&self, row: &ShownRow) -> Option<Rgb> {
        #[cfg(feature = "kinds")]
        if let Some(ramp) = &self.ramp {
            return ramp.color(number(row.row.cell)?);
        }
        self.classes.colors.get(row.class()?).copied()
    }

    /// The rank of `row`, if it has a number.
    pub fn rank(&self, row: &ShownRow) -> Option<u32> {
        Some(rank_among(number(row.row.cell)?, &self.numbers))
    }
}

impl ShownRow {
    /// Its class, if it has a number and there are classes.
    pub fn class(&self) -> Option<usize> {
        self.class.map(usize::from)
    }
}

impl Doubt {
    /// The lowest and highest class that chance may have put it in, where these are two.
    pub fn uncertain(&self) -> Option<[usize; 2]> {
        self.classes.filter(|[low, high]| low != high)
    }
}

/// What chance makes of each row; nothing where the indicator declares no chance variation.
fn doubts(view: &View<'_>, rows: &[ShownRow], breaks: Option<&Breaks>) -> Vec<Doubt> {
    let Some(chance) = Chance::of(view.indicator) else {
        return Vec::new();
    };
    let class = |unit| breaks.map(|it| it.class_of(unit));
    let doubt = |it: &ShownRow| {
        let limits = chance.limits(it.row.cell, view.part((it.row.area, view.level_ix)));
        Doubt {
            limits,
            ranks: None,
            classes: limits.and_then(|[lower, upper]| Some([class(lower)?, class(upper)?])),
        }
    };
    let mut doubts: Vec<Doubt> = rows.iter().map(doubt).collect();
    put_ranks(rows, &mut doubts);
    doubts
}

/// The ranks that chance leaves each row.
fn put_ranks(rows: &[ShownRow], doubts: &mut [Doubt]) {
    let span = |(it, doubt): (&ShownRow, &Doubt)| {
        let number = number(it.row.cell)?;
        Some(doubt.limits.unwrap_or([number; 2]))
    };
    let spans: Vec<Limits> = rows.iter().zip(&*doubts).filter_map(span).collect();
    let ends = [0, 1].map(|end: usize| {
        let mut ends: Vec<i64> = spans.iter().map(|span| span[end]).collect();
        sort_units(&mut ends);
        ends
    });
    for doubt in doubts {
        doubt.ranks = doubt.limits.map(|limits| possible_ranks(&ends, limits));
    }
}

/// The number of a cell, if it has one.
pub(super) fn number(cell: CellRef) -> Option<i64> {
    cell.state.is_number().then_some(cell.value)
}

/// Cutting the classes of one view, in steps.
#[derive(Debug)]
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
        #[cfg(feature = "kinds")]
        if view.state.map.kind == crate::state::MapKind::Unclassed {
            return Err(Classes::none());
        }
        let choice = &view.state.classes;
        if let Some(published) = published(view)
            && (choice.method.is_none() && choice.k.is_none() && !choice.per_period)
            && let Ok(breaks) = Breaks::from_units(&published.bounds, published.k)
        {
            return Err(Classes::of(
                published.method,
                Some(breaks),
                scheme_of(view),
                view.indicator.midpoint,
            ));
        }
        Ok(Self::over(view, &units_to_classify(view)))
    }

    /// Begins to cut classes for `units` as `view` asks for them.
    pub fn over(view: &View<'_>, units: &[i64]) -> Self {
        let choice = &view.state.classes;
        let published = published(view);
        let proposed = published.map_or(ClassMethod::Quantile, |it| it.method);
        let method = choice.method.unwrap_or(proposed);
        let k = choice
            .k
            .or(published.map(|it| it.k))
            .unwrap_or(DEFAULT_CLASSES);
        // The publisher's own bounds have no number of classes to choose, and none per period.
        let own = choice.method.is_none() && proposed == ClassMethod::UserDefined;
        let method = if own { ClassMethod::Quantile } else { method };
        let job = ClassifyJob::new(units, method, k, view.indicator.midpoint, &view.bounds());
        Self {
            key: ClassKey::of(view),
            method,
            midpoint: view.indicator.midpoint,
            scheme: scheme_of(view),
            job,
        }
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
    /// Where colors need none.
    #[cfg(feature = "kinds")]
    fn none() -> Self {
        Self {
            method: ClassMethod::Quantile,
            breaks: None,
            colors: Vec::new(),
        }
    }

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

/// The classes that the publisher proposes for a view.
fn published<'a>(view: &View<'a>) -> Option<&'a DefaultClasses> {
    let (level, category) = (view.level_ix, view.category.0);
    let mut all = view.indicator.classes.iter();
    all.find(|it| it.level == level && it.category == category)
}

fn scheme_of(view: &View<'_>) -> Scheme {
    let of = view.indicator;
    color::default_scheme(of.kind, of.polarity, of.midpoint)
}

fn colors_of(scheme: Scheme, count: usize, middle: Option<Middle>) -> Vec<Rgb> {
    color::colors(scheme, count, middle)
}

/// Every number that counts for the classes of a view.
pub(super) fn units_to_classify(view: &View<'_>) -> Vec<i64> {
    let periods = if view.state.classes.per_period {
        view.period_ix.0..view.period_ix.0.saturating_add(1)
    } else {
        0..view.period_count()
    };
    let level = (view.level_ix, view.level);
    pooled_values(
        (view.table, &view.files.areas),
        view.indicator_ix,
        level,
        view.category,
        periods,
    )
}
