//! Which areas a reader wants to see: conditions, and how they are joined.
//!
//! A [`Filter`] holds at most [`MOST_CONDITIONS`]. Each either begins a group or joins the group
//! before it; a group's conditions are joined the other way than groups are, so "A and (B or C)" and
//! "(A and B) or C" can both be said and nothing deeper. In a link every condition is a value of the key
//! `w`, or `wg` where it joins the group before it; `wo=1` joins groups by "or":
//!
//! ```text
//! w=value~INDICATOR~PERIOD~LOW~HIGH[~of:LEVEL][~c:AXIS:CATEGORY]…   no bound where nothing stands
//! w=change~INDICATOR~PERIOD~SINCE~LOW~HIGH[~percent][~c:…]          since nothing: the earliest comparable
//! w=above~INDICATOR~PERIOD~LEVEL[~certain][~c:…]                    or below
//! w=within~AREA,AREA…      w=kind~KIND,KIND…                        none: nothing is asked yet
//! ```

use crate::model::{Indicator, Scaled};

use super::apply::{is_category, is_total};
use super::{Category, PeriodChoice, Scope};

/// How many conditions a filter may have.
pub const MOST_CONDITIONS: usize = 12;

/// How many areas or types a condition may list.
pub const MOST_KEYS: usize = 60;

/// Decimals of a change in percent.
pub const PERCENT_DECIMALS: u8 = 1;

/// Joins what a condition says in a link; stands in no key.
const BETWEEN: char = '~';

/// Which areas are wanted; all of them while there is no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Groups are joined by "or", and the conditions of each by "and"; else the other way round.
    pub any: bool,
    /// The conditions, in the reader's order.
    pub conditions: Vec<Condition>,
}

/// A condition and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it joins the group of the condition before it.
    pub grouped: bool,
    /// What is asked.
    pub test: Test,
}

/// A published figure of each area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Key of the indicator.
    pub indicator: String,
    /// Its period; the newest is the newest of this indicator.
    pub period: PeriodChoice,
    /// Categories other than the total, by axis.
    pub categories: Vec<Category>,
}

/// Lowest and highest value wanted, both included, in decimals of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// At least this.
    pub low: Option<Scaled>,
    /// At most this.
    pub high: Option<Scaled>,
}

/// On which side of a comparison value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// What a condition asks of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A value within bounds; without any, that there is one.
    Value {
        /// Which.
        figure: Figure,
        /// Key of the level above whose area is asked, instead of the area itself.
        of: Option<String>,
        /// The bounds.
        span: Span,
    },
    /// A change within bounds.
    Change {
        /// Up to which figure.
        figure: Figure,
        /// Key of the earlier period; `None` for the earliest comparable.
        since: Option<String>,
        /// In percent of the earlier value.
        relative: bool,
        /// The bounds.
        span: Span,
    },
    /// A value beside that of the area of a level above.
    Against {
        /// Which.
        figure: Figure,
        /// Key of that level.
        level: String,
        /// On which side of it.
        side: Side,
        /// By more than chance.
        certain: bool,
    },
    /// Lying in one of these areas; without any, nothing is asked.
    Within {
        /// Their keys.
        areas: Vec<String>,
    },
    /// Being of one of these types; without any, nothing is asked.
    Kind {
        /// Their keys.
        kinds: Vec<String>,
    },
}

impl Filter {
    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The conditions by group, each with its place.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<(usize, &Condition)>> {
        let mut groups: Vec<Vec<(usize, &Condition)>> = Vec::new();
        for (at, condition) in self.conditions.iter().enumerate() {
            match groups.last_mut().filter(|_| condition.grouped) {
                Some(group) => group.push((at, condition)),
                None => groups.push(vec![(at, condition)]),
            }
        }
        groups
    }

    /// Takes over a pair of a link whose key begins with `w`; `None` if the key is no filter's, false
    /// if the value cannot be read.
    pub(super) fn take(&mut self, key: &str, value: &str, scope: Scope<'_>) -> Option<bool> {
        let grouped = match key {
            "w" => false,
            "wg" => true,
            "wo" => {
                self.any |= value == "1";
                return Some(value == "1");
            }
            _ => return None,
        };
        let test = Test::parse(value, scope).filter(|_| self.conditions.len() < MOST_CONDITIONS);
        let is_read = test.is_some();
        self.conditions.extend(test.map(|test| Condition {
            // The first has no group before it.
            grouped: grouped && !self.conditions.is_empty(),
            test,
        }));
        Some(is_read)
    }

