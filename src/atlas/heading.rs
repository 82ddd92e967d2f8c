//! Heading, choices of the controls, source line and method of a view.

use crate::model::{ClassMethod, Date, Period};
use crate::state::{CLASS_COUNTS, PeriodChoice};
use crate::text::Arg;

use super::answer::{AxisChoices, Choice, ClassControls, Heading, SourceLine};
use super::shown::Shown;
use super::view::View;

/// Title, subtitle, meaning and the map's description.
pub(super) fn heading(view: &View<'_>) -> Heading {
    let speaker = &view.speaker;
    let text = speaker.indicator(view.indicator);
    let named = with_categories(view, &text.title);
    Heading {
        subtitle: subtitle(view),
        meaning: text.meaning,
        ..titled(view, &named, &speaker.period(view.period))
    }
}

/// Title and description of what is `named` so, in a period; without subtitle and meaning.
pub(super) fn titled(view: &View<'_>, named: &str, period: &str) -> Heading {
    let level = view.speaker.level(&view.level.key).many;
    let args = [
        ("title", Arg::Text(named)),
        ("level", Arg::Text(&level)),
        ("period", Arg::Text(period)),
    ];
    headed(view, view.speaker.say("heading.title", &args))
}

/// What follows from a title; without subtitle and meaning.
pub(super) fn headed(view: &View<'_>, title: String) -> Heading {
    let speaker = &view.speaker;
    let atlas = &speaker.texts.atlas.title;
    let on_map = view.stays().on_map;
    let n = speaker.count(on_map);
    Heading {
        window: speaker.say(
            "heading.window",
            &[("title", Arg::Text(&title)), ("atlas", Arg::Text(atlas))],
        ),
        map_label: speaker.say(
            "heading.map-label",
            &[
                ("title", Arg::Text(&title)),
                ("count", Arg::Count(on_map as i64)),
                ("n", Arg::Text(&n)),
            ],
        ),
        title,
        ..Heading::default()
    }
}

/// The chosen categories by name, without totals.
pub(super) fn categories(view: &View<'_>) -> Vec<String> {
    let name = |choice: &crate::state::Category| {
        let key = format!("{}/{}", choice.axis, choice.category);
        view.speaker
            .texts
            .categories
            .get(&key)
            .cloned()
            .unwrap_or(key)
    };
    view.state.categories.iter().map(name).collect()
}

pub(super) fn with_categories(view: &View<'_>, title: &str) -> String {
    let categories = categories(view);
    if categories.is_empty() {
        return title.to_owned();
    }
    let categories = categories.join(", ");
    let args = [
        ("title", Arg::Text(title)),
        ("categories", Arg::Text(&categories)),
    ];
    view.speaker.say("heading.categories", &args)
}

