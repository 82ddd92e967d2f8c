//! Writing: from [`Content`] to the folder that a web server hands out.
//!
//! [`assemble`] makes all files in memory: [`files`] names them by content hash, [`runs`] cuts the
//! list of areas and the search index, [`blocks`] observations into files and profile packs, [`classes`] adds the classes of the first map,
//! [`mod@csv`], [`excel`], [`tables`], [`outlines`], [`mod@datapackage`] and
//! [`dcat`] make the open downloads. What comes out is read back by
//! [`verify`] before anybody gets it. [`Bundle::commit`] then puts it in place, so
//! that no reader ever sees half a bundle.
//!
//! The same content gives the same bytes: nothing here knows the time, the machine or the folder.

pub mod blocks;
pub mod classes;
pub mod commit;
pub mod csv;
pub mod datapackage;
pub mod dcat;
pub mod error;
pub mod excel;
mod facilities;
pub mod files;
pub mod listed;
pub mod outlines;
pub mod rdf;
pub mod runs;
pub mod subject;
pub mod tables;

use std::path::Path;

use teilraum::format;
use teilraum::model::{
    BlockRef, Catalogue, ContextRef, DownloadRef, FacilitiesRef, FileRef, GeometryRef, Indicator,
    IndicatorIx, LevelIx, Lookup, Manifest, Neighbours, PagesRef, RunRef, TextsRef,
};

use crate::config::pages::PagesConfig;
use crate::content::{Content, Outlines};
use crate::disclosure::release;
use crate::geometry::plan::on_level;
use crate::pages::{self, parallel::in_parallel};
use crate::verify::{self, Verification};

pub use error::BundleError;
pub use files::Files;

/// The picture that stands in the page until the map is painted.
pub const PREVIEW: &str = "preview.svg";
/// The one file that changes in place.
pub const MANIFEST: &str = "manifest.json";
/// Packs of one level that the catalogue, which every visit reads, names itself.
const PACKS_IN_CATALOGUE: usize = 32;

/// A download made elsewhere, such as outlines as GeoJSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Path below the bundle's folder: `geojson/kreis.geojson`.
    pub path: String,
    /// What it is called: "Kreise".
    pub title: String,
    /// Media type: `application/geo+json`.
    pub media_type: &'static str,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// The file itself.
    pub bytes: Vec<u8>,
}

/// A complete, checked bundle, still in memory.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Every file by path.
    pub files: Files,
    /// What the generation file says.
    pub catalogue: Catalogue,
    /// What the check counted.
    pub verification: Verification,
    /// What static pages there are.
    pub pages: pages::Tally,
}

/// Makes every file of a bundle and reads all of them back.
///
/// # Errors
/// Content that breaks a rule of the format, with its place.
pub fn assemble(content: &Content, downloads: &[Download]) -> Result<Bundle, BundleError> {
    let (mut catalogue, mut files) = map_files(content)?;
    packs(content, &mut catalogue, &mut files)?;
    offer(content, downloads, &mut catalogue, &mut files)?;
    let pages = pages(content, &mut catalogue, &mut files)?;
    seal(catalogue, files, pages)
}

/// As [`assemble`], but only what the map and its table read: no profiles, downloads or pages.
///
/// # Errors
/// As [`assemble`].
pub fn assemble_map(content: &Content) -> Result<Bundle, BundleError> {
    let (catalogue, files) = map_files(content)?;
    seal(catalogue, files, pages::Tally::default())
}

/// The catalogue and the files that the map and its table read.
fn map_files(content: &Content) -> Result<(Catalogue, Files), BundleError> {
    let mut files = Files::default();
    let mut catalogue = catalogue(content, &mut files)?;
    geometry(content, &mut catalogue, &mut files)?;
    facilities(content, &mut catalogue, &mut files)?;
    observations(content, &mut catalogue, &mut files)?;
    Ok((catalogue, files))
}

/// Adds generation and manifest, and reads everything back.
fn seal(
    catalogue: Catalogue,
    mut files: Files,
    pages: pages::Tally,
) -> Result<Bundle, BundleError> {
    let generation = files.add_json("g", &catalogue)?;
    let written = files.get(&generation.path).unwrap_or_default();
    let manifest = Manifest {
        teilraum: format::version_text(),
        crc32: Some(format::crc32(written)),
        generation: generation.path,
        previous: None,
        preview: None,
        first: first_files(&catalogue),
        mesh: first_set(&catalogue).and_then(|set| Some(set.mesh.as_ref()?.path.clone())),
    };
    files.put(MANIFEST, json(&manifest)?);
    let verification = verify::verify(&files);
    if verification.errors.is_empty() {
        Ok(Bundle {
            files,
            catalogue,
            verification,
            pages,
        })
    } else {
        Err(BundleError::Unsound(verification.errors))
    }
}

