//! The files that the town's offices keep.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use serde_json::{Value, json};
use shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
use shapefile::{Point as ShapePoint, Polygon, PolygonRing, Writer};

use crate::people::{AGES, AIDS, Figures, People};
use crate::town::{Block, Point, Town};

type Done = Result<(), Box<dyn Error>>;

/// EPSG:25832 as offices' programs write it.
const PRJ: &str = r#"PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]"#;

/// Name of a planning area by its key.
fn name(key: &str) -> String {
    const FRONT: [&str; 6] = ["Alt", "Berg", "Hafen", "Linden", "Mühlen", "Neu"];
    const BACK: [&str; 9] = [
        "stadt", "feld", "hof", "heim", "au", "brunn", "grund", "wiek", "kamp",
    ];
    let part = |range: std::ops::Range<usize>| -> usize {
        key.get(range)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(1)
    };
    format!(
        "{}{}",
        FRONT[(part(0..2) - 1) % 6],
        BACK[(part(2..4) - 1) % 9]
    )
}

/// Everything that does not change from release to release.
pub fn geography(town: &Town, folder: &Path) -> Done {
    fs::create_dir_all(folder)?;
    lists(town, folder)?;
    sozialraeume(town, folder)?;
    let school = |block: &Block| block.schulbezirk.clone();
    let features = town.areas(school).into_iter().map(|(key, rings)| {
        let rings: Vec<Vec<[f64; 2]>> = rings.iter().map(|ring| closed(ring)).collect();
        json!({"type": "Feature", "properties": {"NR": key},
            "geometry": {"type": "Polygon", "coordinates": rings}})
    });
    write_json(&folder.join("schulbezirke.geojson"), features.collect())?;
    let kitas = town.kitas.iter().map(|kita| {
        json!({"type": "Feature",
            "properties": {"id": kita.key, "name": kita.name, "e_platz": kita.places},
            "geometry": {"type": "Point", "coordinates": kita.at}})
    });
    write_json(&folder.join("kitas.geojson"), kitas.collect())?;
    travel_times(town, folder)
}

fn write_json(file: &Path, features: Vec<Value>) -> Done {
    let crs = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}});
    let all = json!({"type": "FeatureCollection", "crs": crs, "features": features});
    fs::write(file, format!("{all:#}\n"))?;
    Ok(())
}

fn closed(ring: &[Point]) -> Vec<[f64; 2]> {
    let points = ring.iter().chain(ring.first());
    points
        .map(|[x, y]| [*x as f64 / 100.0, *y as f64 / 100.0])
        .collect()
}

/// Lists of areas, and which blocks the two systems share.
fn lists(town: &Town, folder: &Path) -> Done {
    let mut bezirke = String::from("key,parent,name\n");
    let mut raeume = String::from("key,parent,name\n");
    let mut schulen = String::from("key,name\n");
    for key in town.areas(|block| block.sozialraum[..2].to_owned()).keys() {
        writeln!(bezirke, "{key},M,Bezirk {}", key.trim_start_matches('0'))?;
    }
    for key in town.areas(|block| block.sozialraum.clone()).keys() {
        writeln!(raeume, "{key},{},{}", &key[..2], name(key))?;
    }
    for key in town.areas(|block| block.schulbezirk.clone()).keys() {
        writeln!(schulen, "{key},Schulbezirk {}", &key[1..])?;
    }
    let mut blocks = String::from("first,second,atom\n");
    for block in &town.blocks {
        writeln!(
            blocks,
            "{},{},{}",
            block.sozialraum, block.schulbezirk, block.key
        )?;
    }
    fs::write(folder.join("stadt.csv"), "key,name\nM,Musterstadt\n")?;
    fs::write(folder.join("bezirke.csv"), bezirke)?;
    fs::write(folder.join("sozialraeume.csv"), raeume)?;
    fs::write(folder.join("schulbezirke.csv"), schulen)?;
    fs::write(folder.join("bloecke.csv"), blocks)?;
    Ok(())
}

