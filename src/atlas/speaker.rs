//! How the atlas says things in one language: messages, numbers with units, names, periods.
//!
//! Every text of an answer passes through here, so that page, chart, table and speech agree.

use crate::model::{
    Area, AreaIx, CellRef, Indicator, IndicatorText, KnownAreas, LevelText, Period, PeriodKind,
    Scaled, UnitText, ValueState,
};
use crate::state::ViewState;
use crate::text::{self, Arg, Language, Messages, NumberFormat};

use super::files::{Files, KINDS};

/// Words of one language at hand.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    messages: &'a Messages,
    /// Sentences of the kinds of map, where those are known.
    pub(super) more: Option<&'a Messages>,
    /// What the kind of map says in other words.
    #[cfg(feature = "kinds")]
    pub(super) told: Option<&'a super::kinds::Told>,
    /// Whether everything is said in plain words (Einfache Sprache).
    #[cfg(feature = "kinds")]
    pub(super) easy: bool,
    /// The bundle's words.
    pub texts: &'a crate::model::Texts,
    /// How numbers look.
    pub numbers: NumberFormat,
    areas: &'a dyn KnownAreas,
}

impl<'a> Speaker<'a> {
    /// Who speaks with these messages and texts of these areas.
    #[must_use]
    pub fn new(
        messages: &'a Messages,
        texts: &'a crate::model::Texts,
        areas: &'a dyn KnownAreas,
    ) -> Self {
        Self {
            messages,
            more: None,
            #[cfg(feature = "kinds")]
            told: None,
            #[cfg(feature = "kinds")]
            easy: false,
            texts,
            numbers: *messages.numbers(),
            areas,
        }
    }

    /// Who speaks as `state` asks; `None` before texts and messages of its language are there.
    pub(super) fn of(files: &'a Files, state: &ViewState) -> Option<Self> {
        let language = state.language.as_str();
        let messages = files.messages.get(language)?;
        let texts = files.texts.get(language)?;
        Some(Self {
            more: files.messages.get(&format!("{KINDS}{language}")),
            #[cfg(feature = "kinds")]
            easy: state.easy,
            ..Self::new(messages, texts, &files.areas)
        })
    }

