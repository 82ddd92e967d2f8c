//! The corpus natively; `crates/web/tests/parity.rs` runs the same in a browser. Both must give
//! the hashes of `tests/parity/expected.txt`; `UPDATE_PARITY=1` rewrites them from this run.

#[path = "parity/corpus.rs"]
mod corpus;

#[test]
fn the_corpus_computes_natively_what_it_computes_everywhere() {
    let sections = corpus::corpus();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parity/expected.txt");
    if std::env::var_os("UPDATE_PARITY").is_some() {
        std::fs::write(path, corpus::lines(&sections)).expect("the file can be written");
    }
    let expected = std::fs::read_to_string(path).expect("tests/parity/expected.txt");
    let differences = corpus::differences(&expected, &sections);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_changed_bit_changes_the_hash_of_its_section_alone() {
    let sections = corpus::corpus();
    let expected = corpus::lines(&sections);
    let mut altered = sections;
    altered[0].1 ^= 1;
    assert_eq!(corpus::differences(&expected, &altered).len(), 2);
}
