//! Two indicators at once: which the second is, in which period, and in which of nine fields an area is.

use crate::classify::{Breaks, classify};
use crate::color::{Rgb, bivariate};
use crate::model::{
    AreaIx, Catalogue, CategoryIx, CellRef, ClassMethod, Indicator, IndicatorIx, LevelIx, Period,
    PeriodIx,
};
use crate::query::pooled_values;
use crate::state::{MapKind, ViewState};

use super::super::chance::{Chance, Limits};
use super::super::shown::number;
use super::super::view::View;

/// Classes of each indicator, as far as its values differ.
pub(super) const CLASSES: u8 = 3;

/// Classes of both indicators, and the observations of the second.
#[derive(Clone, Debug)]
pub(in crate::atlas) struct Two {
    /// Those of the view's indicator and of the second.
    pub(super) breaks: [Breaks; 2],
    first_area: u32,
    /// The second's observations of each area of the level.
    cells: Vec<CellRef>,
    /// What chance makes of them; empty unless declared.
    limits: Vec<Option<Limits>>,
}

/// A field: the class of the first and of the second indicator, 0 for the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field(pub [usize; 2]);

impl Field {
    /// Its bit in the state's highlight.
    pub fn bit(self) -> usize {
        self.0[0] * usize::from(CLASSES) + self.0[1]
    }
}

/// The second indicator that a state asks for, if two are to be shown and it has figures of `level`.
pub(in crate::atlas) fn second_of(
    catalogue: &Catalogue,
    state: &ViewState,
    level: LevelIx,
) -> Option<IndicatorIx> {
    let key = state.map.second.as_ref();
    let ix = catalogue.indicator(key.filter(|_| state.map.kind == MapKind::Two)?)?;
    let indicator = catalogue.indicators.get(ix.index())?;
    let fits = indicator.blocks.iter().any(|block| block.level == level);
    fits.then_some(ix)
}

/// The same view of the second indicator.
pub(in crate::atlas) fn second<'a>(view: &View<'a>) -> Option<View<'a>> {
    let catalogue = view.files.catalogue.as_ref()?;
    let indicator_ix = second_of(catalogue, view.state, view.level_ix)?;
    let indicator = catalogue.indicators.get(indicator_ix.index())?;
    let period_ix = period_beside(indicator, view.period)?;
    Some(View {
        indicator_ix,
        indicator,
        period_ix,
        period: indicator.periods.get(period_ix.index())?,
        category: CategoryIx(0),
        ..*view
    })
}

/// The same period, else the latest that ends no later, else the latest of all.
fn period_beside(indicator: &Indicator, shown: &Period) -> Option<PeriodIx> {
    let position = |at: usize| u16::try_from(at).ok().map(PeriodIx);
    let periods = &indicator.periods;
    let before = || periods.iter().rposition(|it| it.end <= shown.end);
    let last = || periods.len().checked_sub(1);
    let same = indicator.period(&shown.key);
    same.or_else(|| position(before().or_else(last)?))
}

/// Classes with equally many of the level's present areas, in the view's period alone.
fn terciles(view: &View<'_>) -> Option<Breaks> {
    let at = view.period_ix.0;
    let units = pooled_values(
        (&view.files.table, &view.files.areas),
        view.indicator_ix,
        (view.level_ix, view.level),
        view.category,
        at..at.saturating_add(1),
    );
    classify(&units, ClassMethod::Quantile, CLASSES, None, &[]).ok()
}

impl Two {
    /// `None` unless two indicators are asked for, and as long as one of them has no figures here.
    pub fn of(view: &View<'_>) -> Option<Self> {
        let second = second(view)?;
        let breaks = [terciles(view)?, terciles(&second)?];
        let mut cells = Vec::with_capacity(view.level.range().len());
        view.files.table.each_cell(
            second.indicator_ix,
            (view.level_ix, view.level.areas),
            second.category,
            second.period_ix,
            &mut |_, cell| cells.push(cell),
        )?;
        let areas = view.level.range().map(AreaIx);
        let chance = Chance::of(second.indicator);
        let limits = chance.iter().flat_map(|chance| {
            let limits = |(area, cell): (AreaIx, &CellRef)| {
                chance.limits(*cell, second.part((area, view.level_ix)))
            };
            areas.clone().zip(&cells).map(limits)
        });
        Some(Self {
            limits: limits.collect(),
            breaks,
            first_area: view.level.range().start,
            cells,
        })
    }

    fn place(&self, area: AreaIx) -> Option<usize> {
        Some(area.0.checked_sub(self.first_area)? as usize)
    }

    /// The second's observation of an area.
    pub(in crate::atlas) fn cell(&self, area: AreaIx) -> Option<CellRef> {
        self.cells.get(self.place(area)?).copied()
    }

    /// What chance makes of it.
    fn limits(&self, area: AreaIx) -> Option<Limits> {
        *self.limits.get(self.place(area)?)?
    }

    /// Both numbers of an area whose first observation is `own`.
    pub(super) fn numbers(&self, area: AreaIx, own: CellRef) -> Option<[i64; 2]> {
        Some([number(own)?, number(self.cell(area)?)?])
    }

