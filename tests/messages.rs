//! The sentences of both languages: the same keys and arguments, every key used, each template
//! readable, the German typeset.

mod tree;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{ClassMethod, Flags, ValueState};
use teilraum::state::{AreaShape, ChartKind, MapKind};
use teilraum::text::{Language, Messages, NumberFormat};

/// The catalogue of the page, and those of studies, kinds of map, files and terms, which are loaded with
/// them.
const CATALOGUES: [&str; 5] = [
    "www/messages",
    "www/messages/study",
    "www/messages/kinds",
    "www/messages/office",
    "www/messages/terms",
];

fn messages_in(catalogue: &str, language: Language) -> Messages {
    let text = tree::read(&format!("{catalogue}/{}.json", language.tag()));
    Messages::parse(text.as_bytes(), NumberFormat::new(language)).expect("readable messages")
}

fn messages(language: Language) -> Messages {
    messages_in(CATALOGUES[0], language)
}

fn texts_in(catalogue: &str, language: Language) -> BTreeMap<String, String> {
    let text = tree::read(&format!("{catalogue}/{}.json", language.tag()));
    serde_json::from_str(&text).expect("a flat object of texts")
}

fn texts(language: Language) -> BTreeMap<String, String> {
    texts_in(CATALOGUES[0], language)
}

/// Names behind `%` that the shell fills in.
fn shell_arguments(text: &str) -> BTreeSet<&str> {
    let names = text.split('%').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
        &rest[..end.unwrap_or(rest.len())]
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    for (catalogue, least) in CATALOGUES.into_iter().zip([150, 20, 15, 15, 30]) {
        let german = messages_in(catalogue, Language::De);
        let english = messages_in(catalogue, Language::En);
        let keys: Vec<&str> = german.keys().collect();
        assert_eq!(keys, english.keys().collect::<Vec<_>>());
        assert!(keys.len() > least, "{}", keys.len());
        let de = texts_in(catalogue, Language::De);
        let en = texts_in(catalogue, Language::En);
        for key in keys {
            assert_eq!(german.arguments(key), english.arguments(key), "{key}");
            assert_eq!(
                shell_arguments(&de[key]),
                shell_arguments(&en[key]),
                "{key}"
            );
        }
    }
}

/// Whether `text` is shaped like a key: `area.rank`, `ui.classes.per-period`.
fn is_key(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    text.contains('.') && text.split('.').all(word)
}

/// Text literals in a source, without escapes.
fn literals<'a>(text: &'a str, quotes: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(quotes).skip(1).step_by(2)
}

/// Keys that the engine makes out of parts.
fn families() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for state in ValueState::ALL {
        keys.insert(format!("state.{}", state.key()));
        keys.insert(format!("state.{}.meaning", state.key()));
    }
    for (flag, key) in Flags::ALL {
        if flag != Flags::NOTE {
            keys.insert(format!("flag.{key}"));
        }
    }
    for method in ClassMethod::ALL {
        keys.insert(format!("methods.{}", method.key()));
        keys.insert(format!("legend.method.{}", method.key()));
    }
    for language in Language::ALL {
        keys.insert(format!("language.{}", language.tag()));
    }
    keys
}

/// Literals shaped like keys that are none.
fn is_other(literal: &str) -> bool {
    [
        ".json", ".js", ".css", ".svg", ".bin", ".html", ".wasm", ".txt",
    ]
    .iter()
    .any(|ending| literal.ends_with(ending))
}

/// What is loaded on first use: where its catalogue is, where its shell, how its keys begin.
const LATER: [(&str, &[&str], &str); 4] = [
    ("www/messages/study", &["www/study"], "study."),
    ("www/messages/kinds", &["www/kinds", "www/filter"], "kind."),
    ("www/messages/office", &["www/office"], "office."),
    ("www/messages/terms", &["www/terms"], "term."),
];

/// Whether a key belongs to a catalogue that is loaded later.
fn is_of_later(key: &str) -> bool {
    LATER.iter().any(|(.., start)| key.starts_with(start))
}

/// Keys of the page in the engine's words, each with the file that uses it.
fn used_by_the_engine() -> BTreeMap<String, String> {
    let mut used = found_in_the_engine();
    used.retain(|key, _| !is_of_later(key));
    used
}

/// Keys that begin with `start`, in the engine's words and in the shell of `folders`.
fn used_later(folders: &[&str], start: &str) -> BTreeSet<String> {
    let mut used: BTreeSet<String> = found_in_the_engine().into_keys().collect();
    used.extend(families_of_kinds());
    used.extend(terms().into_iter().map(|term| format!("{}.text", term.key)));
    for source in folders.iter().flat_map(|it| tree::files(it, ".js")) {
        let found = source.text.lines().flat_map(|line| literals(line, &['"']));
        used.extend(found.filter(|text| is_key(text)).map(str::to_owned));
    }
    used.retain(|key| key.starts_with(start));
    used
}

