//! The handbook as a page of the atlas, in German.

use super::entry::Entry;
use super::inline::{escaped, html};
use super::{Chapter, Term};

const HEAD: &str = r##"<!doctype html>
<html lang="de">
  <head>
    <meta charset="utf-8">
    <!-- Written by `cargo xtask methods` from the documentation of the code; change it there. -->
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Wie wird das berechnet? – Teilraum</title>
    <meta name="description" content="Alle statistischen Verfahren des Atlas: was sie sagen, was nicht, Formel und Quelle.">
    <link rel="icon" href="icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="css/tokens.css">
    <link rel="stylesheet" href="css/page.css">
    <link rel="stylesheet" href="css/methods.css">
  </head>
  <body>
    <nav class="skips" aria-label="Sprungmarken"><a href="#verfahren">Zu den Verfahren</a></nav>
    <header class="head">
      <div class="brand"><h1>Wie wird das berechnet?</h1></div>
      <a href="index.html">Zum Atlas</a>
    </header>
    <main class="handbook">
      <p>Hier steht jedes statistische Verfahren des Atlas: was die Zahl sagt und was nicht, die Formel und
        woher sie stammt. Wo sich nichts sinnvoll berechnen lässt, nennt der Atlas den Grund und zeigt keine
        Zahl. Fachliche Angaben zu Einheiten, Gründen und Quellen sind auf Englisch.</p>
"##;

const TAIL: &str = "    </main>\n  </body>\n</html>\n";

/// The text of `www/methods.html`.
pub fn page(chapters: &[Chapter], terms: &[Term]) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("      <nav class=\"toc\" aria-labelledby=\"inhalt\">\n        <h2 id=\"inhalt\">Inhalt</h2>\n        <ul>\n");
    for chapter in chapters {
        out.push_str(&contents(chapter));
    }
    out.push_str("          <li><a href=\"#begriffe\">Begriffe</a></li>\n        </ul>\n      </nav>\n      <div id=\"verfahren\" tabindex=\"-1\">\n");
    for chapter in chapters {
        let anchor = chapter.group.anchor;
        out.push_str(&format!(
            "        <section aria-labelledby=\"{anchor}\">\n          <h2 id=\"{anchor}\">{}</h2>\n",
            escaped(chapter.group.german)
        ));
        for (entry, _) in &chapter.entries {
            out.push_str(&method(entry));
        }
        out.push_str("        </section>\n");
    }
    out.push_str("      </div>\n");
    out.push_str(&glossary(terms));
    out.push_str(TAIL);
    out
}

/// The terms of the atlas with what they mean.
fn glossary(terms: &[Term]) -> String {
    let entries: String = terms
        .iter()
        .map(|(name, text)| {
            format!(
                "          <div><dt>{}</dt><dd>{}</dd></div>\n",
                escaped(name),
                escaped(text)
            )
        })
        .collect();
    format!(
        "      <section class=\"method-entry\" aria-labelledby=\"begriffe\">\n        \
         <h2 id=\"begriffe\">Begriffe</h2>\n        <dl>\n{entries}        </dl>\n      </section>\n"
    )
}

fn contents(chapter: &Chapter) -> String {
    let mut out = format!(
        "          <li><a href=\"#{}\">{}</a>\n            <ul>\n",
        chapter.group.anchor,
        escaped(chapter.group.german)
    );
    for (entry, _) in &chapter.entries {
        out.push_str(&format!(
            "              <li><a href=\"#{}\">{}</a></li>\n",
            entry.id,
            title(&entry.german)
        ));
    }
    out.push_str("            </ul>\n          </li>\n");
    out
}

fn method(entry: &Entry) -> String {
    let Entry { id, file, .. } = entry;
    let mut out = format!(
        "          <article class=\"method-entry\" aria-labelledby=\"{id}\">\n            \
         <h3 id=\"{id}\">{}</h3>\n            \
         <p class=\"hint\"><span lang=\"en\">{}</span> · <code>{id}</code></p>\n",
        title(&entry.german),
        escaped(&entry.english)
    );
    for paragraph in &entry.meaning {
        out.push_str(&format!("            <p>{}</p>\n", html(paragraph)));
    }
    out.push_str(&format!(
        "            <pre>{}</pre>\n            <dl>\n",
        escaped(&entry.formula)
    ));
    for (title, text) in [
        ("Ergebnis", &entry.summary),
        ("Einheiten", &entry.units),
        ("Kein Ergebnis", &entry.errors),
        ("Quelle", &entry.references),
    ] {
        if !text.is_empty() {
            out.push_str(&format!(
                "              <div><dt>{title}</dt><dd lang=\"en\">{}</dd></div>\n",
                blocks(text)
            ));
        }
    }
    out.push_str(&format!(
        "              <div><dt>Programm</dt><dd><code>{}</code></dd></div>\n            </dl>\n          </article>\n",
        escaped(file)
    ));
    out
}

/// A term as a title: with a capital letter, unless it begins with a symbol such as t or k.
fn title(term: &str) -> String {
    let symbol = |sign: char| !sign.is_alphabetic();
    if term.chars().nth(1).is_some_and(symbol) {
        return escaped(term);
    }
    let mut signs = term.chars();
    let first = signs.next().map(char::to_uppercase);
    let capital: String = first.into_iter().flatten().collect();
    escaped(&format!("{capital}{}", signs.as_str()))
}

/// Paragraphs and items of lists, apart.
fn blocks(text: &str) -> String {
    let parts: Vec<String> = text
        .split("\n\n")
        .map(|part| html(part.trim_start_matches("- ")))
        .collect();
    match parts.as_slice() {
        [one] => one.clone(),
        many => many.iter().map(|part| format!("<p>{part}</p>")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::tests::chapters;

    fn terms() -> Vec<Term> {
        vec![("Median".to_owned(), "Der Wert in der <Mitte>.".to_owned())]
    }

    #[test]
    fn a_method_has_its_anchor_its_terms_and_its_formula() {
        let page = page(&chapters(), &terms());
        for part in [
            "<a href=\"#classify.quantile\">Quantile</a>",
            "<h3 id=\"classify.quantile\">Quantile</h3>",
            "<span lang=\"en\">quantiles</span>",
            "<p>Legt Grenzen.</p>",
            "<pre>b &lt; c</pre>",
            "<dt>Median</dt><dd>Der Wert in der &lt;Mitte&gt;.</dd>",
            "<dd lang=\"en\"><code>Reason::Infeasible</code> if <code>k</code> is zero.</dd>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_title_begins_with_a_capital() {
        assert_eq!(title("ähnliche <Gebiete>"), "Ähnliche &lt;Gebiete&gt;");
        assert_eq!(title("t-Intervall"), "t-Intervall");
    }

    #[test]
    fn the_page_is_free_of_anything_inline() {
        crate::build::strict::check(&page(&chapters(), &terms())).unwrap();
    }
}
