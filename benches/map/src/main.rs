//! `cargo run --profile tool -p teilraum-bench-map -- OUT [SET…]`: writes sets of maps to measure
//! with into the folder OUT, all of them unless some are named.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use teilraum_bench_map::set::Set;
use teilraum_bench_map::{BenchError, content, demo, export, plan};
use teilraum_publish::bundle;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(out) = arguments.next().map(PathBuf::from) else {
        eprintln!(
            "expected: teilraum-bench-map OUT [SET…], sets: {}",
            plan::names().join(", ")
        );
        return ExitCode::from(2);
    };
    let asked: Vec<String> = arguments.collect();
    let sets = if asked.is_empty() {
        plan::names()
    } else {
        asked
    };
    for name in &sets {
        if let Err(error) = make(name, &out) {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn make(name: &str, out: &Path) -> Result<(), BenchError> {
    let begun = Instant::now();
    let set = set(name)?;
    let told = |what: &str| {
        println!(
            "{name}: {what} after {:.1} s",
            begun.elapsed().as_secs_f64()
        )
    };
    told("laid out");
    bundle::assemble_map(&set.content)?.commit(&out.join(name).join("bundle"))?;
    told("bundle written");
    let [simple, full] = set.details()?;
    export::write(&set, &simple, &out.join(name))?;
    export::write(&set, &full, &out.join(format!("{name}-full")))?;
    told("files for others written");
    Ok(())
}

fn set(name: &str) -> Result<Set, BenchError> {
    if name == plan::GEMEINDEN {
        return demo::set(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"));
    }
    content::set(&plan::named(name)?)
}
