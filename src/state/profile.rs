//! What the page of a profile shows, and beside which areas.

use super::link::is_key;
use super::{Changes, ViewState};

/// How many areas a comparison holds, the chosen one among them.
pub const MOST_COMPARED: usize = 8;

/// What the page of a profile shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum ProfilePart {
    /// Every indicator, and what stands out.
    #[default]
    Indicators,
    /// The area beside others.
    Compared,
    /// The areas most like it.
    Alike,
    /// The groups inside it.
    Groups,
}

impl ProfilePart {
    /// Every part, in the order they are listed.
    pub const ALL: [Self; 4] = [Self::Indicators, Self::Compared, Self::Alike, Self::Groups];

    /// The stable name used in links.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Indicators => "indicators",
            Self::Compared => "compared",
            Self::Alike => "alike",
            Self::Groups => "groups",
        }
    }

    /// The part a link calls `text`.
    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == text)
    }
}

/// What a profile shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileChoice {
    /// Which part of it.
    pub part: ProfilePart,
    /// Keys of the areas compared with the chosen one, in the order they were added.
    pub beside: Vec<String>,
}

impl ProfileChoice {
    /// Writes it into a link.
    pub(super) fn write(&self, put: &mut impl FnMut(&str, &str)) {
        if self.part != ProfilePart::default() {
            put("pv", self.part.key());
        }
        if !self.beside.is_empty() {
            put("pw", &self.beside.join(","));
        }
    }
}

/// Keys of areas, as many as a comparison holds beside the chosen one.
pub(super) fn compared_of(text: &str) -> Option<Vec<String>> {
    let keys: Vec<String> = text.split(',').map(str::to_owned).collect();
    (keys.len() < MOST_COMPARED && keys.iter().all(|key| is_key(key))).then_some(keys)
}

impl ViewState {
    /// Takes over what an [`Action::Profile`](super::Action::Profile) gives; the rest stays.
    pub(super) fn choose_profile(
        &mut self,
        part: Option<ProfilePart>,
        beside: Option<&Vec<String>>,
    ) -> Changes {
        self.profile.part = part.unwrap_or(self.profile.part);
        if let Some(keys) = beside {
            self.profile.beside.clone_from(keys);
        }
        self.fit_compared();
        Changes {
            push: true,
            ..Changes::TEXT
        }
    }

    /// Keeps each compared area once, without the chosen one, and no more than fit.
    pub(super) fn fit_compared(&mut self) {
        let mut kept: Vec<String> = Vec::new();
        for key in std::mem::take(&mut self.profile.beside) {
            let is_new = self.area.as_ref() != Some(&key) && !kept.contains(&key);
            if is_new && is_key(&key) && kept.len() + 1 < MOST_COMPARED {
                kept.push(key);
            }
        }
        self.profile.beside = kept;
    }
}
