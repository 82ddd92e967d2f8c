//! Where the Gemeinden of the outlines of 2016 went: the successors in the demo's list, held
//! against borders and the areas of the Gemeindeverzeichnis. `data/PROVENANCE.md` says how they
//! were found.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use teilraum_publish::geometry::{LayerConfig, layer, project::Plane};

const OUTLINES: &str = "sources/vg250/gemeinden-2016.topojson";
const REGISTER: &str = "sources/gemeinden/AuszugGV2QAktuell.xlsx";
const PROJECTION: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";

/// How far a border may lie out all around a square of the same area: the outlines are thinned.
const BORDER_KM: f64 = 0.05;

/// Parted among several: it is not known where the parts run.
const PARTED: [&str; 12] = [
    "09371455", // Hirschwald
    "09374451", // Heinersreuther Forst
    "09376454", // Östl. Neubäuer Forst
    "09377455", // Lenauer Forst
    "09472457", // Goldkronacher Forst
    "09472459", // Langweiler Wald
    "09472460", // Lindenhardter Forst-Nordwest
    "09671454", // Huckelheimer Wald
    "09672457", // Großer Auersberg
    "16064014", // Dünwald
    "16064055", // Rodeberg
    "16064073", // Anrode
];

struct Case {
    /// Areas of the Gemeindeverzeichnis in km².
    listed: BTreeMap<String, f64>,
    /// Areas of the outlines in km².
    drawn: BTreeMap<String, f64>,
    /// Whose outlines share an arc.
    neighbours: BTreeMap<String, BTreeSet<String>>,
    /// Outlines with an arc that nobody shares: at a coast, a lake, the border of Germany.
    open: BTreeSet<String>,
    /// What the demo's list says of outlines whose key is gone.
    successors: BTreeMap<String, Vec<String>>,
}

fn case() -> &'static Case {
    static CASE: OnceLock<Case> = OnceLock::new();
    CASE.get_or_init(|| {
        let (listed, drawn) = (listed_km2(), drawn_km2());
        let (neighbours, open) = borders();
        let mut successors = successors();
        successors.retain(|key, _| drawn.contains_key(key) && !listed.contains_key(key));
        Case {
            listed,
            drawn,
            neighbours,
            open,
            successors,
        }
    })
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn listed_km2() -> BTreeMap<String, f64> {
    let mut workbook: Xlsx<_> = open_workbook(data().join(REGISTER)).unwrap();
    let sheet = workbook
        .worksheet_range("Onlineprodukt_Gemeinden30062024")
        .unwrap();
    let text = |cell: &Data| cell.to_string();
    let rows = sheet.rows().filter(|row| text(&row[0]) == "60");
    rows.map(|row| {
        let key = [2, 3, 4, 6].map(|at| text(&row[at])).concat();
        (key, text(&row[8]).parse().unwrap())
    })
    .collect()
}

fn drawn_km2() -> BTreeMap<String, f64> {
    let config = LayerConfig {
        file: OUTLINES.to_owned(),
        key: "id".to_owned(),
        ..LayerConfig::default()
    };
    let plane = Plane::new(PROJECTION).unwrap();
    let mut areas: BTreeMap<String, f64> = BTreeMap::new();
    for record in layer::read(&config, &data(), &plane, &mut Vec::new()).unwrap() {
        let m2: f64 = record.rings.iter().map(|ring| ring_m2(ring)).sum();
        *areas.entry(record.key).or_default() += m2 / 1e6;
    }
    areas
}

/// Outer rings count for, holes against.
fn ring_m2(ring: &[[f64; 2]]) -> f64 {
    let cross = |pair: &[[f64; 2]]| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1];
    ring.windows(2).map(cross).sum::<f64>() / 2.0
}

