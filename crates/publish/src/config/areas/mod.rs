//! The areas of all levels, dissolved ones among them.
//!
//! Each level has them from a `list` or from a `table` of another form; areas that only a table
//! of changes names come from there. Here the lines become areas: in the order of levels and keys,
//! with parents and successors found, and every contradiction told with its row.

mod former;
mod list;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use teilraum::model::{Area, AreaIx, Areas, Date, Level, LevelIx};

use super::atlas::{AtlasFile, LevelConfig};
use super::changes::{Change, day};
use super::level_ix;
use crate::finding::Place;
use crate::report::{Report, found, in_file};

pub use table::{AreasSource, AreasTable, ParentRule};

/// What is said of one area, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    key: String,
    parent: String,
    name: String,
    short: String,
    kind: String,
    locative: String,
    valid_from: String,
    valid_to: String,
    successors: String,
}

/// A line with its place, and its level.
struct Entry {
    line: Line,
    level: LevelIx,
    place: Place,
}

/// Reads the areas of all levels; mistakes go to the report.
pub fn read(
    root: &Path,
    atlas: &AtlasFile,
    atlas_name: &str,
    changes: &[Change],
    report: &mut Report,
) -> (Vec<Level>, Areas) {
    let mut levels: Vec<Level> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (at, config) in atlas.level.iter().enumerate() {
        let start = entries.len() as u32;
        let ix = LevelIx(u8::try_from(at).unwrap_or(u8::MAX));
        if levels.iter().any(|level| level.key == config.key) {
            let wording = found("each level once", format!("`{}` again", config.key));
            report.error("duplicate-key", in_file(atlas_name), wording);
        }
        entries.extend(level_lines(root, atlas, config, ix, changes, report));
        levels.push(Level {
            key: config.key.clone(),
            system: config.system.clone(),
            parent: parent_of(config, &levels, atlas_name, report),
            areas: [start, entries.len() as u32],
        });
    }
    let index: BTreeMap<(LevelIx, &str), AreaIx> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| ((entry.level, entry.line.key.as_str()), AreaIx(at as u32)))
        .collect();
    let build = |entry: &Entry, report: &mut Report| area(entry, &levels, &index, report);
    let areas: Vec<Area> = entries.iter().map(|entry| build(entry, report)).collect();
    refuse_circles(&areas, &entries, report);
    (levels, Areas(areas))
}

