//! The computations natively; `BENCH_STATS_INPUTS` names the folder of the inputs, `CRITERION_HOME`
//! where the estimates go.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark reads files and stops at the first surprise"
)]

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use teilraum_bench_stats::{Inputs, Prepared, TASKS};

fn main() {
    let folder = std::path::PathBuf::from(std::env::var_os("BENCH_STATS_INPUTS").unwrap());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let inputs = Inputs::parse(&read("columns.csv"), &read("neighbours.csv")).unwrap();
    let watch = |done: u32, of: u32| {
        black_box((done, of));
    };
    let prepared = Prepared::new(inputs, Box::new(watch)).unwrap();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .sample_size(10)
        .configure_from_args();
    for (at, task) in TASKS.iter().enumerate() {
        let result = (task.run)(&prepared);
        assert!(result.is_finite(), "{}: {result}", task.name);
        criterion.bench_function(&format!("{at:02}"), |bencher| {
            bencher.iter(|| (task.run)(black_box(&prepared)));
        });
    }
    criterion.final_summary();
}
