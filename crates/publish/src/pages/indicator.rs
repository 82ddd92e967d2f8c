//! One indicator on the page of an area: value, rank, comparison, trend, table, source.

use teilraum::atlas::chance::{Chance, Limits};
use teilraum::atlas::compare::{compared, trend_words};
use teilraum::model::{AreaIx, CellRef, Indicator, IndicatorIx, PeriodIx, ValueState};
use teilraum::query::{Point, Series};

use super::address::link;
use super::book::Newest;
use super::cite::Sources;
use super::detail::Detail;
use super::html::Html;
use super::site::Site;
use super::spark;

/// Whose page it is, and how much it tells.
pub struct Place<'a> {
    /// The language.
    pub site: &'a Site<'a>,
    /// Path of the page.
    pub path: &'a str,
    /// The area.
    pub area: AreaIx,
    /// The areas around it, nearest first.
    pub parents: Vec<AreaIx>,
    /// How much the page tells.
    pub detail: Detail,
}

/// One indicator of the place.
pub struct Entry<'a> {
    place: &'a Place<'a>,
    ix: IndicatorIx,
    indicator: &'a Indicator,
    latest: &'a Newest,
    series: Series,
}

impl<'a> Entry<'a> {
    /// The indicator `ix` at `place`; `None` where its level has no values.
    #[must_use]
    pub fn of(place: &'a Place<'a>, ix: IndicatorIx) -> Option<Self> {
        let book = place.site.book;
        let latest = book.standing(ix, book.area(place.area)?.level)?;
        Some(Self {
            place,
            ix,
            indicator: book.content.indicators.get(ix.index())?,
            latest,
            series: book.series(ix, place.area),
        })
    }

    fn site(&self) -> &'a Site<'a> {
        self.place.site
    }

    fn newest(&self) -> Option<(CellRef, Option<&'a str>)> {
        self.site()
            .book
            .cell(self.ix, self.latest.period, self.place.area)
    }

    fn period_tick(&self, ix: PeriodIx) -> String {
        let period = self.indicator.periods.get(ix.index());
        period
            .map(|period| self.site().speaker.tick(period))
            .unwrap_or_default()
    }

    /// Writes the indicator; `number` counts those of the page from 0.
    pub fn put(&self, html: &mut Html, number: usize, sources: &mut Sources<'a>) {
        let text = self.site().speaker.indicator(self.indicator);
        html.raw("<article id=\"i-")
            .text(&self.indicator.key)
            .raw("\">\n<h3>");
        html.link(
            &self
                .site()
                .live_link(self.place.path, Some(self.ix), self.place.area),
            &text.title,
        );
        html.raw("</h3>\n");
        if self.place.detail.meanings {
            html.element("<p class=\"meaning\">", &text.meaning, "</p>\n");
        }
        html.raw("<div class=\"now\"><div>\n");
        self.put_value(html);
        self.put_comparisons(html);
        html.raw("</div>\n");
        if number < self.place.detail.pictures {
            self.put_picture(html);
        }
        html.raw("</div>\n");
        html.element(
            "<p>",
            &trend_words(
                &self.site().speaker,
                self.indicator,
                &self.series,
                self.latest.period,
            ),
            "</p>\n",
        );
        self.put_notes(html);
        self.put_table(html);
        self.put_source(html, sources);
        html.raw("</article>\n");
    }

    fn put_value(&self, html: &mut Html) {
        let speaker = &self.site().speaker;
        let Some((cell, _)) = self.newest() else {
            return;
        };
        html.element(
            "<p class=\"value\"><strong>",
            &speaker.cell(self.indicator, cell),
            "</strong> ",
        );
        if cell.state.is_number() {
            html.element("", &self.unit_words(), " ");
        }
        let period = self.indicator.periods.get(self.latest.period.index());
        let label = period
            .map(|period| speaker.period(period))
            .unwrap_or_default();
        html.element("<span class=\"soft\">", &label, "</span></p>\n");
        if let Some((chance, limits)) = self.doubt() {
            html.element(
                "<p class=\"soft\">",
                &chance.words(speaker, limits),
                "</p>\n",
            );
        }
        html.element("<p>", &self.rank().unwrap_or_default(), "</p>\n");
        if !matches!(cell.state, ValueState::Value | ValueState::Zero) {
            html.element(
                "<p class=\"soft\">",
                &speaker.state_meaning(cell.state),
                "</p>\n",
            );
        }
    }

    /// What chance makes of the newest value, where that is declared.
    fn doubt(&self) -> Option<(&'a Chance<'a>, Limits)> {
        let book = self.site().book;
        let limits = book.limits(self.ix, self.latest.period, self.place.area)?;
        Some((book.chance(self.ix)?, limits))
    }

