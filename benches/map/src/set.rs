//! One set: what is published, and what of it is measured.

use teilraum::model::{
    AreaIx, Block, CategoryIx, Level, LevelIx, Outline, PeriodIx, Scaled, Topology,
};
use teilraum_publish::content::{Content, Outlines};
use teilraum_publish::geometry::export;

use crate::BenchError;
use crate::outlines::metres_per_px;

/// What is published, and what of it is measured.
#[derive(Clone, Debug)]
pub struct Set {
    /// `tess-11000`.
    pub name: String,
    /// What everything followed from, where it is made up.
    pub seed: Option<u64>,
    /// What becomes the bundle.
    pub content: Content,
    /// The level that is drawn.
    pub level: LevelIx,
    /// Indicator and period of three columns of values.
    pub columns: Vec<(usize, PeriodIx)>,
}

/// The outlines of a set at one detail.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The borders, with those of all levels.
    pub topology: Topology,
    /// The most in metres that a border is off.
    pub error_m: f64,
    /// Whether vertices were left out.
    pub simplified: bool,
}

impl Set {
    /// The outlines that draw the level.
    ///
    /// # Errors
    /// There are none.
    pub fn outlines(&self) -> Result<&Outlines, BenchError> {
        let level = self.content.levels.get(self.level.index());
        let key = level.map_or("", |level| level.key.as_str());
        let draws = |set: &&Outlines| set.serves.is_empty() || set.serves.iter().any(|k| k == key);
        let found = self.content.outlines.iter().find(draws);
        found.ok_or(BenchError::Demo("outlines of the level"))
    }

    /// The coarsest band that is off by at most half a pixel on a map of 1000 × 800 pixels that shows
    /// everything, and all vertices.
    ///
    /// # Errors
    /// Bands that do not fit together.
    pub fn details(&self) -> Result<[Detail; 2], BenchError> {
        let outlines = self.outlines()?;
        let broken = |_| BenchError::Demo("bands that fit together");
        let full = export::full(outlines).map_err(broken)?;
        let most = metres_per_px(&full) / 2.0;
        let enough = outlines.error_m.iter().position(|error| *error <= most);
        let band = enough.unwrap_or(outlines.bands.len());
        let part = Outlines {
            bands: outlines.bands.iter().take(band).cloned().collect(),
            ..outlines.clone()
        };
        let error = |at: usize| outlines.error_m.get(at).copied().unwrap_or(0.0);
        let simple = Detail {
            topology: export::full(&part).map_err(broken)?,
            error_m: error(band),
            simplified: band < outlines.bands.len(),
        };
        let full = Detail {
            topology: full,
            error_m: error(outlines.bands.len()),
            simplified: false,
        };
        Ok([simple, full])
    }

    /// The areas of the level, in order.
    pub fn level_areas(&self) -> impl Iterator<Item = AreaIx> {
        let level = self.content.levels.get(self.level.index());
        level.map_or(0..0, Level::range).map(AreaIx)
    }

    /// The areas of the level that have an outline in `topology`, in order.
    #[must_use]
    pub fn drawn<'a>(&self, topology: &'a Topology) -> Vec<(AreaIx, &'a Outline)> {
        let own = topology
            .levels
            .iter()
            .filter(|(level, ..)| *level == self.level);
        let areas = own.flat_map(|(_, first, outlines)| (*first..).map(AreaIx).zip(outlines));
        areas.filter(|(_, outline)| !outline.is_empty()).collect()
    }

    /// The values of column `at` for `areas`; `None` where there is no number.
    #[must_use]
    pub fn values(&self, at: usize, areas: &[AreaIx]) -> Vec<Option<f64>> {
        let Some(&(indicator, period)) = self.columns.get(at) else {
            return Vec::new();
        };
        let own = |block: &&Block| {
            block.shape.indicator.index() == indicator && block.shape.level == self.level
        };
        let block = self.content.blocks.iter().find(own);
        let number = |area: &AreaIx| {
            let block = block?;
            let cell = block.shape.cell(CategoryIx(0), period.0, area.0)?;
            let units = *block.values.get(cell)?;
            let decimals = block.decimals;
            let known = block.states.get(cell)?.is_number();
            known.then(|| Scaled { units, decimals }.to_f64())
        };
        areas.iter().map(number).collect()
    }
}
