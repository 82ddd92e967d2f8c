//! Disclosure control.

use crate::{Case, Failure, Files, InOrder};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use teilraum::disclosure::{
    self, Cell, CellId, Frequency, Interval, NoiseRow, NoiseTable, RateRule, System, Ties,
    intervals,
};
use teilraum::stats::Reason;

/// Runs the method of `case`; `None` if it is none of this group.
pub fn run(case: &Case, _files: Files<'_>) -> Option<Result<Value, Failure>> {
    Some(match case.method.as_str() {
        "sdc.frequency" => frequency(case),
        "sdc.dominance" => dominance(case),
        "sdc.rate" => rate(case),
        "sdc.round" => round(case),
        "sdc.cell_key" => cell_key(case),
        "sdc.differencing" => differencing(case),
        "sdc.release_difference" => release_difference(case),
        "sdc.audit" => audit(case),
        "sdc.secondary" => secondary(case),
        _ => return None,
    })
}

type Counts = Vec<Option<u64>>;

fn frequency(case: &Case) -> Result<Value, Failure> {
    let (k, zero) = (case.param("k")?, case.param_or("suppress_zero", false)?);
    let counts: Counts = case.input("counts")?;
    let one = |count: &Option<u64>| disclosure::frequency(*count, k, zero).code();
    Ok(json!({ "status": counts.iter().map(one).collect::<Vec<_>>() }))
}

fn dominance(case: &Case) -> Result<Value, Failure> {
    let (k, n): (u64, usize) = (case.param("k")?, case.param("n")?);
    let (share, p): (f64, f64) = (case.param("kshare")?, case.param("p")?);
    let given: Vec<Vec<f64>> = case.input("contributions")?;
    let one = |contributions: &Vec<f64>| {
        let many = contributions.len() as u64;
        let few = disclosure::frequency(Some(many), k, false) == Frequency::Suppress;
        let nk = disclosure::dominance(contributions, n, share);
        let p = disclosure::p_percent(contributions, p);
        json!({
            "total": contributions.iter().map(|size| size.abs()).sum::<f64>() + 0.0,
            "n": many, "freq": few, "nk": nk, "p_percent": p, "suppress": few || nk || p,
        })
    };
    Ok(json!({ "cells": given.iter().map(one).collect::<Vec<_>>() }))
}

fn rate(case: &Case) -> Result<Value, Failure> {
    let rule = RateRule {
        min_den: case.param("min_den")?,
        k: case.param("k")?,
        complement: case.param_or("complement", false)?,
    };
    let (numerators, denominators): (Counts, Counts) = (case.input("num")?, case.input("den")?);
    let pairs = numerators.into_iter().zip(denominators);
    let one = |(x, n)| disclosure::rate(x, n, rule).code();
    Ok(json!({ "status": pairs.map(one).collect::<Vec<_>>() }))
}

fn round(case: &Case) -> Result<Value, Failure> {
    let base = case.param("base")?;
    let ties = match case.param_or("ties", String::from("up"))?.as_str() {
        "up" => Ties::Up,
        _ => Ties::Even,
    };
    let one = |count: u64| disclosure::round(count, base, ties).value;
    let counts: Counts = case.input("counts")?;
    let rounded: Counts = counts.iter().map(|count| count.map(one)).collect();
    let change = |(a, b): (&Option<u64>, &Option<u64>)| Some(a.as_ref()?.abs_diff(*b.as_ref()?));
    Ok(json!({
        "rounded": rounded,
        "total_rounded_independently": one(counts.iter().flatten().sum()),
        "sum_of_rounded": rounded.iter().flatten().sum::<u64>(),
        "max_abs_change": counts.iter().zip(&rounded).filter_map(change).max(),
    }))
}

#[derive(Deserialize)]
struct PerturbationTable {
    rows: Vec<PerturbationRow>,
}

#[derive(Deserialize)]
struct PerturbationRow {
    pcv_from: u64,
    pcv_to: u64,
    key_below: Vec<(u32, i32)>,
}

