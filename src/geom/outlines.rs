//! The outlines of one level, each shared border once.

use std::collections::BTreeMap;
use std::sync::Arc as Shared;

use teilraum_raster::{Arc, GridBox, Net, blocks_of};

use super::{Bounds, Context, GeomError};
use crate::model::{AreaIx, Borders, LevelBorders, LevelIx, Neighbours, Topology, between, span};

/// Outlines of one level, taken from a topology and checked.
///
/// An area's **id** is its place in the level plus one; id 0 is outside. Every border is held
/// once, with the ids on its two sides. Crossing it toggles both, which is the even-odd rule of
/// all areas at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlines {
    level: LevelIx,
    first_area: u32,
    origin_m: [f64; 2],
    step_m: f64,
    /// Of all arcs of the set of outlines, shared with it.
    points: Shared<Vec<[i32; 2]>>,
    arcs: Vec<Arc>,
    /// References of all rings, one after the other.
    refs: Vec<i32>,
    /// Per ring: one-past-last reference.
    ring_ends: Vec<u32>,
    /// Per area: one-past-last ring.
    area_ends: Vec<u32>,
    /// Per id.
    boxes: Vec<GridBox>,
    /// Per id: number of its parent, 0 for outside or none.
    parents: Vec<u32>,
    /// The parent of each number but 0.
    parent_areas: Vec<AreaIx>,
    /// Boxes around runs of arcs, to skip what is not on the screen.
    blocks: Vec<GridBox>,
    /// Per area.
    labels: Vec<Option<[i32; 2]>>,
    bounds: GridBox,
    context: Option<Context>,
}

impl Outlines {
    /// Takes `level` out of `topology`.
    ///
    /// `parents` names the parent of each area of the level, or is empty where there are none;
    /// borders between different parents count as parent borders.
    ///
    /// # Errors
    /// [`GeomError`] when the level is missing, a ring does not close, a reference leads nowhere,
    /// or a border has more than two sides.
    pub fn new(
        topology: &Topology,
        level: LevelIx,
        parents: &[Option<AreaIx>],
    ) -> Result<Self, GeomError> {
        Self::of(&topology.into(), level, parents)
    }

    /// As [`Outlines::new`], out of packed borders, whose points are shared.
    ///
    /// # Errors
    /// As [`Outlines::new`].
    pub fn of(
        borders: &Borders,
        level: LevelIx,
        parents: &[Option<AreaIx>],
    ) -> Result<Self, GeomError> {
        check_grid(borders)?;
        let own = borders.level(level);
        let own = own.ok_or_else(|| no_such_level(borders, level))?;
        let count = own.count();
        if !parents.is_empty() && parents.len() != count {
            return Err(GeomError::ParentCount {
                level: level.0,
                expected: count,
                found: parents.len(),
            });
        }
        let mut build = Build::new(borders, own);
        for place in 0..count {
            build.add_area(place, own)?;
        }
        build.finish(count, parents)
    }

    /// Puts in published label points, so that tiny areas get their pixel at the right place.
    ///
    /// Without this an area's label point is the middle of its box.
    pub fn set_labels(&mut self, neighbours: &Neighbours) {
        if neighbours.level != self.level || neighbours.first_area != self.first_area {
            return;
        }
        for (mine, published) in self.labels.iter_mut().zip(&neighbours.label_points) {
            *mine = mine.and(published.or(*mine));
        }
    }

    /// Puts in the land around the areas, which is drawn beneath them.
    pub fn set_context(&mut self, rings: &Borders) {
        self.context = Context::new(rings);
    }

    /// The land around the areas, if there is any.
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        self.context.as_ref()
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> LevelIx {
        self.level
    }

    /// Position of the level's first area in the bundle.
    #[must_use]
    pub fn first_area(&self) -> u32 {
        self.first_area
    }

    /// Number of areas, with or without outline.
    #[must_use]
    pub fn count(&self) -> usize {
        self.area_ends.len()
    }

    /// Metres per grid step.
    #[must_use]
    pub fn step_m(&self) -> f64 {
        self.step_m
    }

    /// Map coordinates of grid point (0, 0).
    #[must_use]
    pub fn origin_m(&self) -> [f64; 2] {
        self.origin_m
    }

    /// The id of an area of the level.
    #[must_use]
    pub fn id(&self, area: AreaIx) -> Option<u32> {
        let place = area.0.checked_sub(self.first_area)?;
        ((place as usize) < self.count()).then_some(place + 1)
    }

    /// The area with an id; `None` for outside.
    #[must_use]
    pub fn area(&self, id: u32) -> Option<AreaIx> {
        let place = id.checked_sub(1)?;
        ((place as usize) < self.count()).then(|| AreaIx(self.first_area + place))
    }

