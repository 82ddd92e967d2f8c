//! The observations of a bundle, read from its files alone.

use std::collections::BTreeMap;

use teilraum::format;
use teilraum::model::{Areas, Catalogue, CategoryIx, Indicator, Part, ValueState};
use teilraum_publish::bundle::{Files, MANIFEST};

/// One cell by indicator, level, area, period and category.
pub type Key = (String, String, String, String, String);

/// What is published of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub state: ValueState,
    pub units: i64,
    pub parts: Option<[i64; 2]>,
}

impl Shown {
    pub fn number(&self) -> Option<i64> {
        self.state.is_number().then_some(self.units)
    }
}

/// What a reader of the files knows.
#[derive(Debug)]
pub struct Published {
    pub cells: BTreeMap<Key, Shown>,
    /// Children of each area, by level and key.
    pub children: BTreeMap<(String, String), Vec<(String, String)>>,
    pub indicators: Vec<Indicator>,
}

impl Published {
    pub fn read(files: &Files) -> Self {
        let manifest = format::manifest(MANIFEST, files.get(MANIFEST).unwrap()).unwrap();
        let bytes = files.get(&manifest.generation).unwrap();
        let catalogue = format::catalogue(&manifest.generation, bytes).unwrap();
        let areas = catalogue.areas.iter();
        let areas =
            areas.map(|file| format::areas(&file.path, files.get(&file.path).unwrap()).unwrap());
        let areas = format::join_areas(areas, &catalogue).unwrap();
        let mut published = Self {
            cells: BTreeMap::new(),
            children: children(&catalogue, &areas),
            indicators: catalogue.indicators.clone(),
        };
        for indicator in &catalogue.indicators {
            for reference in &indicator.blocks {
                let path = &reference.file.path;
                let block = format::block(path, files.get(path).unwrap(), &catalogue).unwrap();
                published.add(indicator, &catalogue, &areas, &block);
            }
        }
        published
    }

    fn add(
        &mut self,
        indicator: &Indicator,
        catalogue: &Catalogue,
        areas: &Areas,
        block: &teilraum::model::Block,
    ) {
        let level = &catalogue.levels[block.shape.level.index()].key;
        for area in block.shape.areas[0]..block.shape.areas[1] {
            for period in block.shape.periods[0]..block.shape.periods[1] {
                for category in 0..block.shape.categories {
                    let at = block
                        .shape
                        .cell(CategoryIx(category), period, area)
                        .unwrap();
                    let cell = block.get(at).unwrap();
                    let part = |part| block.part(part).map(|values| values.values[at]);
                    let parts = part(Part::Numerator).zip(part(Part::Denominator));
                    let key = (
                        indicator.key.clone(),
                        level.clone(),
                        areas.0[area as usize].key.clone(),
                        indicator.periods[usize::from(period)].key.clone(),
                        category_key(indicator, category),
                    );
                    let shown = Shown {
                        state: cell.state,
                        units: cell.value,
                        parts: parts.map(|(above, below)| [above, below]),
                    };
                    self.cells.insert(key, shown);
                }
            }
        }
    }

    pub fn get(
        &self,
        indicator: &str,
        level: &str,
        area: &str,
        period: &str,
        category: &str,
    ) -> &Shown {
        let key = [indicator, level, area, period, category].map(str::to_owned);
        let [indicator, level, area, period, category] = key;
        &self.cells[&(indicator, level, area, period, category)]
    }
}

fn category_key(indicator: &Indicator, tuple: u16) -> String {
    let mut rest = usize::from(tuple);
    let mut keys = Vec::new();
    for axis in indicator.axes.iter().rev() {
        keys.push(axis.categories[rest % axis.categories.len()].clone());
        rest /= axis.categories.len();
    }
    keys.reverse();
    keys.join("/")
}

fn children(
    catalogue: &Catalogue,
    areas: &Areas,
) -> BTreeMap<(String, String), Vec<(String, String)>> {
    let mut children: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let key = |area: &teilraum::model::Area| {
        (
            catalogue.levels[area.level.index()].key.clone(),
            area.key.clone(),
        )
    };
    for area in &areas.0 {
        if let Some(parent) = area.parent.and_then(|parent| areas.get(parent)) {
            children.entry(key(parent)).or_default().push(key(area));
        }
    }
    children
}
