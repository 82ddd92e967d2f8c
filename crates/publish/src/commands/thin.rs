//! `teilraum thin FILE --key ATTRIBUTE -o OUT`

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use teilraum_publish::finding::Severity;
use teilraum_publish::geometry::thin::thin as make;
use teilraum_publish::geometry::{FilterValue, LayerConfig};

/// What to thin, and how much.
#[derive(Args)]
pub struct Thin {
    /// Outlines in any format that an atlas may have.
    file: PathBuf,
    /// The attribute with the official key; it becomes `id`, and no other is kept.
    #[arg(long, value_name = "ATTRIBUTE")]
    key: String,
    /// Use only records where the attribute has this value; may be given more than once.
    #[arg(long, value_name = "ATTRIBUTE=VALUE")]
    filter: Vec<String>,
    /// Metres per pixel at which the outlines shall still look exact.
    #[arg(long, value_name = "METRES", default_value_t = 100.0)]
    detail: f64,
    /// The TopoJSON file to write.
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

/// Thins outlines and says how far borders moved; writes nothing where the topology has errors.
pub fn thin(order: &Thin) -> Result<ExitCode, Box<dyn Error>> {
    let filter: Result<BTreeMap<_, _>, String> = order.filter.iter().map(|one| rule(one)).collect();
    let layer = LayerConfig {
        file: order.file.display().to_string(),
        key: order.key.clone(),
        filter: filter?,
        ..LayerConfig::default()
    };
    let mut findings = Vec::new();
    let thinned = make(&layer, Path::new(""), order.detail, &mut findings)?;
    super::tell(&findings, true);
    let wrong = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if wrong {
        eprintln!("nothing was written to {}", order.out.display());
        return Ok(ExitCode::FAILURE);
    }
    fs::write(&order.out, &thinned.topojson)
        .map_err(|error| format!("{}: {error}", order.out.display()))?;
    eprintln!(
        "{}: {} areas, {} vertices, {} bytes; no border moved by more than {} m",
        order.out.display(),
        thinned.areas,
        thinned.vertices,
        thinned.topojson.len(),
        thinned.error_m,
    );
    Ok(ExitCode::SUCCESS)
}

/// `ATTRIBUTE=VALUE`; a whole number is one, `03` is a text.
fn rule(text: &str) -> Result<(String, FilterValue), String> {
    let (attribute, value) = text
        .split_once('=')
        .ok_or_else(|| format!("--filter: expected ATTRIBUTE=VALUE, found \"{text}\""))?;
    let number = value
        .parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == value);
    let value = number.map_or_else(|| FilterValue::Text(value.to_owned()), FilterValue::Number);
    Ok((attribute.to_owned(), value))
}
