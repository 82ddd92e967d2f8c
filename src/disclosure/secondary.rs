//! Secondary (complementary) suppression (sekundäre Geheimhaltung).

use super::attack::Attack;
use super::audit::{betrayer, width_of};
use super::cell::CellId;
use super::grow::{Goal, NEAR, grow, is_safe};
use super::index::Index;
use super::local::Local;
use super::optimum::cheaper;
use super::pattern::{Plan, Search, Wish};
use super::split::{Table, tables};
use super::system::System;

/// What to withhold besides the secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// The cells to withhold, in the order of adding.
    pub extra: Vec<CellId>,
    /// The sum of their costs.
    pub cost: u64,
}

/// Secrets that cannot be protected by withholding more, or not within the limits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} secrets cannot be protected by withholding further cells", .secrets.len())]
pub struct Unprotected {
    /// Those secrets, in the order of adding.
    pub secrets: Vec<CellId>,
    /// What protects all others.
    pub pattern: Pattern,
}

/// Rounds of guarding secrets against contributors who are alone in their cells.
const ROUNDS: u32 = 24;

/// Chooses cells to withhold so that readers' interval of every secret is at least as wide as it
/// demands, at small cost.
///
/// Secret by secret the cheapest closed pattern of cells is withheld that lets it move far enough;
/// what one pattern withholds is free for the next. Withholding more never narrows an interval, so
/// what is protected stays so. Where no single pattern is found, ever more around the secret is
/// withheld and then trimmed. In small tables all sets of cells are tried in the order of their
/// cost, which gives the optimum. Zeros and fixed cells are never withheld. Cells of equal cost are
/// taken in the order of adding.
///
/// The result is what was found, not the proof: [`audit`](super::audit) proves it.
///
/// # Method
/// `sdc.secondary` · complementary suppression · sekundäre Geheimhaltung
///
/// Eine einzelne geheime Zahl ließe sich aus der Summe und den übrigen Zahlen zurückrechnen. Deshalb werden
/// weitere Zahlen zurückgehalten, möglichst kleine, bis keine der geheimen mehr genau genug bestimmt werden
/// kann. Diese weiteren Zahlen sind selbst nicht heikel.
///
/// ```text
/// Σ_(c ∈ S) Kosten_c → klein,  so dass für jede geheime Zahl  hi − lo ≥ Breite
/// ```
///
/// # Units
/// Costs are those of the cells.
///
/// # Errors
/// [`Unprotected`] names the secrets that stay unsafe whatever is withheld, or for which a limit of
/// [`System::limits`] ended the search.
///
/// # References
/// Fischetti, M. and Salazar, J. J. (2000): Models and algorithms for optimizing cell suppression in
/// tabular data with linear constraints. Journal of the American Statistical Association 95,
/// 916–928. Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 4.
///
/// ```
/// # use teilraum::disclosure::{Cell, System, audit, secondary};
/// let mut system = System::new();
/// let district = system.add(Cell::published(26).fixed())?;
/// let towns = [system.add(Cell::secret(1, 3))?, system.add(Cell::published(25))?];
/// system.total(district, &towns)?;
/// let pattern = secondary(&system)?;
/// assert_eq!((pattern.extra.clone(), pattern.cost), (vec![towns[1]], 25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn secondary(system: &System) -> Result<Pattern, Unprotected> {
    let mut pattern = Pattern::default();
    let mut secrets = Vec::new();
    let mut tries = system.limits.optimum;
    for table in tables(system) {
        let mut found = protect(&table.system);
        improve(&table, &mut found, &mut tries);
        let members = |cell: &CellId| {
            table
                .members
                .get(cell.index())
                .into_iter()
                .flatten()
                .copied()
        };
        let printed = |cell: &CellId| !system.is_withheld(*cell);
        let secret = |cell: &CellId| width_of(system, *cell).is_some();
        pattern.cost += found.cost;
        pattern
            .extra
            .extend(found.extra.iter().flat_map(members).filter(printed));
        secrets.extend(found.unsafe_.iter().flat_map(members).filter(secret));
    }
    pattern.extra.sort_unstable();
    secrets.sort_unstable();
    if secrets.is_empty() {
        Ok(pattern)
    } else {
        Err(Unprotected { secrets, pattern })
    }
}

/// What was found for one table.
struct Outcome {
    extra: Vec<CellId>,
    cost: u64,
    unsafe_: Vec<CellId>,
}

