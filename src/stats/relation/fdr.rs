//! Many tests at once.

use crate::stats::Reason;
use crate::stats::ascending::ascend;

/// How dependent the tests may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FdrMethod {
    /// Benjamini and Hochberg: independent or positively dependent tests.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli: any dependence, at the price of fewer discoveries.
    BenjaminiYekutieli,
}

/// Which of many tests still count.
#[derive(Clone, Debug, PartialEq)]
pub struct Discoveries {
    /// Whether each test counts; a missing one does not.
    pub reject: Vec<bool>,
    /// Each p value, adjusted: the test counts at every level from here on.
    pub adjusted: Vec<Option<f64>>,
    /// The p value up to which tests count, if any does.
    pub cutoff: Option<f64>,
    /// How many tests count.
    pub count: usize,
}

/// Rounding may put a p value this share above its bound.
const ROUNDING: f64 = 1e-12;

/// Keeps the share of false alarms among the tests that count at `alpha`.
///
/// # Method
/// `stats.fdr` · false discovery rate (FDR) · Falscherkennungsrate
///
/// Wer hundert Gebiete prüft, findet auch ohne jeden Unterschied etwa fünf „auffällige“. Dieses
/// Verfahren verschärft die Schwelle so, dass unter den gemeldeten Gebieten höchstens der
/// gewählte Anteil zu Unrecht auffällt.
///
/// ```text
/// größtes i mit p₍ᵢ₎ ≤ i·α/m: die Tests 1 bis i zählen;  angepasst: min über j ≥ i von m·p₍ⱼ₎/j
/// Benjamini-Yekutieli: α geteilt durch Σ 1/j
/// ```
///
/// Packages disagree about a p value just on its bound; here it counts, also where rounding puts it
/// up to 10⁻¹² of itself above.
///
/// # Units
/// p values and `alpha` from 0 to 1. Missing p values take no part.
///
/// # Errors
/// [`Reason::Infeasible`] if `alpha` or a p value is not between 0 and 1.
///
/// # References
/// Benjamini, Y., Hochberg, Y. (1995): Controlling the false discovery rate. Journal of the Royal
/// Statistical Society B 57, 289–300. Benjamini, Y., Yekutieli, D. (2001): The control of the false
/// discovery rate in multiple testing under dependency. Annals of Statistics 29, 1165–1188.
///
/// ```
/// use teilraum::stats::relation::{FdrMethod, fdr};
/// let p = [Some(0.03), None, Some(0.01), Some(0.9)];
/// let found = fdr(&p, 0.05, FdrMethod::BenjaminiHochberg)?;
/// // Sorted bounds: 0.05/3, 0.1/3 and 0.05; 0.01 and 0.03 stay below theirs.
/// assert_eq!(found.reject, [true, false, true, false]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn fdr(p: &[Option<f64>], alpha: f64, method: FdrMethod) -> Result<Discoveries, Reason> {
    let share = |p: f64| (0.0..=1.0).contains(&p);
    if !share(alpha) || !p.iter().flatten().all(|&p| share(p)) {
        return Err(Reason::Infeasible);
    }
    // Only the numbers are sorted: equal p values share their fate.
    let mut ascending: Vec<f64> = p.iter().flatten().copied().collect();
    ascend(&mut ascending);
    let m = ascending.len() as f64;
    let penalty = match method {
        FdrMethod::BenjaminiHochberg => 1.0,
        FdrMethod::BenjaminiYekutieli => (1..=ascending.len()).map(|j| 1.0 / j as f64).sum(),
    };
    let bound = |place: usize| place as f64 * alpha / m / penalty;
    let places = ascending.iter().enumerate().rev();
    let mut within = places.filter(|(i, p)| **p <= bound(i + 1) * (1.0 + ROUNDING));
    let count = within.next().map_or(0, |(i, _)| i + 1);
    // The place of a p value: after the last that is equal.
    let place = |p: f64| ascending.partition_point(|other| *other <= p);
    let adjusted = adjusted(&ascending, m * penalty);
    Ok(Discoveries {
        reject: p
            .iter()
            .map(|p| p.is_some_and(|p| place(p) <= count))
            .collect(),
        adjusted: p
            .iter()
            .map(|p| adjusted.get(place((*p)?) - 1).copied())
            .collect(),
        cutoff: (count > 0).then(|| bound(count)),
        count,
    })
}

