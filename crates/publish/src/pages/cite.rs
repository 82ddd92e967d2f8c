//! Sources of a page: numbered where they are used, listed once with attribution and licence.

use teilraum::model::{AreaIx, Indicator};

use super::html::Html;
use super::site::Site;

/// The sources cited so far, by key.
#[derive(Default)]
pub struct Sources<'a>(Vec<&'a str>);

impl<'a> Sources<'a> {
    /// The number of a source, from 1.
    fn number(&mut self, key: &'a str) -> usize {
        let at = self.0.iter().position(|known| *known == key);
        at.unwrap_or_else(|| {
            self.0.push(key);
            self.0.len() - 1
        }) + 1
    }

    /// "Quelle: \[1\], \[2\]", each a link to the list.
    pub fn cite(&mut self, html: &mut Html, indicator: &'a Indicator) {
        for (at, key) in indicator.sources.iter().enumerate() {
            let number = self.number(key).to_string();
            html.raw(if at == 0 { " " } else { ", " });
            html.raw("<a href=\"#q-")
                .raw(&number)
                .raw("\">[")
                .raw(&number)
                .raw("]</a>");
        }
    }

    /// The list with attribution, licence and address of each.
    pub fn list(&self, html: &mut Html, site: &Site<'_>) {
        if self.0.is_empty() {
            return;
        }
        html.element(
            "<section>\n<h2>",
            &site.say("pages.sources", &[]),
            "</h2>\n<ol class=\"sources\">\n",
        );
        for (at, key) in self.0.iter().enumerate() {
            let words = site
                .speaker
                .texts
                .sources
                .get(key)
                .cloned()
                .unwrap_or_default();
            let source = site
                .book
                .content
                .sources
                .iter()
                .find(|source| source.key == **key);
            html.raw("<li id=\"q-")
                .raw(&(at + 1).to_string())
                .raw("\">")
                .text(&words.title)
                .raw(". ");
            html.text(&words.attribution);
            if let Some(source) = source {
                html.raw(" (")
                    .link(&source.licence_url, &source.licence)
                    .raw(")");
                if let Some(url) = &source.url {
                    html.raw(" ").link(url, url);
                }
            }
            html.raw("</li>\n");
        }
        html.raw("</ol>\n</section>\n");
    }
}

/// "Gebietsstand 31.12.2022" of the system in which `area` lies.
#[must_use]
pub fn status_date(site: &Site<'_>, area: AreaIx) -> String {
    let content = site.book.content;
    let level = site
        .book
        .area(area)
        .and_then(|area| content.levels.get(area.level.index()));
    let system = level.and_then(|level| content.systems.iter().find(|it| it.key == level.system));
    system
        .map(|system| site.speaker.date(system.status))
        .unwrap_or_default()
}
