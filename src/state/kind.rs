//! What a choice of map may refer to: each part of it is kept as long as the bundle has it.

use super::{Action, Changes, MapChoice, Multiples, Scope, Tab, ViewState};

/// How many indicators may stand beside the view's own as small maps.
pub(super) const MOST_BESIDE: usize = 11;

impl MapChoice {
    /// Takes over what an [`Action::Map`] gives; the rest stays.
    pub(super) fn take(&mut self, action: &Action, scope: Scope<'_>) {
        let Action::Map {
            kind,
            since,
            relative,
            second,
            shape,
            certainty,
            facilities,
        } = action
        else {
            return;
        };
        self.kind = kind.unwrap_or(self.kind);
        self.relative = relative.unwrap_or(self.relative);
        self.shape = shape.unwrap_or(self.shape);
        self.certainty = certainty.unwrap_or(self.certainty);
        if let Some(key) = since {
            self.since = (!key.is_empty()).then(|| key.clone());
        }
        if let Some(key) = second {
            self.second = present_key(key, scope);
        }
        if let Some(keys) = facilities {
            self.facilities = known_facilities(keys, scope);
        }
    }
}

impl ViewState {
    /// Whether classes on outlines, of all areas, in the usual words, say all that the view asks for.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.map == MapChoice::default()
            && matches!(self.tab, Tab::Map | Tab::Table)
            && self.filter.is_empty()
            && !self.easy
    }

    /// Takes over another kind of map, with bounds that fit what it measures.
    pub(super) fn choose_map(&mut self, action: &Action, scope: Scope<'_>) -> Changes {
        let figures = (self.map.kind, self.map.relative);
        self.map.take(action, scope);
        self.fit_map(scope);
        if figures != (self.map.kind, self.map.relative) {
            self.forget_bounds();
        }
        self.highlight = 0;
        Changes::COLORS
    }

    /// Takes over what small maps differ in.
    pub(super) fn choose_multiples(
        &mut self,
        axis: Option<&String>,
        indicators: Option<&Vec<String>>,
        scope: Scope<'_>,
    ) -> Changes {
        self.multiples = match (axis, indicators) {
            (Some(axis), _) => Multiples::Categories(axis.clone()),
            (None, Some(keys)) => Multiples::Indicators(keys.clone()),
            (None, None) => Multiples::Periods,
        };
        self.fit_map(scope);
        Changes::TEXT
    }

    /// Drops what the indicator or the bundle does not have.
    pub(super) fn fit_map(&mut self, scope: Scope<'_>) {
        let indicator = self.indicator(scope);
        let own = &self.indicator;
        let has = |key: &String| indicator.is_some_and(|it| it.period(key).is_some());
        self.map.since = self.map.since.take().filter(has);
        self.map.second = self.map.second.take().filter(|key| key != own);
        match &mut self.multiples {
            Multiples::Periods => {}
            Multiples::Categories(axis) => {
                if !indicator.is_some_and(|it| it.axes.iter().any(|has| has.key == *axis)) {
                    self.multiples = Multiples::Periods;
                }
            }
            Multiples::Indicators(keys) => *keys = beside(keys, own, scope),
        }
    }
}

/// The present key of an indicator that may be named by a former one.
pub(super) fn present_key(key: &str, scope: Scope<'_>) -> Option<String> {
    let ix = scope.catalogue.indicator(key)?;
    let indicator = scope.catalogue.indicators.get(ix.index())?;
    Some(indicator.key.clone())
}

/// Those of `keys` that name facilities, in the catalogue's order.
pub(super) fn known_facilities(keys: &[String], scope: Scope<'_>) -> Vec<String> {
    let named = scope.catalogue.facilities.iter().map(|it| &it.key);
    named.filter(|key| keys.contains(key)).cloned().collect()
}

/// Each of `keys` once, by its present name, without the view's own.
fn beside(keys: &[String], own: &str, scope: Scope<'_>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for key in keys.iter().filter_map(|key| present_key(key, scope)) {
        if key != own && !kept.contains(&key) && kept.len() < MOST_BESIDE {
            kept.push(key);
        }
    }
    kept
}
