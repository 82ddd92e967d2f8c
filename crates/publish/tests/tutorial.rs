//! The tutorial is true: every file on the page is written, every command is run, and its output is
//! the one that the page shows.
//!
//! What the page holds, in the order in which a reader meets it: `<!-- put A as B -->` is a file of
//! the invented town that the reader copies; a fence of a language and a name is a file to be
//! written; `diff` with a name replaces lines of one; `console` holds commands after `$ `, and what
//! they print. With `UPDATE_TUTORIAL=1` the outputs on the page are written anew.
//! `TEILRAUM_TUTORIAL_PROGRAM` names a finished program to follow the page with, instead of the one
//! under test; one for Windows runs under Wine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs a command of the page may begin with.
const PROGRAM: &str = "teilraum";

/// The step that only a finished program can take; the page shows what the one under test says.
const SITE: &str = "teilraum site site";

/// The finished program that a reader has.
fn finished() -> Option<PathBuf> {
    std::env::var_os("TEILRAUM_TUTORIAL_PROGRAM").map(PathBuf::from)
}

fn program() -> Command {
    match finished() {
        Some(path) if cfg!(unix) && path.extension().is_some_and(|ending| ending == "exe") => {
            let mut command = Command::new("wine");
            command.arg(path).env("WINEDEBUG", "-all");
            command
        }
        Some(path) => Command::new(path),
        None => Command::new(env!("CARGO_BIN_EXE_teilraum")),
    }
}

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/tutorial.md")
}

fn town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/musterstadt")
}

/// The page as Git keeps it, whatever a checkout made of its line ends.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// A reader at work: the folder that they work in, and what they have done.
struct Reader {
    folder: tempfile::TempDir,
    files: usize,
    commands: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            files: 0,
            commands: 0,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        let plain = name
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == '.');
        assert!(plain, "{name}: not a plain name");
        self.folder.path().join(name)
    }

    /// Follows the page from top to bottom and gives it back with the outputs that were seen.
    fn follow(&mut self, page: &str) -> String {
        let mut seen = String::new();
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            seen.push_str(line);
            seen.push('\n');
            if let Some(order) = line.strip_prefix("<!-- put ") {
                self.put(order.strip_suffix(" -->").unwrap());
            }
            let Some(kind) = line.strip_prefix("```") else {
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            seen.push_str(&self.block(kind, &block));
            seen.push_str("```\n");
        }
        seen
    }

    fn put(&self, order: &str) {
        let (from, to) = order.split_once(" as ").unwrap();
        fs::copy(town().join(from), self.path(to)).unwrap();
    }

    /// Does what a block says; what it holds afterwards.
    fn block(&mut self, kind: &str, lines: &[&str]) -> String {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        match kind.split_once(' ') {
            Some(("diff", name)) => self.correct(name, lines),
            Some((_, name)) => {
                fs::write(self.path(name), &text).unwrap();
                self.files += 1;
            }
            None if kind == "console" => return self.commands(lines),
            None => {}
        }
        text
    }

    fn correct(&self, name: &str, lines: &[&str]) {
        let those = |sign: char| -> String {
            let lines = lines.iter().filter_map(|line| line.strip_prefix(sign));
            lines.map(|line| format!("{line}\n")).collect()
        };
        let text = read(&self.path(name));
        let old = those('-');
        assert_eq!(text.matches(&old).count(), 1, "{name}: lines to replace");
        fs::write(self.path(name), text.replace(&old, &those('+'))).unwrap();
    }

    fn commands(&mut self, lines: &[&str]) -> String {
        let mut seen = String::new();
        for command in lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
            self.commands += 1;
            if command == SITE && finished().is_some() {
                self.add_site();
                return lines.iter().map(|line| format!("{line}\n")).collect();
            }
            seen.push_str(&format!("$ {command}\n{}", self.run(command)));
        }
        seen
    }

    /// The page beside the figures, which stay.
    fn add_site(&self) {
        let said = self.run(SITE);
        assert!(said.starts_with("site: "), "{said}");
        for file in ["site/index.html", "site/data/manifest.json"] {
            assert!(self.folder.path().join(file).is_file(), "{file}");
        }
    }

    /// What a command prints: first what it says, then what it hands over. There is no shell, so
    /// that the page means the same on every system.
    fn run(&self, command: &str) -> String {
        let mut words = command.split(' ');
        assert_eq!(words.next(), Some(PROGRAM), "{command}: unknown program");
        let output = program()
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap());
        let mut said = said.concat().replace("\r\n", "\n");
        if !said.is_empty() && !said.ends_with('\n') {
            said.push('\n');
        }
        said
    }
}

#[test]
fn every_command_of_the_tutorial_prints_what_the_page_shows() {
    let page_text = read(&page());
    let mut reader = Reader::new();
    let seen = reader.follow(&page_text);
    if std::env::var_os("UPDATE_TUTORIAL").is_some_and(|wish| wish == "1") {
        fs::write(page(), &seen).unwrap();
        return;
    }
    for (number, (shown, seen)) in (1..).zip(page_text.lines().zip(seen.lines())) {
        assert_eq!(shown, seen, "docs/tutorial.md, line {number}");
    }
    assert_eq!(page_text.lines().count(), seen.lines().count());
    assert!(reader.files >= 5 && reader.commands >= 6);
}

#[test]
fn a_page_that_shows_another_output_is_found_out() {
    let mut reader = Reader::new();
    let page = "```console\n$ teilraum --version\nteilraum 99\n```\n";
    let seen = reader.follow(page);
    assert_ne!(seen, page);
    assert!(seen.starts_with("```console\n$ teilraum --version\nteilraum "));
}