    /// The message `key` with its arguments.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        #[cfg(feature = "kinds")]
        if let Some(said) = self.otherwise(key, args) {
            return said;
        }
        match self.more {
            Some(more) if !self.messages.has(key) => more.text(key, args),
            _ => self.messages.text(key, args),
        }
    }

    /// Whether units, percentages and dates are spelled out.
    fn spells_out(&self) -> bool {
        #[cfg(feature = "kinds")]
        return self.easy;
        #[cfg(not(feature = "kinds"))]
        return false;
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> Language {
        self.numbers.language
    }

    /// A day: "31.12.2022".
    #[must_use]
    pub fn date(&self, date: crate::model::Date) -> String {
        if self.spells_out() {
            return text::long_date(date, self.language());
        }
        text::short_date(date, self.language())
    }

    /// The words of an indicator; empty ones if the bundle has none.
    #[must_use]
    pub fn indicator(&self, indicator: &Indicator) -> IndicatorText {
        #[cfg(feature = "kinds")]
        if let Some(measure) = self.measure(indicator) {
            return measure.text.clone();
        }
        self.texts
            .indicators
            .get(&indicator.key)
            .cloned()
            .unwrap_or_default()
    }

    /// The words of a level.
    #[must_use]
    pub fn level(&self, key: &str) -> LevelText {
        self.texts.levels.get(key).cloned().unwrap_or_default()
    }

    /// The words of an indicator's unit.
    #[must_use]
    pub fn unit(&self, indicator: &Indicator) -> UnitText {
        #[cfg(feature = "kinds")]
        if let Some(measure) = self.measure(indicator) {
            return measure.unit.clone();
        }
        self.texts
            .units
            .get(&indicator.unit)
            .cloned()
            .unwrap_or_default()
    }

    /// "Euro je Einwohner".
    #[must_use]
    pub fn unit_long(&self, indicator: &Indicator) -> String {
        let unit = self.unit(indicator);
        let args = [
            ("unit", Arg::Text(&unit.many)),
            ("per", Arg::Text(&unit.per)),
        ];
        self.say("unit.long", &args).trim().to_owned()
    }

    /// What a value relates to: "je Einwohner".
    pub(super) fn per(&self, indicator: &Indicator) -> String {
        #[cfg(feature = "kinds")]
        if let Some(measure) = self.measure(indicator) {
            return measure.per.clone();
        }
        self.unit(indicator).per
    }

    /// A plain number in units of the indicator's last decimal: "18.919".
    #[must_use]
    pub fn number(&self, indicator: &Indicator, units: i64) -> String {
        self.numbers.number(Scaled {
            units,
            decimals: indicator.decimals,
        })
    }

    /// A whole number: "10.997".
    #[must_use]
    pub fn count(&self, n: usize) -> String {
        let units = i64::try_from(n).unwrap_or(i64::MAX);
        self.numbers.number(Scaled { units, decimals: 0 })
    }

    /// A number with the unit's symbol: "18.919 €".
    #[must_use]
    pub fn value(&self, indicator: &Indicator, units: i64) -> String {
        #[cfg(feature = "kinds")]
        if let Some(measure) = self.measure(indicator) {
            return self.signed(units, measure);
        }
        let value = Scaled {
            units,
            decimals: indicator.decimals,
        };
        match self.spells_out() {
            true => self.numbers.with_noun(value, &self.unit(indicator)),
            false => self.numbers.with_symbol(value, &self.unit(indicator)),
        }
    }

    /// A cell as readers see it: its value, or the name of its state.
    #[must_use]
    pub fn cell(&self, indicator: &Indicator, cell: CellRef) -> String {
        match cell.state {
            ValueState::RoundedToZero => self.state(cell.state),
            state if state.is_number() => self.value(indicator, cell.value),
            state => self.state(state),
        }
    }

    /// The name of a value state.
    #[must_use]
    pub fn state(&self, state: ValueState) -> String {
        self.say(&format!("state.{}", state.key()), &[])
    }

    /// What a value state means, in a sentence.
    #[must_use]
    pub fn state_meaning(&self, state: ValueState) -> String {
        self.say(&format!("state.{}.meaning", state.key()), &[])
    }

    /// A difference with its sign and unit: "−874 €", "+1,2 Prozentpunkte".
    #[must_use]
    pub fn difference(&self, indicator: &Indicator, units: i64) -> String {
        let unit = self.unit(indicator);
        let value = Scaled {
            units,
            decimals: indicator.decimals,
        };
        // The symbol where one stands beside values too; points of percent and bare counts by name.
        let has_symbol = unit.difference.is_empty() && !unit.symbol.is_empty();
        if has_symbol && !self.spells_out() {
            self.numbers.difference_with_symbol(value, &unit)
        } else {
            self.numbers.difference_with_noun(value, &unit)
        }
    }

    /// A difference without sign, for "um … gestiegen".
    #[must_use]
    pub fn distance(&self, indicator: &Indicator, units: i64) -> String {
        let decimals = indicator.decimals;
        self.distance_of(indicator, Scaled { units, decimals })
    }

    /// As [`Speaker::distance`], with decimals of its own.
    #[must_use]
    pub fn distance_of(&self, indicator: &Indicator, distance: Scaled) -> String {
        let unit = self.unit(indicator);
        let many = if unit.difference.is_empty() {
            unit.many
        } else {
            unit.difference
        };
        let unit = UnitText {
            one: many.clone(),
            many,
            ..UnitText::default()
        };
        let units = distance.units.saturating_abs();
        self.numbers.with_noun(Scaled { units, ..distance }, &unit)
    }

    /// A percentage with one decimal: "+22,1 %", with the sign if `signed`.
    #[must_use]
    pub fn percent(&self, part: i64, whole: i64, signed: bool) -> Option<String> {
        if whole <= 0 {
            return None;
        }
        let share = Scaled::round(part as f64 * 100.0 / whole as f64, 1)?;
        #[cfg(feature = "kinds")]
        if self.easy {
            return Some(self.percent_spelled(share, signed));
        }
        let unit = UnitText {
            symbol: "%".to_owned(),
            ..UnitText::default()
        };
        Some(match signed {
            true => self.numbers.difference_with_symbol(share, &unit),
            false => self.numbers.with_symbol(share, &unit),
        })
    }

    /// Full name of an area.
    #[must_use]
    pub fn name(&self, area: &'a Area) -> &'a str {
        self.named(&area.key, &area.name)
    }

    /// What the area with the key `key` is called here, if its own name is `name`.
    #[must_use]
    pub fn named(&self, key: &str, name: &'a str) -> &'a str {
        let translated = self.texts.area_names.get(key);
        translated.map_or(name, |it| &it.name)
    }

    /// Short name of an area.
    #[must_use]
    pub fn short(&self, area: &'a Area) -> &'a str {
        self.texts
            .area_names
            .get(&area.key)
            .map_or(&area.short, |it| &it.name)
    }

    /// Where an area is: "im Landkreis Starnberg".
    #[must_use]
    pub fn locative(&self, area: &Area) -> String {
        if let Some(name) = self.texts.area_names.get(&area.key) {
            return name.locative.clone();
        }
        match self.language() {
            Language::De => area.locative.clone(),
            Language::En => format!("in {}", area.short),
        }
    }

    /// "Landkreis in Bayern".
    #[must_use]
    pub fn kind(&self, area: &Area) -> String {
        let kind = self
            .texts
            .area_kinds
            .get(&area.kind)
            .cloned()
            .unwrap_or_default();
        let parent = area.parent.and_then(|ix| self.areas.area(ix));
        match parent {
            None => kind,
            Some(parent) => {
                let locative = self.locative(parent);
                self.say(
                    "area.in-parent",
                    &[
                        ("kind", Arg::Text(&kind)),
                        ("locative", Arg::Text(&locative)),
                    ],
                )
            }
        }
    }

    /// Name of the area `ix`.
    #[must_use]
    pub fn name_of(&self, ix: AreaIx) -> String {
        self.areas
            .area(ix)
            .map(|area| self.name(area).to_owned())
            .unwrap_or_default()
    }

    /// A period as a label: "2018", "31.12.2024", "Durchschnitt 2019".
    #[must_use]
    pub fn period(&self, period: &Period) -> String {
        text::period_label(period, self.language())
    }

    /// A period where its kind is said elsewhere: "2018", "2018/19", "31.12.2024".
    #[must_use]
    pub fn tick(&self, period: &Period) -> String {
        text::period_tick(period, self.language())
    }

    /// A period inside a sentence: "im Jahr 2018", "am 31.12.2024".
    #[must_use]
    pub fn in_period(&self, period: &Period) -> String {
        let label = self.period(period);
        let year = period.end.year.to_string();
        let key = match period.kind {
            PeriodKind::Date => "period.in.date",
            PeriodKind::CalendarYear => "period.in.year",
            PeriodKind::Average => "period.in.average",
            PeriodKind::SchoolYear
            | PeriodKind::Semester
            | PeriodKind::Quarter
            | PeriodKind::Month => "period.in.other",
        };
        self.say(
            key,
            &[("label", Arg::Text(&label)), ("year", Arg::Text(&year))],
        )
    }

    /// The note with the key `key`, or the key itself if the bundle has no such note.
    #[must_use]
    pub fn note(&self, key: &str) -> String {
        self.texts
            .notes
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_owned())
    }

    /// "a", "a und b", "a, b und c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [head @ .., last] => {
                let head = head.join(", ");
                self.say(
                    "list.and",
                    &[("head", Arg::Text(&head)), ("last", Arg::Text(last))],
                )
            }
        }
    }
}
