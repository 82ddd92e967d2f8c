//! Shares, rates and means that an own file brings ready-made.
//!
//! A share or rate and its denominator give the count, at least nearly: the counts that would print
//! alike. These counts are the amounts of a table of their own, bound like printed ones; a small one
//! that readers could work out hides its share. Means are published from enough cases only.
//!
//! Only sums over areas bind ready-made figures. Where categories, other area systems, longer
//! periods or the counts themselves could give a small one away, [`check`] refuses and asks for the
//! counts: figures computed from them are protected with everything else.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::disclosure::counts_behind;
use teilraum::model::{CategoryIx, MeasureKind, PeriodIx, pow10};

use super::network::{Node, Reason, Shown};
use super::own;
use super::periods;
use super::profile::Profile;
use super::table::Table;
use crate::config::indicator::category;
use crate::config::{Config, IndicatorConfig};
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Series, Spot};

/// Whether the indicator is a ready-made figure of this office that is no count.
#[must_use]
pub fn is_ready(config: &Config, entry: &IndicatorConfig) -> bool {
    entry.compute.is_none()
        && entry.indicator.kind != MeasureKind::Count
        && own::is_protected(config, entry)
}

/// What a share or rate is per.
fn per(entry: &IndicatorConfig) -> Option<u64> {
    match entry.indicator.kind {
        MeasureKind::Share => Some(u64::from(entry.disclosure.per.unwrap_or(100))),
        MeasureKind::Rate => entry.disclosure.per.map(u64::from),
        _ => None,
    }
}

/// Whether the counts behind its cells can be worked out: they then need a table.
#[must_use]
pub fn has_counts(entry: &IndicatorConfig, all: &BTreeMap<&str, Series>) -> bool {
    per(entry).is_some() && series_of(entry.indicator.denominator.as_ref(), all).is_some()
}

fn series_of<'b>(key: Option<&String>, all: &'b BTreeMap<&str, Series>) -> Option<&'b Series> {
    all.get(key?.as_str())
}

/// The cell of `key` that belongs to `spot`: in the same category where both have the same axes,
/// else in its total.
fn partner<'b>(
    config: &Config,
    entry: &IndicatorConfig,
    spot: Spot,
    key: Option<&String>,
    all: &'b BTreeMap<&str, Series>,
) -> Option<(Spot, &'b Cell)> {
    let own = all.get(entry.indicator.key.as_str())?;
    let other = series_of(key, all)?;
    let period = own.period(spot.period)?;
    let at = other
        .periods
        .iter()
        .position(|known| known.key == period.key)?;
    let category = match has_axes_of(config, entry, key) {
        true => spot.category,
        false => CategoryIx(0),
    };
    let spot = Spot {
        category,
        period: PeriodIx(u16::try_from(at).ok()?),
        ..spot
    };
    Some((spot, other.cells.get(&spot)?))
}

/// Whether `key` has the same categories as the indicator.
fn has_axes_of(config: &Config, entry: &IndicatorConfig, key: Option<&String>) -> bool {
    let other = key.and_then(|key| own::find(config, key));
    other.is_some_and(|other| other.indicator.axes == entry.indicator.axes)
}

/// The amount behind a printed share: a count that would print so, and the range of all such counts.
pub fn node(
    config: &Config,
    table: &Table<'_>,
    all: &BTreeMap<&str, Series>,
    (spot, cell): (Spot, &Cell),
) -> Node {
    let nothing = Node {
        value: None,
        shown: Shown::No,
        secret: None,
        signed: false,
        positive: false,
        public: false,
    };
    let denominator = table.entry.indicator.denominator.as_ref();
    let base = partner(config, table.entry, spot, denominator, all)
        .filter(|(_, base)| base.state.is_number());
    let whole = base.and_then(|(_, base)| whole_units(config, denominator, base.units));
    let (Some(whole), Some(per), Some(profile)) = (whole, per(table.entry), table.profile.as_ref())
    else {
        return nothing;
    };
    let scale = per.saturating_mul(pow10(table.entry.indicator.decimals).unsigned_abs());
    let printed = u64::try_from(cell.units)
        .ok()
        .filter(|_| cell.state.is_number());
    let range = printed.and_then(|printed| counts_behind(printed, scale, whole));
    let Some((lo, hi)) = range.and_then(|(lo, hi)| Some((signed(lo)?, signed(hi)?))) else {
        return nothing;
    };
    let near = i128::from(cell.units) * i128::from(whole) / i128::from(scale);
    let value = i64::try_from(near).unwrap_or(lo).clamp(lo, hi);
    let whole = signed(whole).unwrap_or(i64::MAX);
    let secret = is_secret(table.entry, profile, (lo, hi), whole)
        .then_some((Reason::Base, profile.width.max(1)));
    Node {
        value: Some(value),
        shown: if secret.is_some() {
            Shown::No
        } else {
            Shown::Between(lo, hi)
        },
        secret,
        signed: false,
        positive: false,
        public: false,
    }
}

