//! `bench page`: a first visit on a mid-range phone over a slow network, and what Lighthouse says.
//!
//! A driver on Node (`benches/page/drive.mjs`) opens the built site in fresh browsers that pretend to
//! be slow, and writes down what they tell. Here that becomes medians, a table and a verdict: the goals
//! are those of the product, so one that is missed fails the bench, after everything has been printed.

use crate::args::{self, SetupOptions};
use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::serve::server::Server;
use crate::serve::site::Site;
use crate::setup::{Need, Setup, Toolbox};
use crate::workspace::Workspace;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// What a visit is to show, by what the driver calls it, in words, and within how many milliseconds.
const MOMENTS: [(&str, &str, Option<f64>); 6] = [
    ("paint", "first paint", None),
    (
        "first",
        "static picture with title and answer",
        Some(1_200.0),
    ),
    ("largest", "largest content", None),
    ("map", "live map of the Kreise", Some(3_000.0)),
    ("ready", "everything loaded", None),
    ("blocked", "main thread blocked", None),
];

/// What together are the first picture.
const FIRST: [&str; 3] = ["picture", "title", "answer"];

/// Least performance that Lighthouse is to find, in percent.
const LEAST_SCORE: f64 = 95.0;

/// Measures, prints and writes; builds the site first unless told not to.
///
/// # Errors
/// The first step that fails, and a goal that is missed.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<(), Failure> {
    let options = args::page_bench(words)?;
    let toolbox = Setup::new(workspace, SetupOptions::default())?.run(Need::Everything)?;
    if !options.no_build {
        build::release(workspace, &toolbox)?;
    }
    let folder = workspace.target_folder()?.join("bench-page");
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    let raw = folder.join("raw.json");
    drive(workspace, &toolbox, options.runs, &folder, &raw)?;
    let text = fs::read_to_string(&raw).map_err(Failure::file("read", &raw))?;
    let report: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::Check(format!("{}: {error}", raw.display())))?;
    let figures = Figures::of(&report);
    println!("{}", figures.table());
    let numbers = folder.join("page.json");
    let all = format!("{:#}\n", figures.to_json());
    fs::write(&numbers, all).map_err(Failure::file("write", &numbers))?;
    println!("bench  {}", numbers.display());
    figures.verdict()
}

/// Serves the site and has the driver visit it.
fn drive(
    workspace: &Workspace,
    toolbox: &Toolbox,
    runs: u32,
    folder: &Path,
    raw: &Path,
) -> Result<(), Failure> {
    let server = Server::bind(0)?;
    let url = server.address()?;
    let site = Arc::new(Site::load(&workspace.dist())?);
    // Compressing during the first visit would look like a slow network.
    site.warm_up();
    // The thread ends with the process; it holds nothing that needs an orderly end.
    thread::spawn(move || server.run(site));
    let job = json!({ "url": url, "link": "", "runs": runs, "lighthouse": true, "out": raw });
    let told = folder.join("job.json");
    fs::write(&told, job.to_string()).map_err(Failure::file("write", &told))?;
    let mut node = toolbox.command("node");
    node.arg(workspace.at("benches/page/drive.mjs")).arg(&told);
    process::run(&mut node)
}

/// What was found.
struct Figures {
    chromium: String,
    /// Median per moment; `None` where it never came.
    moments: Vec<Option<f64>>,
    /// Median of what moved about, as browsers add it up.
    shift: Option<f64>,
    /// Median of bytes on the wire.
    bytes: Option<f64>,
    visits: usize,
    lighthouse: String,
    score: Option<f64>,
}

impl Figures {
    fn of(report: &Value) -> Self {
        let visits = report["visits"].as_array().map_or(&[][..], Vec::as_slice);
        let told = |visit: &Value, name: &str| match name {
            "first" => FIRST
                .iter()
                .map(|part| visit[*part].as_f64())
                .try_fold(0.0, |latest: f64, at| at.map(|at| latest.max(at))),
            _ => visit[name].as_f64(),
        };
        let middle = |name: &str| median(visits.iter().map(|visit| told(visit, name)).collect());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Self {
            chromium: text(&report["chromium"]),
            moments: MOMENTS.iter().map(|(name, ..)| middle(name)).collect(),
            shift: middle("shift"),
            bytes: middle("bytes"),
            visits: visits.len(),
            lighthouse: text(&report["lighthouse"]["version"]),
            score: report["lighthouse"]["score"].as_f64(),
        }
    }

