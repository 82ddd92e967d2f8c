//! The map with layouts, circles and points.

use crate::geom::Outlines;
use crate::model::AreaIx;
use crate::scene::Overlay;
use crate::state::AreaShape;

use super::super::kinds::{ShapeKey, Sight, SymbolKey};
use super::super::labels::{Label, Labels};
use super::super::view::View;
use super::{Basis, MapColors, MapView};

impl MapView {
    /// From where the map is seen; `None` while there is none.
    pub(in super::super) fn sight(&self) -> Option<Sight> {
        Some(Sight {
            camera: self.camera.filter(|_| self.is_ready())?,
            whole: self.whole()?,
            density: self.size.2,
        })
    }

    /// Whether the view asks for a layout in the place of outlines that is made, or on its way. Each
    /// call goes a step: some work on the layout, or putting it on the map.
    pub(super) fn is_reshaped(&mut self, view: &View<'_>, basis: Basis) -> bool {
        if basis.shape == AreaShape::Outlines {
            return false;
        }
        let key = ShapeKey::of(view, basis.set);
        let shapes = &mut self.beyond.shapes;
        if shapes.makes(key) {
            shapes.go_on();
            return true;
        }
        if !shapes.has(key) {
            self.basis = self.basis.filter(|it| it.shape != basis.shape);
            return false;
        }
        let of = |it: Basis| (it.set, it.level, it.shape);
        if self.basis.map(of) != Some(of(basis)) {
            let layout = shapes.take_up(key);
            let outlines = layout.and_then(|it| it.outlines(&super::parents(view)).ok());
            if let Some(outlines) = outlines {
                self.install(outlines, basis);
            }
        }
        true
    }

    /// The outlines as they are, unless a layout is to stand in their place, which they begin.
    pub(super) fn reshaped(
        &mut self,
        view: &View<'_>,
        basis: Basis,
        outlines: Outlines,
    ) -> Option<Outlines> {
        if basis.shape == AreaShape::Outlines {
            return Some(outlines);
        }
        let key = ShapeKey::of(view, basis.set);
        self.beyond.shapes.begin(view, key, &outlines);
        None
    }

    /// Other shapes reach further or less far: who saw everything is to see everything again.
    pub(super) fn leave_whole(&mut self, to: Basis) {
        let other = self.basis.is_none_or(|it| it.shape != to.shape);
        if other && self.camera == self.whole() {
            self.camera = None;
        }
    }

    /// The legend of circles over areas, as they are now.
    pub(in super::super) fn symbol_key(&self, view: &View<'_>) -> Option<SymbolKey> {
        self.symbol_key_from(view, &self.sight()?)
    }

    /// The legend of circles over areas, as seen from elsewhere.
    pub(in super::super) fn symbol_key_from(
        &self,
        view: &View<'_>,
        sight: &Sight,
    ) -> Option<SymbolKey> {
        let outlines = self.outlines.as_ref()?;
        self.beyond.symbols.legend(view, outlines, sight)
    }

    /// The area whose circle is at a point in CSS pixels.
    pub(super) fn symbol_at(&self, at_css: [f64; 2]) -> Option<AreaIx> {
        let (outlines, sight) = (self.outlines.as_ref()?, self.sight()?);
        self.beyond.symbols.hit(outlines, &sight, at_css)
    }

    /// Takes names away that facilities would lie on; that of the chosen area stays.
    pub(in super::super) fn make_way(&mut self, mut labels: Labels) -> Labels {
        self.beyond.points.news = false;
        let points = &self.beyond.points;
        if let Some(sight) = self.sight() {
            let touched = |it: &Label| points.touch(&sight, [it.x, it.y], [it.width, it.height]);
            labels.labels.retain(|it| it.chosen || !touched(it));
        }
        labels
    }

    /// What lies over the areas.
    #[must_use]
    pub fn overlay(&self) -> Overlay {
        let sight = self.sight();
        sight.map_or_else(Overlay::default, |it| self.overlay_from(&it, &self.colors))
    }

    /// What lies over the areas, as seen from elsewhere.
    pub(in super::super) fn overlay_from(&self, sight: &Sight, colors: &MapColors) -> Overlay {
        let mut overlay = Overlay::default();
        if let Some(outlines) = &self.outlines {
            let symbols = &self.beyond.symbols;
            symbols.draw(outlines, sight, colors, &mut overlay);
            self.beyond.points.draw(sight, &mut overlay);
        }
        overlay
    }

    /// The picture with what lies over the areas.
    pub(super) fn with_overlay(&self, svg: String, steps_per_px: u32) -> String {
        let steps = f64::from(steps_per_px.max(1));
        self.overlay().onto(svg, self.size.2 * steps)
    }
}
