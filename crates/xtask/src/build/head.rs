//! Rewriting the staged page: hashed addresses, integrity, policy and preloads.

use super::html::{self, Tag};
use super::{csp, hash};
use crate::failure::Failure;

/// The folder of the shell in the sources and in the staged site.
pub const SHELL: &str = "www";

/// What the page's head must name.
pub struct Names<'a> {
    /// The shell's folder after hashing.
    pub shell: &'a str,
    /// The core after hashing.
    pub wasm: &'a str,
    /// The shell's modules that run at start, below the site's top folder.
    pub modules: &'a [String],
    /// Whether a demo will stand in `data/`.
    pub data: bool,
}

/// Rewrites the page; `read` returns the bytes of a file of the finished site.
///
/// # Errors
/// When the page has no place for the head's new lines, or names a file that is not there.
pub fn rewrite(
    page: &str,
    names: &Names,
    read: impl Fn(&str) -> Result<Vec<u8>, Failure>,
) -> Result<String, Failure> {
    let tags = html::tags(page);
    // Comments explain the source, not the site.
    let mut edits: Vec<_> = html::comments(page)
        .iter()
        .map(|range| (html::with_indent(page, range), String::new()))
        .collect();
    for tag in &tags {
        if is_leftover(tag) {
            edits.push((html::with_indent(page, &tag.range), String::new()));
            continue;
        }
        let Some((attribute, address)) = shell_address(tag, names.shell) else {
            continue;
        };
        if let Some(range) = tag.value_range(attribute) {
            edits.push((range, address.clone()));
        }
        if tag.name.eq_ignore_ascii_case("script") || tag.is_link("stylesheet") {
            let end = tag.range.end - 1;
            edits.push((
                end..end,
                format!(" integrity=\"{}\"", hash::integrity(&read(&address)?)),
            ));
        }
    }
    let charset = tags
        .iter()
        .find(|tag| tag.attribute("charset").is_some())
        .ok_or_else(|| {
            Failure::Check("index.html: expected <meta charset=…> in the head, found none".into())
        })?;
    let after = |at: usize, lines: Vec<String>| {
        let lines = lines.iter().map(|line| format!("\n    {line}"));
        (at..at, lines.collect::<String>())
    };
    edits.push(after(charset.range.end, vec![policy()]));
    edits.push(after(before_scripts(&tags, charset), preloads(names)));
    edits.push(after(end_of_head(&tags, charset), modules(names, &read)?));
    Ok(without_blank_lines(&html::replace(page, edits)))
}

/// Trunk leaves an empty line where a tag of its own stood.
pub fn without_blank_lines(page: &str) -> String {
    page.split_inclusive('\n')
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// What Trunk leaves behind or adds although the page loads everything itself.
fn is_leftover(tag: &Tag) -> bool {
    tag.attribute_names().any(|name| name == "data-trunk")
        || tag.is_link("modulepreload")
        || tag.is_link("preload")
}

/// The hashed address of a file of the shell that this tag names, and in which attribute.
fn shell_address(tag: &Tag, shell: &str) -> Option<(&'static str, String)> {
    ["href", "src"].into_iter().find_map(|attribute| {
        let value = tag.attribute(attribute)?;
        let value = value.strip_prefix("./").unwrap_or(value);
        let rest = value.strip_prefix(SHELL)?.strip_prefix('/')?;
        Some((attribute, format!("{shell}/{rest}")))
    })
}

/// Behind the tag that stands before the first script. A browser asks for files in the order of the
/// page, six at a time from many servers: first what the first picture needs (styles), then what takes
/// longest (the core), then the scripts.
fn before_scripts(tags: &[Tag], charset: &Tag) -> usize {
    let first = tags
        .iter()
        .position(|tag| tag.name.eq_ignore_ascii_case("script"));
    let before = first.and_then(|at| tags.get(at.checked_sub(1)?));
    before.map_or(charset.range.end, |tag| {
        tag.range.end.max(charset.range.end)
    })
}

/// Behind the last tag that loads something.
fn end_of_head(tags: &[Tag], charset: &Tag) -> usize {
    let loads = |tag: &&Tag| tag.name.eq_ignore_ascii_case("link");
    let last = tags.iter().filter(loads).map(|tag| tag.range.end).max();
    last.unwrap_or_default().max(charset.range.end)
}

fn policy() -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        csp::POLICY
    )
}

fn preloads(names: &Names) -> Vec<String> {
    let manifest = names.data.then(|| preload("data/manifest.json"));
    [preload(names.wasm)].into_iter().chain(manifest).collect()
}

fn modules(
    names: &Names,
    read: impl Fn(&str) -> Result<Vec<u8>, Failure>,
) -> Result<Vec<String>, Failure> {
    let line = |module: &String| {
        let integrity = hash::integrity(&read(module)?);
        Ok(format!(
            "<link rel=\"modulepreload\" href=\"{module}\" integrity=\"{integrity}\">"
        ))
    };
    names.modules.iter().map(line).collect()
}

fn preload(address: &str) -> String {
    format!("<link rel=\"preload\" href=\"{address}\" as=\"fetch\" crossorigin>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><meta charset=\"utf-8\">\
        <!-- the core --><link data-trunk rel=\"rust\" href=\"crates/web\">\
        <link rel=\"stylesheet\" href=\"./www/style.css\">\
        <script type=\"module\" src=\"www/boot.js\"></script></head>\
        <body><a href=\"www.html\">x</a></body></html>";

    fn rewritten(data: bool) -> String {
        let modules = ["app.1/boot.js".to_owned()];
        let names = Names {
            shell: "app.1",
            wasm: "core.2.wasm",
            modules: &modules,
            data,
        };
        rewrite(PAGE, &names, |name| Ok(name.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn addresses_of_the_shell_are_hashed_and_others_left_alone() {
        let page = rewritten(true);
        assert!(
            page.contains("href=\"app.1/style.css\" integrity=\"sha256-"),
            "{page}"
        );
        assert!(
            page.contains("src=\"app.1/boot.js\" integrity=\"sha256-"),
            "{page}"
        );
        assert!(page.contains("href=\"www.html\""), "{page}");
    }

    #[test]
    fn the_tag_for_trunk_and_comments_are_gone() {
        let page = rewritten(true);
        assert!(
            !page.contains("data-trunk") && !page.contains("<!-- "),
            "{page}"
        );
    }

    #[test]
    fn the_policy_stands_before_everything_it_governs() {
        let page = rewritten(true);
        let policy = page.find("Content-Security-Policy").unwrap();
        assert!(policy < page.find("modulepreload").unwrap());
        assert!(policy < page.find("<script").unwrap());
        assert!(
            !page.contains("frame-ancestors"),
            "a meta element cannot say that"
        );
    }

    #[test]
    fn the_core_and_the_manifest_are_preloaded_for_fetch() {
        let page = rewritten(true);
        for name in ["core.2.wasm", "data/manifest.json"] {
            assert!(page.contains(&preload(name)), "{page}");
        }
        assert!(!rewritten(false).contains("manifest.json"));
    }

    #[test]
    fn integrity_is_that_of_the_named_file() {
        let expected = hash::integrity(b"app.1/boot.js");
        assert_eq!(rewritten(true).matches(&expected).count(), 2);
    }

    #[test]
    fn a_page_without_charset_is_an_error() {
        let names = Names {
            shell: "a",
            wasm: "w",
            modules: &[],
            data: false,
        };
        let message = rewrite("<html></html>", &names, |_| Ok(Vec::new())).unwrap_err();
        assert!(message.to_string().contains("charset"));
    }
}
