//! Data packages that are broken or point elsewhere.

use super::office::Base::Package;
use super::runner::Case;

const FILE: &str = "package/datapackage.json";
const TABLE: &str = "package/incomes.csv";

pub fn cases() -> Vec<Case> {
    [first(), second()].into_iter().flatten().collect()
}

fn first() -> Vec<Case> {
    vec![
        Case::new(
            Package,
            "a data package is no JSON",
            &[FILE, "line 4"],
            |office| {
                office.replace(
                    FILE,
                    "\"name\": \"incomes\",\n    \"path\"",
                    "\"name\": incomes,\n    \"path\"",
                );
            },
        ),
        Case::new(Package, "a data package is empty", &[FILE], |office| {
            office.write(FILE, "")
        }),
        Case::new(
            Package,
            "a data package has no resources",
            &[FILE, "resource"],
            |office| office.write(FILE, "{\"name\": \"x\"}"),
        ),
        Case::new(
            Package,
            "a resource is not there",
            &[FILE, "outgoings"],
            |office| {
                office.replace(
                    "indicators.toml",
                    "resource = \"incomes\"",
                    "resource = \"outgoings\"",
                );
            },
        ),
        Case::new(
            Package,
            "a resource lies outside of its package",
            &[FILE, "../kreis.csv"],
            |office| {
                office.replace(
                    FILE,
                    "\"path\": \"incomes.csv\"",
                    "\"path\": \"../kreis.csv\"",
                );
            },
        ),
        Case::new(
            Package,
            "a resource has an absolute path",
            &[FILE, "/etc/hostname"],
            |office| {
                office.replace(
                    FILE,
                    "\"path\": \"incomes.csv\"",
                    "\"path\": \"/etc/hostname\"",
                );
            },
        ),
        Case::new(
            Package,
            "a resource lies on another machine",
            &[FILE, "https://example.org/incomes.csv"],
            |office| {
                office.replace(
                    FILE,
                    "\"path\": \"incomes.csv\"",
                    "\"path\": \"https://example.org/incomes.csv\"",
                );
            },
        ),
    ]
}

fn second() -> Vec<Case> {
    vec![
        Case::new(
            Package,
            "the file of a resource is not there",
            &["package/incomes.csv"],
            |office| office.remove(TABLE),
        ),
        Case::new(
            Package,
            "a field of a resource is called otherwise in its table",
            &["row 1", "money"],
            |office| {
                office.replace(TABLE, "year,area,euro", "year,area,money");
            },
        ),
        Case::new(
            Package,
            "a number is less than its field allows",
            &["row 2", "-18700"],
            |office| {
                office.replace(TABLE, "18700", "-18700");
            },
        ),
        Case::new(
            Package,
            "a number of a resource is a word",
            &["row 2", "viel"],
            |office| {
                office.replace(TABLE, "18700", "viel");
            },
        ),
        Case::new(
            Package,
            "a field has a type that there is not",
            &["package/incomes.csv, row 1, column euro", "`money`"],
            |office| {
                office.replace(FILE, "\"type\": \"number\"", "\"type\": \"money\"");
            },
        ),
    ]
}
