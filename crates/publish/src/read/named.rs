//! Tables whose first row names the columns: long (one value per row) and wide (several).
//!
//! Both are the same here: columns that make up the key, one that says the period (or a constant, or
//! the names of the value columns), columns of categories, of letters, and of values. [`super::sdmx`]
//! builds the same `Layout`.

use std::borrow::Cow;

use teilraum::model::CategoryIx;

use super::house::{QualityTable, quality_table};
use super::key;
use super::period::{MARK, within};
use super::quality::{Said, look_up};
use super::raw::{Context, FillDown, Gather, PeriodForm, RawCell, RawCells, When};
use super::table::Table;
use crate::config::indicator::{category, category_of};
use crate::config::recipe::{
    Long, NamedCategory, NamedLimits, NamedPeriod, NamedQuality, NamedSelect, Others, Wide,
};
use crate::repeats::Repeats;
use crate::report::{found, in_file, in_row};

/// The first row: names by position.
pub(super) struct Header<'t> {
    pub(super) table: &'t Table,
    /// Whether names and cells carry labels, as in `GEO: Region`.
    pub(super) labelled: bool,
}

/// Where a column stands and what it is called.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) at: usize,
    pub(super) name: &'a str,
}

impl<'t> Header<'t> {
    /// The name of a column without its label.
    pub(super) fn name(&self, column: usize) -> &'t str {
        let text = self.table.text(0, column);
        match text.split_once(':').filter(|_| self.labelled) {
            Some((name, _)) => name.trim(),
            None => text,
        }
    }

    pub(super) fn width(&self) -> usize {
        self.table.width(0)
    }

    /// The one column called `name`; another number of them is an error.
    pub(super) fn find<'a>(
        &self,
        name: &'a str,
        context: Context<'_>,
        findings: &mut Repeats<'_>,
    ) -> Option<Column<'a>> {
        let mut at = (0..self.width()).filter(|column| self.name(*column) == name);
        let (first, second) = (at.next(), at.next());
        let place = in_row(context.file(), self.table.line(0), None);
        match (first, second) {
            (Some(at), None) => Some(Column { at, name }),
            (None, _) => {
                let names: Vec<&str> = (0..self.width().min(40)).map(|at| self.name(at)).collect();
                let wording = found(format!("a column `{name}`"), names.join(", "));
                findings.error("wrong-header", place, wording);
                None
            }
            (Some(_), Some(_)) => {
                let wording = found(format!("one column `{name}`"), "several");
                findings.error("duplicate-header", place, wording);
                None
            }
        }
    }

    /// Where the limits stand, `None` within for none; `None` if a column is not there.
    pub(super) fn limits(
        &self,
        limits: Option<&NamedLimits>,
        period: Option<&str>,
        context: Context<'_>,
        findings: &mut Repeats<'_>,
    ) -> Option<Option<[usize; 2]>> {
        let Some(limits) = limits else {
            return Some(None);
        };
        let mut find = |name: &str| {
            let name = name.replace(MARK, period.unwrap_or(MARK));
            self.find(&name, context, findings).map(|found| found.at)
        };
        let (lower, upper) = (find(&limits.lower), find(&limits.upper));
        Some(Some([lower?, upper?]))
    }

    fn all<'a>(
        &self,
        names: &'a [String],
        context: Context<'_>,
        findings: &mut Repeats<'_>,
    ) -> Option<Vec<Column<'a>>> {
        let found: Vec<_> = names
            .iter()
            .map(|name| self.find(name, context, findings))
            .collect();
        found.into_iter().collect()
    }
}

/// Where the period of a cell stands.
pub(super) enum PeriodAt<'a> {
    Column(Column<'a>),
    Constant(&'a str),
    /// In the name of the cell's column.
    Header,
}

/// A column of values.
pub(super) struct ValueColumn {
    pub(super) at: usize,
    pub(super) name: String,
    /// Its category, where it is none of the row.
    pub(super) category: Option<CategoryIx>,
    /// The period in its name.
    pub(super) period: Option<String>,
    /// Where the limits stand.
    pub(super) limits: Option<[usize; 2]>,
}

/// The columns that a recipe reads.
pub(super) struct Layout<'a> {
    pub(super) keys: Vec<Column<'a>>,
    pub(super) period: PeriodAt<'a>,
    pub(super) values: Vec<ValueColumn>,
    pub(super) categories: Vec<(Column<'a>, &'a NamedCategory)>,
    pub(super) selects: Vec<(Column<'a>, &'a [String])>,
    pub(super) qualities: Vec<(Column<'a>, &'a QualityTable)>,
    pub(super) filled: FillDown,
}

