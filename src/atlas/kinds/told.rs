//! What a kind of map says in other words than classes do, and figures the bundle does not hold.
//!
//! A [`Speaker`] that has something [`Told`] looks for every message in the kind's family first, where
//! `kind.change.heading.title` stands for `heading.title`. So titles, sentences, legend, table and card
//! speak of the kind without knowing it. Plain words ([`super::easy`]) are a family before all of these.

use crate::model::{Indicator, IndicatorText, Scaled, UnitText};
use crate::text::{Arg, Messages};

use super::super::Speaker;
use super::easy::FAMILY;

/// What is told in other words.
#[derive(Debug, Default)]
pub(in crate::atlas) struct Told {
    /// In front of the key of every message that has a wording of its own: `kind.change.`.
    pub family: &'static str,
    /// What these messages may say besides their own arguments.
    pub args: Vec<(&'static str, String)>,
    /// What is measured, where that is no indicator of the bundle.
    pub measure: Option<Measure>,
}

/// An indicator that is worked out, with its words.
#[derive(Debug)]
pub(in crate::atlas) struct Measure {
    pub indicator: Indicator,
    pub text: IndicatorText,
    pub unit: UnitText,
    /// What a value relates to, and since when.
    pub per: String,
}

impl Speaker<'_> {
    /// The message `key` in the words of the kind of map, where it has any.
    pub(in crate::atlas) fn otherwise(
        &self,
        key: &str,
        args: &[(&str, Arg<'_>)],
    ) -> Option<String> {
        let more = self.more?;
        let plain = self.easy.then(|| self.plainly(more, key)).flatten();
        if let Some(plain) = plain {
            return Some(more.text(&plain, args));
        }
        let told = self.told?;
        let key = format!("{}{key}", told.family);
        if !more.has(&key) {
            return None;
        }
        let own = told
            .args
            .iter()
            .map(|(name, text)| (*name, Arg::Text(text)));
        let args: Vec<_> = args.iter().copied().chain(own).collect();
        Some(more.text(&key, &args))
    }

    /// The plain wording of the message `key`, that of the kind of map before that of all.
    fn plainly(&self, more: &Messages, key: &str) -> Option<String> {
        let of_kind = self
            .told
            .map(|told| format!("{FAMILY}{}{key}", told.family));
        let keys = of_kind.into_iter().chain([format!("{FAMILY}{key}")]);
        keys.into_iter().find(|key| more.has(key))
    }

    /// What is known of `indicator` if it is the one that was worked out for this view.
    pub(in crate::atlas) fn measure(&self, indicator: &Indicator) -> Option<&Measure> {
        let measure = self.told?.measure.as_ref()?;
        std::ptr::eq(&raw const measure.indicator, indicator).then_some(measure)
    }

    /// A change with its sign, its symbol or else its noun: "+3 685 €", "−1,2 Prozentpunkte".
    pub(in crate::atlas) fn signed(&self, units: i64, measure: &Measure) -> String {
        let unit = UnitText {
            difference: String::new(),
            difference_symbol: String::new(),
            ..measure.unit.clone()
        };
        let value = Scaled {
            units,
            decimals: measure.indicator.decimals,
        };
        match unit.symbol.is_empty() || self.easy {
            true => self.numbers.difference_with_noun(value, &unit),
            false => self.numbers.difference_with_symbol(value, &unit),
        }
    }
}
