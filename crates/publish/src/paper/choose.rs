//! Which areas get a profile, and what the files are called.

use teilraum::model::{Area, AreaIx, Level, LevelIx};

use super::{PaperError, Shelf};
use crate::pages::address::{slug, slugs};

/// How many keys are named where one is unknown.
const NEAR: usize = 3;
/// How like a key or name must be to what was asked for, from 0 to 1.
const LIKE: f64 = 0.6;

/// The area with the key `key`, on the level `level` if one is named.
///
/// # Errors
/// A level or an area that the bundle does not have, with those near it.
pub fn one(shelf: &Shelf<'_>, key: &str, level: Option<&str>) -> Result<AreaIx, PaperError> {
    let level = level.map(|level| level_of(shelf, level)).transpose()?;
    let of_level = |area: &Area| level.is_none_or(|level| area.level == level);
    let found = all_areas(shelf).find(|(_, area)| area.key == key && of_level(area));
    found.map(|(ix, _)| ix).ok_or_else(|| PaperError::Unknown {
        option: "--area",
        what: "an area",
        found: key.to_owned(),
        near: near_areas(shelf, key),
    })
}

/// The areas there are today, of one level or of all, each with the name of its file:
/// `kreis/09188.pdf`.
///
/// # Errors
/// A level that the bundle does not have.
pub fn all(shelf: &Shelf<'_>, level: Option<&str>) -> Result<Vec<(AreaIx, String)>, PaperError> {
    let only = level.map(|level| level_of(shelf, level)).transpose()?;
    let levels = (0..).map(LevelIx).zip(&shelf.catalogue.levels);
    let levels = levels.filter(|(ix, _)| only.is_none_or(|only| *ix == only));
    Ok(levels
        .flat_map(|(_, level)| of_level(shelf, level))
        .collect())
}

fn of_level(shelf: &Shelf<'_>, level: &Level) -> Vec<(AreaIx, String)> {
    let areas: Vec<(AreaIx, &Area)> = level
        .range()
        .filter_map(|at| Some((AreaIx(at), shelf.areas.get(AreaIx(at))?)))
        .filter(|(_, area)| area.valid_to.is_none())
        .collect();
    let names = slugs(areas.iter().map(|(_, area)| area.key.as_str()));
    let folder = slug(&level.key);
    let named = areas.iter().zip(names);
    named
        .map(|((ix, _), name)| (*ix, format!("{folder}/{name}.pdf")))
        .collect()
}

fn all_areas<'a>(shelf: &'a Shelf<'_>) -> impl Iterator<Item = (AreaIx, &'a Area)> {
    (0..).map(AreaIx).zip(&shelf.areas.0)
}

fn level_of(shelf: &Shelf<'_>, key: &str) -> Result<LevelIx, PaperError> {
    shelf.catalogue.level(key).ok_or_else(|| {
        let levels = shelf.catalogue.levels.iter();
        let known: Vec<&str> = levels.map(|level| level.key.as_str()).collect();
        PaperError::Unknown {
            option: "--level",
            what: "a level",
            found: key.to_owned(),
            near: format!("; it has {}", known.join(", ")),
        }
    })
}

/// "; near it: 09188 (Starnberg, Landkreis)": by key, or by name.
fn near_areas(shelf: &Shelf<'_>, asked: &str) -> String {
    let folded = asked.to_lowercase();
    let like = |area: &Area| {
        let names = [
            area.short.as_str(),
            area.name.split(',').next().unwrap_or_default(),
        ];
        let by_name = names.map(|name| strsim::jaro_winkler(&name.to_lowercase(), &folded));
        let by_key = match area.key.starts_with(asked) && !asked.is_empty() {
            true => 1.0,
            false => 1.0 - distance(&area.key, asked),
        };
        by_name.into_iter().fold(by_key, f64::max)
    };
    let mut found: Vec<(f64, &Area)> = all_areas(shelf)
        .map(|(_, area)| (like(area), area))
        .filter(|(like, _)| *like >= LIKE)
        .collect();
    found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.key.cmp(&other.key)));
    let speaker = shelf.speaker();
    let named = found.iter().take(NEAR);
    let named: Vec<String> = named
        .map(|(_, area)| format!("{} ({})", area.key, speaker.name(area)))
        .collect();
    match named.is_empty() {
        true => String::new(),
        false => format!("; near it: {}", named.join(", ")),
    }
}

/// How far two keys are apart, from 0 for the same to 1.
fn distance(one: &str, other: &str) -> f64 {
    let longer = one.chars().count().max(other.chars().count()).max(1);
    strsim::osa_distance(one, other) as f64 / longer as f64
}
