//! The output folder: what readers can see while it is written, and what `verify` finds in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use teilraum_publish::bundle::BundleError;
use teilraum_publish::verify::{Folder, Source, verify};

use super::assemble;
use super::sample::content;

/// Every path below `folder` with its content.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let folder = Folder::new(folder);
    let read = |path: String| (path.clone(), folder.read(&path).unwrap().into_owned());
    folder.paths().into_iter().map(read).collect()
}

#[test]
fn a_bundle_is_put_in_place_whole_and_leaves_nothing_beside() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    let mut bundle = assemble(&content(1, 2, 1));
    bundle
        .put_preview("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into())
        .unwrap();
    bundle.commit(&out).unwrap();
    assert_eq!(snapshot(&out).len(), bundle.files.iter().count());
    let verification = verify(&Folder::new(&out));
    assert_eq!((verification.errors, verification.notes), (vec![], vec![]));
    let names = fs::read_dir(parent.path())
        .unwrap()
        .map(|one| one.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["data"]);
}

#[test]
fn a_newer_bundle_replaces_the_older_one_and_takes_back_its_files_alone() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    let mut older = assemble(&content(2, 2, 2));
    older.put_preview("<svg/>".into()).unwrap();
    older.commit(&out).unwrap();
    let old = snapshot(&out);
    fs::write(out.join("robots.txt"), "mine").unwrap();
    let newer = assemble(&content(1, 2, 1));
    newer.commit(&out).unwrap();
    let verification = verify(&Folder::new(&out));
    assert_eq!(verification.errors, []);
    assert_eq!(verification.notes, ["robots.txt: no file of this bundle"]);
    let now = snapshot(&out);
    let stale = old
        .keys()
        .filter(|path| now.contains_key(*path) && newer.files.get(path).is_none());
    assert_eq!(stale.count(), 0);
}

#[test]
fn a_bundle_of_an_unreadable_version_can_be_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    fs::create_dir_all(out.join("b")).unwrap();
    fs::write(
        out.join("manifest.json"),
        r#"{"teilraum":"0.0","generation":"../../secret"}"#,
    )
    .unwrap();
    fs::write(out.join("b/0123456789abcdef.bin"), "old").unwrap();
    fs::write(parent.path().join("secret"), "stays").unwrap();
    assemble(&content(1, 1, 1)).commit(&out).unwrap();
    assert!(!out.join("b/0123456789abcdef.bin").exists());
    assert!(parent.path().join("secret").exists());
}

#[test]
fn a_folder_that_is_no_bundle_is_left_as_it_is() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let before = snapshot(parent.path());
    let error = assemble(&content(1, 1, 1)).commit(&out).unwrap_err();
    assert!(matches!(error, BundleError::NotABundle { .. }), "{error}");
    assert_eq!(snapshot(parent.path()), before);
    fs::remove_file(out.join("thesis.txt")).unwrap();
    assemble(&content(1, 1, 1)).commit(&out).unwrap();
}

#[test]
fn a_failing_file_system_leaves_the_old_bundle_open() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    assemble(&content(1, 1, 1)).commit(&out).unwrap();
    let before = snapshot(&out);
    // A file stands where the writing folder has to be made.
    fs::write(parent.path().join(".data.writing"), "in the way").unwrap();
    let error = assemble(&content(2, 1, 1)).commit(&out).unwrap_err();
    assert!(matches!(error, BundleError::Io { .. }), "{error}");
    assert_eq!(snapshot(&out), before);
}

#[test]
fn verify_finds_every_missing_and_every_altered_file() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    assemble(&content(1, 2, 1)).commit(&out).unwrap();
    for (path, bytes) in snapshot(&out) {
        let target = out.join(&path);
        let named = |errors: &[teilraum_publish::verify::Problem]| {
            errors
                .iter()
                .any(|error| error.to_string().starts_with(&path))
        };
        fs::remove_file(&target).unwrap();
        assert!(
            named(&verify(&Folder::new(&out)).errors),
            "{path} is missing"
        );
        let altered: Vec<u8> = bytes.iter().copied().chain(*b"x").collect();
        fs::write(&target, altered).unwrap();
        assert!(
            named(&verify(&Folder::new(&out)).errors),
            "{path} is altered"
        );
        fs::write(&target, bytes).unwrap();
    }
}
