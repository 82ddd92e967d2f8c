//! Text tables that are broken.

use std::fs;

use super::office::Base::{Small, Town};
use super::office::Office;
use super::runner::Case;

pub fn cases() -> Vec<Case> {
    let mut cases = files();
    cases.extend(shapes());
    cases.extend(numbers());
    cases.extend(keys_and_periods());
    cases
}

/// Writes `cell` in the place of the first income, row 2.
fn income(office: &Office, cell: &str) {
    office.replace("income.csv", "18700", cell);
}

fn files() -> Vec<Case> {
    let mut all = files_first();
    all.extend(files_rest());
    all
}

fn files_first() -> Vec<Case> {
    vec![
        Case::new(Small, "a table is empty", &["income.csv"], |office| {
            office.write("income.csv", "")
        }),
        Case::new(
            Small,
            "a table is a byte order mark alone",
            &["income.csv"],
            |office| {
                office.write("income.csv", "\u{feff}");
            },
        ),
        Case::new(
            Small,
            "a table is not there",
            &["income.csv", "readable file"],
            |office| {
                office.remove("income.csv");
            },
        ),
        Case::new(
            Small,
            "a table is a folder",
            &["income.csv", "readable file"],
            |office| {
                office.remove("income.csv");
                fs::create_dir(office.path("income.csv")).unwrap();
            },
        ),
        Case::new(
            Small,
            "a table is full of zero bytes",
            &["income.csv"],
            |office| {
                office.write("income.csv", [0; 5000]);
            },
        ),
    ]
}

fn files_rest() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a cell holds a zero byte",
            &["income.csv, row 2, column 4"],
            |office| {
                income(office, "187\u{0}000");
            },
        ),
        Case::new(
            Small,
            "one row is written in another encoding than the rest",
            &["income.csv, row 10", "UTF-8"],
            |office| {
                let text = office.text("income.csv").replacen("Öhlberg", "?hlberg", 1);
                let mut bytes = text.into_bytes();
                let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
                bytes[at] = 0xD6;
                office.write("income.csv", bytes);
            },
        ),
        Case::new(
            Small,
            "a table is UTF-16 without saying so",
            &["income.csv, row 1", "the byte 0xFF"],
            |office| {
                let mut bytes = vec![0xFF, 0xFE];
                let units = office.text("income.csv");
                bytes.extend(units.encode_utf16().flat_map(u16::to_le_bytes));
                office.write("income.csv", bytes);
            },
        ),
        Case::new(Small, "a table is packed", &["income.csv"], |office| {
            office.write(
                "income.csv",
                b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00",
            );
        }),
        Case::new(
            Small,
            "a table is cut off before its end",
            &["income.csv", "__________"],
            |office| {
                office.cut("income.csv", 0.7);
            },
        ),
        Case::new(
            Small,
            "the line that ends a table is missing",
            &["income.csv", "__________"],
            |office| {
                office.replace("income.csv", "__________\n", "");
            },
        ),
    ]
}

fn shapes() -> Vec<Case> {
    let mut all = shapes_first();
    all.extend(shapes_rest());
    all
}

fn shapes_first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a table has another separator",
            &["income.csv, row 1", "4 columns"],
            |office| {
                let text = office
                    .text("income.csv")
                    .replace(", LK", " LK")
                    .replace(';', ",");
                office.write("income.csv", text);
            },
        ),
        Case::new(
            Small,
            "a row has a cell less",
            &["income.csv, row 3", "expected 4 columns, found 3"],
            |office| {
                office.replace("income.csv", "2010;01;Nordland;17820", "2010;01;17820");
            },
        ),
        Case::new(
            Small,
            "a row has a million columns",
            &["income.csv, row 3", "columns, found more"],
            |office| {
                let wide = ";1".repeat(1_000_000 - 3);
                office.replace(
                    "income.csv",
                    "Nordland;17820",
                    &format!("Nordland;17820;{wide}"),
                );
            },
        ),
        Case::new(
            Small,
            "a cell has ten million characters",
            &["income.csv, row 2, column 4", "a number"],
            |office| {
                income(office, &"ab".repeat(5_000_000));
            },
        ),
    ]
}

fn shapes_rest() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a table has no header",
            &["income.csv, row 1, column 4", "Euro"],
            |office| {
                office.replace("income.csv", "Jahr;Schlüssel;Gebiet;Euro\n", "");
            },
        ),
        Case::new(
            Small,
            "two columns have changed places",
            &["people.csv, row 1, column 5", "männlich"],
            |office| {
                office.replace("people.csv", "männlich;weiblich", "weiblich;männlich");
            },
        ),
        Case::new(
            Town,
            "two columns have one name",
            &["release-1/hilfen.csv, row 1", "ambulant"],
            |office| {
                office.replace(
                    "release-1/hilfen.csv",
                    "ambulant;teilstationär",
                    "ambulant;ambulant",
                );
            },
        ),
        Case::new(
            Town,
            "a column is not there",
            &["release-1/hilfen.csv, row 1", "stationär"],
            |office| {
                office.replace("release-1/hilfen.csv", ";stationär", ";Heim");
            },
        ),
        Case::new(
            Small,
            "a quotation mark is never closed",
            &["income.csv, row 2"],
            |office| {
                office.replace("income.csv", "Musterbund;", "\"Musterbund;");
            },
        ),
    ]
}

