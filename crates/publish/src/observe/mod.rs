//! From recipes to observations: every cell of a source gets an area, a period and a meaning.

mod counted;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, Flags, Period, PeriodIx, ValueState};

use crate::config::atlas::SignTable;
use crate::config::keys::KeyRules;
use crate::config::recipe::{Format, Outside, Recipe};
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::gaps;
use crate::pass::Passing;
use crate::periods::{drop_empty_periods, periods};
use crate::read::house::sign_table;
use crate::read::raw::{Context, RawCell, RawCells};
use crate::read::sign::{Existence, Reader, Understood};
use crate::read::sources::{Loaded, OpenedBundle, Sources};
use crate::read::table::Table;
use crate::read::{ffcsv, named, pivot, sdmx};
use crate::repeats::Repeats;
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Origin, ReadFrom, Series, Spot};
use crate::territory::{Placed, is_superseded, place};
use counted::Rows;

/// Reads all recipes of an indicator; marks and breaks are not yet put on.
pub fn read(
    config: &Config,
    entry: &IndicatorConfig,
    sources: &Sources<'_>,
    report: &mut Report,
) -> Series {
    let tables: Vec<Option<Loaded>> = entry
        .reads
        .iter()
        .map(|recipe| sources.take(recipe, report))
        .collect();
    let bundles = bundles(entry, sources, report);
    let passing = passing(config, entry, &bundles);
    let passed: Vec<Period> = passing.iter().flat_map(Passing::periods).collect();
    let mut findings = Repeats::new(report);
    let raw: Vec<RawCells<'_>> = entry
        .reads
        .iter()
        .zip(&tables)
        .map(|(recipe, loaded)| {
            let table = loaded.as_ref().and_then(|loaded| loaded.0.as_ref());
            let cells = |table| raw_cells(config, entry, recipe, table, &mut findings);
            table.map(cells).unwrap_or_default()
        })
        .collect();
    let mut series = Series {
        periods: periods(raw.iter().flat_map(|raw| &raw.periods).chain(&passed)),
        ..Series::default()
    };
    if entry.indicator.uncertainty.has_limits() {
        series.has_limits = true;
        series.part_decimals = Some([entry.indicator.decimals; 2]);
    }
    for (recipe, raw) in entry.reads.iter().zip(&raw) {
        series.reads.push(ReadFrom {
            file: recipe.common.file.clone(),
            columns: raw.columns.clone(),
        });
        if matches!(recipe.format, Format::Bundle(_)) {
            continue;
        }
        if let Some(mut gathering) = Gathering::new(config, entry, recipe, raw, &series) {
            for (at, cell) in raw.cells.iter().enumerate() {
                gathering.at = at;
                gathering.take(cell, &mut series, &mut findings);
            }
            gathering.resettle_dashes(&mut series);
            gathering.tell(&mut findings);
        }
    }
    findings.finish();
    for one in &passing {
        one.put(&mut series, report);
    }
    gaps::tell(config, entry, &series, report);
    drop_empty_periods(config, entry, &mut series, report);
    series
}

/// The other bundles that recipes name, by the position of the recipe.
fn bundles(
    entry: &IndicatorConfig,
    sources: &Sources<'_>,
    report: &mut Report,
) -> Vec<(u16, OpenedBundle)> {
    let mut opened = Vec::new();
    for (at, recipe) in (0..).zip(&entry.reads) {
        if let Format::Bundle(bundle) = &recipe.format {
            opened.push((at, sources.bundle(&bundle.dir, report)));
        }
    }
    opened
}

/// The sound ones among them, with their recipes.
fn passing<'a>(
    config: &'a Config,
    entry: &'a IndicatorConfig,
    bundles: &'a [(u16, OpenedBundle)],
) -> Vec<Passing<'a>> {
    let one = |(read, opened): &'a (u16, OpenedBundle)| {
        let recipe = entry.reads.get(usize::from(*read))?;
        let Format::Bundle(bundle) = &recipe.format else {
            return None;
        };
        Some(Passing {
            config,
            entry,
            recipe,
            bundle,
            opened: opened.0.as_ref()?,
            read: *read,
        })
    };
    bundles.iter().filter_map(one).collect()
}

