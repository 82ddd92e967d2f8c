//! A view as rows of a file: what the table shows, each value typed, with all that must be said of it.
//!
//! An [`ExtractDesk`] opens the view of a link on its own, as `study` does, and is fed like an
//! [`Atlas`](super::Atlas). [`ExtractDesk::begin`] gives the [`Head`]: columns, notes and sources. There
//! is a [`Page`] of rows for each period, worked out in steps ([`ExtractDesk::page`]), and
//! [`ExtractDesk::rows`] tells them in the order of the table. [`Shapes`] knows the outline of an area in
//! longitude and latitude. What the files look like is for `crates/office` to know; their words are a
//! catalogue of their own (`messages/office/<language>`).

mod head;
mod rows;
mod shapes;

use crate::model::{Catalogue, PeriodIx, ValueState};
use crate::state::{AreaShape, MapChoice, PeriodChoice, Sort, Tab, ViewState};

use super::files::{KINDS, SupplyError};
use super::kinds;
use super::listing;
pub use super::opened::DeskError;
use super::opened::Opened;
use super::shown::{Classes, Cutting, Shown};
use super::view::View;
use super::wanted::Want;

pub use head::{Column, Head, Note};
pub use rows::{Cell, Row};
pub use shapes::{Polygon, Shapes};

/// In front of the language in the path of the catalogue of files.
const WORDS: &str = "messages/office/";

/// What is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct ExtractOrder {
    /// The fragment of the view.
    pub link: String,
    /// The whole address of the view.
    pub address: String,
    /// The day on which the file is made, as `YYYY-MM-DD`.
    pub date: String,
    /// Whether all periods of the indicator are wanted instead of the one shown; then its own values
    /// are told, whatever the map makes of them.
    pub all_periods: bool,
    /// Whether outlines are wanted too.
    pub outlines: bool,
}

/// One view, opened on its own, to be written.
#[derive(Debug)]
pub struct ExtractDesk {
    opened: Opened,
    order: ExtractOrder,
    /// The classes of all pages, where they do not differ.
    classes: Option<Classes>,
    /// Classes on their way.
    cutting: Option<Cutting>,
}

/// The rows of one period.
#[derive(Debug)]
pub struct Page {
    state: ViewState,
    shown: Shown,
    /// Positions of the rows in the order of the table.
    order: Vec<usize>,
}

impl Page {
    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.order.len()
    }
}

impl ExtractDesk {
    /// Will open the view of `order`.
    #[must_use]
    pub fn new(order: ExtractOrder) -> Self {
        Self {
            opened: Opened::new(&order.link, WORDS),
            order,
            classes: None,
            cutting: None,
        }
    }

