//! Proportional symbols: a circle for each area, its surface in proportion to the value.
//!
//! The scale holds for all periods: the largest value of any of them gets the largest circle, so
//! that circles of two periods can be compared. How large that is follows from the screen: circles
//! cover about [`COVERED`] of the land in a mean period. Nearer, circles grow with the square root
//! of the magnification, so they part while small ones become visible. Large ones are drawn first.

use crate::color;
use crate::geom::Outlines;
use crate::model::{AreaIx, CategoryIx, IndicatorIx, LevelIx, MeasureKind};
use crate::query::pooled_values;
use crate::scene::{Camera, Form, Look, Overlay, Rgb, Spot, SpotLook};
use crate::state::MapKind;
use crate::text::Arg;

use super::super::map::MapColors;
use super::super::shown::{Shown, number};
use super::super::view::View;
use super::{SizeKey, SymbolKey};
use crate::geom::length;

/// Land under circles.
pub(super) const LAND: Rgb = [236, 234, 228];
/// Line around circles.
const LINE: Rgb = [48, 52, 60];
/// Width of lines, and of those around negative values.
const LINE_CSS: [f64; 2] = [0.75, 2.0];
/// Width of the line around the circle of the chosen area.
const RING_CSS: f64 = 2.0;
/// Share of the land that circles cover in a mean period.
const COVERED: f64 = 0.3;
/// Of a level's box, about so much is land.
const LAND_SHARE: f64 = 0.6;
/// Bounds of the largest radius: in CSS pixels, and as a share of the map's shorter side.
const LEAST_CSS: f64 = 6.0;
const MOST_SHARE: f64 = 0.11;
/// How much circles may grow while zooming in.
const MOST_GROWN: f64 = 6.0;
/// A circle smaller than this is a target of twice this width.
const REACH_CSS: f64 = 12.0;
/// Looks of a class: positive and negative, and both stepping back.
const LOOKS: u16 = 4;

/// Over all periods: the largest value, and the mean of the sum of all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub largest: f64,
    pub sum: f64,
    pub negative: bool,
}

type ExtentKey = (IndicatorIx, LevelIx, CategoryIx);

/// One circle.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    area: AreaIx,
    /// Its place in the level.
    place: u32,
    /// Its radius as a share of the largest.
    share: f64,
    look: u16,
}

/// The circles of a view; empty for other kinds of map.
#[derive(Debug, Default)]
pub(in super::super) struct Symbols {
    extent: Option<(ExtentKey, Extent)>,
    /// Largest first.
    all: Vec<Symbol>,
    fills: Vec<Rgb>,
    /// The chosen area, whose circle has a line of its own.
    pub chosen: Option<AreaIx>,
}

/// From where circles are seen.
#[derive(Clone, Copy)]
pub(in super::super) struct Sight {
    pub camera: Camera,
    pub whole: Camera,
    pub density: f64,
}

impl Sight {
    /// CSS pixels of a point of the map.
    pub fn css(&self, at_m: [f64; 2]) -> [f64; 2] {
        self.camera
            .screen_from_map(at_m)
            .map(|px| px / self.density)
    }

    /// Width and height in CSS pixels.
    pub fn size_css(&self) -> [f64; 2] {
        [self.camera.width_px, self.camera.height_px].map(|px| f64::from(px) / self.density)
    }

    /// Whether something of a radius around a point is on the screen.
    pub fn sees(&self, [x, y]: [f64; 2], radius: f64) -> bool {
        let [width, height] = self.size_css();
        x + radius > 0.0 && y + radius > 0.0 && x - radius < width && y - radius < height
    }
}

impl Symbols {
    /// Takes over what the view shows.
    pub fn refresh(&mut self, view: &View<'_>, shown: &Shown) {
        self.all.clear();
        if view.state.map.kind != MapKind::Symbols {
            return;
        }
        let key = (view.indicator_ix, view.level_ix, view.category);
        if self.extent.is_none_or(|(of, _)| of != key) {
            self.extent = Some((key, Extent::of(view)));
        }
        self.fills = shown.classes.colors.iter().map(|color| color.0).collect();
        let Some((_, extent)) = self.extent.filter(|(_, extent)| extent.largest > 0.0) else {
            return;
        };
        let highlight = view.state.highlight;
        let first = view.level.range().start;
        let symbol = |row: &super::super::shown::ShownRow| {
            let value = number(row.row.cell).filter(|value| *value != 0)?;
            let class = row.class().unwrap_or(self.fills.len());
            let dim = highlight != 0 && highlight >> class.min(15) & 1 == 0
                || !super::filter::is_kept(view, row.row.area);
            Some(Symbol {
                area: row.row.area,
                place: row.row.area.0.checked_sub(first)?,
                share: (value.unsigned_abs() as f64 / extent.largest)
                    .min(1.0)
                    .sqrt(),
                look: class as u16 * LOOKS + u16::from(value < 0) + 2 * u16::from(dim),
            })
        };
        self.all.extend(shown.rows.iter().filter_map(symbol));
        self.all
            .sort_by(|a, b| b.share.total_cmp(&a.share).then(a.place.cmp(&b.place)));
    }

