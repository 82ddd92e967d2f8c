//! A sheet as SVG: real text, the map as paths, attributes only, nothing from elsewhere.

use crate::scene::{Caption, SceneError, escaped};

use super::super::super::Atlas;
use super::item::{Anchor, Item, Tile};
use super::picture::scene;
use super::{Sheet, SheetOrder};

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
    /// [`SceneError`] if the map cannot be drawn.
    pub fn sheet_svg(&self, order: &SheetOrder) -> Result<Option<String>, SceneError> {
        let Some(sheet) = self.sheet(order) else {
            return Ok(None);
        };
        let Some((outlines, style, ids)) = scene(self, &sheet, 1.0)? else {
            return Ok(None);
        };
        let caption = Caption {
            title: sheet.title.clone(),
            desc: sheet.desc.clone(),
            steps_per_px: STEPS_PER_PX,
            tolerance_px: TOLERANCE_PX,
            area_lines: true,
            context: true,
        };
        let map = crate::scene::svg(outlines, &ids, &style, &caption)?;
        Ok(Some(written(&sheet, &map)))
    }
}

fn written(sheet: &Sheet, map: &str) -> String {
    let (width, height) = (number(sheet.width), number(sheet.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n",
        clean(&sheet.title),
        clean(&sheet.desc)
    );
    patterns(&mut out, sheet);
    let mut tiles = 0;
    for item in &sheet.items {
        put(&mut out, item, &mut tiles, map);
    }
    out.push_str("</svg>\n");
    out
}

fn tile_of(item: &Item) -> Option<&Tile> {
    match item {
        Item::Rect { tile, .. } => tile.as_ref(),
        _ => None,
    }
}

/// A definition for each swatch with a pattern, named by its place.
fn patterns(out: &mut String, sheet: &Sheet) {
    let tiles: Vec<&Tile> = sheet.items.iter().filter_map(tile_of).collect();
    if tiles.is_empty() {
        return;
    }
    out.push_str("<defs>\n");
    for (at, tile) in tiles.iter().enumerate() {
        let side = number(tile.side);
        out.push_str(&format!(
            "<pattern id=\"legend{at}\" width=\"{side}\" height=\"{side}\" \
             patternUnits=\"userSpaceOnUse\"><path fill=\"{}\" d=\"{}\"/></pattern>\n",
            tile.ink, tile.path
        ));
    }
    out.push_str("</defs>\n");
}

fn put(out: &mut String, item: &Item, tiles: &mut usize, map: &str) {
    match item {
        Item::Text {
            x,
            y,
            size,
            bold,
            anchor,
            color,
            text,
        } => {
            let weight = if *bold { " font-weight=\"700\"" } else { "" };
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            out.push_str(&format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{color}\">{}</text>\n",
                number(*x),
                number(*y),
                number(*size),
                clean(text)
            ));
        }
        Item::Rect {
            x,
            y,
            width,
            height,
            fill,
            tile,
            stroke,
        } => {
            let place = format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                number(*x),
                number(*y),
                number(*width),
                number(*height)
            );
            let stroke = stroked(stroke);
            out.push_str(&format!("<rect {place} {}{stroke}/>\n", filled(fill)));
            if tile.is_some() {
                out.push_str(&format!("<rect {place} fill=\"url(#legend{tiles})\"/>\n"));
                *tiles += 1;
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
        Item::Map { x, y, .. } => {
            // The scene's own document, placed on this one.
            let placed = format!("<svg x=\"{}\" y=\"{}\" ", number(*x), number(*y));
            out.push_str(&map.replacen("<svg xmlns=\"http://www.w3.org/2000/svg\" ", &placed, 1));
        }
    }
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
