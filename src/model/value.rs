//! Why a number is there or not, and what must be said beside it.

/// The state of one observation. It travels from file to pixel, table, speech and export.
///
/// The discriminants are the bytes of the bundle format: see `FORMAT.md`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[repr(u8)]
pub enum ValueState {
    /// A number other than zero.
    Value = 0,
    /// Exactly nothing (`–` in German tables).
    Zero = 1,
    /// More than nothing, less than half of the last shown digit (`0`).
    RoundedToZero = 2,
    /// Not collected, or nothing delivered for this cell.
    #[default]
    Missing = 3,
    /// Kept secret, and declared so.
    Suppressed = 4,
    /// The sign says "unknown or secret" (`.`) and the source does not tell which.
    UnknownOrSecret = 5,
    /// Falls due later (`...`).
    Pending = 6,
    /// Makes no sense here (`x`), for example because the area did not exist yet.
    NotApplicable = 7,
    /// Collected, but not certain enough to print (`/`).
    Unreliable = 8,
}

impl ValueState {
    /// Every state, in the order legends and reports list them.
    pub const ALL: [Self; 9] = [
        Self::Value,
        Self::Zero,
        Self::RoundedToZero,
        Self::Missing,
        Self::Suppressed,
        Self::UnknownOrSecret,
        Self::Pending,
        Self::NotApplicable,
        Self::Unreliable,
    ];

    /// Whether the observation carries a number that may enter formulas.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Value | Self::Zero | Self::RoundedToZero)
    }

    /// The state written as `byte` in a bundle; `None` if no state has that byte.
    #[must_use]
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }

    /// The stable name used in exports, links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Zero => "zero",
            Self::RoundedToZero => "rounded-to-zero",
            Self::Missing => "missing",
            Self::Suppressed => "suppressed",
            Self::UnknownOrSecret => "unknown-or-secret",
            Self::Pending => "pending",
            Self::NotApplicable => "not-applicable",
            Self::Unreliable => "unreliable",
        }
    }
}

/// What must be said beside a value: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// Nothing to say.
    pub const NONE: Self = Self(0);
    /// `p`: a later release may change it.
    pub const PROVISIONAL: Self = Self(1);
    /// `r`: changed since the first release.
    pub const REVISED: Self = Self(1 << 1);
    /// `s`, `e`: estimated.
    pub const ESTIMATED: Self = Self(1 << 2);
    /// `( )`: limited reliability.
    pub const LOW_RELIABILITY: Self = Self(1 << 3);
    /// The series breaks before this value: do not compare across.
    pub const BREAK_BEFORE: Self = Self(1 << 4);
    /// Converted from another territorial status.
    pub const CONVERTED: Self = Self(1 << 5);
    /// Belongs to another period than its column says.
    pub const OTHER_PERIOD: Self = Self(1 << 6);
    /// Holds for another territory than the outline shows ("ohne Eisenach").
    pub const OTHER_TERRITORY: Self = Self(1 << 7);
    /// A footnote hangs on this cell.
    pub const NOTE: Self = Self(1 << 8);

    /// Every flag with its stable key, in the order they are listed to readers.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::PROVISIONAL, "provisional"),
        (Self::REVISED, "revised"),
        (Self::ESTIMATED, "estimated"),
        (Self::LOW_RELIABILITY, "low-reliability"),
        (Self::BREAK_BEFORE, "break-before"),
        (Self::CONVERTED, "converted"),
        (Self::OTHER_PERIOD, "other-period"),
        (Self::OTHER_TERRITORY, "other-territory"),
        (Self::NOTE, "note"),
    ];

    /// The bits as stored; bits this version does not know are kept.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Flags from stored bits.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// Whether every flag of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The stable keys of the flags set.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        Self::ALL
            .into_iter()
            .filter(move |(flag, _)| self.contains(*flag))
            .map(|(_, key)| key)
    }
}
