//! Just enough HTML: finding the tags of a page that we wrote ourselves, and rewriting them.

use std::ops::Range;

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its bytes in the page, from `<` to `>`.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: &'a str,
    attributes: Vec<Attribute<'a>>,
    /// The text up to the closing tag, for elements whose content is no markup.
    pub raw_text: &'a str,
}

#[derive(Debug, PartialEq, Eq)]
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    value_range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// An attribute's value; empty for one without.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.find(name).map(|attribute| attribute.value)
    }

    /// The bytes of an attribute's value in the page.
    pub fn value_range(&self, name: &str) -> Option<Range<usize>> {
        self.find(name)
            .map(|attribute| attribute.value_range.clone())
    }

    /// The names of its attributes.
    pub fn attribute_names(&self) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().map(|attribute| attribute.name)
    }

    /// Whether it is that element with that `rel`.
    pub fn is_link(&self, rel: &str) -> bool {
        self.name.eq_ignore_ascii_case("link") && self.attribute("rel") == Some(rel)
    }

    fn find(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

/// All opening tags outside comments, in order.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = find(page, at, "<") {
        let after = page.get(open + 1..).unwrap_or_default();
        if after.starts_with("!--") {
            at = find(page, open, "-->").map_or(page.len(), |end| end + 3);
        } else if after.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            let tag = tag(page, open);
            at = tag.range.end + tag.raw_text.len();
            tags.push(tag);
        } else {
            at = open + 1;
        }
    }
    tags
}

/// The comments of a page.
pub fn comments(page: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(open) = find(page, at, "<!--") {
        at = find(page, open, "-->").map_or(page.len(), |end| end + 3);
        comments.push(open..at);
    }
    comments
}

/// The range and the white space in front of it.
pub fn with_indent(page: &str, range: &Range<usize>) -> Range<usize> {
    let before = page.get(..range.start).unwrap_or_default();
    before.trim_end().len()..range.end
}

fn find(page: &str, from: usize, what: &str) -> Option<usize> {
    page.get(from..)?.find(what).map(|offset| from + offset)
}

/// Reads the tag that begins at `open`.
fn tag(page: &str, open: usize) -> Tag<'_> {
    let mut at = until(page, open + 1, |sign| {
        sign.is_whitespace() || sign == '>' || sign == '/'
    });
    let name = page.get(open + 1..at).unwrap_or_default();
    let mut attributes = Vec::new();
    loop {
        at = until(page, at, |sign| !sign.is_whitespace() && sign != '/');
        if page
            .get(at..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with('>'))
        {
            break;
        }
        let attribute = attribute(page, at);
        at = attribute.1;
        attributes.push(attribute.0);
    }
    let end = (at + 1).min(page.len());
    let raw = ["script", "style"]
        .iter()
        .any(|raw| name.eq_ignore_ascii_case(raw));
    let raw_end = if raw {
        find(page, end, "</").unwrap_or(page.len())
    } else {
        end
    };
    let raw_text = page.get(end..raw_end).unwrap_or_default();
    Tag {
        range: open..end,
        name,
        attributes,
        raw_text,
    }
}

/// Reads `name`, `name=value` or `name="value"`; returns where it ends.
fn attribute(page: &str, at: usize) -> (Attribute<'_>, usize) {
    let name_end = until(page, at + 1, |sign| {
        sign.is_whitespace() || sign == '=' || sign == '>' || sign == '/'
    });
    let name = page.get(at..name_end).unwrap_or_default();
    let equals = until(page, name_end, |sign| !sign.is_whitespace());
    if !page.get(equals..).unwrap_or_default().starts_with('=') {
        let nothing = Attribute {
            name,
            value: "",
            value_range: name_end..name_end,
        };
        return (nothing, name_end);
    }
    let start = until(page, equals + 1, |sign| !sign.is_whitespace());
    let (value_range, end) = match page.get(start..).and_then(|rest| rest.chars().next()) {
        Some(quote @ ('"' | '\'')) => {
            let close = until(page, start + 1, |sign| sign == quote);
            (start + 1..close, (close + 1).min(page.len()))
        }
        _ => {
            let close = until(page, start, |sign| sign.is_whitespace() || sign == '>');
            (start..close, close)
        }
    };
    let value = page.get(value_range.clone()).unwrap_or_default();
    (
        Attribute {
            name,
            value,
            value_range,
        },
        end,
    )
}

/// The first place from `from` on where the sign satisfies `stop`, or the end.
fn until(page: &str, from: usize, stop: impl Fn(char) -> bool) -> usize {
    let rest = page.get(from..).unwrap_or_default();
    rest.find(stop).map_or(page.len(), |offset| from + offset)
}

/// The page with each range replaced by its text. Ranges must not overlap.
pub fn replace(page: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    // What is inserted before a range comes before what replaces the range.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut result = String::with_capacity(page.len());
    let mut at = 0;
    for (range, text) in edits {
        result.push_str(page.get(at..range.start).unwrap_or_default());
        result.push_str(&text);
        at = range.end;
    }
    result.push_str(page.get(at..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_any_quotes_or_none() {
        let page = r#"<link rel="icon" href='a b.svg' hidden sizes=any/>"#;
        let tag = &tags(page)[0];
        assert!(tag.is_link("icon"));
        assert_eq!(tag.attribute("href"), Some("a b.svg"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert_eq!(tag.attribute("sizes"), Some("any/"));
        assert_eq!(tag.range, 0..page.len());
    }

    #[test]
    fn comments_doctype_and_closing_tags_are_passed_over() {
        let names: Vec<_> = tags("<!doctype html><!-- <b> --><p>a < b</p>")
            .iter()
            .map(|tag| tag.name)
            .collect();
        assert_eq!(names, ["p"]);
    }

    #[test]
    fn a_comment_goes_with_the_white_space_before_it() {
        let page = "<p>\n  <!-- a > b -->\n<i>";
        let ranges: Vec<_> = comments(page)
            .iter()
            .map(|range| with_indent(page, range))
            .collect();
        assert_eq!(
            ranges.iter().map(|r| &page[r.clone()]).collect::<Vec<_>>(),
            ["\n  <!-- a > b -->"]
        );
    }

    #[test]
    fn a_greater_sign_inside_quotes_does_not_end_the_tag() {
        let page = r#"<a title="1 > 0">x</a>"#;
        assert_eq!(tags(page)[0].attribute("title"), Some("1 > 0"));
    }

    #[test]
    fn the_text_of_a_script_is_no_markup() {
        let page = "<script>if (a < b) c('<p>');</script><i>";
        let tags = tags(page);
        assert_eq!(tags[0].raw_text, "if (a < b) c('<p>');");
        assert_eq!(tags[1].name, "i");
    }

    #[test]
    fn a_page_that_breaks_off_is_still_read_to_its_end() {
        for page in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b=\"c",
            "<!-- x",
            "<script>x",
        ] {
            assert!(
                tags(page).iter().all(|tag| tag.range.end <= page.len()),
                "{page}"
            );
        }
    }

    #[test]
    fn edits_apply_in_any_order() {
        let edits = vec![
            (4..5, "E".to_owned()),
            (0..1, "A".to_owned()),
            (4..4, "-".to_owned()),
        ];
        assert_eq!(replace("abcde", edits), "Abcd-E");
    }
}
