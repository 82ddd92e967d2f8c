//! Where the map looks: all of it, what a link says, drags, zooms and flights.

use crate::geom::{Bounds, Outlines};
use crate::model::AreaIx;
use crate::scene::Camera;
use crate::state::CameraState;

use super::{Drag, MapView};

/// Space around the whole map, in CSS pixels.
const PADDING_CSS_PX: f64 = 12.0;
/// Space around an area the map flies to, as a share of its size.
const FLIGHT_MARGIN: f64 = 1.5;
/// The same for a place with a button of its own, which is to fill the map.
const PLACE_MARGIN: f64 = 0.2;
/// How many times further than the whole map one may zoom in, and out.
const ZOOM_RANGE: [f64; 2] = [0.7, 60.0];
/// A finer band is wanted when the error of the present one exceeds this many device pixels.
const BAND_ERROR_PX: f64 = 0.75;

impl MapView {
    /// The camera that shows everything.
    pub(super) fn whole(&self) -> Option<Camera> {
        let bounds = self.outlines.as_ref()?.bounds()?;
        let (width, height, density) = self.size;
        (width > 0).then(|| Camera::fit(bounds, width, height, PADDING_CSS_PX * density))
    }

    /// Looks where a link says, or at everything.
    pub(in crate::atlas) fn look(&mut self, camera: Option<CameraState>) {
        self.wanted = camera;
        self.camera = None;
        self.drag = Drag::default();
        self.flight = None;
        self.place_camera();
    }

    pub(super) fn place_camera(&mut self) {
        if self.camera.is_some() {
            return;
        }
        let Some(whole) = self.whole() else { return };
        let wanted = self.wanted.take().map(|wanted| Camera {
            center_m: [f64::from(wanted.x_m), f64::from(wanted.y_m)],
            px_per_m: f64::from(whole.width_px) / f64::from(wanted.width_m.max(1)),
            ..whole
        });
        self.camera = Some(wanted.map_or(whole, |camera| self.limited(camera)));
        self.stale = true;
    }

    fn limited(&self, camera: Camera) -> Camera {
        let bounds = self.outlines.as_ref().and_then(Outlines::bounds);
        bounds.map_or(camera, |bounds| {
            camera
                .kept_inside(bounds)
                .zoomed(1.0, [0.0, 0.0], self.limits())
        })
    }

    fn limits(&self) -> [f64; 2] {
        let scale = self.whole().map_or(1.0, |camera| camera.px_per_m);
        ZOOM_RANGE.map(|factor| factor * scale)
    }

    fn set_camera(&mut self, camera: Camera) {
        let bounds = self.outlines.as_ref().and_then(Outlines::bounds);
        let camera = bounds.map_or(camera, |bounds| camera.kept_inside(bounds));
        if self.camera != Some(camera) && camera.is_usable() {
            self.camera = Some(camera);
            self.drag = Drag::default();
            self.stale = true;
        }
    }

    /// Moves the map by CSS pixels.
    pub fn pan(&mut self, dx_css_px: f64, dy_css_px: f64) {
        let Some(camera) = self.camera else { return };
        let bounds = self.outlines.as_ref().and_then(Outlines::bounds);
        let by_px = [dx_css_px, dy_css_px].map(|css| css * self.size.2);
        self.flight = None;
        self.camera = Some(self.drag.move_by(by_px, camera, bounds));
    }

    /// Scales the map about a point given in CSS pixels.
    pub fn zoom(&mut self, factor: f64, x_css_px: f64, y_css_px: f64) {
        let Some(camera) = self.camera else { return };
        let density = self.size.2;
        self.flight = None;
        let about = [x_css_px * density, y_css_px * density];
        self.set_camera(camera.zoomed(factor, about, self.limits()));
    }

    /// Goes `share` (0 to 1) of the way to an area, or to the whole map; true until it is there.
    pub fn fly(&mut self, to: Option<AreaIx>, share: f64) -> bool {
        let Some(now) = self.camera else { return false };
        let same = self
            .flight
            .as_ref()
            .is_some_and(|(target, ..)| *target == to);
        if !same || share <= 0.0 {
            let Some(goal) = self.goal(to) else {
                return false;
            };
            self.flight = Some((to, now, goal));
        }
        let Some((_, from, goal)) = self.flight else {
            return false;
        };
        self.set_camera(from.eased(goal, share));
        if share >= 1.0 {
            self.flight = None;
        }
        share < 1.0
    }

    fn goal(&self, to: Option<AreaIx>) -> Option<Camera> {
        let Some(area) = to else { return self.whole() };
        let place = self.places.iter().find(|(place, _)| *place == area);
        let (bounds, margin) = match place {
            Some((_, bounds)) => (*bounds, PLACE_MARGIN),
            None => (self.outlines.as_ref()?.area_bounds(area)?, FLIGHT_MARGIN),
        };
        let (width, height, density) = self.size;
        let grow = bounds.size_m().map(|side| side * margin);
        let around = Bounds {
            min_m: [bounds.min_m[0] - grow[0], bounds.min_m[1] - grow[1]],
            max_m: [bounds.max_m[0] + grow[0], bounds.max_m[1] + grow[1]],
        };
        Some(self.limited(Camera::fit(around, width, height, PADDING_CSS_PX * density)))
    }

    /// Where the camera is, for the state; `None` while it shows everything.
    #[must_use]
    pub fn camera_state(&self) -> Option<CameraState> {
        let camera = self.camera.filter(|camera| Some(*camera) != self.whole())?;
        let width_m = f64::from(camera.width_px) / camera.px_per_m;
        Some(CameraState {
            x_m: camera.center_m[0].round() as i32,
            y_m: camera.center_m[1].round() as i32,
            width_m: width_m.round().max(1.0) as u32,
        })
    }

    /// Whether a first picture has only just been painted: nothing that it did without competes with
    /// what the page does to show it.
    pub(in crate::atlas) fn is_new(&self) -> bool {
        self.painted && !self.rested
    }

    /// How many bands of outlines the camera asks for, given the error of each.
    pub(in crate::atlas) fn bands_wanted(&self, error_m: &[f64]) -> usize {
        if !self.painted {
            return 1;
        }
        let Some(camera) = self.camera else { return 1 };
        let fine = |error: &f64| error * camera.px_per_m <= BAND_ERROR_PX;
        error_m
            .iter()
            .position(fine)
            .unwrap_or(error_m.len().saturating_sub(1))
            + 1
    }
}
