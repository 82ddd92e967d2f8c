//! What can be wrong with a request to paint.

/// A picture that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SceneError {
    /// More pixels than the painter takes on; ask for a smaller picture.
    #[error("picture: expected at most {limit} pixels, found {width} x {height}")]
    TooManyPixels {
        /// Asked width.
        width: u32,
        /// Asked height.
        height: u32,
        /// The most there may be.
        limit: u32,
    },
    /// Four bytes per pixel of the camera's screen.
    #[error("picture: expected {expected} bytes for the pixels, found {found}")]
    PixelBytes {
        /// Bytes the camera's screen has.
        expected: usize,
        /// Bytes handed in.
        found: usize,
    },
    /// One look per area of the level.
    #[error("style: expected {expected} looks, found {found}")]
    LookCount {
        /// Areas of the level.
        expected: usize,
        /// Looks handed in.
        found: usize,
    },
    /// The camera must have finite numbers and a positive scale and density.
    #[error("camera: expected a finite center and a positive scale and density, found {found}")]
    Camera {
        /// The camera as text.
        found: String,
    },
    /// The map would reach too far beyond the screen; keep to [`Camera::scale_limits`]
    /// and [`Camera::kept_inside`](super::Camera::kept_inside).
    ///
    /// [`Camera::scale_limits`]: super::Camera::scale_limits
    #[error("camera: expected the map within {limit_px} pixels of the screen, found {found}")]
    TooFar {
        /// The farthest it may reach.
        limit_px: u32,
        /// The camera as text.
        found: String,
    },
    /// The ids were made from other outlines; raster first.
    #[error("picture: expected ids of {expected} areas, found ids of {found}")]
    OtherOutlines {
        /// Areas of the outlines.
        expected: usize,
        /// Areas of the ids.
        found: usize,
    },
}
