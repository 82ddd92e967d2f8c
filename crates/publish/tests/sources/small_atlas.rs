//! An atlas of two Länder and four Kreise in a folder of its own, to break in one place.

use std::path::Path;

use teilraum_publish::content::Content;
use teilraum_publish::error::PublishError;
use teilraum_publish::finding::Finding;
use teilraum_publish::load::load;

/// Files by name; change one, then [`SmallAtlas::load`].
pub struct SmallAtlas(Vec<(&'static str, Vec<u8>)>);

const ATLAS: &str = r#"
key = "small"
languages = ["de"]
default_indicator = "people"
default_level = "kreis"
indicators = ["people.toml"]
texts = { de = "de.toml" }
[[system]]
key = "verwaltung"
status = "2022-12-31"
[[level]]
key = "land"
system = "verwaltung"
areas = "land.csv"
[[level]]
key = "kreis"
system = "verwaltung"
parent = "land"
areas = "kreis.csv"
[[theme]]
key = "population"
[[source]]
key = "office"
licence = "dl-de/by-2-0"
licence_url = "https://www.govdata.de/dl-de/by-2-0"
[search]
aliases = ["aliases.csv"]
[signs.s]
"-" = "zero-if-exists"
"." = "unknown-or-secret"
[keys.k]
levels = [{ digits = 2, level = "land" }, { digits = 5, level = "kreis" }]
also = [{ key = "02", level = "kreis", as = "02000" }]
ignore = [{ digits = 3, what = "Regierungsbezirke" }]
"#;

const LAND: &str = "key,parent,name,short,kind,locative,valid_from,valid_to,successors\n\
    01,,Nordland,Nordland,land,in Nordland,,,\n\
    02,,Hafenstadt,Hafenstadt,land,in Hafenstadt,,,\n";

const KREIS: &str = "key,parent,name,short,kind,locative,valid_from,valid_to,successors\n\
    01001,01,\"Aue, Stadt\",Aue,kreis,in Aue,,,\n\
    01002,01,Berg,Berg,kreis,in Berg,,,\n\
    01003,01,\"Dorf, Kreis\",Dorf,kreis,in Dorf,,2019-01-01,01002\n\
    02000,02,Hafenstadt,Hafenstadt,kreis,in Hafenstadt,,,\n";

const PEOPLE: &str = r#"
[[indicator]]
key = "people"
theme = "population"
kind = "count"
unit = "persons"
decimals = 0
polarity = "neutral"
sources = ["office"]
territorial_status = "31.12."
aggregate = "sum"
breaks = [{ before = "2019", note = "break" }]
mark = [{ level = "kreis", areas = ["01002"], to = "2018", flags = ["other-territory"], note = "without" }]
[[indicator.read]]
format = "pivot"
file = "people.csv"
encoding = "latin1"
separator = ";"
decimal = ","
skip_rows = 1
header_rows = 1
stop = "___"
width = 4
key_column = 2
period = { column = 1, kind = "calendar-year" }
columns = [{ column = 4, header = ["Personen"] }]
keys = "k"
signs = "s"

[[indicator]]
key = "cars"
theme = "population"
kind = "count"
unit = "persons"
decimals = 0
polarity = "neutral"
sources = ["office"]
territorial_status = "31.12."
internal = true
aggregate = "sum"
[[indicator.read]]
format = "pivot"
file = "cars.csv"
encoding = "utf-8"
separator = ";"
decimal = ","
skip_rows = 0
header_rows = 1
stop = "___"
width = 2
key_column = 1
period = { constant = "01.01.2019", kind = "date" }
columns = [{ column = 2, header = ["Pkw"] }]
keys = "k"
signs = "s"

[[indicator]]
key = "cars-per-head"
theme = "population"
kind = "rate"
unit = "persons"
decimals = 1
polarity = "neutral"
sources = ["office"]
territorial_status = "31.12."
[indicator.compute]
numerator = { indicator = "cars" }
denominator = { indicator = "people" }
multiplier = 1000
periods = "year-before"
"#;

const PEOPLE_CSV: &str = "Bev\u{f6}lkerung\n;;;Personen\n\
    2018;01001;  Aue;100\n\
    2018;01002;  Berg;200\n\
    2018;01003;  Dorf;50\n\
    2018;02;Hafenstadt;1000\n\
    2018;011;Bezirk;350\n\
    2019;01001;  Aue;110\n\
    2019;01002;  Berg;260\n\
    2019;01003;  Dorf;-\n\
    2019;02;Hafenstadt;1010\n\
    ___\nFu\u{df}note;1\n";

const CARS_CSV: &str = "Key;Pkw\n01001;40\n01002;-\n02000;333\n___\n";

const TEXTS: &str = r#"
language = "de"
themes = { population = "Bevölkerung" }
area_kinds = { land = "Land", kreis = "Kreis" }
notes = { break = "Bruch", without = "ohne Dorf" }
[atlas]
title = "Klein"
subtitle = ""
about = ""
[indicators.people]
title = "Menschen"
short = "Menschen"
meaning = ""
subject = "die Zahl der Menschen"
[indicators.cars-per-head]
title = "Autos"
short = "Autos"
meaning = ""
subject = "die Zahl der Autos"
[units.persons]
symbol = ""
one = "Person"
many = "Personen"
per = ""
[levels.land]
one = "Land"
many = "Länder"
many_dative = "Ländern"
menu = "Länder"
[levels.kreis]
one = "Kreis"
many = "Kreise"
many_dative = "Kreisen"
menu = "Kreise"
[sources.office]
attribution = "Amt, dl-de/by-2-0"
title = "Tabelle"
[definitions.people]
definition = "Menschen"
[definitions.cars-per-head]
definition = "Autos"
"#;

impl SmallAtlas {
    /// The atlas as it should be.
    pub fn new() -> Self {
        let latin1: Vec<u8> = PEOPLE_CSV.chars().map(|char| char as u8).collect();
        Self(vec![
            ("atlas.toml", ATLAS.into()),
            ("land.csv", LAND.into()),
            ("kreis.csv", KREIS.into()),
            ("people.toml", PEOPLE.into()),
            ("people.csv", latin1),
            ("cars.csv", CARS_CSV.into()),
            ("de.toml", TEXTS.into()),
            (
                "aliases.csv",
                "term,kind,level,key\nAltaue,alias,kreis,01001\n".into(),
            ),
        ])
    }

    /// Replaces every `from` by `to` in the file `name`; the file must hold it.
    pub fn with(mut self, name: &str, from: &str, to: &str) -> Self {
        let (_, bytes) = self.0.iter_mut().find(|(file, _)| *file == name).unwrap();
        let text: String = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        };
        assert!(text.contains(from), "{name} does not hold {from}");
        let text = text.replace(from, to);
        *bytes = match name {
            "people.csv" => text.chars().map(|char| char as u8).collect(),
            _ => text.into_bytes(),
        };
        self
    }

    /// Replaces the bytes of the file `name`.
    pub fn bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        let (_, old) = self.0.iter_mut().find(|(file, _)| *file == name).unwrap();
        *old = bytes.to_owned();
        self
    }

    /// Adds a file.
    pub fn plus(self, name: &'static str, text: &str) -> Self {
        self.add(name, text.as_bytes())
    }

    /// Adds a file that need not be text.
    pub fn add(mut self, name: &'static str, bytes: &[u8]) -> Self {
        self.0.push((name, bytes.to_owned()));
        self
    }

    /// Leaves the file `name` out.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(file, _)| *file != name);
        self
    }

    /// Writes the files.
    pub fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in &self.0 {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        folder
    }

    /// Writes the files and loads them.
    pub fn load(&self) -> Result<(Content, Vec<Finding>), PublishError> {
        let folder = self.folder();
        load(&folder.path().join(Path::new("atlas.toml")))
    }

    /// What is wrong, as a reader of the report sees it.
    pub fn findings(&self) -> Vec<String> {
        let findings = match self.load() {
            Ok((_, findings)) => findings,
            Err(PublishError::Config(findings)) => findings,
            Err(error) => return vec![error.to_string()],
        };
        let line =
            |finding: &Finding| format!("{:?} {}: {finding}", finding.severity, finding.code);
        findings.iter().map(line).collect()
    }

    /// The only error in the report.
    pub fn error(&self) -> String {
        let mut errors = self.findings();
        errors.retain(|finding| !finding.starts_with("Note") && !finding.starts_with("Warning"));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        errors.remove(0)
    }
}
