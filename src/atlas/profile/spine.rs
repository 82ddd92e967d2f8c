//! Where an area stands between the worst and the best value of its family.

use crate::model::{MeasureKind, Polarity};
use crate::text::Arg;

use super::answer::Spine;
use super::group::Group;

/// With fewer values a picture of them says less than the values do.
const FEWEST: usize = 3;

/// The position of the area; `None` with fewer than three values, or where all are equal.
pub(super) fn spine(group: &Group<'_>) -> Option<Spine> {
    let own = group.own().filter(|_| group.standing.count() >= FEWEST)?;
    let [low, high] = group.standing.ends().filter(|[low, high]| low < high)?;
    let [lower, median, upper] = group.standing.quartiles()?;
    let indicator = group.view.indicator;
    let turned = indicator.polarity == Polarity::LowGood;
    let (low_f, span) = (low as f64, (high - low) as f64);
    let at = |value: f64| {
        let up = (value - low_f) / span;
        if turned { 1.0 - up } else { up }
    };
    let parent = group.around().map(|(_, value)| value);
    let beside = |value: &i64| indicator.kind != MeasureKind::Count && (low..=high).contains(value);
    let value = |units| group.view.speaker.value(indicator, units);
    let [from, to] = if turned { [high, low] } else { [low, high] }.map(value);
    let [first, last] = if turned {
        [upper, lower]
    } else {
        [lower, upper]
    };
    Some(Spine {
        own: at(own as f64),
        middle: vec![at(first), at(last)],
        median: at(median),
        parent: parent.filter(beside).map(|value| at(value as f64)),
        words: words(group, [&from, &to], [lower, upper]),
        from,
        to,
    })
}

/// "Die Werte der 22 Kreise in Thüringen reichen von … bis …; die mittlere Hälfte liegt zwischen …"
fn words(group: &Group<'_>, [from, to]: [&str; 2], middle: [f64; 2]) -> String {
    let speaker = &group.view.speaker;
    let n = speaker.count(group.standing.count());
    let rounded = |value: f64| {
        let units = crate::model::Scaled::round(value, 0).map(|it| it.units);
        units.map(|units| speaker.value(group.view.indicator, units))
    };
    let [lower, upper] = middle.map(|value| rounded(value).unwrap_or_default());
    let better = match group.view.indicator.polarity {
        Polarity::Neutral => "none",
        Polarity::HighGood | Polarity::LowGood => "right",
    };
    let level = speaker.level(&group.view.level.key).many;
    let args = [
        ("n", Arg::Text(n.as_str())),
        ("level", Arg::Text(&level)),
        ("from", Arg::Text(from)),
        ("to", Arg::Text(to)),
        ("lower", Arg::Text(&lower)),
        ("upper", Arg::Text(&upper)),
        ("better", Arg::Text(better)),
    ];
    speaker.say("kind.profile.spine", &args)
}
