//! Every value of a profile is the engine's text of the published cell.

use std::collections::BTreeMap;

use teilraum::atlas::Speaker;
use teilraum::model::{AreaIx, CategoryIx, CellRef, Indicator, IndicatorIx, ValueState};
use teilraum_publish::bundle::assemble;
use teilraum_publish::content::Content;
use teilraum_publish::pages::words;
use teilraum_publish::paper::{choose, write};

use super::reader::read;
use super::rows::{Row, rows};
use super::{order, published, shelf, small};

/// The published cell of an area.
fn cell(content: &Content, ix: IndicatorIx, area: AreaIx, period: u16) -> Option<CellRef> {
    let level = content.areas.get(area)?.level;
    let mut blocks = content.blocks.iter().filter(|it| {
        let shape = &it.shape;
        shape.indicator == ix
            && shape.level == level
            && (shape.areas[0]..shape.areas[1]).contains(&area.0)
            && (shape.periods[0]..shape.periods[1]).contains(&period)
    });
    let block = blocks.next()?;
    block.get(block.shape.cell(CategoryIx(0), period, area.0)?)
}

struct Check<'a> {
    content: &'a Content,
    speaker: Speaker<'a>,
    states: BTreeMap<ValueState, usize>,
    parents: usize,
}

impl Check<'_> {
    fn indicator(&self, row: &Row) -> (IndicatorIx, &Indicator) {
        let all = (0..).map(IndicatorIx).zip(&self.content.indicators);
        let mut named = all.filter(|(_, it)| self.speaker.indicator(it).short == row.name);
        let found = named
            .next()
            .unwrap_or_else(|| panic!("no indicator {}", row.name));
        assert!(named.next().is_none(), "{} is the name of two", row.name);
        found
    }

    /// Value and values of the areas around.
    fn row(&mut self, row: &Row, area: AreaIx) {
        let (ix, indicator) = self.indicator(row);
        let mut periods = indicator.periods.iter();
        let period = periods.position(|it| self.speaker.period(it) == row.period);
        let period = u16::try_from(period.unwrap()).unwrap();
        let own = cell(self.content, ix, area, period).unwrap();
        let expected = self.speaker.cell(indicator, own);
        assert_eq!(row.value, expected, "{row:?}");
        let mut told = 0;
        for around in self.content.areas.lineage(area).skip(1) {
            let Some(cell) = cell(self.content, ix, around, period) else {
                continue;
            };
            let name = self.speaker.name_of(around);
            let expected = format!("{name}: {}", self.speaker.cell(indicator, cell));
            assert!(row.cells[2].contains(&expected), "{expected}: {row:?}");
            told += 1;
        }
        self.parents += told;
        *self.states.entry(own.state).or_default() += 1;
    }
}

/// Areas of a collection, dissolved ones among them: all of a small one, of the demo some.
fn areas(content: &Content) -> Vec<AreaIx> {
    let all = (0..).map(AreaIx).zip(&content.areas.0);
    let all: Vec<AreaIx> = all.map(|(ix, _)| ix).collect();
    let step = (all.len() / 40).max(1);
    all.into_iter().step_by(step).collect()
}

#[test]
fn every_value_is_the_engines_text_of_the_published_cell_in_all_states() {
    let mut states: BTreeMap<ValueState, usize> = BTreeMap::new();
    for (name, language) in [
        ("demo", "de"),
        ("town", "de"),
        ("small", "de"),
        ("small", "en"),
    ] {
        let (content, bundle) = published(name);
        let messages = words::of(language).unwrap();
        let speaker = Speaker::new(&messages, &content.texts[language], &content.areas);
        let (mut found, parents) = (states.clone(), 0);
        let mut check = Check {
            content,
            speaker,
            states: BTreeMap::new(),
            parents,
        };
        let mut shelf = shelf(bundle, language);
        for area in areas(content) {
            let pdf = read(&write(&mut shelf, area, &order()).unwrap().bytes);
            let told = rows(&pdf);
            assert!(!told.is_empty(), "{}", shelf.name(area));
            told.iter().for_each(|row| check.row(row, area));
            assert_eq!(told.len(), of_level(content, area), "{}", shelf.name(area));
        }
        println!(
            "{name} {language}: {:?}, {} values of parents",
            check.states, check.parents
        );
        assert!(check.parents > 50);
        for (state, count) in check.states {
            *found.entry(state).or_default() += count;
        }
        states = found;
    }
    for state in ValueState::ALL {
        assert!(
            states.contains_key(&state),
            "no value is {state:?}: {states:?}"
        );
    }
}

