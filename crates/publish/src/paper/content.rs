//! The engine's profile and the bundle's metadata, as the texts of a sheet.

use teilraum::atlas::Speaker;
use teilraum::atlas::profile::{Profile, ProfileEntry};
use teilraum::model::{Area, AreaIx, Date, Indicator, Period};
use teilraum::text::Arg;

use super::cited::Numbered;
use super::sheet::{Out, Sheet, SheetLink, SheetRow, SheetSource, SheetTheme, Strip};
use super::{Order, PaperError, Shelf};

/// What the profile of `area` says on paper.
///
/// # Errors
/// A bundle that lacks a file of the profile or has a damaged one.
pub fn told(shelf: &mut Shelf<'_>, area: AreaIx, order: &Order) -> Result<Sheet, PaperError> {
    let (profile, link) = shelf.profile(area)?;
    let teller = Teller {
        speaker: shelf.speaker(),
        shelf,
        area,
        profile: &profile,
    };
    Ok(teller.sheet(&link, order))
}

struct Teller<'a> {
    shelf: &'a Shelf<'a>,
    speaker: Speaker<'a>,
    area: AreaIx,
    profile: &'a Profile,
}

impl Teller<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = args
            .iter()
            .map(|(name, text)| (*name, Arg::Text(text)))
            .collect();
        self.speaker.say(key, &args)
    }

    fn sheet(&self, link: &str, order: &Order) -> Sheet {
        let (mut notes, mut sources) = (Numbered::default(), Numbered::default());
        // In the order of reading, since that is how they are numbered.
        let out = self.out(&mut notes);
        let themes = self.themes(&mut notes, &mut sources);
        let atlas = &self.speaker.texts.atlas;
        let name = &self.profile.title;
        let address = order.address.as_ref().map(|address| SheetLink {
            words: self.say("pages.paper.live", &[]),
            url: format!("{address}#{link}"),
        });
        Sheet {
            language: self.shelf.language.clone(),
            window: self.say(
                "pages.paper.window",
                &[("name", name), ("atlas", &atlas.title)],
            ),
            title: name.clone(),
            lead: self.lead(),
            notice: atlas.notice.clone(),
            summary: self.summary(),
            out,
            how: self.say("pages.paper.how", &[]),
            heads: self.heads(),
            themes,
            notes: (self.say("pages.paper.notes", &[]), notes.into_list()),
            sources: (
                self.say("pages.sources", &[]),
                self.sources(&sources.into_list()),
            ),
            about: (self.say("pages.paper.about", &[]), self.about(order)),
            foot: self.foot(order, address.as_ref()),
            link: address,
            page: self.say(
                "pages.paper.page",
                &[("page", "{page}"), ("pages", "{pages}")],
            ),
        }
    }

    fn area(&self) -> Option<&Area> {
        self.shelf.areas.get(self.area)
    }

    /// Kind and key, level and areas around, periods.
    fn lead(&self) -> Vec<String> {
        let Some(area) = self.area() else {
            return Vec::new();
        };
        let level = self.shelf.catalogue.levels.get(area.level.index());
        let level = level.map(|level| self.speaker.level(&level.key).menu);
        let around = self.shelf.areas.lineage(self.area).skip(1);
        let around: Vec<String> = around.map(|ix| self.speaker.name_of(ix)).collect();
        let around = around.join(", ");
        let args = [
            ("level", level.as_deref().unwrap_or_default()),
            ("around", if around.is_empty() { "none" } else { &around }),
        ];
        let mut lead = vec![
            format!("{}, {}", self.profile.kind, self.status()),
            self.say("pages.paper.place", &args),
        ];
        lead.extend(self.span());
        lead.extend(area.valid_to.map(|date| {
            let date = self.speaker.date(date);
            self.say("area.dissolved", &[("date", &date)])
        }));
        lead
    }

    /// "Gebietsstand 31.12.2022".
    fn status(&self) -> String {
        let level = self.area().map(|area| area.level);
        let level = level.and_then(|level| self.shelf.catalogue.levels.get(level.index()));
        let mut systems = self.shelf.catalogue.systems.iter();
        let system = level.and_then(|level| systems.find(|it| it.key == level.system));
        let date = system.map(|system| self.speaker.date(system.status));
        self.say("pages.status", &[("date", &date.unwrap_or_default())])
    }

    /// The years from which the figures are.
    fn span(&self) -> Option<String> {
        let periods = self.entries().filter_map(|entry| {
            let indicator = self.indicator(entry)?;
            self.period(indicator, entry)
        });
        let years: Vec<[u16; 2]> = periods.map(|it| [it.start.year, it.end.year]).collect();
        let first = years.iter().map(|[first, _]| *first).min()?;
        let last = years.iter().map(|[_, last]| *last).max()?;
        let (first, last) = (first.to_string(), last.to_string());
        let what = if first == last { "one" } else { "many" };
        let args = [("what", what), ("first", &first), ("last", &last)];
        Some(self.say("pages.paper.span", &args))
    }

    fn entries(&self) -> impl Iterator<Item = &ProfileEntry> {
        self.profile.themes.iter().flat_map(|theme| &theme.entries)
    }

    fn indicator(&self, entry: &ProfileEntry) -> Option<&Indicator> {
        let mut all = self.shelf.catalogue.indicators.iter();
        all.find(|indicator| indicator.key == entry.key)
    }

    /// The period of an entry, which tells its label.
    fn period<'i>(&self, indicator: &'i Indicator, entry: &ProfileEntry) -> Option<&'i Period> {
        let mut periods = indicator.periods.iter();
        periods.find(|period| self.speaker.period(period) == entry.period)
    }

    /// How many indicators there are, and which stand out.
    fn summary(&self) -> String {
        let count = |n: usize| self.speaker.count(n);
        let known = self.entries().filter(|entry| is_number(&entry.state));
        let (n, known) = (count(self.entries().count()), count(known.count()));
        let themes = count(self.profile.themes.len());
        let args = [
            ("name", self.profile.title.as_str()),
            ("n", &n),
            ("themes", &themes),
            ("known", &known),
        ];
        let mut said = vec![self.say("pages.paper.summary", &args)];
        said.extend(self.profile.out.iter().map(|group| {
            let label = |key: &String| self.entries().find(|it| it.key == *key);
            let names = group.items.iter().filter_map(|item| label(&item.key));
            let names: Vec<String> = names.map(|entry| entry.label.clone()).collect();
            let names = self.speaker.list(&names);
            let args = [("what", group.title.as_str()), ("names", &names)];
            self.say("pages.paper.out", &args)
        }));
        if self.profile.out.is_empty() {
            said.push(self.shelf.message("kind.profile.ui.out.none"));
        }
        said.join(" ")
    }

    fn out(&self, notes: &mut Numbered) -> Out {
        let mut groups = Vec::new();
        for group in &self.profile.out {
            let items = group.items.iter().map(|item| {
                let entry = self.entries().find(|it| it.key == item.key);
                match entry {
                    Some(entry) => self.shortened(entry, &item.text, notes),
                    None => item.text.clone(),
                }
            });
            groups.push((group.title.clone(), items.collect()));
        }
        Out {
            title: self.shelf.message("kind.profile.ui.out"),
            groups,
            none: self.shelf.message("kind.profile.ui.out.none"),
        }
    }

    fn heads(&self) -> [String; 5] {
        [
            self.say("pages.indicator", &[]),
            self.shelf.message("kind.profile.head.value"),
            self.say("pages.paper.head.beside", &[]),
            self.shelf.message("kind.profile.head.scale"),
            self.say("pages.paper.head.course", &[]),
        ]
    }

    fn themes(&self, notes: &mut Numbered, sources: &mut Numbered) -> Vec<SheetTheme> {
        let themes = self.profile.themes.iter();
        let theme = themes.map(|theme| SheetTheme {
            title: theme.label.clone(),
            rows: theme
                .entries
                .iter()
                .map(|entry| self.row(entry, notes, sources))
                .collect(),
        });
        theme.collect()
    }

    fn row(&self, entry: &ProfileEntry, notes: &mut Numbered, sources: &mut Numbered) -> SheetRow {
        let beside = entry.comparisons.iter().map(|it| {
            let difference = match it.difference.is_empty() {
                true => "none",
                false => &it.difference,
            };
            let args = [
                ("area", it.label.as_str()),
                ("value", &it.value),
                ("difference", difference),
            ];
            self.say("pages.paper.beside", &args)
        });
        let course = entry.movement.as_ref();
        SheetRow {
            key: entry.key.clone(),
            name: entry.label.clone(),
            lines: self.lines(entry, notes, sources),
            value: entry.value.clone(),
            interval: entry.interval.clone(),
            rank: entry.rank.clone(),
            beside: beside.collect(),
            strip: entry.spine.as_ref().map(|spine| Strip {
                alt: self.alt(entry, &spine.words, spine.parent.is_some()),
                spine: spine.clone(),
            }),
            course: course
                .map(|it| [it.label.clone(), self.shortened(entry, &it.words, notes)])
                .unwrap_or_default(),
            nothing: self.shelf.message("kind.profile.no-figure"),
        }
    }

    /// `words` on a course, with the reasons of its breaks among the notes: they are long, and the same
    /// for many indicators.
    fn shortened(&self, entry: &ProfileEntry, words: &str, notes: &mut Numbered) -> String {
        let indicator = self.indicator(entry);
        let breaks = indicator.iter().flat_map(|it| &it.breaks);
        let mut words = words.to_owned();
        for reason in breaks.map(|it| self.speaker.note(&it.note)) {
            if !reason.is_empty() && words.contains(&reason) {
                let note = self.refer("pages.paper.see-note", &[notes.number(&reason)]);
                words = words.replace(&reason, &note.unwrap_or_default());
            }
        }
        words
    }

    /// "Hinweise 1, 3"; `None` without numbers.
    fn refer(&self, key: &str, numbers: &[usize]) -> Option<String> {
        let what = if numbers.len() == 1 { "one" } else { "many" };
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let args = [("what", what), ("n", &numbers.join(", "))];
        (!numbers.is_empty()).then(|| self.say(key, &args))
    }

    /// Period and unit; numbers of notes and sources.
    fn lines(
        &self,
        entry: &ProfileEntry,
        notes: &mut Numbered,
        sources: &mut Numbered,
    ) -> Vec<String> {
        let indicator = self.indicator(entry);
        let unit = indicator.map(|it| self.speaker.unit_long(it));
        let first = [entry.period.clone(), unit.unwrap_or_default()];
        let first: Vec<String> = first.into_iter().filter(|it| !it.is_empty()).collect();
        let meaning = Some(&entry.state_meaning).filter(|it| !it.is_empty());
        let named = meaning.map(|it| {
            let args = [("state", entry.value.as_str()), ("meaning", it)];
            self.say("pages.paper.state", &args)
        });
        let said = named.iter().chain(&entry.notes);
        let said: Vec<usize> = said.map(|note| notes.number(note)).collect();
        let cited = indicator.iter().flat_map(|it| &it.sources);
        let cited: Vec<usize> = cited.map(|key| sources.number(key)).collect();
        let mut lines = vec![first.join(" · ")];
        lines.extend(self.refer("pages.paper.see-note", &said));
        lines.extend(self.refer("pages.paper.see-source", &cited));
        lines
    }

    /// The picture of the place in words.
    fn alt(&self, entry: &ProfileEntry, words: &str, parent: bool) -> String {
        let mut known = entry.comparisons.iter();
        let parent = known.find(|it| parent && !it.difference.is_empty());
        let args = [
            ("name", self.profile.title.as_str()),
            ("value", &entry.value),
            ("words", words),
            ("parent", parent.map_or("none", |it| &it.label)),
            ("parent_value", parent.map_or("", |it| &it.value)),
        ];
        self.say("pages.paper.alt", &args)
    }

    fn sources(&self, keys: &[String]) -> Vec<SheetSource> {
        keys.iter().map(|key| self.source(key)).collect()
    }

    fn source(&self, key: &str) -> SheetSource {
        let words = self.speaker.texts.sources.get(key);
        let words = words.cloned().unwrap_or_default();
        let source = self.shelf.catalogue.source(key);
        let licence = source.map_or("", |it| &it.licence);
        let issued = source
            .and_then(|it| it.issued)
            .map(|date| self.speaker.date(date));
        let args = [
            ("title", words.title.as_str()),
            ("attribution", &words.attribution),
            ("licence", licence),
            ("issued", issued.as_deref().unwrap_or("none")),
        ];
        let link = |key: &str, url: &str| SheetLink {
            words: self.say(key, &[("title", &words.title), ("licence", licence)]),
            url: url.to_owned(),
        };
        let data = source.and_then(|it| it.url.as_deref());
        let data = data.map(|url| link("pages.paper.source-data", url));
        let terms = source.map(|it| link("pages.paper.source-licence", &it.licence_url));
        SheetSource {
            text: self.say("pages.paper.source", &args),
            links: data.into_iter().chain(terms).collect(),
        }
    }

    /// How findings were made, territorial status, data version, the atlas.
    fn about(&self, order: &Order) -> Vec<String> {
        let texts = &self.speaker.texts.atlas;
        let made = order.made.map(|date| self.speaker.date(date));
        let args = [
            ("atlas", texts.title.as_str()),
            ("version", &self.shelf.version),
            ("date", made.as_deref().unwrap_or("none")),
        ];
        let about = vec![
            self.profile.out_note.clone(),
            self.say("pages.paper.made", &args),
            texts.about.clone(),
        ];
        about.into_iter().filter(|it| !it.is_empty()).collect()
    }

    /// Name, atlas and date; notice; address.
    fn foot(&self, order: &Order, link: Option<&SheetLink>) -> Vec<String> {
        let texts = &self.speaker.texts.atlas;
        let date = order
            .made
            .or_else(|| self.newest())
            .map(|it| self.speaker.date(it));
        let version = format!("{} {}", texts.title, self.shelf.version);
        let head = [Some(self.profile.title.clone()), Some(version), date];
        let head: Vec<String> = head.into_iter().flatten().collect();
        let notice = Some(texts.notice.clone()).filter(|it| !it.is_empty());
        let address = link.map(|link| link.url.clone());
        let lines = [Some(head.join(" · ")), notice, address];
        lines.into_iter().flatten().collect()
    }

    /// The day of the newest source of the profile.
    fn newest(&self) -> Option<Date> {
        let used = self.entries().filter_map(|entry| self.indicator(entry));
        let keys = used.flat_map(|indicator| &indicator.sources);
        keys.filter_map(|key| self.shelf.catalogue.source(key)?.issued)
            .max()
    }
}

/// Whether a state carries a number.
fn is_number(state: &str) -> bool {
    use teilraum::model::ValueState;
    let mut all = ValueState::ALL.into_iter();
    all.any(|it| it.key() == state && it.is_number())
}
