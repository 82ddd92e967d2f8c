//! From borders to outlines in bands of detail, by the publisher's own steps.

use teilraum::format::mesh_order;
use teilraum::geom;
use teilraum::model::{Level, LevelIx, Neighbours, Topology};
use teilraum_publish::content::Outlines;
use teilraum_publish::geometry::arcs::Arcs;
use teilraum_publish::geometry::{bands, rings};

use crate::BenchError;
use crate::land::STEP_M;

/// Width and height in CSS pixels of the map that everything is measured on, without its margin.
const MAP_PX: [f64; 2] = [976.0, 776.0];
/// What the coarsest band may be off by, in pixels of a map that shows everything: less than half.
const BASE_PX: f64 = 0.75;
/// Each further band is this much finer.
const FINER: f64 = 4.0;

/// The place of the map plane: only metres count.
pub const PROJECTION: &str = "+proj=laea +lat_0=51 +lon_0=10 +ellps=GRS80 +units=m +no_defs";

/// Metres per pixel of a map that shows all of `topology`.
#[must_use]
pub fn metres_per_px(topology: &Topology) -> f64 {
    let mut low = [i32::MAX; 2];
    let mut high = [i32::MIN; 2];
    for point in topology.arcs.iter().flatten() {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    let per_px = |axis: usize| f64::from(high[axis].saturating_sub(low[axis])) / MAP_PX[axis];
    f64::max(per_px(0), per_px(1)).max(1.0) * topology.step_m
}

/// The outlines of both levels: parents first.
///
/// # Errors
/// Borders that do not close.
pub fn outlines(
    arcs: Arcs,
    levels: &[Level],
    parent: &dyn Fn(u32) -> Option<u32>,
) -> Result<Outlines, BenchError> {
    let mut topology = topology(arcs.clone(), levels, parent);
    if let Some(order) = mesh_order(&topology) {
        topology = self::topology(arcs.ordered(&order), levels, parent);
    }
    let neighbours = neighbours(&topology)?;
    let first = metres_per_px(&topology) / STEP_M * BASE_PX;
    let bands = bands::split(&topology.arcs, &details(first));
    Ok(Outlines {
        system: "main".to_owned(),
        serves: Vec::new(),
        status: None,
        sources: vec!["seed".to_owned()],
        projection: PROJECTION.to_owned(),
        error_m: bands.deviation.iter().map(|steps| steps * STEP_M).collect(),
        bands: bands.finer,
        neighbours,
        context: None,
        base: Topology {
            arcs: bands.base,
            ..topology
        },
    })
}

/// All vertices, with the outlines of every level.
fn topology(arcs: Arcs, levels: &[Level], parent: &dyn Fn(u32) -> Option<u32>) -> Topology {
    let of = |(number, level): (u8, &Level)| {
        let range = level.range();
        let owner = |area: u32| {
            if range.contains(&area) {
                Some(area)
            } else {
                parent(area)
            }
        };
        let outlines = rings::outlines(&arcs, level.range(), &owner);
        (LevelIx(number), level.areas[0], outlines)
    };
    Topology {
        origin_m: [0.0, 0.0],
        step_m: STEP_M,
        bands: 1,
        levels: (0..).zip(levels).map(of).collect(),
        arcs: arcs.points,
    }
}

/// Grid steps per pixel of each band but the last, which has every vertex.
fn details(first: f64) -> Vec<f64> {
    let finer = std::iter::successors(Some(first), |steps| Some(steps / FINER));
    // A band finer than a few steps would hold all vertices anyway.
    finer.take_while(|steps| *steps > 8.0).collect()
}

fn neighbours(topology: &Topology) -> Result<Vec<Neighbours>, BenchError> {
    let of = |(level, ..): &(LevelIx, u32, Vec<_>)| {
        let outlines = geom::Outlines::new(topology, *level, &[])?;
        Ok(geom::neighbours(&outlines))
    };
    topology.levels.iter().map(of).collect()
}
