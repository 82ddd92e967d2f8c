//! The numbers of a block: differences to a prediction, stored byte plane by byte plane.
//!
//! Predicted is the last number of the same area and category in an earlier period, otherwise the
//! number stored before it in the same row, otherwise 0. The differences, in zigzag form, are cut
//! into bytes: first the lowest byte of every number, then the next, as many planes as the largest
//! needs. On real tables of 400 districts and up to 25 years this packs 4 % smaller than
//! variable-length bytes, and 17 % smaller than without a look at the earlier period (`FORMAT.md`).

use crate::model::Shape;

use super::cursor::{Cursor, unzigzag_bytes};
use super::error::FormatError;
use super::limits;

/// What a number will probably be, judged by those before it.
struct Predictor {
    areas: usize,
    periods: usize,
    earlier: Vec<Option<i64>>,
    beside: i64,
}

impl Predictor {
    fn new(shape: &Shape) -> Self {
        let areas = shape.area_count();
        Self {
            areas,
            periods: shape.period_count(),
            earlier: vec![None; areas],
            beside: 0,
        }
    }

    /// Comes to `cell`; cells are visited in order and none is left out.
    fn predict(&mut self, cell: usize) -> i64 {
        if cell.is_multiple_of(self.areas) {
            self.beside = 0;
            if cell.is_multiple_of(self.areas * self.periods) {
                self.earlier.fill(None);
            }
        }
        self.earlier
            .get(cell % self.areas)
            .copied()
            .flatten()
            .unwrap_or(self.beside)
    }

    fn learn(&mut self, cell: usize, number: i64) {
        self.beside = number;
        if let Some(earlier) = self.earlier.get_mut(cell % self.areas) {
            *earlier = Some(number);
        }
    }
}

/// Reads one number for each cell where `stored` says so; the others are 0.
pub(crate) fn decode(
    cursor: &mut Cursor<'_>,
    shape: &Shape,
    stored: &[bool],
) -> Result<Vec<i64>, FormatError> {
    let width = cursor.at_most("bytes per number", 8)?;
    let count = stored.iter().filter(|stored| **stored).count();
    let place = cursor.place();
    let planes = cursor.take(width * count)?;
    let mut predictor = Predictor::new(shape);
    let mut row = 0;
    let mut numbers = Vec::with_capacity(stored.len());
    for (cell, stored) in stored.iter().enumerate() {
        let predicted = predictor.predict(cell);
        if !stored {
            numbers.push(0);
            continue;
        }
        let bytes = planes.iter().skip(row).step_by(count).copied();
        let number = predicted
            .checked_add(unzigzag_bytes(bytes))
            .filter(|number| is_exact(*number));
        let number =
            number.ok_or_else(|| place.row(cell).invalid("number", "at most 2^53", "more"))?;
        predictor.learn(cell, number);
        numbers.push(number);
        row += 1;
    }
    Ok(numbers)
}

fn is_exact(number: i64) -> bool {
    (-limits::VALUE..=limits::VALUE).contains(&number)
}

/// Appends the numbers of the cells where `stored` says so.
///
/// # Errors
/// The position of a number that is too large, or not to be stored and yet not 0.
#[cfg(feature = "write")]
pub(crate) fn encode(
    out: &mut Vec<u8>,
    shape: &Shape,
    stored: &[bool],
    numbers: &[i64],
) -> Result<(), usize> {
    let mut predictor = Predictor::new(shape);
    let mut differences = Vec::new();
    for (cell, (stored, number)) in stored.iter().zip(numbers).enumerate() {
        let predicted = predictor.predict(cell);
        if !is_exact(*number) || (!stored && *number != 0) {
            return Err(cell);
        }
        if *stored {
            differences.push(super::put::zigzag(number - predicted));
            predictor.learn(cell, *number);
        }
    }
    let bits = differences
        .iter()
        .map(|number| 64 - number.leading_zeros())
        .max()
        .unwrap_or(0);
    let width = bits.div_ceil(8) as u8;
    out.push(width);
    for plane in 0..width {
        out.extend(
            differences
                .iter()
                .map(|number| (number >> (8 * plane)) as u8),
        );
    }
    Ok(())
}
