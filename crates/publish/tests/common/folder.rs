//! A folder with a layer of a few squares, and the areas that belong to them.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing};
use teilraum::model::{Areas, Level, LevelIx};
use teilraum_publish::content::Outlines;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::geometry::{self, GeometryError};

use super::{area, config};

pub const UTM32: &str = r#"PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

/// A folder of its own for a test, empty at first.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("geometry")
            .join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes `kreise.shp` with one square of 10 km per record: (key, GF, column, row).
    pub fn squares(self, records: &[(&str, f64, f64, f64)]) -> Self {
        let table = TableWriterBuilder::new()
            .add_character_field("AGS".try_into().unwrap(), 12)
            .add_character_field("GEN".try_into().unwrap(), 20)
            .add_numeric_field("GF".try_into().unwrap(), 2, 0);
        let path = self.0.join("kreise.shp");
        let mut writer = shapefile::Writer::from_path(path, table).unwrap();
        for (key, gf, column, row) in records {
            let (x, y) = (500_000.0 + column * 1e4, 5_600_000.0 + row * 1e4);
            let ring = [
                (x, y),
                (x, y + 1e4),
                (x + 1e4, y + 1e4),
                (x + 1e4, y),
                (x, y),
            ];
            let ring = ring.map(|(x, y)| Point::new(x, y)).to_vec();
            let mut record = Record::default();
            record.insert("AGS".into(), FieldValue::Character(Some((*key).into())));
            record.insert("GEN".into(), FieldValue::Character(Some("Börde".into())));
            record.insert("GF".into(), FieldValue::Numeric(Some(*gf)));
            let polygon = Polygon::new(PolygonRing::Outer(ring));
            writer.write_shape_and_record(&polygon, &record).unwrap();
        }
        drop(writer);
        self.with("kreise.prj", UTM32).with("kreise.cpg", "UTF-8")
    }

    /// The name it was made with.
    pub fn name(&self) -> String {
        self.0.file_name().unwrap().to_string_lossy().into_owned()
    }

    pub fn with(self, name: &str, text: &str) -> Self {
        fs::write(self.0.join(name), text).unwrap();
        self
    }

    pub fn without(self, name: &str) -> Self {
        fs::remove_file(self.0.join(name)).unwrap();
        self
    }

    /// The usual settings with others beside or instead.
    pub fn settings(more: serde_json::Value) -> serde_json::Value {
        let mut settings = json!({
            "system": "s",
            "projection": "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs",
            "levels": {"kreis": {"file": "kreise.shp", "key": "AGS", "filter": {"GF": 9}}},
            "dissolve": ["land"],
        });
        let settings_object = settings.as_object_mut().unwrap();
        settings_object.extend(more.as_object().unwrap().clone());
        settings
    }

    pub fn build(&self) -> (Result<Outlines, GeometryError>, Vec<Finding>) {
        self.build_with(json!({}))
    }

    pub fn build_with(
        &self,
        more: serde_json::Value,
    ) -> (Result<Outlines, GeometryError>, Vec<Finding>) {
        let settings = Self::settings(more);
        let mut findings = Vec::new();
        let (levels, areas) = land();
        let config = config(settings);
        let built = geometry::build(&config, &self.0, &levels, &areas, &mut findings);
        (built, findings)
    }
}

/// One Land with three Kreise, of which the last is dissolved.
pub fn land() -> (Vec<Level>, Areas) {
    let mut areas = vec![area("01", 0, None)];
    areas.extend(["01001", "01002", "01003"].map(|key| area(key, 1, Some(0))));
    areas[3].valid_to = Some("2021-07-01".parse().unwrap());
    let level = |key: &str, parent, areas| Level {
        key: key.to_owned(),
        system: "s".to_owned(),
        parent,
        areas,
    };
    let levels = vec![
        level("land", None, [0, 1]),
        level("kreis", Some(LevelIx(0)), [1, 4]),
    ];
    (levels, Areas(areas))
}

pub const TWO: [(&str, f64, f64, f64); 2] = [("01001", 9.0, 0.0, 0.0), ("01002", 9.0, 1.0, 0.0)];

pub fn codes(findings: &[Finding]) -> Vec<(&'static str, Severity)> {
    findings
        .iter()
        .map(|finding| (finding.code, finding.severity))
        .collect()
}
