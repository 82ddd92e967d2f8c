//! Differencing between publications that overlap (Differenzbildung).

use std::collections::BTreeMap;

/// One published set inside another whose difference is a small number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nested {
    /// The publication that contains the others.
    pub larger: usize,
    /// The publications inside it that together leave the difference; they do not overlap.
    pub smaller: Vec<usize>,
    /// The atoms of the difference, ascending.
    pub atoms: Vec<usize>,
    /// Their sum.
    pub count: u64,
}

/// What overlapping publications give away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differencing {
    /// Small differences between a publication and one inside it.
    pub nested: Vec<Nested>,
    /// Small differences between a publication and several inside it.
    pub unions: Vec<Nested>,
    /// Atoms that can be computed from the publications.
    pub derivable: Vec<usize>,
    /// Those among them that are small: 0 < n < k.
    pub derivable_small: Vec<usize>,
    /// Whether everything was looked at. If not, the caller must refuse.
    pub complete: bool,
}

/// Covers of one publication looked at before the answer counts as incomplete.
const COVERS: u32 = 100_000;

/// Compares publications as sets of atomic units (areas of several systems, grid cells, months).
///
/// - nested: A ⊂ B with 0 < n(B) − n(A) < k.
/// - unions: the same for disjoint A₁, A₂, … inside B, where no publication that crosses none is only
///   partly used (that is found with it as B).
/// - derivable: an atom can be computed if its unit vector lies in the row space of the matrix of
///   publications. The rank test computes modulo two primes near 2⁶¹; an atom counts as derivable if
///   it is so for either, so a chance divisor cannot hide one.
///
/// `atoms` holds the true counts, `published` the atoms of each publication; positions beyond
/// `atoms` are ignored. Values withheld and ranges of values are the business of
/// [`audit`](super::audit), with atoms as hidden cells and publications as totals.
///
/// # Method
/// `sdc.differencing` · differencing · Differenzbildung
///
/// Prüft, ob sich aus zwei Gebieten, von denen eines im anderen liegt, durch Abziehen eine kleine Gruppe
/// herausrechnen lässt, und welche kleinsten Einheiten sich aus allen Veröffentlichungen zusammen berechnen
/// lassen. Wichtig, wenn Stadtteile, Schulbezirke und Raster nebeneinander veröffentlicht werden.
///
/// ```text
/// A ⊂ B:  0 < n(B) − n(A) < k  ist aufgedeckt
/// Einheit e ist berechenbar  ⇔  e liegt im Zeilenraum der Matrix der Veröffentlichungen
/// ```
///
/// # Units
/// Those of the counts.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::differencing;
/// // A city of four blocks; the school district leaves one block of the quarter out.
/// let blocks = [14, 9, 2, 30];
/// let (quarter, school) = (vec![0, 1, 2], vec![0, 1]);
/// let told = differencing(&blocks, &[quarter, school], 3);
/// assert_eq!((told.nested[0].atoms.clone(), told.nested[0].count), (vec![2], 2));
/// assert_eq!(told.derivable_small, [2]);
/// ```
#[must_use]
pub fn differencing(atoms: &[u64], published: &[Vec<usize>], k: u64) -> Differencing {
    let sets: Vec<Vec<usize>> = published.iter().map(|set| tidy(set, atoms.len())).collect();
    let mut told = Differencing {
        complete: true,
        derivable: derivable(atoms.len(), &sets),
        ..Differencing::default()
    };
    let small = |count: u64| 0 < count && count < k;
    let count_of = |atom: &usize| atoms.get(*atom).copied().unwrap_or(0);
    told.derivable_small = told
        .derivable
        .iter()
        .copied()
        .filter(|atom| small(count_of(atom)))
        .collect();
    let holders = holders(atoms.len(), &sets);
    let clean: Vec<bool> = sets
        .iter()
        .map(|set| crosses_none(&sets, &holders, set))
        .collect();
    for larger in 0..sets.len() {
        let mut covers = Covers {
            atoms,
            sets: &sets,
            holders: &holders,
            clean: &clean,
            larger,
            k,
            covered: BTreeMap::new(),
            rest: 0,
            steps: Vec::new(),
            found: Vec::new(),
        };
        told.complete &= covers.search();
        told.unions.append(&mut covers.found);
    }
    told.nested = nested(atoms, &sets, &holders, k);
    told.nested.sort();
    told.unions.sort();
    told
}

