//! `bench map`: the map beside MapLibre GL, Leaflet, ECharts, D3 and deck.gl, in headless Chromium.
//!
//! The bench's own program (`benches/map`) makes the sets of areas, a driver on Node
//! (`benches/map/browser`) opens every product with every set and writes down what the browser
//! tells. Here the raw numbers become figures ([`figures`]), a table ([`table`]) and a picture of
//! the curves over the number of areas ([`picture`]).

mod figures;
mod picture;
mod raw;
mod table;

use crate::args::{self, MapBenchOptions, SetupOptions};
use crate::build;
use crate::failure::Failure;
use crate::process;
use crate::setup::{self, Need, Setup};
use crate::workspace::Workspace;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The sets that the generator makes.
const MADE: [&str; 5] = [
    "gemeinden",
    "tess-400",
    "tess-11000",
    "tess-100000",
    "tess-1000000",
];
/// What the name of a set ends with whose outlines are not simplified.
const FULL: &str = "-full";
/// The product that the others are compared with.
const OURS: &str = "teilraum";
const RIVALS: [&str; 5] = ["maplibre", "leaflet", "echarts", "d3", "deck"];
/// Pixels per CSS pixel.
const DENSITIES: [u32; 2] = [1, 2];

/// Measures and reports.
///
/// # Errors
/// The first step that fails; a rival that fails is only reported.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<(), Failure> {
    let options = args::map_bench(words)?;
    let sets = named(options.sets.as_deref(), &all_sets(), "set")?;
    let rivals = named(
        options.rivals.as_deref(),
        &RIVALS.map(str::to_owned),
        "library",
    )?;
    let mut toolbox = Setup::new(workspace, SetupOptions::default())?.run(Need::Everything)?;
    let packages = setup::map_libraries(workspace, &mut toolbox)?;
    build::release(workspace, &toolbox)?;
    let folder = workspace.target_folder()?.join("bench-map");
    let data = folder.join("data");
    generate(workspace, &data, &sets)?;
    let raw = folder.join("raw.json");
    let products: Vec<&str> = [OURS]
        .into_iter()
        .chain(rivals.iter().map(String::as_str))
        .collect();
    let MapBenchOptions { runs, .. } = options;
    let job = json!({
        "site": workspace.dist(), "data": data, "work": folder, "packages": packages,
        "sets": sets, "products": products, "densities": DENSITIES, "runs": runs, "out": raw,
        "pictures": true,
    });
    let told = folder.join("job.json");
    fs::write(&told, job.to_string()).map_err(Failure::file("write", &told))?;
    let mut drive = toolbox.command("node");
    drive
        .arg(workspace.at("benches/map/browser/drive.mjs"))
        .arg(&told);
    process::run(&mut drive)?;
    report(&raw, &folder)
}

/// Every set, simplified and not.
fn all_sets() -> Vec<String> {
    let both = |name: &&str| [(*name).to_owned(), format!("{name}{FULL}")];
    MADE.iter().flat_map(both).collect()
}

/// What was asked for, or everything.
fn named(asked: Option<&[String]>, all: &[String], what: &str) -> Result<Vec<String>, Failure> {
    let asked = asked.unwrap_or(all);
    match asked.iter().find(|name| !all.contains(name)) {
        None => Ok(asked.to_vec()),
        Some(name) => Err(Failure::Usage(format!(
            "bench map: there is no {what} \"{name}\"; there are {}",
            all.join(", ")
        ))),
    }
}

/// Makes the sets; one made twice is the same, byte by byte.
fn generate(workspace: &Workspace, data: &Path, sets: &[String]) -> Result<(), Failure> {
    println!("bench  sets of areas");
    let mut command = Command::new("cargo");
    command
        .args([
            "run",
            "--quiet",
            "--profile",
            "tool",
            "--package",
            "teilraum-bench-map",
            "--",
        ])
        .arg(data)
        .args(MADE.iter().filter(|name| {
            let full = format!("{name}{FULL}");
            sets.iter().any(|set| set == *name || *set == full)
        }))
        .current_dir(workspace.root());
    process::run(&mut command)
}

/// Writes figures and picture, and prints the table.
fn report(raw: &Path, folder: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(raw).map_err(Failure::file("read", raw))?;
    let report = raw::Report::read(&text)
        .ok_or_else(|| Failure::Check(format!("{}: not what the driver writes", raw.display())))?;
    let contests = figures::contests(&report);
    let (numbers, curves) = (folder.join("map.json"), folder.join("map.svg"));
    let all = json!({
        "chromium": report.chromium, "versions": report.versions,
        "contests": contests.iter().map(figures::Contest::to_json).collect::<Vec<_>>(),
    });
    fs::write(&numbers, format!("{all:#}\n")).map_err(Failure::file("write", &numbers))?;
    fs::write(&curves, picture::curves(&contests)).map_err(Failure::file("write", &curves))?;
    println!("{}", table::text(&contests));
    println!("bench  {} and {}", numbers.display(), curves.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_has_an_unsimplified_sibling() {
        let all = all_sets();
        assert_eq!(all.len(), 10);
        assert!(all.contains(&"tess-11000-full".to_owned()));
    }

    #[test]
    fn a_set_that_nobody_makes_is_refused_with_those_there_are() {
        let asked = ["tess-7".to_owned()];
        let message = named(Some(&asked), &all_sets(), "set")
            .unwrap_err()
            .to_string();
        assert!(
            message.contains("\"tess-7\"") && message.contains("gemeinden-full"),
            "{message}"
        );
    }
}
