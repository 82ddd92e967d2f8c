//! Several cells in one machine word, written out as shifts, which compile to one load.

use crate::cells::Cell;

/// Cells looked at together.
pub(crate) const STRIDE: usize = 8;

/// Whether all eight are zero.
#[inline(always)]
pub(crate) fn all_zero<C: Cell>(words: &C::Words) -> bool {
    words.as_ref().iter().fold(0, |all, word| all | word) == 0
}

/// Whether all eight equal the first.
#[inline(always)]
pub(crate) fn all_alike<C: Cell>(cells: &[C; STRIDE]) -> bool {
    let first = C::spread(cells[0]);
    let words = C::words(cells);
    words
        .as_ref()
        .iter()
        .fold(0, |all, word| all | (word ^ first))
        == 0
}

/// Where two eights differ: words that are zero where they do not.
#[inline(always)]
pub(crate) fn difference<C: Cell>(one: &C::Words, other: &C::Words) -> C::Words {
    let mut words = *one;
    for (word, other) in words.as_mut().iter_mut().zip(other.as_ref()) {
        *word ^= other;
    }
    words
}

/// A byte per cell: 1 where it is not zero.
#[inline(always)]
pub(crate) fn occupied_bytes<C: Cell>(words: &C::Words) -> u64 {
    let mut all = 0;
    for (word, place) in words.as_ref().iter().zip(0_u32..) {
        let bits = occupied::<C>(*word) >> (C::BITS - 1);
        for lane in 0..u64::BITS / C::BITS {
            let byte = bits >> (lane * (C::BITS - 8)) & 1 << (8 * lane);
            all |= byte << (8 * (u64::BITS / C::BITS) * place);
        }
    }
    all
}

/// The highest bit of each cell of a word that is not zero.
#[inline(always)]
pub(crate) const fn occupied<C: Cell>(word: u64) -> u64 {
    let high = C::ONES << (C::BITS - 1);
    (((word & !high) + !high) | word) & high
}

/// Cells per word.
#[inline(always)]
pub(crate) const fn per_word<C: Cell>() -> usize {
    (u64::BITS / C::BITS) as usize
}

/// Eight bytes as one word.
#[inline(always)]
pub(crate) const fn bytes(bytes: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cells_that_are_not_zero_are_occupied() {
        for (cells, expected) in [
            ([0_u16, 1, 0x8000, 0xffff], [false, true, true, true]),
            ([0x7fff, 0, 0, 2], [true, false, false, true]),
        ] {
            let [a, b, c, d] = cells;
            let word = u16::words(&[a, b, c, d, 0, 0, 0, 0])[0];
            let found = [15, 31, 47, 63].map(|bit| occupied::<u16>(word) >> bit & 1 == 1);
            assert_eq!(found, expected);
            assert_eq!(u16::cells(&[word, 0])[..4], cells);
        }
        let bytes = occupied_bytes::<u16>(&u16::words(&[0, 9, 0, 0, 1, 0, 0xff00, 0]));
        assert_eq!(bytes.to_le_bytes(), [0, 1, 0, 0, 1, 0, 1, 0]);
        let bytes = occupied_bytes::<u32>(&u32::words(&[0, 9, 0, 0, 1, 0, 1 << 31, 0]));
        assert_eq!(bytes.to_le_bytes(), [0, 1, 0, 0, 1, 0, 1, 0]);
        assert_eq!(occupied::<u32>(0x0000_0000_8000_0000), 1 << 31);
        assert_eq!(occupied::<u32>(0x0000_0001_0000_0000), 1 << 63);
    }
}
