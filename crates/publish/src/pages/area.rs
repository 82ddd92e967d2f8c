//! The page of one area.

use teilraum::model::{AreaIx, IndicatorIx, LevelIx};
use teilraum::text::collation_key;

use super::address::link;
use super::book::Manner;
use super::cite::{Sources, status_date};
use super::detail::Detail;
use super::html::Html;
use super::indicator::{Entry, Place};
use super::site::{Head, Site};

/// Path and bytes of the page of `area`; `None` where it has none of its own.
#[must_use]
pub fn page(site: &Site<'_>, area: AreaIx, detail: Detail) -> Option<(String, Vec<u8>)> {
    let path = site.book.page(site.language, area)?;
    let place = Place {
        site,
        path: &path,
        area,
        parents: site.book.content.areas.lineage(area).skip(1).collect(),
        detail,
    };
    let head = Head {
        path: path.clone(),
        title: site.name(area).to_owned(),
        description: description(&place),
        crumbs: crumbs(site, area),
    };
    let bytes = site.page(&head, |html| put_main(html, &place));
    Some((path, bytes))
}

/// Indicators with values on a level, theme by theme.
pub fn by_theme<'a>(site: &Site<'a>, level: LevelIx) -> Vec<(&'a str, Vec<IndicatorIx>)> {
    let content = site.book.content;
    let of = |theme: &str| {
        let all = (0..).map(IndicatorIx).zip(&content.indicators);
        let own = all.filter(|(ix, indicator)| {
            indicator.theme == theme && site.book.standing(*ix, level).is_some()
        });
        own.map(|(ix, _)| ix).collect()
    };
    let themes = content
        .themes
        .iter()
        .map(|theme| (theme.key.as_str(), of(&theme.key)));
    themes
        .filter(|(_, indicators): &(_, Vec<_>)| !indicators.is_empty())
        .collect()
}

/// The title of a theme.
#[must_use]
pub fn theme_title<'a>(site: &'a Site<'_>, key: &'a str) -> &'a str {
    site.speaker
        .texts
        .themes
        .get(key)
        .map_or(key, String::as_str)
}

/// The way from the first page to an area: its level, the areas around it, itself.
#[must_use]
pub fn crumbs(site: &Site<'_>, area: AreaIx) -> Vec<(String, Option<String>)> {
    let mut crumbs = vec![(site.say("pages.start", &[]), Some(site.start_page()))];
    let mut around: Vec<AreaIx> = site.book.content.areas.lineage(area).skip(1).collect();
    around.reverse();
    for ix in around {
        let page = site.book.page(site.language, ix);
        crumbs.extend(page.map(|page| (site.name(ix).to_owned(), Some(page))));
    }
    crumbs.push((site.name(area).to_owned(), None));
    crumbs
}

fn description(place: &Place<'_>) -> String {
    let content = place.site.book.content;
    let mut all = (0..).map(IndicatorIx).zip(&content.indicators);
    let first = all.find(|(_, indicator)| indicator.key == content.default_indicator);
    let sentence = first.and_then(|(ix, _)| Entry::of(place, ix)?.sentence());
    sentence.unwrap_or_else(|| {
        let n = place.site.speaker.count(content.indicators.len());
        place.site.say(
            "pages.describe-many",
            &[("n", &n), ("name", place.site.name(place.area))],
        )
    })
}

fn put_main(html: &mut Html, place: &Place<'_>) {
    let site = place.site;
    let Some(area) = site.book.area(place.area) else {
        return;
    };
    html.element("<h1>", site.name(place.area), "</h1>\n");
    let args = [
        ("kind", site.speaker.kind(area)),
        ("key", area.key.clone()),
        ("date", status_date(site, place.area)),
    ];
    let args = [0, 1, 2].map(|at: usize| (args[at].0, args[at].1.as_str()));
    html.element(
        "<p class=\"lead\">",
        &site.say("pages.kind", &args),
        ".</p>\n",
    );
    put_fate(html, place);
    let live = site.live_link(place.path, None, place.area);
    let words = site.say("pages.live", &[("name", site.name(place.area))]);
    html.raw("<p><a class=\"button\" href=\"")
        .text(&live)
        .raw("\">")
        .text(&words)
        .raw("</a></p>\n");
    let themes = by_theme(site, area.level);
    html.element("<p>", &site.say("pages.intro", &[]), "</p>\n");
    put_theme_links(html, site, &themes);
    let mut sources = Sources::default();
    let mut number = 0;
    for (theme, indicators) in &themes {
        html.raw("<section id=\"t-").text(theme).element(
            "\">\n<h2>",
            theme_title(site, theme),
            "</h2>\n",
        );
        for entry in indicators.iter().filter_map(|ix| Entry::of(place, *ix)) {
            entry.put(html, number, &mut sources);
            number += 1;
        }
        html.raw("</section>\n");
    }
    put_children(html, place);
    put_neighbours(html, place);
    sources.list(html, site);
}

