//! The areas that have arrived, kept small: there may be a million.
//!
//! Names and keys of a run stand one after the other in one text. An [`Area`] is made of them when
//! somebody asks for one, together with those beside it, and kept from then on.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Area, AreaIx, Date, KnownAreas, Level, LevelIx};

/// Areas that are made together.
const TOGETHER: usize = 64;
/// In a length: the short name stands after the name, not at its beginning; the locative is all there
/// is, not what stands before the short name.
const APART: u16 = 1 << 15;
/// No parent.
const NONE: u32 = u32::MAX;

/// The areas of a bundle as far as they have arrived: runs of its list, ascending.
#[derive(Clone, Debug, Default)]
pub struct AreaRuns(Vec<Run>);

/// Areas that follow each other.
#[derive(Clone, Debug)]
struct Run {
    start: u32,
    text: String,
    places: Vec<Place>,
    /// Those with a date or a successor, by place in the run.
    dated: Vec<(u32, Dated)>,
    made: Vec<OnceLock<Box<[Area]>>>,
}

/// Where the words of an area stand in the text: key, name and short name one after the other from
/// `at`; kinds and what locatives begin with once for many areas.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: u32,
    kind_at: u32,
    locative_at: u32,
    parent: u32,
    name: u16,
    short: u16,
    locative: u16,
    key: u8,
    kind: u8,
    level: u8,
}

#[derive(Clone, Debug)]
struct Dated {
    from: Option<Date>,
    to: Option<Date>,
    successors: Vec<AreaIx>,
}

/// The words of an area that many areas are searched or sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaWords<'a> {
    /// Official key.
    pub key: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Short name.
    pub short: &'a str,
    /// The area of the parent level it lies in.
    pub parent: Option<AreaIx>,
}

impl KnownAreas for AreaRuns {
    fn area(&self, ix: AreaIx) -> Option<&Area> {
        self.get(ix)
    }

    fn lifetime(&self, ix: AreaIx) -> Option<[Option<Date>; 2]> {
        let (run, place) = self.find_run(ix)?;
        let dated = run.dates(place);
        Some(dated.map_or([None; 2], |dated| [dated.from, dated.to]))
    }

    fn dissolved(&self, range: Range<u32>) -> Option<Vec<AreaIx>> {
        let known: usize = self.0.iter().map(|run| run.shared(&range).len()).sum();
        (known == range.len()).then(|| self.dissolved_among(&range).collect())
    }
}

impl AreaRuns {
    /// Adds the areas from position `start` on, which must not be there yet.
    pub fn insert(&mut self, start: u32, areas: &[Area]) {
        let at = self.0.partition_point(|other| other.start < start);
        self.0.insert(at, Run::of(start, areas));
    }

    /// The run that the area at `ix` is in, and its place there.
    fn find_run(&self, ix: AreaIx) -> Option<(&Run, usize)> {
        let after = self.0.partition_point(|run| run.start <= ix.0);
        let run = self.0.get(after.checked_sub(1)?)?;
        let place = (ix.0 - run.start) as usize;
        (place < run.places.len()).then_some((run, place))
    }

    /// The area at `ix`, if it has arrived.
    #[must_use]
    pub fn get(&self, ix: AreaIx) -> Option<&Area> {
        let (run, place) = self.find_run(ix)?;
        let first = place - place % TOGETHER;
        let made = run.made.get(place / TOGETHER)?.get_or_init(|| {
            let last = run.places.len().min(first + TOGETHER);
            (first..last).filter_map(|at| run.area(at)).collect()
        });
        made.get(place - first)
    }