fn tidy(set: &[usize], atoms: usize) -> Vec<usize> {
    let mut set: Vec<usize> = set.iter().copied().filter(|atom| *atom < atoms).collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// For each atom the publications that hold it.
fn holders(atoms: usize, sets: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut holders = vec![Vec::new(); atoms];
    for (at, set) in sets.iter().enumerate() {
        for atom in set {
            if let Some(holder) = holders.get_mut(*atom) {
                holder.push(at);
            }
        }
    }
    holders
}

/// Each publication inside another with a small difference.
fn nested(atoms: &[u64], sets: &[Vec<usize>], holders: &[Vec<usize>], k: u64) -> Vec<Nested> {
    let mut found = Vec::new();
    for (smaller, inner) in sets.iter().enumerate() {
        let around = inner.first().and_then(|atom| holders.get(*atom));
        for larger in around.map_or(&[][..], Vec::as_slice) {
            let outer = sets.get(*larger).map_or(&[][..], Vec::as_slice);
            let rest: Vec<usize> = outer
                .iter()
                .copied()
                .filter(|atom| inner.binary_search(atom).is_err())
                .collect();
            let count = rest.iter().filter_map(|atom| atoms.get(*atom)).sum();
            if rest.len() + inner.len() == outer.len() && 0 < count && count < k {
                found.push(Nested {
                    larger: *larger,
                    smaller: vec![smaller],
                    atoms: rest,
                    count,
                });
            }
        }
    }
    found
}

/// Whether a publication crosses no other one: each that touches it lies inside or around it.
fn crosses_none(sets: &[Vec<usize>], holders: &[Vec<usize>], own: &[usize]) -> bool {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for other in own.iter().filter_map(|atom| holders.get(*atom)).flatten() {
        *shared.entry(*other).or_default() += 1;
    }
    shared.into_iter().all(|(other, shared)| {
        shared == own.len() || sets.get(other).is_some_and(|other| other.len() == shared)
    })
}

/// One decision on the way to a cover: what becomes of an atom.
struct Step {
    atom: usize,
    /// Publications that may cover it, tried from the back; then it is left to the rest.
    open: Vec<usize>,
    /// Whether leaving it to the rest is still to be tried.
    rest: bool,
    /// The publication that covers it at present, if any.
    cover: Option<usize>,
    /// What it adds to the rest at present.
    count: u64,
}

/// Searches the disjoint publications inside one that leave only a small rest.
struct Covers<'a> {
    atoms: &'a [u64],
    sets: &'a [Vec<usize>],
    holders: &'a [Vec<usize>],
    clean: &'a [bool],
    larger: usize,
    k: u64,
    /// Atoms of the larger publication, and whether they are covered.
    covered: BTreeMap<usize, bool>,
    rest: u64,
    steps: Vec<Step>,
    found: Vec<Nested>,
}

