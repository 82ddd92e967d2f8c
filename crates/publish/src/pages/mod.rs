//! Static pages: what the atlas says of each area, readable without script.
//!
//! [`build`] makes them from the same [`Content`] as the bundle, so after disclosure control and
//! from nothing else. [`book`] sorts out who has a page and how values compare, [`address`] where
//! each page stands, [`site`] what stands around every page of a language. [`mod@area`] and
//! [`indicator`] write the page of one area, [`together`] that of several small ones, [`index`] the
//! ways in, [`mod@statement`] how accessible the site is, [`spark`] pictures of trends, [`cite`] sources, [`mod@sitemap`] the list for search engines.
//! [`words`] are the live page's. A page keeps within [`weight::LIMIT_BYTES`]; [`detail`] is what
//! gives way.

pub mod address;
pub mod area;
pub mod book;
pub mod cite;
pub mod detail;
pub mod html;
pub mod index;
pub mod indicator;
pub mod parallel;
pub mod site;
pub mod sitemap;
pub mod spark;
pub mod statement;
pub mod together;
pub mod weight;
pub mod words;

use teilraum::atlas::Speaker;
use teilraum::model::{AreaIx, LevelIx, PagesRef};
use teilraum::state::{
    ChartKind, ClassChoice, MapChoice, Multiples, PeriodChoice, ProfileChoice, Sort, Tab, ViewState,
};
use teilraum::text::MessageError;

use crate::bundle::files::hash;
use crate::config::pages::PagesConfig;
use crate::content::Content;
use crate::finding::Finding;
use crate::report::{Report, found, in_file};
use book::{Book, Manner};
use parallel::in_parallel;
use site::Site;
use weight::{LIMIT_BYTES, gzip_bytes};

const STYLE: &str = include_str!("style.css");
const ICON: &str = include_str!("../../../../www/icon.svg");

/// Where the files are that every page is shown with.
#[derive(Debug)]
pub struct Looks {
    style: String,
    icon: String,
}

impl Looks {
    fn new() -> Self {
        let named = |text: &str, ending| {
            let hash = hash(text.as_bytes());
            format!("{}/{hash}.{ending}", address::FOLDER)
        };
        Self {
            style: named(STYLE, "css"),
            icon: named(ICON, "svg"),
        }
    }
}

/// All pages of a bundle.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Every file by path below the bundle's folder, pages and what belongs to them.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the catalogue says of them.
    pub reference: PagesRef,
    /// What was made.
    pub tally: Tally,
}

/// How many pages there are, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages, without style sheet and list.
    pub count: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
    /// Pages that had to leave something out, or are too large all the same.
    pub findings: Vec<Finding>,
}

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// The words of pages are unusable.
    #[error("the messages of pages in \"{language}\": {error}")]
    Messages {
        /// The language.
        language: String,
        /// What is wrong.
        error: MessageError,
    },
    /// There are no messages or no texts of a language.
    #[error("pages in \"{0}\": expected a language with texts and messages")]
    Language(String),
}

/// The pages of `content` as `config` wants them.
///
/// # Errors
/// A language without words.
pub fn build(content: &Content, config: &PagesConfig) -> Result<Pages, PagesError> {
    let book = Book::new(content, config.levels.as_deref());
    let languages = config.languages(content);
    let looks = Looks::new();
    let mut files = Vec::new();
    let mut report = Report::default();
    for language in &languages {
        let messages = words::of(language)?;
        let texts = content.texts.get(language);
        let texts = texts.ok_or_else(|| PagesError::Language(language.clone()))?;
        let site = Site {
            book: &book,
            speaker: Speaker::new(&messages, texts, &content.areas),
            language,
            languages: &languages,
            looks: &looks,
            live: config.live(),
            address: config.address(content),
            start: start_view(content, language),
        };
        files.extend(of_language(&site, &mut report));
    }
    files.extend(statements(content, config, &book, &looks)?);
    let count = files.len();
    let listed: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let list = config.address(content);
    let list = list.map(|address| sitemap::sitemap(address, &listed));
    files.extend(list.into_iter().flatten());
    files.push((looks.style, STYLE.as_bytes().to_vec()));
    files.push((looks.icon, ICON.as_bytes().to_vec()));
    Ok(Pages {
        tally: Tally {
            count,
            bytes: files.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
            findings: report.into_findings(),
        },
        reference: reference(&book, &languages),
        files,
    })
}

/// The accessibility statement in every language of the atlas, whether other pages have it or not.
fn statements(
    content: &Content,
    config: &PagesConfig,
    book: &Book<'_>,
    looks: &Looks,
) -> Result<Vec<(String, Vec<u8>)>, PagesError> {
    let Some(statement) = &content.accessibility else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for language in &content.languages {
        let messages = words::of(language)?;
        let texts = content.texts.get(language);
        let texts = texts.ok_or_else(|| PagesError::Language(language.clone()))?;
        let site = Site {
            book,
            speaker: Speaker::new(&messages, texts, &content.areas),
            language,
            languages: &content.languages,
            looks,
            live: config.live(),
            address: config.address(content),
            start: start_view(content, language),
        };
        files.push(statement::page(&site, statement));
    }
    Ok(files)
}

