//! The hook that Trunk calls when its work is staged and not yet in place.
//!
//! Afterwards everything but `index.html`, `methods.html`, what other pages load and the data's
//! `manifest.json` has its content's hash in its name or folder, so hosts may serve it as immutable:
//!
//! ```text
//! index.html            names all that follows, with integrity, policy and preloads
//! methods.html          the handbook of methods, which runs nothing
//! teilraum-embed.js     lets the frames of other pages follow their atlases
//! teilraum-atlas.js     the element `<teilraum-atlas>` for other pages
//! core.<hash>.wasm      the engine
//! study.<hash>.wasm     charts and studies, loaded on first use
//! maps.<hash>.wasm      the engine with every kind of map, loaded on first use
//! office.<hash>.wasm     what writes files, loaded on first use
//! app.<hash>/           the shell and the glue to the four, bundled
//! ```

use super::{bundle, features, hash, head, modules, static_page, strict};
use crate::failure::Failure;
use crate::workspace::Workspace;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Works on the folder that Trunk names in `TRUNK_STAGING_DIR`.
///
/// # Errors
/// When the folder is not as Trunk leaves it, or the page is not strict.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    let site = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::Usage("post-build is called by Trunk, which sets TRUNK_STAGING_DIR".into())
        })?;
    let types = workspace.at("target/types");
    let wasm = CORE.place(&site, &types)?;
    for module in ON_FIRST_USE {
        module.place(&site, &types)?;
    }
    let shell = site.join(head::SHELL);
    let snippets = site.join("snippets");
    if snippets.is_dir() {
        rename(&snippets, &shell.join("snippets"))?;
    }
    bundle::run(&shell)?;
    let page_file = site.join("index.html");
    let page = fs::read_to_string(&page_file).map_err(Failure::file("read", &page_file))?;
    for name in static_page::PAGES
        .into_iter()
        .chain(bundle::names_for_other_pages())
    {
        rename(&shell.join(name), &site.join(name))?;
    }
    let shell = hash_shell(&site)?;
    for name in static_page::PAGES {
        place_page(&site, &shell, name)?;
    }
    let modules = start_modules(&site, &shell)?;
    let data = workspace.demo().is_some();
    let names = head::Names {
        shell: &shell,
        wasm: &wasm,
        modules: &modules,
        data,
    };
    let page = head::rewrite(&page, &names, |name| read(&site.join(name)))?;
    strict::check(&page)?;
    fs::write(&page_file, page).map_err(Failure::file("write", &page_file))
}

/// Lets a page that runs nothing load its styles from the hashed shell.
fn place_page(site: &Path, shell: &str, name: &str) -> Result<(), Failure> {
    let file = site.join(name);
    let page = fs::read_to_string(&file).map_err(Failure::file("read", &file))?;
    let page = static_page::rewrite(&page, shell, |name| read(&site.join(name)))?;
    fs::write(&file, page).map_err(Failure::file("write", &file))
}

/// One of the site's wasm modules.
struct Module {
    /// The package that Trunk compiled.
    package: &'static str,
    /// What it is called in the site.
    name: &'static str,
    /// Its glue in the shell's folder, without the ending.
    glue: &'static str,
}

const CORE: Module = Module {
    package: "teilraum-web",
    name: "core",
    glue: "core",
};

/// What no first visit loads.
const ON_FIRST_USE: [Module; 3] = [
    Module {
        package: "teilraum-study",
        name: "study",
        glue: "study/module",
    },
    Module {
        package: "teilraum-maps",
        name: "maps",
        glue: "kinds/module",
    },
    Module {
        package: "teilraum-office",
        name: "office",
        glue: "office/module",
    },
];

/// What `wasm-bindgen` made, as Trunk stages it.
struct Built {
    wasm: PathBuf,
    glue: PathBuf,
    declarations: PathBuf,
}

impl Built {
    /// Trunk puts a hash behind the name of the page's main module, and none behind others.
    fn find(site: &Path, package: &str) -> Result<Self, Failure> {
        let mut stems = Vec::new();
        for entry in fs::read_dir(site)
            .map_err(Failure::file("read", site))?
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let stem = name.strip_suffix("_bg.wasm");
            stems.extend(
                stem.filter(|stem| stem.starts_with(package))
                    .map(str::to_owned),
            );
        }
        let [stem] = stems.as_slice() else {
            return Err(Failure::Check(format!(
                "{}: expected one file {package}*_bg.wasm, found {}",
                site.display(),
                stems.len()
            )));
        };
        Ok(Self {
            wasm: site.join(format!("{stem}_bg.wasm")),
            glue: site.join(format!("{stem}.js")),
            declarations: site.join(format!("{stem}.d.ts")),
        })
    }
}

