//! What a recipe refers to, and what contradicts itself in it.

use teilraum::model::Axis;

use super::{
    Bundle, Common, Ffcsv, Format, Long, NamedCategory, NamedPeriod, NamedQuality, Pivot, Recipe,
    SdmxCsv, Wide,
};
use crate::config::check::known;
use crate::config::indicator::category;
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::read::house;
use crate::read::period::MARK;
use crate::report::{Report, found};

/// Checks a recipe of `entry`; every mistake becomes an error at `place`.
pub fn check(
    config: &Config,
    entry: &IndicatorConfig,
    recipe: &Recipe,
    place: &Place,
    report: &mut Report,
) {
    let mut check = Check {
        config,
        axes: &entry.indicator.axes,
        place,
        report,
    };
    check.common(&recipe.common);
    match &recipe.format {
        Format::Pivot(pivot) => check.pivot(pivot),
        Format::Ffcsv(ffcsv) => check.ffcsv(ffcsv),
        Format::Long(long) => check.long(long),
        Format::Wide(wide) => check.wide(wide),
        Format::SdmxCsv(sdmx) => check.sdmx(sdmx),
        Format::Bundle(bundle) => check.bundle(bundle),
    }
    if recipe.stop() == Some("") {
        check.complain("a text in `stop`, or no `stop`", "\"\"");
    }
}

struct Check<'a> {
    config: &'a Config,
    axes: &'a [Axis],
    place: &'a Place,
    report: &'a mut Report,
}