/// [`assemble`], then [`Bundle::release`].
///
/// # Errors
/// As both.
pub fn write(content: &Content, downloads: &[Download], out: &Path) -> Result<Bundle, BundleError> {
    let bundle = assemble(content, downloads)?;
    bundle.release(content, out)?;
    Ok(bundle)
}

impl Bundle {
    /// Adds the static picture of the default view.
    ///
    /// # Errors
    /// Text that is no SVG, or that would run a script.
    pub fn put_preview(&mut self, svg: String) -> Result<(), BundleError> {
        let found = match () {
            () if !svg.trim_start().starts_with("<svg") => "other text",
            () if svg.contains("<script") => "a script in it",
            () => {
                self.verification.files += 1;
                self.verification.bytes += svg.len() as u64;
                self.name_preview(files::hash(svg.as_bytes()))?;
                self.files.put(PREVIEW, svg.into_bytes());
                return Ok(());
            }
        };
        Err(BundleError::Preview { found })
    }

    /// Says in the manifest which picture it is.
    fn name_preview(&mut self, hash: String) -> Result<(), BundleError> {
        let before = self.files.get(MANIFEST).unwrap_or_default();
        let manifest = Manifest {
            preview: Some(hash),
            ..format::manifest(MANIFEST, before)?
        };
        let (before, after) = (before.len() as u64, json(&manifest)?);
        let grown = (after.len() as u64).saturating_sub(before);
        self.verification.bytes += grown;
        self.verification.first_bytes += grown;
        self.files.put(MANIFEST, after);
        Ok(())
    }

    /// Puts the bundle into the folder `out`, and beside it the private ledger of what it withholds.
    ///
    /// # Errors
    /// As [`Bundle::commit`]; and a ledger that is missing, cannot be written, or lies in `out`. Then
    /// `out` stays as it was.
    pub fn release(&self, content: &Content, out: &Path) -> Result<(), BundleError> {
        let pending = content.ledger.as_ref();
        release::check(pending, out)?;
        let staged = pending
            .map(|pending| pending.stage(&self.data_version()))
            .transpose()?;
        let committed = self.commit(out);
        match (staged, &committed) {
            (Some(staged), Ok(())) => staged.put()?,
            (Some(staged), Err(_)) => staged.discard(),
            (None, _) => {}
        }
        committed
    }

    /// Puts the bundle into the folder `out`: see [`commit`].
    ///
    /// # Errors
    /// A folder that is no bundle, or what the file system refuses.
    pub fn commit(&self, out: &Path) -> Result<(), BundleError> {
        commit::commit(&self.files, out)
    }

    /// The data version that links can pin.
    #[must_use]
    pub fn data_version(&self) -> String {
        let manifest = self
            .files
            .get(MANIFEST)
            .and_then(|bytes| format::manifest(MANIFEST, bytes).ok());
        let version = manifest
            .and_then(|manifest| format::data_version(&manifest.generation).map(str::to_owned));
        version.unwrap_or_default()
    }
}

pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, BundleError> {
    serde_json::to_vec(value).map_err(BundleError::Json)
}

/// The catalogue with areas, words and search index; outlines, blocks and downloads come later.
fn catalogue(content: &Content, files: &mut Files) -> Result<Catalogue, BundleError> {
    let mut texts = Lookup::new();
    for (language, words) in &content.texts {
        let core = files.add("t", format::encode_texts(words)?)?;
        let long = content
            .definitions
            .get(language)
            .cloned()
            .unwrap_or_default();
        let definitions = files.add("d", format::encode_definitions(&long)?)?;
        texts.insert(language.clone(), TextsRef { core, definitions });
    }
    Ok(Catalogue {
        teilraum: format::version_text(),
        needs: Vec::new(),
        key: content.key.clone(),
        languages: content.languages.clone(),
        texts,
        systems: content.systems.clone(),
        levels: content.levels.clone(),
        areas: runs::areas(content, files)?,
        geometry: Vec::new(),
        search: runs::search(content, files)?,
        themes: content.themes.clone(),
        indicators: Vec::new(),
        sources: content.sources.clone(),
        packs: Vec::new(),
        pack_lists: Vec::new(),
        facilities: Vec::new(),
        default_indicator: content.default_indicator.clone(),
        default_level: content.default_level.clone(),
        downloads: None,
        pages: None,
    })
}

