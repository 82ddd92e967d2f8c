//! What the model types write is what the readers read, for every field and every word.

use std::fmt::Debug;

use proptest::prelude::*;

use super::super::error::Place;
use super::super::node::{self, Node};
use crate::model::*;

/// Deals out values for fields, so that every field is filled, sometimes oddly.
struct Dealer(std::vec::IntoIter<(u32, String)>);

impl Dealer {
    fn number(&mut self) -> u32 {
        self.0.next().map_or(0, |(number, _)| number)
    }

    fn text(&mut self) -> String {
        self.0.next().map_or_else(String::new, |(_, text)| text)
    }

    fn list<T>(&mut self, deal: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.number() % 3).map(|_| deal(self)).collect()
    }

    fn lookup<T>(&mut self, deal: impl Fn(&mut Self) -> T) -> Lookup<T> {
        let pairs = self.list(|dealer| (dealer.text(), deal(dealer)));
        pairs.into_iter().collect()
    }

    fn optional<T>(&mut self, deal: impl Fn(&mut Self) -> T) -> Option<T> {
        self.number().is_multiple_of(2).then(|| deal(self))
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.number() as usize % all.len()]
    }

    fn date(&mut self) -> Date {
        let year = 1 + self.number() % 9999;
        Date::new(year as u16, 1 + (year % 12) as u8, 28).unwrap()
    }

    fn level(&mut self) -> LevelIx {
        LevelIx(self.number() as u8)
    }

    fn file(&mut self) -> FileRef {
        FileRef {
            path: self.text(),
            bytes: self.number(),
        }
    }
}

fn run(d: &mut Dealer) -> RunRef {
    RunRef {
        path: d.text(),
        bytes: d.number(),
        areas: [d.number(), d.number()],
    }
}

fn indicator(d: &mut Dealer) -> Indicator {
    use MeasureKind::{Count, Index, Mean, Median, Rate, Share};
    use Uncertainty::{Binomial, Modelled, Poisson, Published};
    Indicator {
        key: d.text(),
        former_keys: d.list(Dealer::text),
        theme: d.text(),
        kind: d.one_of(&[Count, Share, Rate, Mean, Index, Median]),
        unit: d.text(),
        decimals: d.number() as u8,
        polarity: d.one_of(&[Polarity::HighGood, Polarity::LowGood, Polarity::Neutral]),
        midpoint: d.optional(|d| -i64::from(d.number()) << 30),
        uncertainty: d.one_of(&[Uncertainty::None, Binomial, Poisson, Published, Modelled]),
        per: d.optional(Dealer::number),
        axes: d.list(|d| Axis {
            key: d.text(),
            categories: d.list(Dealer::text),
        }),
        periods: d.list(period),
        breaks: d.list(|d| SeriesBreak {
            before: d.text(),
            note: d.text(),
        }),
        sources: d.list(Dealer::text),
        territorial_status: d.text(),
        numerator: d.optional(Dealer::text),
        denominator: d.optional(Dealer::text),
        notes: d.list(Dealer::text),
        classes: d.list(|d| DefaultClasses {
            level: d.level(),
            category: d.number() as u16,
            method: d.one_of(&ClassMethod::ALL),
            k: d.number() as u8,
            bounds: d.list(|d| i64::from(d.number()) - 77),
        }),
        blocks: d.list(|d| BlockRef {
            file: d.file(),
            level: d.level(),
            areas: [d.number(), d.number()],
            periods: [d.number() as u16, d.number() as u16],
        }),
    }
}

fn period(d: &mut Dealer) -> Period {
    use PeriodKind::{Average, CalendarYear, SchoolYear, Semester};
    Period {
        key: d.text(),
        kind: d.one_of(&[
            PeriodKind::Date,
            CalendarYear,
            SchoolYear,
            Semester,
            Average,
        ]),
        start: d.date(),
        end: d.date(),
    }
}

