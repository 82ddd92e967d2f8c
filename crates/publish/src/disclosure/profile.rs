//! Profiles: the parameters that ship, with what the configuration changes of them.

use crate::config::disclosure::{ProfileChanges, ProfileName};
use crate::config::{Config, IndicatorConfig};

/// Key of the note on indicators whose secret cells are withheld.
pub const NOTE_WITHHELD: &str = "disclosure-withheld";
/// Key of the note on indicators whose counts are rounded.
pub const NOTE_ROUNDED: &str = "disclosure-rounded";
/// Key of the note on indicators whose counts carry noise.
pub const NOTE_NOISE: &str = "disclosure-noise";

/// How the secrets of one indicator are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Counts from 1 to below this are secret.
    pub minimum: i64,
    /// Least width of the interval to which an attacker can narrow a secret.
    pub width: i64,
    /// Zeros are secret where the whole of their group is below this.
    pub small_group: i64,
    /// Shares and rates with a smaller denominator are secret.
    pub smallest_base: i64,
    /// Means of fewer cases are secret.
    pub smallest_cases: i64,
    /// p of the p-percent rule.
    pub p_percent: Option<u32>,
    /// Share in percent that the largest two contributors may have together.
    pub largest_two_percent: Option<u32>,
    /// Whether numbers are hidden or changed.
    pub method: Method,
}

/// What happens to the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Secret cells, and those that give them away, are withheld.
    Withhold,
    /// Every count is rounded to a multiple of this.
    Round(i64),
    /// Every count gets the noise of this table's file.
    Noise(String),
}

impl Method {
    /// What happens to the numbers, in words.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Withhold => "withheld".to_owned(),
            Self::Round(base) => format!("rounded to {base}"),
            Self::Noise(_) => "with noise".to_owned(),
        }
    }
}

impl Profile {
    /// The profile of an indicator.
    #[must_use]
    pub fn of(config: &Config, entry: &IndicatorConfig) -> Self {
        let atlas = &config.atlas.disclosure;
        let name = entry.disclosure.profile.unwrap_or(atlas.profile);
        let mut profile = Self::shipped(name);
        if let Some(changes) = atlas.profiles.get(&name) {
            profile.change(changes);
        }
        profile
    }

    /// The parameters of METHODS as they ship.
    fn shipped(name: ProfileName) -> Self {
        let strict = Self {
            minimum: 3,
            width: 3,
            small_group: 0,
            smallest_base: 100,
            smallest_cases: 5,
            p_percent: Some(10),
            largest_two_percent: None,
            method: Method::Withhold,
        };
        match name {
            ProfileName::Strict3 => strict,
            ProfileName::Careful5 => Self {
                minimum: 5,
                width: 5,
                small_group: 10,
                ..strict
            },
            ProfileName::BaCompatible => Self {
                smallest_base: 0,
                ..strict
            },
            ProfileName::Round5 => Self {
                smallest_base: 0,
                method: Method::Round(5),
                ..strict
            },
            ProfileName::Ckm => Self {
                minimum: 0,
                smallest_base: 0,
                method: Method::Noise(String::new()),
                ..strict
            },
        }
    }

    fn change(&mut self, changes: &ProfileChanges) {
        let set = |slot: &mut i64, change: Option<u32>| {
            if let Some(change) = change {
                *slot = i64::from(change);
            }
        };
        set(&mut self.minimum, changes.minimum);
        set(&mut self.width, changes.width.or(changes.minimum));
        set(&mut self.small_group, changes.small_group);
        set(&mut self.smallest_base, changes.smallest_base);
        set(&mut self.smallest_cases, changes.smallest_cases);
        self.p_percent = changes.p_percent.or(self.p_percent).filter(|p| *p > 0);
        self.largest_two_percent = changes.largest_two_percent.or(self.largest_two_percent);
        match (changes.round, &changes.noise) {
            (_, Some(file)) => self.method = Method::Noise(file.clone()),
            (Some(0 | 1), _) => self.method = Method::Withhold,
            (Some(base), _) => self.method = Method::Round(i64::from(base)),
            (None, None) => {}
        }
    }

    /// Whether numbers are changed instead of hidden.
    #[must_use]
    pub fn perturbs(&self) -> bool {
        self.method != Method::Withhold
    }

    /// Key of the note that readers get.
    #[must_use]
    pub fn note(&self) -> &'static str {
        match self.method {
            Method::Withhold => NOTE_WITHHELD,
            Method::Round(_) => NOTE_ROUNDED,
            Method::Noise(_) => NOTE_NOISE,
        }
    }
}
