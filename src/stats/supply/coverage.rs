//! Places for those who need one.

use crate::stats::{Reason, checked};

/// What an area offers and needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Places on offer, `None` where missing.
    pub places: Option<f64>,
    /// Those who may need one, `None` where missing.
    pub demand: Option<f64>,
}

/// How far places reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Covered {
    /// Places per hundred in demand; [`Reason::ZeroDenominator`] where nobody is in demand.
    pub quota: Result<f64, Reason>,
    /// Places missing to the target; negative is a surplus.
    pub gap: f64,
}

/// The coverage of every area and of all together.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// One per area; [`Reason::MissingValue`] where places or demand are missing.
    pub areas: Vec<Result<Covered, Reason>>,
    /// Over the areas where neither is missing.
    pub total: Covered,
}

/// Compares places with demand, and with a target share.
///
/// # Method
/// `supply.coverage` · coverage · Versorgungsquote
///
/// Wie viele Plätze auf hundert Kinder (oder andere Berechtigte) kommen und wie viele bis zum Ziel
/// fehlen; ein Minus ist ein Überhang. Ob ein Platz im eigenen Gebiet auch von dort genutzt wird,
/// sagt die Quote nicht.
///
/// ```text
/// Quote = Plätze / Bedarf · 100      Lücke = Ziel · Bedarf − Plätze
/// ```
///
/// # Units
/// Places and persons; `target` is a share (0.35 for 35 %); the quota is in percent.
///
/// # Errors
/// [`Reason::MissingValue`] per area where a number is missing, and for the whole if `target` is no
/// finite number; [`Reason::ZeroDenominator`] for the quota of an area without demand.
///
/// # References
/// Social planning under § 80 SGB VIII (Jugendhilfeplanung) states need and stock in this form.
///
/// ```
/// use teilraum::stats::supply::{Demand, coverage};
/// let area = Demand { places: Some(30.0), demand: Some(100.0) };
/// let coverage = coverage(&[area], 0.35)?;
/// assert_eq!(coverage.total.quota, Ok(30.0));
/// assert_eq!(coverage.total.gap, 5.0);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn coverage(areas: &[Demand], target: f64) -> Result<Coverage, Reason> {
    let target = number(Some(target))?;
    let pairs: Vec<Result<(f64, f64), Reason>> = areas
        .iter()
        .map(|area| Ok((number(area.places)?, number(area.demand)?)))
        .collect();
    let add = |sum: (f64, f64), one: &(f64, f64)| (sum.0 + one.0, sum.1 + one.1);
    let all = pairs.iter().flatten().fold((0.0, 0.0), add);
    let covered = |(places, demand)| covered(places, demand, target);
    Ok(Coverage {
        areas: pairs.into_iter().map(|pair| pair.map(covered)).collect(),
        total: covered(all),
    })
}

/// A number that can be worked with.
pub(super) fn number(value: Option<f64>) -> Result<f64, Reason> {
    checked::number(value.ok_or(Reason::MissingValue)?)
}

fn covered(places: f64, demand: f64, target: f64) -> Covered {
    let quota = (demand > 0.0).then(|| places / demand * 100.0);
    Covered {
        quota: quota
            .filter(|quota| quota.is_finite())
            .ok_or(Reason::ZeroDenominator),
        gap: target * demand - places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(list: &[(Option<f64>, Option<f64>)]) -> Vec<Demand> {
        let area = |&(places, demand)| Demand { places, demand };
        list.iter().map(area).collect()
    }

    #[test]
    fn without_demand_there_is_a_gap_but_no_quota() {
        let found = coverage(&areas(&[(Some(10.0), Some(0.0))]), 0.35).unwrap();
        let area = found.areas[0].unwrap();
        assert_eq!(area.quota, Err(Reason::ZeroDenominator));
        assert_eq!(area.gap, -10.0);
    }

    #[test]
    fn totals_count_complete_areas_only() {
        let list = [
            (Some(40.0), Some(100.0)),
            (None, Some(80.0)),
            (Some(5.0), None),
            (Some(f64::NAN), Some(1.0)),
        ];
        let found = coverage(&areas(&list), 0.5).unwrap();
        let missing = found.areas.iter().filter(|area| area.is_err()).count();
        assert_eq!(missing, 3);
        assert_eq!(found.total.quota, Ok(40.0));
        assert_eq!(found.total.gap, 10.0);
        assert_eq!(coverage(&[], f64::NAN), Err(Reason::MissingValue));
        assert_eq!(coverage(&[], 1.0).unwrap().total.gap, 0.0);
    }
}
