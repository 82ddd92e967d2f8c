//! What is said of two indicators: title, sentences, relation, area and tip.

use crate::model::{CellRef, Scaled, pow10};
use crate::stats::Reason;
use crate::stats::interval::{Confidence, Interval};
use crate::stats::relation::{Correlation, CorrelationMethod, correlation};
use crate::text::Arg;

use super::super::Speaker;
use super::super::answer::{AreaCard, Hover};
use super::super::chance;
use super::super::shown::{Shown, ShownRow};
use super::super::view::View;
use super::matrix::{class_name, counts};
use super::two::{Field, Two};

/// How sure the limits of the coefficient are.
const CONFIDENCE: f64 = 0.95;
/// From this coefficient of ranks on, a tendency is told.
const TENDENCY: f64 = 0.2;

/// "A und B, Kreise, 2018"; where they are of different periods, each with its own.
pub(super) fn title(both: [&View<'_>; 2]) -> String {
    let [view, second] = both;
    let speaker = &view.speaker;
    let title = |of: &View<'_>| speaker.indicator(of.indicator).title;
    let first = super::super::heading::with_categories(view, &title(view));
    let names = [first, title(second)];
    let periods = both.map(|of| speaker.period(of.period));
    let level = speaker.level(&view.level.key).many;
    let listed = speaker.list(&names);
    let (key, period) = match periods[0] == periods[1] {
        true => ("heading.title", periods[0].as_str()),
        false => ("kind.two.title", ""),
    };
    let args = [
        ("title", Arg::Text(listed.as_str())),
        ("level", Arg::Text(&level)),
        ("period", Arg::Text(period)),
        ("first", Arg::Text(&names[0])),
        ("first_period", Arg::Text(&periods[0])),
        ("second", Arg::Text(&names[1])),
        ("second_period", Arg::Text(&periods[1])),
    ];
    speaker.say(key, &args)
}

/// The sentences of the view, in reading order.
pub(super) fn words(both: [&View<'_>; 2], shown: &Shown, two: &Two) -> Vec<String> {
    let [view, second] = both;
    let speaker = &view.speaker;
    let [first, other] = both.map(|of| speaker.indicator(of.indicator).title);
    let names = [("first", Arg::Text(&first)), ("second", Arg::Text(&other))];
    let mut words = vec![speaker.say("kind.two.shows", &names)];
    words.extend(corners(both, shown, two));
    words.extend(relation(view, second, shown, two));
    words
}

/// How many areas are high or low in both, or in one of them.
fn corners([view, second]: [&View<'_>; 2], shown: &Shown, two: &Two) -> Option<String> {
    let [rows, columns] = two.breaks.each_ref().map(|it| it.count() - 1);
    if rows == 0 || columns == 0 {
        return None;
    }
    let counts = counts(shown, two);
    let count = |field: [usize; 2]| counts.get(Field(field).bit()).copied().unwrap_or(0);
    let told = [
        count([rows, columns]),
        count([0, 0]),
        count([rows, 0]),
        count([0, columns]),
    ];
    let told = told.map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let names = [view, second].map(|of| view.speaker.indicator(of.indicator).short);
    let args = [
        ("both", Arg::Text(&told[0])),
        ("neither", Arg::Text(&told[1])),
        ("first", Arg::Text(&told[2])),
        ("second", Arg::Text(&told[3])),
        ("level", Arg::Text(&level)),
        ("first_name", Arg::Text(&names[0])),
        ("second_name", Arg::Text(&names[1])),
    ];
    Some(view.speaker.say("kind.two.corners", &args))
}

/// How strongly both go together, and what that does not mean.
fn relation(view: &View<'_>, second: &View<'_>, shown: &Shown, two: &Two) -> Vec<String> {
    let speaker = &view.speaker;
    let pairs = pairs([view, second], shown, two);
    let found = [CorrelationMethod::Spearman, CorrelationMethod::Pearson]
        .map(|method| correlate(&pairs, method));
    let [Ok(ranks), Ok(line)] = found else {
        return vec![speaker.say("kind.two.no-relation", &[])];
    };
    let [first, other] = [view, second].map(|of| speaker.indicator(of.indicator).short);
    let how = match ranks.r {
        r if r >= TENDENCY => "up",
        r if r <= -TENDENCY => "down",
        _ => "none",
    };
    let tendency = [
        ("how", Arg::Text(how)),
        ("first", Arg::Text(&first)),
        ("second", Arg::Text(&other)),
    ];
    vec![
        speaker.say("kind.two.tendency", &tendency),
        coefficients(speaker, view, &ranks, &line),
        speaker.say("kind.two.cause", &[]),
    ]
}

/// "Rangkorrelation (Spearman) 0,62, …; 401 Kreise."
fn coefficients(
    speaker: &Speaker<'_>,
    view: &View<'_>,
    ranks: &Correlation,
    line: &Correlation,
) -> String {
    let [spearman, pearson] = [ranks.r, line.r].map(|r| coefficient(speaker, r));
    let limits = line.interval.map(|Interval { lower, upper }| {
        let [lower, upper] = [lower, upper].map(|r| coefficient(speaker, r));
        chance::range(speaker, &lower, &upper)
    });
    let n = speaker.count(ranks.count);
    let level = speaker.level(&view.level.key).many;
    let args = [
        ("spearman", Arg::Text(&spearman)),
        ("pearson", Arg::Text(&pearson)),
        ("n", Arg::Text(&n)),
        ("level", Arg::Text(&level)),
        ("range", Arg::Text(limits.as_deref().unwrap_or_default())),
    ];
    match limits {
        Some(_) => speaker.say("kind.two.coefficients.limits", &args),
        None => speaker.say("kind.two.coefficients", &args[..4]),
    }
}

fn coefficient(speaker: &Speaker<'_>, r: f64) -> String {
    let rounded = Scaled::round(r, 2);
    rounded
        .map(|r| speaker.numbers.number(r))
        .unwrap_or_default()
}

fn correlate(pairs: &[[f64; 2]], method: CorrelationMethod) -> Result<Correlation, Reason> {
    let [first, second] = [0, 1].map(|at: usize| -> Vec<Option<f64>> {
        pairs.iter().map(|pair| pair.get(at).copied()).collect()
    });
    correlation(&first, &second, method, Confidence::new(CONFIDENCE)?)
}

/// Both figures of every area that has both, in their units.
pub(super) fn pairs(both: [&View<'_>; 2], shown: &Shown, two: &Two) -> Vec<[f64; 2]> {
    let base = both.map(|of| pow10(of.indicator.decimals) as f64);
    let numbers = shown
        .rows
        .iter()
        .filter_map(|it| two.numbers(it.row.area, it.row.cell));
    numbers
        .map(|[first, second]| [first as f64 / base[0], second as f64 / base[1]])
        .collect()
}

/// "Einkommen hoch, Arbeitslosigkeit niedrig"; empty unless the area has both figures.
fn field_words(both: [&View<'_>; 2], two: &Two, row: &ShownRow) -> String {
    let Some(Field(classes)) = two.field(row.row.area, row.row.cell) else {
        return String::new();
    };
    let [view, second] = both;
    let speaker = &view.speaker;
    let names = both.map(|of| speaker.indicator(of.indicator).short);
    let first_class = class_name(view, classes[0], &two.breaks[0]);
    let second_class = class_name(second, classes[1], &two.breaks[1]);
    let args = [
        ("first", Arg::Text(&names[0])),
        ("first_class", Arg::Text(&first_class)),
        ("second", Arg::Text(&names[1])),
        ("second_class", Arg::Text(&second_class)),
    ];
    speaker.say("kind.two.field", &args)
}

/// "Arbeitslosigkeit: 4,1 %".
fn second_value(second: &View<'_>, cell: CellRef) -> String {
    let speaker = &second.speaker;
    let name = speaker.indicator(second.indicator).short;
    let value = speaker.cell(second.indicator, cell);
    let args = [("name", Arg::Text(&name)), ("value", Arg::Text(&value))];
    speaker.say("kind.two.value", &args)
}

/// Both values in the tip.
pub(super) fn put_hover(both: [&View<'_>; 2], two: &Two, row: &ShownRow, tip: &mut Hover) {
    let [view, second] = both;
    let name = view.speaker.indicator(view.indicator).short;
    let args = [("name", Arg::Text(&name)), ("value", Arg::Text(&tip.value))];
    let own = view.speaker.say("kind.two.value", &args);
    let other = two
        .cell(row.row.area)
        .map(|cell| second_value(second, cell));
    let values: Vec<String> = std::iter::once(own).chain(other).collect();
    tip.value = values.join("; ");
    tip.class = field_words(both, two, row);
}

/// The second value and the field on the card of the chosen area.
pub(super) fn put_card(both: [&View<'_>; 2], two: &Two, row: &ShownRow, card: &mut AreaCard) {
    let second = two
        .cell(row.row.area)
        .map(|cell| second_value(both[1], cell));
    let field = field_words(both, two, row);
    let told = second
        .into_iter()
        .chain([field])
        .filter(|it| !it.is_empty());
    let told = told.collect::<Vec<_>>().join("; ");
    card.spoken = if card.class.is_empty() {
        format!("{}, {told}", card.spoken)
    } else {
        card.spoken.replacen(&card.class, &told, 1)
    };
    card.class = told;
}
