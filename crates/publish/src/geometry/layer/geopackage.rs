//! GeoPackages: a SQLite file with feature tables (OGC 12-128). It is only ever read.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::sheet::{Row, Shape, Sheet, Value};
use super::{LayerConfig, wkb};
use crate::geometry::error::GeometryError;
use crate::geometry::locate::Stated;

/// Reads the features of one table, and its coordinate system.
///
/// # Errors
/// A file that is no GeoPackage, is open in another program, lacks the table, or is damaged.
pub fn read(layer: &LayerConfig, path: &Path) -> Result<(Sheet, Stated), GeometryError> {
    let file = layer.file.as_str();
    let connection = open(file, path)?;
    let found = |error: rusqlite::Error| sqlite(file, &error);
    let table = table(layer, &connection)?;
    let (column, srs) = connection
        .query_row(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?1",
            [&table],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
        )
        .map_err(found)?;
    let stated = stated(file, &connection, srs).map_err(found)?;
    let sheet = Sheet {
        attributes: format!("{file}, table {table}"),
        rows: rows(file, &connection, &table, &column)?,
        outer_rings: None,
    };
    Ok((sheet, stated))
}

/// Opens the file so that nothing is written beside it.
fn open(file: &str, path: &Path) -> Result<Connection, GeometryError> {
    let bytes = head(path).map_err(|source| GeometryError::Io {
        file: file.to_owned(),
        source,
    })?;
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Err(unreadable(file, "a file that is no SQLite database"));
    }
    for (suffix, what) in [("-wal", "write-ahead log"), ("-journal", "journal")] {
        let beside = with_suffix(path, suffix);
        if fs::metadata(beside).is_ok_and(|data| data.len() > 0) {
            let found = format!(
                "a {what} with changes beside it (`{file}{suffix}`): close the program that has the file open, then try again"
            );
            return Err(unreadable(file, &found));
        }
    }
    // Bytes 18 and 19 are 2 in a file kept with a write-ahead log: SQLite would make files beside it
    // even to read. Without such a log nobody has it open, and it can be read as it is.
    let logged = bytes.get(18..20) == Some(&[2, 2]);
    let address = address(path, logged);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection =
        Connection::open_with_flags(address, flags).map_err(|error| sqlite(file, &error))?;
    let patience = std::time::Duration::from_millis(0);
    connection
        .busy_timeout(patience)
        .map_err(|error| sqlite(file, &error))?;
    Ok(connection)
}

fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(100).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The address SQLite takes: signs with a meaning of their own are escaped.
fn address(path: &Path, unchanging: bool) -> String {
    let mut address = String::from("file:");
    let text = path.to_string_lossy().replace('\\', "/");
    if text.get(1..2) == Some(":") {
        address.push_str("///");
    }
    for sign in text.chars() {
        match sign {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            other => address.push(other),
        }
    }
    address.push_str(if unchanging {
        "?immutable=1"
    } else {
        "?mode=ro"
    });
    address
}

fn unreadable(file: &str, found: &str) -> GeometryError {
    GeometryError::Unreadable {
        file: file.to_owned(),
        expected: "a GeoPackage".to_owned(),
        found: found.to_owned(),
    }
}

fn sqlite(file: &str, error: &rusqlite::Error) -> GeometryError {
    let locked = matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
    );
    let found = if locked {
        "a file locked by another program: close it there, then try again".to_owned()
    } else {
        error.to_string()
    };
    unreadable(file, &found)
}

/// The feature table: the one stated, else the only one.
fn table(layer: &LayerConfig, connection: &Connection) -> Result<String, GeometryError> {
    let query = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY 1";
    let names = connection.prepare(query).and_then(|mut statement| {
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        names.collect::<Result<Vec<String>, _>>()
    });
    let names = names.map_err(|error| sqlite(&layer.file, &error))?;
    layer.chosen("table of features", &names)
}

