//! The observations of a series by their spot: as quick as an array, as sparse as a map.
//!
//! Observations of one level, category and period lie side by side, one slot per area, because a
//! source has them for all areas or for none. Walking through them goes by level, category, period,
//! area.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, CategoryIx, LevelIx, PeriodIx};

use crate::series::{Cell, Spot};

type RowKey = (LevelIx, CategoryIx, PeriodIx);
type Slot = Option<(Spot, Cell)>;

/// The areas of one level, category and period.
#[derive(Clone, Debug, Default)]
struct Row {
    /// The area of the first slot.
    first: u32,
    slots: Vec<Slot>,
}

/// Observations by spot.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    rows: BTreeMap<RowKey, Row>,
    count: usize,
}

impl Row {
    fn at(&self, area: AreaIx) -> Option<usize> {
        area.0.checked_sub(self.first).map(|at| at as usize)
    }

    /// The slot of `area`, made if need be; room grows by halves in either direction.
    fn slot(&mut self, area: AreaIx) -> Option<&mut Slot> {
        if self.slots.is_empty() {
            self.first = area.0;
        }
        if area.0 < self.first {
            let spare = (self.slots.len() as u32 / 2).min(area.0);
            let first = area.0 - spare;
            let more = (self.first - first) as usize;
            self.slots.splice(0..0, std::iter::repeat_n(None, more));
            self.first = first;
        }
        let at = self.at(area)?;
        if at >= self.slots.len() {
            self.slots.resize(at + 1, None);
        }
        self.slots.get_mut(at)
    }
}

impl Cells {
    /// Number of observations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The observation at `spot`.
    #[must_use]
    pub fn get(&self, spot: &Spot) -> Option<&Cell> {
        let row = self.rows.get(&key(spot))?;
        let slot = row.slots.get(row.at(spot.area)?)?;
        slot.as_ref().map(|(_, cell)| cell)
    }

    /// The observation at `spot`, to change.
    pub fn get_mut(&mut self, spot: &Spot) -> Option<&mut Cell> {
        let row = self.rows.get_mut(&key(spot))?;
        let at = row.at(spot.area)?;
        let slot = row.slots.get_mut(at)?;
        slot.as_mut().map(|(_, cell)| cell)
    }

    /// Whether there is an observation at `spot`.
    #[must_use]
    pub fn contains_key(&self, spot: &Spot) -> bool {
        self.get(spot).is_some()
    }

    /// Puts an observation at `spot`; gives back the one before.
    pub fn insert(&mut self, spot: Spot, cell: Cell) -> Option<Cell> {
        let slot = self.rows.entry(key(&spot)).or_default().slot(spot.area)?;
        let before = slot.replace((spot, cell));
        self.count += usize::from(before.is_none());
        before.map(|(_, cell)| cell)
    }

    /// Takes the observation at `spot` out.
    pub fn remove(&mut self, spot: &Spot) -> Option<Cell> {
        let row = self.rows.get_mut(&key(spot))?;
        let at = row.at(spot.area)?;
        let (_, cell) = row.slots.get_mut(at)?.take()?;
        self.count -= 1;
        if row.slots.iter().all(Option::is_none) {
            self.rows.remove(&key(spot));
        }
        Some(cell)
    }

    /// Moves every period to its new position; observations of those without one are dropped.
    pub fn move_periods(&mut self, positions: &[Option<PeriodIx>]) {
        for ((level, category, period), mut row) in std::mem::take(&mut self.rows) {
            let Some(to) = positions.get(period.index()).copied().flatten() else {
                self.count -= filled(&row).count();
                continue;
            };
            for (spot, _) in row.slots.iter_mut().flatten() {
                spot.period = to;
            }
            self.rows.insert((level, category, to), row);
        }
    }

