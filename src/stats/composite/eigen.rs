//! Eigenvalues of small symmetric matrices.

/// One eigenvalue with its vector of length one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Eigen {
    pub value: f64,
    pub vector: Vec<f64>,
}

/// After so many sweeps over all pairs it ends; matrices of some dozen rows need fewer than ten.
const SWEEPS: usize = 60;

/// All eigenvalues, descending, by rotating away one entry off the diagonal after another.
///
/// Jacobi, C. G. J. (1846): Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen
/// vorkommenden Gleichungen numerisch aufzulösen. Crelle's Journal 30, 51–94.
pub(super) fn eigen(mut matrix: Vec<Vec<f64>>) -> Vec<Eigen> {
    let n = matrix.len();
    let unit = |i| (0..n).map(|j| f64::from(u8::from(i == j))).collect();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(unit).collect();
    for _ in 0..SWEEPS {
        if off_diagonal(&matrix) <= 1e-300 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut matrix, &mut vectors, p, q);
            }
        }
    }
    let diagonal = matrix.iter().enumerate().map(|(i, row)| at(row, i));
    let mut found: Vec<Eigen> = diagonal
        .zip(vectors)
        .map(|(value, vector)| Eigen { value, vector })
        .collect();
    found.sort_by(|a, b| b.value.total_cmp(&a.value));
    found
}

fn at(row: &[f64], i: usize) -> f64 {
    row.get(i).copied().unwrap_or(0.0)
}

fn off_diagonal(matrix: &[Vec<f64>]) -> f64 {
    let row = |(i, row): (usize, &Vec<f64>)| -> f64 {
        row.iter().skip(i + 1).map(|entry| entry * entry).sum()
    };
    matrix.iter().enumerate().map(row).sum()
}

/// Turns the plane of `p` and `q` so that the entry between them vanishes.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let entry = |i: usize, j: usize| matrix.get(i).map_or(0.0, |row| at(row, j));
    let (a, b, between) = (entry(p, p), entry(q, q), entry(p, q));
    if between.abs() <= f64::MIN_POSITIVE {
        return;
    }
    let half = (b - a) / (2.0 * between);
    let tangent = half.signum() / (half.abs() + (half * half + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for row in matrix.iter_mut() {
        turn(row, p, q, cosine, sine);
    }
    turn_rows(matrix, p, q, cosine, sine);
    turn_rows(vectors, p, q, cosine, sine);
    set(matrix, p, q);
    set(matrix, q, p);
}

fn turn(row: &mut [f64], p: usize, q: usize, cosine: f64, sine: f64) {
    if let Ok([x, y]) = row.get_disjoint_mut([p, q]) {
        (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
    }
}

fn turn_rows(matrix: &mut [Vec<f64>], p: usize, q: usize, cosine: f64, sine: f64) {
    if let Ok([one, other]) = matrix.get_disjoint_mut([p, q]) {
        for (x, y) in one.iter_mut().zip(other) {
            (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
        }
    }
}

fn set(matrix: &mut [Vec<f64>], i: usize, j: usize) {
    if let Some(entry) = matrix.get_mut(i).and_then(|row| row.get_mut(j)) {
        *entry = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_by_two_is_as_by_hand() {
        let found = eigen(vec![vec![2.0, 1.0], vec![1.0, 2.0]]);
        assert!((found[0].value - 3.0).abs() < 1e-15 && (found[1].value - 1.0).abs() < 1e-15);
        let [x, y] = found[0].vector[..] else {
            panic!()
        };
        assert!((x - y).abs() < 1e-15);
    }

    #[test]
    fn no_rows_have_no_eigenvalues() {
        assert_eq!(eigen(vec![]), []);
    }

    proptest! {
        #[test]
        fn the_matrix_times_a_vector_is_its_eigenvalue_times_the_vector(
            entries in prop::collection::vec(-1.0..1.0, 36),
            n in 1_usize..7,
        ) {
            let matrix: Vec<Vec<f64>> = (0..n)
                .map(|i| (0..n).map(|j| entries[i.min(j) * 6 + i.max(j)]).collect())
                .collect();
            let found = eigen(matrix.clone());
            prop_assert!(found.is_sorted_by(|a, b| a.value >= b.value));
            for (i, one) in found.iter().enumerate() {
                for (row, x) in matrix.iter().zip(&one.vector) {
                    let product: f64 = row.iter().zip(&one.vector).map(|(a, b)| a * b).sum();
                    prop_assert!((product - one.value * x).abs() < 1e-12);
                }
                for (j, other) in found.iter().enumerate() {
                    let dot: f64 = one.vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum();
                    prop_assert!((dot - f64::from(u8::from(i == j))).abs() < 1e-12);
                }
            }
        }
    }
}
