//! Small atlases of invented figures, written as files and published into memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use teilraum_publish::bundle::{Bundle, assemble};
use teilraum_publish::content::Content;
use teilraum_publish::error::PublishError;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load;
use tempfile::TempDir;

/// An area by level key and own key.
pub type AreaKey = (String, String);
/// A cell by area, period and category.
pub type CellKey = (AreaKey, String, String);

/// A level with its areas and their parents.
#[derive(Clone, Debug, Default)]
pub struct Level {
    pub key: String,
    pub system: String,
    pub parent: Option<String>,
    /// Key and key of the parent.
    pub areas: Vec<(String, String)>,
}

/// An indicator with its true numbers.
#[derive(Clone, Debug)]
pub struct Table {
    pub key: String,
    pub kind: &'static str,
    pub decimals: u8,
    pub source: &'static str,
    /// Axes with their categories, the total first.
    pub axes: Vec<(String, Vec<String>)>,
    /// Further lines of the indicator.
    pub extra: String,
    /// Numbers in units of the last decimal, or a sign.
    pub cells: BTreeMap<CellKey, Result<i64, &'static str>>,
}

impl Table {
    pub fn counts(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            kind: "count",
            decimals: 0,
            source: "office",
            axes: Vec::new(),
            extra: String::new(),
            cells: BTreeMap::new(),
        }
    }

    /// Puts a number of an area without categories.
    pub fn put(&mut self, level: &str, area: &str, period: &str, number: i64) {
        self.set(level, area, period, "", number);
    }

    /// Puts a number.
    pub fn set(&mut self, level: &str, area: &str, period: &str, category: &str, number: i64) {
        let area = (level.to_owned(), area.to_owned());
        let cell = (area, period.to_owned(), category.to_owned());
        self.cells.insert(cell, Ok(number));
    }

    /// Every category tuple, joined by `/`.
    pub fn categories(&self) -> Vec<String> {
        let mut tuples = vec![String::new()];
        for (at, (_, categories)) in self.axes.iter().enumerate() {
            let separator = if at == 0 { "" } else { "/" };
            let longer = |tuple: &String| {
                let next = categories.iter();
                next.map(|key| format!("{tuple}{separator}{key}"))
                    .collect::<Vec<_>>()
            };
            tuples = tuples.iter().flat_map(longer).collect();
        }
        tuples
    }

    fn number(&self, units: i64) -> String {
        let scale = 10_i64.pow(u32::from(self.decimals));
        match self.decimals {
            0 => units.to_string(),
            decimals => {
                let sign = if units < 0 { "-" } else { "" };
                let (whole, rest) = (units.abs() / scale, units.abs() % scale);
                format!(
                    "{sign}{whole},{rest:0width$}",
                    width = usize::from(decimals)
                )
            }
        }
    }

    fn csv(&self, kind: &str) -> String {
        let categories = self.categories();
        let mut text = format!(
            "Zeit;Schluessel;{}\n",
            vec!["Wert"; categories.len()].join(";")
        );
        let mut rows: BTreeMap<(&str, &AreaKey), Vec<String>> = BTreeMap::new();
        for (area, period, category) in self
            .cells
            .keys()
            .filter(|cell| period_kind(&cell.1) == kind)
        {
            let row = rows
                .entry((period, area))
                .or_insert_with(|| vec![String::new(); categories.len()]);
            let at = categories
                .iter()
                .position(|known| known == category)
                .unwrap();
            row[at] = match &self.cells[&(area.clone(), period.clone(), category.clone())] {
                Ok(units) => self.number(*units),
                Err(sign) => (*sign).to_owned(),
            };
        }
        for ((period, (level, area)), cells) in rows {
            writeln!(text, "{period};{level}-{area};{}", cells.join(";")).unwrap();
        }
        text + "___\n"
    }

    fn toml(&self) -> String {
        let axes = self
            .axes
            .iter()
            .map(|(key, categories)| format!("{{ key = \"{key}\", categories = {categories:?} }}"));
        let axes: Vec<String> = axes.collect();
        let mut text = format!(
            "[[indicator]]\nkey = \"{}\"\ntheme = \"t\"\nkind = \"{}\"\nunit = \"u\"\ndecimals = {}\n\
             polarity = \"neutral\"\nsources = [\"{}\"]\nterritorial_status = \"x\"\naxes = [{}]\n{}\n",
            self.key,
            self.kind,
            self.decimals,
            self.source,
            axes.join(", "),
            self.extra
        );
        let kinds = ["calendar-year", "semester", "date"];
        for kind in kinds
            .into_iter()
            .filter(|kind| self.cells.keys().any(|cell| period_kind(&cell.1) == *kind))
        {
            let categories = self.categories();
            let columns = (3..).zip(&categories).map(|(column, category)| {
                match self.axes.is_empty() {
                    true => format!("{{ column = {column}, header = [\"Wert\"] }}"),
                    false => format!(
                        "{{ column = {column}, header = [\"Wert\"], category = \"{category}\" }}"
                    ),
                }
            });
            let columns: Vec<String> = columns.collect();
            write!(
                text,
                "[[indicator.read]]\nformat = \"pivot\"\nfile = \"{}-{kind}.csv\"\nencoding = \"utf-8\"\n\
                 separator = \";\"\ndecimal = \",\"\nskip_rows = 0\nheader_rows = 1\nstop = \"___\"\n\
                 width = {}\nkey_column = 2\nperiod = {{ column = 1, kind = \"{kind}\" }}\n\
                 columns = [{}]\nkeys = \"k\"\nsigns = \"s\"\n",
                self.key, categories.len() + 2, columns.join(", ")
            )
            .unwrap();
        }
        text
    }
}

