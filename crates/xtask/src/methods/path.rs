//! Where in the engine an item is found by others, and what must be switched on for it.

use super::entry::Entry;

/// The way to an item.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// The path below the crate, as one would write it.
    pub path: String,
    /// The feature without which it is not there.
    pub feature: Option<String>,
}

/// The address of the item of a method; `read` gives the text of a source file.
///
/// A file is a module of its own if its parent says `pub mod`; else the parent hands its items on.
pub fn address(entry: &Entry, read: impl Fn(&str) -> Option<String>) -> Address {
    let inside = entry.file.strip_prefix("src/").unwrap_or(&entry.file);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let inside = inside.strip_suffix("/mod").unwrap_or(inside);
    let mut path = Vec::new();
    let mut feature = None;
    let mut parent = "src/lib.rs".to_owned();
    let mut folder = "src".to_owned();
    for module in inside.split('/') {
        let text = read(&parent).unwrap_or_default();
        feature = feature_of(&text, module).or(feature);
        if text
            .lines()
            .any(|line| line.trim() == format!("pub mod {module};"))
        {
            path.push(module);
        }
        folder = format!("{folder}/{module}");
        parent = format!("{folder}/mod.rs");
    }
    path.push(&entry.item);
    Address {
        path: path.join("::"),
        feature,
    }
}

/// The feature that stands above the declaration of a module.
fn feature_of(text: &str, module: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let ends = [format!("pub mod {module};"), format!("mod {module};")];
    let at = lines
        .iter()
        .position(|line| ends.iter().any(|end| line == end))?;
    let above = lines.get(at.checked_sub(1)?)?;
    let name = above
        .strip_prefix("#[cfg(feature = \"")?
        .strip_suffix("\")]")?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str) -> Address {
        let entry = Entry {
            file: file.into(),
            item: "it".into(),
            ..Entry::default()
        };
        address(&entry, |name| {
            let text = match name {
                "src/lib.rs" => "pub mod stats;\n\n#[cfg(feature = \"more\")]\npub mod extra;",
                "src/stats/mod.rs" => "pub mod trend;\nmod rank;",
                "src/stats/trend/mod.rs" => "mod ols;",
                "src/extra/mod.rs" => "mod a;",
                _ => return None,
            };
            Some(text.to_owned())
        })
    }

    #[test]
    fn files_that_hand_their_items_on_are_left_out() {
        for (file, path) in [
            ("src/stats/trend/ols.rs", "stats::trend::it"),
            ("src/stats/trend/mod.rs", "stats::trend::it"),
            ("src/stats/rank.rs", "stats::it"),
        ] {
            let expected = Address {
                path: path.into(),
                feature: None,
            };
            assert_eq!(found(file), expected);
        }
    }

    #[test]
    fn what_needs_a_feature_says_so() {
        let expected = Address {
            path: "extra::it".into(),
            feature: Some("more".into()),
        };
        assert_eq!(found("src/extra/a.rs"), expected);
    }
}
