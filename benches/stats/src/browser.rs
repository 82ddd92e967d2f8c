//! The computations as a JavaScript class, for the worker that times them.

use crate::{Inputs, Prepared, TASKS};
use std::cell::Cell;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// How often the page hears how far a computation is, as from the worker of studies.
const SLICE_MS: f64 = 50.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now_ms() -> f64;

    /// Tells the page, from the worker.
    #[wasm_bindgen(js_name = postMessage)]
    fn tell(share: f64);
}

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
        let told = Cell::new(now_ms());
        let watch = move |done, of| {
            let now = now_ms();
            if now - told.get() >= SLICE_MS {
                told.set(now);
                tell(f64::from(done) / f64::from(of));
            }
        };
        let prepared = Prepared::new(inputs, Box::new(watch))?;
        Ok(Self { prepared })
    }

    /// The names of the computations.
    #[must_use]
    pub fn names() -> Vec<String> {
        TASKS.iter().map(|task| task.name.to_owned()).collect()
    }

    /// Runs the computation at `at` once and gives its number; NaN if there is none.
    #[must_use]
    pub fn run(&self, at: usize) -> f64 {
        TASKS
            .get(at)
            .map_or(f64::NAN, |task| (task.run)(&self.prepared))
    }
}
