//! Documentation written for rustdoc, as text for other readers.

/// Markdown without links into the engine: only their text stays.
pub fn without_inner_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let Some(link) = link(after).filter(|_| !before.ends_with('\\')) else {
            out.push('[');
            rest = after.get(1..).unwrap_or_default();
            continue;
        };
        if link.target.starts_with("http") {
            out.push_str(after.get(..link.length).unwrap_or_default());
        } else {
            out.push_str(link.text);
        }
        rest = after.get(link.length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

struct Link<'a> {
    text: &'a str,
    target: &'a str,
    length: usize,
}

/// Reads `[text](target)`, or `[code]` in backticks.
fn link(text: &str) -> Option<Link<'_>> {
    let close = text.find(']')?;
    let inner = text.get(1..close)?;
    let after = text.get(close + 1..)?;
    if let Some(target) = after.strip_prefix('(') {
        let end = target.find(')')?;
        return Some(Link {
            text: inner,
            target: target.get(..end)?,
            length: close + 2 + end + 1,
        });
    }
    let code = inner.len() > 2 && inner.starts_with('`') && inner.ends_with('`');
    code.then_some(Link {
        text: inner,
        target: "",
        length: close + 1,
    })
}

/// The text as HTML: code, emphasis and links to other sites; everything else is plain.
pub fn html(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in without_inner_links(text).split('`').enumerate() {
        if at % 2 == 1 {
            out.push_str(&format!("<code>{}</code>", escaped(part)));
        } else {
            out.push_str(&emphasis(&linked(&escaped(part))));
        }
    }
    out
}

/// The signs that would be markup, written out; escapes of Markdown resolved.
pub fn escaped(text: &str) -> String {
    let plain = text
        .replace("\\[", "[")
        .replace("\\]", "]")
        .replace("\\*", "∗");
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Links to other sites: `[text](https://…)` and `<https://…>`.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let (before, address) = rest.split_at(at);
        let named = before.rfind('[').filter(|_| before.ends_with("]("));
        let (end, skip) = match (named, before.strip_suffix("&lt;")) {
            (Some(_), _) => (address.find(')'), 1),
            (None, Some(_)) => (address.find("&gt;"), 4),
            (None, None) => (address.find([' ', ',']), 0),
        };
        let (address, behind) = address.split_at(end.unwrap_or(address.len()));
        let (before, label) = match (named, before.strip_suffix("&lt;")) {
            (Some(open), _) => {
                let (before, label) = before.split_at(open);
                (before, label.trim_start_matches('[').trim_end_matches("]("))
            }
            (None, Some(before)) => (before, address),
            (None, None) => (before, address),
        };
        out.push_str(before);
        out.push_str(&format!("<a href=\"{address}\">{label}</a>"));
        rest = behind.get(skip..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `**strong**` and `*stressed*`.
fn emphasis(text: &str) -> String {
    let strong = paired(text, "**", "strong");
    paired(&strong, "*", "em")
}

/// Puts every second of the signs into the closing tag; an odd one at the end stays.
fn paired(text: &str, sign: &str, tag: &str) -> String {
    let parts: Vec<&str> = text.split(sign).collect();
    if parts.len().is_multiple_of(2) {
        return text.to_owned();
    }
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        match at % 2 {
            1 => out.push_str(&format!("<{tag}>{part}</{tag}>")),
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_into_the_engine_lose_their_brackets_and_others_stay() {
        for (text, expected) in [
            ("[`Reason::AllEqual`] if", "`Reason::AllEqual` if"),
            ("a [`b`](super::b), [c](crate::c)", "a `b`, c"),
            ("in [0, 1] and \\[n, key\\]", "in [0, 1] and \\[n, key\\]"),
            ("[R](https://r.org) [", "[R](https://r.org) ["),
        ] {
            assert_eq!(without_inner_links(text), expected);
        }
    }

    #[test]
    fn html_has_code_stress_and_links_and_no_other_markup() {
        for (text, expected) in [
            ("a < `b<c>` & d", "a &lt; <code>b&lt;c&gt;</code> &amp; d"),
            ("**not** *once*", "<strong>not</strong> <em>once</em>"),
            ("2 * 3", "2 * 3"),
            ("table\\[n, key\\]", "table[n, key]"),
            ("[R](https://r.org) x", "<a href=\"https://r.org\">R</a> x"),
            (
                "<https://r.org>.",
                "<a href=\"https://r.org\">https://r.org</a>.",
            ),
            (
                "see https://r.org, p. 1",
                "see <a href=\"https://r.org\">https://r.org</a>, p. 1",
            ),
        ] {
            assert_eq!(html(text), expected);
        }
    }
}