fn reference(book: &Book<'_>, languages: &[String]) -> PagesRef {
    let of = |manner: Manner| {
        let levels = (0..).map(LevelIx).take(book.manners.len());
        levels.filter(|ix| book.manner(*ix) == manner).collect()
    };
    PagesRef {
        path: address::FOLDER.to_owned(),
        list: None,
        languages: languages.to_vec(),
        levels: of(Manner::Own),
        anchored: of(Manner::Together),
    }
}

/// The view of a reader who comes without a link.
fn start_view(content: &Content, language: &str) -> ViewState {
    ViewState {
        language: language.to_owned(),
        indicator: content.default_indicator.clone(),
        level: content.default_level.clone(),
        period: PeriodChoice::Latest,
        categories: Vec::new(),
        area: None,
        classes: ClassChoice::default(),
        map: MapChoice::default(),
        multiples: Multiples::default(),
        filter: teilraum::state::Filter::default(),
        highlight: 0,
        camera: None,
        profile: ProfileChoice::default(),
        tab: Tab::Map,
        chart: ChartKind::default(),
        easy: false,
        sort: Sort::default(),
        page: 0,
        data_version: None,
    }
}

fn of_language(site: &Site<'_>, report: &mut Report) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![index::start(site)];
    for level in (0..).map(LevelIx).take(site.book.content.levels.len()) {
        files.extend(index::level(site, level));
        files.extend(match site.book.manner(level) {
            Manner::None => Vec::new(),
            Manner::Own => {
                let areas: Vec<AreaIx> = site.book.areas_of(level).collect();
                fitting(&areas, &detail::AREA, report, |ix, detail| {
                    area::page(site, ix, detail)
                })
            }
            Manner::Together => {
                let parents = parents_of(site.book, level);
                fitting(&parents, &detail::TOGETHER, report, |ix, most| {
                    together::page(site, level, ix, most)
                })
            }
        });
    }
    files
}

fn parents_of(book: &Book<'_>, level: LevelIx) -> Vec<AreaIx> {
    let parents = book.areas_of(level).filter_map(|ix| book.area(ix)?.parent);
    let mut parents: Vec<AreaIx> = parents.collect();
    parents.sort_unstable();
    parents.dedup();
    parents
}

/// A page with its size on the way.
struct Weighed {
    area: AreaIx,
    path: String,
    bytes: Vec<u8>,
    gzip: usize,
}

/// The pages of `areas` at the first step of `ladder` at which all are light enough; the last step
/// where none is. What was left out is a note, what is still too large a warning.
///
/// Each step is tried on a few areas before all are written: usually the first or second page tells
/// that a step is too much.
fn fitting<D: Copy + Sync>(
    areas: &[AreaIx],
    ladder: &[(D, &str)],
    report: &mut Report,
    write: impl Fn(AreaIx, D) -> Option<(String, Vec<u8>)> + Sync,
) -> Vec<(String, Vec<u8>)> {
    let all = |areas: &[AreaIx], detail: D| -> Vec<Weighed> {
        let weighed = in_parallel(areas, |area| {
            let (path, bytes) = write(*area, detail)?;
            let gzip = gzip_bytes(&bytes);
            Some(Weighed {
                area: *area,
                path,
                bytes,
                gzip,
            })
        });
        weighed.into_iter().flatten().collect()
    };
    let too_heavy = |pages: &[Weighed]| {
        let heaviest = pages.iter().max_by_key(|page| page.gzip)?;
        let over = heaviest.gzip > LIMIT_BYTES;
        over.then(|| (heaviest.area, heaviest.path.clone(), heaviest.gzip))
    };
    let mut tried = samples(areas);
    let mut at_first: Option<(String, usize)> = None;
    for (step, (detail, words)) in ladder.iter().enumerate() {
        let last = step + 1 == ladder.len();
        let mut pages = Vec::new();
        let mut over = too_heavy(&all(&tried, *detail));
        if over.is_none() || last {
            pages = all(areas, *detail);
            over = too_heavy(&pages);
        }
        let Some((area, path, gzip)) = over else {
            if let Some((path, gzip)) = &at_first {
                tell(report, path, *gzip, words);
            }
            return in_order(pages);
        };
        if last {
            warn(report, &path, gzip, words);
            return in_order(pages);
        }
        tried = vec![area];
        at_first.get_or_insert((path, gzip));
    }
    Vec::new()
}

fn in_order(pages: Vec<Weighed>) -> Vec<(String, Vec<u8>)> {
    pages
        .into_iter()
        .map(|page| (page.path, page.bytes))
        .collect()
}

/// The first, the middle and the last of `areas`.
fn samples(areas: &[AreaIx]) -> Vec<AreaIx> {
    let at = [0, areas.len() / 2, areas.len().saturating_sub(1)];
    let mut samples: Vec<AreaIx> = at.iter().filter_map(|at| areas.get(*at).copied()).collect();
    samples.dedup();
    samples
}

fn expected() -> String {
    format!("pages of at most {LIMIT_BYTES} bytes packed with gzip")
}

fn tell(report: &mut Report, path: &str, gzip: usize, words: &str) {
    let wording = found(expected(), format!("{gzip} bytes with everything"));
    report.note(
        "page-size",
        in_file(path),
        wording.done(format!("the pages of the level show less: {words}")),
    );
}

fn warn(report: &mut Report, path: &str, gzip: usize, words: &str) {
    let wording = found(expected(), format!("{gzip} bytes with the least: {words}"));
    report.warning("page-size", in_file(path), wording.done("written as it is"));
}
