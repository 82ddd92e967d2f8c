//! The layout that stands in the place of outlines, worked out in steps.

use crate::geom::{Circles, Layout, Outlines, Tiles};
use crate::model::{LevelIx, Neighbours};
use crate::state::AreaShape;
use crate::stats::{Job, Progress};
use crate::text::Arg;

use super::super::view::View;
use super::sizes::{Source, sizes, source};

/// Work done at once, in simple operations.
const WORK_AT_ONCE: u32 = 300_000;
/// Levels with more areas have no tiles and no circles: what takes longer nobody waits for.
const MOST_TILES: usize = 100_000;
const MOST_CIRCLES: usize = 20_000;

/// Up to how many areas a level may have a shape; `None` where that is not limited.
pub(super) fn most(shape: AreaShape) -> Option<usize> {
    match shape {
        AreaShape::Outlines => None,
        AreaShape::Tiles => Some(MOST_TILES),
        AreaShape::Circles => Some(MOST_CIRCLES),
    }
}

/// Whether a level is small enough for a shape.
pub(super) fn fits(level: &crate::model::Level, shape: AreaShape) -> bool {
    most(shape).is_none_or(|most| level.range().len() <= most)
}

/// What stands for the areas of a view: what it asks for, if the level is small enough.
pub(in super::super) fn shape_of(view: &View<'_>) -> AreaShape {
    let wanted = view.state.map.shape;
    match fits(view.level, wanted) {
        true => wanted,
        false => AreaShape::Outlines,
    }
}

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

/// Why the areas of a view have no other shape, or not the one asked for.
pub(super) fn too_many(view: &View<'_>) -> Option<String> {
    let outgrown = |shape: &AreaShape| !fits(view.level, *shape);
    let shape = AreaShape::ALL.into_iter().find(outgrown)?;
    let name = view
        .speaker
        .say(&format!("kind.shape.{}", shape.key()), &[]);
    let n = view.speaker.count(most(shape)?);
    let args = [("shape", Arg::Text(name.as_str())), ("n", Arg::Text(&n))];
    Some(view.speaker.say("kind.shape.too-many", &args))
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
    /// Whether the layout made last is still to be put on the map: that is a step of its own.
    fresh: bool,
}

impl ShapeKey {
    pub fn of(view: &View<'_>, set: usize) -> Self {
        let shape = shape_of(view);
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
        self.making.is_some() || self.fresh
    }

    /// The layout of `key`, to be put on the map.
    pub fn take_up(&mut self, key: ShapeKey) -> Option<&Layout> {
        self.fresh = false;
        self.layout().filter(|_| self.has(key))
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
                Some(layout) => (self.made, self.fresh) = (Some((key, layout)), true),
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
