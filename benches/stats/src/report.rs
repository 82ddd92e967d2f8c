//! The table: every computation beside its rival, with ratios.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;
use teilraum_bench_stats::TASKS;

/// Reads `rivals.json`, `browser.json` and criterion's estimates in `folder` and prints the table.
pub fn report(folder: &Path) -> Result<(), Box<dyn Error>> {
    let read = |name: &str| -> Result<Value, Box<dyn Error>> {
        Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?)
    };
    let rivals = read("rivals.json")?;
    let browser = read("browser.json")?;
    println!(
        "| computation | rival | native | browser | native is faster by | browser is faster by |"
    );
    println!("|---|---|---|---|---|---|");
    for (at, name) in TASKS.iter().map(|task| task.name).enumerate() {
        let estimates = read(&format!("criterion/{at:02}/new/estimates.json"))?;
        let nanoseconds = estimates["median"]["point_estimate"].as_f64();
        let native = nanoseconds.unwrap_or(f64::NAN) / 1e6;
        let browser = browser[name].as_f64().unwrap_or(f64::NAN);
        let rival = &rivals[name];
        let theirs = rival["ms"].as_f64();
        let library = rival["library"].as_str().unwrap_or("none");
        let rival = theirs.map_or_else(|| "–".into(), |ms| format!("{ms:.2} ms, {library}"));
        let factor = |own: f64| theirs.map_or_else(|| "–".into(), |ms| format!("×{:.1}", ms / own));
        println!(
            "| {name} | {rival} | {native:.2} ms | {browser:.2} ms | {} | {} |",
            factor(native),
            factor(browser),
        );
    }
    Ok(())
}
