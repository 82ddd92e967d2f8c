//! Disclosure control: no secret of this office leaves it, and none can be worked out of what does.
//!
//! [`concerns`] says which series must be in memory together. [`protect`] takes them after
//! everything is read and computed: primary rules ([`primary`], [`ready`]), then one network of all
//! amounts and the relations between them ([`build`], with [`areas`], [`categories`], [`periods`],
//! [`systems`], [`declared`]), then complementary suppression and the attack on what is left
//! ([`solve`]). What may not leave becomes a state ([`apply`]) before anything else is made of it:
//! classes, packs, pictures and downloads never see a secret number. Profiles that change numbers do
//! so in [`perturb`].
//!
//! The [`ledger`] remembers what was published and withheld, so that a later release gives nothing
//! away; [`release`] keeps it in step with the bundle. Figures of other offices are never filled in;
//! [`mod@given_away`] lists those that their own publication gives away.
//!
//! The report is private: findings of this module name secret cells, never their numbers, but others
//! may quote what a source says.

pub mod apply;
pub mod areas;
pub mod build;
pub mod categories;
pub mod check;
pub mod continuity;
pub mod declared;
pub mod given_away;
pub mod ledger;
pub mod network;
pub mod overlap_flow;
pub mod own;
pub mod periods;
pub mod perturb;
pub mod primary;
pub mod profile;
pub mod ready;
pub mod release;
pub mod side;
pub mod solve;
pub mod sums;
pub mod systems;
pub mod table;
pub mod words;

use std::collections::BTreeMap;

use build::Publication;
use ledger::Ledger;
use network::{NodeIx, Reason, Shown};
use table::Table;

use crate::config::Config;
use crate::report::{Report, found, in_file};
use crate::series::{Series, Spot};

pub use given_away::given_away;
pub use own::{concerns, is_own};
pub use release::Pending;

/// Series by indicator key.
type All<'a> = BTreeMap<&'a str, Series>;

/// Withheld cells by indicator key, with the reason.
type Withheld<'a> = BTreeMap<&'a str, BTreeMap<Spot, Reason>>;

/// Takes out of `all` what may not leave the office. If that cannot be proven safe, the report gets
/// errors that say why, and every number of this office is taken out.
///
/// Gives the decisions to be kept once the bundle is in place; `None` where nothing needs protection.
pub fn protect<'a>(
    config: &'a Config,
    all: &mut BTreeMap<&'a str, Series>,
    report: &mut Report,
) -> Option<Pending> {
    let mut entries = config.indicators.iter();
    if !entries.any(|entry| own::is_protected(config, entry)) {
        return None;
    }
    let pending = decide(config, all, report);
    if pending.is_none() {
        apply::withhold_everything(config, all);
    }
    pending
}

fn decide<'a>(
    config: &'a Config,
    all: &mut BTreeMap<&'a str, Series>,
    report: &mut Report,
) -> Option<Pending> {
    let path = config.root.join(&config.atlas.disclosure.ledger);
    let before = read_ledger(config, &path, report)?;
    let known = before.clone().unwrap_or_default();
    for entry in config
        .indicators
        .iter()
        .filter(|entry| ready::is_ready(config, entry))
    {
        ready::check(config, entry, all, report);
    }
    let derived = primary::of_computed(config, all);
    let (mut withheld, printed) = {
        let publication = build::build(config, all, &derived, &known, report);
        let extra = solve::solve(config, &publication, report)?;
        tell_public(config, &publication, report);
        (
            decisions(config, &publication, &extra, &known),
            publication.printed,
        )
    };
    add_ready(config, all, &known, &mut withheld);
    continuity::check(config, all, &known, &withheld, report);
    tell_taken_back(config, all, &known, &withheld, report);
    for (key, series) in all.iter_mut() {
        if let Some(printed) = printed.get(*key) {
            perturb::apply(series, printed);
        }
        let spots = withheld.get(key).into_iter().flatten();
        apply::withhold(series, spots.map(|(spot, _)| *spot));
    }
    apply::compute_again(config, all);
    for (key, spots) in derived.withheld {
        if let Some(series) = all.get_mut(key) {
            apply::withhold(series, spots.into_iter());
        }
    }
    let ledger = next_ledger(config, all, &known, &withheld);
    (!report.has_errors()).then_some(Pending {
        path,
        ledger,
        before,
    })
}

/// The ledger of the release before; `None` if there must be one and is not.
fn read_ledger(
    config: &Config,
    path: &std::path::Path,
    report: &mut Report,
) -> Option<Option<Ledger>> {
    let wish = &config.atlas.disclosure;
    let place = in_file(&wish.ledger);
    match Ledger::read(path) {
        Ok(None) if !wish.first_release => {
            let expected = "the ledger of the release before, or `first_release = true` in \
                [disclosure] if there was none";
            report.error("disclosure", place, found(expected, "none"));
            None
        }
        Ok(Some(ledger)) if is_foreign(config, &ledger) => {
            let expected = "a ledger with figures of this atlas";
            let known: Vec<&str> = ledger.indicators.keys().map(String::as_str).collect();
            let seen = format!("one of the indicators {}", known.join(", "));
            report.error("disclosure", place, found(expected, seen));
            None
        }
        Ok(Some(ledger)) if wish.first_release => {
            let expected = "no `first_release` in [disclosure] after the first release, so that a \
                lost ledger is noticed";
            let wording = found(expected, format!("release {}", ledger.release));
            report.warning("disclosure", place, wording.done("ignored"));
            Some(Some(ledger))
        }
        Ok(ledger) => Some(ledger),
        Err(error) => {
            report.error(
                "disclosure",
                place,
                found("a ledger", format!("it {error}")),
            );
            None
        }
    }
}

