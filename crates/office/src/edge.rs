//! What JavaScript sees: one class.

use teilraum::atlas::extract::ExtractOrder;
use teilraum_edge::{from_js, thrown, to_js, with_kind};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::clerk::{Clerk, ClerkError, Done, Form, Step};

#[wasm_bindgen]
extern "C" {
    /// The clock of page and worker alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn now_ms() -> f64;
}

/// How far a file is.
#[derive(serde::Serialize)]
struct Told {
    done: usize,
    of: usize,
    /// Name, media type and data version of the file, once it is done.
    file: Option<File>,
}

#[derive(serde::Serialize)]
struct File {
    name: String,
    media: &'static str,
    version: String,
}

/// Writes one view as a file.
#[wasm_bindgen]
pub struct Writer {
    clerk: Clerk,
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl Writer {
    /// Will write a file of the form `form` as `order` says.
    ///
    /// # Errors
    /// An `Error` of kind `boundary` if there is no such form, or `order` is malformed.
    #[wasm_bindgen(constructor)]
    pub fn new(form: &str, order: JsValue) -> Result<Self, JsValue> {
        let form = Form::of(form);
        let form = form.ok_or_else(|| with_kind("boundary", "there is no such form of files"))?;
        let order: ExtractOrder = from_js(order)?;
        Ok(Self {
            clerk: Clerk::new(form, order),
            bytes: Vec::new(),
        })
    }

    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// An `Error` of kind `file` if they are not what they should be.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let taken = self.clerk.supply(path, bytes);
        taken.map_err(|error| thrown("file", &error))
    }

    /// Notes that a file cannot be had.
    pub fn refuse(&mut self, path: &str, reason: &str) {
        self.clerk.refuse(path, reason);
    }

    /// The files still needed.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.clerk.missing()
    }

    /// Goes on for about `budget_ms`: how far the file is, and in the end its name.
    ///
    /// # Errors
    /// An `Error` of kind `file` where the view cannot be opened, of kind `outlines` where its level has
    /// none.
    pub fn step(&mut self, budget_ms: f64) -> Result<JsValue, JsValue> {
        let end = now_ms() + budget_ms;
        loop {
            let step = self.clerk.step().map_err(|error| refused(&error))?;
            let told = match step {
                Step::Running { done, of } => Told {
                    done,
                    of,
                    file: None,
                },
                Step::Done(done) => self.keep(done),
            };
            if told.file.is_some() || now_ms() >= end {
                return to_js(&told);
            }
        }
    }

    /// The bytes of the file, once.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn keep(&mut self, done: Done) -> Told {
        self.bytes = done.bytes;
        Told {
            done: 1,
            of: 1,
            file: Some(File {
                name: done.name,
                media: done.media,
                version: done.version,
            }),
        }
    }
}

fn refused(error: &ClerkError) -> JsValue {
    let kind = match error {
        ClerkError::NoOutlines => "outlines",
        _ => "file",
    };
    thrown(kind, error)
}