    /// What the value does not say of its unit: "je Einwohner"; "Personen" where it has no symbol.
    fn unit_words(&self) -> String {
        let speaker = &self.site().speaker;
        let unit = speaker.unit(self.indicator);
        if unit.symbol.is_empty() {
            speaker.unit_long(self.indicator)
        } else {
            unit.per
        }
    }

    /// "Rang 3 von 400 Kreisen (1 = höchster Wert)".
    #[must_use]
    pub fn rank(&self) -> Option<String> {
        let (cell, _) = self.newest().filter(|(cell, _)| cell.state.is_number())?;
        let speaker = &self.site().speaker;
        let area = self.site().book.area(self.place.area)?;
        let level = self.site().book.content.levels.get(area.level.index())?;
        let of = self.latest.standing.count();
        let args = [
            ("rank", speaker.count(self.latest.standing.rank(cell.value))),
            ("n", speaker.count(of)),
            ("level", speaker.level(&level.key).many_dative),
        ];
        let args = [0, 1, 2].map(|at: usize| (args[at].0, args[at].1.as_str()));
        let rank = (of > 1).then(|| self.site().say("area.rank", &args))?;
        Some(match self.doubt() {
            Some((chance, limits)) => {
                chance.rank(speaker, rank, self.latest.standing.ranks(limits))
            }
            None => rank,
        })
    }

