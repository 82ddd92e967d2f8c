//! Configurations that are broken or contradict themselves.

use std::fs;

use super::office::Base::{Small, Town};
use super::runner::Case;

pub fn cases() -> Vec<Case> {
    let mut cases = atlas();
    cases.extend(references());
    cases.extend(indicators());
    cases
}

fn atlas() -> Vec<Case> {
    let mut all = atlas_first();
    all.extend(atlas_rest());
    all
}

fn atlas_first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "the atlas file is no TOML",
            &["atlas.toml, row 8"],
            |office| {
                office.replace("atlas.toml", "[[system]]", "[[system");
            },
        ),
        Case::new(
            Small,
            "the atlas file is empty",
            &["atlas.toml", "key"],
            |office| {
                office.write("atlas.toml", "");
            },
        ),
        Case::new(
            Small,
            "the atlas file is a folder",
            &["atlas.toml", "cannot be read"],
            |office| {
                office.remove("atlas.toml");
                fs::create_dir(office.path("atlas.toml")).unwrap();
            },
        ),
        Case::new(
            Small,
            "the atlas file is not there",
            &["atlas.toml", "cannot be read"],
            |office| {
                office.remove("atlas.toml");
            },
        ),
        Case::new(
            Small,
            "the atlas file is written in Latin-1",
            &["atlas.toml", "UTF-8"],
            |office| {
                office.write("atlas.toml", b"# Stra\xDFe\nkey = \"musterbund\"\n");
            },
        ),
        Case::new(
            Small,
            "brackets are nested a hundred thousand deep",
            &["atlas.toml, row 1"],
            |office| {
                office.write("atlas.toml", format!("key = {}", "[".repeat(100_000)));
            },
        ),
    ]
}

fn atlas_rest() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a field is unknown",
            &["atlas.toml, row 3", "default_indicators"],
            |office| {
                office.replace("atlas.toml", "default_indicator ", "default_indicators ");
            },
        ),
        Case::new(
            Small,
            "a field stands there twice",
            &["atlas.toml, row 2", "duplicate key"],
            |office| {
                office.replace("atlas.toml", "languages", "key = \"other\"\nlanguages");
            },
        ),
        Case::new(
            Small,
            "a field has the wrong type",
            &["atlas.toml, row 2", "sequence"],
            |office| {
                office.replace("atlas.toml", "[\"de\", \"en\"]", "\"de\"");
            },
        ),
        Case::new(
            Small,
            "the status of a system is no day of the calendar",
            &["atlas.toml, row 10", "2022-13-45"],
            |office| {
                office.replace("atlas.toml", "2022-12-31", "2022-13-45");
            },
        ),
        Case::new(
            Small,
            "the key of an indicator climbs out of the folder",
            &["indicators.toml", "../../income"],
            |office| {
                office.replace(
                    "indicators.toml",
                    "key = \"income\"",
                    "key = \"../../income\"",
                );
            },
        ),
        Case::new(
            Small,
            "the map projection is nonsense",
            &["atlas.toml", "projection"],
            |office| {
                office.replace("atlas.toml", "+proj=laea", "+proj=nowhere");
            },
        ),
    ]
}

fn references() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "the default indicator does not exist",
            &["atlas.toml", "wealth"],
            |office| {
                office.replace(
                    "atlas.toml",
                    "default_indicator = \"income\"",
                    "default_indicator = \"wealth\"",
                );
            },
        ),
        Case::new(
            Small,
            "levels are each other's parents",
            &["atlas.toml", "level", "kreis"],
            |office| {
                office.replace(
                    "atlas.toml",
                    "areas = \"bund.csv\"",
                    "areas = \"bund.csv\"\nparent = \"kreis\"",
                );
            },
        ),
        Case::new(
            Small,
            "a level is its own parent",
            &["atlas.toml", "level", "land"],
            |office| {
                office.replace("atlas.toml", "parent = \"bund\"", "parent = \"land\"");
            },
        ),
        Case::new(
            Small,
            "a file of words is not there",
            &["en.toml", "a readable file"],
            |office| {
                office.remove("en.toml");
            },
        ),
        Case::new(
            Small,
            "a file of indicators is not there",
            &["indicators.toml", "a readable file"],
            |office| {
                office.remove("indicators.toml");
            },
        ),
        Case::new(
            Small,
            "a word is missing in one language",
            &["en.toml", "people", "[indicators]"],
            |office| {
                office.replace("en.toml", "[indicators.people]", "[indicators.persons]");
            },
        ),
        Case::new(
            Small,
            "the words are those of another language",
            &["en.toml", "found \"de\""],
            |office| {
                office.replace("en.toml", "language = \"en\"", "language = \"de\"");
            },
        ),
        Case::new(
            Small,
            "an alias names an area that does not exist",
            &["aliases.csv, row 3", "09999"],
            |office| {
                office.replace("aliases.csv", "kreis,02000", "kreis,09999");
            },
        ),
    ]
}

fn indicators() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "two indicators have one key",
            &["indicators.toml", "people"],
            |office| {
                office.replace("indicators.toml", "key = \"income\"", "key = \"people\"");
            },
        ),
        Case::new(
            Town,
            "an indicator is computed from itself",
            &["indicators-1.toml", "child-poverty"],
            |office| {
                office.replace(
                    "indicators-1.toml",
                    "numerator = { indicator = \"children-in-need\" }",
                    "numerator = { indicator = \"child-poverty\" }",
                );
            },
        ),
        Case::new(
            Small,
            "a recipe lacks a field",
            &["indicators.toml, row", "`width`"],
            |office| {
                office.replace("indicators.toml", "width = 4\n", "");
            },
        ),
        Case::new(
            Small,
            "a recipe reads a column beyond its width",
            &["indicators.toml, row", "found 9"],
            |office| {
                office.replace(
                    "indicators.toml",
                    "{ column = 4, header = [\"Euro\"] }",
                    "{ column = 9, header = [\"Euro\"] }",
                );
            },
        ),
        Case::new(
            Small,
            "an indicator has four hundred decimals",
            &["indicators.toml", "400"],
            |office| {
                office.replace("indicators.toml", "decimals = 0", "decimals = 400");
            },
        ),
        Case::new(
            Small,
            "a break stands before a period that no figure has",
            &["indicators.toml", "1999"],
            |office| {
                office.replace("indicators.toml", "before = \"2011\"", "before = \"1999\"");
            },
        ),
        Case::new(
            Small,
            "means are added up",
            &["indicators.toml", "only counts add up"],
            |office| {
                office.replace(
                    "indicators.toml",
                    "kind = \"mean\"",
                    "kind = \"mean\"\naggregate = \"sum\"",
                );
            },
        ),
    ]
}
