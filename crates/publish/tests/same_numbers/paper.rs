//! Values as they stand in the PDFs of areas.
//!
//! A PDF tells the newest figures of an area, so a cell is found there where the view shows the total of
//! the period that the profile tells. Making and reading one takes a while: some of each collection do.

use std::collections::BTreeMap;

use teilraum::model::Indicator;
use teilraum_publish::bundle::Bundle;
use teilraum_publish::paper::{Order, Shelf, choose, write};

use super::reader;
use super::rows::{Row, rows};
use super::sample::View;

/// So many PDFs are made of a collection.
const MOST: usize = 40;

/// The PDFs of a collection.
pub struct Papers<'a> {
    shelf: Shelf<'a>,
    /// Rows by level and key of the area.
    made: BTreeMap<[String; 2], Vec<Row>>,
}

impl<'a> Papers<'a> {
    pub fn of(bundle: &'a Bundle) -> Self {
        Self {
            shelf: Shelf::open(&bundle.files, Some("de")).unwrap(),
            made: BTreeMap::new(),
        }
    }

    /// What the PDF of an area says of the cell; `None` where it does not tell it, or is not made.
    pub fn value(&mut self, view: &View, indicator: &Indicator, area: &str) -> Option<String> {
        let mut periods = indicator.periods.iter();
        let period = periods.find(|it| it.key == view.period)?;
        let newest = indicator.periods.last()?;
        if !view.total || period.key != newest.key {
            return None;
        }
        let speaker = self.shelf.speaker();
        let (name, period) = (speaker.indicator(indicator).short, speaker.period(period));
        let rows = self.rows(view, area)?;
        let row = rows.iter().find(|row| row.name == name)?;
        (row.period == period).then(|| row.value.clone())
    }

    fn rows(&mut self, view: &View, area: &str) -> Option<&Vec<Row>> {
        let place = [view.level.clone(), area.to_owned()];
        if !self.made.contains_key(&place) {
            if self.made.len() >= MOST {
                return None;
            }
            let ix = choose::one(&self.shelf, area, Some(&view.level)).unwrap();
            let paper = write(&mut self.shelf, ix, &Order::default()).unwrap();
            let told = rows(&reader::read(&paper.bytes));
            self.made.insert(place.clone(), told);
        }
        self.made.get(&place)
    }
}
