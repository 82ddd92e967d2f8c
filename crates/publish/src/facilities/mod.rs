//! Facilities: points with a capacity, read from a layer or a table, on the map plane.
//!
//! [`table`] reads CSV files and workbooks with columns for the place; all other files are read as
//! [`geometry::layer`]s. What has no place, or one off the map, is left out and listed; [`outside`]
//! names those that lie in no area.

pub mod outside;
pub mod table;

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{Facilities, Facility};

use crate::config::Config;
use crate::config::facilities::FacilitiesConfig;
use crate::finding::{Finding, Severity};
use crate::geometry::layer::select::Selection;
use crate::geometry::layer::sheet::{Row, Shape, Sheet, Value};
use crate::geometry::project::{Plane, Projector};
use crate::geometry::{self, GeometryError};
use crate::report::{Report, Wording, found, in_file, in_row};

/// Reads every layer of facilities; what cannot be read is an error in the report.
pub fn read(config: &Config, report: &mut Report) -> Vec<Facilities> {
    let mut layers = Vec::new();
    for settings in &config.atlas.facilities {
        match layer(config, settings, report) {
            Ok(layer) => layers.push(layer),
            Err(error) => {
                let expected = format!("points of the facilities `{}`", settings.key);
                let place = in_file(&config.file);
                report.error("facilities", place, found(expected, error.to_string()));
            }
        }
    }
    layers
}

/// What is wrong with the `[[facilities]]` tables: expected and found.
#[must_use]
pub fn mistakes(config: &Config) -> Vec<(String, String)> {
    let atlas = &config.atlas;
    let (mut mistakes, mut seen) = (Vec::new(), BTreeSet::new());
    for layer in &atlas.facilities {
        let named = |what: &str| format!("{what} in [[facilities]] `{}`", layer.key);
        let quoted = |key: &str| format!("`{key}`");
        if !seen.insert(&layer.key) {
            mistakes.push((named("each key once"), quoted(&layer.key)));
        }
        if !atlas.geometry.iter().any(|set| set.system == layer.system) {
            let expected = named("an area system with [[geometry]] as `system`");
            mistakes.push((expected, quoted(&layer.system)));
        }
        let unknown = |key: &&String| !atlas.source.iter().any(|source| source.key == **key);
        for key in layer.sources.iter().filter(unknown) {
            mistakes.push((named("a source"), quoted(key)));
        }
        if layer.sources.is_empty() {
            mistakes.push((named("at least one source"), "none".to_owned()));
        }
        if layer
            .columns
            .as_ref()
            .is_some_and(|columns| columns.header_row == 0)
        {
            mistakes.push((named("rows counted from 1"), "header_row = 0".to_owned()));
        }
    }
    mistakes
}

fn layer(
    config: &Config,
    settings: &FacilitiesConfig,
    report: &mut Report,
) -> Result<Facilities, GeometryError> {
    let set = config
        .atlas
        .geometry
        .iter()
        .find(|set| set.system == settings.system);
    let plane = Plane::new(set.map_or("", |set| set.projection.as_str()))?;
    let mut findings = Vec::new();
    let opened = match &settings.columns {
        Some(columns) => table::open(settings, columns, &config.root, &plane, &mut findings),
        None => geometry::layer::open(&settings.layer, &config.root, &plane, &mut findings),
    };
    report.extend(findings);
    let (sheet, projector) = opened?;
    let reader = Reader {
        settings,
        selection: Selection::of(&settings.layer, &sheet),
        projector,
    };
    Ok(Facilities {
        key: settings.key.clone(),
        system: settings.system.clone(),
        sources: settings.sources.clone(),
        unit: settings.unit.clone(),
        points: reader.points(&sheet, report)?,
    })
}

struct Reader<'a> {
    settings: &'a FacilitiesConfig,
    selection: Selection<'a>,
    projector: Projector<'a>,
}

/// Metres beyond which no map plane reaches.
const OFF_THE_MAP_M: f64 = 2e7;

