//! The groups inside an area, where an indicator has categories: how far apart they are.
//!
//! Counts are told as shares of the total, beside those of the area around; everything else as values
//! beside each other. Gap and ratio are those of the largest and the smallest figure. The slope index
//! takes all groups in the publisher's order, each weighing as much as it has people, so it is told
//! only where the bundle says how many those are.

use crate::model::{
    Area, AreaIx, Axis, CategoryIx, CellRef, Indicator, IndicatorIx, MeasureKind, Part, PeriodIx,
    Scaled, pow10,
};
use crate::stats::inequality::slope_index;
use crate::text::Arg;

use super::super::Speaker;
use super::super::card::cell_of;
use super::super::shown::number;
use super::super::view::View;
use super::answer::{GroupLine, GroupSet, Groups};
use super::group::{Family, of_period};
use super::of_theme;

/// With fewer groups a line through them says no more than their gap.
const FEWEST_FOR_SLOPE: usize = 3;

/// The groups inside the area, by every axis of every indicator.
pub(super) fn groups(view: &View<'_>, family: &Family<'_>) -> Groups {
    let themes = view.files.catalogue.iter().flat_map(|it| &it.themes);
    let mut sets: Vec<GroupSet> = Vec::new();
    for ix in themes.flat_map(|theme| of_theme(view, theme)) {
        let all = view.files.catalogue.as_ref();
        let indicator = all.and_then(|it| it.indicators.get(ix.index()));
        let axes = indicator.map_or(0, |it| it.axes.len());
        sets.extend((0..axes).filter_map(|axis| Some(Split::of(view, family, ix, axis)?.told())));
    }
    let any = if sets.is_empty() { "none" } else { "some" };
    Groups {
        intro: view
            .speaker
            .say("kind.profile.groups.intro", &[("any", Arg::Text(any))]),
        sets,
    }
}

/// One group: its label and figure, and that of the area around.
struct GroupOf {
    label: String,
    cell: CellRef,
    around: Option<CellRef>,
    people: Option<f64>,
}

/// An indicator of one area by the categories of one axis, all others at their total.
struct Split<'a> {
    view: View<'a>,
    axis: &'a Axis,
    total: Option<i64>,
    /// The area around with its total, where it has a number.
    around: Option<(&'a Area, i64)>,
    groups: Vec<GroupOf>,
}

impl<'a> Split<'a> {
    /// In the newest period in which any group has a number.
    fn of(view: &View<'a>, family: &Family<'a>, ix: IndicatorIx, axis: usize) -> Option<Self> {
        let indicator = view.files.catalogue.as_ref()?.indicators.get(ix.index())?;
        let count = u16::try_from(indicator.periods.len()).ok()?;
        let mut periods = (0..count).rev().map(PeriodIx);
        periods.find_map(|period| {
            let view = of_period(view, ix, family.area.level, period)?;
            let found = Self::at(view, family, axis)?;
            let any = found.groups.iter().any(|it| number(it.cell).is_some());
            any.then_some(found)
        })
    }

    fn at(view: View<'a>, family: &Family<'a>, axis_at: usize) -> Option<Self> {
        let axis = view.indicator.axes.get(axis_at)?;
        let lineage = view.files.areas.lineage(family.ix).skip(1);
        let mut around = lineage.filter_map(|ix| {
            let area = view.files.areas.get(ix)?;
            Some((ix, area, number(cell_of(&view, ix, area.level)?.0)?))
        });
        let around = around.next();
        let group = |at: usize| {
            let mut own = view;
            own.category = category(view.indicator, axis_at, at)?;
            let of = |ix: AreaIx, area: &Area| Some(cell_of(&own, ix, area.level)?.0);
            let label = format!("{}/{}", axis.key, axis.categories.get(at)?);
            let people = own.part((family.ix, family.area.level))(Part::Denominator);
            Some(GroupOf {
                label: view
                    .speaker
                    .texts
                    .categories
                    .get(&label)
                    .cloned()
                    .unwrap_or_default(),
                cell: of(family.ix, family.area)?,
                around: around.and_then(|(ix, area, _)| of(ix, area)),
                people: people.map(Scaled::to_f64),
            })
        };
        let groups: Vec<GroupOf> = (1..axis.categories.len()).filter_map(group).collect();
        let total = number(cell_of(&view, family.ix, family.area.level)?.0);
        let around = around.map(|(_, area, total)| (area, total));
        (!groups.is_empty()).then_some(Self {
            view,
            axis,
            total,
            around,
            groups,
        })
    }