fn subtitle(view: &View<'_>) -> String {
    let unit = view.speaker.unit_long(view.indicator);
    let scope = scope(view, "subtitle.classes-all", "subtitle.classes-one");
    [unit, scope]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// For which periods the classes hold; empty if there is only one.
pub(super) fn scope(view: &View<'_>, all: &str, one: &str) -> String {
    let label =
        |period: Option<&Period>| period.map(|it| view.speaker.tick(it)).unwrap_or_default();
    let periods = &view.indicator.periods;
    if periods.len() < 2 {
        return String::new();
    }
    if view.state.classes.per_period {
        let period = label(Some(view.period));
        return view.speaker.say(one, &[("period", Arg::Text(&period))]);
    }
    let (first, last) = (label(periods.first()), label(periods.last()));
    view.speaker.say(
        all,
        &[("first", Arg::Text(&first)), ("last", Arg::Text(&last))],
    )
}

/// Periods, oldest first.
pub(super) fn periods(view: &View<'_>) -> Vec<Choice> {
    let choice = |period: &Period| {
        let breaks = view
            .indicator
            .breaks
            .iter()
            .any(|it| it.before == period.key);
        Choice {
            key: period.key.clone(),
            label: view.speaker.period(period),
            chosen: period.key == view.period.key,
            note: if breaks {
                view.speaker.say("break.note", &[])
            } else {
                String::new()
            },
        }
    };
    view.indicator.periods.iter().map(choice).collect()
}

/// "2018 (neuester Stand)", or the bare period where it was chosen by key.
pub(super) fn period_label(view: &View<'_>) -> String {
    let label = view.speaker.period(view.period);
    match view.state.period {
        PeriodChoice::Latest => view
            .speaker
            .say("period.latest", &[("label", Arg::Text(&label))]),
        PeriodChoice::At(_) => label,
    }
}

/// Levels for which the indicator has data.
pub(super) fn levels(view: &View<'_>) -> Vec<Choice> {
    let catalogue = view.files.catalogue.as_ref();
    let levels = view.indicator.levels();
    let choice = |ix: &crate::model::LevelIx| {
        let level = catalogue?.levels.get(ix.index())?;
        Some(Choice {
            key: level.key.clone(),
            label: view.speaker.level(&level.key).menu,
            chosen: level.key == view.level.key,
            note: String::new(),
        })
    };
    levels.iter().filter_map(choice).collect()
}

/// Category axes with their categories.
pub(super) fn axes(view: &View<'_>) -> Vec<AxisChoices> {
    let texts = view.speaker.texts;
    let axis_choices = |axis: &crate::model::Axis| {
        let chosen = view.state.categories.iter().find(|it| it.axis == axis.key);
        let category = |(at, key): (usize, &String)| Choice {
            key: key.clone(),
            label: texts
                .categories
                .get(&format!("{}/{key}", axis.key))
                .cloned()
                .unwrap_or_default(),
            chosen: chosen.map_or(at == 0, |it| it.category == *key),
            note: String::new(),
        };
        AxisChoices {
            key: axis.key.clone(),
            label: texts.axes.get(&axis.key).cloned().unwrap_or_default(),
            choices: axis.categories.iter().enumerate().map(category).collect(),
        }
    };
    view.indicator.axes.iter().map(axis_choices).collect()
}

/// The classification controls.
pub(super) fn class_controls(view: &View<'_>, shown: Option<&Shown>) -> ClassControls {
    let classes = &view.state.classes;
    let choice = |key: &str, label: String, chosen: bool| Choice {
        key: key.to_owned(),
        label,
        chosen,
        note: String::new(),
    };
    let default = choice(
        "",
        view.speaker.say("methods.default", &[]),
        classes.method.is_none(),
    );
    let method = |method: ClassMethod| {
        let label = view.speaker.say(&format!("methods.{}", method.key()), &[]);
        choice(method.key(), label, classes.method == Some(method))
    };
    let cut = shown.and_then(|shown| shown.classes.breaks.as_ref());
    let asked = classes.k.or(cut.map(crate::classify::Breaks::asked));
    let base = crate::model::pow10(view.indicator.decimals) as f64;
    let inner = cut.map(|breaks| {
        breaks
            .upper()
            .split_last()
            .map_or(&[][..], |(_, inner)| inner)
    });
    ClassControls {
        methods: std::iter::once(default)
            .chain(ClassMethod::ALL.map(method))
            .collect(),
        counts: CLASS_COUNTS
            .map(|k| choice(&k.to_string(), k.to_string(), asked == Some(k)))
            .collect(),
        per_period: classes.per_period,
        several_periods: view.indicator.periods.len() > 1,
        bounds: inner
            .unwrap_or_default()
            .iter()
            .map(|units| *units as f64 / base)
            .collect(),
    }
}

/// Source, licence, territorial status.
pub(super) fn source(view: &View<'_>) -> Vec<SourceLine> {
    let Some(catalogue) = &view.files.catalogue else {
        return Vec::new();
    };
    let attribution = |key: &String| {
        view.speaker
            .texts
            .sources
            .get(key)
            .map(|it| it.attribution.clone())
            .unwrap_or_default()
    };
    let line = |text: String, key: &str| SourceLine {
        text,
        url: catalogue
            .source(key)
            .map(|it| it.licence_url.clone())
            .unwrap_or_default(),
    };
    let keys = view.indicator.sources.iter();
    #[cfg(feature = "kinds")]
    let keys = keys.chain(super::kinds::facility_sources(view));
    let values = keys.map(|key| {
        let text = view.speaker.say(
            "source.values",
            &[("attribution", Arg::Text(&attribution(key)))],
        );
        line(text, key)
    });
    let geometry = catalogue.outlines_of(view.level_ix).map(|(_, set)| set);
    let mut systems = catalogue.systems.iter();
    let system = systems.find(|it| it.key == view.level.system);
    let listed = system.map(|it| it.status);
    let drawn = geometry.and_then(|set| set.status).or(listed);
    let date = |date: Option<Date>| date.map(|it| view.speaker.date(it)).unwrap_or_default();
    // Where outlines are of another day than the list of areas, the reader is told both.
    let key = if drawn == listed {
        "source.geometry"
    } else {
        "source.geometry.other-status"
    };
    let (date, listed) = (date(drawn), date(listed));
    let borders = geometry
        .into_iter()
        .flat_map(|it| &it.sources)
        .map(|source| {
            let attribution = attribution(source);
            let args = [
                ("attribution", Arg::Text(&attribution)),
                ("date", Arg::Text(&date)),
                ("listed", Arg::Text(&listed)),
            ];
            line(view.speaker.say(key, &args), source)
        });
    let around = geometry.and_then(|it| it.context.as_ref());
    let around = around.into_iter().flat_map(|it| &it.sources).map(|key| {
        let attribution = attribution(key);
        let args = [("attribution", Arg::Text(&attribution))];
        line(view.speaker.say("source.around", &args), key)
    });
    values.chain(borders).chain(around).collect()
}

/// Definition, numerator, denominator, caution, notes: heading as label, text as note.
pub(super) fn method(view: &View<'_>) -> Vec<Choice> {
    let speaker = &view.speaker;
    let texts = view.files.definitions.get(&view.state.language);
    let text = texts
        .and_then(|it| it.get(&view.indicator.key))
        .cloned()
        .unwrap_or_default();
    let notes = view.indicator.notes.iter().map(|key| speaker.note(key));
    let breaks = view
        .indicator
        .breaks
        .iter()
        .map(|it| speaker.note(&it.note));
    let parts = [
        ("method.definition", text.definition),
        ("method.numerator", text.numerator),
        ("method.denominator", text.denominator),
        ("method.caution", text.caution),
        (
            "method.notes",
            notes.chain(breaks).collect::<Vec<_>>().join(" "),
        ),
        (
            "method.territory",
            view.indicator.territorial_status.clone(),
        ),
        (
            "method.disclosure",
            speaker.say("method.disclosure.text", &[]),
        ),
    ];
    let part = |(key, note): (&str, String)| Choice {
        key: key.to_owned(),
        label: speaker.say(key, &[]),
        chosen: false,
        note,
    };
    parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(part)
        .collect()
}
