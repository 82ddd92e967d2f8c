//! `size`: what the built site weighs, against the budgets.

pub mod first_visit;
pub mod weight;

use crate::failure::Failure;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use weight::{KB, Weight};

const CORE_BROTLI: usize = 250 * KB;
const CORE_GZIP: usize = 320 * KB;
const FIRST_MAP_BROTLI: usize = 330 * KB;
const DEEPEST_REQUEST: usize = 2;
/// Charts and studies are loaded when somebody asks for them, on whatever line that person has.
const STUDY_BROTLI: usize = 200 * KB;
/// So is the larger engine, once for all that views ask for beyond a map of classes: the core once
/// more, kinds of maps (110 KB), and filter, charts, method and profiles (100 KB).
const MAPS_BROTLI: usize = CORE_BROTLI + 210 * KB;
/// So is what writes files: what of the engine opens and filters a view, and the formats.
const OFFICE_BROTLI: usize = 260 * KB;

/// Prints the table.
///
/// # Errors
/// When a budget is exceeded.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let report = Report::of(&workspace.dist())?;
    print!("{}", report.table());
    let exceeded = report.exceeded();
    if exceeded.is_empty() {
        return Ok(());
    }
    Err(Failure::Check(format!(
        "budget exceeded: {}",
        exceeded.join("; ")
    )))
}

/// The parts of a first visit, in the order printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Page,
    Style,
    Shell,
    Core,
    Data,
}

impl Part {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Page, "page (HTML)"),
        (Self::Style, "styles and fonts"),
        (Self::Shell, "shell (modules, glue, texts)"),
        (Self::Core, "core (wasm)"),
        (Self::Data, "data of the first map"),
    ];

    fn of(file: &Path) -> Self {
        let ending = file
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if file.starts_with("data") {
            return Self::Data;
        }
        match ending {
            "wasm" => Self::Core,
            "html" => Self::Page,
            "js" | "json" => Self::Shell,
            _ => Self::Style,
        }
    }
}

/// All that is measured.
struct Report {
    files: Vec<(Part, Weight)>,
    depth: usize,
    /// Charts and studies, loaded on first use.
    study: Weight,
    /// Every kind of map, loaded on first use.
    maps: Weight,
    /// Files, loaded on first use.
    office: Weight,
}

impl Report {
    fn of(site: &Path) -> Result<Self, Failure> {
        let first = first_visit::files(site)?;
        let mut report = Self {
            files: Vec::new(),
            depth: 0,
            study: on_first_use(site, "study", &first)?,
            maps: on_first_use(site, "maps", &first)?,
            office: on_first_use(site, "office", &first)?,
        };
        for (file, depth) in first {
            let path = site.join(&file);
            let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
            report
                .files
                .push((Part::of(&file), Weight::of(&file.to_string_lossy(), &bytes)));
            report.depth = report.depth.max(depth);
        }
        Ok(report)
    }

    fn weight(&self, wanted: Part) -> Weight {
        self.files
            .iter()
            .filter(|(part, _)| *part == wanted)
            .map(|(_, weight)| *weight)
            .sum()
    }

    fn total(&self) -> Weight {
        self.files.iter().map(|(_, weight)| *weight).sum()
    }

    fn table(&self) -> String {
        let mut text = format!(
            "size   {:<28}{:>6}{:>10}{:>10}{:>10}   KB of 1000 bytes\n",
            "", "files", "raw", "gzip", "brotli"
        );
        for (part, label) in Part::ALL {
            let count = self.files.iter().filter(|(of, _)| *of == part).count();
            text.push_str(&row(label, count, self.weight(part)));
        }
        text.push_str(&row("first map, all of it", self.files.len(), self.total()));
        text.push_str(&row("study (wasm), on first use", 1, self.study));
        text.push_str(&row("maps (wasm), on first use", 1, self.maps));
        text.push_str(&row("office (wasm), on first use", 1, self.office));
        text.push_str(&format!(
            "size   longest chain of requests: {} deep\n",
            self.depth
        ));
        text
    }

    fn exceeded(&self) -> Vec<String> {
        let core = self.weight(Part::Core);
        let kb = [
            ("core, brotli", core.brotli, CORE_BROTLI),
            ("core, gzip", core.gzip, CORE_GZIP),
            ("first map, brotli", self.total().brotli, FIRST_MAP_BROTLI),
            ("study, brotli", self.study.brotli, STUDY_BROTLI),
            ("maps, brotli", self.maps.brotli, MAPS_BROTLI),
            ("office, brotli", self.office.brotli, OFFICE_BROTLI),
        ];
        let mut exceeded: Vec<String> = kb
            .into_iter()
            .filter(|(_, bytes, most)| bytes > most)
            .map(|(what, bytes, most)| format!("{what}: {} KB of {} KB", in_kb(bytes), most / KB))
            .collect();
        if self.depth > DEEPEST_REQUEST {
            exceeded.push(format!(
                "requests: {} deep of {DEEPEST_REQUEST}",
                self.depth
            ));
        }
        exceeded
    }
}

