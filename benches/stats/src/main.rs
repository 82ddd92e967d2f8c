//! `prepare BUNDLE INPUTS` writes what every contestant reads; `report FOLDER` prints the table.

#![allow(
    clippy::disallowed_methods,
    reason = "a tool of developers reads and writes files; the engine must not"
)]

#[cfg(not(target_arch = "wasm32"))]
mod prepare;
#[cfg(not(target_arch = "wasm32"))]
mod report;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["prepare", bundle, inputs] => prepare::prepare(bundle.as_ref(), inputs.as_ref()),
        ["report", folder] => report::report(folder.as_ref()),
        _ => Err("expected: prepare BUNDLE INPUTS, or report FOLDER".into()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench stats: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