    /// Writes the pairs of a link.
    pub(super) fn write(&self, put: &mut impl FnMut(&str, &str)) {
        for condition in &self.conditions {
            let key = if condition.grouped { "wg" } else { "w" };
            put(key, &condition.test.to_string());
        }
        if self.any {
            put("wo", "1");
        }
    }
}

impl Figure {
    /// The indicator's metadata.
    #[must_use]
    pub fn indicator<'a>(&self, scope: Scope<'a>) -> Option<&'a Indicator> {
        indicator_of(&self.indicator, scope)
    }
}

pub(super) fn indicator_of<'a>(key: &str, scope: Scope<'a>) -> Option<&'a Indicator> {
    let ix = scope.catalogue.indicator(key)?;
    scope.catalogue.indicators.get(ix.index())
}

impl Test {
    /// The figure asked for, if there is one.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Value { figure, .. }
            | Self::Change { figure, .. }
            | Self::Against { figure, .. } => Some(figure),
            Self::Within { .. } | Self::Kind { .. } => None,
        }
    }

    /// The stable name of what is asked, used in links, edits and message keys.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Value { .. } => "value",
            Self::Change { .. } => "change",
            Self::Against { .. } => "against",
            Self::Within { .. } => "within",
            Self::Kind { .. } => "kind",
        }
    }

    /// Reads what [`Display`](std::fmt::Display) writes; `None` if any part of it is not to be read.
    #[must_use]
    pub fn parse(text: &str, scope: Scope<'_>) -> Option<Self> {
        let (kind, rest) = text.split_once(BETWEEN)?;
        match kind {
            "within" => Some(Self::Within {
                areas: keys_of(rest)?,
            }),
            "kind" => Some(Self::Kind {
                kinds: keys_of(rest)?,
            }),
            _ => Words::of(rest, scope)?.test(kind),
        }
    }
}

/// The words of a condition on a figure, read one after the other.
struct Words<'a> {
    rest: std::str::Split<'a, char>,
    scope: Scope<'a>,
    indicator: &'a Indicator,
    figure: Figure,
}

impl<'a> Words<'a> {
    fn of(text: &'a str, scope: Scope<'a>) -> Option<Self> {
        let mut rest = text.split(BETWEEN);
        let indicator = indicator_of(rest.next()?, scope)?;
        let period = match rest.next()? {
            "latest" => PeriodChoice::Latest,
            key => PeriodChoice::At(indicator.period(key).map(|_| key.to_owned())?),
        };
        let figure = Figure {
            indicator: indicator.key.clone(),
            period,
            categories: Vec::new(),
        };
        Some(Self {
            rest,
            scope,
            indicator,
            figure,
        })
    }

    fn test(mut self, kind: &str) -> Option<Test> {
        match kind {
            "value" => {
                let span = Words::span(
                    self.rest.next()?,
                    self.rest.next()?,
                    self.indicator.decimals,
                )?;
                let (of, figure) = self.figure("of:")?;
                let of = match of {
                    Some(level) => Some(level.strip_prefix("of:")?.to_owned()),
                    None => None,
                };
                Some(Test::Value { figure, of, span })
            }
            "change" => self.change(),
            "above" => self.against(Side::Above),
            "below" => self.against(Side::Below),
            _ => None,
        }
    }

    fn change(mut self) -> Option<Test> {
        let since = match self.rest.next()? {
            "" => None,
            key => Some(self.indicator.period(key).map(|_| key.to_owned())?),
        };
        let bounds = (self.rest.next()?, self.rest.next()?);
        let own = self.indicator.decimals;
        let (percent, figure) = self.figure("percent")?;
        let relative = percent.is_some();
        let decimals = if relative { PERCENT_DECIMALS } else { own };
        Some(Test::Change {
            span: Words::span(bounds.0, bounds.1, decimals)?,
            figure,
            since,
            relative,
        })
    }

    fn against(mut self, side: Side) -> Option<Test> {
        let level = self.rest.next()?.to_owned();
        self.scope.catalogue.level(&level)?;
        let (certain, figure) = self.figure("certain")?;
        Some(Test::Against {
            figure,
            level,
            side,
            certain: certain.is_some(),
        })
    }

