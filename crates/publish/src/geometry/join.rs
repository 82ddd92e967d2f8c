//! Records joined to areas by key; every record or area left over is a finding.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, Level};

use super::config::LayerConfig;
use super::layer::{Record, place};
use super::owners::Owner;
use super::plan::Plan;
use crate::finding::{Finding, Severity};

/// Keeps the records whose key is an area of `level` and returns them with their areas.
pub fn join(
    plan: &Plan,
    level: &Level,
    layer: &LayerConfig,
    records: Vec<Record>,
    findings: &mut Vec<Finding>,
) -> (Vec<Record>, Vec<Owner>) {
    let mut first_row: BTreeMap<Owner, u64> = BTreeMap::new();
    let (mut kept, mut areas) = (Vec::new(), Vec::new());
    for record in records {
        let Some(AreaIx(area)) = plan.areas.find(level, &record.key) else {
            findings.push(unknown_key(level, layer, &record));
            continue;
        };
        if let Some(row) = first_row.get(&area) {
            findings.push(several_records(layer, &record, *row));
        } else {
            first_row.insert(area, record.row);
        }
        kept.push(record);
        areas.push(area);
    }
    findings.extend(missing(plan, level, layer, &first_row));
    (kept, areas)
}

fn unknown_key(level: &Level, layer: &LayerConfig, record: &Record) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "unknown-key",
        place: place(&layer.file, Some(record.row), Some(&layer.key)),
        expected: format!("the key of an area of level \"{}\"", level.key),
        found: format!("\"{}\"", record.key),
        done: "left out; add the area or filter the record".to_owned(),
    }
}

fn several_records(layer: &LayerConfig, record: &Record, first: u64) -> Finding {
    Finding {
        severity: Severity::Note,
        code: "several-records",
        place: place(&layer.file, Some(record.row), Some(&layer.key)),
        expected: "one record per key".to_owned(),
        found: format!("\"{}\" again, first in record {first}", record.key),
        done: "merged into one area".to_owned(),
    }
}

/// Areas without a record; those dissolved in the meantime need none.
fn missing(
    plan: &Plan,
    level: &Level,
    layer: &LayerConfig,
    found: &BTreeMap<Owner, u64>,
) -> Vec<Finding> {
    let exists = |at: &u32| {
        plan.areas
            .get(AreaIx(*at))
            .is_some_and(|a| a.valid_to.is_none())
    };
    let lacking = level
        .range()
        .filter(exists)
        .filter(|at| !found.contains_key(at));
    lacking
        .map(|at| Finding {
            severity: Severity::Error,
            code: "missing-outline",
            place: place(&layer.file, None, Some(&layer.key)),
            expected: format!("a record with key \"{}\"", plan.key(at)),
            found: "none".to_owned(),
            done: "the area would be missing on the map".to_owned(),
        })
        .collect()
}
