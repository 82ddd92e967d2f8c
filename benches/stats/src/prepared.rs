//! The inputs in the shape in which the engine has them when a reader asks.

use crate::Inputs;
use teilraum::stats::composite::{Aggregate, Indicator, Prepared as Index, Scale};
use teilraum::stats::normalise::Divisor;
use teilraum::stats::similar::{Gaps, Profiles};
use teilraum::stats::spatial::{Weights, WeightsError};
use teilraum::stats::{Job, Progress, Reason};

/// So many columns describe an area for its type.
const TYPOLOGY: usize = 6;

/// So many areas are ranked again and again.
const RANKED: usize = 400;

/// Simple operations between two looks at the clock, as for studies on the page.
const WORK_AT_ONCE: u32 = 100_000;

/// Told after every step how far a computation is: so many parts done, of so many.
pub type Watch = Box<dyn Fn(u32, u32)>;

/// Inputs in the shape in which the engine has them when a reader asks.
pub struct Prepared {
    /// The columns as they came.
    pub columns: Vec<Vec<f64>>,
    /// The same, as columns that may have gaps.
    pub optional: Vec<Vec<Option<f64>>>,
    /// The first column in units of its last decimal.
    pub units: Vec<i64>,
    /// Neighbours, row-standardised.
    pub rows: Weights,
    /// Neighbours and the area itself, row-standardised.
    pub with_self: Weights,
    /// All columns on one scale.
    pub index: Index,
    /// The same for some areas, from 0 to 100.
    pub ranked: Index,
    /// Some columns, for types of areas.
    pub profiles: Profiles,
    watch: Watch,
}

/// Inputs that the engine refuses.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Columns without a result.
    #[error("the columns have no result: {0}")]
    Columns(Reason),
    /// Neighbours that are none.
    #[error(transparent)]
    Neighbours(#[from] WeightsError),
}

impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        Self::Columns(reason)
    }
}

impl Prepared {
    /// Prepares what an atlas has at hand before a reader asks.
    ///
    /// # Errors
    /// Columns or neighbours that the engine refuses.
    pub fn new(inputs: Inputs, watch: Watch) -> Result<Self, Refused> {
        let Inputs {
            columns,
            neighbours,
        } = inputs;
        let first = columns.first().ok_or(Reason::NTooSmall)?;
        let units = first.iter().map(|value| (value * 10.0).round() as i64);
        let some = |column: &Vec<f64>| column.iter().copied().map(Some).collect();
        let optional: Vec<Vec<Option<f64>>> = columns.iter().map(some).collect();
        let all: Vec<&[Option<f64>]> = optional.iter().map(Vec::as_slice).collect();
        let few: Vec<&[Option<f64>]> = all
            .iter()
            .map(|column| column.get(..RANKED).unwrap_or(column))
            .collect();
        let six = all.get(..TYPOLOGY).ok_or(Reason::NTooSmall)?;
        let binary = Weights::binary(&neighbours)?;
        Ok(Self {
            units: units.collect(),
            with_self: binary.with_self(1.0)?.row_standardised(),
            rows: binary.row_standardised(),
            index: index(&all, Scale::ZScore(Divisor::Count))?,
            ranked: index(&few, Scale::MinMax)?,
            profiles: Profiles::new(six, Divisor::Count, Gaps::Refuse)?,
            optional,
            columns,
            watch,
        })
    }

    /// Carries out a job as the page does: in short steps, telling how far it is.
    pub fn finish<J: Job>(&self, mut job: J) -> J::Output {
        loop {
            match job.step(WORK_AT_ONCE) {
                Progress::Done(result) => return result,
                Progress::Running { done, of } => (self.watch)(done, of),
            }
        }
    }
}

fn index(columns: &[&[Option<f64>]], scale: Scale) -> Result<Index, Reason> {
    let indicators: Vec<_> = columns.iter().map(|column| Indicator::up(column)).collect();
    Index::new(&indicators, scale, Aggregate::Arithmetic)
}
