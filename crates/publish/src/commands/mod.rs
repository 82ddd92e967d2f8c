//! What the program can do, one file per command.

mod inspect;
mod profile;
mod publish;
mod site;
mod thin;
mod verify;

pub use inspect::inspect;
pub use profile::{Profile, profile};
pub use publish::publish;
pub use site::{page, site};
pub use thin::{Thin, thin};
pub use verify::verify;

use publish::tell;
use teilraum_publish::verify::Verification;

/// What a bundle holds, in lines for a reader.
fn summary(verification: &Verification) -> Vec<String> {
    let areas = verification
        .areas
        .iter()
        .map(|(level, count)| format!("{level} {count}"));
    let cells = verification
        .cells
        .iter()
        .map(|(state, count)| format!("{} {count}", state.key()));
    let Verification {
        files,
        bytes,
        first_bytes,
        indicators,
        ..
    } = verification;
    vec![
        format!("areas: {}", areas.collect::<Vec<_>>().join(", ")),
        format!("indicators: {indicators}"),
        format!("observations: {}", cells.collect::<Vec<_>>().join(", ")),
        format!("files: {files} with {bytes} bytes, {first_bytes} of them for the first view"),
    ]
}
