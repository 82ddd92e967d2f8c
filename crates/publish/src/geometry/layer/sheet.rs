//! What a layer file holds before anything is selected: rows with attributes and a shape each.

use std::collections::BTreeMap;

/// All rows of a layer, in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The file that holds the attributes, for messages: the `.dbf` of a Shapefile.
    pub attributes: String,
    /// Rows.
    pub rows: Vec<Row>,
    /// Which way outer rings run in this format; `None` where it does not say.
    pub outer_rings: Option<Turn>,
}

/// A sense of rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// As the hands of a clock.
    Clockwise,
    /// Against them.
    CounterClockwise,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number in the file, from 1.
    pub row: u64,
    /// Attributes by name.
    pub values: BTreeMap<String, Value>,
    /// Its shape in source coordinates.
    pub shape: Shape,
}

/// An attribute.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No value.
    #[default]
    Nothing,
    /// A text, blanks around it removed.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Something that is neither, in words.
    Other(String),
}

/// A ring or another list of positions: first coordinate east or longitude.
pub type Line = Vec<[f64; 2]>;

/// A shape without heights and measures.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// No shape.
    #[default]
    Nothing,
    /// Points.
    Points(Line),
    /// Polygons with their rings, told apart by the even-odd rule.
    Polygons(Vec<Vec<Line>>),
    /// Another kind, by name.
    Other(String),
}

impl Value {
    /// The text, where there is any; whole numbers without decimals.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        // 2^53: above it, whole numbers are no longer exact.
        let whole = |number: &f64| number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
        match self {
            Self::Text(text) if !text.is_empty() => Some(text.clone()),
            Self::Number(number) if whole(number) => Some(format!("{number:.0}")),
            Self::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The value as messages show it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Nothing => "no value".to_owned(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Other(other) => other.clone(),
        }
    }
}

impl Shape {
    /// The kind as messages name it.
    #[must_use]
    pub fn kind(&self) -> &str {
        match self {
            Self::Nothing => "no shape",
            Self::Points(_) => "points",
            Self::Polygons(_) => "polygons",
            Self::Other(kind) => kind,
        }
    }

    /// Joins two shapes of one kind, as a collection holds them.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, shape) | (shape, Self::Nothing) => shape,
            (Self::Points(mut list), Self::Points(more)) => {
                list.extend(more);
                Self::Points(list)
            }
            (Self::Polygons(mut list), Self::Polygons(more)) => {
                list.extend(more);
                Self::Polygons(list)
            }
            (one, other) => Self::Other(format!("{} beside {}", one.kind(), other.kind())),
        }
    }
}
