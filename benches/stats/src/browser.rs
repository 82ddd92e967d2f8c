//! The computations as a JavaScript class, for the worker that times them.

use crate::{Inputs, Prepared, TASKS};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// The computations with their inputs.
#[wasm_bindgen]
pub struct Bench {
    prepared: Prepared,
}

#[wasm_bindgen]
impl Bench {
    /// Reads the inputs.
    ///
    /// # Errors
    /// What is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(columns: &str, neighbours: &str) -> Result<Self, JsError> {
        let inputs = Inputs::parse(columns, neighbours)?;
        let prepared = Prepared::new(inputs).map_err(|reason| JsError::new(&reason.to_string()))?;
        Ok(Self { prepared })
    }

    /// The names of the computations.
    #[must_use]
    pub fn names() -> Vec<String> {
        TASKS.iter().map(|task| task.name.to_owned()).collect()
    }

    /// Runs the computation at `at` once; NaN if there is none.
    #[must_use]
    pub fn run(&self, at: usize) -> f64 {
        TASKS
            .get(at)
            .map_or(f64::NAN, |task| (task.run)(&self.prepared))
    }
}
