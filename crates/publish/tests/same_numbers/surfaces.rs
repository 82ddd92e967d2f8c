//! What tells a value, and how to read it there.
//!
//! Each surface gives the text of a cell in one and the same form: the number without unit, else the
//! name of its state. Where a file holds a typed number, it is rounded and written by the engine's one
//! formatter.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use teilraum::atlas::Atlas;
use teilraum::atlas::answer::TableRow;
use teilraum::atlas::extract::ExtractOrder;
use teilraum::model::{Indicator, LevelIx, Scaled, ValueState};
use teilraum::state::Action;
use teilraum::text::{Language, NumberFormat};
use teilraum_office::{Clerk, Form};
use teilraum_publish::bundle::{Bundle, Files};
use teilraum_publish::content::Content;

use super::open;
use super::paper::Papers;
use super::sample::View;

/// Surfaces, and how many cells each of them tells at least.
pub const LEAST: [(&str, usize); 11] = [
    ("table", 1_000),
    ("card", 1_000),
    ("spoken", 1_000),
    ("csv", 1_000),
    ("excel csv", 1_000),
    ("xlsx", 1_000),
    ("geojson", 300),
    ("tooltip", 300),
    ("trend", 300),
    ("static page", 30),
    ("pdf", 30),
];

/// Outlines of more areas take long to write; a level of more is left to the other files.
const MOST_OUTLINES: usize = 1_000;

const WORDS: &[u8] = include_bytes!("../../../../www/messages/office/de.json");
const GERMAN: NumberFormat = NumberFormat::new(Language::De);

/// A view on every surface.
pub struct Surfaces<'a, 'b> {
    papers: &'a mut Papers<'b>,
    view: &'a View,
    content: &'a Content,
    bundle: &'a Bundle,
    atlas: Atlas,
    /// The same view on the map, where its outlines are few enough.
    map: Option<Atlas>,
    rows: BTreeMap<String, TableRow>,
    files: Vec<(&'static str, BTreeMap<String, String>)>,
}

impl<'a, 'b> Surfaces<'a, 'b> {
    pub fn open(
        view: &'a View,
        content: &'a Content,
        bundle: &'a Bundle,
        papers: &'a mut Papers<'b>,
    ) -> Self {
        let mut atlas = open::open(&bundle.files, &format!("{}&t=table", view.link));
        let mut surfaces = Self {
            papers,
            rows: rows(&mut atlas),
            map: None,
            view,
            content,
            bundle,
            atlas,
            files: Vec::new(),
        };
        surfaces.files = surfaces.written();
        surfaces.map = surfaces
            .has_few_areas()
            .then(|| painted(&bundle.files, &view.link));
        surfaces
    }

    fn level(&self) -> LevelIx {
        self.bundle.catalogue.level(&self.view.level).unwrap()
    }

    fn indicator(&self) -> &'a Indicator {
        let mut all = self.content.indicators.iter();
        all.find(|it| it.key == self.view.indicator).unwrap()
    }

    fn written(&self) -> Vec<(&'static str, BTreeMap<String, String>)> {
        let state = |state: ValueState| self.state_name(state);
        let decimals = self.indicator().decimals;
        let file = |form| file(&self.bundle.files, form, &self.view.link);
        let csv = file(Form::Csv).unwrap();
        let excel = file(Form::Excel).unwrap();
        let book = file(Form::Xlsx).unwrap();
        let mut written = vec![
            ("csv", of_csv(&csv, false, decimals)),
            ("excel csv", of_csv(&excel, true, decimals)),
            ("xlsx", of_xlsx(book, decimals)),
        ];
        if self.has_few_areas()
            && let Some(shapes) = file(Form::GeoJson)
        {
            written.push(("geojson", of_geojson(&shapes, decimals, &state)));
        }
        written
    }

    fn has_few_areas(&self) -> bool {
        let level = &self.content.levels[self.level().index()];
        level.range().len() <= MOST_OUTLINES
    }

    /// What every surface says of an area.
    pub fn of(&mut self, area: &str) -> Vec<(&'static str, String)> {
        let mut seen = Vec::new();
        seen.extend(self.rows.get(area).map(|row| ("table", row.value.clone())));
        let files = self.files.iter();
        seen.extend(
            files.map(|(name, cells)| (*name, cells.get(area).cloned().unwrap_or_default())),
        );
        seen.extend(self.card(area));
        seen.extend(self.tooltip(area).map(|text| ("tooltip", text)));
        seen.extend(self.static_page(area).map(|text| ("static page", text)));
        seen.extend(self.pdf(area).map(|text| ("pdf", text)));
        seen
    }

