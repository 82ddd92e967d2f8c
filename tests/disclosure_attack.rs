//! Disclosure control against an attacker who knows nothing of how it works: all fillings of small
//! publications, counted one by one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where it finds something unexpected"
)]

use proptest::prelude::*;
use teilraum::disclosure::{
    Cell, CellId, Relation, System, Ties, audit, intervals, round, secondary,
};

/// A publication as its readers see it: what is known of each cell by itself, and what ties cells.
struct Print {
    known: Vec<(i64, i64)>,
    relations: Vec<Relation>,
}

/// The least and greatest amount of each cell over all fillings in whole numbers.
fn fillings(print: &Print) -> Vec<(i64, i64)> {
    let mut found = vec![(i64::MAX, i64::MIN); print.known.len()];
    let mut values = vec![0; print.known.len()];
    fill(print, 0, &mut values, &mut found);
    found
}

fn fill(print: &Print, at: usize, values: &mut Vec<i64>, found: &mut [(i64, i64)]) {
    if !print
        .relations
        .iter()
        .all(|relation| can_hold(print, relation, at, values))
    {
        return;
    }
    let Some((lo, hi)) = print.known.get(at).copied() else {
        for (ends, value) in found.iter_mut().zip(values) {
            *ends = (ends.0.min(*value), ends.1.max(*value));
        }
        return;
    };
    for value in lo..=hi {
        values[at] = value;
        fill(print, at + 1, values, found);
    }
    values[at] = 0;
}

/// Whether a relation can still hold with the first cells given.
fn can_hold(print: &Print, relation: &Relation, given: usize, values: &[i64]) -> bool {
    let (mut least, mut most) = (0, 0);
    for (cell, factor) in &relation.terms {
        let at = cell.index();
        let (lo, hi) = if at < given {
            (values[at], values[at])
        } else {
            print.known[at]
        };
        let (a, b) = (lo * factor, hi * factor);
        least += a.min(b);
        most += a.max(b);
    }
    relation.lo.is_none_or(|lo| most >= lo) && relation.hi.is_none_or(|hi| least <= hi)
}

/// How a cell of a random publication is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    Exact,
    Rounded,
    Withheld,
}

fn look() -> impl Strategy<Value = Look> {
    prop_oneof![3 => Just(Look::Exact), 1 => Just(Look::Rounded), 4 => Just(Look::Withheld)]
}

/// A random table of areas × groups with all totals, and one rate for each area.
#[derive(Clone, Debug)]
struct Town {
    areas: usize,
    groups: usize,
    inner: Vec<i64>,
    looks: Vec<Look>,
    rates: Vec<bool>,
    seed: u64,
}

fn town(
    areas: std::ops::Range<usize>,
    groups: std::ops::Range<usize>,
    most: i64,
) -> impl Strategy<Value = Town> {
    (areas, groups).prop_flat_map(move |(areas, groups)| {
        let cells = (areas + 1) * (groups + 1);
        (
            prop::collection::vec(0..=most, areas * groups),
            prop::collection::vec(look(), cells),
            prop::collection::vec(any::<bool>(), areas),
            any::<u64>(),
        )
            .prop_map(move |(inner, looks, rates, seed)| Town {
                areas,
                groups,
                inner,
                looks,
                rates,
                seed,
            })
    })
}

impl Town {
    /// The amounts of all cells, margins included, area by area.
    fn amounts(&self) -> Vec<i64> {
        let inner = |area: usize, group: usize| self.inner[area * self.groups + group];
        let mut all = Vec::new();
        for area in 0..=self.areas {
            let areas: Vec<usize> = if area < self.areas {
                vec![area]
            } else {
                (0..self.areas).collect()
            };
            for group in 0..=self.groups {
                let groups: Vec<usize> = if group < self.groups {
                    vec![group]
                } else {
                    (0..self.groups).collect()
                };
                all.push(
                    areas
                        .iter()
                        .flat_map(|a| groups.iter().map(|g| inner(*a, *g)))
                        .sum(),
                );
            }
        }
        all
    }

    /// What everybody knows no amount exceeds; beyond it nothing need be counted.
    fn high(&self) -> i64 {
        self.inner.iter().sum::<i64>() + 6
    }

    /// For a cell of one person, the inner cell this person is in.
    fn person(&self, cell: usize) -> Option<usize> {
        let (area, group) = (cell / (self.groups + 1), cell % (self.groups + 1));
        let within = |at: usize| {
            (area == self.areas || at / self.groups == area)
                && (group == self.groups || at % self.groups == group)
        };
        (0..self.inner.len()).find(|at| within(*at) && self.inner[*at] > 0)
    }

