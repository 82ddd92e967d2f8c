//! What must hold for the indicators of a catalogue.

use crate::model::{BlockRef, Catalogue, DefaultClasses, Indicator, Level};

use super::error::{FormatError, Place};
use super::rules::Keys;
use super::{limits, rules};

/// Checks every indicator, and that no key or former key names two of them.
pub(crate) fn check_all(
    place: Place<'_>,
    catalogue: &Catalogue,
    themes: &Keys<'_>,
    sources: &Keys<'_>,
) -> Result<(), FormatError> {
    let all = &catalogue.indicators;
    let names = all
        .iter()
        .flat_map(|one| std::iter::once(&one.key).chain(&one.former_keys));
    rules::keys(place, "indicators.key", names.map(String::as_str))?;
    for (row, indicator) in all.iter().enumerate() {
        let place = place.row(row);
        rules::known(place, "indicators.theme", themes, &indicator.theme)?;
        rules::key(place, "indicators.unit", &indicator.unit)?;
        let decimals = indicator.decimals;
        let most = format_args!("at most {}", limits::DECIMALS);
        place.rule(
            decimals <= limits::DECIMALS,
            "indicators.decimals",
            most,
            decimals,
        )?;
        place.rule(
            !indicator.sources.is_empty(),
            "indicators.sources",
            "at least one",
            "none",
        )?;
        for source in &indicator.sources {
            rules::known(place, "indicators.sources", sources, source)?;
        }
        periods(place, indicator)?;
        axes(place, indicator)?;
        notes(place, indicator)?;
        classes(place, indicator, &catalogue.levels)?;
        blocks(place, indicator, &catalogue.levels)?;
    }
    Ok(())
}

fn periods(place: Place<'_>, indicator: &Indicator) -> Result<(), FormatError> {
    let periods = &indicator.periods;
    let few = (1..=usize::from(u16::MAX)).contains(&periods.len());
    place.rule(few, "indicators.periods", "1 to 65535", periods.len())?;
    rules::keys(
        place,
        "indicators.periods",
        periods.iter().map(|period| period.key.as_str()),
    )?;
    let mut before = None;
    for period in periods {
        let (start, end) = (period.start, period.end);
        let forward = start <= end;
        place.rule(
            forward,
            "indicators.periods.end",
            format_args!("{start} or later"),
            end,
        )?;
        let this = Some((start, end));
        place.rule(
            before < this,
            "indicators.periods",
            "oldest first",
            &period.key,
        )?;
        before = this;
    }
    Ok(())
}

fn axes(place: Place<'_>, indicator: &Indicator) -> Result<(), FormatError> {
    rules::keys(
        place,
        "indicators.axes",
        indicator.axes.iter().map(|axis| axis.key.as_str()),
    )?;
    let mut tuples = 1_usize;
    for axis in &indicator.axes {
        let categories = axis.categories.iter().map(String::as_str);
        let categories = rules::keys(place, "indicators.axes.categories", categories)?.len();
        place.rule(
            categories > 0,
            "indicators.axes.categories",
            "at least one",
            "none",
        )?;
        tuples = tuples.saturating_mul(categories);
    }
    let few = tuples <= usize::from(u16::MAX);
    place.rule(
        few,
        "indicators.axes",
        "at most 65535 category tuples",
        tuples,
    )
}

fn notes(place: Place<'_>, indicator: &Indicator) -> Result<(), FormatError> {
    rules::keys(
        place,
        "indicators.notes",
        indicator.notes.iter().map(String::as_str),
    )?;
    for series_break in &indicator.breaks {
        let before = &series_break.before;
        let known = indicator.period(before).is_some();
        place.rule(known, "indicators.breaks.before", "a period's key", before)?;
        rules::key(place, "indicators.breaks.note", &series_break.note)?;
    }
    Ok(())
}

fn classes(place: Place<'_>, indicator: &Indicator, levels: &[Level]) -> Result<(), FormatError> {
    let mut seen = Vec::new();
    for DefaultClasses {
        level,
        category,
        bounds,
        ..
    } in &indicator.classes
    {
        place.rule(
            level.index() < levels.len(),
            "indicators.classes.level",
            "a level",
            level.0,
        )?;
        let inside = usize::from(*category) < indicator.category_count();
        place.rule(
            inside,
            "indicators.classes.category",
            "a category tuple",
            category,
        )?;
        let this = (level, category);
        let once = seen.binary_search(&this);
        if let Err(at) = once {
            seen.insert(at, this);
        }
        place.rule(
            once.is_err(),
            "indicators.classes",
            "one entry per level and category",
            level.0,
        )?;
        let ascending = !bounds.is_empty() && bounds.is_sorted_by(|a, b| a < b);
        let exact = bounds
            .iter()
            .all(|bound| (-limits::VALUE..=limits::VALUE).contains(bound));
        let expected = "ascending bounds";
        place.rule(
            ascending && exact,
            "indicators.classes.bounds",
            expected,
            format_args!("{bounds:?}"),
        )?;
    }
    Ok(())
}

fn blocks(place: Place<'_>, indicator: &Indicator, levels: &[Level]) -> Result<(), FormatError> {
    let mut before = None;
    for BlockRef {
        file,
        level,
        areas,
        periods,
    } in &indicator.blocks
    {
        rules::file(place, "indicators.blocks.file", file)?;
        let Some(inside) = levels.get(level.index()) else {
            return Err(place.invalid("indicators.blocks.level", "a level", level.0));
        };
        let [start, end] = *areas;
        let fits = inside.areas[0] <= start && start < end && end <= inside.areas[1];
        let expected = format_args!("a range within {:?}", inside.areas);
        place.rule(
            fits,
            "indicators.blocks.areas",
            expected,
            format_args!("{areas:?}"),
        )?;
        let fits = periods[0] < periods[1] && usize::from(periods[1]) <= indicator.periods.len();
        let expected = format_args!("a range within [0, {}]", indicator.periods.len());
        place.rule(
            fits,
            "indicators.blocks.periods",
            expected,
            format_args!("{periods:?}"),
        )?;
        let this = Some((*level, start, periods[0]));
        let expected = "ascending by level, area and period";
        place.rule(before < this, "indicators.blocks", expected, &file.path)?;
        before = this;
    }
    Ok(())
}
