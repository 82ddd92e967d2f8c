//! `g/<hash>.json`: the catalogue, and everything that must hold inside it.

use crate::model::{Catalogue, GeometryRef, Level, PackRef, Source};

use super::error::{FormatError, Place};
use super::rules::Keys;
use super::{indicator, json, limits, read, rules};

/// Reads a catalogue and checks that it agrees with itself.
///
/// # Errors
/// No JSON, another format version, or a rule of `FORMAT.md` broken.
pub fn catalogue(file: &str, bytes: &[u8]) -> Result<Catalogue, FormatError> {
    let place = Place::file(file);
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(place.too_large("bytes", limits::FILE_BYTES, bytes.len() as u64));
    }
    let catalogue = json::parse_file(place, "a catalogue", bytes, read::catalogue)?;
    check(place, &catalogue)?;
    Ok(catalogue)
}

fn check(place: Place<'_>, catalogue: &Catalogue) -> Result<(), FormatError> {
    rules::key(place, "key", &catalogue.key)?;
    languages(place, catalogue)?;
    let systems = keys_of(place, "systems", &catalogue.systems, |system| &system.key)?;
    levels(place, &catalogue.levels, &systems)?;
    let sources = keys_of(place, "sources", &catalogue.sources, |source| &source.key)?;
    for (row, source) in catalogue.sources.iter().enumerate() {
        addresses(place.row(row), source)?;
    }
    files(place, catalogue)?;
    keys_of(place, "geometry", &catalogue.geometry, |geometry| {
        &geometry.system
    })?;
    for (row, geometry) in catalogue.geometry.iter().enumerate() {
        outlines(place.row(row), geometry, &systems, &sources)?;
    }
    let themes = keys_of(place, "themes", &catalogue.themes, |theme| &theme.key)?;
    indicator::check_all(place, catalogue, &themes, &sources)?;
    packs(place, &catalogue.packs, catalogue.levels.len())?;
    defaults(place, catalogue)
}

fn keys_of<'a, T>(
    place: Place<'_>,
    what: &str,
    list: &'a [T],
    key: impl Fn(&'a T) -> &'a String,
) -> Result<Keys<'a>, FormatError> {
    rules::keys(place, what, list.iter().map(|entry| key(entry).as_str()))
}

fn languages(place: Place<'_>, catalogue: &Catalogue) -> Result<(), FormatError> {
    let languages = rules::keys(
        place,
        "languages",
        catalogue.languages.iter().map(String::as_str),
    )?;
    place.rule(languages.len() > 0, "languages", "at least one", "none")?;
    let same = catalogue
        .texts
        .keys()
        .map(String::as_str)
        .eq(languages.iter());
    place.rule(
        same,
        "texts",
        "one entry per language",
        catalogue.texts.len(),
    )?;
    for texts in catalogue.texts.values() {
        rules::file(place, "texts.core", &texts.core)?;
        rules::file(place, "texts.definitions", &texts.definitions)?;
    }
    Ok(())
}

fn levels(place: Place<'_>, levels: &[Level], systems: &Keys<'_>) -> Result<(), FormatError> {
    let few = (1..=usize::from(u8::MAX)).contains(&levels.len());
    place.rule(few, "levels", "1 to 255", levels.len())?;
    keys_of(place, "levels", levels, |level| &level.key)?;
    let mut next = 0;
    for (row, level) in levels.iter().enumerate() {
        let place = place.row(row);
        rules::known(place, "levels.system", systems, &level.system)?;
        let [start, end] = level.areas;
        let follows = start == next && end >= start;
        let expected = format_args!("a range from {next}");
        place.rule(
            follows,
            "levels.areas",
            expected,
            format_args!("{start} to {end}"),
        )?;
        next = end;
        if let Some(parent) = level.parent {
            let coarser = levels
                .get(..row)
                .and_then(|before| before.get(parent.index()));
            let same_system = coarser.is_some_and(|parent| parent.system == level.system);
            place.rule(
                same_system,
                "levels.parent",
                "a level before it in its system",
                parent.0,
            )?;
        }
    }
    let found = u64::from(next);
    if found > limits::AREAS {
        Err(place.too_large("areas", limits::AREAS, found))
    } else {
        Ok(())
    }
}

fn addresses(place: Place<'_>, source: &Source) -> Result<(), FormatError> {
    rules::address(place, "sources.licence_url", &source.licence_url)?;
    source
        .url
        .iter()
        .try_for_each(|url| rules::address(place, "sources.url", url))
}

fn files(place: Place<'_>, catalogue: &Catalogue) -> Result<(), FormatError> {
    place.rule(
        !catalogue.areas.is_empty(),
        "areas",
        "at least one file",
        "none",
    )?;
    rules::file(place, "search", &catalogue.search)?;
    let lists = [
        ("areas", &catalogue.areas),
        ("downloads", &catalogue.downloads),
    ];
    for (what, list) in lists {
        for (row, file) in list.iter().enumerate() {
            rules::file(place.row(row), what, file)?;
        }
    }
    Ok(())
}

fn outlines(
    place: Place<'_>,
    geometry: &GeometryRef,
    systems: &Keys<'_>,
    sources: &Keys<'_>,
) -> Result<(), FormatError> {
    rules::known(place, "geometry.system", systems, &geometry.system)?;
    for source in &geometry.sources {
        rules::known(place, "geometry.sources", sources, source)?;
    }
    let bands = geometry.bands.len();
    let few = (1..=usize::from(u8::MAX)).contains(&bands);
    place.rule(few, "geometry.bands", "1 to 255", bands)?;
    for band in &geometry.bands {
        rules::file(place, "geometry.bands", band)?;
    }
    let errors = &geometry.error_m;
    let measured = errors.len() == bands && errors.iter().all(|m| m.is_finite() && *m >= 0.0);
    place.rule(
        measured,
        "geometry.error_m",
        "metres per band",
        format_args!("{errors:?}"),
    )?;
    rules::file(place, "geometry.neighbours", &geometry.neighbours)
}

fn packs(place: Place<'_>, packs: &[PackRef], levels: usize) -> Result<(), FormatError> {
    let mut before = None;
    for (row, pack) in packs.iter().enumerate() {
        let place = place.row(row);
        rules::file(place, "packs.file", &pack.file)?;
        place.rule(
            pack.level.index() < levels,
            "packs.level",
            "a level",
            pack.level.0,
        )?;
        if !pack.parent.is_empty() {
            rules::key(place, "packs.parent", &pack.parent)?;
        }
        let this = Some((pack.level, pack.parent.as_str()));
        place.rule(
            before < this,
            "packs",
            "ascending by level and parent",
            &pack.parent,
        )?;
        before = this;
    }
    Ok(())
}

fn defaults(place: Place<'_>, catalogue: &Catalogue) -> Result<(), FormatError> {
    let indicator = &catalogue.default_indicator;
    let known = catalogue
        .indicators
        .iter()
        .any(|known| known.key == *indicator);
    place.rule(known, "default_indicator", "an indicator's key", indicator)?;
    let level = &catalogue.default_level;
    place.rule(
        catalogue.level(level).is_some(),
        "default_level",
        "a level's key",
        level,
    )
}
