//! The façade: bytes in, actions in, answers and pictures out.
//!
//! An edge needs few words: ask [`Atlas::missing`] which files to fetch and hand them to
//! [`Atlas::supply`]; pass what the reader does to [`Atlas::dispatch`]; put on the page what
//! [`Atlas::answer`] says; draw what [`Atlas::map`] paints. Everything below is layered as the
//! modules are named: `files` holds what has arrived, `wanted` says what is to be fetched, `view` resolves the state against it,
//! `shown` works out rows, ranks and classes, `speaker` says things, and `heading`, `legend`,
//! `words`, `card`, `listing`, `remarks`, `search`, `notices`, `trend` each make one part of an [`Answer`];
//! `labels` puts names on the map;
//! [`chance`] says what is certain of them; [`compare`] sets two values beside each other in words. What
//! takes long and is asked for rarely is in `study` (feature `study`), which opens a view of its own, as
//! does `extract` (feature `extract`), the view as rows of a file.

pub mod answer;
mod card;
pub mod chance;
pub mod compare;
mod crowd;
mod drag;
#[cfg(feature = "extract")]
pub mod extract;
mod files;
mod heading;
#[cfg(feature = "kinds")]
pub mod kinds;
mod labels;
mod legend;
mod listing;
mod map;
mod notices;
#[cfg(any(feature = "study", feature = "extract"))]
mod opened;
#[cfg(feature = "kinds")]
pub mod profile;
mod remarks;
mod scatter;
mod search;
mod shown;
mod speaker;
pub mod standing;
mod stays;
#[cfg(feature = "study")]
pub mod study;
mod trend;
mod view;
mod wanted;
mod words;

use std::cmp::Reverse;

use crate::model::{AreaIx, ClassMethod, IndicatorIx, LevelIx};
use crate::state::{self, Action, Changes, LinkNotice, RankMove, Scope, Tab, ViewState};

use answer::{Answer, Choice, Hit, Hover, Menu, ThemeMenu};
use files::Files;
use shown::{ClassKey, Classes, Cutting, Shown, ShownRow, number};
use view::View;

pub use files::{MANIFEST, SupplyError};
pub use labels::{Label, Labels};
pub use map::{MapColors, MapView, Pixels, Strip};
pub use scatter::{ScatterAxis, ScatterChart, ScatterField};
pub use speaker::Speaker;
pub use trend::{LineRole, Tick, TrendChart, TrendLine};

/// Work a view may do at once before it hands the rest to [`Atlas::work`].
const WORK_AT_ONCE: u32 = 400_000;

/// How long the bar of the scale may be.
const SCALE_BAR_CSS_PX: f64 = 120.0;

/// One open atlas: data, state, map.
#[derive(Default)]
pub struct Atlas {
    files: Files,
    state: Option<ViewState>,
    /// Language asked for; the state's once there is one.
    language: String,
    /// Link to open as soon as the catalogue is there.
    link: String,
    notices: Vec<LinkNotice>,
    cutting: Option<Cutting>,
    classes: Option<(ClassKey, Classes)>,
    shown: Option<(ClassKey, Shown)>,
    /// What the level above shows in the same classes, for a crowded map.
    above: Option<Shown>,
    /// How often that was worked out, so that the map knows when it is another.
    shown_count: u32,
    map: MapView,
    names: labels::Names,
}