    /// All observations in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Spot, &Cell)> {
        self.rows.values().flat_map(filled)
    }

    /// All observations in order, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Spot, &mut Cell)> {
        let slots = self
            .rows
            .values_mut()
            .flat_map(|row| row.slots.iter_mut().flatten());
        slots.map(|(spot, cell)| (&*spot, cell))
    }

    /// All spots in order.
    pub fn keys(&self) -> impl Iterator<Item = &Spot> {
        self.iter().map(|(spot, _)| spot)
    }

    /// All observations in order, without their spots.
    pub fn values(&self) -> impl Iterator<Item = &Cell> {
        self.iter().map(|(_, cell)| cell)
    }

    /// All observations in order, without their spots, to change.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.iter_mut().map(|(_, cell)| cell)
    }

    /// Levels, categories and periods with at least one observation, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowKey> {
        self.rows.keys().copied()
    }

    /// The observations of one level, category and period, by area.
    pub fn row(
        &self,
        level: LevelIx,
        category: CategoryIx,
        period: PeriodIx,
    ) -> impl Iterator<Item = (&Spot, &Cell)> {
        self.rows
            .get(&(level, category, period))
            .into_iter()
            .flat_map(filled)
    }

    /// The observations of one level in order.
    pub fn of_level(&self, level: LevelIx) -> impl Iterator<Item = (&Spot, &Cell)> {
        let first = (level, CategoryIx(0), PeriodIx(0));
        let last = (level, CategoryIx(u16::MAX), PeriodIx(u16::MAX));
        self.rows
            .range(first..=last)
            .flat_map(|(_, row)| filled(row))
    }
}

impl FromIterator<(Spot, Cell)> for Cells {
    fn from_iter<I: IntoIterator<Item = (Spot, Cell)>>(iter: I) -> Self {
        let mut cells = Self::default();
        cells.extend(iter);
        cells
    }
}

impl Extend<(Spot, Cell)> for Cells {
    fn extend<I: IntoIterator<Item = (Spot, Cell)>>(&mut self, iter: I) {
        for (spot, cell) in iter {
            self.insert(spot, cell);
        }
    }
}

fn key(spot: &Spot) -> RowKey {
    (spot.level, spot.category, spot.period)
}

fn filled(row: &Row) -> impl Iterator<Item = (&Spot, &Cell)> {
    row.slots.iter().flatten().map(|(spot, cell)| (spot, cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spot(level: u8, category: u16, period: u16, area: u32) -> Spot {
        Spot {
            level: LevelIx(level),
            category: CategoryIx(category),
            period: PeriodIx(period),
            area: AreaIx(area),
        }
    }

    fn cell(units: i64) -> Cell {
        Cell {
            units,
            ..Cell::default()
        }
    }

    proptest! {
        #[test]
        fn they_are_a_map_in_the_order_of_spots(
            steps in prop::collection::vec((0_u8..3, 0_u16..2, 0_u16..3, 0_u32..40, any::<bool>()), 0..200),
        ) {
            let (mut map, mut cells) = (BTreeMap::new(), Cells::default());
            for (units, (level, category, period, area, put)) in (0_i64..).zip(steps) {
                let spot = spot(level, category, period, area);
                if put {
                    prop_assert_eq!(map.insert(spot, cell(units)), cells.insert(spot, cell(units)));
                } else {
                    prop_assert_eq!(map.remove(&spot), cells.remove(&spot));
                }
                prop_assert_eq!(map.get(&spot), cells.get(&spot));
                prop_assert_eq!(map.len(), cells.len());
            }
            prop_assert!(map.iter().eq(cells.iter()));
            let level = LevelIx(1);
            prop_assert!(map.iter().filter(|(spot, _)| spot.level == level).eq(cells.of_level(level)));
            let rows: Vec<RowKey> = cells.rows().collect();
            prop_assert!(rows.iter().all(|(level, category, period)| cells.row(*level, *category, *period).next().is_some()));
            let again: Cells = map.into_iter().collect();
            prop_assert!(again.iter().eq(cells.iter()));
        }
    }
}
