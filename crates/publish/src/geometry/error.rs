//! Why outlines could not be made: what was read, where, what was expected, what was found.

/// A reason to write no outlines at all.
#[derive(Debug, thiserror::Error)]
pub enum GeometryError {
    /// A setting contradicts itself or the levels.
    #[error("geometry of \"{system}\": {setting}: expected {expected}, found {found}")]
    Setting {
        /// Key of the area system.
        system: String,
        /// The setting.
        setting: String,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A file could not be read.
    #[error("{file}: expected a readable file, found: {source}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file that cannot be opened as what it should be.
    #[error("{file}: expected {expected}, found {found}")]
    Unreadable {
        /// The file.
        file: String,
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A text file that is not what it should be.
    #[error("{file}, line {line}, column {column}: expected {expected}, found: {found}")]
    Text {
        /// The file.
        file: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// What it should be.
        expected: String,
        /// What the reader says.
        found: String,
    },
    /// A Shapefile or its attribute table is damaged.
    #[error("{file}, record {record}: expected a readable shape with attributes, found: {found}")]
    Damaged {
        /// The file.
        file: String,
        /// Record, counted from 1.
        record: u64,
        /// What the reader says.
        found: String,
    },
    /// The coordinate system is not known.
    #[error("{file}: expected a coordinate system ({expected}), found {found}")]
    Crs {
        /// The `.prj` file.
        file: String,
        /// What is understood.
        expected: String,
        /// What it says.
        found: String,
    },
    /// A projection could not be set up or applied.
    #[error("{place}: expected {expected}, found {found}")]
    Projection {
        /// The proj string, or file and record.
        place: String,
        /// What would have worked.
        expected: String,
        /// What was met.
        found: String,
    },
    /// An attribute is missing or of the wrong kind.
    #[error("{file}, column {column}: expected {expected}, found {found}")]
    Column {
        /// The attribute table.
        file: String,
        /// The attribute.
        column: String,
        /// What it must be.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The encoding named beside the file or in the configuration does not exist.
    #[error("{file}: expected the name of a text encoding, found \"{found}\"")]
    Encoding {
        /// The `.cpg` file or the setting.
        file: String,
        /// The name.
        found: String,
    },
    /// A record carries something else than polygons.
    #[error("{file}, record {record}: expected a polygon, found {found}")]
    NotPolygon {
        /// The file.
        file: String,
        /// Record, counted from 1.
        record: u64,
        /// The kind of shape.
        found: String,
    },
    /// No record passed the filter.
    #[error("{file}: expected records that pass the filter, found none of {records}")]
    Empty {
        /// The file.
        file: String,
        /// How many records there are.
        records: u64,
    },
    /// Areas overlap by more than the tolerance.
    #[error(
        "{file}: expected areas that do not overlap by more than {tolerance_m} m, found {count} overlaps, the first: {first}"
    )]
    Overlap {
        /// The file.
        file: String,
        /// The tolerance.
        tolerance_m: f64,
        /// How many.
        count: usize,
        /// Areas, size and place of the first.
        first: String,
    },
    /// Polygons cross themselves by more than the tolerance.
    #[error(
        "{file}: expected polygons that do not cross themselves by more than {tolerance_m} m, found {count}, the first: {first}"
    )]
    Knots {
        /// The file.
        file: String,
        /// The tolerance.
        tolerance_m: f64,
        /// How many.
        count: usize,
        /// Key, record, size and place of the first.
        first: String,
    },
    /// Crossing borders could not be brought to meet in grid points.
    #[error(
        "{file}: expected borders that meet in points of the {step_m} m grid, found crossings left after {rounds} rounds"
    )]
    Crossings {
        /// The file.
        file: String,
        /// The grid.
        step_m: f64,
        /// Rounds tried.
        rounds: u32,
    },
    /// The finished outlines are not what the engine reads: a mistake in this program.
    #[error("finished outlines: {0}")]
    Engine(#[from] teilraum::geom::GeomError),
}