/// The weight of a module that is loaded on first use.
///
/// # Errors
/// When there is not exactly one, or a first visit loads it.
fn on_first_use(
    site: &Path,
    module: &str,
    first: &BTreeMap<PathBuf, usize>,
) -> Result<Weight, Failure> {
    let entries = fs::read_dir(site).map_err(Failure::file("read", site))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let found: Vec<PathBuf> = names
        .map(PathBuf::from)
        .filter(|name| {
            let text = name.to_string_lossy();
            text.starts_with(&format!("{module}.")) && text.ends_with(".wasm")
        })
        .collect();
    let [name] = found.as_slice() else {
        return Err(Failure::Check(format!(
            "{}: expected one file {module}.*.wasm, found {}",
            site.display(),
            found.len()
        )));
    };
    if first.contains_key(name) {
        return Err(Failure::Check(format!(
            "{}: expected not to be part of a first visit",
            name.display()
        )));
    }
    let path = site.join(name);
    let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
    Ok(Weight::of(&name.to_string_lossy(), &bytes))
}

fn row(label: &str, count: usize, weight: Weight) -> String {
    let [raw, gzip, brotli] = [weight.raw, weight.gzip, weight.brotli].map(in_kb);
    format!("size   {label:<28}{count:>6}{raw:>10}{gzip:>10}{brotli:>10}\n")
}

/// Kilobytes with one decimal, rounded up so that a figure at its limit is within it.
fn in_kb(bytes: usize) -> String {
    let tenths = bytes.div_ceil(KB / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(files: &[(Part, usize)], depth: usize) -> Report {
        let weigh = |bytes| Weight {
            raw: bytes,
            gzip: bytes,
            brotli: bytes,
        };
        Report {
            files: files
                .iter()
                .map(|(part, bytes)| (*part, weigh(*bytes)))
                .collect(),
            depth,
            study: weigh(STUDY_BROTLI),
            maps: weigh(MAPS_BROTLI),
            office: weigh(OFFICE_BROTLI),
        }
    }

    #[test]
    fn a_visit_at_its_limits_is_within_them() {
        let report = report(
            &[(Part::Core, CORE_BROTLI), (Part::Data, 80 * KB)],
            DEEPEST_REQUEST,
        );
        assert_eq!(report.exceeded(), Vec::<String>::new());
    }

    #[test]
    fn one_byte_more_is_named() {
        let over = report(&[(Part::Core, CORE_BROTLI + 1)], 3).exceeded();
        assert_eq!(
            over,
            ["core, brotli: 250.1 KB of 250 KB", "requests: 3 deep of 2"]
        );
        let over = report(&[(Part::Shell, FIRST_MAP_BROTLI), (Part::Page, 1)], 1).exceeded();
        assert_eq!(over, ["first map, brotli: 330.1 KB of 330 KB"]);
    }

    #[test]
    fn what_comes_on_first_use_has_limits_of_its_own() {
        let mut heavy = report(&[], 1);
        heavy.study.brotli = STUDY_BROTLI + 1;
        assert_eq!(heavy.exceeded(), ["study, brotli: 200.1 KB of 200 KB"]);
        let mut heavy = report(&[], 1);
        heavy.maps.brotli = MAPS_BROTLI + 1;
        assert_eq!(heavy.exceeded(), ["maps, brotli: 460.1 KB of 460 KB"]);
        let mut heavy = report(&[], 1);
        heavy.office.brotli = OFFICE_BROTLI + 1;
        assert_eq!(heavy.exceeded(), ["office, brotli: 260.1 KB of 260 KB"]);
    }

    #[test]
    fn what_comes_on_first_use_must_be_there_and_not_part_of_a_first_visit() {
        let site = std::env::temp_dir().join(format!("xtask-study-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        let nothing = BTreeMap::new();
        fs::write(site.join("maps.1f.wasm"), "other").unwrap();
        assert!(on_first_use(&site, "study", &nothing).is_err());
        fs::write(site.join("study.1f.wasm"), "four").unwrap();
        assert_eq!(on_first_use(&site, "study", &nothing).unwrap().raw, 4);
        let first = BTreeMap::from([(PathBuf::from("study.1f.wasm"), 1)]);
        assert!(on_first_use(&site, "study", &first).is_err());
        assert!(on_first_use(&site, "maps", &first).is_ok());
        fs::remove_dir_all(&site).unwrap();
    }

    #[test]
    fn every_file_belongs_to_one_part() {
        let parts = [
            ("index.html", Part::Page),
            ("app.0/deep/a.js", Part::Shell),
            ("core.0.wasm", Part::Core),
            ("app.0/messages/de.json", Part::Shell),
            ("app.0/style.css", Part::Style),
            ("data/manifest.json", Part::Data),
        ];
        for (file, part) in parts {
            assert_eq!(Part::of(Path::new(file)), part, "{file}");
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_part_and_the_sum() {
        let table = report(&[(Part::Core, 1234), (Part::Shell, 66)], 1).table();
        assert_eq!(table.lines().count(), Part::ALL.len() + 6);
        assert!(table.contains("1.3"), "{table}");
    }
}
