//! What studies found, in sentences.

use crate::atlas::heading::heading;
use crate::atlas::view::View;
use crate::model::{AreaIx, Scaled, sort_by};
use crate::stats::Reason;
use crate::stats::spatial::Quadrant;
use crate::text::{Arg, Messages, collation_key};

use super::answer::{StudyAnswer, StudyGroup};
use super::pattern::{FALSE_ALARMS, Pattern, Refusal};

/// The quadrants in the order of the page: clusters first, then outliers.
const QUADRANTS: [(Quadrant, &str, &str); 4] = [
    (Quadrant::HighHigh, "high", "study.pattern.high"),
    (Quadrant::LowLow, "low", "study.pattern.low"),
    (
        Quadrant::HighLow,
        "high-in-low",
        "study.pattern.high-in-low",
    ),
    (
        Quadrant::LowHigh,
        "low-in-high",
        "study.pattern.low-in-high",
    ),
];

/// What is said of a spatial pattern.
pub(super) fn pattern(
    view: &View<'_>,
    words: &Messages,
    version: String,
    found: &Pattern,
) -> StudyAnswer {
    let groups = QUADRANTS
        .iter()
        .filter_map(|(quadrant, key, title)| group(view, words, found, *quadrant, key, title));
    StudyAnswer {
        title: heading(view).title,
        version,
        sentences: vec![whole(view, words, found), single(view, words, found)],
        groups: groups.collect(),
        notes: notes(view, words, found),
    }
}

/// What is said where there is nothing to compute.
pub(super) fn refusal(
    view: &View<'_>,
    words: &Messages,
    version: String,
    refusal: Refusal,
) -> StudyAnswer {
    let key = match refusal {
        Refusal::NoNeighbours | Refusal::Values(Reason::ZeroWeight) => {
            "study.pattern.no-neighbours"
        }
        Refusal::Values(Reason::ZeroVariance | Reason::AllEqual) => "study.pattern.all-equal",
        Refusal::Values(_) => "study.pattern.too-few",
    };
    StudyAnswer {
        title: heading(view).title,
        version,
        sentences: vec![words.text(key, &[])],
        ..StudyAnswer::default()
    }
}

fn decimal(view: &View<'_>, value: f64, decimals: u8) -> String {
    let rounded = Scaled::round(value, decimals);
    rounded
        .map(|rounded| view.speaker.numbers.number(rounded))
        .unwrap_or_default()
}

fn draws(view: &View<'_>, draws: u32) -> String {
    view.speaker.count(draws as usize)
}

/// The pattern as a whole, with everything needed to repeat it.
fn whole(view: &View<'_>, words: &Messages, found: &Pattern) -> String {
    let p = found.p().unwrap_or(1.0);
    let key = match found.whole.i > found.whole.expected {
        _ if p > FALSE_ALARMS => "study.pattern.none",
        true => "study.pattern.alike",
        false => "study.pattern.unlike",
    };
    let (i, p) = (decimal(view, found.whole.i, 2), decimal(view, p, 3));
    let draws = draws(view, found.whole.permutations.draws);
    let seed = found.whole.permutations.seed.to_string();
    let args = [
        ("i", Arg::Text(&i)),
        ("p", Arg::Text(&p)),
        ("draws", Arg::Text(&draws)),
        ("seed", Arg::Text(&seed)),
    ];
    words.text(key, &args)
}

/// How many areas stand out.
fn single(view: &View<'_>, words: &Messages, found: &Pattern) -> String {
    let n = found.found.len();
    let n_text = view.speaker.count(n);
    let args = [("n", Arg::Count(n as i64)), ("n_text", Arg::Text(&n_text))];
    words.text("study.pattern.single", &args)
}

fn group(
    view: &View<'_>,
    words: &Messages,
    found: &Pattern,
    wanted: Quadrant,
    key: &str,
    title: &str,
) -> Option<StudyGroup> {
    let of_quadrant = found.found.iter().filter(|(_, it)| *it == wanted);
    let names = names(view, of_quadrant.map(|(area, _)| *area));
    let n = view.speaker.count(names.len());
    (!names.is_empty()).then(|| StudyGroup {
        key: key.to_owned(),
        title: words.text(title, &[("n", Arg::Text(&n))]),
        names,
    })
}

fn names(view: &View<'_>, areas: impl Iterator<Item = AreaIx>) -> Vec<String> {
    let names = areas.map(|area| view.speaker.name_of(area));
    let mut keyed: Vec<_> = names.map(|name| (collation_key(&name), name)).collect();
    sort_by(&mut keyed, |one, other| one.cmp(other));
    keyed.into_iter().map(|(_, name)| name).collect()
}

/// What was tested and how, what was left out, what it does not say.
fn notes(view: &View<'_>, words: &Messages, found: &Pattern) -> Vec<String> {
    let n = view.speaker.count(found.areas.len());
    let draws = draws(view, found.permutations.draws);
    let seed = found.permutations.seed.to_string();
    let tested = [
        ("n", Arg::Text(&n)),
        ("draws", Arg::Text(&draws)),
        ("seed", Arg::Text(&seed)),
    ];
    let counted = |key: &str, n: usize| {
        let n_text = view.speaker.count(n);
        let args = [("n", Arg::Count(n as i64)), ("n_text", Arg::Text(&n_text))];
        (n > 0).then(|| words.text(key, &args))
    };
    let islands = names(view, found.islands.iter().copied());
    let list = view.speaker.list(&islands);
    let mut notes = vec![words.text("study.pattern.tested", &tested)];
    notes.extend(counted(
        "study.pattern.without-number",
        found.without_number,
    ));
    notes.extend(counted("study.pattern.off-map", found.off_map));
    notes.extend(
        (!islands.is_empty())
            .then(|| words.text("study.pattern.islands", &[("names", Arg::Text(&list))])),
    );
    notes.push(words.text("study.pattern.caution", &[]));
    notes
}
