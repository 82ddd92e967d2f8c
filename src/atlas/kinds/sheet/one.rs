//! The large map on a sheet.

use crate::geom::Outlines;
use crate::scene::{Camera, Overlay};
use crate::state::AreaShape;

use super::super::super::answer::Answer;
use super::super::super::labels::{self, LEADING, Label, SMALL_CSS};
use super::super::super::map::{Ground, MapColors, round_length};
use super::super::super::view::View;
use super::super::super::{Atlas, SCALE_BAR_CSS_PX, length_label};
use super::super::multiples::camera;
use super::super::{Sight, second};
use super::item::{Anchor, Item, measured};
use super::{
    HALO, INK, MAP_ASPECT, MAP_WIDTH, MARGIN, Parts, Sheet, SheetMap, SheetOrder, file_name, foot,
    legend,
};

/// How far the base line of a name lies below the middle of its line, as a share of its size.
const BASE: f64 = 0.35;

/// The sheet of a view with one map.
pub(super) fn sheet(
    atlas: &Atlas,
    view: &View<'_>,
    answer: &Answer,
    order: &SheetOrder,
) -> Option<Sheet> {
    let (outlines, _) = atlas.map.drawn()?;
    let size = [
        MAP_WIDTH as u32,
        (MAP_WIDTH * aspect(atlas, outlines)) as u32,
    ];
    let sight = Sight {
        camera: atlas.sheet_camera(outlines, size, 1.0)?,
        whole: camera(outlines, None, size, 1.0)?,
        density: 1.0,
    };
    let mut parts = Parts::new(view, &answer.heading.title, &answer.heading.subtitle);
    let left = &mut parts.left;
    let top = left.y;
    left.items.push(Item::Map {
        x: MARGIN,
        y: top,
        width: f64::from(size[0]),
        height: f64::from(size[1]),
        at: 0,
    });
    names(atlas, view, &sight, &mut |label| {
        name(&mut left.items, [MARGIN, top], &label);
    });
    left.y += f64::from(size[1]) + 4.0;
    if let Some((label, length)) = scale(view, &sight) {
        left.scale(length, label);
    }
    legend::put(&mut parts.right, atlas, view, answer, &sight);
    parts.begin_foot();
    let second = second(view);
    let views = std::iter::once(view).chain(&second);
    let statuses: Vec<&str> = views
        .map(|it| it.indicator.territorial_status.as_str())
        .collect();
    let told = (answer.source.as_slice(), statuses.as_slice());
    foot::put(&mut parts.foot, view, told, (atlas, order));
    let (height, items) = parts.into_items();
    Some(Sheet {
        width: super::WIDTH,
        height,
        name: file_name(view, &view.plain().speaker.tick(view.plain().period)),
        desc: answer.words.join(" "),
        title: answer.heading.title.clone(),
        items,
        maps: vec![SheetMap {
            size,
            small: None,
            over: over(atlas, &sight),
        }],
    })
}

fn over(atlas: &Atlas, sight: &Sight) -> Overlay {
    atlas.map.overlay_from(sight, &MapColors::default())
}

/// Height over width of the map: of the land, or of what the reader looks at.
fn aspect(atlas: &Atlas, outlines: &Outlines) -> f64 {
    let looked = atlas.state.as_ref().and_then(|it| it.camera);
    let seen = atlas.map.ground().filter(|_| looked.is_some());
    let seen = seen.map(|it| [it.camera.width_px, it.camera.height_px].map(f64::from));
    let size = seen.or(outlines.bounds().map(|bounds| bounds.size_m()));
    let ratio = size.map_or(1.0, |[width, height]| height / width);
    let [least, most] = MAP_ASPECT;
    if ratio.is_finite() {
        ratio.clamp(least, most)
    } else {
        1.0
    }
}

impl Atlas {
    /// From where the sheet's map looks, at `density` pixels per CSS pixel.
    pub(super) fn sheet_camera(
        &self,
        outlines: &Outlines,
        size: [u32; 2],
        density: f64,
    ) -> Option<Camera> {
        let looked = self.state.as_ref().and_then(|it| it.camera);
        camera(outlines, looked, size, density)
    }
}

/// Label and length of the scale's bar; tiles and circles do not lie to scale.
fn scale(view: &View<'_>, sight: &Sight) -> Option<(String, f64)> {
    if view.state.map.shape != AreaShape::Outlines {
        return None;
    }
    let px_per_m = sight.camera.px_per_m;
    let length = round_length(SCALE_BAR_CSS_PX / px_per_m)?;
    Some((length_label(view, length), f64::from(length) * px_per_m))
}

/// Gives `see` the names that the page would put on a map of this size.
fn names(atlas: &Atlas, view: &View<'_>, sight: &Sight, see: &mut dyn FnMut(Label)) {
    let Some(ground) = atlas.map.ground() else {
        return;
    };
    let ground = Ground {
        camera: sight.camera,
        whole: sight.whole,
        density: 1.0,
        ..ground
    };
    labels::all(view, &ground).into_iter().for_each(see);
}

/// A name in one line or two, on the map whose corner is at `corner`.
fn name(items: &mut Vec<Item>, corner: [f64; 2], label: &Label) {
    let bold = label.size > SMALL_CSS;
    let lines: Vec<&str> = label.name.split('\n').collect();
    let widest = lines.iter().map(|it| measured(it, label.size, bold));
    let widest = widest.fold(label.width, f64::max);
    // A name that would leave its box is set smaller.
    let size = label.size * (label.width / widest);
    let first = (lines.len() as f64 - 1.0) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        let middle = label.y + (at as f64 - first) * label.size * LEADING;
        items.push(Item::Text {
            x: corner[0] + label.x,
            y: corner[1] + middle + size * BASE,
            size,
            bold,
            anchor: Anchor::Middle,
            color: INK.to_owned(),
            halo: HALO.to_owned(),
            text: (*line).to_owned(),
        });
    }
}