/// Tries of one table for the cheapest pattern.
const TRIES: u32 = 20_000;

fn improve(table: &Table, found: &mut Outcome, tries: &mut u32) {
    if !found.unsafe_.is_empty() || found.cost == 0 {
        return;
    }
    let mut left = TRIES.min(*tries);
    let before = left;
    let better = cheaper(&table.system, found.cost, &mut left);
    *tries -= before - left;
    if let Some(mut extra) = better {
        extra.sort_unstable();
        let price = |cell: &CellId| {
            table
                .system
                .cells
                .get(cell.index())
                .map_or(0, |cell| cell.cost)
        };
        found.cost = extra.iter().map(price).sum();
        found.extra = extra;
    }
}

fn protect(system: &System) -> Outcome {
    let mut work = Work {
        index: Index::new(system),
        system: system.clone(),
        extra: Vec::new(),
    };
    let mut unsafe_ = Vec::new();
    for cell in system.secrets() {
        let need = width_of(system, cell).unwrap_or(1).into();
        let goal = Goal {
            cell,
            need,
            held: None,
        };
        if !work.guard(goal) {
            unsafe_.push(cell);
        }
    }
    if system.cells.iter().any(|cell| cell.alone) {
        work.guard_against_contributors(&mut unsafe_);
    }
    let mut extra = work.extra;
    extra.sort_unstable();
    extra.dedup();
    let price = |cell: &CellId| system.cells.get(cell.index()).map_or(0, |cell| cell.cost);
    Outcome {
        cost: extra.iter().map(price).sum(),
        extra,
        unsafe_,
    }
}

/// A system on the way to a safe print.
struct Work {
    system: System,
    index: Index,
    extra: Vec<CellId>,
}

impl Work {
    /// Withholds what the goal needs; whether it is reached.
    fn guard(&mut self, goal: Goal) -> bool {
        let plan = self.plan(goal);
        if plan.as_ref().is_some_and(|plan| plan.cost == 0)
            || is_safe(&self.system, &self.index, goal, NEAR)
        {
            return true;
        }
        if let Some(plan) = plan {
            return self.hide(plan.hides);
        }
        match grow(&mut self.system, &self.index, goal) {
            Some(cells) => {
                self.extra.extend(cells);
                true
            }
            None => false,
        }
    }

    fn plan(&self, goal: Goal) -> Option<Plan> {
        let search = Search {
            system: &self.system,
            index: &self.index,
        };
        search.cheapest(Wish {
            cell: goal.cell,
            need: goal.need,
            held: goal.held,
            patterns: self.system.limits.patterns,
        })
    }

    fn hide(&mut self, cells: Vec<CellId>) -> bool {
        let done = self.system.withhold(&cells).is_ok();
        self.extra.extend(cells);
        done
    }

    /// Looks for contributors who could work another secret out, and withholds more, until there are
    /// none left.
    fn guard_against_contributors(&mut self, unsafe_: &mut Vec<CellId>) {
        for _ in 0..ROUNDS {
            let pairs = self.betrayals(unsafe_);
            if pairs.is_empty() {
                return;
            }
            for (cell, alone) in pairs {
                let goal = Goal {
                    cell,
                    need: 1,
                    held: Some(alone),
                };
                if !self.guard(goal) {
                    unsafe_.push(cell);
                }
            }
        }
        let left: Vec<CellId> = self
            .betrayals(unsafe_)
            .into_iter()
            .map(|(cell, _)| cell)
            .collect();
        unsafe_.extend(left);
    }

    /// Secrets with the cell whose only contributor can work them out.
    fn betrayals(&self, unsafe_: &[CellId]) -> Vec<(CellId, CellId)> {
        let secrets = self.system.secrets();
        let mut pairs = Vec::new();
        for local in Local::parts(&self.system, &self.index, &secrets) {
            let Some(mut attack) = Attack::new(&local, self.system.limits) else {
                continue;
            };
            let own = local.cells.iter().filter(|cell| !unsafe_.contains(cell));
            for cell in own {
                let (Some(width), Some(unknown)) =
                    (width_of(&self.system, *cell), local.position(*cell))
                else {
                    continue;
                };
                let reach = attack.reach(unknown, width.into());
                let found = betrayer(&self.system, &local, &mut attack, unknown, &reach);
                pairs.extend(found.map(|alone| (*cell, alone)));
            }
        }
        pairs
    }
}
