//! Points with a capacity: day-care centres with their places, homes with their beds.

/// A layer of facilities on the map plane of one area system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facilities {
    /// Stable key; its words (title, unit of the capacity) are in the texts.
    pub key: String,
    /// Key of the area system on whose map plane the points lie.
    pub system: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Key of the unit of the capacity, such as `places`.
    pub unit: String,
    /// By key.
    pub points: Vec<Facility>,
}

/// One facility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facility {
    /// Key within its layer.
    pub key: String,
    /// Its name.
    pub name: String,
    /// East and north on the map plane, in whole metres.
    pub at_m: [i32; 2],
    /// What it holds, in its layer's unit; `None` where the source does not tell.
    pub capacity: Option<u32>,
}
