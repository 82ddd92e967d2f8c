//! Records joined to areas by key; every record or area left over is a finding.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, Level};

use super::config::{LayerConfig, MissingOutlines, UnknownKeys};
use super::layer::{Record, place};
use super::owners::Owner;
use super::plan::Plan;
use crate::finding::{Finding, Severity};

/// Keeps the records whose key leads to an area and returns them with their areas.
///
/// The area is that of `level` with the record's key; by rule, the successor of an area merged since
/// or the coarser area whose key begins the record's.
pub fn join(
    plan: &Plan,
    level: &Level,
    layer: &LayerConfig,
    records: Vec<Record>,
    findings: &mut Vec<Finding>,
) -> (Vec<Record>, Vec<Owner>) {
    let mut join = Join::new(plan, level, layer);
    let (mut kept, mut areas) = (Vec::new(), Vec::new());
    // A row with several polygons comes as several records, one after the other.
    let mut last: Option<(u64, Option<Owner>)> = None;
    for record in records {
        let area = match last {
            Some((row, area)) if row == record.row => area,
            _ => join.row(&record, findings),
        };
        last = Some((record.row, area));
        if let Some(area) = area {
            kept.push(record);
            areas.push(area);
        }
    }
    findings.extend(join.several_records());
    findings.extend(join.followed());
    findings.extend(join.missing());
    (kept, areas)
}

struct Join<'a> {
    plan: &'a Plan<'a>,
    level: &'a Level,
    layer: &'a LayerConfig,
    /// Length of all keys of the level, where it is one.
    width: Option<usize>,
    /// Coarser levels drawn, the finest first, with the lengths of their keys, the longest first.
    coarser: Vec<(&'a Level, Vec<usize>)>,
    /// The row that first had a key.
    first_row: BTreeMap<String, u64>,
    /// Rows with a key that an earlier one had.
    again: Vec<(u64, String)>,
    /// Rows of areas that live on in a successor.
    followed: Vec<(u64, Owner, Owner)>,
    /// Areas with an outline.
    drawn: BTreeSet<Owner>,
}

impl<'a> Join<'a> {
    fn new(plan: &'a Plan<'a>, level: &'a Level, layer: &'a LayerConfig) -> Self {
        let lengths = |level: &Level| {
            let lengths: BTreeSet<usize> = level.range().map(|at| plan.key(at).len()).collect();
            lengths.into_iter().rev().collect::<Vec<usize>>()
        };
        let by_rule = plan.config.unknown_keys == UnknownKeys::Parent;
        let coarser = plan
            .written
            .iter()
            .rev()
            .filter(|(ix, _)| by_rule && *ix != plan.finest.0);
        Self {
            plan,
            level,
            layer,
            width: match lengths(level).as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            coarser: coarser.map(|(_, level)| (*level, lengths(level))).collect(),
            first_row: BTreeMap::new(),
            again: Vec::new(),
            followed: Vec::new(),
            drawn: BTreeSet::new(),
        }
    }

    /// The area of a row, met for the first time.
    fn row(&mut self, record: &Record, findings: &mut Vec<Finding>) -> Option<Owner> {
        let area = self.find(record, findings)?;
        match self.first_row.entry(record.key.clone()) {
            Entry::Occupied(_) => self.again.push((record.row, record.key.clone())),
            Entry::Vacant(slot) => {
                slot.insert(record.row);
            }
        }
        self.drawn.insert(area);
        Some(area)
    }

    fn find(&mut self, record: &Record, findings: &mut Vec<Finding>) -> Option<Owner> {
        let Some(AreaIx(area)) = self.named(record, findings) else {
            let parent = self.parent(&record.key);
            findings.push(self.unknown_key(record, parent));
            return parent;
        };
        if !self.plan.config.follow_successors {
            return Some(area);
        }
        match self.successor(area) {
            Ok(heir) => {
                if heir != area {
                    self.followed.push((record.row, area, heir));
                }
                Some(heir)
            }
            Err(found) => {
                let parent = self.parent(&record.key);
                findings.push(self.split(record, area, found, parent));
                parent
            }
        }
    }

    /// The area of the record's key, or of that key with the zeros before it that it has lost.
    fn named(&self, record: &Record, findings: &mut Vec<Finding>) -> Option<AreaIx> {
        let areas = self.plan.areas;
        if let Some(area) = areas.find(self.level, &record.key) {
            return Some(area);
        }
        let digits = !record.key.is_empty() && record.key.bytes().all(|b| b.is_ascii_digit());
        let width = self.width.filter(|_| digits)?;
        let padded = format!("{:0>width$}", record.key);
        let area = areas
            .find(self.level, &padded)
            .filter(|_| padded != record.key)?;
        findings.push(self.finding(
            (Severity::Warning, "padded-key"),
            Some(record.row),
            (
                format!("a key of {width} digits"),
                format!("\"{}\"", record.key),
            ),
            &format!("read as \"{padded}\", which is an area"),
        ));
        Some(area)
    }

