//! The areas most like the chosen one, why they are, and which of them do better.
//!
//! Likeness is that of all indicators that do not grow with the size of an area, on the scale of their
//! spread over the level; each theme weighs the same, however many indicators it has. The view's own
//! indicator stays out, so that areas in like circumstances can be told apart by it.

use crate::model::{
    AreaIx, CellRef, Indicator, IndicatorIx, LevelIx, MeasureKind, PeriodIx, Polarity, Scaled,
};
use crate::stats::normalise::Divisor;
use crate::stats::similar::{Gaps, Neighbour, Profiles, nearest};
use crate::text::Arg;

use super::super::card::cell_of;
use super::super::chance::{Chance, Limits};
use super::super::compare::compared as difference;
use super::super::files::Files;
use super::super::shown::number;
use super::super::view::View;
use super::answer::{Alike, AlikeArea};
use super::group::{Family, of_period};

/// How many areas are told at most.
const MOST: usize = 8;
/// Fewer indicators describe no area.
const FEWEST_INDICATORS: usize = 2;
/// Of this share of its areas an indicator has numbers, and of this share of the indicators an area.
const ENOUGH: [usize; 2] = [3, 4];
/// Differences in standard deviations: what is alike, what is different.
const NEAR: f64 = 0.5;
const FAR: f64 = 1.0;
/// How many indicators a reason names.
const NAMED: [usize; 2] = [3, 2];

/// The blocks that likeness on `level` is made of: the newest figures of each indicator that counts,
/// and those of the view's.
pub(super) fn want(files: &Files, shown: &str, level: LevelIx, wanted: &mut Vec<String>) {
    let Some(catalogue) = &files.catalogue else {
        return;
    };
    for (ix, indicator) in (0..).map(IndicatorIx).zip(&catalogue.indicators) {
        if counts(indicator) || indicator.key == shown {
            let newest = files.blocks(ix, level).map(|block| block.periods[1]).max();
            let blocks = files.blocks(ix, level);
            let blocks = blocks.filter(|block| Some(block.periods[1]) == newest);
            wanted.extend(blocks.map(|block| block.file.path.clone()));
        }
    }
}

/// Whether areas of different size can be alike in it.
fn counts(indicator: &Indicator) -> bool {
    indicator.kind != MeasureKind::Count
}

/// The areas most like the chosen one.
pub(super) fn alike(view: &View<'_>, family: &Family<'_>) -> Alike {
    let speaker = &view.speaker;
    let heads = ["area", "likeness", "shown"].map(|part| {
        let shown = speaker.indicator(view.indicator).short;
        let period = speaker.tick(view.period);
        let args = [
            ("part", Arg::Text(part)),
            ("indicator", Arg::Text(&shown)),
            ("period", Arg::Text(&period)),
        ];
        speaker.say("kind.profile.alike.head", &args)
    });
    let Some(found) = Likeness::of(view, family) else {
        return Alike {
            summary: speaker.say("kind.profile.alike.none", &[]),
            ..Alike::default()
        };
    };
    let areas: Vec<AlikeArea> = found
        .nearest
        .iter()
        .filter_map(|it| found.told(it))
        .collect();
    Alike {
        title: found.title(areas.len()),
        summary: found.summary(&areas),
        heads: heads.to_vec(),
        note: found.note(),
        areas,
    }
}

/// One indicator that describes the areas.
struct Trait<'a> {
    indicator: &'a Indicator,
    /// A number per area of the level.
    values: Vec<Option<f64>>,
}

/// The level's areas by their likeness to the chosen one.
struct Likeness<'a, 'f> {
    view: View<'a>,
    family: &'f Family<'a>,
    traits: Vec<Trait<'a>>,
    /// The areas described.
    areas: Vec<AreaIx>,
    profiles: Profiles,
    nearest: Vec<Neighbour>,
    /// Position of the chosen area among them.
    own: usize,
}

