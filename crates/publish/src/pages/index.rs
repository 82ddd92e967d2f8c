//! The ways in: the first page of a language, and the list of each level.

use teilraum::model::{AreaIx, IndicatorIx, LevelIx};
use teilraum::text::Arg;

use super::address::link;
use super::area::{by_theme, put_theme_links, theme_title};
use super::book::Manner;
use super::html::Html;
use super::site::{Head, Site};

/// Most areas that the list of a level names one by one.
const NAMED: usize = 1_000;

/// Path and bytes of the first page.
#[must_use]
pub fn start(site: &Site<'_>) -> (String, Vec<u8>) {
    let atlas = &site.speaker.texts.atlas;
    let path = site.start_page();
    let head = Head {
        path: path.clone(),
        title: site.say("pages.start", &[]),
        description: if atlas.about.is_empty() {
            atlas.subtitle.clone()
        } else {
            atlas.about.clone()
        },
        crumbs: Vec::new(),
    };
    let bytes = site.page(&head, |html| put_start(html, site, &path));
    (path, bytes)
}

fn put_start(html: &mut Html, site: &Site<'_>, path: &str) {
    let atlas = &site.speaker.texts.atlas;
    html.element("<h1>", &atlas.title, "</h1>\n");
    html.element("<p class=\"lead\">", &atlas.subtitle, "</p>\n");
    html.raw("<p><a class=\"button\" href=\"")
        .text(&site.live_start(path))
        .raw("\">")
        .text(&site.say("pages.live-start", &[]))
        .raw("</a></p>\n");
    html.element(
        "<section>\n<h2>",
        &site.say("pages.areas", &[]),
        "</h2>\n<ul class=\"list\">\n",
    );
    for (ix, level) in levels(site) {
        let words = site.speaker.level(&level.key).menu;
        html.raw("<li>")
            .link(&link(path, &level_page(site, ix)), &words);
        html.raw(" <span class=\"soft\">")
            .text(&count(site, ix))
            .raw("</span></li>\n");
    }
    html.raw("</ul>\n</section>\n");
    let themes = themes(site);
    put_theme_links(html, site, &themes);
    for (theme, indicators) in &themes {
        put_theme(html, site, path, theme, indicators);
    }
}

fn levels<'a>(site: &Site<'a>) -> impl Iterator<Item = (LevelIx, &'a teilraum::model::Level)> {
    let book = site.book;
    let all = (0..).map(LevelIx).zip(&book.content.levels);
    all.filter(|(ix, _)| book.manner(*ix) != Manner::None)
}

/// Themes with the indicators that some level with pages has.
fn themes<'a>(site: &Site<'a>) -> Vec<(&'a str, Vec<IndicatorIx>)> {
    let mut all: Vec<(&str, Vec<IndicatorIx>)> = Vec::new();
    for (level, _) in levels(site) {
        for (theme, indicators) in by_theme(site, level) {
            match all.iter_mut().find(|(known, _)| *known == theme) {
                Some((_, known)) => known.extend(indicators),
                None => all.push((theme, indicators)),
            }
        }
    }
    let order = |theme: &str| {
        site.book
            .content
            .themes
            .iter()
            .position(|it| it.key == theme)
    };
    all.sort_by_key(|(theme, _)| order(theme));
    for (_, indicators) in &mut all {
        indicators.sort_unstable();
        indicators.dedup();
    }
    all
}

/// The area that everything lies in, where there is just one.
fn whole(site: &Site<'_>) -> Option<AreaIx> {
    let first = site.book.content.levels.first()?;
    (first.range().len() == 1).then_some(AreaIx(first.areas[0]))
}

