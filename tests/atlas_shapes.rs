//! Circles over areas, tiles and circles in their place, and facilities, as an edge asks for them.

use teilraum::atlas::Atlas;
use teilraum::atlas::kinds::{Item, SheetOrder, SmallMaps};
use teilraum::scene::Caption;
use teilraum::state::{Action, Direction};

#[path = "fixtures/bundle-1.0/files.rs"]
mod files;

const MESSAGES: [(&str, &str); 2] = [
    ("messages/de", include_str!("../www/messages/de.json")),
    (
        "messages/kinds/de",
        include_str!("../www/messages/kinds/de.json"),
    ),
];

fn feed(atlas: &mut Atlas) {
    let messages = MESSAGES.iter().map(|(path, text)| (*path, text.as_bytes()));
    let all: Vec<_> = files::FILES.iter().copied().chain(messages).collect();
    for _ in 0..20 {
        for path in atlas.missing() {
            let (_, bytes) = all
                .iter()
                .find(|(name, _)| *name == path)
                .expect("a file of the bundle");
            atlas.supply(&path, bytes).expect("a sound file");
        }
    }
    while atlas.work() {}
}

/// A painted map of 400 × 300 CSS pixels.
fn open(link: &str) -> Atlas {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    feed(&mut atlas);
    assert!(
        atlas.map_mut().paint().expect("a picture").is_some(),
        "{link}"
    );
    atlas
}

const SYMBOLS: &str = "v=1&i=people&l=kreis&p=latest&g=symbols";

#[test]
fn the_surface_of_a_circle_is_in_proportion_to_its_value_in_every_period() {
    let mut ratios = Vec::new();
    for period in ["2010", "2011", "2012"] {
        let link = format!("v=1&i=people&l=kreis&p={period}&g=symbols&t=table&s=value-");
        let atlas = open(&link);
        let answer = atlas.answer();
        assert!(
            answer.complete && answer.link.contains(period),
            "{}",
            answer.link
        );
        let table = answer.table.expect("a table");
        let digits = |value: &str| {
            value
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
                .parse::<f64>()
                .ok()
        };
        let values: Vec<f64> = table
            .rows
            .iter()
            .filter(|row| row.state == "value")
            .filter_map(|row| digits(&row.value))
            .collect();
        let spots = atlas.map().overlay().spots;
        assert!(!spots.is_empty() && spots.len() <= values.len());
        assert!(
            spots.is_sorted_by(|a, b| a.radius_css >= b.radius_css),
            "large ones first"
        );
        for (value, spot) in values.iter().zip(&spots) {
            ratios.push(value / (spot.radius_css * spot.radius_css));
        }
    }
    assert!(
        ratios.iter().all(|it| (it / ratios[0] - 1.0).abs() < 1e-9),
        "{ratios:?}"
    );
}

#[test]
fn the_legend_tells_sizes_in_the_scale_of_the_map_and_that_circles_suit_counts() {
    let atlas = open(SYMBOLS);
    let key = atlas.answer().kinds.symbols.expect("circles");
    assert!((1..=3).contains(&key.sizes.len()), "{key:?}");
    assert!(key.title.starts_with("Fläche der Scheibe"), "{key:?}");
    assert_eq!((key.remark.as_str(), key.negative.as_str()), ("", ""));
    let other = open("v=1&i=balance&l=kreis&p=latest&g=symbols");
    let key = other.answer().kinds.symbols.expect("circles");
    assert!(key.remark.contains("Anzahl"), "{key:?}");
    assert_eq!(
        open("v=1&i=people&l=kreis&p=latest").answer().kinds.symbols,
        None
    );
}

#[test]
fn words_and_speech_say_how_the_map_shows_its_values() {
    let says = |link: &str, words: &str, spoken: &str| {
        let answer = open(link).answer();
        assert!(answer.words[1].contains(words), "{:?}", answer.words);
        assert!(answer.spoken.contains(spoken), "{}", answer.spoken);
    };
    says(
        SYMBOLS,
        "Über jedem Gebiet liegt eine Scheibe",
        "Scheiben nach Wert",
    );
    let shape = |shape: &str| format!("v=1&i=people&l=kreis&p=latest&ga={shape}");
    says(
        &shape("tiles"),
        "Jede Kachel steht",
        "Jedes Gebiet ist eine Kachel.",
    );
    says(
        &shape("circles"),
        "Jede Scheibe steht",
        "Jedes Gebiet ist eine Scheibe.",
    );
}

#[test]
fn the_circle_of_the_chosen_area_is_drawn_once_more_over_all_others() {
    let plain = open(SYMBOLS).map().overlay();
    let atlas = open(&format!("{SYMBOLS}&a=01056"));
    let chosen = atlas.map().overlay();
    assert_eq!(chosen.spots.len(), plain.spots.len() + 1);
    let last = chosen.spots.last().expect("circles");
    let area = atlas.area("01056").expect("an area");
    assert_eq!(Some(last.at_css), atlas.map().position(area));
}

#[test]
fn every_circle_can_be_hit_at_its_middle_or_gives_way_to_a_smaller_one() {
    let atlas = open(SYMBOLS);
    let overlay = atlas.map().overlay();
    for spot in &overlay.spots {
        let [x, y] = spot.at_css;
        let found = atlas.map().hit(x, y).expect("a circle");
        let at = atlas.map().position(found).expect("on the map");
        let hit = overlay
            .spots
            .iter()
            .find(|it| it.at_css == at)
            .expect("its circle");
        assert!(
            hit.radius_css <= spot.radius_css.max(12.0),
            "{spot:?} {hit:?}"
        );
    }
}

