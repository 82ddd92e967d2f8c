//! Output folders that cannot take a bundle.

use super::office::Base::Small;
use super::runner::Case;

pub fn cases() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "the output is a file",
            &["out", "expected a bundle, an empty folder or nothing"],
            |office| office.write("../out", "my notes"),
        ),
        Case::new(
            Small,
            "the output folder holds something else",
            &["out", "found other files; it was left as it is"],
            |office| office.write("../out/letter.txt", "Dear office"),
        ),
        Case::new(
            Small,
            "the output folder holds a manifest that is none",
            &["out", "expected a bundle"],
            |office| office.write("../out/manifest.json", "{\"name\": \"another program\"}"),
        ),
        Case::new(
            Small,
            "the output is the folder of the sources",
            &["office", "found other files"],
            |_| {},
        )
        .into("office"),
        Case::new(
            Small,
            "the output lies below a file",
            &["notes.txt", "expected a bundle"],
            |office| office.write("../notes.txt", "my notes"),
        )
        .into("notes.txt/out"),
    ]
}
