//! Statistics, breaks, classes and colours of seeded values.

use teilraum::classify::{self, Breaks, Middle, classify};
use teilraum::color::{Deficiency, Oklab, Rgb, Scheme, colors};
use teilraum::model::ClassMethod;
use teilraum::stats::{Histogram, Sorted, Summary, quantile, rank_among, sort_units};

use super::digest::Digest;

/// A generator of reproducible numbers: Marsaglia's xorshift, 64 bits.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A whole number from `-reach` to `reach`.
    pub fn within(&mut self, reach: i64) -> i64 {
        (self.next() % (2 * reach as u64 + 1)) as i64 - reach
    }

    /// A number from 0 to 1 with 53 random bits.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Published values of several shapes: even, skewed, with many ties, with both signs, few, one.
fn data() -> Vec<Vec<i64>> {
    let mut random = Random(0x7465_696c_7261_756d);
    let skewed = |random: &mut Random| {
        let share = random.share();
        (share * share * share * 2_000_000.0) as i64
    };
    vec![
        (0..400).map(|_| random.within(50_000) + 60_000).collect(),
        (0..400).map(|_| skewed(&mut random)).collect(),
        (0..300).map(|_| random.within(4)).collect(),
        (0..200).map(|_| random.within(900)).collect(),
        (0..7).map(|_| random.within(100)).collect(),
        vec![42],
    ]
}

fn statistics() -> u64 {
    let mut digest = Digest::new();
    for units in data() {
        let sorted = Sorted::of_units(&units).expect("numbers");
        let summary = Summary::of(&sorted);
        digest.floats(&[
            summary.mean,
            summary.median,
            summary.sum_of_squares,
            summary.sd_0(),
        ]);
        digest.debug(&summary.sd_1());
        for part in 0..=20 {
            digest.float(quantile(&sorted, part, 20));
        }
        let thirds: Vec<f64> = units.iter().map(|unit| *unit as f64 / 3.0).collect();
        digest.debug(&Summary::of(&Sorted::new(&thirds).expect("numbers")));
        let mut ascending = units.clone();
        sort_units(&mut ascending);
        let ranks = units.iter().map(|unit| rank_among(*unit, &ascending));
        digest.debug(&ranks.collect::<Vec<u32>>());
        digest.debug(&Histogram::of(&ascending, 40));
    }
    digest.finish()
}

fn raw_breaks() -> u64 {
    let mut digest = Digest::new();
    for units in data() {
        let values: Vec<f64> = units.iter().map(|unit| *unit as f64 / 7.0).collect();
        let sorted = Sorted::new(&values).expect("numbers");
        for k in 1..=7 {
            digest.debug(&classify::quantile(&sorted, k));
            digest.debug(&classify::equal_interval(&sorted, k));
            digest.debug(&classify::fisher_jenks(&sorted, k));
            digest.debug(&classify::maximum_breaks(&sorted, k));
            digest.debug(&classify::std_mean(&sorted, &classify::std_multiples(k)));
        }
        digest.debug(&classify::head_tail(&sorted, 0.4));
        digest.debug(&classify::user_defined(&sorted, &[-10.0, 0.5, 1e6]));
        digest.debug(&classify::pooled(&[&values, &values[..1]], |all| {
            classify::quantile(all, 4)
        }));
    }
    digest.finish()
}

fn breaks(method: ClassMethod) -> u64 {
    let mut digest = Digest::new();
    for units in data() {
        for midpoint in [None, Some(0)] {
            for k in 1..=7 {
                let breaks = classify(&units, method, k, midpoint, &[-500, 0, 7_000]);
                digest.debug(&breaks);
                if let Ok(breaks) = breaks {
                    for unit in &units {
                        digest.whole(breaks.class_of(*unit) as i64);
                    }
                    digest.debug(&middle(&breaks));
                }
            }
        }
    }
    digest.finish()
}

fn middle(breaks: &Breaks) -> (Middle, Vec<u32>) {
    (breaks.middle(0), breaks.counts(&[-1, 0, 1]))
}

fn fills() -> u64 {
    let mut digest = Digest::new();
    for scheme in Scheme::ALL {
        for k in 1..=9 {
            let middles = [None, Some(Middle::Break(k / 2)), Some(Middle::Class(k / 2))];
            for middle in middles {
                for fill in colors(scheme, k, middle) {
                    digest.text(&fill.to_string());
                }
            }
        }
    }
    digest.finish()
}

fn oklab() -> u64 {
    let mut digest = Digest::new();
    let mut random = Random(3);
    let mut last = Rgb([0; 3]);
    for _ in 0..200 {
        let [l, chroma, hue] = [random.share(), random.share() * 0.3, random.share() * 360.0];
        let color = Oklab::from_lch(l, chroma, hue);
        let mixed = color.mix(Oklab::from_lch(0.5, 0.1, 40.0), random.share());
        digest.debug(&(color, mixed, color.distance(mixed)));
        digest.floats(&mixed.linear());
        let rgb = Rgb::from_linear(mixed.linear());
        digest.bytes(&rgb.0);
        digest.floats(&rgb.linear());
        digest.floats(&[rgb.luminance(), rgb.contrast(last)]);
        for deficiency in Deficiency::ALL {
            digest.bytes(&deficiency.simulate(rgb).0);
        }
        last = rgb;
    }
    digest.finish()
}

pub fn sections() -> Vec<(String, u64)> {
    let mut sections = vec![
        ("statistics".to_owned(), statistics()),
        ("raw breaks".to_owned(), raw_breaks()),
    ];
    for method in ClassMethod::ALL {
        sections.push((format!("breaks {}", method.key()), breaks(method)));
    }
    sections.push(("fills of all schemes".to_owned(), fills()));
    sections.push(("colour spaces".to_owned(), oklab()));
    sections
}
