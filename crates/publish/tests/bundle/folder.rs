//! The output folder: what readers can see while it is written, and what `verify` finds in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use teilraum::format;
use teilraum::model::Manifest;
use teilraum_publish::bundle::{Bundle, BundleError};
use teilraum_publish::config::pages::PagesConfig;
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

/// What `verify` says of a bundle in which one byte is added to the file at `path`.
fn said_of_altered(bundle: &Bundle, path: &str) -> Vec<String> {
    let mut files = bundle.files.clone();
    let mut bytes = files.get(path).unwrap().to_vec();
    let last = bytes.last_mut().unwrap();
    *last = if *last == b' ' { b'\n' } else { b' ' };
    files.put(path, bytes);
    let errors = verify(&files).errors;
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn no_file_of_a_bundle_can_be_altered_unseen() {
    let mut content = content(1, 2, 1);
    content.pages = Some(PagesConfig::default());
    let mut bundle = assemble(&content);
    bundle.put_preview("<svg></svg>".into()).unwrap();
    assert_eq!(verify(&bundle.files).errors, []);
    let paths = || bundle.files.iter().map(|(path, _)| path);
    for folder in [
        "csv/",
        "csv-excel/",
        "geojson/",
        "pages/de/",
        "dcat",
        "preview",
    ] {
        assert!(paths().any(|path| path.starts_with(folder)), "{folder}");
    }
    for path in paths().filter(|path| *path != "manifest.json") {
        let said = said_of_altered(&bundle, path);
        let named = said.iter().any(|line| line.starts_with(path));
        assert!(named, "{path}: {said:?}");
    }
}

#[test]
fn a_list_without_hashes_leaves_the_data_package_to_tell_them() {
    let bundle = assemble(&content(1, 1, 1));
    let list = &bundle.catalogue.downloads.as_ref().unwrap().path;
    let mut listed = format::downloads(list, bundle.files.get(list).unwrap()).unwrap();
    for download in &mut listed {
        download.hash = None;
    }
    let mut older = bundle.clone();
    let list = older
        .files
        .add_list(format::encode_downloads(&listed).unwrap());
    older.catalogue.downloads = Some(list.unwrap());
    let generation = older.files.add_json("g", &older.catalogue).unwrap().path;
    let crc32 = Some(format::crc32(older.files.get(&generation).unwrap()));
    let bytes = older.files.get("manifest.json").unwrap();
    let manifest = Manifest {
        generation,
        crc32,
        ..format::manifest("manifest.json", bytes).unwrap()
    };
    let manifest = serde_json::to_vec(&manifest).unwrap();
    older.files.put("manifest.json", manifest);
    assert_eq!(verify(&older.files).errors, []);
    let said = said_of_altered(&older, "areas.csv");
    assert!(
        said.len() == 1 && said[0].starts_with("areas.csv: expected content"),
        "{said:?}"
    );
}

#[test]
fn the_bundle_of_another_atlas_is_left_as_it_is() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("data");
    assemble(&content(1, 1, 1)).commit(&out).unwrap();
    let before = snapshot(&out);
    let mut other = content(1, 1, 1);
    other.key = "elsewhere".into();
    let error = assemble(&other).commit(&out).unwrap_err();
    let said = error.to_string();
    assert!(matches!(error, BundleError::OtherAtlas { .. }), "{said}");
    assert!(
        said.contains("\"elsewhere\"") && said.contains("data: expected"),
        "{said}"
    );
    assert_eq!(snapshot(&out), before);
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_and_its_folder_takes_the_bundle() {
    let parent = tempfile::tempdir().unwrap();
    let (real, link) = (parent.path().join("real"), parent.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink("real", &link).unwrap();
    for kreise in 1..3 {
        assemble(&content(1, kreise, 1)).commit(&link).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let found = verify(&Folder::new(&real));
        assert_eq!((found.errors, found.notes), (vec![], vec![]));
    }
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 2);
    std::os::unix::fs::symlink("nowhere", parent.path().join("dangling")).unwrap();
    let error = assemble(&content(1, 1, 1)).commit(&parent.path().join("dangling"));
    let said = error.unwrap_err().to_string();
    assert!(said.contains("dangling: following the link"), "{said}");
}
