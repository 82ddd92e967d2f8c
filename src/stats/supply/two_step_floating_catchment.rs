//! Supply and demand that meet across borders.

use crate::stats::{Job, Progress, Reason, checked, finish};

/// A way from an area to a supplier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trip {
    /// Position of the area.
    pub area: u32,
    /// Position of the supplier.
    pub supplier: u32,
    /// Distance or travel time.
    pub cost: f64,
}

/// How a way counts that is not too far.
#[derive(Clone, Debug, PartialEq)]
pub enum Decay {
    /// In full.
    None,
    /// By steps: the weight of the first bound that the cost does not exceed; beyond all of them
    /// nothing.
    Steps(Vec<(f64, f64)>),
    /// Falling off like a bell with this standard deviation.
    Gaussian(f64),
}

/// Demand, supply and the ways between them, column by column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    demand: Vec<f64>,
    supply: Vec<f64>,
    areas: Vec<u32>,
    suppliers: Vec<u32>,
    costs: Vec<f64>,
}

impl Market {
    /// One demand per area, one supply per supplier, and their trips. A pair without a trip is too
    /// far apart; a pair listed twice counts twice.
    ///
    /// # Errors
    /// [`Reason::MissingValue`] if a number is not finite or a trip names what does not exist,
    /// [`Reason::NegativeValue`] if demand, supply or a cost is negative.
    pub fn new(
        demand: Vec<f64>,
        supply: Vec<f64>,
        trips: impl IntoIterator<Item = Trip>,
    ) -> Result<Self, Reason> {
        checked::amounts(&demand)?;
        checked::amounts(&supply)?;
        let mut market = Self {
            demand,
            supply,
            ..Self::default()
        };
        for trip in trips {
            checked::amounts(&[trip.cost])?;
            let known = (trip.area as usize) < market.demand.len()
                && (trip.supplier as usize) < market.supply.len();
            if !known {
                return Err(Reason::MissingValue);
            }
            market.areas.push(trip.area);
            market.suppliers.push(trip.supplier);
            market.costs.push(trip.cost);
        }
        Ok(market)
    }
}

/// What comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// Supply per head within reach, one per area; 0 where none is.
    pub access: Vec<f64>,
    /// Supply per weighted head in the catchment of each supplier; `None` where nobody in demand
    /// reaches it.
    pub ratios: Vec<Option<f64>>,
    /// Areas with no access at all, ascending.
    pub unreached: Vec<u32>,
    /// Access times demand over all areas; equals `allocated` up to rounding.
    pub demand_weighted: f64,
    /// Supply that reaches anybody.
    pub allocated: f64,
}

impl Access {
    /// Suppliers that nobody in demand reaches, ascending: left out, not spread.
    pub fn undefined(&self) -> impl Iterator<Item = u32> {
        (0..)
            .zip(&self.ratios)
            .filter_map(|(at, ratio)| ratio.is_none().then_some(at))
    }
}

