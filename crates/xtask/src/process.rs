//! Starting other programs, and saying in one sentence how they ended.

use crate::failure::Failure;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a long silent step says that it is still at work.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// The first executable of that name on the path.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// The command as one would type it.
pub fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |sign: char| sign.is_alphanumeric() || "-_=+./:,@%".contains(sign);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Runs to the end with this program's own input and output.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|source| not_started(command, source))?;
    check(command, status, String::new())
}

/// Runs to the end and returns what it printed, without the closing line break.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .output()
        .map_err(|source| not_started(command, source))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    check(command, output.status, indented(&errors, 20))?;
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

/// Runs to the end, handing each line it prints to `line`; its errors pass through.
pub fn run_by_line(command: &mut Command, mut line: impl FnMut(&str)) -> Result<(), Failure> {
    command.stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|source| not_started(command, source))?;
    if let Some(printed) = child.stdout.take() {
        for bytes in BufReader::new(printed).split(b'\n').map_while(Result::ok) {
            line(&String::from_utf8_lossy(&bytes));
        }
    }
    let status = child
        .wait()
        .map_err(|source| not_started(command, source))?;
    check(command, status, String::new())
}

/// Runs a long step into a log file, with a sign of life every half minute.
///
/// # Errors
/// When it fails: with the last lines of the log and its place.
pub fn run_logged(command: &mut Command, label: &str, log: &Path) -> Result<(), Failure> {
    let file = File::create(log).map_err(Failure::file("write", log))?;
    let errors = file.try_clone().map_err(Failure::file("write", log))?;
    command.stdin(Stdio::null()).stdout(file).stderr(errors);
    let started = Instant::now();
    let mut child = command
        .spawn()
        .map_err(|source| not_started(command, source))?;
    let mut said = started;
    let status = loop {
        match child
            .try_wait()
            .map_err(|source| not_started(command, source))?
        {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(50)),
        }
        if said.elapsed() >= HEARTBEAT {
            said = Instant::now();
            println!(
                "       {label}: {} s, {}",
                started.elapsed().as_secs(),
                last_line(log)
            );
        }
    };
    let tail = indented(&fs::read_to_string(log).unwrap_or_default(), 20);
    check(
        command,
        status,
        format!("{tail}\n  (all of it: {})", log.display()),
    )
}

fn last_line(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    text.lines()
        .next_back()
        .unwrap_or("no output yet")
        .trim()
        .to_owned()
}

/// The last `lines` lines, each on a line of its own and set in.
fn indented(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.trim_end().lines().collect();
    let tail = all
        .get(all.len().saturating_sub(lines)..)
        .unwrap_or_default();
    tail.iter().map(|line| format!("\n  {line}")).collect()
}

fn check(command: &Command, status: ExitStatus, detail: String) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Command {
        command: show(command),
        status: status.to_string(),
        detail,
    })
}

fn not_started(command: &Command, source: io::Error) -> Failure {
    Failure::Start {
        command: show(command),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_command_can_be_pasted_into_a_shell() {
        let mut command = Command::new("apt-get");
        command.args(["install", "a b", "it's"]);
        assert_eq!(show(&command), r"apt-get install 'a b' 'it'\''s'");
    }

    #[test]
    fn only_the_last_lines_are_kept() {
        assert_eq!(indented("one\ntwo\nthree\n", 2), "\n  two\n  three");
        assert_eq!(indented("", 2), "");
    }

    #[cfg(unix)]
    #[test]
    fn lines_arrive_one_by_one_and_a_failure_is_reported() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let failure = run_by_line(&mut command, |line| lines.push(line.to_owned())).unwrap_err();
        assert_eq!(lines, ["one", "two"]);
        assert!(failure.to_string().contains("exit status: 3"), "{failure}");
    }
}
