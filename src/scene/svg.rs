//! The same scene as vector graphics: the first picture of a page, and downloads.

use std::collections::BTreeMap;

use super::borders::Kind;
use super::palette::shown;
use super::pattern::{CLOSE_CSS, DOT_CSS, LINE_CSS, WIDE_CSS};
use super::project::{Projection, UNITS};
use super::svg_path::PathText;
use super::{IdBuffer, Look, Pattern, Rgb, SceneError, Style};
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
    /// Points nearer to the last one than this are left out, in pixels; 0 keeps all.
    pub skip_px: f64,
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
    drawing.lines(&mut out, Kind::Coast);
    drawing.fills(&mut out);
    drawing.lines(&mut out, Kind::Area);
    drawing.lines(&mut out, Kind::Parent);
    drawing.marks(&mut out);
    out.push_str("</svg>\n");
    Ok(out)
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
        let steps_per_px = caption.steps_per_px.clamp(1, UNITS as u32);
        let projection = Projection::new(outlines, &ids.camera, 1);
        let skip = (caption.skip_px * f64::from(steps_per_px)) as i32;
        let step = UNITS / steps_per_px as i32;
        let round = |units: i32| (units + step / 2).div_euclid(step);
        let arcs = outlines.arcs().iter().map(|arc| {
            let points = outlines.arc_points(arc).iter();
            thinned(
                points.map(|point| projection.point(*point).map(round)),
                skip,
            )
        });
        let mut looks: BTreeMap<Look, Vec<u32>> = BTreeMap::new();
        for (look, id) in style.looks.iter().zip(1..) {
            looks.entry(*look).or_default().push(id);
        }
        Self {
            outlines,
            ids,
            style,
            steps_per_px,
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

    /// A definition for each look with a pattern, named by its place.
    fn patterns(&self, out: &mut String) {
        let patterned = |look: &&Look| look.pattern != Pattern::None;
        if !self.looks.keys().any(|look| patterned(&look)) {
            return;
        }
        out.push_str("<defs>\n");
        for (look, number) in self.looks.keys().filter(patterned).zip(0..) {
            self.pattern(out, look, number);
        }
        out.push_str("</defs>\n");
    }

    fn pattern(&self, out: &mut String, look: &Look, number: usize) {
        let css = |css: f64| css * self.ids.density * f64::from(self.steps_per_px);
        let [wide, close, line, dot] =
            [WIDE_CSS, CLOSE_CSS, LINE_CSS, DOT_CSS].map(|length| libm::round(css(length)) as i64);
        let half = wide / 2;
        let (width, height, shape) = match look.pattern {
            Pattern::None => return,
            Pattern::HatchA => (wide, wide, rising(wide, line)),
            Pattern::HatchD => (close, close, rising(close, line)),
            Pattern::HatchB => {
                let rest = close - line;
                let path = format!("M0 0h{line}l{rest} {rest}v{line}zM0 {rest}v{line}h{line}z");
                (close, close, path)
            }
            Pattern::HatchC => (wide, wide, format!("M0 0h{wide}v{line}H0z")),
            Pattern::Grid => {
                let path = format!("M0 0h{wide}v{line}H{line}V{wide}H0z");
                (wide, wide, path)
            }
            Pattern::Dots => {
                let second = wide - half;
                let path = format!("M0 0h{dot}v{dot}H0zM{second} {wide}h{dot}v{dot}h-{dot}z");
                (wide, 2 * wide, path)
            }
        };
        let (fill, ink) = shown(look, self.style.colors.dim);
        out.push_str(&format!(
            "<pattern id=\"p{number}\" width=\"{width}\" height=\"{height}\" \
             patternUnits=\"userSpaceOnUse\"><path fill=\"{}\" d=\"M0 0h{width}v{height}H0z\"/>\
             <path fill=\"{}\" d=\"{shape}\"/></pattern>\n",
            hex(fill),
            hex(ink)
        ));
    }

    fn fills(&self, out: &mut String) {
        out.push_str("<g fill-rule=\"evenodd\">\n");
        let mut patterns = 0;
        for (look, ids) in &self.looks {
            let fill = if look.pattern == Pattern::None {
                hex(shown(look, self.style.colors.dim).0)
            } else {
                patterns += 1;
                format!("url(#p{})", patterns - 1)
            };
            let mut path = PathText::default();
            for id in ids {
                self.add_rings(&mut path, *id);
            }
            if !path.is_empty() {
                let path = path.into_text();
                out.push_str(&format!("<path fill=\"{fill}\" d=\"{path}\"/>\n"));
            }
        }
        out.push_str("</g>\n");
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

/// Leaves out points nearer than `skip` to the last kept one; the ends stay.
fn thinned(points: impl Iterator<Item = [i32; 2]>, skip: i32) -> Vec<[i32; 2]> {
    let mut kept: Vec<[i32; 2]> = Vec::new();
    let mut last = None;
    for point in points {
        let far = kept.last().is_none_or(|kept| {
            let off = [0, 1].map(|axis| (point[axis] - kept[axis]).abs());
            off[0].max(off[1]) > skip
        });
        if far {
            kept.push(point);
        }
        last = Some(point);
    }
    if let Some(last) = last.filter(|last| kept.len() < 2 || kept.last() != Some(last)) {
        // The end replaces the point it is too near to, but never the start.
        if kept.len() > 1 {
            kept.pop();
        }
        kept.push(last);
    }
    kept
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A tile of rising lines.
fn rising(pitch: i64, line: i64) -> String {
    let rest = pitch - line;
    format!("M0 0h{line}L0 {line}zM{pitch} 0v{line}l-{rest} {rest}H0z")
}