    fn totals(&self) -> Vec<(usize, Vec<usize>)> {
        let cell = |area: usize, group: usize| area * (self.groups + 1) + group;
        let rows = (0..=self.areas).map(|area| {
            (
                cell(area, self.groups),
                (0..self.groups).map(|group| cell(area, group)).collect(),
            )
        });
        let columns = (0..=self.groups).map(|group| {
            (
                cell(self.areas, group),
                (0..self.areas).map(|area| cell(area, group)).collect(),
            )
        });
        rows.chain(columns).collect()
    }
}

/// Relations in an order drawn from a seed.
fn shuffled<T>(mut list: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed | 1;
    for at in (1..list.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        list.swap(at, (state >> 33) as usize % (at + 1));
    }
    list
}

fn total_of(ids: &[CellId], total: usize, parts: &[usize]) -> Relation {
    let mut terms: Vec<(CellId, i64)> = parts.iter().map(|part| (ids[*part], 1)).collect();
    terms.push((ids[total], -1));
    terms.sort();
    Relation {
        terms,
        lo: Some(0),
        hi: Some(0),
        with: None,
    }
}

/// The town as printed: the system, and what an outsider sees.
fn printed(town: &Town) -> (System, Print) {
    let mut system = System::new();
    let mut ids = Vec::new();
    let mut known = Vec::new();
    for (value, look) in town.amounts().into_iter().zip(&town.looks) {
        let rounded = round(value as u64, 3, Ties::Up);
        let (cell, ends) = match look {
            Look::Exact => (Cell::published(value), (value, value)),
            Look::Rounded => {
                let (lo, hi) = (rounded.lo as i64, rounded.hi as i64);
                (Cell::rounded(value, lo, hi), (lo, hi))
            }
            Look::Withheld => (Cell::hidden(value), (0, town.high())),
        };
        ids.push(
            system
                .add(cell.between(Some(0), Some(town.high())))
                .unwrap(),
        );
        known.push(ends);
    }
    let mut relations: Vec<Relation> = town
        .totals()
        .iter()
        .map(|(total, parts)| total_of(&ids, *total, parts))
        .collect();
    for (area, _) in town.rates.iter().enumerate().filter(|(_, rate)| **rate) {
        // The share of the first group, printed in whole percent.
        let (x, n) = (
            ids[area * (town.groups + 1)],
            ids[area * (town.groups + 1) + town.groups],
        );
        let (a, b) = (town.amounts()[x.index()], town.amounts()[n.index()]);
        if b > 0 {
            let percent = (200 * a + b) / (2 * b);
            let both = system.share(x, n, percent, 100, None).unwrap();
            relations.extend(both.map(|relation| system.get(relation).unwrap()));
        }
    }
    for (total, parts) in shuffled(town.totals(), town.seed) {
        let parts: Vec<CellId> = parts.iter().map(|part| ids[*part]).collect();
        system.total(ids[total], &parts).unwrap();
    }
    (system, Print { known, relations })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_audit_knows_exactly_what_counting_all_fillings_tells(town in town(1..4, 1..3, 5)) {
        let (system, print) = printed(&town);
        let ids: Vec<CellId> = system.ids().collect();
        let told = fillings(&print);
        for (known, (lo, hi)) in intervals(&system, &ids).iter().zip(&told) {
            prop_assert!(known.exact, "{:?}", known);
            prop_assert_eq!((known.lo, known.hi), (Some(*lo), Some(*hi)), "{:?}", known.cell);
        }
    }
}

/// The town with its small amounts as secrets; the grand total is published for good.
fn secretive(town: &Town, width: u64, contributors: bool) -> System {
    let mut system = System::new();
    let amounts = town.amounts();
    let last = amounts.len() - 1;
    let mut ids = Vec::new();
    for (at, value) in amounts.iter().copied().enumerate() {
        let cell = if at == last {
            Cell::published(value).fixed()
        } else if 0 < value && value < 3 {
            let secret = Cell::secret(value, width);
            if contributors && value == 1 {
                secret.alone()
            } else {
                secret
            }
        } else {
            Cell::published(value)
        };
        ids.push(
            system
                .add(cell.between(Some(0), Some(town.high())))
                .unwrap(),
        );
    }
    for (total, parts) in shuffled(town.totals(), town.seed) {
        let parts: Vec<CellId> = parts.iter().map(|part| ids[*part]).collect();
        system.total(ids[total], &parts).unwrap();
    }
    system
}

