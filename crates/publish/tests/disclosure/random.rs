//! Random hierarchies with secrets, the same for the same seed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::atlas::{Atlas, Level, Table, own};
use super::published::Key;
use super::rules::share;

/// A small generator of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn between(&mut self, from: u64, to: u64) -> usize {
        (from + self.below(to - from + 1)) as usize
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// A smallest piece of territory: an area of the finest level, and one of the second system.
#[derive(Clone, Debug)]
struct Atom {
    /// Areas of all levels of the first system, by position in `Case::levels`.
    areas: Vec<String>,
    other: Option<String>,
}

/// A random atlas with its truth.
pub struct Case {
    pub atlas: Atlas,
    /// Counts of every atom, period and category without totals.
    counts: BTreeMap<(usize, String, Vec<usize>), i64>,
    people: BTreeMap<(usize, String), i64>,
    atoms: Vec<Atom>,
    pub minimum: i64,
    periods: Vec<String>,
}

/// Which features a case has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    pub two_systems: bool,
}

impl Case {
    pub fn new(seed: u64, wish: Wish) -> Self {
        let mut dice = Dice(seed);
        let careful = dice.chance(30);
        let profile = if careful { "careful-5" } else { "strict-3" };
        let (levels, atoms) = territory(&mut dice, wish);
        let mut atlas = Atlas::new("");
        let mut lines = format!("profile = \"{profile}\"\n");
        if wish.two_systems {
            lines.push_str(&overlap(&mut atlas, &levels, &atoms));
        }
        atlas.disclosure = own(&lines);
        atlas.levels = levels;
        let mut cases = Table::counts("cases");
        for axis in 0..dice.between(0, if wish.two_systems { 1 } else { 2 }) {
            let count = dice.between(2, 3);
            let mut categories = vec!["total".to_owned()];
            categories.extend((0..count).map(|at| format!("c{at}")));
            cases.axes.push((format!("axis{axis}"), categories));
        }
        let mut periods = vec!["2020".to_owned()];
        if dice.chance(30) {
            periods.push("2021".to_owned());
        }
        let mut case = Self {
            atlas,
            counts: BTreeMap::new(),
            people: BTreeMap::new(),
            atoms,
            minimum: if careful { 5 } else { 3 },
            periods,
        };
        case.draw(&mut dice, &cases);
        let hollow = dice.chance(20);
        let people_from = if dice.chance(50) {
            "office"
        } else {
            "elsewhere"
        };
        case.fill(cases, hollow, people_from);
        case
    }

    fn draw(&mut self, dice: &mut Dice, cases: &Table) {
        let tuples = leaves(cases);
        for atom in 0..self.atoms.len() {
            for period in self.periods.clone() {
                let mut sum = 0;
                for tuple in &tuples {
                    let count = match dice.below(10) {
                        0..=1 => 0,
                        2..=4 => dice.between(1, 4),
                        _ => dice.between(3, 60),
                    } as i64;
                    sum += count;
                    self.counts
                        .insert((atom, period.clone(), tuple.clone()), count);
                }
                let rest = dice.between(0, 300) as i64;
                self.people.insert((atom, period), sum + rest);
            }
        }
    }

    /// Writes the tables from the truth; a hollow one lacks a level between two others.
    fn fill(&mut self, mut cases: Table, hollow: bool, people_from: &'static str) {
        cases.cells.clear();
        let mut people = Table::counts("people");
        people.source = people_from;
        let levels: Vec<(usize, String)> = self
            .atlas
            .levels
            .iter()
            .enumerate()
            .map(|(at, level)| (at, level.key.clone()))
            .collect();
        for (at, level) in levels {
            let middle = at == 1 && self.atlas.levels.len() > 2 && level == "l1";
            if hollow && middle {
                continue;
            }
            self.fill_level(&mut cases, &mut people, (at, &level));
        }
        self.atlas.tables = vec![cases, people];
        self.atlas.computed = vec![share("quota", "cases", "people")];
    }

    fn fill_level(&self, cases: &mut Table, people: &mut Table, (at, level): (usize, &str)) {
        let add = |table: &mut Table, area: &str, period: &str, category: &str, count: i64| {
            let cell = (
                (level.to_owned(), area.to_owned()),
                period.to_owned(),
                category.to_owned(),
            );
            let slot = table.cells.entry(cell).or_insert(Ok(0));
            *slot = slot.map(|sum| sum + count);
        };
        let area = |atom: &Atom| match level {
            "other" => atom.other.clone(),
            _ => atom.areas.get(at).cloned(),
        };
        let axes: Vec<Vec<String>> = cases.axes.iter().map(|(_, keys)| keys.clone()).collect();
        for ((atom, period, tuple), count) in &self.counts {
            let Some(area) = area(&self.atoms[*atom]) else {
                continue;
            };
            for category in categories_of(&axes, tuple) {
                add(cases, &area, period, &category, *count);
            }
        }
        for ((atom, period), count) in &self.people {
            if let Some(area) = area(&self.atoms[*atom]) {
                add(people, &area, period, "", *count);
            }
        }
    }

    /// Changes a few counts, as a correction would.
    pub fn correct(&mut self, dice: &mut Dice) {
        let keys: Vec<_> = self.counts.keys().cloned().collect();
        for _ in 0..dice.between(0, 3) {
            let key = &keys[dice.below(keys.len() as u64) as usize];
            let change = dice.between(1, 8) as i64;
            *self.counts.get_mut(key).unwrap() += change;
            *self.people.get_mut(&(key.0, key.1.clone())).unwrap() += change;
        }
        let cases = self.atlas.tables[0].clone();
        let hollow = !cases.cells.keys().any(|((level, _), _, _)| level == "l1");
        let people_from = self.atlas.tables[1].source;
        self.fill(cases, hollow, people_from);
    }

