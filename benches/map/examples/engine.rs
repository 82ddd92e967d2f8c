//! `cargo run --profile tool -p teilraum-bench-map --example engine -- SET [PICTURE.ppm]`: opens the
//! bundle in the folder SET, changes the indicator back and forth, and says what each step takes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use teilraum::atlas::Atlas;
use teilraum::state::Action;

/// How often each change is made.
const ROUNDS: usize = 21;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let folder = arguments
        .next()
        .ok_or("expected: SET [PICTURE.ppm]")?
        .join("bundle");
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(1000, 800, 1.0);
    let begun = Instant::now();
    let first = supply(&mut atlas, &folder, true)?;
    let ready = Instant::now();
    let said = atlas.answer();
    let answered = Instant::now();
    atlas.map_mut().paint()?;
    let painted = Instant::now();
    println!(
        "first map: files {:.0} ms, answer {:.1}, paint {:.1}, total {:.0}",
        ms(begun, ready),
        ms(ready, answered),
        ms(answered, painted),
        ms(begun, painted)
    );
    for (path, took) in first.iter().filter(|(_, took)| *took > 2.0) {
        println!("  {path}: {took:.1} ms");
    }
    println!(
        "  \"{}\" {} areas in memory: {} MB",
        said.heading.title,
        said.legend.title,
        memory()
    );
    if let Some(path) = arguments.next() {
        picture(&atlas, &path)?;
    }
    let begun = Instant::now();
    let more = supply(&mut atlas, &folder, false)?;
    println!(
        "then {} files: {:.0} ms, {} MB",
        more.len(),
        ms(begun, Instant::now()),
        memory()
    );
    for (path, took) in more.iter().filter(|(_, took)| *took > 2.0) {
        println!("  {path}: {took:.1} ms");
    }
    atlas.map_mut().paint()?;
    let menu = atlas.menu();
    let keys: Vec<String> = menu
        .themes
        .iter()
        .flat_map(|t| &t.indicators)
        .map(|c| c.key.clone())
        .collect();
    for key in &keys {
        atlas.dispatch(Action::Indicator { key: key.clone() });
        let begun = Instant::now();
        let files = supply(&mut atlas, &folder, false)?;
        println!(
            "{key}: {} files, decode and dispatch {:.1} ms",
            files.len(),
            ms(begun, Instant::now())
        );
    }
    let turns = |at: usize| Action::Indicator {
        key: keys[at % 2.min(keys.len())].clone(),
    };
    change(&mut atlas, "indicator", turns)?;
    let periods: Vec<String> = atlas
        .answer()
        .periods
        .iter()
        .map(|p| p.key.clone())
        .collect();
    let turns = |at: usize| Action::Period {
        key: periods.get(at % periods.len().max(1)).cloned(),
    };
    change(&mut atlas, "period", turns)?;
    change(&mut atlas, "highlight", |at| Action::Highlight {
        class: (at % 3) as u8,
    })?;
    println!("in the end {} MB", memory());
    Ok(())
}

/// Supplies what is missing; only until the first map if `first`.
fn supply(atlas: &mut Atlas, folder: &Path, first: bool) -> Outcome<Vec<(String, f64)>> {
    let mut took = Vec::new();
    loop {
        let missing = atlas.missing();
        if missing.is_empty() || (first && atlas.answer().complete) {
            return Ok(took);
        }
        for path in missing {
            let file = match path.strip_prefix("messages/") {
                Some(tag) => Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("../../www/messages")
                    .join(format!("{tag}.json")),
                None => folder.join(&path),
            };
            let bytes = std::fs::read(file)?;
            let begun = Instant::now();
            atlas.supply(&path, &bytes)?;
            took.push((path, ms(begun, Instant::now())));
        }
    }
}

fn change(atlas: &mut Atlas, what: &str, action: impl Fn(usize) -> Action) -> Outcome<()> {
    let mut took: [Vec<f64>; 4] = Default::default();
    for at in 0..ROUNDS {
        let begun = Instant::now();
        atlas.dispatch(action(at));
        while atlas.work() {}
        let changed = Instant::now();
        let said = atlas.answer();
        let answered = Instant::now();
        atlas.map_mut().paint()?;
        let painted = Instant::now();
        std::hint::black_box(said);
        let all = [
            (begun, changed),
            (changed, answered),
            (answered, painted),
            (begun, painted),
        ];
        for (list, (from, to)) in took.iter_mut().zip(all) {
            list.push(ms(from, to));
        }
    }
    let middle = took.map(|mut list| {
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    });
    let [dispatch, answer, paint, total] = middle;
    println!(
        "{what}: dispatch {dispatch:.2} ms, answer {answer:.2}, paint {paint:.2}, total {total:.2}"
    );
    Ok(())
}

fn ms(from: Instant, to: Instant) -> f64 {
    to.duration_since(from).as_secs_f64() * 1e3
}

/// Megabytes that the process holds.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn picture(atlas: &Atlas, path: &Path) -> Outcome<()> {
    if let Some((width, height, rgba)) = atlas.map().pixels() {
        let mut bytes = format!("P6 {width} {height} 255\n").into_bytes();
        bytes.extend(
            rgba.chunks_exact(4)
                .flat_map(|pixel| pixel.iter().take(3).copied()),
        );
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