    /// The field of an area; `None` unless it has both numbers.
    pub(super) fn field(&self, area: AreaIx, own: CellRef) -> Option<Field> {
        let numbers = self.numbers(area, own)?;
        Some(self.field_of(numbers))
    }

    fn field_of(&self, [first, second]: [i64; 2]) -> Field {
        Field([
            self.breaks[0].class_of(first),
            self.breaks[1].class_of(second),
        ])
    }

    /// Whether chance may have put an area into another field.
    pub(super) fn is_uncertain(&self, area: AreaIx, own: CellRef, limits: Option<Limits>) -> bool {
        let Some(numbers) = self.numbers(area, own) else {
            return false;
        };
        let spans = [limits, self.limits(area)].into_iter().zip(numbers);
        let mut spans = spans.zip(&self.breaks).map(|((limits, number), breaks)| {
            let [lower, upper] = limits.unwrap_or([number; 2]);
            breaks.class_of(lower) != breaks.class_of(upper)
        });
        spans.any(|differ| differ)
    }

    /// What keeps an area out of every field: the observation without a number.
    pub(super) fn gap(&self, area: AreaIx, own: CellRef) -> CellRef {
        let second = self.cell(area).filter(|_| own.state.is_number());
        second.unwrap_or(own)
    }

    /// The fill of a field.
    pub(super) fn color(&self, Field([first, second]): Field) -> Rgb {
        let [rows, columns] = self.breaks.each_ref().map(Breaks::count);
        bivariate([first, rows], [second, columns])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Catalogue, Flags, PeriodKind, ValueState, sample};

    fn cell(value: Option<i64>) -> CellRef {
        CellRef {
            state: value.map_or(ValueState::Suppressed, |_| ValueState::Value),
            flags: Flags::default(),
            value: value.unwrap_or_default(),
            note: None,
        }
    }

    /// Three areas from the 10th on; the second has numbers 4, 9 and none.
    fn two() -> Two {
        let breaks = |upper: &[i64]| Breaks::from_units(upper, CLASSES).expect("ascending");
        Two {
            breaks: [breaks(&[10, 20, 30]), breaks(&[5, 8])],
            first_area: 10,
            cells: [Some(4), Some(9), None].map(cell).to_vec(),
            limits: vec![Some([2, 6]), None, None],
        }
    }

    #[test]
    fn an_area_is_in_the_field_of_both_its_classes_or_in_none() {
        let two = two();
        let field = |area, own| two.field(AreaIx(area), cell(own)).map(|it| it.0);
        assert_eq!(field(10, Some(11)), Some([1, 0]));
        assert_eq!(field(11, Some(99)), Some([2, 1]));
        assert_eq!((field(12, Some(11)), field(10, None)), (None, None));
        assert_eq!((field(9, Some(1)), field(13, Some(1))), (None, None));
        assert_eq!(Field([2, 1]).bit(), 7);
        // Two classes of the second are the outer columns.
        assert_eq!(two.color(Field([2, 1])), bivariate([2, 3], [2, 3]));
    }

    #[test]
    fn the_first_gap_tells_why_there_is_no_field() {
        let two = two();
        let pending = CellRef {
            state: ValueState::Pending,
            ..cell(None)
        };
        assert_eq!(two.gap(AreaIx(10), pending).state, ValueState::Pending);
        assert_eq!(
            two.gap(AreaIx(12), cell(Some(1))).state,
            ValueState::Suppressed
        );
    }

    #[test]
    fn a_field_is_uncertain_where_either_interval_passes_a_bound() {
        let two = two();
        let uncertain = |area, own, limits| two.is_uncertain(AreaIx(area), cell(Some(own)), limits);
        assert!(uncertain(10, 11, None)); // 2 to 6 passes 5
        assert!(!uncertain(11, 11, None));
        assert!(!uncertain(11, 11, Some([11, 20])));
        assert!(uncertain(11, 11, Some([10, 20])));
        assert!(!uncertain(12, 11, Some([0, 99])));
    }

    fn with_years(years: &[u16]) -> Indicator {
        let mut indicator = sample::catalogue().indicators.remove(0);
        let period = indicator.periods.remove(0);
        indicator.periods = years.iter().map(|year| at(&period, *year)).collect();
        indicator
    }

    fn at(period: &Period, year: u16) -> Period {
        let mut period = period.clone();
        period.key = year.to_string();
        period.kind = PeriodKind::CalendarYear;
        (period.start.year, period.end.year) = (year as _, year as _);
        period
    }

    #[test]
    fn the_second_stands_in_the_same_period_or_the_latest_before_it() {
        let catalogue: Catalogue = sample::catalogue();
        let period = &catalogue.indicators[0].periods[0];
        let beside = |years: &[u16], shown| period_beside(&with_years(years), &at(period, shown));
        assert_eq!(beside(&[2010, 2012, 2014], 2012), Some(PeriodIx(1)));
        assert_eq!(beside(&[2010, 2012, 2014], 2013), Some(PeriodIx(1)));
        assert_eq!(beside(&[2010, 2012, 2014], 2020), Some(PeriodIx(2)));
        assert_eq!(beside(&[2010, 2012, 2014], 2005), Some(PeriodIx(2)));
        assert_eq!(beside(&[], 2005), None);
    }
}