    /// The truth of every printed table, by key.
    pub fn truth(&self) -> BTreeMap<Key, i64> {
        let mut truth = BTreeMap::new();
        for table in &self.atlas.tables {
            for (((level, area), period, category), number) in &table.cells {
                let key = (
                    table.key.clone(),
                    level.clone(),
                    area.clone(),
                    period.clone(),
                    category.clone(),
                );
                truth.insert(key, number.unwrap());
            }
        }
        truth
    }

    /// Every cell of `cases` that the minimum frequency makes secret.
    pub fn secrets(&self) -> Vec<Key> {
        let secret = |(key, number): (Key, i64)| {
            (key.0 == "cases" && 0 < number && number < self.minimum).then_some(key)
        };
        self.truth().into_iter().filter_map(secret).collect()
    }

    /// Every area of two systems as the sum of its atoms: what a reader of maps knows.
    pub fn atom_sums(&self) -> Vec<(Key, Vec<Key>)> {
        let mut sums: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
        let finest = self
            .atlas
            .levels
            .iter()
            .filter(|level| level.key != "other")
            .count()
            - 1;
        let categories = self.atlas.tables[0].categories();
        for (at, atom) in self.atoms.iter().enumerate() {
            let areas = [
                Some((format!("l{finest}"), atom.areas[finest].clone())),
                atom.other.clone().map(|other| ("other".to_owned(), other)),
            ];
            for (level, area) in areas.into_iter().flatten() {
                for period in &self.periods {
                    for category in &categories {
                        let part = (
                            "cases".to_owned(),
                            "atom".to_owned(),
                            at.to_string(),
                            period.clone(),
                            category.clone(),
                        );
                        let total = (
                            "cases".to_owned(),
                            level.clone(),
                            area.clone(),
                            period.clone(),
                            category.clone(),
                        );
                        sums.entry(total).or_default().push(part);
                    }
                }
            }
        }
        sums.into_iter().collect()
    }
}

fn territory(dice: &mut Dice, wish: Wish) -> (Vec<Level>, Vec<Atom>) {
    let depth = dice.between(2, 3);
    let mut levels: Vec<Level> = Vec::new();
    for at in 0..depth {
        let mut level = Level {
            key: format!("l{at}"),
            system: "first".to_owned(),
            parent: at.checked_sub(1).map(|at| format!("l{at}")),
            areas: Vec::new(),
        };
        let parents = match levels.last() {
            Some(parent) => parent.areas.iter().map(|(key, _)| key.clone()).collect(),
            None => vec![String::new()],
        };
        for parent in parents {
            let most = if at == 0 { 2 } else { 4 };
            for child in 0..dice.between(1, most) {
                level
                    .areas
                    .push((format!("{parent}{child}"), parent.clone()));
            }
        }
        levels.push(level);
    }
    let mut atoms = Vec::new();
    for (key, _) in &levels[depth - 1].areas.clone() {
        let pieces = if wish.two_systems {
            dice.between(1, 2)
        } else {
            1
        };
        for _ in 0..pieces {
            let areas = (1..=depth).map(|length| key[..length].to_owned()).collect();
            atoms.push(Atom { areas, other: None });
        }
    }
    if wish.two_systems {
        levels.push(second_system(dice, &mut atoms));
    }
    (levels, atoms)
}

/// Cuts the atoms, in their order, into areas of another system.
fn second_system(dice: &mut Dice, atoms: &mut [Atom]) -> Level {
    let (mut area, mut keys) = (0, vec![("s0".to_owned(), String::new())]);
    for atom in atoms {
        atom.other = Some(format!("s{area}"));
        if dice.chance(45) {
            area += 1;
            keys.push((format!("s{area}"), String::new()));
        }
    }
    Level {
        key: "other".to_owned(),
        system: "second".to_owned(),
        parent: None,
        areas: keys,
    }
}

fn overlap(atlas: &mut Atlas, levels: &[Level], atoms: &[Atom]) -> String {
    let finest = levels.len() - 2;
    let mut text = "first,second,atom\n".to_owned();
    for (at, atom) in atoms.iter().enumerate() {
        writeln!(
            text,
            "{},{},{at}",
            atom.areas[finest],
            atom.other.clone().unwrap_or_default()
        )
        .unwrap();
    }
    atlas.files.insert("atoms.csv".to_owned(), text);
    format!("[[disclosure.overlap]]\nlevels = [\"l{finest}\", \"other\"]\natoms = \"atoms.csv\"\n")
}

/// Every tuple of categories that are no totals.
fn leaves(table: &Table) -> Vec<Vec<usize>> {
    let mut tuples = vec![Vec::new()];
    for (_, categories) in &table.axes {
        let longer = |tuple: &Vec<usize>| {
            let next = 1..categories.len();
            next.map(|at| [tuple.clone(), vec![at]].concat())
                .collect::<Vec<_>>()
        };
        tuples = tuples.iter().flat_map(longer).collect();
    }
    tuples
}

/// The keys of all tuples that hold `tuple`: each axis its own category or the total.
fn categories_of(axes: &[Vec<String>], tuple: &[usize]) -> Vec<String> {
    let mut keys = vec![Vec::new()];
    for (categories, at) in axes.iter().zip(tuple) {
        let longer = |keys: &Vec<String>| {
            [0, *at].map(|at| [keys.clone(), vec![categories[at].clone()]].concat())
        };
        keys = keys.iter().flat_map(longer).collect();
    }
    keys.into_iter().map(|keys| keys.join("/")).collect()
}
