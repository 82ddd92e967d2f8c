//! From raw numbers to figures: medians, percentiles, frames that were missed, ratios.

use super::OURS;
use super::raw::{Measurement, Report, Set};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Time between two pictures of a screen that shows 60 a second.
const SLOT_MS: f64 = 1000.0 / 60.0;
/// A frame that took longer missed at least one picture.
const LATE_MS: f64 = 25.0;
/// The least that an interaction to next paint counts.
const LEAST_CHANGE_MS: f64 = 16.0;

/// All products with one set at one density.
pub struct Contest {
    /// The set's name.
    pub set: String,
    /// How many areas it has.
    pub areas: f64,
    /// How many vertices its rings have.
    pub vertices: f64,
    /// Pixels per CSS pixel.
    pub density: u32,
    /// In the order in which they were measured.
    pub figures: Vec<Figures>,
}

/// What one product needs, over all runs.
#[derive(Debug, Default, PartialEq)]
pub struct Figures {
    /// Teilraum or a rival.
    pub product: String,
    /// Why it has no more figures.
    pub failure: Option<String>,
    /// Median of the runs.
    pub first_map_ms: Option<f64>,
    /// Whether the whole map was on the screen by then, in every run.
    pub first_map_whole: bool,
    /// Median of the runs.
    pub code_bytes: Option<f64>,
    /// Median of the runs.
    pub data_bytes: Option<f64>,
    /// Median of the runs.
    pub memory_bytes: Option<f64>,
    /// Median of the runs.
    pub gpu_bytes: Option<f64>,
    /// Median of all changes of all runs.
    pub change_ms: Option<f64>,
    /// 95th percentile of the same.
    pub change_p95_ms: Option<f64>,
    /// Median of all frames of all runs.
    pub frame_ms: Option<f64>,
    /// 95th percentile of the same.
    pub frame_p95_ms: Option<f64>,
    /// Share of the screen's pictures that were missed.
    pub dropped: Option<f64>,
    /// Median of what the engine took for a frame.
    pub engine_frame_ms: Option<f64>,
    /// 95th percentile of the same.
    pub engine_frame_p95_ms: Option<f64>,
    /// What the engine took for changes of colours, by what was changed: median and 95th percentile.
    pub engine_changes_ms: BTreeMap<String, [f64; 2]>,
}

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> Option<f64> {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    let high = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(high);
    }
    Some((high + sorted.get(middle - 1)?) / 2.0)
}

