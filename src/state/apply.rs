//! The one place that changes a view's state.

use crate::model::{Catalogue, ClassMethod, Indicator, Scaled, sort_by};

use super::view::CLASS_COUNTS;
use super::{
    Action, CameraState, Category, Changes, ClassChoice, MapChoice, Multiples, PeriodChoice, Sort,
    ViewState,
};

/// What an action may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The bundle's catalogue.
    pub catalogue: &'a Catalogue,
    /// The data version: the hash in the generation's name.
    pub version: &'a str,
}

impl Changes {
    const NONE: Self = Self {
        answer: false,
        colors: false,
        outlines: false,
        language: false,
        link: false,
        push: false,
    };
    pub(super) const TEXT: Self = Self {
        answer: true,
        link: true,
        ..Self::NONE
    };
    /// Another page, which the browser's own way back leads to.
    const TURNED: Self = Self {
        push: true,
        ..Self::TEXT
    };
    pub(super) const COLORS: Self = Self {
        colors: true,
        ..Self::TEXT
    };
    pub(super) const PLACE: Self = Self {
        push: true,
        ..Self::COLORS
    };

    /// Everything: after opening a link.
    pub const ALL: Self = Self {
        answer: true,
        colors: true,
        outlines: true,
        language: true,
        link: true,
        push: false,
    };
}

impl ViewState {
    /// The state a reader meets without a link.
    #[must_use]
    pub fn start(scope: Scope<'_>, language: &str) -> Self {
        let known = scope.catalogue.languages.iter().any(|tag| tag == language);
        let first = scope.catalogue.languages.first();
        let language = if known {
            Some(language)
        } else {
            first.map(String::as_str)
        };
        Self {
            language: language.unwrap_or_default().to_owned(),
            indicator: scope.catalogue.default_indicator.clone(),
            level: scope.catalogue.default_level.clone(),
            period: PeriodChoice::Latest,
            categories: Vec::new(),
            area: None,
            classes: ClassChoice::default(),
            map: MapChoice::default(),
            multiples: Multiples::default(),
            filter: super::Filter::default(),
            highlight: 0,
            camera: None,
            profile: super::ProfileChoice::default(),
            tab: super::Tab::Map,
            chart: super::ChartKind::default(),
            easy: false,
            sort: Sort::default(),
            page: 0,
            data_version: None,
        }
    }

    /// Carries out `action` and says what it made stale. Whatever refers to something the bundle
    /// does not have changes nothing.
    ///
    /// [`Action::Open`], [`Action::Walk`] and [`Action::Rank`] need more than the catalogue; the
    /// atlas turns them into a state or an [`Action::Area`] first, here they change nothing.
    pub fn apply(&mut self, action: &Action, scope: Scope<'_>) -> Changes {
        let before = self.clone();
        let changes = self.carry_out(action, scope);
        if *self == before {
            Changes::NONE
        } else {
            changes
        }
    }

