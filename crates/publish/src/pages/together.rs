//! One page for all areas of a fine level inside one area: a row for each, a column per indicator.

use teilraum::model::{AreaIx, CellRef, IndicatorIx, LevelIx};

use super::address::slug;
use super::area::{by_theme, put_theme_links, theme_title};
use super::cite::{Sources, status_date};
use super::html::Html;
use super::site::{Head, Site};

/// What the page is about.
struct Together<'a> {
    site: &'a Site<'a>,
    path: String,
    parent: AreaIx,
    level: LevelIx,
    areas: Vec<AreaIx>,
    /// How many indicators there are, and how many are shown.
    counts: [usize; 2],
    themes: Vec<(&'a str, Vec<IndicatorIx>)>,
}

/// Path and bytes of the page of the areas of `level` inside `parent`, with at most `most`
/// indicators; `None` where there are no such areas.
#[must_use]
pub fn page(
    site: &Site<'_>,
    level: LevelIx,
    parent: AreaIx,
    most: usize,
) -> Option<(String, Vec<u8>)> {
    let together = Together::of(site, level, parent, most)?;
    let title = together.title();
    let n = site.speaker.count(together.counts[0]);
    let mut crumbs = vec![(site.say("pages.start", &[]), Some(site.start_page()))];
    let mut around: Vec<AreaIx> = site.book.content.areas.lineage(parent).collect();
    around.reverse();
    for ix in around {
        let page = site.book.page(site.language, ix);
        crumbs.extend(page.map(|page| (site.name(ix).to_owned(), Some(page))));
    }
    crumbs.push((title.clone(), None));
    let head = Head {
        path: together.path.clone(),
        description: site.say("pages.describe-many", &[("n", &n), ("name", &title)]),
        title,
        crumbs,
    };
    let bytes = site.page(&head, |html| together.put(html));
    Some((together.path, bytes))
}

impl<'a> Together<'a> {
    fn of(site: &'a Site<'a>, level: LevelIx, parent: AreaIx, most: usize) -> Option<Self> {
        let areas: Vec<AreaIx> = site
            .book
            .children(parent)
            .iter()
            .copied()
            .filter(|ix| site.book.area(*ix).is_some_and(|area| area.level == level))
            .collect();
        areas.first()?;
        let all = by_theme(site, level);
        let count = all.iter().map(|(_, indicators)| indicators.len()).sum();
        let mut left = most;
        let mut themes = Vec::new();
        for (theme, mut indicators) in all {
            indicators.truncate(left);
            left -= indicators.len();
            if !indicators.is_empty() {
                themes.push((theme, indicators));
            }
        }
        Some(Self {
            site,
            path: format!(
                "{}{}.html",
                site.book.folder(site.language, level),
                site.book.slug(parent)
            ),
            parent,
            level,
            areas,
            counts: [count, count.min(most)],
            themes,
        })
    }

