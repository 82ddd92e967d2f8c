//! Counts of areas held against the total that the source publishes beside them.
//!
//! Small differences come from rounding, and are a note. Children that add up to nothing, or to a
//! tenth more or less than the total, come from a column or rows that were not read: a warning.

use teilraum::model::{AreaIx, LevelIx, MeasureKind};

use super::sum::{Families, level_key, place};
use crate::config::{Config, IndicatorConfig};
use crate::report::{Report, found};
use crate::series::{Series, Spot};

/// Differences that are named.
const NAMED: usize = 20;

/// A total that is not the sum.
struct Difference {
    text: String,
    size: u64,
    grave: bool,
}

/// Tells where counts of the children do not add up to the total that the source publishes.
pub fn compare(config: &Config, entry: &IndicatorConfig, series: &Series, report: &mut Report) {
    if entry.indicator.kind != MeasureKind::Count {
        return;
    }
    for (at, level) in config.levels.iter().enumerate() {
        let child = LevelIx(at as u8);
        let Some(parent) = level.parent else { continue };
        if !series.cells.keys().any(|spot| spot.level == child) {
            continue;
        }
        let all = differences(config, child, parent, series);
        let (grave, slight): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.grave);
        let expected = || format!("sums equal to level `{}`", level_key(config, parent));
        if !grave.is_empty() {
            let seen = format!("{}, far apart", in_words(&grave, &level.key));
            let done = "both kept as published; look whether all rows of the level are read";
            let wording = found(expected(), seen).done(done);
            report.warning("sums-differ", place(entry), wording);
        }
        if !slight.is_empty() {
            let wording = found(expected(), in_words(&slight, &level.key));
            let wording = wording.done("both kept as published");
            report.note("sums-differ", place(entry), wording);
        }
    }
}

fn in_words(differences: &[Difference], level: &str) -> String {
    let shown = differences.iter().take(NAMED);
    let shown: Vec<&str> = shown.map(|one| one.text.as_str()).collect();
    let largest = differences.iter().map(|one| one.size).max().unwrap_or(0);
    let more = if differences.len() > NAMED {
        "; …"
    } else {
        ""
    };
    format!(
        "{} sums of level `{level}` that differ, by at most {largest}: {}{more}",
        differences.len(),
        shown.join("; "),
    )
}

/// The differing sums in words, with the size of the difference.
fn differences(
    config: &Config,
    child: LevelIx,
    parent: LevelIx,
    series: &Series,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let families = Families::of(config, child);
    for (spot, total) in series.cells.of_level(parent) {
        let children = families.counted(config, child, *spot, series);
        let value = |area: &AreaIx| {
            let cell = series.cells.get(&Spot {
                level: child,
                area: *area,
                ..*spot
            });
            cell.filter(|cell| cell.state.is_number())
                .map(|cell| cell.units)
        };
        let sum: Option<i64> = children.iter().map(value).sum();
        let Some(sum) = sum.filter(|_| total.state.is_number() && !children.is_empty()) else {
            continue;
        };
        if sum == total.units {
            continue;
        }
        let area = config.areas.get(spot.area);
        let area = area.map_or("", |area| area.key.as_str());
        let period = series.period(spot.period);
        let period = period.map_or("", |period| period.key.as_str());
        let size = sum.abs_diff(total.units);
        differences.push(Difference {
            text: format!("{area} {period}: {sum} instead of {}", total.units),
            size,
            grave: is_grave(sum, total.units),
        });
    }
    differences
}

/// Whether a sum is not merely rounded otherwise than the total.
fn is_grave(sum: i64, total: i64) -> bool {
    sum == 0 || sum.abs_diff(total).saturating_mul(10) > total.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::is_grave;

    #[test]
    fn nothing_under_a_total_and_more_than_a_tenth_are_grave() {
        for (sum, total, grave) in [
            (0, 1_062_779, true),
            (0, 3, true),
            (5, 0, true),
            (110, 100, false),
            (111, 100, true),
            (89, 100, true),
            (90, 100, false),
            (-111, -100, true),
            (i64::MIN, i64::MAX, true),
        ] {
            assert_eq!(is_grave(sum, total), grave, "{sum} of {total}");
        }
    }
}
