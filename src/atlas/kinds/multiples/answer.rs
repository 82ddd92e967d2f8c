//! What stands around small maps: captions, legends, and what may differ from map to map.

use crate::model::{Indicator, Theme};
use crate::state::{MapKind, Multiples};
use crate::text::Arg;

use super::super::super::Atlas;
use super::super::super::answer::{Choice, Legend, LegendState, ThemeMenu, dto};
use super::super::super::legend::legend;
use super::super::super::shown::Shown;
use super::super::super::view::View;
use super::super::super::words::{count_states, median};
use super::super::certainty::{Certainty, certainty};
use super::super::finish::said;
use super::super::sizes::sentence;
use super::super::{KindAnswer, Ramp, RampLegend};
use super::{Map, SmallMaps, choice};

dto! {
    /// One small map.
    pub struct SmallMap {
        /// Key of the period, category or indicator.
        pub key: String,
        /// "2018", "weiblich", "Arbeitslosenquote".
        pub title: String,
        /// What is to be said beside the title: the period, where it is another one.
        pub detail: String,
        /// "Bruch in der Reihe" where the series breaks before it; empty otherwise.
        pub after_break: String,
        /// "Median 20.295 €", empty without a number.
        pub median: String,
        /// "3 ohne Zahl", empty where all have one.
        pub without: String,
        /// What the chosen area has here: "Jena: 18.919 €"; empty without one.
        pub area: String,
        /// What the map shows, for those who do not see it.
        pub alt: String,
        /// Whether the large map shows it now.
        pub chosen: bool,
        /// Whether its rows are here and it can be painted.
        pub ready: bool,
        /// Its own legend, where maps do not share one.
        pub legend: Option<Legend>,
        /// Its own colors, where it has neither classes nor colors shared by all.
        pub ramp: Option<RampLegend>,
    }

    /// Small maps beside each other.
    pub struct SmallMapsAnswer {
        /// What is the same in all, and what differs, in a sentence.
        pub intro: String,
        /// What may differ: key `periods`, `axis:KEY`, `indicators`.
        pub choices: Vec<Choice>,
        /// Indicators to set beside the view's own, by theme; empty unless indicators differ.
        pub indicators: Vec<ThemeMenu>,
        /// "Es passen höchstens 12 Karten nebeneinander.", empty unless no more can be chosen.
        pub full: String,
        /// The maps.
        pub maps: Vec<SmallMap>,
        /// The legend of all; `null` where each has its own.
        pub legend: Option<Legend>,
        /// Colors without classes, the hatch of uncertain areas, and what only the large map shows.
        pub kinds: KindAnswer,
        /// Height over width of each map.
        pub aspect: f64,
    }
}

impl SmallMaps {
    /// What stands around the maps; `None` while the page shows none.
    #[must_use]
    pub fn answer(&self, atlas: &Atlas) -> Option<SmallMapsAnswer> {
        self.of.as_ref()?;
        let view = atlas.view()?;
        let ready = |map: &Map| map.shown.is_some();
        let maps = (0..self.maps.len()).filter_map(|at| self.small_map(atlas, &view, at));
        let common = self.is_common() && self.maps.iter().any(ready);
        let indicators = matches!(view.state.multiples, Multiples::Indicators(_));
        let full = indicators && self.maps.len() >= choice::MOST_MAPS;
        Some(SmallMapsAnswer {
            intro: intro(&view, self.maps.len()),
            choices: choices(&view),
            indicators: if indicators {
                others(&view)
            } else {
                Vec::new()
            },
            full: if full {
                let most = view.speaker.count(choice::MOST_MAPS);
                view.speaker
                    .say("kind.multiples.full", &[("n", Arg::Text(&most))])
            } else {
                String::new()
            },
            maps: maps.collect(),
            legend: if common {
                self.common_legend(atlas)
            } else {
                None
            },
            kinds: self.kinds(atlas, &view),
            aspect: self.aspect(atlas),
        })
    }

    fn small_map(&self, atlas: &Atlas, large: &View<'_>, at: usize) -> Option<SmallMap> {
        let map = self.maps.get(at)?;
        let plain = View::plain_of(&atlas.files, &map.plate.state)?;
        let view = map.view(atlas).unwrap_or(plain);
        let small = SmallMap {
            key: map.plate.key.clone(),
            title: name(&plain, large, &map.plate.key),
            detail: detail(&view, large),
            after_break: if map.plate.after_break {
                view.speaker.say("break.note", &[])
            } else {
                String::new()
            },
            chosen: plain.question() == large.plain().question(),
            ..SmallMap::default()
        };
        let Some(shown) = &map.shown else {
            return Some(small);
        };
        Some(SmallMap {
            ready: true,
            alt: alt(&view, shown, &small.title),
            median: median_of(&view, shown),
            without: without(&view, shown),
            area: area(&view, shown),
            legend: (!self.is_common()).then(|| own_legend(&view, shown)),
            ramp: shown
                .ramp
                .as_ref()
                .filter(|_| !self.is_common())
                .map(Ramp::whole),
            ..small
        })
    }

