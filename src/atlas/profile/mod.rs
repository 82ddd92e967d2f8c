//! The profile of an area: all its indicators, each with value, rank among its siblings, parents, place
//! between worst and best, and trend; and what of all this stands out.
//!
//! Figures come in packs (`packs`), one for the area and its siblings and one for each area around it,
//! however many indicators there are. `group` resolves one indicator for the family, `entry` says what
//! there is to say of it, `spine` where the area stands, `movement` where it goes, `out` what stands out.
//!
//! Three more parts are asked for one at a time: `compared` puts up to eight areas beside each other,
//! `alike` finds the areas most like this one, `groups` tells how far groups inside it are apart.

mod alike;
mod answer;
mod compared;
mod entry;
mod group;
mod groups;
mod movement;
mod out;
mod packs;
mod spine;

pub use answer::{
    Alike, AlikeArea, Compared, ComparedArea, ComparedFigure, ComparedRow, ComparedTheme,
    GroupLine, GroupSet, Groups, Movement, OutGroup, Profile, ProfileEntry, ProfileTheme, Spine,
    StandingOut,
};
pub(super) use packs::{Packs, want};

use crate::model::{IndicatorIx, Theme};
use crate::state::{ProfilePart, Tab};
use crate::text::Arg;

use self::group::{Family, Group};
use super::answer::Choice;
use super::view::View;

/// The profile of the chosen area, on the page of profiles only.
pub(super) fn profile(view: &View<'_>) -> Option<Profile> {
    if view.state.tab != Tab::Profile {
        return None;
    }
    let view = &view.plain();
    let Some(family) = Family::of(view) else {
        return Some(Profile {
            intro: view.speaker.say("kind.profile.choose", &[]),
            ..Profile::default()
        });
    };
    let mut profile = head(view, &family);
    match view.state.profile.part {
        ProfilePart::Indicators => put_indicators(&mut profile, view, &family),
        ProfilePart::Compared => profile.compared = Some(compared::compared(view, &family)),
        ProfilePart::Alike if profile.waiting => {}
        ProfilePart::Alike => profile.alike = Some(alike::alike(view, &family)),
        ProfilePart::Groups => profile.groups = Some(groups::groups(view, &family)),
    }
    Some(profile)
}

/// Who it is about, and what can be shown.
fn head(view: &View<'_>, family: &Family<'_>) -> Profile {
    let (speaker, area) = (&view.speaker, family.area);
    let kind = speaker.kind(area);
    let chosen = view.state.profile.part;
    let args = [("kind", Arg::Text(&kind)), ("key", Arg::Text(&area.key))];
    let part = |part: ProfilePart| {
        let args = [("part", Arg::Text(part.key()))];
        Choice {
            key: part.key().to_owned(),
            label: speaker.say("kind.profile.part", &args),
            chosen: part == chosen,
            ..Choice::default()
        }
    };
    let intro = [("part", Arg::Text(chosen.key()))];
    Profile {
        title: speaker.name(area).to_owned(),
        kind: speaker.say("kind.profile.kind", &args),
        intro: speaker.say("kind.profile.intro", &intro),
        parts: ProfilePart::ALL.map(part).to_vec(),
        waiting: is_coming(view, family),
        beside: view.state.profile.beside.clone(),
        ..Profile::default()
    }
}

/// Every indicator by theme, and what stands out.
fn put_indicators(profile: &mut Profile, view: &View<'_>, family: &Family<'_>) {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for theme in view.files.catalogue.iter().flat_map(|it| &it.themes) {
        let own = of_theme(view, theme).filter_map(|ix| Group::of(view, family, ix));
        let own: Vec<Group<'_>> = own.collect();
        if !own.is_empty() {
            let label = view.speaker.texts.themes.get(&theme.key);
            profile.themes.push(ProfileTheme {
                key: theme.key.clone(),
                label: label.cloned().unwrap_or_default(),
                entries: own.iter().map(entry::entry).collect(),
            });
        }
        groups.extend(own);
    }
    if !profile.waiting {
        (profile.out, profile.out_note) = out::out(&view.speaker, &groups);
    }
}

/// The indicators of a theme, in the catalogue's order.
fn of_theme<'a>(view: &View<'a>, theme: &'a Theme) -> impl Iterator<Item = IndicatorIx> + 'a {
    let all = view.files.catalogue.iter().flat_map(|it| &it.indicators);
    let all = (0..).map(IndicatorIx).zip(all);
    let own = all.filter(|(_, indicator)| indicator.theme == theme.key);
    own.map(|(ix, _)| ix)
}

/// Whether files are still to come.
fn is_coming(view: &View<'_>, family: &Family<'_>) -> bool {
    let Some(catalogue) = &view.files.catalogue else {
        return true;
    };
    let mut wanted = Vec::new();
    let place = (family.ix, family.area.level);
    want(view.files, catalogue, view.state, place, &mut wanted);
    wanted.iter().any(|path| view.files.lacks(path))
}
