//! Which rows a recipe means, and their keys.

use std::collections::BTreeSet;

use super::sheet::{Row, Sheet, Value};
use crate::geometry::config::{FilterValue, LayerConfig};
use crate::geometry::error::GeometryError;

/// A recipe over a sheet.
pub struct Selection<'a> {
    layer: &'a LayerConfig,
    attributes: &'a str,
    columns: BTreeSet<&'a str>,
}

impl<'a> Selection<'a> {
    /// The selection that `layer` describes.
    #[must_use]
    pub fn of(layer: &'a LayerConfig, sheet: &'a Sheet) -> Self {
        Self {
            layer,
            attributes: &sheet.attributes,
            columns: sheet
                .rows
                .iter()
                .flat_map(|row| row.values.keys())
                .map(String::as_str)
                .collect(),
        }
    }

    /// Whether a row has every value that the filter asks for.
    ///
    /// # Errors
    /// An attribute that does not exist or cannot be compared.
    pub fn passes(&self, row: &Row) -> Result<bool, GeometryError> {
        let mut passes = true;
        for (column, expected) in &self.layer.filter {
            let value = self.value(row, column)?;
            passes &= matches(value, expected).ok_or_else(|| {
                let found = format!("{} in record {}", value.shown(), row.row);
                self.column(
                    column,
                    &format!("a value comparable to {expected:?}"),
                    found,
                )
            })?;
        }
        Ok(passes)
    }

    /// The key as text; numbers come without the zeros that they have lost.
    ///
    /// # Errors
    /// An attribute that does not exist, or a value that cannot be a key.
    pub fn key(&self, row: &Row) -> Result<String, GeometryError> {
        let column = &self.layer.key;
        let value = self.value(row, column)?;
        let key = match value {
            Value::Nothing => Some(String::new()),
            Value::Number(number) if number.fract() != 0.0 => None,
            value => value.text(),
        };
        key.ok_or_else(|| {
            let found = format!("{} in record {}", value.shown(), row.row);
            self.column(column, "a key", found)
        })
    }

    /// An attribute of a row; JSON leaves out those without value.
    ///
    /// # Errors
    /// [`GeometryError::Column`] where no row has such an attribute.
    pub fn value<'r>(&self, row: &'r Row, column: &str) -> Result<&'r Value, GeometryError> {
        if let Some(value) = row.values.get(column) {
            return Ok(value);
        }
        if self.columns.contains(column) {
            return Ok(&Value::Nothing);
        }
        let names: Vec<&str> = self.columns.iter().copied().collect();
        let found = format!("only {}", names.join(", "));
        Err(self.column(column, "this attribute", found))
    }

    fn column(&self, column: &str, expected: &str, found: String) -> GeometryError {
        GeometryError::Column {
            file: self.attributes.to_owned(),
            column: column.to_owned(),
            expected: expected.to_owned(),
            found,
        }
    }
}

/// Whether an attribute equals a filter value; `None` where they cannot be compared.
fn matches(value: &Value, expected: &FilterValue) -> Option<bool> {
    match (value, expected) {
        (_, FilterValue::OneOf(list)) => {
            let compared: Option<Vec<bool>> = list.iter().map(|one| matches(value, one)).collect();
            compared.map(|compared| compared.contains(&true))
        }
        (Value::Nothing, _) => Some(false),
        (Value::Text(text), FilterValue::Text(expected)) => Some(text == expected.trim()),
        (Value::Text(text), FilterValue::Number(expected)) => Some(text.parse() == Ok(*expected)),
        (Value::Number(number), FilterValue::Number(expected)) => Some(*number == *expected as f64),
        (Value::Flag(flag), FilterValue::Flag(expected)) => Some(flag == expected),
        _ => None,
    }
}