#[test]
fn what_is_loaded_later_says_exactly_what_is_in_its_catalogue() {
    for (catalogue, shell, start) in LATER {
        let german = messages_in(catalogue, Language::De);
        let known: BTreeSet<String> = german.keys().map(str::to_owned).collect();
        assert_eq!(known, used_later(shell, start));
    }
}

/// Keys of the kinds of map that the engine makes out of parts.
fn families_of_kinds() -> impl Iterator<Item = String> {
    let kinds = MapKind::ALL.map(|kind| format!("kind.{}", kind.key()));
    let shapes = AreaShape::ALL.map(|shape| format!("kind.shape.{}", shape.key()));
    let with_note = |key: String| [format!("{key}.note"), key];
    let named = kinds.into_iter().chain(shapes).flat_map(with_note);
    let charts = ChartKind::ALL.map(|chart| format!("kind.charts.{}", chart.key()));
    let with_reading = |key: String| [format!("{key}.reading"), key];
    let charts = charts.into_iter().flat_map(with_reading);
    let without_number = ValueState::ALL.into_iter().filter(|it| !it.is_number());
    let plain = without_number.map(|state| format!("kind.easy.none.{}", state.key()));
    let named = named.chain(charts).chain(plain);
    named.chain(said_otherwise().into_keys())
}

/// Messages in which a kind of map, or plain words, say otherwise what the page or all kinds say, each
/// with the key of what it replaces.
fn said_otherwise() -> BTreeMap<String, String> {
    let (page, kinds) = (
        messages(Language::De),
        messages_in(CATALOGUES[2], Language::De),
    );
    let of_page = |key: &str| {
        let families = MapKind::ALL.iter().map(|kind| kind.key()).chain(["easy"]);
        let rest = families.into_iter().find_map(|family| {
            let rest = key.strip_prefix("kind.")?.strip_prefix(family)?;
            rest.strip_prefix('.')
        })?;
        let replaces = page.has(rest) || rest.starts_with("kind.") && kinds.has(rest);
        replaces.then(|| (key.to_owned(), rest.to_owned()))
    };
    kinds.keys().filter_map(of_page).collect()
}

/// What a change may say besides the arguments of what it replaces.
const OF_CHANGES: [&str; 5] = ["since", "until", "how", "why", "noted"];

#[test]
fn what_a_kind_says_otherwise_knows_the_arguments_of_what_it_replaces() {
    let (page, kinds) = (
        messages(Language::De),
        messages_in(CATALOGUES[2], Language::De),
    );
    let said = said_otherwise();
    assert!(said.len() > 20, "{}", said.len());
    for (key, replaced) in said {
        let of = if page.has(&replaced) { &page } else { &kinds };
        let known = of.arguments(&replaced);
        for argument in kinds.arguments(&key) {
            let own = key.starts_with("kind.change.") && OF_CHANGES.contains(&argument);
            assert!(own || known.contains(&argument), "{key}: {argument}");
        }
    }
}

fn found_in_the_engine() -> BTreeMap<String, String> {
    let mut used = BTreeMap::new();
    for source in tree::files("src/atlas", ".rs") {
        for (_, line) in tree::product_lines(&source.text) {
            let found = literals(tree::without_comment(line), &['"']).filter(|text| is_key(text));
            for key in found.filter(|text| !is_other(text)) {
                used.insert(key.to_owned(), source.path.clone());
            }
        }
    }
    used
}

/// Keys in the shell and the page.
fn used_by_the_shell() -> BTreeMap<String, String> {
    let mut used = BTreeMap::new();
    let mut sources = tree::files("www", ".js");
    sources.push(tree::Source {
        path: "index.html".into(),
        text: tree::read("index.html"),
    });
    for source in sources {
        let found = source
            .text
            .lines()
            .flat_map(|line| literals(line, &['"', '`']));
        for key in found.filter(|text| is_key(text) && text.starts_with("ui.")) {
            used.insert(key.to_owned(), source.path.clone());
        }
    }
    used
}

#[test]
fn every_key_in_use_has_a_message_in_every_language() {
    let german = messages(Language::De);
    let known: BTreeSet<&str> = german.keys().collect();
    let (engine, shell) = (used_by_the_engine(), used_by_the_shell());
    assert!(
        engine.len() > 50 && shell.len() > 60,
        "{} {}",
        engine.len(),
        shell.len()
    );
    let missing: Vec<_> = engine
        .iter()
        .chain(&shell)
        .filter(|(key, _)| !known.contains(key.as_str()))
        .collect();
    assert!(missing.is_empty(), "used, but in no catalogue: {missing:?}");
    for key in families() {
        assert!(known.contains(key.as_str()), "no message {key}");
    }
}

