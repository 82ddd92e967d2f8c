//! `g/<hash>.json`: the catalogue, and everything that must hold inside it.

use crate::model::{
    Catalogue, FacilitiesRef, GeometryRef, Level, LevelIx, PackRef, PagesRef, RunRef, Source,
};

use super::error::{FormatError, FormatErrorKind, Place};
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
    let mut catalogue = json::parse_file(place, "a catalogue", bytes, read::catalogue)?;
    complete(&mut catalogue);
    check(place, &catalogue)?;
    Ok(catalogue)
}

/// Puts in what version 0.1 did not say: one file for all areas, one set of outlines for all
/// levels of a system.
fn complete(catalogue: &mut Catalogue) {
    let end = area_count(catalogue);
    let Catalogue {
        levels,
        geometry,
        areas,
        search,
        ..
    } = catalogue;
    let neighbours = geometry.iter_mut().map(|set| &mut set.neighbours);
    for list in neighbours.chain([areas, search]) {
        if let [
            RunRef {
                areas: run @ [0, 0],
                ..
            },
        ] = list.as_mut_slice()
        {
            *run = [0, end];
        }
    }
    for set in geometry.iter_mut().filter(|set| set.serves.is_empty()) {
        let own = (0..)
            .zip(levels.iter())
            .filter(|(_, level)| level.system == set.system);
        set.serves = own.map(|(at, _)| LevelIx(at)).collect();
    }
}

fn area_count(catalogue: &Catalogue) -> u32 {
    catalogue.levels.last().map_or(0, |level| level.areas[1])
}

fn check(place: Place<'_>, catalogue: &Catalogue) -> Result<(), FormatError> {
    if let Some(need) = catalogue.needs.first() {
        return Err(place.error(FormatErrorKind::NeedsNewerReader {
            expected: "nothing that this reader does not know".into(),
            found: need.as_str().into(),
        }));
    }
    rules::key(place, "key", &catalogue.key)?;
    languages(place, catalogue)?;
    let systems = keys_of(place, "systems", &catalogue.systems, |system| &system.key)?;
    levels(place, &catalogue.levels, &systems)?;
    let sources = keys_of(place, "sources", &catalogue.sources, |source| &source.key)?;
    for (row, source) in catalogue.sources.iter().enumerate() {
        addresses(place.row(row), source)?;
    }
    files(place, catalogue)?;
    geometry(place, catalogue, &systems, &sources)?;
    for (row, layer) in catalogue.facilities.iter().enumerate() {
        facilities(place.row(row), layer, &systems, &sources)?;
    }
    keys_of(place, "facilities", &catalogue.facilities, |layer| {
        &layer.key
    })?;
    if let Some(list) = &catalogue.downloads {
        rules::file(place, "downloads", list)?;
    }
    catalogue
        .pages
        .iter()
        .try_for_each(|it| pages(place, it, catalogue))?;
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
    let end = area_count(catalogue);
    let mut next = 0;
    for (row, file) in catalogue.areas.iter().enumerate() {
        let place = place.row(row);
        run(place, "areas", file, end)?;
        let expected = format_args!("a run from {next}");
        place.rule(file.areas[0] == next, "areas", expected, file.areas[0])?;
        next = file.areas[1];
    }
    let all = next == end && !catalogue.areas.is_empty();
    place.rule(all, "areas", format_args!("files for {end} areas"), next)?;
    let lists = [
        ("search", &catalogue.search),
        ("pack_lists", &catalogue.pack_lists),
    ];
    for (what, list) in lists {
        for (row, file) in list.iter().enumerate() {
            run(place.row(row), what, file, end)?;
        }
    }
    Ok(())
}

/// That `file` says something of areas that there are.
fn run(place: Place<'_>, what: &str, file: &RunRef, end: u32) -> Result<(), FormatError> {
    rules::stored(place, what, &file.path, file.bytes)?;
    let [first, after] = file.areas;
    let inside = first <= after && after <= end;
    let expected = format_args!("a run of {end} areas");
    place.rule(inside, what, expected, format_args!("{first} to {after}"))
}

fn geometry(
    place: Place<'_>,
    catalogue: &Catalogue,
    systems: &Keys<'_>,
    sources: &Keys<'_>,
) -> Result<(), FormatError> {
    let mut served = Vec::new();
    for (row, set) in catalogue.geometry.iter().enumerate() {
        let place = place.row(row);
        outlines(place, set, systems, sources)?;
        let own = |ix: &LevelIx| {
            let level = catalogue.levels.get(ix.index());
            level.is_some_and(|level| level.system == set.system)
        };
        for level in &set.serves {
            let sound = own(level) && !served.contains(level);
            let expected = "levels of its system, each served once";
            place.rule(sound, "geometry.serves", expected, level.0)?;
            served.push(*level);
        }
        for file in &set.neighbours {
            run(place, "geometry.neighbours", file, area_count(catalogue))?;
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
    if let Some(mesh) = &geometry.mesh {
        rules::file(place, "geometry.mesh", mesh)?;
    }
    if let Some(context) = &geometry.context {
        for source in &context.sources {
            rules::known(place, "geometry.context.sources", sources, source)?;
        }
        rules::file(place, "geometry.context.file", &context.file)?;
    }
    let errors = &geometry.error_m;
    let measured = errors.len() == bands && errors.iter().all(|m| m.is_finite() && *m >= 0.0);
    place.rule(
        measured,
        "geometry.error_m",
        "metres per band",
        format_args!("{errors:?}"),
    )
}

fn facilities(
    place: Place<'_>,
    layer: &FacilitiesRef,
    systems: &Keys<'_>,
    sources: &Keys<'_>,
) -> Result<(), FormatError> {
    rules::known(place, "facilities.system", systems, &layer.system)?;
    for source in &layer.sources {
        rules::known(place, "facilities.sources", sources, source)?;
    }
    rules::key(place, "facilities.unit", &layer.unit)?;
    rules::file(place, "facilities.file", &layer.file)
}

fn pages(place: Place<'_>, pages: &PagesRef, catalogue: &Catalogue) -> Result<(), FormatError> {
    rules::path(place, "pages.path", &pages.path)?;
    for language in &pages.languages {
        let known = catalogue.languages.contains(language);
        place.rule(
            known,
            "pages.languages",
            "a language of the atlas",
            language,
        )?;
    }
    for level in pages.levels.iter().chain(&pages.anchored) {
        let known = level.index() < catalogue.levels.len();
        place.rule(known, "pages.levels", "a level", level.0)?;
    }
    Ok(())
}

/// That packs ascend, each of a level that there is.
pub(crate) fn packs(place: Place<'_>, packs: &[PackRef], levels: usize) -> Result<(), FormatError> {
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