    /// The radius of the largest value.
    pub fn largest_css(&self, outlines: &Outlines, sight: &Sight) -> Option<f64> {
        let (_, extent) = self.extent?;
        let [width, height] = outlines.bounds()?.size_m();
        let scale = sight.whole.px_per_m / sight.density;
        let land = width * height * scale * scale * LAND_SHARE;
        // Surfaces of all circles, if the largest had a radius of 1.
        let surface = std::f64::consts::PI * (extent.sum / extent.largest).max(1.0);
        let [across, down] = sight.size_css();
        let most = (across.min(down) * MOST_SHARE).max(LEAST_CSS);
        let radius = (COVERED * land / surface).sqrt().clamp(LEAST_CSS, most);
        let grown = (sight.camera.px_per_m / sight.whole.px_per_m).sqrt();
        Some(radius * grown.clamp(0.5, MOST_GROWN))
    }

    /// Puts the circles on the screen into `overlay`.
    pub fn draw(
        &self,
        outlines: &Outlines,
        sight: &Sight,
        colors: &MapColors,
        overlay: &mut Overlay,
    ) {
        let Some(largest) = self
            .largest_css(outlines, sight)
            .filter(|_| !self.all.is_empty())
        else {
            return;
        };
        let base = overlay.looks.len() as u16;
        overlay.looks.extend(self.looks(colors));
        let mut chosen = None;
        for (symbol, at_css) in self.placed(outlines, sight) {
            let radius_css = symbol.share * largest;
            if sight.sees(at_css, radius_css) {
                let look = base.saturating_add(symbol.look);
                let spot = Spot {
                    at_css,
                    radius_css,
                    look,
                };
                overlay.spots.push(spot);
                if self.chosen == Some(symbol.area) {
                    chosen = Some(spot);
                }
            }
        }
        if let Some(spot) = chosen {
            put_chosen(spot, colors, overlay);
        }
    }

    /// Per class, and for what has none: positive, negative, and both stepping back.
    fn looks(&self, colors: &MapColors) -> Vec<SpotLook> {
        let line = colors.forced_border.unwrap_or(LINE);
        let none = super::super::shown::NO_CLASS.0;
        let fills = self.fills.iter().copied().chain([none]);
        let look = |fill: Rgb, at: u16| {
            let (negative, dim) = (at % 2 == 1, at >= 2);
            let fade = |color: Rgb| if dim { faded(color) } else { color };
            SpotLook {
                form: Form::Circle,
                fill: fade(fill),
                line: fade(line),
                line_css: LINE_CSS[usize::from(negative)],
                halo: LAND,
            }
        };
        fills
            .flat_map(|fill| (0..LOOKS).map(move |at| look(fill, at)))
            .collect()
    }

    fn placed<'a>(
        &'a self,
        outlines: &'a Outlines,
        sight: &'a Sight,
    ) -> impl DoubleEndedIterator<Item = (&'a Symbol, [f64; 2])> {
        self.all.iter().filter_map(|symbol| {
            let label = (*outlines.labels().get(symbol.place as usize)?)?;
            Some((symbol, sight.css(outlines.map_from_grid(label))))
        })
    }

    /// The area whose circle is under a point: of several the smallest; small circles are targets
    /// of 24 pixels, and the nearest middle wins.
    pub fn hit(&self, outlines: &Outlines, sight: &Sight, at_css: [f64; 2]) -> Option<AreaIx> {
        let largest = self
            .largest_css(outlines, sight)
            .filter(|_| !self.all.is_empty())?;
        let mut near: Option<(f64, AreaIx)> = None;
        for (symbol, [x, y]) in self.placed(outlines, sight).rev() {
            let radius = symbol.share * largest;
            let away = length([x - at_css[0], y - at_css[1]]);
            if away <= radius {
                // Smallest first: whatever else is under the point is larger.
                let nearer = near.filter(|(distance, _)| radius > REACH_CSS && *distance < away);
                return Some(nearer.map_or(symbol.area, |(_, area)| area));
            }
            if radius < REACH_CSS && away <= REACH_CSS && near.is_none_or(|(best, _)| away < best) {
                near = Some((away, symbol.area));
            }
        }
        near.map(|(_, area)| area)
    }

    /// What the legend says of the circles.
    pub fn legend(&self, view: &View<'_>, outlines: &Outlines, sight: &Sight) -> Option<SymbolKey> {
        let (_, extent) = self.extent.filter(|(_, extent)| extent.largest > 0.0)?;
        let largest = self
            .largest_css(outlines, sight)
            .filter(|_| !self.all.is_empty())?;
        let speaker = &view.speaker;
        let size = |units: i64| SizeKey {
            label: speaker.value(view.indicator, units),
            radius_css: largest * (units as f64 / extent.largest).sqrt(),
        };
        let unit = speaker.unit_long(view.indicator);
        let counts = view.indicator.kind == MeasureKind::Count;
        let say = |key: &str, wanted: bool| {
            if wanted {
                speaker.say(key, &[])
            } else {
                String::new()
            }
        };
        Some(SymbolKey {
            title: speaker.say("kind.symbols.legend", &[("unit", Arg::Text(&unit))]),
            sizes: round_sizes(extent.largest).into_iter().map(size).collect(),
            negative: say("kind.symbols.negative", extent.negative),
            remark: say("kind.symbols.no-count", !counts),
        })
    }
}

