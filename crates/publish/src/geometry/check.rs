//! The check layer: the office's own outlines of a coarser level against the dissolved ones.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, Areas, Level, LevelIx, Outline};

use super::config::LayerConfig;
use super::error::GeometryError;
use super::exact;
use super::grid::Grid;
use super::join::join;
use super::layer::{self, place};
use super::owners::Owner;
use super::plan::Plan;
use super::project::Plane;
use super::rings::ring_area2;
use crate::finding::{Finding, Severity};

/// Compares the area of each outline of `level` with that of its records in `layer`.
///
/// # Errors
/// As for reading any layer.
pub fn compare(
    plan: &Plan,
    (layer, level): (&LayerConfig, &Level),
    (plane, grid): (&Plane, &Grid),
    (arcs, outlines): (&[Vec<exact::Point>], &[Outline]),
    findings: &mut Vec<Finding>,
) -> Result<(), GeometryError> {
    let records = layer::read(layer, plan.base, plane, findings)?;
    let (records, areas) = join(plan, level, layer, records, findings);
    let mut expected: BTreeMap<Owner, f64> = BTreeMap::new();
    for (record, area) in records.iter().zip(&areas) {
        let snapped = |ring: &Vec<[f64; 2]>| exact::area2(ring.iter().map(|p| grid.snap(*p)));
        let area2: i128 = record.rings.iter().map(snapped).sum();
        *expected.entry(*area).or_default() += grid.square_metres(area2);
    }
    for (area, outline) in level.range().zip(outlines) {
        let Some(expected) = expected.get(&area) else {
            continue;
        };
        let found = grid.square_metres(outline.iter().map(|ring| ring_area2(arcs, ring)).sum());
        let share = (found - expected).abs() / expected.abs().max(1.0);
        if share > plan.config.check_share {
            findings.push(differs(plan, layer, area, (*expected, found, share)));
        }
    }
    Ok(())
}

fn differs(
    plan: &Plan,
    layer: &LayerConfig,
    area: Owner,
    (expected, found, share): (f64, f64, f64),
) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: "check-differs",
        place: place(&layer.file, None, Some(&layer.key)),
        expected: format!("{:.3} km² for \"{}\"", expected / 1e6, plan.key(area)),
        found: format!(
            "{:.3} km² dissolved from \"{}\", {:.3} % apart (tolerance {:.3} %)",
            found / 1e6,
            plan.finest.1.key,
            share * 100.0,
            plan.config.check_share * 100.0
        ),
        done: "the dissolved outline is used".to_owned(),
    }
}

/// A finding per area of the finest level with outline that has no parent on `level`.
#[must_use]
pub fn without_parent(plan: &Plan, level: (LevelIx, &Level), owners: &[Owner]) -> Vec<Finding> {
    let finer = |area: &Owner| {
        plan.areas
            .get(AreaIx(*area))
            .is_some_and(|a| a.level > level.0)
    };
    let orphan = |area: &&Owner| finer(area) && plan.on_level(**area, level.0).is_none();
    let key = |area: Owner| Areas::get(plan.areas, AreaIx(area)).map_or("?", |a| &a.key);
    let mut orphans: Vec<Owner> = owners.iter().filter(orphan).copied().collect();
    orphans.dedup();
    let finding = |area| Finding {
        severity: Severity::Error,
        code: "no-parent",
        place: place(&plan.layer.file, None, Some(&plan.layer.key)),
        expected: format!("a parent of \"{}\" on level \"{}\"", key(area), level.1.key),
        found: "none".to_owned(),
        done: "missing in the dissolved outlines".to_owned(),
    };
    orphans.into_iter().map(finding).collect()
}
