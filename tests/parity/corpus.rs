//! One corpus of computations, run natively and in the browser: values, breaks, classes, colours,
//! points, pixels, numbers, sentences, every statistical method. Each section gives one hash; both runs must give the same.

mod digest;
mod figures;
pub mod fixture;
mod methods;
mod pictures;
mod words;

/// Every section with its hash, in order.
pub fn corpus() -> Vec<(String, u64)> {
    let mut sections = figures::sections();
    sections.extend(pictures::sections());
    sections.extend(words::sections());
    sections.extend(methods::sections());
    sections
}

/// The hashes as they stand in `expected.txt`.
pub fn lines(sections: &[(String, u64)]) -> String {
    let line = |(name, hash): &(String, u64)| format!("{hash:016x} {name}\n");
    sections.iter().map(line).collect()
}

/// What differs from the expected hashes, one line each.
pub fn differences(expected: &str, sections: &[(String, u64)]) -> Vec<String> {
    let found = lines(sections);
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let gone = expected.iter().filter(|line| !found.contains(line));
    let new = found.iter().filter(|line| !expected.contains(line));
    gone.map(|line| format!("expected {line}"))
        .chain(new.map(|line| format!("found    {line}")))
        .collect()
}