/// Reads a table with one value per row.
pub fn long<'t>(
    table: &'t Table,
    recipe: &Long,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let header = Header {
        table,
        labelled: false,
    };
    let value = header.find(&recipe.value, context, findings);
    let limits = header.limits(recipe.limits.as_ref(), None, context, findings);
    let parts = Parts {
        keys: recipe.key.all(),
        period: &recipe.period,
        categories: &recipe.categories,
        selects: &recipe.select,
        qualities: &recipe.quality,
        fill_down: &recipe.fill_down,
    };
    let layout = parts.layout(&header, context, findings);
    let (Some(mut layout), Some(value), Some(limits)) = (layout, value, limits) else {
        return RawCells::default();
    };
    layout.values.push(ValueColumn {
        at: value.at,
        name: value.name.to_owned(),
        category: None,
        period: None,
        limits,
    });
    read(
        &header,
        layout,
        form(&recipe.period, context),
        context,
        findings,
    )
}

/// Reads a table with several values per row.
pub fn wide<'t>(
    table: &'t Table,
    recipe: &Wide,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let header = Header {
        table,
        labelled: false,
    };
    let parts = Parts {
        keys: recipe.key.all(),
        period: &recipe.period,
        categories: &[],
        selects: &recipe.select,
        qualities: &recipe.quality,
        fill_down: &recipe.fill_down,
    };
    let layout = parts.layout(&header, context, findings);
    let values = value_columns(&header, recipe, context, findings);
    let (Some(mut layout), Some(values)) = (layout, values) else {
        return RawCells::default();
    };
    layout.values = values;
    let mut form = form(&recipe.period, context);
    if matches!(layout.period, PeriodAt::Header) {
        // The pattern was taken off when the columns were found.
        form.pattern = None;
    }
    read(&header, layout, form, context, findings)
}

fn form<'a>(period: &'a NamedPeriod, context: Context<'a>) -> PeriodForm<'a> {
    PeriodForm {
        kind: period.kind,
        pattern: period.pattern.as_deref(),
        form: period.form.as_deref(),
        only: &context.common.only_periods,
    }
}

/// The columns of values; names with a period in them may stand for many.
fn value_columns(
    header: &Header<'_>,
    recipe: &Wide,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> Option<Vec<ValueColumn>> {
    let mut values = Vec::new();
    for config in &recipe.columns {
        let of_column = match config.category.as_deref() {
            Some(keys) => category(context.axes, keys)?,
            None => CategoryIx(0),
        };
        let column = |at: usize, period: Option<&str>, findings: &mut Repeats<'_>| {
            let limits = config.limits.as_ref();
            Some(ValueColumn {
                at,
                name: header.name(at).to_owned(),
                category: Some(of_column),
                limits: header.limits(limits, period, context, findings)?,
                period: period.map(str::to_owned),
            })
        };
        if !config.column.contains(MARK) {
            let found = header.find(&config.column, context, findings)?;
            values.push(column(found.at, None, findings)?);
            continue;
        }
        let before = values.len();
        let mut gather = Gather::new(PeriodForm {
            pattern: None,
            ..form(&recipe.period, context)
        });
        for at in 0..header.width() {
            let text = within(header.name(at), &config.column);
            let is_period = |text: &&str| gather.period((*text).to_owned()) != When::Unreadable;
            if let Some(text) = text.filter(is_period) {
                values.push(column(at, Some(text), findings)?);
            }
        }
        if values.len() == before {
            let expected = format!("columns such as `{}`", config.column);
            let place = in_row(context.file(), header.table.line(0), None);
            findings.error("wrong-header", place, found(expected, "none"));
            return None;
        }
    }
    Some(values)
}

/// What long, wide and SDMX tables have in common.
pub(super) struct Parts<'a> {
    pub(super) keys: &'a [String],
    pub(super) period: &'a NamedPeriod,
    pub(super) categories: &'a [NamedCategory],
    pub(super) selects: &'a [NamedSelect],
    pub(super) qualities: &'a [NamedQuality],
    pub(super) fill_down: &'a [String],
}