#[test]
fn tiles_and_circles_are_drawn_hit_named_and_walked_like_outlines() {
    for shape in ["tiles", "circles"] {
        let mut atlas = open(&format!("v=1&i=income&l=kreis&p=latest&ga={shape}"));
        assert!(atlas.answer().complete, "{shape}");
        assert!(!atlas.answer().kinds.sized_by.is_empty(), "{shape}");
        assert_eq!(atlas.scale_bar(), None, "nothing lies to scale");
        let mut seen = 0;
        for key in ["01054", "09188"] {
            let Some(area) = atlas.area(key) else {
                continue;
            };
            let [x, y] = atlas.map().position(area).expect("on the map");
            assert_eq!(atlas.map().hit(x, y), Some(area), "{shape} {key}");
            seen += 1;
        }
        assert!(seen > 0);
        let before = atlas.answer().area.map(|it| it.key);
        for direction in [
            Direction::North,
            Direction::East,
            Direction::South,
            Direction::West,
        ] {
            atlas.dispatch(Action::Walk { direction });
        }
        assert_ne!(atlas.answer().area.map(|it| it.key), before);
        let caption = Caption {
            title: String::new(),
            desc: String::new(),
            steps_per_px: 4,
            tolerance_px: 0.0,
            area_lines: true,
            context: true,
        };
        assert!(
            atlas
                .map()
                .svg(&caption)
                .expect("a picture")
                .expect("outlines")
                .len()
                > 500
        );
    }
}

#[test]
fn going_back_to_outlines_shows_all_of_them_again() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest");
    let scale = atlas.scale_bar();
    for shape in ["tiles", "circles", "outlines"] {
        let link = format!("v=1&i=income&l=kreis&p=latest&ga={shape}");
        atlas.dispatch(Action::Open { link });
        feed(&mut atlas);
        assert!(atlas.answer().complete, "{shape}");
        assert_eq!(
            atlas.map().camera_state(),
            None,
            "{shape}: everything is shown"
        );
    }
    assert_eq!(atlas.scale_bar(), scale);
}

/// The pixels of a view whose files arrive in the order asked for, or in the opposite one.
fn arrived(link: &str, backward: bool) -> Vec<u8> {
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(400, 300, 1.0);
    atlas.dispatch(Action::Open {
        link: link.to_owned(),
    });
    let messages = MESSAGES.iter().map(|(path, text)| (*path, text.as_bytes()));
    let all: Vec<_> = files::FILES.iter().copied().chain(messages).collect();
    loop {
        let mut missing = atlas.missing();
        if backward {
            missing.reverse();
        }
        if missing.is_empty() {
            break;
        }
        for path in missing {
            let found = all.iter().find(|(name, _)| *name == path);
            let (_, bytes) = found.expect("a file of the bundle");
            atlas.supply(&path, bytes).expect("a sound file");
        }
    }
    while atlas.work() {}
    let painted = atlas.map_mut().paint().expect("a picture");
    painted.expect("a map").2.to_vec()
}

#[test]
fn layouts_do_not_depend_on_which_file_comes_first() {
    for shape in ["tiles", "circles"] {
        let link = format!("v=1&i=income&l=kreis&p=latest&ga={shape}");
        assert!(arrived(&link, false) == arrived(&link, true), "{shape}");
    }
}

#[test]
fn facilities_are_fetched_drawn_listed_and_told() {
    let mut atlas = open("v=1&i=income&l=kreis&p=latest&f=day-care");
    let answer = atlas.answer().kinds;
    assert_eq!(answer.facilities.len(), 1);
    let sheet = atlas.sheet(&SmallMaps::new(), &SheetOrder::default());
    let sheet = sheet.expect("a sheet");
    let marked = |it: &Item| matches!(it, Item::Circle { fill, .. } | Item::Polygon { fill, .. } if *fill == answer.facilities[0].color);
    assert_eq!(sheet.items.iter().filter(|it| marked(it)).count(), 1);
    let label = &answer.facilities[0].label;
    let named = |it: &Item| matches!(it, Item::Text { text, .. } if text == label);
    assert!(sheet.items.iter().any(named), "{label}");
    let overlay = atlas.map().overlay();
    assert!(!overlay.spots.is_empty());
    for spot in &overlay.spots {
        let found = atlas
            .hover(spot.at_css[0], spot.at_css[1])
            .expect("a facility");
        assert!(!found.name.is_empty(), "{found:?}");
        assert_eq!(found.color, answer.facilities[0].color);
    }
    let nearby = answer.nearby.expect("a list");
    assert_eq!(
        (nearby.rows.len(), nearby.more.as_str()),
        (3, ""),
        "{nearby:?}"
    );
    assert!(
        nearby
            .rows
            .iter()
            .all(|row| row.len() == 3 && !row[0].is_empty())
    );
    atlas.dispatch(Action::Open {
        link: "v=1&i=income&l=kreis&p=latest&f=day-care&ga=tiles".into(),
    });
    feed(&mut atlas);
    assert_eq!(
        atlas.map().overlay().spots.len(),
        0,
        "points lie nowhere on tiles"
    );
    assert!(!atlas.answer().kinds.facilities_note.is_empty());
}
