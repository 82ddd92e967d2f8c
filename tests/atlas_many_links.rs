//! Links by chance, always the same ones: each opens the view that wrote it, on whatever came before,
//! and no fragment whatever stops the engine.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::model::ClassMethod;
use teilraum::state::{Action, RankMove, SortColumn, Tab};
use teilraum::stats::Random;

const VIEWS: usize = 500;
const FRAGMENTS: usize = 2_000;

fn one<'a, T>(random: &mut Random, all: &'a [T]) -> &'a T {
    let at = random.below(u32::try_from(all.len()).expect("few"));
    &all[at as usize]
}

fn deed(random: &mut Random) -> Action {
    let key = |random: &mut Random, all: &[&str]| (*one(random, all)).to_owned();
    match random.below(12) {
        0 => Action::Indicator {
            key: key(random, &["income", "people", "balance"]),
        },
        1 => Action::Level {
            key: key(random, &["bund", "land", "kreis"]),
        },
        2 => Action::Period {
            key: one(random, &[None, Some("2010"), Some("2012"), Some("2014")]).map(str::to_owned),
        },
        3 => Action::Area {
            key: Some(key(random, &["01054", "01055", "01", "02", "DG"])),
        },
        4 => Action::ClassMethod {
            method: Some(*one(random, &ClassMethod::ALL)),
        },
        5 => Action::ClassCount {
            k: u8::try_from(3 + random.below(5)).ok(),
        },
        6 => Action::ClassesPerPeriod {
            per_period: random.below(2) == 0,
        },
        7 => Action::Tab {
            tab: *one(random, &[Tab::Map, Tab::Table]),
        },
        8 => Action::Sort {
            column: *one(
                random,
                &[SortColumn::Name, SortColumn::Value, SortColumn::Key],
            ),
        },
        9 => Action::Language {
            language: key(random, &["de", "en"]),
        },
        10 => Action::Easy {
            easy: random.below(2) == 0,
        },
        _ => Action::Rank {
            to: *one(
                random,
                &[RankMove::First, RankMove::Higher, RankMove::Lower],
            ),
        },
    }
}

#[test]
fn five_hundred_views_by_chance_are_restored_by_their_links() {
    let mut random = Random::new(20_261_123);
    let mut reader = open("");
    // Somebody else opens one link after the other.
    let mut other = open("");
    let mut links = std::collections::BTreeSet::new();
    for _ in 0..VIEWS {
        for _ in 0..=random.below(3) {
            act(&mut reader, deed(&mut random));
        }
        let link = reader.link();
        act(&mut other, Action::Open { link: link.clone() });
        assert_eq!(other.link(), link);
        assert_eq!(other.answer(), reader.answer(), "{link}");
        links.insert(link);
    }
    assert!(links.len() > VIEWS / 2, "{} different links", links.len());
}

/// A fragment that nobody wrote: pieces of sound links among anything.
fn fragment(random: &mut Random) -> String {
    const PIECES: [&str; 24] = [
        "v=1",
        "i=income",
        "i=",
        "l=kreis",
        "l=land",
        "p=latest",
        "p=1066",
        "a=01054",
        "a=%00",
        "m=user-defined",
        "b=1,2,3",
        "b=9e99,-1",
        "k=250",
        "k=5",
        "h=65535",
        "z=0,0,0",
        "z=-2147483648,2147483647,4294967295",
        "t=table",
        "s=value-",
        "n=0",
        "n=4294967295",
        "g=two&gi=income",
        "%E0%A4%A=%",
        "lang=xx",
    ];
    let mut text = String::new();
    for _ in 0..random.below(12) {
        match random.below(4) {
            0 => text.extend(char::from_u32(33 + random.below(94))),
            1 => text.push(*one(random, &['ü', '😀', '\u{202e}', '\0', '&', '='])),
            _ => {
                let piece: &&str = one(random, &PIECES);
                text.push_str(piece);
                text.push('&');
            }
        }
    }
    text
}

#[test]
fn whatever_a_fragment_says_there_is_a_view_and_its_own_link_is_stable() {
    let mut random = Random::new(7);
    let mut atlas = open("");
    for _ in 0..FRAGMENTS {
        let link = fragment(&mut random);
        act(&mut atlas, Action::Open { link: link.clone() });
        let answer = atlas.answer();
        assert!(!answer.heading.title.is_empty(), "{link:?}");
        let own = atlas.link();
        act(&mut atlas, Action::Open { link: own.clone() });
        assert_eq!(atlas.link(), own, "{link:?}");
    }
}
