//! The list of all pages for search engines, after <https://www.sitemaps.org/protocol.html>.

use super::html::Html;

/// Most addresses in one file, as the protocol has it.
const LARGEST: usize = 50_000;

/// Files of the list by path: one, or one that names several. `address` is the public address of
/// the bundle's folder, ending in `/`.
#[must_use]
pub fn sitemap(address: &str, paths: &[&str]) -> Vec<(String, Vec<u8>)> {
    let name = |number: usize| format!("pages/sitemap-{number}.xml");
    let entrance = "pages/sitemap.xml".to_owned();
    if paths.len() <= LARGEST {
        let bytes = list(
            "urlset",
            "url",
            paths.iter().map(|path| format!("{address}{path}")),
        );
        return vec![(entrance, bytes)];
    }
    let parts = paths.chunks(LARGEST);
    let names: Vec<String> = (1..=parts.len()).map(name).collect();
    let index = list(
        "sitemapindex",
        "sitemap",
        names.iter().map(|name| format!("{address}{name}")),
    );
    let mut files = vec![(entrance, index)];
    for (name, part) in names.into_iter().zip(parts) {
        files.push((
            name,
            list(
                "urlset",
                "url",
                part.iter().map(|path| format!("{address}{path}")),
            ),
        ));
    }
    files
}

fn list(root: &str, item: &str, addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut xml = Html::new();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
        .raw(root);
    xml.raw(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for address in addresses {
        let address = address.strip_suffix("index.html").unwrap_or(&address);
        xml.raw("<")
            .raw(item)
            .raw("><loc>")
            .text(address)
            .raw("</loc></")
            .raw(item)
            .raw(">\n");
    }
    xml.raw("</").raw(root).raw(">\n");
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pages_than_one_file_may_list_are_split() {
        let paths: Vec<String> = (0..LARGEST + 1)
            .map(|at| format!("pages/de/{at}.html"))
            .collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let files = sitemap("https://example.org/a&b/", &paths);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "pages/sitemap.xml",
                "pages/sitemap-1.xml",
                "pages/sitemap-2.xml"
            ]
        );
        let text = |at: usize| std::str::from_utf8(&files[at].1).unwrap();
        assert!(text(0).contains("<loc>https://example.org/a&amp;b/pages/sitemap-2.xml</loc>"));
        assert_eq!(text(1).matches("<url>").count(), LARGEST);
        assert_eq!(text(2).matches("<url>").count(), 1);
    }

    #[test]
    fn the_first_page_of_a_folder_is_listed_by_its_folder() {
        let files = sitemap("https://example.org/", &["pages/de/index.html"]);
        let text = std::str::from_utf8(&files[0].1).unwrap();
        assert!(text.contains("<loc>https://example.org/pages/de/</loc>"));
    }
}