    /// The newest value in a sentence, for search engines and share cards.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let (cell, _) = self.newest().filter(|(cell, _)| cell.state.is_number())?;
        let speaker = &self.site().speaker;
        let period = speaker.tick(self.indicator.periods.get(self.latest.period.index())?);
        let title = speaker.indicator(self.indicator).title;
        let value = speaker.cell(self.indicator, cell);
        let mut args = vec![
            ("name", self.site().name(self.place.area)),
            ("indicator", &title),
            ("period", &period),
            ("value", &value),
        ];
        let rank = self.rank();
        let key = match &rank {
            Some(rank) => {
                args.push(("rank", rank));
                "pages.describe-rank"
            }
            None => "pages.describe",
        };
        Some(self.site().say(key, &args))
    }

    fn put_comparisons(&self, html: &mut Html) {
        let speaker = &self.site().speaker;
        let own = self
            .newest()
            .map(|(cell, _)| cell)
            .filter(|cell| cell.state.is_number());
        let mut lines = self
            .place
            .parents
            .iter()
            .filter_map(|ix| {
                let parent = self.site().book.area(*ix)?;
                let (cell, _) = self.site().book.cell(self.ix, self.latest.period, *ix)?;
                Some((parent, cell))
            })
            .peekable();
        if lines.peek().is_none() {
            return;
        }
        html.raw("<dl>");
        for (parent, cell) in lines {
            html.element("<div><dt>", speaker.short(parent), "</dt><dd>");
            html.text(&speaker.cell(self.indicator, cell));
            let both = own.filter(|_| cell.state.is_number());
            let words = both.map(|own| {
                let words = compared(speaker, self.indicator, parent, own.value, cell.value);
                match self.doubt() {
                    Some((chance, limits)) => {
                        chance.judged(speaker, words, Some(limits), cell.value)
                    }
                    None => words,
                }
            });
            html.element(
                " <span class=\"soft\">",
                &words.unwrap_or_default(),
                "</span>",
            );
            html.raw("</dd></div>");
        }
        html.raw("</dl>\n");
    }

    fn put_picture(&self, html: &mut Html) {
        let numbers = || {
            self.series
                .0
                .iter()
                .filter(|point| point.cell.state.is_number())
        };
        let lowest = numbers().min_by_key(|point| point.cell.value);
        let highest = numbers().max_by_key(|point| point.cell.value);
        let (Some(lowest), Some(highest)) = (lowest, highest) else {
            return;
        };
        let value = |point: &Point| self.site().speaker.value(self.indicator, point.cell.value);
        let desc = self.site().say(
            "pages.spark",
            &[
                ("min", &value(lowest)),
                ("min_period", &self.period_tick(lowest.period)),
                ("max", &value(highest)),
                ("max_period", &self.period_tick(highest.period)),
            ],
        );
        spark::draw(
            html,
            &self.series,
            &self.indicator.periods,
            &self.span_words("trend.title"),
            &desc,
        );
    }

    /// A message with the first and the last period of the series.
    fn span_words(&self, key: &str) -> String {
        let tick = |point: Option<&Point>| {
            point
                .map(|it| self.period_tick(it.period))
                .unwrap_or_default()
        };
        let (first, last) = (tick(self.series.0.first()), tick(self.series.0.last()));
        self.site().say(key, &[("first", &first), ("last", &last)])
    }

    fn put_notes(&self, html: &mut Html) {
        let Some((cell, note)) = self.newest() else {
            return;
        };
        let speaker = &self.site().speaker;
        let said_by_note = |key: &&str| note.is_some() && *key == "other-territory";
        let flags = cell
            .flags
            .keys()
            .filter(|key| *key != "note" && !said_by_note(key));
        let flags = flags.map(|key| self.site().say(&format!("flag.{key}"), &[]));
        let own = note.map(|key| speaker.note(key));
        for note in own.into_iter().chain(flags) {
            html.element("<p class=\"soft\">", &note, "</p>\n");
        }
    }

    /// The values by period, folded away.
    fn put_table(&self, html: &mut Html) {
        let count = self.series.0.len();
        if self.place.detail.periods == 0 || count == 0 {
            return;
        }
        let from = count.saturating_sub(self.place.detail.periods);
        let shown = self.series.0.get(from..).unwrap_or_default();
        let key = if count > 1 {
            "pages.values"
        } else {
            "pages.values-one"
        };
        html.element("<details><summary>", &self.span_words(key), "</summary>\n");
        let parents = if self.place.detail.parents {
            self.place.parents.as_slice()
        } else {
            &[]
        };
        let others: Vec<(AreaIx, Series)> = parents
            .iter()
            .map(|ix| (*ix, self.site().book.series(self.ix, *ix)))
            .filter(|(_, series)| !series.0.is_empty())
            .collect();
        self.put_table_head(html, &others);
        let others: Vec<&[Point]> = others
            .iter()
            .map(|(_, series)| series.0.as_slice())
            .collect();
        for (at, point) in shown.iter().enumerate() {
            html.element(
                "<tr><th scope=\"row\">",
                &self.row_label(point),
                "</th><td>",
            );
            self.put_number(html, point);
            for other in &others {
                html.raw("</td><td>");
                if let Some(point) = other.get(from + at) {
                    self.put_number(html, point);
                }
            }
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody></table>\n");
        if from > 0 {
            let n = self.site().speaker.count(shown.len());
            html.element(
                "<p class=\"soft\">",
                &self.site().say("pages.fewer-periods", &[("n", &n)]),
                "</p>\n",
            );
        }
        html.raw("</details>\n");
    }

    fn put_table_head(&self, html: &mut Html, others: &[(AreaIx, Series)]) {
        let site = self.site();
        let unit = site.speaker.unit_long(self.indicator);
        let title = site.speaker.indicator(self.indicator).short;
        html.element(
            "<table class=\"own\"><caption>",
            &site.say("table.caption", &[("title", &title), ("unit", &unit)]),
            "</caption>",
        );
        html.element(
            "<thead><tr><th scope=\"col\">",
            &site.say("trend.period", &[]),
            "</th>",
        );
        let own = std::iter::once(&self.place.area);
        for ix in own.chain(others.iter().map(|(ix, _)| ix)) {
            let name = site
                .book
                .area(*ix)
                .map_or("", |area| site.speaker.short(area));
            html.element("<th scope=\"col\">", name, "</th>");
        }
        html.raw("</tr></thead><tbody>\n");
    }

    fn row_label(&self, point: &Point) -> String {
        let label = self.period_tick(point.period);
        if point.break_before {
            format!("{label} ({})", self.site().say("break.note", &[]))
        } else {
            label
        }
    }

    /// The plain number, since the caption names the unit; the state in words where there is none.
    fn put_number(&self, html: &mut Html, point: &Point) {
        let speaker = &self.site().speaker;
        match point.cell.state {
            ValueState::RoundedToZero => html.text(&speaker.state(point.cell.state)),
            state if state.is_number() => {
                html.text(&speaker.number(self.indicator, point.cell.value))
            }
            state => html.text(&speaker.state(state)),
        };
    }

    fn put_source(&self, html: &mut Html, sources: &mut Sources<'a>) {
        html.element(
            "<p class=\"source\">",
            &self.site().say("pages.source-of", &[]),
            "",
        );
        sources.cite(html, self.indicator);
        let status = [("status", self.indicator.territorial_status.as_str())];
        html.element(". ", &self.site().say("pages.status-of", &status), " ");
        let table = link(self.place.path, &format!("csv/{}.csv", self.indicator.key));
        html.link(&table, "CSV").raw("</p>\n");
    }
}
