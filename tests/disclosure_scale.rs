//! Disclosure control of a whole country: towns in districts in states, by sex and group, for years.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where it finds something unexpected"
)]

use teilraum::disclosure::{Cell, CellId, System, audit, secondary};

/// Sexes and groups with their totals.
const SEXES: usize = 3;
const GROUPS: usize = 4;
const CELLS: usize = SEXES * GROUPS;

/// How large the country is.
#[derive(Clone, Copy)]
struct Country {
    states: usize,
    districts: usize,
    towns: usize,
    years: usize,
}

/// A number below `below` that depends on nothing but its place.
fn drawn(state: &mut u64, below: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

/// Amounts of one town by sex and group with totals: most towns are small, a few very large.
fn town(state: &mut u64) -> [i64; CELLS] {
    let size = 1 << drawn(state, 8);
    let mut all = [0; CELLS];
    for sex in 0..SEXES - 1 {
        for group in 0..GROUPS - 1 {
            let amount = drawn(state, 3 * size) as i64;
            for s in [sex, SEXES - 1] {
                for g in [group, GROUPS - 1] {
                    all[s * GROUPS + g] += amount;
                }
            }
        }
    }
    all
}

struct Nation {
    system: System,
    towns: usize,
}

impl Nation {
    fn area(&mut self, amounts: &[i64; CELLS]) -> [CellId; CELLS] {
        let cells = amounts.map(|amount| {
            let small = 0 < amount && amount < 3;
            let cell = if small {
                Cell::secret(amount, 3)
            } else {
                Cell::published(amount)
            };
            self.system.add(cell).unwrap()
        });
        for sex in 0..SEXES {
            let at = |group: usize| cells[sex * GROUPS + group];
            self.system
                .total(at(GROUPS - 1), &[at(0), at(1), at(2)])
                .unwrap();
        }
        for group in 0..GROUPS {
            let at = |sex: usize| cells[sex * GROUPS + group];
            self.system.total(at(SEXES - 1), &[at(0), at(1)]).unwrap();
        }
        cells
    }

    /// An area that is the sum of others.
    fn above(
        &mut self,
        parts: &[([i64; CELLS], [CellId; CELLS])],
    ) -> ([i64; CELLS], [CellId; CELLS]) {
        let mut sum = [0; CELLS];
        for (amounts, _) in parts {
            sum.iter_mut()
                .zip(amounts)
                .for_each(|(sum, amount)| *sum += amount);
        }
        let cells = self.area(&sum);
        for (at, cell) in cells.iter().enumerate() {
            let parts: Vec<CellId> = parts.iter().map(|(_, cells)| cells[at]).collect();
            self.system.total(*cell, &parts).unwrap();
        }
        (sum, cells)
    }

    fn year(&mut self, country: Country, state: &mut u64) {
        let mut states = vec![Vec::new(); country.states];
        for district in 0..country.districts {
            // A quarter of the districts are one town each.
            let many = country.towns / country.districts * 4 / 3;
            let count = if district % 4 == 0 { 1 } else { many };
            let towns: Vec<_> = (0..count)
                .map(|_| {
                    let amounts = town(state);
                    (amounts, self.area(&amounts))
                })
                .collect();
            self.towns += count;
            let district_cells = self.above(&towns);
            states[district % country.states].push(district_cells);
        }
        let states: Vec<_> = states
            .iter()
            .map(|districts| self.above(districts))
            .collect();
        self.above(&states);
    }
}

fn protect(country: Country) {
    let mut nation = Nation {
        system: System::new(),
        towns: 0,
    };
    let mut state = 0x7e11;
    for _ in 0..country.years {
        nation.year(country, &mut state);
    }
    let mut system = nation.system;
    let secrets = system.secrets().len();
    println!(
        "{} towns, {} cells, {secrets} secrets",
        nation.towns / country.years,
        system.len()
    );
    let pattern = secondary(&system).unwrap();
    println!("{} further cells withheld", pattern.extra.len());
    system.withhold(&pattern.extra).unwrap();
    assert_eq!(audit(&system), []);
    // Alone in a table of three dimensions, a secret needs the seven other corners of a box.
    assert!(
        pattern.extra.len() <= 7 * secrets,
        "{} for {secrets}",
        pattern.extra.len()
    );
}

#[test]
fn a_small_country_is_protected_and_the_audit_proves_it() {
    protect(Country {
        states: 2,
        districts: 12,
        towns: 120,
        years: 1,
    });
}

/// `cargo test --profile tool --test disclosure_scale -- --ignored --nocapture`
#[test]
#[ignore = "takes a minute even when optimised"]
fn eleven_thousand_towns_by_twelve_cells_and_ten_years_are_protected_and_audited() {
    protect(Country {
        states: 16,
        districts: 400,
        towns: 11_000,
        years: 10,
    });
}

#[test]
#[ignore = "takes seconds even when optimised"]
fn one_year_of_eleven_thousand_towns_is_protected_and_audited() {
    protect(Country {
        states: 16,
        districts: 400,
        towns: 11_000,
        years: 1,
    });
}
