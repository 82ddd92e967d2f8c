//! The inputs: the Gemeinden of the demo with their real borders, two real columns and ten seeded
//! mixtures of these, so that there are twelve.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use teilraum::format;
use teilraum::model::{Catalogue, CategoryIx, IndicatorIx, LevelIx, PeriodIx, Scaled, ValueState};
use teilraum::stats::Random;
use teilraum::table::Table;

const LEVEL: &str = "gemeinde";
const REAL: [&str; 2] = ["settlement-share", "census-population"];
const COLUMNS: usize = 12;
const SEED: u64 = 20_260_101;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads the bundle and writes `columns.csv` and `neighbours.csv` into `inputs`.
pub fn prepare(bundle: &Path, inputs: &Path) -> Result<()> {
    let read = |path: &str| fs::read(bundle.join(path));
    let manifest = format::manifest("manifest.json", &read("manifest.json")?)?;
    let catalogue = format::catalogue(&manifest.generation, &read(&manifest.generation)?)?;
    let level = catalogue.levels.iter().position(|level| level.key == LEVEL);
    let level = LevelIx(level.ok_or("the bundle has no level of Gemeinden")? as u8);
    let real = REAL
        .iter()
        .map(|key| column(&catalogue, level, key, &read))
        .collect::<Result<Vec<_>>>()?;
    let lists = neighbours(&catalogue, level, &read)?;
    let kept: Vec<usize> = (0..lists.len())
        .filter(|&area| {
            real.iter()
                .all(|column| column.get(area).is_some_and(Option::is_some))
        })
        .collect();
    let neighbours = renumbered(&lists, &kept);
    let value = |column: &Vec<Option<f64>>| kept.iter().filter_map(|&area| column[area]).collect();
    let columns = mixtures(real.iter().map(value).collect(), &neighbours);
    fs::create_dir_all(inputs)?;
    write(inputs, &columns, &neighbours)?;
    let islands = neighbours.iter().filter(|list| list.is_empty()).count();
    let links: usize = neighbours.iter().map(Vec::len).sum();
    println!(
        "  {} areas, {links} neighbours, {islands} islands",
        kept.len()
    );
    Ok(())
}

/// The latest values of an indicator on the level.
fn column(
    catalogue: &Catalogue,
    level: LevelIx,
    key: &str,
    read: &dyn Fn(&str) -> std::io::Result<Vec<u8>>,
) -> Result<Vec<Option<f64>>> {
    let at = catalogue.indicators.iter().position(|one| one.key == key);
    let at = at.ok_or_else(|| format!("the bundle has no indicator \"{key}\""))?;
    let indicator = &catalogue.indicators[at];
    let mut table = Table::of(catalogue);
    for listed in indicator
        .blocks
        .iter()
        .filter(|listed| listed.level == level)
    {
        let path = &listed.file.path;
        table.insert(format::block(path, &read(path)?, catalogue)?);
    }
    let periods = (0..indicator.periods.len() as u16).rev().map(PeriodIx);
    let slice = |period| table.slice(IndicatorIx(at as u32), level, CategoryIx(0), period);
    let latest = periods.filter_map(slice).next();
    let latest = latest.ok_or_else(|| format!("\"{key}\" has no values on the level"))?;
    let decimals = latest.decimals;
    let numbers = latest.states.iter().zip(&latest.values);
    let number = |(state, &units): (&ValueState, &i64)| {
        state
            .is_number()
            .then(|| Scaled { units, decimals }.to_f64())
    };
    Ok(numbers.map(number).collect())
}

fn neighbours(
    catalogue: &Catalogue,
    level: LevelIx,
    read: &dyn Fn(&str) -> std::io::Result<Vec<u8>>,
) -> Result<Vec<Vec<u32>>> {
    let serving = catalogue
        .geometry
        .iter()
        .find(|one| one.serves.contains(&level));
    let mut lists = Vec::new();
    for run in &serving.ok_or("no outlines serve the level")?.neighbours {
        let all = format::neighbours(&run.path, &read(&run.path)?, catalogue)?;
        let own = all.into_iter().filter(|one| one.level == level);
        for one in own {
            let within = |area: u32| area - one.first_area;
            lists.extend(
                one.lists
                    .iter()
                    .map(|list| list.iter().map(|&a| within(a)).collect()),
            );
        }
    }
    Ok(lists)
}

/// Keeps some areas and the borders between them.
fn renumbered(lists: &[Vec<u32>], kept: &[usize]) -> Vec<Vec<u32>> {
    let mut new = vec![None; lists.len()];
    (0..)
        .zip(kept)
        .for_each(|(position, &area)| new[area] = Some(position));
    let list = |&area: &usize| {
        lists[area]
            .iter()
            .filter_map(|&other| new[other as usize])
            .collect()
    };
    kept.iter().map(list).collect()
}

/// Fills up to twelve columns: the two real ones in changing shares, plus seeded noise that is
/// smoothed over neighbours.
fn mixtures(mut columns: Vec<Vec<f64>>, neighbours: &[Vec<u32>]) -> Vec<Vec<f64>> {
    let standard: Vec<Vec<f64>> = columns.iter().map(|column| standardised(column)).collect();
    let mut random = Random::new(SEED);
    for share in (1..=COLUMNS - columns.len()).map(|step| step as f64 / COLUMNS as f64) {
        let noise: Vec<f64> = neighbours.iter().map(|_| random.unit() - 0.5).collect();
        let smooth = |list: &Vec<u32>| {
            let sum: f64 = list.iter().map(|&other| noise[other as usize]).sum();
            sum / list.len().max(1) as f64
        };
        let mixed = neighbours.iter().enumerate().map(|(area, list)| {
            share * standard[0][area]
                + (1.0 - share) * standard[1][area]
                + 2.0 * smooth(list)
                + noise[area]
        });
        columns.push(mixed.collect());
    }
    columns
}

fn standardised(column: &[f64]) -> Vec<f64> {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    let spread = (column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt();
    column.iter().map(|x| (x - mean) / spread).collect()
}

fn write(folder: &Path, columns: &[Vec<f64>], neighbours: &[Vec<u32>]) -> Result<()> {
    let (mut rows, mut lists) = (String::new(), String::new());
    for (area, list) in neighbours.iter().enumerate() {
        let row: Vec<String> = columns
            .iter()
            .map(|column| column[area].to_string())
            .collect();
        writeln!(rows, "{}", row.join(","))?;
        let list: Vec<String> = list.iter().map(u32::to_string).collect();
        writeln!(lists, "{}", list.join(" "))?;
    }
    fs::write(folder.join("columns.csv"), rows)?;
    fs::write(folder.join("neighbours.csv"), lists)?;
    Ok(())
}
