//! `cargo run --profile tool -p teilraum-bench-map --example filter`: how long the engine takes to find
//! the areas that meet five conditions, of 11,000 made-up areas with five indicators over 20 years.

use std::time::Instant;

use teilraum::atlas::Atlas;
use teilraum::model::{Block, Indicator, Part, PartValues, Uncertainty};
use teilraum::state::{Action, FilterEdit};
use teilraum_bench_map::content;
use teilraum_bench_map::land::Land;
use teilraum_bench_map::plan::Plan;
use teilraum_bench_map::values::{self, Measure};
use teilraum_publish::bundle::{self, Files};
use teilraum_publish::content::Content;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const AREAS: u32 = 11_000;
const YEARS: u16 = 20;
const ROUNDS: usize = 61;

const KEYS: [&str; 5] = ["v", "w", "x", "y", "z"];

/// A bound, a change since the first year, one in percent since the earliest comparable, a comparison
/// with the area above that is more than chance, and a value of the area above.
const FILTER: &str = "w=value~v~latest~20.0~80.0&w=change~w~latest~2021~-5.0~\
                      &w=change~x~latest~~-40.0~60.0~percent&w=above~y~latest~land~certain\
                      &wg=value~z~latest~30.0~~of:land";

fn main() -> Outcome<()> {
    let plan = Plan::of(AREAS);
    let mut content = content::set(&plan)?.content;
    fill(&mut content, &plan);
    let bundle = bundle::assemble_map(&content)?;
    let mut atlas = Atlas::new("de");
    atlas.map_mut().resize(1000, 800, 1.0);
    let view = "v=1&i=v&l=cell&p=latest";
    let open = |filter: &str| Action::Open {
        link: format!("{view}&{filter}"),
    };
    for filter in ["", FILTER] {
        atlas.dispatch(open(filter));
        feed(&mut atlas, &bundle.files)?;
    }
    println!(
        "{}",
        atlas
            .answer()
            .kinds
            .filter
            .map_or_else(String::new, |it| it.count)
    );
    atlas.map_mut().paint()?;
    let bare = median(|_| {
        atlas.dispatch(open("t=map"));
        timed(&mut atlas, open("t=map")).0
    });
    let anew = median(|_| {
        atlas.dispatch(open(""));
        timed(&mut atlas, open(FILTER)).0
    });
    let moved = median(|at| {
        let low = 20.0 + at as f64 / 10.0;
        let edit = FilterEdit {
            at: Some(0),
            span: Some([Some(low), Some(80.0)]),
            ..FilterEdit::default()
        };
        timed(&mut atlas, Action::Filter { edit }).0
    });
    let answered = median(|_| took(|| atlas.answer()).0);
    let offered = median(|_| took(|| atlas.filter_panel()).0);
    println!(
        "filter of five conditions, {AREAS} areas × {YEARS} periods, medians of {ROUNDS}:\n  \
         all worked out anew  {anew:.2} ms (the same link without a filter: {bare:.2})\n  \
         one bound moved      {moved:.2} ms\n  \
         answer in words      {answered:.2} ms\n  \
         panel with bars      {offered:.2} ms"
    );
    Ok(())
}

/// Puts five indicators over twenty years in the place of those of the set.
fn fill(content: &mut Content, plan: &Plan) {
    let land = Land::of(plan);
    let like = content.indicators.first().cloned();
    content.indicators.clear();
    content.blocks.clear();
    for (at, key) in KEYS.into_iter().enumerate() {
        let measure = Measure {
            key,
            periods: YEARS,
            decimals: 1,
            range: [20, 980],
            skewed: at % 2 == 1,
        };
        let mut blocks =
            values::blocks(&land, plan.seed + at as u64, &content.levels, at, &measure);
        blocks.iter_mut().for_each(put_limits);
        content.blocks.extend(blocks);
        content
            .indicators
            .extend(like.clone().map(|it| long(it, key)));
        let text = content.texts.values_mut().next();
        if let Some(text) = text {
            let words = text.indicators.values().next().cloned().unwrap_or_default();
            text.indicators.insert(key.to_owned(), words);
        }
    }
    content.default_indicator = "v".to_owned();
}

/// Limits around each number, so that some differ from others by more than chance.
fn put_limits(block: &mut Block) {
    let shifted = |by: i64| PartValues {
        part: if by < 0 { Part::Lower } else { Part::Upper },
        decimals: block.decimals,
        values: block
            .values
            .iter()
            .zip(&block.states)
            .map(|(it, state)| if state.is_number() { it + by } else { 0 })
            .collect(),
    };
    block.parts = vec![shifted(-60), shifted(60)];
}

fn long(mut indicator: Indicator, key: &str) -> Indicator {
    indicator.key = key.to_owned();
    indicator.uncertainty = Uncertainty::Modelled;
    let first = indicator.periods.first().cloned();
    let year = |at: u16| {
        let mut period = first.clone()?;
        (period.start.year, period.end.year) = (period.start.year + at, period.end.year + at);
        period.key = period.start.year.to_string();
        Some(period)
    };
    indicator.periods = (0..YEARS).filter_map(year).collect();
    indicator
}

fn feed(atlas: &mut Atlas, files: &Files) -> Outcome<()> {
    loop {
        let missing = atlas.missing();
        if missing.is_empty() {
            while atlas.work() {}
            return Ok(());
        }
        for path in missing {
            let bytes = match path.strip_prefix("messages/") {
                Some(tag) => {
                    let messages = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/messages");
                    std::fs::read(format!("{messages}/{tag}.json"))?
                }
                None => files.get(&path).ok_or("a file of the bundle")?.to_vec(),
            };
            atlas.supply(&path, &bytes)?;
        }
    }
}

fn timed(atlas: &mut Atlas, action: Action) -> (f64, ()) {
    took(|| {
        atlas.dispatch(action);
    })
}

/// Milliseconds that something takes, and what comes of it.
fn took<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = std::hint::black_box(work());
    (begun.elapsed().as_secs_f64() * 1e3, done)
}

fn median(mut once: impl FnMut(usize) -> f64) -> f64 {
    let mut all: Vec<f64> = (0..ROUNDS).map(&mut once).collect();
    all.sort_by(f64::total_cmp);
    all.get(ROUNDS / 2).copied().unwrap_or_default()
}