fn put_theme(
    html: &mut Html,
    site: &Site<'_>,
    path: &str,
    theme: &str,
    indicators: &[IndicatorIx],
) {
    let title = theme_title(site, theme);
    html.raw("<section id=\"t-").text(theme).element(
        "\">\n<h2>",
        title,
        "</h2>\n<div class=\"wide words\"><table>",
    );
    html.element("<caption class=\"hidden\">", title, "</caption>");
    html.element(
        "<thead><tr><th scope=\"col\">",
        &site.say("pages.indicator", &[]),
        "</th>",
    );
    let whole = whole(site);
    if let Some(ix) = whole {
        html.element("<th scope=\"col\">", site.name(ix), "</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    for ix in indicators {
        let Some(indicator) = site.book.content.indicators.get(ix.index()) else {
            continue;
        };
        let text = site.speaker.indicator(indicator);
        let area = whole.unwrap_or(AreaIx(0));
        html.raw("<tr><th scope=\"row\">")
            .link(&live(site, path, *ix), &text.title);
        html.element("<p class=\"meaning\">", &text.meaning, "</p>")
            .raw("</th>");
        if whole.is_some() {
            html.raw("<td>")
                .text(&newest(site, *ix, area).unwrap_or_default())
                .raw("</td>");
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n</section>\n");
}

/// The live atlas with an indicator on the first level that has it.
fn live(site: &Site<'_>, path: &str, ix: IndicatorIx) -> String {
    let mut view = site.start.clone();
    if let Some(indicator) = site.book.content.indicators.get(ix.index()) {
        view.indicator.clone_from(&indicator.key);
    }
    let has = |level: LevelIx| site.book.standing(ix, level).is_some();
    let default = site
        .book
        .content
        .levels
        .iter()
        .position(|level| level.key == view.level);
    let default = default.and_then(|at| u8::try_from(at).ok()).map(LevelIx);
    if !default.is_some_and(has) {
        let other = levels(site).find(|(level, _)| has(*level));
        view.level = other
            .map(|(_, level)| level.key.clone())
            .unwrap_or(view.level);
    }
    site.fragment(path, &view)
}

/// "83 237 124, 31.12.2022".
fn newest(site: &Site<'_>, ix: IndicatorIx, area: AreaIx) -> Option<String> {
    let indicator = site.book.content.indicators.get(ix.index())?;
    let standing = site.book.standing(ix, site.book.area(area)?.level)?;
    let (cell, _) = site.book.cell(ix, standing.period, area)?;
    let period = site
        .speaker
        .tick(indicator.periods.get(standing.period.index())?);
    let value = site.speaker.cell(indicator, cell);
    let per = site.speaker.unit(indicator).per;
    let value = if cell.state.is_number() && !per.is_empty() {
        format!("{value} {per}")
    } else {
        value
    };
    Some(format!("{value}, {period}"))
}

fn level_page(site: &Site<'_>, level: LevelIx) -> String {
    site.book.folder(site.language, level) + "index.html"
}

fn count(site: &Site<'_>, level: LevelIx) -> String {
    let today = |ix: &AreaIx| {
        site.book
            .area(*ix)
            .is_some_and(|area| area.valid_to.is_none())
    };
    let n = site.book.areas_of(level).filter(today).count();
    let n_text = site.speaker.count(n);
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    site.speaker.say(
        "pages.count",
        &[("n", Arg::Count(n)), ("n_text", Arg::Text(&n_text))],
    )
}

/// Path and bytes of the list of a level; `None` where it has no pages.
#[must_use]
pub fn level(site: &Site<'_>, ix: LevelIx) -> Option<(String, Vec<u8>)> {
    let (_, level) = levels(site).find(|(own, _)| *own == ix)?;
    let path = level_page(site, ix);
    let title = site.speaker.level(&level.key).menu;
    let head = Head {
        path: path.clone(),
        description: format!("{title}: {}", count(site, ix)),
        crumbs: vec![
            (site.say("pages.start", &[]), Some(site.start_page())),
            (title.clone(), None),
        ],
        title: title.clone(),
    };
    let bytes = site.page(&head, |html| {
        html.element("<h1>", &title, "</h1>\n");
        html.element("<p class=\"lead\">", &count(site, ix), "</p>\n");
        put_groups(html, site, &path, ix);
    });
    Some((path, bytes))
}

/// The areas of a level by the area they lie in; only those where they are too many.
fn put_groups(html: &mut Html, site: &Site<'_>, path: &str, level: LevelIx) {
    let areas: Vec<AreaIx> = site.book.areas_of(level).collect();
    let named = areas.len() <= NAMED && site.book.manner(level) == Manner::Own;
    let parent = |ix: AreaIx| site.book.area(ix).and_then(|area| area.parent);
    let mut parents: Vec<Option<AreaIx>> = areas.iter().map(|ix| parent(*ix)).collect();
    parents.sort_unstable();
    parents.dedup();
    if !named {
        html.raw("<ul class=\"list\">\n");
    }
    for parent in parents {
        let own = || {
            areas
                .iter()
                .copied()
                .filter(|ix| site.book.area(*ix).map(|area| area.parent) == Some(parent))
        };
        match parent {
            Some(parent) if !named => put_parent(html, site, path, parent, own().next()),
            Some(parent) => {
                html.element("<section>\n<h2>", site.name(parent), "</h2>\n");
                put_names(
                    html,
                    site,
                    path,
                    site.book
                        .children(parent)
                        .iter()
                        .copied()
                        .filter(|ix| site.book.area(*ix).is_some_and(|area| area.level == level)),
                );
                html.raw("</section>\n");
            }
            None => put_names(html, site, path, own()),
        }
    }
    if !named {
        html.raw("</ul>\n");
    }
}

fn put_names(html: &mut Html, site: &Site<'_>, path: &str, areas: impl Iterator<Item = AreaIx>) {
    html.raw("<ul class=\"list\">\n");
    for ix in areas {
        if let Some(page) = site.book.page(site.language, ix) {
            html.raw("<li>")
                .link(&link(path, &page), site.name(ix))
                .raw("</li>\n");
        }
    }
    html.raw("</ul>\n");
}

/// A link to the page on which the areas inside `parent` stand or are listed.
fn put_parent(html: &mut Html, site: &Site<'_>, path: &str, parent: AreaIx, first: Option<AreaIx>) {
    let shared = first.and_then(|ix| site.book.page(site.language, ix));
    let shared = shared.and_then(|page| Some(page.split_once('#')?.0.to_owned()));
    let page = shared.or_else(|| site.book.page(site.language, parent));
    match page {
        Some(page) => html
            .raw("<li>")
            .link(&link(path, &page), site.name(parent))
            .raw("</li>\n"),
        None => html.element("<li>", site.name(parent), "</li>\n"),
    };
}
