//! A thousand random atlases are published and attacked from their files.

use std::collections::BTreeMap;

use super::attacker::{Attacker, Share};
use super::published::{Key, Published, Shown};
use super::random::{Case, Dice, Wish};

/// Most cases in a hundred that may be refused; a refusal is safe, but useless.
const REFUSED_PERCENT: usize = 2;

/// Squeezes every secret; panics where one becomes known to less than the minimum.
fn attack(case: &Case, published: &Published, seed: u64, earlier: &BTreeMap<Key, i64>) -> usize {
    let truth = case.truth();
    let mut attacker = Attacker::default();
    for (key, number) in earlier {
        if truth.get(key) == Some(number) {
            attacker.learn_number(key, *number);
        }
    }
    attacker.learn(published);
    attacker.learn_sums(published);
    learn_quotas(published, &mut attacker);
    if earlier.is_empty() && case.minimum == 3 {
        attacker.learn_that_zeros_are_printed(published, &["cases", "people"]);
    }
    for (total, parts) in case.atom_sums() {
        attacker.learn_sum(&total, &parts);
    }
    let mut secrets = case.secrets();
    secrets.extend(rests(&truth, published, case.minimum, &mut attacker));
    let found = attacker.squeeze(&secrets);
    for (key, (least, most)) in &found {
        let width = most.map_or(f64::INFINITY, |most| most - least);
        // Nobody can hide more than the denominator that another office prints.
        let whole = most_possible(published, key).unwrap_or(case.minimum);
        let safe = width > case.minimum.min(whole) as f64 - 1e-6;
        assert!(safe, "seed {seed}: {key:?} lies within {least}..{most:?}");
    }
    found.len()
}

/// The denominator of a cell where it is printed.
fn most_possible(published: &Published, key: &Key) -> Option<i64> {
    let (_, level, area, period, _) = key;
    published.get("people", level, area, period, "").number()
}

/// The cells of `quota`, each with the keys of its numerator and its denominator.
fn quotas(published: &Published) -> Vec<(&Shown, Key, Key)> {
    let indicators = &published.indicators;
    let cases = indicators.iter().find(|one| one.key == "cases").unwrap();
    let totals = vec!["total"; cases.axes.len()].join("/");
    let cells = published.cells.iter().filter(|(key, _)| key.0 == "quota");
    let named = |key: &Key, name: &str, category: &str| {
        let (_, level, area, period, _) = key.clone();
        (name.to_owned(), level, area, period, category.to_owned())
    };
    cells
        .map(|(key, shown)| {
            let part = named(key, "cases", &totals);
            (shown, part, named(key, "people", ""))
        })
        .collect()
}

/// Learns every printed quota: its rounding, and the two numbers it comes with.
fn learn_quotas(published: &Published, attacker: &mut Attacker) {
    for (shown, part, whole) in quotas(published) {
        let Some(units) = shown.number() else {
            continue;
        };
        attacker.learn_share(&Share {
            part: part.clone(),
            whole: whole.clone(),
            units,
            scale: 1000.0,
        });
        if let Some([above, below]) = shown.parts {
            attacker.learn_number(&part, above);
            attacker.learn_number(&whole, below);
        }
    }
}

/// Denominator less numerator, where that is a small number: secrets as well.
fn rests(
    truth: &BTreeMap<Key, i64>,
    published: &Published,
    minimum: i64,
    attacker: &mut Attacker,
) -> Vec<Key> {
    let mut rests = Vec::new();
    for (_, part, whole) in quotas(published) {
        let (Some(x), Some(n)) = (truth.get(&part), truth.get(&whole)) else {
            continue;
        };
        let mut rest = whole.clone();
        rest.0 = "rest".to_owned();
        attacker.learn_sum(&whole, &[part, rest.clone()]);
        if 0 < n - x && n - x < minimum {
            rests.push(rest);
        }
    }
    rests
}

fn attack_all(seeds: std::ops::Range<u64>, wish: Wish) {
    let (mut refused, mut secrets) = (Vec::new(), 0);
    let count = (seeds.end - seeds.start) as usize;
    for seed in seeds {
        let case = Case::new(seed, wish);
        match case.atlas.publish() {
            Ok((bundle, _)) => {
                let published = Published::read(&bundle.files);
                secrets += attack(&case, &published, seed, &BTreeMap::new());
            }
            Err(errors) => refused.push((seed, errors)),
        }
    }
    assert!(secrets > count, "only {secrets} secrets in {count} cases");
    assert!(
        refused.len() * 100 <= count * REFUSED_PERCENT,
        "{refused:#?}"
    );
}

#[test]
fn nothing_is_recomputable_in_one_hierarchy() {
    attack_all(0..600, Wish::default());
}

#[test]
fn nothing_is_recomputable_in_two_overlapping_systems() {
    attack_all(10_000..10_200, Wish { two_systems: true });
}

#[test]
fn nothing_is_recomputable_from_two_releases_together() {
    let (mut refused, mut secrets) = (Vec::new(), 0);
    for seed in 20_000..20_200 {
        let mut case = Case::new(seed, Wish::default());
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let first = match case.atlas.release(&out) {
            Ok(bundle) => bundle,
            Err(errors) => {
                refused.push((seed, errors));
                continue;
            }
        };
        let first = Published::read(&first.files);
        let numbers = first.cells.iter();
        let earlier: BTreeMap<Key, i64> = numbers
            .filter_map(|(key, shown)| Some((key.clone(), shown.number()?)))
            .collect();
        case.correct(&mut Dice(seed));
        match case.atlas.release(&out) {
            Ok(bundle) => {
                let second = Published::read(&bundle.files);
                for (key, shown) in first
                    .cells
                    .iter()
                    .filter(|(_, shown)| shown.state == teilraum::model::ValueState::Suppressed)
                {
                    assert_eq!(second.cells[key].state, shown.state, "seed {seed}: {key:?}");
                }
                secrets += attack(&case, &second, seed, &earlier);
            }
            Err(errors) => refused.push((seed, errors)),
        }
    }
    assert!(secrets > 200, "only {secrets} secrets");
    assert!(refused.len() <= 20, "{refused:#?}");
}
