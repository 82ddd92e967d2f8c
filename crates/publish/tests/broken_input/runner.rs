//! Starts the program on a broken atlas, and says what it did wrong.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::Duration;

use super::office::{Base, Office, copy, tree};

/// Steps of a fiftieth of a second after which a run counts as hanging. No verdict depends on how fast
/// a run is.
const PATIENCE: u32 = 50 * 120;

/// Kilobytes of address space that a run may have: broken files may claim any size.
const MEMORY_KB: u32 = 2_000_000;

/// Bytes of messages that a person may be asked to read.
const READABLE: usize = 32_768;

/// One way to break an atlas.
pub struct Case {
    /// What is wrong, as a sentence.
    pub name: &'static str,
    base: Base,
    harm: fn(&Office),
    says: &'static [&'static str],
    out: &'static str,
}

impl Case {
    /// `harm` breaks the atlas; one line of the messages must hold everything that `says` lists, the
    /// place first.
    pub fn new(
        base: Base,
        name: &'static str,
        says: &'static [&'static str],
        harm: fn(&Office),
    ) -> Self {
        let out = "out";
        Self {
            name,
            base,
            harm,
            says,
            out,
        }
    }

    /// Publishes to `out`, as seen from the folder above the atlas.
    pub fn into(self, out: &'static str) -> Self {
        Self { out, ..self }
    }

    /// What is wrong with the way the program takes it.
    fn faults(&self) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let office = self.base.lay(&folder.path().join("office"));
        (self.harm)(&office);
        let mut faults = self.run(folder.path());
        let out = folder.path().join(self.out);
        if !out.exists() && faults.is_empty() && self.out == "out" {
            copy(earlier(self.base), &out);
            faults = self.run(folder.path());
        }
        faults
    }

    fn run(&self, folder: &Path) -> Vec<String> {
        let before = tree(folder);
        let (code, messages) = start(self.base, folder, self.out);
        let mut faults = Vec::new();
        if code != Some(1) {
            faults.push(format!("exit code {code:?}"));
        }
        if messages.contains("panicked") || messages.len() > READABLE {
            faults.push(format!("{} bytes of messages", messages.len()));
        }
        let says = |line: &str| self.says.iter().all(|word| line.contains(word));
        if !messages.lines().any(says) {
            faults.push(format!("no line with {:?}", self.says));
        }
        faults.extend(differences(&before, &tree(folder)));
        if !faults.is_empty() {
            let start: String = messages.chars().take(1500).collect();
            faults.insert(0, format!("# {}", self.name));
            faults.push(start);
        }
        faults
    }
}

/// Runs every case and fails with all that went wrong.
pub fn fails_well(cases: &[Case]) {
    let faults: Vec<String> = cases.iter().flat_map(Case::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The unbroken atlas is published.
pub fn publishes(base: Base) {
    assert!(earlier(base).join("manifest.json").is_file());
}

/// The bundle of the unbroken atlas, made once; its folder is kept for the next run of the tests.
fn earlier(base: Base) -> &'static Path {
    static MADE: [OnceLock<PathBuf>; Base::ALL.len()] =
        [const { OnceLock::new() }; Base::ALL.len()];
    MADE[base as usize].get_or_init(|| {
        let name = format!("broken-input-{base:?}");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        base.lay(&folder.join("office"));
        let (code, messages) = start(base, &folder, "out");
        assert_eq!(code, Some(0), "{base:?} is not sound: {messages}");
        folder.join("out")
    })
}

/// Publishes the atlas in `office` below `folder` to `out` there: exit code and messages.
fn start(base: Base, folder: &Path, out: &str) -> (Option<i32>, String) {
    let said = tempfile::NamedTempFile::new().unwrap();
    let mut run = program()
        .arg("publish")
        .arg(Path::new("office").join(base.atlas()))
        .args(["-o", out])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(said.path()).unwrap())
        .spawn()
        .unwrap();
    for _ in 0..PATIENCE {
        if let Some(status) = run.try_wait().unwrap() {
            let messages = fs::read(said.path()).unwrap();
            let messages = String::from_utf8_lossy(&messages).into_owned();
            return (status.code(), messages);
        }
        sleep(Duration::from_millis(20));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    (None, "it hangs".to_owned())
}

/// The program, with a limit to its memory where the system has one.
fn program() -> Command {
    let program = env!("CARGO_BIN_EXE_teilraum");
    if cfg!(not(target_os = "linux")) {
        return Command::new(program);
    }
    let mut shell = Command::new("sh");
    let limited = format!("ulimit -v {MEMORY_KB}; exec \"$0\" \"$@\"");
    shell.args(["-c", &limited, program]);
    shell
}

/// What is new, gone or different.
fn differences(
    before: &BTreeMap<String, Option<Vec<u8>>>,
    after: &BTreeMap<String, Option<Vec<u8>>>,
) -> Vec<String> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let gone = gone.map(|path| format!("{path} is gone"));
    let new = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes));
    let new = new.map(|(path, _)| format!("{path} is new or different"));
    gone.chain(new).collect()
}