    /// The row of the area's PDF, with its unit taken off.
    fn pdf(&mut self, area: &str) -> Option<String> {
        let indicator = self.indicator();
        let told = self.papers.value(self.view, indicator, area)?;
        let expected = self.with_unit(area);
        Some(match told == expected {
            true => self.rows[area].value.clone(),
            false => told,
        })
    }

    /// The state of an area's cell.
    pub fn state(&self, area: &str) -> ValueState {
        let key = &self.rows[area].state;
        ValueState::ALL
            .into_iter()
            .find(|it| it.key() == key)
            .unwrap()
    }

    fn state_name(&self, state: ValueState) -> String {
        self.atlas.message(&format!("state.{}", state.key()))
    }

    /// The card of the chosen area, what is spoken of it, and its trend as a table.
    fn card(&mut self, area: &str) -> Vec<(&'static str, String)> {
        let link = format!("{}&t=table&a={area}", self.view.link);
        let answer = open::look(&mut self.atlas, &self.bundle.files, &link);
        let card = answer.area.unwrap();
        let expected = self.with_unit(area);
        assert!(
            card.spoken.contains(&expected),
            "{}: {expected}",
            card.spoken
        );
        // With its unit it is told as the table tells it without.
        let bare = |told: &str| match told == expected {
            true => self.rows[area].value.clone(),
            false => told.to_owned(),
        };
        let trend = card.trend.iter().flat_map(|table| &table.rows);
        let mut own = trend.filter(|row| self.is_of_period(&row[0]));
        let mut seen = vec![("card", bare(&card.value)), ("spoken", bare(&card.value))];
        seen.extend(own.next().map(|row| ("trend", bare(&row[1]))));
        seen
    }

    /// The text of an area's cell with its unit, made of what the table says.
    fn with_unit(&self, area: &str) -> String {
        let row = &self.rows[area];
        let speaker = teilraum::atlas::Speaker::new(
            self.messages(),
            &self.content.texts["de"],
            &self.content.areas,
        );
        let unit = speaker.unit(self.indicator());
        let number = scaled(&row.value, self.indicator().decimals);
        match number.filter(|_| row.state == "value" || row.state == "zero") {
            Some(number) => GERMAN.with_symbol(number, &unit),
            None => row.value.clone(),
        }
    }

    fn messages(&self) -> &'static teilraum::text::Messages {
        use std::sync::OnceLock;
        static MESSAGES: OnceLock<teilraum::text::Messages> = OnceLock::new();
        MESSAGES.get_or_init(|| {
            let text = include_bytes!("../../../../www/messages/de.json");
            teilraum::text::Messages::parse(text, GERMAN).unwrap()
        })
    }

    /// What stands under the pointer, where the area is large enough to be pointed at.
    fn tooltip(&self, area: &str) -> Option<String> {
        let atlas = self.map.as_ref()?;
        let [x, y] = atlas.map().position(atlas.area(area)?)?;
        let tip = atlas.hover(x, y).filter(|tip| tip.key == area)?;
        // Behind it may stand what chance makes of it.
        let value = self.with_unit(area);
        let told = tip.value == value || tip.value.starts_with(&format!("{value} ("));
        Some(match told {
            true => self.rows[area].value.clone(),
            false => tip.value,
        })
    }

    /// Whether a row of periods tells of the view's, maybe with a break of the series noted.
    fn is_of_period(&self, label: &str) -> bool {
        let period = self.indicator().period(&self.view.period).unwrap();
        let period = &self.indicator().periods[period.index()];
        let names = [
            teilraum::text::period_tick(period, Language::De),
            teilraum::text::period_label(period, Language::De),
        ];
        names
            .iter()
            .any(|name| label == name || label.starts_with(&format!("{name} (")))
    }

    /// The row of the period in the table of the area's own page, which tells of totals.
    fn static_page(&self, area: &str) -> Option<String> {
        if !self.view.total {
            return None;
        }
        let level = &self.content.levels[self.level().index()];
        let path = format!("pages/de/{}/{}/{area}.html", level.system, level.key);
        let page = std::str::from_utf8(self.bundle.files.get(&path)?).unwrap();
        let from = page
            .split_once(&format!("<article id=\"i-{}\">", self.view.indicator))?
            .1;
        let article = from.split_once("</article>")?.0;
        let rows = article.split("<tr><th scope=\"row\">").skip(1);
        let row = rows.into_iter().find_map(|row| {
            let (label, rest) = row.split_once("</th><td>")?;
            self.is_of_period(label)
                .then(|| rest.split("</td>").next())?
        })?;
        Some(unescaped(row))
    }
}

