//! How a reader changes a filter: one condition at a time, each step leaving a filter that a link can say.

use crate::model::{Indicator, Scaled};

use super::filter::{indicator_of, keys_allowed};
use super::{
    Changes, Condition, Figure, MOST_CONDITIONS, PERCENT_DECIMALS, PeriodChoice, Scope, Side, Span,
    Test, ViewState,
};

/// A change of the filter. What is not given stays as it is; what does not fit changes nothing.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FilterEdit {
    /// Lifts every condition.
    pub clear: bool,
    /// Joins groups by "or" instead of "and".
    pub any: Option<bool>,
    /// Adds a condition that asks for this: `value`, `change`, `against`, `within`, `kind`.
    pub add: Option<String>,
    /// Lifts the condition at this place.
    pub remove: Option<usize>,
    /// Changes the condition at this place; without it, the one that is added.
    pub at: Option<usize>,
    /// Whether it joins the group of the one before.
    pub grouped: Option<bool>,
    /// What it asks of the same figure: `value`, `change`, `against`.
    pub test: Option<String>,
    /// Key of its indicator.
    pub indicator: Option<String>,
    /// Key of its period; empty for the newest.
    pub period: Option<String>,
    /// Key of the period a change begins with; empty for the earliest comparable.
    pub since: Option<String>,
    /// Whether a change is told in percent.
    pub relative: Option<bool>,
    /// Key of the level whose area is asked, or compared with; empty for the area itself.
    pub level: Option<String>,
    /// On which side of the comparison value.
    pub side: Option<Side>,
    /// Whether by more than chance.
    pub certain: Option<bool>,
    /// Lowest and highest value, in the unit shown.
    pub span: Option<[Option<f64>; 2]>,
    /// Keys of areas or types.
    pub keys: Option<Vec<String>>,
}

impl ViewState {
    /// Carries out a change of the filter.
    pub(super) fn edit_filter(&mut self, edit: &FilterEdit, scope: Scope<'_>) -> Changes {
        if edit.clear {
            self.filter = super::Filter::default();
        }
        self.filter.any = edit.any.unwrap_or(self.filter.any);
        if let Some(at) = edit.remove.filter(|at| *at < self.filter.conditions.len()) {
            self.filter.conditions.remove(at);
        }
        if let Some(kind) = &edit.add {
            self.add_condition(kind, edit, scope);
        } else if let Some(condition) = edit.at.and_then(|at| self.filter.conditions.get_mut(at)) {
            let levels = Levels::of(&self.level, scope);
            condition.change(edit, &levels, scope);
        }
        if let Some(first) = self.filter.conditions.first_mut() {
            first.grouped = false;
        }
        self.page = 0;
        let moved = edit.span.is_some() || edit.keys.is_some();
        Changes {
            // Moving a bound leaves no trail of steps in the history.
            push: !moved,
            ..Changes::PLACE
        }
    }

    fn add_condition(&mut self, kind: &str, edit: &FilterEdit, scope: Scope<'_>) {
        if self.filter.conditions.len() >= MOST_CONDITIONS {
            return;
        }
        let levels = Levels::of(&self.level, scope);
        let test = match kind {
            "within" => Some(Test::Within { areas: Vec::new() }),
            "kind" => Some(Test::Kind { kinds: Vec::new() }),
            _ => {
                let key = edit.indicator.as_deref().unwrap_or(&self.indicator);
                let figure = self.figure_of(key, scope);
                figure.and_then(|it| test_of(kind, it, &levels))
            }
        };
        if let Some(test) = test {
            let mut condition = Condition {
                grouped: false,
                test,
            };
            condition.change(edit, &levels, scope);
            self.filter.conditions.push(condition);
        }
    }

    /// The figure of an indicator as the view would show it.
    fn figure_of(&self, key: &str, scope: Scope<'_>) -> Option<Figure> {
        let indicator = indicator_of(key, scope)?;
        let own = indicator.key == self.indicator;
        let figure = Figure {
            indicator: indicator.key.clone(),
            period: PeriodChoice::Latest,
            categories: Vec::new(),
        };
        Some(match own {
            false => figure,
            true => Figure {
                period: self.period.clone(),
                categories: self.categories.clone(),
                ..figure
            },
        })
    }
}

/// The level that an area is compared with unless the reader says so.
struct Levels {
    above: Option<String>,
}

impl Levels {
    fn of(shown: &str, scope: Scope<'_>) -> Self {
        let lineage = scope.catalogue.level(shown);
        let mut lineage = lineage
            .into_iter()
            .flat_map(|ix| scope.catalogue.lineage(ix));
        let above = lineage
            .nth(1)
            .and_then(|ix| scope.catalogue.levels.get(ix.index()));
        Self {
            above: above.map(|it| it.key.clone()),
        }
    }
}

