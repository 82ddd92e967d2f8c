//! The direction of the layers, what the wasm may link, and that ARCHITECTURE.md tells the truth.

mod tree;

use std::collections::BTreeSet;
use std::process::Command;

/// The engine's modules; each uses only what stands before it.
const MODULES: [&str; 13] = [
    "model",
    "format",
    "table",
    "query",
    "stats",
    "disclosure",
    "classify",
    "color",
    "geom",
    "scene",
    "state",
    "text",
    "atlas",
];

/// What stands after each `crate::` of a line: the first segment, for a group the first of each.
fn used(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let word = |text: &'_ str| -> usize {
            text.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(text.len())
        };
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_usize;
            let mut start = true;
            for (at, char) in group.char_indices() {
                match char {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    ',' if depth == 0 => start = true,
                    c if start && depth == 0 && c.is_alphabetic() => {
                        names.push(&group[at..at + word(&group[at..])]);
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(&rest[..word(rest)]);
        }
    }
    names
}

#[test]
fn what_a_line_uses_is_found_in_groups_and_paths() {
    assert_eq!(used("use crate::model::{AreaIx, Level};"), ["model"]);
    assert_eq!(
        used("use crate::{format, model::{A, B}};"),
        ["format", "model"]
    );
    assert_eq!(
        used("let x = crate::text::fold(y) + crate::geom::z();"),
        ["text", "geom"]
    );
    assert_eq!(used("use crates::model;"), [""; 0]);
}

#[test]
fn the_table_of_modules_is_that_of_the_disk_and_of_the_engine() {
    let on_disk: BTreeSet<String> = tree::folders("src").into_iter().collect();
    let listed: BTreeSet<String> = MODULES.iter().map(ToString::to_string).collect();
    assert_eq!(on_disk, listed);
    let declared: Vec<String> = tree::read("src/lib.rs")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned()))
        .filter(|name| name != "handbook") // documentation alone
        .collect();
    assert_eq!(
        declared, MODULES,
        "src/lib.rs declares modules in the order of the layers"
    );
}

