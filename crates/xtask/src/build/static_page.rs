//! A page of the shell that runs nothing: it moves beside `index.html`, under a name that stays.

use super::head::without_blank_lines;
use super::html::{self, Tag};
use super::{csp, hash, strict};
use crate::failure::Failure;

/// The pages of the shell's folder that move out of it.
pub const PAGES: [&str; 1] = ["methods.html"];

/// Points what the page loads into the shell's hashed folder, with integrity and policy; `read`
/// returns the bytes of a file of the finished site.
///
/// # Errors
/// When the page has no place for the policy, is not strict, or names a file that is not there.
pub fn rewrite(
    page: &str,
    shell: &str,
    read: impl Fn(&str) -> Result<Vec<u8>, Failure>,
) -> Result<String, Failure> {
    strict::check(page)?;
    let tags = html::tags(page);
    let mut edits: Vec<_> = html::comments(page)
        .iter()
        .map(|range| (html::with_indent(page, range), String::new()))
        .collect();
    for tag in tags.iter().filter(|tag| is_loaded(tag)) {
        let (Some(address), Some(range)) = (tag.attribute("href"), tag.value_range("href")) else {
            continue;
        };
        let address = format!("{shell}/{address}");
        let integrity = hash::integrity(&read(&address)?);
        edits.push((range, address));
        if tag.is_link("stylesheet") {
            let end = tag.range.end - 1;
            edits.push((end..end, format!(" integrity=\"{integrity}\"")));
        }
    }
    let charset = tags.iter().find(|tag| tag.attribute("charset").is_some());
    let charset = charset.ok_or_else(|| {
        Failure::Check("a static page: expected <meta charset=…> in the head, found none".into())
    })?;
    let policy = format!(
        "\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        csp::POLICY
    );
    edits.push((charset.range.end..charset.range.end, policy));
    Ok(without_blank_lines(&html::replace(page, edits)))
}

fn is_loaded(tag: &Tag) -> bool {
    tag.is_link("stylesheet") || tag.is_link("icon")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\">\
        <!-- written --><link rel=\"icon\" href=\"icon.svg\">\
        <link rel=\"stylesheet\" href=\"css/a.css\"></head>\
        <body><a href=\"index.html\">x</a></body></html>";

    fn rewritten(page: &str) -> Result<String, Failure> {
        rewrite(page, "app.1", |name| Ok(name.as_bytes().to_vec()))
    }

    #[test]
    fn what_the_page_loads_is_hashed_and_links_stay() {
        let page = rewritten(PAGE).unwrap();
        let integrity = hash::integrity(b"app.1/css/a.css");
        let style = format!("href=\"app.1/css/a.css\" integrity=\"{integrity}\"");
        assert!(page.contains(&style), "{page}");
        assert!(page.contains("href=\"app.1/icon.svg\""), "{page}");
        assert!(page.contains("href=\"index.html\""), "{page}");
    }

    #[test]
    fn the_policy_stands_before_the_styles_and_comments_are_gone() {
        let page = rewritten(PAGE).unwrap();
        let policy = page.find("Content-Security-Policy").unwrap();
        assert!(policy < page.find("stylesheet").unwrap());
        assert!(!page.contains("<!-- "), "{page}");
    }

    #[test]
    fn a_page_with_inline_code_or_without_charset_is_an_error() {
        assert!(rewritten(&PAGE.replace("<body>", "<body onload=x()>")).is_err());
        assert!(rewritten("<html></html>").is_err());
    }
}
