//! All cases of a folder.

use crate::{Case, check};
use std::ffi::OsStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// How a case ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Name of the case; of its file, where that cannot be read.
    pub id: String,
    /// What was expected and what was found, if the case failed.
    pub result: Result<(), String>,
}

/// The files of cases in `folder`, in the order of their names.
///
/// # Errors
/// When the folder cannot be read.
pub fn case_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let json = |path: &PathBuf| path.extension() == Some(OsStr::new("json")) && path.is_file();
    let mut paths: Vec<PathBuf> = paths.filter(json).collect();
    paths.sort();
    Ok(paths)
}

/// Reads a case.
///
/// # Errors
/// Says what is wrong with the file.
pub fn read(file: &Path) -> Result<Case, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("cannot be read: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("is no case: {error}"))
}

/// Runs every case of `folder`; a case that cannot be read has failed.
///
/// # Errors
/// When the folder cannot be read.
pub fn check_folder(folder: &Path) -> io::Result<Vec<Outcome>> {
    let files = case_files(folder)?;
    Ok(files.iter().map(|file| outcome(folder, file)).collect())
}

fn outcome(folder: &Path, file: &Path) -> Outcome {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    match read(file) {
        Ok(case) => Outcome {
            result: checked(folder, &case),
            id: case.id,
        },
        Err(told) => Outcome {
            id: name.into_owned(),
            result: Err(told),
        },
    }
}

/// One case that panics must not end the run: the others are still to be told of.
#[allow(
    clippy::disallowed_methods,
    reason = "the engine has no files; this program hands it their bytes"
)]
fn checked(folder: &Path, case: &Case) -> Result<(), String> {
    let files = |path: &str| fs::read(folder.join(path)).ok();
    catch_unwind(AssertUnwindSafe(|| check(case, &files)))
        .unwrap_or_else(|_| Err("expected a result or a reason, found a panic".into()))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test writes what it reads")]
mod tests {
    use super::*;

    const SOUND: &str = r#"{"id": "ci", "method": "classify.quantile", "kind": "exact",
        "params": {"k": 1}, "input": {"values": [1, 2]}, "source": "by hand",
        "expected": {"bins": [2.0]}, "tolerance": {"default": {"rel": 0, "abs": 0}}}"#;

    fn told(name: &str, text: &str) -> Vec<Outcome> {
        let folder = std::env::temp_dir().join(format!("cases-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.json"), text).unwrap();
        fs::write(folder.join("notes.md"), "no case").unwrap();
        let outcomes = check_folder(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        outcomes
    }

    #[test]
    fn a_sound_case_passes_under_its_own_name() {
        let passed = Outcome {
            id: "ci".into(),
            result: Ok(()),
        };
        assert_eq!(told("sound", SOUND), [passed]);
    }

    #[test]
    fn what_cannot_be_read_fails_under_the_name_of_its_file() {
        for text in ["", "{", "[1]", r#"{"id": "x"}"#] {
            let outcomes = told("unreadable", text);
            assert_eq!((outcomes.len(), outcomes[0].id.as_str()), (1, "a"));
            let said = outcomes[0].result.clone().unwrap_err();
            assert!(said.starts_with("is no case: "), "{said}");
        }
    }

    #[test]
    fn unknown_methods_wrong_parameters_and_other_results_fail() {
        for (from, to, says) in [
            ("classify.quantile", "classify.hash", "no method"),
            ("classify.quantile", "magic", "no method"),
            (r#""k": 1"#, r#""k": "one""#, "params.k"),
            ("[1, 2]", r#"[1, "2"]"#, "input.values"),
            ("[2.0]", "[2.5]", "bins[0]: expected 2.5, found 2.0"),
        ] {
            let outcomes = told("wrong", &SOUND.replace(from, to));
            let said = outcomes[0].result.clone().unwrap_err();
            assert!(said.contains(says), "{said}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(check_folder(Path::new("no/such/folder")).is_err());
    }
}