impl<'a, 'f> Likeness<'a, 'f> {
    fn of(view: &View<'a>, family: &'f Family<'a>) -> Option<Self> {
        let catalogue = view.files.catalogue.as_ref()?;
        let level = catalogue.levels.get(family.area.level.index())?;
        let areas = level.range().map(AreaIx);
        let areas: Vec<AreaIx> = areas
            .filter(|ix| !view.files.areas.is_dissolved(*ix))
            .collect();
        let own = areas.iter().position(|ix| *ix == family.ix)?;
        let indicators = (0..).map(IndicatorIx).zip(&catalogue.indicators);
        let traits: Vec<Trait<'a>> = indicators
            .filter(|(ix, indicator)| counts(indicator) && *ix != view.indicator_ix)
            .filter_map(|(ix, indicator)| {
                let values = values(view, ix, family.area.level, &areas, own)?;
                Some(Trait { indicator, values })
            })
            .collect();
        let (areas, traits) = described(areas, traits)?;
        let columns: Vec<&[Option<f64>]> = traits.iter().map(|it| it.values.as_slice()).collect();
        let profiles = Profiles::new(&columns, Divisor::Count, Gaps::Mean).ok()?;
        let own = areas.iter().position(|ix| *ix == family.ix)?;
        let most = MOST.min((areas.len() - 1) / 2);
        let nearest = nearest(&profiles, &weights(&traits), own, most).ok()?;
        let level = family.area.level;
        let view = of_level(view, level)?;
        Some(Self {
            view,
            family,
            traits,
            areas,
            profiles,
            nearest,
            own,
        })
    }

    fn told(&self, neighbour: &Neighbour) -> Option<AlikeArea> {
        let ix = *self.areas.get(neighbour.area as usize)?;
        let area = self.view.files.areas.get(ix)?;
        let speaker = &self.view.speaker;
        let share = 1.0 - neighbour.rebased.unwrap_or_default();
        let points = Scaled::round(share * 100.0, 0)?.units;
        let likeness = speaker.numbers.number(Scaled {
            units: points,
            decimals: 0,
        });
        let (value, difference, verdict) = self.judged(ix);
        let verdict_label = [("verdict", Arg::Text(verdict))];
        Some(AlikeArea {
            key: area.key.clone(),
            name: speaker.name(area).to_owned(),
            short: speaker.short(area).to_owned(),
            kind: speaker.kind(area),
            likeness: speaker.say("kind.profile.alike.points", &[("n", Arg::Text(&likeness))]),
            share,
            reason: self.reason(neighbour.area as usize),
            value,
            difference,
            verdict: verdict.to_owned(),
            verdict_label: speaker.say("kind.profile.alike.verdict", &verdict_label),
            compared: self.view.state.profile.beside.contains(&area.key),
        })
    }

    /// The figure of an area in the view's indicator, with its limits.
    fn shown(&self, ix: AreaIx) -> Option<(CellRef, Option<Limits>)> {
        let level = self.family.area.level;
        let (cell, _) = cell_of(&self.view, ix, level)?;
        let chance = Chance::of(self.view.indicator);
        let limits = chance.and_then(|it| it.limits(cell, self.view.part((ix, level))));
        Some((cell, limits))
    }

    /// Value, difference to the own one, and what to make of it.
    fn judged(&self, ix: AreaIx) -> (String, String, &'static str) {
        let (view, speaker) = (&self.view, &self.view.speaker);
        let Some((cell, limits)) = self.shown(ix) else {
            return (
                speaker.say("kind.profile.no-figure", &[]),
                String::new(),
                "none",
            );
        };
        let value = speaker.cell(view.indicator, cell);
        let own = self.shown(self.family.ix);
        let pair = number(cell).zip(own.and_then(|(cell, _)| number(cell)));
        let Some((other, own_value)) = pair else {
            return (value, String::new(), "none");
        };
        let words = difference(speaker, view.indicator, self.family.area, other, own_value);
        let apart = limits.zip(own.and_then(|(_, limits)| limits));
        let verdict = match apart {
            Some(([low, high], [own_low, own_high])) if low <= own_high && own_low <= high => {
                "unsure"
            }
            _ => verdict(view.indicator, other, own_value),
        };
        (value, words, verdict)
    }

