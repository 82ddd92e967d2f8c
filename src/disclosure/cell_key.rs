//! The cell-key method (Cell-Key-Methode, stochastische Überlagerung).

/// How many of the last rows are used again for larger counts, as in the noise tables of the
/// census offices (rows 501–750 of 750).
const REUSED: u64 = 250;

/// Cell keys are record keys summed modulo this.
const KEYS: u32 = 256;

/// The noise for a range of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoiseRow {
    /// The least count of the row.
    pub from: u64,
    /// The greatest.
    pub to: u64,
    /// Noise by cell key: (bound, noise) holds for keys below the bound and not below the one
    /// before. The last bound is 256.
    pub key_below: Vec<(u32, i32)>,
}

/// Why noise rows make no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellKeyError {
    /// The counts do not run from 1 upwards without gap and overlap.
    #[error("row {0}: counts must begin at 1 and go on where the row before ends")]
    Gap(usize),
    /// The keys do not run to 256.
    #[error("row {0}: bounds of keys must ascend and end at 256")]
    Keys(usize),
    /// A count could become negative.
    #[error("row {0}: the noise makes a count negative")]
    Negative(usize),
}

/// Noise by count and cell key, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoiseTable {
    rows: Vec<NoiseRow>,
}

impl NoiseTable {
    /// Checks the rows: counts from 1 on without gap, keys up to 256, no count becomes negative.
    ///
    /// # Errors
    /// [`CellKeyError`], with the number of the row.
    pub fn new(rows: Vec<NoiseRow>) -> Result<Self, CellKeyError> {
        let mut next = 1;
        for (at, row) in rows.iter().enumerate() {
            let bounds: Vec<u32> = row.key_below.iter().map(|(bound, _)| *bound).collect();
            if row.from != next || row.to < row.from {
                return Err(CellKeyError::Gap(at));
            }
            if bounds.last() != Some(&KEYS) || !bounds.is_sorted_by(|a, b| a < b) {
                return Err(CellKeyError::Keys(at));
            }
            if row
                .key_below
                .iter()
                .any(|(_, noise)| row.from.checked_add_signed((*noise).into()).is_none())
            {
                return Err(CellKeyError::Negative(at));
            }
            next = row.to.saturating_add(1);
        }
        if rows.is_empty() {
            Err(CellKeyError::Gap(0))
        } else {
            Ok(Self { rows })
        }
    }

    /// The largest change in either direction: readers know a published n lies within ± this.
    #[must_use]
    pub fn largest(&self) -> u32 {
        let noise = self.rows.iter().flat_map(|row| &row.key_below);
        noise
            .map(|(_, noise)| noise.unsigned_abs())
            .max()
            .unwrap_or(0)
    }

    /// The noise for a count and a cell key below 256; none for zero.
    #[must_use]
    pub fn noise(&self, count: u64, key: u8) -> i32 {
        let last = self.rows.last().map_or(0, |row| row.to);
        let row = match count.checked_sub(last + 1) {
            Some(above) if last >= 3 * REUSED => last + 1 - REUSED + above % REUSED,
            Some(_) => last,
            None => count,
        };
        let at = self.rows.partition_point(|candidate| candidate.to < row);
        let found = self.rows.get(at).filter(|_| count > 0);
        let keys = found.map_or(&[][..], |row| &row.key_below);
        keys.iter()
            .find(|(bound, _)| u32::from(key) < *bound)
            .map_or(0, |(_, noise)| *noise)
    }
}

/// A count perturbed by the cell-key method: (cell key, published count).
///
/// The cell key is the sum of the record keys modulo 256; the count n becomes n + table\[n, key\].
/// Counts above a table of 750 rows or more use its last 250 rows again, above a shorter one its last
/// row. Zero stays zero. The same cell gets the same
/// noise in every table, so repeating a query tells nothing; results are not additive. A result
/// below `threshold` is withheld (`None`). Record keys are secret and fixed for each person.
///
/// # Method
/// `sdc.cell_key` · cell-key method · Cell-Key-Methode, stochastische Überlagerung
///
/// Jede Anzahl wird um einen kleinen, geheimen Betrag verändert. Er hängt an den Personen in der Zelle:
/// Dieselbe Zelle bekommt in jeder Tabelle dieselbe Veränderung, sodass auch wiederholtes Fragen nichts
/// verrät. Null bleibt null; Teile und Summe passen nicht immer genau zusammen.
///
/// ```text
/// Schlüssel = Σ r mod 256;   veröffentlicht = n + Tabelle[n, Schlüssel]
/// ```
///
/// # Units
/// Persons.
///
/// # References
/// Fraser, B. and Wooton, J. (2005): A proposed method for confidentialising tabular output to
/// protect against differencing. UNECE work session on statistical data confidentiality.
///
/// ```
/// # use teilraum::disclosure::{NoiseRow, NoiseTable, cell_key};
/// let rows = vec![NoiseRow { from: 1, to: 750, key_below: vec![(100, -1), (156, 0), (256, 1)] }];
/// let table = NoiseTable::new(rows)?;
/// assert_eq!(cell_key(&[200, 99, 220], &table, 0), (7, Some(2))); // 519 mod 256
/// assert_eq!(cell_key(&[], &table, 0), (0, Some(0)));
/// assert_eq!(cell_key(&[200, 99, 220], &table, 3), (7, None));
/// # Ok::<(), teilraum::disclosure::CellKeyError>(())
/// ```
#[must_use]
pub fn cell_key(record_keys: &[u8], table: &NoiseTable, threshold: u64) -> (u8, Option<u64>) {
    let key = record_keys
        .iter()
        .fold(0_u8, |sum, key| sum.wrapping_add(*key));
    let count = record_keys.len() as u64;
    let noisy = count.saturating_add_signed(table.noise(count, key).into());
    (key, (noisy >= threshold).then_some(noisy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(from: u64, to: u64, noise: i32) -> NoiseRow {
        NoiseRow {
            from,
            to,
            key_below: vec![(256, noise)],
        }
    }

    #[test]
    fn counts_above_the_table_use_its_last_250_rows_again() {
        let table =
            NoiseTable::new(vec![row(1, 500, 0), row(501, 501, 1), row(502, 750, 2)]).unwrap();
        assert_eq!(table.noise(751, 0), 1);
        assert_eq!(table.noise(752, 0), 2);
        assert_eq!(table.noise(1001, 0), 1);
        assert_eq!(table.noise(500, 0), 0);
        assert_eq!(table.noise(0, 0), 0);
    }

    #[test]
    fn a_short_table_goes_on_with_its_last_row() {
        let table = NoiseTable::new(vec![row(1, 1, 1), row(2, 2, 2)]).unwrap();
        assert_eq!([3, 4, 5].map(|count| table.noise(count, 9)), [2, 2, 2]);
    }

    #[test]
    fn gaps_open_keys_and_negative_counts_are_refused() {
        assert_eq!(NoiseTable::new(vec![]), Err(CellKeyError::Gap(0)));
        assert_eq!(
            NoiseTable::new(vec![row(1, 2, 0), row(4, 5, 0)]),
            Err(CellKeyError::Gap(1))
        );
        assert_eq!(
            NoiseTable::new(vec![row(1, 2, -2)]),
            Err(CellKeyError::Negative(0))
        );
        let open = NoiseRow {
            from: 1,
            to: 2,
            key_below: vec![(255, 0)],
        };
        assert_eq!(NoiseTable::new(vec![open]), Err(CellKeyError::Keys(0)));
    }
}
