//! The same scene as vector graphics: the first picture of a page, and downloads.

use std::collections::BTreeMap;

use teilraum_raster::{Kind, Projection, UNITS};

use super::chain::closed;
use super::palette::shown;
use super::project::{Grid, reaches};
use super::simplify::simplified;
use super::svg_path::PathText;
use super::{IdBuffer, Look, Rgb, SceneError, Style};
use crate::geom::{Outlines, arc_of};

/// What an SVG says about itself, and how fine it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// Short text for `title`.
    pub title: String,
    /// Long text for `desc`.
    pub desc: String,
    /// Coordinates per pixel, 1 to 256.
    pub steps_per_px: u32,
    /// How far a line may lie from points that are left out, in pixels.
    pub tolerance_px: f64,
    /// Whether borders between areas of one parent are drawn.
    pub area_lines: bool,
    /// Whether land around the areas is drawn.
    pub context: bool,
}

/// Writes what `ids` shows in `style`.
///
/// One path per look, one per kind of border, whole numbers, presentation attributes only: the
/// file needs neither scripts nor styles. Neighbours still share their borders to the point.
///
/// # Errors
/// [`SceneError`] when looks or areas do not fit the ids.
pub fn svg(
    outlines: &Outlines,
    ids: &IdBuffer,
    style: &Style,
    caption: &Caption,
) -> Result<String, SceneError> {
    super::paint::check_style(outlines, ids, style)?;
    let drawing = Drawing::new(outlines, ids, style, caption);
    let mut out = String::new();
    drawing.open(&mut out, caption);
    drawing.patterns(&mut out);
    drawing.page(&mut out);
    if caption.context {
        drawing.ground(&mut out, caption);
    }
    drawing.lines(&mut out, Kind::Coast);
    drawing.fills(&mut out);
    if caption.area_lines {
        drawing.lines(&mut out, Kind::Area);
    }
    drawing.lines(&mut out, Kind::Parent);
    drawing.marks(&mut out);
    out.push_str("</svg>\n");
    Ok(out)
}

/// How fine lines are.
struct Line {
    steps_per_px: u32,
    tolerance: f64,
}

impl Line {
    fn of(caption: &Caption) -> Self {
        let steps_per_px = caption.steps_per_px.clamp(1, UNITS as u32);
        Self {
            steps_per_px,
            tolerance: caption.tolerance_px.max(0.0) * f64::from(steps_per_px),
        }
    }

    /// The points of a line that are kept, in coordinates.
    fn drawn(&self, points: &[[i32; 2]], projection: &Projection) -> Vec<[i32; 2]> {
        let step = UNITS / self.steps_per_px as i32;
        let round = |units: i32| (units + step / 2).div_euclid(step);
        let points = points.iter();
        let points = points.map(|point| projection.point(*point).map(round));
        simplified(&points.collect::<Vec<_>>(), self.tolerance)
    }
}

struct Drawing<'a> {
    outlines: &'a Outlines,
    ids: &'a IdBuffer,
    style: &'a Style,
    steps_per_px: u32,
    /// Points of each border that are kept.
    arcs: Vec<Vec<[i32; 2]>>,
    /// Ids by look.
    looks: BTreeMap<Look, Vec<u32>>,
}

impl<'a> Drawing<'a> {
    fn new(outlines: &'a Outlines, ids: &'a IdBuffer, style: &'a Style, caption: &Caption) -> Self {
        let line = Line::of(caption);
        let projection = ids.projection(outlines, 1);
        let arcs = outlines.arcs().iter();
        let arcs = arcs.map(|arc| line.drawn(outlines.arc_points(arc), &projection));
        let mut looks: BTreeMap<Look, Vec<u32>> = BTreeMap::new();
        for (look, id) in style.looks.iter().zip(1..) {
            looks.entry(*look).or_default().push(id);
        }
        Self {
            outlines,
            ids,
            style,
            steps_per_px: line.steps_per_px,
            arcs: arcs.collect(),
            looks,
        }
    }