fn cell_key(case: &Case) -> Result<Value, Failure> {
    let given: PerturbationTable = case.input("ptable")?;
    let row = |row: PerturbationRow| NoiseRow {
        from: row.pcv_from,
        to: row.pcv_to,
        key_below: row.key_below,
    };
    let table = NoiseTable::new(given.rows.into_iter().map(row).collect())
        .map_err(|error| Failure::Case(format!("input.ptable: {error}")))?;
    let threshold = case.param_or("threshold", 0)?;
    let records: Vec<(String, String, u8)> = case.input("records")?;
    let areas: BTreeSet<&str> = records.iter().map(|(area, _, _)| area.as_str()).collect();
    let groups: BTreeSet<&str> = records.iter().map(|(_, group, _)| group.as_str()).collect();
    let mut cells: BTreeMap<(&str, &str), Vec<u8>> = BTreeMap::new();
    for area in areas {
        cells.extend(groups.iter().map(|group| ((area, *group), Vec::new())));
    }
    for (area, group, key) in &records {
        cells.entry((area, group)).or_default().push(*key);
    }
    let one = |((area, group), keys): (&(&str, &str), &Vec<u8>)| {
        let (key, count) = disclosure::cell_key(keys, &table, threshold);
        json!({
            "area": area, "group": group, "true": keys.len(), "cell_key": key, "published": count,
        })
    };
    Ok(json!({ "cells": cells.iter().map(one).collect::<Vec<_>>() }))
}

fn differencing(case: &Case) -> Result<Value, Failure> {
    let atoms: InOrder<u64> = case.input("atoms")?;
    let names: Vec<&str> = atoms.names().collect();
    let sizes: Vec<u64> = atoms.0.iter().map(|(_, size)| *size).collect();
    let published: BTreeMap<String, Vec<String>> = case.input("published")?;
    let titles: Vec<&String> = published.keys().collect();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (title, set) in &published {
        let place = |name: &String| {
            let found = names.iter().position(|atom| atom == name);
            found.ok_or_else(|| Failure::Case(format!("input.published.{title}: no atom {name}")))
        };
        sets.push(set.iter().map(place).collect::<Result<_, _>>()?);
    }
    let told = disclosure::differencing(&sizes, &sets, case.param("k")?);
    if !told.complete {
        return Err(Failure::Reason(Reason::Infeasible));
    }
    let name = |atoms: &[usize]| -> Vec<&str> {
        atoms
            .iter()
            .filter_map(|atom| names.get(*atom).copied())
            .collect()
    };
    let title = |set: Option<&usize>| set.and_then(|set| titles.get(*set));
    let nested = told.nested.iter().map(|nested| {
        let mut atoms = name(&nested.atoms);
        atoms.sort_unstable();
        json!({
            "larger": title(Some(&nested.larger)), "smaller": title(nested.smaller.first()),
            "atoms": atoms, "count": nested.count,
        })
    });
    Ok(json!({
        "nested": nested.collect::<Vec<_>>(),
        "derivable_atoms": name(&told.derivable),
        "derivable_small": name(&told.derivable_small),
    }))
}

fn release_difference(case: &Case) -> Result<Value, Failure> {
    let k = case.param("k")?;
    let earlier: BTreeMap<String, Option<i64>> = case.input("release_1")?;
    let later: BTreeMap<String, Option<i64>> = case.input("release_2")?;
    let told = earlier.iter().filter_map(|(name, before)| {
        let after = later.get(name).copied().flatten();
        Some((name, disclosure::release_difference(*before, after, k)?))
    });
    let told: Vec<_> = told.collect();
    let differences: BTreeMap<_, _> = told
        .iter()
        .map(|(name, told)| (name, told.difference))
        .collect();
    let disclosive = told.iter().filter(|(_, told)| told.disclosive);
    let disclosive: Vec<_> = disclosive.map(|(name, _)| name).collect();
    Ok(json!({ "difference": differences, "disclosive": disclosive }))
}

/// The cells of a case and what adds up.
struct Table {
    cells: InOrder<i64>,
    relations: Vec<(String, Vec<String>)>,
}

impl Table {
    fn of(case: &Case) -> Result<Self, Failure> {
        Ok(Self {
            cells: case.input("cells")?,
            relations: case.input("relations")?,
        })
    }

    /// The system of all cells, each made by `cell` from its name and value.
    fn system(&self, cell: impl Fn(&str, i64) -> Cell) -> Result<System, Failure> {
        let wrong = |error: disclosure::SystemError| Failure::Case(format!("input: {error}"));
        let mut system = System::new();
        let mut ids: BTreeMap<&str, CellId> = BTreeMap::new();
        for (name, value) in &self.cells.0 {
            ids.insert(name, system.add(cell(name, *value)).map_err(wrong)?);
        }
        let id = |name: &String| {
            let found = ids.get(name.as_str()).copied();
            found.ok_or_else(|| Failure::Case(format!("input.relations: no cell \"{name}\"")))
        };
        for (total, parts) in &self.relations {
            let parts: Vec<CellId> = parts.iter().map(id).collect::<Result<_, _>>()?;
            system.total(id(total)?, &parts).map_err(wrong)?;
        }
        Ok(system)
    }