    /// The words of the area at `ix`, if it has arrived.
    #[must_use]
    pub fn words(&self, ix: AreaIx) -> Option<AreaWords<'_>> {
        let (run, place) = self.find_run(ix)?;
        Some(run.words(run.places.get(place)?))
    }

    /// The type key of the area at `ix`, if it has arrived.
    #[must_use]
    pub fn kind(&self, ix: AreaIx) -> Option<&str> {
        let (run, place) = self.find_run(ix)?;
        let place = run.places.get(place)?;
        Some(run.piece(place.kind_at, place.kind.into()))
    }

    /// The words of every area that has arrived, by position.
    pub fn all_words(&self) -> impl Iterator<Item = (AreaIx, AreaWords<'_>)> {
        self.0.iter().flat_map(|run| {
            let places = (run.start..).map(AreaIx).zip(&run.places);
            places.map(|(ix, place)| (ix, run.words(place)))
        })
    }

    /// How many areas in `range` have arrived.
    #[must_use]
    pub fn count(&self, range: &Range<u32>) -> usize {
        self.0.iter().map(|run| run.shared(range).len()).sum()
    }

    /// The areas in `range` that have arrived and were dissolved, ascending.
    pub fn dissolved_among(&self, range: &Range<u32>) -> impl Iterator<Item = AreaIx> {
        let dated = self.0.iter().flat_map(Run::dated);
        let gone = dated.filter(|(ix, dated)| range.contains(&ix.0) && dated.to.is_some());
        gone.map(|(ix, _)| ix)
    }

    /// Whether the area at `ix` was dissolved.
    #[must_use]
    pub fn is_dissolved(&self, ix: AreaIx) -> bool {
        let dated = self.find_run(ix).and_then(|(run, place)| run.dates(place));
        dated.is_some_and(|dated| dated.to.is_some())
    }

    /// The area of `level` with the key `key`, if it has arrived.
    #[must_use]
    pub fn find(&self, level: &Level, key: &str) -> Option<AreaIx> {
        let in_run = |run: &Run| {
            let shared = run.shared(&level.range());
            let first = shared.start;
            let places = run.places.get(shared)?;
            let by_key = |place: &Place| run.words(place).key.cmp(key);
            let at = places.binary_search_by(by_key).ok()?;
            Some(AreaIx(run.start + (first + at) as u32))
        };
        self.0.iter().find_map(in_run)
    }

    /// `ix` and its ancestors as far as they have arrived, finest first.
    pub fn lineage(&self, ix: AreaIx) -> impl Iterator<Item = AreaIx> + '_ {
        std::iter::successors(Some(ix), |ix| self.words(*ix)?.parent)
    }
}

impl Run {
    fn of(start: u32, areas: &[Area]) -> Self {
        let mut run = Self {
            start,
            text: String::new(),
            places: Vec::with_capacity(areas.len()),
            dated: Vec::new(),
            made: vec![OnceLock::new(); areas.len().div_ceil(TOGETHER)],
        };
        let mut shared = Shared::default();
        for (at, area) in (0..).zip(areas) {
            let kind_at = shared.put(&mut run.text, &area.kind);
            let (before, apart) = match area.locative.strip_suffix(area.short.as_str()) {
                Some(before) => (before, 0),
                None => (area.locative.as_str(), APART),
            };
            let locative_at = shared.put(&mut run.text, before);
            let at_name = area.name.starts_with(&area.short);
            let place = Place {
                at: run.text.len() as u32,
                kind_at,
                locative_at,
                parent: area.parent.map_or(NONE, |parent| parent.0),
                name: area.name.len() as u16,
                short: area.short.len() as u16 | if at_name { 0 } else { APART },
                locative: before.len() as u16 | apart,
                key: area.key.len() as u8,
                kind: area.kind.len() as u8,
                level: area.level.0,
            };
            run.text.push_str(&area.key);
            run.text.push_str(&area.name);
            if !at_name {
                run.text.push_str(&area.short);
            }
            run.places.push(place);
            run.note_dates(at, area);
        }
        run.text.shrink_to_fit();
        run
    }

