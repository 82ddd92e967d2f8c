//! JSON as it stands in a file, before anyone asks what it means.
//!
//! Every model type that reads itself from JSON brings its own copy of the parser's code into the
//! browser. One tree for all files brings one copy; [`Node`](super::node::Node) gives it meaning.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value; texts without escapes stay in the file's bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree<'t> {
    /// No value: a field that is not there.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number written without fraction or exponent.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Tree<'t>>),
    /// An object: every name once, sorted.
    Map(Vec<(Cow<'t, str>, Tree<'t>)>),
}

static ABSENT: Tree<'static> = Tree::Absent;

impl<'t> Tree<'t> {
    /// The tree written in `text`.
    ///
    /// # Errors
    /// No JSON, or a name twice in one object; with line and column.
    pub fn parse(text: &'t [u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(text)
    }

    /// Hands over each entry of the list written in `text`, one after the other: all together would
    /// be many times the text.
    ///
    /// # Errors
    /// As [`Tree::parse`], or no list.
    pub fn each(text: &'t [u8], take: &mut dyn FnMut(&Self)) -> Result<(), serde_json::Error> {
        let mut json = serde_json::Deserializer::from_slice(text);
        json.deserialize_seq(RowsVisitor(take))?;
        json.end()
    }

    /// What stands at `name`, if this is an object and has it.
    pub fn get(&self, name: &str) -> &Self {
        let Tree::Map(entries) = self else {
            return &ABSENT;
        };
        let found = search(entries, name).ok().and_then(|at| entries.get(at));
        found.map_or(&ABSENT, |(_, tree)| tree)
    }
}

impl fmt::Display for Tree<'_> {
    /// What messages say was found.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Absent => f.write_str("nothing"),
            Tree::Null => f.write_str("null"),
            Tree::Bool(value) => value.fmt(f),
            Tree::Whole(value) => value.fmt(f),
            Tree::Real(value) => value.fmt(f),
            Tree::Text(text) => write!(f, "\"{}\"", text.escape_debug()),
            Tree::List(_) => f.write_str("a list"),
            Tree::Map(_) => f.write_str("an object"),
        }
    }
}

fn search(entries: &[(Cow<'_, str>, Tree<'_>)], name: &str) -> Result<usize, usize> {
    let name = name.as_bytes();
    entries.binary_search_by(|(own, _)| {
        let own = own.as_bytes();
        // Mostly the first letter decides, without a call.
        own.first().cmp(&name.first()).then_with(|| own.cmp(name))
    })
}

impl<'t> Deserialize<'t> for Tree<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct RowsVisitor<'f, 't>(&'f mut dyn FnMut(&Tree<'t>));

impl<'t> Visitor<'t> for RowsVisitor<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entry) = list.next_element()? {
            (self.0)(&entry);
        }
        Ok(())
    }
}

struct TreeVisitor;

impl<'t> Visitor<'t> for TreeVisitor {
    type Value = Tree<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree<'t>, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree<'t>, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree<'t>, E> {
        Ok(Tree::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree<'t>, E> {
        Ok(i64::try_from(value).map_or(Tree::Real(value as f64), Tree::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree<'t>, E> {
        Ok(Tree::Real(value))
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Tree<'t>, E> {
        Ok(Tree::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree<'t>, E> {
        Ok(Tree::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Tree<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            entries.push(entry);
        }
        Ok(Tree::List(entries))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Tree<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, value)) = map.next_entry()? {
            let Tree::Text(name) = name else {
                return Err(A::Error::custom("the name of a field is no text"));
            };
            match search(&entries, &name) {
                Ok(_) => {
                    let twice = format!("the key \"{name}\" occurs twice");
                    return Err(A::Error::custom(twice));
                }
                Err(at) => entries.insert(at, (name, value)),
            }
        }
        Ok(Tree::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_wherever_it_stands() {
        let tree = Tree::parse(br#"{"b": [1, -2, 0.5], "a\n": "x", "c": {"d": null}}"#).unwrap();
        let numbers = vec![Tree::Whole(1), Tree::Whole(-2), Tree::Real(0.5)];
        assert_eq!(tree.get("b"), &Tree::List(numbers));
        assert_eq!(tree.get("a\n"), &Tree::Text("x".into()));
        assert_eq!(tree.get("c").get("d"), &Tree::Null);
        assert_eq!(tree.get("d"), &Tree::Absent);
        assert_eq!(tree.get("b").get("d"), &Tree::Absent);
    }

    #[test]
    fn a_name_that_comes_twice_is_refused_with_its_line() {
        let error = Tree::parse(b"{\"a\": 1,\n\"a\": 2}").unwrap_err();
        assert!(error.to_string().contains("\"a\" occurs twice"), "{error}");
        assert_eq!(error.line(), 2);
    }

    #[test]
    fn numbers_too_large_for_whole_ones_stay_numbers() {
        let tree = Tree::parse(b"18446744073709551615").unwrap();
        assert_eq!(tree, Tree::Real(u64::MAX as f64));
    }
}
