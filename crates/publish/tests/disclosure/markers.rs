//! Secrets as marker numbers: no written byte may hold one, in whatever form.

use std::collections::BTreeMap;
use std::io::Read as _;

use super::atlas::{Atlas, Table, kreis, own};
use super::published::Published;

/// Seven-digit primes: no other number of the atlas looks like them.
const MARKERS: [i64; 6] = [1_299_709, 2_750_159, 3_497_861, 5_800_079, 7_368_787, 8_960_453];

/// Every form in which a number could stand in a file.
fn forms(number: i64) -> Vec<(String, Vec<u8>)> {
    let digits = number.to_string();
    let grouped = |separator: &str| {
        format!("{}{separator}{}{separator}{}", &digits[..1], &digits[1..4], &digits[4..])
    };
    let mut forms: Vec<(String, Vec<u8>)> = vec![("decimal".to_owned(), digits.clone().into_bytes())];
    for separator in [".", ",", " ", "'", "\u{a0}", "\u{202f}", "_"] {
        forms.push((format!("grouped by {separator:?}"), grouped(separator).into_bytes()));
    }
    for (name, doubled) in [("", number), ("zigzag ", number * 2), ("negative zigzag ", number * 2 - 1)] {
        let small = doubled as u32;
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
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Every zlib, gzip or raw deflate stream that a file holds from some byte on, and the file itself.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    for at in 0..bytes.len().min(256) {
        let mut out = Vec::new();
        let mut zlib = flate2::read::ZlibDecoder::new(&bytes[at..]);
        if zlib.read_to_end(&mut out).is_ok() && !out.is_empty() {
            all.push(std::mem::take(&mut out));
        }
        out.clear();
        let mut raw = flate2::read::DeflateDecoder::new(&bytes[at..]);
        if raw.read_to_end(&mut out).is_ok() && out.len() > 8 {
            all.push(out);
        }
    }
    all
}
