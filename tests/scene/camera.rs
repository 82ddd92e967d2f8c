//! Screen and map.

use proptest::prelude::*;
use teilraum::geom::Bounds;
use teilraum::scene::Camera;

prop_compose! {
    fn cameras()(
        x in -1e6_f64..1e6, y in -1e6_f64..1e6, scale in -4.0_f64..1.0,
        width_px in 1_u32..3000, height_px in 1_u32..3000,
    ) -> Camera {
        Camera { center_m: [x, y], px_per_m: 10_f64.powf(scale), width_px, height_px }
    }
}

fn close(a: [f64; 2], b: [f64; 2], tolerance: f64) -> bool {
    (a[0] - b[0]).abs() <= tolerance && (a[1] - b[1]).abs() <= tolerance
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_point(
        camera in cameras(), x in -500.0_f64..3500.0, y in -500.0_f64..3500.0
    ) {
        let back = camera.screen_from_map(camera.map_from_screen([x, y]));
        prop_assert!(close(back, [x, y], 1e-6));
    }

    #[test]
    fn zooming_keeps_the_anchor(
        camera in cameras(), x in 0.0_f64..3000.0, y in 0.0_f64..3000.0, factor in 0.05_f64..20.0
    ) {
        let anchor_m = camera.map_from_screen([x, y]);
        let zoomed = camera.zoomed(factor, [x, y], [1e-3, 1.0]);
        prop_assert!((1e-3..=1.0).contains(&zoomed.px_per_m));
        prop_assert!(close(zoomed.screen_from_map(anchor_m), [x, y], 1e-4));
    }

    #[test]
    fn dragging_moves_the_point_under_the_finger_along(
        camera in cameras(), by in [-500.0_f64..500.0, -500.0_f64..500.0]
    ) {
        let place_m = camera.map_from_screen([10.0, 20.0]);
        let moved = camera.panned(by).screen_from_map(place_m);
        prop_assert!(close(moved, [10.0 + by[0], 20.0 + by[1]], 1e-6));
    }

    #[test]
    fn fitting_shows_everything_and_fills_one_direction(
        low in [-1e5_f64..1e5, -1e5_f64..1e5], size in [1e3_f64..1e6, 1e3_f64..1e6],
        width in 100_u32..2000, height in 100_u32..2000
    ) {
        let high = [low[0] + size[0], low[1] + size[1]];
        let camera = Camera::fit(Bounds { min_m: low, max_m: high }, width, height, 8.0);
        let [left, bottom] = camera.screen_from_map(low);
        let [right, top] = camera.screen_from_map(high);
        let margins = [left, top, f64::from(width) - right, f64::from(height) - bottom];
        prop_assert!(margins.iter().all(|margin| *margin > 8.0 - 1e-6));
        prop_assert!(margins.iter().any(|margin| *margin < 8.0 + 1e-6));
    }

    #[test]
    fn easing_starts_here_ends_there_and_keeps_the_common_place(
        from in cameras(), zoom in 0.1_f64..10.0, at in [0.0_f64..2000.0, 0.0_f64..2000.0],
        share in 0.0_f64..1.0
    ) {
        let goal = from.zoomed(zoom, at, [0.0, 1e9]);
        prop_assert!(close(from.eased(goal, 0.0).center_m, from.center_m, 1e-6));
        prop_assert_eq!(from.eased(goal, 1.0), goal);
        prop_assume!((zoom - 1.0).abs() > 0.01);
        let anchor_m = from.map_from_screen(at);
        let between = from.eased(goal, share);
        prop_assert!(close(between.screen_from_map(anchor_m), at, 1e-2));
    }
}

#[test]
fn north_is_up() {
    let camera = Camera {
        center_m: [0.0; 2],
        px_per_m: 1.0,
        width_px: 10,
        height_px: 10,
    };
    assert_eq!(camera.screen_from_map([0.0, 3.0]), [5.0, 2.0]);
}

#[test]
fn a_box_without_extent_is_still_shown() {
    let point = Bounds {
        min_m: [5.0; 2],
        max_m: [5.0; 2],
    };
    assert!(Camera::fit(point, 10, 10, 0.0).is_usable());
}

#[test]
fn the_map_cannot_be_dragged_away() {
    let bounds = Bounds {
        min_m: [0.0; 2],
        max_m: [10.0; 2],
    };
    let camera = Camera::fit(bounds, 100, 100, 0.0).panned([1e6, -1e6]);
    assert_eq!(camera.kept_inside(bounds).center_m, [0.0, 0.0]);
}
