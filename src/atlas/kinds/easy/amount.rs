//! A value in a sentence: "24 480 Euro je Einwohner".

use crate::model::{CellRef, Indicator, MeasureKind, Scaled, UnitText, ValueState};
use crate::text::Arg;

use super::super::super::Speaker;

/// A value in words, and whether the verb before it is in the singular.
pub(super) struct Amount {
    pub text: String,
    one: bool,
}

impl Amount {
    /// That of a number in units of the indicator's last decimal.
    pub fn of(speaker: &Speaker<'_>, indicator: &Indicator, units: i64) -> Self {
        let among = speaker.indicator(indicator).among;
        if indicator.kind == MeasureKind::Share && !among.is_empty() {
            let number = speaker.number(indicator, units);
            let args = [("n", Arg::Text(&number)), ("among", Arg::Text(&among))];
            return Self {
                text: speaker.say("kind.easy.of-hundred", &args),
                one: false,
            };
        }
        let value = speaker.value(indicator, units);
        let text = format!("{value} {}", speaker.per(indicator));
        Self {
            text: text.trim().to_owned(),
            one: indicator.decimals == 0 && units.unsigned_abs() == 1,
        }
    }

    /// That of a cell with a number.
    pub fn of_cell(speaker: &Speaker<'_>, indicator: &Indicator, cell: CellRef) -> Self {
        match cell.state {
            ValueState::RoundedToZero => Self {
                text: speaker.state(cell.state),
                one: true,
            },
            _ => Self::of(speaker, indicator, cell.value),
        }
    }

    /// What a message asks to choose its verb by: "ist" or "sind".
    pub fn verb(&self) -> Arg<'static> {
        Arg::Text(if self.one { "one" } else { "many" })
    }
}

impl Speaker<'_> {
    /// A percentage without its sign: "17,2 Prozent".
    pub(in crate::atlas) fn percent_spelled(&self, share: Scaled, signed: bool) -> String {
        let noun = self.say("kind.easy.percent", &[]);
        let unit = UnitText {
            one: noun.clone(),
            many: noun,
            ..UnitText::default()
        };
        match signed {
            true => self.numbers.difference_with_noun(share, &unit),
            false => self.numbers.with_noun(share, &unit),
        }
    }
}