/// Writes the outlines, for each set the neighbours of the levels that it serves.
fn geometry(
    content: &Content,
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<(), BundleError> {
    for outlines in &content.outlines {
        let bands = bands(outlines, content, files)?;
        let serves = serves(outlines, content)?;
        let mesh = mesh(outlines, &serves, content, files)?;
        let neighbours = outlines.neighbours.iter();
        let neighbours = neighbours
            .filter(|one| serves.contains(&one.level))
            .map(|one| neighbours_file(one, content, files))
            .collect::<Result<_, BundleError>>()?;
        catalogue.geometry.push(GeometryRef {
            system: outlines.system.clone(),
            serves,
            status: outlines.status,
            sources: outlines.sources.clone(),
            projection: outlines.projection.clone(),
            bands,
            error_m: outlines.error_m.clone(),
            neighbours,
            mesh,
            context: context(outlines, files)?,
        });
    }
    Ok(())
}

/// Writes the coarsest band once more, in fewer bytes, for the levels that it serves.
fn mesh(
    outlines: &Outlines,
    serves: &[LevelIx],
    content: &Content,
    files: &mut Files,
) -> Result<Option<FileRef>, BundleError> {
    let owner = |area, level| on_level(&content.areas, &content.levels, area, level);
    let written = format::encode_mesh(&outlines.base, &content.levels, serves, &owner)?;
    written.map(|bytes| files.add("o", bytes)).transpose()
}

/// Writes the land around a set of outlines; sets of one system share the file.
fn context(outlines: &Outlines, files: &mut Files) -> Result<Option<ContextRef>, BundleError> {
    let Some(context) = &outlines.context else {
        return Ok(None);
    };
    Ok(Some(ContextRef {
        sources: context.sources.clone(),
        file: files.add("o", format::encode_context(&context.rings)?)?,
    }))
}

/// The levels that a set of outlines serves: those it names, or all of its system.
fn serves(outlines: &Outlines, content: &Content) -> Result<Vec<LevelIx>, BundleError> {
    let levels = || (0..).map(LevelIx).zip(&content.levels);
    for key in &outlines.serves {
        if !levels().any(|(_, level)| level.key == *key) {
            return Err(BundleError::Serves { level: key.clone() });
        }
    }
    let all = outlines.serves.is_empty();
    let own = levels().filter(|(_, level)| {
        level.system == outlines.system && (all || outlines.serves.contains(&level.key))
    });
    Ok(own.map(|(ix, _)| ix).collect())
}

fn neighbours_file(
    neighbours: &Neighbours,
    content: &Content,
    files: &mut Files,
) -> Result<RunRef, BundleError> {
    let level = blocks::level(content, neighbours.level)?;
    let one = std::slice::from_ref(neighbours);
    let bytes = format::encode_neighbours(one, &content.levels)?;
    files.add_run("n", bytes, level.areas)
}

/// Writes the layers of facilities.
fn facilities(
    content: &Content,
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<(), BundleError> {
    for layer in &content.facilities {
        catalogue.facilities.push(FacilitiesRef {
            key: layer.key.clone(),
            system: layer.system.clone(),
            sources: layer.sources.clone(),
            unit: layer.unit.clone(),
            count: u32::try_from(layer.points.len()).unwrap_or(u32::MAX),
            file: files.add("f", format::encode_facilities(layer)?)?,
        });
    }
    Ok(())
}

fn bands(
    outlines: &Outlines,
    content: &Content,
    files: &mut Files,
) -> Result<Vec<FileRef>, BundleError> {
    let mut bands = vec![files.add(
        "o",
        format::encode_topology(&outlines.base, &content.levels)?,
    )?];
    let mut so_far = outlines.base.clone();
    for band in &outlines.bands {
        bands.push(files.add("o", format::encode_refine(band, &so_far)?)?);
        teilraum::geom::refine(&mut so_far, band)?;
    }
    Ok(bands)
}

/// Writes blocks and classes.
fn observations(
    content: &Content,
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<(), BundleError> {
    for (number, indicator) in (0..).zip(&content.indicators) {
        let mut blocks: Vec<_> = content.blocks.iter().collect();
        blocks.retain(|block| block.shape.indicator == IndicatorIx(number));
        blocks.sort_by_key(|block| block.shape.level);
        let mut references = Vec::new();
        for block in &blocks {
            for part in blocks::split(block, blocks::CELLS_PER_FILE) {
                references.push(block_file(&part, indicator, content, files)?);
            }
        }
        catalogue.indicators.push(Indicator {
            classes: classes::default_classes(content, indicator, &blocks)?,
            blocks: references,
            ..indicator.clone()
        });
    }
    Ok(())
}

/// Writes the packs.
fn packs(
    content: &Content,
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<(), BundleError> {
    for (level, packs) in content.levels.iter().zip(blocks::packs(content, files)?) {
        if packs.len() > PACKS_IN_CATALOGUE {
            let bytes = format::encode_pack_list(&packs)?;
            let list = files.add_run("p", bytes, level.areas)?;
            catalogue.pack_lists.push(list);
        } else {
            catalogue.packs.extend(packs);
        }
    }
    Ok(())
}

fn block_file(
    block: &teilraum::model::Block,
    indicator: &Indicator,
    content: &Content,
    files: &mut Files,
) -> Result<BlockRef, BundleError> {
    let shape = &block.shape;
    let level = blocks::level(content, shape.level)?;
    Ok(BlockRef {
        file: files.add("b", format::encode_block(block, &indicator.key, level)?)?,
        level: shape.level,
        areas: shape.areas,
        periods: shape.periods,
    })
}

/// Writes the open downloads, which keep their names from one publication to the next.
fn offer(
    content: &Content,
    downloads: &[Download],
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<(), BundleError> {
    let mut all = tables::downloads(content);
    let indicators: Vec<_> = (0..).map(IndicatorIx).zip(&content.indicators).collect();
    let made = in_parallel(&indicators, |(ix, indicator)| {
        let plain = csv::download(content, *ix, indicator);
        let excel = excel::downloads(content, *ix, indicator)?;
        Ok::<_, BundleError>(std::iter::once(plain).chain(excel).collect::<Vec<_>>())
    });
    for tables in made {
        all.extend(tables?);
    }
    all.extend_from_slice(downloads);
    let hashes = in_parallel(&all, |download| files::sha256(&download.bytes));
    let graph = dcat::graph(content, &all, &hashes);
    let package = datapackage::datapackage(content, &all, &hashes)?;
    let mut offered = Vec::new();
    for (download, sum) in all.into_iter().zip(hashes) {
        let file = files.offer(&download.path, download.bytes)?;
        offered.push(DownloadRef {
            path: file.path,
            bytes: file.bytes,
            hash: sum.get(..16).map(str::to_owned),
            title: Some(download.title),
            media_type: download.media_type.to_owned(),
            sources: download.sources,
        });
    }
    let about = [
        ("datapackage.json", "application/json", package),
        ("dcat.ttl", "text/turtle", rdf::turtle(&graph).into_bytes()),
        ("dcat.jsonld", "application/ld+json", rdf::json_ld(&graph)?),
    ];
    for (path, media_type, bytes) in about {
        offered.push(listed::description(path, media_type, bytes, files)?);
    }
    catalogue.downloads = Some(files.add_list(format::encode_downloads(&offered)?)?);
    Ok(())
}

/// Writes the static pages, if any are wanted.
fn pages(
    content: &Content,
    catalogue: &mut Catalogue,
    files: &mut Files,
) -> Result<pages::Tally, BundleError> {
    let only_statement = PagesConfig {
        levels: Some(Vec::new()),
        ..PagesConfig::default()
    };
    let wanted = match &content.pages {
        Some(wanted) => wanted,
        None if content.accessibility.is_some() => &only_statement,
        None => return Ok(pages::Tally::default()),
    };
    let made = pages::build(content, wanted)?;
    catalogue.pages = Some(PagesRef {
        list: Some(listed::pages(made.files, files)?),
        ..made.reference
    });
    Ok(made.tally)
}

/// The outlines of the first map.
fn first_set(catalogue: &Catalogue) -> Option<&GeometryRef> {
    let level = catalogue.level(&catalogue.default_level)?;
    catalogue.outlines_of(level).map(|(_, set)| set)
}

/// What the first map needs: words, areas, the coarsest outlines, and the default observations on
/// the default level and above.
fn first_files(catalogue: &Catalogue) -> Vec<String> {
    let language = catalogue.languages.first();
    let words = language.and_then(|language| catalogue.texts.get(language));
    let default = catalogue.level(&catalogue.default_level);
    let levels: Vec<LevelIx> = default
        .into_iter()
        .flat_map(|level| catalogue.lineage(level))
        .collect();
    let about = |file: &&RunRef| {
        let range = |ix: &LevelIx| catalogue.levels.get(ix.index()).map(|level| level.range());
        let mut ranges = levels.iter().filter_map(range);
        ranges.any(|range| file.overlaps(&range))
    };
    let areas = catalogue.areas.iter().filter(about);
    // Readers that know no mesh must not ask for it, nor those that do for more.
    let base = first_set(catalogue).filter(|set| set.mesh.is_none());
    let base = base.and_then(|set| set.bands.first());
    let indicator = catalogue.indicator(&catalogue.default_indicator);
    let indicator = indicator.and_then(|ix| catalogue.indicators.get(ix.index()));
    let blocks = indicator
        .into_iter()
        .flat_map(|indicator| &indicator.blocks)
        .filter(|block| levels.contains(&block.level));
    let words = words.map(|texts| &texts.core.path).into_iter();
    words
        .chain(areas.map(|file| &file.path))
        .chain(base.map(|file| &file.path))
        .chain(blocks.map(|block| &block.file.path))
        .take(format::limits::FIRST_FILES)
        .cloned()
        .collect()
}
