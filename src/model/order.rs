//! Sorting lists of things, lean where many kinds of things are sorted.
//!
//! Every kind of thing that the standard library sorts brings some kilobytes of code into the
//! browser. Here positions are sorted, by one merge sort for all kinds, and the things follow.
//! Plain numbers, sorted in masses, stay with the standard library.

use std::cmp::Ordering;

/// Sorts `list` by `compare`; equal things keep their order.
///
/// ```
/// # use teilraum::model::sort_by;
/// let mut words = vec!["bc", "a", "ab", "c"];
/// sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
/// assert_eq!(words, ["a", "c", "bc", "ab"]);
/// ```
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(
        list.len(),
        &|a, b| match (list.get(a as usize), list.get(b as usize)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    let mut things: Vec<Option<T>> = list.drain(..).map(Some).collect();
    for at in order {
        list.extend(things.get_mut(at as usize).and_then(Option::take));
    }
}

/// The positions `0..count` in the order of `compare`, by merging runs of doubling length.
fn positions(count: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..count as u32).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for pair in sorted.chunks(2 * run) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(&mut merged, left, right, compare);
        }
        sorted = merged;
        run *= 2;
    }
    sorted
}

fn merge(
    merged: &mut Vec<u32>,
    mut left: &[u32],
    mut right: &[u32],
    compare: &dyn Fn(u32, u32) -> Ordering,
) {
    while let ([a, rest_left @ ..], [b, rest_right @ ..]) = (left, right) {
        if compare(*a, *b).is_le() {
            merged.push(*a);
            left = rest_left;
        } else {
            merged.push(*b);
            right = rest_right;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use super::sort_by;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(
            list in prop::collection::vec((0..9_u8, any::<u8>()), 0..70),
        ) {
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|it| it.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
