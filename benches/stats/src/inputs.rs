//! What is computed with: columns and neighbours, from the two files that every contestant reads.

/// Areas with their columns and neighbours.
pub struct Inputs {
    /// One column per indicator, each with a value per area.
    pub columns: Vec<Vec<f64>>,
    /// For each area the positions of its neighbours.
    pub neighbours: Vec<Vec<u32>>,
}

/// A file that is not as `prepare` writes it.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: expected {expected}, found \"{found}\"")]
pub struct InputError {
    file: &'static str,
    line: usize,
    expected: &'static str,
    found: String,
}

impl Inputs {
    /// Reads `columns.csv` (a line per area, its values parted by commas) and `neighbours.csv` (a
    /// line per area, positions parted by blanks).
    ///
    /// # Errors
    /// The first word that is no number.
    pub fn parse(columns: &str, neighbours: &str) -> Result<Self, InputError> {
        let rows = lines("columns.csv", columns, ',', "numbers parted by commas")?;
        let neighbours = lines(
            "neighbours.csv",
            neighbours,
            ' ',
            "positions parted by blanks",
        )?;
        let width = rows.first().map_or(0, Vec::len);
        let column = |at: usize| {
            rows.iter()
                .filter_map(move |row: &Vec<f64>| row.get(at).copied())
        };
        Ok(Self {
            columns: (0..width).map(|at| column(at).collect()).collect(),
            neighbours,
        })
    }
}

fn lines<T: std::str::FromStr>(
    file: &'static str,
    text: &str,
    between: char,
    expected: &'static str,
) -> Result<Vec<Vec<T>>, InputError> {
    let word = |line: usize, word: &str| {
        word.parse().map_err(|_| InputError {
            file,
            line: line + 1,
            expected,
            found: word.to_owned(),
        })
    };
    let line = |(at, line): (usize, &str)| {
        let words = line.split(between).filter(|word| !word.is_empty());
        words.map(|one| word(at, one)).collect()
    };
    text.lines().enumerate().map(line).collect()
}
