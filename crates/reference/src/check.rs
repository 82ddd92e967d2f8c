//! Whether a case passes, by the rules of its kind.

use crate::{Case, Failure, Files, run};

/// Runs a case and compares.
///
/// # Errors
/// Says what was expected and what was found.
pub fn check(case: &Case, files: Files<'_>) -> Result<(), String> {
    match (case.kind.as_str(), run(case, files)) {
        ("refuse", Err(Failure::Reason(reason))) => {
            let expected = case.expected.get("error");
            if expected.and_then(serde_json::Value::as_str) == Some(reason.code()) {
                Ok(())
            } else {
                Err(format!(
                    "error: expected {expected:?}, found {}",
                    reason.code()
                ))
            }
        }
        ("exact", Ok(found)) => case.compare(&found, |_| true),
        (kind, Ok(found)) => Err(format!("{kind}: expected {}, found {found}", case.expected)),
        (kind, Err(failure)) => Err(format!("{kind}: expected {}, {failure}", case.expected)),
    }
}