fn borders() -> (BTreeMap<String, BTreeSet<String>>, BTreeSet<String>) {
    let text = std::fs::read_to_string(data().join(OUTLINES)).unwrap();
    let topology: Value = serde_json::from_str(&text).unwrap();
    let mut owners: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for shape in topology["objects"]["areas"]["geometries"]
        .as_array()
        .unwrap()
    {
        let mut arcs = Vec::new();
        numbers(&shape["arcs"], &mut arcs);
        for arc in arcs {
            let key = shape["id"].as_str().unwrap().to_owned();
            // An arc against its direction is written as its complement.
            owners.entry(arc.max(!arc)).or_default().insert(key);
        }
    }
    let mut neighbours: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (one, other) in owners.values().flat_map(pairs) {
        neighbours.entry(one).or_default().insert(other);
    }
    let alone = owners.into_values().filter(|keys| keys.len() == 1);
    (neighbours, alone.flatten().collect())
}

fn numbers(value: &Value, into: &mut Vec<i64>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| numbers(value, into)),
        value => into.push(value.as_i64().unwrap()),
    }
}

fn pairs(keys: &BTreeSet<String>) -> Vec<(String, String)> {
    let with_others = |one: &String| {
        let others = keys.iter().filter(|other| *other != one);
        others
            .map(|other| (one.clone(), other.clone()))
            .collect::<Vec<_>>()
    };
    keys.iter().flat_map(with_others).collect()
}

fn successors() -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(data().join("areas/gemeinde.csv")).unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let mut row = row.unwrap();
        let listed = row.remove("successors").unwrap();
        let keys = listed.split('|').filter(|key| !key.is_empty());
        (
            row.remove("key").unwrap(),
            keys.map(str::to_owned).collect(),
        )
    })
    .collect()
}

/// Successors with all that went into them; a parted area holds those of its parts together.
fn families() -> Vec<BTreeSet<String>> {
    let mut families: Vec<BTreeSet<String>> = Vec::new();
    for (gone, heirs) in &case().successors {
        let mut family: BTreeSet<String> = heirs.iter().chain([gone]).cloned().collect();
        families.retain(|other| {
            let apart = other.is_disjoint(&family);
            if !apart {
                family.extend(other.iter().cloned());
            }
            apart
        });
        families.push(family);
    }
    families
}

/// The first key of a family that still exists.
fn name(family: &BTreeSet<String>) -> &str {
    let known = |key: &&String| case().listed.contains_key(*key);
    family.iter().find(known).unwrap()
}

fn km2<'a>(areas: &BTreeMap<String, f64>, keys: impl IntoIterator<Item = &'a String>) -> f64 {
    keys.into_iter().filter_map(|key| areas.get(key)).sum()
}

fn within_tolerance<'a>(keys: impl IntoIterator<Item = &'a String> + Clone) -> bool {
    let listed = km2(&case().listed, keys.clone());
    let drawn = km2(&case().drawn, keys);
    (drawn - listed).abs() <= 4.0 * listed.sqrt() * BORDER_KM
}

/// Whether one can walk through all outlines of a family without leaving it.
fn hangs_together(family: &BTreeSet<String>) -> bool {
    let case = case();
    let outlines = family.iter().filter(|key| case.drawn.contains_key(*key));
    let mut unseen: BTreeSet<&String> = outlines.collect();
    let mut open: Vec<&String> = unseen.pop_first().into_iter().collect();
    while let Some(key) = open.pop() {
        for next in case.neighbours.get(key).into_iter().flatten() {
            if unseen.remove(next) {
                open.push(next);
            }
        }
    }
    unseen.is_empty()
}