/// How many indicators a level has.
fn of_level(content: &Content, area: AreaIx) -> usize {
    let level = content.areas.get(area).unwrap().level;
    let shapes = content.blocks.iter().map(|block| &block.shape);
    let mut all: Vec<IndicatorIx> = shapes
        .filter(|shape| shape.level == level)
        .map(|shape| shape.indicator)
        .collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// What a row says is said in full: interval, rank, picture, course, notes.
#[test]
fn rows_say_what_the_page_of_profiles_says() {
    let (_, bundle) = published("town");
    let mut shelf = shelf(bundle, "de");
    let area = choose::all(&shelf, None).unwrap().last().unwrap().0;
    let pdf = read(&write(&mut shelf, area, &order()).unwrap().bytes);
    let (profile, _) = shelf.profile(area).unwrap();
    let told = rows(&pdf);
    let entries: Vec<_> = profile.themes.iter().flat_map(|it| &it.entries).collect();
    assert_eq!(told.len(), entries.len());
    let notes = pdf
        .root
        .all("LI")
        .into_iter()
        .map(|it| it.text())
        .collect::<String>();
    let mut said = [0; 4];
    for (row, entry) in told.iter().zip(entries) {
        assert_eq!(row.name, entry.label);
        assert!(row.cells[1].contains(&entry.interval), "{row:?}");
        assert!(row.cells[2].contains(&entry.rank), "{row:?}");
        if let Some(spine) = &entry.spine {
            let ends = format!("{} {}", spine.from, spine.to);
            assert_eq!(row.cells[3], ends);
        }
        if let Some(movement) = &entry.movement {
            assert!(row.cells[4].starts_with(&movement.label), "{row:?}");
        }
        for note in entry.notes.iter().chain([&entry.state_meaning]) {
            assert!(notes.contains(note.as_str()), "{note}");
        }
        let parts = [
            !entry.interval.is_empty(),
            entry.spine.is_some(),
            entry.movement.is_some(),
            !entry.notes.is_empty(),
        ];
        for (count, there) in said.iter_mut().zip(parts) {
            *count += usize::from(there);
        }
    }
    println!("intervals, pictures, courses, notes: {said:?}");
    assert!(said[..3].iter().all(|count| *count > 0), "{said:?}");
}

#[test]
fn a_name_of_any_length_and_script_is_told_and_what_cannot_be_drawn_is_listed() {
    let (mut content, _) = small();
    let long =
        "Verwaltungsgemeinschaft Oberes Unstruttal-Hainich-Werra-Meißner-Grenzland ".repeat(5);
    let names = [long.trim(), "Łódź-Šiauliai Ġgantija", "Ort 漢字"];
    let ixs: Vec<AreaIx> = (0..3).map(|at| AreaIx(3 + at)).collect();
    for (ix, name) in ixs.iter().zip(names) {
        content.areas.0[ix.index()].name = name.to_owned();
    }
    let bundle = assemble(&content, &[]).unwrap();
    let mut shelf = shelf(&bundle, "de");
    for (ix, name) in ixs.into_iter().zip(names) {
        let paper = write(&mut shelf, ix, &order()).unwrap();
        let pdf = read(&paper.bytes);
        assert_eq!(pdf.root.all("H1")[0].text(), name);
        let missing: String = paper.missing.iter().map(|it| it.character).collect();
        assert_eq!(missing, if name.contains('漢') { "字漢" } else { "" });
        assert!(paper.missing.iter().all(|it| it.text.contains("Ort 漢字")));
    }
}
