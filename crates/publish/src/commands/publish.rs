//! `teilraum publish CONFIG -o DIR`

use std::error::Error;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use teilraum_publish::bundle::{Bundle, assemble, outlines};
use teilraum_publish::error::PublishError;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load_telling;
use teilraum_publish::pages::Tally;
use teilraum_publish::preview::preview;
use teilraum_publish::progress::{Step, tell as step};
use teilraum_publish::report_page::{Outcome, Summary, grouped};

/// Reads, writes and says what was found. A finding of the severity "error" means that nothing is
/// written, but for the report.
pub fn publish(
    config: &Path,
    out: &Path,
    report: Option<&Path>,
) -> Result<ExitCode, Box<dyn Error>> {
    if let Some(report) = report {
        refuse_public(report, out)?;
        // Now rather than after minutes: a report that cannot be written is a mistake in the command.
        write(report, &[])?;
    }
    let mut outcome = Outcome::default();
    let done = attempt(config, out, report.is_some(), &mut outcome);
    if let Err(error) = &done {
        outcome.summary = None;
        outcome.failure = Some(error.to_string());
    }
    if let Some(report) = report {
        write(report, &outcome.for_file(report)?)?;
    }
    done
}

fn attempt(
    config: &Path,
    out: &Path,
    reported: bool,
    outcome: &mut Outcome,
) -> Result<ExitCode, Box<dyn Error>> {
    let loaded = load_telling(config, &mut step);
    if let Err(PublishError::Config(findings)) = &loaded {
        outcome.findings.clone_from(findings);
    }
    let (content, findings) = loaded?;
    tell(&findings, reported);
    let severities = findings.iter().map(|finding| finding.severity);
    let refused = severities.max() == Some(Severity::Error);
    outcome.findings = findings;
    if refused {
        eprintln!("nothing was written to {}", out.display());
        return Ok(ExitCode::FAILURE);
    }
    step(Step::Downloads);
    let downloads = outlines::downloads(&content)?;
    step(Step::Files);
    let mut bundle = assemble(&content, &downloads)?;
    tell(&bundle.pages.findings, true);
    let of_pages = bundle.pages.findings.iter().cloned();
    outcome.findings.extend(of_pages);
    step(Step::Picture);
    let language = content.languages.first();
    let picture = preview(&bundle, language.map(String::as_str).unwrap_or_default())
        .map_err(|error| format!("{}: {error}", config.display()))?;
    bundle.put_preview(picture)?;
    step(Step::Write);
    bundle.release(&content, out)?;
    outcome.summary = Some(Summary::of(&bundle));
    summarize(&bundle, out);
    Ok(ExitCode::SUCCESS)
}

fn summarize(bundle: &Bundle, out: &Path) {
    eprintln!("{}: data version {}", out.display(), bundle.data_version());
    for line in super::summary(&bundle.verification) {
        eprintln!("  {line}");
    }
    let Tally { count, bytes, .. } = bundle.pages;
    if count > 0 {
        eprintln!("  pages: {count} with {bytes} bytes");
    }
}

/// A report quotes the sources; the bundle's folder is public.
fn refuse_public(report: &Path, out: &Path) -> Result<(), String> {
    if plain(report).starts_with(plain(out)) {
        let (report, out) = (report.display(), out.display());
        return Err(format!(
            "{report}: expected a place outside of {out}, which is public; a report quotes sources"
        ));
    }
    Ok(())
}

/// The path from the root, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

fn write(report: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(report, bytes).map_err(|error| format!("{}: {error}", report.display()))
}

/// Errors in full, the rest counted by code.
pub(super) fn tell(findings: &[Finding], listed: bool) {
    let errors = findings.iter();
    for error in errors.filter(|finding| finding.severity == Severity::Error) {
        eprintln!("error: {error}");
    }
    let mut groups = grouped(findings);
    groups.sort_by_key(|(severity, _, _)| *severity);
    for (severity, code, findings) in groups {
        let word = match severity {
            Severity::Note => "notes",
            Severity::Warning => "warnings",
            Severity::Error => "errors",
        };
        eprintln!("{word} \"{code}\": {}", findings.len());
    }
    if !findings.is_empty() && !listed {
        eprintln!("--report FILE lists each with its place");
    }
}
