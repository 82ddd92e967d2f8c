//! `indicators/*.toml`: what is measured, and by which recipe or from which parts.

use serde::Deserialize;
use teilraum::model::{Axis, CategoryIx, ClassMethod, Indicator, MeasureKind, Polarity};
use teilraum::model::{SeriesBreak, Uncertainty};

use super::changes::Convert;
use super::disclosure::IndicatorDisclosure;
use super::located;
use super::recipe::{KeyRange, Recipe};
use crate::number;
use crate::report::{Report, found, in_row};

/// An indicator as configured.
#[derive(Clone, Debug)]
pub struct IndicatorConfig {
    /// The file it stands in.
    pub file: String,
    /// The line at which it begins.
    pub line: u64,
    /// Its metadata; periods, classes and blocks are still empty.
    pub indicator: Indicator,
    /// Recipes in the order written.
    pub reads: Vec<Recipe>,
    /// How many recipes are written, readable or not.
    pub reads_written: usize,
    /// How it is computed, instead of recipes.
    pub compute: Option<Compute>,
    /// What to do for parent levels that the sources lack.
    pub aggregate: Aggregate,
    /// Whether it is only an ingredient.
    pub internal: bool,
    /// Flags and notes put on cells.
    pub marks: Vec<Mark>,
    /// How the first map's classes are cut.
    pub classes: Option<ClassesWish>,
    /// How its secrets are kept, where it differs from the atlas.
    pub disclosure: IndicatorDisclosure,
    /// To which territorial status its numbers are brought.
    pub convert: Option<Convert>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    indicator: Vec<toml::Spanned<IndicatorTable>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorTable {
    key: String,
    #[serde(default)]
    former_keys: Vec<String>,
    theme: String,
    kind: MeasureKind,
    unit: String,
    decimals: u8,
    polarity: Polarity,
    midpoint: Option<toml::Spanned<String>>,
    #[serde(default)]
    uncertainty: Uncertainty,
    #[serde(default)]
    axes: Vec<Axis>,
    #[serde(default)]
    breaks: Vec<SeriesBreak>,
    sources: Vec<String>,
    territorial_status: String,
    numerator: Option<String>,
    denominator: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
    default_classes: Option<ClassesWish>,
    #[serde(default)]
    aggregate: Aggregate,
    #[serde(default)]
    internal: bool,
    #[serde(default)]
    mark: Vec<Mark>,
    #[serde(default)]
    read: Vec<toml::Spanned<toml::Table>>,
    compute: Option<Compute>,
    #[serde(default)]
    disclosure: IndicatorDisclosure,
    convert: Option<Convert>,
}

/// How the classes of the first map are cut.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassesWish {
    /// The method.
    pub method: ClassMethod,
    /// How many classes.
    pub k: u8,
    /// Inner bounds in the indicator's unit, for `user-defined`.
    #[serde(default)]
    pub bounds: Vec<f64>,
}

/// What to do for parent levels that the sources lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// The level gets no block.
    #[default]
    Refuse,
    /// Counts of the children are added up.
    Sum,
}

/// Flags and a note on cells with a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The level.
    pub level: String,
    /// Keys of areas, or `*` for all.
    pub areas: Vec<String>,
    /// First period key.
    pub from: Option<String>,
    /// Last period key.
    pub to: Option<String>,
    /// Keys of flags.
    pub flags: Vec<String>,
    /// Key of a note.
    pub note: Option<String>,
}

impl Mark {
    /// Whether the cell of the area `key` in the period `period` is meant.
    #[must_use]
    pub fn covers(&self, key: &str, period: &str) -> bool {
        let range = KeyRange {
            from: self.from.clone(),
            to: self.to.clone(),
        };
        let named = self.areas.iter().any(|area| area == "*" || area == key);
        named && range.contains(period)
    }
}

/// A rate or share from two indicators.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compute {
    /// What is counted above the line.
    pub numerator: Ingredient,
    /// What it is related to.
    pub denominator: Ingredient,
    /// 100 for percent, 1000 for "je 1.000".
    pub multiplier: u32,
    /// Which period of the denominator belongs to which of the numerator.
    pub periods: PeriodMatch,
}

/// One category of an indicator.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    /// Key of the indicator.
    pub indicator: String,
    /// Category tuple, keys joined by `/`; the total where none is given.
    pub category: Option<String>,
}

/// Which period of the denominator belongs to which of the numerator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum PeriodMatch {
    /// By a rule.
    Rule(PeriodRule),
    /// Key of the numerator's period, key of the denominator's.
    Pairs(Vec<(String, String)>),
}

/// A rule of [`PeriodMatch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodRule {
    /// Both have the same key.
    SameKey,
    /// Both end in the same year.
    SameYear,
    /// The denominator's ends in the year before.
    YearBefore,
}

