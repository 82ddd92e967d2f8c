//! Pieces of a border joined to closed lines: what encloses several areas together.

use std::collections::BTreeMap;

/// Joins `lines` at equal ends to closed lines.
///
/// Every point must end an even number of them, as in the border of any region. Which closed lines
/// come out where more than two meet does not matter to the even-odd rule.
pub(super) fn closed(lines: &[&[[i32; 2]]]) -> Vec<Vec<[i32; 2]>> {
    let mut ends: BTreeMap<[i32; 2], Vec<(usize, bool)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            ends.entry(*first).or_default().push((at, false));
            ends.entry(*last).or_default().push((at, true));
        }
    }
    let mut used = vec![false; lines.len()];
    let mut rings = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut ring: Vec<[i32; 2]> = Vec::new();
        let mut next = Some((at, false));
        while let Some((at, reversed)) = next {
            let Some(line) = lines.get(at).filter(|_| !taken(&mut used, at)) else {
                break;
            };
            if reversed {
                ring.extend(line.iter().rev());
            } else {
                ring.extend(line.iter());
            }
            let free = |(at, _): &&(usize, bool)| used.get(*at) == Some(&false);
            let here = ring.last().and_then(|end| ends.get(end));
            next = here.and_then(|lines| lines.iter().find(free)).copied();
            if ring.first() == ring.last() && ring.len() > line.len() {
                break;
            }
        }
        ring.dedup();
        if ring.len() > 2 && !line.is_empty() {
            rings.push(ring);
        }
    }
    rings
}

/// Whether a line was used before; now it is.
fn taken(used: &mut [bool], at: usize) -> bool {
    used.get_mut(at)
        .is_none_or(|used| std::mem::replace(used, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_any_direction_make_one_ring() {
        let pieces: [&[[i32; 2]]; 3] = [
            &[[0, 0], [4, 0]],
            &[[0, 4], [4, 4], [4, 0]],
            &[[0, 4], [0, 0]],
        ];
        let rings = closed(&pieces);
        assert_eq!(rings, [vec![[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]);
    }

    #[test]
    fn islands_stay_apart() {
        let pieces: [&[[i32; 2]]; 2] = [
            &[[0, 0], [4, 0], [4, 4], [0, 0]],
            &[[9, 9], [9, 8], [8, 8], [9, 9]],
        ];
        assert_eq!(closed(&pieces).len(), 2);
    }

    #[test]
    fn regions_that_touch_in_a_point_use_each_piece_once() {
        let pieces: [&[[i32; 2]]; 4] = [
            &[[0, 0], [2, 2]],
            &[[2, 2], [0, 2], [0, 0]],
            &[[2, 2], [4, 4]],
            &[[4, 4], [4, 2], [2, 2]],
        ];
        let rings = closed(&pieces);
        let steps: usize = rings.iter().map(|ring| ring.len() - 1).sum();
        assert_eq!(steps, 6);
        assert!(rings.iter().all(|ring| ring.first() == ring.last()));
    }
}