    /// All borders.
    #[must_use]
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// All borders, as the painter's loops want them.
    pub(crate) fn net(&self) -> Net<'_> {
        Net {
            points: &self.points,
            arcs: &self.arcs,
            boxes: &self.boxes,
            blocks: &self.blocks,
        }
    }

    /// The points of a border.
    #[must_use]
    pub fn arc_points(&self, arc: &Arc) -> &[[i32; 2]] {
        between(&self.points, arc.points)
    }

    /// Number of points of all borders.
    #[must_use]
    pub fn point_count(&self) -> usize {
        let lengths = self.arcs.iter().map(|arc| arc.points[1] - arc.points[0]);
        lengths.map(|length| length as usize).sum()
    }

    /// The rings of an area as signed positions in [`Outlines::arcs`]; `!r` is `r` backward.
    pub fn rings(&self, id: u32) -> impl Iterator<Item = &[i32]> {
        let place = (id as usize).wrapping_sub(1);
        let [first, end] = span(&self.area_ends, place).unwrap_or_default();
        let rings = (first..end).filter_map(|ring| span(&self.ring_ends, ring as usize));
        rings.map(|refs| between(&self.refs, refs))
    }

    /// The points of one ring in order, the first not repeated at the end.
    #[must_use]
    pub fn ring_points(&self, ring: &[i32]) -> Vec<[i32; 2]> {
        let mut points = Vec::new();
        for &reference in ring {
            let Some(arc) = self.arcs.get(arc_of(reference)) else {
                continue;
            };
            let arc_points = self.arc_points(arc);
            let body = arc_points.len().saturating_sub(1);
            if reference < 0 {
                points.extend(arc_points.iter().rev().take(body));
            } else {
                points.extend(arc_points.iter().take(body));
            }
        }
        points
    }

    /// The box around one ring.
    #[must_use]
    pub fn ring_box(&self, ring: &[i32]) -> GridBox {
        let arcs = ring.iter().filter_map(|it| self.arcs.get(arc_of(*it)));
        arcs.fold(GridBox::EMPTY, |all, arc| all.union(arc.bounds))
    }

    /// Number of the parent of an id; equal numbers mean the same parent, 0 outside or none.
    #[must_use]
    pub fn parent(&self, id: u32) -> u32 {
        self.parents.get(id as usize).copied().unwrap_or(0)
    }

    /// The parents that [`Outlines::parent`] numbers, from 1.
    #[must_use]
    pub fn parent_areas(&self) -> &[AreaIx] {
        &self.parent_areas
    }

    /// Parent numbers by id.
    #[must_use]
    pub fn parents(&self) -> &[u32] {
        &self.parents
    }

    /// Boxes by id; empty for outside and for areas without outline.
    #[must_use]
    pub fn boxes(&self) -> &[GridBox] {
        &self.boxes
    }

    /// Label points by place in the level; `None` without outline.
    #[must_use]
    pub fn labels(&self) -> &[Option<[i32; 2]>] {
        &self.labels
    }

    /// A grid point in metres of the map plane.
    #[must_use]
    pub fn map_from_grid(&self, point: [i32; 2]) -> [f64; 2] {
        [
            self.origin_m[0] + f64::from(point[0]) * self.step_m,
            self.origin_m[1] + f64::from(point[1]) * self.step_m,
        ]
    }

    /// The box around the whole level; `None` if nothing has an outline.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds_of(self.bounds)
    }

    /// The box around one area; `None` if it has no outline.
    #[must_use]
    pub fn area_bounds(&self, area: AreaIx) -> Option<Bounds> {
        self.bounds_of(*self.boxes.get(self.id(area)? as usize)?)
    }

    fn bounds_of(&self, grid: GridBox) -> Option<Bounds> {
        (!grid.is_empty()).then(|| Bounds {
            min_m: self.map_from_grid(grid.min),
            max_m: self.map_from_grid(grid.max),
        })
    }
}

/// Position of the arc a signed reference names.
pub(crate) fn arc_of(reference: i32) -> usize {
    (if reference < 0 { !reference } else { reference }) as usize
}

fn check_grid(borders: &Borders) -> Result<(), GeomError> {
    let [x, y] = borders.origin_m;
    let step = borders.step_m;
    if x.is_finite() && y.is_finite() && step.is_finite() && step > 0.0 {
        return Ok(());
    }
    Err(GeomError::Grid {
        origin: [x.to_string(), y.to_string()],
        step: step.to_string(),
    })
}

fn no_such_level(borders: &Borders, level: LevelIx) -> GeomError {
    GeomError::NoSuchLevel {
        level: level.0,
        found: borders.levels.iter().map(|own| own.level.0).collect(),
    }
}

/// Collects the arcs that one level uses.
struct Build<'a> {
    borders: &'a Borders,
    /// Per arc of the set: its place among the used ones, plus one.
    places: Vec<u32>,
    out: Outlines,
}