    /// Whether the groups are parts of the total.
    fn has_parts(&self) -> bool {
        self.view.indicator.kind == MeasureKind::Count && self.view.indicator.midpoint.is_none()
    }

    fn told(&self) -> GroupSet {
        let longest = self
            .numbers()
            .map(|(_, value)| value.abs())
            .max()
            .unwrap_or_default();
        let line = |group: &GroupOf| GroupLine {
            cells: self.cells(group),
            bar: number(group.cell)
                .filter(|_| longest > 0)
                .map(|value| value.max(0) as f64 / longest as f64),
        };
        GroupSet {
            key: self.view.indicator.key.clone(),
            title: self.title(),
            heads: self.heads(),
            lines: self.groups.iter().map(line).collect(),
            words: self.words(),
        }
    }

    fn numbers(&self) -> impl Iterator<Item = (&GroupOf, i64)> {
        let groups = self.groups.iter();
        groups.filter_map(|group| Some((group, number(group.cell)?)))
    }

    fn title(&self) -> String {
        let speaker = &self.view.speaker;
        let indicator = speaker.indicator(self.view.indicator).short;
        let axis = speaker
            .texts
            .axes
            .get(&self.axis.key)
            .cloned()
            .unwrap_or_default();
        let period = speaker.period(self.view.period);
        let args = [
            ("indicator", Arg::Text(indicator.as_str())),
            ("axis", Arg::Text(&axis)),
            ("period", Arg::Text(&period)),
        ];
        speaker.say("kind.profile.groups.title", &args)
    }

    fn heads(&self) -> Vec<String> {
        let speaker = &self.view.speaker;
        let axis = speaker
            .texts
            .axes
            .get(&self.axis.key)
            .cloned()
            .unwrap_or_default();
        let mut heads = vec![axis, speaker.say("kind.profile.head.value", &[])];
        if self.has_parts() {
            heads.push(speaker.say("kind.profile.groups.share", &[]));
        }
        if let Some((area, _)) = self.around {
            heads.push(speaker.short(area).to_owned());
            heads.push(speaker.say("kind.profile.groups.apart", &[]));
        }
        heads
    }

    /// The group's label and figures; shares of the total where it is a part.
    fn cells(&self, group: &GroupOf) -> Vec<String> {
        let (speaker, indicator) = (&self.view.speaker, self.view.indicator);
        let own = number(group.cell);
        let mut cells = vec![group.label.clone(), speaker.cell(indicator, group.cell)];
        if self.has_parts() {
            let share = own
                .zip(self.total)
                .and_then(|(own, of)| speaker.percent(own, of, false));
            cells.push(share.unwrap_or_default());
        }
        let Some((_, around_total)) = self.around else {
            return cells;
        };
        let around = group.around.and_then(number);
        if self.has_parts() {
            let theirs = around.and_then(|part| speaker.percent(part, around_total, false));
            let apart = own
                .zip(self.total)
                .zip(around)
                .and_then(|((own, total), around)| {
                    self.share_apart([own, total], [around, around_total])
                });
            cells.extend([theirs, apart].map(Option::unwrap_or_default));
        } else {
            let theirs = group.around.map(|cell| speaker.cell(indicator, cell));
            let apart = own
                .zip(around)
                .map(|(own, around)| speaker.difference(indicator, own.saturating_sub(around)));
            cells.extend([theirs, apart].map(Option::unwrap_or_default));
        }
        cells
    }