impl<'a> Parts<'a> {
    /// The layout, still without columns of values; `None` if a column is not there.
    pub(super) fn layout(
        &self,
        header: &Header<'_>,
        context: Context<'a>,
        findings: &mut Repeats<'_>,
    ) -> Option<Layout<'a>> {
        let keys = header.all(self.keys, context, findings);
        let period = match (&self.period.constant, &self.period.column) {
            (Some(constant), _) => Some(PeriodAt::Constant(constant)),
            (None, Some(name)) => header.find(name, context, findings).map(PeriodAt::Column),
            (None, None) => Some(PeriodAt::Header),
        };
        let mut categories = Vec::new();
        for config in self.categories {
            let column = header.find(&config.column, context, findings);
            categories.push(column.map(|column| (column, config)));
        }
        let mut selects = Vec::new();
        for config in self.selects {
            let column = header.find(&config.column, context, findings);
            selects.push(column.map(|column| (column, config.is.all())));
        }
        let mut qualities = Vec::new();
        for config in self.qualities {
            let column = header.find(&config.column, context, findings);
            qualities.push(column.zip(quality_table(context.atlas, &config.table)));
        }
        let down = header.all(self.fill_down, context, findings)?;
        Some(Layout {
            keys: keys?,
            period: period?,
            values: Vec::new(),
            categories: categories.into_iter().collect::<Option<_>>()?,
            selects: selects.into_iter().collect::<Option<_>>()?,
            qualities: qualities.into_iter().collect::<Option<_>>()?,
            filled: FillDown::of(down.iter().map(|column| column.at)),
        })
    }
}

/// A named table on its way to raw cells.
struct Reading<'t, 'a, 'r, 'f> {
    header: &'f Header<'t>,
    layout: Layout<'a>,
    /// The positions of the value columns among those of the raw cells.
    named: Vec<u16>,
    context: Context<'a>,
    form: PeriodForm<'a>,
    gather: Gather<'t, 'a>,
    findings: &'f mut Repeats<'r>,
}

/// Reads every row below the header as `layout` says.
pub(super) fn read<'t, 'a>(
    header: &Header<'t>,
    layout: Layout<'a>,
    form: PeriodForm<'a>,
    context: Context<'a>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let mut gather = Gather::new(form);
    let named = layout
        .values
        .iter()
        .map(|column| gather.column(column.name.as_str()));
    let named = named.collect();
    let mut reading = Reading {
        header,
        layout,
        named,
        context,
        form,
        gather,
        findings,
    };
    let mut rows = 0_u64;
    for row in (1..header.table.len()).filter(|row| !header.table.is_blank(*row)) {
        rows += 1;
        reading.row(row);
    }
    if rows == 0 || (reading.gather.raw.keys.is_empty() && !reading.layout.selects.is_empty()) {
        let wording = found("rows of data that the recipe selects", "none");
        reading
            .findings
            .error("no-data", in_file(context.file()), wording);
    }
    reading.gather.raw
}

