//! Names and postcodes of municipalities, from the workbook of the Gemeindeverzeichnis.

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use teilraum::model::{AreaIx, TermKind};

use super::{Terms, plain_name};
use crate::config::Config;
use crate::config::atlas::MunicipalityRecipe;
use crate::report::{Report, found, in_file, in_row};

/// Reads the municipalities; a row whose key names no existing area is listed and left out.
pub(super) fn read(
    config: &Config,
    recipe: &MunicipalityRecipe,
    terms: &mut Terms,
    report: &mut Report,
) {
    let path = config.root.join(&recipe.file);
    let sheet = open_workbook::<Xlsx<_>, _>(&path)
        .and_then(|mut workbook| workbook.worksheet_range(&recipe.sheet));
    match sheet {
        Ok(sheet) => rows(config, recipe, &sheet, terms, report),
        Err(error) => {
            let expected = format!("a workbook with a sheet \"{}\"", recipe.sheet);
            let wording = found(expected, error.to_string());
            report.error("unreadable", in_file(&recipe.file), wording);
        }
    }
}

fn rows(
    config: &Config,
    recipe: &MunicipalityRecipe,
    sheet: &Range<Data>,
    terms: &mut Terms,
    report: &mut Report,
) {
    let last = sheet.end().map_or(0, |(row, _)| row + 1);
    let mut municipalities = 0_u32;
    for row in recipe.first_row..=last {
        let field = |column| text(sheet, row, column);
        if field(recipe.record_column) != recipe.record {
            continue;
        }
        let key: String = recipe
            .key_columns
            .iter()
            .map(|column| field(*column))
            .collect();
        let Some(area) = existing(config, &recipe.level, &key) else {
            let seen = format!("`{key}`, {}", field(recipe.name_column));
            let wording = found(format!("a key of level `{}`", recipe.level), seen);
            let place = in_row(&recipe.file, row.into(), None);
            report.warning(
                "unknown-key",
                place,
                wording.done("not offered in the search"),
            );
            continue;
        };
        municipalities += 1;
        terms.add(plain_name(field(recipe.name_column)), TermKind::Place, area);
        let postcode = field(recipe.postcode_column);
        if is_postcode(postcode) {
            terms.add(postcode, TermKind::Postcode, area);
        } else if !postcode.is_empty() {
            let column = recipe.postcode_column.to_string();
            let wording = found("five digits", format!("\"{postcode}\"")).done("left out");
            report.warning(
                "no-postcode",
                in_row(&recipe.file, row.into(), Some(&column)),
                wording,
            );
        }
    }
    if municipalities == 0 {
        let wording = found(format!("records of the kind {}", recipe.record), "none");
        report.error("no-data", in_file(&recipe.file), wording);
    }
}

fn existing(config: &Config, level: &str, key: &str) -> Option<AreaIx> {
    let area = config.area(level, key)?;
    let exists = config.areas.get(area)?.valid_to.is_none();
    exists.then_some(area)
}

/// The text in a cell, rows and columns from 1. A number is no text: its zeros would be lost.
fn text(sheet: &Range<Data>, row: u32, column: u32) -> &str {
    let at = (row.saturating_sub(1), column.saturating_sub(1));
    match sheet.get_value(at) {
        Some(Data::String(text)) => text.trim(),
        _ => "",
    }
}

fn is_postcode(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_five_digits_are_a_postcode() {
        assert!(is_postcode("01067"));
        assert!(!is_postcode("1067"));
        assert!(!is_postcode("D-010"));
    }
}
