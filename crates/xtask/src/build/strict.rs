//! Checks that a page holds nothing that its content security policy would refuse.

use super::html::{self, Tag};
use crate::failure::Failure;

/// # Errors
/// Lists every inline script, inline style and inline handler of the page.
pub fn check(page: &str) -> Result<(), Failure> {
    let found: Vec<String> = html::tags(page).iter().flat_map(offences).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::Check(format!(
        "index.html: expected nothing inline, found {}",
        found.join(", ")
    )))
}

fn offences(tag: &Tag) -> Vec<String> {
    let mut found = Vec::new();
    let name = tag.name.to_ascii_lowercase();
    if name == "style" {
        found.push("<style>".to_owned());
    }
    if name == "script" && tag.attribute("src").is_none() && !is_data(tag) {
        found.push("<script> without src".to_owned());
    }
    for attribute in tag.attribute_names() {
        let attribute = attribute.to_ascii_lowercase();
        if attribute == "style" || attribute.starts_with("on") {
            found.push(format!("<{name} {attribute}=…>"));
        }
    }
    let address = tag
        .attribute("href")
        .or(tag.attribute("src"))
        .unwrap_or_default();
    if address
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("javascript:")
    {
        found.push(format!("<{name}> with a javascript: address"));
    }
    found
}

/// A block of data, which no browser executes.
fn is_data(tag: &Tag) -> bool {
    matches!(
        tag.attribute("type"),
        Some("application/json" | "application/ld+json")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_inline_code_is_named() {
        let page = "<style>p{}</style><script>x()</script><p style=\"color:red\" onclick=y()>\
                    <a href=\" JavaScript:z()\">";
        let message = check(page).unwrap_err().to_string();
        for part in [
            "<style>",
            "<script> without src",
            "<p style",
            "<p onclick",
            "javascript:",
        ] {
            assert!(message.contains(part), "{part} in {message}");
        }
    }

    #[test]
    fn files_and_data_blocks_pass() {
        let page = "<script type=module src=app/boot.js></script>\
                    <script type=\"application/ld+json\">{}</script><link rel=stylesheet href=a.css>";
        assert!(check(page).is_ok());
    }
}
