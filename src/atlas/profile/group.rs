//! One indicator for one area and its siblings, resolved.

use crate::model::{Area, AreaIx, CellRef, IndicatorIx, LevelIx, PeriodIx};

use super::super::card::cell_of;
use super::super::chance::{Chance, Limits};
use super::super::shown::number;
use super::super::standing::Standing;
use super::super::view::View;

/// The areas with the same parent as the area of the profile, itself among them.
pub(super) struct Family<'a> {
    pub ix: AreaIx,
    pub area: &'a Area,
    pub members: Vec<AreaIx>,
}

impl<'a> Family<'a> {
    /// The family of the chosen area; `None` if none is chosen or nothing is known of it.
    pub fn of(view: &View<'a>) -> Option<Self> {
        let (ix, area) = view.chosen()?;
        let catalogue = view.files.catalogue.as_ref()?;
        let level = catalogue.levels.get(area.level.index())?;
        let is_member = |ix: &AreaIx| {
            let other = view.files.areas.words(*ix);
            other.is_some_and(|other| other.parent == area.parent)
        };
        let members = level.range().map(AreaIx).filter(is_member).collect();
        Some(Self { ix, area, members })
    }
}

/// One indicator for a family, in the newest period in which any of them has a number.
pub(super) struct Group<'a> {
    pub view: View<'a>,
    pub family: &'a Family<'a>,
    pub cell: CellRef,
    pub note: Option<String>,
    pub standing: Standing,
    pub chance: Option<Chance<'a>>,
    /// What chance makes of the area's own figure.
    pub limits: Option<Limits>,
}

impl<'a> Group<'a> {
    /// The indicator `ix` for `family`, from the figures that have come in packs; `None` where there
    /// are none.
    pub fn of(view: &View<'a>, family: &'a Family<'a>, ix: IndicatorIx) -> Option<Self> {
        let level = family.area.level;
        let (view, standing) = newest(view, family, ix)?;
        let chance = Chance::of(view.indicator);
        let (cell, note) = cell_of(&view, family.ix, level)?;
        let limits = chance.as_ref();
        let limits = limits.and_then(|it| it.limits(cell, view.part((family.ix, level))));
        Some(Self {
            view,
            family,
            cell,
            note,
            standing,
            chance,
            limits,
        })
    }

    /// The area's own number.
    pub fn own(&self) -> Option<i64> {
        number(self.cell)
    }

    /// The nearest area around it that has a number, with that number.
    pub fn around(&self) -> Option<(&'a Area, i64)> {
        let files = self.view.files;
        let mut around = files.areas.lineage(self.family.ix).skip(1);
        around.find_map(|ix| {
            let area = files.areas.get(ix)?;
            let (cell, _) = cell_of(&self.view, ix, area.level)?;
            Some((area, number(cell)?))
        })
    }
}

/// The view of an indicator's newest figures, and how those of the family compare.
fn newest<'a>(
    view: &View<'a>,
    family: &Family<'_>,
    ix: IndicatorIx,
) -> Option<(View<'a>, Standing)> {
    let indicator = view.files.catalogue.as_ref()?.indicators.get(ix.index())?;
    let count = u16::try_from(indicator.periods.len()).ok()?;
    let level = family.area.level;
    let found = (0..count).rev().map(PeriodIx).find_map(|period| {
        let of_period = of_period(view, ix, level, period)?;
        let standing = standing(&of_period, family);
        (standing.count() > 0).then_some((of_period, standing))
    });
    found.or_else(|| {
        let period = PeriodIx(count.checked_sub(1)?);
        Some((of_period(view, ix, level, period)?, Standing::default()))
    })
}

/// The total of `ix` in `period`, as a view of the figures in packs.
pub(super) fn of_period<'a>(
    view: &View<'a>,
    ix: IndicatorIx,
    level: LevelIx,
    period: PeriodIx,
) -> Option<View<'a>> {
    let catalogue = view.files.catalogue.as_ref()?;
    let indicator = catalogue.indicators.get(ix.index())?;
    Some(View {
        indicator_ix: ix,
        indicator,
        level_ix: level,
        level: catalogue.levels.get(level.index())?,
        period_ix: period,
        period: indicator.periods.get(period.index())?,
        category: crate::model::CategoryIx(0),
        table: &view.files.packs.table,
        ..*view
    })
}

fn standing(view: &View<'_>, family: &Family<'_>) -> Standing {
    let chance = Chance::of(view.indicator);
    let level = family.area.level;
    let cells = family.members.iter().filter_map(|ix| {
        let (cell, _) = cell_of(view, *ix, level)?;
        let limits = chance.as_ref();
        let limits = limits.and_then(|it| it.limits(cell, view.part((*ix, level))));
        Some((cell, limits))
    });
    Standing::of(cells, chance.is_some())
}
