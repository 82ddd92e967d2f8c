//! When the figures of a table hold: a column, the names of columns, or what stands around.

use super::Draft;
use crate::inspect::finer;
use crate::inspect::periods::{self, Within};
use crate::inspect::write::quoted;

/// Where the period stands: the field `period` of a recipe, and why.
pub(super) struct When {
    pub field: String,
    pub reason: String,
}

impl Draft<'_> {
    /// The period of every row: a column, or what the lines before the table or the file's name say.
    pub(super) fn when(&mut self, name: impl Fn(usize) -> String) -> When {
        if let Some((at, kind)) = self.layout.period() {
            return self.when_in_column(at, kind, &name(at));
        }
        let table = &self.source.table;
        let preamble = (0..self.layout.data.start)
            .flat_map(|row| table.row(row).map(move |cell| (row, cell.text)));
        let mut said: Vec<(String, Within<'_>)> = preamble
            .filter_map(|(row, text)| {
                Some((
                    format!("row {} says \"{text}\"", table.line(row)),
                    periods::within(text)?,
                ))
            })
            .collect();
        let base = self.source.file.rsplit('/').next().unwrap_or_default();
        said.extend(
            periods::within(base).map(|found| ("the name of the file says it".to_owned(), found)),
        );
        let is_day = |found: &Within<'_>| matches!(found.kind, "date" | "month" | "quarter");
        let best = said
            .iter()
            .find(|(_, found)| is_day(found) && found.part.is_none())
            .or_else(|| said.iter().find(|(_, found)| is_day(found)))
            .or(said.first());
        match best {
            Some((reason, found)) => {
                let open = format!(
                    "the period {} holds for the whole file: {reason}",
                    found.period
                );
                let when = constant(found, reason.clone());
                let part = found.doubt();
                self.doubt(open);
                self.doubt_all(part);
                when
            }
            None => {
                self.doubt("no period anywhere: put the right one instead of 2000".to_owned());
                When {
                    field: "{ constant = \"2000\", kind = \"calendar-year\" }".to_owned(),
                    reason: "nothing says the period".to_owned(),
                }
            }
        }
    }

    pub(super) fn when_by_name(&mut self) -> When {
        let (table, layout) = (&self.source.table, self.layout);
        self.when(|at| quoted(&layout.names(table, at).concat()))
    }

    pub(super) fn when_by_number(&mut self) -> When {
        self.when(|at| (at + 1).to_string())
    }

    fn when_in_column(&mut self, at: usize, kind: &str, name: &str) -> When {
        let mut texts = self.rows().map(|row| self.text(row, at));
        let first = texts.find(|text| !text.is_empty()).unwrap_or_default();
        let reason = format!("column {} says periods such as \"{first}\"", at + 1);
        if finer::is_what(kind) {
            self.doubt(format!(
                "column {} holds parts of a year such as \"{first}\" ({kind}), and there is no such kind of period: the recipe reads days; write the days that the figures hold for where it cannot",
                at + 1
            ));
            return When {
                field: format!("{{ column = {name}, kind = \"date\" }}"),
                reason,
            };
        }
        let kind = match kind {
            "calendar-year" if self.is_average() => "average",
            kind => kind,
        };
        When {
            field: format!("{{ column = {name}, kind = \"{kind}\" }}"),
            reason,
        }
    }

    /// The period that the texts over a column say for it alone.
    pub(super) fn own_period(&mut self, heads: &[&str]) -> Option<When> {
        if self.layout.period().is_some() {
            return None;
        }
        let found = heads.iter().find_map(|head| periods::within(head))?;
        self.doubt_all(found.doubt());
        Some(constant(
            &found,
            "the header of the column says it".to_owned(),
        ))
    }

    /// Whether columns of values are named by months, quarters or other parts of a year.
    pub(super) fn has_parts_in_names(&self) -> bool {
        let names: Vec<String> = self.values.iter().map(|at| self.name(*at)).collect();
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        let each = texts.iter().filter_map(|text| periods::within(text));
        let found = periods::within_all(&texts).unwrap_or_else(|| each.collect());
        self.layout.period().is_none() && found.iter().any(|found| found.part.is_some())
    }

    /// Whether the table is a resource of a Data Package.
    pub(super) fn is_resource(&self) -> bool {
        let mut lines = self.source.container.lines();
        lines.any(|line| line.starts_with("resource = "))
    }

    /// Whether the lines before the table speak of averages over a year.
    fn is_average(&self) -> bool {
        let table = &self.source.table;
        let above = (0..self.layout.data.start).flat_map(|row| table.row(row));
        let mut above = above.map(|cell| cell.text.to_lowercase());
        above.any(|text| text.contains("jahresdurchschnitt"))
    }

    /// Tells a doubt once.
    pub(super) fn doubt(&mut self, open: String) {
        if !self.unsure.contains(&open) {
            self.unsure.push(open);
        }
    }

    pub(super) fn doubt_all(&mut self, open: impl IntoIterator<Item = String>) {
        open.into_iter().for_each(|open| self.doubt(open));
    }
}

fn constant(found: &Within<'_>, reason: String) -> When {
    When {
        field: format!(
            "{{ constant = {}, kind = \"{}\" }}",
            quoted(&found.period),
            found.kind
        ),
        reason,
    }
}
