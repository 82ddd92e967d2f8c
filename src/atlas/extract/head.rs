//! What stands around the rows: names of columns, notes, sources, licence, date, link.

use crate::model::{Date, ValueState};
use crate::text::{Arg, Language, Messages};

use super::super::answer::{Answer, Table};
use super::super::chance::{self, Chance};
use super::super::heading;
use super::super::kinds;
use super::super::listing;
use super::super::shown::Shown;
use super::super::view::View;
use super::ExtractOrder;
use super::rows::{self, Field};
use crate::state::SortColumn;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// A stable name: `value`.
    pub key: &'static str,
    /// What a reader sees: "Euro je Einwohner".
    pub label: String,
    /// How many decimals its numbers have; `None` where it holds texts.
    pub decimals: Option<u8>,
}

/// Something that must be known of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// "Quelle".
    pub label: String,
    /// The text.
    pub text: String,
    /// Address (http or https), or empty.
    pub url: String,
}

/// What stands around the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What to call the file, without its ending: `verfuegbares-einkommen-kreise-2018`.
    pub name: String,
    /// What the rows are about.
    pub title: String,
    /// Name of the atlas.
    pub atlas: String,
    /// The language of the words.
    pub language: Language,
    /// The day on which the file is made, if that is known.
    pub date: Option<Date>,
    /// Columns.
    pub columns: Vec<Column>,
    /// What is to be known of the figures, sources and licences among it.
    pub notes: Vec<Note>,
    /// Sources in one line, for tables that have no place for more.
    pub source: String,
    /// What the part with the rows is called, and that with the notes.
    pub parts: [String; 2],
    /// What a column of sources is called.
    pub source_label: String,
    /// Key of the level.
    pub level: String,
    /// The unit.
    pub unit: String,
    /// Data version.
    pub version: String,
    /// Address of the view.
    pub link: String,
}