/// Reports areas that follow themselves, directly or through others.
fn refuse_circles(areas: &[Area], entries: &[Entry], report: &mut Report) {
    let mut done = BTreeSet::new();
    for start in 0..areas.len() {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            let successors = areas.get(at).into_iter().flat_map(|area| &area.successors);
            for next in successors.map(|ix| ix.index()) {
                if next == start
                    && let Some(entry) = entries.get(start)
                {
                    let seen = format!("`{}` again among those that follow it", entry.line.key);
                    let wording = found("successors that lead to another area", seen);
                    report.error("circle", self::at(entry, "successors"), wording);
                } else if !done.contains(&next) && seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
        done.insert(start);
    }
}

fn parent_of(
    config: &LevelConfig,
    levels: &[Level],
    atlas_name: &str,
    report: &mut Report,
) -> Option<LevelIx> {
    let parent = config.parent.as_deref()?;
    let found_at = level_ix(levels, parent).filter(|ix| {
        levels
            .get(ix.index())
            .is_some_and(|level| level.system == config.system)
    });
    if found_at.is_none() {
        let expected = format!(
            "the parent of level `{}` before it, in its system",
            config.key
        );
        let wording = found(expected, format!("`{parent}`"));
        report.error("config", in_file(atlas_name), wording);
    }
    found_at
}

/// The lines of one level by key, and with what the tables of changes say.
fn level_lines(
    root: &Path,
    atlas: &AtlasFile,
    config: &LevelConfig,
    level: LevelIx,
    changes: &[Change],
    report: &mut Report,
) -> Vec<Entry> {
    let mut entries = match &config.areas {
        AreasSource::List(file) => list::entries(root, config, file, level, report),
        AreasSource::Table(table) => table::entries(root, atlas, (config, level), table, report),
    };
    if !entries.is_empty() {
        former::complete(&mut entries, config, level, changes);
    }
    for entry in &mut entries {
        let line = &mut entry.line;
        if line.short.is_empty() {
            line.short = short_of(&line.name);
        }
        if line.kind.is_empty() {
            line.kind.clone_from(&config.key);
        }
        if line.locative.is_empty() {
            line.locative = format!("in {}", line.short);
        }
    }
    entries.sort_by(|a, b| a.line.key.cmp(&b.line.key));
    refuse_duplicates(&entries, report);
    entries
}

/// The name up to its first comma: "Starnberg, Landkreis" is Starnberg.
fn short_of(name: &str) -> String {
    name.split(',').next().unwrap_or_default().trim().to_owned()
}

fn refuse_duplicates(entries: &[Entry], report: &mut Report) {
    for pair in entries.windows(2) {
        if let [a, b] = pair
            && a.line.key == b.line.key
        {
            let seen = format!(
                "`{}` again (first in row {})",
                b.line.key,
                a.place.row.unwrap_or(0)
            );
            report.error(
                "duplicate-key",
                b.place.clone(),
                found("each key once", seen),
            );
        }
    }
}

fn area(
    entry: &Entry,
    levels: &[Level],
    index: &BTreeMap<(LevelIx, &str), AreaIx>,
    report: &mut Report,
) -> Area {
    let line = &entry.line;
    for (name, value) in [
        ("key", &line.key),
        ("name", &line.name),
        ("short", &line.short),
    ] {
        if value.trim().is_empty() {
            report.error("config", at(entry, name), found("a text", "nothing"));
        }
    }
    let parent_level = levels
        .get(entry.level.index())
        .and_then(|level| level.parent);
    let valid_from = date(entry, "valid_from", &line.valid_from, report);
    let valid_to = date(entry, "valid_to", &line.valid_to, report);
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to <= from
    {
        let wording = found(format!("a day after {from}"), to.to_string());
        report.error("config", at(entry, "valid_to"), wording);
    }
    Area {
        key: line.key.clone(),
        level: entry.level,
        parent: parent(entry, parent_level, index, report),
        name: line.name.clone(),
        short: line.short.clone(),
        kind: line.kind.clone(),
        locative: line.locative.clone(),
        valid_from,
        valid_to,
        successors: successors(entry, index, report),
    }
}

fn parent(
    entry: &Entry,
    parent_level: Option<LevelIx>,
    index: &BTreeMap<(LevelIx, &str), AreaIx>,
    report: &mut Report,
) -> Option<AreaIx> {
    let key = entry.line.parent.as_str();
    let found_at = parent_level.and_then(|level| index.get(&(level, key)).copied());
    let expected = match parent_level {
        Some(_) if found_at.is_none() => "a key of the parent level",
        None if !key.is_empty() => "nothing, because the level has no parent",
        _ => return found_at,
    };
    report.error(
        "unknown-key",
        at(entry, "parent"),
        found(expected, format!("`{key}`")),
    );
    None
}

fn successors(
    entry: &Entry,
    index: &BTreeMap<(LevelIx, &str), AreaIx>,
    report: &mut Report,
) -> Vec<AreaIx> {
    let keys = entry
        .line
        .successors
        .split('|')
        .filter(|key| !key.is_empty());
    let mut successors = Vec::new();
    for key in keys {
        match index.get(&(entry.level, key)) {
            Some(ix) => successors.push(*ix),
            None => {
                let wording = found("keys of the same level", format!("`{key}`"));
                report.error("unknown-key", at(entry, "successors"), wording);
            }
        }
    }
    successors.sort();
    successors
}

fn date(entry: &Entry, column: &str, text: &str, report: &mut Report) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    let parsed = day(text);
    if parsed.is_none() {
        let wording = found("a date as YYYY-MM-DD or nothing", format!("\"{text}\""));
        report.error("config", at(entry, column), wording);
    }
    parsed
}

fn at(entry: &Entry, column: &str) -> Place {
    Place {
        column: Some(column.to_owned()),
        ..entry.place.clone()
    }
}
