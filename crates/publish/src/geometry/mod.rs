//! Outlines: office layers in, one checked topology in bands of detail out.
//!
//! The way of a border, file by file: [`config`] says which layer, [`plan`] checks that against the
//! levels, [`layer`] reads it, [`locate`] finds its coordinate system ([`crs`], [`wkt`], [`epsg`]) and
//! checks the coordinates against its [`area`] of use, and [`project`] brings it to the map plane;
//! [`join`] finds each record's area; [`spikes`] are cut; [`grid`] snaps; [`node`] lets borders meet in common
//! points only, and [`knots`] of a polygon with itself are measured; [`faces`] cuts the plane along them and [`owners`] says who owns each piece, which
//! finds every overlap and gap; [`arcs`] strings the borders together once, [`rings`] closes them
//! around each area of each level, so that parents use their children's arcs; [`check`] compares
//! with the office's own outlines; [`offset`] measures the
//! distance to the source; [`simplify`] and [`bands`] split the vertices by importance;
//! neighbours and label points are read off by the engine. [`export`] goes back to WGS 84, [`thin`]
//! by the same way makes heavy outlines light. [`sets`] holds several
//! `[[geometry]]` tables against each other; [`context`] is the land around them.
//!
//! From [`grid`] on everything is whole numbers: no two borders ever disagree about a side.

pub mod arcs;
pub mod area;
pub mod bands;
pub mod bins;
pub mod check;
pub mod config;
pub mod context;
pub mod crs;
pub mod epsg;
pub mod error;
pub mod exact;
pub mod export;
pub mod faces;
pub mod grid;
pub mod join;
pub mod knots;
pub mod layer;
pub mod locate;
pub mod node;
pub mod offset;
pub mod owners;
pub mod plan;
pub mod project;
pub mod report;
pub mod rings;
pub mod sets;
pub mod simplify;
pub mod spikes;
pub mod thin;
pub mod wkt;

use std::path::Path;

use teilraum::format;
use teilraum::geom;
use teilraum::model::{Areas, Level, Neighbours, Topology};

use crate::content::Outlines;
use crate::finding::Finding;
use arcs::Arcs;
use grid::Grid;
use layer::Record;
use owners::{Border, FlawKind, Owner};
use plan::Plan;
use project::Plane;
use report::Report;

pub use bands::refine;
pub use config::{FilterValue, GeometryConfig, LayerConfig};
pub use error::GeometryError;
pub use export::geojson;

/// Builds the outlines of one area system.
///
/// File names in `config` are relative to `base`. Findings say what was left out, joined or moved;
/// one of severity [`Error`](crate::finding::Severity::Error) means that the map would be wrong.
///
/// # Units
/// `error_m` holds metres of the map plane: for the last band the largest distance from a vertex of
/// the source to the finished borders, for the others that plus the largest distance from a border's
/// vertex to its simplified arc.
///
/// # Errors
/// [`GeometryError`] where there is nothing sensible to build: settings, files, coordinate systems,
/// overlaps.
pub fn build(
    config: &GeometryConfig,
    base: &Path,
    levels: &[Level],
    areas: &Areas,
    findings: &mut Vec<Finding>,
) -> Result<Outlines, GeometryError> {
    let plan = Plan::new(config, base, levels, areas)?;
    let plane = Plane::new(&config.projection)?;
    let records = layer::read(plan.layer, base, &plane, findings)?;
    let (mut records, owners) = join::join(&plan, plan.finest.1, plan.layer, records, findings);
    let spikes = spikes::cut(&mut records, config.tolerance_m());
    let grid = Grid::around(&records, config.step_m, &config.system)?;
    let report = Report {
        plan: &plan,
        plane: &plane,
        grid,
    };
    findings.extend(report.spikes(&records, &spikes));
    let (mut arcs, offset_m) = topology(&report, &records, &owners, findings)?;
    let mut base = levels_of(&plan, &grid, &arcs);
    if let Some(order) = format::mesh_order(&base) {
        arcs = arcs.ordered(&order);
        base = levels_of(&plan, &grid, &arcs);
    }
    for level in &plan.written {
        findings.extend(check::without_parent(&plan, *level, &owners));
    }
    check_layers(&plan, (&plane, &grid), &base, findings)?;
    let detail: Vec<f64> = config
        .detail_m_per_px
        .iter()
        .map(|px| px / config.step_m)
        .collect();
    let bands = bands::split(&arcs.points, &detail);
    let in_metres = |steps: &f64| steps * config.step_m + offset_m;
    Ok(Outlines {
        system: config.system.clone(),
        serves: plan.serves.clone(),
        status: config.status,
        sources: config.sources.clone(),
        projection: config.projection.clone(),
        neighbours: neighbours(&plan, &base)?,
        base: Topology {
            arcs: bands.base,
            ..base
        },
        bands: bands.finer,
        error_m: bands.deviation.iter().map(in_metres).collect(),
        context: None,
    })
}

