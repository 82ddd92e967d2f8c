//! A sheet as SVG: real text, the map as paths, attributes only, nothing from elsewhere.

use crate::scene::{Caption, SceneError, escaped};

use super::super::super::Atlas;
use super::super::multiples::SmallMaps;
use super::item::{Anchor, Item};
use super::picture::scene;
use super::{HALO_CSS, Sheet, SheetOrder};

/// Families that some system has; the last is the browser's choice.
const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/// How fine the map's paths are.
const STEPS_PER_PX: u32 = 8;
const TOLERANCE_PX: f64 = 0.2;

impl Atlas {
    /// The present view on a sheet, as SVG; `None` while it is not complete.
    ///
    /// # Errors
    /// [`SceneError`] if a map cannot be drawn.
    pub fn sheet_svg(
        &self,
        small: &SmallMaps,
        order: &SheetOrder,
    ) -> Result<Option<String>, SceneError> {
        let Some(sheet) = self.sheet(small, order) else {
            return Ok(None);
        };
        let caption = Caption {
            title: sheet.title.clone(),
            desc: String::new(),
            steps_per_px: STEPS_PER_PX,
            tolerance_px: TOLERANCE_PX,
            area_lines: true,
            context: true,
        };
        let mut maps = Vec::new();
        for (at, map) in sheet.maps.iter().enumerate() {
            let Some((outlines, style, ids)) = scene(self, small, &sheet, at, 1.0)? else {
                return Ok(None);
            };
            let text = crate::scene::svg(outlines, &ids, &style, &caption)?;
            // Names of patterns hold for the whole document.
            let text = text.replace("id=\"p", &format!("id=\"m{at}p"));
            let text = text.replace("url(#p", &format!("url(#m{at}p"));
            maps.push(map.over.onto(text, f64::from(STEPS_PER_PX)));
        }
        Ok(Some(written(&sheet, &maps)))
    }
}

/// Definitions so far, by which they are named.
#[derive(Default)]
struct Defined {
    tiles: usize,
    ramps: usize,
}

pub(super) fn written(sheet: &Sheet, maps: &[String]) -> String {
    let (width, height) = (number(sheet.width), number(sheet.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n<defs>\n",
        clean(&sheet.title),
        clean(&sheet.desc)
    );
    let mut defined = Defined::default();
    for item in &sheet.items {
        define(&mut out, item, &mut defined);
    }
    out.push_str("</defs>\n");
    defined = Defined::default();
    for item in &sheet.items {
        put(&mut out, item, &mut defined, maps);
    }
    out.push_str("</svg>\n");
    out
}

/// What a swatch needs to be defined, named by its place.
fn define(out: &mut String, item: &Item, defined: &mut Defined) {
    match item {
        Item::Rect {
            tile: Some(tile), ..
        } => {
            let side = number(tile.side);
            out.push_str(&format!(
                "<pattern id=\"legend{}\" width=\"{side}\" height=\"{side}\" \
                 patternUnits=\"userSpaceOnUse\"><path fill=\"{}\" d=\"{}\"/></pattern>\n",
                defined.tiles, tile.ink, tile.path
            ));
            defined.tiles += 1;
        }
        Item::Ramp { stops, .. } => {
            out.push_str(&format!("<linearGradient id=\"ramp{}\">", defined.ramps));
            for (at, color) in stops {
                let at = libm::round(at * 10_000.0) / 10_000.0;
                out.push_str(&format!("<stop offset=\"{at}\" stop-color=\"{color}\"/>"));
            }
            out.push_str("</linearGradient>\n");
            defined.ramps += 1;
        }
        _ => {}
    }
}

fn put(out: &mut String, item: &Item, defined: &mut Defined, maps: &[String]) {
    match item {
        Item::Text { .. } => put_text(out, item),
        Item::Rect {
            x,
            y,
            width,
            height,
            fill,
            tile,
            stroke,
        } => {
            let place = place([*x, *y, *width, *height]);
            let stroke = stroked(stroke);
            out.push_str(&format!("<rect {place} {}{stroke}/>\n", filled(fill)));
            if tile.is_some() {
                let name = defined.tiles;
                out.push_str(&format!("<rect {place} fill=\"url(#legend{name})\"/>\n"));
                defined.tiles += 1;
            }
        }
        Item::Circle {
            x,
            y,
            radius,
            fill,
            stroke,
        } => out.push_str(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}{}/>\n",
            number(*x),
            number(*y),
            number(*radius),
            filled(fill),
            stroked(stroke)
        )),
        Item::Polygon {
            points,
            fill,
            stroke,
        } => {
            let point = |[x, y]: &[f64; 2]| format!("{},{}", number(*x), number(*y));
            let points: Vec<String> = points.iter().map(point).collect();
            let points = points.join(" ");
            let look = filled(fill) + &stroked(stroke);
            out.push_str(&format!("<polygon points=\"{points}\" {look}/>\n"));
        }
        Item::Path { .. } => put_path(out, item),
        Item::Ramp {
            x,
            y,
            width,
            height,
            ..
        } => {
            let (place, name) = (place([*x, *y, *width, *height]), defined.ramps);
            out.push_str(&format!("<rect {place} fill=\"url(#ramp{name})\"/>\n"));
            defined.ramps += 1;
        }
        Item::Map { x, y, at, .. } => {
            // The scene's own document, placed on this one.
            let placed = format!("<svg x=\"{}\" y=\"{}\" ", number(*x), number(*y));
            let map = maps.get(*at).map_or("", String::as_str);
            out.push_str(&map.replacen("<svg xmlns=\"http://www.w3.org/2000/svg\" ", &placed, 1));
        }
    }
}

