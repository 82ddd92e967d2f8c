//! What must be said about the link or the data.

use crate::state::LinkNotice;
use crate::text::Arg;

use super::files::{Place, Role};
use super::speaker::Speaker;
use super::view::View;

/// Notices of a view: first about its link, then about its files.
pub(super) fn notices(view: &View<'_>, version: &str, link: &[LinkNotice]) -> Vec<String> {
    let speaker = &view.speaker;
    let about_link = link
        .iter()
        .map(|notice| link_notice(speaker, version, notice));
    let unknown = view.state.area.as_deref();
    let unknown = unknown.filter(|key| view.files.find(key, view.level_ix) == Place::Nowhere);
    let unknown = unknown.map(|key| speaker.say("link.unknown-area", &[("key", Arg::Text(key))]));
    let mut notices: Vec<String> = about_link.chain(unknown).collect();
    let mut said = Vec::new();
    for (path, reason) in &view.files.refused {
        // Several files of one kind are one piece of news.
        let usable = usable(view, path);
        if !said.contains(&usable) {
            said.push(usable);
            notices.push(file_notice(speaker, path, reason, usable));
        }
    }
    notices
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

/// Key of the message that says what still works without a file.
fn usable(view: &View<'_>, path: &str) -> &'static str {
    match view.files.role(path) {
        // Names of levels that the view does not show are only wanted for search.
        Role::Areas if view.has_its_areas() => "missing.usable.search",
        Role::Block(_) => "missing.usable.values",
        Role::Band { band: 0, .. } | Role::Neighbours(_) => "missing.usable.map",
        Role::Band { .. } | Role::Context => "missing.usable.detail",
        Role::Search => "missing.usable.search",
        Role::Definitions(_) => "missing.usable.definitions",
        #[cfg(feature = "kinds")]
        Role::Downloads => "missing.usable.definitions",
        #[cfg(feature = "kinds")]
        Role::Facilities => "kind.missing.facilities",
        #[cfg(feature = "kinds")]
        Role::Pack | Role::PackList => "kind.missing.profile",
        Role::Manifest
        | Role::Generation
        | Role::Messages(_)
        | Role::Areas
        | Role::Texts(_)
        | Role::Other => "missing.usable.nothing",
    }
}

/// What is missing, why, and what still works.
fn file_notice(speaker: &Speaker<'_>, path: &str, reason: &str, usable: &str) -> String {
    let usable = speaker.say(usable, &[]);
    let args = [
        ("path", Arg::Text(path)),
        ("reason", Arg::Text(reason)),
        ("usable", Arg::Text(&usable)),
    ];
    speaker.say("missing.file", &args)
}
