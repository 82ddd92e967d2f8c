//! Reading model types from a tree, with the place of what does not fit.
//!
//! A [`Node`] is a tree and the way to it: `indicators[3].periods[2].start`. A reader is a function
//! of a node, such as [`text`] or [`date`]; the node's methods apply it to fields and lists. Where
//! something else stands than a reader expects, it notes that once and answers a neutral value, so
//! that reading a struct is one expression. [`read`] hands nothing out if anything was noted.

use std::cell::OnceCell;
use std::fmt::{Display, Write};

use crate::model::{Date, Lookup};

use super::error::{FormatError, FormatErrorKind, Place};
use super::tree::Tree;

/// The `T` that `read` makes of `tree`.
///
/// # Errors
/// The first thing that did not fit, with the way to it.
pub(crate) fn read<T>(
    place: Place<'_>,
    tree: &Tree<'_>,
    read: impl FnOnce(&Node<'_>) -> T,
) -> Result<T, FormatError> {
    let fault = OnceCell::new();
    let root = Node {
        tree,
        step: Step::Root,
        above: None,
        fault: &fault,
    };
    let value = read(&root);
    match fault.into_inner() {
        Some(kind) => Err(place.error(kind)),
        None => Ok(value),
    }
}

/// As [`read`], for each entry of the list that `text` holds.
///
/// # Errors
/// No JSON, no list, or the first thing that did not fit.
pub(crate) fn read_rows<T>(
    text: &[u8],
    malformed: impl FnOnce(serde_json::Error) -> FormatError,
    place: Place<'_>,
    read: impl Fn(&Node<'_>) -> T,
) -> Result<Vec<T>, FormatError> {
    let fault = OnceCell::new();
    let root = Node {
        tree: &Tree::Absent,
        step: Step::Root,
        above: None,
        fault: &fault,
    };
    let mut rows = Vec::new();
    let mut take = |tree: &Tree<'_>| rows.push(read(&root.below(Step::Row(rows.len()), tree)));
    Tree::each(text, &mut take).map_err(malformed)?;
    match fault.into_inner() {
        Some(kind) => Err(place.error(kind)),
        None => Ok(rows),
    }
}

/// A tree and the way to it.
pub(crate) struct Node<'a> {
    tree: &'a Tree<'a>,
    step: Step<'a>,
    above: Option<&'a Node<'a>>,
    fault: &'a OnceCell<FormatErrorKind>,
}

/// How a node is reached from the one above.
enum Step<'a> {
    Root,
    Field(&'a str),
    Row(usize),
}

impl Node<'_> {
    /// That this is an object. Fields that nobody asks for are passed over: later versions of the
    /// format may add some.
    pub fn object(&self) {
        if !matches!(self.tree, Tree::Map(_)) {
            self.refuse(&"an object");
        }
    }

    /// What `read` makes of the field `name`.
    #[inline(never)]
    pub fn field<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> T {
        read(&self.at(name))
    }

    /// What `read` makes of the field `name`, unless it is left out or `null`.
    #[inline(never)]
    pub fn optional<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Option<T> {
        let node = self.at(name);
        match node.tree {
            Tree::Absent | Tree::Null => None,
            _ => Some(read(&node)),
        }
    }

    /// What `read` makes of the field `name`, if an object stands there.
    pub fn object_if_any<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Option<T> {
        let node = self.at(name);
        matches!(node.tree, Tree::Map(_)).then(|| read(&node))
    }

    /// What `read` makes of the field `name`, or the default value if it is left out.
    #[inline(never)]
    pub fn or_default<T: Default>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> T {
        let node = self.at(name);
        match node.tree {
            Tree::Absent => T::default(),
            _ => read(&node),
        }
    }

    /// What `read` makes of each entry of the list `name`, or of the one thing that stands there.
    pub fn list_or_one<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Vec<T> {
        let node = self.at(name);
        match node.tree {
            Tree::List(_) => node.rows(read),
            _ => vec![read(&node)],
        }
    }

    /// What `read` makes of each entry of the list `name`.
    #[inline(never)]
    pub fn list<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Vec<T> {
        self.at(name).rows(read)
    }

    /// What `read` makes of each entry of the list `name`, which may be left out.
    #[inline(never)]
    pub fn list_if_any<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Vec<T> {
        let node = self.at(name);
        match node.tree {
            Tree::Absent => Vec::new(),
            _ => node.rows(read),
        }
    }

    /// As [`Node::pair`], both 0 if the field is left out.
    pub fn pair_if_any<T: Default>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> [T; 2] {
        match self.at(name).tree {
            Tree::Absent => <[T; 2]>::default(),
            _ => self.pair(name, read),
        }
    }

    /// What `read` makes of the two entries of the list `name`.
    #[inline(never)]
    pub fn pair<T: Default>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> [T; 2] {
        let node = self.at(name);
        match node.tree {
            Tree::List(entries) if let [first, second] = entries.as_slice() => [
                read(&node.below(Step::Row(0), first)),
                read(&node.below(Step::Row(1), second)),
            ],
            _ => node.neutral(&"a list of two"),
        }
    }

    /// What `read` makes of each entry of the object `name`.
    pub fn lookup<T>(&self, name: &str, read: impl Fn(&Node<'_>) -> T) -> Lookup<T> {
        self.at(name).entries(read)
    }

    /// What `read` makes of each entry of this list.
    #[inline(never)]
    pub fn rows<T>(&self, read: impl Fn(&Node<'_>) -> T) -> Vec<T> {
        let Tree::List(entries) = self.tree else {
            return self.neutral(&"a list");
        };
        let mut list = Vec::with_capacity(entries.len());
        for (row, entry) in entries.iter().enumerate() {
            list.push(read(&self.below(Step::Row(row), entry)));
        }
        list
    }

    /// What `read` makes of each entry of this object, by name.
    #[inline(never)]
    pub fn entries<T>(&self, read: impl Fn(&Node<'_>) -> T) -> Lookup<T> {
        let Tree::Map(entries) = self.tree else {
            return self.neutral(&"an object");
        };
        let mut pairs = Vec::with_capacity(entries.len());
        for (name, tree) in entries {
            pairs.push((name.to_string(), read(&self.below(Step::Field(name), tree))));
        }
        Lookup::from_ascending(pairs)
    }

    /// The value whose name stands here, or else `neutral`.
    pub fn one_of<T: Copy, const N: usize>(&self, neutral: T, known: [(&str, T); N]) -> T {
        let read = match self.tree {
            Tree::Text(text) => known.iter().find(|(name, _)| text == name),
            _ => None,
        };
        if let Some((_, value)) = read {
            return *value;
        }
        self.refuse_word(&known.map(|(name, _)| name));
        neutral
    }

    fn at<'n>(&'n self, name: &'n str) -> Node<'n> {
        self.below(Step::Field(name), self.tree.get(name))
    }

    fn below<'n>(&'n self, step: Step<'n>, tree: &'n Tree<'n>) -> Node<'n> {
        Node {
            tree,
            step,
            above: Some(self),
            fault: self.fault,
        }
    }

    fn whole(&self, least: i64, most: i64) -> i64 {
        match self.tree {
            Tree::Whole(value) if (least..=most).contains(value) => *value,
            _ => self.neutral(&format_args!("a whole number from {least} to {most}")),
        }
    }

    fn neutral<T: Default>(&self, expected: &dyn Display) -> T {
        self.refuse(expected);
        T::default()
    }

    /// Notes that `expected` should stand here.
    #[cold]
    fn refuse(&self, expected: &dyn Display) {
        self.fault.get_or_init(|| {
            let mut what = String::new();
            self.way(&mut what);
            FormatErrorKind::Invalid {
                what: if what.is_empty() {
                    "content".into()
                } else {
                    what.into()
                },
                expected: expected.to_string().into(),
                found: self.tree.to_string().into(),
            }
        });
    }

    #[cold]
    fn refuse_word(&self, known: &[&str]) {
        self.refuse(&format_args!("one of {}", known.join(", ")));
    }

    fn way(&self, out: &mut String) {
        if let Some(above) = self.above {
            above.way(out);
        }
        match self.step {
            Step::Root => {}
            Step::Field(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            // Writing to a text cannot fail.
            Step::Row(row) => drop(write!(out, "[{row}]")),
        }
    }
}

/// A text.
#[inline(never)]
pub(crate) fn text(node: &Node<'_>) -> String {
    match node.tree {
        Tree::Text(text) => text.to_string(),
        _ => node.neutral(&"a text"),
    }
}

/// `true` or `false`.
pub(crate) fn bool(node: &Node<'_>) -> bool {
    match node.tree {
        Tree::Bool(value) => *value,
        _ => node.neutral(&"true or false"),
    }
}

/// A whole number that a byte can hold.
pub(crate) fn u8(node: &Node<'_>) -> u8 {
    node.whole(0, u8::MAX.into()) as u8
}

/// A whole number that 16 bits can hold.
#[inline(never)]
pub(crate) fn u16(node: &Node<'_>) -> u16 {
    node.whole(0, u16::MAX.into()) as u16
}

/// A whole number that 32 bits can hold.
#[inline(never)]
pub(crate) fn u32(node: &Node<'_>) -> u32 {
    node.whole(0, u32::MAX.into()) as u32
}

/// A whole number.
pub(crate) fn i64(node: &Node<'_>) -> i64 {
    node.whole(i64::MIN, i64::MAX)
}

/// A number.
#[inline(never)]
pub(crate) fn f64(node: &Node<'_>) -> f64 {
    match node.tree {
        Tree::Whole(value) => *value as f64,
        Tree::Real(value) => *value,
        _ => node.neutral(&"a number"),
    }
}

/// A day.
#[inline(never)]
pub(crate) fn date(node: &Node<'_>) -> Date {
    let read = match node.tree {
        Tree::Text(text) => text.parse().ok(),
        _ => None,
    };
    read.unwrap_or_else(|| {
        node.refuse(&"a date as YYYY-MM-DD");
        Date::FIRST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T>(json: &str, reader: impl FnOnce(&Node<'_>) -> T) -> String {
        let tree = Tree::parse(json.as_bytes()).unwrap();
        match read(Place::file("f"), &tree, reader) {
            Ok(_) => "fine".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_does_not_fit_is_named_with_the_way_to_it() {
        let json = r#"{"a": {"b": [{"start": "x\u0007"}]}, "n": [1, 256, -1]}"#;
        let dates = |node: &Node<'_>| node.rows(|node| node.field("start", date));
        assert_eq!(
            said(json, |node| node.field("a", |node| node.entries(dates))),
            "f: a.b[0].start: expected a date as YYYY-MM-DD, found \"x\\u{7}\""
        );
        assert_eq!(
            said(json, |node| node.list("n", u8)),
            "f: n[1]: expected a whole number from 0 to 255, found 256"
        );
        assert_eq!(
            said(json, |node| node.pair("n", i64)),
            "f: n: expected a list of two, found a list"
        );
        assert_eq!(
            said(json, |node| node.field("m", text)),
            "f: m: expected a text, found nothing"
        );
        assert_eq!(said(json, |node| node.object()), "fine");
        assert_eq!(
            said("[]", |node| node.object()),
            "f: content: expected an object, found a list"
        );
    }

    #[test]
    fn words_outside_the_known_ones_are_refused_with_the_list() {
        let on = |node: &Node<'_>| node.one_of(false, [("off", false), ("on", true)]);
        assert_eq!(said("\"on\"", on), "fine");
        assert_eq!(
            said("\"of\"", on),
            "f: content: expected one of off, on, found \"of\""
        );
    }

    #[test]
    fn only_the_first_thing_that_does_not_fit_is_named() {
        assert_eq!(
            said("[5, null, 0.5]", |node| node.rows(u32)),
            "f: [1]: expected a whole number from 0 to 4294967295, found null"
        );
    }

    #[test]
    fn what_may_be_left_out_may_be_left_out() {
        let json = r#"{"null": null}"#;
        assert_eq!(said(json, |node| node.optional("null", u32)), "fine");
        assert_eq!(said(json, |node| node.optional("none", u32)), "fine");
        assert_eq!(said(json, |node| node.or_default("none", bool)), "fine");
        assert_eq!(said(json, |node| node.list_if_any("none", f64)), "fine");
        assert_eq!(
            said(json, |node| node.list_if_any("null", u16)),
            "f: null: expected a list, found null"
        );
    }
}