    fn level_key(&self) -> &'a str {
        let level = self.site.book.content.levels.get(self.level.index());
        level.map_or("", |level| level.key.as_str())
    }

    fn title(&self) -> String {
        let level = self.site.speaker.level(self.level_key()).many;
        let locative = self
            .site
            .book
            .area(self.parent)
            .map(|area| self.site.speaker.locative(area));
        self.site.say(
            "pages.together-title",
            &[
                ("level", &level),
                ("locative", &locative.unwrap_or_default()),
            ],
        )
    }

    fn put(&self, html: &mut Html) {
        let site = self.site;
        html.element("<h1>", &self.title(), "</h1>\n");
        let date = self
            .areas
            .first()
            .map(|ix| status_date(site, *ix))
            .unwrap_or_default();
        html.element(
            "<p class=\"lead\">",
            &site.say("pages.status", &[("date", &date)]),
            ".</p>\n",
        );
        html.element("<p>", &site.say("pages.intro", &[]), "</p>\n");
        let [all, shown] = self.counts;
        if shown < all {
            let n = site.speaker.count(shown);
            html.element(
                "<p>",
                &site.say("pages.fewer-indicators", &[("n", &n)]),
                "</p>\n",
            );
        }
        put_theme_links(html, site, &self.themes);
        let mut sources = Sources::default();
        for (at, (theme, indicators)) in self.themes.iter().enumerate() {
            html.raw("<section id=\"t-").text(theme).element(
                "\">\n<h2>",
                theme_title(site, theme),
                "</h2>\n",
            );
            self.put_table(html, theme, indicators, at == 0);
            self.put_sources(html, indicators, &mut sources);
            html.raw("</section>\n");
        }
        if self.themes.is_empty() {
            self.put_names(html);
        }
        sources.list(html, site);
    }

    fn put_names(&self, html: &mut Html) {
        html.raw("<ul class=\"list\">");
        for ix in &self.areas {
            html.raw("<li id=\"k-")
                .text(self.site.book.slug(*ix))
                .raw("\">");
            html.text(self.site.name(*ix)).raw("</li>");
        }
        html.raw("</ul>\n");
    }

    /// The table of a theme; the first of the page carries the anchors.
    fn put_table(&self, html: &mut Html, theme: &str, indicators: &[IndicatorIx], first: bool) {
        let site = self.site;
        let title = theme_title(site, theme);
        html.raw("<div class=\"wide\" role=\"group\" aria-labelledby=\"c-")
            .text(&slug(theme))
            .raw("\"><table>");
        html.raw("<caption id=\"c-")
            .text(&slug(theme))
            .raw("\">")
            .text(&format!("{title}: {}", self.title()))
            .raw("</caption><thead><tr>");
        html.element("<th scope=\"col\">", &site.say("pages.area", &[]), "</th>");
        for ix in indicators {
            self.put_column(html, *ix);
        }
        html.raw("</tr></thead><tbody>\n");
        let told = |ix: &AreaIx| indicators.iter().any(|one| self.cell(*one, *ix).is_some());
        let around = site.book.content.areas.lineage(self.parent);
        for ix in around.filter(told) {
            html.raw("<tr class=\"around\"><th scope=\"row\">")
                .text(site.name(ix))
                .raw("</th>");
            self.put_cells(html, indicators, ix);
        }
        for ix in &self.areas {
            html.raw("<tr");
            if first {
                html.raw(" id=\"k-").text(site.book.slug(*ix)).raw("\"");
            }
            html.raw("><th scope=\"row\">");
            let live = site.live_link(&self.path, indicators.first().copied(), *ix);
            html.link(&live, site.name(*ix)).raw("</th>");
            self.put_cells(html, indicators, *ix);
        }
        html.raw("</tbody></table></div>\n");
    }

    fn put_column(&self, html: &mut Html, ix: IndicatorIx) {
        let site = self.site;
        let Some(indicator) = site.book.content.indicators.get(ix.index()) else {
            return;
        };
        let short = site.speaker.indicator(indicator).short;
        let period = site
            .book
            .standing(ix, self.level)
            .and_then(|it| indicator.periods.get(it.period.index()));
        let period = period
            .map(|period| site.speaker.tick(period))
            .unwrap_or_default();
        html.raw("<th scope=\"col\">")
            .link(&site.live_link(&self.path, Some(ix), self.parent), &short);
        html.raw("<br>")
            .text(&site.speaker.unit_long(indicator))
            .raw(", ")
            .text(&period)
            .raw("</th>");
    }

    /// The observation of `area` in the period that the level shows.
    fn cell(&self, ix: IndicatorIx, area: AreaIx) -> Option<CellRef> {
        let standing = self.site.book.standing(ix, self.level)?;
        let (cell, _) = self.site.book.cell(ix, standing.period, area)?;
        Some(cell)
    }

    fn put_cells(&self, html: &mut Html, indicators: &[IndicatorIx], area: AreaIx) {
        let site = self.site;
        for ix in indicators {
            html.raw("<td>");
            let cell = self.cell(*ix, area);
            let indicator = site.book.content.indicators.get(ix.index());
            if let (Some(cell), Some(indicator)) = (cell, indicator) {
                let number = cell.state.is_number()
                    && cell.state != teilraum::model::ValueState::RoundedToZero;
                html.text(&match number {
                    true => site.speaker.number(indicator, cell.value),
                    false => site.speaker.state(cell.state),
                });
                self.put_doubt(html, *ix, area);
            }
            html.raw("</td>");
        }
        html.raw("</tr>\n");
    }

    /// The limits of a number, where its indicator declares chance variation.
    fn put_doubt(&self, html: &mut Html, ix: IndicatorIx, area: AreaIx) {
        let book = self.site.book;
        let standing = book.standing(ix, self.level);
        let limits = standing.and_then(|it| book.limits(ix, it.period, area));
        if let Some((limits, chance)) = limits.zip(book.chance(ix)) {
            let range = chance.range(&self.site.speaker, limits);
            html.raw(" (").text(&range).raw(")");
        }
    }

    fn put_sources(&self, html: &mut Html, indicators: &[IndicatorIx], sources: &mut Sources<'a>) {
        html.element(
            "<p class=\"source\">",
            &self.site.say("pages.source-of", &[]),
            "",
        );
        for ix in indicators {
            if let Some(indicator) = self.site.book.content.indicators.get(ix.index()) {
                sources.cite(html, indicator);
            }
        }
        html.raw("</p>\n");
    }
}
