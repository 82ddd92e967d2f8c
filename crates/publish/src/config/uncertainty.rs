//! Whether an indicator can back the chance variation that it declares.

use teilraum::model::{MeasureKind, Uncertainty};

use super::indicator::{Aggregate, Ingredient};
use super::recipe::Format;
use super::{Config, IndicatorConfig};
use crate::disclosure;

const COUNTS: &str = "[indicator.compute] from two counts of cases (kind = \"count\", decimals = 0), \
    or a bundle with both";
const LIMITS: &str = "`limits` in every recipe (of the formats `long`, `wide` and `sdmx-csv`), or a \
    bundle with them";

/// What is missing, and what is there instead.
pub(super) fn mistakes(config: &Config, entry: &IndicatorConfig) -> Vec<(String, String)> {
    let this = &entry.indicator;
    let mut mistakes = Vec::new();
    let mut refuse = |expected: &str, seen: &str| {
        let word = format!("{:?}", this.uncertainty).to_lowercase();
        let expected = format!("{expected}, as `uncertainty = \"{word}\"` needs");
        mistakes.push((expected, seen.to_owned()));
    };
    match this.uncertainty {
        Uncertainty::None => {}
        Uncertainty::Binomial if !matches!(this.kind, MeasureKind::Share | MeasureKind::Rate) => {
            refuse("a share or rate", "another kind");
        }
        Uncertainty::Poisson if this.kind == MeasureKind::Count => {
            if this.decimals > 0 || this.midpoint.is_some() {
                refuse("a count of cases without decimals or midpoint", "another");
            }
        }
        Uncertainty::Poisson if !matches!(this.kind, MeasureKind::Share | MeasureKind::Rate) => {
            refuse("a count, share or rate", "another kind");
        }
        Uncertainty::Binomial | Uncertainty::Poisson => {
            if !has_counts(config, entry) {
                refuse(COUNTS, "figures without them");
            } else if this.kind == MeasureKind::Rate && this.per.is_none() {
                refuse("`per` in `disclosure`", "none");
            }
        }
        Uncertainty::Published | Uncertainty::Modelled => {
            let is_bundle = |format: &Format| matches!(format, Format::Bundle(_));
            let mut reads = entry.reads.iter();
            if entry.compute.is_some() || !reads.all(|it| it.has_limits() || is_bundle(&it.format))
            {
                refuse(LIMITS, "figures without them");
            }
            if entry.convert.is_some() || entry.aggregate == Aggregate::Sum {
                refuse(
                    "figures as the source has them",
                    "`convert` or `aggregate = \"sum\"`: limits do not add up",
                );
            }
            if let Some(seen) = disclosure::check::told_by_limits(config, entry) {
                refuse("figures whose limits tell of no secret", seen);
            }
        }
    }
    let limits = entry
        .reads
        .iter()
        .any(super::recipe::Recipe::has_any_limits);
    if limits && !this.uncertainty.has_limits() {
        let expected = "`uncertainty = \"published\"` or `\"modelled\"`, as a recipe has `limits`";
        mistakes.push((expected.to_owned(), "another".to_owned()));
    }
    mistakes
}

/// Whether cases and what they are cases of are published beside the values.
fn has_counts(config: &Config, entry: &IndicatorConfig) -> bool {
    let counts = |part: &Ingredient| {
        let named = |it: &&IndicatorConfig| it.indicator.key == part.indicator;
        let found = config.indicators.iter().find(named);
        found
            .is_some_and(|it| it.indicator.kind == MeasureKind::Count && it.indicator.decimals == 0)
    };
    match &entry.compute {
        Some(compute) => counts(&compute.numerator) && counts(&compute.denominator),
        None => entry
            .reads
            .iter()
            .all(|it| matches!(it.format, Format::Bundle(_))),
    }
}
