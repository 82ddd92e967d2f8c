//! Lists of areas that contradict themselves.

use super::office::Base::Small;
use super::runner::Case;

pub fn cases() -> Vec<Case> {
    [first(), second()].into_iter().flatten().collect()
}

fn first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a list of areas is empty",
            &["kreis.csv", "a header in row 1"],
            |office| {
                office.write("kreis.csv", "");
            },
        ),
        Case::new(
            Small,
            "a list of areas is a header alone",
            &["kreis.csv", "at least one area"],
            |office| {
                office.write("kreis.csv", "key,parent,name\n");
            },
        ),
        Case::new(
            Small,
            "a list of areas lacks the column of names",
            &["kreis.csv, row 1", "name"],
            |office| {
                office.replace("kreis.csv", "parent,name,", "parent,label,");
            },
        ),
        Case::new(
            Small,
            "an area stands there twice",
            &["kreis.csv, row 3", "01001"],
            |office| {
                office.replace("kreis.csv", "01051,01,", "01001,01,");
            },
        ),
        Case::new(
            Small,
            "the parent of an area does not exist",
            &["kreis.csv, row 2, column parent", "09"],
            |office| {
                office.replace("kreis.csv", "01001,01,", "01001,09,");
            },
        ),
        Case::new(
            Small,
            "areas follow each other in a circle",
            &["kreis.csv, row", "column successors", "01055"],
            |office| {
                office.replace(
                    "kreis.csv",
                    "im Landkreis Öhlberg,,,",
                    "im Landkreis Öhlberg,,2013-01-01,01099",
                );
            },
        ),
        Case::new(
            Small,
            "the successor of an area does not exist",
            &["kreis.csv, row 9, column successors", "01999"],
            |office| {
                office.replace("kreis.csv", "2012-01-01,01055", "2012-01-01,01999");
            },
        ),
        Case::new(
            Small,
            "an area ends on the thirtieth of February",
            &["kreis.csv, row 9, column valid_to", "2012-02-30"],
            |office| {
                office.replace("kreis.csv", "2012-01-01,01055", "2012-02-30,01055");
            },
        ),
    ]
}

fn second() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "an area ends before it begins",
            &["kreis.csv, row 9", "2011-01-01"],
            |office| {
                office.replace(
                    "kreis.csv",
                    ",,2012-01-01,01055",
                    ",2015-01-01,2011-01-01,01055",
                );
            },
        ),
        Case::new(
            Small,
            "a name is written in another encoding than the rest",
            &["kreis.csv, row 7", "UTF-8"],
            |office| {
                let text = office
                    .text("kreis.csv")
                    .replace("Landkreis\",Öhlberg", "Landkreis\",?hlberg");
                let mut bytes = text.into_bytes();
                let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
                bytes[at] = 0xD6;
                office.write("kreis.csv", bytes);
            },
        ),
        Case::new(
            Small,
            "a quoted name is never closed",
            &["kreis.csv", "row 2"],
            |office| {
                office.replace(
                    "kreis.csv",
                    "kreisfreie Stadt\",Auental",
                    "kreisfreie Stadt,Auental",
                );
            },
        ),
    ]
}
