//! Who lives in the blocks: people by age, children who live on basic security, aids to families,
//! pupils.

use std::collections::BTreeMap;

use crate::random::Random;
use crate::town::{Block, Town};

/// First year of every table.
pub const FIRST: u32 = 2019;
/// Age groups, as columns of the workbook.
pub const AGES: [&str; 4] = ["unter 6", "6 bis 17", "18 bis 64", "65 und älter"];
/// Kinds of aid, as they stand in the table.
pub const AIDS: [&str; 3] = ["ambulant", "teilstationär", "stationär"];

/// The figures of one block in one year.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    /// People by age group.
    pub ages: [u32; 4],
    /// Children under 18 in households on basic security.
    pub poor_children: u32,
    /// Aids to families by kind.
    pub aids: [u32; 3],
    /// Pupils at primary schools, and those with special needs among them.
    pub pupils: [u32; 2],
}

impl Figures {
    /// Children under 18.
    pub fn children(&self) -> u32 {
        self.ages[0] + self.ages[1]
    }

    fn add(&mut self, other: &Self) {
        let add = |sum: &mut u32, part: &u32| *sum += part;
        self.ages
            .iter_mut()
            .zip(&other.ages)
            .for_each(|(a, b)| add(a, b));
        self.aids
            .iter_mut()
            .zip(&other.aids)
            .for_each(|(a, b)| add(a, b));
        self.pupils
            .iter_mut()
            .zip(&other.pupils)
            .for_each(|(a, b)| add(a, b));
        self.poor_children += other.poor_children;
    }
}

/// All figures of one release.
pub struct People {
    /// Years of the release.
    pub years: Vec<u32>,
    by_block: BTreeMap<(u32, String), Figures>,
}

impl People {
    /// Lets people live in the blocks; a later release corrects a few figures of the last year of
    /// the one before.
    pub fn settle(town: &Town, release: u32, last: u32) -> Self {
        let years: Vec<u32> = (FIRST..=last).collect();
        let mut by_block = BTreeMap::new();
        for (number, block) in town.blocks.iter().enumerate() {
            let mut figures = begin(block, number);
            for year in FIRST..=last {
                figures = next_year(&figures, block, year);
                let mut shown = figures;
                if release > 1 && year == last - 1 && number % 17 == 0 {
                    shown.poor_children = shown.poor_children.saturating_sub(1);
                }
                by_block.insert((year, block.key.clone()), shown);
            }
        }
        Self { years, by_block }
    }

    /// The figures of a year, summed over the blocks with equal `key`.
    pub fn by(
        &self,
        town: &Town,
        year: u32,
        key: impl Fn(&Block) -> String,
    ) -> BTreeMap<String, Figures> {
        let mut sums: BTreeMap<String, Figures> = BTreeMap::new();
        for block in &town.blocks {
            if let Some(figures) = self.by_block.get(&(year, block.key.clone())) {
                sums.entry(key(block)).or_default().add(figures);
            }
        }
        sums
    }
}

/// From the centre (0) to the edge of the town (1) and from west (−1) to east (1).
fn place(block: &Block) -> (f64, f64) {
    let u = (block.middle[0] - 504_000.0) / 4_000.0;
    let v = (block.middle[1] - 5_703_200.0) / 3_200.0;
    ((u * u + v * v).sqrt().min(1.0), u)
}

/// Blocks that are works, parks or fields have next to nobody.
fn nearly_empty(number: usize) -> bool {
    number % 7 == 3
}

fn begin(block: &Block, number: usize) -> Figures {
    let mut random = Random::new(FIRST.into(), &block.key);
    let (edge, _) = place(block);
    let people = if nearly_empty(number) {
        random.between(0.0, 14.0)
    } else {
        random.between(180.0, 620.0) * (1.25 - edge)
    };
    let young = random.between(0.7, 1.3);
    let shares = [0.055 * young, 0.105 * young, 0.62, 0.22];
    Figures {
        ages: shares.map(|share| random.of(people as u32 * 2, share / 2.0)),
        ..Figures::default()
    }
}

fn next_year(before: &Figures, block: &Block, year: u32) -> Figures {
    let mut random = Random::new(year.into(), &block.key);
    let (edge, east) = place(block);
    let ages = before.ages.map(|people| {
        let moved = random.between(-0.04, 0.045) * f64::from(people);
        (f64::from(people) + moved).round() as u32
    });
    let children = ages[0] + ages[1];
    let poverty = (0.16 + 0.13 * east - 0.06 * edge + 0.004 * f64::from(year - FIRST)).max(0.01);
    Figures {
        ages,
        poor_children: random.of(children, poverty),
        aids: [0.018, 0.004, 0.007].map(|share| random.of(children, share * (0.6 + 2.0 * poverty))),
        pupils: {
            let pupils = random.of(ages[1], 0.36);
            [pupils, random.of(pupils, 0.04 + 0.1 * poverty)]
        },
    }
}