fn raw_cells<'t>(
    config: &Config,
    entry: &IndicatorConfig,
    recipe: &Recipe,
    table: &'t Table,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let context = Context {
        atlas: &config.atlas,
        common: &recipe.common,
        axes: &entry.indicator.axes,
    };
    match &recipe.format {
        Format::Pivot(shape) => pivot::read(table, shape, context, findings),
        Format::Ffcsv(shape) => ffcsv::read(table, shape, context, findings),
        Format::Long(shape) => named::long(table, shape, context, findings),
        Format::Wide(shape) => named::wide(table, shape, context, findings),
        Format::SdmxCsv(shape) => sdmx::read(table, shape, context, findings),
        Format::Bundle(_) => RawCells::default(),
    }
}

/// What a key stands for, as far as the period does not matter.
enum Known<'a> {
    Areas(Vec<AreaIx>),
    Ignored(&'a str),
    /// The period decides, or nobody knows it.
    Varies,
}

/// One recipe's cells on their way into the series, and what is counted meanwhile.
struct Gathering<'a, 't> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    recipe: &'a Recipe,
    raw: &'a RawCells<'t>,
    rules: &'a KeyRules,
    signs: &'a SignTable,
    /// Position of the recipe among those of the series.
    read: u16,
    /// Where each of the recipe's periods stands in the series.
    periods: Vec<PeriodIx>,
    /// What each of the recipe's keys stands for.
    known: Vec<Option<Known<'a>>>,
    ignored: BTreeMap<&'a str, BTreeSet<u32>>,
    unknown: BTreeMap<&'a str, Rows>,
    repaired: BTreeMap<(&'a str, String), Rows>,
    sign_counts: BTreeMap<(&'t str, ValueState), u64>,
    withheld: Option<Rows>,
    converted: Option<Rows>,
    /// Numbers without limits in a file that has some.
    unlimited: Option<Rows>,
    /// Position of the cell that is being taken.
    at: usize,
    dashes: Vec<(Spot, &'t str)>,
    numbered: BTreeSet<AreaIx>,
}

impl<'a, 't> Gathering<'a, 't> {
    fn new(
        config: &'a Config,
        entry: &'a IndicatorConfig,
        recipe: &'a Recipe,
        raw: &'a RawCells<'t>,
        series: &Series,
    ) -> Option<Self> {
        let position = |period: &Period| series.periods.iter().position(|known| known == period);
        let periods = raw
            .periods
            .iter()
            .map(|period| Some(PeriodIx(position(period)? as u16)));
        Some(Self {
            config,
            entry,
            recipe,
            raw,
            rules: config.atlas.keys.get(&recipe.common.keys)?,
            signs: sign_table(&config.atlas, &recipe.common.signs)?,
            read: u16::try_from(series.reads.len()).ok()?.checked_sub(1)?,
            periods: periods.collect::<Option<_>>()?,
            known: raw.keys.iter().map(|_| None).collect(),
            ignored: BTreeMap::new(),
            unknown: BTreeMap::new(),
            repaired: BTreeMap::new(),
            sign_counts: BTreeMap::new(),
            withheld: None,
            converted: None,
            unlimited: None,
            at: 0,
            dashes: Vec::new(),
            numbered: BTreeSet::new(),
        })
    }

    fn take(&mut self, cell: &RawCell<'t>, series: &mut Series, findings: &mut Repeats<'_>) {
        let at = cell.key as usize;
        let (Some(key), Some(period)) = (
            self.raw.keys.get(at).map(|key| &**key),
            self.raw.periods.get(usize::from(cell.period)),
        ) else {
            return;
        };
        let known = self.known.get_mut(at).and_then(Option::take);
        let known = known.unwrap_or_else(|| match place(self.config, self.rules, key, period) {
            Placed::Areas(areas) => Known::Areas(areas),
            Placed::Ignored(what) => Known::Ignored(what),
            Placed::Repaired(..) | Placed::Unknown(_) => Known::Varies,
        });
        match &known {
            Known::Areas(areas) => {
                for area in areas {
                    self.put(cell, *area, (key, period), series, findings);
                }
            }
            Known::Ignored(what) => {
                self.ignored.entry(what).or_default().insert(cell.key);
            }
            Known::Varies => self.take_varying(cell, (key, period), series, findings),
        }
        if let Some(slot) = self.known.get_mut(at) {
            *slot = Some(known);
        }
    }

    /// Takes a cell whose key is an area in some periods, or in none.
    fn take_varying(
        &mut self,
        cell: &RawCell<'t>,
        (key, period): (&'a str, &'a Period),
        series: &mut Series,
        findings: &mut Repeats<'_>,
    ) {
        match place(self.config, self.rules, key, period) {
            Placed::Repaired(area, padded) => {
                Rows::count(&mut self.repaired, (key, padded), cell.row, "");
                self.put(cell, area, (key, period), series, findings);
            }
            Placed::Unknown(expected) => {
                let gone = self.rules.gone(key);
                match gone.filter(|_| self.is_sign(cell.cell.text)) {
                    Some(what) => {
                        self.ignored.entry(what).or_default().insert(cell.key);
                    }
                    None => Rows::count(&mut self.unknown, key, cell.row, &expected),
                }
            }
            Placed::Areas(areas) => {
                for area in areas {
                    self.put(cell, area, (key, period), series, findings);
                }
            }
            Placed::Ignored(what) => {
                self.ignored.entry(what).or_default().insert(cell.key);
            }
        }
    }

    fn is_sign(&self, text: &str) -> bool {
        self.signs.contains_key(text) || self.recipe.common.sign_overrides.contains_key(text)
    }

    fn put(
        &mut self,
        raw: &RawCell<'t>,
        ix: AreaIx,
        (key, period): (&str, &Period),
        series: &mut Series,
        findings: &mut Repeats<'_>,
    ) {
        let at = self.periods.get(usize::from(raw.period)).copied();
        let (Some(at), Some(area)) = (at, self.config.areas.get(ix)) else {
            return;
        };
        let existence = Existence::of(area, period);
        let Some(understood) = self.understand(raw, existence, (key, period), findings) else {
            return;
        };
        let spot = Spot {
            level: area.level,
            category: raw.category,
            period: at,
            area: ix,
        };
        let origin = Origin {
            read: self.read,
            column: raw.column,
            row: raw.row,
        };
        if series.cells.contains_key(&spot) {
            let first = series.place(self.config, self.entry, spot);
            let expected = format!("each key once per period and category (first {first})");
            let wording = found(expected, format!("`{key}` for {} again", period.key));
            let place = series.place_of(self.config, self.entry, spot, origin);
            findings.error("duplicate-key", place, wording);
            return;
        }
        let parts = match understood.state.is_number() {
            true => self.limits(raw, understood.units, findings),
            false => None,
        };
        let is_sign = !raw.cell.text.bytes().any(|byte| byte.is_ascii_digit());
        if is_sign && understood.state == ValueState::Zero {
            self.dashes.push((spot, raw.cell.text));
        } else if understood.state.is_number() && area.valid_to.is_some() {
            self.numbered.insert(ix);
        }
        let cell = Cell {
            state: understood.state,
            flags: understood.flags.with(raw.flags),
            units: understood.units,
            parts,
            origin,
            ..Cell::default()
        };
        series.cells.insert(spot, cell);
    }

    /// The limits beside the number `units`; none where the file leaves both out.
    fn limits(
        &mut self,
        raw: &RawCell<'_>,
        units: i64,
        findings: &mut Repeats<'_>,
    ) -> Option<[i64; 2]> {
        let cells = *self.raw.limits.get(self.at)?;
        let limits = self.reader().limits(cells, raw.cell, units);
        if limits == Ok(None) {
            Rows::one_more(&mut self.unlimited, raw.row);
        }
        let complain = |wording| findings.error("limits", self.place(raw), wording);
        limits.map_err(complain).ok().flatten()
    }

    fn reader(&self) -> Reader<'a> {
        Reader {
            common: &self.recipe.common,
            signs: self.signs,
            kind: self.entry.indicator.kind,
            decimals: self.entry.indicator.decimals,
        }
    }

    /// Signs for "nothing" that only mean "not in this table any more": beside areas whose number
    /// the source moved to their successors, and of dissolved areas without any number in the file.
    fn resettle_dashes(&mut self, series: &mut Series) {
        for (spot, sign) in std::mem::take(&mut self.dashes) {
            let dissolved = self.config.areas.get(spot.area);
            let dissolved = dissolved.is_some_and(|area| area.valid_to.is_some());
            let gone = dissolved && !self.numbered.contains(&spot.area);
            if !gone && !is_superseded(self.config, series, spot) {
                continue;
            }
            if let Some(cell) = series.cells.get_mut(&spot) {
                cell.state = ValueState::NotApplicable;
            }
            if let Some(count) = self.sign_counts.get_mut(&(sign, ValueState::Zero)) {
                *count -= 1;
            }
            let applied = (sign, ValueState::NotApplicable);
            *self.sign_counts.entry(applied).or_default() += 1;
        }
        self.sign_counts.retain(|_, count| *count > 0);
    }

    fn understand(
        &mut self,
        raw: &RawCell<'t>,
        existence: Existence,
        (key, period): (&str, &Period),
        findings: &mut Repeats<'_>,
    ) -> Option<Understood> {
        let reader = self.reader();
        let text = raw.cell.text;
        let Some(mut cell) = reader.understand(raw.cell, existence) else {
            let signs: Vec<&str> = self.signs.keys().map(String::as_str).collect();
            let expected = format!("a number or one of the signs {}", signs.join(" "));
            let wording = found(expected, format!("\"{text}\""));
            findings.error("not-a-number", self.place(raw), wording);
            return None;
        };
        if let Some(reason) = raw.withheld {
            if cell.state.is_number() {
                Rows::one_more(&mut self.withheld, raw.row);
            }
            return Some(reader.withheld(reason, existence));
        }
        if reader.meaning(text).is_some() {
            *self.sign_counts.entry((text, cell.state)).or_default() += 1;
            return Some(cell);
        }
        if cell.rounded {
            let expected = format!("at most {} decimals", self.entry.indicator.decimals);
            let wording = found(expected, format!("\"{text}\"")).done("rounded");
            findings.warning("more-decimals", self.place(raw), wording);
        }
        if existence == Existence::Never {
            match self.recipe.common.outside {
                Outside::Converted => {
                    cell.flags = cell.flags.with(Flags::CONVERTED);
                    Rows::one_more(&mut self.converted, raw.row);
                }
                Outside::Refuse => {
                    let expected = format!(
                        "no number, because `{key}` does not exist in {}",
                        period.key
                    );
                    let wording = found(expected, format!("\"{text}\"")).done("not published");
                    findings.warning("outside-validity", self.place(raw), wording);
                    cell.state = ValueState::NotApplicable;
                    cell.units = 0;
                }
            }
        }
        Some(cell)
    }

    fn place(&self, raw: &RawCell<'_>) -> Place {
        let column = self.raw.columns.get(usize::from(raw.column));
        let file = &self.recipe.common.file;
        in_row(file, u64::from(raw.row), column.map(String::as_str))
    }
}