/// What an outsider sees of a system after withholding.
fn seen(town: &Town, system: &System) -> Print {
    let ids: Vec<CellId> = system.ids().collect();
    let known = town.amounts().into_iter().zip(&ids);
    let known = known.map(|(value, id)| {
        if system.is_withheld(*id) {
            (0, town.high())
        } else {
            (value, value)
        }
    });
    let totals = town.totals();
    Print {
        known: known.collect(),
        relations: totals
            .iter()
            .map(|(total, parts)| total_of(&ids, *total, parts))
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_who_counts_all_fillings_learns_a_secret(town in town(2..5, 1..4, 9), width in 1_u64..5) {
        let mut system = secretive(&town, width, false);
        let (pattern, unsafe_) = match secondary(&system) {
            Ok(pattern) => (pattern, Vec::new()),
            Err(unprotected) => (unprotected.pattern, unprotected.secrets),
        };
        system.withhold(&pattern.extra).unwrap();
        let breaches: Vec<CellId> = audit(&system).iter().map(|breach| breach.interval.cell).collect();
        prop_assert_eq!(&breaches, &unsafe_, "the audit agrees with what was promised");
        let unknowns = system.ids().filter(|id| system.is_withheld(*id)).count();
        prop_assume!(unknowns <= 9);
        let told = fillings(&seen(&town, &system));
        for secret in system.secrets() {
            let (lo, hi) = told[secret.index()];
            let safe = hi.abs_diff(lo) >= width;
            prop_assert_eq!(safe, !unsafe_.contains(&secret), "{:?} in {}..={}", secret, lo, hi);
        }
    }

    #[test]
    fn a_secret_is_given_up_only_if_withholding_everything_would_not_help(
        town in town(1..4, 1..4, 9), width in 1_u64..5,
    ) {
        let mut system = secretive(&town, width, false);
        let Err(unprotected) = secondary(&system) else {
            return Ok(());
        };
        let amounts = town.amounts();
        let last = amounts.len() - 1;
        let all: Vec<CellId> = system.ids().filter(|id| id.index() != last && amounts[id.index()] != 0).collect();
        system.withhold(&all).unwrap();
        let breaches: Vec<CellId> = audit(&system).iter().map(|breach| breach.interval.cell).collect();
        prop_assert_eq!(breaches, unprotected.secrets);
    }

    #[test]
    fn no_single_contributor_learns_another_secret(town in town(2..5, 1..3, 6)) {
        let mut system = secretive(&town, 2, true);
        let Ok(pattern) = secondary(&system) else {
            return Ok(());
        };
        system.withhold(&pattern.extra).unwrap();
        prop_assert_eq!(audit(&system), []);
        let unknowns = system.ids().filter(|id| system.is_withheld(*id)).count();
        prop_assume!(unknowns <= 9);
        let mut print = seen(&town, &system);
        let amounts = town.amounts();
        for (contributor, _) in amounts.iter().enumerate().filter(|(_, value)| **value == 1) {
            let before = std::mem::replace(&mut print.known[contributor], (1, 1));
            let told = fillings(&print);
            for secret in system.secrets().iter().filter(|secret| {
                    let own = town.person(contributor);
                    amounts[secret.index()] != 1 || town.person(secret.index()) != own
                }) {
                let (lo, hi) = told[secret.index()];
                prop_assert!(lo < hi, "{:?} is known to the one person in {}", secret, contributor);
            }
            print.known[contributor] = before;
        }
    }

    #[test]
    fn the_order_of_relations_changes_nothing(town in town(2..6, 1..4, 30), other in any::<u64>()) {
        let again = Town { seed: other, ..town.clone() };
        let (a, b) = (secretive(&town, 3, true), secretive(&again, 3, true));
        prop_assert_eq!(secondary(&a), secondary(&b));
        let cells = |system: &System| -> Vec<_> {
            audit(system).into_iter().map(|breach| (breach.interval, breach.contributor)).collect()
        };
        prop_assert_eq!(cells(&a), cells(&b));
    }

    #[test]
    fn what_gives_a_secret_away_is_enough_and_nothing_of_it_is_needless(town in town(1..4, 1..4, 4)) {
        let system = secretive(&town, 2, false);
        for breach in audit(&system) {
            prop_assert!(breach.interval.exact);
            let alone = |without: Option<usize>| {
                let mut part = System::new();
                for (id, value) in system.ids().zip(town.amounts()) {
                    let cell = if system.is_withheld(id) { Cell::hidden(value) } else { Cell::published(value) };
                    part.add(cell.between(Some(0), Some(town.high()))).unwrap();
                }
                for (at, relation) in breach.by.iter().enumerate() {
                    if Some(at) != without {
                        part.relation(system.get(*relation).unwrap()).unwrap();
                    }
                }
                intervals(&part, &[breach.interval.cell])[0].width().unwrap()
            };
            prop_assert!(alone(None) < 2, "{breach:?}");
            for at in 0..breach.by.len() {
                prop_assert!(alone(Some(at)) >= 2, "{breach:?} without {at}");
            }
        }
    }
}

#[test]
fn what_a_source_withholds_is_derived_but_never_needed() {
    let mut system = System::new();
    let total = system.add(Cell::published(20).fixed()).unwrap();
    let parts = [
        Cell::unknown(),
        Cell::published(5),
        Cell::published(8).fixed(),
    ];
    let parts = parts.map(|cell| system.add(cell).unwrap());
    system.total(total, &parts).unwrap();
    let known = intervals(&system, &[parts[0]])[0];
    assert_eq!((known.lo, known.hi, known.exact), (Some(7), Some(7), true));
    assert_eq!(audit(&system), [], "it is not this office's secret");
}

#[test]
fn a_secret_beside_what_a_source_withholds_is_protected_by_it() {
    let mut system = System::new();
    let total = system.add(Cell::published(20).fixed()).unwrap();
    let parts = [Cell::secret(2, 3), Cell::unknown(), Cell::published(5)];
    let parts = parts.map(|cell| system.add(cell).unwrap());
    system.total(total, &parts).unwrap();
    assert_eq!(audit(&system), []);
    assert_eq!(secondary(&system).unwrap().extra, []);
}

#[test]
fn a_printed_rate_gives_its_count_away_until_it_is_withheld_too() {
    let mut system = System::new();
    let count = system.add(Cell::secret(2, 3)).unwrap();
    let people = system.add(Cell::published(157).fixed()).unwrap();
    let rate = system.add(Cell::carrier(1)).unwrap();
    let told = system.share(count, people, 13, 1000, Some(rate)).unwrap();
    let breaches = audit(&system);
    let interval = breaches[0].interval;
    assert_eq!(
        (interval.lo, interval.hi, interval.exact),
        (Some(2), Some(2), true)
    );
    // That it is at most 2 is enough: it may be 0 as far as width goes.
    assert_eq!(breaches[0].by, told[1..]);
    let pattern = secondary(&system).unwrap();
    assert_eq!(pattern.extra, [rate]);
    system.withhold(&pattern.extra).unwrap();
    assert_eq!(audit(&system), []);
}

#[test]
fn where_a_limit_ends_the_search_a_secret_counts_as_not_safe() {
    let mut system = System::new();
    let total = system.add(Cell::published(20).fixed()).unwrap();
    let parts = [Cell::secret(2, 3), Cell::hidden(13), Cell::published(5)];
    let parts = parts.map(|cell| system.add(cell).unwrap());
    system.total(total, &parts).unwrap();
    assert_eq!(audit(&system), []);
    system.limits.pivots = 0;
    system.limits.nodes = 0;
    let breaches = audit(&system);
    assert_eq!(breaches.len(), 1);
    assert!(!breaches[0].interval.exact && breaches[0].by.is_empty());
    assert_eq!(
        secondary(&system).map_err(|error| error.secrets),
        Ok(Default::default())
    );
}

#[test]
fn a_secret_that_nothing_can_protect_is_named() {
    let mut system = System::new();
    let total = system.add(Cell::published(7).fixed()).unwrap();
    let parts = [Cell::secret(2, 3), Cell::published(5).fixed()];
    let parts = parts.map(|cell| system.add(cell).unwrap());
    system.total(total, &parts).unwrap();
    assert_eq!(secondary(&system).unwrap_err().secrets, [parts[0]]);
}

#[test]
fn sums_that_do_not_add_up_are_refused_with_both_numbers() {
    let mut system = System::new();
    let [total, part] =
        [Cell::published(7), Cell::published(5)].map(|cell| system.add(cell).unwrap());
    let error = system.total(total, &[part]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the amounts give -2, but the relation says 0 to 0"
    );
}
