//! The small files around the sheets.

use std::fmt::Write;

use teilraum::atlas::extract::Head;

use super::markup::push;
use super::sheet::MOST_DECIMALS;
use crate::zip::Zip;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEETML: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// How a file of relations begins.
pub(super) const RELATIONS_OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" \
    standalone=\"yes\"?>\n<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

/// Number of the first format of our own.
const FIRST_FORMAT: u16 = 164;
/// Longest name of a sheet, and what it must not hold.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// A sheet, as the workbook lists it.
pub(super) struct Listed {
    pub name: String,
    /// The last cell of what can be filtered.
    pub filtered: Option<String>,
}

pub(super) fn write(zip: &mut Zip, sheets: &[Listed], head: &Head) {
    zip.add("[Content_Types].xml", types(sheets.len()).as_bytes());
    zip.add("_rels/.rels", root().as_bytes());
    zip.add("docProps/core.xml", about(head).as_bytes());
    zip.add("xl/workbook.xml", workbook(sheets).as_bytes());
    zip.add(
        "xl/_rels/workbook.xml.rels",
        relations(sheets.len()).as_bytes(),
    );
    zip.add("xl/styles.xml", styles().as_bytes());
}

fn types(sheets: usize) -> String {
    let mut text = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"{SHEETML}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
         ContentType=\"{SHEETML}.styles+xml\"/><Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for number in 1..=sheets {
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            text,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
             ContentType=\"{SHEETML}.worksheet+xml\"/>"
        );
    }
    text + "</Types>"
}

fn root() -> String {
    format!(
        "{RELATIONS_OPEN}<Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" \
         Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn relations(sheets: usize) -> String {
    let mut text = String::from(RELATIONS_OPEN);
    for number in 1..=sheets {
        let _ = write!(
            text,
            "<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/worksheet\" \
             Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = sheets + 1;
    let _ = write!(
        text,
        "<Relationship Id=\"rId{styles}\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>"
    );
    text + "</Relationships>"
}

/// Title, atlas, language and day.
fn about(head: &Head) -> String {
    let mut text = format!(
        "{XML}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let language = head.language.tag();
    let told = [
        ("dc:title", head.title.as_str()),
        ("dc:creator", &head.atlas),
        ("dc:description", &head.source),
        ("dc:language", language),
    ];
    for (name, content) in told {
        let _ = write!(text, "<{name}>");
        push(&mut text, content);
        let _ = write!(text, "</{name}>");
    }
    if let Some(date) = head.date {
        let _ = write!(
            text,
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created>"
        );
    }
    text + "</cp:coreProperties>"
}

fn workbook(sheets: &[Listed]) -> String {
    let mut text = format!(
        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><bookViews><workbookView/></bookViews>\
         <sheets>"
    );
    let names: Vec<String> = sheets.iter().map(|sheet| sheet_name(&sheet.name)).collect();
    for (number, name) in (1..).zip(&names) {
        text.push_str("<sheet name=\"");
        push(&mut text, name);
        let _ = write!(text, "\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
    }
    text.push_str("</sheets><definedNames>");
    // A file whose names are not in order would be mended by those who read it.
    for (defined, of) in [
        ("_xlnm._FilterDatabase", filtered as fn(&str) -> String),
        ("_xlnm.Print_Titles", |_| "$1:$1".to_owned()),
    ] {
        for (at, (sheet, name)) in sheets.iter().zip(&names).enumerate() {
            let Some(last) = &sheet.filtered else {
                continue;
            };
            let hidden = if defined.ends_with("Database") {
                " hidden=\"1\""
            } else {
                ""
            };
            let _ = write!(
                text,
                "<definedName name=\"{defined}\" localSheetId=\"{at}\"{hidden}>'"
            );
            push(&mut text, &name.replace('\'', "''"));
            let _ = write!(text, "'!{}</definedName>", of(last));
        }
    }
    text + "</definedNames></workbook>"
}

/// "$A$1:$K$475", from "K475".
fn filtered(last: &str) -> String {
    let digits = last.find(|letter: char| letter.is_ascii_digit());
    let (column, row) = last.split_at(digits.unwrap_or(last.len()));
    format!("$A$1:${column}${row}")
}

/// A name that a sheet may have.
fn sheet_name(name: &str) -> String {
    let kept = name.chars().filter(|letter| !NOT_IN_NAMES.contains(letter));
    kept.take(LONGEST_NAME).collect()
}

/// The looks, in the order of [`Style`](super::sheet::Style).
fn styles() -> String {
    let mut text = format!("{XML}<styleSheet xmlns=\"{MAIN}\">");
    let formats = 0..=u16::from(MOST_DECIMALS);
    let _ = write!(text, "<numFmts count=\"{}\">", formats.clone().count());
    for decimals in formats.clone() {
        let point = if decimals > 0 { "." } else { "" };
        let zeros = "0".repeat(usize::from(decimals));
        let id = FIRST_FORMAT + decimals;
        let _ = write!(
            text,
            "<numFmt numFmtId=\"{id}\" formatCode=\"#,##0{point}{zeros}\"/>"
        );
    }
    text.push_str(
        "</numFmts><fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/>\
         <sz val=\"11\"/><name val=\"Calibri\"/></font><font><u/><sz val=\"11\"/>\
         <color rgb=\"FF0B57A4\"/><name val=\"Calibri\"/></font></fonts><fills count=\"3\"><fill>\
         <patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8EBEF\"/></patternFill></fill></fills>\
         <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>",
    );
    let own = [
        "<xf xfId=\"0\"/>",
        "<xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\" xfId=\"0\">\
         <alignment vertical=\"top\" wrapText=\"1\"/></xf>",
        "<xf applyAlignment=\"1\" xfId=\"0\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
        "<xf fontId=\"1\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment vertical=\"top\" \
         wrapText=\"1\"/></xf>",
        "<xf fontId=\"2\" applyFont=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment vertical=\"top\" \
         wrapText=\"1\"/></xf>",
    ];
    let _ = write!(
        text,
        "<cellXfs count=\"{}\">",
        own.len() + formats.clone().count()
    );
    text.extend(own);
    for decimals in formats {
        let id = FIRST_FORMAT + decimals;
        let _ = write!(
            text,
            "<xf numFmtId=\"{id}\" applyNumberFormat=\"1\" xfId=\"0\"/>"
        );
    }
    text + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Standard\" xfId=\"0\" builtinId=\"0\"/>\
            </cellStyles></styleSheet>"
}