/// Reads a file of indicators; mistakes go to the report.
pub fn parse(text: &str, file: &str, report: &mut Report) -> Vec<IndicatorConfig> {
    let Some(read) = located::parse::<IndicatorFile>(text, file, report) else {
        return Vec::new();
    };
    let mut indicators = Vec::new();
    for table in read.indicator {
        let line = located::line_at(text, table.span().start);
        indicators.push(build(table.into_inner(), text, file, line, report));
    }
    indicators
}

fn build(
    table: IndicatorTable,
    text: &str,
    file: &str,
    line: u64,
    report: &mut Report,
) -> IndicatorConfig {
    let mut reads = Vec::new();
    for (at, recipe) in table.read.iter().enumerate() {
        match Recipe::parse(recipe.get_ref()) {
            Ok(recipe) => reads.push(recipe),
            Err(message) => {
                let column = format!("indicator `{}`, read {}", table.key, at + 1);
                let row = located::line_at(text, recipe.span().start);
                let place = in_row(file, row, Some(&column));
                report.error("config", place, located::wording(&message));
            }
        }
    }
    let midpoint = table.midpoint.as_ref().and_then(|midpoint| {
        let parsed = number::parse(midpoint.get_ref(), '.')
            .and_then(|printed| printed.rescale(1, 1, table.decimals))
            .filter(|rescaled| !rescaled.rounded);
        if parsed.is_none() {
            let place = in_row(
                file,
                located::line_at(text, midpoint.span().start),
                Some("midpoint"),
            );
            let expected = format!("a number with at most {} decimals", table.decimals);
            report.error(
                "config",
                place,
                found(expected, format!("\"{}\"", midpoint.get_ref())),
            );
        }
        parsed.map(|rescaled| rescaled.units)
    });
    let computed = table.compute.as_ref().map(|compute| compute.multiplier);
    let per = computed
        .or(table.disclosure.per)
        .filter(|_| table.kind == MeasureKind::Rate && table.uncertainty != Uncertainty::None);
    IndicatorConfig {
        file: file.to_owned(),
        line,
        reads,
        reads_written: table.read.len(),
        compute: table.compute,
        aggregate: table.aggregate,
        internal: table.internal,
        marks: table.mark,
        classes: table.default_classes,
        disclosure: table.disclosure,
        convert: table.convert,
        indicator: Indicator {
            key: table.key,
            former_keys: table.former_keys,
            theme: table.theme,
            kind: table.kind,
            unit: table.unit,
            decimals: table.decimals,
            polarity: table.polarity,
            midpoint,
            uncertainty: table.uncertainty,
            per,
            axes: table.axes,
            periods: Vec::new(),
            breaks: table.breaks,
            sources: table.sources,
            territorial_status: table.territorial_status,
            numerator: table.numerator,
            denominator: table.denominator,
            notes: table.notes,
            classes: Vec::new(),
            blocks: Vec::new(),
        },
    }
}

/// The position of the category tuple `keys` (joined by `/`); the first axis varies slowest.
#[must_use]
pub fn category(axes: &[Axis], keys: &str) -> Option<CategoryIx> {
    let parts: Vec<&str> = keys.split('/').collect();
    category_of(axes, &parts)
}

/// The position of the category tuple with one key per axis.
#[must_use]
pub fn category_of(axes: &[Axis], keys: &[&str]) -> Option<CategoryIx> {
    if keys.len() != axes.len() {
        return None;
    }
    let mut at = 0;
    for (axis, key) in axes.iter().zip(keys) {
        at = at * axis.categories.len() + axis.categories.iter().position(|known| known == key)?;
    }
    u16::try_from(at).ok().map(CategoryIx)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(key: &str, categories: &[&str]) -> Axis {
        Axis {
            key: key.to_owned(),
            categories: categories.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    #[test]
    fn the_first_axis_varies_slowest() {
        let axes = [
            axis("sex", &["total", "male", "female"]),
            axis("nationality", &["total", "foreign"]),
        ];
        assert_eq!(category(&axes, "total/total"), Some(CategoryIx(0)));
        assert_eq!(category(&axes, "female/total"), Some(CategoryIx(4)));
        assert_eq!(category(&axes, "male/foreign"), Some(CategoryIx(3)));
        assert_eq!(category(&axes, "male"), None);
        assert_eq!(category(&axes, "male/unknown"), None);
        assert_eq!(category_of(&[], &[]), Some(CategoryIx(0)));
    }

    #[test]
    fn a_recipe_without_a_field_names_indicator_recipe_and_line() {
        let text = "[[indicator]]\nkey = \"income\"\ntheme = \"income\"\nkind = \"mean\"\n\
            unit = \"euro\"\ndecimals = 0\npolarity = \"high-good\"\nsources = []\n\
            territorial_status = \"x\"\n[[indicator.read]]\nformat = \"ffcsv\"\n";
        let mut report = Report::default();
        let indicators = parse(text, "income.toml", &mut report);
        assert_eq!(indicators.len(), 1);
        let finding = report.into_findings()[0].to_string();
        assert!(
            finding.starts_with(
                "income.toml, row 10, column indicator `income`, read 1: expected the field `"
            ),
            "{finding}"
        );
    }
}