/// Links to the themes of a page.
pub fn put_theme_links(html: &mut Html, site: &Site<'_>, themes: &[(&str, Vec<IndicatorIx>)]) {
    html.element(
        "<nav aria-label=\"",
        &site.say("pages.themes", &[]),
        "\"><ul class=\"row\">",
    );
    for (theme, _) in themes {
        html.raw("<li>")
            .link(&format!("#t-{theme}"), theme_title(site, theme))
            .raw("</li>");
    }
    html.raw("</ul></nav>\n");
}

/// When the area began or ended, and what became of it.
fn put_fate(html: &mut Html, place: &Place<'_>) {
    let site = place.site;
    let Some(area) = site.book.area(place.area) else {
        return;
    };
    let dated = [
        ("area.founded", area.valid_from),
        ("area.dissolved", area.valid_to),
    ];
    for (key, date) in dated
        .into_iter()
        .filter_map(|(key, date)| Some((key, date?)))
    {
        let date = site.speaker.date(date);
        html.element("<p>", &site.say(key, &[("date", &date)]), "</p>\n");
    }
    let successors = area
        .successors
        .iter()
        .filter_map(|ix| Some((*ix, site.book.page(site.language, *ix)?)));
    let links: Vec<_> = successors
        .map(|(ix, page)| (site.name(ix).to_owned(), page))
        .collect();
    put_links(html, place.path, &links);
}

fn put_links(html: &mut Html, path: &str, links: &[(String, String)]) {
    if links.is_empty() {
        return;
    }
    html.raw("<ul class=\"list\">");
    for (name, page) in links {
        html.raw("<li>").link(&link(path, page), name).raw("</li>");
    }
    html.raw("</ul>\n");
}

/// The areas inside, level by level: each by name where it has a page, else the page they share.
fn put_children(html: &mut Html, place: &Place<'_>) {
    let site = place.site;
    let all = site.book.children(place.area);
    for (level, named) in (0..).map(LevelIx).zip(&site.book.content.levels) {
        let of_level: Vec<AreaIx> = all
            .iter()
            .copied()
            .filter(|ix| site.book.area(*ix).is_some_and(|area| area.level == level))
            .collect();
        if of_level.is_empty() {
            continue;
        }
        let area = site.book.area(place.area);
        let locative = area
            .map(|area| site.speaker.locative(area))
            .unwrap_or_default();
        let many = site.speaker.level(&named.key).many;
        html.element(
            "<section>\n<h2>",
            &site.say("pages.inside", &[("level", &many), ("locative", &locative)]),
            "</h2>\n",
        );
        let page =
            |ix: AreaIx| Some((site.name(ix).to_owned(), site.book.page(site.language, ix)?));
        let links: Vec<_> = of_level.into_iter().filter_map(page).collect();
        put_links(html, place.path, &links);
        html.raw("</section>\n");
    }
}

fn put_neighbours(html: &mut Html, place: &Place<'_>) {
    let site = place.site;
    let Some(level) = site.book.area(place.area).map(|area| area.level) else {
        return;
    };
    if site.book.manner(level) != Manner::Own {
        return;
    }
    let lists = site
        .book
        .content
        .outlines
        .iter()
        .flat_map(|outlines| &outlines.neighbours)
        .filter(|lists| lists.level == level);
    let own = lists.filter_map(|lists| {
        let at = place.area.0.checked_sub(lists.first_area)?;
        lists.lists.get(at as usize)
    });
    let page = |ix: AreaIx| Some((site.name(ix).to_owned(), site.book.page(site.language, ix)?));
    let mut links: Vec<_> = own.flatten().filter_map(|at| page(AreaIx(*at))).collect();
    links.sort_by_cached_key(|(name, _)| collation_key(name));
    links.dedup();
    if links.is_empty() {
        return;
    }
    html.element(
        "<section>\n<h2>",
        &site.say("pages.neighbours", &[]),
        "</h2>\n",
    );
    put_links(html, place.path, &links);
    html.raw("</section>\n");
}
