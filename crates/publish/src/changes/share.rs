//! The share of a value that comes from other areas or from weights, in ten-thousandths.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, Block, Part, PartValues};

use crate::number::divide_half_away;
use crate::series::{Series, Spot};

/// All of a value.
pub const ONE: u16 = 10_000;

/// Decimals of a share as it is published.
pub const DECIMALS: u8 = 4;

/// The share of a sum, from its parts and their shares: Σ |part| · share / Σ |part|.
///
/// `None` if nothing of the sum is converted; at least 0.0001 otherwise. A sum of nothing is
/// converted if each of its parts is.
pub fn mean(parts: impl Iterator<Item = (i64, u16)>) -> Option<u16> {
    let (mut sum, mut converted) = (0_i128, 0_i128);
    let (mut count, mut whole) = (0, 0);
    for (units, share) in parts {
        let size = i128::from(units.unsigned_abs());
        sum += size;
        converted += size * i128::from(share);
        count += 1;
        whole += usize::from(share == ONE);
    }
    if sum == 0 {
        return (count > 0 && whole == count).then_some(ONE);
    }
    let share = divide_half_away(converted, sum).and_then(|share| u16::try_from(share).ok());
    share
        .filter(|_| converted > 0)
        .map(|share| share.clamp(1, ONE))
}

/// The share of the sum at `spot` over the areas `children` of another level.
pub fn of_sum(series: &Series, children: &[Spot]) -> Option<u16> {
    if series.shares.is_empty() {
        return None;
    }
    let units = |spot: &Spot| series.cells.get(spot).map_or(0, |cell| cell.units);
    let share = |spot: &Spot| series.shares.get(spot).copied().unwrap_or(0);
    mean(children.iter().map(|spot| (units(spot), share(spot))))
}

/// The shares of a block, if it has any.
#[must_use]
pub fn companion(shares: &BTreeMap<Spot, u16>, block: &Block) -> Option<PartValues> {
    let shape = &block.shape;
    let mut values = vec![0; shape.cell_count()];
    let mut any = false;
    for (spot, share) in shares.iter().filter(|(spot, _)| spot.level == shape.level) {
        let AreaIx(area) = spot.area;
        let at = shape.cell(spot.category, spot.period.0, area);
        let is_number = |at: &usize| block.states.get(*at).is_some_and(|state| state.is_number());
        if let Some(slot) = at.filter(is_number).and_then(|at| values.get_mut(at)) {
            *slot = i64::from(*share);
            any = true;
        }
    }
    any.then_some(PartValues {
        part: Part::Converted,
        decimals: DECIMALS,
        values,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_weighs_parts_by_their_size() {
        assert_eq!(mean([(75, 0), (25, ONE)].into_iter()), Some(2500));
        assert_eq!(mean([(-75, 0), (25, ONE)].into_iter()), Some(2500));
        assert_eq!(mean([(75, 0), (25, 0)].into_iter()), None);
        assert_eq!(mean([(1_000_000, 0), (1, ONE)].into_iter()), Some(1));
    }

    #[test]
    fn nothing_that_came_makes_no_share() {
        assert_eq!(mean([(75, 0), (0, ONE)].into_iter()), None);
        assert_eq!(mean([(0, ONE)].into_iter()), Some(ONE));
        assert_eq!(mean([(0, ONE), (0, 0)].into_iter()), None);
        assert_eq!(mean(std::iter::empty()), None);
    }
}
