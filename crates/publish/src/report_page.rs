//! A publication told to its office: every finding and what came out, as JSON or as a page.
//!
//! Both quote the sources and are private. Neither knows the time, so that the same files give the
//! same report.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::bundle::Bundle;
use crate::finding::{Finding, Severity};
use crate::pages::html::Html;

/// What every report says first.
const PRIVATE: &str =
    "Private: this report quotes cells of the sources. Keep it out of the web server's folder.";
const STYLE: &str = include_str!("report_page.css");

/// What became of a publication.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Findings in the order in which they were made.
    pub findings: Vec<Finding>,
    /// What was written; nothing if nothing was.
    pub summary: Option<Summary>,
    /// Why nothing was written, if that is no finding.
    pub failure: Option<String>,
}

/// What a bundle holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// By which links pin these figures.
    pub data_version: String,
    /// Areas of each level, in the order of the atlas.
    pub areas: Vec<LevelCount>,
    /// Number of indicators.
    pub indicators: usize,
    /// Number of observations by the key of their state.
    pub observations: BTreeMap<&'static str, u64>,
    /// Number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Size in bytes of those that the first view needs.
    pub first_view_bytes: u64,
    /// Number of static pages.
    pub pages: usize,
    /// Their size in bytes.
    pub page_bytes: u64,
}

/// How many areas a level has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// Key of the level.
    pub level: String,
    /// Number of areas.
    pub count: u32,
}

/// How many findings are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How bad they are.
    pub severity: Severity,
    /// Their code.
    pub code: &'static str,
    /// How many there are.
    pub count: usize,
}

#[derive(Serialize)]
struct Told<'a> {
    private: &'static str,
    written: bool,
    failure: Option<&'a str>,
    counts: Vec<Count>,
    summary: Option<&'a Summary>,
    findings: &'a [Finding],
}

impl Summary {
    /// What `bundle` holds.
    #[must_use]
    pub fn of(bundle: &Bundle) -> Self {
        let found = &bundle.verification;
        let areas = found.areas.iter().map(|(level, count)| LevelCount {
            level: level.clone(),
            count: *count,
        });
        let cells = found.cells.iter();
        Self {
            data_version: bundle.data_version(),
            areas: areas.collect(),
            indicators: found.indicators,
            observations: cells.map(|(state, count)| (state.key(), *count)).collect(),
            files: found.files,
            bytes: found.bytes,
            first_view_bytes: found.first_bytes,
            pages: bundle.pages.count,
            page_bytes: bundle.pages.bytes,
        }
    }

    /// The same in words: what it is, and how much.
    fn rows(&self) -> Vec<(&'static str, String)> {
        let areas = self.areas.iter();
        let areas = areas.map(|LevelCount { level, count }| format!("{level} {count}"));
        let cells = self.observations.iter();
        let cells = cells.map(|(state, count)| format!("{state} {count}"));
        let Self {
            files,
            bytes,
            first_view_bytes,
            pages,
            page_bytes,
            ..
        } = self;
        vec![
            ("Data version", self.data_version.clone()),
            ("Areas", areas.collect::<Vec<_>>().join(", ")),
            ("Indicators", self.indicators.to_string()),
            ("Observations", cells.collect::<Vec<_>>().join(", ")),
            (
                "Files",
                format!(
                    "{files} with {bytes} bytes, {first_view_bytes} of them for the first view"
                ),
            ),
            ("Pages", format!("{pages} with {page_bytes} bytes")),
        ]
    }
}

/// Findings by severity and code, the worst first.
#[must_use]
pub fn grouped(findings: &[Finding]) -> Vec<(Severity, &'static str, Vec<&Finding>)> {
    let mut groups: BTreeMap<(Severity, &'static str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        let group = groups.entry((finding.severity, finding.code));
        group.or_default().push(finding);
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|((severity, code), findings)| (severity, code, findings))
        .collect();
    groups.sort_by_key(|(severity, code, _)| (std::cmp::Reverse(*severity), *code));
    groups
}

