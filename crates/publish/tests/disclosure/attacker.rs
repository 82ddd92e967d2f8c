//! An attacker who has nothing but the files, and linear programming.
//!
//! Shares nothing with the code under test: numbers that are printed are known, everything else is
//! at least nothing; totals are the sums of their parts. Each secret is then squeezed between the
//! least and the most it can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

use teilraum::model::{MeasureKind, ValueState};

use super::published::{Key, Published};

/// Σ factor · amount, compared with nothing.
#[derive(Debug)]
struct Relation {
    terms: Vec<(Key, f64)>,
    is: ComparisonOp,
}

/// A share of one amount in another, as it is printed.
#[derive(Debug)]
pub struct Share {
    pub part: Key,
    pub whole: Key,
    /// In units of the last decimal.
    pub units: i64,
    /// Units of the last decimal for a share of one.
    pub scale: f64,
}

/// Numbers, equations and inequalities.
#[derive(Debug, Default)]
pub struct Attacker {
    known: BTreeMap<Key, i64>,
    /// Amounts that are withheld although a nothing would be printed.
    positive: BTreeSet<Key>,
    relations: Vec<Relation>,
}

impl Attacker {
    /// Learns every printed count.
    pub fn learn(&mut self, published: &Published) {
        for (key, shown) in &published.cells {
            if let Some(number) = shown.number() {
                self.known.insert(key.clone(), number);
            }
        }
    }

    /// Learns that whatever is withheld of these indicators is not nothing.
    pub fn learn_that_zeros_are_printed(&mut self, published: &Published, indicators: &[&str]) {
        let cells = published.cells.iter();
        let withheld = cells.filter(|(key, shown)| {
            indicators.contains(&key.0.as_str()) && shown.state == ValueState::Suppressed
        });
        self.positive.extend(withheld.map(|(key, _)| key.clone()));
    }

    /// Learns a number.
    pub fn learn_number(&mut self, key: &Key, number: i64) {
        self.known.insert(key.clone(), number);
    }

    /// Learns that `total` is the sum of `parts`.
    pub fn learn_sum(&mut self, total: &Key, parts: &[Key]) {
        let mut terms: Vec<(Key, f64)> = parts.iter().map(|part| (part.clone(), 1.0)).collect();
        terms.push((total.clone(), -1.0));
        self.relations.push(Relation {
            terms,
            is: ComparisonOp::Eq,
        });
    }

    /// Learns that the part lies between the ends that round to the printed share.
    pub fn learn_share(&mut self, share: &Share) {
        for (half, is) in [(-0.5, ComparisonOp::Ge), (0.5, ComparisonOp::Le)] {
            let end = (share.units as f64 + half) / share.scale;
            let terms = vec![(share.part.clone(), 1.0), (share.whole.clone(), -end)];
            self.relations.push(Relation { terms, is });
        }
    }

    /// Learns that areas are the sums of their children, and totals of axes those of the others.
    pub fn learn_sums(&mut self, published: &Published) {
        let counts: BTreeSet<&str> = published
            .indicators
            .iter()
            .filter(|indicator| indicator.kind == MeasureKind::Count)
            .map(|indicator| indicator.key.as_str())
            .collect();
        let keys: Vec<Key> = published.cells.keys().cloned().collect();
        for key in keys.iter().filter(|key| counts.contains(key.0.as_str())) {
            let (indicator, level, area, period, category) = key;
            let children = published.children.get(&(level.clone(), area.clone()));
            let parts = children.into_iter().flatten().map(|(level, area)| {
                (
                    indicator.clone(),
                    level.clone(),
                    area.clone(),
                    period.clone(),
                    category.clone(),
                )
            });
            let parts: Vec<Key> = parts.collect();
            if !parts.is_empty() && parts.iter().all(|part| published.cells.contains_key(part)) {
                self.learn_sum(key, &parts);
            }
            self.learn_axes(published, key);
        }
    }

    fn learn_axes(&mut self, published: &Published, key: &Key) {
        let indicator = published
            .indicators
            .iter()
            .find(|one| one.key == key.0)
            .unwrap();
        for (at, axis) in indicator.axes.iter().enumerate() {
            let own: Vec<&str> = key.4.split('/').collect();
            if own[at] != axis.categories[0] {
                continue;
            }
            let parts = axis.categories.iter().skip(1).map(|category| {
                let mut keys = own.clone();
                keys[at] = category;
                (
                    key.0.clone(),
                    key.1.clone(),
                    key.2.clone(),
                    key.3.clone(),
                    keys.join("/"),
                )
            });
            let parts: Vec<Key> = parts.collect();
            self.learn_sum(key, &parts);
        }
    }

    /// The least and the most that each of `secrets` can be; `None` where it has no upper end.
    pub fn squeeze(&self, secrets: &[Key]) -> BTreeMap<Key, (f64, Option<f64>)> {
        let mut found = BTreeMap::new();
        let components = self.components();
        for secret in secrets {
            if let Some(number) = self.known.get(secret) {
                found.insert(secret.clone(), (*number as f64, Some(*number as f64)));
                continue;
            }
            let relations: Vec<&Relation> = match components.get(secret) {
                Some(component) => component.iter().map(|at| &self.relations[*at]).collect(),
                None => Vec::new(),
            };
            let least = self.end(&relations, secret, OptimizationDirection::Minimize);
            let most = self.end(&relations, secret, OptimizationDirection::Maximize);
            found.insert(secret.clone(), (least.unwrap_or(0.0), most));
        }
        found
    }

    /// The relations that hang together by unknown amounts, for each of these.
    fn components(&self) -> BTreeMap<Key, Vec<usize>> {
        let mut groups: BTreeMap<&Key, usize> = BTreeMap::new();
        let mut parent: Vec<usize> = (0..self.relations.len()).collect();
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        for (at, relation) in self.relations.iter().enumerate() {
            let terms = relation.terms.iter();
            for (key, _) in terms.filter(|(key, _)| !self.known.contains_key(key)) {
                let other = *groups.entry(key).or_insert(at);
                let (a, b) = (root(&mut parent, at), root(&mut parent, other));
                parent[a] = b;
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.relations.len() {
            members.entry(root(&mut parent, at)).or_default().push(at);
        }
        groups
            .into_iter()
            .map(|(key, at)| (key.clone(), members[&root(&mut parent, at)].clone()))
            .collect()
    }

    fn end(
        &self,
        relations: &[&Relation],
        secret: &Key,
        direction: OptimizationDirection,
    ) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<&Key, Variable> = BTreeMap::new();
        let least = |key: &Key| f64::from(u8::from(self.positive.contains(key)));
        let range = |key: &Key| (least(key), f64::INFINITY);
        variables.insert(secret, problem.add_var(1.0, range(secret)));
        for relation in relations {
            let mut constant = 0.0;
            let mut terms = Vec::new();
            for (key, factor) in &relation.terms {
                match self.known.get(key) {
                    Some(number) => constant += *number as f64 * factor,
                    None => {
                        let variable = *variables
                            .entry(key)
                            .or_insert_with(|| problem.add_var(0.0, range(key)));
                        terms.push((variable, *factor));
                    }
                }
            }
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), relation.is, -constant);
            }
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
            Ok(SolveOutcome::Interrupted(_)) => panic!("no limit was set"),
            Err(microlp::Error::Unbounded) => None,
            Err(error) => panic!("the published numbers contradict each other: {error}"),
        }
    }
}
