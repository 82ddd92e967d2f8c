//! A series cut where it breaks.

/// One period of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// When, in years.
    pub time: f64,
    /// The value, if there is one.
    pub value: Option<f64>,
    /// Whether the series breaks before it (another definition, other borders): what lies before
    /// may not be compared with what follows. Counts also where the value is missing.
    pub break_before: bool,
}

/// The parts of a series between which nothing may be compared: no trend, change or step test
/// crosses a break.
///
/// ```
/// # use teilraum::stats::trend::{Observation, segments};
/// let at = |time, break_before| Observation { time, value: Some(1.0), break_before };
/// let series = [at(2020.0, false), at(2021.0, false), at(2022.0, true)];
/// let lengths: Vec<usize> = segments(&series).map(<[_]>::len).collect();
/// assert_eq!(lengths, [2, 1]);
/// ```
pub fn segments(series: &[Observation]) -> impl DoubleEndedIterator<Item = &[Observation]> {
    series.chunk_by(|_, next| !next.break_before)
}

/// What may be compared with the newest value: all from the last break on. Empty for an empty
/// series.
#[must_use]
pub fn last_segment(series: &[Observation]) -> &[Observation] {
    segments(series).next_back().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(breaks: &[bool]) -> Vec<Observation> {
        let at = |(year, &break_before): (usize, &bool)| Observation {
            time: 2000.0 + year as f64,
            value: (year % 3 > 0).then_some(1.0),
            break_before,
        };
        breaks.iter().enumerate().map(at).collect()
    }

    #[test]
    fn a_break_at_the_very_start_cuts_nothing_off() {
        let series = series(&[true, false, false]);
        assert_eq!(last_segment(&series), &series[..]);
        assert!(last_segment(&[]).is_empty());
    }

    #[test]
    fn a_break_at_a_missing_value_cuts_all_the_same() {
        // The values of 2000 and 2003 are missing.
        let series = series(&[false, false, false, true, false]);
        assert_eq!(last_segment(&series), &series[3..]);
    }

    proptest! {
        #[test]
        fn segments_cover_the_series_and_only_start_with_breaks(
            breaks in prop::collection::vec(any::<bool>(), 0..30),
        ) {
            let series = series(&breaks);
            let parts: Vec<_> = segments(&series).collect();
            prop_assert_eq!(&parts.concat(), &series);
            for (i, part) in parts.iter().enumerate() {
                prop_assert!(i == 0 || part[0].break_before);
                prop_assert!(part[1..].iter().all(|point| !point.break_before));
            }
        }
    }
}