fn catalogue(d: &mut Dealer) -> Catalogue {
    Catalogue {
        teilraum: d.text(),
        needs: d.list(Dealer::text),
        key: d.text(),
        languages: d.list(Dealer::text),
        texts: d.lookup(|d| TextsRef {
            core: d.file(),
            definitions: d.file(),
        }),
        systems: d.list(|d| AreaSystem {
            key: d.text(),
            status: d.date(),
        }),
        levels: d.list(|d| Level {
            key: d.text(),
            system: d.text(),
            parent: d.optional(Dealer::level),
            areas: [d.number(), d.number()],
        }),
        areas: d.list(run),
        geometry: d.list(|d| GeometryRef {
            system: d.text(),
            serves: d.list(Dealer::level),
            status: d.optional(Dealer::date),
            sources: d.list(Dealer::text),
            projection: d.text(),
            bands: d.list(Dealer::file),
            error_m: d.list(|d| f64::from(d.number()) / 8.0),
            neighbours: d.list(run),
            mesh: d.optional(Dealer::file),
            context: d.optional(|d| ContextRef {
                sources: d.list(Dealer::text),
                file: d.file(),
            }),
        }),
        search: d.list(run),
        themes: d.list(|d| Theme { key: d.text() }),
        indicators: d.list(indicator),
        sources: d.list(|d| Source {
            key: d.text(),
            licence: d.text(),
            licence_url: d.text(),
            url: d.optional(Dealer::text),
            issued: d.optional(Dealer::date),
        }),
        packs: d.list(|d| PackRef {
            file: d.file(),
            parent: d.text(),
            level: d.level(),
        }),
        pack_lists: d.list(run),
        facilities: d.list(|d| FacilitiesRef {
            key: d.text(),
            system: d.text(),
            sources: d.list(Dealer::text),
            unit: d.text(),
            count: d.number(),
            file: d.file(),
        }),
        default_indicator: d.text(),
        default_level: d.text(),
        downloads: d.optional(Dealer::file),
        pages: d.optional(|d| PagesRef {
            path: d.text(),
            list: d.optional(Dealer::file),
            languages: d.list(Dealer::text),
            levels: d.list(Dealer::level),
            anchored: d.list(Dealer::level),
        }),
    }
}

fn area(d: &mut Dealer) -> Area {
    Area {
        key: d.text(),
        level: d.level(),
        parent: d.optional(|d| AreaIx(d.number())),
        name: d.text(),
        short: d.text(),
        kind: d.text(),
        // What `#` stands for there is held with the files of areas.
        locative: d.text().replace('#', ""),
        valid_from: d.optional(Dealer::date),
        valid_to: d.optional(Dealer::date),
        successors: d.list(|d| AreaIx(d.number())),
    }
}

fn texts(d: &mut Dealer) -> Texts {
    Texts {
        language: d.text(),
        atlas: AtlasText {
            title: d.text(),
            subtitle: d.text(),
            about: d.text(),
            notice: d.text(),
        },
        themes: d.lookup(Dealer::text),
        indicators: d.lookup(|d| IndicatorText {
            title: d.text(),
            short: d.text(),
            meaning: d.text(),
            subject: d.text(),
            plural: d.one_of(&[true, false]),
            among: d.text(),
        }),
        units: d.lookup(|d| UnitText {
            symbol: d.text(),
            one: d.text(),
            many: d.text(),
            per: d.text(),
            difference: d.text(),
            difference_symbol: d.text(),
        }),
        levels: d.lookup(|d| LevelText {
            one: d.text(),
            many: d.text(),
            many_dative: d.text(),
            menu: d.text(),
        }),
        area_kinds: d.lookup(Dealer::text),
        axes: d.lookup(Dealer::text),
        categories: d.lookup(Dealer::text),
        sources: d.lookup(|d| SourceText {
            attribution: d.text(),
            title: d.text(),
        }),
        notes: d.lookup(Dealer::text),
        facilities: d.lookup(Dealer::text),
        area_names: d.lookup(|d| AreaName {
            name: d.text(),
            locative: d.text(),
        }),
    }
}

fn survives<T>(written: T, reader: fn(&Node<'_>) -> T) -> Result<(), TestCaseError>
where
    T: serde::Serialize + PartialEq + Debug,
{
    let json = serde_json::to_vec(&written).unwrap();
    let read = super::super::json::parse(Place::file("f"), "a model type", &json, reader);
    prop_assert_eq!(read.as_ref(), Ok(&written));
    // A field of a later version changes nothing.
    let mut tree: serde_json::Value = serde_json::from_slice(&json).unwrap();
    if let Some(fields) = tree.as_object_mut() {
        fields.insert("unheard_of".to_owned(), true.into());
        let json = serde_json::to_vec(&tree).unwrap();
        let tree = super::super::tree::Tree::parse(&json).unwrap();
        let read = node::read(Place::file("f"), &tree, reader);
        prop_assert_eq!(read.as_ref(), Ok(&written));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_equal(
        dealt in prop::collection::vec((any::<u32>(), ".{0,6}"), 0..300),
    ) {
        let dealer = || Dealer(dealt.clone().into_iter());
        survives(catalogue(&mut dealer()), super::catalogue)?;
        survives(area(&mut dealer()), super::area)?;
        survives(texts(&mut dealer()), super::texts)?;
        let mut d = dealer();
        survives(indicator(&mut d), super::indicator::indicator)?;
        let definition = DefinitionText {
            definition: d.text(),
            numerator: d.text(),
            denominator: d.text(),
            caution: d.text(),
            easy: d.text(),
            easy_checked_by: d.text(),
        };
        survives(definition, super::definition)?;
        let manifest = Manifest {
            teilraum: d.text(),
            generation: d.text(),
            crc32: d.optional(Dealer::number),
            first: d.list(Dealer::text),
            mesh: d.optional(Dealer::text),
            previous: d.optional(Dealer::text),
            preview: d.optional(Dealer::text),
        };
        survives(manifest, super::manifest)?;
    }
}
