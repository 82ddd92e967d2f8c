//! What the driver writes down: numbers as the browser told them, nothing added up.

use serde_json::Value;
use std::collections::BTreeMap;

/// The driver's file.
pub struct Report {
    /// The browser's name and version.
    pub chromium: String,
    /// Which package each rival is, with its version.
    pub versions: BTreeMap<String, String>,
    /// One entry per set of areas.
    pub sets: Vec<Set>,
}

/// All measurements with one set.
pub struct Set {
    /// Its name.
    pub name: String,
    /// How many areas it has.
    pub areas: f64,
    /// How many vertices its rings have.
    pub vertices: f64,
    /// In the order in which they were taken.
    pub measurements: Vec<Measurement>,
}

/// One product, opened once.
#[derive(Default)]
pub struct Measurement {
    /// Teilraum or a rival.
    pub product: String,
    /// Pixels per CSS pixel.
    pub density: u32,
    /// Why it ended early.
    pub failure: Option<String>,
    /// From the start of the navigation until the map was on the screen.
    pub first_map_ms: Option<f64>,
    /// Whether what was on the screen then was the whole map.
    pub first_map_whole: bool,
    /// On the wire, without data.
    pub code_bytes: Option<f64>,
    /// On the wire, outlines and values.
    pub data_bytes: Option<f64>,
    /// Private memory of the renderer beyond an empty page's.
    pub memory_bytes: Option<f64>,
    /// Private memory of the process that draws, beyond an empty page's.
    pub gpu_bytes: Option<f64>,
    /// Interaction to next paint, one per change.
    pub changes_ms: Vec<f64>,
    /// From frame to frame while dragging.
    pub frames_ms: Vec<f64>,
    /// What the engine took for its frames.
    pub engine_frames_ms: Vec<f64>,
    /// What the engine took for changes of colours, by what was changed.
    pub engine_changes_ms: BTreeMap<String, Vec<f64>>,
}

impl Report {
    /// Reads the driver's file; `None` where it is another one.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let versions = value["versions"].as_object()?.iter();
        let sets = value["sets"].as_array()?.iter().map(set);
        Some(Self {
            chromium: value["chromium"].as_str()?.to_owned(),
            versions: versions
                .map(|(name, version)| Some((name.clone(), version.as_str()?.to_owned())))
                .collect::<Option<_>>()?,
            sets: sets.collect::<Option<_>>()?,
        })
    }
}

fn set(value: &Value) -> Option<Set> {
    let measurements = value["measurements"].as_array()?.iter().map(measurement);
    Some(Set {
        name: value["set"].as_str()?.to_owned(),
        areas: value["about"]["areas"].as_f64()?,
        vertices: value["about"]["vertices"].as_f64()?,
        measurements: measurements.collect::<Option<_>>()?,
    })
}

fn measurement(value: &Value) -> Option<Measurement> {
    let number = |name: &str| value[name].as_f64();
    let numbers = |value: &Value| -> Vec<f64> {
        let values = value.as_array().map_or(&[][..], Vec::as_slice);
        values.iter().filter_map(Value::as_f64).collect()
    };
    let list = |name: &str| numbers(&value[name]);
    let changes = value["engine_changes_ms"].as_object().into_iter().flatten();
    Some(Measurement {
        product: value["product"].as_str()?.to_owned(),
        density: u32::try_from(value["density"].as_u64()?).ok()?,
        failure: value["failure"].as_str().map(str::to_owned),
        first_map_ms: number("first_map_ms"),
        first_map_whole: value["first_map_whole"].as_bool().unwrap_or(false),
        code_bytes: number("code_bytes"),
        data_bytes: number("data_bytes"),
        memory_bytes: number("memory_bytes"),
        gpu_bytes: number("gpu_bytes"),
        changes_ms: list("changes_ms"),
        frames_ms: list("frames_ms"),
        engine_frames_ms: list("engine_frames_ms"),
        engine_changes_ms: changes
            .map(|(what, values)| (what.clone(), numbers(values)))
            .collect(),
    })
}
