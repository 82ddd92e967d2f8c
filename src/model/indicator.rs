//! What is measured, and how it may be read.

use super::{BlockRef, LevelIx, Period};

/// What kind of measure an indicator is; it decides how it aggregates and which map suits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// A number of things; adds up.
    Count,
    /// A part of a whole, in percent, 0 to 100.
    Share,
    /// Events or things per base ("je 10.000 Einwohner"); may be negative for balances.
    Rate,
    /// An average.
    Mean,
    /// A constructed number.
    Index,
    /// A median; never aggregates.
    Median,
}

/// Whether more is better. Neutral indicators are never judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Higher is better.
    HighGood,
    /// Lower is better.
    LowGood,
    /// Neither.
    Neutral,
}

/// Which chance variation the publisher declares. Register counts are no samples: default none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uncertainty {
    /// None: a full count.
    #[default]
    None,
    /// Wilson interval from numerator and denominator.
    Binomial,
    /// Poisson interval from the number of events.
    Poisson,
    /// Lower and upper are published.
    Published,
    /// Lower and upper come from a model.
    Modelled,
}

impl Uncertainty {
    /// Whether the limits stand beside the values, instead of following from counts.
    #[must_use]
    pub const fn has_limits(self) -> bool {
        matches!(self, Self::Published | Self::Modelled)
    }
}

/// How classes are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum ClassMethod {
    /// Equal numbers of areas.
    Quantile,
    /// Equal widths.
    EqualInterval,
    /// Fisher–Jenks natural breaks.
    FisherJenks,
    /// Mean and multiples of the standard deviation.
    StdMean,
    /// Bounds given by the publisher or the reader.
    UserDefined,
}

impl ClassMethod {
    /// Every method, in the order menus list them.
    pub const ALL: [Self; 5] = [
        Self::Quantile,
        Self::EqualInterval,
        Self::FisherJenks,
        Self::StdMean,
        Self::UserDefined,
    ];

    /// The stable name used in links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Quantile => "quantile",
            Self::EqualInterval => "equal-interval",
            Self::FisherJenks => "fisher-jenks",
            Self::StdMean => "std-mean",
            Self::UserDefined => "user-defined",
        }
    }
}

/// A category axis: sex, age group, nationality …
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Stable key: `sex`.
    pub key: String,
    /// Category keys; the first is the total.
    pub categories: Vec<String>,
}

/// A place where a series must not be compared across.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesBreak {
    /// Key of the first period after the break.
    pub before: String,
    /// Key of the note that says why.
    pub note: String,
}

/// Classes the publisher computed, so that the first map needs no classification.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultClasses {
    /// The level they hold for.
    pub level: LevelIx,
    /// Category tuple they hold for.
    pub category: u16,
    /// How they were cut.
    pub method: ClassMethod,
    /// How many classes were asked for.
    pub k: u8,
    /// Upper bounds in units of the last decimal, ascending, each inclusive; the last is the maximum.
    pub bounds: Vec<i64>,
}

/// An indicator: metadata of what is measured and where its observations lie.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable key used in links: `disposable-income-per-head`.
    pub key: String,
    /// Former keys that links may still carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_keys: Vec<String>,
    /// Key of its theme.
    pub theme: String,
    /// Kind of measure.
    pub kind: MeasureKind,
    /// Key of the unit, named in the texts.
    pub unit: String,
    /// Decimals as published, and as shown.
    pub decimals: u8,
    /// Whether more is better.
    pub polarity: Polarity,
    /// A meaningful middle (0 for balances), in units of the last decimal; asks for a diverging scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub midpoint: Option<i64>,
    /// Declared chance variation.
    #[serde(default)]
    pub uncertainty: Uncertainty,
    /// What numerator over denominator is multiplied with: 1000 for "je 1.000". Told where a chance
    /// variation is worked out from them; shares are per 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// Category axes; empty where there is only the total.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axes: Vec<Axis>,
    /// Periods, oldest first.
    pub periods: Vec<Period>,
    /// Breaks of the series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<SeriesBreak>,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Territorial status as the source words it.
    pub territorial_status: String,
    /// What is counted above the line: another indicator's key or a note key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<String>,
    /// What it is related to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// Keys of notes that hold for the whole indicator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Classes ready to use, over all periods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<DefaultClasses>,
    /// The files that hold its observations.
    pub blocks: Vec<BlockRef>,
}

impl Indicator {
    /// The number of category tuples, at least one.
    #[must_use]
    pub fn category_count(&self) -> usize {
        self.axes
            .iter()
            .map(|axis| axis.categories.len().max(1))
            .product()
    }

    /// Levels for which there are observations, coarsest first.
    #[must_use]
    pub fn levels(&self) -> Vec<LevelIx> {
        let mut levels: Vec<LevelIx> = self.blocks.iter().map(|block| block.level).collect();
        super::sort_by(&mut levels, LevelIx::cmp);
        levels.dedup();
        levels
    }

    /// The position of the period with the key `key`.
    #[must_use]
    pub fn period(&self, key: &str) -> Option<super::PeriodIx> {
        let at = self.periods.iter().position(|period| period.key == key)?;
        u16::try_from(at).ok().map(super::PeriodIx)
    }
}