/// A view with its map on a screen.
fn painted(files: &Files, link: &str) -> Atlas {
    let mut atlas = open::open(files, link);
    atlas.map_mut().resize(1_000, 800, 1.0);
    atlas.map_mut().paint().unwrap();
    atlas
}

/// All rows of the table, page by page.
fn rows(atlas: &mut Atlas) -> BTreeMap<String, TableRow> {
    let mut rows = BTreeMap::new();
    let pages = atlas.answer().table.unwrap().pages;
    for page in 0..pages {
        atlas.dispatch(Action::Page { page });
        let table = atlas.answer().table.unwrap();
        rows.extend(table.rows.into_iter().map(|row| (row.key.clone(), row)));
    }
    rows
}

/// The file of a view; `None` where there is none of this form.
fn file(files: &Files, form: Form, link: &str) -> Option<Vec<u8>> {
    let order = ExtractOrder {
        link: format!("v=1&{link}"),
        ..ExtractOrder::default()
    };
    let mut clerk = Clerk::new(form, order);
    loop {
        let missing = clerk.missing();
        if missing.is_empty() {
            return clerk.finish().ok().map(|done| done.bytes);
        }
        for path in missing {
            let bytes = match path.as_str() {
                "messages/office/de" => WORDS,
                path => open::bytes(files, path),
            };
            clerk.supply(&path, bytes).unwrap();
        }
    }
}

/// A number as the page writes it, read back.
fn scaled(text: &str, decimals: u8) -> Option<Scaled> {
    let plain: String = text
        .chars()
        .filter(|letter| *letter != '\u{202f}')
        .map(|letter| match letter {
            '\u{2212}' => '-',
            ',' => '.',
            letter => letter,
        })
        .collect();
    Scaled::parse(&plain, decimals)
}

/// The text of a cell of a file.
fn text(number: Option<f64>, decimals: u8, state: &str) -> String {
    // More than nothing and less than half of the last digit is a number that is told as a state.
    let rounded = ROUNDED == state;
    match number.filter(|_| !rounded) {
        Some(number) => GERMAN.number(Scaled::round(number, decimals).unwrap()),
        None => state.to_owned(),
    }
}

/// How the page names what is rounded to zero.
const ROUNDED: &str = "fast null";

fn of_csv(bytes: &[u8], excel: bool, decimals: u8) -> BTreeMap<String, String> {
    let table = std::str::from_utf8(bytes)
        .unwrap()
        .trim_start_matches('\u{feff}');
    let table = table.split("\r\n\r\n").next().unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if excel { b';' } else { b',' })
        .from_reader(table.as_bytes());
    let cells = reader.records().map(|record| {
        let record = record.unwrap();
        let key = record[0]
            .trim_start_matches("=\"")
            .trim_end_matches('"')
            .to_owned();
        let number = if excel {
            record[4].replace(',', ".")
        } else {
            record[4].to_owned()
        };
        let number = (!number.is_empty()).then(|| number.parse().unwrap());
        (key, text(number, decimals, &record[5]))
    });
    cells.collect()
}

fn of_xlsx(bytes: Vec<u8>, decimals: u8) -> BTreeMap<String, String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&sheet).unwrap();
    let cells = range.rows().skip(1).map(|row| {
        let number = match &row[4] {
            Data::Empty => None,
            Data::Float(number) => Some(*number),
            Data::Int(number) => Some(*number as f64),
            other => panic!("no number: {other:?}"),
        };
        (
            row[0].to_string(),
            text(number, decimals, &row[5].to_string()),
        )
    });
    cells.collect()
}

fn of_geojson(
    bytes: &[u8],
    decimals: u8,
    state: &dyn Fn(ValueState) -> String,
) -> BTreeMap<String, String> {
    let text_of = std::str::from_utf8(bytes).unwrap();
    let collection: geojson::FeatureCollection = text_of.parse().unwrap();
    let cells = collection.features.iter().map(|feature| {
        let property = |key: &str| feature.property(key).unwrap();
        let key = property("state_key").as_str().unwrap();
        let found = ValueState::ALL
            .into_iter()
            .find(|it| it.key() == key)
            .unwrap();
        let cell = text(property("value").as_f64(), decimals, &state(found));
        (property("key").as_str().unwrap().to_owned(), cell)
    });
    cells.collect()
}

fn unescaped(text: &str) -> String {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    plain.replace("&#39;", "'").replace("&amp;", "&")
}
