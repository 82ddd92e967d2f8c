//! What can be wrong with weights handed in.

/// Weights that do not fit the areas they are for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// More areas than positions; split the area system.
    #[error("weights: expected at most {} areas, found {found}", u32::MAX)]
    TooMany {
        /// Number of areas.
        found: usize,
    },
    /// A neighbour that is none of the areas.
    #[error("weights, area {area}: expected neighbours below {areas}, found {neighbour}")]
    Unknown {
        /// Position of the area.
        area: u32,
        /// The neighbour as given.
        neighbour: u32,
        /// Number of areas.
        areas: usize,
    },
    /// A neighbour listed more than once.
    #[error("weights, area {area}: expected each neighbour once, found {neighbour} again")]
    Twice {
        /// Position of the area.
        area: u32,
        /// The neighbour.
        neighbour: u32,
    },
    /// An area among its own neighbours; where it shall count itself, say so with
    /// [`with_self`](super::Weights::with_self).
    #[error("weights, area {area}: expected other areas, found the area itself")]
    Itself {
        /// Position of the area.
        area: u32,
    },
    /// A weight that is no positive number.
    #[error(
        "weights, area {area}, neighbour {neighbour}: expected a positive number, found {found}"
    )]
    NotPositive {
        /// Position of the area.
        area: u32,
        /// The neighbour.
        neighbour: u32,
        /// The weight as written.
        found: String,
    },
}
