//! A PDF read back by its structure, as a screen reader does.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, decode_text_string};

/// A document by its structure.
pub struct Pdf {
    pub document: Document,
    /// The structure.
    pub root: Element,
    /// What of each page is no content.
    pub artifacts: Vec<String>,
    /// Text that is neither content nor said to be none.
    pub stray: String,
}

/// A part of the structure.
#[derive(Debug, Default)]
pub struct Element {
    /// `H1`, `Table`, `TD` …
    pub role: String,
    pub alt: Option<String>,
    /// Attributes of all owners: `Scope`, `BBox` …
    pub attributes: BTreeMap<String, Object>,
    pub kids: Vec<Kid>,
}

/// What is inside a part.
#[derive(Debug)]
pub enum Kid {
    Element(Element),
    /// Page, number on it, and text.
    Text(usize, i64, String),
    /// Address.
    Link(String),
}

impl Element {
    /// All its text, in the order of reading.
    pub fn text(&self) -> String {
        let kids = self.kids.iter().map(|kid| match kid {
            Kid::Element(element) => element.text(),
            Kid::Text(.., text) => text.clone(),
            Kid::Link(_) => String::new(),
        });
        kids.collect::<String>().replace('\u{ad}', "")
    }

    /// The parts inside it with a role, in the order of reading.
    pub fn all<'a>(&'a self, role: &'a str) -> Vec<&'a Element> {
        self.walk()
            .into_iter()
            .filter(|it| it.role == role)
            .collect()
    }

    /// Everything inside it, in the order of reading.
    pub fn walk(&self) -> Vec<&Element> {
        let mut found = vec![self];
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                found.extend(element.walk());
            }
        }
        found
    }

    /// The parts directly inside it.
    pub fn children(&self) -> Vec<&Element> {
        let kids = self.kids.iter();
        let elements = kids.filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Text(..) | Kid::Link(_) => None,
        });
        elements.collect()
    }
}

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Pdf {
    let document = Document::load_mem(bytes).unwrap();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut seen = Seen::default();
    for (at, page) in pages.iter().enumerate() {
        seen.artifacts.push(String::new());
        seen.page(&document, *page, at);
    }
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = element(&document, dict(&document, root), &pages, &seen, None);
    Pdf {
        root,
        artifacts: seen.artifacts,
        stray: seen.stray,
        document,
    }
}

/// The dictionary that an object is or refers to.
pub fn dict<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

/// A text of a dictionary.
pub fn string(dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let found = dictionary.get(key).ok()?;
    Some(decode_text_string(found).unwrap())
}

/// The texts of the pages.
#[derive(Default)]
struct Seen {
    content: BTreeMap<(usize, i64), String>,
    artifacts: Vec<String>,
    stray: String,
}

/// What a text between two marks is.
enum Mark {
    Content(i64),
    Artifact,
    /// Stands for other letters.
    Meant,
    Nothing,
}

impl Seen {
    fn page(&mut self, document: &Document, id: ObjectId, at: usize) {
        let fonts = document.get_page_fonts(id).unwrap();
        let encodings: BTreeMap<&[u8], Encoding<'_>> = fonts
            .iter()
            .map(|(name, font)| (name.as_slice(), font.get_font_encoding(document).unwrap()))
            .collect();
        let content = Content::decode(&document.get_page_content(id)).unwrap();
        let (mut marks, mut font) = (Vec::new(), None);
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "BMC" | "BDC" => self.begin(&mut marks, operands, at),
                "EMC" => drop(marks.pop()),
                "Tf" => font = encodings.get(operands[0].as_name().unwrap()),
                "Tj" | "TJ" => {
                    let text: String = operands.iter().map(|it| letters(font, it)).collect();
                    if !matches!(marks.last(), Some(Mark::Meant)) {
                        self.say(&marks, at, &text);
                    }
                }
                _ => {}
            }
        }
        assert!(marks.is_empty(), "a mark of page {at} has no end");
    }

    fn begin(&mut self, marks: &mut Vec<Mark>, operands: &[Object], at: usize) {
        let properties = operands.get(1).and_then(|it| it.as_dict().ok());
        let number = properties.and_then(|it| it.get(b"MCID").ok()?.as_i64().ok());
        let meant = properties.and_then(|it| string(it, b"ActualText"));
        if let Some(number) = number {
            marks.push(Mark::Content(number));
            self.content.entry((at, number)).or_default();
        } else if operands[0].as_name().unwrap() == b"Artifact" {
            marks.push(Mark::Artifact);
        } else {
            marks.push(Mark::Nothing);
        }
        if let Some(meant) = meant {
            self.say(marks, at, &meant);
            *marks.last_mut().unwrap() = Mark::Meant;
        }
    }

    fn say(&mut self, marks: &[Mark], at: usize, text: &str) {
        let marks = marks.iter().rev();
        let mut known = marks.filter(|it| !matches!(it, Mark::Nothing | Mark::Meant));
        match known.next() {
            Some(Mark::Content(number)) => {
                self.content
                    .entry((at, *number))
                    .or_default()
                    .push_str(text);
            }
            Some(_) => self.artifacts[at].push_str(text),
            None => self.stray.push_str(text),
        }
    }
}

