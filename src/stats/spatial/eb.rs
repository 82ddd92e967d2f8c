//! What both ways of smoothing share: checked counts, and the estimate from a group of areas.

use crate::stats::Reason;

/// Beyond this, and for populations below its inverse, squares of rates could overflow; no count
/// comes near.
const LARGEST: f64 = 1e50;

/// Events and population of an area that has a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Counted {
    pub events: f64,
    pub population: f64,
}

impl Counted {
    fn rate(self) -> f64 {
        self.events / self.population
    }
}

/// Per area its counts; `None` where one is missing or the population is not positive.
///
/// # Errors
/// [`Reason::MissingValue`] if the lists differ in length or hold what is no number,
/// [`Reason::NegativeValue`] if events are negative.
pub(super) fn counted(
    events: &[Option<f64>],
    population: &[Option<f64>],
) -> Result<Vec<Option<Counted>>, Reason> {
    let usable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
    let mut all = events.iter().chain(population).flatten();
    if events.len() != population.len() || !all.all(usable) {
        return Err(Reason::MissingValue);
    }
    if events.iter().flatten().any(|events| *events < 0.0) {
        return Err(Reason::NegativeValue);
    }
    let pair = |(&events, &population): (&Option<f64>, &Option<f64>)| {
        let population = population.filter(|population| *population >= LARGEST.recip())?;
        events.map(|events| Counted { events, population })
    };
    Ok(events.iter().zip(population).map(pair).collect())
}

/// What a group of areas says about the rates behind the counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prior {
    /// m, events by population.
    pub mean: f64,
    /// The variance between areas beyond chance, by moments; it may be negative.
    pub raw_variance: f64,
}

impl Prior {
    /// `None` for an empty group.
    pub fn of(group: impl Iterator<Item = Counted> + Clone) -> Option<Self> {
        let sum = |part: fn(Counted) -> f64| group.clone().map(part).sum::<f64>();
        let population = sum(|area| area.population);
        let mean = sum(|area| area.events) / population;
        let count = group.clone().count();
        let spread = |area: Counted| {
            let away = area.rate() - mean;
            area.population / population * away * away
        };
        let observed: f64 = group.map(spread).sum();
        let by_chance = mean / (population / count as f64);
        (count > 0).then_some(Self {
            mean,
            raw_variance: observed - by_chance,
        })
    }

    /// A, the variance; a negative one is none.
    pub fn variance(self) -> f64 {
        self.raw_variance.max(0.0)
    }

    /// θ, the rate of an area drawn towards the mean, the more the smaller its population.
    pub fn smooth(self, area: Counted) -> f64 {
        let variance = self.variance();
        if variance <= 0.0 {
            return self.mean;
        }
        let share = variance / (variance + self.mean / area.population);
        self.mean + (area.rate() - self.mean) * share
    }
}
