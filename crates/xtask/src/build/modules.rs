//! Which modules a module needs before it can run: its static imports, read from the source.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The entry and all that it imports statically, directly or not, with their depth below it.
///
/// # Errors
/// When a module cannot be read or imports something other than a relative path.
pub fn closure(site: &Path, entry: &Path) -> Result<BTreeMap<PathBuf, usize>, Failure> {
    let mut depths = BTreeMap::from([(entry.to_owned(), 0)]);
    let mut level = vec![entry.to_owned()];
    for depth in 1.. {
        let mut next = Vec::new();
        for module in &level {
            let file = site.join(module);
            let source = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
            for import in static_imports(&source) {
                let target = resolve(module, &import)?;
                if !depths.contains_key(&target) {
                    depths.insert(target.clone(), depth);
                    next.push(target);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    Ok(depths)
}

/// The path that `import` means in `module`; both stand below the site's top folder.
pub fn resolve(module: &Path, import: &str) -> Result<PathBuf, Failure> {
    let wrong = || {
        Failure::Check(format!(
            "{}: expected a relative import inside the site, found \"{import}\"",
            module.display()
        ))
    };
    if !import.starts_with("./") && !import.starts_with("../") {
        return Err(wrong());
    }
    let mut path = module.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(import).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir if path.pop() => {}
            Component::CurDir => {}
            _ => return Err(wrong()),
        }
    }
    Ok(path)
}

/// The specifiers of `import … from "x"`, `import "x"` and `export … from "x"`.
pub fn static_imports(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    // Minified, statements follow each other on a line.
    for piece in source.split_inclusive(['\n', ';']) {
        let statement = source.get(at..).unwrap_or_default().trim_start();
        at += piece.len();
        let starts = piece.trim_start();
        let keyword = ["import", "export"].into_iter().find(|word| {
            starts.strip_prefix(word).is_some_and(|rest| {
                rest.starts_with(|sign: char| sign.is_whitespace() || "{*\"'".contains(sign))
            })
        });
        if let Some(keyword) = keyword {
            found.extend(specifier(
                keyword,
                statement.get(keyword.len()..).unwrap_or_default(),
            ));
        }
    }
    found
}

/// The first string of a statement, if nothing but a list of names stands before it.
fn specifier(keyword: &str, rest: &str) -> Option<String> {
    let open = rest.find(['"', '\''])?;
    let (names, quoted) = rest.split_at(open);
    let is_name = |sign: char| sign.is_alphanumeric() || "_$,{}*".contains(sign);
    let listed = names
        .chars()
        .all(|sign| sign.is_whitespace() || is_name(sign));
    let last_word = names
        .rsplit(|sign: char| !sign.is_alphanumeric())
        .find(|word| !word.is_empty());
    let bare = keyword == "import" && names.trim().is_empty();
    let named = listed && last_word == Some("from");
    if !bare && !named {
        return None;
    }
    let quote = quoted.chars().next()?;
    let text = quoted.get(1..)?;
    text.find(quote)
        .and_then(|close| text.get(..close))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_static_import_is_seen() {
        let source = "import a from \"./a.js\";\nimport {\n  b,\n  c as d,\n} from './b.js';\n\
                      import * as e from \"./e.js\";\nimport \"./f.js\";\n\
                      export { g } from \"./g.js\";\nexport * from \"./h.js\";\n";
        let expected = ["./a.js", "./b.js", "./e.js", "./f.js", "./g.js", "./h.js"];
        assert_eq!(static_imports(source), expected);
    }

    #[test]
    fn minified_statements_are_seen_one_after_the_other() {
        let source = "import{a as b,c}from\"./a-1.js\";import\"./b.js\";var d=import(\"./d.js\");\
                      export{b as e};export{f}from\"./f.js\";\n//# sourceMappingURL=x.js.map\n";
        let expected = ["./a-1.js", "./b.js", "./f.js"];
        assert_eq!(static_imports(source), expected);
    }

    #[test]
    fn what_only_looks_like_an_import_is_not_one() {
        let source = "// import \"./a.js\"\n * import x from \"./b.js\"\n\
                      const c = await import(\"./c.js\");\nimport(\"./d.js\");\n\
                      export const e = \"./e.js\";\nexport function f(g = \"./g.js\") {}\n\
                      export default \"./h.js\";\nimporter(\"./i.js\");\n";
        assert_eq!(static_imports(source), Vec::<String>::new());
    }

    #[test]
    fn imports_resolve_against_the_importing_module() {
        let module = Path::new("app/view/map.js");
        assert_eq!(
            resolve(module, "../core.js").unwrap(),
            Path::new("app/core.js")
        );
        assert_eq!(
            resolve(module, "./key.js").unwrap(),
            Path::new("app/view/key.js")
        );
    }

    #[test]
    fn an_import_from_elsewhere_is_refused() {
        for import in [
            "lodash",
            "/x.js",
            "https://example.org/x.js",
            "../../../x.js",
        ] {
            let message = resolve(Path::new("app/a.js"), import)
                .unwrap_err()
                .to_string();
            assert!(message.contains(import), "{message}");
        }
    }

    #[test]
    fn the_closure_knows_how_deep_each_module_lies() {
        let site = std::env::temp_dir().join(format!("xtask-closure-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        fs::write(
            site.join("a.js"),
            "import \"./b.js\";\nimport \"./c.js\";\n",
        )
        .unwrap();
        fs::write(
            site.join("b.js"),
            "import \"./c.js\";\nimport \"./d.js\";\n",
        )
        .unwrap();
        fs::write(site.join("c.js"), "import \"./a.js\";\n").unwrap();
        fs::write(site.join("d.js"), "").unwrap();
        let depths: Vec<usize> = closure(&site, Path::new("a.js"))
            .unwrap()
            .into_values()
            .collect();
        assert_eq!(depths, [0, 1, 1, 2]);
        fs::remove_dir_all(&site).unwrap();
    }
}
