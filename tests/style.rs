//! The sizes and bans of the house: short files, short functions, nothing that can stop the page.

mod tree;

use tree::Source;

/// Most lines of code in a file: neither blank, nor comment, nor test.
const FILE_LINES: usize = 500;

/// Most lines of a function, from its head to its closing brace.
const FUNCTION_LINES: usize = 80;

/// What ends the program, or is left over from work in progress.
const BANNED: [&str; 12] = [
    ".unwrap()",
    ".expect(",
    ".unwrap_err()",
    ".expect_err(",
    "panic!",
    "unreachable!",
    "todo!",
    "unimplemented!",
    "dbg!",
    "TODO",
    "FIXME",
    "XXX",
];

fn shell() -> Vec<Source> {
    tree::files("www", ".js")
}

fn rust_everywhere() -> Vec<Source> {
    let mut sources = tree::files("src", ".rs");
    sources.extend(tree::files("tests", ".rs"));
    sources.extend(tree::files("crates", ".rs"));
    sources
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    !(line.is_empty() || line.starts_with("//") || line.starts_with("/*") || line.starts_with('*'))
}

#[test]
fn no_file_has_more_than_500_lines_of_code() {
    let long = |source: Source| {
        let lines = tree::product_lines(&source.text);
        let count = lines.iter().filter(|(_, line)| is_code(line)).count();
        (count > FILE_LINES).then(|| format!("{}: {count} lines of code", source.path))
    };
    let long: Vec<String> = rust_everywhere()
        .into_iter()
        .chain(shell())
        .filter_map(long)
        .collect();
    assert!(long.is_empty(), "split by job:\n{}", long.join("\n"));
}

fn begins_function(line: &str) -> bool {
    let rust = line.trim_start();
    let rust = ["pub(crate) ", "pub(super) ", "pub ", "const ", "async "]
        .into_iter()
        .fold(rust, |line, word| line.strip_prefix(word).unwrap_or(line));
    let script = line.contains("function ") || line.trim_end().ends_with("=> {");
    rust.starts_with("fn ") || script && line.trim_end().ends_with('{')
}

/// Functions with their first lines and lengths; formatted sources close at the head's indent.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, head) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| begins_function(line))
    {
        let rest = lines.iter().skip(at);
        let mut length = 1;
        for line in rest.skip(1) {
            let level = indent(line) == indent(head) && !line.trim().is_empty();
            length += 1;
            if level && line.trim_start().starts_with('}') || head.trim_end().ends_with(['}', ';'])
            {
                break;
            }
        }
        found.push((at + 1, length));
    }
    found
}

#[test]
fn no_function_has_more_than_80_lines() {
    let mut long = Vec::new();
    let mut count = 0;
    for source in rust_everywhere().into_iter().chain(shell()) {
        for (line, length) in functions(&source.text) {
            count += 1;
            if length > FUNCTION_LINES {
                long.push(format!("{}:{line}: {length} lines", source.path));
            }
        }
    }
    assert!(count > 500, "only {count} functions were found");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Whether the line or the ones above it allow what it does, with a reason.
fn is_allowed(lines: &[(usize, &str)], at: usize) -> bool {
    let above = lines.get(at.saturating_sub(6)..at).unwrap_or_default();
    above
        .iter()
        .any(|(_, line)| line.contains("expect(clippy::") || line.contains("allow(clippy::"))
}

#[test]
fn nothing_can_stop_the_product_and_nothing_is_left_unfinished() {
    let mut wrong = Vec::new();
    for source in tree::product_sources() {
        let lines = tree::product_lines(&source.text);
        for (at, (number, line)) in lines.iter().enumerate() {
            let code = tree::without_comment(line);
            for word in BANNED {
                let marker = word.chars().all(char::is_uppercase);
                let found = if marker {
                    line.contains(word)
                } else {
                    code.contains(word)
                };
                if found && !is_allowed(&lines, at) {
                    wrong.push(format!("{}:{number}: {word}", source.path));
                }
            }
        }
    }
    for source in shell() {
        for (number, line) in source.text.lines().enumerate() {
            for word in ["TODO", "FIXME", "XXX", "debugger", "console.log"] {
                if line.contains(word) {
                    wrong.push(format!("{}:{}: {word}", source.path, number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
