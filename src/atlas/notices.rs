//! What must be said about the link or the data.

use crate::state::LinkNotice;
use crate::text::Arg;

use super::files::{Files, Role};
use super::speaker::Speaker;
use super::view::View;

/// Notices of a view: first about its link, then about its files.
pub(super) fn notices(view: &View<'_>, version: &str, link: &[LinkNotice]) -> Vec<String> {
    let speaker = &view.speaker;
    let about_link = link
        .iter()
        .map(|notice| link_notice(speaker, version, notice));
    let unknown = view
        .state
        .area
        .as_deref()
        .filter(|_| !view.files.areas.0.is_empty());
    let unknown = unknown.filter(|_| view.chosen().is_none());
    let unknown = unknown.map(|key| speaker.say("link.unknown-area", &[("key", Arg::Text(key))]));
    let about_files = view
        .files
        .refused
        .iter()
        .map(|(path, reason)| file_notice(view.files, speaker, path, reason));
    about_link.chain(unknown).chain(about_files).collect()
}

fn link_notice(speaker: &Speaker<'_>, current: &str, notice: &LinkNotice) -> String {
    match notice {
        LinkNotice::UnknownKey(key) => speaker.say("link.unknown-key", &[("key", Arg::Text(key))]),
        LinkNotice::UnknownValue(key, value) => speaker.say(
            "link.unknown-value",
            &[("key", Arg::Text(key)), ("value", Arg::Text(value))],
        ),
        LinkNotice::Newer(version) => speaker.say("link.newer", &[("version", Arg::Text(version))]),
        LinkNotice::OtherData(version) => speaker.say(
            "link.other-data",
            &[
                ("version", Arg::Text(version)),
                ("current", Arg::Text(current)),
            ],
        ),
    }
}

/// What is missing, why, and what still works.
fn file_notice(files: &Files, speaker: &Speaker<'_>, path: &str, reason: &str) -> String {
    let usable = match files.role(path) {
        Role::Block(_) => "missing.usable.values",
        Role::Band { band: 0, .. } | Role::Neighbours(_) => "missing.usable.map",
        Role::Band { .. } => "missing.usable.detail",
        Role::Search => "missing.usable.search",
        Role::Definitions(_) => "missing.usable.definitions",
        Role::Manifest
        | Role::Generation
        | Role::Messages(_)
        | Role::Areas(_)
        | Role::Texts(_)
        | Role::Other => "missing.usable.nothing",
    };
    let usable = speaker.say(usable, &[]);
    let args = [
        ("path", Arg::Text(path)),
        ("reason", Arg::Text(reason)),
        ("usable", Arg::Text(&usable)),
    ];
    speaker.say("missing.file", &args)
}