fn put_path(out: &mut String, item: &Item) {
    let Item::Path {
        x,
        y,
        d,
        width,
        dash,
        color,
        ..
    } = item
    else {
        return;
    };
    let place = match [number(*x), number(*y)] {
        [x, y] if x == "0" && y == "0" => String::new(),
        [x, y] => format!(" transform=\"translate({x} {y})\""),
    };
    let look = if *width > 0.0 {
        let (width, dash) = (number(*width), number(*dash));
        let ends = match dash.as_str() {
            "0" => " stroke-linecap=\"round\"".to_owned(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        };
        format!(
            "fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{ends}"
        )
    } else {
        format!("fill=\"{color}\"")
    };
    out.push_str(&format!("<path{place} {look} d=\"{d}\"/>\n"));
}

/// A text; its halo is one of its own under it, for not every program paints lines first.
fn put_text(out: &mut String, item: &Item) {
    let Item::Text {
        x,
        y,
        size,
        bold,
        anchor,
        color,
        halo,
        text,
    } = item
    else {
        return;
    };
    let weight = if *bold { " font-weight=\"700\"" } else { "" };
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (x, y, size) = (number(*x), number(*y), number(*size));
    let place = format!("x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}");
    let text = clean(text);
    if !halo.is_empty() {
        out.push_str(&format!(
            "<text {place} fill=\"{halo}\" stroke=\"{halo}\" stroke-width=\"{HALO_CSS}\" \
             stroke-linejoin=\"round\" aria-hidden=\"true\">{text}</text>\n"
        ));
    }
    out.push_str(&format!("<text {place} fill=\"{color}\">{text}</text>\n"));
}

fn place([x, y, width, height]: [f64; 4]) -> String {
    let [x, y, width, height] = [x, y, width, height].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn filled(fill: &str) -> String {
    let fill = if fill.is_empty() { "none" } else { fill };
    format!("fill=\"{fill}\"")
}

fn stroked(stroke: &str) -> String {
    if stroke.is_empty() {
        return String::new();
    }
    format!(" stroke=\"{stroke}\"")
}

/// At most two decimals.
fn number(value: f64) -> String {
    let hundredths = libm::round(value * 100.0) as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    let text = format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text as XML may hold it.
fn clean(text: &str) -> String {
    let allowed: String = text.chars().filter(|it| !it.is_control()).collect();
    escaped(&allowed)
}
