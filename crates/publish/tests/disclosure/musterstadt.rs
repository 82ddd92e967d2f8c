//! Both releases of the invented town, one after the other.

use std::collections::BTreeMap;
use std::path::Path;

use teilraum::format;
use teilraum::model::{Uncertainty, ValueState};
use teilraum_publish::bundle::{Bundle, Files, MANIFEST, assemble};
use teilraum_publish::finding::Severity;
use teilraum_publish::load::load;

use super::published::{Key, Published, Shown};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

fn release(folder: &Path, atlas: &str) -> Bundle {
    let (content, findings) = load(&folder.join(atlas)).unwrap();
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let bundle = assemble(&content, &[]).unwrap();
    bundle.release(&content, &folder.join("out")).unwrap();
    bundle
}

fn withheld(published: &Published) -> BTreeMap<&Key, &Shown> {
    let cells = published.cells.iter();
    cells
        .filter(|(_, shown)| shown.state == ValueState::Suppressed)
        .collect()
}

#[test]
fn the_invented_town_keeps_its_secrets_in_both_releases() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/musterstadt");
    let folder = tempfile::tempdir().unwrap();
    copy(&source, folder.path());
    let atlas = folder.path().join("atlas-1.toml");
    let text = std::fs::read_to_string(&atlas).unwrap();
    let said = text.replace("[disclosure]\n", "[disclosure]\nfirst_release = true\n");
    std::fs::write(atlas, said).unwrap();
    let first = Published::read(&release(folder.path(), "atlas-1.toml").files);
    let second = Published::read(&release(folder.path(), "atlas-2.toml").files);
    assert!(withheld(&first).len() > 10, "{}", withheld(&first).len());
    for key in withheld(&first).into_keys() {
        assert_eq!(second.cells[key].state, ValueState::Suppressed, "{key:?}");
    }
    for (key, shown) in first.cells.iter().chain(&second.cells) {
        let small = shown
            .number()
            .is_some_and(|number| 0 < number && number < 3);
        let counts =
            |one: &&teilraum::model::Indicator| one.kind == teilraum::model::MeasureKind::Count;
        let counted = first
            .indicators
            .iter()
            .filter(counts)
            .any(|one| one.key == key.0);
        assert!(!(small && counted), "{key:?}");
    }
}

/// Every block of a bundle: those of views, and those in packs.
fn blocks(files: &Files) -> Vec<teilraum::model::Block> {
    let manifest = format::manifest(MANIFEST, files.get(MANIFEST).unwrap()).unwrap();
    let bytes = files.get(&manifest.generation).unwrap();
    let catalogue = format::catalogue(&manifest.generation, bytes).unwrap();
    let bytes = |path: &String| files.get(path).unwrap();
    let views = catalogue.indicators.iter().flat_map(|one| &one.blocks);
    let views = views.map(|it| &it.file.path);
    let views = views.map(|path| format::block(path, bytes(path), &catalogue).unwrap());
    let packs = catalogue.packs.iter();
    let packs = packs.flat_map(|it| format::pack(it, bytes(&it.file.path), &catalogue).unwrap());
    views.chain(packs).collect()
}

#[test]
fn nothing_of_an_interval_stays_where_its_value_is_withheld() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/musterstadt");
    let folder = tempfile::tempdir().unwrap();
    copy(&source, folder.path());
    let atlas = folder.path().join("atlas-1.toml");
    let text = std::fs::read_to_string(&atlas).unwrap();
    let said = text.replace("[disclosure]\n", "[disclosure]\nfirst_release = true\n");
    std::fs::write(atlas, said).unwrap();
    let bundle = release(folder.path(), "atlas-1.toml");
    let published = Published::read(&bundle.files);
    let declared = published.indicators.iter().map(|one| one.uncertainty);
    for word in [
        Uncertainty::Binomial,
        Uncertainty::Poisson,
        Uncertainty::Published,
    ] {
        assert!(declared.clone().any(|it| it == word), "{word:?}");
    }
    let (mut without, mut beside) = (0, 0);
    for block in blocks(&bundle.files) {
        for (at, state) in block.states.iter().enumerate() {
            for part in &block.parts {
                without += usize::from(!state.is_number());
                beside += usize::from(state.is_number() && part.values[at] != 0);
                assert!(state.is_number() || part.values[at] == 0, "{:?}", part.part);
            }
        }
    }
    assert!(without > 100 && beside > 100, "{without} and {beside}");
    for key in ["satisfied", "child-poverty", "aids-rate"] {
        let csv = bundle.files.get(&format!("csv/{key}.csv")).unwrap();
        let csv = String::from_utf8_lossy(csv);
        let withheld = |row: &&str| row.contains(",suppressed,") || row.contains(",unreliable,");
        let rows: Vec<&str> = csv.lines().filter(withheld).collect();
        assert!(!rows.is_empty(), "{key}");
        assert!(rows.iter().all(|row| row.ends_with(",,,,")), "{rows:#?}");
    }
}
