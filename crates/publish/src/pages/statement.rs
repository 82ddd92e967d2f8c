//! The accessibility statement: how far the site conforms, what helps, and where barriers are
//! reported. Its words are messages; what only the operator knows comes from `[site.accessibility]`.

use teilraum::model::Date;

use super::address::{FOLDER, slug};
use super::html::Html;
use super::site::{Head, Site};
use crate::config::site::{Accessibility, Basis, Enforcement, Said};

/// Name of the page in the folder of each language.
pub const NAME: &str = "accessibility.html";

/// What helps whom, as keys of messages.
const HELPS: [&str; 6] = ["table", "words", "keyboard", "touch", "sight", "script"];

/// Path of the page of a language.
#[must_use]
pub fn path(language: &str) -> String {
    format!("{FOLDER}/{}/{NAME}", slug(language))
}

/// Path and bytes of the page of a language.
#[must_use]
pub fn page(site: &Site<'_>, statement: &Accessibility) -> (String, Vec<u8>) {
    let writer = Writer { site, statement };
    let path = path(site.language);
    let title = site.say("pages.access.title", &[]);
    let head = Head {
        path: path.clone(),
        description: writer.about("pages.access.intro"),
        crumbs: Vec::new(),
        title,
    };
    let bytes = site.page(&head, |html| writer.put(html));
    (path, bytes)
}

struct Writer<'a> {
    site: &'a Site<'a>,
    statement: &'a Accessibility,
}

impl Writer<'_> {
    fn say(&self, key: &str) -> String {
        self.site.say(&format!("pages.access.{key}"), &[])
    }

    /// A message about operator and atlas.
    fn about(&self, key: &str) -> String {
        let texts = &self.site.speaker.texts.atlas;
        let publisher = &self.site.book.content.imprint.publisher;
        let operator = self.statement.operator.as_ref().unwrap_or(publisher);
        let operator = if operator.is_empty() {
            &texts.title
        } else {
            operator
        };
        self.site
            .say(key, &[("operator", operator), ("title", &texts.title)])
    }

    /// The text in the page's language.
    fn said<'b>(&self, said: &'b Said) -> &'b str {
        said.get(self.site.language).map_or("", String::as_str)
    }

    fn put(&self, html: &mut Html) {
        html.element("<h1>", &self.say("title"), "</h1>\n");
        html.element("<p>", &self.about("pages.access.intro"), "</p>\n");
        html.element("<p>", self.said(&self.statement.law), "</p>\n");
        self.section(html, "status", |html| self.put_status(html));
        self.section(html, "helps", |html| {
            html.raw("<ul>\n");
            for key in HELPS {
                html.element("<li>", &self.say(&format!("helps.{key}")), "</li>\n");
            }
            html.raw("</ul>\n");
        });
        self.section(html, "made", |html| self.put_made(html));
        self.section(html, "report", |html| self.put_report(html));
        if !self.statement.enforcement.is_empty() {
            self.section(html, "enforcement", |html| self.put_enforcement(html));
        }
        let easy = [
            ("easy", &self.statement.easy_language),
            ("sign", &self.statement.sign_language),
        ];
        for (key, address) in easy {
            let Some(address) = address else { continue };
            html.raw("<p>").link(address, &self.say(key)).raw("</p>\n");
        }
    }

    fn section(&self, html: &mut Html, key: &str, put: impl FnOnce(&mut Html)) {
        html.element("<section>\n<h2>", &self.say(key), "</h2>\n");
        put(html);
        html.raw("</section>\n");
    }

    fn put_status(&self, html: &mut Html) {
        let key = format!("status.{}", self.statement.status.key());
        html.element("<p>", &self.say(&key), "</p>\n");
        if self.statement.barriers.is_empty() {
            return;
        }
        html.raw("<ul>\n");
        for barrier in &self.statement.barriers {
            html.element("<li>", self.said(barrier), "</li>\n");
        }
        html.raw("</ul>\n");
    }

    fn put_made(&self, html: &mut Html) {
        let day = |key: &str, date: Date| {
            let date = self.site.speaker.date(date);
            self.site
                .say(&format!("pages.access.{key}"), &[("date", &date)])
        };
        let basis = match self.statement.basis {
            Basis::Own => "basis.own",
            Basis::External => "basis.external",
        };
        html.element("<p>", &day("date", self.statement.date), " ");
        if let Some(date) = self.statement.reviewed {
            html.element("", &day("reviewed", date), " ");
        }
        html.element("", &self.say(basis), "</p>\n");
    }

    fn put_report(&self, html: &mut Html) {
        let imprint = &self.site.book.content.imprint;
        html.element("<p>", &self.say("report.how"), "</p>\n");
        html.element("<p>", self.said(&self.statement.contact), "</p>\n");
        let mail = self.statement.email.as_ref().or(imprint.email.as_ref());
        html.raw("<address>");
        self.put_ways(
            html,
            mail.map(String::as_str),
            self.statement.phone.as_deref(),
        );
        if let Some(form) = &self.statement.form {
            html.raw("<p>")
                .link(form, &self.say("report.form"))
                .raw("</p>");
        }
        html.raw("</address>\n");
    }

    fn put_ways(&self, html: &mut Html, email: Option<&str>, phone: Option<&str>) {
        if let Some(email) = email {
            html.element("<p>", &self.say("email"), " ");
            html.link(&format!("mailto:{email}"), email).raw("</p>");
        }
        if let Some(phone) = phone {
            let number: String = phone
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            html.element("<p>", &self.say("phone"), " ");
            html.link(&format!("tel:{number}"), phone).raw("</p>");
        }
    }

    fn put_enforcement(&self, html: &mut Html) {
        html.element("<p>", &self.say("enforcement.how"), "</p>\n");
        for body in &self.statement.enforcement {
            self.put_body(html, body);
        }
    }

    fn put_body(&self, html: &mut Html, body: &Enforcement) {
        html.element("<h3>", body.land.as_deref().unwrap_or_default(), "</h3>\n");
        html.raw("<address>");
        match &body.url {
            Some(url) => html.raw("<p>").link(url, &body.name).raw("</p>"),
            None => html.element("<p>", &body.name, "</p>"),
        };
        html.element("<p>", body.address.as_deref().unwrap_or_default(), "</p>");
        self.put_ways(html, body.email.as_deref(), body.phone.as_deref());
        html.raw("</address>\n");
    }
}
