//! The program as a whole: exit codes, and what it leaves behind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn teilraum(arguments: &[&str], dir: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_teilraum");
    Command::new(program)
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn publishing_without_a_configuration_fails_and_leaves_no_folder() {
    let dir = tempfile::tempdir().unwrap();
    let output = teilraum(&["publish", "atlas.toml", "-o", "data"], dir.path());
    assert!(!output.status.success());
    assert!(
        errors(&output).contains("atlas.toml"),
        "{}",
        errors(&output)
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn verifying_a_folder_without_a_bundle_fails_and_says_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let output = teilraum(&["verify", "."], dir.path());
    assert!(!output.status.success());
    assert!(errors(&output).contains("manifest.json: expected a file, found none"));
}