/// The planning areas as a shapefile.
fn sozialraeume(town: &Town, folder: &Path) -> Done {
    let file = folder.join("sozialraeume.shp");
    let table = TableWriterBuilder::new()
        .add_character_field("NR".try_into()?, 8)
        .add_character_field("NAME".try_into()?, 40);
    let mut writer = Writer::from_path(&file, table)?;
    for (key, rings) in town.areas(|block| block.sozialraum.clone()) {
        let mut record = Record::default();
        record.insert("NR".to_owned(), FieldValue::Character(Some(key.clone())));
        record.insert("NAME".to_owned(), FieldValue::Character(Some(name(&key))));
        let shape = Polygon::with_rings(rings.iter().map(|ring| shape_ring(ring)).collect());
        writer.write_shape_and_record(&shape, &record)?;
    }
    drop(writer);
    fs::write(folder.join("sozialraeume.prj"), PRJ)?;
    fs::write(folder.join("sozialraeume.cpg"), "UTF-8")?;
    // The day of writing would make every run different.
    let table = folder.join("sozialraeume.dbf");
    let mut bytes = fs::read(&table)?;
    if let Some(day) = bytes.get_mut(1..4) {
        day.copy_from_slice(&[126, 1, 1]);
    }
    fs::write(table, bytes)?;
    Ok(())
}

fn shape_ring(ring: &[Point]) -> PolygonRing<ShapePoint> {
    let points: Vec<ShapePoint> = closed(ring)
        .into_iter()
        .map(|[x, y]| ShapePoint::new(x, y))
        .collect();
    let area: f64 = points
        .windows(2)
        .map(|pair| pair[0].x * pair[1].y - pair[1].x * pair[0].y)
        .sum();
    if area > 0.0 {
        PolygonRing::Outer(points)
    } else {
        PolygonRing::Inner(points)
    }
}

/// Minutes on foot from the middle of each block to each day-care centre within an hour.
fn travel_times(town: &Town, folder: &Path) -> Done {
    let mut text = String::from("block,kita,minuten_zu_fuss\n");
    for block in &town.blocks {
        for kita in &town.kitas {
            let metres =
                (block.middle[0] - kita.at[0]).abs() + (block.middle[1] - kita.at[1]).abs();
            let minutes = (metres / 75.0).round() as u32;
            if minutes <= 60 {
                writeln!(text, "{},{},{minutes}", block.key, kita.key)?;
            }
        }
    }
    fs::write(folder.join("fahrzeiten.csv"), text)?;
    Ok(())
}

/// The tables of one release.
pub fn figures(town: &Town, people: &People, folder: &Path) -> Done {
    fs::create_dir_all(folder)?;
    let social = |block: &Block| block.sozialraum.clone();
    let years: Vec<(u32, BTreeMap<String, Figures>)> = people
        .years
        .iter()
        .map(|year| (*year, people.by(town, *year, social)))
        .collect();
    inhabitants(&years, &folder.join("bevoelkerung.xlsx"))?;
    fs::write(folder.join("sgb2.csv"), latin1(&basic_security(&years)?)?)?;
    fs::write(folder.join("hilfen.csv"), aids(&years)?)?;
    let school = |block: &Block| block.schulbezirk.clone();
    let years: Vec<(u32, BTreeMap<String, Figures>)> = people
        .years
        .iter()
        .map(|year| (*year, people.by(town, *year, school)))
        .collect();
    fs::write(folder.join("kinder-schulbezirke.csv"), children(&years)?)?;
    fs::write(folder.join("schulen.csv"), pupils(&years)?)?;
    Ok(())
}

