//! Observations of another bundle on their way into a series, unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use teilraum::model::{
    AreaIx, Block, CategoryIx, Flags, Indicator, LevelIx, MeasureKind, Part, Period, PeriodIx,
    Uncertainty, ValueState,
};

use crate::changes::share;
use crate::config::recipe::{Bundle, Format, Recipe};
use crate::config::{Config, IndicatorConfig};
use crate::number::Printed;
use crate::read::bundle::{Opened, blocks};
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Origin, Series, Spot};
use crate::territory::{Placed, place};

/// A recipe of another bundle, and where its observations go.
pub struct Passing<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The indicator here.
    pub entry: &'a IndicatorConfig,
    /// The recipe.
    pub recipe: &'a Recipe,
    /// What it says about the bundle.
    pub bundle: &'a Bundle,
    /// The bundle.
    pub opened: &'a Opened,
    /// Position of the recipe among those of the series.
    pub read: u16,
}

/// A number that belongs to an observation beside its value.
struct Companions<'b> {
    parts: Option<[&'b teilraum::model::PartValues; 2]>,
    converted: Option<&'b teilraum::model::PartValues>,
}

impl Passing<'_> {
    /// The indicator there.
    #[must_use]
    pub fn indicator(&self) -> Option<&Indicator> {
        let all = self.opened.catalogue.indicators.iter();
        all.into_iter().find(|one| one.key == self.bundle.indicator)
    }

    /// The periods that are read.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let all = self.indicator().map_or(&[][..], |one| &one.periods);
        let read = all
            .iter()
            .filter(|period| self.recipe.common.only_periods.contains(&period.key));
        read.cloned().collect()
    }

    fn complain(&self, expected: impl Into<String>, seen: impl Into<String>, report: &mut Report) {
        let entry = self.entry;
        let column = format!(
            "indicator `{}`, bundle `{}`",
            entry.indicator.key, self.bundle.dir
        );
        report.error(
            "bundle",
            in_row(&entry.file, entry.line, Some(&column)),
            found(expected, seen),
        );
    }

    /// Puts every observation into `series`; what does not fit is an error.
    pub fn put(&self, series: &mut Series, report: &mut Report) {
        let Some(there) = self.indicator() else {
            let keys: Vec<&str> = self
                .opened
                .catalogue
                .indicators
                .iter()
                .map(|one| one.key.as_str())
                .collect();
            let expected = format!("one of its indicators: {}", keys.join(", "));
            return self.complain(expected, format!("`{}`", self.bundle.indicator), report);
        };
        let before = report.error_count();
        self.compare(there, series, report);
        self.sources(there, report);
        if report.error_count() > before {
            return;
        }
        match blocks(&self.config.root, &self.bundle.dir, self.opened, there) {
            Ok(blocks) => {
                for block in &blocks {
                    self.block(there, block, series, report);
                }
            }
            Err(error) => self.complain("a sound bundle", error.to_string(), report),
        }
    }

    /// What both must say alike.
    fn compare(&self, there: &Indicator, series: &Series, report: &mut Report) {
        let here = &self.entry.indicator;
        if here.kind != there.kind {
            self.complain(
                format!("the kind {:?}", there.kind),
                format!("{:?}", here.kind),
                report,
            );
        }
        if here.axes != there.axes {
            let axes = |axes: &[teilraum::model::Axis]| {
                let axes: Vec<String> = axes
                    .iter()
                    .map(|axis| format!("{} ({})", axis.key, axis.categories.join(", ")))
                    .collect();
                format!("[{}]", axes.join(", "))
            };
            self.complain(
                format!("the axes {}", axes(&there.axes)),
                axes(&here.axes),
                report,
            );
        }
        if self.entry.convert.is_some() {
            self.complain(
                "no `convert`: its numbers stay as they are",
                "`convert`",
                report,
            );
        }
        let limits = here.uncertainty.has_limits() || there.uncertainty.has_limits();
        if limits && here.uncertainty != there.uncertainty {
            let word = |of: &Indicator| format!("{:?}", of.uncertainty).to_lowercase();
            let expected = format!("`uncertainty = \"{}\"`, as it has limits", word(there));
            self.complain(expected, word(here), report);
        }
        let mut keys = BTreeSet::new();
        for period in series
            .periods
            .iter()
            .filter(|period| !keys.insert(&period.key))
        {
            self.complain(
                "one interval for each period",
                format!("two for {}", period.key),
                report,
            );
        }
    }

    /// Whether the interval declared here needs numbers beside the values.
    fn needs_parts(&self) -> bool {
        let here = &self.entry.indicator;
        match here.uncertainty {
            Uncertainty::None => false,
            Uncertainty::Poisson => here.kind != MeasureKind::Count,
            Uncertainty::Binomial | Uncertainty::Published | Uncertainty::Modelled => true,
        }
    }

    /// The sources there must be named here with the same licence, and words.
    fn sources(&self, there: &Indicator, report: &mut Report) {
        for key in &there.sources {
            let theirs = self
                .opened
                .catalogue
                .sources
                .iter()
                .find(|one| one.key == *key);
            let ours = self.config.atlas.source.iter().find(|one| one.key == *key);
            if !self.entry.indicator.sources.contains(key) {
                self.complain(
                    format!("its source `{key}` in `sources`"),
                    self.entry.indicator.sources.join(", "),
                    report,
                );
            }
            let Some(theirs) = theirs else { continue };
            if ours != Some(theirs) {
                let said = |one: &teilraum::model::Source| {
                    format!(
                        "{} ({}), url {}, issued {}",
                        one.licence,
                        one.licence_url,
                        one.url.as_deref().unwrap_or("none"),
                        one.issued
                            .map_or_else(|| "none".to_owned(), |date| date.to_string())
                    )
                };
                let seen = ours.map_or_else(|| "no such [[source]]".to_owned(), said);
                self.complain(
                    format!("[[source]] `{key}` as the bundle has it: {}", said(theirs)),
                    seen,
                    report,
                );
            }
            for texts in &self.opened.texts {
                let wanted = texts
                    .sources
                    .get(key)
                    .map(|words| words.attribution.as_str());
                let own = self
                    .config
                    .texts
                    .get(&texts.language)
                    .map(|file| file.texts());
                let own = own
                    .as_ref()
                    .map(|own| own.sources.get(key).map(|words| words.attribution.clone()));
                if let Some(own) = own.filter(|own| own.as_deref() != wanted) {
                    let expected = format!(
                        "the attribution of `{key}` in \"{}\": \"{}\"",
                        texts.language,
                        wanted.unwrap_or_default()
                    );
                    self.complain(expected, format!("\"{}\"", own.unwrap_or_default()), report);
                }
            }
        }
    }

    /// The level here that a level there becomes.
    fn level(&self, there: LevelIx) -> Option<LevelIx> {
        let key = &self.opened.catalogue.levels.get(there.index())?.key;
        match self.bundle.level.is_empty() {
            true => self.config.level(key),
            false => self.config.level(self.bundle.level.get(key)?),
        }
    }

    fn block(&self, there: &Indicator, block: &Block, series: &mut Series, report: &mut Report) {
        let Some(level) = self.level(block.shape.level) else {
            return;
        };
        let Some(companions) = self.companions(block, series, report) else {
            return;
        };
        let places: BTreeMap<usize, PeriodIx> = there
            .periods
            .iter()
            .enumerate()
            .filter_map(|(at, period)| {
                let to = series.periods.iter().position(|known| known == period)?;
                Some((at, PeriodIx(u16::try_from(to).ok()?)))
            })
            .collect();
        let mut unknown = BTreeSet::new();
        for area in block.shape.areas[0]..block.shape.areas[1] {
            for at in usize::from(block.shape.periods[0])..usize::from(block.shape.periods[1]) {
                let (Some(to), Some(period)) = (places.get(&at), there.periods.get(at)) else {
                    continue;
                };
                let own = self.area(AreaIx(area), level, period);
                for category in 0..block.shape.categories {
                    let cell = block.shape.cell(CategoryIx(category), at as u16, area);
                    let Some(cell) = cell else { continue };
                    match own {
                        Own::Area(own) => {
                            let spot = Spot {
                                level,
                                category: CategoryIx(category),
                                period: *to,
                                area: own,
                            };
                            self.cell(block, (cell, area), &companions, spot, series, report);
                        }
                        Own::Unknown if said(block, cell) => {
                            unknown.insert(area);
                        }
                        Own::Unknown | Own::Aside => {}
                    }
                }
            }
        }
        for area in unknown {
            let key = self
                .opened
                .areas
                .get(AreaIx(area))
                .map_or("", |area| area.key.as_str());
            let expected = self
                .config
                .levels
                .get(level.index())
                .map_or("", |level| level.key.as_str());
            self.complain(
                format!("keys of the level `{expected}`"),
                format!("`{key}`"),
                report,
            );
        }
    }

    fn area(&self, there: AreaIx, level: LevelIx, period: &Period) -> Own {
        let (Some(area), Some(rules)) = (
            self.opened.areas.get(there),
            self.config.atlas.keys.get(&self.recipe.common.keys),
        ) else {
            return Own::Unknown;
        };
        match place(self.config, rules, &area.key, period) {
            Placed::Areas(areas) => {
                let fits = |ix: &AreaIx| {
                    self.config
                        .areas
                        .get(*ix)
                        .is_some_and(|area| area.level == level)
                };
                areas.into_iter().find(fits).map_or(Own::Unknown, Own::Area)
            }
            Placed::Ignored(_) => Own::Aside,
            Placed::Repaired(..) | Placed::Unknown(_) => Own::Unknown,
        }
    }

    /// The companion numbers of a block, if all of them can be handed on.
    fn companions<'b>(
        &self,
        block: &'b Block,
        series: &mut Series,
        report: &mut Report,
    ) -> Option<Companions<'b>> {
        let kinds = match series.has_limits {
            true => [Part::Lower, Part::Upper],
            false => [Part::Numerator, Part::Denominator],
        };
        let [one, other] = kinds.map(|kind| block.part(kind));
        let parts = one.zip(other);
        if parts.is_none() && self.needs_parts() {
            let [one, other] = kinds.map(|kind| format!("{kind:?}").to_lowercase());
            let expected = format!("{one} and {other}, as its `uncertainty` needs them");
            self.complain(expected, "none", report);
            return None;
        }
        let handed = [kinds[0], kinds[1], Part::Converted];
        if let Some(other) = block.parts.iter().find(|one| !handed.contains(&one.part)) {
            self.complain(
                "companion numbers that can be handed on",
                format!("{:?}", other.part),
                report,
            );
            return None;
        }
        let decimals =
            parts.map(|(numerator, denominator)| [numerator.decimals, denominator.decimals]);
        if series.cells.is_empty() && !series.has_limits {
            series.part_decimals = decimals;
        } else if series.part_decimals != decimals {
            self.complain(
                format!(
                    "numerators and denominators with {:?} decimals",
                    series.part_decimals
                ),
                format!("{decimals:?}"),
                report,
            );
            return None;
        }
        let converted = block.part(Part::Converted);
        if converted.is_some_and(|converted| converted.decimals != share::DECIMALS) {
            self.complain(
                format!("converted shares with {} decimals", share::DECIMALS),
                "others",
                report,
            );
            return None;
        }
        Some(Companions {
            parts: parts.map(|(numerator, denominator)| [numerator, denominator]),
            converted,
        })
    }

    fn cell(
        &self,
        block: &Block,
        (at, row): (usize, u32),
        companions: &Companions<'_>,
        spot: Spot,
        series: &mut Series,
        report: &mut Report,
    ) {
        let Some(seen) = block.get(at) else { return };
        let number = Printed {
            units: i128::from(seen.value),
            decimals: block.decimals,
        };
        let decimals = self.entry.indicator.decimals;
        let Some(scaled) = number
            .rescale(1, 1, decimals)
            .filter(|scaled| !scaled.rounded)
        else {
            let seen = format!("{} decimals", block.decimals);
            return self.complain(
                format!("`decimals` that keep its numbers, not {decimals}"),
                seen,
                report,
            );
        };
        let origin = Origin {
            read: self.read,
            column: 0,
            row: row + 2,
        };
        if !said(block, at) && series.cells.contains_key(&spot) {
            return;
        }
        if series
            .cells
            .get(&spot)
            .is_some_and(|cell| !self.is_silent(cell))
        {
            let place = series.place_of(self.config, self.entry, spot, origin);
            let first = series.place(self.config, self.entry, spot);
            let wording = found(
                format!("each key once per period and category (first {first})"),
                "it again",
            );
            return report.error("duplicate-key", place, wording);
        }
        let value =
            |part: &teilraum::model::PartValues| part.values.get(at).copied().unwrap_or_default();
        let note = seen
            .note
            .and_then(|note| block.notes.get(usize::from(note)));
        if let Some(note) = note {
            self.words(note, report);
        }
        let share = companions
            .converted
            .map(value)
            .and_then(|share| u16::try_from(share).ok());
        if let Some(share) = share.filter(|share| *share > 0) {
            series.shares.insert(spot, share);
        }
        let cell = Cell {
            state: seen.state,
            flags: seen.flags,
            units: if seen.state.is_number() {
                scaled.units
            } else {
                0
            },
            parts: companions.parts.map(|parts| parts.map(value)),
            note: note.map(|note| Arc::from(note.as_str())),
            origin,
        };
        series.cells.insert(spot, cell);
    }

    /// Whether an observation of another bundle says no more than that there is nothing: a second bundle
    /// may say more.
    fn is_silent(&self, cell: &Cell) -> bool {
        let recipe = self.entry.reads.get(usize::from(cell.origin.read));
        let passed = recipe.is_some_and(|recipe| matches!(recipe.format, Format::Bundle(_)));
        passed && says_nothing(cell.state, cell.flags, cell.note.is_some())
    }

    /// Whether a footnote has words here.
    fn words(&self, note: &str, report: &mut Report) {
        for (language, file) in &self.config.texts {
            if !file.texts().notes.contains_key(note) {
                self.complain(
                    format!("the note `{note}` in the texts \"{language}\""),
                    "none",
                    report,
                );
            }
        }
    }
}

/// What an area there is here.
#[derive(Clone, Copy)]
enum Own {
    Area(AreaIx),
    Aside,
    Unknown,
}

/// Whether a cell says more than that there is nothing.
fn said(block: &Block, at: usize) -> bool {
    let cell = block.get(at);
    cell.is_some_and(|cell| !says_nothing(cell.state, cell.flags, cell.note.is_some()))
}

fn says_nothing(state: ValueState, flags: Flags, noted: bool) -> bool {
    let silent = matches!(state, ValueState::Missing | ValueState::NotApplicable);
    silent && flags == Flags::NONE && !noted
}