fn period_kind(period: &str) -> &'static str {
    match period {
        _ if period.contains('P') => "semester",
        _ if period.len() == 4 => "calendar-year",
        _ => "date",
    }
}

/// A share, rate or mean from two tables.
#[derive(Clone, Debug)]
pub struct Computed {
    pub key: String,
    pub kind: &'static str,
    pub decimals: u8,
    pub source: &'static str,
    pub numerator: (String, Option<String>),
    pub denominator: (String, Option<String>),
    pub multiplier: u32,
    pub extra: String,
}

impl Computed {
    fn toml(&self) -> String {
        let side = |(key, category): &(String, Option<String>)| match category {
            Some(category) => format!("{{ indicator = \"{key}\", category = \"{category}\" }}"),
            None => format!("{{ indicator = \"{key}\" }}"),
        };
        format!(
            "[[indicator]]\nkey = \"{}\"\ntheme = \"t\"\nkind = \"{}\"\nunit = \"u\"\ndecimals = {}\n\
             polarity = \"neutral\"\nsources = [\"{}\"]\nterritorial_status = \"x\"\n{}\n\
             [indicator.compute]\nnumerator = {}\ndenominator = {}\nmultiplier = {}\nperiods = \"same-key\"\n",
            self.key,
            self.kind,
            self.decimals,
            self.source,
            self.extra,
            side(&self.numerator),
            side(&self.denominator),
            self.multiplier
        )
    }
}

/// An atlas in a folder of its own.
#[derive(Debug)]
pub struct Atlas {
    pub levels: Vec<Level>,
    pub tables: Vec<Table>,
    pub computed: Vec<Computed>,
    /// Lines of `[disclosure]` and its tables.
    pub disclosure: String,
    /// Further files.
    pub files: BTreeMap<String, String>,
    folder: TempDir,
}

