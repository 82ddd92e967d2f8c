//! The repository's own files as text, for tests that read the sources.
#![allow(dead_code, reason = "each test uses its part")]

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// Path from the repository's root, with `/`.
    pub path: String,
    pub text: String,
}

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> String {
    let full = root().join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("{}: {error}", full.display()))
}

/// The files below `folder` whose names end so, sorted by path.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "{folder} holds no file *{ending}");
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            let relative = path.strip_prefix(root()).expect("below the root");
            found.push(Source {
                path: relative.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).expect("a text file"),
            });
        }
    }
}

/// The folders directly below `folder`, sorted.
pub fn folders(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The folders of the crates beside the engine.
pub fn crates() -> Vec<String> {
    folders("crates")
}

/// Lines with their numbers, from 1, without those of `#[cfg(test)]` items.
pub fn product_lines(text: &str) -> Vec<(usize, &str)> {
    let mut kept = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push((at + 1, line));
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        for (_, line) in lines.by_ref() {
            let depth = line.len() - line.trim_start().len();
            let closes = line.trim_start().starts_with('}') || line.trim_end().ends_with(';');
            if depth == indent && closes {
                break;
            }
        }
    }
    kept
}

/// The names of modules that a file includes for tests only.
pub fn test_modules(text: &str) -> Vec<&str> {
    let mut lines = text.lines();
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let item = lines.by_ref().find(|line| !line.trim().starts_with("#["));
            let item = item.unwrap_or_default().trim();
            let name = item
                .split("mod ")
                .nth(1)
                .and_then(|name| name.strip_suffix(';'));
            names.extend(name);
        }
    }
    names
}

/// The sources of the engine and of the crates, without files that only tests include.
pub fn product_sources() -> Vec<Source> {
    let mut sources = files("src", ".rs");
    for name in crates() {
        sources.extend(files(&format!("crates/{name}/src"), ".rs"));
    }
    let excluded: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let (folder, file) = source.path.rsplit_once('/').unwrap_or_default();
            let stem = file.trim_end_matches(".rs");
            let names = test_modules(&source.text).into_iter();
            let both = names.flat_map(move |name| {
                [
                    format!("{folder}/{name}.rs"),
                    format!("{folder}/{stem}/{name}.rs"),
                ]
            });
            both.collect::<Vec<_>>()
        })
        .collect();
    sources.retain(|source| !excluded.contains(&source.path));
    sources
}

/// The line up to a comment; `//` inside a text literal does not begin one.
pub fn without_comment(line: &str) -> &str {
    let mut in_text = false;
    let mut before = ' ';
    for (at, char) in line.char_indices() {
        match char {
            '"' if before != '\\' && before != '\'' => in_text = !in_text,
            '/' if before == '/' && !in_text => return &line[..at - 1],
            _ => {}
        }
        before = char;
    }
    line
}