/// Draws the chosen area's circle once more, over all others and within a line of its own.
fn put_chosen(spot: Spot, colors: &MapColors, overlay: &mut Overlay) {
    let Some(own) = overlay.looks.get(usize::from(spot.look)).copied() else {
        return;
    };
    let look = overlay.looks.len() as u16;
    overlay.looks.push(SpotLook {
        line: colors.selection,
        line_css: RING_CSS,
        halo: colors.halo,
        ..own
    });
    overlay.spots.push(Spot {
        look,
        radius_css: spot.radius_css.max(RING_CSS) + RING_CSS,
        ..spot
    });
}

impl Extent {
    fn of(view: &View<'_>) -> Self {
        let periods = view.period_count();
        let values = pooled_values(
            (view.table, &view.files.areas),
            view.indicator_ix,
            (view.level_ix, view.level),
            view.category,
            0..periods,
        );
        let sum: f64 = values.iter().map(|value| value.unsigned_abs() as f64).sum();
        let largest = values.iter().map(|value| value.unsigned_abs()).max();
        Self {
            largest: largest.unwrap_or(0) as f64,
            sum: sum / f64::from(periods.max(1)),
            negative: values.iter().any(|value| *value < 0),
        }
    }
}

/// Up to three round numbers, largest first: the largest not above `largest`, then about a quarter
/// and a sixteenth, whose radii are a half and a quarter of it.
fn round_sizes(largest: f64) -> Vec<i64> {
    let mut sizes: Vec<i64> = [1.0, 0.25, 0.0625]
        .iter()
        .map(|share| round_below(largest * share))
        .collect();
    sizes.retain(|size| *size > 0);
    sizes.dedup();
    sizes
}

/// The largest number of one digit 1, 2 or 5 that is not above `limit`; 0 below 1.
fn round_below(limit: f64) -> i64 {
    let mut power = 1_i64;
    while power <= i64::MAX / 100 && power as f64 * 10.0 <= limit {
        power *= 10;
    }
    let fits = [5, 2, 1].into_iter().map(|digit| digit * power);
    fits.into_iter().find(|it| *it as f64 <= limit).unwrap_or(0)
}

/// What steps back, half way to the land.
fn faded(color: Rgb) -> Rgb {
    let mut faded = color;
    for (channel, land) in faded.iter_mut().zip(LAND) {
        *channel = ((u16::from(*channel) + 3 * u16::from(land)) / 4) as u8;
    }
    faded
}

/// Land with a number steps back behind its circle; what has none keeps the look of its state.
pub(super) fn quiet(view: &View<'_>, shown: &Shown, first: u32, looks: &mut [Look]) {
    if view.state.map.kind != MapKind::Symbols {
        return;
    }
    for row in &shown.rows {
        let place = row.row.area.0.checked_sub(first);
        let Some(look) = place.and_then(|place| looks.get_mut(place as usize)) else {
            continue;
        };
        *look = color::look_of(row.row.cell.state).map_or_else(|| Look::plain(LAND), Look::from);
        super::filter::put_look(view, row, look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_the_legend_are_round_and_fall_to_a_quarter() {
        assert_eq!(round_sizes(3_650_000.0), [2_000_000, 500_000, 200_000]);
        assert_eq!(round_sizes(5.0), [5, 1]);
        assert_eq!(round_sizes(0.0), [0_i64; 0]);
        for largest in [1.0, 7.0, 99.0, 1e6, 1e18] {
            let sizes = round_sizes(largest);
            assert!(
                sizes.iter().all(|size| *size as f64 <= largest),
                "{largest}: {sizes:?}"
            );
            assert!(sizes.is_sorted_by(|a, b| a > b), "{largest}: {sizes:?}");
        }
    }
}