impl Atlas {
    pub fn new(disclosure: &str) -> Self {
        Self {
            levels: Vec::new(),
            tables: Vec::new(),
            computed: Vec::new(),
            disclosure: disclosure.to_owned(),
            files: BTreeMap::new(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A Land with Kreise `a`, `b`, `c` …
    pub fn of_one_land(disclosure: &str, kreise: usize) -> Self {
        let mut atlas = Self::new(disclosure);
        let areas = (0..kreise).map(|at| (kreis(at), "1".to_owned()));
        atlas.levels = vec![
            Level {
                key: "land".to_owned(),
                system: "verwaltung".to_owned(),
                parent: None,
                areas: vec![("1".to_owned(), String::new())],
            },
            Level {
                key: "kreis".to_owned(),
                system: "verwaltung".to_owned(),
                parent: Some("land".to_owned()),
                areas: areas.collect(),
            },
        ];
        atlas
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn ledger(&self) -> PathBuf {
        self.root().join("disclosure-ledger.json")
    }

    fn toml(&self) -> String {
        let systems: std::collections::BTreeSet<&str> = self
            .levels
            .iter()
            .map(|level| level.system.as_str())
            .collect();
        let mut text = format!(
            "key = \"test\"\nlanguages = [\"de\"]\ndefault_indicator = \"{}\"\ndefault_level = \"{}\"\n\
             indicators = [\"indicators.toml\"]\ntexts = {{ de = \"de.toml\" }}\n{}\n",
            self.tables[0].key,
            self.levels.last().unwrap().key,
            self.disclosure
        );
        for system in systems {
            writeln!(
                text,
                "[[system]]\nkey = \"{system}\"\nstatus = \"2022-12-31\""
            )
            .unwrap();
        }
        let mut rules = Vec::new();
        for level in &self.levels {
            writeln!(
                text,
                "[[level]]\nkey = \"{0}\"\nsystem = \"{1}\"\nareas = \"{0}.csv\"",
                level.key, level.system
            )
            .unwrap();
            if let Some(parent) = &level.parent {
                writeln!(text, "parent = \"{parent}\"").unwrap();
            }
            for (key, _) in &level.areas {
                rules.push(format!(
                    "{{ is = \"{0}-{key}\", level = \"{0}\", as = \"{key}\" }}",
                    level.key
                ));
            }
        }
        for source in ["office", "elsewhere"] {
            writeln!(text, "[[source]]\nkey = \"{source}\"\nlicence = \"x\"\nlicence_url = \"https://example.org/\"").unwrap();
        }
        write!(
            text,
            "[[theme]]\nkey = \"t\"\n[signs.s]\n\".\" = \"unknown-or-secret\"\n\"*\" = \"suppressed\"\n\
             \"\" = \"missing\"\n[keys.k]\nlevels = [{}]\n",
            rules.join(", ")
        )
        .unwrap();
        text
    }

    fn texts(&self) -> String {
        let axes: BTreeMap<&String, &Vec<String>> = self
            .tables
            .iter()
            .flat_map(|table| &table.axes)
            .map(|(key, categories)| (key, categories))
            .collect();
        let mut text =
            "language = \"de\"\nthemes = { t = \"T\" }\narea_kinds = { x = \"X\" }\nnotes = {}\n\
            [atlas]\ntitle = \"T\"\nsubtitle = \"\"\nabout = \"\"\n\
            [units.u]\nsymbol = \"\"\none = \"x\"\nmany = \"x\"\nper = \"\"\n[axes]\n"
                .to_owned();
        for axis in axes.keys() {
            writeln!(text, "{axis} = \"x\"").unwrap();
        }
        text.push_str("[categories]\n");
        for (axis, categories) in &axes {
            for category in *categories {
                writeln!(text, "\"{axis}/{category}\" = \"x\"").unwrap();
            }
        }
        let keys = self.tables.iter().map(|table| &table.key);
        for key in keys.chain(self.computed.iter().map(|computed| &computed.key)) {
            writeln!(text, "[indicators.{key}]\ntitle = \"{key}\"\nshort = \"{key}\"\nmeaning = \"\"\nsubject = \"x\"\n[definitions.{key}]\ndefinition = \"x\"").unwrap();
        }
        for level in &self.levels {
            writeln!(
                text,
                "[levels.{}]\none = \"x\"\nmany = \"x\"\nmany_dative = \"x\"\nmenu = \"x\"",
                level.key
            )
            .unwrap();
        }
        for source in ["office", "elsewhere"] {
            writeln!(
                text,
                "[sources.{source}]\nattribution = \"x\"\ntitle = \"x\""
            )
            .unwrap();
        }
        text
    }

    /// Writes the files and reads the atlas.
    pub fn load(&self) -> Result<(Content, Vec<Finding>), PublishError> {
        let put = |name: &str, text: String| std::fs::write(self.root().join(name), text).unwrap();
        put("atlas.toml", self.toml());
        put("de.toml", self.texts());
        let tables = self.tables.iter().map(Table::toml);
        let all: Vec<String> = tables
            .chain(self.computed.iter().map(Computed::toml))
            .collect();
        put("indicators.toml", all.join("\n"));
        for table in &self.tables {
            for kind in ["calendar-year", "semester", "date"] {
                put(&format!("{}-{kind}.csv", table.key), table.csv(kind));
            }
        }
        for level in &self.levels {
            let mut text =
                "key,parent,name,short,kind,locative,valid_from,valid_to,successors\n".to_owned();
            let mut areas = level.areas.clone();
            areas.sort();
            for (key, parent) in areas {
                writeln!(text, "{key},{parent},{key},{key},x,in {key},,,").unwrap();
            }
            put(&format!("{}.csv", level.key), text);
        }
        for (name, text) in &self.files {
            put(name, text.clone());
        }
        load(&self.root().join("atlas.toml"))
    }

    /// Publishes into memory; errors of the report are returned.
    pub fn publish(&self) -> Result<(Bundle, Content), Vec<String>> {
        let (content, findings) = match self.load() {
            Ok(loaded) => loaded,
            Err(error) => return Err(vec![error.to_string()]),
        };
        let errors: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{}: {finding}", finding.code))
            .collect();
        match errors.is_empty() {
            true => Ok((assemble(&content, &[]).unwrap(), content)),
            false => Err(errors),
        }
    }

    /// Publishes into the folder `out`, ledger and all.
    pub fn release(&self, out: &Path) -> Result<Bundle, Vec<String>> {
        let (bundle, content) = self.publish()?;
        bundle
            .release(&content, out)
            .map_err(|error| vec![error.to_string()])?;
        Ok(bundle)
    }
}

/// The key of the Kreis at position `at`.
pub fn kreis(at: usize) -> String {
    char::from(b'a' + at as u8).to_string()
}

/// The usual lines for an office that protects its own figures.
pub fn own(more: &str) -> String {
    format!("[disclosure]\nown_sources = [\"office\"]\nfirst_release = true\n{more}\n")
}
