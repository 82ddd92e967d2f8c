//! A sound atlas in a folder of its own, and the ways to break its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which atlas is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// `tests/fixtures/small-atlas`: text tables and a Shapefile.
    Small,
    /// `tests/fixtures/musterstadt`: a workbook, GeoJSON, facilities and secrets.
    Town,
    /// The small atlas with its incomes in a Data Package.
    Package,
    /// The small atlas with a table of changes.
    Changes,
}

impl Base {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Small, Self::Town, Self::Package, Self::Changes];

    /// Its atlas file.
    pub fn atlas(self) -> &'static str {
        match self {
            Self::Town => "atlas-1.toml",
            _ => "atlas.toml",
        }
    }

    /// Lays it into the folder `to`.
    pub fn lay(self, to: &Path) -> Office {
        let name = match self {
            Self::Town => "musterstadt",
            _ => "small-atlas",
        };
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
        copy(&fixtures.join(name), to);
        let office = Office(to.to_owned());
        match self {
            Self::Small => {}
            Self::Town => office.replace(
                "atlas-1.toml",
                "[disclosure]\n",
                "[disclosure]\nfirst_release = true\n",
            ),
            Self::Package => office.pack_incomes(),
            Self::Changes => office.add_changes(),
        }
        office
    }
}

/// The data package that takes the place of `income.csv`.
const PACKAGE: &str = r#"{
  "name": "incomes",
  "resources": [{
    "name": "incomes",
    "path": "incomes.csv",
    "encoding": "utf-8",
    "schema": {
      "fields": [
        {"name": "year", "type": "string"},
        {"name": "area", "type": "string"},
        {"name": "euro", "type": "number", "constraints": {"minimum": 0}}
      ]
    }
  }]
}
"#;

const PACKAGE_RECIPE: &str = r#"[[indicator.read]]
format = "long"
file = "package/datapackage.json"
resource = "incomes"
key = "area"
period = { column = "year", kind = "calendar-year" }
value = "euro"
keys = "all"
signs = "all"

"#;

/// A folder with an atlas that may be broken.
pub struct Office(pub PathBuf);

impl Office {
    /// A file of it.
    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    pub fn bytes(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(file)).unwrap()
    }

    pub fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).unwrap()
    }

    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Replaces the first `from`, which must be there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.text(file);
        assert!(text.contains(from), "{file} does not hold {from}");
        self.write(file, text.replacen(from, to, 1));
    }

    pub fn append(&self, file: &str, more: &str) {
        self.write(file, self.text(file) + more);
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    /// Keeps the first `share` of a file's bytes.
    pub fn cut(&self, file: &str, share: f64) {
        let bytes = self.bytes(file);
        let kept = (bytes.len() as f64 * share) as usize;
        self.write(file, &bytes[..kept]);
    }

    /// Writes `new` over the bytes of a file from `at`.
    pub fn patch(&self, file: &str, at: usize, new: &[u8]) {
        let mut bytes = self.bytes(file);
        bytes[at..at + new.len()].copy_from_slice(new);
        self.write(file, bytes);
    }

    /// Draws the small atlas from another layer, written as TOML.
    pub fn draw_from(&self, layer: &str) {
        let shapefile = r#"{ file = "kreise.shp", key = "AGS" }"#;
        self.replace("atlas.toml", shapefile, layer);
    }

    fn pack_incomes(&self) {
        let mut rows = String::from("year,area,euro\n");
        for line in self.text("income.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(';').collect();
            if let [year, area, _, euro] = cells[..]
                && euro.parse::<u32>().is_ok()
            {
                rows += &format!("{year},{area},{euro}\n");
            }
        }
        self.write("package/incomes.csv", rows);
        self.write("package/datapackage.json", PACKAGE);
        let recipes = self.text("indicators.toml");
        let from = recipes.find("[[indicator.read]]").unwrap();
        let to = recipes.find("[[indicator]]\nkey = \"people\"").unwrap();
        let packed = [&recipes[..from], PACKAGE_RECIPE, &recipes[to..]].concat();
        self.write("indicators.toml", packed);
    }

    fn add_changes(&self) {
        let change = "\n[[changes]]\nlevel = \"kreis\"\nfile = \"changes.csv\"\n";
        self.append("atlas.toml", change);
        let rows = "from,to,date,population_share\n01099,01055,2012-01-01,\n";
        self.write("changes.csv", rows);
    }
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let path = to.join(path);
        match bytes {
            None => fs::create_dir_all(path).unwrap(),
            Some(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// Everything below a folder by path: the bytes of files, nothing for folders.
pub fn tree(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let below = tree(&path).into_iter();
            all.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
            all.insert(name, None);
        } else {
            all.insert(name, Some(fs::read(&path).unwrap()));
        }
    }
    all
}
