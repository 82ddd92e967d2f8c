//! Properties of conversions and of repaired keys, over random histories of areas.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use teilraum::model::{AreaIx, Date, Period, PeriodKind};
use teilraum_publish::changes;
use teilraum_publish::config::Config;
use teilraum_publish::content::Content;
use teilraum_publish::observe;
use teilraum_publish::read::sources::Sources;
use teilraum_publish::report::Report;
use teilraum_publish::series::Series;
use teilraum_publish::territory::{Placed, place};

use crate::changes::Case;
use crate::small_atlas::SmallAtlas;

/// What happens at the beginning of a year, with two positions among the areas of that time.
#[derive(Clone, Copy, Debug)]
enum Event {
    Rename(usize),
    Merge(usize, usize),
    Incorporate(usize, usize),
    Split(usize, u16),
    Cede(usize, usize, u16),
}

fn event() -> impl Strategy<Value = Event> {
    let at = 0_usize..8;
    prop_oneof![
        at.clone().prop_map(Event::Rename),
        (at.clone(), at.clone()).prop_map(|(a, b)| Event::Merge(a, b)),
        (at.clone(), at.clone()).prop_map(|(a, b)| Event::Incorporate(a, b)),
        (at.clone(), 1_u16..999).prop_map(|(a, weight)| Event::Split(a, weight)),
        (at.clone(), at, 1_u16..999).prop_map(|(a, b, weight)| Event::Cede(a, b, weight)),
    ]
}

const FIRST: u16 = 2000;

/// Areas with their years, and the changes between them.
struct History {
    lives: BTreeMap<char, (u16, Option<u16>)>,
    rows: Vec<String>,
    alive: Vec<char>,
    fresh: std::ops::RangeInclusive<char>,
}

impl History {
    fn of(events: &[Event]) -> Self {
        let alive = vec!['a', 'b', 'c', 'd'];
        let mut history = Self {
            lives: alive.iter().map(|key| (*key, (0, None))).collect(),
            rows: Vec::new(),
            alive,
            fresh: 'e'..='z',
        };
        for (year, event) in (FIRST + 1..).zip(events) {
            history.happen(year, *event);
        }
        history
    }

    fn born(&mut self, year: u16) -> char {
        let key = self.fresh.next().unwrap();
        self.lives.insert(key, (year, None));
        self.alive.push(key);
        key
    }

    fn die(&mut self, key: char, year: u16) {
        self.lives.get_mut(&key).unwrap().1 = Some(year);
        self.alive.retain(|alive| *alive != key);
    }

    fn row(&mut self, from: char, to: char, year: u16, weight: u16) {
        self.rows
            .push(format!("{from},{to},{year}-01-01,{weight},1"));
    }

    fn happen(&mut self, year: u16, event: Event) {
        let key = |at: usize| self.alive[at % self.alive.len()];
        match event {
            Event::Rename(at) => {
                let old = key(at);
                let new = self.born(year);
                self.row(old, new, year, 1);
                self.die(old, year);
            }
            Event::Merge(a, b) if key(a) != key(b) => {
                let old = [key(a), key(b)];
                let new = self.born(year);
                for old in old {
                    self.row(old, new, year, 1);
                    self.die(old, year);
                }
            }
            Event::Incorporate(a, b) if key(a) != key(b) => {
                let (old, whole) = (key(a), key(b));
                self.row(old, whole, year, 1);
                self.die(old, year);
            }
            Event::Split(at, weight) => {
                let old = key(at);
                let parts = [self.born(year), self.born(year)];
                self.row(old, parts[0], year, weight);
                self.row(old, parts[1], year, 1000 - weight);
                self.die(old, year);
            }
            Event::Cede(a, b, weight) if key(a) != key(b) => {
                let (giver, taker) = (key(a), key(b));
                self.row(giver, giver, year, weight);
                self.row(giver, taker, year, 1000 - weight);
            }
            Event::Merge(..) | Event::Incorporate(..) | Event::Cede(..) => {}
        }
    }

    fn case(&self, numbers: &[u32], years: u16) -> (Case, BTreeMap<u16, i64>) {
        let day = |year: Option<u16>| year.map_or_else(String::new, |year| format!("{year}-01-01"));
        let mut areas = "key,parent,name,valid_from,valid_to\n".to_owned();
        for (key, (from, to)) in &self.lives {
            let from = day(Some(*from).filter(|year| *year > 0));
            areas += &format!("{key},01,{key},{from},{}\n", day(*to));
        }
        let (mut data, mut totals) = (String::new(), BTreeMap::new());
        let mut numbers = numbers.iter().cycle();
        for year in FIRST..=FIRST + years {
            for (key, (from, to)) in &self.lives {
                if *from <= year && to.is_none_or(|to| year < to) {
                    let number = numbers.next().unwrap();
                    data += &format!("{year};{key};{number}\n");
                    *totals.entry(year).or_default() += i64::from(*number);
                }
            }
        }
        let mut case = Case::new("", &data);
        case.areas = areas;
        case.changes = format!("from,to,date,population,area\n{}\n", self.rows.join("\n"));
        (case, totals)
    }
}