#[test]
fn no_message_is_left_over() {
    let german = messages(Language::De);
    let (engine, shell, families) = (used_by_the_engine(), used_by_the_shell(), families());
    let unused: Vec<&str> = german
        .keys()
        .filter(|key| {
            !(engine.contains_key(*key) || shell.contains_key(*key) || families.contains(*key))
        })
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn texts_are_typeset_as_their_language_asks() {
    let all = |language| {
        let texts = CATALOGUES.map(|catalogue| texts_in(catalogue, language));
        texts.into_iter().flatten()
    };
    for language in Language::ALL {
        for (key, text) in all(language) {
            let tag = language.tag();
            assert!(
                !text.trim().is_empty() && text == text.trim(),
                "{tag} {key}: {text:?}"
            );
            assert!(!text.contains("  "), "{tag} {key}: two spaces in {text:?}");
            assert!(
                !text.contains(['"', '\'']) || tag == "en" && !text.contains('"'),
                "{tag} {key}: straight quotes in {text:?}"
            );
            assert!(
                !text.contains("..."),
                "{tag} {key}: three points instead of … in {text:?}"
            );
            assert!(
                !text.contains(" - "),
                "{tag} {key}: a hyphen for a dash in {text:?}"
            );
            let digit_after_hyphen = text.split('-').skip(1).any(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with('{')
            });
            assert!(
                !digit_after_hyphen,
                "{tag} {key}: a hyphen for a minus or dash in {text:?}"
            );
        }
    }
    for (key, text) in all(Language::De) {
        assert!(
            !text.contains(['“', '”']) || text.contains('„'),
            "{key}: {text:?}"
        );
        assert_eq!(
            text.matches('„').count(),
            text.matches('“').count(),
            "{key}: {text:?}"
        );
        for (written, meant) in [
            ("fuer ", "für"),
            ("ueber", "über"),
            ("koenn", "könn"),
            ("grosse", "große"),
        ] {
            assert!(
                !text.contains(written),
                "{key}: {written} instead of {meant}"
            );
        }
    }
}

/// Attributes that name a message, with those that hold its text.
const SLOTS: [[&str; 2]; 3] = [
    ["data-t-label", "aria-label"],
    ["data-t-placeholder", "placeholder"],
    ["data-t-alt", "alt"],
];

/// The value of an attribute in the text of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

/// The texts that stand in the page before the engine speaks, by key.
fn texts_of_the_page() -> Vec<(String, String)> {
    let page = tree::read("index.html");
    let mut found = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        for [source, target] in SLOTS {
            if let Some(key) = attribute(tag, source) {
                let text = attribute(tag, target).unwrap_or_default();
                found.push((key.to_owned(), text.replace("&amp;", "&")));
            }
        }
    }
    for rest in page.split("data-t=\"").skip(1) {
        let key = rest.split('"').next().unwrap_or_default();
        let content = rest.split_once('>').map_or("", |(_, content)| content);
        let text = content.split('<').next().unwrap_or_default();
        found.push((key.to_owned(), text.trim().replace("&amp;", "&")));
    }
    found
}

#[test]
fn the_page_says_in_german_what_the_german_catalogue_says() {
    let german = texts(Language::De);
    let page = texts_of_the_page();
    assert!(page.len() > 50, "{}", page.len());
    let other: Vec<_> = page
        .iter()
        .filter(|(key, text)| german.get(key) != Some(text))
        .map(|(key, text)| format!("{key}: \"{text}\" in index.html"))
        .collect();
    assert!(other.is_empty(), "{}", other.join("\n"));
}

/// A term that the page explains, with its forms by language.
struct Term {
    key: String,
    forms: [Vec<String>; 2],
}

/// The list of terms, one a line.
fn terms() -> Vec<Term> {
    let list = tree::read("www/terms/list.js");
    let term = |line: &str| {
        let rest = line.trim().strip_prefix("{ key: \"")?;
        let (key, rest) = rest.split_once("\", de: [")?;
        let (de, rest) = rest.split_once("], en: [")?;
        let (en, _) = rest.split_once("] },")?;
        let forms = |text: &str| literals(text, &['"']).map(str::to_owned).collect();
        Some(Term {
            key: key.to_owned(),
            forms: [forms(de), forms(en)],
        })
    };
    list.lines().filter_map(term).collect()
}

#[test]
fn every_term_explained_stands_in_some_sentence_and_is_explained_in_few() {
    let terms = terms();
    assert!(terms.len() > 15, "{}", terms.len());
    for (at, language) in [Language::De, Language::En].into_iter().enumerate() {
        let explained = texts_in(CATALOGUES[4], language);
        let said: Vec<String> = CATALOGUES[..4]
            .iter()
            .flat_map(|catalogue| texts_in(catalogue, language).into_values())
            .map(|text| text.to_lowercase())
            .collect();
        for term in &terms {
            let stands = |form: &String| said.iter().any(|it| it.contains(&form.to_lowercase()));
            assert!(
                term.forms[at].iter().any(stands),
                "nothing says {}",
                term.key
            );
            let text = &explained[&format!("{}.text", term.key)];
            let sentences = text.matches(". ").count() + 1;
            // "das 2. Perzentil" ends no sentence.
            assert!(
                sentences <= 4 && text.ends_with('.'),
                "{}: {text}",
                term.key
            );
        }
    }
}