/// Inhabitants by age: a workbook with a title, two rows of header and a footnote.
fn inhabitants(years: &[(u32, BTreeMap<String, Figures>)], file: &Path) -> Done {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Bevölkerung")?;
    sheet.write(
        0,
        0,
        "Einwohner mit Hauptwohnung am 31.12. nach Sozialräumen und Alter",
    )?;
    sheet.write(1, 0, "Erfundene Daten der Stadt Musterstadt")?;
    for (column, title) in ["Jahr", "Nr.", "Sozialraum", "Einwohner"]
        .into_iter()
        .enumerate()
    {
        sheet.write(3, column as u16, title)?;
    }
    for (column, title) in ["insgesamt"].iter().chain(&AGES).enumerate() {
        sheet.write(4, column as u16 + 3, *title)?;
    }
    let mut row = 5;
    for (year, areas) in years {
        for (key, figures) in areas {
            sheet.write(row, 0, *year)?;
            sheet.write(row, 1, key)?;
            sheet.write(row, 2, name(key))?;
            sheet.write(row, 3, figures.ages.iter().sum::<u32>())?;
            for (column, people) in figures.ages.iter().enumerate() {
                sheet.write(row, column as u16 + 4, *people)?;
            }
            row += 1;
        }
    }
    sheet.write(row, 0, "____________")?;
    sheet.write(row + 1, 0, "Quelle: Einwohnermelderegister")?;
    workbook.save(file)?;
    Ok(())
}

/// Children on basic security: one row per value, Latin-1, keys that a spreadsheet robbed of their
/// leading zeros.
fn basic_security(years: &[(u32, BTreeMap<String, Figures>)]) -> Result<String, Box<dyn Error>> {
    let mut text = String::from("Jahr;Raum;Merkmal;Anzahl\n");
    for (year, areas) in years {
        for (key, figures) in areas {
            let key = key.trim_start_matches('0');
            writeln!(text, "{year};{key};Minderjährige;{}", figures.children())?;
            writeln!(
                text,
                "{year};{key};in Bedarfsgemeinschaften;{}",
                figures.poor_children
            )?;
        }
    }
    Ok(text)
}

fn latin1(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    text.chars()
        .map(|sign| u8::try_from(u32::from(sign)).map_err(Into::into))
        .collect()
}

/// Aids to families by kind, one column each; "-" is none.
fn aids(years: &[(u32, BTreeMap<String, Figures>)]) -> Result<String, Box<dyn Error>> {
    let mut text = format!("Jahr;Nr.;insgesamt;{}\n", AIDS.join(";"));
    let shown = |count: u32| {
        if count == 0 {
            "-".to_owned()
        } else {
            count.to_string()
        }
    };
    for (year, areas) in years {
        for (key, figures) in areas {
            let kinds: Vec<String> = figures.aids.iter().map(|count| shown(*count)).collect();
            writeln!(
                text,
                "{year};{key};{};{}",
                shown(figures.aids.iter().sum()),
                kinds.join(";")
            )?;
        }
    }
    Ok(text)
}

/// Children by school district, the other way to cut the town.
fn children(years: &[(u32, BTreeMap<String, Figures>)]) -> Result<String, Box<dyn Error>> {
    let mut text = String::from("Jahr;Schulbezirk;Minderjährige;in Bedarfsgemeinschaften\n");
    for (year, areas) in years {
        for (key, figures) in areas {
            writeln!(
                text,
                "{year};{key};{};{}",
                figures.children(),
                figures.poor_children
            )?;
        }
    }
    Ok(text)
}

/// Pupils by school district, one column per school year.
fn pupils(years: &[(u32, BTreeMap<String, Figures>)]) -> Result<String, Box<dyn Error>> {
    let school_year = |year: &u32| format!("{year}/{:02}", (year + 1) % 100);
    let heads: Vec<String> = years.iter().map(|(year, _)| school_year(year)).collect();
    let mut text = format!("Schulbezirk;Merkmal;{}\n", heads.join(";"));
    let keys = years
        .first()
        .into_iter()
        .flat_map(|(_, areas)| areas.keys());
    for key in keys {
        for (which, label) in ["Schüler", "mit Förderbedarf"].into_iter().enumerate() {
            let row = years
                .iter()
                .map(|(_, areas)| areas.get(key).map_or(0, |one| one.pupils[which]));
            let row: Vec<String> = row.map(|count| count.to_string()).collect();
            writeln!(text, "{key};{label};{}", row.join(";"))?;
        }
    }
    Ok(text)
}
