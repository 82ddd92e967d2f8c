//! What makes a sentence plain, with the publisher's names taken as they are.

use teilraum::model::{Areas, Texts};
use teilraum_publish::bundle::Bundle;
use teilraum_publish::content::Content;

/// The most words of a sentence.
const MOST_WORDS: usize = 15;

/// Signs that are read aloud differently, or not at all.
const SIGNS: [char; 11] = ['(', ')', '[', ']', '{', '}', '%', '€', ';', '/', '·'];

/// Names with brackets or dots in them, each with what it reads like without.
pub struct Names(Vec<(String, String)>);

impl Names {
    pub fn of(content: &Content, bundle: &Bundle, language: &str) -> Self {
        let texts = &content.texts[language];
        let areas: &Areas = &content.areas;
        let mut names = of_texts(texts);
        for area in &areas.0 {
            names.extend([&area.name, &area.short, &area.locative].map(String::clone));
        }
        let periods = bundle
            .catalogue
            .indicators
            .iter()
            .flat_map(|it| &it.periods);
        for period in periods {
            let german = teilraum::text::Language::from_tag(language).unwrap();
            names.push(teilraum::text::period_label(period, german));
            names.push(teilraum::text::period_tick(period, german));
            names.push(teilraum::text::long_date(period.end, german));
        }
        let odd = |name: &String| name.contains(SIGNS) || name.contains('.');
        names.retain(odd);
        // Longer names first: a short one may be a part of them.
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
        names.dedup();
        let plain = |name: String| {
            let without = name.replace(SIGNS, "").replace('.', "");
            (name, without)
        };
        Self(names.into_iter().map(plain).collect())
    }

    /// How many sentences `text` has; what is wrong with one of them.
    pub fn check(&self, text: &str) -> Result<usize, String> {
        let mut read = text.to_owned();
        for (name, plain) in &self.0 {
            if read.contains(name.as_str()) {
                read = read.replace(name.as_str(), plain);
            }
        }
        let mut sentences = 0;
        for sentence in read.split_inclusive(". ") {
            plain(sentence.trim_end())
                .map_err(|what| format!("{what} in {sentence:?} of {text:?}"))?;
            sentences += 1;
        }
        Ok(sentences)
    }
}

/// Texts of the publisher that sentences take over.
fn of_texts(texts: &Texts) -> Vec<String> {
    let indicators = texts.indicators.values().map(|it| it.short.clone());
    let units = texts
        .units
        .values()
        .flat_map(|it| [it.many.clone(), it.per.clone()]);
    let names = texts
        .area_names
        .values()
        .flat_map(|it| [it.name.clone(), it.locative.clone()]);
    indicators.chain(units).chain(names).collect()
}

fn plain(sentence: &str) -> Result<(), &'static str> {
    // Groups of digits and a number with its unit are held together by blanks that do not break.
    let joined = sentence.replace('\u{202f}', "");
    let words = joined
        .split([' ', '\u{a0}'])
        .filter(|it| !it.is_empty())
        .count();
    let inside = sentence.strip_suffix('.').ok_or("no full stop")?;
    let mark = |(at, _): (usize, &str)| {
        let (before, after) = (&inside[..at], &inside[at + 1..]);
        !(before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit()))
    };
    if inside.matches('.').count() > 0 && inside.match_indices('.').any(mark) {
        return Err("an abbreviation");
    }
    if sentence.contains(SIGNS) {
        return Err("a sign");
    }
    if words > MOST_WORDS {
        return Err("too many words");
    }
    let starts = sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !starts {
        return Err("no capital");
    }
    Ok(())
}

#[test]
fn what_is_not_plain_is_found() {
    assert_eq!(plain("Der Wert ist 1.000 Euro."), Ok(()));
    assert_eq!(plain("Der Wert ist hoch"), Err("no full stop"));
    assert_eq!(plain("Das gilt z.B. hier."), Err("an abbreviation"));
    assert_eq!(plain("Der Wert (hoch) gilt."), Err("a sign"));
    assert_eq!(plain("das ist klein."), Err("no capital"));
    let long = "Ein ".to_owned() + &"sehr ".repeat(MOST_WORDS) + "langer Satz.";
    assert_eq!(plain(&long), Err("too many words"));
}
