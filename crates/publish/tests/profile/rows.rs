//! The rows of a profile, as they stand in the PDF.

use super::reader::{Element, Pdf};

/// One indicator of a profile.
#[derive(Debug)]
pub struct Row {
    /// "Verfügbares Einkommen".
    pub name: String,
    /// "2018", as it is told there.
    pub period: String,
    /// "18 919 €", or what stands in its place.
    pub value: String,
    /// Everything the row says, cell by cell.
    pub cells: Vec<String>,
}

/// The paragraphs of a cell.
pub fn paragraphs(cell: &Element) -> Vec<String> {
    cell.all("P").into_iter().map(Element::text).collect()
}

/// All rows of a profile.
pub fn rows(pdf: &Pdf) -> Vec<Row> {
    let bodies = pdf.root.all("TBody");
    let rows = bodies.into_iter().flat_map(Element::children);
    rows.map(row).collect()
}

fn row(row: &Element) -> Row {
    let cells = row.children();
    let head = paragraphs(cells[0]);
    let period = head[1].split(" · ").next().unwrap().to_owned();
    Row {
        name: head[0].clone(),
        period,
        value: paragraphs(cells[1])[0].clone(),
        cells: cells.into_iter().map(Element::text).collect(),
    }
}