fn signed(count: u64) -> Option<i64> {
    i64::try_from(count).ok()
}

/// The denominator in whole things; its decimals must be nothing.
fn whole_units(config: &Config, key: Option<&String>, units: i64) -> Option<u64> {
    let entry = own::find(config, key?)?;
    let scale = pow10(entry.indicator.decimals);
    u64::try_from(units / scale)
        .ok()
        .filter(|_| units % scale == 0)
}

/// Whether readers would narrow a small count, or a small rest of a share, to less than the width.
fn is_secret(entry: &IndicatorConfig, profile: &Profile, (lo, hi): (i64, i64), whole: i64) -> bool {
    let narrow = hi - lo < profile.width;
    let small = |lo: i64, hi: i64| hi > 0 && lo < profile.minimum;
    let rest = entry.indicator.kind == MeasureKind::Share && small(whole - hi, whole - lo);
    whole < profile.smallest_base || narrow && (small(lo, hi) || rest)
}

/// Cells of ready-made figures that cannot stay, given what is withheld of the counts.
pub fn withheld(
    config: &Config,
    entry: &IndicatorConfig,
    all: &BTreeMap<&str, Series>,
    hidden: &dyn Fn(&str, Spot) -> bool,
) -> Vec<Spot> {
    let profile = Profile::of(config, entry);
    let Some(series) = all.get(entry.indicator.key.as_str()) else {
        return Vec::new();
    };
    let related = [&entry.indicator.numerator, &entry.indicator.denominator];
    let gives_away = |spot: Spot| {
        related.iter().any(|key| {
            let partner = partner(config, entry, spot, key.as_ref(), all);
            partner
                .zip(key.as_ref())
                .is_some_and(|((at, _), key)| hidden(key, at))
        })
    };
    let few_cases = |spot: Spot| {
        let least = cases(config, entry, spot, all);
        least.is_some_and(|cases| cases < profile.smallest_cases)
    };
    let base = base_of(entry);
    let unproven = |spot: Spot| {
        let partner = partner(config, entry, spot, base, all);
        base.is_some() && !partner.is_some_and(|(_, cell)| cell.state.is_number())
    };
    let numbers = series
        .cells
        .iter()
        .filter(|(_, cell)| cell.state.is_number());
    numbers
        .map(|(spot, _)| *spot)
        .filter(|spot| gives_away(*spot) || few_cases(*spot) || unproven(*spot))
        .collect()
}

/// What tells how many a figure is about: the denominator of a share or rate, the cases of a mean.
fn base_of(entry: &IndicatorConfig) -> Option<&String> {
    match per(entry) {
        Some(_) => entry.indicator.denominator.as_ref(),
        None => entry
            .disclosure
            .cases
            .as_ref()
            .map(|cases| &cases.indicator),
    }
}

/// The number of cases behind a cell, in whole things.
fn cases(
    config: &Config,
    entry: &IndicatorConfig,
    spot: Spot,
    all: &BTreeMap<&str, Series>,
) -> Option<i64> {
    let ingredient = entry.disclosure.cases.as_ref()?;
    let counted = own::find(config, &ingredient.indicator)?;
    let (at, _) = partner(config, entry, spot, Some(&ingredient.indicator), all)?;
    let category = match ingredient.category.as_deref() {
        Some(keys) => category(&counted.indicator.axes, keys)?,
        None => at.category,
    };
    let cells = &all.get(ingredient.indicator.as_str())?.cells;
    let cell = cells.get(&Spot { category, ..at })?;
    let scale = pow10(counted.indicator.decimals);
    cell.state.is_number().then_some(cell.units / scale)
}

