//! Sections: the payload of every packed file is a row of them.
//!
//! | bytes | content |
//! |---|---|
//! | 4 | tag, ASCII |
//! | 4 | length of the content; the highest bit says that a reader must know the tag |
//! | … | content |
//!
//! A reader skips sections it does not know, unless they are critical.

use std::fmt;

use super::error::{FormatError, FormatErrorKind, Place};

/// Name of a section: four ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(pub [u8; 4]);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

pub(crate) const CRITICAL: u32 = 1 << 31;

/// One section of a payload.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    pub tag: Tag,
    pub content: &'a [u8],
}

/// The sections of a payload whose tags are in `known`, in file order.
pub(crate) fn split<'a>(
    place: Place<'_>,
    payload: &'a [u8],
    known: &[Tag],
) -> Result<Vec<Section<'a>>, FormatError> {
    let mut sections = Vec::new();
    let mut rest = payload;
    while !rest.is_empty() {
        let here = place.byte(payload.len() - rest.len());
        let (section, critical, after) = first(here, rest)?;
        if known.contains(&section.tag) {
            sections.push(section);
        } else if critical {
            return Err(here.error(FormatErrorKind::NeedsNewerReader {
                expected: "sections this reader knows".into(),
                found: format!("section \"{}\"", section.tag).into(),
            }));
        }
        rest = after;
    }
    Ok(sections)
}

fn first<'a>(
    place: Place<'_>,
    bytes: &'a [u8],
) -> Result<(Section<'a>, bool, &'a [u8]), FormatError> {
    let truncated = |expected: usize, found: usize| {
        place.error(FormatErrorKind::Truncated {
            expected: expected as u64,
            found: found as u64,
        })
    };
    let (tag, rest) = bytes
        .split_first_chunk::<4>()
        .ok_or_else(|| truncated(8, bytes.len()))?;
    let (length, rest) = rest
        .split_first_chunk::<4>()
        .ok_or_else(|| truncated(4, rest.len()))?;
    let length = u32::from_le_bytes(*length);
    let size = (length & !CRITICAL) as usize;
    let (content, rest) = rest
        .split_at_checked(size)
        .ok_or_else(|| truncated(size, rest.len()))?;
    Ok((
        Section {
            tag: Tag(*tag),
            content,
        },
        length & CRITICAL != 0,
        rest,
    ))
}

/// The one section `tag`; absent or repeated is an error.
pub(crate) fn only<'a>(
    place: Place<'_>,
    sections: &[Section<'a>],
    tag: Tag,
) -> Result<&'a [u8], FormatError> {
    optional(place, sections, tag)?
        .ok_or_else(|| place.invalid("sections", format!("section \"{tag}\""), "none"))
}

/// The section `tag` if there is one; repeated is an error.
pub(crate) fn optional<'a>(
    place: Place<'_>,
    sections: &[Section<'a>],
    tag: Tag,
) -> Result<Option<&'a [u8]>, FormatError> {
    let mut all = sections.iter().filter(|section| section.tag == tag);
    let first = all.next().map(|section| section.content);
    match all.count() {
        0 => Ok(first),
        more => Err(place.invalid("sections", format!("one section \"{tag}\""), more + 1)),
    }
}

/// Appends a section that a reader must know.
#[cfg(feature = "write")]
pub(crate) fn push(payload: &mut Vec<u8>, tag: Tag, content: &[u8]) {
    payload.extend_from_slice(&tag.0);
    payload.extend_from_slice(&(content.len() as u32 | CRITICAL).to_le_bytes());
    payload.extend_from_slice(content);
}