    fn carry_out(&mut self, action: &Action, scope: Scope<'_>) -> Changes {
        match action {
            Action::Open { .. } | Action::Walk { .. } | Action::Rank { .. } => Changes::NONE,
            Action::Language { language } => self.choose_language(language, scope),
            Action::Indicator { key } => self.choose_indicator(key, scope),
            Action::Level { key } => self.choose_level(key, scope),
            Action::Period { key } => self.choose_period(key.as_deref(), scope),
            Action::StepPeriod { by } => self.step_period(*by, scope),
            Action::Category { axis, category } => self.choose_category(axis, category, scope),
            Action::Area { key } => {
                self.area.clone_from(key);
                self.fit_compared();
                Changes {
                    outlines: false,
                    ..Changes::PLACE
                }
            }
            Action::ClassMethod { method } => self.choose_method(*method),
            Action::ClassCount { k } => self.choose_count(*k),
            Action::ClassesPerPeriod { per_period } => {
                self.classes.per_period = *per_period;
                self.highlight = 0;
                Changes::COLORS
            }
            Action::ClassBounds { bounds } => self.choose_bounds(bounds, scope),
            Action::Highlight { class } => {
                self.highlight ^= 1_u16.checked_shl(u32::from(*class)).unwrap_or(0);
                Changes::COLORS
            }
            Action::Map { .. } => self.choose_map(action, scope),
            Action::Multiples { axis, indicators } => {
                self.choose_multiples(axis.as_ref(), indicators.as_ref(), scope)
            }
            #[cfg(feature = "kinds")]
            Action::Filter { edit } => self.edit_filter(edit, scope),
            Action::Profile { part, beside } => self.choose_profile(*part, beside.as_ref()),
            Action::Tab { tab } => {
                self.tab = *tab;
                Changes::TURNED
            }
            Action::Chart { chart } => {
                self.chart = *chart;
                Changes::TURNED
            }
            Action::Easy { easy } => {
                self.easy = *easy;
                Changes::TEXT
            }
            Action::Sort { column } => self.sort_by(*column),
            Action::Page { page } => {
                self.page = *page;
                Changes::TEXT
            }
            Action::Camera { x_m, y_m, width_m } => {
                self.camera = Some(CameraState {
                    x_m: *x_m,
                    y_m: *y_m,
                    width_m: *width_m,
                });
                Changes {
                    outlines: true,
                    link: true,
                    ..Changes::NONE
                }
            }
            Action::ResetCamera => {
                self.camera = None;
                Changes {
                    outlines: true,
                    link: true,
                    ..Changes::NONE
                }
            }
        }
    }

