//! Values across the boundary: plain objects, `null` for what is absent.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::error::thrown;

/// A Rust value as a plain JavaScript object.
///
/// # Errors
/// An `Error` of kind `boundary` if the browser cannot take it.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    value
        .serialize(&serializer)
        .map_err(|error| thrown("boundary", &error))
}

/// A JavaScript value as a Rust one.
///
/// # Errors
/// An `Error` of kind `boundary` if it is of another shape.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| thrown("boundary", &error))
}