impl Reader<'_> {
    fn points(&self, sheet: &Sheet, report: &mut Report) -> Result<Vec<Facility>, GeometryError> {
        let (mut points, mut rows) = (BTreeMap::new(), 0);
        for row in &sheet.rows {
            if !self.selection.passes(row)? {
                continue;
            }
            rows += 1;
            if let Some(facility) = self.facility(row, report)? {
                self.keep(row, facility, &mut points, report);
            }
        }
        if points.is_empty() {
            return Err(GeometryError::Empty {
                file: self.settings.layer.file.clone(),
                records: rows,
            });
        }
        Ok(points.into_values().map(|(_, facility)| facility).collect())
    }

    fn keep(
        &self,
        row: &Row,
        facility: Facility,
        points: &mut BTreeMap<String, (u64, Facility)>,
        report: &mut Report,
    ) {
        if let Some((first, _)) = points.get(&facility.key) {
            let seen = format!("\"{}\" again, first in record {first}", facility.key);
            let wording = found("each facility once", seen);
            self.tell(
                Severity::Error,
                "duplicate-key",
                row,
                Some(&self.settings.layer.key),
                wording,
                report,
            );
        } else {
            points.insert(facility.key.clone(), (row.row, facility));
        }
    }

    /// The facility of a row, or a finding why there is none.
    fn facility(&self, row: &Row, report: &mut Report) -> Result<Option<Facility>, GeometryError> {
        let key = self.selection.key(row)?;
        if key.is_empty() {
            let wording = found("a key", "none").done("left out");
            self.tell(
                Severity::Warning,
                "missing-key",
                row,
                Some(&self.settings.layer.key),
                wording,
                report,
            );
            return Ok(None);
        }
        let name = self.selection.value(row, &self.settings.name)?.text();
        let capacity = self.capacity(row, report)?;
        let at_m = match self.place(row) {
            Ok(at_m) => at_m,
            Err(wording) => {
                let done = format!("\"{key}\" left out");
                self.tell(
                    Severity::Warning,
                    "no-place",
                    row,
                    None,
                    wording.done(done),
                    report,
                );
                return Ok(None);
            }
        };
        Ok(Some(Facility {
            // A name is one line, whatever breaks its file puts into it.
            name: name.map_or_else(|| key.clone(), |name| one_line(&name)),
            key: one_line(&key),
            at_m,
            capacity,
        }))
    }

    fn place(&self, row: &Row) -> Result<[i32; 2], Wording> {
        let at = match &row.shape {
            Shape::Points(points) => match points.as_slice() {
                [only] => *only,
                several => return Err(found("one point", format!("{} points", several.len()))),
            },
            other => return Err(found("a point", other.kind())),
        };
        if let Some(seen) = self.projector.complaint([at].iter()) {
            return Err(found(self.projector.expected(), seen));
        }
        let on_plane = self.projector.project(at);
        let near = |m: &[f64; 2]| m.iter().all(|m| m.abs() < OFF_THE_MAP_M);
        let off = || found("a place on the map plane", format!("{}, {}", at[0], at[1]));
        let [x, y] = on_plane.filter(near).ok_or_else(off)?;
        Ok([x.round() as i32, y.round() as i32])
    }

    fn capacity(&self, row: &Row, report: &mut Report) -> Result<Option<u32>, GeometryError> {
        let Some(column) = &self.settings.capacity else {
            return Ok(None);
        };
        let value = self.selection.value(row, column)?;
        let number = match value {
            Value::Nothing => return Ok(None),
            value => value.text().and_then(|text| text.parse::<u32>().ok()),
        };
        // The format keeps one number for "not told".
        let number = number.filter(|number| *number < u32::MAX);
        if number.is_none() {
            let wording =
                found("a whole number or nothing", value.shown()).done("read as not told");
            self.tell(
                Severity::Warning,
                "not-a-number",
                row,
                Some(column),
                wording,
                report,
            );
        }
        Ok(number)
    }

    fn tell(
        &self,
        severity: Severity,
        code: &'static str,
        row: &Row,
        column: Option<&str>,
        wording: Wording,
        report: &mut Report,
    ) {
        let Wording {
            expected,
            found,
            done,
        } = wording;
        report.extend(vec![Finding {
            severity,
            code,
            place: in_row(&self.settings.layer.file, row.row, column),
            expected,
            found,
            done,
        }]);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
