//! What a first visit loads up to the first map, and how many requests wait for one another.
//!
//! ```text
//! depth 0   index.html
//! depth 1   what the page names: styles, modules, preloads (the core, data/manifest.json)
//! depth 2   what a file of depth 1 names or, running, asks for: fonts in styles, the messages in the
//!           page's language, the bundle's generation and first files
//! ```
//!
//! A module that only another module names, not the page, lies one deeper than that module.

use crate::build::html::{self, Tag};
use crate::build::modules;
use crate::failure::Failure;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The pointer to the bundle's current generation.
const MANIFEST: &str = "data/manifest.json";

/// The files of a first visit with the depth at which each is asked for.
///
/// # Errors
/// When a file that is named is not there, or the manifest is not as it should be.
pub fn files(site: &Path) -> Result<BTreeMap<PathBuf, usize>, Failure> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).map_err(Failure::file("read", &index))?;
    let mut found = BTreeMap::from([(PathBuf::from("index.html"), 0)]);
    for address in html::tags(&page).iter().filter_map(loaded) {
        let file = address.strip_prefix("./").unwrap_or(address);
        note(&mut found, file.into(), 1);
    }
    let direct: Vec<PathBuf> = found.keys().cloned().collect();
    for file in direct {
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("js") => {
                for (module, depth) in modules::closure(site, &file)? {
                    note(&mut found, module, depth + 1);
                }
            }
            Some("css") => {
                for target in style_targets(site, &file)? {
                    note(&mut found, target, 2);
                }
            }
            _ => {}
        }
    }
    // The shell asks for the rest once its last module has arrived.
    let modules = found
        .iter()
        .filter(|(file, _)| file.extension() == Some("js".as_ref()));
    let asked = modules.map(|(_, depth)| *depth).max().unwrap_or(1) + 1;
    if let Some(messages) = messages(&page, site) {
        note(&mut found, messages, asked);
    }
    if site.join(MANIFEST).is_file() {
        let depth = found.get(Path::new(MANIFEST)).copied().unwrap_or(asked);
        note(&mut found, MANIFEST.into(), depth);
        for file in first_files(&site.join(MANIFEST))? {
            note(&mut found, Path::new("data").join(file), depth + 1);
        }
    }
    Ok(found)
}

/// The message catalogue of the page's language, beside the module that starts it.
fn messages(page: &str, site: &Path) -> Option<PathBuf> {
    let tags = html::tags(page);
    let language = tags.iter().find_map(|tag| tag.attribute("lang"))?;
    let entry = tags
        .iter()
        .find_map(|tag| tag.attribute("src").filter(|src| src.ends_with(".js")))?;
    let file = Path::new(entry)
        .parent()?
        .join("messages")
        .join(format!("{language}.json"));
    Some(file).filter(|file| site.join(file).is_file())
}

fn note(found: &mut BTreeMap<PathBuf, usize>, file: PathBuf, depth: usize) {
    let known = found.entry(file).or_insert(depth);
    *known = depth.min(*known);
}

/// The file a tag makes the browser load before the page can work.
fn loaded<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    if ["script", "img"]
        .iter()
        .any(|name| tag.name.eq_ignore_ascii_case(name))
    {
        return tag
            .attribute("src")
            .filter(|address| !address.starts_with("data:"));
    }
    let loads = ["stylesheet", "modulepreload", "preload"]
        .iter()
        .any(|rel| tag.is_link(rel));
    if loads { tag.attribute("href") } else { None }
}

/// The files that a style names by `url(…)`.
fn style_targets(site: &Path, style: &Path) -> Result<Vec<PathBuf>, Failure> {
    let file = site.join(style);
    let text = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
    let mut targets = Vec::new();
    for part in text.split("url(").skip(1) {
        let address = part
            .split(')')
            .next()
            .unwrap_or_default()
            .trim_matches(['"', '\'', ' ']);
        if address.starts_with("data:") || address.starts_with('#') {
            continue;
        }
        let relative = if address.starts_with('.') {
            address.into()
        } else {
            format!("./{address}")
        };
        targets.push(modules::resolve(style, &relative)?);
    }
    Ok(targets)
}