    fn table(&self) -> String {
        let mut text = format!(
            "\n{}, {} visits (median), Lighthouse {}\n\n| | found | goal |\n|---|---|---|\n",
            self.chromium, self.visits, self.lighthouse
        );
        let ms = |ms: Option<f64>| ms.map_or("–".to_owned(), |ms| format!("{ms:.0} ms"));
        for ((_, words, goal), found) in MOMENTS.iter().zip(&self.moments) {
            let goal = goal.map_or(String::new(), |goal| format!("≤ {goal:.0} ms"));
            text.push_str(&format!("| {words} | {} | {goal} |\n", ms(*found)));
        }
        let number = |value: Option<f64>, digits: usize| {
            value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
        };
        let kilobytes = self.bytes.map(|bytes| bytes / 1024.0);
        let rows = [
            ("layout shift", number(self.shift, 3), String::new()),
            (
                "on the wire",
                format!("{} KB", number(kilobytes, 0)),
                String::new(),
            ),
            (
                "Lighthouse, performance",
                number(self.score, 0),
                format!("≥ {LEAST_SCORE}"),
            ),
        ];
        for (words, found, goal) in rows {
            text.push_str(&format!("| {words} | {found} | {goal} |\n"));
        }
        text
    }

    fn to_json(&self) -> Value {
        let moments: serde_json::Map<String, Value> = MOMENTS
            .iter()
            .zip(&self.moments)
            .map(|((name, ..), found)| (format!("{name}_ms"), json!(found)))
            .collect();
        json!({
            "chromium": self.chromium, "visits": self.visits, "median": moments,
            "layout_shift": self.shift, "wire_bytes": self.bytes,
            "lighthouse": { "version": self.lighthouse, "performance": self.score },
        })
    }

    /// Names the goals that were missed.
    fn verdict(&self) -> Result<(), Failure> {
        let late = MOMENTS.iter().zip(&self.moments);
        let mut missed: Vec<String> = late
            .filter_map(|((_, words, goal), found)| {
                let goal = (*goal)?;
                let kept = found.is_some_and(|found| found <= goal);
                (!kept).then(|| format!("{words}: within {goal:.0} ms"))
            })
            .collect();
        if self.score.is_none_or(|score| score < LEAST_SCORE) {
            missed.push(format!("Lighthouse: at least {LEAST_SCORE}"));
        }
        if missed.is_empty() {
            return Ok(());
        }
        Err(Failure::Check(format!("missed: {}", missed.join("; "))))
    }
}

/// The middle of what was found; `None` where a visit found nothing.
fn median(found: Vec<Option<f64>>) -> Option<f64> {
    let mut found = found.into_iter().collect::<Option<Vec<f64>>>()?;
    found.sort_by(f64::total_cmp);
    let upper = found.get(found.len() / 2)?;
    let lower = found.get(found.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(first: f64, map: f64, score: f64) -> Figures {
        Figures::of(&json!({
            "chromium": "Chrome/1",
            "visits": [
                { "paint": 500.0, "picture": 700.0, "title": 600.0, "answer": first, "map": map, "shift": 0.01 },
            ],
            "lighthouse": { "version": "1", "score": score },
        }))
    }

    #[test]
    fn the_first_picture_is_there_when_its_last_part_is() {
        let found = figures(1_100.0, 2_900.0, 96.0);
        assert_eq!(found.moments[1], Some(1_100.0));
        assert!(found.verdict().is_ok());
        assert!(
            found
                .table()
                .contains("| static picture with title and answer | 1100 ms | ≤ 1200 ms |")
        );
    }

    #[test]
    fn each_missed_goal_is_named_and_what_never_came_is_missed() {
        let message = figures(1_300.0, 3_100.0, 94.0)
            .verdict()
            .unwrap_err()
            .to_string();
        for part in ["static picture", "live map", "Lighthouse"] {
            assert!(message.contains(part), "{message}");
        }
        let nothing = Figures::of(&json!({ "visits": [{}] }));
        assert!(
            nothing
                .verdict()
                .unwrap_err()
                .to_string()
                .contains("live map")
        );
    }

    #[test]
    fn the_middle_of_two_lies_between_them() {
        assert_eq!(median(vec![Some(3.0), Some(1.0)]), Some(2.0));
        assert_eq!(median(vec![Some(3.0), Some(1.0), Some(2.0)]), Some(2.0));
        assert_eq!(median(vec![Some(3.0), None]), None);
        assert_eq!(median(Vec::new()), None);
    }
}
