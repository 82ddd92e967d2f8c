//! The lengths of a Shapefile held against its bytes before a reader trusts them.
//!
//! A header that lies about a length would make a reader ask for gigabytes or stop in the middle of
//! a number. Layout after ESRI, "Shapefile Technical Description" (1998): a header of 100 bytes,
//! then records of a number and a length in 16-bit words (both big-endian) and a content that begins
//! with the kind of shape (little-endian).

/// Where and what does not fit.
pub type Flaw = (u64, String);

const HEADER: usize = 100;
const RECORD_HEADER: usize = 8;

/// Checks a `.shp` and returns the number of its records.
///
/// # Errors
/// The record (from 1; 0 for the header) and what was found there.
pub fn shp(bytes: &[u8]) -> Result<u64, Flaw> {
    if big(bytes, 0) != Some(9994) {
        return Err((0, "a file that does not begin like a Shapefile".to_owned()));
    }
    let stated = big(bytes, 24).map_or(0, |words| u64::from(words) * 2);
    if stated != bytes.len() as u64 {
        let found = format!("{} bytes, its header says {stated}", bytes.len());
        return Err((0, found));
    }
    let (mut at, mut record) = (HEADER, 0);
    while at < bytes.len() {
        record += 1;
        let length = big(bytes, at + 4).map(|words| words as usize * 2);
        let content = length.and_then(|length| {
            let start = at + RECORD_HEADER;
            bytes.get(start..start.checked_add(length)?)
        });
        let Some(content) = content else {
            return Err((record, "a record that ends after its file".to_owned()));
        };
        polygon(content).map_err(|found| (record, found))?;
        at += RECORD_HEADER + content.len();
    }
    Ok(record)
}

/// Checks one record; only kinds with parts hold counts that can lie.
fn polygon(content: &[u8]) -> Result<(), String> {
    let kind = little(content, 0).ok_or("a record without a kind of shape")?;
    let (per_point, with_parts) = match kind {
        3 | 5 => (16, true),
        13 | 15 => (24, true),
        23 | 25 => (16, true),
        31 => (24, true),
        8 | 28 => (16, false),
        18 => (24, false),
        _ => return Ok(()),
    };
    let parts = if with_parts {
        little(content, 36)
    } else {
        Some(0)
    };
    let points = little(content, if with_parts { 40 } else { 36 });
    let (Some(parts), Some(points)) = (parts, points) else {
        return Err("a record too short for its counts".to_owned());
    };
    let needed = 40 + u64::from(parts) * 4 + u64::from(points) * per_point;
    if needed > content.len() as u64 {
        return Err(format!(
            "{parts} parts and {points} points in {} bytes",
            content.len()
        ));
    }
    let mut starts = (0..parts as usize).filter_map(|part| little(content, 44 + part * 4));
    let first = starts.next();
    let mut last = first.unwrap_or(0);
    let rising = starts.all(|start| std::mem::replace(&mut last, start) <= start);
    if first.unwrap_or(0) != 0 || !rising || last > points {
        return Err(format!("parts that do not divide its {points} points"));
    }
    Ok(())
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_a_shapefile_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", &[0; 200]] {
            assert!(shp(bytes).is_err());
        }
    }

    #[test]
    fn counts_that_need_more_than_the_record_holds_are_named() {
        let mut content = vec![0; 44];
        content[0] = 5;
        content[36..40].copy_from_slice(&1_u32.to_le_bytes());
        content[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
        let found = polygon(&content).unwrap_err();
        assert_eq!(found, "1 parts and 4294967295 points in 44 bytes");
    }
}
