//! A study of one view, driven in steps.

use teilraum::atlas::study::{Desk, Kind, StudyAnswer, Task};
use teilraum::stats::Progress;
use teilraum_edge::{thrown, to_js, with_kind};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Simple operations between two looks at the clock: well below a millisecond.
const WORK_AT_ONCE: u32 = 100_000;

#[wasm_bindgen]
extern "C" {
    /// The clock of page and worker alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now_ms() -> f64;
}

/// How far a study is.
#[derive(serde::Serialize)]
struct Step {
    done: u32,
    of: u32,
    answer: Option<StudyAnswer>,
}

/// One view, opened on its own, and what is being studied about it.
#[wasm_bindgen]
pub struct Study {
    desk: Desk,
    task: Option<Task>,
}

#[wasm_bindgen]
impl Study {
    /// Will study the view of `link`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(link: &str) -> Self {
        Self {
            desk: Desk::new(link),
            task: None,
        }
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// An `Error` of kind `file` if they are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.desk
            .supply(path, bytes)
            .map_err(|error| thrown("file", &error))
    }

    /// Notes that a file cannot be had.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.desk.refuse(path, reason);
    }

    /// The files the study still needs.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.desk.missing()
    }

    /// Begins a study.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if there is no study `kind`, of kind `file` while files are
    /// missing.
    pub fn begin(&mut self, kind: &str) -> Result<(), JsValue> {
        let kind = Kind::of(kind).ok_or_else(|| with_kind("boundary", "there is no such study"))?;
        let task = self.desk.begin(kind);
        self.task = Some(task.map_err(|error| thrown("file", &error))?);
        Ok(())
    }

    /// Goes on for about `budget_ms`: how far it is, and in the end the answer.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if nothing has begun, of kind `file` while files are missing.
    pub fn step(&mut self, budget_ms: f64) -> Result<JsValue, JsValue> {
        let Some(task) = &mut self.task else {
            return Err(with_kind("boundary", "no study has begun"));
        };
        let end = now_ms() + budget_ms;
        loop {
            let progress = self.desk.step(task, WORK_AT_ONCE);
            let step = match progress.map_err(|error| thrown("file", &error))? {
                Progress::Running { done, of } => Step {
                    done,
                    of,
                    answer: None,
                },
                Progress::Done(answer) => Step {
                    done: 1,
                    of: 1,
                    answer: Some(answer),
                },
            };
            if step.answer.is_some() || now_ms() >= end {
                return to_js(&step);
            }
        }
    }
}