    /// One legend for all: classes without counts, and every state that occurs in any of them.
    fn common_legend(&self, atlas: &Atlas) -> Option<Legend> {
        let shown: Vec<(View<'_>, &Shown)> = (0..self.maps.len())
            .filter_map(|at| self.map(atlas, at))
            .collect();
        // The one with most numbers: a map without any has no classes to tell of.
        let (view, most) = shown.iter().max_by_key(|(_, shown)| shown.numbers.len())?;
        let mut all = own_legend(view, most);
        for class in &mut all.classes {
            class.count.clear();
        }
        let mut states: Vec<LegendState> = Vec::new();
        for (view, shown) in &shown {
            for mut state in legend(view, shown).states {
                state.count.clear();
                if !states.iter().any(|it| it.state == state.state) {
                    states.push(state);
                }
            }
        }
        let level = view.speaker.level(&view.level.key).many;
        let title = view
            .speaker
            .say("kind.multiples.legend", &[("level", Arg::Text(&level))]);
        Some(Legend {
            title,
            unit: all.unit,
            classes: all.classes,
            bounds: all.bounds,
            states,
            method: all.method,
            remark: all.remark,
            ..Legend::default()
        })
    }
}

impl SmallMaps {
    /// What small maps have of a kind of map.
    fn kinds(&self, atlas: &Atlas, large: &View<'_>) -> KindAnswer {
        let first = (0..self.maps.len()).find_map(|at| self.map(atlas, at));
        let certainty = first
            .as_ref()
            .and_then(|(view, shown)| certainty(view, shown));
        let ramp = first.and_then(|(_, shown)| shown.ramp.as_ref());
        KindAnswer {
            ramp: ramp.filter(|_| self.is_common()).map(Ramp::whole),
            certainty: certainty.map(|it| Certainty {
                count: String::new(),
                meaning: large.speaker.say("kind.multiples.certainty", &[]),
                ..it
            }),
            sized_by: sentence(large),
            notes: lacking(large),
            ..KindAnswer::default()
        }
    }
}

/// What only the large map shows.
fn lacking(view: &View<'_>) -> Vec<String> {
    let map = &view.state.map;
    let kind = match map.kind {
        MapKind::Two | MapKind::Symbols => Some("kind.multiples.classes-only"),
        MapKind::Classes | MapKind::Unclassed | MapKind::Change => None,
    };
    let points = (!map.facilities.is_empty()).then_some("kind.multiples.no-facilities");
    let name = view.speaker.say(&format!("kind.{}", map.kind.key()), &[]);
    let args = [("kind", Arg::Text(name.as_str()))];
    let keys = kind.into_iter().chain(points);
    keys.map(|key| view.speaker.say(key, &args)).collect()
}

/// The legend of a map; without classes with the marks of all its colors.
fn own_legend(view: &View<'_>, shown: &Shown) -> Legend {
    let mut legend = legend(view, shown);
    if let Some(ramp) = &shown.ramp {
        legend.bounds = ramp.marks(view);
    }
    legend
}

fn intro(view: &View<'_>, shown: usize) -> String {
    let all = view.plain().indicator.periods.len();
    let (n, of) = (view.speaker.count(shown), view.speaker.count(all));
    let args = [("n", Arg::Text(n.as_str())), ("of", Arg::Text(&of))];
    let key = match &view.state.multiples {
        Multiples::Periods if shown < all => "kind.multiples.intro.some-periods",
        Multiples::Periods => "kind.multiples.intro.periods",
        Multiples::Categories(_) => "kind.multiples.intro.categories",
        Multiples::Indicators(_) => "kind.multiples.intro.indicators",
    };
    view.speaker.say(key, &args)
}

/// What may differ from map to map.
fn choices(view: &View<'_>) -> Vec<Choice> {
    let view = &view.plain();
    let multiples = &view.state.multiples;
    let choice = |key: String, label: String, chosen: bool| Choice {
        key,
        label,
        chosen,
        note: String::new(),
    };
    let say = |key: &str| view.speaker.say(key, &[]);
    let periods = choice(
        "periods".to_owned(),
        say("kind.multiples.periods"),
        *multiples == Multiples::Periods,
    );
    let axes = view.indicator.axes.iter().map(|axis| {
        let label = view.speaker.texts.axes.get(&axis.key).cloned();
        let chosen = matches!(multiples, Multiples::Categories(key) if *key == axis.key);
        choice(
            format!("axis:{}", axis.key),
            label.unwrap_or_default(),
            chosen,
        )
    });
    let indicators = choice(
        "indicators".to_owned(),
        say("kind.multiples.indicators"),
        matches!(multiples, Multiples::Indicators(_)),
    );
    let first = (view.indicator.periods.len() > 1 || periods.chosen).then_some(periods);
    first.into_iter().chain(axes).chain([indicators]).collect()
}

/// Indicators to set beside the view's own, by theme, with those that are there already.
fn others(view: &View<'_>) -> Vec<ThemeMenu> {
    let Some(catalogue) = &view.files.catalogue else {
        return Vec::new();
    };
    let Multiples::Indicators(keys) = &view.state.multiples else {
        return Vec::new();
    };
    let fits =
        |it: &&Indicator| it.key != view.indicator.key && it.levels().contains(&view.level_ix);
    let menu = |theme: &Theme| {
        let of_theme = catalogue.indicators.iter();
        let of_theme = of_theme.filter(|it| it.theme == theme.key).filter(fits);
        let choice = |it: &Indicator| Choice {
            key: it.key.clone(),
            label: view.speaker.indicator(it).short,
            chosen: keys.contains(&it.key),
            note: String::new(),
        };
        let label = view.speaker.texts.themes.get(&theme.key);
        ThemeMenu {
            key: theme.key.clone(),
            label: label.cloned().unwrap_or_default(),
            indicators: of_theme.map(choice).collect(),
        }
    };
    let themes = catalogue.themes.iter().map(menu);
    themes.filter(|it| !it.indicators.is_empty()).collect()
}

/// What tells a map from the others.
fn name(view: &View<'_>, large: &View<'_>, key: &str) -> String {
    match &large.state.multiples {
        Multiples::Periods => view.speaker.period(view.period),
        Multiples::Categories(axis) => {
            let name = view.speaker.texts.categories.get(&format!("{axis}/{key}"));
            name.cloned().unwrap_or_else(|| key.to_owned())
        }
        Multiples::Indicators(_) => view.speaker.indicator(view.indicator).short,
    }
}

fn detail(view: &View<'_>, large: &View<'_>) -> String {
    let indicators = matches!(large.state.multiples, Multiples::Indicators(_));
    if let Some(measured) = view.measured {
        let unit = view.speaker.unit_long(view.indicator);
        let since = said(view, &measured.told, "kind.change.since");
        return if indicators { unit } else { since };
    }
    if indicators {
        let unit = view.speaker.unit_long(view.indicator);
        format!("{unit}, {}", view.speaker.period(view.period))
    } else {
        String::new()
    }
}

fn median_of(view: &View<'_>, shown: &Shown) -> String {
    let Some(units) = median(&shown.numbers) else {
        return view.speaker.say("kind.multiples.no-numbers", &[]);
    };
    let value = view.speaker.value(view.indicator, units);
    view.speaker
        .say("kind.multiples.median", &[("value", Arg::Text(&value))])
}

fn without(view: &View<'_>, shown: &Shown) -> String {
    let n: usize = count_states(shown).iter().map(|(_, n)| n).sum();
    if n == 0 {
        return String::new();
    }
    let n = view.speaker.count(n);
    view.speaker
        .say("kind.multiples.without", &[("n", Arg::Text(&n))])
}

fn area(view: &View<'_>, shown: &Shown) -> String {
    let told = view.chosen().and_then(|(ix, area)| {
        let cell = shown.get(ix)?.row.cell;
        let value = view.speaker.cell(view.indicator, cell);
        Some(format!("{}: {value}", view.speaker.short(area)))
    });
    told.unwrap_or_default()
}

fn alt(view: &View<'_>, shown: &Shown, title: &str) -> String {
    let (Some(min), Some(max)) = (shown.numbers.first(), shown.numbers.last()) else {
        let args = [("title", Arg::Text(title))];
        return view.speaker.say("kind.multiples.alt.none", &args);
    };
    let [min, max] = [min, max].map(|units| view.speaker.value(view.indicator, *units));
    let (median, without) = (median_of(view, shown), without(view, shown));
    let args = [
        ("title", Arg::Text(title)),
        ("min", Arg::Text(&min)),
        ("max", Arg::Text(&max)),
        ("median", Arg::Text(&median)),
        ("without", Arg::Text(&without)),
    ];
    view.speaker
        .say("kind.multiples.alt", &args)
        .trim()
        .to_owned()
}
