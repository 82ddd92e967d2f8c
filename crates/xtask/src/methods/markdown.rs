//! The handbook as Markdown, and the module of the engine that shows it in `cargo doc`.

use super::Chapter;
use super::entry::Entry;
use super::inline::without_inner_links;
use super::path::Address;

const HEAD: &str = "\
<!-- Written by `cargo xtask methods` from the documentation of the code; change it there. -->

# Methods

Every statistical method of the engine: what it is called in English and German, what comes out, what
that means in plain German, the formula, the units, when there is no result, and where the method
comes from. Every method gives a value or a reason, never \"not a number\", and computes the same bits
natively and in the browser.
";

/// The text of `docs/methods.md`.
pub fn handbook(chapters: &[Chapter]) -> String {
    let mut out = HEAD.to_owned();
    for chapter in chapters {
        let Chapter { group, entries } = chapter;
        out.push_str(&format!("\n- {} / {}:", group.english, group.german));
        let links = entries
            .iter()
            .map(|(entry, _)| format!(" [`{}`](#{})", entry.id, anchor(entry)));
        out.push_str(&links.collect::<Vec<_>>().join(","));
    }
    out.push('\n');
    for Chapter { group, entries } in chapters {
        out.push_str(&format!("\n## {} / {}\n", group.english, group.german));
        for (entry, address) in entries {
            out.push_str(&method(entry, address));
        }
    }
    out.push('\n');
    for (entry, _) in chapters.iter().flat_map(|chapter| &chapter.entries) {
        out.push_str(&format!("[{}]: ../{}\n", entry.id, entry.file));
    }
    out
}

fn heading(entry: &Entry) -> String {
    format!("{}: {} / {}", entry.id, entry.english, entry.german)
}

/// The anchor that GitHub and rustdoc make of a heading.
fn anchor(entry: &Entry) -> String {
    let kept = |sign: &char| sign.is_alphanumeric() || [' ', '-', '_'].contains(sign);
    let heading = heading(entry).to_lowercase();
    let kept = heading.chars().filter(kept);
    kept.collect::<String>().replace(' ', "-")
}

fn method(entry: &Entry, address: &Address) -> String {
    let mut out = format!("\n### {}\n\n{}\n", heading(entry), clean(&entry.summary));
    for paragraph in &entry.meaning {
        out.push_str(&format!("\n> {}\n", clean(paragraph)));
    }
    out.push_str(&format!("\n```text\n{}\n```\n", entry.formula));
    for (title, text) in [
        ("Units", &entry.units),
        ("No result", &entry.errors),
        ("References", &entry.references),
    ] {
        if !text.is_empty() {
            let gap = if text.starts_with("- ") { "\n\n" } else { " " };
            out.push_str(&format!("\n**{title}.**{gap}{}\n", clean(text)));
        }
    }
    out.push_str(&format!(
        "\n**In the engine.** [`{}`][{}]\n",
        address.path, entry.id
    ));
    out
}

fn clean(text: &str) -> String {
    without_inner_links(text)
}

/// The text of `src/handbook.rs`: the same page, its links leading to the functions.
pub fn module(chapters: &[Chapter]) -> String {
    let mut out = "\
//! The methods handbook: every method with its formula and its source, grouped by what it is for.
//! `cargo xtask methods` writes this file and the page it shows from the documentation of the code.
//!
"
    .to_owned();
    for (entry, address) in chapters.iter().flat_map(|chapter| &chapter.entries) {
        let link = format!("[{}]: crate::{}", entry.id, address.path);
        out.push_str(&match &address.feature {
            None => format!("#![doc = \"{link}\"]\n"),
            Some(feature) => {
                format!("#![cfg_attr(feature = \"{feature}\", doc = \"{link}\")]\n")
            }
        });
    }
    out.push_str("#![doc = include_str!(\"../docs/methods.md\")]\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::tests::chapters;

    #[test]
    fn a_method_has_all_its_parts_and_its_link() {
        let page = handbook(&chapters());
        for part in [
            "## Classification / Klassifizierung\n",
            "### classify.quantile: quantiles / Quantile\n\nUpper bounds at `x`.\n",
            "\n> Legt Grenzen.\n\n```text\nb < c\n```\n",
            "\n**No result.** `Reason::Infeasible` if `k` is zero.\n",
            "[`classify.quantile`](#classifyquantile-quantiles--quantile)",
            "[`classify::quantile`][classify.quantile]",
            "[classify.quantile]: ../src/classify/quantile.rs",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn links_of_the_module_lead_to_the_functions_first() {
        let text = module(&chapters());
        let link = text.find("#![doc = \"[classify.quantile]: crate::classify::quantile\"]");
        assert!(link.unwrap() < text.find("include_str!").unwrap(), "{text}");
    }
}
