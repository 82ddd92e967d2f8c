//! Where the ink of patterns lies: one square of each, worked out ahead of the pixels.

/// The square that repeats.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tile {
    /// Columns and rows.
    pub side: u32,
    /// Row by row.
    pub inked: Vec<bool>,
}

/// Where the ink of patterns lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    /// By number, the first being 1.
    pub tiles: Vec<Tile>,
}

impl Ink {
    /// Whether a sample is ink of the pattern with this number.
    #[inline]
    #[must_use]
    pub fn covers(&self, number: u8, column: u32, row: u32) -> bool {
        let tile = usize::from(number)
            .checked_sub(1)
            .and_then(|at| self.tiles.get(at));
        tile.is_some_and(|tile| {
            let side = tile.side.max(1);
            let at = row % side * side + column % side;
            tile.inked.get(at as usize).copied().unwrap_or(false)
        })
    }
}
