//! What lies over the areas: circles, points and short texts, as a list that anything can draw.
//!
//! The edge of the browser draws it on a canvas of its own, [`Overlay::svg`] writes it into a
//! picture. Lengths are CSS pixels from the upper left corner of the map.

use super::Rgb;
use super::svg::{escaped, hex};

/// The form of a spot. Forms differ in more than color, so that layers are told apart without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A disc.
    #[default]
    Circle,
    /// A square on its side.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle, point upward.
    Triangle,
}

impl Form {
    /// Every form, in the order layers take them.
    pub const ALL: [Self; 4] = [Self::Circle, Self::Square, Self::Diamond, Self::Triangle];

    /// The stable name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Triangle => "triangle",
        }
    }

    /// The corners about the middle for a radius of 1, y downward; none for a circle. All forms of
    /// one radius have about the same area.
    #[must_use]
    pub const fn corners(self) -> &'static [[f64; 2]] {
        match self {
            Self::Circle => &[],
            Self::Square => &[[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
            Self::Diamond => &[[0.0, -1.25], [1.25, 0.0], [0.0, 1.25], [-1.25, 0.0]],
            Self::Triangle => &[[0.0, -1.45], [1.35, 0.9], [-1.35, 0.9]],
        }
    }
}

/// How spots look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpotLook {
    /// Form.
    pub form: Form,
    /// Color within.
    pub fill: Rgb,
    /// Color of the line around.
    pub line: Rgb,
    /// Width of that line.
    pub line_css: f64,
    /// Color of a thin halo around the line.
    pub halo: Rgb,
}

/// One spot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Its middle.
    pub at_css: [f64; 2],
    /// Its radius, line included.
    pub radius_css: f64,
    /// Its place in [`Overlay::looks`].
    pub look: u16,
}

/// A short text on a spot.
#[derive(Clone, Debug, PartialEq)]
pub struct SpotText {
    /// Its middle.
    pub at_css: [f64; 2],
    /// Final text.
    pub text: String,
    /// Color of the letters.
    pub ink: Rgb,
}

/// How wide the halo is beyond the line; a small spot has a narrower one, a quarter of its radius.
pub const HALO_CSS: f64 = 1.0;
/// Size of the letters on spots.
pub const TEXT_CSS: f64 = 11.0;

/// What lies over the areas, in drawing order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// Looks that spots refer to.
    pub looks: Vec<SpotLook>,
    /// Spots; later ones lie over earlier ones.
    pub spots: Vec<Spot>,
    /// Texts, over all spots.
    pub texts: Vec<SpotText>,
}

impl Overlay {
    /// All spots in one row of numbers, four each: middle, radius, look.
    #[must_use]
    pub fn flat(&self) -> Vec<f32> {
        let four = |spot: &Spot| {
            let [x, y] = spot.at_css;
            [x, y, spot.radius_css, f64::from(spot.look)].map(|it| it as f32)
        };
        self.spots.iter().flat_map(four).collect()
    }

    /// The SVG of a map with the same drawn over it, `scale` coordinates to a CSS pixel.
    #[must_use]
    pub fn onto(&self, mut svg: String, scale: f64) -> String {
        if let Some(end) = svg.rfind("</svg>").filter(|_| !self.spots.is_empty()) {
            svg.insert_str(end, &self.svg(scale));
        }
        svg
    }

    /// The same as a group of an SVG, `scale` coordinates to a CSS pixel.
    #[must_use]
    pub fn svg(&self, scale: f64) -> String {
        let mut out = format!("<g transform=\"scale({scale})\">\n");
        for spot in &self.spots {
            if let Some(look) = self.looks.get(usize::from(spot.look)) {
                spot_svg(&mut out, spot, look);
            }
        }
        for text in &self.texts {
            let [x, y] = text.at_css.map(round);
            let ink = hex(text.ink);
            out.push_str(&format!(
                "<text x=\"{x}\" y=\"{y}\" dy=\"0.36em\" fill=\"{ink}\" font-size=\"{TEXT_CSS}\" \
                 font-family=\"sans-serif\" font-weight=\"bold\" text-anchor=\"middle\">{}</text>\n",
                escaped(&text.text)
            ));
        }
        out.push_str("</g>\n");
        out
    }
}

fn spot_svg(out: &mut String, spot: &Spot, look: &SpotLook) {
    let [x, y] = spot.at_css;
    let ring = |radius: f64, paint: String| match look.form.corners() {
        [] => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>\n",
            round(x),
            round(y),
            round(radius)
        ),
        corners => {
            let at = |[dx, dy]: &[f64; 2]| {
                format!("{},{}", round(x + dx * radius), round(y + dy * radius))
            };
            let points: Vec<String> = corners.iter().map(at).collect();
            format!("<polygon points=\"{}\" {paint}/>\n", points.join(" "))
        }
    };
    let halo = format!("fill=\"{}\"", hex(look.halo));
    out.push_str(&ring(
        spot.radius_css + HALO_CSS.min(spot.radius_css / 4.0),
        halo,
    ));
    let width = look.line_css.min(spot.radius_css / 2.0);
    let own = format!(
        "fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"",
        hex(look.fill),
        hex(look.line),
        round(width)
    );
    out.push_str(&ring((spot.radius_css - width / 2.0).max(0.0), own));
}

/// Hundredths are finer than any screen.
fn round(value: f64) -> f64 {
    libm::round(value * 100.0) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_svg_hold_the_same_spots() {
        let look = |form| SpotLook {
            form,
            fill: [1, 2, 3],
            line: [0; 3],
            line_css: 1.0,
            halo: [255; 3],
        };
        let overlay = Overlay {
            looks: Form::ALL.map(look).to_vec(),
            spots: (0..4)
                .map(|at| Spot {
                    at_css: [10.0 * f64::from(at), 5.0],
                    radius_css: 4.0,
                    look: at,
                })
                .collect(),
            texts: vec![SpotText {
                at_css: [1.0, 2.0],
                text: "<7>".into(),
                ink: [0; 3],
            }],
        };
        assert_eq!(overlay.flat()[4..8], [10.0, 5.0, 4.0, 1.0]);
        let svg = overlay.svg(2.0);
        assert_eq!(svg.matches("<circle").count(), 2, "a halo and a disc");
        assert_eq!(svg.matches("<polygon").count(), 6);
        assert!(
            svg.contains("&lt;7&gt;") && svg.contains("scale(2)"),
            "{svg}"
        );
    }
}
