//! Every statistical method on its reference cases: each number by its bits.

use std::collections::BTreeMap;
use teilraum_reference::{Failure, Value, embedded};

use super::digest::Digest;

/// One section for each method, over all its cases in the order of their names.
pub fn sections() -> Vec<(String, u64)> {
    let mut methods: BTreeMap<String, Digest> = BTreeMap::new();
    for case in embedded::cases().expect("sound cases") {
        let digest = methods
            .entry(case.method.clone())
            .or_insert_with(Digest::new);
        digest.text(&case.id);
        match teilraum_reference::run(&case, &embedded::file) {
            Ok(value) => leaf(digest, &value),
            Err(Failure::Reason(reason)) => digest.text(reason.code()),
            Err(Failure::Case(told)) => panic!("{}: {told}", case.id),
        }
    }
    let named = |(method, digest): (String, Digest)| (format!("method {method}"), digest.finish());
    methods.into_iter().map(named).collect()
}

/// A value with everything in it. Kinds differ by their first byte, so that 1 is not "1" or [1].
fn leaf(digest: &mut Digest, value: &Value) {
    match value {
        Value::Null => digest.bytes(b"0"),
        Value::Bool(value) => digest.bytes(if *value { b"t" } else { b"f" }),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => {
                digest.bytes(b"n");
                digest.whole(whole);
            }
            (None, float) => {
                digest.bytes(b"x");
                digest.float(float.expect("a number"));
            }
        },
        Value::String(text) => {
            digest.bytes(b"s");
            digest.text(text);
        }
        Value::Array(items) => {
            digest.bytes(b"[");
            items.iter().for_each(|item| leaf(digest, item));
            digest.bytes(b"]");
        }
        Value::Object(fields) => {
            digest.bytes(b"{");
            for (name, field) in fields {
                digest.text(name);
                leaf(digest, field);
            }
            digest.bytes(b"}");
        }
    }
}
