//! One language of the pages: its words, its addresses, and what stands around every page.

use teilraum::atlas::Speaker;
use teilraum::model::{AreaIx, IndicatorIx, PeriodIx};
use teilraum::state::{self, PeriodChoice, ViewState};
use teilraum::text::Arg;

use super::Looks;
use super::address::{link, live_from, slug};
use super::book::Book;
use super::html::Html;
use super::statement;

/// One language of the pages.
pub struct Site<'a> {
    /// What the pages are made of.
    pub book: &'a Book<'a>,
    /// How things are said.
    pub speaker: Speaker<'a>,
    /// Language tag.
    pub language: &'a str,
    /// Languages that have pages.
    pub languages: &'a [String],
    /// What pages are shown with.
    pub looks: &'a Looks,
    /// The live atlas, from the bundle's folder.
    pub live: &'a str,
    /// Public address of the bundle's folder, ending in `/`, where it is known.
    pub address: Option<&'a str>,
    /// The state a reader of the live atlas meets without a link.
    pub start: ViewState,
}

/// What the head of a page says.
pub struct Head {
    /// Path below the bundle's folder.
    pub path: String,
    /// What the page is about.
    pub title: String,
    /// A sentence for search engines and share cards.
    pub description: String,
    /// The way from the first page to this one: words and path; the page itself comes last and has
    /// no path.
    pub crumbs: Vec<(String, Option<String>)>,
}

