//! Where a coordinate system is in use: coordinates elsewhere are a mistake, and often a known one.

use super::crs::Frame;

/// Degrees of longitude and latitude: west, south, east, north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area(pub [f64; 4]);

impl Area {
    /// The whole earth.
    pub const WORLD: Self = Self([-180.0, -90.0, 180.0, 90.0]);
    /// Where ETRS89 is in use, with the Canary Islands and the Azores.
    pub const EUROPE: Self = Self([-35.6, 24.6, 44.9, 84.8]);
    /// Where DHDN is in use, with a margin for borders.
    pub const GERMANY: Self = Self([5.5, 47.0, 15.5, 55.5]);

    /// The area of a frame.
    ///
    /// A Transverse Mercator is used far outside its own zone (all of Germany comes in zone 32), but
    /// not beyond ten degrees from its meridian.
    #[must_use]
    pub fn of(frame: Frame, geographic: bool, meridian: Option<f64>) -> Self {
        let Self([west, south, east, north]) = match frame {
            Frame::Etrs89 => Self::EUROPE,
            Frame::Dhdn => Self::GERMANY,
            Frame::Wgs84 => Self::WORLD,
        };
        match meridian.filter(|_| !geographic) {
            Some(lon) => Self([west.max(lon - 10.0), south, east.min(lon + 10.0), north]),
            None => Self([west, south, east, north]),
        }
    }

    /// Whether it holds a place.
    #[must_use]
    pub fn holds(&self, [lon, lat]: [f64; 2]) -> bool {
        let Self([west, south, east, north]) = *self;
        (west..=east).contains(&lon) && (south..=north).contains(&lat)
    }

    /// In words.
    #[must_use]
    pub fn shown(&self) -> String {
        let Self([west, south, east, north]) = *self;
        format!("{west}° to {east}° E, {south}° to {north}° N")
    }
}