fn stated(file: &str, connection: &Connection, srs: i64) -> rusqlite::Result<Stated> {
    let query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let entry = connection
        .query_row(query, [srs], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })
        .optional()?;
    Ok(match entry {
        _ if srs == 0 || srs == -1 => Stated::nothing(file, "an undefined one"),
        Some((organization, code, _)) if organization.eq_ignore_ascii_case("epsg") => {
            Stated::code(file, code)
        }
        Some((_, _, Some(definition))) => Stated::wkt(file, &definition),
        _ => Stated::nothing(file, &format!("the unexplained number {srs}")),
    })
}

fn rows(
    file: &str,
    connection: &Connection,
    table: &str,
    geometry: &str,
) -> Result<Vec<Row>, GeometryError> {
    let query = format!("SELECT * FROM \"{}\"", table.replace('"', "\"\""));
    let found = |error: rusqlite::Error| sqlite(file, &error);
    let mut statement = connection.prepare(&query).map_err(found)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut cursor = statement.query([]).map_err(found)?;
    let mut rows = Vec::new();
    while let Some(record) = cursor.next().map_err(found)? {
        let mut row = Row {
            row: rows.len() as u64 + 1,
            ..Row::default()
        };
        for (at, column) in columns.iter().enumerate() {
            let cell = record.get_ref(at).map_err(found)?;
            if column.eq_ignore_ascii_case(geometry) {
                row.shape = shape(cell).map_err(|found| GeometryError::Damaged {
                    file: file.to_owned(),
                    record: row.row,
                    found,
                })?;
            } else {
                row.values.insert(column.clone(), value(cell));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

fn value(cell: ValueRef) -> Value {
    match cell {
        ValueRef::Null => Value::Nothing,
        ValueRef::Integer(number) => whole(number),
        ValueRef::Real(number) => Value::Number(number),
        ValueRef::Text(text) => match String::from_utf8_lossy(text).trim() {
            "" => Value::Nothing,
            text => Value::Text(text.to_owned()),
        },
        ValueRef::Blob(bytes) => Value::Other(format!("{} bytes", bytes.len())),
    }
}

/// A whole number as such as long as it is exact, else its digits.
fn whole(number: i64) -> Value {
    let float = number as f64;
    if number.unsigned_abs() < 1 << 53 {
        Value::Number(float)
    } else {
        Value::Text(number.to_string())
    }
}

/// The shape in a GeoPackage's own envelope: "GP", version, flags, system, bounds, then WKB.
fn shape(cell: ValueRef) -> Result<Shape, String> {
    let bytes = match cell {
        ValueRef::Null => return Ok(Shape::Nothing),
        ValueRef::Blob(bytes) => bytes,
        other => return Err(format!("{} instead of a shape", other.data_type())),
    };
    let flags = match bytes {
        [b'G', b'P', 0, flags, ..] => *flags,
        _ => return Err("bytes that do not begin like a GeoPackage shape".to_owned()),
    };
    if flags & 0x20 != 0 {
        return Err("a shape of an extension".to_owned());
    }
    let bounds = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(format!("bounds of unknown kind {other}")),
    };
    if flags & 0x10 != 0 {
        return Ok(Shape::Nothing);
    }
    wkb::read(bytes.get(8 + bounds..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_in_addresses_are_escaped() {
        let path = Path::new("/a b/100%?#.gpkg");
        assert_eq!(
            address(path, true),
            "file:/a b/100%25%3f%23.gpkg?immutable=1"
        );
        let path = Path::new("C:\\Daten\\a.gpkg");
        assert_eq!(address(path, false), "file:///C:/Daten/a.gpkg?mode=ro");
    }

    #[test]
    fn a_shape_without_its_envelope_is_refused() {
        for bytes in [&b""[..], b"GP", b"XX\0\0", b"GP\0\x0f\0\0\0\0"] {
            assert!(shape(ValueRef::Blob(bytes)).is_err());
        }
        assert_eq!(
            shape(ValueRef::Blob(b"GP\0\x11\0\0\0\0")),
            Ok(Shape::Nothing)
        );
        assert_eq!(shape(ValueRef::Null), Ok(Shape::Nothing));
    }
}
