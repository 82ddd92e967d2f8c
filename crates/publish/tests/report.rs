//! What a publication tells its office, in the terminal, as JSON and as a page.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it finds something unexpected"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use teilraum_publish::finding::{Finding, Place, Severity};
use teilraum_publish::progress::Step;
use teilraum_publish::report_page::{Outcome, grouped};
use teilraum_publish::verify::{Folder, verify};

/// A copy of the smallest atlas, with `from` in one of its files replaced by `to`.
fn saarland(folder: &Path, file: &str, from: &str, to: &str) {
    let root = format!("{}/../../", env!("CARGO_MANIFEST_DIR").replace('\\', "/"));
    let example = Path::new(&root).join("examples/saarland");
    for entry in fs::read_dir(example).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        let mut text = fs::read_to_string(&path).unwrap();
        if name == file {
            assert!(text.contains(from), "{file} lacks {from}");
            text = text.replacen(from, to, 1);
        }
        // The outlines are those of the demo.
        fs::write(folder.join(name), text.replace("../../", &root)).unwrap();
    }
}

fn publish(folder: &Path, report: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_teilraum"))
        .args(["publish", "atlas.toml", "-o", "data", "--report", report])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn json(folder: &Path, report: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(report)).unwrap()).unwrap()
}

fn finding(severity: Severity, code: &'static str, found: &str) -> Finding {
    Finding {
        severity,
        code,
        place: Place {
            file: "a.csv".to_owned(),
            row: Some(3),
            column: Some("B".to_owned()),
        },
        expected: "a number".to_owned(),
        found: found.to_owned(),
        done: String::new(),
    }
}

#[test]
fn a_published_atlas_is_summed_up_in_json_as_verify_counts_it() {
    let folder = tempfile::tempdir().unwrap();
    saarland(folder.path(), "atlas.toml", "", "");
    let output = publish(folder.path(), "report.json");
    assert!(output.status.success());
    let report = json(folder.path(), "report.json");
    assert_eq!(report["written"], true);
    assert_eq!(report["failure"], Value::Null);
    let counted = verify(&Folder::new(&folder.path().join("data")));
    let summary = &report["summary"];
    assert_eq!(summary["files"], counted.files);
    assert_eq!(summary["bytes"], counted.bytes);
    assert_eq!(summary["indicators"], counted.indicators);
    assert_eq!(summary["areas"][1]["count"], counted.areas[1].1);
    assert!(summary["pages"].as_u64().is_some());
    let listed = report["findings"].as_array().unwrap().len() as u64;
    let counts = report["counts"].as_array().unwrap().iter();
    let counts = counts.map(|count| count["count"].as_u64().unwrap());
    assert_eq!(counts.sum::<u64>(), listed);
    assert!(listed > 0);
}

#[test]
fn the_same_files_give_the_same_report() {
    let reports = ["report.json", "report.html"].map(|name| {
        [(), ()].map(|()| {
            let folder = tempfile::tempdir().unwrap();
            saarland(folder.path(), "atlas.toml", "", "");
            publish(folder.path(), name);
            fs::read(folder.path().join(name)).unwrap()
        })
    });
    for [first, second] in reports {
        assert!(!first.is_empty());
        assert!(first == second);
    }
}

#[test]
fn a_cell_that_is_no_number_is_in_the_report_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    saarland(folder.path(), "figures.csv", ";31\n", ";<b>31\n");
    let output = publish(folder.path(), "report.html");
    assert!(!output.status.success());
    assert!(!folder.path().join("data").exists());
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(page.contains("Nothing was written"));
    assert!(page.contains("&lt;b&gt;31"));
    assert!(!page.contains("<b>31"));
}

#[test]
fn mistakes_of_the_configuration_are_in_the_report_too() {
    let folder = tempfile::tempdir().unwrap();
    saarland(folder.path(), "atlas.toml", "languages", "langages");
    let output = publish(folder.path(), "report.json");
    assert!(!output.status.success());
    let report = json(folder.path(), "report.json");
    assert_eq!(report["written"], false);
    assert_eq!(report["summary"], Value::Null);
    let findings = report["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert_eq!(findings[0]["severity"], "error");
    assert_eq!(findings[0]["place"]["file"], "atlas.toml");
}

#[test]
fn a_configuration_that_is_not_there_is_told_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!publish(folder.path(), "report.json").status.success());
    let report = json(folder.path(), "report.json");
    assert!(report["failure"].as_str().unwrap().contains("atlas.toml"));
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_report_inside_of_the_public_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    saarland(folder.path(), "atlas.toml", "", "");
    for report in ["data/report.json", "./data/../data/report.html"] {
        let output = publish(folder.path(), report);
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("public"));
        assert!(!folder.path().join("data").exists());
    }
}

#[test]
fn a_log_gets_each_step_once_and_no_shares() {
    let folder = tempfile::tempdir().unwrap();
    saarland(folder.path(), "atlas.toml", "", "");
    let output = publish(folder.path(), "report.json");
    let said = String::from_utf8(output.stderr).unwrap();
    for step in Step::ALL {
        let lines = said.lines().filter(|line| *line == step.name());
        assert_eq!(lines.count(), 1, "{}", step.name());
    }
    assert!(!said.contains('%'));
}

#[test]
fn findings_are_grouped_with_the_worst_first() {
    let findings = [
        finding(Severity::Note, "signs", "1"),
        finding(Severity::Error, "not-a-number", "2"),
        finding(Severity::Warning, "zeros", "3"),
        finding(Severity::Error, "not-a-number", "4"),
    ];
    let groups: Vec<_> = grouped(&findings)
        .into_iter()
        .map(|(_, code, found)| (code, found.len()))
        .collect();
    assert_eq!(groups, [("not-a-number", 2), ("zeros", 1), ("signs", 1)]);
}

#[test]
fn the_page_is_one_document_without_script_whose_tables_have_captions() {
    let quoted = "</td><script>alert(\"1\")</script>&amp;";
    let outcome = Outcome {
        findings: vec![
            finding(Severity::Warning, "zeros", quoted),
            finding(Severity::Note, "signs", "."),
        ],
        ..Outcome::default()
    };
    let page = String::from_utf8(outcome.page()).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("<caption ").count(), 2);
    assert_eq!(page.matches("<th scope=\"col\">").count(), 12);
    let escaped = "&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;";
    assert!(page.contains(escaped));
    let private = page.find("Private: ").unwrap();
    assert!(private < page.find(escaped).unwrap());
    assert!(page.contains("href=\"#warning-zeros\"") && page.contains("id=\"warning-zeros\""));
}
