//! Which areas come near a name: suggestions for the author of a table of names, never a join.
//!
//! A name is folded (umlauts, case, punctuation) and parted into its core and what says the type:
//! "Landkreis Aue" and "Aue, Kreis" share the core, "Stadt Aue" is of another type. The score is the
//! likeness of the cores, less 0.10 where the types differ and 0.03 where only one of them says its
//! type; words that name the area's parent ("Neustadt (Hessen)") do not count against it.
//!
//! # References
//! Winkler (1990), "String comparator metrics and enhanced decision rules in the Fellegi–Sunter
//! model of record linkage": Jaro–Winkler likeness, by the crate `strsim`.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

use teilraum::model::Area;
use teilraum::text::fold;

use crate::config::Config;
use crate::config::keys::{KeyBy, KeyRules};

/// An area that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Likeness in hundredths, 100 for the same name.
    pub score: u8,
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.score / 100, self.score % 100);
        write!(f, "`{}` {} ({whole}.{rest:02})", self.key, self.name)
    }
}

/// What a word of a name says about its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    City,
    District,
    Municipality,
}

/// Words that say the type, folded; the empty ones say nothing that tells names apart.
const TYPE_WORDS: [(&str, Option<Kind>); 28] = [
    ("stadt", Some(Kind::City)),
    ("stadtkreis", Some(Kind::City)),
    ("kreisfreie", Some(Kind::City)),
    ("krfr", Some(Kind::City)),
    ("kfs", Some(Kind::City)),
    ("sk", Some(Kind::City)),
    ("st", Some(Kind::City)),
    ("hansestadt", Some(Kind::City)),
    ("landeshauptstadt", Some(Kind::City)),
    ("universitatsstadt", Some(Kind::City)),
    ("wissenschaftsstadt", Some(Kind::City)),
    ("documentastadt", Some(Kind::City)),
    ("klingenstadt", Some(Kind::City)),
    ("kreis", Some(Kind::District)),
    ("landkreis", Some(Kind::District)),
    ("lkr", Some(Kind::District)),
    ("lk", Some(Kind::District)),
    ("kr", Some(Kind::District)),
    ("stadteregion", Some(Kind::District)),
    ("regionalverband", Some(Kind::District)),
    ("stadtverband", Some(Kind::District)),
    ("gemeinde", Some(Kind::Municipality)),
    ("markt", Some(Kind::Municipality)),
    ("flecken", Some(Kind::Municipality)),
    ("region", None),
    ("freie", None),
    ("und", None),
    ("der", None),
];

/// A name parted: its core words, and the types that it mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parted {
    core: Vec<String>,
    kinds: BTreeSet<Kind>,
}

impl Parted {
    fn of(name: &str) -> Self {
        let folded = fold(name);
        let (mut core, mut kinds) = (Vec::new(), BTreeSet::new());
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            match TYPE_WORDS.iter().find(|(known, _)| *known == word) {
                Some((_, kind)) => kinds.extend(*kind),
                None => core.push(word.to_owned()),
            }
        }
        if core.is_empty() {
            core = folded.split(' ').map(str::to_owned).collect();
        }
        Self { core, kinds }
    }
}

/// Likeness of two cores from 0 to 1: in the order written, with sorted words, or of the part that
/// the shorter one is of the longer.
fn likeness(one: &[String], other: &[String]) -> f64 {
    let written = strsim::jaro_winkler(&one.join(" "), &other.join(" "));
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words.join(" ")
    };
    let turned = strsim::jaro_winkler(&sorted(one), &sorted(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let held = !short.is_empty() && short.iter().all(|word| long.contains(word));
    let share = short.len() as f64 / long.len().max(1) as f64;
    let part = if held { 0.8 + 0.2 * share } else { 0.0 };
    written.max(turned).max(part)
}

const LEAST: u8 = 75;
const MOST: usize = 3;
/// Unknown names that are compared with all areas; beyond them the table itself is missing.
const MOST_NAMES: usize = 50;

/// The names of all areas that rules may mean, parted once.
pub struct Names<'a> {
    candidates: Vec<Candidate<'a>>,
    asked: usize,
}

struct Candidate<'a> {
    area: &'a Area,
    forms: [Parted; 2],
    kinds: BTreeSet<Kind>,
    parent: Vec<String>,
}

