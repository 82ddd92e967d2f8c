//! The worked example of the README publishes as the README says.

use std::path::Path;

use teilraum_publish::bundle::assemble;
use teilraum_publish::finding::Severity;
use teilraum_publish::load::load;

#[test]
fn the_example_of_the_readme_becomes_a_sound_bundle() {
    let atlas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saarland/atlas.toml");
    let (content, findings) = load(&atlas).unwrap();
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let bundle = assemble(&content, &[]).unwrap();
    assert_eq!(bundle.catalogue.levels.len(), 2);
}
