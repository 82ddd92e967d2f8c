//! What can be wrong with outlines handed in.

/// A topology or a band that does not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GeomError {
    /// The topology has no outlines of that level; ask for one it has.
    #[error("outlines: expected level {level}, found levels {found:?}")]
    NoSuchLevel {
        /// The level asked for.
        level: u8,
        /// The levels there are.
        found: Vec<u8>,
    },
    /// A coordinate is no number, or beyond ±10¹⁰⁰.
    #[error("outline, ring {ring}, position {point}: expected finite coordinates")]
    NotFinite {
        /// Position of the ring in the outline.
        ring: usize,
        /// Position in the ring.
        point: usize,
    },
    /// A ring names an arc that does not exist.
    #[error(
        "outlines, area {area}, ring {ring}: expected an arc below {arcs}, found reference {reference}"
    )]
    NoSuchArc {
        /// Position of the area in the bundle.
        area: u32,
        /// Position of the ring in the outline.
        ring: usize,
        /// The reference as written.
        reference: i32,
        /// Number of arcs.
        arcs: usize,
    },
    /// An arc without a segment.
    #[error("outlines, arc {arc}: expected at least 2 points, found {found}")]
    ShortArc {
        /// Position of the arc.
        arc: usize,
        /// Number of points.
        found: usize,
    },
    /// The arcs of a ring do not meet end to end.
    #[error(
        "outlines, area {area}, ring {ring}: expected reference {reference} to start where the one before ends, found a gap"
    )]
    OpenRing {
        /// Position of the area in the bundle.
        area: u32,
        /// Position of the ring in the outline.
        ring: usize,
        /// The reference after the gap.
        reference: i32,
    },
    /// More than two sides of one border: outlines overlap.
    #[error("outlines, arc {arc}: expected at most 2 areas along it, found area {area} as a third")]
    CrowdedArc {
        /// Position of the arc.
        arc: usize,
        /// Position of the third area in the bundle.
        area: u32,
    },
    /// One parent per area, or none at all.
    #[error("outlines of level {level}: expected {expected} parents, found {found}")]
    ParentCount {
        /// The level.
        level: u8,
        /// Number of areas.
        expected: usize,
        /// Number of parents.
        found: usize,
    },
    /// More points or areas than positions can count.
    #[error("outlines of level {level}: expected at most {limit} points and areas, found more")]
    TooMany {
        /// The level.
        level: u8,
        /// What a position can count.
        limit: u32,
    },
    /// Metres per step must be a positive number, the origin finite.
    #[error(
        "outlines: expected a finite origin and a positive step, found origin {origin:?}, step {step}"
    )]
    Grid {
        /// The origin as text.
        origin: [String; 2],
        /// The step as text.
        step: String,
    },
    /// Every coordinate of a polygon must be a number (of at most 10^100).
    #[error("polygon {area}: expected finite coordinates, found one that is none")]
    PolygonNotFinite {
        /// Position of the polygon.
        area: u32,
    },
    /// Bands come in order; fetch the one in between first.
    #[error("band: expected number {expected}, found {found}")]
    BandOrder {
        /// Next band of the topology.
        expected: u8,
        /// Number of the band handed in.
        found: u8,
    },
    /// A band carries one list per arc.
    #[error("band {band}: expected {expected} arcs, found {found}")]
    BandArcs {
        /// The band.
        band: u8,
        /// Arcs of the topology.
        expected: usize,
        /// Lists of the band.
        found: usize,
    },
    /// An insert out of order or at the end of an arc.
    #[error("band {band}, arc {arc}: expected ascending positions from 1 to {last}, found {found}")]
    BandPosition {
        /// The band.
        band: u8,
        /// The arc.
        arc: usize,
        /// Last position a point can be put at.
        last: usize,
        /// The position.
        found: u32,
    },
}