/// Lets each supplier serve all demand within reach, and each area use all suppliers within reach.
///
/// # Method
/// `supply.2sfca` · two-step floating catchment area (2SFCA, E2SFCA) · Floating-Catchment-Erreichbarkeit
///
/// Jeder Anbieter teilt sein Angebot auf alle auf, die ihn erreichen; jedes Gebiet zählt zusammen,
/// was ihm so von allen erreichbaren Anbietern zufällt. Gebietsgrenzen spielen keine Rolle. Wie weit
/// „erreichbar“ reicht, ist eine Festlegung und gehört zur Zahl.
///
/// ```text
/// R_j = S_j / Σ_k P_k · f(d_kj)      A_i = Σ_j R_j · f(d_ij)      f = 0 für d > d₀
/// f = 1, Stufen oder e^(−d²/2σ²)      Probe: Σ P_i · A_i = Σ S_j der erreichten Anbieter
/// ```
///
/// Choice: an area without supplier within reach has access 0 and is listed; a supplier without
/// demand within reach is left out and listed.
///
/// # Units
/// Supply per head of demand; costs and reach in one unit (minutes, kilometres). The reach itself
/// still counts.
///
/// # Errors
/// [`Reason::MissingValue`] if the reach, a step or the deviation is no finite number,
/// [`Reason::NegativeValue`] if a step's weight is negative, [`Reason::NonPositiveValue`] if the
/// deviation is not positive; and those of [`Market::new`].
///
/// # References
/// Luo, W. and Wang, F. (2003): Measures of spatial accessibility to health care in a GIS
/// environment. Environment and Planning B 30, 865–884. Luo, W. and Qi, Y. (2009): An enhanced
/// two-step floating catchment area (E2SFCA) method. Health & Place 15, 1100–1107. Radke, J. and
/// Mu, L. (2000): Spatial decompositions, modeling and mapping service regions. Geographic
/// Information Sciences 6, 105–112.
///
/// ```
/// use teilraum::stats::supply::{Decay, Market, Trip, two_step_floating_catchment};
/// // Ten places; 40 people near by, 60 farther off, 5 beyond reach.
/// let trips = [3.0, 9.0, 12.0].into_iter().zip(0..);
/// let trips = trips.map(|(cost, area)| Trip { area, supplier: 0, cost });
/// let market = Market::new(vec![40.0, 60.0, 5.0], vec![10.0], trips)?;
/// let access = two_step_floating_catchment(market, Decay::None, 10.0)?;
/// assert_eq!(access.access, [0.1, 0.1, 0.0]);
/// assert_eq!(access.unreached, [2]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn two_step_floating_catchment(
    market: Market,
    decay: Decay,
    reach: f64,
) -> Result<Access, Reason> {
    FloatingCatchment::new(market, decay, reach).map(finish)
}

/// [`two_step_floating_catchment`] as a job over the trips.
#[derive(Clone, Debug)]
pub struct FloatingCatchment {
    market: Market,
    decay: Decay,
    reach: f64,
    /// Weight of each trip, as far as the first step has come.
    weights: Vec<f64>,
    /// Weighted demand per supplier.
    pressure: Vec<f64>,
    access: Vec<f64>,
    /// Trips done in the second step.
    second: usize,
}

/// Simple operations per trip and step.
const PER_TRIP: u32 = 8;

impl FloatingCatchment {
    /// Checks the weights.
    ///
    /// # Errors
    /// See [`two_step_floating_catchment`].
    pub fn new(market: Market, decay: Decay, reach: f64) -> Result<Self, Reason> {
        if !reach.is_finite() {
            return Err(Reason::MissingValue);
        }
        check(&decay)?;
        Ok(Self {
            weights: Vec::with_capacity(market.costs.len()),
            pressure: vec![0.0; market.supply.len()],
            access: vec![0.0; market.demand.len()],
            second: 0,
            market,
            decay,
            reach,
        })
    }

    /// Adds the demand of the next trips to their suppliers.
    fn press(&mut self, trips: usize) {
        let from = self.weights.len();
        let costs = self.market.costs.iter().skip(from).take(trips);
        self.weights.extend(costs.map(|cost| {
            if *cost > self.reach {
                0.0
            } else {
                weight(&self.decay, *cost)
            }
        }));
        let ends = self.market.areas.iter().zip(&self.market.suppliers);
        for ((area, supplier), weight) in ends.zip(&self.weights).skip(from) {
            let demand = self.market.demand.get(*area as usize);
            let pressure = self.pressure.get_mut(*supplier as usize);
            if let (Some(demand), Some(pressure)) = (demand, pressure) {
                *pressure += demand * weight;
            }
        }
    }

    /// Adds the share of the next trips' suppliers to their areas.
    fn share(&mut self, trips: usize) {
        let ends = self.market.areas.iter().zip(&self.market.suppliers);
        for ((area, supplier), weight) in ends.zip(&self.weights).skip(self.second).take(trips) {
            let ratio = self.ratio(*supplier as usize);
            if let (Some(ratio), Some(access)) = (ratio, self.access.get_mut(*area as usize)) {
                *access += ratio * weight;
            }
        }
        self.second = (self.second + trips).min(self.weights.len());
    }

