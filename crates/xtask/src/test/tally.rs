//! Counting tests from what the test programs print.

use std::fmt;

/// Tests counted so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

impl Tally {
    /// Adds what a line of output counts; other lines add nothing.
    ///
    /// Understood are the closing lines of cargo's and wasm-bindgen's harness
    /// (`test result: ok. 3 passed; 0 failed; …`) and of Node's test runner (`ℹ pass 3`, `# fail 1`).
    pub fn note(&mut self, line: &str) {
        let line = without_colors(line);
        if let Some(counts) = line.trim().strip_prefix("test result: ") {
            self.passed += before(counts, " passed").unwrap_or(0);
            self.failed += before(counts, " failed").unwrap_or(0);
            return;
        }
        let mut words = line.split_whitespace();
        let (Some("ℹ" | "#"), Some(what), Some(count), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return;
        };
        let count = count.parse().unwrap_or(0);
        match what {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            _ => {}
        }
    }

    /// Counts a failure that no test program has counted.
    pub fn at_least_one_failed(&mut self) {
        self.failed = self.failed.max(1);
    }

    /// How many tests ran.
    pub fn total(&self) -> usize {
        self.passed + self.failed
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number that stands right before a word.
fn before(text: &str, word: &str) -> Option<usize> {
    text.split_once(word)?.0.rsplit(' ').next()?.parse().ok()
}

/// The line without the escape sequences of a terminal.
fn without_colors(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or(part, |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> (usize, usize) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.note(line));
        (tally.passed, tally.failed)
    }

    #[test]
    fn the_harness_of_cargo_is_counted() {
        let lines = [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
            "test result: \u{1b}[31mFAILED\u{1b}[0m. 12 passed; 2 failed; 0 ignored",
        ];
        assert_eq!(counted(&lines), (15, 2));
    }

    #[test]
    fn the_runner_of_node_is_counted_in_both_of_its_styles() {
        assert_eq!(
            counted(&["ℹ tests 5", "ℹ pass 4", "ℹ fail 1", "ℹ cancelled 0"]),
            (4, 1)
        );
        assert_eq!(counted(&["# pass 2", "# fail 0", "# cancelled 1"]), (2, 1));
    }

    #[test]
    fn what_a_test_prints_is_not_mistaken_for_a_count() {
        assert_eq!(
            counted(&["# pass 3 of 4", "ℹ pass", "3 passed", "pass 3"]),
            (0, 0)
        );
    }

    #[test]
    fn a_failed_check_counts_once_and_never_hides_failed_tests() {
        let mut tally = Tally {
            passed: 7,
            failed: 0,
        };
        tally.at_least_one_failed();
        assert_eq!(tally.to_string(), "7 passed, 1 failed");
        let mut tally = Tally {
            passed: 7,
            failed: 3,
        };
        tally.at_least_one_failed();
        assert_eq!(tally.to_string(), "7 passed, 3 failed");
    }
}
