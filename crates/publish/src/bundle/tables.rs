//! What the tables of all indicators share: the areas, and the periods of each indicator.

use teilraum::model::{AreaIx, PeriodKind};
use teilraum::text::csv::push_field;

use super::Download;
use crate::content::Content;

/// The list of areas.
pub const AREAS: &str = "areas.csv";
/// The list of periods.
pub const PERIODS: &str = "periods.csv";

/// Columns of the list of areas.
pub const AREA_COLUMNS: [&str; 8] = [
    "level",
    "area",
    "name",
    "kind",
    "parent",
    "valid_from",
    "valid_to",
    "successors",
];
/// Columns of the list of periods.
pub const PERIOD_COLUMNS: [&str; 5] = ["indicator", "period", "kind", "start", "end"];

/// Both lists.
#[must_use]
pub fn downloads(content: &Content) -> Vec<Download> {
    let download = |path: &str, bytes: String| Download {
        path: path.to_owned(),
        title: path.trim_end_matches(".csv").to_owned(),
        media_type: "text/csv",
        sources: content
            .sources
            .iter()
            .map(|source| source.key.clone())
            .collect(),
        bytes: bytes.into_bytes(),
    };
    vec![
        download(AREAS, areas(content)),
        download(PERIODS, periods(content)),
    ]
}

fn areas(content: &Content) -> String {
    let mut out = AREA_COLUMNS.join(",") + "\r\n";
    let key = |ix: AreaIx| content.areas.get(ix).map_or("", |area| area.key.as_str());
    for area in &content.areas.0 {
        let level = content.levels.get(area.level.index());
        let day =
            |day: Option<teilraum::model::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let successors: Vec<&str> = area.successors.iter().map(|ix| key(*ix)).collect();
        let fields = [
            level.map_or("", |level| &level.key),
            &area.key,
            &area.name,
            &area.kind,
            area.parent.map_or("", key),
            &day(area.valid_from),
            &day(area.valid_to),
            &successors.join("|"),
        ];
        push_row(&mut out, &fields);
    }
    out
}

fn periods(content: &Content) -> String {
    let mut out = PERIOD_COLUMNS.join(",") + "\r\n";
    for indicator in &content.indicators {
        for period in &indicator.periods {
            let (start, end) = (period.start.to_string(), period.end.to_string());
            let fields = [
                indicator.key.as_str(),
                &period.key,
                kind(period.kind),
                &start,
                &end,
            ];
            push_row(&mut out, &fields);
        }
    }
    out
}

/// The word by which recipes name a kind of period.
fn kind(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Date => "date",
        PeriodKind::CalendarYear => "calendar-year",
        PeriodKind::SchoolYear => "school-year",
        PeriodKind::Semester => "semester",
        PeriodKind::Quarter => "quarter",
        PeriodKind::Month => "month",
        PeriodKind::Average => "average",
    }
}

fn push_row(out: &mut String, fields: &[&str]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_field(out, field);
    }
    out.push_str("\r\n");
}