    /// Supply per weighted head; `None` where nobody in demand reaches the supplier.
    fn ratio(&self, supplier: usize) -> Option<f64> {
        let pressure = self.pressure.get(supplier).filter(|one| **one > 0.0)?;
        let ratio = self.market.supply.get(supplier)? / pressure;
        ratio.is_finite().then_some(ratio)
    }

    fn result(&self) -> Access {
        let demand = self.access.iter().zip(&self.market.demand);
        let ratios: Vec<Option<f64>> = (0..self.pressure.len()).map(|at| self.ratio(at)).collect();
        let served = ratios.iter().zip(&self.market.supply);
        let unreached = (0..)
            .zip(&self.access)
            .filter(|(_, access)| **access == 0.0);
        Access {
            unreached: unreached.map(|(area, _)| area).collect(),
            demand_weighted: demand.map(|(access, demand)| access * demand).sum(),
            allocated: served.filter(|one| one.0.is_some()).map(|one| one.1).sum(),
            access: self.access.clone(),
            ratios,
        }
    }
}

impl Job for FloatingCatchment {
    type Output = Access;

    fn step(&mut self, work: u32) -> Progress<Access> {
        let all = self.market.costs.len();
        let mut trips = (work / PER_TRIP).max(1) as usize;
        if self.weights.len() < all {
            let first = trips.min(all - self.weights.len());
            self.press(first);
            trips -= first;
        }
        if self.weights.len() == all && trips > 0 {
            self.share(trips);
        }
        if self.second < all {
            let count = |trips: usize| u32::try_from(trips).unwrap_or(u32::MAX);
            return Progress::Running {
                done: count(self.weights.len() + self.second),
                of: count(2 * all),
            };
        }
        Progress::Done(self.result())
    }
}

fn check(decay: &Decay) -> Result<(), Reason> {
    match decay {
        Decay::None => Ok(()),
        Decay::Steps(steps) => steps.iter().try_for_each(|(bound, weight)| {
            checked::amounts(&[*weight])?;
            let finite = bound.is_finite();
            finite.then_some(()).ok_or(Reason::MissingValue)
        }),
        Decay::Gaussian(sigma) if !sigma.is_finite() => Err(Reason::MissingValue),
        Decay::Gaussian(sigma) if *sigma <= 0.0 => Err(Reason::NonPositiveValue),
        Decay::Gaussian(_) => Ok(()),
    }
}

