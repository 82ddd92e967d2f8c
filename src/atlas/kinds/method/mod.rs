//! "Data and method" beyond what every page says: how figures are worked out, what has been revised,
//! the sources with their licences, how to cite the view, which published files hold it.
//!
//! `cite` writes the citation as text, BibTeX and RIS; `files` chooses among the files offered to
//! everybody, whose list is fetched when somebody opens this.

mod cite;
mod files;

pub(in crate::atlas) use files::wanted;

use crate::model::{Flags, MeasureKind, Polarity, Uncertainty};
use crate::text::Arg;

use super::super::Atlas;
use super::super::answer::{Choice, dto};
use super::super::heading;
use super::super::shown::Shown;
use super::super::view::View;
use super::SheetOrder;

dto! {
    /// A source of the figures.
    pub struct MethodSource {
        /// Title of the data set.
        pub title: String,
        /// Attribution as the licence asks for it, and when it was issued.
        pub detail: String,
        /// Identifier of the licence.
        pub licence: String,
        /// Address of the licence.
        pub licence_url: String,
        /// Address of the data, or empty.
        pub url: String,
    }

    /// How to cite the view.
    pub struct Citation {
        /// In a sentence.
        pub text: String,
        /// As an entry of BibTeX.
        pub bibtex: String,
        /// As a record of RIS.
        pub ris: String,
    }

    /// A published file.
    pub struct FileLink {
        /// Path below the data folder.
        pub path: String,
        /// What it is: "Alle Werte als CSV".
        pub label: String,
        /// "338 KB".
        pub size: String,
    }

    /// What "Data and method" says besides.
    pub struct MethodAnswer {
        /// Heading as label, text as note.
        pub parts: Vec<Choice>,
        /// The sources.
        pub sources: Vec<MethodSource>,
        /// How to cite the view.
        pub citation: Citation,
        /// Published files that hold it.
        pub files: Vec<FileLink>,
        /// That they may be fetched by programs.
        pub files_note: String,
    }
}

impl Atlas {
    /// What "Data and method" says besides; `None` before there is a view. `order` is the day and the
    /// link, for the citation.
    #[must_use]
    pub fn method(&self, order: &SheetOrder) -> Option<MethodAnswer> {
        let view = &self.view()?.plain();
        let parts = [
            ("kind.method.measure", measure(view)),
            ("kind.method.computed", computed(view)),
            ("kind.method.revisions", revisions(view, self.shown(), self)),
        ];
        let part = |(key, note): (&str, String)| Choice {
            key: key.to_owned(),
            label: view.speaker.say(key, &[]),
            chosen: false,
            note,
        };
        let files = files::links(view);
        Some(MethodAnswer {
            parts: easy(view)
                .into_iter()
                .chain(parts.into_iter().map(part))
                .collect(),
            sources: sources(view),
            citation: cite::citation(view, self.version(), order),
            files_note: match files.is_empty() {
                true => String::new(),
                false => view.speaker.say("kind.method.api", &[]),
            },
            files,
        })
    }
}

/// The definition in *Leichte Sprache*, where the publisher supplies a checked one.
fn easy(view: &View<'_>) -> Option<Choice> {
    let texts = view.files.definitions.get(&view.state.language)?;
    let text = texts.get(&view.indicator.key)?;
    let args = [("by", Arg::Text(&text.easy_checked_by))];
    let known = !text.easy.is_empty() && !text.easy_checked_by.is_empty();
    known.then(|| Choice {
        key: "kind.method.easy".to_owned(),
        label: view.speaker.say("kind.method.easy", &args),
        chosen: false,
        note: text.easy.clone(),
    })
}

/// "Anteil in Prozent. Ein niedrigerer Wert gilt hier als besser."
fn measure(view: &View<'_>) -> String {
    let kind = match view.indicator.kind {
        MeasureKind::Count => "count",
        MeasureKind::Share => "share",
        MeasureKind::Rate => "rate",
        MeasureKind::Mean => "mean",
        MeasureKind::Index => "index",
        MeasureKind::Median => "median",
    };
    let unit = view.speaker.unit_long(view.indicator);
    let args = [("kind", Arg::Text(kind)), ("unit", Arg::Text(&unit))];
    let kind = view.speaker.say("kind.method.measure.text", &args);
    let key = match view.indicator.polarity {
        Polarity::HighGood => "kind.charts.high-good",
        Polarity::LowGood => "kind.charts.low-good",
        Polarity::Neutral => "kind.method.neutral",
    };
    format!("{kind} {}", view.speaker.say(key, &[]))
}

/// Ranks, quartiles, trend, intervals.
fn computed(view: &View<'_>) -> String {
    let what = match view.indicator.uncertainty {
        Uncertainty::None => "none",
        Uncertainty::Binomial => "binomial",
        Uncertainty::Poisson => "poisson",
        Uncertainty::Published => "published",
        Uncertainty::Modelled => "modelled",
    };
    let args = [("uncertainty", Arg::Text(what))];
    view.speaker.say("kind.method.computed.text", &args)
}

/// The data version, and how many values are marked as provisional, revised or estimated.
fn revisions(view: &View<'_>, shown: Option<&Shown>, atlas: &Atlas) -> String {
    let rows = shown.map_or(&[][..], |shown| &shown.rows);
    let marked = |flag: Flags| {
        let marked = rows.iter().filter(|it| it.row.cell.flags.contains(flag));
        view.speaker.count(marked.count())
    };
    let (n, [provisional, revised, estimated]) = (
        view.speaker.count(rows.len()),
        [Flags::PROVISIONAL, Flags::REVISED, Flags::ESTIMATED].map(marked),
    );
    let any = [&provisional, &revised, &estimated]
        .iter()
        .any(|it| *it != "0");
    let args = [
        ("version", Arg::Text(atlas.version())),
        ("any", Arg::Text(if any { "yes" } else { "no" })),
        ("n", Arg::Text(&n)),
        ("provisional", Arg::Text(&provisional)),
        ("revised", Arg::Text(&revised)),
        ("estimated", Arg::Text(&estimated)),
    ];
    view.speaker.say("kind.method.revisions.text", &args)
}

/// The sources with attribution, day of issue and licence.
fn sources(view: &View<'_>) -> Vec<MethodSource> {
    let catalogue = view.files.catalogue.as_ref();
    let source = |key: &String| {
        let source = catalogue?.source(key)?;
        let words = view
            .speaker
            .texts
            .sources
            .get(key)
            .cloned()
            .unwrap_or_default();
        let issued = source.issued.map(|date| {
            let date = view.speaker.date(date);
            view.speaker
                .say("kind.method.issued", &[("date", Arg::Text(&date))])
        });
        let told = [Some(words.attribution), issued].into_iter().flatten();
        Some(MethodSource {
            title: words.title,
            detail: told.collect::<Vec<_>>().join(" · "),
            licence: source.licence.clone(),
            licence_url: source.licence_url.clone(),
            url: source.url.clone().unwrap_or_default(),
        })
    };
    view.indicator.sources.iter().filter_map(source).collect()
}

/// "Verfügbares Einkommen je Einwohner, Kreise, 2018".
fn title(view: &View<'_>) -> String {
    heading::heading(view).title
}