    /// "Ähnlich bei Alter und Dichte; verschieden bei Einkommen (höher)".
    fn reason(&self, other: usize) -> String {
        let speaker = &self.view.speaker;
        let pairs = self
            .profiles
            .row(self.own)
            .iter()
            .zip(self.profiles.row(other));
        let known = |it: &&Trait<'_>| it.values.get(other).is_some_and(Option::is_some);
        let apart = self
            .traits
            .iter()
            .zip(pairs.map(|(own, other)| other - own));
        let mut apart: Vec<(&Trait<'_>, f64)> = apart.filter(|(it, _)| known(it)).collect();
        apart.sort_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        let name = |it: &Trait<'_>| speaker.indicator(it.indicator).short;
        let near = apart
            .iter()
            .take_while(|(_, by)| by.abs() <= NEAR)
            .take(NAMED[0]);
        let near: Vec<String> = near.map(|(it, _)| name(it)).collect();
        let far = apart
            .iter()
            .rev()
            .take_while(|(_, by)| by.abs() >= FAR)
            .take(NAMED[1]);
        let far = far.map(|(it, by)| {
            let name = name(it);
            let way = if *by > 0.0 { "higher" } else { "lower" };
            let args = [
                ("indicator", Arg::Text(name.as_str())),
                ("way", Arg::Text(way)),
            ];
            speaker.say("kind.profile.alike.far", &args)
        });
        let far: Vec<String> = far.collect();
        let [near, far] = [near, far].map(|names| speaker.list(&names));
        let what = match (near.is_empty(), far.is_empty()) {
            (false, false) => "both",
            (false, true) => "near",
            (true, false) => "far",
            (true, true) => "none",
        };
        let args = [
            ("what", Arg::Text(what)),
            ("near", Arg::Text(&near)),
            ("far", Arg::Text(&far)),
        ];
        speaker.say("kind.profile.alike.reason", &args)
    }

    fn title(&self, count: usize) -> String {
        let speaker = &self.view.speaker;
        let n = speaker.count(count);
        let level = speaker.level(&self.view.level.key).many;
        let args = [
            ("n", Arg::Text(n.as_str())),
            ("level", Arg::Text(&level)),
            ("area", Arg::Text(speaker.name(self.family.area))),
        ];
        speaker.say("kind.profile.alike.title", &args)
    }

    /// "Verfügbares Einkommen (2018): 3 von 8 stehen besser da: …".
    fn summary(&self, areas: &[AlikeArea]) -> String {
        let (view, speaker) = (&self.view, &self.view.speaker);
        let indicator = speaker.indicator(view.indicator).short;
        let period = speaker.period(view.period);
        let judged = areas.iter().filter(|it| it.verdict != "none").count();
        let neutral = view.indicator.polarity == Polarity::Neutral;
        let wanted = if neutral { "higher" } else { "better" };
        let found = areas.iter().filter(|it| it.verdict == wanted);
        let names: Vec<String> = found.map(|it| it.short.clone()).collect();
        let what = match (judged, names.len()) {
            (0, _) => "unknown",
            (_, 0) if neutral => "none-higher",
            (_, 0) => "none-better",
            _ => wanted,
        };
        let (n, of) = (speaker.count(names.len()), speaker.count(judged));
        let names = speaker.list(&names);
        let args = [
            ("what", Arg::Text(what)),
            ("indicator", Arg::Text(&indicator)),
            ("period", Arg::Text(&period)),
            ("n", Arg::Text(&n)),
            ("of", Arg::Text(&of)),
            ("names", Arg::Text(&names)),
        ];
        speaker.say("kind.profile.alike.summary", &args)
    }

    fn note(&self) -> String {
        let speaker = &self.view.speaker;
        let names = self
            .traits
            .iter()
            .map(|it| speaker.indicator(it.indicator).short);
        let names = speaker.list(&names.collect::<Vec<_>>());
        let (n, areas) = (
            speaker.count(self.traits.len()),
            speaker.count(self.areas.len()),
        );
        let level = speaker.level(&self.view.level.key).many;
        let shown = speaker.indicator(self.view.indicator).short;
        let args = [
            ("n", Arg::Text(n.as_str())),
            ("names", Arg::Text(&names)),
            ("areas", Arg::Text(&areas)),
            ("level", Arg::Text(&level)),
            ("shown", Arg::Text(&shown)),
        ];
        speaker.say("kind.profile.alike.note", &args)
    }
}

/// The view's own indicator and period on the level of the profile.
fn of_level<'a>(view: &View<'a>, level: LevelIx) -> Option<View<'a>> {
    let mut shown = of_period(view, view.indicator_ix, level, view.period_ix)?;
    shown.table = &view.files.table;
    Some(shown)
}