    /// "+0,3 Prozentpunkte": how a share differs from another.
    fn share_apart(&self, own: [i64; 2], around: [i64; 2]) -> Option<String> {
        let share = |[part, whole]: [i64; 2]| {
            let share = part as f64 * 100.0 / whole as f64;
            Some(Scaled::round(share, 1).filter(|_| whole > 0)?.units)
        };
        let units = share(own)?.saturating_sub(share(around)?);
        let number = self
            .view
            .speaker
            .numbers
            .signed(Scaled { units, decimals: 1 });
        let args = [("n", Arg::Text(number.as_str()))];
        Some(self.view.speaker.say("kind.profile.groups.points", &args))
    }

    /// Gap and ratio, and the slope index where the weights of the groups are known.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.gap());
        words.extend(self.slope());
        let missing = self.groups.len() - self.numbers().count();
        if missing > 0 {
            let speaker = &self.view.speaker;
            let (n, of) = (speaker.count(missing), speaker.count(self.groups.len()));
            let args = [("n", Arg::Text(n.as_str())), ("of", Arg::Text(&of))];
            words.push(speaker.say("kind.profile.groups.missing", &args));
        }
        words
    }

    fn gap(&self) -> Option<String> {
        let (view, speaker) = (&self.view, &self.view.speaker);
        let (low, least) = self.numbers().min_by_key(|(_, value)| *value)?;
        let (high, most) = self.numbers().max_by_key(|(_, value)| *value)?;
        let gap = speaker.distance(view.indicator, most.saturating_sub(least));
        // Without a natural zero nothing is a multiple of anything.
        let ratio = view
            .indicator
            .midpoint
            .is_none()
            .then(|| ratio(most, least))
            .flatten();
        let ratio = ratio
            .map(|ratio| speaker.numbers.number(ratio))
            .unwrap_or_default();
        let what = match (self.numbers().count(), most == least, ratio.is_empty()) {
            (..2, ..) => return None,
            (_, true, _) => "same",
            (_, _, true) => "gap",
            _ => "ratio",
        };
        let [least, most] = [least, most].map(|units| speaker.value(view.indicator, units));
        let args = [
            ("what", Arg::Text(what)),
            ("high", Arg::Text(&high.label)),
            ("most", Arg::Text(&most)),
            ("low", Arg::Text(&low.label)),
            ("least", Arg::Text(&least)),
            ("gap", Arg::Text(&gap)),
            ("ratio", Arg::Text(&ratio)),
        ];
        Some(speaker.say("kind.profile.groups.gap", &args))
    }

    fn slope(&self) -> Option<String> {
        let indicator = self.view.indicator;
        if self.groups.len() < FEWEST_FOR_SLOPE || self.has_parts() {
            return None;
        }
        let scale = pow10(indicator.decimals) as f64;
        let value = |it: &GroupOf| Some(number(it.cell)? as f64 / scale);
        let people: Option<Vec<f64>> = self.groups.iter().map(|it| it.people).collect();
        let values: Option<Vec<f64>> = self.groups.iter().map(value).collect();
        let ends = [self.groups.first()?, self.groups.last()?];
        let ends = ends.map(|it| it.label.as_str());
        slope_words(&self.view.speaker, indicator, ends, [&people?, &values?])
    }
}

/// "Steigungsindex über alle Gruppen, von … nach …: 12,5 Prozentpunkte weniger …".
fn slope_words(
    speaker: &Speaker<'_>,
    indicator: &Indicator,
    [first, last]: [&str; 2],
    [people, values]: [&[f64]; 2],
) -> Option<String> {
    let index = slope_index(people, values, 1.0).ok()?;
    let decimals = indicator.decimals + 1;
    let units = Scaled::round(index.sii, decimals)?.units;
    let sii = speaker.distance_of(indicator, Scaled { units, decimals });
    let rii = index.rii.ok().and_then(|rii| Scaled::round(rii, 2));
    // Where one end is at nothing or beyond, nothing is a multiple of it.
    let rii = rii.filter(|rii| rii.units > 0 && indicator.midpoint.is_none());
    let rii = rii.map(|rii| speaker.numbers.number(rii));
    let args = [
        ("first", Arg::Text(first)),
        ("last", Arg::Text(last)),
        ("way", Arg::Text(if units < 0 { "less" } else { "more" })),
        ("sii", Arg::Text(&sii)),
        ("rii", Arg::Text(rii.as_deref().unwrap_or("none"))),
    ];
    Some(speaker.say("kind.profile.groups.slope", &args))
}