impl Check<'_> {
    fn complain(&mut self, expected: impl Into<String>, seen: impl Into<String>) {
        let wording = found(expected, seen);
        self.report.error("config", self.place.clone(), wording);
    }

    fn known<'n>(&mut self, what: &str, name: &str, names: impl IntoIterator<Item = &'n str>) {
        known(what, name, names, self.place, self.report);
    }

    fn common(&mut self, common: &Common) {
        let atlas = &self.config.atlas;
        self.known(
            "a table of [keys]",
            &common.keys,
            atlas.keys.keys().map(String::as_str),
        );
        let own = atlas.signs.keys().map(String::as_str);
        if common.signs.starts_with('@') {
            self.known(
                "a built-in table of signs",
                &common.signs,
                house::sign_names(),
            );
        } else {
            self.known("a table of [signs]", &common.signs, own);
        }
        if common.multiply == 0 || common.divide == 0 {
            self.complain("multiply and divide from 1", "0");
        }
        let odd = |char: char| char.is_ascii_digit() || matches!(char, '-' | '+');
        let group = common.group;
        if odd(common.decimal) || group.is_some_and(odd) || group == Some(common.decimal) {
            let seen = format!("`{}` and `{}`", common.decimal, group.unwrap_or(' '));
            self.complain("two different signs in `decimal` and `group`", seen);
        }
        if common.key_digits.contains(&0) {
            self.complain("key_digits from 1", "0");
        }
    }

    fn quality(&mut self, name: &str) {
        let own = self.config.atlas.quality.keys().map(String::as_str);
        if name.starts_with('@') {
            self.known("a built-in table of letters", name, house::letter_names());
        } else {
            self.known("a table of [quality]", name, own);
        }
    }

    fn qualities(&mut self, list: &[NamedQuality]) {
        for quality in list {
            self.quality(&quality.table);
        }
    }

    /// Whether a column of values has a category exactly where the indicator has axes.
    fn category(&mut self, keys: Option<&str>) {
        let fits = match keys {
            Some(keys) => !self.axes.is_empty() && category(self.axes, keys).is_some(),
            None => self.axes.is_empty(),
        };
        if !fits {
            let seen = keys.unwrap_or("none").to_owned();
            self.complain("one category key per axis of the indicator", seen);
        }
    }

    /// Whether categories name the indicator's axes in their order, and map to what they have.
    fn axes<'n>(
        &mut self,
        named: impl Iterator<Item = (&'n str, &'n std::collections::BTreeMap<String, String>)>,
    ) {
        let axes = self.axes;
        let named: Vec<_> = named.collect();
        let names: Vec<&str> = named.iter().map(|(axis, _)| *axis).collect();
        let wanted: Vec<&str> = axes.iter().map(|axis| axis.key.as_str()).collect();
        if names != wanted {
            let wanted = wanted.join(", ");
            let expected = format!("categories for the axes [{wanted}], in this order");
            self.complain(expected, format!("[{}]", names.join(", ")));
        }
        for (axis, (_, map)) in axes.iter().zip(&named) {
            for key in map.values() {
                let categories = axis.categories.iter().map(String::as_str);
                self.known("a category of the axis", key, categories);
            }
        }
    }

    fn named_axes(&mut self, categories: &[NamedCategory]) {
        self.axes(categories.iter().map(|one| (one.axis.as_str(), &one.map)));
    }

    /// Whether what stands around a period, and what completes it, says where it stands.
    fn written(&mut self, pattern: Option<&str>, form: Option<&str>) {
        for text in [pattern, form].into_iter().flatten() {
            if text.matches(MARK).count() != 1 {
                let expected = format!("`{MARK}` once in the `pattern` and `as` of a period");
                self.complain(expected, format!("\"{text}\""));
            }
        }
    }

    fn one_period(&mut self, ways: [bool; 3], third: &str) {
        let said = ways.into_iter().filter(|said| *said).count();
        if said != 1 {
            let expected = format!("either `column`, `constant` or {third} for the period");
            self.complain(expected, if said == 0 { "none" } else { "several" });
        }
    }

    fn pivot(&mut self, pivot: &Pivot) {
        let columns = pivot.columns.iter().map(|column| column.column);
        let all = columns.chain([pivot.key_column]).chain(pivot.period.column);
        let all = all.chain(pivot.fill_down.iter().copied());
        for column in all.filter(|column| !(1..=pivot.width).contains(column)) {
            let expected = format!("columns from 1 to {}", pivot.width);
            self.complain(expected, column.to_string());
        }
        let own = pivot
            .columns
            .iter()
            .filter(|column| column.period.is_some());
        let own = own.count();
        if own != 0 && own != pivot.columns.len() {
            self.complain("a `period` in all columns or in none", format!("in {own}"));
        }
        let period = &pivot.period;
        let ways = [period.column.is_some(), period.constant.is_some(), own > 0];
        self.one_period(ways, "`period` in each of the columns");
        self.written(period.pattern.as_deref(), period.form.as_deref());
        for column in &pivot.columns {
            if column.header.len() != pivot.header_rows as usize {
                let (rows, column_no) = (pivot.header_rows, column.column);
                let expected = format!("{rows} header texts for column {column_no}");
                self.complain(expected, column.header.len().to_string());
            }
            self.category(column.category.as_deref());
        }
    }

    fn ffcsv(&mut self, ffcsv: &Ffcsv) {
        self.axes(
            ffcsv
                .categories
                .iter()
                .map(|one| (one.axis.as_str(), &one.map)),
        );
        if let Some(quality) = &ffcsv.quality {
            self.quality(quality);
        }
    }

    fn period(&mut self, period: &NamedPeriod, in_header: bool) {
        let ways = [
            period.column.is_some(),
            period.constant.is_some(),
            in_header,
        ];
        self.one_period(ways, "`{period}` in the names of all columns");
        self.written(period.pattern.as_deref(), period.form.as_deref());
    }

    fn long(&mut self, long: &Long) {
        self.period(&long.period, false);
        self.named_axes(&long.categories);
        self.qualities(&long.quality);
    }

    fn wide(&mut self, wide: &Wide) {
        let marked = wide
            .columns
            .iter()
            .filter(|column| column.column.contains(MARK));
        let marked = marked.count();
        if marked != 0 && marked != wide.columns.len() {
            let seen = format!("in {marked} of them");
            self.complain(format!("`{MARK}` in all columns or in none"), seen);
        }
        for column in &wide.columns {
            let limits = column.limits.iter();
            let mut names = limits.flat_map(|limits| [&limits.lower, &limits.upper]);
            let marked = column.column.contains(MARK);
            if let Some(name) = names.find(|name| name.contains(MARK) != marked) {
                let expected = format!("`{MARK}` in limits where the column of values has it");
                self.complain(expected, format!("`{name}`"));
            }
        }
        self.period(&wide.period, marked > 0);
        for column in &wide.columns {
            self.category(column.category.as_deref());
        }
        self.qualities(&wide.quality);
    }

    fn bundle(&mut self, bundle: &Bundle) {
        let config = self.config;
        for level in bundle.level.values() {
            let levels = config.levels.iter().map(|level| level.key.as_str());
            self.known("a level", level, levels);
        }
    }

    fn sdmx(&mut self, sdmx: &SdmxCsv) {
        self.written(None, sdmx.period.form.as_deref());
        self.named_axes(&sdmx.categories);
        self.qualities(&sdmx.quality);
    }
}