/// The generation and the files of the first map, relative to the manifest's folder.
fn first_files(manifest: &Path) -> Result<Vec<String>, Failure> {
    let text = fs::read_to_string(manifest).map_err(Failure::file("read", manifest))?;
    let wrong = |expected: &str, found: &str| {
        Failure::Check(format!(
            "{}: expected {expected}, found {found}",
            manifest.display()
        ))
    };
    let json: Value =
        serde_json::from_str(&text).map_err(|error| wrong("JSON", &error.to_string()))?;
    let path = |value: &Value| value.as_str().map(str::to_owned);
    let generation = json.get("generation").and_then(path);
    let generation = generation.ok_or_else(|| wrong("\"generation\": a path", "none"))?;
    let first = json.get("first").and_then(Value::as_array);
    let first = first.ok_or_else(|| wrong("\"first\": a list of paths", "none"))?;
    let mut files = vec![generation];
    for value in first.iter().chain(json.get("mesh")) {
        files.push(
            path(value)
                .ok_or_else(|| wrong("a path in \"first\" or \"mesh\"", &value.to_string()))?,
        );
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let site = std::env::temp_dir().join(format!("xtask-visit-{name}-{}", std::process::id()));
        for (name, text) in files {
            let file = site.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        site
    }

    fn depths(name: &str, given: &[(&str, &str)]) -> Vec<(String, usize)> {
        let site = site(name, given);
        let found = files(&site).unwrap();
        fs::remove_dir_all(&site).unwrap();
        found
            .into_iter()
            .map(|(file, depth)| (file.to_string_lossy().into(), depth))
            .collect()
    }

    #[test]
    fn a_preloaded_manifest_makes_the_first_files_two_deep() {
        let found = depths(
            "preloaded",
            &[
                (
                    "index.html",
                    "<link rel=preload href=data/manifest.json as=fetch>\
                     <link rel=modulepreload href=app/b.js><script src=app/a.js></script>",
                ),
                ("app/a.js", "import \"./b.js\";"),
                ("app/b.js", ""),
                (
                    "data/manifest.json",
                    r#"{"generation":"g/1.json","first":["k/2"]}"#,
                ),
            ],
        );
        let expected = [
            ("app/a.js", 1),
            ("app/b.js", 1),
            ("data/g/1.json", 2),
            ("data/k/2", 2),
            ("data/manifest.json", 1),
            ("index.html", 0),
        ];
        let found: Vec<(&str, usize)> = found.iter().map(|(f, d)| (f.as_str(), *d)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn without_preloads_everything_lies_deeper() {
        let found = depths(
            "plain",
            &[
                (
                    "index.html",
                    "<script src=a.js></script><link rel=stylesheet href=s.css>",
                ),
                ("a.js", "import \"./b.js\";"),
                ("b.js", ""),
                (
                    "s.css",
                    "@font-face{src:url(\"f.woff2\")} p{background:url(data:x)}",
                ),
                ("data/manifest.json", r#"{"generation":"g","first":[]}"#),
            ],
        );
        let of = |name: &str| {
            found
                .iter()
                .find(|(file, _)| file == name)
                .map(|(_, depth)| *depth)
        };
        assert_eq!(of("b.js"), Some(2));
        assert_eq!(of("f.woff2"), Some(2));
        assert_eq!(of("data/manifest.json"), Some(3));
        assert_eq!(of("data/g"), Some(4));
    }

    #[test]
    fn the_messages_of_the_pages_language_are_asked_for_by_the_running_shell() {
        let found = depths(
            "messages",
            &[
                ("index.html", "<html lang=de><script src=app/a.js></script>"),
                ("app/a.js", ""),
                ("app/messages/de.json", "{}"),
                ("app/messages/en.json", "{}"),
            ],
        );
        assert!(
            found.contains(&("app/messages/de.json".to_owned(), 2)),
            "{found:?}"
        );
        assert!(
            !found.iter().any(|(file, _)| file.ends_with("en.json")),
            "{found:?}"
        );
    }

    #[test]
    fn a_manifest_without_its_fields_is_named_in_the_error() {
        for (text, part) in [
            ("{", "JSON"),
            ("{}", "generation"),
            (r#"{"generation":"g"}"#, "first"),
        ] {
            let site = site(
                "broken",
                &[("index.html", ""), ("data/manifest.json", text)],
            );
            let message = files(&site).unwrap_err().to_string();
            assert!(
                message.contains(part) && message.contains("manifest.json"),
                "{message}"
            );
            fs::remove_dir_all(&site).unwrap();
        }
    }
}
