//! Which WebAssembly features the built file may use.
//!
//! The oldest browsers served are Chromium 109, Firefox 115 and Safari 16.4. Newer compilers turn
//! features on by default, so the list is enforced on the optimised file, not assumed.

use crate::failure::Failure;
use crate::process;
use std::path::Path;
use std::process::Command;

/// Features that all three have; each name is one that `wasm-opt --enable-…` knows.
pub const ALLOWED: [&str; 9] = [
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "bulk-memory",
    "bulk-memory-opt",
    "reference-types",
    "call-indirect-overlong",
    "multivalue",
    "simd",
];

/// How hard `wasm-opt` tries: until nothing gets smaller, knowing that memory starts out as zeros
/// and that no value lies in its first kilobyte, the far end of the stack.
#[cfg(test)]
const EFFORT: [&str; 3] = ["--converge", "--low-memory-unused", "--zero-filled-memory"];

/// The same as options of `wasm-opt`: everything off, then these on.
pub fn options() -> Vec<String> {
    let enabled = ALLOWED.iter().map(|feature| format!("--enable-{feature}"));
    std::iter::once("--mvp-features".to_owned())
        .chain(enabled)
        .collect()
}

/// Validates a file against the list.
///
/// # Errors
/// When the file uses anything else, with what the validator says.
pub fn check(wasm: &Path) -> Result<(), Failure> {
    let mut command = Command::new("wasm-opt");
    command
        .args(options())
        .arg(wasm)
        .args(["--output", null_device()]);
    process::output(&mut command).map(drop).map_err(|failure| {
        Failure::Check(format!(
            "{}: expected only features of Chromium 109, Firefox 115 and Safari 16.4 ({}), \
             found others: {failure}",
            wasm.display(),
            ALLOWED.join(", ")
        ))
    })
}

const fn null_device() -> &'static str {
    if cfg!(windows) { "NUL" } else { "/dev/null" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::html;
    use crate::test::WASM_PACKAGES;

    #[test]
    fn the_build_optimises_every_module_with_exactly_the_allowed_features() {
        let page = include_str!("../../../../index.html");
        let tags = html::tags(page);
        let links: Vec<_> = tags.iter().filter(|tag| tag.is_link("rust")).collect();
        assert_eq!(links.len(), WASM_PACKAGES.len());
        for link in links {
            let given = link.attribute("data-wasm-opt-params").unwrap();
            assert_eq!(
                given,
                format!("{} {}", EFFORT.join(" "), options().join(" "))
            );
        }
    }
}