    fn note_dates(&mut self, at: u32, area: &Area) {
        let dated = Dated {
            from: area.valid_from,
            to: area.valid_to,
            successors: area.successors.clone(),
        };
        if dated.from.is_some() || dated.to.is_some() || !dated.successors.is_empty() {
            self.dated.push((at, dated));
        }
    }

    /// The places of the run that lie in `range`.
    fn shared(&self, range: &Range<u32>) -> Range<usize> {
        let place = |ix: u32| (ix.saturating_sub(self.start) as usize).min(self.places.len());
        place(range.start)..place(range.end).max(place(range.start))
    }

    fn dated(&self) -> impl Iterator<Item = (AreaIx, &Dated)> {
        let dated = self.dated.iter();
        dated.map(|(at, dated)| (AreaIx(self.start + at), dated))
    }

    fn dates(&self, place: usize) -> Option<&Dated> {
        let by_place = |(at, _): &(u32, Dated)| (*at as usize).cmp(&place);
        let found = self.dated.binary_search_by(by_place).ok()?;
        self.dated.get(found).map(|(_, dated)| dated)
    }

    fn piece(&self, at: u32, length: usize) -> &str {
        let at = at as usize;
        self.text.get(at..at + length).unwrap_or_default()
    }

    fn words(&self, place: &Place) -> AreaWords<'_> {
        let name_at = place.at + u32::from(place.key);
        let short_at = match place.short & APART {
            0 => name_at,
            _ => name_at + u32::from(place.name),
        };
        AreaWords {
            key: self.piece(place.at, place.key.into()),
            name: self.piece(name_at, place.name.into()),
            short: self.piece(short_at, (place.short & !APART).into()),
            parent: Some(AreaIx(place.parent)).filter(|parent| parent.0 != NONE),
        }
    }

    fn area(&self, at: usize) -> Option<Area> {
        let place = self.places.get(at)?;
        let words = self.words(place);
        let dates = self.dates(at);
        let before = self.piece(place.locative_at, (place.locative & !APART).into());
        let after = match place.locative & APART {
            0 => words.short,
            _ => "",
        };
        Some(Area {
            key: words.key.to_owned(),
            level: LevelIx(place.level),
            parent: words.parent,
            name: words.name.to_owned(),
            short: words.short.to_owned(),
            kind: self.piece(place.kind_at, place.kind.into()).to_owned(),
            locative: format!("{before}{after}"),
            valid_from: dates.and_then(|dated| dated.from),
            valid_to: dates.and_then(|dated| dated.to),
            successors: dates
                .map(|dated| dated.successors.clone())
                .unwrap_or_default(),
        })
    }
}

/// Words that many areas share, as far as they were written lately.
#[derive(Default)]
struct Shared {
    written: Vec<(u32, usize)>,
    next: usize,
}

impl Shared {
    /// How many words are looked through.
    const KEPT: usize = 16;

