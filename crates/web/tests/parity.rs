//! The corpus of `tests/parity` in a browser: every bit as natively.
#![cfg(target_arch = "wasm32")]

#[path = "../../../tests/parity/corpus.rs"]
mod corpus;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const EXPECTED: &str = include_str!("../../../tests/parity/expected.txt");

#[wasm_bindgen_test]
fn the_corpus_computes_in_the_browser_what_it_computes_natively() {
    let differences = corpus::differences(EXPECTED, &corpus::corpus());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