/// What `kind` asks of a figure before the reader says more; `None` if it asks for no figure.
fn test_of(kind: &str, figure: Figure, levels: &Levels) -> Option<Test> {
    match kind {
        "value" => Some(Test::Value {
            figure,
            of: None,
            span: Span::default(),
        }),
        "change" => Some(Test::Change {
            figure,
            since: None,
            relative: false,
            span: Span::default(),
        }),
        "against" => levels.above.clone().map(|level| Test::Against {
            figure,
            level,
            side: Side::Above,
            certain: false,
        }),
        _ => None,
    }
}

impl Condition {
    fn change(&mut self, edit: &FilterEdit, levels: &Levels, scope: Scope<'_>) {
        self.grouped = edit.grouped.unwrap_or(self.grouped);
        if let Some(kind) = &edit.test
            && *kind != self.test.key()
            && let Some(figure) = self.test.figure()
            && let Some(test) = test_of(kind, figure.clone(), levels)
        {
            self.test = test;
        }
        if let Some(key) = &edit.indicator
            && let Some(indicator) = indicator_of(key, scope)
        {
            self.test.ask_of(indicator);
        }
        self.test.change(edit, scope);
    }
}

impl Test {
    fn figure_mut(&mut self) -> Option<&mut Figure> {
        match self {
            Self::Value { figure, .. }
            | Self::Change { figure, .. }
            | Self::Against { figure, .. } => Some(figure),
            Self::Within { .. } | Self::Kind { .. } => None,
        }
    }

    /// Asks the same of another indicator; bounds in other units are dropped.
    fn ask_of(&mut self, indicator: &Indicator) {
        let Some(figure) = self.figure_mut() else {
            return;
        };
        if figure.indicator == indicator.key {
            return;
        }
        figure.indicator.clone_from(&indicator.key);
        figure.categories.clear();
        if let PeriodChoice::At(key) = &figure.period
            && indicator.period(key).is_none()
        {
            figure.period = PeriodChoice::Latest;
        }
        match self {
            Self::Value { span, .. } => *span = Span::default(),
            Self::Change { span, since, .. } => {
                *span = Span::default();
                *since = since.take().filter(|key| indicator.period(key).is_some());
            }
            Self::Against { .. } | Self::Within { .. } | Self::Kind { .. } => {}
        }
    }

    fn change(&mut self, edit: &FilterEdit, scope: Scope<'_>) {
        let indicator = self.figure().and_then(|it| it.indicator(scope));
        let has = |key: &String| indicator.is_some_and(|it| it.period(key).is_some());
        let known = |key: &String| scope.catalogue.level(key).is_some();
        if let (Some(key), Some(figure)) = (&edit.period, self.figure_mut()) {
            match key.is_empty() {
                true => figure.period = PeriodChoice::Latest,
                false if has(key) => figure.period = PeriodChoice::At(key.clone()),
                false => {}
            }
        }
        match self {
            Self::Value { of, span, .. } => {
                if let Some(key) = &edit.level {
                    *of = Some(key.clone()).filter(known);
                }
                span.take(edit, indicator.map_or(0, |it| it.decimals));
            }
            Self::Change {
                since,
                relative,
                span,
                ..
            } => {
                if let Some(key) = &edit.since {
                    *since = Some(key.clone()).filter(has);
                }
                if let Some(percent) = edit.relative.filter(|it| it != relative) {
                    (*relative, *span) = (percent, Span::default());
                }
                let own = indicator.map_or(0, |it| it.decimals);
                span.take(edit, if *relative { PERCENT_DECIMALS } else { own });
            }
            Self::Against {
                level,
                side,
                certain,
                ..
            } => {
                if let Some(key) = edit.level.as_ref().filter(|key| known(key)) {
                    level.clone_from(key);
                }
                *side = edit.side.unwrap_or(*side);
                *certain = edit.certain.unwrap_or(*certain);
            }
            Self::Within { areas: keys } | Self::Kind { kinds: keys } => {
                if let Some(wanted) = &edit.keys {
                    *keys = keys_allowed(wanted);
                }
            }
        }
    }
}

impl Span {
    /// Takes over bounds, the lower one first whichever was given as such.
    fn take(&mut self, edit: &FilterEdit, decimals: u8) {
        let Some(bounds) = edit.span else { return };
        let [mut low, mut high] = bounds.map(|it| Scaled::round(it?, decimals));
        if let (Some(a), Some(b)) = (low, high)
            && a.units > b.units
        {
            (low, high) = (high, low);
        }
        *self = Self { low, high };
    }
}