#[test]
fn a_module_uses_only_what_stands_left_of_it() {
    let mut wrong = Vec::new();
    for source in tree::files("src", ".rs") {
        let mut parts = source.path.split('/').skip(1);
        let module = parts.next().unwrap_or_default();
        let Some(own) = MODULES.iter().position(|name| *name == module) else {
            continue;
        };
        let depth = parts.count();
        for (line, text) in tree::product_lines(&source.text) {
            let text = tree::without_comment(text);
            for name in used(text) {
                match MODULES.iter().position(|module| *module == name) {
                    Some(at) if at <= own => {}
                    Some(_) => wrong.push(format!(
                        "{}:{line}: `{module}` uses `crate::{name}`, which stands right of it in \
                         {}",
                        source.path,
                        MODULES.join(" · ")
                    )),
                    None => wrong.push(format!(
                        "{}:{line}: `crate::{name}` is no module of the engine",
                        source.path
                    )),
                }
            }
            if text.contains(&"super::".repeat(depth + 1)) {
                wrong.push(format!(
                    "{}:{line}: leaves its module by `super`; write `crate::`, so that the layer \
                     shows",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The packages a package links, on any target.
fn linked(package: &str) -> BTreeSet<String> {
    let words = [
        "tree",
        "--offline",
        "--locked",
        "-p",
        package,
        "-e",
        "normal",
        "--target",
        "all",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let output = Command::new(env!("CARGO"))
        .args(words)
        .current_dir(tree::root())
        .output();
    let output = output.expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "cargo tree -p {package}: {said}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn assert_free_of(package: &str, banned: &[&str]) {
    let linked = linked(package);
    assert!(linked.contains(package) && linked.len() > 3, "{linked:?}");
    let found: Vec<_> = banned
        .iter()
        .filter(|name| linked.contains(**name))
        .collect();
    assert!(
        found.is_empty(),
        "{package} links {found:?}; see `cargo tree -p {package} -i NAME`"
    );
}

/// What reads offices' files: never in the browser.
const OFFICE: [&str; 10] = [
    "csv",
    "calamine",
    "clap",
    "encoding_rs",
    "geojson",
    "proj4rs",
    "sha2",
    "shapefile",
    "toml",
    "teilraum-publish",
];

#[test]
fn the_engine_links_no_web_no_chart_and_no_reader_of_office_files() {
    let web = [
        "web-sys",
        "js-sys",
        "wasm-bindgen",
        "serde-wasm-bindgen",
        "plotters",
        "ts-rs",
    ];
    assert_free_of("teilraum", &web);
    assert_free_of("teilraum", &OFFICE);
}

#[test]
fn the_wasm_links_no_reader_of_office_files() {
    assert_free_of("teilraum-web", &OFFICE);
    assert_free_of("teilraum-study", &OFFICE);
    assert_free_of("teilraum-maps", &OFFICE);
}

#[test]
fn what_writes_files_reads_none_and_draws_nothing() {
    let readers = OFFICE.into_iter().filter(|name| *name != "geojson");
    let drawing = [
        "plotters",
        "teilraum-chart",
        "teilraum-web",
        "teilraum-maps",
    ];
    let banned: Vec<&str> = readers.chain(drawing).collect();
    assert_free_of("teilraum-office", &banned);
}

#[test]
fn what_paints_maps_links_no_charts_and_what_draws_charts_no_maps() {
    let charts = ["plotters", "teilraum-chart", "teilraum-study"];
    assert_free_of("teilraum-web", &charts);
    assert_free_of("teilraum-maps", &charts);
    assert_free_of("teilraum-study", &["teilraum-web", "teilraum-maps"]);
}

#[test]
fn charts_know_no_canvas() {
    assert_free_of("teilraum-chart", &["plotters-canvas", "teilraum-web"]);
}

/// The cells of the table below `heading` whose first column is called `head`, row by row.
fn table(heading: &str, head: &str) -> Vec<Vec<String>> {
    let text = tree::read("ARCHITECTURE.md");
    let cells = |line: &str| -> Option<Vec<String>> {
        let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some(
            inner
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect(),
        )
    };
    let first = |line: &str| cells(line).and_then(|cells| cells.into_iter().next());
    let below = text
        .lines()
        .skip_while(|line| !(line.starts_with('#') && line.contains(heading)));
    let mut rows = below
        .skip_while(|line| first(line).as_deref() != Some(head))
        .skip(2);
    let rows: Vec<Vec<String>> = rows.by_ref().map_while(cells).collect();
    assert!(
        !rows.is_empty(),
        "ARCHITECTURE.md: no table of \"{head}\" below \"{heading}\""
    );
    rows
}

/// What stands in backticks in a cell.
fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The first name in backticks of each row.
fn names(rows: &[Vec<String>]) -> Vec<String> {
    let name = |row: &Vec<String>| code(row.first()?).first().map(ToString::to_string);
    rows.iter().filter_map(name).collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// The names under every heading of dependencies of a manifest, without the workspace's own.
fn direct_dependencies(manifest: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if let Some(heading) = line.strip_prefix('[') {
            let heading = heading.trim_end_matches(']');
            inside = heading.ends_with("dependencies") && !heading.starts_with("workspace");
        } else if inside && line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            names.insert(name.to_owned());
        }
    }
    names.retain(|name| !name.starts_with("teilraum"));
    names
}

#[test]
fn architecture_lists_exactly_the_modules_of_the_engine_in_their_order() {
    assert_eq!(names(&table("Modules", "module")), MODULES);
}

#[test]
fn architecture_says_of_each_module_what_it_really_uses() {
    let rows = table("Modules", "module");
    for (row, module) in rows.iter().zip(MODULES) {
        let said: BTreeSet<&str> = match row.last().map(String::as_str) {
            Some("all of the above") | None => continue,
            Some(cell) => code(cell).into_iter().collect(),
        };
        let mut used_by_code = BTreeSet::new();
        for source in tree::files(&format!("src/{module}"), ".rs") {
            for (_, line) in tree::product_lines(&source.text) {
                let found = used(tree::without_comment(line));
                used_by_code.extend(found.into_iter().map(str::to_owned));
            }
        }
        used_by_code.remove(module);
        let used_by_code: BTreeSet<&str> = used_by_code.iter().map(String::as_str).collect();
        assert_eq!(
            said, used_by_code,
            "ARCHITECTURE.md, module `{module}`, column \"uses\""
        );
    }
}

#[test]
fn architecture_lists_exactly_the_crates_on_disk() {
    let listed = sorted(names(&table("Crates", "crate")));
    let mut on_disk: Vec<String> = tree::crates()
        .iter()
        .map(|name| format!("crates/{name}"))
        .collect();
    on_disk.push("teilraum".to_owned());
    assert_eq!(listed, on_disk);
}

#[test]
fn architecture_gives_a_reason_for_every_direct_dependency_and_for_no_other() {
    let mut manifests = vec![("(`teilraum`)".to_owned(), "Cargo.toml".to_owned())];
    for name in tree::crates() {
        let package = if name == "xtask" {
            name.clone()
        } else {
            format!("teilraum-{name}")
        };
        manifests.push((
            format!("(`{package}`)"),
            format!("crates/{name}/Cargo.toml"),
        ));
    }
    for (heading, manifest) in manifests {
        let direct = direct_dependencies(&tree::read(&manifest));
        if direct.is_empty() {
            assert!(
                !tree::read("ARCHITECTURE.md").contains(&format!(" {heading}\n")),
                "{heading} depends on nothing"
            );
            continue;
        }
        let rows = table(&heading, "crate");
        let listed = sorted(names(&rows));
        assert_eq!(listed, direct.into_iter().collect::<Vec<_>>(), "{heading}");
        for row in rows {
            assert!(
                row.iter().all(|cell| !cell.is_empty()),
                "{heading}: {row:?}"
            );
        }
    }
}
