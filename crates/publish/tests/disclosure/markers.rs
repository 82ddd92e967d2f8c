//! Secrets as marker numbers: no written byte may hold one, in whatever form.

use std::collections::BTreeMap;

use super::atlas::{Atlas, Table, kreis, own};
use super::published::Published;
use super::rules::cases;

/// Seven-digit primes: no other number of the atlas looks like them.
const MARKERS: [i64; 6] = [
    1_299_709, 2_750_159, 3_497_861, 5_800_079, 7_368_787, 8_960_453,
];

/// Every form in which a number could stand in a file.
fn forms(number: i64) -> Vec<(String, Vec<u8>)> {
    let digits = number.to_string();
    let grouped = |separator: &str| {
        format!(
            "{}{separator}{}{separator}{}",
            &digits[..1],
            &digits[1..4],
            &digits[4..]
        )
    };
    let mut forms: Vec<(String, Vec<u8>)> =
        vec![("decimal".to_owned(), digits.clone().into_bytes())];
    for separator in [".", ",", " ", "'", "\u{a0}", "\u{202f}", "_"] {
        forms.push((
            format!("grouped by {separator:?}"),
            grouped(separator).into_bytes(),
        ));
    }
    for (name, doubled) in [
        ("", number),
        ("zigzag ", number * 2),
        ("negative zigzag ", number * 2 - 1),
    ] {
        let small = doubled as u32;
        let name = format!("{number} as {name}");
        forms.push((format!("{name}LE 32"), small.to_le_bytes().to_vec()));
        forms.push((format!("{name}BE 32"), small.to_be_bytes().to_vec()));
        forms.push((format!("{name}LE 24"), small.to_le_bytes()[..3].to_vec()));
        forms.push((format!("{name}varint"), varint(doubled as u64)));
    }
    forms.push(("f64".to_owned(), (number as f64).to_le_bytes().to_vec()));
    forms.push(("f32".to_owned(), (number as f32).to_le_bytes().to_vec()));
    forms.push(("hexadecimal".to_owned(), format!("{number:x}").into_bytes()));
    forms
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    needles_in(bytes, &[(String::new(), needle.to_vec())]).is_some()
}

/// The name of a needle that `bytes` hold.
fn needles_in(bytes: &[u8], needles: &[(String, Vec<u8>)]) -> Option<String> {
    let mut by_head: BTreeMap<[u8; 2], Vec<&(String, Vec<u8>)>> = BTreeMap::new();
    for needle in needles {
        by_head
            .entry([needle.1[0], needle.1[1]])
            .or_default()
            .push(needle);
    }
    let mut heads = vec![false; 1 << 16];
    for [first, second] in by_head.keys() {
        heads[usize::from(*first) << 8 | usize::from(*second)] = true;
    }
    for at in 1..bytes.len() {
        let head = [bytes[at - 1], bytes[at]];
        if heads[usize::from(head[0]) << 8 | usize::from(head[1])] {
            let found = by_head[&head]
                .iter()
                .find(|(_, needle)| bytes[at - 1..].starts_with(needle));
            if let Some((name, _)) = found {
                return Some(name.clone());
            }
        }
    }
    None
}

/// Every stream of raw deflate that begins in the head of a file, and the file itself.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    for at in 0..bytes.len().min(64) {
        if let Ok(out) = miniz_oxide::inflate::decompress_to_vec(&bytes[at..])
            && out.len() > 8
        {
            all.push(out);
        }
    }
    all
}

/// An atlas whose magnitudes are dominated by one contributor each: the markers.
fn atlas(markers: [i64; 6]) -> Atlas {
    let more = "[[disclosure.contributions]]\nindicator = \"turnover\"\nfile = \"big.csv\"";
    let mut atlas = Atlas::of_one_land(&own(more), 12);
    let mut turnover = Table::counts("turnover");
    turnover.axes = vec![(
        "branch".to_owned(),
        ["total", "x", "y"].map(str::to_owned).to_vec(),
    )];
    let mut big = "level,area,period,category,largest,second\n".to_owned();
    let mut land: BTreeMap<&str, i64> = BTreeMap::new();
    for at in 0..12 {
        let x = markers
            .get(at)
            .copied()
            .unwrap_or(1_111_110 + 1000 * at as i64);
        let y = 2_222_220 + 7000 * at as i64;
        for (category, number) in [("x", x), ("y", y), ("total", x + y)] {
            turnover.set("kreis", &kreis(at), "2020", category, number);
            *land.entry(category).or_default() += number;
        }
        if at < markers.len() {
            big.push_str(&format!(
                "kreis,{},2020,x,{},{}\n",
                kreis(at),
                x - 20_000,
                15_000
            ));
        }
    }
    for (category, number) in land {
        turnover.set("land", "1", "2020", category, number);
    }
    atlas.tables.push(turnover);
    atlas.files.insert("big.csv".to_owned(), big);
    atlas
}

#[test]
fn no_written_byte_holds_a_secret() {
    let atlas = atlas(MARKERS);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let bundle = atlas.release(&out).unwrap();
    let needles: Vec<(String, Vec<u8>)> = MARKERS.into_iter().flat_map(forms).collect();
    let mut seen = 0;
    for (path, bytes) in bundle.files.iter() {
        assert_eq!(std::fs::read(out.join(path)).unwrap(), bytes, "{path}");
        for content in unpacked(bytes) {
            seen += content.len();
            assert_eq!(needles_in(&content, &needles), None, "{path}");
        }
    }
    assert!(seen > 10_000);
    let ledger = std::fs::read(atlas.ledger()).unwrap();
    for marker in MARKERS {
        assert!(
            !holds(&ledger, marker.to_string().as_bytes()),
            "the ledger holds {marker}"
        );
    }
}

#[test]
fn a_published_number_is_found_by_the_same_search() {
    let atlas = atlas(MARKERS);
    let (bundle, _) = atlas.publish().unwrap();
    let published = Published::read(&bundle.files);
    let number = published
        .get("turnover", "land", "1", "2020", "total")
        .number()
        .unwrap();
    let plain = |path: &str| path.ends_with(".csv");
    let mut files = bundle.files.iter();
    assert!(files.any(|(path, bytes)| plain(path) && holds(bytes, number.to_string().as_bytes())));
}

#[test]
fn truths_that_differ_in_secrets_alone_give_the_same_bytes() {
    let publish = |markers: [i64; 6]| {
        let more = "[[disclosure.contributions]]\nindicator = \"cases\"\nfile = \"big.csv\"";
        let mut atlas = Atlas::of_one_land(&own(more), 8);
        atlas
            .tables
            .push(cases(&[&markers[..], &[1_000_000, 2_000_000]].concat()));
        let mut big = "level,area,period,category,largest,second\n".to_owned();
        for (at, number) in markers.into_iter().enumerate() {
            big.push_str(&format!(
                "kreis,{},2020,,{},15000\n",
                kreis(at),
                number - 20_000
            ));
        }
        atlas.files.insert("big.csv".to_owned(), big);
        let (bundle, content) = atlas.publish().unwrap();
        (bundle.files, content.ledger.unwrap().ledger)
    };
    let mut other = MARKERS;
    other[0] += 12_345;
    other[1] -= 12_345;
    assert_eq!(publish(MARKERS), publish(other));
}