    /// The area in which a merged one lives on.
    fn successor(&self, from: Owner) -> Result<Owner, String> {
        let mut at = from;
        for _ in 0..self.plan.areas.0.len() {
            let Some(area) = self.plan.areas.get(AreaIx(at)) else {
                break;
            };
            match (area.valid_to, area.successors.as_slice()) {
                (None, _) => return Ok(at),
                (Some(_), [AreaIx(heir)]) => at = *heir,
                (Some(day), several) => {
                    return Err(format!("{} since {day}", several.len()));
                }
            }
        }
        Err("successors in a circle".to_owned())
    }

    /// By rule, the coarser area drawn here whose key begins this one.
    fn parent(&self, key: &str) -> Option<Owner> {
        let mut starts = self.coarser.iter().flat_map(|(level, lengths)| {
            let starts = lengths.iter().filter_map(|length| key.get(..*length));
            starts
                .filter(|start| !start.is_empty())
                .map(move |start| (*level, start))
        });
        let found = starts.find_map(|(level, start)| self.plan.areas.find(level, start));
        found.map(|ix| ix.0)
    }

    /// A record whose parts belong to several areas, and where they are is not known.
    fn split(&self, record: &Record, area: Owner, found: String, to: Option<Owner>) -> Finding {
        let expected = format!("one successor of \"{}\"", self.plan.key(area));
        let done = match to {
            Some(parent) => format!("counted to \"{}\" undivided", self.plan.key(parent)),
            None => "left out: its parts are not known".to_owned(),
        };
        let kind = (Severity::Warning, "split-area");
        self.finding(kind, Some(record.row), (expected, found), &done)
    }

    fn unknown_key(&self, record: &Record, parent: Option<Owner>) -> Finding {
        let done = match (parent, self.plan.config.unknown_keys) {
            (Some(parent), _) => format!(
                "counted to \"{}\", without an outline of its own",
                self.plan.key(parent)
            ),
            (None, UnknownKeys::LeaveOut) => "left out".to_owned(),
            (None, _) => "left out; add the area or filter the record".to_owned(),
        };
        let refused = parent.is_none() && self.plan.config.unknown_keys != UnknownKeys::LeaveOut;
        let severity = if refused {
            Severity::Error
        } else {
            Severity::Warning
        };
        self.finding(
            (severity, "unknown-key"),
            Some(record.row),
            (
                format!("the key of an area of level \"{}\"", self.level.key),
                format!("\"{}\"", record.key),
            ),
            &done,
        )
    }

    /// Records that share a key: by rule one area, else a mistake.
    fn several_records(&self) -> Vec<Finding> {
        let (severity, done) = if self.layer.dissolve_by_key {
            (Severity::Note, "merged into one area")
        } else {
            (
                Severity::Error,
                "state `dissolve_by_key = true` if they are one area, or a `filter`",
            )
        };
        let finding = |(row, key): &(u64, String)| {
            let first = self.first_row.get(key).copied().unwrap_or(0);
            self.finding(
                (severity, "several-records"),
                Some(*row),
                (
                    "one record per key".to_owned(),
                    format!("\"{key}\" again, first in record {first}"),
                ),
                done,
            )
        };
        self.again.iter().map(finding).collect()
    }

    /// One finding for all merged areas.
    fn followed(&self) -> Option<Finding> {
        let (row, from, heir) = self.followed.first()?;
        let heirs: BTreeSet<Owner> = self.followed.iter().map(|(_, _, heir)| *heir).collect();
        Some(self.finding(
            (Severity::Note, "merged-since"),
            Some(*row),
            (
                "areas that still exist".to_owned(),
                format!(
                    "{} that were merged since, the first \"{}\" into \"{}\"",
                    self.followed.len(),
                    self.plan.key(*from),
                    self.plan.key(*heir)
                ),
            ),
            &format!("drawn as part of {} successors", heirs.len()),
        ))
    }

    /// Areas without a record; those dissolved in the meantime need none.
    fn missing(&self) -> Vec<Finding> {
        let exists = |at: &u32| {
            let area = self.plan.areas.get(AreaIx(*at));
            area.is_some_and(|area| area.valid_to.is_none())
        };
        let (severity, done) = match self.plan.config.missing_outlines {
            MissingOutlines::Refuse => (Severity::Error, "the area would be missing on the map"),
            MissingOutlines::List => (Severity::Warning, "the area has no outline"),
        };
        let lacking = self.level.range().filter(exists);
        lacking
            .filter(|at| !self.drawn.contains(at))
            .map(|at| {
                let expected = format!("a record with key \"{}\"", self.plan.key(at));
                let wording = (expected, "none".to_owned());
                self.finding((severity, "missing-outline"), None, wording, done)
            })
            .collect()
    }

    fn finding(
        &self,
        (severity, code): (Severity, &'static str),
        row: Option<u64>,
        (expected, found): (String, String),
        done: &str,
    ) -> Finding {
        Finding {
            severity,
            code,
            place: place(&self.layer.file, row, Some(&self.layer.key)),
            expected,
            found,
            done: done.to_owned(),
        }
    }
}