    /// Takes the bytes of the bundle's file `path`, or of a catalogue of messages.
    ///
    /// # Errors
    /// [`SupplyError`] if the bytes are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        let was_open = self.opened.state.is_some();
        self.opened.supply(path, bytes)?;
        if let Some(state) = self.opened.state.as_mut().filter(|_| !was_open) {
            *state = told(state, self.order.all_periods);
        }
        Ok(())
    }

    /// Notes that `path` cannot be had; without it there is no file.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.opened.files.refuse(path, reason);
    }

    /// The data version, to be held against that of the page.
    #[must_use]
    pub fn version(&self) -> String {
        self.opened.version()
    }

    /// The files still needed; empty when all have arrived or cannot be had.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.opened
            .missing(|catalogue, state, wanted| self.want(catalogue, state, wanted))
    }

    fn want(&self, catalogue: &Catalogue, state: &ViewState, wanted: &mut Vec<String>) {
        let files = &self.opened.files;
        wanted.push(format!("messages/{KINDS}{}", state.language));
        let texts = catalogue.texts.get(&state.language);
        wanted.extend(texts.map(|texts| texts.definitions.path.clone()));
        let level = Want { files }.view(catalogue, state, wanted);
        let set = level.and_then(|level| catalogue.outlines_of(level));
        let Some((_, set)) = set.filter(|_| self.order.outlines) else {
            return;
        };
        // A band refines those before it, so it has to come after them.
        let base = set.mesh.as_ref().or(set.bands.first());
        if base.is_some_and(|base| files.has(&base.path)) {
            let mut finer = set.bands.iter().skip(1);
            let next = finer.find(|file| !files.has(&file.path));
            wanted.extend(next.map(|file| file.path.clone()));
        }
    }

    /// The keys of the periods that are told, oldest first; a [`Page`] for each.
    ///
    /// # Errors
    /// [`DeskError`] while files are missing.
    pub fn periods(&self) -> Result<Vec<String>, DeskError> {
        let (state, _) = self.opened.ready()?;
        let view = View::of(&self.opened.files, state).ok_or(DeskError::Incomplete)?;
        if !self.order.all_periods {
            return Ok(vec![view.period.key.clone()]);
        }
        let told = |ix: PeriodIx| {
            let (level, question) = ((view.level_ix, view.level.areas), view.question());
            let (indicator, category) = (question.indicator, question.category);
            let nothing = &mut |_, _| {};
            let whole = view
                .table
                .each_cell(indicator, level, category, ix, nothing);
            whole.is_some()
        };
        let periods = (0..).map(PeriodIx).zip(&view.indicator.periods);
        let told = periods.filter(|(ix, _)| told(*ix));
        Ok(told.map(|(_, period)| period.key.clone()).collect())
    }

    /// Does about `work` simple operations on the page of `period`, one of [`ExtractDesk::periods`];
    /// the page once it is done.
    ///
    /// # Errors
    /// [`DeskError`] while files are missing.
    pub fn page(&mut self, period: &str, work: u32) -> Result<Option<Page>, DeskError> {
        let (state, _) = self.opened.ready()?;
        let mut state = state.clone();
        if self.order.all_periods {
            state.period = PeriodChoice::At(period.to_owned());
        }
        kinds::measure(&mut self.opened.files, Some(&state));
        let view = View::of(&self.opened.files, &state).ok_or(DeskError::Incomplete)?;
        if self.classes.is_none() {
            let cutting = match self
                .cutting
                .take()
                .map_or_else(|| Cutting::begin(&view), Ok)
            {
                Ok(cutting) => cutting,
                Err(classes) => {
                    self.classes = Some(classes);
                    return self.page(period, work);
                }
            };
            self.classes = self.cutting.insert(cutting).step(work);
        }
        let Some(classes) = self.classes.clone() else {
            return Ok(None);
        };
        self.cutting = None;
        if state.classes.per_period {
            self.classes = None;
        }
        let shown = Shown::of(&view, classes);
        let shown = match shown {
            Some(shown) => shown,
            None => return Err(DeskError::Incomplete),
        };
        let order = order_of(&view, &shown, self.order.all_periods);
        Ok(Some(Page {
            state,
            shown,
            order,
        }))
    }

    /// What stands around the rows; `page` is any of the pages.
    ///
    /// # Errors
    /// [`DeskError`] while files are missing.
    pub fn begin(&self, page: &Page) -> Result<Head, DeskError> {
        let (_, words) = self.opened.ready()?;
        let view = self.view(page)?;
        Ok(head::head(
            (&view, words),
            &page.shown,
            &self.order,
            self.version(),
        ))
    }

    /// Tells some of the rows of a page, in the order of the table.
    ///
    /// # Errors
    /// [`DeskError`] while files are missing.
    pub fn rows(
        &self,
        page: &Page,
        range: std::ops::Range<usize>,
        mut put: impl FnMut(Row),
    ) -> Result<(), DeskError> {
        let view = self.view(page)?;
        let fields = rows::fields(&view, &page.shown);
        let places = page.order.get(range).unwrap_or_default();
        for row in places.iter().filter_map(|at| page.shown.rows.get(*at)) {
            put(rows::row(&view, &page.shown, row, &fields));
        }
        Ok(())
    }

    /// The outlines of the view's level; `None` where there are none, or their plane is not known here.
    #[must_use]
    pub fn shapes(&self) -> Option<Shapes<'_>> {
        let (state, _) = self.opened.ready().ok()?;
        Shapes::of(&View::of(&self.opened.files, state)?)
    }

    fn view<'a>(&'a self, page: &'a Page) -> Result<View<'a>, DeskError> {
        View::of(&self.opened.files, &page.state).ok_or(DeskError::Incomplete)
    }
}

/// The view of which a file tells: without what only a map has.
fn told(state: &ViewState, all_periods: bool) -> ViewState {
    let map = MapChoice {
        shape: AreaShape::Outlines,
        certainty: false,
        facilities: Vec::new(),
        ..state.map.clone()
    };
    ViewState {
        map: if all_periods {
            MapChoice::default()
        } else {
            map
        },
        multiples: Default::default(),
        area: None,
        camera: None,
        tab: Tab::Table,
        page: 0,
        sort: Sort { ..state.sort },
        ..state.clone()
    }
}

/// The rows in the order of the table. Of many periods those without any figure are left out.
fn order_of(view: &View<'_>, shown: &Shown, all_periods: bool) -> Vec<usize> {
    let missing = shown.states.get(ValueState::Missing as usize);
    if all_periods && missing == Some(&shown.rows.len()) {
        return Vec::new();
    }
    let ordered = listing::ordered(view, shown).into_iter();
    ordered
        .filter_map(|row| shown.position(row.row.area))
        .collect()
}