fn weight(decay: &Decay, cost: f64) -> f64 {
    match decay {
        Decay::None => 1.0,
        Decay::Steps(steps) => {
            let step = steps.iter().find(|(bound, _)| cost <= *bound);
            step.map_or(0.0, |(_, weight)| *weight)
        }
        Decay::Gaussian(sigma) => {
            // Dividing first keeps tiny deviations from 0/0.
            let ratio = cost / sigma;
            libm::exp(-0.5 * ratio * ratio)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Trips = Vec<(u32, u32, f64)>;

    fn market(demand: &[f64], supply: &[f64], trips: &Trips) -> Market {
        let trip = |&(area, supplier, cost)| Trip {
            area,
            supplier,
            cost,
        };
        let trips = trips.iter().map(trip);
        Market::new(demand.to_vec(), supply.to_vec(), trips).unwrap()
    }

    fn decays() -> [Decay; 3] {
        let steps = vec![(10.0, 1.0), (20.0, 0.5)];
        [Decay::None, Decay::Steps(steps), Decay::Gaussian(9.0)]
    }

    /// The slow twin: both sums over all trips, for each supplier and each area anew.
    fn plain(demand: &[f64], supply: &[f64], trips: &Trips, decay: &Decay) -> Vec<f64> {
        let f = |cost: f64| {
            if cost > 25.0 {
                0.0
            } else {
                weight(decay, cost)
            }
        };
        let ratio = |j: u32| {
            let theirs = trips.iter().filter(|trip| trip.1 == j);
            let heads: f64 = theirs.map(|trip| demand[trip.0 as usize] * f(trip.2)).sum();
            if heads > 0.0 {
                supply[j as usize] / heads
            } else {
                0.0
            }
        };
        let access = |i: u32| {
            let ours = trips.iter().filter(|trip| trip.0 == i);
            ours.map(|trip| ratio(trip.1) * f(trip.2)).sum()
        };
        (0..demand.len() as u32).map(access).collect()
    }

    #[test]
    fn what_meets_nobody_is_listed() {
        let trips = vec![(0, 0, 5.0), (1, 1, 5.0), (2, 0, 26.0), (2, 1, 99.0)];
        let market = market(&[10.0, 0.0, 7.0], &[2.0, 3.0, 4.0], &trips);
        let access = two_step_floating_catchment(market, Decay::None, 25.0).unwrap();
        assert_eq!(access.undefined().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(access.unreached, [1, 2]);
        assert_eq!(access.access, [0.2, 0.0, 0.0]);
        assert_eq!(access.allocated, 2.0);
    }

    #[test]
    fn the_reach_itself_still_counts() {
        let market = market(&[10.0], &[2.0], &vec![(0, 0, 25.0)]);
        for decay in decays() {
            let access = two_step_floating_catchment(market.clone(), decay.clone(), 25.0).unwrap();
            let beyond_all_steps = matches!(decay, Decay::Steps(_));
            assert_eq!(access.access[0] == 0.0, beyond_all_steps, "{decay:?}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let trip = |area, supplier, cost| {
            let trip = Trip {
                area,
                supplier,
                cost,
            };
            Market::new(vec![1.0], vec![1.0], [trip])
        };
        assert_eq!(trip(1, 0, 1.0), Err(Reason::MissingValue));
        assert_eq!(trip(0, 1, 1.0), Err(Reason::MissingValue));
        assert_eq!(trip(0, 0, -1.0), Err(Reason::NegativeValue));
        assert_eq!(trip(0, 0, f64::NAN), Err(Reason::MissingValue));
        let with = |decay, reach| {
            two_step_floating_catchment(Market::default(), decay, reach).unwrap_err()
        };
        assert_eq!(with(Decay::None, f64::NAN), Reason::MissingValue);
        assert_eq!(with(Decay::Gaussian(0.0), 1.0), Reason::NonPositiveValue);
        let steps = Decay::Steps(vec![(1.0, -1.0)]);
        assert_eq!(with(steps, 1.0), Reason::NegativeValue);
        let nothing = two_step_floating_catchment(Market::default(), Decay::None, 1.0);
        assert_eq!(nothing.unwrap().access, [0.0; 0]);
    }

    proptest! {
        #[test]
        fn as_the_plain_way_and_no_supply_is_lost(
            demand in prop::collection::vec(0.0..1e4, 5),
            supply in prop::collection::vec(0.0..50.0, 4),
            trips in prop::collection::vec((0_u32..5, 0_u32..4, 0.0..40.0), 0..30),
            steps in prop::collection::vec(1_u32..100, 1..8),
        ) {
            for decay in decays() {
                let all = market(&demand, &supply, &trips);
                let found = two_step_floating_catchment(all.clone(), decay.clone(), 25.0).unwrap();
                let expected = plain(&demand, &supply, &trips, &decay);
                for (a, b) in found.access.iter().zip(&expected) {
                    prop_assert!((a - b).abs() <= 1e-12 * (1.0 + b.abs()));
                }
                let lost = (found.demand_weighted - found.allocated).abs();
                prop_assert!(lost <= 1e-9 * found.allocated);

                let mut job = FloatingCatchment::new(all, decay, 25.0).unwrap();
                let mut sizes = steps.iter().cycle();
                let stepped = loop {
                    if let Progress::Done(done) = job.step(*sizes.next().unwrap()) {
                        break done;
                    }
                };
                prop_assert_eq!(stepped, found);
            }
        }
    }
}
