//! Tables of territorial changes that cannot be true.

use super::office::Base::Changes;
use super::office::Office;
use super::runner::Case;

const FILE: &str = "changes.csv";

pub fn cases() -> Vec<Case> {
    [first(), second()].into_iter().flatten().collect()
}

fn first() -> Vec<Case> {
    vec![
        Case::new(
            Changes,
            "the table of changes is not there",
            &[FILE],
            |office| office.remove(FILE),
        ),
        Case::new(
            Changes,
            "the table of changes is empty",
            &[FILE],
            |office| office.write(FILE, ""),
        ),
        Case::new(
            Changes,
            "the table of changes lacks a column",
            &["changes.csv, row 1", "to"],
            |office| {
                office.replace(FILE, "from,to,", "from,into,");
            },
        ),
        Case::new(
            Changes,
            "a share is more than the whole",
            &["changes.csv, row 2"],
            |office| {
                rows(office, &["01099,01055,2012-01-01,1.4"]);
            },
        ),
        Case::new(
            Changes,
            "shares make less than a whole",
            &["changes.csv, row 2", "whole"],
            |office| {
                rows(
                    office,
                    &["01099,01055,2012-01-01,0.5", "01099,01056,2012-01-01,0.1"],
                );
            },
        ),
        Case::new(
            Changes,
            "a share is negative",
            &["changes.csv, row 3", "-0.5"],
            |office| {
                rows(
                    office,
                    &["01099,01055,2012-01-01,1.5", "01099,01056,2012-01-01,-0.5"],
                );
            },
        ),
        Case::new(
            Changes,
            "a share is no number",
            &["changes.csv, row 2", "NaN"],
            |office| {
                rows(office, &["01099,01055,2012-01-01,NaN"]);
            },
        ),
        Case::new(
            Changes,
            "an area of a change does not exist",
            &["changes.csv, row 2", "01999"],
            |office| {
                rows(office, &["01099,01999,2012-01-01,"]);
            },
        ),
    ]
}

fn second() -> Vec<Case> {
    vec![
        Case::new(
            Changes,
            "a change has no date",
            &["changes.csv, row 2", "date"],
            |office| rows(office, &["01099,01055,,"]),
        ),
        Case::new(
            Changes,
            "a change stands there twice",
            &["changes.csv, row 3"],
            |office| {
                rows(
                    office,
                    &["01099,01055,2012-01-01,0.5", "01099,01055,2012-01-01,0.5"],
                );
            },
        ),
        Case::new(
            Changes,
            "changes run in a circle",
            &["column successors", "01055"],
            |office| {
                rows(
                    office,
                    &["01099,01055,2012-01-01,", "01055,01099,2013-01-01,"],
                );
            },
        ),
    ]
}

fn rows(office: &Office, rows: &[&str]) {
    office.write(
        FILE,
        format!("from,to,date,population_share\n{}\n", rows.join("\n")),
    );
}
