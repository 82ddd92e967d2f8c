//! Cutting the list of areas into files, and the search index with it, so that a view of a coarse
//! level fetches nothing of a fine one.

use teilraum::format;
use teilraum::model::{RunRef, SearchTerm};

use super::{BundleError, Files};
use crate::content::Content;

/// Most areas in one file; more go into further files.
const AREAS_PER_FILE: u32 = 20_000;
/// Most areas of several levels in one file: a view needs those of its level and of all above, and
/// a file more costs a request.
const AREAS_TOGETHER: u32 = 1_000;

/// Writes the list of areas.
pub fn areas(content: &Content, files: &mut Files) -> Result<Vec<RunRef>, BundleError> {
    let mut references = Vec::new();
    for [start, end] in groups(content) {
        let first = (start..end.max(start + 1)).step_by(AREAS_PER_FILE as usize);
        for first in first {
            let run = [first, end.min(first.saturating_add(AREAS_PER_FILE))];
            let part = content.areas.0.get(run[0] as usize..run[1] as usize);
            let bytes = format::encode_areas(part.unwrap_or_default())?;
            references.push(files.add_run("a", bytes, run)?);
        }
    }
    Ok(references)
}

/// Writes the search index, one file for each group of levels that has any words. A word that leads
/// to areas of several groups stands in each of them.
pub fn search(content: &Content, files: &mut Files) -> Result<Vec<RunRef>, BundleError> {
    let mut references = Vec::new();
    for run in groups(content) {
        let mut terms: Vec<SearchTerm> = content.search.clone();
        for term in &mut terms {
            term.areas.retain(|area| (run[0]..run[1]).contains(&area.0));
        }
        terms.retain(|term| !term.areas.is_empty());
        if !terms.is_empty() {
            let bytes = format::encode_search(&terms)?;
            references.push(files.add_run("s", bytes, run)?);
        }
    }
    Ok(references)
}

/// Runs of areas whose levels are wanted together: a level and the one above it, while they are few.
fn groups(content: &Content) -> Vec<[u32; 2]> {
    let mut groups: Vec<[u32; 2]> = Vec::new();
    for (at, level) in content.levels.iter().enumerate() {
        let below = level.parent.is_some_and(|parent| parent.index() + 1 == at);
        match groups.last_mut() {
            Some(group) if below && level.areas[1] - group[0] <= AREAS_TOGETHER => {
                group[1] = level.areas[1];
            }
            _ => groups.push(level.areas),
        }
    }
    groups
}
