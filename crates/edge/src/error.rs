//! The one place where an error of the engine becomes one of JavaScript.

use std::error::Error;

use wasm_bindgen::JsValue;

/// A JavaScript `Error` whose message tells the whole chain of causes and whose `kind` is stable.
#[must_use]
pub fn thrown(kind: &str, error: &dyn Error) -> JsValue {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        cause = inner.source();
    }
    with_kind(kind, &message)
}

/// A JavaScript `Error` with a stable `kind`.
#[must_use]
pub fn with_kind(kind: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property on a fresh Error cannot fail; without `kind` it is still an error.
    let _ = js_sys::Reflect::set(&error, &"kind".into(), &kind.into());
    error.into()
}
