//! The table: every computation beside its rival, with ratios, and whether all found the same.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;
use teilraum_bench_stats::{Inputs, Prepared, TASKS, Task};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads `rivals.json`, `browser.json` and criterion's estimates in `folder`, prints the table and
/// what does not agree.
pub fn report(folder: &Path) -> Result<()> {
    let read = |name: &str| -> Result<Value> {
        Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?)
    };
    let rivals = read("rivals.json")?;
    let browser = read("browser.json")?;
    println!(
        "| computation | rival | native | browser | native is faster by | browser is faster by |"
    );
    println!("|---|---|---|---|---|---|");
    for (at, task) in TASKS.iter().enumerate() {
        let estimates = read(&format!("criterion/{at:02}/new/estimates.json"))?;
        let nanoseconds = estimates["median"]["point_estimate"].as_f64();
        let native = nanoseconds.unwrap_or(f64::NAN) / 1e6;
        println!(
            "{}",
            row(task.name, native, &browser[task.name], &rivals[task.name])
        );
    }
    let text = |name: &str| fs::read_to_string(folder.join("inputs").join(name));
    let inputs = Inputs::parse(&text("columns.csv")?, &text("neighbours.csv")?)?;
    let prepared = Prepared::new(inputs, Box::new(|_, _| ()))?;
    println!();
    for task in TASKS {
        let own = (task.run)(&prepared);
        println!(
            "{}",
            agreement(task, own, &browser[task.name], &rivals[task.name])
        );
    }
    Ok(())
}

fn row(name: &str, native: f64, browser: &Value, rival: &Value) -> String {
    let browser = browser["ms"].as_f64().unwrap_or(f64::NAN);
    let library = rival["library"].as_str().unwrap_or("none");
    let (theirs, factor): (_, Box<dyn Fn(f64) -> String>) =
        match (rival["ms"].as_f64(), rival["over_s"].as_f64()) {
            (Some(ms), _) => (
                format!("{} ms", rounded(ms)),
                Box::new(move |own| format!("×{}", rounded(ms / own))),
            ),
            (None, Some(limit)) => (
                format!("> {limit} s"),
                Box::new(move |own| format!("> ×{}", rounded(limit * 1e3 / own))),
            ),
            (None, None) => ("–".into(), Box::new(|_| "–".into())),
        };
    format!(
        "| {name} | {theirs}, {library} | {} ms | {} ms | {} | {} |",
        rounded(native),
        rounded(browser),
        factor(native),
        factor(browser),
    )
}

/// With two or three significant digits.
fn rounded(number: f64) -> String {
    let decimals = match number {
        _ if number >= 100.0 => 0,
        _ if number >= 10.0 => 1,
        _ => 2,
    };
    format!("{number:.decimals$}")
}

/// What native, browser and rival have found, and whether that goes together.
fn agreement(task: &Task, own: f64, browser: &Value, rival: &Value) -> String {
    let everywhere = browser["number"].as_f64() == Some(own);
    let rival = rival["number"].as_f64();
    let agrees = everywhere && rival.is_none_or(|rival| task.agreement.holds(own, rival));
    let verdict = if agrees { "agree" } else { "DIFFER" };
    let rival = rival.map_or_else(|| "none".into(), |number| number.to_string());
    format!(
        "{verdict}: {}: native {own}, browser {}, rival {rival} ({:?})",
        task.name, browser["number"], task.agreement
    )
}