impl<'a> Covers<'a> {
    fn own(&self) -> &'a [usize] {
        self.sets.get(self.larger).map_or(&[], Vec::as_slice)
    }

    /// Whether the search came to its end.
    fn search(&mut self) -> bool {
        self.covered = self.own().iter().map(|atom| (*atom, false)).collect();
        self.descend(0);
        let mut left = COVERS;
        while let Some(step) = self.steps.last_mut() {
            let (atom, cover, count) = (
                step.atom,
                step.cover.take(),
                std::mem::take(&mut step.count),
            );
            let (next, rest) = (step.open.pop(), std::mem::take(&mut step.rest));
            self.rest -= count;
            self.mark(cover, false);
            let size = self.atoms.get(atom).copied().unwrap_or(0);
            left -= 1;
            if left == 0 {
                return false;
            }
            let Some(step) = self.steps.last_mut() else {
                break;
            };
            if next.is_some() {
                (step.cover, step.rest) = (next, rest);
                self.mark(next, true);
            } else if rest && self.rest.saturating_add(size) < self.k {
                step.count = size;
                self.rest += size;
            } else {
                self.steps.pop();
                continue;
            }
            self.descend(atom + 1);
        }
        true
    }

    /// Opens the decision about the first atom from `from` on that is not covered, or keeps the
    /// cover if there is none.
    fn descend(&mut self, from: usize) {
        let mut ahead = self.covered.range(from..);
        let Some(atom) = ahead.find(|(_, covered)| !**covered).map(|(atom, _)| *atom) else {
            self.keep();
            return;
        };
        let holders = self.holders.get(atom).map_or(&[][..], Vec::as_slice);
        let mut open: Vec<usize> = holders
            .iter()
            .copied()
            .filter(|set| self.fits(*set, atom))
            .collect();
        let size = |set: &usize| self.sets.get(*set).map_or(0, Vec::len);
        let is_clean = |set: &&usize| self.clean.get(**set) == Some(&true);
        // What is left of a publication that crosses none is found when that one is the larger.
        let whole = open.iter().filter(is_clean).map(size).max().unwrap_or(0);
        open.retain(|set| size(set) >= whole);
        // A zero changes no rest: it is left only where nothing can cover it.
        let counts = self.atoms.get(atom).is_some_and(|count| *count > 0);
        let rest = whole == 0 && (counts || open.is_empty());
        self.steps.push(Step {
            atom,
            open,
            rest,
            cover: None,
            count: 0,
        });
    }

    /// Whether the publication begins here, lies inside the larger one, is smaller than it, and
    /// overlaps none chosen.
    fn fits(&self, set: usize, first: usize) -> bool {
        let atoms = self.sets.get(set).map_or(&[][..], Vec::as_slice);
        atoms.first() == Some(&first)
            && atoms.len() < self.own().len()
            && atoms
                .iter()
                .all(|atom| self.covered.get(atom) == Some(&false))
    }

    fn mark(&mut self, set: Option<usize>, on: bool) {
        let set = set.and_then(|set| self.sets.get(set));
        for atom in set.map_or(&[][..], Vec::as_slice) {
            self.covered.insert(*atom, on);
        }
    }

    fn keep(&mut self) {
        let mut smaller: Vec<usize> = self.steps.iter().filter_map(|step| step.cover).collect();
        if self.rest == 0 || smaller.len() < 2 {
            return;
        }
        smaller.sort_unstable();
        let rest = self.covered.iter().filter(|(_, covered)| !**covered);
        self.found.push(Nested {
            larger: self.larger,
            smaller,
            atoms: rest.map(|(atom, _)| *atom).collect(),
            count: self.rest,
        });
    }
}

/// The primes of the rank test.
const PRIMES: [u64; 2] = [(1 << 61) - 1, (1 << 61) - 31];

fn derivable(atoms: usize, sets: &[Vec<usize>]) -> Vec<usize> {
    let mut found: Vec<usize> = PRIMES
        .iter()
        .flat_map(|prime| Field(*prime).units(sets))
        .collect();
    found.retain(|atom| *atom < atoms);
    found.sort_unstable();
    found.dedup();
    found
}

/// Whole numbers modulo a prime.
#[derive(Clone, Copy)]
struct Field(u64);

type Sparse = BTreeMap<usize, u64>;

impl Field {
    fn times(self, a: u64, b: u64) -> u64 {
        (u128::from(a) * u128::from(b) % u128::from(self.0)) as u64
    }

