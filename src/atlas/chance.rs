//! What chance makes of figures: their limits, and which differences are more than chance.
//!
//! Nothing is said of an indicator that declares no chance variation. Full counts show
//! *Zufallsschwankung* (how much a count of this size varies by itself), samples and models an
//! *Unsicherheitsbereich*; never a sampling error where nothing was sampled.

use crate::model::{
    CellRef, Indicator, MeasureKind, Part, Polarity, Scaled, Uncertainty, ValueState, pow10,
};
use crate::stats::benchmark::{Benchmark, Polarity as Good, compare, interval_p, rate_p, share_p};
use crate::stats::interval::{Confidence, CountIntervals, CountMethod, Interval, rate, wilson};
use crate::text::Arg;

use super::Speaker;

/// How sure intervals are.
const CONFIDENCE: f64 = 0.95;

/// Lower and upper limit of a figure, in units of the indicator's last decimal.
pub type Limits = [i64; 2];

/// What chance makes of the figures of one indicator.
#[derive(Clone, Debug)]
pub struct Chance<'a> {
    indicator: &'a Indicator,
    confidence: Confidence,
    counts: Option<CountIntervals>,
}

impl<'a> Chance<'a> {
    /// That of the figures of `indicator`; `None` if it declares none.
    #[must_use]
    pub fn of(indicator: &'a Indicator) -> Option<Self> {
        let confidence = Confidence::new(CONFIDENCE).ok()?;
        let counts = indicator.uncertainty == Uncertainty::Poisson;
        (indicator.uncertainty != Uncertainty::None).then(|| Self {
            indicator,
            confidence,
            counts: counts.then(|| CountIntervals::new(confidence, CountMethod::Auto)),
        })
    }

    /// The two published numbers that say how certain the figure in `cell` is.
    fn beside(&self, cell: CellRef, part: impl Fn(Part) -> Option<Scaled>) -> Option<[Scaled; 2]> {
        let kinds = match self.indicator.uncertainty {
            _ if !cell.state.is_number() => return None,
            Uncertainty::Poisson if self.indicator.kind == MeasureKind::Count => {
                let number = |units| Scaled { units, decimals: 0 };
                // A count that is only nearly known has no interval of its own.
                let known = cell.state != ValueState::RoundedToZero;
                return known.then(|| [cell.value, 1].map(number));
            }
            it if it.has_limits() => [Part::Lower, Part::Upper],
            _ => [Part::Numerator, Part::Denominator],
        };
        Some([part(kinds[0])?, part(kinds[1])?])
    }

    /// What one event per case is in the indicator's unit.
    fn per(&self) -> Option<f64> {
        match self.indicator.kind {
            MeasureKind::Count => Some(1.0),
            MeasureKind::Share => Some(100.0),
            _ => self.indicator.per.map(f64::from),
        }
    }

    /// Lower and upper limit of the figure in `cell`, whose companion numbers `part` gives; `None`
    /// where it has no interval.
    #[must_use]
    pub fn limits(&self, cell: CellRef, part: impl Fn(Part) -> Option<Scaled>) -> Option<Limits> {
        let beside = self.beside(cell, part)?;
        if self.indicator.uncertainty.has_limits() {
            let limits = beside.map(|limit| limit.units);
            return (limits != [cell.value; 2]).then_some(limits);
        }
        let ([events, cases], per) = (beside.map(Scaled::to_f64), self.per()?);
        let estimate = match &self.counts {
            Some(counts) => rate(events, cases, per, counts),
            None => wilson(events, cases, self.confidence).map(|it| it.scaled(per)),
        };
        let interval = estimate.ok()?.interval;
        let units = |limit| Some(Scaled::round(limit, self.indicator.decimals)?.units);
        Some([units(interval.lower)?, units(interval.upper)?])
    }

