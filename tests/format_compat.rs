//! Bundles of every past version open for ever: each folder `tests/fixtures/bundle-*`.

mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use teilraum::format;
use teilraum::model::Catalogue;

fn bundles() -> Vec<String> {
    let mut names = tree::folders("tests/fixtures");
    names.retain(|name| name.starts_with("bundle-"));
    assert!(!names.is_empty(), "no bundle in tests/fixtures");
    names
}

struct Bundle(std::path::PathBuf);

impl Bundle {
    fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn catalogue(&self) -> (String, Catalogue, BTreeSet<String>) {
        let manifest = format::manifest("manifest.json", &self.read("manifest.json"));
        let manifest = manifest.expect("a manifest");
        let path = manifest.generation;
        let catalogue = format::catalogue(&path, &self.read(&path)).expect("a catalogue");
        let named = ["manifest.json".to_owned(), path.clone()].into();
        (path, catalogue, named)
    }

    /// Opens everything the catalogue names, and says what that was.
    fn open_all(&self) -> BTreeSet<String> {
        let (_, catalogue, mut named) = self.catalogue();
        let parts = catalogue.areas.iter().map(|file| {
            named.insert(file.path.clone());
            format::areas(&file.path, &self.read(&file.path)).expect("areas")
        });
        let areas = format::join_areas(parts.collect::<Vec<_>>(), &catalogue).expect("all areas");
        let count = areas.0.len() as u32;
        for (language, texts) in &catalogue.texts {
            let (core, long) = (&texts.core.path, &texts.definitions.path);
            format::texts(core, &self.read(core), language).expect("texts");
            format::definitions(long, &self.read(long)).expect("definitions");
            named.extend([core.clone(), long.clone()]);
        }
        for search in &catalogue.search {
            let path = &search.path;
            format::search(path, &self.read(path), count).expect("search terms");
            named.insert(path.clone());
        }
        self.open_outlines(&catalogue, &mut named);
        for block in catalogue
            .indicators
            .iter()
            .flat_map(|indicator| &indicator.blocks)
        {
            let path = &block.file.path;
            format::block(path, &self.read(path), &catalogue).expect("a block");
            named.insert(path.clone());
        }
        if let Some(list) = &catalogue.downloads {
            format::downloads(&list.path, &self.read(&list.path)).expect("downloads");
            named.insert(list.path.clone());
        }
        for layer in &catalogue.facilities {
            let path = &layer.file.path;
            format::facilities(path, &self.read(path), &catalogue).expect("facilities");
            named.insert(path.clone());
        }
        let mut packs = catalogue.packs.clone();
        for list in &catalogue.pack_lists {
            let path = &list.path;
            packs.extend(format::pack_list(path, &self.read(path), &catalogue).expect("packs"));
            named.insert(path.clone());
        }
        for pack in &packs {
            let path = &pack.file.path;
            format::pack(pack, &self.read(path), &catalogue).expect("a pack");
            named.insert(path.clone());
        }
        named
    }

    fn open_outlines(&self, catalogue: &Catalogue, named: &mut BTreeSet<String>) {
        for geometry in &catalogue.geometry {
            let mut topology = None;
            for file in &geometry.bands {
                let bytes = self.read(&file.path);
                match &mut topology {
                    None => {
                        let read = format::topology(&file.path, &bytes, catalogue);
                        topology = Some(read.expect("a topology"));
                    }
                    Some(topology) => {
                        let band = format::refine(&file.path, &bytes, topology).expect("a band");
                        teilraum::geom::refine(topology, &band).expect("a band that fits");
                    }
                }
                named.insert(file.path.clone());
            }
            if let Some(file) = &geometry.mesh {
                let path = &file.path;
                format::mesh(path, &self.read(path), catalogue).expect("a mesh");
                named.insert(path.clone());
            }
            if let Some(context) = &geometry.context {
                let path = &context.file.path;
                format::context(path, &self.read(path)).expect("land around the areas");
                named.insert(path.clone());
            }
            for file in &geometry.neighbours {
                let path = &file.path;
                format::neighbours(path, &self.read(path), catalogue).expect("neighbours");
                named.insert(path.clone());
            }
        }
    }
}

/// Every bundle's default view, answered and painted from the files it asks for.
#[test]
fn every_bundle_ever_published_shows_its_first_view() {
    let messages = include_bytes!("../www/messages/de.json");
    for name in bundles() {
        let bundle = Bundle(tree::root().join("tests/fixtures").join(&name));
        let mut atlas = teilraum::atlas::Atlas::new("de");
        atlas.map_mut().resize(400, 300, 1.0);
        for _ in 0..9 {
            for path in atlas.missing() {
                let bytes = match path.starts_with("messages/") {
                    true => messages.to_vec(),
                    false => bundle.read(&path),
                };
                atlas.supply(&path, &bytes).expect("a sound file");
            }
        }
        while atlas.work() {}
        let answer = atlas.answer();
        assert!(answer.complete && answer.notices.is_empty(), "{name}");
        assert_eq!(
            answer.heading.title,
            "Verfügbares Einkommen je Einwohner, Kreise, 2014"
        );
        let classes = answer.legend.classes.iter();
        let counted: Result<u32, _> = classes.map(|it| it.count.parse::<u32>()).sum();
        assert_eq!(counted, Ok(10), "{name}");
        assert!(atlas.map_mut().paint().expect("a size").is_some(), "{name}");
    }
}

fn paths_below(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            paths_below(&path, root, found);
        } else {
            let relative = path.strip_prefix(root).expect("below");
            found.insert(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn every_bundle_ever_published_opens_completely() {
    for name in bundles() {
        let bundle = Bundle(tree::root().join("tests/fixtures").join(&name));
        let opened = bundle.open_all();
        let mut on_disk = BTreeSet::new();
        paths_below(&bundle.0, &bundle.0, &mut on_disk);
        on_disk.remove("files.rs");
        assert_eq!(opened, on_disk, "{name}");
    }
}

#[test]
fn the_list_compiled_into_tests_names_every_file_once() {
    for name in bundles() {
        let bundle = Bundle(tree::root().join("tests/fixtures").join(&name));
        let list = String::from_utf8(bundle.read("files.rs")).expect("text");
        let named: Vec<&str> = list
            .split("include_bytes!(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let mut on_disk = BTreeSet::new();
        paths_below(&bundle.0, &bundle.0, &mut on_disk);
        on_disk.remove("files.rs");
        assert_eq!(
            named,
            on_disk.iter().map(String::as_str).collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn a_fixture_stays_small() {
    for name in bundles() {
        let bundle = Bundle(tree::root().join("tests/fixtures").join(&name));
        let mut on_disk = BTreeSet::new();
        paths_below(&bundle.0, &bundle.0, &mut on_disk);
        let bytes: usize = on_disk.iter().map(|path| bundle.read(path).len()).sum();
        assert!(bytes <= 60 * 1024, "{name}: {bytes} bytes");
    }
}
