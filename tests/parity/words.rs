//! Numbers, periods, names and whole answers in both languages.

use teilraum::classify::ClassRange;
use teilraum::model::{Date, Period, PeriodKind, Scaled, UnitText};
use teilraum::text::{
    Language, NumberFormat, class_label, collation_key, fold, period_label, period_tick, plain,
};

use super::digest::Digest;
use super::figures::Random;
use super::fixture;

fn numbers(language: Language) -> u64 {
    let mut digest = Digest::new();
    let mut random = Random(17);
    let format = NumberFormat::new(language);
    let unit = UnitText {
        symbol: "%".to_owned(),
        one: "Prozent".to_owned(),
        many: "Prozent".to_owned(),
        difference: "Prozentpunkte".to_owned(),
        difference_symbol: "Pp.".to_owned(),
        ..UnitText::default()
    };
    for reach in [9, 999, 10_000, 123_456_789, 1 << 60] {
        for decimals in 0..=4 {
            let value = Scaled {
                units: random.within(reach),
                decimals,
            };
            digest.text(&format.number(value));
            digest.text(&format.signed(value));
            digest.text(&format.with_symbol(value, &unit));
            digest.text(&format.with_noun(value, &unit));
            digest.text(&format.difference_with_noun(value, &unit));
            digest.text(&plain(value));
            let up_to = Some(value.units.saturating_add(5));
            for range in [(None, up_to), (Some(value.units), up_to), (up_to, None)] {
                let (over, up_to) = range;
                digest.text(&class_label(ClassRange { over, up_to }, decimals, &format));
            }
            digest.debug(&Scaled::round(value.units as f64 / 3.0, decimals));
        }
    }
    digest.finish()
}

fn periods(language: Language) -> u64 {
    let mut digest = Digest::new();
    let kinds = [
        PeriodKind::Date,
        PeriodKind::CalendarYear,
        PeriodKind::SchoolYear,
        PeriodKind::Semester,
        PeriodKind::Average,
    ];
    for kind in kinds {
        for (first, last) in [
            ((2018, 1, 1), (2018, 12, 31)),
            ((2018, 8, 1), (2019, 7, 31)),
            ((2024, 12, 31), (2024, 12, 31)),
        ] {
            let day = |(year, month, day)| Date::new(year, month, day).expect("a day");
            let period = Period {
                key: "x".to_owned(),
                kind,
                start: day(first),
                end: day(last),
            };
            digest.text(&period_label(&period, language));
            digest.text(&period_tick(&period, language));
        }
    }
    digest.finish()
}

fn names() -> u64 {
    let mut digest = Digest::new();
    let mut names = vec![
        "Öhlberg",
        "Oberhausen",
        "Weißenburg",
        "Weissach",
        "Zürich",
        "ångström",
        "Île",
        "St. Wendel",
        "Überlingen",
        "Ueckermünde",
        "Straße",
        "STRASSE",
        "Łódź",
        "München",
        "Muenchen",
        "Aachen",
    ];
    names.sort_by_key(|name| collation_key(name));
    for name in names {
        digest.text(name);
        digest.text(&fold(name));
    }
    digest.finish()
}

/// Views that differ in everything an answer depends on.
const LINKS: [&str; 12] = [
    "",
    "v=1&i=income&l=kreis&p=latest&a=01054&t=table&s=value-",
    "v=1&i=income&l=kreis&p=2011&a=01055&m=fisher-jenks&k=4",
    "v=1&i=income&l=kreis&p=2010&a=01099&m=equal-interval&k=7&t=table",
    "v=1&i=income&l=kreis&p=2014&a=02054&m=user-defined&b=17000,19000,22000",
    "v=1&i=income&l=land&p=2012&a=01&m=std-mean",
    "v=1&i=people&l=kreis&p=latest&a=01001&pp=1",
    "v=1&i=people&l=kreis&p=2010&c.sex=female&a=02000&t=table&s=parent",
    "v=1&i=people&l=bund&p=latest&a=BU",
    "v=1&i=care-share&l=kreis&p=latest&a=01056&t=table&s=name-",
    "v=1&i=balance&l=kreis&p=latest&a=01056&h=3&t=table&s=key",
    "v=9&i=nothing&l=kreis&a=99999&x=1&d=0000000000000000",
];

/// An answer as every build says it: without what only larger ones know, which stands at its end.
fn common(answer: &impl std::fmt::Debug) -> String {
    let all = format!("{answer:?}");
    let end = all.rfind(", beyond: ").unwrap_or(all.len());
    all.get(..end).unwrap_or_default().to_owned() + " }"
}

fn answers(language: &str) -> u64 {
    let mut digest = Digest::new();
    for link in LINKS {
        let link = if language == "de" {
            link.to_owned()
        } else {
            format!("{link}&lang={language}")
        };
        let atlas = fixture::open_with_all(&link);
        digest.text(&common(&atlas.answer()));
        digest.debug(&atlas.trend());
        digest.debug(&atlas.menu());
        for typed in ["auental", "98765", "ohl", "0", "hafen", "moosbach", "Über"] {
            digest.debug(&atlas.search(typed));
        }
    }
    digest.finish()
}

pub fn sections() -> Vec<(String, u64)> {
    let mut sections = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        sections.push((format!("numbers {tag}"), numbers(language)));
        sections.push((format!("periods {tag}"), periods(language)));
        sections.push((format!("answers {tag}"), answers(tag)));
    }
    sections.push(("names".to_owned(), names()));
    sections
}
