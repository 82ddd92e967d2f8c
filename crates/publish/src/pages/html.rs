//! Writing HTML: text is escaped here and nowhere else.

/// Markup under way.
#[derive(Clone, Debug, Default)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(String::with_capacity(64 * 1024))
    }

    /// Adds markup as it is; only for what stands in the program.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text: between tags, or inside an attribute in double quotes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            let (plain, tail) = rest.split_at(at);
            self.0.push_str(plain);
            self.0.push_str(match tail.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                _ => "&quot;",
            });
            rest = tail.get(1..).unwrap_or_default();
        }
        self.0.push_str(rest);
        self
    }

    /// Adds an element with text in it; none if there is no text.
    pub fn element(&mut self, open: &str, text: &str, close: &str) -> &mut Self {
        if text.is_empty() {
            return self;
        }
        self.raw(open).text(text).raw(close)
    }

    /// Adds a link.
    pub fn link(&mut self, href: &str, text: &str) -> &mut Self {
        self.raw("<a href=\"")
            .text(href)
            .raw("\">")
            .text(text)
            .raw("</a>")
    }

    /// The markup so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let mut html = Html::new();
        html.text("<b a=\"1\">&amp; ü</b>");
        assert_eq!(
            html.as_str(),
            "&lt;b a=&quot;1&quot;&gt;&amp;amp; ü&lt;/b&gt;"
        );
        assert_eq!(Html::new().element("<p>", "", "</p>").as_str(), "");
    }
}