impl Module {
    /// Checks the module, hashes its name, moves its glue into the shell and its types out of the
    /// site; returns its name.
    fn place(&self, site: &Path, types: &Path) -> Result<String, Failure> {
        let built = Built::find(site, self.package)?;
        features::check(&built.wasm)?;
        let name = format!("{}.{}.wasm", self.name, hash::short(&read(&built.wasm)?));
        rename(&built.wasm, &site.join(&name))?;
        let glue = fs::read_to_string(&built.glue).map_err(Failure::file("read", &built.glue))?;
        let placed = site.join(head::SHELL).join(self.glue).with_extension("js");
        // Bundled, it lies at the top of the shell's folder.
        let pointed = point_glue(&glue, &format!("../{name}"))?;
        fs::write(&placed, pointed).map_err(Failure::file("write", &placed))?;
        fs::remove_file(&built.glue).map_err(Failure::file("remove", &built.glue))?;
        let declarations = types.join(self.glue).with_extension("d.ts");
        let folder = declarations.parent().unwrap_or(types);
        fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
        rename(&built.declarations, &declarations)?;
        Ok(name)
    }
}

/// Lets the glue, which moves into the shell's folder, load its module from a new address.
fn point_glue(glue: &str, address: &str) -> Result<String, Failure> {
    let wrong = |found: usize| {
        Failure::Check(format!(
            "the glue: expected one address new URL('….wasm', import.meta.url), found {found}"
        ))
    };
    let (open, close) = ("new URL('", "_bg.wasm', import.meta.url)");
    let found = glue.matches(close).count();
    let (before, after) = glue
        .split_once(close)
        .filter(|_| found == 1)
        .ok_or(wrong(found))?;
    let (before, _) = before.rsplit_once(open).ok_or(wrong(0))?;
    Ok(format!("{before}{open}{address}', import.meta.url){after}"))
}

/// Gives the shell's folder its hashed name.
fn hash_shell(site: &Path) -> Result<String, Failure> {
    let shell = site.join(head::SHELL);
    let mut contents = Vec::new();
    for (name, file) in files_below(&shell)? {
        contents.push((name, read(&file)?));
    }
    let files = contents
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let name = format!("app.{}", hash::of_folder(files));
    rename(&shell, &site.join(&name))?;
    Ok(name)
}

/// The modules that run at start, in the order in which they do.
fn start_modules(site: &Path, shell: &str) -> Result<Vec<String>, Failure> {
    let entry = Path::new(shell).join("boot.js");
    let closure = modules::closure(site, &entry)?;
    let mut modules: Vec<(Reverse<usize>, PathBuf)> = closure
        .into_iter()
        .map(|(path, depth)| (Reverse(depth), path))
        .collect();
    modules.sort();
    Ok(modules
        .into_iter()
        .map(|(_, path)| path.to_string_lossy().replace('\\', "/"))
        .collect())
}

/// All files below a folder, by their path with `/`.
pub fn files_below(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .map_err(Failure::file("read", &folder))?
            .flatten()
        {
            let path = entry.path();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if path.is_dir() {
                folders.push((format!("{name}/"), path));
            } else {
                found.insert(name, path);
            }
        }
    }
    Ok(found)
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(Failure::file("read", file))
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::rename(from, to).map_err(Failure::file("move", from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "a = new URL('x', y); m = new URL('web_bg.wasm', import.meta.url); z()";

    #[test]
    fn the_glue_finds_the_core_one_folder_up() {
        let expected = "a = new URL('x', y); m = new URL('../core.1.wasm', import.meta.url); z()";
        assert_eq!(point_glue(GLUE, "../core.1.wasm").unwrap(), expected);
    }

    #[test]
    fn glue_of_another_shape_is_an_error_not_a_broken_site() {
        for glue in [
            "",
            "new URL(\"web_bg.wasm\", import.meta.url)",
            &GLUE.repeat(2),
        ] {
            assert!(point_glue(glue, "../core.1.wasm").is_err(), "{glue}");
        }
    }

    #[test]
    fn each_module_is_found_by_its_package_and_a_second_one_is_an_error() {
        let site = std::env::temp_dir().join(format!("xtask-modules-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        for name in [
            "teilraum-web-1f",
            "teilraum-study",
            "teilraum-maps",
            "teilraum-office",
        ] {
            fs::write(site.join(format!("{name}_bg.wasm")), "").unwrap();
        }
        let core = Built::find(&site, CORE.package).unwrap();
        assert!(core.glue.ends_with("teilraum-web-1f.js"));
        for module in ON_FIRST_USE {
            let built = Built::find(&site, module.package).unwrap();
            assert!(built.wasm.ends_with(format!("{}_bg.wasm", module.package)));
        }
        fs::write(site.join("teilraum-web-2f_bg.wasm"), "").unwrap();
        assert!(Built::find(&site, CORE.package).is_err());
        fs::remove_dir_all(&site).unwrap();
    }

    #[test]
    fn the_name_of_the_shell_follows_its_content() {
        let site = std::env::temp_dir().join(format!("xtask-shell-{}", std::process::id()));
        let mut names = Vec::new();
        for text in ["one", "two", "one"] {
            fs::create_dir_all(site.join("www/deep")).unwrap();
            fs::write(site.join("www/deep/a.js"), text).unwrap();
            let name = hash_shell(&site).unwrap();
            assert!(site.join(&name).join("deep/a.js").is_file());
            fs::remove_dir_all(site.join(&name)).unwrap();
            names.push(name);
        }
        assert_ne!(names[0], names[1]);
        assert_eq!(names[0], names[2]);
        fs::remove_dir_all(&site).unwrap();
    }
}
