//! Classes for heavy tails: cut at the mean, and again among the values above it.

use crate::stats::{Reason, Sorted, Summary};

/// Upper bounds: the mean, the mean of the values above it, and so on until the values above are all
/// equal; the last bound is the maximum.
///
/// `head_share` stops earlier, as soon as the values above the mean are more than that share of
/// those just divided (Jiang: 0.4). 1 never stops early.
///
/// # Method
/// `classify.head_tail` · head/tail breaks · Kopf-Schwanz-Klassen
///
/// Teilt am Mittelwert, dann die Werte darüber wieder an deren Mittelwert, und so fort. Das passt, wenn es
/// viele kleine und wenige sehr große Werte gibt, etwa bei der Einwohnerdichte. Wie viele Klassen entstehen,
/// bestimmen die Zahlen.
///
/// ```text
/// b_1 = x̄,  b_2 = Mittelwert aller x > b_1,  b_3 = Mittelwert aller x > b_2 …
/// Ende: nur noch ein verschiedener Wert
/// ```
///
/// # Units
/// Bounds in the units of the values; the share from 0 to 1.
///
/// # Errors
/// Passes on what [`Sorted::new`] says of the head, which cannot fail for a part of sorted values.
///
/// # References
/// Jiang, B. (2013): Head/tail breaks: a new classification scheme for data with a heavy-tailed
/// distribution. The Professional Geographer 65, 482–494.
///
/// ```
/// use teilraum::{classify::head_tail, stats::Sorted};
/// // mean 4; above it 8 and 12 with mean 10; above that 12 alone
/// let sorted = Sorted::new(&[1.0, 1.0, 1.0, 1.0, 12.0, 8.0])?;
/// assert_eq!(head_tail(&sorted, 1.0)?, [4.0, 10.0, 12.0]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn head_tail(sorted: &Sorted, head_share: f64) -> Result<Vec<f64>, Reason> {
    let mut bounds = Vec::new();
    let mut rest = sorted.clone();
    while rest.min() < rest.max() {
        let mean = Summary::of(&rest).mean;
        let values = rest.as_slice();
        let (tail, head) = values.split_at(values.partition_point(|value| *value <= mean));
        let share = head.len() as f64 / values.len() as f64;
        if head.is_empty() || tail.is_empty() || share > head_share {
            break;
        }
        bounds.push(mean);
        rest = Sorted::new(head)?;
    }
    bounds.push(sorted.max());
    Ok(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broad_head_stops_the_division_where_the_reader_asks_for_it() {
        let sorted = Sorted::new(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!(head_tail(&sorted, 0.4).unwrap(), [4.0]);
        assert_eq!(head_tail(&sorted, 1.0).unwrap(), [2.5, 3.5, 4.0]);
    }

    #[test]
    fn constant_values_are_one_class() {
        assert_eq!(
            head_tail(&Sorted::new(&[5.0, 5.0]).unwrap(), 1.0).unwrap(),
            [5.0]
        );
    }
}
