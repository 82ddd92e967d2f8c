//! Opens a view and writes it, step by step.

use teilraum::atlas::SupplyError;
use teilraum::atlas::extract::{DeskError, ExtractDesk, ExtractOrder, Head, Page};

use crate::sink::Sink;

/// Simple operations on a page between two looks at the clock.
const WORK_AT_ONCE: u32 = 100_000;
/// Rows written between two looks at the clock.
const ROWS_AT_ONCE: usize = 200;
/// Points of outlines turned into longitude and latitude between two looks at the clock.
const POINTS_AT_ONCE: usize = 2_000;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table that a German Excel opens by a double click.
    Excel,
    /// A table for programs, after RFC 4180.
    Csv,
    /// A workbook.
    Xlsx,
    /// Outlines with values, after RFC 7946.
    GeoJson,
}

impl Form {
    /// Every form, in the order the page lists them.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Excel, Self::Csv, Self::GeoJson];

    /// The stable name.
    ///
    /// ```
    /// use teilraum_office::Form;
    /// assert_eq!(Form::of("xlsx"), Some(Form::Xlsx));
    /// assert_eq!(Form::of("doc"), None);
    /// ```
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Excel => "excel",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
        }
    }

    /// The form with the name `key`.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key)
    }

    /// The ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Excel | Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
        }
    }

    /// Media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Excel | Self::Csv => "text/csv;charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => "application/geo+json",
        }
    }
}

/// A file, done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The data version it is made of.
    pub version: String,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many of so many parts are done.
    Running {
        /// Parts done.
        done: usize,
        /// Parts in all.
        of: usize,
    },
    /// All is done.
    Done(Done),
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClerkError {
    /// The view could not be opened.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The level has no outlines whose longitude and latitude are known.
    #[error("this level has no outlines in longitude and latitude")]
    NoOutlines,
    /// The file has been handed over already.
    #[error("the file is done")]
    Over,
}

/// Where the work stands.
enum State {
    /// The pages of the periods before are written; this one is worked out, or written from `row` on.
    Pages {
        periods: Vec<String>,
        at: usize,
        page: Option<Box<Page>>,
        row: usize,
        file: Option<Begun>,
    },
    /// All rows are written.
    Closing(Begun),
    Over,
}

/// A file begun: what is said of the whole, and the rows so far.
type Begun = Box<(Head, Sink)>;

/// Writes one view.
pub struct Clerk {
    desk: ExtractDesk,
    form: Form,
    state: Option<State>,
}

impl Clerk {
    /// Will write the view of `order`.
    #[must_use]
    pub fn new(form: Form, order: ExtractOrder) -> Self {
        let order = ExtractOrder {
            outlines: form == Form::GeoJson,
            ..order
        };
        Self {
            desk: ExtractDesk::new(order),
            form,
            state: None,
        }
    }

    /// Takes the bytes of the bundle's file `path`, or of a catalogue of messages.
    ///
    /// # Errors
    /// [`SupplyError`] if the bytes are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        self.desk.supply(path, bytes)
    }

    /// Notes that `path` cannot be had; without it there is no file.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.desk.refuse(path, reason);
    }

    /// The files still needed; empty when all have arrived or cannot be had.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.desk.missing()
    }

    /// Does a little, well below a millisecond.
    ///
    /// # Errors
    /// [`ClerkError`] while files are missing, or where the level cannot be written so.
    pub fn step(&mut self) -> Result<Step, ClerkError> {
        let state = match self.state.take() {
            Some(state) => state,
            None => self.begin()?,
        };
        let (state, step) = match state {
            State::Pages {
                periods,
                at,
                page,
                row,
                file,
            } => self.write(periods, (at, row), page, file)?,
            State::Closing(begun) => self.close(begun),
            State::Over => return Err(ClerkError::Over),
        };
        self.state = Some(state);
        Ok(step)
    }

    /// The whole file at once, for where nobody waits.
    ///
    /// # Errors
    /// As [`Clerk::step`].
    pub fn finish(&mut self) -> Result<Done, ClerkError> {
        loop {
            if let Step::Done(done) = self.step()? {
                return Ok(done);
            }
        }
    }

    fn begin(&self) -> Result<State, ClerkError> {
        let periods = self.desk.periods()?;
        if self.form == Form::GeoJson && self.desk.shapes().is_none() {
            return Err(ClerkError::NoOutlines);
        }
        Ok(State::Pages {
            periods,
            at: 0,
            page: None,
            row: 0,
            file: None,
        })
    }

    fn write(
        &mut self,
        periods: Vec<String>,
        (at, row): (usize, usize),
        page: Option<Box<Page>>,
        mut file: Option<Begun>,
    ) -> Result<(State, Step), ClerkError> {
        let of = periods.len() + 1;
        let running = |done| Step::Running { done, of };
        let state = |(at, row), page, file| State::Pages {
            periods: periods.clone(),
            at,
            page,
            row,
            file,
        };
        let Some(period) = periods.get(at) else {
            let begun = file.ok_or(DeskError::Incomplete)?;
            return Ok((State::Closing(begun), running(at)));
        };
        let Some(page) = page else {
            let page = self.desk.page(period, WORK_AT_ONCE)?.map(Box::new);
            return Ok((state((at, 0), page, file), running(at)));
        };
        if file.is_none() {
            let head = self.desk.begin(&page)?;
            let sink = Sink::begin(self.form, &head, &periods);
            file = Some(Box::new((head, sink)));
        }
        let end = (row + ROWS_AT_ONCE).min(page.count());
        if let Some(begun) = &mut file {
            let (_, sink) = begun.as_mut();
            self.desk.rows(&page, row..end, |row| sink.row(row, at))?;
        }
        let next = match end < page.count() {
            true => state((at, end), Some(page), file),
            false => state((at + 1, 0), None, file),
        };
        Ok((next, running(at)))
    }

    fn close(&self, mut begun: Begun) -> (State, Step) {
        let (_, sink) = begun.as_mut();
        if sink.close(self.desk.shapes().as_ref(), POINTS_AT_ONCE) {
            let left = sink.left();
            let running = Step::Running {
                done: 1,
                of: 2 + left,
            };
            return (State::Closing(begun), running);
        }
        let (head, sink) = *begun;
        let done = Done {
            name: format!("{}.{}", head.name, self.form.ending()),
            media: self.form.media(),
            bytes: sink.end(&head),
            version: head.version.clone(),
        };
        (State::Over, Step::Done(done))
    }
}
