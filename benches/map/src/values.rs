//! Made-up numbers: high beside high, low beside low, some missing, some kept secret.

use std::collections::BTreeMap;

use teilraum::model::{Block, Flags, IndicatorIx, Level, LevelIx, Shape, ValueState};

use crate::land::Land;
use crate::noise;

/// One made-up indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its key.
    pub key: &'static str,
    /// How many periods it has.
    pub periods: u16,
    /// Decimals of its values.
    pub decimals: u8,
    /// Lowest and highest value, in units of the last decimal.
    pub range: [i64; 2],
    /// Whether most values are low and few high.
    pub skewed: bool,
}

/// The three of every set.
pub const MEASURES: [Measure; 3] = [
    Measure {
        key: "a",
        periods: 3,
        decimals: 1,
        range: [20, 980],
        skewed: false,
    },
    Measure {
        key: "b",
        periods: 3,
        decimals: 0,
        range: [12_000, 61_000],
        skewed: true,
    },
    Measure {
        key: "c",
        periods: 2,
        decimals: 2,
        range: [1, 9_999],
        skewed: true,
    },
];

impl Measure {
    fn seed(&self, land_seed: u64) -> u64 {
        land_seed ^ (u64::from(self.decimals) + 1) << 16
    }

    /// The value of a place in a period.
    fn value(&self, seed: u64, middle: [f64; 2], area: u32, period: u16) -> i64 {
        let seed = self.seed(seed);
        let wide = noise::layered(seed, middle.map(|c| c * 6.0), 5);
        let own = noise::at(seed ^ 1, i64::from(area), 0);
        let year = noise::around(seed ^ 2, i64::from(area), i64::from(period));
        let drift = f64::from(period) * 0.02;
        let mixed = ((wide - 0.5) * 2.0 + 0.5) * 0.7 + own * 0.22 + year * 0.03 + drift;
        let share = mixed.clamp(0.0, 1.0);
        let share = if self.skewed { share * share } else { share };
        let [low, high] = self.range;
        low + (share * (high - low) as f64).round() as i64
    }

    /// The cells of the areas: state and value.
    #[must_use]
    pub fn cells(&self, land: &Land, seed: u64) -> Vec<(ValueState, i64)> {
        let mut cells = Vec::with_capacity(land.home.len() * usize::from(self.periods));
        for period in 0..self.periods {
            for (area, home) in (0_u32..).zip(&land.home) {
                let draw = noise::at(self.seed(seed) ^ 3, i64::from(area), i64::from(period));
                cells.push(match draw {
                    _ if draw < 0.010 => (ValueState::Missing, 0),
                    _ if draw < 0.025 => (ValueState::Suppressed, 0),
                    _ => (
                        ValueState::Value,
                        self.value(seed, land.middle(*home), area, period),
                    ),
                });
            }
        }
        cells
    }
}

/// The block of the areas, and that of their parents, which are plain means.
#[must_use]
pub fn blocks(
    land: &Land,
    seed: u64,
    levels: &[Level],
    at: usize,
    measure: &Measure,
) -> Vec<Block> {
    let cells = measure.cells(land, seed);
    let parents = means(land, &cells);
    let pairs = (0_u8..).zip(levels).zip([parents, cells]);
    let block = |((level, range), cells): ((u8, &Level), Vec<(ValueState, i64)>)| Block {
        shape: Shape {
            indicator: IndicatorIx(at as u32),
            level: LevelIx(level),
            areas: range.areas,
            periods: [0, measure.periods],
            categories: 1,
        },
        decimals: measure.decimals,
        flags: vec![Flags::default(); cells.len()],
        states: cells.iter().map(|(state, _)| *state).collect(),
        values: cells.iter().map(|(_, value)| *value).collect(),
        parts: Vec::new(),
        notes: Vec::new(),
        cell_notes: BTreeMap::new(),
    };
    pairs.map(block).collect()
}

/// Per period and parent the mean of its areas' numbers.
fn means(land: &Land, cells: &[(ValueState, i64)]) -> Vec<(ValueState, i64)> {
    let mut all = Vec::new();
    for period in cells.chunks(land.home.len().max(1)) {
        let mut sums = vec![(0_i64, 0_i64); land.parents as usize];
        for (parent, (state, value)) in land.parent.iter().zip(period) {
            if let Some(sum) = sums.get_mut(*parent as usize).filter(|_| state.is_number()) {
                *sum = (sum.0 + value, sum.1 + 1);
            }
        }
        all.extend(sums.into_iter().map(|(sum, count)| match count {
            0 => (ValueState::Missing, 0),
            _ => (ValueState::Value, (sum / count).max(1)),
        }));
    }
    all
}