/// What a reader may make of `other` beside the own value.
fn verdict(indicator: &Indicator, other: i64, own: i64) -> &'static str {
    match (indicator.polarity, other.cmp(&own)) {
        (_, std::cmp::Ordering::Equal) => "same",
        (Polarity::Neutral, std::cmp::Ordering::Greater) => "higher",
        (Polarity::Neutral, std::cmp::Ordering::Less) => "lower",
        (Polarity::HighGood, std::cmp::Ordering::Greater)
        | (Polarity::LowGood, std::cmp::Ordering::Less) => "better",
        _ => "worse",
    }
}

/// The newest numbers of an indicator on a level; `None` where too few areas have one, or the
/// area `own` has none.
fn values(
    view: &View<'_>,
    ix: IndicatorIx,
    level: LevelIx,
    areas: &[AreaIx],
    own: usize,
) -> Option<Vec<Option<f64>>> {
    let indicator = view.files.catalogue.as_ref()?.indicators.get(ix.index())?;
    let count = u16::try_from(indicator.periods.len()).ok()?;
    let of = |period: PeriodIx| {
        let mut view = of_period(view, ix, level, period)?;
        view.table = &view.files.table;
        let value = |ix: &AreaIx| Some(number(cell_of(&view, *ix, level)?.0)? as f64);
        view.table
            .cell(ix, level, view.category, period, *areas.first()?)?;
        let values: Vec<Option<f64>> = areas.iter().map(value).collect();
        let known = values.iter().flatten().count();
        let enough = known * ENOUGH[1] >= areas.len() * ENOUGH[0];
        let has_own = values.get(own).is_some_and(Option::is_some);
        (enough && has_own).then_some(values)
    };
    (0..count).rev().map(PeriodIx).find_map(of)
}

/// Keeps the areas of which enough is known; `None` if too little is left to compare.
fn described<'a>(
    areas: Vec<AreaIx>,
    traits: Vec<Trait<'a>>,
) -> Option<(Vec<AreaIx>, Vec<Trait<'a>>)> {
    let enough = |at: usize| {
        let known = traits
            .iter()
            .filter(|it| it.values.get(at).is_some_and(Option::is_some));
        known.count() * ENOUGH[1] >= traits.len() * ENOUGH[0]
    };
    let kept: Vec<bool> = (0..areas.len()).map(enough).collect();
    let only = |at: &usize| kept.get(*at) == Some(&true);
    let keep = |it: Trait<'a>| Trait {
        values: it
            .values
            .into_iter()
            .enumerate()
            .filter(|(at, _)| only(at))
            .map(|it| it.1)
            .collect(),
        ..it
    };
    let areas: Vec<AreaIx> = areas
        .into_iter()
        .enumerate()
        .filter(|(at, _)| only(at))
        .map(|it| it.1)
        .collect();
    let traits: Vec<Trait<'a>> = traits.into_iter().map(keep).filter(varies).collect();
    (traits.len() >= FEWEST_INDICATORS && areas.len() > 2).then_some((areas, traits))
}

/// Whether not all areas have the same.
fn varies(it: &Trait<'_>) -> bool {
    let mut known = it.values.iter().flatten();
    let first = known.next();
    known.any(|value| Some(value) != first)
}

/// Every theme weighs the same.
fn weights(traits: &[Trait<'_>]) -> Vec<f64> {
    let of_theme = |it: &Trait<'_>| {
        let same = traits
            .iter()
            .filter(|other| other.indicator.theme == it.indicator.theme);
        1.0 / same.count() as f64
    };
    traits.iter().map(of_theme).collect()
}