impl<'a> Names<'a> {
    /// The areas of the levels that `rules` name; none where files name areas by key.
    #[must_use]
    pub fn of(config: &'a Config, rules: &KeyRules) -> Self {
        let levels: BTreeSet<_> = rules
            .levels
            .iter()
            .filter(|_| rules.key_by == KeyBy::Name)
            .filter_map(|rule| config.level(&rule.level))
            .collect();
        let areas = config.areas.0.iter();
        let areas = areas.filter(|area| levels.contains(&area.level));
        Self {
            candidates: areas.map(|area| Candidate::of(config, area)).collect(),
            asked: 0,
        }
    }

    /// What was expected where the unknown name `name` stands, with the areas that come near.
    #[must_use]
    pub fn expected(&mut self, name: &str, expected: &str) -> String {
        let near = self.suggest(name);
        if near.is_empty() {
            return expected.to_owned();
        }
        let near: Vec<String> = near.iter().map(ToString::to_string).collect();
        format!("{expected} (did you mean {}?)", near.join(" or "))
    }

    fn suggest(&mut self, name: &str) -> Vec<Near> {
        self.asked += 1;
        if self.asked > MOST_NAMES {
            return Vec::new();
        }
        let wanted = Parted::of(name);
        let scored = self.candidates.iter().map(|candidate| Near {
            key: candidate.area.key.clone(),
            name: candidate.area.name.clone(),
            score: candidate.score(&wanted),
        });
        let mut near: Vec<Near> = scored.filter(|near| near.score >= LEAST).collect();
        near.sort_by(|a, b| (Reverse(a.score), &a.key).cmp(&(Reverse(b.score), &b.key)));
        near.truncate(MOST);
        near
    }
}

impl<'a> Candidate<'a> {
    fn of(config: &Config, area: &'a Area) -> Self {
        let parent = area.parent.and_then(|parent| config.areas.get(parent));
        let forms = [&area.name, &area.short].map(|name| Parted::of(name));
        let kinds = forms.iter().flat_map(|form| &form.kinds);
        Self {
            area,
            kinds: kinds.copied().collect(),
            forms,
            parent: parent.map_or_else(Vec::new, |parent| Parted::of(&parent.name).core),
        }
    }

    fn likeness(&self, core: &[String]) -> f64 {
        let forms = self.forms.iter().map(|form| likeness(core, &form.core));
        forms.fold(0.0, f64::max)
    }

    fn score(&self, wanted: &Parted) -> u8 {
        let rest = wanted
            .core
            .iter()
            .filter(|word| !self.parent.contains(word));
        let rest: Vec<String> = rest.cloned().collect();
        // "Neustadt (Hessen)": words of the parent are context, not name.
        let mentions_parent = !rest.is_empty() && rest.len() < wanted.core.len();
        let like = if mentions_parent {
            self.likeness(&rest).max(self.likeness(&wanted.core))
        } else {
            self.likeness(&wanted.core)
        };
        let off = match (wanted.kinds.is_empty(), self.kinds.is_empty()) {
            (false, false) if wanted.kinds.is_disjoint(&self.kinds) => 0.10,
            (true, false) | (false, true) => 0.03,
            _ => 0.0,
        };
        ((like - off).max(0.0) * 100.0).round() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(one: &str, other: &str) -> f64 {
        likeness(&Parted::of(one).core, &Parted::of(other).core)
    }

    #[test]
    fn words_for_the_type_are_no_part_of_the_core() {
        let parted = Parted::of("München, Landeshauptstadt");
        assert_eq!(parted.core, ["munchen"]);
        assert!(parted.kinds.contains(&Kind::City));
        assert_eq!(Parted::of("Landkreis").core, ["landkreis"]);
    }

    #[test]
    fn spelling_and_order_of_words_cost_little() {
        assert_eq!(like("Landkreis Aue", "Aue, Kreis"), 1.0);
        assert_eq!(like("Kreis Ostprignitz-Ruppin", "Ruppin Ostprignitz"), 1.0);
        assert!(like("Muenchen", "München") == 1.0);
        assert!(like("Neustadt", "Neustadt an der Aisch") > 0.8);
        assert!(like("Aachen", "Zwickau") < 0.7);
    }

    #[test]
    fn a_score_is_printed_with_two_places() {
        let near = Near {
            key: "05334".to_owned(),
            name: "Städteregion Aachen".to_owned(),
            score: 93,
        };
        assert_eq!(near.to_string(), "`05334` Städteregion Aachen (0.93)");
    }
}