impl<'t> Reading<'t, '_, '_, '_> {
    fn row(&mut self, row: usize) {
        let table = self.header.table;
        let (line, width, expected) = (table.line(row), table.width(row), self.header.width());
        let fits = match table.is_sheet() {
            true => width <= expected,
            false => width == expected,
        };
        if !fits {
            let wording = found(format!("{expected} columns"), width.to_string());
            let place = in_row(self.context.file(), line, None);
            self.findings.error("wrong-width", place, wording);
            return;
        }
        self.layout.filled.step(table, row);
        let selects = &self.layout.selects;
        let selected = |(column, texts): &(Column<'_>, &[String])| {
            let seen = self.code(row, column.at);
            texts.iter().any(|text| text == seen)
        };
        if !selects.iter().all(selected) {
            return;
        }
        if let Some((key, period, category, said)) = self.of_row(row, line) {
            for at in 0..self.layout.values.len() {
                self.value(row, at, key, period, category, said);
            }
        }
    }

    /// Key, period, category and letters of a row; `None` if it is left out.
    fn of_row(&mut self, row: usize, line: u64) -> Option<(u32, Option<u16>, CategoryIx, Said)> {
        let category = self.category(row, line)?;
        let period = match &self.layout.period {
            PeriodAt::Constant(constant) => {
                let text = (*constant).to_owned();
                Some(self.period(Cow::Owned(text), line, None)?)
            }
            PeriodAt::Column(column) => {
                let (at, name) = (column.at, column.name);
                let text = self.code(row, at);
                Some(self.period(Cow::Borrowed(text), line, Some(name))?)
            }
            PeriodAt::Header => None,
        };
        let key = self.key(row, line)?;
        Some((key, period, category, self.said(row, line)?))
    }

    /// The text of a cell, without the label behind a code.
    fn code(&self, row: usize, column: usize) -> &'t str {
        let table = self.header.table;
        let text = self.layout.filled.text(table, row, column);
        match text.split_once(':') {
            Some((code, _)) if self.header.labelled => code.trim(),
            _ => text,
        }
    }

    fn key(&mut self, row: usize, line: u64) -> Option<u32> {
        let digits = &self.context.common.key_digits;
        let key = match self.layout.keys.as_slice() {
            [only] => key::in_cell(self.code(row, only.at), digits),
            several => several
                .iter()
                .map(|column| self.code(row, column.at))
                .collect(),
        };
        let name = self.layout.keys.first().map_or("", |column| column.name);
        if self.context.is_damaged(&key, line, name, self.findings) {
            return None;
        }
        Some(self.gather.key(key))
    }

    fn period(&mut self, text: Cow<'t, str>, line: u64, column: Option<&str>) -> Option<u16> {
        match self.gather.period(text.clone()) {
            When::At(period) => Some(period),
            When::Aside => None,
            When::Unreadable => {
                let place = in_row(self.context.file(), line, column);
                self.context
                    .no_period(&text, self.form.kind, place, self.findings);
                None
            }
        }
    }

    /// The category that the row says; without columns of categories the first one.
    fn category(&mut self, row: usize, line: u64) -> Option<CategoryIx> {
        if self.layout.categories.is_empty() {
            return Some(CategoryIx(0));
        }
        let mut keys: Vec<&str> = Vec::new();
        for (column, config) in &self.layout.categories {
            let text = self.code(row, column.at);
            match config.map.get(text) {
                Some(key) => keys.push(key),
                None => {
                    if config.others == Others::Refuse {
                        let wording = found("a text that the recipe maps", format!("\"{text}\""));
                        let place = self.context.place(line, column.name);
                        self.findings.error("unknown-category", place, wording);
                    }
                    return None;
                }
            }
        }
        category_of(self.context.axes, &keys)
    }

    fn said(&mut self, row: usize, line: u64) -> Option<Said> {
        let mut all = Said::default();
        for (column, table) in &self.layout.qualities {
            let letters = self.code(row, column.at);
            let Some(said) = look_up(table, letters) else {
                let known: Vec<&str> = table.keys().map(String::as_str).collect();
                let expected = format!("letters of the recipe's table ({})", known.join(" "));
                let place = self.context.place(line, column.name);
                let wording = found(expected, format!("\"{letters}\""));
                self.findings.error("unknown-quality", place, wording);
                return None;
            };
            all = all.and(said);
        }
        Some(all)
    }

    fn value(
        &mut self,
        row: usize,
        at: usize,
        key: u32,
        period: Option<u16>,
        category: CategoryIx,
        said: Said,
    ) {
        let (Some(column), Some(named)) = (self.layout.values.get(at), self.named.get(at)) else {
            return;
        };
        let (named, at, own, limits) = (*named, column.at, column.category, column.limits);
        let line = self.header.table.line(row);
        let period = match (period, &column.period) {
            (Some(period), _) => Some(period),
            (None, Some(text)) => match self.gather.period(text.clone()) {
                When::At(period) => Some(period),
                _ => None,
            },
            (None, None) => None,
        };
        let cell = self.header.table.cell(row, at);
        if cell.text.contains(super::DAMAGE) {
            let name = self.header.name(at);
            self.context
                .is_damaged(cell.text, line, name, self.findings);
            return;
        }
        let Some(period) = period else { return };
        let limits = limits.map(|limits| limits.map(|at| self.header.table.cell(row, at)));
        self.gather.raw.limits.extend(limits);
        self.gather.raw.cells.push(RawCell {
            row: u32::try_from(line).unwrap_or(u32::MAX),
            column: named,
            period,
            key,
            category: own.unwrap_or(category),
            cell,
            flags: said.flags,
            withheld: said.withheld,
        });
    }
}

#[cfg(test)]
mod tests;
