//! Whether the static pages hold together: every link leads to a file or a place that exists.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::PagesRef;

use super::{Problem, Source};
use crate::bundle::files::hash;
use crate::pages::address::slug;

/// Files of the folder of pages that can be reached, with their size in bytes; and dead links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// What was read, by path.
    pub files: BTreeMap<String, Seen>,
    /// What leads nowhere.
    pub errors: Vec<Problem>,
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Size in bytes.
    pub bytes: u64,
    /// Content hash.
    pub hash: String,
}

/// Where a page leads, and what can be led to in it.
#[derive(Default)]
struct Page {
    /// Links as written, with the path and the anchor they mean.
    links: Vec<(String, String, String)>,
    anchors: BTreeSet<String>,
}

/// Walks from the first page of each language over all that is linked; what no link leads to, as the
/// list for search engines, is taken from the `listed` files, or where there is no list from the folder.
#[must_use]
pub fn walk(
    source: &impl Source,
    pages: &PagesRef,
    listed: Option<&BTreeMap<String, String>>,
) -> Walked {
    let folder = format!("{}/", pages.path);
    let mut walked = Walked::default();
    let mut known: BTreeMap<String, Page> = BTreeMap::new();
    let mut exists: BTreeMap<String, bool> = BTreeMap::new();
    let first = pages
        .languages
        .iter()
        .map(|language| first_page(&folder, language));
    let more = match listed {
        Some(listed) => listed.keys().cloned().collect(),
        None => source.paths(),
    };
    let inside = |path: &String| path.starts_with(&folder) && !path.contains("..");
    let more = more.into_iter().filter(inside);
    let mut open: BTreeSet<String> = first.chain(more).collect();
    while let Some(path) = open.pop_first() {
        let bytes = source.read(&path);
        exists.insert(path.clone(), bytes.is_some());
        let Some(bytes) = bytes.filter(|_| path.starts_with(&folder)) else {
            continue;
        };
        let seen = Seen {
            bytes: bytes.len() as u64,
            hash: hash(&bytes),
        };
        walked.files.insert(path.clone(), seen);
        if path.ends_with(".html") {
            let page = read(&path, &String::from_utf8_lossy(&bytes));
            let targets = page.links.iter().map(|(_, target, _)| target);
            open.extend(
                targets
                    .filter(|target| !exists.contains_key(*target))
                    .cloned(),
            );
            known.insert(path, page);
        }
    }
    walked.errors = dead(&known, &exists);
    let first = pages
        .languages
        .iter()
        .map(|language| first_page(&folder, language));
    let missing = first.filter(|path| !walked.files.contains_key(path));
    let missing: Vec<_> = missing.map(|path| Problem::Missing { path }).collect();
    walked.errors.extend(missing);
    walked
}

fn first_page(folder: &str, language: &str) -> String {
    format!("{folder}{}/index.html", slug(language))
}

fn dead(known: &BTreeMap<String, Page>, exists: &BTreeMap<String, bool>) -> Vec<Problem> {
    let mut errors = Vec::new();
    for (path, page) in known {
        for (link, target, anchor) in &page.links {
            let there = exists.get(target).copied().unwrap_or_default();
            let place = || {
                known
                    .get(target)
                    .is_some_and(|page| page.anchors.contains(anchor))
            };
            if !there || !(anchor.is_empty() || place()) {
                errors.push(Problem::DeadLink {
                    path: path.clone(),
                    link: link.clone(),
                });
            }
        }
    }
    errors
}

fn read(path: &str, html: &str) -> Page {
    let mut page = Page::default();
    for link in values(html, " href=\"") {
        if let Some((target, anchor)) = target(path, link) {
            page.links
                .push((link.to_owned(), target, anchor.to_owned()));
        }
    }
    let anchors = values(html, " id=\"").map(str::to_owned);
    page.anchors.extend(anchors);
    page
}

/// What stands between `start` and the next quote, wherever `start` is found.
fn values<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

/// The file below the bundle's folder that a link means, and the anchor in it; `None` for links that
/// lead out of the bundle.
fn target<'a>(from: &str, link: &'a str) -> Option<(String, &'a str)> {
    if link.contains("://")
        || link.starts_with(['/', '?'])
        || ["mailto:", "tel:"].iter().any(|it| link.starts_with(it))
    {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    if path.is_empty() {
        return Some((from.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            _ => parts.push(part),
        }
    }
    Some((parts.join("/"), anchor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Files;

    fn walked(pages: &[(&str, &str)]) -> Walked {
        let mut files = Files::default();
        for (path, html) in pages {
            files.put(path, html.as_bytes().to_vec());
        }
        let reference = PagesRef {
            path: "pages".to_owned(),
            list: None,
            languages: vec!["de".to_owned()],
            levels: Vec::new(),
            anchored: Vec::new(),
        };
        walk(&files, &reference, None)
    }

    #[test]
    fn links_to_nothing_are_named_with_their_page() {
        let start = "<a href=\"a/b.html\">b</a><a href=\"a/b.html#there\">c</a>\
            <a href=\"a/b.html#nowhere\">d</a><a href=\"#none\">e</a><a href=\"../../csv/x.csv\">x</a>";
        let found = walked(&[
            ("pages/de/index.html", start),
            (
                "pages/de/a/b.html",
                "<p id=\"there\"><a href=\"../gone.html\">g</a>",
            ),
            ("csv/x.csv", ""),
        ]);
        let said: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].starts_with("pages/de/a/b.html:") && said[0].contains("../gone.html"));
        assert!(said[1].contains("a/b.html#nowhere") && said[2].contains("\"#none\""));
        assert_eq!(found.files.len(), 2);
    }

    #[test]
    fn links_out_of_the_bundle_are_left_alone() {
        let start = "<a href=\"../../../index.html#v=1\">live</a><a href=\"https://example.org/x\">x</a>\
            <a href=\"mailto:a@example.org\">m</a><a href=\"/root\">r</a>";
        assert_eq!(walked(&[("pages/de/index.html", start)]).errors, []);
    }

    #[test]
    fn a_missing_first_page_is_dead_where_pages_lead_to_it() {
        let found = walked(&[("pages/de/a.html", "<a href=\"index.html\">s</a>")]);
        let said: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[1].starts_with("pages/de/index.html: expected a file"));
    }
}
