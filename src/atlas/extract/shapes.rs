//! Outlines in longitude and latitude.

use crate::geom::{self, Plane};
use crate::model::{AreaIx, Borders, LevelBorders};

use super::super::view::View;

/// Five decimals of a degree are about a metre.
const DECIMALS: f64 = 1e5;

/// An outer ring, counter-clockwise, and its holes, clockwise; each ends where it begins.
pub type Polygon = Vec<Vec<[f64; 2]>>;

/// The outlines of a level.
#[derive(Clone, Copy, Debug)]
pub struct Shapes<'a> {
    borders: &'a Borders,
    level: &'a LevelBorders,
    plane: Plane,
}

impl<'a> Shapes<'a> {
    /// The outlines of the level of a view; `None` where there are none, or their plane is not known.
    pub(super) fn of(view: &View<'a>) -> Option<Self> {
        let (at, set) = view.files.catalogue.as_ref()?.outlines_of(view.level_ix)?;
        let borders = view.files.geometry.get(at)?.borders.as_ref()?;
        Some(Self {
            borders,
            level: borders.level(view.level_ix)?,
            plane: Plane::of(&set.projection)?,
        })
    }

    /// The outline of an area; `None` if it has none.
    #[must_use]
    pub fn outline(&self, area: AreaIx) -> Option<Vec<Polygon>> {
        let place = area.0.checked_sub(self.level.first_area)? as usize;
        let rings = self.level.rings(place).map(|ring| self.points(ring));
        let parts = geom::parts(rings.map(|points| (points.clone(), points)));
        let ring = |points: Vec<[i32; 2]>| points.into_iter().map(|it| self.lonlat(it)).collect();
        let part = |rings: Vec<Vec<[i32; 2]>>| rings.into_iter().map(ring).collect();
        let outline: Option<Vec<Polygon>> = parts.into_iter().map(part).collect();
        outline.filter(|parts| !parts.is_empty())
    }

    /// How many points an outline has.
    #[must_use]
    pub fn weight(&self, area: AreaIx) -> usize {
        let place = area.0.checked_sub(self.level.first_area);
        let rings = place.map(|place| self.level.rings(place as usize));
        let arcs = rings.into_iter().flatten().flatten();
        let points = |it: &i32| self.borders.arc(geom::arc_of(*it)).map_or(0, <[_]>::len);
        arcs.map(points).sum()
    }

    /// The points of a ring, the first once more at its end.
    fn points(&self, ring: &[i32]) -> Vec<[i32; 2]> {
        let mut points = Vec::new();
        for reference in ring {
            let arc = self
                .borders
                .arc(geom::arc_of(*reference))
                .unwrap_or_default();
            let joined = usize::from(!points.is_empty());
            if *reference < 0 {
                points.extend(arc.iter().rev().skip(joined));
            } else {
                points.extend(arc.iter().skip(joined));
            }
        }
        points
    }

    fn lonlat(&self, point: [i32; 2]) -> Option<[f64; 2]> {
        let Borders {
            origin_m, step_m, ..
        } = *self.borders;
        let metres = [0, 1].map(|axis: usize| origin_m[axis] + f64::from(point[axis]) * step_m);
        let degrees = self.plane.lonlat(metres)?;
        Some(degrees.map(|it| libm::round(it * DECIMALS) / DECIMALS))
    }
}
