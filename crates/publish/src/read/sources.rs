//! Every file is read and cut into cells once, for all recipes that need it, and let go after the
//! last of them.
//!
//! Threads may ask for tables at the same time: whoever comes first reads the file, the others wait.
//! What was found while reading is told to each of them, so that a report does not depend on who
//! was first.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::bundle::Opened;
use super::table::Table;
use super::text::{self, Part};
use super::{bundle, bytes, package, workbook};
use crate::config::Config;
use crate::config::recipe::{Container, Recipe};
use crate::finding::Finding;
use crate::report::Report;

/// What is read out of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Want {
    container: Container,
    skip_rows: u32,
    stop: Option<String>,
}

impl Want {
    fn of(recipe: &Recipe) -> Self {
        Self {
            container: recipe.container.clone(),
            skip_rows: recipe.skip_rows(),
            stop: recipe.stop().map(str::to_owned),
        }
    }
}

/// A table as read, and what was found meanwhile.
pub type Loaded = Arc<(Option<Table>, Vec<Finding>)>;

/// Another bundle, if it is sound, and what was found meanwhile.
pub type OpenedBundle = Arc<(Option<Opened>, Vec<Finding>)>;

/// One file: how many recipes still need which part, and the parts that are read.
#[derive(Debug, Default)]
struct File {
    wanted: BTreeMap<Want, usize>,
    loaded: BTreeMap<Want, Loaded>,
}

/// The files of all recipes.
#[derive(Debug)]
pub struct Sources<'a> {
    root: &'a Path,
    files: BTreeMap<&'a str, Mutex<File>>,
    bundles: Mutex<BTreeMap<String, OpenedBundle>>,
}

impl<'a> Sources<'a> {
    /// Nothing read yet; counts which recipe needs what.
    #[must_use]
    pub fn plan(config: &'a Config) -> Self {
        let recipes = config.indicators.iter().flat_map(|entry| &entry.reads);
        Self::of(&config.root, recipes)
    }

    /// As [`Sources::plan`], for these recipes.
    pub fn of(root: &'a Path, recipes: impl Iterator<Item = &'a Recipe>) -> Self {
        let mut files: BTreeMap<&str, File> = BTreeMap::new();
        let files_of = |recipe: &&Recipe| recipe.container != Container::Folder;
        for recipe in recipes.filter(files_of) {
            let file = files.entry(recipe.common.file.as_str()).or_default();
            *file.wanted.entry(Want::of(recipe)).or_default() += 1;
        }
        let files = files
            .into_iter()
            .map(|(name, file)| (name, Mutex::new(file)));
        Self {
            root,
            files: files.collect(),
            bundles: Mutex::default(),
        }
    }

    /// The other bundle in the folder `dir`, verified once; `None` if it is not sound.
    pub fn bundle(&self, dir: &str, report: &mut Report) -> OpenedBundle {
        let mut bundles = self.bundles.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || {
            let mut report = Report::default();
            let opened = bundle::open(self.root, dir, &mut report);
            Arc::new((opened, report.into_findings()))
        };
        let opened = Arc::clone(bundles.entry(dir.to_owned()).or_insert_with(open));
        drop(bundles);
        report.extend(opened.1.clone());
        opened
    }

    /// The table that `recipe` reads; `None` if it cannot be read, which is an error then.
    ///
    /// Each recipe may take its table once.
    pub fn take(&self, recipe: &Recipe, report: &mut Report) -> Option<Loaded> {
        let name = recipe.common.file.as_str();
        let mut file = self
            .files
            .get(name)?
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let want = Want::of(recipe);
        if !file.loaded.contains_key(&want) {
            file.load(self.root, name);
        }
        let loaded = file.loaded.get(&want).cloned()?;
        if let Some(left) = file.wanted.get_mut(&want) {
            *left = left.saturating_sub(1);
            if *left == 0 {
                file.loaded.remove(&want);
                file.wanted.remove(&want);
            }
        }
        drop(file);
        report.extend(loaded.1.clone());
        loaded.0.is_some().then_some(loaded)
    }
}

impl File {
    /// Reads every part that is still wanted.
    fn load(&mut self, root: &Path, name: &str) {
        let mut whole = None;
        for want in self.wanted.keys() {
            let mut report = Report::default();
            let part = Part {
                skip_rows: want.skip_rows,
                stop: want.stop.as_deref(),
            };
            if whole.is_none() && !matches!(want.container, Container::Resource(_)) {
                let mut report = Report::default();
                let read = bytes(root, name, &mut report);
                whole = Some((read, report.into_findings()));
            }
            let read = whole.as_ref().and_then(|(bytes, findings)| {
                report.extend(findings.clone());
                bytes.as_deref()
            });
            let table = match (&want.container, read) {
                (Container::Resource(resource), _) => {
                    package::read(root, name, resource, part, &mut report)
                }
                (Container::Text(form), Some(bytes)) => {
                    text::read(bytes, *form, part, name, &mut report)
                }
                (Container::Sheet(sheet), Some(bytes)) => {
                    workbook::read(bytes, sheet, part, name, &mut report)
                }
                (Container::Folder, _) | (_, None) => None,
            };
            let loaded = Arc::new((table, report.into_findings()));
            self.loaded.insert(want.clone(), loaded);
        }
    }
}
