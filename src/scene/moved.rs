//! What a moved picture shows otherwise than before, besides what came in.

use teilraum_raster::Stray;

use super::IdBuffer;

impl IdBuffer {
    /// Cells that do not simply show what borders say of them, with what they show, moved by some
    /// pixels: those given away, and those that no neighbour beyond the left edge could tell.
    pub(super) fn exceptions(&self, by_px: [i32; 2]) -> Vec<(usize, u32)> {
        let size = self.size();
        let width = size[0].max(1);
        let moved = |at: u32| {
            let [column, row] = [at as i32 % width + by_px[0], at as i32 / width + by_px[1]];
            let on_screen = (0..size[0]).contains(&column) && (0..size[1]).contains(&row);
            on_screen.then(|| row as usize * width as usize + column as usize)
        };
        let given = self.given.iter().map(|given| (given.at, given.id));
        let at_edge = |stray: &&Stray| stray.cells[0] as i32 % width == 0;
        let strays = self.strays.iter().filter(at_edge);
        let strays = strays.flat_map(|stray| (stray.cells[0]..stray.cells[1]).map(|at| (at, 0)));
        let all = given.chain(strays);
        all.filter_map(|(at, id)| Some((moved(at)?, id))).collect()
    }
}

/// The cells that are not in both lists alike.
pub(super) fn difference(mut one: Vec<(usize, u32)>, mut other: Vec<(usize, u32)>) -> Vec<usize> {
    one.sort_unstable();
    other.sort_unstable();
    let lacks = |list: &[(usize, u32)], cell: &(usize, u32)| list.binary_search(cell).is_err();
    let gone = one.iter().filter(|cell| lacks(&other, cell));
    let new = other.iter().filter(|cell| lacks(&one, cell));
    gone.chain(new).map(|(at, _)| *at).collect()
}