impl Atlas {
    /// An empty atlas that will speak `language` unless a link says otherwise.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            ..Self::default()
        }
    }

    /// Takes the bytes of the bundle's file `path`, or of `messages/<language>`.
    ///
    /// # Errors
    /// [`SupplyError`] if the bytes are not what they should be; the atlas goes on without them
    /// and says so in [`Answer::notices`].
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SupplyError> {
        let outcome = self.files.supply(path, bytes);
        if self.view().is_none_or(|view| view.is_made_of(path)) {
            self.shown = None;
        }
        if self.state.is_none() && self.files.catalogue.is_some() {
            self.open();
        }
        self.refresh();
        outcome
    }

    /// Notes that `path` cannot be had; the atlas goes on without it and says so.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.files.refuse(path, reason);
    }

    /// Asks again for every file that was refused.
    pub fn retry(&mut self) {
        self.files.retry();
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> &str {
        self.state
            .as_ref()
            .map_or(&self.language, |state| &state.language)
    }

    /// The data version: the hash in the generation's name.
    #[must_use]
    pub fn version(&self) -> &str {
        let path = self
            .files
            .manifest
            .as_ref()
            .map(|it| it.generation.as_str());
        path.and_then(crate::format::data_version)
            .unwrap_or_default()
    }

    fn open(&mut self) {
        let Some(catalogue) = &self.files.catalogue else {
            return;
        };
        let scope = Scope {
            catalogue,
            version: self.version(),
        };
        let (state, notices) = state::read(&self.link, scope, &self.language);
        self.map.look(state.camera);
        self.state = Some(state);
        self.notices = notices;
    }

    /// Carries out what the reader does and says what it made stale.
    pub fn dispatch(&mut self, action: Action) -> Changes {
        let action = match action {
            Action::Open { link } => {
                self.link = link;
                self.open();
                self.refresh();
                return Changes::ALL;
            }
            Action::Walk { direction } => self.area_action(|it| it.walk(direction)),
            Action::Rank { to } => self.area_action(|it| it.by_rank(to)),
            Action::ClassMethod {
                method: Some(ClassMethod::UserDefined),
            } => self.own_bounds(),
            other => other,
        };
        let version = self.version().to_owned();
        let (Some(catalogue), Some(state)) = (&self.files.catalogue, &mut self.state) else {
            if let Action::Language { language } = action {
                self.language = language;
            }
            return Changes::default();
        };
        let changes = state.apply(
            &action,
            Scope {
                catalogue,
                version: &version,
            },
        );
        if changes.link {
            self.notices.clear();
        }
        if matches!(action, Action::ResetCamera) {
            self.map.look(None);
        }
        self.refresh();
        changes
    }

    fn area_action(&self, find: impl FnOnce(&Self) -> Option<AreaIx>) -> Action {
        let present = self.state.as_ref().and_then(|state| state.area.clone());
        let found = find(self)
            .and_then(|ix| self.files.areas.get(ix))
            .map(|area| area.key.clone());
        Action::Area {
            key: found.or(present),
        }
    }

    /// Own bounds begin with those in force, for the reader to move.
    fn own_bounds(&self) -> Action {
        let bounds = self.view().map(|view| {
            let shown = self.shown();
            heading::class_controls(&view, shown).bounds
        });
        Action::ClassBounds {
            bounds: bounds.unwrap_or_default(),
        }
    }

    fn walk(&self, direction: state::Direction) -> Option<AreaIx> {
        let view = self.view()?;
        let from = view
            .chosen()
            .filter(|(_, area)| area.level == view.level_ix)
            .map(|(ix, _)| ix);
        let plan = || {
            #[cfg(feature = "kinds")]
            if let Some(neighbours) = self.map.beyond.neighbours() {
                return Some(neighbours);
            }
            view.files.neighbours(view.level_ix).into_iter().next()
        };
        self.map.walk(from, direction, plan)
    }

    fn by_rank(&self, to: RankMove) -> Option<AreaIx> {
        let view = self.view()?;
        let shown = self.shown()?;
        let places = || {
            let number = |it: &ShownRow| Some((Reverse(number(it.row.cell)?), it.row.area));
            shown.rows.iter().filter_map(number)
        };
        let own = view.chosen().and_then(|(ix, _)| shown.get(ix));
        let own = own.and_then(|it| Some((Reverse(number(it.row.cell)?), it.row.area)));
        let (first, last) = (places().min(), places().max());
        let next = match (to, own) {
            (RankMove::First, _) | (RankMove::Higher, None) => first,
            (RankMove::Last, _) | (RankMove::Lower, None) => last,
            (RankMove::Higher, Some(own)) => places().filter(|it| *it < own).max().or(first),
            (RankMove::Lower, Some(own)) => places().filter(|it| *it > own).min().or(last),
        };
        next.map(|(_, area)| area)
    }

    fn view(&self) -> Option<View<'_>> {
        View::of(&self.files, self.state.as_ref()?)
    }

    /// What the present view shows, if it has been worked out.
    fn shown(&self) -> Option<&Shown> {
        let key = ClassKey::of(&self.view()?);
        self.shown
            .as_ref()
            .filter(|(of, _)| *of == key)
            .map(|(_, shown)| shown)
    }

    /// Brings classes, rows and the map up to date with state and files, as far as one step goes.
    fn refresh(&mut self) {
        let state = self.state.as_ref();
        #[cfg(feature = "kinds")]
        kinds::measure(&mut self.files, state);
        let Some(view) = state.and_then(|state| View::of(&self.files, state)) else {
            return;
        };
        let key = ClassKey::of(&view);
        if self.shown.as_ref().is_none_or(|(of, _)| *of != key) {
            self.shown = None;
            if self.classes.as_ref().is_none_or(|(of, _)| *of != key) && data_is_here(&view) {
                self.classes = None;
                if self
                    .cutting
                    .as_ref()
                    .is_none_or(|cutting| cutting.key != key)
                {
                    match Cutting::begin(&view) {
                        Err(classes) => self.classes = Some((key.clone(), classes)),
                        Ok(cutting) => self.cutting = Some(cutting),
                    }
                }
                if let Some(cutting) = &mut self.cutting
                    && self.classes.is_none()
                    && let Some(classes) = cutting.step(WORK_AT_ONCE)
                {
                    self.classes = Some((key.clone(), classes));
                    self.cutting = None;
                }
            }
            if let Some((of, classes)) = &self.classes
                && *of == key
            {
                self.shown = Shown::of(&view, classes.clone()).map(|shown| (key, shown));
                self.above = crowd::shown_above(&view, classes);
                self.shown_count = self.shown_count.wrapping_add(1);
            }
        }
        let shown = self.shown.as_ref();
        let shown = shown.map(|(_, shown)| (self.shown_count, shown));
        self.map.refresh(&view, shown, self.above.as_ref());
    }

    /// Goes on with a running computation; true while there is more to do.
    pub fn work(&mut self) -> bool {
        if self.cutting.is_some() || self.map.works() {
            self.refresh();
        }
        self.cutting.is_some() || self.map.works()
    }

    /// What the present view says.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let Some(view) = self.view() else {
            return Answer {
                link: self.link(),
                ..Answer::default()
            };
        };
        let shown = self.shown();
        let heading = heading::heading(&view);
        let words = shown
            .map(|shown| words::words(&view, shown))
            .unwrap_or_default();
        let area = shown.and_then(|shown| card::card(&view, shown));
        let summary = match &area {
            Some(area) => area.spoken.clone(),
            None => words.first().cloned().unwrap_or_default(),
        };
        let spoken = [
            ("title", crate::text::Arg::Text(heading.title.as_str())),
            ("summary", crate::text::Arg::Text(summary.as_str())),
        ];
        let table = shown.filter(|_| view.state.tab == Tab::Table);
        #[cfg_attr(not(feature = "kinds"), allow(unused_mut))]
        let mut answer = Answer {
            link: self.link(),
            complete: shown.is_some() && (self.map.is_ready() || !view.has_map()),
            #[cfg(feature = "kinds")]
            kinds: kinds::answer(&view, &self.map),
            beyond: !cfg!(feature = "kinds") && !view.state.is_plain(),
            periods: heading::periods(&view.plain()),
            period_label: heading::period_label(&view),
            levels: heading::levels(&view),
            axes: heading::axes(&view),
            class_controls: heading::class_controls(&view, shown),
            legend: shown
                .map(|shown| legend::legend(&view, shown))
                .unwrap_or_default(),
            spoken: view.speaker.say("spoken.view", &spoken),
            words,
            area,
            table: table.map(|shown| listing::table(&view, shown, &heading.title)),
            source: heading::source(&view),
            method: heading::method(&view),
            notices: self.notices_of(&view),
            tab: view.state.tab,
            heading,
        };
        #[cfg(feature = "kinds")]
        kinds::finish(&view, shown, &mut answer);
        answer
    }

    fn notices_of(&self, view: &View<'_>) -> Vec<String> {
        let crowded = self.map.is_crowded().then(|| crowd::notice(view)).flatten();
        let others = notices::notices(view, self.version(), &self.notices);
        #[cfg(feature = "kinds")]
        let others = kinds::working(view, &self.map).into_iter().chain(others);
        crowded.into_iter().chain(others).collect()
    }

    /// What belongs to the atlas, not to a view.
    #[must_use]
    pub fn menu(&self) -> Menu {
        let (Some(view), Some(catalogue)) = (self.view(), &self.files.catalogue) else {
            return Menu::default();
        };
        let texts = view.speaker.texts;
        let language = |tag: &String| Choice {
            label: view.speaker.say(&format!("language.{tag}"), &[]),
            chosen: *tag == view.state.language,
            key: tag.clone(),
            note: String::new(),
        };
        let indicators = |theme: &str| {
            let of_theme = catalogue.indicators.iter().filter(|it| it.theme == theme);
            let choice = |it: &crate::model::Indicator| {
                let text = view.speaker.indicator(it);
                let chosen = it.key == view.indicator.key;
                Choice {
                    key: it.key.clone(),
                    label: text.short,
                    chosen,
                    note: text.meaning,
                }
            };
            of_theme.map(choice).collect()
        };
        let theme = |theme: &crate::model::Theme| ThemeMenu {
            key: theme.key.clone(),
            label: texts.themes.get(&theme.key).cloned().unwrap_or_default(),
            indicators: indicators(&theme.key),
        };
        Menu {
            title: texts.atlas.title.clone(),
            subtitle: texts.atlas.subtitle.clone(),
            about: texts.atlas.about.clone(),
            notice: texts.atlas.notice.clone(),
            languages: catalogue.languages.iter().map(language).collect(),
            themes: catalogue.themes.iter().map(theme).collect(),
            version: self.version().to_owned(),
        }
    }

    /// The fragment of the present state, without `#`.
    #[must_use]
    pub fn link(&self) -> String {
        let (Some(state), Some(catalogue)) = (&self.state, &self.files.catalogue) else {
            return self.link.clone();
        };
        let scope = Scope {
            catalogue,
            version: self.version(),
        };
        state::write(
            state,
            state
                .indicator(scope)
                .map_or(0, |indicator| indicator.decimals),
        )
    }

    /// Areas that fit what was typed, best first.
    #[must_use]
    pub fn search(&self, typed: &str) -> Vec<Hit> {
        self.view()
            .map(|view| search::search(&view, typed))
            .unwrap_or_default()
    }

    /// The static interface text `key` in the present language; the key where there is none.
    #[must_use]
    pub fn message(&self, key: &str) -> String {
        self.files.message(self.language(), key)
    }

    /// The trend chart of the chosen area.
    #[must_use]
    pub fn trend(&self) -> Option<TrendChart> {
        trend::trend(&self.view()?)
    }

    /// What is said of the area at a point of the map, in CSS pixels from its upper left corner.
    #[must_use]
    pub fn hover(&self, x_css_px: f64, y_css_px: f64) -> Option<Hover> {
        #[cfg(feature = "kinds")]
        if let Some(found) = kinds::hover(&self.view()?, &self.map, [x_css_px, y_css_px]) {
            return Some(found);
        }
        let area = self.map.hit(x_css_px, y_css_px)?;
        let (view, shown) = (self.view()?, self.shown()?);
        if self.map.is_crowded() {
            let (view, shown) = (crowd::above(&view)?, self.above.as_ref()?);
            let area = self.files.areas.get(area)?.parent?;
            return Some(listing::hover(&view, shown, shown.get(area)?));
        }
        let row = shown.get(area)?;
        #[cfg_attr(
            not(feature = "kinds"),
            expect(unused_mut, reason = "only kinds tell it anew")
        )]
        let mut tip = listing::hover(&view, shown, row);
        #[cfg(feature = "kinds")]
        kinds::put_hover(&view, shown, row, &mut tip);
        Some(tip)
    }

    /// A round length as a label, and how many CSS pixels it takes on the map.
    #[must_use]
    pub fn scale_bar(&self) -> Option<(String, f64)> {
        let (length_m, css_px) = self.map.scale_bar(SCALE_BAR_CSS_PX)?;
        Some((length_label(&self.view()?, length_m), css_px))
    }

    /// The map has come to rest: its camera becomes part of the state.
    ///
    /// The answer changes if areas crowd now that did not before, or no longer.
    pub fn settle(&mut self) -> Changes {
        let before = self.map.is_crowded();
        // A picture that cannot be made is told of where it is painted.
        let _ = self.map.update();
        let crowded = self.map.is_crowded();
        let mut changes = self.dispatch(match self.map.camera_state() {
            None => Action::ResetCamera,
            Some(camera) => Action::Camera {
                x_m: camera.x_m,
                y_m: camera.y_m,
                width_m: camera.width_m,
            },
        });
        changes.answer |= crowded != before;
        changes
    }

    /// The map.
    #[must_use]
    pub fn map(&self) -> &MapView {
        &self.map
    }

    /// The map, to be moved and painted.
    pub fn map_mut(&mut self) -> &mut MapView {
        &mut self.map
    }

    /// The area with the key `key`, on the level shown if it is there.
    #[must_use]
    pub fn area(&self, key: &str) -> Option<AreaIx> {
        let level = self.view()?.level_ix;
        self.files.area(key, level)
    }
}

/// "50 km".
fn length_label(view: &View<'_>, length_m: u32) -> String {
    let (length, unit) = if length_m >= 1000 {
        (length_m / 1000, "km")
    } else {
        (length_m, "m")
    };
    let length = view.speaker.count(length as usize);
    format!("{length}\u{a0}{unit}")
}

/// Whether the areas of the view's level and every block of it have arrived.
fn data_is_here(view: &View<'_>) -> bool {
    #[cfg(feature = "kinds")]
    if let Some(second) = kinds::second(view)
        && !has_blocks(&second)
    {
        return false;
    }
    view.files.has_areas(view.level_ix) && has_blocks(view)
}

/// Whether every block of the view's indicator and level has arrived.
fn has_blocks(view: &View<'_>) -> bool {
    let (indicator, level): (IndicatorIx, LevelIx) = (view.indicator_ix, view.level_ix);
    let mut blocks = view.files.blocks(indicator, level);
    blocks.all(|block| view.files.has(&block.file.path))
}