/// The smallest value that at least `share` of the values do not exceed (nearest rank).
pub fn percentile(values: &[f64], share: f64) -> Option<f64> {
    let sorted = sorted(values);
    let rank = (share * sorted.len() as f64).ceil().max(1.0);
    sorted.get(rank as usize - 1).copied()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Share of the screen's pictures for which there was no new frame.
pub fn dropped(frames_ms: &[f64]) -> Option<f64> {
    let slots = |frame: &f64| match *frame > LATE_MS {
        true => (frame / SLOT_MS).round().max(1.0),
        false => 1.0,
    };
    let pictures: f64 = frames_ms.iter().map(slots).sum();
    (pictures > 0.0).then(|| (pictures - frames_ms.len() as f64) / pictures)
}

/// How many times as long the rival takes; the own time counts for no less than `least`.
pub fn ratio(rival: Option<f64>, own: Option<f64>, least: f64) -> Option<f64> {
    let own = own?.max(least);
    rival
        .map(|rival| rival / own)
        .filter(|ratio| ratio.is_finite())
}

/// Median and 95th percentile of each kind of change, over all runs.
fn engine_changes(runs: &[&Measurement]) -> BTreeMap<String, [f64; 2]> {
    let mut all: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (what, values) in runs.iter().flat_map(|run| &run.engine_changes_ms) {
        all.entry(what).or_default().extend(values);
    }
    let both = |values: &[f64]| Some([median(values)?, percentile(values, 0.95)?]);
    all.into_iter()
        .filter_map(|(what, values)| Some((what.to_owned(), both(&values)?)))
        .collect()
}

impl Figures {
    /// Of all runs of one product.
    fn of(product: &str, runs: &[&Measurement]) -> Self {
        let middle = |of: fn(&Measurement) -> Option<f64>| {
            median(&runs.iter().filter_map(|run| of(run)).collect::<Vec<_>>())
        };
        let all = |of: fn(&Measurement) -> &[f64]| -> Vec<f64> {
            runs.iter().flat_map(|run| of(run)).copied().collect()
        };
        let changes = all(|run| &run.changes_ms);
        let frames = all(|run| &run.frames_ms);
        let engine = all(|run| &run.engine_frames_ms);
        Self {
            product: product.to_owned(),
            failure: runs.iter().find_map(|run| run.failure.clone()),
            first_map_ms: middle(|run| run.first_map_ms),
            first_map_whole: runs.iter().all(|run| run.first_map_whole),
            code_bytes: middle(|run| run.code_bytes),
            data_bytes: middle(|run| run.data_bytes),
            memory_bytes: middle(|run| run.memory_bytes),
            gpu_bytes: middle(|run| run.gpu_bytes),
            change_ms: median(&changes),
            change_p95_ms: percentile(&changes, 0.95),
            frame_ms: median(&frames),
            frame_p95_ms: percentile(&frames, 0.95),
            dropped: dropped(&frames),
            engine_frame_ms: median(&engine),
            engine_frame_p95_ms: percentile(&engine, 0.95),
            engine_changes_ms: engine_changes(runs),
        }
    }

    /// What comes over the wire until the first map.
    pub fn bytes(&self) -> Option<f64> {
        Some(self.code_bytes? + self.data_bytes?)
    }

    /// How many times as much as `own` it needs.
    pub fn ratios(&self, own: &Self) -> Ratios {
        Ratios {
            first_map: ratio(self.first_map_ms, own.first_map_ms, 0.0),
            bytes: ratio(self.bytes(), own.bytes(), 0.0),
            data: ratio(self.data_bytes, own.data_bytes, 0.0),
            memory: ratio(self.memory_bytes, own.memory_bytes, 0.0),
            change: ratio(self.change_ms, own.change_ms, LEAST_CHANGE_MS),
            frame: ratio(self.frame_ms, own.frame_ms, 0.0),
        }
    }
}

/// A rival's figures as multiples of Teilraum's.
#[derive(Debug, Default)]
pub struct Ratios {
    /// Of the time until the first map.
    pub first_map: Option<f64>,
    /// Of all bytes on the wire.
    pub bytes: Option<f64>,
    /// Of the bytes of outlines and values.
    pub data: Option<f64>,
    /// Of the renderer's memory.
    pub memory: Option<f64>,
    /// Of the median change, the own counted as no less than 16 ms.
    pub change: Option<f64>,
    /// Of the median frame.
    pub frame: Option<f64>,
}

impl Contest {
    /// Teilraum's figures.
    pub fn own(&self) -> Option<&Figures> {
        self.figures.iter().find(|figures| figures.product == OURS)
    }

    /// Everything, with ratios beside the figures they come from.
    pub fn to_json(&self) -> Value {
        let own = self.own();
        let products = self.figures.iter().map(|one| {
            let ratios = own.map(|own| one.ratios(own)).unwrap_or_default();
            json!({
                "product": one.product, "failure": one.failure,
                "first_map_ms": one.first_map_ms, "first_map_whole": one.first_map_whole,
                "code_bytes": one.code_bytes, "data_bytes": one.data_bytes,
                "memory_bytes": one.memory_bytes, "gpu_bytes": one.gpu_bytes,
                "change_ms": one.change_ms, "change_p95_ms": one.change_p95_ms,
                "frame_ms": one.frame_ms, "frame_p95_ms": one.frame_p95_ms,
                "dropped": one.dropped,
                "engine_frame_ms": one.engine_frame_ms,
                "engine_frame_p95_ms": one.engine_frame_p95_ms,
                "engine_changes_ms": one.engine_changes_ms,
                "times": {
                    "first_map": ratios.first_map, "bytes": ratios.bytes, "data": ratios.data,
                    "memory": ratios.memory, "change": ratios.change, "frame": ratios.frame,
                },
            })
        });
        json!({
            "set": self.set, "areas": self.areas, "vertices": self.vertices,
            "density": self.density, "products": products.collect::<Vec<_>>(),
        })
    }
}

/// Everything measured, by set and density.
pub fn contests(report: &Report) -> Vec<Contest> {
    report.sets.iter().flat_map(of_set).collect()
}

fn of_set(set: &Set) -> Vec<Contest> {
    let mut densities: Vec<u32> = set.measurements.iter().map(|one| one.density).collect();
    densities.sort_unstable();
    densities.dedup();
    let contest = |density| {
        let there: Vec<&Measurement> = set
            .measurements
            .iter()
            .filter(|one| one.density == density)
            .collect();
        let mut products: Vec<&str> = Vec::new();
        for one in &there {
            if !products.contains(&one.product.as_str()) {
                products.push(&one.product);
            }
        }
        let figures = products.into_iter().map(|product| {
            let runs: Vec<&Measurement> = there
                .iter()
                .copied()
                .filter(|one| one.product == product)
                .collect();
            Figures::of(product, &runs)
        });
        Contest {
            set: set.name.clone(),
            areas: set.areas,
            vertices: set.vertices,
            density,
            figures: figures.collect(),
        }
    };
    densities.into_iter().map(contest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median(&[4.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 10.0]), Some(3.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 0.95), Some(19.0));
        assert_eq!(percentile(&values, 0.96), Some(20.0));
        assert_eq!(percentile(&values, 0.0), Some(1.0));
        assert_eq!(percentile(&[], 0.95), None);
    }

    #[test]
    fn a_late_frame_misses_the_pictures_it_was_late_for() {
        assert_eq!(dropped(&[16.7, 16.6, 24.9]), Some(0.0));
        // 50 ms are three pictures, of which two were missed.
        assert_eq!(dropped(&[16.7, 50.0]), Some(0.5));
        assert_eq!(dropped(&[]), None);
    }

    #[test]
    fn a_change_that_is_too_quick_to_be_told_counts_as_16_ms() {
        assert_eq!(ratio(Some(160.0), Some(8.0), LEAST_CHANGE_MS), Some(10.0));
        assert_eq!(ratio(Some(160.0), Some(32.0), LEAST_CHANGE_MS), Some(5.0));
        assert_eq!(ratio(Some(160.0), None, LEAST_CHANGE_MS), None);
        assert_eq!(ratio(Some(1.0), Some(0.0), 0.0), None);
    }

    fn run(product: &str, density: u32, first: f64, changes_ms: &[f64]) -> Measurement {
        Measurement {
            product: product.to_owned(),
            density,
            first_map_ms: Some(first),
            first_map_whole: true,
            changes_ms: changes_ms.to_vec(),
            ..Measurement::default()
        }
    }

    #[test]
    fn what_the_engine_took_comes_together_by_what_was_changed() {
        let told = |filter: &[f64]| Measurement {
            engine_changes_ms: BTreeMap::from([
                ("classes".to_owned(), vec![]),
                ("filter".to_owned(), filter.to_vec()),
            ]),
            ..run(OURS, 1, 100.0, &[])
        };
        let all = engine_changes(&[&told(&[1.0, 2.0]), &told(&[9.0])]);
        assert_eq!(all, BTreeMap::from([("filter".to_owned(), [2.0, 9.0])]));
    }

    #[test]
    fn runs_of_a_product_come_together_and_densities_stay_apart() {
        let mut late = run("d3", 1, 900.0, &[]);
        late.failure = Some("change: more than 120 s".to_owned());
        let set = Set {
            name: "tess-400".to_owned(),
            areas: 400.0,
            vertices: 4000.0,
            measurements: vec![
                run(OURS, 1, 300.0, &[16.0, 16.0]),
                run(OURS, 1, 100.0, &[16.0, 80.0]),
                run(OURS, 1, 200.0, &[]),
                late,
                run(OURS, 2, 700.0, &[]),
            ],
        };
        let [one, two] = &of_set(&set)[..] else {
            panic!("two densities")
        };
        let own = one.own().unwrap();
        assert_eq!((own.first_map_ms, own.change_ms), (Some(200.0), Some(16.0)));
        assert_eq!(own.change_p95_ms, Some(80.0));
        assert_eq!(two.own().unwrap().first_map_ms, Some(700.0));
        let rival = &one.figures[1];
        assert_eq!(rival.ratios(own).first_map, Some(4.5));
        assert_eq!(rival.ratios(own).change, None);
        assert!(rival.failure.is_some() && own.failure.is_none());
    }
}
