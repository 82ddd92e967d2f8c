//! Printing results.

use std::time::{Duration, Instant};

/// Prints a row: name, bytes, ratio to the first, milliseconds.
pub fn row(name: &str, bytes: usize, of: usize, time: Option<Duration>) {
    let ratio = bytes as f64 / of.max(1) as f64;
    let time = time.map_or_else(String::new, |time| {
        format!("{:>10.1} ms", time.as_secs_f64() * 1e3)
    });
    println!("| {name:<58} | {bytes:>10} | {ratio:>5.2} | {time:>13} |");
}

/// Prints the head of a table.
pub fn head(title: &str) {
    println!("\n{title}\n");
    println!(
        "| {:<58} | {:>10} | {:>5} | {:>13} |",
        "way", "bytes", "ratio", "reading"
    );
    println!("|{:-<60}|{:->12}|{:->7}|{:->15}|", "", ":", ":", ":");
}

/// The median time of seven runs.
pub fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[3]
}
