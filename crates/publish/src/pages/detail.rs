//! How much a page tells, from everything down to what always fits.
//!
//! All pages of a level tell the same amount: the first step at which the heaviest of them keeps
//! within [`super::weight::LIMIT_BYTES`].

/// What a page of one area carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Whether tables have columns for the areas around.
    pub parents: bool,
    /// Whether each indicator says in a line what it means.
    pub meanings: bool,
    /// How many periods a table has, the newest.
    pub periods: usize,
    /// How many indicators have a picture of the trend.
    pub pictures: usize,
}

const FULL: Detail = Detail {
    parents: true,
    meanings: true,
    periods: usize::MAX,
    pictures: usize::MAX,
};

/// Steps of a page of one area, with what was left out.
pub const AREA: [(Detail, &str); 9] = [
    (FULL, "everything"),
    (
        Detail {
            parents: false,
            ..FULL
        },
        "tables without the columns of the areas around",
    ),
    (
        lean(usize::MAX, usize::MAX),
        "and indicators without their line of meaning",
    ),
    (lean(15, usize::MAX), "and tables of the newest 15 periods"),
    (lean(10, usize::MAX), "and tables of the newest 10 periods"),
    (lean(5, usize::MAX), "and tables of the newest 5 periods"),
    (
        lean(5, 60),
        "and pictures of the trend for the first 60 indicators",
    ),
    (lean(0, 60), "and no tables"),
    (lean(0, 0), "and no pictures"),
];

const fn lean(periods: usize, pictures: usize) -> Detail {
    Detail {
        parents: false,
        meanings: false,
        periods,
        pictures,
    }
}

/// Steps of a page of several areas: how many indicators it shows.
pub const TOGETHER: [(usize, &str); 8] = [
    (usize::MAX, "everything"),
    (40, "the first 40 indicators"),
    (25, "the first 25 indicators"),
    (15, "the first 15 indicators"),
    (10, "the first 10 indicators"),
    (6, "the first 6 indicators"),
    (3, "the first 3 indicators"),
    (1, "the first indicator"),
];
