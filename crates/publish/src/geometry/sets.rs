//! Several sets of outlines per area system, held against each other before any is built.

use std::collections::BTreeMap;

use super::config::GeometryConfig;

/// What is wrong with the `[[geometry]]` tables together: expected and found.
///
/// No level may be drawn by two sets, and all sets of a system share one map plane, or facilities
/// and overlays would not know where to lie.
#[must_use]
pub fn mistakes(sets: &[GeometryConfig]) -> Vec<(String, String)> {
    let mut mistakes = Vec::new();
    let mut served: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut planes: BTreeMap<&str, &str> = BTreeMap::new();
    for set in sets {
        for level in levels(set) {
            let count = served.entry((&set.system, level)).or_default();
            *count += 1;
            if *count == 2 {
                mistakes.push((
                    format!(
                        "one [[geometry]] that serves level `{level}` of `{}`",
                        set.system
                    ),
                    "two: name in `serves` which levels each of them serves".to_owned(),
                ));
            }
        }
        let plane = planes.entry(&set.system).or_insert(&set.projection);
        if *plane != set.projection {
            mistakes.push((
                format!("one `projection` for all [[geometry]] of `{}`", set.system),
                format!("`{plane}` and `{}`", set.projection),
            ));
        }
    }
    mistakes
}

/// The levels that a set serves.
fn levels(set: &GeometryConfig) -> Vec<&str> {
    let written = set.levels.keys().chain(&set.dissolve);
    let mut levels: Vec<&str> = match &set.serves {
        Some(stated) => stated.iter().map(String::as_str).collect(),
        None => written.map(String::as_str).collect(),
    };
    levels.sort_unstable();
    levels.dedup();
    levels
}
