//! The coordinate system of a layer: what the file says, what the configuration says, and whether
//! the coordinates look like it.

use super::area::Area;
use super::crs::{self, Crs};
use super::epsg;
use super::error::GeometryError;
use super::project::agree;
use crate::finding::{Finding, Place, Severity};

/// What a file says about its coordinate system.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The file that says it, or should.
    file: String,
    says: Says,
}

#[derive(Clone, Debug, PartialEq)]
enum Says {
    /// Nothing; in words what was found instead.
    Nothing(String),
    /// Nothing, which its format says is WGS 84.
    Default,
    /// This one.
    Known(Box<Crs>),
    /// One that is not understood.
    Unknown(String),
}

impl Stated {
    /// The file says nothing.
    #[must_use]
    pub fn nothing(file: &str, found: &str) -> Self {
        Self::of(file, Says::Nothing(found.to_owned()))
    }

    /// The file says nothing, and longitude and latitude in WGS 84 is the rule of its format.
    #[must_use]
    pub fn default_wgs84(file: &str) -> Self {
        Self::of(file, Says::Default)
    }

    /// The file holds well-known text.
    #[must_use]
    pub fn wkt(file: &str, text: &str) -> Self {
        Self::known(file, crs::read(text))
    }

    /// The file names an EPSG number.
    #[must_use]
    pub fn code(file: &str, code: i64) -> Self {
        Self::known(file, epsg::crs(code).ok_or_else(|| format!("EPSG {code}")))
    }

    /// The file gives a name.
    #[must_use]
    pub fn name(file: &str, name: &str) -> Self {
        Self::known(file, epsg::named(name))
    }

    /// Whether the file says one that is understood.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.says, Says::Known(_) | Says::Default)
    }

    /// What the file says, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.says {
            Says::Nothing(found) => format!("none, {found}"),
            Says::Default => "WGS 84, the rule of the format".to_owned(),
            Says::Known(crs) => crs.name.clone(),
            Says::Unknown(found) => format!("one that is not known here, {found}"),
        }
    }

    /// The system that the file states, where it is understood.
    #[must_use]
    pub fn crs(&self) -> Option<&Crs> {
        match &self.says {
            Says::Known(crs) => Some(crs),
            _ => None,
        }
    }

    fn known(file: &str, read: Result<Crs, String>) -> Self {
        let says = match read {
            Ok(crs) => Says::Known(Box::new(crs)),
            Err(found) => Says::Unknown(found),
        };
        Self::of(file, says)
    }

    fn of(file: &str, says: Says) -> Self {
        let file = file.to_owned();
        Self { file, says }
    }

    /// The system to use, where `setting` is what the configuration says.
    ///
    /// # Errors
    /// [`GeometryError::Crs`] where neither says one that is understood, or both say different ones.
    pub fn resolve(
        self,
        setting: Option<&str>,
        findings: &mut Vec<Finding>,
    ) -> Result<Crs, GeometryError> {
        let wanted = setting.map(epsg::named).transpose();
        let wanted = wanted
            .map_err(|found| self.error(&format!("`crs` as one of {}", epsg::KNOWN), found))?;
        let crs = match (&self.says, wanted) {
            (Says::Known(crs), None) => (**crs).clone(),
            (Says::Known(crs), Some(wanted)) if agree(crs, &wanted) => (**crs).clone(),
            (Says::Known(crs), Some(wanted)) => {
                let expected = format!("{}, as the setting `crs` says", wanted.name);
                return Err(self.error(&expected, crs.name.clone()));
            }
            (Says::Nothing(_) | Says::Default, Some(wanted)) => wanted,
            (Says::Default, None) => epsg::named("CRS84").map_err(|found| self.error("", found))?,
            (Says::Unknown(found), Some(wanted)) => {
                findings.push(
                    self.finding("unknown-crs", Severity::Warning, found.clone(), {
                        format!("read in {}, as the setting `crs` says", wanted.name)
                    }),
                );
                wanted
            }
            (Says::Nothing(found) | Says::Unknown(found), None) => {
                return Err(self.error(crs::UNDERSTOOD, found.clone()));
            }
        };
        if crs.average_shift {
            let found = format!("{} without a shift of its own", crs.name);
            let done = "shifted by the average for Germany, good to about 3 m";
            findings.push(Finding {
                expected: "a datum shift exact to centimetres".to_owned(),
                ..self.finding(
                    "average-datum-shift",
                    Severity::Note,
                    found,
                    done.to_owned(),
                )
            });
        }
        Ok(crs)
    }

    fn finding(
        &self,
        code: &'static str,
        severity: Severity,
        found: String,
        done: String,
    ) -> Finding {
        Finding {
            severity,
            code,
            place: Place {
                file: self.file.clone(),
                ..Place::default()
            },
            expected: crs::UNDERSTOOD.to_owned(),
            found,
            done,
        }
    }

    fn error(&self, expected: &str, found: String) -> GeometryError {
        GeometryError::Crs {
            file: self.file.clone(),
            expected: expected.to_owned(),
            found,
        }
    }
}

/// What speaks against a place in source coordinates; `lonlat` tells where `crs` puts one.
#[must_use]
pub fn complaint(
    crs: &Crs,
    at: [f64; 2],
    lonlat: &dyn Fn([f64; 2]) -> Option<[f64; 2]>,
) -> Option<String> {
    let [x, y] = at;
    if !(x.is_finite() && y.is_finite()) {
        return Some(format!("{x}, {y}"));
    }
    let fits = |at| lonlat(at).is_some_and(|place| usual(crs).holds(place));
    if fits(at) || (!fits([y, x]) && lonlat(at).is_some_and(|place| crs.area.holds(place))) {
        return None;
    }
    let looks_like = if fits([y, x]) {
        ": with the two swapped they would fit (setting `swap_axes`)"
    } else if crs.geographic && (x.abs() > 180.0 || y.abs() > 90.0) {
        ": metres, not degrees"
    } else if !crs.geographic && x.abs() <= 180.0 && y.abs() <= 90.0 {
        ": degrees, not metres"
    } else if !crs.geographic && (31e6..34e6).contains(&x) {
        ": an easting with its zone before it (EPSG 4647, 5649, 5650)"
    } else {
        ""
    };
    Some(format!("{x}, {y}{looks_like}"))
}

/// Where coordinates usually lie: all the world is possible in WGS 84, but if the two swapped lie in
/// Europe and as they are do not, they are swapped.
fn usual(crs: &Crs) -> Area {
    if crs.area == Area::WORLD {
        Area::EUROPE
    } else {
        crs.area
    }
}