/// The head of a view.
pub(super) fn head(
    (view, words): (&View<'_>, &Messages),
    shown: &Shown,
    order: &ExtractOrder,
    version: String,
) -> Head {
    let answer = answer(view, shown, order);
    let word = |key: &str| words.text(key, &[]);
    let sources: Vec<&str> = answer.source.iter().map(|it| it.text.as_str()).collect();
    let period = match order.all_periods {
        true => word("office.all-periods"),
        false => view.speaker.tick(view.period),
    };
    Head {
        name: kinds::file_name(view, &period),
        title: answer.heading.title.clone(),
        atlas: view.speaker.texts.atlas.title.clone(),
        language: view.speaker.language(),
        date: order.date.parse().ok(),
        columns: columns((view, words), shown, &answer),
        source: sources.join(" "),
        notes: notes((view, words), &answer, order, &version),
        parts: ["office.sheet.data", "office.sheet.notes"].map(word),
        source_label: word("office.source"),
        level: view.level.key.clone(),
        unit: view.speaker.unit_long(view.indicator),
        version,
        link: order.address.clone(),
    }
}

/// What the page says of the view, as far as a file repeats it.
fn answer(view: &View<'_>, shown: &Shown, order: &ExtractOrder) -> Answer {
    let unit = view.speaker.unit_long(view.indicator);
    let mut heading = heading::heading(view);
    if order.all_periods {
        let title = view.speaker.indicator(view.indicator).title;
        let named = heading::with_categories(view, &title);
        let titled = heading::titled(view, &named, &span(view));
        heading.title = titled.title;
    }
    let mut answer = Answer {
        source: heading::source(view),
        method: heading::method(view),
        table: Some(Table {
            columns: listing::columns(view, &unit),
            ..Table::default()
        }),
        heading,
        ..Answer::default()
    };
    kinds::finish(view, Some(shown), &mut answer);
    answer
}

/// "2000 bis 2018".
fn span(view: &View<'_>) -> String {
    let periods = &view.indicator.periods;
    let tick = |period: Option<&crate::model::Period>| {
        period.map(|it| view.speaker.tick(it)).unwrap_or_default()
    };
    match periods.len() {
        0 | 1 => tick(periods.first()),
        _ => chance::range(&view.speaker, &tick(periods.first()), &tick(periods.last())),
    }
}

fn columns((view, words): (&View<'_>, &Messages), shown: &Shown, answer: &Answer) -> Vec<Column> {
    let table = answer.table.as_ref();
    let sorted = |column: SortColumn| {
        let mut columns = table.iter().flat_map(|table| &table.columns);
        let found = columns.find(|it| it.column == column);
        found.map(|it| it.label.clone()).unwrap_or_default()
    };
    let second = || table.map(|it| it.second_label.clone()).unwrap_or_default();
    let chance = Chance::of(view.indicator);
    let limit = |key: &str| {
        let name = chance.as_ref().map(|it| it.name(&view.speaker));
        let args = [("name", Arg::Text(name.as_deref().unwrap_or_default()))];
        words.text(key, &args)
    };
    let label = |field: Field| match field {
        Field::Key => sorted(SortColumn::Key),
        Field::Name => sorted(SortColumn::Name),
        Field::Parent => sorted(SortColumn::Parent),
        Field::Value => sorted(SortColumn::Value),
        Field::Second => second(),
        Field::SecondState => {
            let args = [("name", Arg::Text(&second()))];
            words.text("office.state-of", &args)
        }
        Field::Lower => limit("office.lower"),
        Field::Upper => limit("office.upper"),
        Field::Rank => view.speaker.say("table.rank", &[]),
        Field::Class => view.speaker.say("table.class", &[]),
        Field::Period => words.text("office.period", &[]),
        Field::State => words.text("office.state", &[]),
        Field::RankFrom => words.text("office.rank-from", &[]),
        Field::RankTo => words.text("office.rank-to", &[]),
        Field::ClassLabel => words.text("office.class-label", &[]),
        Field::Remarks => words.text("office.remarks", &[]),
    };
    let column = |field: Field| Column {
        key: field.key(),
        label: label(field),
        decimals: rows::decimals(view, field),
    };
    rows::fields(view, shown).into_iter().map(column).collect()
}

fn notes(
    (view, words): (&View<'_>, &Messages),
    answer: &Answer,
    order: &ExtractOrder,
    version: &str,
) -> Vec<Note> {
    let speaker = &view.speaker;
    let note = |label: String, text: String, url: &str| Note {
        label,
        text,
        url: url.to_owned(),
    };
    let word = |key: &str| words.text(key, &[]);
    let periods = match order.all_periods {
        true => span(view),
        false => speaker.period(view.period),
    };
    let mut notes = vec![
        note(word("office.title"), answer.heading.title.clone(), ""),
        note(
            word("office.caution"),
            speaker.texts.atlas.notice.clone(),
            "",
        ),
        note(word("office.meaning"), answer.heading.meaning.clone(), ""),
        note(word("office.unit"), speaker.unit_long(view.indicator), ""),
        note(
            word("office.level"),
            speaker.level(&view.level.key).many,
            "",
        ),
        note(word("office.period"), periods, ""),
    ];
    notes.extend(
        answer
            .method
            .iter()
            .map(|it| note(it.label.clone(), it.note.clone(), "")),
    );
    let sources = answer.source.iter();
    notes.extend(sources.map(|it| note(word("office.source"), it.text.clone(), "")));
    notes.extend(licences(view, answer).map(|(key, url)| note(word("office.licence"), key, &url)));
    let states = ValueState::ALL.into_iter();
    let told = states.filter(|it| !matches!(it, ValueState::Value | ValueState::Zero));
    notes.extend(told.map(|state| note(speaker.state(state), speaker.state_meaning(state), "")));
    notes.push(note(word("office.made"), made(view, order, version), ""));
    notes.push(note(
        word("office.link"),
        order.address.clone(),
        &order.address,
    ));
    notes.retain(|it| !it.text.is_empty());
    notes
}

/// Atlas, data version, day.
fn made(view: &View<'_>, order: &ExtractOrder, version: &str) -> String {
    let date = order.date.parse::<Date>().ok();
    let date = date.map(|date| view.speaker.date(date)).unwrap_or_default();
    let args = [
        ("atlas", Arg::Text(&view.speaker.texts.atlas.title)),
        ("version", Arg::Text(version)),
        ("date", Arg::Text(&date)),
    ];
    let key = match date.is_empty() {
        true => "kind.sheet.undated",
        false => "kind.sheet.made",
    };
    view.speaker.say(key, &args)
}

/// The licences of the sources that the view names, each once.
fn licences(view: &View<'_>, answer: &Answer) -> impl Iterator<Item = (String, String)> {
    let sources = view.files.catalogue.iter().flat_map(|it| &it.sources);
    let used = |url: &String| answer.source.iter().any(|line| line.url == *url);
    let mut found: Vec<(String, String)> = Vec::new();
    for source in sources.filter(|source| used(&source.licence_url)) {
        let licence = (source.licence.clone(), source.licence_url.clone());
        if !found.contains(&licence) {
            found.push(licence);
        }
    }
    found.into_iter()
}