impl Site<'_> {
    /// The message `key`.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = args
            .iter()
            .map(|(name, text)| (*name, Arg::Text(text)))
            .collect();
        self.speaker.say(key, &args)
    }

    /// Short name of an area.
    #[must_use]
    pub fn name(&self, ix: AreaIx) -> &str {
        self.book
            .area(ix)
            .map_or("", |area| self.speaker.name(area))
    }

    /// The first page of the language.
    #[must_use]
    pub fn start_page(&self) -> String {
        format!(
            "{}/{}/index.html",
            super::address::FOLDER,
            slug(self.language)
        )
    }

    /// The link from the page `from` into the live atlas: an indicator on the level of an area.
    #[must_use]
    pub fn live_link(&self, from: &str, indicator: Option<IndicatorIx>, area: AreaIx) -> String {
        let content = self.book.content;
        let mut view = self.start.clone();
        if let Some(area) = self.book.area(area) {
            let level = content.levels.get(area.level.index());
            view.level = level.map(|level| level.key.clone()).unwrap_or_default();
            view.area = Some(area.key.clone());
            let shown = indicator.or_else(|| self.usual_indicator(area.level));
            self.put_indicator(&mut view, shown, area.level);
        }
        self.fragment(from, &view)
    }

    /// The indicator shown first, or the first that the level has.
    fn usual_indicator(&self, level: teilraum::model::LevelIx) -> Option<IndicatorIx> {
        let all = || (0..).map(IndicatorIx).zip(&self.book.content.indicators);
        let has = |ix: IndicatorIx| self.book.standing(ix, level).is_some();
        let usual = all().find(|(_, indicator)| indicator.key == self.start.indicator);
        let usual = usual.filter(|(ix, _)| has(*ix));
        usual
            .or_else(|| all().find(|(ix, _)| has(*ix)))
            .map(|(ix, _)| ix)
    }

    /// The link from the page `from` to the live atlas as it opens.
    #[must_use]
    pub fn live_start(&self, from: &str) -> String {
        self.fragment(from, &self.start)
    }

    /// The link from the page `from` to the live atlas in the state `view`.
    #[must_use]
    pub fn fragment(&self, from: &str, view: &ViewState) -> String {
        format!("{}#{}", live_from(from, self.live), state::write(view, 0))
    }

    fn put_indicator(
        &self,
        view: &mut ViewState,
        ix: Option<IndicatorIx>,
        level: teilraum::model::LevelIx,
    ) {
        let indicator = ix.and_then(|ix| Some((ix, self.book.content.indicators.get(ix.index())?)));
        let Some((ix, indicator)) = indicator else {
            return;
        };
        view.indicator.clone_from(&indicator.key);
        let newest = PeriodIx(
            u16::try_from(indicator.periods.len())
                .unwrap_or(u16::MAX)
                .saturating_sub(1),
        );
        let shown = self
            .book
            .standing(ix, level)
            .map_or(newest, |standing| standing.period);
        if shown != newest {
            let period = indicator.periods.get(shown.index());
            view.period = period.map_or(PeriodChoice::Latest, |period| {
                PeriodChoice::At(period.key.clone())
            });
        }
    }

    /// A whole page around what `main` writes.
    pub fn page(&self, head: &Head, main: impl FnOnce(&mut Html)) -> Vec<u8> {
        let mut html = Html::new();
        html.raw("<!doctype html>\n<html lang=\"")
            .text(self.language)
            .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.put_head(&mut html, head);
        html.raw("</head>\n<body>\n");
        self.put_top(&mut html, head);
        html.raw("<main id=\"main\">\n");
        main(&mut html);
        html.raw("</main>\n");
        self.put_foot(&mut html, head);
        html.raw("</body>\n</html>\n");
        html.into_bytes()
    }

    fn put_head(&self, html: &mut Html, head: &Head) {
        let atlas = &self.speaker.texts.atlas.title;
        let title = self.say(
            "heading.window",
            &[("title", &head.title), ("atlas", atlas)],
        );
        html.element("<title>", &title, "</title>\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.element(
            "<meta name=\"description\" content=\"",
            &head.description,
            "\">\n",
        );
        html.element(
            "<link rel=\"stylesheet\" href=\"",
            &link(&head.path, &self.looks.style),
            "\">\n",
        );
        html.element(
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"",
            &link(&head.path, &self.looks.icon),
            "\">\n",
        );
        // A relative address tells search engines nothing.
        if let Some(canonical) = self.absolute(&head.path) {
            html.element("<link rel=\"canonical\" href=\"", &canonical, "\">\n");
        }
        for language in self.languages.iter().filter(|_| self.languages.len() > 1) {
            let there = self.in_language(&head.path, language);
            let there = self
                .absolute(&there)
                .unwrap_or_else(|| link(&head.path, &there));
            html.raw("<link rel=\"alternate\" hreflang=\"")
                .text(language);
            html.element("\" href=\"", &there, "\">\n");
        }
        self.put_card(html, head);
    }

    /// What a link looks like where it is shared.
    fn put_card(&self, html: &mut Html, head: &Head) {
        let locale = match self.speaker.language() {
            teilraum::text::Language::De => "de_DE",
            teilraum::text::Language::En => "en_GB",
        };
        let address = self.absolute(&head.path).unwrap_or_default();
        let says = [
            ("type", "website"),
            ("site_name", self.speaker.texts.atlas.title.as_str()),
            ("locale", locale),
            ("title", &head.title),
            ("description", &head.description),
            ("url", &address),
        ];
        for (property, text) in says.into_iter().filter(|(_, text)| !text.is_empty()) {
            html.raw("<meta property=\"og:")
                .raw(property)
                .raw("\" content=\"")
                .text(text)
                .raw("\">\n");
        }
        html.raw("<meta name=\"twitter:card\" content=\"summary\">\n");
    }

    fn absolute(&self, path: &str) -> Option<String> {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        self.address.map(|address| format!("{address}{path}"))
    }

    /// The path of the same page in another language.
    fn in_language(&self, path: &str, language: &str) -> String {
        let own = format!("{}/{}/", super::address::FOLDER, slug(self.language));
        let rest = path.strip_prefix(&own).unwrap_or_default();
        format!("{}/{}/{rest}", super::address::FOLDER, slug(language))
    }

    fn put_top(&self, html: &mut Html, head: &Head) {
        html.element(
            "<aside class=\"notice\">",
            &self.speaker.texts.atlas.notice,
            "</aside>\n",
        );
        html.element(
            "<header>\n<a class=\"skip\" href=\"#main\">",
            &self.say("pages.skip", &[]),
            "</a>\n",
        );
        if head.path == statement::path(self.language) {
            // Other pages need not be there in this language.
            self.put_brand(html, &self.live_start(&head.path));
        } else if head.path != self.start_page() {
            self.put_brand(html, &link(&head.path, &self.start_page()));
        }
        self.put_languages(html, head);
        html.raw("</header>\n");
        if head.crumbs.len() < 2 {
            return;
        }
        html.element(
            "<nav class=\"crumbs\" aria-label=\"",
            &self.say("pages.crumbs", &[]),
            "\"><ol>",
        );
        for (words, path) in &head.crumbs {
            match path {
                Some(path) => html
                    .raw("<li>")
                    .link(&link(&head.path, path), words)
                    .raw("</li>"),
                None => html.element("<li aria-current=\"page\">", words, "</li>"),
            };
        }
        html.raw("</ol></nav>\n");
    }

    fn put_brand(&self, html: &mut Html, address: &str) {
        html.raw("<p class=\"brand\">")
            .link(address, &self.speaker.texts.atlas.title)
            .raw("</p>\n");
    }

    fn put_languages(&self, html: &mut Html, head: &Head) {
        if self.languages.len() < 2 {
            return;
        }
        html.element(
            "<nav aria-label=\"",
            &self.say("pages.languages", &[]),
            "\"><ul class=\"row\">",
        );
        for language in self
            .languages
            .iter()
            .filter(|language| *language != self.language)
        {
            let there = link(&head.path, &self.in_language(&head.path, language));
            html.raw("<li><a lang=\"")
                .text(language)
                .raw("\" hreflang=\"")
                .text(language);
            html.element("\" href=\"", &there, "\">");
            html.text(&self.say(&format!("language.{language}"), &[]))
                .raw("</a></li>");
        }
        html.raw("</ul></nav>\n");
    }

    fn put_foot(&self, html: &mut Html, head: &Head) {
        let imprint = &self.book.content.imprint;
        html.raw("<footer>");
        if !imprint.publisher.is_empty() {
            let says = self.say("pages.publisher", &[("publisher", &imprint.publisher)]);
            match &imprint.homepage {
                Some(homepage) => html.raw("<p>").link(homepage, &says).raw("</p>"),
                None => html.element("<p>", &says, "</p>"),
            };
        }
        html.element("<p>", &self.speaker.texts.atlas.about, "</p>");
        let statement = statement::path(self.language);
        if self.book.content.accessibility.is_some() && head.path != statement {
            html.raw("<p>")
                .link(
                    &link(&head.path, &statement),
                    &self.say("pages.access.title", &[]),
                )
                .raw("</p>");
        }
        html.raw("</footer>\n");
    }
}