    /// A length in coordinates.
    fn length(&self, css: f64) -> String {
        let value = css * self.ids.density * f64::from(self.steps_per_px);
        let hundredths = libm::round(value * 100.0) as i64;
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    fn open(&self, out: &mut String, caption: &Caption) {
        let [width, height] = [self.ids.camera.width_px, self.ids.camera.height_px];
        let [across, down] = [width, height].map(|px| u64::from(px) * u64::from(self.steps_per_px));
        out.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {across} {down}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escaped(&caption.title),
            escaped(&caption.desc)
        ));
    }

    fn page(&self, out: &mut String) {
        if let Some(page) = self.style.colors.page {
            out.push_str(&format!(
                "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
                hex(page)
            ));
        }
    }

    /// The land around the areas.
    fn ground(&self, out: &mut String, caption: &Caption) {
        let context = self.outlines.context();
        let near = context.filter(|it| reaches(Some(it.bounds()), self.ids.camera()));
        let Some(context) = near else { return };
        let (line, mut path) = (Line::of(caption), PathText::default());
        let projection = self.ids.projection(Grid::from(context), 1);
        for ring in context.rings() {
            let mut points = line.drawn(ring, &projection);
            points.pop();
            if points.len() > 2 {
                path.polyline(&points, true);
            }
        }
        if !path.is_empty() {
            let (fill, path) = (hex(self.style.colors.ground), path.into_text());
            out.push_str(&format!(
                "<path fill=\"{fill}\" fill-rule=\"evenodd\" d=\"{path}\"/>\n"
            ));
        }
    }

    /// A definition for each look with a pattern, named by its place.
    fn patterns(&self, out: &mut String) {
        let patterned = |look: &Look| Some((*look, look.pattern?));
        let patterned = || self.looks.keys().filter_map(patterned);
        if patterned().next().is_none() {
            return;
        }
        out.push_str("<defs>\n");
        for ((look, pattern), place) in patterned().zip(0_u32..) {
            let unit = self.ids.density * f64::from(self.steps_per_px);
            let [side, _] = pattern.measures(unit);
            let (fill, ink) = shown(&look, self.style.colors.dim);
            out.push_str(&format!(
                "<pattern id=\"p{place}\" width=\"{side}\" height=\"{side}\" \
                 patternUnits=\"userSpaceOnUse\"><path fill=\"{}\" d=\"M0 0h{side}v{side}H0z\"/>\
                 <path fill=\"{}\" d=\"{}\"/></pattern>\n",
                hex(fill),
                hex(ink),
                pattern.path(unit)
            ));
        }
        out.push_str("</defs>\n");
    }

    /// The land in its most frequent plain look, then the other looks over it.
    fn fills(&self, out: &mut String) {
        out.push_str("<g fill-rule=\"evenodd\">\n");
        let plain = self.looks.iter().filter(|(look, _)| look.pattern.is_none());
        let ground = plain.max_by_key(|(_, ids)| ids.len()).map(|(look, _)| look);
        if let Some(look) = ground {
            self.fill(out, &hex(shown(look, self.style.colors.dim).0), |id| id > 0);
        }
        let mut patterns = 0;
        for look in self.looks.keys() {
            let paint = if look.pattern.is_none() {
                hex(shown(look, self.style.colors.dim).0)
            } else {
                patterns += 1;
                format!("url(#p{})", patterns - 1)
            };
            if ground != Some(look) {
                let looks = |id: u32| self.style.looks.get((id as usize).wrapping_sub(1));
                self.fill(out, &paint, |id| looks(id) == Some(look));
            }
        }
        out.push_str("</g>\n");
    }

    /// Everything that `belongs` as one region: borders within it are left out.
    fn fill(&self, out: &mut String, paint: &str, belongs: impl Fn(u32) -> bool) {
        let arcs = self.outlines.arcs().iter().zip(&self.arcs);
        let border = arcs.filter(|(arc, _)| belongs(arc.sides[0]) != belongs(arc.sides[1]));
        let lines: Vec<&[[i32; 2]]> = border.map(|(_, points)| points.as_slice()).collect();
        let mut path = PathText::default();
        for mut ring in closed(&lines) {
            ring.pop();
            path.polyline(&ring, true);
        }
        if !path.is_empty() {
            let path = path.into_text();
            out.push_str(&format!("<path fill=\"{paint}\" d=\"{path}\"/>\n"));
        }
    }

    fn add_rings(&self, path: &mut PathText, id: u32) {
        let mut points = Vec::new();
        for ring in self.outlines.rings(id) {
            points.clear();
            for reference in ring {
                let Some(arc) = self.arcs.get(arc_of(*reference)) else {
                    continue;
                };
                let body = arc.len().saturating_sub(1);
                if *reference < 0 {
                    points.extend(arc.iter().rev().take(body));
                } else {
                    points.extend(arc.iter().take(body));
                }
            }
            points.dedup();
            if points.len() > 2 {
                path.polyline(&points, true);
            }
        }
    }

    fn lines(&self, out: &mut String, kind: Kind) {
        let (colors, widths) = (&self.style.colors, &self.style.widths);
        let (color, css) = match kind {
            Kind::None => return,
            Kind::Area => (colors.area, widths.area_css),
            Kind::Parent => (colors.parent, widths.parent_css),
            // The land is painted over the inner half.
            Kind::Coast => (colors.coast, 2.0 * widths.coast_css),
        };
        let strength = self.ids.borders.strength(kind);
        let mut path = PathText::default();
        for (arc, points) in self.outlines.arcs().iter().zip(&self.arcs) {
            if points.len() > 1 && self.kind(arc.sides) == kind {
                path.polyline(points, false);
            }
        }
        if path.is_empty() || strength == 0 {
            return;
        }
        let opacity = match strength {
            255 => String::new(),
            part => format!(" stroke-opacity=\".{:03}\"", u32::from(part) * 1000 / 255),
        };
        self.line(out, color, &self.length(css), &opacity, &path.into_text());
    }

    fn kind(&self, [one, other]: [u32; 2]) -> Kind {
        let outlines = self.outlines;
        match (one, other) {
            (one, other) if one == other => Kind::None,
            (0, _) | (_, 0) => Kind::Coast,
            (one, other) if outlines.parent(one) != outlines.parent(other) => Kind::Parent,
            _ => Kind::Area,
        }
    }

    fn line(&self, out: &mut String, color: Rgb, width: &str, more: &str, path: &str) {
        out.push_str(&format!(
            "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"{more} d=\"{path}\"/>\n",
            hex(color)
        ));
    }

    fn marks(&self, out: &mut String) {
        for mark in &self.style.marks {
            let Some(id) = self.outlines.id(mark.area) else {
                continue;
            };
            let mut path = PathText::default();
            self.add_rings(&mut path, id);
            let path = path.into_text();
            for (color, css) in [(mark.halo, mark.halo_css), (mark.ink, mark.ink_css)] {
                if css > 0.0 && !path.is_empty() {
                    self.line(out, color, &self.length(css), "", &path);
                }
            }
        }
    }
}

pub(super) fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Text as XML holds it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