/// The numbers of all areas of the finest level, by key and year.
fn numbers(content: &Content) -> BTreeMap<(String, u16), i64> {
    let block = content
        .blocks
        .iter()
        .max_by_key(|block| block.shape.level)
        .unwrap();
    let mut numbers = BTreeMap::new();
    for (at, period) in (0..).zip(&content.indicators[0].periods) {
        for area in block.shape.areas[0]..block.shape.areas[1] {
            let cell = block
                .shape
                .cell(teilraum::model::CategoryIx(0), at, area)
                .unwrap();
            if block.states[cell].is_number() {
                let key = content.areas.get(AreaIx(area)).unwrap().key.clone();
                numbers.insert((key, period.start.year), block.values[cell]);
            }
        }
    }
    numbers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_conversion_keeps_totals_and_leaves_numbers_to_the_areas_of_the_status(
        events in proptest::collection::vec(event(), 1..8),
        values in proptest::collection::vec(0_u32..5000, 7..40),
    ) {
        let history = History::of(&events);
        let (case, totals) = history.case(&values, events.len() as u16);
        let converted = numbers(&case.content());
        let alive: BTreeSet<String> = history.alive.iter().map(ToString::to_string).collect();
        for (year, total) in totals {
            let of_year: Vec<_> = converted.iter().filter(|((_, at), _)| *at == year).collect();
            prop_assert_eq!(of_year.iter().map(|(_, units)| **units).sum::<i64>(), total);
            let keys: BTreeSet<String> = of_year.iter().map(|((key, _), _)| key.clone()).collect();
            prop_assert_eq!(keys, alive.clone());
        }
    }

    #[test]
    fn the_order_of_rows_of_a_table_of_changes_means_nothing(
        events in proptest::collection::vec(event(), 2..8),
        values in proptest::collection::vec(0_u32..5000, 7..20),
    ) {
        let mut history = History::of(&events);
        let (case, _) = history.case(&values, events.len() as u16);
        history.rows.reverse();
        let (turned, _) = history.case(&values, events.len() as u16);
        prop_assert_eq!(case.content().blocks, turned.content().blocks);
    }

    #[test]
    fn converting_twice_is_converting_once(
        events in proptest::collection::vec(event(), 1..8),
        values in proptest::collection::vec(0_u32..5000, 7..20),
    ) {
        let (case, _) = History::of(&events).case(&values, events.len() as u16);
        let folder = case.atlas().folder();
        let config = Config::read(&folder.path().join("atlas.toml")).unwrap();
        let (entry, mut report) = (&config.indicators[0], Report::default());
        let sources = Sources::plan(&config);
        let mut series = observe::read(&config, entry, &sources, &mut report);
        changes::convert(&config, entry, &mut series, &mut report);
        let state = |series: &Series| {
            let cells = series.cells.iter().map(|(spot, cell)| (*spot, cell.clone()));
            let cells: Vec<_> = cells.collect();
            (cells, series.shares.clone(), series.moved.clone())
        };
        let once = state(&series);
        changes::convert(&config, entry, &mut series, &mut report);
        prop_assert_eq!(once, state(&series));
    }
}

#[test]
fn every_repaired_key_exists_at_its_date() {
    let atlas = SmallAtlas::new().with(
        "kreis.csv",
        "02000,02,",
        "00012,01,Q,Q,kreis,in Q,2015-06-01,2017-06-01,\n00120,01,R,R,kreis,in R,2016-01-01,,\n02000,02,",
    );
    let folder = atlas.folder();
    let config = Config::read(&folder.path().join("atlas.toml")).unwrap();
    let rules = &config.atlas.keys["k"];
    let mut repaired = 0;
    for year in 2014..2022 {
        let (start, end) = (
            Date::new(year, 1, 1).unwrap(),
            Date::new(year, 12, 31).unwrap(),
        );
        let key = year.to_string();
        let period = Period {
            key,
            kind: PeriodKind::CalendarYear,
            start,
            end,
        };
        for number in 0..3000 {
            let written = number.to_string();
            if let Placed::Repaired(area, padded) = place(&config, rules, &written, &period) {
                let area = config.areas.get(area).unwrap();
                assert!(area.exists_on(end), "{written} in {year}");
                assert_eq!(
                    (area.key.as_str(), padded.trim_start_matches('0')),
                    (padded.as_str(), written.as_str())
                );
                repaired += 1;
            }
        }
    }
    assert!(repaired > 30, "{repaired}");
}