impl Outcome {
    /// The report as the ending of `path` wants it: a page for `.html` and `.htm`, otherwise JSON.
    ///
    /// # Errors
    /// What serde says; it has no reason to.
    pub fn for_file(&self, path: &Path) -> Result<Vec<u8>, serde_json::Error> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("html" | "htm") => Ok(self.page()),
            _ => self.json(),
        }
    }

    /// As JSON: counts, summary, then each finding.
    ///
    /// # Errors
    /// What serde says; it has no reason to.
    pub fn json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let counts = grouped(&self.findings).into_iter();
        let counts = counts.map(|(severity, code, findings)| Count {
            severity,
            code,
            count: findings.len(),
        });
        let mut bytes = serde_json::to_vec_pretty(&Told {
            private: PRIVATE,
            written: self.summary.is_some(),
            failure: self.failure.as_deref(),
            counts: counts.collect(),
            summary: self.summary.as_ref(),
            findings: &self.findings,
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// As one page without script, complete in itself.
    #[must_use]
    pub fn page(&self) -> Vec<u8> {
        let mut html = Html::new();
        html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .raw("<meta name=\"robots\" content=\"noindex\">\n")
            .raw("<title>Report of a publication</title>\n<style>\n")
            .raw(STYLE)
            .raw("</style>\n</head>\n<body>\n<main>\n<h1>Report of a publication</h1>\n")
            .element("<p class=\"private\">", PRIVATE, "</p>\n");
        self.result(&mut html);
        let groups = grouped(&self.findings);
        contents(&mut html, &groups);
        let mut last = None;
        for (severity, code, findings) in &groups {
            if last.replace(*severity) != Some(*severity) {
                html.element("<h2>", heading(*severity), "</h2>\n");
            }
            table(&mut html, *severity, code, findings);
        }
        html.raw("</main>\n</body>\n</html>\n");
        html.into_bytes()
    }

    /// Whether something was written, and what.
    fn result(&self, html: &mut Html) {
        html.raw("<h2>Result</h2>\n");
        let Some(summary) = &self.summary else {
            html.raw("<p><strong>Nothing was written.</strong></p>\n");
            let failure = self.failure.as_deref().unwrap_or_default();
            html.element("<p>", failure, "</p>\n");
            return;
        };
        html.raw("<dl>\n");
        for (what, how_much) in summary.rows() {
            html.element("<dt>", what, "</dt>");
            html.element("<dd>", &how_much, "</dd>\n");
        }
        html.raw("</dl>\n");
    }
}

/// What was found, counted, with links to the tables.
fn contents(html: &mut Html, groups: &[(Severity, &'static str, Vec<&Finding>)]) {
    html.raw("<h2>Findings by kind</h2>\n");
    if groups.is_empty() {
        html.raw("<p>None.</p>\n");
        return;
    }
    html.raw("<ul>\n");
    for (severity, code, findings) in groups {
        html.raw("<li>").text(word(*severity)).raw(" ");
        html.link(&format!("#{}", anchor(*severity, code)), code);
        html.raw(": ").text(&findings.len().to_string());
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// The findings of one kind.
fn table(html: &mut Html, severity: Severity, code: &str, findings: &[&Finding]) {
    html.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
    html.text(&anchor(severity, code)).raw("\">\n<table>\n");
    html.raw("<caption id=\"").text(&anchor(severity, code));
    html.raw("\">").text(word(severity)).raw(" ").text(code);
    html.raw(": ").text(&findings.len().to_string());
    html.raw("</caption>\n<thead><tr>");
    for column in ["File", "Row", "Column", "Expected", "Found", "Done"] {
        html.element("<th scope=\"col\">", column, "</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for finding in findings {
        row(html, finding);
    }
    html.raw("</tbody>\n</table>\n</div>\n");
}

fn row(html: &mut Html, finding: &Finding) {
    let place = &finding.place;
    let row = place.row.map(|row| row.to_string()).unwrap_or_default();
    html.raw("<tr><th scope=\"row\">").text(&place.file);
    html.raw("</th>");
    let cells = [
        row.as_str(),
        place.column.as_deref().unwrap_or_default(),
        &finding.expected,
        &finding.found,
        &finding.done,
    ];
    for cell in cells {
        html.raw("<td>").text(cell).raw("</td>");
    }
    html.raw("</tr>\n");
}

fn anchor(severity: Severity, code: &str) -> String {
    format!("{}-{code}", word(severity).to_lowercase())
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}

fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors: nothing is written while there are any",
        Severity::Warning => "Warnings: repaired, or left without a value",
        Severity::Note => "Notes: worth knowing",
    }
}
