//! A small sorted map from texts, lean where many kinds of values are kept.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};

/// Values by key, sorted. Made once and read often; inserting is linear.
///
/// Every kind of value in a `BTreeMap` brings its own copy of the tree's code into the browser;
/// this one brings a binary search.
///
/// ```
/// use teilraum::model::Lookup;
/// let mut units = Lookup::from([("euro", "€"), ("percent", "%")]);
/// assert_eq!(units.get("percent"), Some(&"%"));
/// assert_eq!(units.insert("euro".to_owned(), "EUR"), Some("€"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup<V>(Vec<(String, V)>);

impl<V> Default for Lookup<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Lookup<V> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.as_str().cmp(key))
    }

    /// Pairs whose keys ascend, as they are.
    pub(crate) fn from_ascending(pairs: Vec<(String, V)>) -> Self {
        debug_assert!(pairs.is_sorted_by(|(a, _), (b, _)| a < b));
        Self(pairs)
    }

    /// The value at `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.get(self.find(key).ok()?).map(|(_, value)| value)
    }

    /// The value at `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let at = self.find(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is a value at `key`.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_ok()
    }

    /// Puts `value` at `key` and gives back what stood there.
    pub fn insert(&mut self, key: String, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self
                .0
                .get_mut(at)
                .map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes the value at `key` out.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        self.find(key).ok().map(|at| self.0.remove(at).1)
    }

    /// Keys and values in the order of keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &V)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> + ExactSizeIterator {
        self.0.iter().map(|(key, _)| key)
    }

    /// Values in the order of keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.0.iter().map(|(_, value)| value)
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl<K: Into<String>, V> FromIterator<(K, V)> for Lookup<V> {
    /// Of values with the same key the last one stays, as in a `BTreeMap`.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut lookup = Self::new();
        lookup.extend(pairs);
        lookup
    }
}

impl<K: Into<String>, V> Extend<(K, V)> for Lookup<V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            self.insert(key.into(), value);
        }
    }
}

impl<K: Into<String>, V, const N: usize> From<[(K, V); N]> for Lookup<V> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<V> IntoIterator for Lookup<V> {
    type Item = (String, V);
    type IntoIter = std::vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, V> IntoIterator for &'a Lookup<V> {
    type Item = (&'a String, &'a V);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (String, V)>,
        fn(&'a (String, V)) -> (&'a String, &'a V),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<V: serde::Serialize> serde::Serialize for Lookup<V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, V: serde::Deserialize<'de>> serde::Deserialize<'de> for Lookup<V> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<V>(PhantomData<V>);

        impl<'de, V: serde::Deserialize<'de>> Visitor<'de> for Pairs<V> {
            type Value = Lookup<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lookup<V>, A::Error> {
                let mut lookup = Lookup::new();
                while let Some((key, value)) = map.next_entry::<String, V>()? {
                    lookup.insert(key, value);
                }
                Ok(lookup)
            }
        }

        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::Lookup;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_behaves_as_a_tree_map_does(pairs in proptest::collection::vec(("[a-c]{0,2}", any::<u8>()), 0..30)) {
            let lookup: Lookup<u8> = pairs.iter().cloned().collect();
            let map: BTreeMap<String, u8> = pairs.into_iter().collect();
            prop_assert!(lookup.iter().eq(map.iter()));
            prop_assert_eq!(lookup.get("ab"), map.get("ab"));
            let json = serde_json::to_string(&map).unwrap();
            prop_assert_eq!(&serde_json::to_string(&lookup).unwrap(), &json);
            prop_assert_eq!(serde_json::from_str::<Lookup<u8>>(&json).unwrap(), lookup);
        }
    }
}
