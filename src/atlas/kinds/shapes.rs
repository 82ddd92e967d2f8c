//! The layout that stands in the place of outlines, worked out in steps.

use crate::geom::{Circles, Layout, Outlines, Tiles};
use crate::model::{LevelIx, Neighbours};
use crate::state::AreaShape;
use crate::stats::{Job, Progress};

use super::super::view::View;
use super::sizes::{Source, sizes, source};

/// Work done at once, in simple operations.
const WORK_AT_ONCE: u32 = 300_000;

/// Of what a layout is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct ShapeKey {
    set: usize,
    level: LevelIx,
    shape: AreaShape,
    source: Option<Source>,
    /// Whether label points had come, by which areas are placed.
    labeled: bool,
}

/// A layout under way.
#[derive(Debug)]
enum Making {
    Tiles(Box<Tiles>),
    Circles(Box<Circles>),
}

/// A layout, or one under way.
#[derive(Debug, Default)]
pub(in super::super) struct Shapes {
    making: Option<(ShapeKey, Making)>,
    made: Option<(ShapeKey, Layout)>,
}

impl ShapeKey {
    pub fn of(view: &View<'_>, set: usize) -> Self {
        let shape = view.state.map.shape;
        let catalogue = view
            .files
            .catalogue
            .as_ref()
            .filter(|_| shape == AreaShape::Circles);
        Self {
            set,
            level: view.level_ix,
            shape,
            labeled: view.files.has_neighbours(view.level_ix),
            source: catalogue.and_then(|it| source(it, &view.indicator.key, view.level_ix)),
        }
    }
}

impl Making {
    fn begin(view: &View<'_>, key: ShapeKey, outlines: &Outlines) -> Option<Self> {
        match key.shape {
            AreaShape::Outlines => None,
            AreaShape::Tiles => Tiles::new(outlines).map(|it| Self::Tiles(Box::new(it))),
            AreaShape::Circles => {
                let sizes = sizes(view, key.source)?;
                Circles::new(outlines, &sizes).map(|it| Self::Circles(Box::new(it)))
            }
        }
    }

    fn step(&mut self) -> Option<Layout> {
        let progress = match self {
            Self::Tiles(job) => job.step(WORK_AT_ONCE),
            Self::Circles(job) => job.step(WORK_AT_ONCE),
        };
        match progress {
            Progress::Running { .. } => None,
            Progress::Done(layout) => Some(layout),
        }
    }
}

impl Shapes {
    /// Whether a layout is being worked out.
    pub fn works(&self) -> bool {
        self.making.is_some()
    }

    /// Whether the layout of `key` is made.
    pub fn has(&self, key: ShapeKey) -> bool {
        self.made.as_ref().is_some_and(|(of, _)| *of == key)
    }

    /// Whether work on the layout of `key` has begun.
    pub fn makes(&self, key: ShapeKey) -> bool {
        self.making.as_ref().is_some_and(|(of, _)| *of == key)
    }

    /// Begins the layout of `key`, as soon as what it needs is here.
    pub fn begin(&mut self, view: &View<'_>, key: ShapeKey, outlines: &Outlines) {
        self.making = Making::begin(view, key, outlines).map(|making| (key, making));
    }

    /// Goes on with the work.
    pub fn go_on(&mut self) {
        if let Some((key, mut making)) = self.making.take() {
            match making.step() {
                Some(layout) => self.made = Some((key, layout)),
                None => self.making = Some((key, making)),
            }
        }
    }

    /// The layout made last.
    pub fn layout(&self) -> Option<&Layout> {
        self.made.as_ref().map(|(_, layout)| layout)
    }

    /// Who lies beside whom in the layout of `shape`.
    pub fn neighbours(&self) -> Option<Neighbours> {
        self.layout().map(|layout| layout.neighbours.clone())
    }
}