/// Says what could not be checked, and refuses what cannot be proven safe.
pub fn check(
    config: &Config,
    entry: &IndicatorConfig,
    all: &BTreeMap<&str, Series>,
    report: &mut Report,
) {
    let column = format!("indicator `{}`", entry.indicator.key);
    let place = in_row(&entry.file, entry.line, Some(&column));
    if let Some((expected, seen)) = refused(config, entry, all) {
        return report.error("disclosure", place, found(expected, seen));
    }
    let is_share = matches!(entry.indicator.kind, MeasureKind::Share | MeasureKind::Rate);
    let expected = match () {
        () if is_share && !has_counts(entry, all) => {
            "`denominator`, and `disclosure.per` for rates, to know the counts behind"
        }
        () if !is_share && entry.disclosure.cases.is_none() => {
            "`disclosure.cases`, the number of cases behind each figure"
        }
        () => return,
    };
    let wording = found(expected, "nothing").done("published as it is");
    report.warning("unchecked", place, wording);
}

/// Why a ready-made figure cannot be published at all: expected and found.
fn refused(
    config: &Config,
    entry: &IndicatorConfig,
    all: &BTreeMap<&str, Series>,
) -> Option<(String, String)> {
    let counts = "counts, and `[indicator.compute]` from them";
    let profile = Profile::of(config, entry);
    if profile.perturbs() {
        let expected = "counts, or computed figures: this profile changes counts";
        let seen = "a figure that is read ready-made";
        return Some((expected.to_owned(), seen.to_owned()));
    }
    let numerator = entry.indicator.numerator.as_ref();
    let own =
        |key: &&String| own::find(config, key).is_some_and(|one| own::is_protected(config, one));
    if let Some(key) = numerator
        .filter(own)
        .filter(|key| all.contains_key(key.as_str()))
    {
        let seen = format!("a ready-made figure beside `{key}`, which it would give away");
        return Some((counts.to_owned(), seen));
    }
    let base = base_of(entry).filter(|key| all.contains_key(key.as_str()));
    if !entry.indicator.axes.is_empty() && base.is_some() && !has_axes_of(config, entry, base) {
        let expected = "a base with the same axes, to know each category's".to_owned();
        return Some((expected, format!("`{}` without them", base?)));
    }
    let series = all.get(entry.indicator.key.as_str())?;
    let table = Table::new(config, entry, series, 0, 0);
    let small = table.cells().find(|(spot, cell)| {
        let few = cases(config, entry, *spot, all).is_some_and(|n| n < profile.smallest_cases);
        let node = has_counts(entry, all).then(|| node(config, &table, all, (*spot, cell)));
        cell.state.is_number() && (few || node.is_some_and(|node| node.secret.is_some()))
    })?;
    let why = unbound(config, &table)?;
    let seen = format!(
        "a ready-made figure with {why}, and too few cases in {}",
        table.words(small.0)
    );
    Some((counts.to_owned(), seen))
}

/// Why sums over areas are not all that binds the figures of a table.
fn unbound(config: &Config, table: &Table<'_>) -> Option<&'static str> {
    let levels: BTreeSet<_> = table
        .rows()
        .into_iter()
        .map(|(level, _, _)| level)
        .collect();
    let overlaps = config.atlas.disclosure.overlap.iter();
    let mut cut = overlaps.flat_map(|overlap| &overlap.levels);
    let is_mean = per(table.entry).is_none();
    match () {
        () if !table.entry.indicator.axes.is_empty() => Some("categories"),
        () if cut.any(|key| {
            config
                .level(key)
                .is_some_and(|level| levels.contains(&level))
        }) =>
        {
            Some("a level that another area system cuts")
        }
        () if periods::nest(&table.series.periods) => Some("periods within others"),
        () if is_mean && levels.len() > 1 => Some("several levels"),
        () => None,
    }
}