/// The tuple with the category `at` on one axis and the total on all others.
fn category(indicator: &Indicator, axis: usize, at: usize) -> Option<CategoryIx> {
    let later = indicator.axes.get(axis + 1..)?;
    let stride: usize = later.iter().map(|it| it.categories.len().max(1)).product();
    u16::try_from(at.checked_mul(stride)?).ok().map(CategoryIx)
}

/// How many times the smaller goes into the larger, with two decimals; `None` unless both are positive.
fn ratio(most: i64, least: i64) -> Option<Scaled> {
    (least > 0)
        .then(|| Scaled::round(most as f64 / least as f64, 2))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AreaRuns, Texts, sample};
    use crate::text::{Language, Messages, NumberFormat};

    fn told(people: &[f64], values: &[f64]) -> Option<String> {
        let text = include_str!("../../../www/messages/kinds/de.json");
        let numbers = NumberFormat::new(Language::De);
        let messages = Messages::parse(text.as_bytes(), numbers).unwrap();
        let (texts, areas) = (Texts::default(), AreaRuns::default());
        let speaker = Speaker::new(&messages, &texts, &areas);
        let indicator = sample::indicator("income", 0, 2010..2015);
        slope_words(&speaker, &indicator, ["arm", "reich"], [people, values])
    }

    #[test]
    fn the_slope_index_weighs_groups_by_their_people() {
        // Midpoints ¼ and ¾: from 12.5 at one end to 2.5 at the other.
        let words = told(&[100.0, 100.0], &[10.0, 5.0]).unwrap();
        assert!(words.contains("von „arm“ nach „reich“: 10,0"), "{words}");
        assert!(
            words.contains("weniger") && words.contains("das 0,20-Fache"),
            "{words}"
        );
        // Midpoints ⅛, ⅜ and ¾; the line through 8, 6 and 5 falls by 4.44 over all people.
        let words = told(&[100.0, 100.0, 200.0], &[8.0, 6.0, 5.0]).unwrap();
        assert!(words.contains(": 4,4"), "{words}");
    }

    #[test]
    fn what_has_no_slope_has_no_words_and_no_multiple_of_nothing_is_told() {
        assert_eq!(told(&[100.0, 0.0], &[10.0, 5.0]), None);
        assert_eq!(told(&[], &[]), None);
        let words = told(&[100.0, 100.0], &[1.0, 3.0]).unwrap();
        assert!(
            words.contains("mehr") && !words.contains("Fache"),
            "{words}"
        );
    }

    #[test]
    fn tuples_of_one_axis_keep_the_others_at_their_total() {
        let mut indicator = sample::indicator("jobs", 0, 2010..2012);
        let axis = |key: &str, count: usize| Axis {
            key: key.to_owned(),
            categories: (0..count).map(|at| at.to_string()).collect(),
        };
        indicator.axes = vec![axis("nationality", 2), axis("sex", 3)];
        assert_eq!(category(&indicator, 0, 1), Some(CategoryIx(3)));
        assert_eq!(category(&indicator, 1, 2), Some(CategoryIx(2)));
        assert_eq!(category(&indicator, 2, 1), None);
    }

    #[test]
    fn ratios_need_something_on_both_sides() {
        assert_eq!(
            ratio(3, 2),
            Some(Scaled {
                units: 150,
                decimals: 2
            })
        );
        assert_eq!(ratio(3, 0), None);
        assert_eq!(ratio(3, -1), None);
    }
}
