//! What takes rows and becomes a file.

use teilraum::atlas::extract::{Head, Row, Shapes};

use crate::clerk::Form;
use crate::csv::Csv;
use crate::geo::Geo;
use crate::xlsx::Xlsx;

/// A file under way.
pub(crate) enum Sink {
    Csv(Csv),
    Xlsx(Box<Xlsx>),
    Geo(Geo),
}

impl Sink {
    /// Begins a file of the form `form`; `periods` are the keys of those that are told.
    pub fn begin(form: Form, head: &Head, periods: &[String]) -> Self {
        match form {
            Form::Excel => Self::Csv(Csv::begin(true, head)),
            Form::Csv => Self::Csv(Csv::begin(false, head)),
            Form::Xlsx => Self::Xlsx(Box::new(Xlsx::begin(head))),
            Form::GeoJson => Self::Geo(Geo::begin(head, periods)),
        }
    }

    /// Takes a row of the period with the number `period`.
    pub fn row(&mut self, row: Row, period: usize) {
        match self {
            Self::Csv(csv) => csv.row(&row),
            Self::Xlsx(xlsx) => xlsx.row(&row),
            Self::Geo(geo) => geo.row(row, period),
        }
    }

    /// Does some of what is left after the last row; true while there is more.
    pub fn close(&mut self, shapes: Option<&Shapes<'_>>, points: usize) -> bool {
        match self {
            Self::Csv(_) | Self::Xlsx(_) => false,
            Self::Geo(geo) => geo.close(shapes, points),
        }
    }

    /// How many things are left to be done by [`Sink::close`].
    pub fn left(&self) -> usize {
        match self {
            Self::Csv(_) | Self::Xlsx(_) => 0,
            Self::Geo(geo) => geo.left(),
        }
    }

    /// The whole file.
    pub fn end(self, head: &Head) -> Vec<u8> {
        match self {
            Self::Csv(csv) => csv.end(head),
            Self::Xlsx(xlsx) => xlsx.end(head),
            Self::Geo(geo) => geo.end(),
        }
    }
}
