//! `areas/<level>.csv`: the areas of a level, dissolved ones among them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use teilraum::model::{Area, AreaIx, Areas, Date, Level, LevelIx};

use super::atlas::{AtlasFile, LevelConfig};
use super::{level_ix, text_file};
use crate::finding::Place;
use crate::report::{Report, found, in_file, in_row};

/// One line of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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

const HEADER: [&str; 9] = [
    "key",
    "parent",
    "name",
    "short",
    "kind",
    "locative",
    "valid_from",
    "valid_to",
    "successors",
];

/// Reads the areas of all levels; mistakes go to the report.
pub fn read(
    root: &Path,
    atlas: &AtlasFile,
    atlas_name: &str,
    report: &mut Report,
) -> (Vec<Level>, Areas) {
    let mut levels: Vec<Level> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (at, config) in atlas.level.iter().enumerate() {
        let start = entries.len() as u32;
        let ix = LevelIx(u8::try_from(at).unwrap_or(u8::MAX));
        entries.extend(level_lines(root, config, ix, report));
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
    let areas = entries.iter().map(|entry| build(entry, report)).collect();
    (levels, Areas(areas))
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

fn level_lines(
    root: &Path,
    config: &LevelConfig,
    level: LevelIx,
    report: &mut Report,
) -> Vec<Entry> {
    let Some(text) = text_file(root, &config.areas, report) else {
        return Vec::new();
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    if !reader
        .headers()
        .is_ok_and(|header| header == HEADER.as_slice())
    {
        let seen = text.lines().next().unwrap_or_default();
        let wording = found(HEADER.join(","), format!("\"{seen}\""));
        report.error("config", in_row(&config.areas, 1, None), wording);
        return Vec::new();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut records = reader.records();
    while let Some(record) = records.next() {
        let row = records.reader().position().line();
        let line = record.and_then(|record| {
            let row = record.position().map_or(row, csv::Position::line);
            record.deserialize::<Line>(None).map(|line| (line, row))
        });
        match line {
            Ok((line, row)) => entries.push(Entry {
                line,
                level,
                place: in_row(&config.areas, row, None),
            }),
            Err(error) => {
                let wording = found("nine columns", error.to_string());
                report.error("config", in_row(&config.areas, row, None), wording);
            }
        }
    }
    entries.sort_by(|a, b| a.line.key.cmp(&b.line.key));
    refuse_duplicates(&entries, report);
    entries
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
    let parsed = text.parse();
    if parsed.is_err() {
        let wording = found("a date as YYYY-MM-DD or nothing", format!("\"{text}\""));
        report.error("config", at(entry, column), wording);
    }
    parsed.ok()
}

fn at(entry: &Entry, column: &str) -> Place {
    Place {
        column: Some(column.to_owned()),
        ..entry.place.clone()
    }
}