    fn span(low: &str, high: &str, decimals: u8) -> Option<Span> {
        let bound = |text: &str| match text {
            "" => Some(None),
            text => Scaled::parse(text, decimals).map(Some),
        };
        let span = Span {
            low: bound(low)?,
            high: bound(high)?,
        };
        let units = span.low.zip(span.high);
        units
            .is_none_or(|(low, high)| low.units <= high.units)
            .then_some(span)
    }

    /// Reads the rest: at most one word that begins with `own`, then categories. The word, and the figure.
    fn figure(mut self, own: &str) -> Option<(Option<&'a str>, Figure)> {
        let mut found = None;
        for word in self.rest {
            if let Some(pair) = word.strip_prefix("c:") {
                let (axis, category) = pair.split_once(':')?;
                take_category(&mut self.figure, self.indicator, axis, category)?;
            } else if found.is_none() && word.starts_with(own) && is_known(word, own, self.scope) {
                found = Some(word);
            } else {
                return None;
            }
        }
        Some((found, self.figure))
    }
}

/// Whether `word` is exactly the flag `own`, or names a level behind it.
fn is_known(word: &str, own: &str, scope: Scope<'_>) -> bool {
    match own {
        "of:" => word
            .strip_prefix(own)
            .is_some_and(|key| scope.catalogue.level(key).is_some()),
        _ => word == own,
    }
}

/// Adds a category to a figure that has none on this axis; `None` if there is no such category.
fn take_category(
    figure: &mut Figure,
    indicator: &Indicator,
    axis: &str,
    category: &str,
) -> Option<()> {
    let fits = is_category(indicator, axis, category)
        && !is_total(indicator, axis, category)
        && figure.categories.iter().all(|it| it.axis.as_str() < axis);
    fits.then(|| {
        figure.categories.push(Category {
            axis: axis.to_owned(),
            category: category.to_owned(),
        });
    })
}

/// Keys joined by commas; `None` if one cannot be one, or there are too many.
fn keys_of(text: &str) -> Option<Vec<String>> {
    let given: Vec<String> = text
        .split(',')
        .filter(|key| !key.is_empty())
        .map(str::to_owned)
        .collect();
    let kept = keys_allowed(&given);
    (kept.len() == given.len()).then_some(kept)
}

/// Those of `keys` that can be some, each once and not too many.
pub(super) fn keys_allowed(keys: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for key in keys {
        if super::link::is_key(key) && !kept.contains(key) && kept.len() < MOST_KEYS {
            kept.push(key.clone());
        }
    }
    kept
}

impl std::fmt::Display for Test {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value { figure, of, span } => {
                write!(f, "value~{figure}~{span}")?;
                if let Some(level) = of {
                    write!(f, "~of:{level}")?;
                }
            }
            Self::Change {
                figure,
                since,
                relative,
                span,
            } => {
                let since = since.as_deref().unwrap_or_default();
                let percent = if *relative { "~percent" } else { "" };
                write!(f, "change~{figure}~{since}~{span}{percent}")?;
            }
            Self::Against {
                figure,
                level,
                side,
                certain,
            } => {
                let side = match side {
                    Side::Above => "above",
                    Side::Below => "below",
                };
                let certain = if *certain { "~certain" } else { "" };
                write!(f, "{side}~{figure}~{level}{certain}")?;
            }
            Self::Within { areas } => write!(f, "within~{}", areas.join(","))?,
            Self::Kind { kinds } => write!(f, "kind~{}", kinds.join(","))?,
        }
        let categories = self.figure().map(|it| it.categories.as_slice());
        for choice in categories.unwrap_or_default() {
            write!(f, "~c:{}:{}", choice.axis, choice.category)?;
        }
        Ok(())
    }
}

/// Indicator and period.
impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.period {
            PeriodChoice::Latest => write!(f, "{}~latest", self.indicator),
            PeriodChoice::At(key) => write!(f, "{}~{key}", self.indicator),
        }
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |bound: Option<Scaled>| bound.map(|it| it.to_string()).unwrap_or_default();
        write!(f, "{}~{}", text(self.low), text(self.high))
    }
}
