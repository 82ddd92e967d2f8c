//! The private ledger: what earlier releases published and withheld, and why.
//!
//! A JSON file beside the atlas file, never in the bundle. It holds published numbers, which are
//! public, and for withheld cells only the reason: no secret number stands in it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::network::Reason;
use super::side;
use super::table::{Table, category_keys};
use crate::config::IndicatorConfig;
use crate::series::Spot;

/// Version of the file.
const VERSION: u32 = 1;

/// Decisions by indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Version of the file.
    pub version: u32,
    /// Number of the release; 0 before the first.
    pub release: u32,
    /// Data version of the bundle of this release.
    pub bundle: String,
    /// How numbers of an indicator were protected, by its key.
    #[serde(default)]
    pub methods: BTreeMap<String, String>,
    /// Rows of cells by indicator key.
    pub indicators: BTreeMap<String, Rows>,
}

/// Decisions by level, period and category, then by area.
pub type Rows = BTreeMap<String, BTreeMap<String, Decision>>;

/// What was decided about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Decision {
    /// Published, in units of the indicator's last decimal.
    Published(i64),
    /// Withheld.
    Withheld(Reason),
}

/// What an earlier release said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// It was not there.
    Unknown,
    /// It was published with this number.
    Published(i64),
    /// It was withheld.
    Withheld(Reason),
}

/// What earlier releases said of the cells of one table.
#[derive(Debug, Default)]
pub struct PastTable(BTreeMap<Spot, Decision>);

impl PastTable {
    /// What they said of the cell at `spot`.
    #[must_use]
    pub fn of(&self, spot: Spot) -> Past {
        match self.0.get(&spot) {
            None => Past::Unknown,
            Some(Decision::Published(units)) => Past::Published(*units),
            Some(Decision::Withheld(reason)) => Past::Withheld(*reason),
        }
    }
}

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// It is there, but cannot be read: give back the permissions or the file.
    #[error("cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// It is not what this program wrote: restore it from a copy.
    #[error("is no ledger: {0}")]
    Json(#[from] serde_json::Error),
    /// A later program wrote it.
    #[error("has the version {0}, this program knows up to {VERSION}")]
    Version(u32),
}

impl Ledger {
    /// Reads the ledger at `path`; `None` where there is none.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn read(path: &Path) -> Result<Option<Self>, LedgerError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let ledger: Self = serde_json::from_slice(&bytes)?;
        if ledger.version > VERSION {
            return Err(LedgerError::Version(ledger.version));
        }
        Ok(Some(ledger))
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// None that a ledger could have.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LedgerError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// The key under which it knows the indicator: the present one, or a former one.
    fn key<'e>(&self, entry: &'e IndicatorConfig) -> Option<&'e String> {
        let indicator = &entry.indicator;
        let mut keys = std::iter::once(&indicator.key).chain(&indicator.former_keys);
        keys.find(|key| self.indicators.contains_key(*key))
    }

    /// Its decisions about the indicator.
    #[must_use]
    pub fn rows(&self, entry: &IndicatorConfig) -> Option<&Rows> {
        self.indicators.get(self.key(entry)?)
    }

    /// How it says that the indicator was protected.
    #[must_use]
    pub fn method(&self, entry: &IndicatorConfig) -> Option<&str> {
        self.methods.get(self.key(entry)?).map(String::as_str)
    }

    /// What it says of the cells of `table`.
    #[must_use]
    pub fn past(&self, table: &Table<'_>) -> PastTable {
        let mut past = BTreeMap::new();
        let Some(rows) = self.rows(table.entry) else {
            return PastTable(past);
        };
        for (row, cells) in rows {
            let mut keys = row.splitn(3, ' ');
            let [Some(level), Some(period), Some(category)] =
                [keys.next(), keys.next(), keys.next()]
            else {
                continue;
            };
            for (area, decision) in cells {
                let keys = [level, area, period, category];
                if let Some(spot) = side::spot(table.config, table.entry, table.series, keys) {
                    past.insert(spot, *decision);
                }
            }
        }
        PastTable(past)
    }

    /// Puts down what is published and withheld of `table` now; cells that only earlier releases had
    /// stay, because what was public stays known. What was withheld stays withheld.
    pub fn put(&mut self, table: &Table<'_>, withheld: &BTreeMap<Spot, Reason>) {
        let key = table.entry.indicator.key.clone();
        let known = self.key(table.entry).filter(|former| **former != key);
        if let Some(rows) = known.and_then(|former| self.indicators.remove(former)) {
            self.indicators.insert(key.clone(), rows);
        }
        if let Some(profile) = &table.profile {
            let method = profile.method.word();
            self.methods.insert(key.clone(), method);
        }
        let rows = self.indicators.entry(key).or_default();
        let names: BTreeMap<_, String> = table
            .rows()
            .into_iter()
            .map(|row| (row, row_name(table, row)))
            .collect();
        for (spot, cell) in table.cells() {
            let row = names.get(&(spot.level, spot.category, spot.period));
            let area = table.config.areas.get(spot.area);
            let decision = match withheld.get(&spot) {
                Some(Reason::Public) => continue,
                Some(reason) => Decision::Withheld(*reason),
                None if cell.state.is_number() => Decision::Published(cell.units),
                None => continue,
            };
            if let (Some(row), Some(area)) = (row, area) {
                let cells = rows.entry(row.clone()).or_default();
                cells.insert(area.key.clone(), decision);
            }
        }
    }

    /// The ledger of the release after this one.
    #[must_use]
    pub fn next(&self) -> Self {
        Self {
            version: VERSION,
            release: self.release + 1,
            bundle: String::new(),
            methods: self.methods.clone(),
            indicators: self.indicators.clone(),
        }
    }
}

/// Level, period and category of a row, by their keys.
fn row_name(
    table: &Table<'_>,
    (level, category, period): (
        teilraum::model::LevelIx,
        teilraum::model::CategoryIx,
        teilraum::model::PeriodIx,
    ),
) -> String {
    let level = table.config.levels.get(level.index());
    let level = level.map_or("", |level| level.key.as_str());
    let period = table.series.period(period);
    let period = period.map_or("", |period| period.key.as_str());
    let axes = &table.entry.indicator.axes;
    let category = category_keys(axes, category).join("/");
    format!("{level} {period} {category}")
}
