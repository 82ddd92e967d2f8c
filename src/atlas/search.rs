//! Finding an area by name, key, former name, place or postcode.

use std::cell::OnceCell;

use crate::model::{Area, AreaIx, AreaRuns, AreaWords, SearchTerm, TermKind, sort_by};
use crate::text::{self, Arg};

use super::answer::Hit;
use super::view::View;

/// What the search looks through, spelled as [`text::fold`] does.
#[derive(Debug, Default)]
pub(super) struct SearchWords {
    terms: Vec<(String, SearchTerm)>,
    /// Made when the first letter is typed, and anew when more areas have arrived.
    names: OnceCell<Vec<Name>>,
}

/// The key and the names of an area.
#[derive(Debug)]
struct Name {
    area: AreaIx,
    key: String,
    full: String,
    short: String,
}

impl SearchWords {
    /// Takes in further words that lead to areas.
    pub fn add(&mut self, terms: Vec<SearchTerm>) {
        let folded = |term: SearchTerm| (text::fold(&term.term), term);
        self.terms.extend(terms.into_iter().map(folded));
    }

    /// Says that there are more areas than when names were last looked through.
    pub fn forget_names(&mut self) {
        self.names.take();
    }

    fn names(&self, areas: &AreaRuns) -> &[Name] {
        let name = |(ix, words): (AreaIx, AreaWords<'_>)| Name {
            area: ix,
            key: text::fold(words.key),
            full: text::fold(words.name),
            short: text::fold(words.short),
        };
        let all = || areas.all_words().map(name).collect();
        self.names.get_or_init(all)
    }
}

/// Most hits offered.
const MOST: usize = 12;

/// How well a term fits what was typed; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    WordStart,
    Inside,
}

/// Areas that fit `typed`, best first: exact names before beginnings before parts; own names and
/// keys before other words; coarser levels first among equals.
pub(super) fn search(view: &View<'_>, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let words = &view.files.words;
    let names = words.names(&view.files.areas).iter();
    let own = names.filter_map(|name| {
        let (fit, by_key) = own_fit(view, name, &typed)?;
        let area = view.files.areas.get(name.area)?;
        let why = by_key.then(|| key_why(view, area));
        Some((fit, 0, dissolved(area), name.area, why))
    });
    let other = words.terms.iter();
    let other = other.flat_map(|(folded, term)| term_hits(view, folded, term, &typed));
    let mut found: Vec<Found> = own.chain(other).collect();
    sort_by(&mut found, Found::cmp);
    let mut best: Vec<Found> = Vec::with_capacity(MOST);
    for hit in found {
        // Whoever finds Jena need not also find a place that only leads to Jena.
        let leads = with_figures(view, hit.3);
        if best.len() < MOST && best.iter().all(|it| it.3 != hit.3 && it.3 != leads) {
            best.push(hit);
        }
    }
    best.into_iter()
        .filter_map(|(_, _, _, ix, why)| hit(view, ix, why.unwrap_or_default()))
        .collect()
}

type Found = (Fit, u8, bool, AreaIx, Option<String>);

fn term_hits<'a>(
    view: &'a View<'_>,
    folded: &str,
    term: &'a SearchTerm,
    typed: &str,
) -> impl Iterator<Item = Found> + 'a {
    let fit = fit(folded, typed).filter(|fit| usable(term.kind, *fit));
    let several = term.areas.len() > 1;
    term.areas.iter().filter_map(move |ix| {
        let area = view.files.areas.get(*ix)?;
        Some((
            fit?,
            1,
            dissolved(area),
            *ix,
            Some(term_why(view, term, several)),
        ))
    })
}

/// Parts of postcodes and places say too little; they must match from the start.
fn usable(kind: TermKind, fit: Fit) -> bool {
    match kind {
        TermKind::Postcode => fit <= Fit::Start,
        TermKind::Place => fit <= Fit::WordStart,
        TermKind::FormerName | TermKind::Alias => true,
    }
}

fn own_fit(view: &View<'_>, name: &Name, typed: &str) -> Option<(Fit, bool)> {
    let own = [&name.full, &name.short].into_iter();
    let by_own = own.filter_map(|name| fit(name, typed)).min();
    let translations = &view.speaker.texts.area_names;
    let words = view.files.areas.words(name.area);
    let translated = words.and_then(|words| translations.get(words.key));
    let by_translated = translated.and_then(|it| fit(&text::fold(&it.name), typed));
    let by_name = by_own.into_iter().chain(by_translated).min();
    let by_key = fit(&name.key, typed).filter(|fit| *fit <= Fit::Start);
    match (by_name, by_key) {
        (Some(name), Some(key)) => Some((name.min(key), key < name)),
        (Some(name), None) => Some((name, false)),
        (None, Some(key)) => Some((key, true)),
        (None, None) => None,
    }
}

fn fit(word: &str, typed: &str) -> Option<Fit> {
    let at = word.find(typed)?;
    let before = word.get(..at).unwrap_or_default();
    Some(match (at, word.len() == typed.len()) {
        (0, true) => Fit::Whole,
        (0, false) => Fit::Start,
        _ if before.ends_with(' ') => Fit::WordStart,
        _ => Fit::Inside,
    })
}

fn dissolved(area: &Area) -> bool {
    area.valid_to.is_some()
}

fn key_why(view: &View<'_>, area: &Area) -> String {
    view.speaker
        .say("search.key", &[("term", Arg::Text(&area.key))])
}

fn term_why(view: &View<'_>, term: &SearchTerm, several: bool) -> String {
    let key = match term.kind {
        TermKind::FormerName => "search.former",
        TermKind::Place => "search.place",
        TermKind::Postcode if several => "search.postcode-several",
        TermKind::Postcode => "search.postcode",
        TermKind::Alias => "search.alias",
    };
    view.speaker.say(key, &[("term", Arg::Text(&term.term))])
}

fn hit(view: &View<'_>, ix: AreaIx, why: String) -> Option<Hit> {
    let area = view.files.areas.get(ix)?;
    let target = with_figures(view, ix);
    let leads = (target != ix).then(|| {
        let name = view.speaker.name_of(target);
        view.speaker
            .say("search.leads", &[("area", Arg::Text(&name))])
    });
    let why = [Some(why).filter(|why| !why.is_empty()), leads];
    Some(Hit {
        key: view.files.areas.get(target)?.key.clone(),
        name: view.speaker.name(area).to_owned(),
        detail: view.speaker.kind(area),
        why: why.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    })
}

/// The area itself if the indicator has figures for its level, else the nearest around it that it
/// has figures for: who looks for a village wants to see the figure of its Kreis, not none.
fn with_figures(view: &View<'_>, ix: AreaIx) -> AreaIx {
    let areas = &view.files.areas;
    let has = |ix: &AreaIx| {
        let level = areas.get(*ix).map(|area| area.level);
        let mut blocks = view.indicator.blocks.iter();
        blocks.any(|block| Some(block.level) == level)
    };
    areas.lineage(ix).find(has).unwrap_or(ix)
}
