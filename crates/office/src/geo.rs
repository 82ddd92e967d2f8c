//! Outlines with values: a FeatureCollection in WGS 84 after RFC 7946.
//!
//! A feature for each area, without geometry where it has no outline. Of one period it has a property for
//! each column; of all periods a value and a state for each, `value_2018` and `state_2018`. What is to be
//! known of the figures are further members of the collection, as the standard allows.

use std::collections::BTreeMap;

use geojson::{Feature, Geometry, GeometryValue, JsonObject, JsonValue, Position, feature::Id};
use teilraum::atlas::extract::{Cell, Head, Polygon, Row, Shapes};
use teilraum::model::{AreaIx, Scaled};

/// A collection under way.
pub(crate) struct Geo {
    /// The stable names of the columns.
    keys: Vec<&'static str>,
    /// Keys of the periods, where there are several.
    periods: Vec<String>,
    /// In the order in which they came.
    areas: Vec<(AreaIx, JsonObject)>,
    places: BTreeMap<AreaIx, usize>,
    /// How many areas are written.
    written: usize,
    out: Vec<u8>,
}

impl Geo {
    pub fn begin(head: &Head, periods: &[String]) -> Self {
        let several = periods.len() > 1;
        Self {
            keys: head.columns.iter().map(|column| column.key).collect(),
            periods: if several {
                periods.to_vec()
            } else {
                Vec::new()
            },
            areas: Vec::new(),
            places: BTreeMap::new(),
            written: 0,
            out: opening(head),
        }
    }

    pub fn row(&mut self, row: Row, period: usize) {
        let place = *self.places.entry(row.area).or_insert(self.areas.len());
        if place == self.areas.len() {
            let properties = self.properties(&row);
            self.areas.push((row.area, properties));
        }
        let names = self.periods.get(period);
        if let (Some(period), Some((_, properties))) = (names, self.areas.get_mut(place)) {
            let value = row.value.map_or(JsonValue::Null, number);
            properties.insert(format!("value_{period}"), value);
            properties.insert(format!("state_{period}"), row.state.key().into());
        }
    }

    /// What an area is, and of one period all that is told of it.
    fn properties(&self, row: &Row) -> JsonObject {
        let lasting = ["key", "name", "parent"];
        let told = |key: &str| self.periods.is_empty() || lasting.contains(&key);
        let mut properties = JsonObject::new();
        for (key, cell) in self
            .keys
            .iter()
            .zip(&row.cells)
            .filter(|(key, _)| told(key))
        {
            let value = match cell {
                Cell::Nothing => JsonValue::Null,
                Cell::Text(text) => text.as_str().into(),
                Cell::Number(of) => number(*of),
            };
            properties.insert((*key).to_owned(), value);
        }
        if self.periods.is_empty() {
            properties.insert("state_key".to_owned(), row.state.key().into());
        }
        properties
    }

    /// How many areas are to be written.
    pub fn left(&self) -> usize {
        self.areas.len() - self.written
    }

    /// Writes areas with about so many points in all; true while there are more.
    pub fn close(&mut self, shapes: Option<&Shapes<'_>>, points: usize) -> bool {
        let mut done = 0;
        while let Some((area, properties)) = self.areas.get_mut(self.written) {
            if done > points {
                return true;
            }
            done += shapes.map_or(0, |it| it.weight(*area)) + 20;
            let outline = shapes.and_then(|it| it.outline(*area));
            let properties = std::mem::take(properties);
            let feature = feature(properties, outline);
            self.out
                .extend_from_slice(if self.written > 0 { b",\n" } else { b"\n" });
            self.out.extend_from_slice(feature.to_string().as_bytes());
            self.written += 1;
        }
        false
    }

    pub fn end(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"\n]}\n");
        self.out
    }
}

/// Everything before the features.
fn opening(head: &Head) -> Vec<u8> {
    let note = |note: &teilraum::atlas::extract::Note| {
        let mut object = JsonObject::new();
        object.insert("label".to_owned(), note.label.as_str().into());
        object.insert("text".to_owned(), note.text.as_str().into());
        if !note.url.is_empty() {
            object.insert("url".to_owned(), note.url.as_str().into());
        }
        JsonValue::Object(object)
    };
    let column = |column: &teilraum::atlas::extract::Column| {
        (column.key.to_owned(), column.label.as_str().into())
    };
    let date = head.date.map(|date| date.to_string());
    let members: [(&str, JsonValue); 10] = [
        ("title", head.title.as_str().into()),
        ("source", head.source.as_str().into()),
        ("level", head.level.as_str().into()),
        ("unit", head.unit.as_str().into()),
        ("language", head.language.tag().into()),
        ("date", date.map_or(JsonValue::Null, JsonValue::from)),
        ("data_version", head.version.as_str().into()),
        ("link", head.link.as_str().into()),
        (
            "columns",
            JsonValue::Object(head.columns.iter().map(column).collect()),
        ),
        (
            "notes",
            JsonValue::Array(head.notes.iter().map(note).collect()),
        ),
    ];
    let mut out = b"{\"type\":\"FeatureCollection\",\n".to_vec();
    for (key, value) in members {
        out.extend_from_slice(format!("\"{key}\":{value},\n").as_bytes());
    }
    out.extend_from_slice(b"\"features\":[");
    out
}

fn feature(properties: JsonObject, outline: Option<Vec<Polygon>>) -> Feature {
    let id = properties.get("key").and_then(JsonValue::as_str);
    Feature {
        id: id.map(|key| Id::String(key.to_owned())),
        geometry: outline.map(geometry),
        properties: Some(properties),
        ..Feature::default()
    }
}

fn geometry(outline: Vec<Polygon>) -> Geometry {
    let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(Position::from).collect();
    let polygon = |polygon: Polygon| polygon.into_iter().map(ring).collect::<Vec<_>>();
    let mut polygons: Vec<_> = outline.into_iter().map(polygon).collect();
    Geometry::new(match (polygons.len(), polygons.pop()) {
        (1, Some(coordinates)) => GeometryValue::Polygon { coordinates },
        (_, last) => {
            polygons.extend(last);
            GeometryValue::MultiPolygon {
                coordinates: polygons,
            }
        }
    })
}

/// A number as it is published, without the noise of binary fractions.
fn number(number: Scaled) -> JsonValue {
    if number.decimals == 0 {
        return number.units.into();
    }
    number.to_f64().into()
}
