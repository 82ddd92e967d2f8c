//! Movements by whole device pixels, so that what was drawn can be moved and stays exact.

use crate::geom::Bounds;
use crate::scene::Camera;

/// A map being dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Drag {
    /// Pixels the picture is behind the camera.
    pub behind_px: [i32; 2],
    /// What was asked for beyond whole pixels.
    rest_px: [f64; 2],
}

impl Drag {
    /// Moves `camera` by the whole pixels of what has been asked for, as far as `bounds` allow.
    pub fn move_by(&mut self, by_px: [f64; 2], camera: Camera, bounds: Option<Bounds>) -> Camera {
        let mut whole = [0.0; 2];
        for axis in 0..2 {
            let wanted = by_px[axis] + self.rest_px[axis];
            if !wanted.is_finite() {
                continue;
            }
            let room = bounds.map_or([f64::MIN, f64::MAX], |it| camera.room_px(it, axis));
            whole[axis] = wanted.round().max(room[0]).min(room[1]);
            self.rest_px[axis] = wanted - wanted.round();
        }
        let moved = camera.panned(whole);
        if !moved.is_usable() {
            return camera;
        }
        for (behind, px) in self.behind_px.iter_mut().zip(whole) {
            *behind = behind.saturating_add(px as i32);
        }
        moved
    }
}
