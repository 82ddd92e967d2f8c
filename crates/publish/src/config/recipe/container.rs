//! What a recipe says about the file itself: text, a sheet of a workbook, a resource of a package.

use serde::Deserialize;

/// How cells are got out of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Container {
    /// Lines of text with separators.
    Text(TextFile),
    /// The sheet of a workbook with this name.
    Sheet(String),
    /// The resource of a Data Package with this name; the package says the rest.
    Resource(String),
    /// The folder of another bundle.
    Folder,
}

/// How a text file is cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextFile {
    /// How bytes become characters.
    pub encoding: Encoding,
    /// Column separator, ASCII.
    pub separator: char,
    /// Character around cells that hold separators, ASCII; `None` if there is none.
    pub quote: Option<char>,
}

/// How the bytes of a text file become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Encoding {
    /// ISO 8859-1.
    #[serde(rename = "latin1")]
    Latin1,
    /// Windows-1252.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// UTF-8 without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with byte order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-16; the byte order mark says which.
    #[serde(rename = "utf-16")]
    Utf16,
}

/// The fields of a recipe about the file itself, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContainerFields {
    /// How bytes become characters.
    pub encoding: Option<Encoding>,
    /// Column separator.
    pub separator: Option<char>,
    /// Character around cells that hold separators; empty if there is none.
    pub quote: Option<String>,
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Name of the resource.
    pub resource: Option<String>,
}

/// The fields of [`ContainerFields`], to tell them from those of a format.
pub(super) const FIELDS: [&str; 5] = ["encoding", "separator", "quote", "sheet", "resource"];

/// Encoding and separator of a format that lays them down itself.
pub(super) type Standard = Option<(Encoding, char)>;

impl ContainerFields {
    /// The container; `Err` is a message in the words of the TOML reader.
    pub(super) fn container(self, standard: Standard) -> Result<Container, String> {
        let is_text = self.encoding.is_some() || self.separator.is_some() || self.quote.is_some();
        match (self.sheet, self.resource) {
            (Some(_), Some(_)) => Err("`sheet` and `resource`, expected one of them".to_owned()),
            (None, Some(_)) | (Some(_), None) if is_text => Err(
                "`encoding`, `separator` or `quote`, expected none: the file says them".to_owned(),
            ),
            (Some(sheet), None) => Ok(Container::Sheet(sheet)),
            (None, Some(resource)) => Ok(Container::Resource(resource)),
            (None, None) => {
                let missing = |field: &str| format!("missing field `{field}`");
                let encoding = self.encoding.or(standard.map(|(encoding, _)| encoding));
                let separator = self.separator.or(standard.map(|(_, separator)| separator));
                Ok(Container::Text(TextFile {
                    encoding: encoding.ok_or_else(|| missing("encoding"))?,
                    separator: ascii("separator", separator.ok_or_else(|| missing("separator"))?)?,
                    quote: quote(self.quote.as_deref())?,
                }))
            }
        }
    }
}

fn quote(written: Option<&str>) -> Result<Option<char>, String> {
    let mut chars = written.unwrap_or("\"").chars();
    match (chars.next(), chars.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => ascii("quote", only).map(Some),
        _ => Err("`quote` with several characters, expected one or none".to_owned()),
    }
}

fn ascii(field: &str, char: char) -> Result<char, String> {
    let fits = char.is_ascii() && char != '\n' && char != '\r';
    let message = || format!("{field} `{char}`, expected an ASCII character");
    fits.then_some(char).ok_or_else(message)
}