    /// Where `word` stands in `text`, after writing it if it is not there yet.
    fn put(&mut self, text: &mut String, word: &str) -> u32 {
        let is_it = |(at, length): &&(u32, usize)| {
            let at = *at as usize;
            *length == word.len() && text.as_bytes().get(at..at + length) == Some(word.as_bytes())
        };
        if let Some((at, _)) = self.written.iter().find(is_it) {
            return *at;
        }
        let at = text.len() as u32;
        text.push_str(word);
        match self.written.get_mut(self.next) {
            Some(oldest) => *oldest = (at, word.len()),
            None => self.written.push((at, word.len())),
        }
        self.next = (self.next + 1) % Self::KEPT;
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(key: &str, level: u8, parent: Option<u32>) -> Area {
        Area {
            key: key.to_owned(),
            level: LevelIx(level),
            parent: parent.map(AreaIx),
            name: key.to_owned(),
            short: key.to_owned(),
            kind: "kreis".to_owned(),
            locative: key.to_owned(),
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
        }
    }

    fn level(areas: [u32; 2]) -> Level {
        Level {
            key: "kreis".to_owned(),
            system: "main".to_owned(),
            parent: None,
            areas,
        }
    }

    #[test]
    fn runs_answer_for_what_has_arrived_and_for_nothing_else() {
        let mut runs = AreaRuns::default();
        runs.insert(4, &[area("d", 1, Some(0)), area("e", 1, Some(7))]);
        assert_eq!(runs.get(AreaIx(0)), None);
        assert_eq!(runs.find(&level([1, 9]), "a"), None);
        runs.insert(0, &[area("x", 0, None), area("b", 1, Some(0))]);
        assert_eq!(runs.get(AreaIx(1)).map(|area| area.key.as_str()), Some("b"));
        assert_eq!(runs.get(AreaIx(2)), None);
        assert_eq!(runs.get(AreaIx(6)), None);
        let level = level([1, 9]);
        let found = ["b", "d", "e", "x", "c"].map(|key| runs.find(&level, key));
        assert_eq!(
            found,
            [
                Some(AreaIx(1)),
                Some(AreaIx(4)),
                Some(AreaIx(5)),
                None,
                None
            ]
        );
        let order: Vec<u32> = runs.all_words().map(|(ix, _)| ix.0).collect();
        assert_eq!(order, [0, 1, 4, 5]);
        assert_eq!(
            runs.lineage(AreaIx(4)).collect::<Vec<_>>(),
            [AreaIx(4), AreaIx(0)]
        );
        assert_eq!(
            runs.lineage(AreaIx(5)).collect::<Vec<_>>(),
            [AreaIx(5), AreaIx(7)]
        );
    }

    #[test]
    fn a_level_outside_of_a_run_is_not_searched_in_it() {
        let mut runs = AreaRuns::default();
        runs.insert(0, &[area("a", 0, None), area("a", 1, None)]);
        assert_eq!(runs.find(&level([1, 2]), "a"), Some(AreaIx(1)));
        assert_eq!(runs.find(&level([2, 5]), "a"), None);
    }

    #[test]
    fn an_area_comes_out_as_it_went_in() {
        let date = |year| Date::new(year, 1, 1);
        let wordy = Area {
            name: "Sankt Ähren, Stadt".to_owned(),
            short: "St. Ähren".to_owned(),
            locative: "in der Stadt St. Ähren".to_owned(),
            kind: "stadt".to_owned(),
            valid_from: date(1990),
            ..area("05", 3, Some(0))
        };
        let gone = Area {
            locative: "anderswo".to_owned(),
            valid_to: date(2005),
            successors: vec![AreaIx(8), AreaIx(9)],
            ..area("06", 3, None)
        };
        let areas: Vec<Area> = (0..200)
            .map(|at| match at % 3 {
                0 => Area {
                    key: format!("{at}"),
                    ..wordy.clone()
                },
                1 => Area {
                    key: format!("{at}"),
                    kind: format!("k{at}"),
                    ..gone.clone()
                },
                _ => area(&format!("{at}"), 2, Some(at)),
            })
            .collect();
        let mut runs = AreaRuns::default();
        runs.insert(7, &areas);
        for (at, expected) in (7..).map(AreaIx).zip(&areas) {
            assert_eq!(runs.get(at), Some(expected));
            assert_eq!(runs.is_dissolved(at), expected.valid_to.is_some());
            let words = runs.words(at).unwrap();
            let found = (words.key, words.name, words.short, words.parent);
            let (key, name) = (expected.key.as_str(), expected.name.as_str());
            assert_eq!(found, (key, name, expected.short.as_str(), expected.parent));
        }
        let gone: Vec<AreaIx> = (7..207)
            .map(AreaIx)
            .filter(|ix| runs.is_dissolved(*ix))
            .collect();
        assert_eq!(runs.dissolved(7..207), Some(gone));
        assert_eq!(runs.dissolved(6..207), None);
        assert_eq!(runs.count(&(0..17)), 10);
    }
}