    /// What readers can work out of each of the cells `withheld`, in the order of the table.
    fn attacked(&self, withheld: &BTreeSet<String>) -> Result<Vec<(&str, Interval)>, Failure> {
        let hidden = |name: &str, value: i64| {
            if withheld.contains(name) {
                Cell::hidden(value)
            } else {
                Cell::published(value)
            }
        };
        let system = self.system(hidden)?;
        let names: Vec<&str> = self.cells.names().collect();
        let name = |id: CellId| names.get(id.index()).copied().unwrap_or_default();
        let ids: Vec<CellId> = system
            .ids()
            .filter(|id| withheld.contains(name(*id)))
            .collect();
        let found = intervals(&system, &ids);
        if found.iter().any(|known| !known.exact) {
            return Err(Failure::Reason(Reason::Infeasible));
        }
        Ok(found
            .into_iter()
            .map(|known| (name(known.cell), known))
            .collect())
    }

    fn exactly_disclosed(&self, withheld: &BTreeSet<String>) -> Result<BTreeSet<&str>, Failure> {
        let known = self.attacked(withheld)?.into_iter();
        let exact = known.filter(|(_, known)| known.width() == Some(0));
        Ok(exact.map(|(name, _)| name).collect())
    }
}

fn audit(case: &Case) -> Result<Value, Failure> {
    let table = Table::of(case)?;
    let width: f64 = case.param("width")?;
    let suppressed: BTreeSet<String> = case.input("suppressed")?;
    let primary: Option<BTreeSet<String>> = case.input("primary")?;
    let secret = |name: &str| {
        primary
            .as_ref()
            .is_none_or(|primary| primary.contains(name))
    };
    let known = table.attacked(&suppressed)?;
    let narrow = known
        .iter()
        .filter(|(name, known)| {
            secret(name) && known.width().is_some_and(|found| (found as f64) < width)
        })
        .map(|(name, _)| *name);
    let narrow: BTreeSet<&str> = narrow.collect();
    let ends: BTreeMap<&str, Value> = known
        .iter()
        .map(|(name, known)| (*name, json!({ "lo": known.lo, "hi": known.hi })))
        .collect();
    Ok(json!({
        "intervals": ends, "unprotected": narrow,
        "exactly_disclosed": table.exactly_disclosed(&suppressed)?,
    }))
}

fn secondary(case: &Case) -> Result<Value, Failure> {
    let table = Table::of(case)?;
    let k: i64 = case.param("k")?;
    let (width, zero): (f64, bool) = (case.param("width")?, case.param_or("suppress_zero", false)?);
    let kept: Option<BTreeSet<String>> = case.input("never_suppress")?;
    let more: Option<BTreeSet<String>> = case.input("primary_extra")?;
    let (kept, more) = (kept.unwrap_or_default(), more.unwrap_or_default());
    let small = |value: i64| 0 < value && value < k || value == 0 && zero;
    let is_secret =
        |name: &str, value: i64| !kept.contains(name) && small(value) || more.contains(name);
    let system = table.system(|name, value| {
        if is_secret(name, value) {
            Cell::secret(value, width.max(0.0).ceil() as u64)
        } else if kept.contains(name) {
            Cell::published(value).fixed()
        } else {
            Cell::published(value)
        }
    })?;
    let pattern = disclosure::secondary(&system).map_err(|_| Reason::Infeasible)?;
    let cells = table.cells.0.iter();
    let primary: BTreeSet<String> = cells
        .filter(|(name, value)| is_secret(name, *value))
        .map(|(name, _)| name.clone())
        .collect();
    let names: Vec<&str> = table.cells.names().collect();
    let extra = pattern.extra.iter().filter_map(|id| names.get(id.index()));
    let extra: BTreeSet<String> = extra.map(|name| (*name).to_owned()).collect();
    Ok(json!({
        "primary": primary, "secondary": extra, "cost": pattern.cost,
        "suppressed": primary.union(&extra).collect::<Vec<_>>(),
        "naive_exactly_disclosed": table.exactly_disclosed(&primary)?,
    }))
}
