//! A state resolved against the bundle: positions instead of keys.

use crate::model::{
    Area, AreaIx, CategoryIx, Indicator, IndicatorIx, Level, LevelBorders, LevelIx, Part, Period,
    PeriodIx, Scaled,
};
use crate::query::Question;
use crate::state::{Category, PeriodChoice, ViewState};
use crate::table::Table;

use super::files::Files;
use super::speaker::Speaker;
use super::stays::Stays;

/// What the reader looks at, resolved. Everything borrowed from the files that have arrived.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub files: &'a Files,
    pub state: &'a ViewState,
    pub speaker: Speaker<'a>,
    pub indicator_ix: IndicatorIx,
    pub indicator: &'a Indicator,
    pub level_ix: LevelIx,
    pub level: &'a Level,
    pub period_ix: PeriodIx,
    pub period: &'a Period,
    pub category: CategoryIx,
    /// Where the figures are: the bundle's, or those worked out for a kind of map.
    pub table: &'a Table,
    /// The change this view shows, if it shows one.
    #[cfg(feature = "kinds")]
    pub measured: Option<&'a super::kinds::Measured>,
}

impl<'a> View<'a> {
    /// The view of `state`; `None` before catalogue and texts are there.
    pub fn of(files: &'a Files, state: &'a ViewState) -> Option<Self> {
        let view = Self::plain_of(files, state);
        #[cfg(feature = "kinds")]
        let view = view.map(super::kinds::told);
        view
    }

    /// The view of the bundle's own figures, whatever kind of map shows them.
    pub fn plain_of(files: &'a Files, state: &'a ViewState) -> Option<Self> {
        let catalogue = files.catalogue.as_ref()?;
        let indicator_ix = catalogue.indicator(&state.indicator)?;
        let indicator = catalogue.indicators.get(indicator_ix.index())?;
        let level_ix = catalogue.level(&state.level)?;
        let period_ix = chosen_period(indicator, &state.period)?;
        Some(Self {
            files,
            state,
            speaker: Speaker::of(files, state)?,
            indicator_ix,
            indicator,
            level_ix,
            level: catalogue.levels.get(level_ix.index())?,
            period_ix,
            period: indicator.periods.get(period_ix.index())?,
            category: category_of(indicator, &state.categories),
            table: &files.table,
            #[cfg(feature = "kinds")]
            measured: None,
        })
    }

    /// This view with the bundle's own figures.
    pub fn plain(&self) -> Self {
        #[cfg(feature = "kinds")]
        if let Some(view) = Self::plain_of(self.files, self.state) {
            return view;
        }
        *self
    }

    pub fn question(&self) -> Question {
        Question {
            indicator: self.indicator_ix,
            level: self.level_ix,
            category: self.category,
            period: self.period_ix,
        }
    }

    /// The reader's own class bounds, in units of the shown decimals.
    pub fn bounds(&self) -> Vec<i64> {
        let bounds = &self.state.classes.bounds;
        #[cfg(feature = "kinds")]
        if let Some(measured) = self.measured {
            return measured.bounds(bounds, self.plain().indicator.decimals);
        }
        bounds.clone()
    }

    /// The companion numbers of the observation of an area in the present view.
    pub fn part(&self, (area, level): (AreaIx, LevelIx)) -> impl Fn(Part) -> Option<Scaled> + 'a {
        let (table, period) = (self.table, self.period_ix);
        let (indicator, category) = (self.indicator_ix, self.category);
        move |part| table.part(indicator, level, category, period, area, part)
    }

    /// The chosen area, if the bundle has it.
    pub fn chosen(&self) -> Option<(AreaIx, &'a Area)> {
        let ix = self
            .files
            .area(self.state.area.as_deref()?, self.level_ix)?;
        Some((ix, self.files.areas.get(ix)?))
    }

    /// Whether any outlines draw views of this level.
    pub fn has_map(&self) -> bool {
        let catalogue = self.files.catalogue.as_ref();
        catalogue.is_some_and(|it| it.outlines_of(self.level_ix).is_some())
    }

    /// Whether the map has an outline for an area of the level; as long as outlines have not
    /// arrived, whether the area still exists.
    pub fn has_outline(&self, ix: AreaIx) -> bool {
        is_drawn(self.outlines(), ix) && !self.files.areas.is_dissolved(ix)
    }

    /// Whether the rows of this view are made of the file `path`.
    pub fn is_made_of(&self, path: &str) -> bool {
        let mut areas = self.files.catalogue.iter().flat_map(|it| &it.areas);
        let range = self.level.range();
        #[cfg(feature = "kinds")]
        if super::kinds::second(self).is_some_and(|it| it.has_block(path)) {
            return true;
        }
        self.has_block(path) || areas.any(|file| file.path == path && file.overlaps(&range))
    }

    /// Whether the file `path` holds observations of the indicator on this level.
    fn has_block(&self, path: &str) -> bool {
        let mut blocks = self.files.blocks(self.indicator_ix, self.level_ix);
        blocks.any(|block| block.file.path == path)
    }

    /// Which areas of the level the map shows.
    pub fn stays(&self) -> &'a Stays {
        static NONE: Stays = Stays {
            on_map: 0,
            undrawn: Vec::new(),
            dissolved: Vec::new(),
        };
        let stays = self.files.stays.get(self.level_ix.index());
        stays.map_or(&NONE, |stays| stays.get_or_init(|| Stays::of(self)))
    }

    /// The outlines of the level.
    pub fn outlines(&self) -> Option<&'a LevelBorders> {
        let (set, _) = self.files.catalogue.as_ref()?.outlines_of(self.level_ix)?;
        let borders = self.files.geometry.get(set)?.borders.as_ref()?;
        borders.level(self.level_ix)
    }

    /// Whether the areas of the level and of those above have arrived.
    pub fn has_its_areas(&self) -> bool {
        let catalogue = self.files.catalogue.as_ref();
        let mut lineage = catalogue
            .into_iter()
            .flat_map(|it| it.lineage(self.level_ix));
        lineage.all(|ix| self.files.has_areas(ix))
    }

    /// First periods after a break of the series, as positions.
    pub fn breaks(&self) -> Vec<PeriodIx> {
        self.indicator
            .breaks
            .iter()
            .filter_map(|it| self.indicator.period(&it.before))
            .collect()
    }

    pub fn period_count(&self) -> u16 {
        u16::try_from(self.indicator.periods.len()).unwrap_or(u16::MAX)
    }
}

/// Whether an area has one of `outlines`; as long as they have not arrived, every area has.
pub(super) fn is_drawn(outlines: Option<&LevelBorders>, ix: AreaIx) -> bool {
    outlines.is_none_or(|it| it.has_outline(ix).unwrap_or(true))
}

pub(super) fn chosen_period(indicator: &Indicator, choice: &PeriodChoice) -> Option<PeriodIx> {
    match choice {
        PeriodChoice::At(key) => indicator.period(key),
        PeriodChoice::Latest => u16::try_from(indicator.periods.len().checked_sub(1)?)
            .ok()
            .map(PeriodIx),
    }
}

/// The category tuple of some choices: the first axis varies slowest, 0 is the total.
pub(super) fn category_of(indicator: &Indicator, choices: &[Category]) -> CategoryIx {
    let tuple = indicator.axes.iter().fold(0, |tuple, axis| {
        let choice = choices.iter().find(|choice| choice.axis == axis.key);
        let at =
            choice.and_then(|choice| axis.categories.iter().position(|it| *it == choice.category));
        tuple * axis.categories.len().max(1) + at.unwrap_or(0)
    });
    CategoryIx(u16::try_from(tuple).unwrap_or(0))
}
