//! Which sets there are, and how large.

use crate::BenchError;

/// Name of the set of the demo's Gemeinden.
pub const GEMEINDEN: &str = "gemeinden";

/// A synthetic country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name: `tess-11000`.
    pub name: String,
    /// How many areas it has, parents not counted.
    pub areas: u32,
    /// How many parents it is meant to have, 30 to 400 areas each on average.
    pub parents: u32,
    /// Into how many pieces each side of a hexagon is bent: a power of two.
    pub pieces: u32,
    /// How many of 16 sides are bent into twice as many.
    pub finer_of_16: u32,
    /// What everything follows from.
    pub seed: u64,
}

impl Plan {
    /// A country of `areas` areas. The usual numbers have the vertices that maps of that many areas
    /// tend to have: 192 per ring at 400, 96 at 11,000, 30 at 100,000, 12 at 1,000,000.
    #[must_use]
    pub fn of(areas: u32) -> Self {
        let (pieces, finer_of_16, each) = match areas {
            0..2_000 => (32, 0, 40),
            2_000..50_000 => (16, 0, 100),
            50_000..500_000 => (4, 4, 250),
            _ => (2, 0, 400),
        };
        Self {
            name: format!("tess-{areas}"),
            areas,
            parents: (areas / each).max(2),
            pieces,
            finer_of_16,
            seed: 5,
        }
    }
}

/// The names of all sets.
#[must_use]
pub fn names() -> Vec<String> {
    let synthetic = [400, 11_000, 100_000, 1_000_000].map(|areas| Plan::of(areas).name);
    std::iter::once(GEMEINDEN.to_owned())
        .chain(synthetic)
        .collect()
}

/// The synthetic country with the name `name`, of any size: `tess-5000`.
///
/// # Errors
/// Another name.
pub fn named(name: &str) -> Result<Plan, BenchError> {
    let areas = name.strip_prefix("tess-").and_then(|n| n.parse().ok());
    let usual = areas.filter(|areas| (100..=2_000_000).contains(areas));
    usual.map(Plan::of).ok_or_else(|| BenchError::NoSuchSet {
        found: name.to_owned(),
        names: names(),
    })
}