fn numbers() -> Vec<Case> {
    const CELL: &[&str] = &["income.csv, row 2, column 4", "a number"];
    vec![
        Case::new(Small, "a number is NaN", CELL, |office| {
            income(office, "NaN")
        }),
        Case::new(Small, "a number is infinite", CELL, |office| {
            income(office, "inf")
        }),
        Case::new(Small, "a number is larger than any", CELL, |office| {
            income(office, "1e400")
        }),
        Case::new(Small, "a number is hexadecimal", CELL, |office| {
            income(office, "0x48FC")
        }),
        Case::new(
            Small,
            "a number has five hundred digits",
            &["income.csv, row 2, column 4"],
            |office| {
                income(office, &"9".repeat(500));
            },
        ),
        Case::new(
            Small,
            "a number has the decimal sign of another language",
            CELL,
            |office| {
                income(office, "18700.5");
            },
        ),
        Case::new(
            Small,
            "a number has groups that the recipe does not know",
            CELL,
            |office| {
                income(office, "18.700");
            },
        ),
        Case::new(
            Small,
            "a number is written in other digits",
            CELL,
            |office| income(office, "１８７００"),
        ),
        Case::new(
            Small,
            "a sign is unknown",
            &["income.csv, row 2, column 4", "\"?\""],
            |office| {
                income(office, "?");
            },
        ),
        Case::new(
            Small,
            "an error of a spreadsheet stands in a text table",
            &["income.csv, row 2, column 4", "#REF!"],
            |office| {
                income(office, "#REF!");
            },
        ),
        Case::new(
            Small,
            "a count is negative",
            &["people.csv, row 2, column 4", "a count"],
            |office| {
                office.replace("people.csv", "88535", "-88535");
            },
        ),
    ]
}

fn keys_and_periods() -> Vec<Case> {
    let mut all = keys_and_periods_first();
    all.extend(keys_and_periods_rest());
    all
}

fn keys_and_periods_first() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a key is no area",
            &["income.csv, row 5", "01009"],
            |office| {
                office.replace("income.csv", "2010;01001", "2010;01009");
            },
        ),
        Case::new(
            Small,
            "a key has a letter for a digit",
            &["income.csv, row 5", "O1001"],
            |office| {
                office.replace("income.csv", "2010;01001", "2010;O1001");
            },
        ),
        Case::new(Small, "a key is empty", &["income.csv, row 5"], |office| {
            office.replace("income.csv", "2010;01001", "2010;");
        }),
        Case::new(
            Small,
            "a key stands there twice in a period",
            &["income.csv, row 6", "01001"],
            |office| {
                office.replace("income.csv", "2010;01051", "2010;01001");
            },
        ),
        Case::new(
            Small,
            "a hundred thousand rows have one key",
            &["income.csv, row 6", "01001"],
            |office| {
                let row = "2010;01001;Auental;18210\n";
                office.replace("income.csv", row, &row.repeat(100_000));
            },
        ),
    ]
}

fn keys_and_periods_rest() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "a hundred thousand keys are unknown",
            &["income.csv", "cell"],
            |office| {
                let row = |at: u32| format!("2010;{at};Nirgends;1\n");
                let rows: String = (100_000..200_000).map(row).collect();
                office.replace("income.csv", "2010;01001", &format!("{rows}2010;01001"));
            },
        ),
        Case::new(
            Small,
            "a period is none",
            &["income.csv, row 2, column 1", "20x0"],
            |office| {
                office.replace("income.csv", "2010;BU", "20x0;BU");
            },
        ),
        Case::new(
            Small,
            "a school year has a gap",
            &["balance.csv, row 2, column 1", "2021/23"],
            |office| {
                office.replace("balance.csv", "2021/22", "2021/23");
            },
        ),
        Case::new(
            Small,
            "a day is none of the calendar",
            &["care.csv, row 2, column 1", "31.02.2024"],
            |office| {
                office.replace("care.csv", "31.12.2024", "31.02.2024");
            },
        ),
        Case::new(
            Small,
            "two recipes give the same cells",
            &["income.csv", "01001"],
            |office| {
                let recipes = office.text("indicators.toml");
                let from = recipes.find("[[indicator.read]]").unwrap();
                let to = recipes.find("[[indicator]]\nkey = \"people\"").unwrap();
                let twice = [&recipes[..to], &recipes[from..to], &recipes[to..]].concat();
                office.write("indicators.toml", twice);
            },
        ),
    ]
}
