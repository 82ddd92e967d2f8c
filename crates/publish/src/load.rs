//! Everything together: from the atlas file to what will be published.

use std::path::Path;

use teilraum::model::{AreaSystem, Block, DefaultClasses, Indicator, Scaled};

use crate::config::{Config, IndicatorConfig, attribution};
use crate::content::{Content, Outlines};
use crate::disclosure::{self, Pending};
use crate::error::PublishError;
use crate::finding::Finding;
use crate::progress::Step;
use crate::report::{Report, found, in_file};
use crate::{facilities, gather, geometry, search};

/// Reads the configuration at `path` and all its sources.
///
/// If one of the findings is an error, the content would make a wrong bundle and must not be
/// written.
///
/// # Errors
/// If the configuration cannot be read or contradicts itself; nothing else was read then.
pub fn load(path: &Path) -> Result<(Content, Vec<Finding>), PublishError> {
    load_telling(path, &mut |_| {})
}

/// As [`load`]; `tell` hears of each step as it begins.
///
/// # Errors
/// As [`load`].
pub fn load_telling(
    path: &Path,
    tell: &mut dyn FnMut(Step),
) -> Result<(Content, Vec<Finding>), PublishError> {
    tell(Step::Configuration);
    let config = Config::read(path)?;
    let mut report = Report::default();
    attribution::check(&config, &mut report);
    report.extend(config.findings.clone());
    tell(Step::Figures);
    let (indicators, blocks, ledger) = indicators(&config, &mut report);
    tell(Step::Search);
    let search = search::terms(&config, &mut report);
    tell(Step::Outlines);
    let mut outlines = outlines(&config, &mut report);
    geometry::context::put(&config, &mut outlines, &mut report);
    tell(Step::Facilities);
    let facilities = facilities::read(&config, &mut report);
    facilities::outside::tell(&config, &facilities, &outlines, &mut report);
    let mut content = Content {
        imprint: config.atlas.imprint.clone(),
        key: config.atlas.key.clone(),
        languages: config.atlas.languages.clone(),
        systems: config.atlas.system.clone(),
        search,
        themes: config.atlas.theme.clone(),
        indicators,
        sources: config.atlas.source.clone(),
        blocks,
        outlines,
        facilities,
        default_indicator: config.atlas.default_indicator.clone(),
        default_level: config.atlas.default_level.clone(),
        ledger,
        pages: config.atlas.pages.clone(),
        accessibility: config.atlas.site.accessibility.clone(),
        ..Content::default()
    };
    for (language, file) in &config.texts {
        content.texts.insert(language.clone(), file.texts());
        content
            .definitions
            .insert(language.clone(), file.definitions());
    }
    disclosure::words::add(&content.indicators, &mut content.texts);
    content.levels = config.levels;
    content.areas = config.areas;
    Ok((content, report.into_findings()))
}

/// Outlines of every area system; what cannot be built is an error in the report.
fn outlines(config: &Config, report: &mut Report) -> Vec<Outlines> {
    let mut outlines = Vec::new();
    for geometry in &config.atlas.geometry {
        let mut findings = Vec::new();
        let built = geometry::build(
            geometry,
            &config.root,
            &config.levels,
            &config.areas,
            &mut findings,
        );
        report.extend(findings);
        match built {
            Ok(mut built) => {
                let system = |system: &&AreaSystem| system.key == geometry.system;
                let system = config.atlas.system.iter().find(system);
                built.status = built.status.or(system.map(|system| system.status));
                outlines.push(built);
            }
            Err(error) => {
                let expected = format!("outlines of the area system `{}`", geometry.system);
                let place = in_file(&config.file);
                report.error("geometry", place, found(expected, error.to_string()));
            }
        }
    }
    outlines
}

/// Indicators in menu order with their periods, and their blocks.
fn indicators(
    config: &Config,
    report: &mut Report,
) -> (Vec<Indicator>, Vec<Block>, Option<Pending>) {
    let (done, ledger) = gather::all(config, report);
    let (mut indicators, mut blocks) = (Vec::new(), Vec::new());
    let shown = config.indicators.iter().zip(done);
    for (entry, done) in shown.filter(|(entry, _)| !entry.internal) {
        let mut indicator = entry.indicator.clone();
        indicator.periods = done.periods;
        indicator.classes = classes_wish(config, entry);
        disclosure::words::note(config, entry, &mut indicator);
        indicators.push(indicator);
        blocks.extend(done.blocks);
    }
    (indicators, blocks, ledger)
}

/// How the first map's classes are to be cut; the bounds follow when the bundle is written.
fn classes_wish(config: &Config, entry: &IndicatorConfig) -> Vec<DefaultClasses> {
    let level = config.level(&config.atlas.default_level);
    let decimals = entry.indicator.decimals;
    let units = |bound: &f64| Scaled::round(*bound, decimals).map(|number| number.units);
    let wish = entry.classes.as_ref().zip(level);
    let wish = wish.map(|(wish, level)| DefaultClasses {
        level,
        category: 0,
        method: wish.method,
        k: wish.k,
        bounds: wish.bounds.iter().filter_map(units).collect(),
    });
    wish.into_iter().collect()
}
