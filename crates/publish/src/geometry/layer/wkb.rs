//! Well-known binary, as GeoPackages store shapes, without heights and measures.
//!
//! Kinds are numbered as in ISO 19125 (1 point … 7 collection; 1000 more with Z, 2000 with M, 3000
//! with both) or marked by the high bits as PostGIS does. Every count is held against the bytes that
//! are left before anything is read.

use super::sheet::{Line, Shape};

/// Deepest nesting of collections.
const MAX_DEPTH: u8 = 8;

/// Reads one shape.
///
/// # Errors
/// What was found instead.
pub fn read(bytes: &[u8]) -> Result<Shape, String> {
    let mut reader = Reader { rest: bytes };
    let shape = reader.shape(0)?;
    match reader.rest.len() {
        0 => Ok(shape),
        left => Err(format!("{left} bytes after the end of a shape")),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

/// What stands before every shape.
struct Header {
    little: bool,
    kind: u32,
    dimensions: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let Some((found, rest)) = self.rest.split_first_chunk::<N>() else {
            return Err("a shape cut off in the middle".to_owned());
        };
        self.rest = rest;
        Ok(*found)
    }

    fn number(&mut self, little: bool) -> Result<u32, String> {
        let bytes = self.take()?;
        Ok(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn coordinate(&mut self, little: bool) -> Result<f64, String> {
        let bytes = self.take()?;
        Ok(if little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    fn header(&mut self) -> Result<Header, String> {
        let [order] = self.take()?;
        let little = match order {
            0 => false,
            1 => true,
            other => return Err(format!("byte order {other} instead of 0 or 1")),
        };
        let code = self.number(little)?;
        let marked = |bit: u32| usize::from(code & bit != 0);
        if code & 0x2000_0000 != 0 {
            self.number(little)?;
        }
        let plain = code & 0x0FFF_FFFF;
        let iso = match plain / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(format!("a shape of unknown kind {code}")),
        };
        Ok(Header {
            little,
            kind: plain % 1000,
            dimensions: 2 + iso + marked(0x8000_0000) + marked(0x4000_0000),
        })
    }

    /// A count of things that take at least `least` bytes each.
    fn count(&mut self, little: bool, least: usize) -> Result<usize, String> {
        let count = self.number(little)? as usize;
        if count > self.rest.len() / least {
            let left = self.rest.len();
            return Err(format!("a count of {count} with {left} bytes left"));
        }
        Ok(count)
    }

    fn position(&mut self, header: &Header) -> Result<[f64; 2], String> {
        let at = [
            self.coordinate(header.little)?,
            self.coordinate(header.little)?,
        ];
        for _ in 2..header.dimensions {
            self.coordinate(header.little)?;
        }
        Ok(at)
    }

    fn line(&mut self, header: &Header) -> Result<Line, String> {
        let count = self.count(header.little, 8 * header.dimensions)?;
        (0..count).map(|_| self.position(header)).collect()
    }

    fn shape(&mut self, depth: u8) -> Result<Shape, String> {
        if depth > MAX_DEPTH {
            return Err("collections nested too deep".to_owned());
        }
        let header = self.header()?;
        match header.kind {
            1 => {
                let at = self.position(&header)?;
                // An empty point is written as one that is no number.
                let empty = at.iter().all(|coordinate| coordinate.is_nan());
                Ok(if empty {
                    Shape::Nothing
                } else {
                    Shape::Points(vec![at])
                })
            }
            3 => {
                let count = self.count(header.little, 4)?;
                let rings: Result<Vec<Line>, _> = (0..count).map(|_| self.line(&header)).collect();
                Ok(match rings? {
                    rings if rings.is_empty() => Shape::Nothing,
                    rings => Shape::Polygons(vec![rings]),
                })
            }
            4 | 6 | 7 => {
                let count = self.count(header.little, 9)?;
                let mut all = Shape::Nothing;
                for _ in 0..count {
                    all = all.with(self.shape(depth + 1)?);
                }
                Ok(all)
            }
            other => Err(format!("a shape of kind {}", name(other))),
        }
    }
}

fn name(kind: u32) -> String {
    let names = [
        "geometry",
        "point",
        "line",
        "polygon",
        "multipoint",
        "lines",
        "multipolygon",
        "collection",
        "curve",
        "curve",
        "polygon with curves",
        "curves",
        "surfaces with curves",
    ];
    let name = names.get(kind as usize).copied().unwrap_or("unknown");
    format!("{kind} ({name})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(kind: u32, extra: &[f64]) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(kind.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(3_u32.to_le_bytes());
        for at in [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0_f64]] {
            for number in at.iter().chain(extra) {
                bytes.extend(number.to_le_bytes());
            }
        }
        bytes
    }

    #[test]
    fn heights_and_measures_are_dropped_in_either_numbering() {
        let flat = read(&polygon(3, &[])).unwrap();
        for (kind, extra) in [
            (1003, 1),
            (2003, 1),
            (3003, 2),
            (0x8000_0003, 1),
            (0xC000_0003, 2),
        ] {
            let extra = vec![7.0; extra];
            assert_eq!(read(&polygon(kind, &extra)).unwrap(), flat, "{kind}");
        }
    }

    #[test]
    fn nothing_but_the_whole_shape_is_read() {
        let whole = polygon(3, &[]);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{length}");
        }
        let longer = [whole.as_slice(), &[0]].concat();
        assert_eq!(
            read(&longer).unwrap_err(),
            "1 bytes after the end of a shape"
        );
    }

    #[test]
    fn a_count_that_lies_is_found_before_it_is_believed() {
        let mut bytes = polygon(3, &[]);
        bytes[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
        let found = read(&bytes).unwrap_err();
        assert_eq!(found, "a count of 4294967295 with 48 bytes left");
        let nested: Vec<u8> = std::iter::repeat_n([1, 7, 0, 0, 0, 1, 0, 0, 0], 100)
            .flatten()
            .collect();
        assert_eq!(read(&nested).unwrap_err(), "collections nested too deep");
    }
}
