//! What a map keeps beyond classes on outlines.

use crate::model::Neighbours;
use crate::scene::Look;
use crate::state::AreaShape;

use super::super::shown::Shown;
use super::super::view::View;
use super::facilities::Points;
use super::shapes::{Shapes, shape_of};
use super::symbols::{self, Symbols};

/// Layouts, circles and points of one map.
#[derive(Debug, Default)]
pub(in super::super) struct Beyond {
    pub(in super::super) shapes: Shapes,
    pub(in super::super) symbols: Symbols,
    pub(in super::super) points: Points,
    shape: AreaShape,
}

impl Beyond {
    /// Takes over how the view looks.
    pub fn look(&mut self, view: &View<'_>, shown: &Shown, looks: &mut [Look]) {
        self.symbols.refresh(view, shown);
        symbols::quiet(view, shown, view.level.range().start, looks);
    }

    /// Takes over what does not follow from rows.
    pub fn follow(&mut self, view: &View<'_>) {
        self.shape = shape_of(view);
        self.points.follow(view);
        self.symbols.chosen = view.chosen().map(|(ix, _)| ix);
    }

    /// Whether a layout is being worked out.
    pub fn works(&self) -> bool {
        self.shapes.works()
    }

    /// Who lies beside whom, where a layout stands in the place of outlines.
    pub fn neighbours(&self) -> Option<Neighbours> {
        if self.shape == AreaShape::Outlines {
            return None;
        }
        self.shapes.neighbours()
    }
}
