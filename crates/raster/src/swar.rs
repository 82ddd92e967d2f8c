//! Several cells in one machine word: written out as shifts, which compile to one load.

use crate::cells::Cell;

/// Cells looked at together.
pub(crate) const STRIDE: usize = 8;

/// Whether all eight are zero.
#[inline(always)]
pub(crate) fn all_zero<C: Cell>(cells: &[C; STRIDE]) -> bool {
    C::words(cells).into_iter().fold(0, |all, word| all | word) == 0
}

/// Whether all eight equal the first.
#[inline(always)]
pub(crate) fn all_alike<C: Cell>(cells: &[C; STRIDE]) -> bool {
    let first = C::spread(cells[0]);
    C::words(cells)
        .into_iter()
        .fold(0, |all, word| all | (word ^ first))
        == 0
}

/// Whether two eights are the same.
#[inline(always)]
pub(crate) fn same<C: Cell>(one: &[C; STRIDE], other: &[C; STRIDE]) -> bool {
    let pairs = C::words(one).into_iter().zip(C::words(other));
    pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Eight bytes as one word.
#[inline(always)]
pub(crate) const fn bytes(bytes: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*bytes)
}
