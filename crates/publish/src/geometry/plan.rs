//! The settings checked against the levels and areas, before any file is opened.

use std::path::Path;

use teilraum::model::{AreaIx, Areas, Level, LevelIx};

use super::config::{GeometryConfig, LayerConfig};
use super::error::GeometryError;

/// What to build: the finest level and its layer, and all levels to write, coarsest first.
pub struct Plan<'a> {
    /// The settings.
    pub config: &'a GeometryConfig,
    /// Folder that file names are relative to.
    pub base: &'a Path,
    /// All levels of the bundle.
    pub levels: &'a [Level],
    /// All areas of the bundle.
    pub areas: &'a Areas,
    /// The level that the layer carries.
    pub finest: (LevelIx, &'a Level),
    /// The layer.
    pub layer: &'a LayerConfig,
    /// The levels that get outlines, the finest among them, coarsest first.
    pub written: Vec<(LevelIx, &'a Level)>,
    /// Keys of those whose views use these outlines.
    pub serves: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Checks every setting.
    ///
    /// # Errors
    /// [`GeometryError::Setting`] names the first that cannot be.
    pub fn new(
        config: &'a GeometryConfig,
        base: &'a Path,
        levels: &'a [Level],
        areas: &'a Areas,
    ) -> Result<Self, GeometryError> {
        check_numbers(config)?;
        let Some((key, layer)) = config
            .levels
            .iter()
            .next()
            .filter(|_| config.levels.len() == 1)
        else {
            let found = config.levels.len().to_string();
            return Err(setting(
                config,
                "levels",
                "one layer, that of the finest level",
                &found,
            ));
        };
        let finest = level(config, levels, "levels", key)?;
        let mut written = vec![finest];
        for key in &config.dissolve {
            let parent = level(config, levels, "dissolve", key)?;
            if parent.0 == finest.0 || !is_ancestor(levels, finest.0, parent.0) {
                let expected = format!("levels above \"{}\"", finest.1.key);
                return Err(setting(config, "dissolve", &expected, key));
            }
            written.push(parent);
        }
        written.sort_by_key(|(ix, _)| *ix);
        written.dedup_by_key(|(ix, _)| *ix);
        let plan = Self {
            config,
            base,
            levels,
            areas,
            finest,
            layer,
            serves: serves(config, &written)?,
            written,
        };
        plan.check_layers()?;
        Ok(plan)
    }

    /// The ancestor of `area` on `level`, or the area itself.
    #[must_use]
    pub fn on_level(&self, area: u32, level: LevelIx) -> Option<u32> {
        on_level(self.areas, self.levels, area, level)
    }

    /// The key of an area, for findings.
    #[must_use]
    pub fn key(&self, area: u32) -> &str {
        self.areas.get(AreaIx(area)).map_or("?", |area| &area.key)
    }

    fn check_layers(&self) -> Result<(), GeometryError> {
        for key in self.config.check.keys() {
            let (ix, _) = level(self.config, self.levels, "check", key)?;
            if !self.written.iter().any(|(written, _)| *written == ix) {
                return Err(setting(self.config, "check", "levels of `dissolve`", key));
            }
        }
        Ok(())
    }
}

/// The ancestor of `area` on `level`, or the area itself.
#[must_use]
pub fn on_level(areas: &Areas, levels: &[Level], area: u32, level: LevelIx) -> Option<u32> {
    let mut lineage = areas.lineage(AreaIx(area)).take(levels.len());
    let at_level = |ix: &AreaIx| areas.get(*ix).is_some_and(|a| a.level == level);
    lineage.find(at_level).map(|ix| ix.0)
}

/// The levels served: those stated, which must be written, or all that are.
fn serves(
    config: &GeometryConfig,
    written: &[(LevelIx, &Level)],
) -> Result<Vec<String>, GeometryError> {
    let all: Vec<String> = written.iter().map(|(_, level)| level.key.clone()).collect();
    let Some(stated) = &config.serves else {
        return Ok(all);
    };
    let expected = || format!("some of the levels it draws: {}", all.join(", "));
    if stated.is_empty() {
        return Err(setting(config, "serves", &expected(), "none"));
    }
    if let Some(wrong) = stated.iter().find(|key| !all.contains(key)) {
        return Err(setting(config, "serves", &expected(), wrong));
    }
    Ok(all.into_iter().filter(|key| stated.contains(key)).collect())
}

fn check_numbers(config: &GeometryConfig) -> Result<(), GeometryError> {
    let step = config.step_m;
    if !(step.is_finite() && step > 0.0) {
        return Err(setting(
            config,
            "step_m",
            "metres above 0",
            &step.to_string(),
        ));
    }
    // Snapping alone moves a border by up to 0.71 steps past a vertex that lay on it.
    let tolerance = config.tolerance_m();
    if !(tolerance.is_finite() && tolerance >= 0.75 * step) {
        let expected = format!("at least three quarters of step_m = {step}");
        return Err(setting(
            config,
            "tolerance_m",
            &expected,
            &tolerance.to_string(),
        ));
    }
    let detail = &config.detail_m_per_px;
    let falling = detail.windows(2).all(|pair| pair[0] > pair[1]);
    if !falling || detail.len() > 8 || !detail.iter().all(|px| px.is_finite() && *px > 0.0) {
        let expected = "up to eight falling numbers above 0";
        return Err(setting(
            config,
            "detail_m_per_px",
            expected,
            &format!("{detail:?}"),
        ));
    }
    if !(config.check_share.is_finite() && config.check_share >= 0.0) {
        let found = config.check_share.to_string();
        return Err(setting(
            config,
            "check_share",
            "a share of at least 0",
            &found,
        ));
    }
    Ok(())
}

fn setting(config: &GeometryConfig, setting: &str, expected: &str, found: &str) -> GeometryError {
    GeometryError::Setting {
        system: config.system.clone(),
        setting: setting.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

fn level<'a>(
    config: &GeometryConfig,
    levels: &'a [Level],
    name: &str,
    key: &str,
) -> Result<(LevelIx, &'a Level), GeometryError> {
    let ours = |level: &Level| level.system == config.system && level.key == key;
    let found = (0..)
        .map(LevelIx)
        .zip(levels)
        .find(|(_, level)| ours(level));
    found.ok_or_else(|| {
        let keys: Vec<&str> = levels
            .iter()
            .filter(|level| level.system == config.system)
            .map(|level| level.key.as_str())
            .collect();
        setting(
            config,
            name,
            &format!("one of the levels {}", keys.join(", ")),
            key,
        )
    })
}

fn is_ancestor(levels: &[Level], from: LevelIx, wanted: LevelIx) -> bool {
    let parent = |ix: &LevelIx| levels.get(ix.index()).and_then(|level| level.parent);
    std::iter::successors(Some(from), parent)
        .take(levels.len())
        .any(|ix| ix == wanted)
}