/// The arcs of the finest level, and the most in metres that a source vertex lies off them.
fn topology(
    report: &Report,
    records: &[Record],
    owners: &[Owner],
    findings: &mut Vec<Finding>,
) -> Result<(Arcs, f64), GeometryError> {
    let (config, grid) = (report.plan.config, &report.grid);
    let tolerance = config.tolerance_m() / config.step_m;
    let mut edges = grid::snap_rings(records, grid);
    let repairs = node::node(&mut edges, tolerance).ok_or_else(|| GeometryError::Crossings {
        file: report.plan.layer.file.clone(),
        step_m: config.step_m,
        rounds: node::MAX_ROUNDS,
    })?;
    findings.extend(report.repairs(&repairs));
    check_knots(report, records, &repairs.knotted, findings)?;
    let (borders, flaws) = owners::assign(&faces::cut(&edges), owners, tolerance);
    let measured = [borders.clone(), merged_away(&edges, owners)].concat();
    findings.extend(flaws.iter().map(|flaw| report.flaw(flaw)));
    let overlaps = flaws.iter().filter(|flaw| flaw.kind == FlawKind::Overlap);
    if let Some(first) = overlaps.clone().max_by_key(|flaw| flaw.area2) {
        return Err(GeometryError::Overlap {
            file: report.plan.layer.file.clone(),
            tolerance_m: config.tolerance_m(),
            count: overlaps.count(),
            first: report.describe(first),
        });
    }
    let arcs = arcs::string(&borders);
    findings.extend(
        collapsed(&arcs, owners)
            .into_iter()
            .map(|area| report.collapsed(area)),
    );
    Ok((arcs, offset::largest_m(records, grid, &measured)))
}

/// Borders between records of one area: they are meant to vanish, and are no error of the outlines.
fn merged_away(edges: &grid::Edges, owners: &[Owner]) -> Vec<Border> {
    let owner = |record: &u32| owners.get(*record as usize).copied();
    let same = |records: &[u32]| match records {
        [one, other] if owner(one) == owner(other) => Some(owner(one)),
        _ => None,
    };
    let border = |((a, b), records): (&(exact::Point, exact::Point), &Vec<u32>)| {
        same(records).map(|area| Border {
            a: *a,
            b: *b,
            left: area,
            right: area,
        })
    };
    edges.iter().filter_map(border).collect()
}

/// Refuses polygons that cross themselves by more than the tolerance.
fn check_knots(
    report: &Report,
    records: &[Record],
    suspects: &std::collections::BTreeSet<u32>,
    findings: &mut Vec<Finding>,
) -> Result<(), GeometryError> {
    let tolerance_m = report.plan.config.tolerance_m();
    let knots = knots::measure(records, suspects, &report.grid);
    findings.extend(knots.iter().filter_map(|knot| report.knot(records, knot)));
    let mut wide = knots.iter().filter(|knot| report.is_wide(knot));
    match wide.next() {
        None => Ok(()),
        Some(first) => Err(GeometryError::Knots {
            file: report.plan.layer.file.clone(),
            tolerance_m,
            count: 1 + wide.count(),
            first: report.describe_knot(records, first),
        }),
    }
}

/// Areas with a record but without any border left.
fn collapsed(arcs: &Arcs, owners: &[Owner]) -> Vec<Owner> {
    let drawn: std::collections::BTreeSet<Owner> =
        arcs.sides.iter().flatten().flatten().copied().collect();
    let all: std::collections::BTreeSet<Owner> = owners.iter().copied().collect();
    all.difference(&drawn).copied().collect()
}

/// The topology at full detail, with the outlines of every level.
fn levels_of(plan: &Plan, grid: &Grid, arcs: &Arcs) -> Topology {
    let outlines = |(ix, level): &(_, &Level)| {
        let owner = |area| plan.on_level(area, *ix);
        (
            *ix,
            level.areas[0],
            rings::outlines(arcs, level.range(), &owner),
        )
    };
    Topology {
        origin_m: grid.origin_m,
        step_m: grid.step_m,
        bands: 1,
        arcs: arcs.points.clone(),
        levels: plan.written.iter().map(outlines).collect(),
    }
}

fn check_layers(
    plan: &Plan,
    place: (&Plane, &Grid),
    topology: &Topology,
    findings: &mut Vec<Finding>,
) -> Result<(), GeometryError> {
    for ((_, level), (_, _, outlines)) in plan.written.iter().zip(&topology.levels) {
        if let Some(layer) = plan.config.check.get(&level.key) {
            let dissolved = (topology.arcs.as_slice(), outlines.as_slice());
            check::compare(plan, (layer, level), place, dissolved, findings)?;
        }
    }
    Ok(())
}

/// Neighbours and label points of every level written, as the engine reads them off its outlines.
fn neighbours(plan: &Plan, topology: &Topology) -> Result<Vec<Neighbours>, GeometryError> {
    let of = |(ix, _): &(_, &Level)| {
        let outlines = geom::Outlines::new(topology, *ix, &[])?;
        Ok(geom::neighbours(&outlines))
    };
    plan.written.iter().map(of).collect()
}
