//! An attacker who has nothing but the files, and linear programming.
//!
//! Shares nothing with the code under test: numbers that are printed are known, everything else is
//! at least nothing; totals are the sums of their parts. Each secret is then squeezed between the
//! least and the most it can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::published::{Key, Published};

/// Numbers and equations.
#[derive(Debug, Default)]
pub struct Attacker {
    known: BTreeMap<Key, i64>,
    /// Σ factor · amount = 0.
    equations: Vec<Vec<(Key, i64)>>,
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

    /// Learns a number.
    pub fn learn_number(&mut self, key: &Key, number: i64) {
        self.known.insert(key.clone(), number);
    }

    /// Learns that `total` is the sum of `parts`.
    pub fn learn_sum(&mut self, total: &Key, parts: &[Key]) {
        let mut terms: Vec<(Key, i64)> = parts.iter().map(|part| (part.clone(), 1)).collect();
        terms.push((total.clone(), -1));
        self.equations.push(terms);
    }

    /// Learns that areas are the sums of their children, and totals of axes those of the others.
    pub fn learn_sums(&mut self, published: &Published) {
        let counts: BTreeSet<&str> = published
            .indicators
            .iter()
            .filter(|indicator| indicator.kind == teilraum::model::MeasureKind::Count)
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
            let equations: Vec<&Vec<(Key, i64)>> = match components.get(secret) {
                Some(component) => component.iter().map(|at| &self.equations[*at]).collect(),
                None => Vec::new(),
            };
            let least = self.end(&equations, secret, OptimizationDirection::Minimize);
            let most = self.end(&equations, secret, OptimizationDirection::Maximize);
            found.insert(secret.clone(), (least.unwrap_or(0.0), most));
        }
        found
    }

    /// The equations that hang together by unknown amounts, for each of these.
    fn components(&self) -> BTreeMap<Key, Vec<usize>> {
        let mut groups: BTreeMap<&Key, usize> = BTreeMap::new();
        let mut parent: Vec<usize> = (0..self.equations.len()).collect();
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        for (at, equation) in self.equations.iter().enumerate() {
            for (key, _) in equation
                .iter()
                .filter(|(key, _)| !self.known.contains_key(key))
            {
                let other = *groups.entry(key).or_insert(at);
                let (a, b) = (root(&mut parent, at), root(&mut parent, other));
                parent[a] = b;
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.equations.len() {
            members.entry(root(&mut parent, at)).or_default().push(at);
        }
        groups
            .into_iter()
            .map(|(key, at)| (key.clone(), members[&root(&mut parent, at)].clone()))
            .collect()
    }

    fn end(
        &self,
        equations: &[&Vec<(Key, i64)>],
        secret: &Key,
        direction: OptimizationDirection,
    ) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<&Key, Variable> = BTreeMap::new();
        variables.insert(secret, problem.add_var(1.0, (0.0, f64::INFINITY)));
        for equation in equations {
            let mut constant = 0_i64;
            let mut terms = Vec::new();
            for (key, factor) in *equation {
                match self.known.get(key) {
                    Some(number) => constant += number * factor,
                    None => {
                        let variable = *variables
                            .entry(key)
                            .or_insert_with(|| problem.add_var(0.0, (0.0, f64::INFINITY)));
                        terms.push((variable, *factor as f64));
                    }
                }
            }
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, -constant as f64);
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