    /// The indicator's metadata.
    #[must_use]
    pub fn indicator<'a>(&self, scope: Scope<'a>) -> Option<&'a Indicator> {
        let ix = scope.catalogue.indicator(&self.indicator)?;
        scope.catalogue.indicators.get(ix.index())
    }

    fn choose_language(&mut self, language: &str, scope: Scope<'_>) -> Changes {
        if scope.catalogue.languages.iter().any(|tag| tag == language) {
            language.clone_into(&mut self.language);
        }
        Changes {
            language: true,
            ..Changes::COLORS
        }
    }

    fn choose_indicator(&mut self, key: &str, scope: Scope<'_>) -> Changes {
        let Some(ix) = scope.catalogue.indicator(key) else {
            return Changes::NONE;
        };
        let Some(indicator) = scope.catalogue.indicators.get(ix.index()) else {
            return Changes::NONE;
        };
        self.indicator.clone_from(&indicator.key);
        self.forget_bounds();
        self.highlight = 0;
        self.page = 0;
        self.fit_to(indicator, scope);
        Changes {
            outlines: true,
            ..Changes::PLACE
        }
    }

    /// Drops bounds that were typed for other figures.
    pub(super) fn forget_bounds(&mut self) {
        self.classes.bounds.clear();
        if self.classes.method == Some(ClassMethod::UserDefined) {
            self.classes.method = None;
        }
    }

    /// Keeps level, period and categories where `indicator` has them, else takes the nearest it has.
    pub(super) fn fit_to(&mut self, indicator: &Indicator, scope: Scope<'_>) {
        let levels = indicator.levels();
        let present = scope.catalogue.level(&self.level);
        if !present.is_some_and(|ix| levels.contains(&ix)) {
            // The finest of the coarser ones: a finer one may be many times as large.
            let coarser = levels.iter().rfind(|ix| Some(**ix) < present);
            let nearest = coarser
                .or(levels.first())
                .and_then(|ix| scope.catalogue.levels.get(ix.index()));
            if let Some(level) = nearest {
                self.level.clone_from(&level.key);
            }
        }
        if let PeriodChoice::At(key) = &self.period
            && indicator.period(key).is_none()
        {
            self.period = PeriodChoice::Latest;
        }
        self.categories
            .retain(|choice| is_category(indicator, &choice.axis, &choice.category));
        self.fit_map(scope);
    }

    fn choose_level(&mut self, key: &str, scope: Scope<'_>) -> Changes {
        let has = |ix| {
            self.indicator(scope)
                .is_some_and(|it| it.levels().contains(&ix))
        };
        if scope.catalogue.level(key).is_some_and(has) {
            key.clone_into(&mut self.level);
            self.highlight = 0;
            self.page = 0;
            self.forget_bounds();
        }
        Changes {
            outlines: true,
            ..Changes::PLACE
        }
    }

    fn choose_period(&mut self, key: Option<&str>, scope: Scope<'_>) -> Changes {
        self.period = match key {
            None => PeriodChoice::Latest,
            Some(key)
                if self
                    .indicator(scope)
                    .is_some_and(|it| it.period(key).is_some()) =>
            {
                PeriodChoice::At(key.to_owned())
            }
            Some(_) => return Changes::NONE,
        };
        Changes::COLORS
    }

    fn step_period(&mut self, by: i32, scope: Scope<'_>) -> Changes {
        let Some(indicator) = self.indicator(scope) else {
            return Changes::NONE;
        };
        let last = indicator.periods.len().saturating_sub(1);
        let now = match &self.period {
            PeriodChoice::Latest => last,
            PeriodChoice::At(key) => indicator.period(key).map_or(last, |ix| ix.index()),
        };
        let then = now.saturating_add_signed(by as isize).min(last);
        let Some(period) = indicator.periods.get(then).filter(|_| then != now) else {
            return Changes::NONE;
        };
        self.period = PeriodChoice::At(period.key.clone());
        Changes::COLORS
    }

    fn choose_category(&mut self, axis: &str, category: &str, scope: Scope<'_>) -> Changes {
        let Some(indicator) = self.indicator(scope) else {
            return Changes::NONE;
        };
        if !is_category(indicator, axis, category) {
            return Changes::NONE;
        }
        self.categories.retain(|choice| choice.axis != axis);
        if !is_total(indicator, axis, category) {
            self.categories.push(Category {
                axis: axis.to_owned(),
                category: category.to_owned(),
            });
            sort_by(&mut self.categories, |a, b| a.axis.cmp(&b.axis));
        }
        self.highlight = 0;
        Changes::PLACE
    }

    fn choose_method(&mut self, method: Option<ClassMethod>) -> Changes {
        self.classes.method = method;
        if method != Some(ClassMethod::UserDefined) {
            self.classes.bounds.clear();
        }
        self.highlight = 0;
        Changes::COLORS
    }

    fn choose_count(&mut self, k: Option<u8>) -> Changes {
        self.classes.k = k.map(|k| k.clamp(*CLASS_COUNTS.start(), *CLASS_COUNTS.end()));
        self.highlight = 0;
        Changes::COLORS
    }

    fn choose_bounds(&mut self, bounds: &[f64], scope: Scope<'_>) -> Changes {
        let Some(indicator) = self.indicator(scope) else {
            return Changes::NONE;
        };
        let units = bounds
            .iter()
            .filter_map(|bound| Scaled::round(*bound, indicator.decimals))
            .map(|number| number.units);
        let mut units: Vec<i64> = units.collect();
        units.sort_unstable();
        units.dedup();
        units.truncate(usize::from(*CLASS_COUNTS.end()) - 1);
        self.classes.method = (!units.is_empty()).then_some(ClassMethod::UserDefined);
        self.classes.bounds = units;
        self.highlight = 0;
        Changes::COLORS
    }

    fn sort_by(&mut self, column: super::SortColumn) -> Changes {
        let descending = if self.sort.column == column {
            !self.sort.descending
        } else {
            column == super::SortColumn::Value
        };
        self.sort = Sort { column, descending };
        self.page = 0;
        Changes::TEXT
    }
}

pub(super) fn is_category(indicator: &Indicator, axis: &str, category: &str) -> bool {
    let axis = indicator.axes.iter().find(|it| it.key == axis);
    axis.is_some_and(|axis| axis.categories.iter().any(|it| it == category))
}

pub(super) fn is_total(indicator: &Indicator, axis: &str, category: &str) -> bool {
    let axis = indicator.axes.iter().find(|it| it.key == axis);
    axis.is_some_and(|axis| axis.categories.first().is_some_and(|it| it == category))
}