    /// How often chance alone makes the figure in `cell` differ as much from `benchmark` (in units of
    /// the last decimal), 0 to 1; `None` where nothing tells, and for counts.
    #[must_use]
    pub fn p_value(
        &self,
        cell: CellRef,
        part: impl Fn(Part) -> Option<Scaled>,
        benchmark: i64,
    ) -> Option<f64> {
        if self.indicator.kind == MeasureKind::Count {
            return None;
        }
        let beside = self.beside(cell, part)?;
        let [one, other] = beside.map(Scaled::to_f64);
        let number = |units: i64| units as f64 / pow10(self.indicator.decimals) as f64;
        let against = number(benchmark);
        let p = match self.indicator.uncertainty {
            Uncertainty::Binomial => share_p(one, other, against / self.per()?),
            Uncertainty::Poisson => rate_p(one, other, against / self.per()?, CountMethod::Auto),
            _ if one >= other => return None,
            _ => {
                let interval = Interval {
                    lower: one,
                    upper: other,
                };
                interval_p(number(cell.value), interval, self.confidence, against)
            }
        };
        p.ok()
    }

    /// "Zufallsschwankung: 24,9 bis 32,7 %".
    #[must_use]
    pub fn words(&self, speaker: &Speaker<'_>, limits: Limits) -> String {
        let name = self.name(speaker);
        format!("{name}: {}", self.range(speaker, limits))
    }

    /// "24,9 bis 32,7 %".
    #[must_use]
    pub fn range(&self, speaker: &Speaker<'_>, [lower, upper]: Limits) -> String {
        let lower = speaker.number(self.indicator, lower);
        range(speaker, &lower, &speaker.value(self.indicator, upper))
    }

    /// "Zufallsschwankung (95 %)", "Unsicherheitsbereich".
    #[must_use]
    pub fn name(&self, speaker: &Speaker<'_>) -> String {
        speaker.say("chance.name", &[("kind", self.kind())])
    }

    fn kind(&self) -> Arg<'static> {
        Arg::Text(match self.indicator.uncertainty.has_limits() {
            true => "limits",
            false => "chance",
        })
    }

    /// "Rang 12 von 24 Kreisen, wegen Zufallsschwankung 5 bis 20"; `rank` as it is where it is certain.
    #[must_use]
    pub fn rank(&self, speaker: &Speaker<'_>, rank: String, [best, worst]: [usize; 2]) -> String {
        if best == worst {
            return rank;
        }
        let range = range(speaker, &speaker.count(best), &speaker.count(worst));
        let args = [
            ("rank", Arg::Text(&rank)),
            ("kind", self.kind()),
            ("range", Arg::Text(&range)),
        ];
        speaker.say("chance.rank", &args)
    }

    /// `words` on a difference to another area's value, with whether it is more than chance: "…,
    /// gesichert besser". Counts are left alone: a larger area has more of everything.
    #[must_use]
    pub fn judged(
        &self,
        speaker: &Speaker<'_>,
        words: String,
        limits: Option<Limits>,
        other: i64,
    ) -> String {
        let compared = limits.filter(|_| self.indicator.kind != MeasureKind::Count);
        let Some(limits) = compared else {
            return words;
        };
        let [lower, upper] = limits.map(|limit| limit as f64);
        let good = match self.indicator.polarity {
            Polarity::HighGood => Good::HighGood,
            Polarity::LowGood => Good::LowGood,
            Polarity::Neutral => Good::None,
        };
        let against = Benchmark::Value(other as f64);
        let how = compare(Some(Interval { lower, upper }), against, good);
        let how = speaker.say("chance.beside", &[("how", Arg::Text(how.code()))]);
        format!("{words}; {how}")
    }
}

/// "5 bis 20".
#[must_use]
pub fn range(speaker: &Speaker<'_>, lower: &str, upper: &str) -> String {
    let args = [("lower", Arg::Text(lower)), ("upper", Arg::Text(upper))];
    speaker.say("chance.range", &args)
}

/// Best and worst rank of a figure with these limits among others, whose lower and whose upper
/// limits come ascending: only what lies wholly above or below it is certainly there.
#[must_use]
pub fn possible_ranks([lowers, uppers]: &[Vec<i64>; 2], [lower, upper]: Limits) -> [usize; 2] {
    let not_above = lowers.partition_point(|it| *it <= upper);
    let below = uppers.partition_point(|it| *it < lower);
    [1 + lowers.len() - not_above, uppers.len() - below]
}