/// min over j ≥ i of tests·p₍ⱼ₎/j, at most 1, for ascending p values.
fn adjusted(ascending: &[f64], tests: f64) -> Vec<f64> {
    let mut adjusted = vec![1.0; ascending.len()];
    let mut least = 1.0_f64;
    for (i, (adjusted, p)) in adjusted.iter_mut().zip(ascending).enumerate().rev() {
        least = least.min(p * tests / (i + 1) as f64);
        *adjusted = least;
    }
    adjusted
}

/// How many of these tests count at `alpha` by Benjamini and Hochberg, where nobody asks which: as
/// [`fdr`] tells, for less.
///
/// ```
/// assert_eq!(teilraum::stats::relation::discoveries(vec![0.03, 0.01, 0.9], 0.05), 2);
/// ```
#[must_use]
pub fn discoveries(mut p: Vec<f64>, alpha: f64) -> usize {
    p.sort_unstable_by(f64::total_cmp);
    let bound = |place: usize| place as f64 * alpha / p.len() as f64;
    let within = |(i, p): (usize, &f64)| *p <= bound(i + 1) * (1.0 + ROUNDING);
    let places = p.iter().enumerate();
    places
        .rev()
        .find(|at| within(*at))
        .map_or(0, |(i, _)| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: [FdrMethod; 2] = [FdrMethod::BenjaminiHochberg, FdrMethod::BenjaminiYekutieli];

    /// By the words of the definition, one test after the other.
    fn slow(p: &[f64], alpha: f64, method: FdrMethod) -> Vec<bool> {
        let m = p.len() as f64;
        let penalty = match method {
            FdrMethod::BenjaminiHochberg => 1.0,
            FdrMethod::BenjaminiYekutieli => (1..=p.len()).map(|j| 1.0 / j as f64).sum(),
        };
        let counts = |test: &f64| {
            p.iter().any(|bound| {
                let upto = p.iter().filter(|other| *other <= bound).count() as f64;
                test <= bound && *bound <= upto * alpha / m / penalty * (1.0 + ROUNDING)
            })
        };
        p.iter().map(counts).collect()
    }

    #[test]
    fn a_p_value_on_its_bound_counts() {
        let p = [0.02, 0.01, 0.05, 0.03, 0.04].map(Some);
        let found = fdr(&p, 0.05, FdrMethod::BenjaminiHochberg).unwrap();
        assert_eq!((found.reject, found.cutoff), (vec![true; 5], Some(0.05)));
    }

    proptest! {
        #[test]
        fn counting_alone_counts_the_same(p in prop::collection::vec(0.0..0.2, 0..40)) {
            let all: Vec<_> = p.iter().copied().map(Some).collect();
            let found = fdr(&all, 0.05, FdrMethod::BenjaminiHochberg)?;
            prop_assert_eq!(discoveries(p, 0.05), found.count);
        }
    }

    #[test]
    fn without_tests_nothing_is_found() {
        for p in [&[][..], &[None, None]] {
            let none = fdr(p, 0.05, FdrMethod::BenjaminiYekutieli).unwrap();
            assert_eq!((none.count, none.cutoff), (0, None));
            assert_eq!(none.adjusted, vec![None; p.len()]);
        }
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for (p, alpha) in [(1.5, 0.05), (-0.1, 0.05), (f64::NAN, 0.05), (0.5, f64::NAN)] {
            let refused = fdr(&[Some(p)], alpha, FdrMethod::BenjaminiHochberg);
            assert_eq!(refused, Err(Reason::Infeasible));
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_definition(
            p in prop::collection::vec((0u32..=60).prop_map(|p| f64::from(p) / 60.0), 0..40),
            alpha in 0.0..=1.0,
        ) {
            for method in BOTH {
                let found = fdr(&p.iter().copied().map(Some).collect::<Vec<_>>(), alpha, method)?;
                prop_assert_eq!(&found.reject, &slow(&p, alpha, method));
                prop_assert_eq!(found.count, found.reject.iter().filter(|x| **x).count());
            }
        }

        #[test]
        fn a_test_counts_where_its_adjusted_p_value_is_within_alpha(
            p in prop::collection::vec(0.0..1.0, 1..40), alpha in 0.0..1.0,
        ) {
            let p: Vec<_> = p.into_iter().map(Some).collect();
            for method in BOTH {
                let found = fdr(&p, alpha, method)?;
                for (reject, adjusted) in found.reject.iter().zip(&found.adjusted) {
                    let adjusted = adjusted.unwrap_or(2.0);
                    if (adjusted - alpha).abs() > 1e-9 {
                        prop_assert_eq!(*reject, adjusted <= alpha);
                    }
                }
            }
        }
    }
}