impl<'a> Build<'a> {
    fn new(borders: &'a Borders, own: &LevelBorders) -> Self {
        let ids = own.count() + 1;
        let out = Outlines {
            level: own.level,
            first_area: own.first_area,
            origin_m: borders.origin_m,
            step_m: borders.step_m,
            points: Shared::clone(&borders.points),
            arcs: Vec::with_capacity(own.refs.len().min(borders.arc_count())),
            refs: Vec::with_capacity(own.refs.len()),
            ring_ends: Vec::with_capacity(own.ring_ends.len()),
            area_ends: Vec::with_capacity(own.count()),
            boxes: Vec::with_capacity(ids),
            parents: Vec::with_capacity(ids),
            labels: Vec::with_capacity(own.count()),
            parent_areas: Vec::new(),
            blocks: Vec::new(),
            bounds: GridBox::EMPTY,
            context: None,
        };
        let mut build = Self {
            borders,
            places: vec![0; borders.arc_count()],
            out,
        };
        build.out.boxes.push(GridBox::EMPTY);
        build.out.parents.push(0);
        build
    }

    fn add_area(&mut self, place: usize, own: &LevelBorders) -> Result<(), GeomError> {
        let too_many = || GeomError::TooMany {
            level: own.level.0,
            limit: i32::MAX as u32,
        };
        let id = u32::try_from(place + 1).map_err(|_| too_many())?;
        let area = own.first_area.saturating_add(id - 1);
        let mut bounds = GridBox::EMPTY;
        for (ring, refs) in own.rings(place).enumerate() {
            self.check_ring(area, ring, refs)?;
            for &reference in refs {
                bounds = bounds.union(self.add_reference(area, id, reference)?);
            }
            self.out.ring_ends.push(self.out.refs.len() as u32);
        }
        if self.out.points.len() > i32::MAX as usize || self.out.refs.len() > i32::MAX as usize {
            return Err(too_many());
        }
        self.out.area_ends.push(self.out.ring_ends.len() as u32);
        self.out.boxes.push(bounds);
        self.out.bounds = self.out.bounds.union(bounds);
        self.out
            .labels
            .push((!bounds.is_empty()).then(|| bounds.middle()));
        Ok(())
    }

    /// Notes that `id` lies along an arc; returns the arc's box.
    fn add_reference(&mut self, area: u32, id: u32, reference: i32) -> Result<GridBox, GeomError> {
        let source = arc_of(reference);
        let place = self.place_of(source);
        let signed = if reference < 0 {
            !(place as i32)
        } else {
            place as i32
        };
        self.out.refs.push(signed);
        let crowded = GeomError::CrowdedArc { arc: source, area };
        let Some(arc) = self.out.arcs.get_mut(place) else {
            return Err(crowded);
        };
        match arc.sides {
            [0, 0] => arc.sides[0] = id,
            [_, 0] => arc.sides[1] = id,
            _ => return Err(crowded),
        }
        Ok(arc.bounds)
    }

    /// Place of a topology's arc in this level, copying it on first use.
    fn place_of(&mut self, source: usize) -> usize {
        let known = self.places.get(source).copied().unwrap_or(0);
        if known > 0 {
            return known as usize - 1;
        }
        let points = self.borders.arc_span(source).unwrap_or_default();
        self.out.arcs.push(Arc {
            points,
            sides: [0, 0],
            bounds: GridBox::around(between(&self.borders.points, points)),
        });
        if let Some(place) = self.places.get_mut(source) {
            *place = self.out.arcs.len() as u32;
        }
        self.out.arcs.len() - 1
    }

    /// Checks that the references exist and meet end to end.
    fn check_ring(&self, area: u32, ring: usize, refs: &[i32]) -> Result<(), GeomError> {
        let mut last = match refs.last() {
            Some(&reference) => self.ends(area, ring, reference)?.1,
            None => return Ok(()),
        };
        for &reference in refs {
            let (start, end) = self.ends(area, ring, reference)?;
            if start != last {
                return Err(GeomError::OpenRing {
                    area,
                    ring,
                    reference,
                });
            }
            last = end;
        }
        Ok(())
    }

    /// First and last point of a reference in its direction.
    fn ends(
        &self,
        area: u32,
        ring: usize,
        reference: i32,
    ) -> Result<([i32; 2], [i32; 2]), GeomError> {
        let arc = arc_of(reference);
        let points = self.borders.arc(arc).ok_or(GeomError::NoSuchArc {
            area,
            ring,
            reference,
            arcs: self.borders.arc_count(),
        })?;
        match points {
            [first, .., last] if reference < 0 => Ok((*last, *first)),
            [first, .., last] => Ok((*first, *last)),
            short => Err(GeomError::ShortArc {
                arc,
                found: short.len(),
            }),
        }
    }

    fn finish(mut self, count: usize, parents: &[Option<AreaIx>]) -> Result<Outlines, GeomError> {
        let mut numbers = BTreeMap::new();
        for parent in parents.iter().flatten() {
            let next = numbers.len() as u32 + 1;
            if *numbers.entry(*parent).or_insert(next) == next {
                self.out.parent_areas.push(*parent);
            }
        }
        let number = |place: usize| {
            let parent = parents.get(place).copied().flatten()?;
            numbers.get(&parent).copied()
        };
        self.out
            .parents
            .extend((0..count).map(|place| number(place).unwrap_or(0)));
        self.out.blocks = blocks_of(&self.out.arcs, &self.out.boxes);
        Ok(self.out)
    }
}
