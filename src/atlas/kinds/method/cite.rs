//! How to cite a view: a sentence, BibTeX, RIS.

use crate::model::Date;
use crate::text::Arg;

use super::super::super::view::View;
use super::super::SheetOrder;
use super::{Citation, title};

/// Characters that mean something to BibTeX, with what stands for them.
const TEX: [(char, &str); 10] = [
    ('\\', "\\textbackslash{}"),
    ('{', "\\{"),
    ('}', "\\}"),
    ('%', "\\%"),
    ('&', "\\&"),
    ('#', "\\#"),
    ('_', "\\_"),
    ('$', "\\$"),
    ('~', "\\textasciitilde{}"),
    ('^', "\\textasciicircum{}"),
];

/// The citation of a view of a data version.
pub(super) fn citation(view: &View<'_>, version: &str, order: &SheetOrder) -> Citation {
    let speaker = &view.speaker;
    let title = title(view);
    let attribution = |key: &String| Some(speaker.texts.sources.get(key)?.attribution.clone());
    let authors: Vec<String> = view
        .indicator
        .sources
        .iter()
        .filter_map(attribution)
        .collect();
    let (atlas, day) = (&speaker.texts.atlas.title, order.date.parse::<Date>().ok());
    let date = day.map(|date| speaker.date(date)).unwrap_or_default();
    let authors = authors.join("; ");
    let args = [
        ("sources", Arg::Text(authors.as_str())),
        ("title", Arg::Text(&title)),
        ("atlas", Arg::Text(atlas)),
        ("version", Arg::Text(version)),
        ("link", Arg::Text(&order.link)),
        ("date", Arg::Text(&date)),
    ];
    let year = day.map(|date| date.year.to_string()).unwrap_or_default();
    let note = speaker.say(
        "kind.method.cite.version",
        &[("version", Arg::Text(version))],
    );
    let named = [&authors, &title, atlas, &note].map(String::as_str);
    Citation {
        text: speaker.say("kind.method.cite.text", &args),
        bibtex: bibtex(view, named, &year, order),
        ris: ris(named, &year, order),
    }
}

/// An entry of the kind that has an address and a day of access.
fn bibtex(
    view: &View<'_>,
    [authors, title, atlas, note]: [&str; 4],
    year: &str,
    order: &SheetOrder,
) -> String {
    let fields = [
        ("author", format!("{{{}}}", tex(authors))),
        ("title", format!("{{{}}}", tex(title))),
        ("howpublished", tex(atlas)),
        ("note", tex(note)),
        ("year", year.to_owned()),
        // An address is taken as it stands.
        ("url", order.link.clone()),
        ("urldate", order.date.clone()),
    ];
    let line = |(name, value): &(&str, String)| format!("  {name} = {{{value}}},\n");
    let known = fields.iter().filter(|(_, value)| !value.is_empty());
    let lines: String = known.map(line).collect();
    let key = format!("{}-{}", view.indicator.key, view.period.key);
    format!("@misc{{{key},\n{lines}}}\n")
}

/// A record of a data set; each line has a tag of two letters.
fn ris([authors, title, atlas, note]: [&str; 4], year: &str, order: &SheetOrder) -> String {
    let fields = [
        ("TY", "DATA"),
        ("AU", authors),
        ("TI", title),
        ("T2", atlas),
        ("ET", note),
        ("PY", year),
        ("UR", order.link.as_str()),
        ("Y2", order.date.as_str()),
    ];
    let line = |(tag, value): &(&str, &str)| {
        let value: Vec<&str> = value.split_whitespace().collect();
        format!("{tag}  - {}\n", value.join(" "))
    };
    let known = fields.iter().filter(|(_, value)| !value.is_empty());
    known.map(line).collect::<String>() + "ER  - \n"
}

/// `text` as BibTeX takes it.
fn tex(text: &str) -> String {
    let letter = |letter: char| {
        let known = TEX.iter().find(|(of, _)| *of == letter);
        known.map_or_else(|| letter.to_string(), |(_, escaped)| (*escaped).to_owned())
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_bibtex_is_written_so_that_it_does_not() {
        assert_eq!(tex("5 % & {a}_b"), "5 \\% \\& \\{a\\}\\_b");
        assert_eq!(tex("Größe"), "Größe");
    }

    #[test]
    fn a_record_has_one_line_for_each_field_and_none_for_what_is_unknown() {
        let order = SheetOrder {
            date: "2026-03-01".into(),
            link: "https://example.org/#v=1".into(),
        };
        let record = ris(["Amt", "Ein\nTitel", "Atlas", ""], "2026", &order);
        assert_eq!(
            record,
            "TY  - DATA\nAU  - Amt\nTI  - Ein Titel\nT2  - Atlas\nPY  - 2026\n\
             UR  - https://example.org/#v=1\nY2  - 2026-03-01\nER  - \n"
        );
    }
}
