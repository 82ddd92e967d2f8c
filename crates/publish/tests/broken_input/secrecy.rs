//! Ledgers and settings of disclosure control by which secrets could get lost.

use super::office::Base::Town;
use super::runner::Case;

const LEDGER: &str = "ledger.json";

pub fn cases() -> Vec<Case> {
    [first(), second()].into_iter().flatten().collect()
}

fn first() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "the ledger would lie in the output",
            &["ledger.json", "outside of the output folder"],
            |office| {
                office.replace(
                    "atlas-1.toml",
                    "ledger = \"ledger.json\"",
                    "ledger = \"../out/ledger.json\"",
                );
            },
        ),
        Case::new(
            Town,
            "the ledger is no JSON",
            &[LEDGER, "is no ledger", "line 1"],
            |office| {
                office.write(LEDGER, "{\"version\": 1, ");
            },
        ),
        Case::new(
            Town,
            "the ledger is another file",
            &[LEDGER, "is no ledger"],
            |office| {
                office.write(LEDGER, office.bytes("kitas.geojson"));
            },
        ),
        Case::new(
            Town,
            "the ledger was written by a later program",
            &[LEDGER, "version 99"],
            |office| {
                office.write(
                    LEDGER,
                    "{\"version\": 99, \"release\": 3, \"bundle\": \"\", \"indicators\": {}}",
                );
            },
        ),
        Case::new(
            Town,
            "the ledger is that of another atlas",
            &[LEDGER, "figures of this atlas", "beds"],
            |office| {
                let ledger = r#"{"version": 1, "release": 3, "bundle": "0011223344556677",
                "indicators": {"beds": {"ward 2020 ": {"W1": 5, "W2": 7}}}}"#;
                office.write(LEDGER, ledger);
                office.replace("atlas-1.toml", "first_release = true\n", "");
            },
        ),
        Case::new(
            Town,
            "the ledger is a folder",
            &[LEDGER, "cannot be read"],
            |office| office.write("ledger.json/x", ""),
        ),
        Case::new(
            Town,
            "nobody says that there was no release before",
            &[LEDGER],
            |office| {
                office.replace("atlas-1.toml", "first_release = true\n", "");
            },
        ),
    ]
}

fn second() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "the profile of protection does not exist",
            &["atlas-1.toml", "strict-9"],
            |office| {
                office.replace(
                    "atlas-1.toml",
                    "profile = \"strict-3\"",
                    "profile = \"strict-9\"",
                );
            },
        ),
        Case::new(
            Town,
            "the blocks that systems share are not there",
            &["bloecke.csv"],
            |office| office.remove("bloecke.csv"),
        ),
        Case::new(
            Town,
            "a shared block lies in an area that does not exist",
            &["bloecke.csv", "row 2", "9999"],
            |office| {
                office.replace("bloecke.csv", "0201,S2,B001", "9999,S2,B001");
            },
        ),
    ]
}
