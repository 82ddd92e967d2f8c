//! Borders on an integer grid.

/// A box on the grid, both corners inside. Empty while `min > max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridBox {
    /// South-west corner.
    pub min: [i32; 2],
    /// North-east corner.
    pub max: [i32; 2],
}

impl GridBox {
    /// The box around nothing.
    pub const EMPTY: Self = Self {
        min: [i32::MAX; 2],
        max: [i32::MIN; 2],
    };

    /// The smallest box around `points`.
    #[must_use]
    pub fn around(points: &[[i32; 2]]) -> Self {
        points
            .iter()
            .fold(Self::EMPTY, |all, &point| all.with_point(point))
    }

    /// Whether it holds no point.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.min[0] > self.max[0] || self.min[1] > self.max[1]
    }

    /// The smallest box around this one and `point`.
    #[must_use]
    pub fn with_point(self, point: [i32; 2]) -> Self {
        Self {
            min: [self.min[0].min(point[0]), self.min[1].min(point[1])],
            max: [self.max[0].max(point[0]), self.max[1].max(point[1])],
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    /// The grid point nearest to its middle; (0, 0) if empty.
    #[must_use]
    pub fn middle(&self) -> [i32; 2] {
        if self.is_empty() {
            return [0, 0];
        }
        let mid = |low: i32, high: i32| ((i64::from(low) + i64::from(high)) / 2) as i32;
        [mid(self.min[0], self.max[0]), mid(self.min[1], self.max[1])]
    }
}

/// One shared border, from node to node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// First and one-past-last point.
    pub points: [u32; 2],
    /// Ids of the areas along it: 0 is outside; equal ids mean that the arc separates nothing.
    pub sides: [u32; 2],
    /// Box around its points.
    pub bounds: GridBox,
}

/// Arcs skipped together where neither of their areas meets what is drawn.
pub const BLOCK: usize = 64;

/// Borders of a level and what bounds them.
#[derive(Clone, Copy, Debug)]
pub struct Net<'a> {
    /// Points of all arcs.
    pub points: &'a [[i32; 2]],
    /// All arcs.
    pub arcs: &'a [Arc],
    /// Boxes of the areas by id.
    pub boxes: &'a [GridBox],
    /// [`blocks_of`] the arcs.
    pub blocks: &'a [GridBox],
}

impl<'a> Net<'a> {
    /// The points of a border.
    #[must_use]
    pub fn points_of(&self, arc: &Arc) -> &'a [[i32; 2]] {
        let range = arc.points[0] as usize..arc.points[1] as usize;
        self.points.get(range).unwrap_or_default()
    }

    /// The box of an area; empty for outside.
    #[inline]
    pub(crate) fn box_of(&self, id: u32) -> GridBox {
        self.boxes
            .get(id as usize)
            .copied()
            .unwrap_or(GridBox::EMPTY)
    }

    /// The arcs of the blocks that `accept` lets through.
    pub fn arcs_in(&self, accept: impl Fn(&GridBox) -> bool) -> impl Iterator<Item = &'a Arc> {
        let blocks = self.blocks.iter().zip(self.arcs.chunks(BLOCK));
        blocks
            .filter(move |(bounds, _)| accept(bounds))
            .flat_map(|(_, arcs)| arcs)
    }
}

/// For each [`BLOCK`] of arcs the box around the areas on both of their sides.
#[must_use]
pub fn blocks_of(arcs: &[Arc], boxes: &[GridBox]) -> Vec<GridBox> {
    let sides = |arc: &Arc| {
        let side = |id: u32| boxes.get(id as usize).copied().unwrap_or(GridBox::EMPTY);
        arc.bounds
            .union(side(arc.sides[0]))
            .union(side(arc.sides[1]))
    };
    let block = |arcs: &[Arc]| arcs.iter().map(sides).fold(GridBox::EMPTY, GridBox::union);
    arcs.chunks(BLOCK).map(block).collect()
}
