//! `teilraum publish CONFIG -o DIR`

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use teilraum_publish::bundle::{assemble, outlines};
use teilraum_publish::disclosure::release::check_report;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load;
use teilraum_publish::pages::Tally;
use teilraum_publish::preview::preview;

/// Reads, writes and says what was found. A finding of the severity "error" means that nothing is
/// written.
pub fn publish(
    config: &Path,
    out: &Path,
    report: Option<&Path>,
) -> Result<ExitCode, Box<dyn Error>> {
    let (content, findings) = load(config)?;
    tell(&findings, report.is_some());
    if let Some(report) = report {
        check_report(report, out)?;
        fs::write(report, serde_json::to_vec_pretty(&findings)?)
            .map_err(|error| format!("{}: {error}", report.display()))?;
    }
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        eprintln!("nothing was written to {}", out.display());
        return Ok(ExitCode::FAILURE);
    }
    let mut bundle = assemble(&content, &outlines::downloads(&content)?)?;
    let language = content
        .languages
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let picture = preview(&bundle, language)?;
    bundle.put_preview(picture)?;
    tell(&bundle.pages.findings, true);
    bundle.release(&content, out)?;
    eprintln!("{}: data version {}", out.display(), bundle.data_version());
    for line in super::summary(&bundle.verification) {
        eprintln!("  {line}");
    }
    let Tally { count, bytes, .. } = bundle.pages;
    if count > 0 {
        eprintln!("  pages: {count} with {bytes} bytes");
    }
    Ok(ExitCode::SUCCESS)
}

/// Errors in full, the rest counted by code.
pub(super) fn tell(findings: &[Finding], listed: bool) {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in findings {
        if finding.severity == Severity::Error {
            eprintln!("error: {finding}");
        }
        *counts.entry((finding.severity, finding.code)).or_default() += 1;
    }
    for ((severity, code), count) in counts {
        let word = match severity {
            Severity::Note => "notes",
            Severity::Warning => "warnings",
            Severity::Error => "errors",
        };
        eprintln!("{word} \"{code}\": {count}");
    }
    if !findings.is_empty() && !listed {
        eprintln!("--report FILE lists each with its place");
    }
}