fn letters(font: Option<&Encoding<'_>>, object: &Object) -> String {
    match object {
        Object::String(bytes, _) => Document::decode_text(font.unwrap(), bytes).unwrap(),
        Object::Array(parts) => parts.iter().map(|it| letters(font, it)).collect(),
        _ => String::new(),
    }
}

fn element(
    document: &Document,
    of: &Dictionary,
    pages: &[ObjectId],
    seen: &Seen,
    around: Option<ObjectId>,
) -> Element {
    let role = of.get(b"S").and_then(Object::as_name).unwrap_or_default();
    let page = of.get(b"Pg").and_then(Object::as_reference).ok().or(around);
    let mut element_ = Element {
        role: String::from_utf8(role.to_vec()).unwrap(),
        alt: string(of, b"Alt"),
        ..Element::default()
    };
    for owner in each(document, of.get(b"A").ok()) {
        for (key, value) in dict(document, owner) {
            let key = String::from_utf8(key.clone()).unwrap();
            element_.attributes.insert(key, value.clone());
        }
    }
    for kid in each(document, of.get(b"K").ok()) {
        let kid = match document.dereference(kid).unwrap().1 {
            Object::Integer(number) => text(pages, seen, page, *number),
            Object::Dictionary(inner) => {
                let page = inner
                    .get(b"Pg")
                    .and_then(Object::as_reference)
                    .ok()
                    .or(page);
                match inner
                    .get(b"Type")
                    .and_then(Object::as_name)
                    .unwrap_or_default()
                {
                    b"MCR" => text(
                        pages,
                        seen,
                        page,
                        inner.get(b"MCID").unwrap().as_i64().unwrap(),
                    ),
                    b"OBJR" => link(document, inner),
                    _ => Kid::Element(element(document, inner, pages, seen, page)),
                }
            }
            other => panic!("{other:?}"),
        };
        element_.kids.push(kid);
    }
    element_
}

/// The objects of an array, or the one there is.
fn each<'a>(document: &'a Document, object: Option<&'a Object>) -> Vec<&'a Object> {
    match object.map(|it| document.dereference(it).unwrap().1) {
        None => Vec::new(),
        Some(Object::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
    }
}

fn text(pages: &[ObjectId], seen: &Seen, page: Option<ObjectId>, number: i64) -> Kid {
    let at = pages.iter().position(|it| Some(*it) == page).unwrap();
    let text = seen.content.get(&(at, number));
    Kid::Text(
        at,
        number,
        text.unwrap_or_else(|| panic!("no content {number}"))
            .clone(),
    )
}

fn link(document: &Document, reference: &Dictionary) -> Kid {
    let annotation = dict(document, reference.get(b"Obj").unwrap());
    assert!(string(annotation, b"Contents").is_some_and(|it| !it.is_empty()));
    let action = dict(document, annotation.get(b"A").unwrap());
    Kid::Link(string(action, b"URI").unwrap())
}