/// Whether a ledger knows indicators, but none of this atlas: by it, every secret that was ever
/// published would count as new.
fn is_foreign(config: &Config, ledger: &Ledger) -> bool {
    let mut own = config.indicators.iter();
    !ledger.indicators.is_empty() && !own.any(|entry| ledger.rows(entry).is_some())
}

/// Secrets that an earlier release has given away: withheld now, but nothing calls them back.
fn tell_public(config: &Config, publication: &Publication<'_>, report: &mut Report) {
    for node in &publication.already_public {
        let words = publication.network.words(&publication.tables, *node);
        let expected = "secrets that no earlier release has published";
        let wording = found(expected, words).done("withheld now; what was public stays known");
        report.warning("already-public", in_file(&config.file), wording);
    }
}

/// Numbers that the release before printed and this one withholds, because a correction would tell
/// of single persons, or because another cell needs them.
fn tell_taken_back(
    config: &Config,
    all: &All<'_>,
    known: &Ledger,
    withheld: &Withheld<'_>,
    report: &mut Report,
) {
    for entry in &config.indicators {
        let key = entry.indicator.key.as_str();
        let Some((series, cells)) = all.get(key).zip(withheld.get(key)) else {
            continue;
        };
        let table = Table::new(config, entry, series, 0, 0);
        let past = known.past(&table);
        let printed = |spot: &Spot| matches!(past.of(*spot), ledger::Past::Published(_));
        let taken: Vec<&Spot> = cells.keys().filter(|spot| printed(spot)).collect();
        if let Some(first) = taken.first() {
            let expected = "numbers that the release before printed";
            let seen = format!(
                "{} of `{key}` that would now tell of few persons, or of another secret; the first: {}",
                taken.len(),
                table.words(**first)
            );
            let done = "withheld from now on";
            report.warning(
                "taken-back",
                in_file(&config.file),
                found(expected, seen).done(done),
            );
        }
    }
}

/// Every withheld cell of the tables.
fn decisions<'a>(
    config: &'a Config,
    publication: &Publication<'_>,
    extra: &[NodeIx],
    known: &Ledger,
) -> Withheld<'a> {
    let network = &publication.network;
    let nodes = (0..).zip(&network.nodes);
    let secret = nodes.filter_map(|(at, node)| {
        let (reason, _) = node.secret.filter(|_| node.shown == Shown::No)?;
        Some((at, reason))
    });
    let extra = extra.iter().map(|node| (*node, Reason::Secondary));
    let frozen = publication
        .frozen
        .iter()
        .map(|node| (*node, Reason::Secondary));
    let public = publication
        .already_public
        .iter()
        .map(|node| (*node, Reason::Public));
    let mut withheld = Withheld::new();
    for (node, reason) in frozen.chain(extra).chain(public).chain(secret) {
        let cell = publication.cell(node);
        let entry = cell.and_then(|(table, _)| own::find(config, &table.entry.indicator.key));
        if let Some((entry, (_, spot))) = entry.zip(cell) {
            let cells = withheld.entry(entry.indicator.key.as_str()).or_default();
            cells.insert(spot, reason);
        }
    }
    for table in &publication.tables {
        let past = known.past(table);
        if let Some(cells) = withheld.get_mut(table.entry.indicator.key.as_str()) {
            for (spot, reason) in cells.iter_mut() {
                if let ledger::Past::Withheld(before) = past.of(*spot) {
                    *reason = before;
                }
            }
        }
    }
    withheld
}

/// Adds ready-made figures that cannot stay.
fn add_ready<'a>(
    config: &'a Config,
    all: &BTreeMap<&'a str, Series>,
    known: &Ledger,
    withheld: &mut Withheld<'a>,
) {
    for entry in config
        .indicators
        .iter()
        .filter(|entry| ready::is_ready(config, entry))
    {
        let key = entry.indicator.key.as_str();
        let hidden = |key: &str, spot: Spot| {
            withheld
                .get(key)
                .is_some_and(|cells| cells.contains_key(&spot))
        };
        let mut spots = ready::withheld(config, entry, all, &hidden);
        if let Some(series) = all.get(key) {
            let table = Table::new(config, entry, series, 0, 0);
            let past = known.past(&table);
            let before = |spot: &Spot| matches!(past.of(*spot), ledger::Past::Withheld(_));
            spots.extend(series.cells.keys().copied().filter(before));
        }
        let cells = withheld.entry(key).or_default();
        for spot in spots {
            cells.entry(spot).or_insert(Reason::Base);
        }
    }
}

/// What the ledger will say of this release.
fn next_ledger(
    config: &Config,
    all: &BTreeMap<&str, Series>,
    known: &Ledger,
    withheld: &Withheld<'_>,
) -> Ledger {
    let mut next = known.next();
    let nothing = BTreeMap::new();
    let read = config
        .indicators
        .iter()
        .filter(|entry| entry.compute.is_none());
    for entry in read.filter(|entry| own::is_protected(config, entry)) {
        let key = entry.indicator.key.as_str();
        if let Some(series) = all.get(key) {
            let table = Table::new(config, entry, series, 0, 0);
            next.put(&table, withheld.get(key).unwrap_or(&nothing));
        }
    }
    next
}
