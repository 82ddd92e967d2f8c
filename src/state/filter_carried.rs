//! A filter as the core carries it: what a link says of it, unread. The larger engine reads it.

use super::Scope;

/// How many pairs are carried; more than a filter can have.
const MOST: usize = 16;

/// The pairs of a link that are a filter's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(Vec<(String, String)>);

impl Filter {
    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over a pair of a link if its key is a filter's.
    pub(super) fn take(&mut self, key: &str, value: &str, _: Scope<'_>) -> Option<bool> {
        if !matches!(key, "w" | "wg" | "wo") {
            return None;
        }
        if self.0.len() < MOST {
            self.0.push((key.to_owned(), value.to_owned()));
        }
        Some(true)
    }

    /// Writes the pairs of a link.
    pub(super) fn write(&self, put: &mut impl FnMut(&str, &str)) {
        for (key, value) in &self.0 {
            put(key, value);
        }
    }
}