    /// a^(p−2), the reciprocal by Fermat.
    fn reciprocal(self, a: u64) -> u64 {
        let (mut power, mut result, mut exponent) = (a, 1, self.0 - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = self.times(result, power);
            }
            power = self.times(power, power);
            exponent >>= 1;
        }
        result
    }

    /// row − factor · other, without zeros.
    fn subtract(self, row: &mut Sparse, factor: u64, other: &Sparse) {
        for (column, value) in other {
            let old = row.get(column).copied().unwrap_or(0);
            let new = (old + self.0 - self.times(factor, *value)) % self.0;
            if new == 0 {
                row.remove(column);
            } else {
                row.insert(*column, new);
            }
        }
    }

    /// The columns whose unit vector lies in the row space: the rows of the reduced echelon form
    /// with a single entry.
    fn units(self, sets: &[Vec<usize>]) -> Vec<usize> {
        let mut order: Vec<&Vec<usize>> = sets.iter().collect();
        order.sort_by_key(|set| (set.len(), *set));
        let mut pivots: BTreeMap<usize, Sparse> = BTreeMap::new();
        for set in order {
            let mut row: Sparse = set.iter().map(|column| (*column, 1)).collect();
            let known: Vec<usize> = row
                .keys()
                .copied()
                .filter(|column| pivots.contains_key(column))
                .collect();
            for column in known {
                if let (Some(factor), Some(pivot)) =
                    (row.get(&column).copied(), pivots.get(&column))
                {
                    self.subtract(&mut row, factor, pivot);
                }
            }
            let Some((column, lead)) = row.first_key_value().map(|(column, lead)| (*column, *lead))
            else {
                continue;
            };
            let scale = self.reciprocal(lead);
            row.values_mut()
                .for_each(|value| *value = self.times(*value, scale));
            for other in pivots.values_mut() {
                if let Some(factor) = other.get(&column).copied() {
                    self.subtract(other, factor, &row);
                }
            }
            pivots.insert(column, row);
        }
        let single = pivots.into_iter().filter(|(_, row)| row.len() == 1);
        single.map(|(column, _)| column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_of_districts_inside_a_city_leaves_a_small_rest() {
        let told = differencing(
            &[20, 30, 2, 40],
            &[vec![0, 1, 2], vec![0], vec![1], vec![3]],
            3,
        );
        assert_eq!(told.nested, []);
        let union = Nested {
            larger: 0,
            smaller: vec![1, 2],
            atoms: vec![2],
            count: 2,
        };
        assert_eq!(told.unions, [union]);
        assert_eq!(told.derivable, [0, 1, 2, 3]);
        assert!(told.complete);
    }

    #[test]
    fn a_chain_of_overlaps_gives_an_atom_away_that_no_pair_does() {
        // a+b, b+c, c+a: each is half the sum of two less the third.
        let told = differencing(&[1, 10, 10], &[vec![0, 1], vec![1, 2], vec![0, 2]], 3);
        assert_eq!((told.nested.len(), told.unions.len()), (0, 0));
        assert_eq!(told.derivable_small, [0]);
    }

    #[test]
    fn an_atom_beyond_the_counts_and_an_atom_given_twice_change_nothing() {
        let told = differencing(&[5, 5], &[vec![0, 0, 9], vec![1, 0]], 3);
        assert_eq!(told.derivable, [0, 1]);
    }

    #[test]
    fn a_deep_hierarchy_is_looked_at_completely() {
        let towns: Vec<Vec<usize>> = (0..3000).map(|town| vec![town]).collect();
        let districts = (0..300).map(|at| (at * 10..at * 10 + 10).collect());
        let published: Vec<Vec<usize>> = districts
            .chain(towns)
            .chain([(0..3000).collect()])
            .collect();
        let told = differencing(&vec![1; 3000], &published, 3);
        assert!(told.complete);
        assert_eq!(told.derivable.len(), 3000);
    }

    #[test]
    fn publications_with_equal_members_do_not_differ() {
        assert_eq!(
            differencing(&[1, 5], &[vec![0, 1], vec![0, 1]], 3).nested,
            []
        );
    }
}
