//! A screen of ids or of traces.

/// A pixel: 16 bits while ids fit, else 32.
pub(crate) trait Cell:
    Copy + Default + PartialEq + std::ops::BitXor<Output = Self> + std::ops::BitXorAssign
{
    /// Eight cells as words.
    type Words: AsRef<[u64]> + AsMut<[u64]> + Copy;
    /// Bits of a cell.
    const BITS: u32;
    /// The lowest bit of each cell in a word.
    const ONES: u64;

    fn from_id(id: u32) -> Self;
    fn id(self) -> u32;
    fn words(cells: &[Self; 8]) -> Self::Words;
    fn cells(words: &Self::Words) -> [Self; 8];

    /// A word full of this cell.
    #[inline(always)]
    fn spread(self) -> u64 {
        u64::from(self.id()) * Self::ONES
    }
}

impl Cell for u16 {
    type Words = [u64; 2];
    const BITS: u32 = 16;
    const ONES: u64 = 0x0001_0001_0001_0001;

    #[inline(always)]
    fn from_id(id: u32) -> Self {
        id as Self
    }
    #[inline(always)]
    fn id(self) -> u32 {
        u32::from(self)
    }
    #[inline(always)]
    fn words(cells: &[Self; 8]) -> [u64; 2] {
        let word = |a: u16, b: u16, c: u16, d: u16| {
            u64::from(a) | u64::from(b) << 16 | u64::from(c) << 32 | u64::from(d) << 48
        };
        let [a, b, c, d, e, f, g, h] = *cells;
        [word(a, b, c, d), word(e, f, g, h)]
    }
    #[inline(always)]
    fn cells(&[a, b]: &[u64; 2]) -> [Self; 8] {
        let cell = |word: u64, at: u32| (word >> (16 * at)) as Self;
        [
            cell(a, 0),
            cell(a, 1),
            cell(a, 2),
            cell(a, 3),
            cell(b, 0),
            cell(b, 1),
            cell(b, 2),
            cell(b, 3),
        ]
    }
}

impl Cell for u32 {
    type Words = [u64; 4];
    const BITS: u32 = 32;
    const ONES: u64 = 0x0000_0001_0000_0001;

    #[inline(always)]
    fn from_id(id: u32) -> Self {
        id
    }
    #[inline(always)]
    fn id(self) -> u32 {
        self
    }
    #[inline(always)]
    fn words(cells: &[Self; 8]) -> [u64; 4] {
        let word = |a: u32, b: u32| u64::from(a) | u64::from(b) << 32;
        let [a, b, c, d, e, f, g, h] = *cells;
        [word(a, b), word(c, d), word(e, f), word(g, h)]
    }
    #[inline(always)]
    fn cells(&[a, b, c, d]: &[u64; 4]) -> [Self; 8] {
        let high = |word: u64| (word >> 32) as Self;
        [
            a as Self,
            high(a),
            b as Self,
            high(b),
            c as Self,
            high(c),
            d as Self,
            high(d),
        ]
    }
}

/// Pixels of ids, 16 bits each while they fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Up to 65,535 areas.
    Narrow(Vec<u16>),
    /// More.
    Wide(Vec<u32>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

/// Runs one expression for either width of cells.
macro_rules! with_cells {
    ($cells:expr, $name:ident => $body:expr) => {
        match $cells {
            $crate::Cells::Narrow($name) => $body,
            $crate::Cells::Wide($name) => $body,
        }
    };
}
pub(crate) use with_cells;

impl Cells {
    /// Cleared cells that hold ids up to `count`, keeping the memory where possible.
    pub fn reset(&mut self, count: usize, len: usize) {
        let narrow = u16::try_from(count).is_ok();
        match self {
            Self::Narrow(cells) if narrow => reset(cells, len),
            Self::Wide(cells) if !narrow => reset(cells, len),
            _ if narrow => *self = Self::Narrow(vec![0; len]),
            _ => *self = Self::Wide(vec![0; len]),
        }
    }

    /// Takes columns and rows, first and one past last, out of a screen of some width.
    pub(crate) fn copy_part(&mut self, screen: &Self, width: usize, part: [[usize; 2]; 2]) {
        match (&mut *self, screen) {
            (Self::Narrow(part_cells), Self::Narrow(cells)) => {
                copy_part(part_cells, cells, width, part)
            }
            (Self::Wide(part_cells), Self::Wide(cells)) => {
                copy_part(part_cells, cells, width, part)
            }
            (_, Self::Narrow(cells)) => {
                let mut list = Vec::new();
                copy_part(&mut list, cells, width, part);
                *self = Self::Narrow(list);
            }
            (_, Self::Wide(cells)) => {
                let mut list = Vec::new();
                copy_part(&mut list, cells, width, part);
                *self = Self::Wide(list);
            }
        }
    }

    /// What a cell holds.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<u32> {
        with_cells!(self, cells => cells.get(at).map(|cell| cell.id()))
    }

    /// Changes a cell.
    pub fn set(&mut self, at: usize, id: u32) {
        with_cells!(self, cells => {
            if let Some(cell) = cells.get_mut(at) {
                *cell = Cell::from_id(id);
            }
        });
    }
}

fn copy_part<C: Cell>(list: &mut Vec<C>, cells: &[C], width: usize, part: [[usize; 2]; 2]) {
    let [columns, rows] = part;
    list.clear();
    for row in rows[0]..rows[1] {
        let range = row * width + columns[0]..row * width + columns[1];
        list.extend_from_slice(cells.get(range).unwrap_or_default());
    }
}

/// Clears and resizes without giving memory back.
pub(crate) fn reset<T: Clone + Default>(list: &mut Vec<T>, len: usize) {
    list.clear();
    list.resize(len, T::default());
}