#[test]
fn of_437_gone_outlines_425_went_into_one_gemeinde_and_12_were_parted() {
    let case = case();
    assert_eq!((case.drawn.len(), case.listed.len()), (11_299, 10_959));
    assert_eq!(case.successors.len(), 437);
    let whole = case.successors.values().filter(|heirs| heirs.len() == 1);
    assert_eq!(whole.count(), 425);
    let several = case.successors.iter().filter(|(_, heirs)| heirs.len() > 1);
    let several: Vec<&str> = several.map(|(gone, _)| gone.as_str()).collect();
    assert_eq!(several, PARTED);
    let unknown = |heir: &&String| !case.listed.contains_key(*heir);
    let unknown: Vec<&String> = case.successors.values().flatten().filter(unknown).collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

#[test]
fn every_gemeinde_without_an_outline_but_the_waters_is_made_of_gone_ones() {
    let case = case();
    let heirs: BTreeSet<&String> = case.successors.values().flatten().collect();
    let formed = |key: &&String| !case.drawn.contains_key(*key) && !heirs.contains(*key);
    let bare: Vec<&String> = case.listed.keys().filter(formed).collect();
    assert_eq!(bare, ["07000999", "10042999", "13000999"]);
}

#[test]
fn outlines_drawn_as_one_add_up_to_the_area_in_the_register() {
    let families = families();
    assert_eq!(families.len(), 180);
    let off = families.iter().filter(|family| !within_tolerance(*family));
    let off: BTreeSet<&str> = off.map(name).collect();
    let expected = BTreeSet::from([
        "01059189", // Brodersby-Goltoft, at the Schlei
        "03159003", // Bad Lauterberg im Harz; the three in the Harz make up for each other
        "03159036", // Walkenried
        "03159501", // Harz (Landkreis Göttingen)
        "13073107", // Mönchgut, at the Baltic
        "16064076", // Unstrut-Hainich; Kammerforst beside it lacks as much
    ]);
    assert_eq!(off, expected);
}

#[test]
fn the_three_borders_moved_in_the_harz_make_up_for_each_other() {
    let moved = ["03159003", "03159036", "03159501"];
    let families = families();
    let joined = families
        .iter()
        .filter(|family| moved.contains(&name(family)));
    let joined: BTreeSet<String> = joined.flatten().cloned().collect();
    assert!(within_tolerance(&joined));
}

#[test]
fn the_tolerance_is_what_outlines_that_took_nobody_in_need_too() {
    let case = case();
    let changed: BTreeSet<String> = families().into_iter().flatten().collect();
    let same = |key: &&String| {
        case.listed.contains_key(*key) && !changed.contains(*key) && !case.open.contains(*key)
    };
    let same: Vec<&String> = case.drawn.keys().filter(same).collect();
    let off = same.iter().filter(|key| !within_tolerance([**key]));
    assert_eq!((same.len(), off.count()), (10_044, 97));
}

#[test]
fn outlines_drawn_as_one_hang_together_but_for_nine_with_exclaves() {
    let families = families();
    let torn = families.iter().filter(|family| !hangs_together(family));
    let torn: BTreeSet<&str> = torn.map(name).collect();
    let expected = BTreeSet::from([
        "13076046", // Göhlen: Leussow
        "16062066", // Bleicherode: Etzelsrode with Friedrichsthal
        "16063015", // Dermbach: Stadtlengsfeld
        "16065014", // Ebeleben: Thüringenhausen
        "16065086", // Artern: Heygendorf
        "16065088", // An der Schmücke: Hauteroda
        "16065089", // Greußen: Großenehrich with Wolferschwenda
        "16066086", // Wasungen: Hümpfershausen
        "16066095", // Kaltennordheim: Melpers
    ]);
    assert_eq!(torn, expected);
}

/// Whether the outline of `gone` borders on `heir` or on what went into it as a whole.
fn adjoins(gone: &str, heir: &str) -> bool {
    let case = case();
    let whole = case
        .successors
        .iter()
        .filter(|(_, heirs)| heirs.iter().eq([heir]));
    let mut group: BTreeSet<&str> = whole.map(|(key, _)| key.as_str()).collect();
    group.insert(heir);
    let mut near = case.neighbours[gone].iter();
    near.any(|key| group.contains(key.as_str()))
}

#[test]
fn a_parted_area_adjoins_every_gemeinde_that_took_a_part_of_it() {
    let mut apart = Vec::new();
    for gone in PARTED {
        let heirs = case().successors[gone].iter().map(String::as_str);
        apart.extend(
            heirs
                .filter(|heir| !adjoins(gone, heir))
                .map(|heir| (gone, heir)),
        );
    }
    // Rodeberg borders on Dingelstädt only across what came to it from Anrode.
    assert_eq!(apart, [("16064055", "16061118")]);
}
