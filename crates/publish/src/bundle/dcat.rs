//! The catalogue that open data portals harvest, after DCAT-AP.de 3.0.
//!
//! One dataset per indicator, with a distribution for each of its tables, and one for every other
//! download. A file whose sources are under several licences is a distribution under each of them,
//! since a distribution names one licence. Mandatory: title, description and publisher of catalogue
//! and datasets, access address and licence of distributions. The rest is recommended. Dates are
//! those of the configuration and its sources.
//! <https://www.dcat-ap.de/def/dcatde/3.0/spec/>

use std::collections::BTreeMap;

use teilraum::model::{Date, Indicator, IndicatorIx, Source, Texts};

use super::Download;
use super::csv::blocks;
use super::rdf::{Node, Object};
use super::subject::Subject;
use crate::content::Content;
use crate::imprint::Imprint;
use crate::licence::Licence;

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
const POPULATION_AND_SOCIETY: &str = "SOCI";
const LEVELS: &str = "http://dcat-ap.de/def/politicalGeocoding/Level";

/// A download with the SHA-256 of its bytes.
type Hashed<'a> = (&'a Download, &'a str);

/// The catalogue, and the datasets of `downloads`, whose SHA-256 stand in `hashes`.
#[must_use]
pub fn graph(content: &Content, downloads: &[Download], hashes: &[String]) -> Vec<Node> {
    let imprint = &content.imprint;
    let maker = Maker { content, imprint };
    let mut catalogue = Node::new(maker.iri("dcat.ttl#catalogue"), "dcat:Catalog");
    catalogue
        .says
        .extend(maker.words("dcterms:title", |texts| Some(&texts.atlas.title)));
    catalogue
        .says
        .extend(maker.words("dcterms:description", |texts| Some(&texts.atlas.about)));
    catalogue = catalogue.with("dcterms:publisher", Object::Nested(maker.publisher()));
    catalogue = catalogue.link("dcat:themeTaxonomy", format!("{AUTHORITY}/data-theme"));
    catalogue.says.extend(maker.languages());
    if let Some(homepage) = &imprint.homepage {
        catalogue = catalogue.link("foaf:homepage", homepage);
    }
    catalogue.says.extend(maker.spatial());
    let issued = imprint.issued.map(|day| ("dcterms:issued", date(day)));
    let modified = imprint.modified.or(newest(content.sources.iter()));
    let modified = modified.map(|day| ("dcterms:modified", date(day)));
    catalogue.says.extend(issued.into_iter().chain(modified));
    let mut graph = Vec::new();
    for group in grouped(content, downloads, hashes) {
        let dataset = maker.dataset(&group);
        catalogue = catalogue.link("dcat:dataset", dataset.iri.clone());
        graph.push(dataset);
    }
    graph.insert(0, catalogue);
    graph
}

/// What a dataset is made of: the tables of one indicator, or one other download.
struct Group<'a> {
    /// Name of the dataset in the catalogue.
    name: String,
    indicator: Option<&'a Indicator>,
    downloads: Vec<Hashed<'a>>,
}

/// Downloads by dataset, in the order in which they come.
fn grouped<'a>(
    content: &'a Content,
    downloads: &'a [Download],
    hashes: &'a [String],
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (download, hash) in downloads.iter().zip(hashes) {
        let indicator = Subject::of(content, &download.path).indicator();
        let name = match indicator {
            Some(indicator) => format!("indicator-{}", indicator.key),
            None => download.path.replace(['/', '.'], "-"),
        };
        let at = *known.entry(name.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group {
                name,
                indicator,
                downloads: Vec::new(),
            });
        }
        if let Some(group) = groups.get_mut(at) {
            group.downloads.push((download, hash));
        }
    }
    groups
}

struct Maker<'a> {
    content: &'a Content,
    imprint: &'a Imprint,
}

impl<'a> Maker<'a> {
    /// An address below the bundle's folder, absolute where the imprint knows the public one.
    fn iri(&self, path: &str) -> String {
        format!(
            "{}{path}",
            self.imprint.address.as_deref().unwrap_or_default()
        )
    }

    /// What `pick` finds in the texts of each language.
    fn words(
        &self,
        property: &'static str,
        pick: impl Fn(&'a Texts) -> Option<&'a String>,
    ) -> Vec<(&'static str, Object)> {
        let texts = self.content.texts.iter();
        texts
            .filter_map(|(language, texts)| Some((language, pick(texts)?)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(language, text)| (property, Object::Words(text.clone(), language.clone())))
            .collect()
    }

    fn default_texts(&self) -> Option<&'a Texts> {
        self.content.texts.get(self.content.languages.first()?)
    }

    fn publisher(&self) -> Node {
        let own = self
            .default_texts()
            .map(|texts| texts.atlas.title.clone())
            .unwrap_or_default();
        let name = &self.imprint.publisher;
        let name = if name.is_empty() { own } else { name.clone() };
        let agent = Node::new("", "foaf:Agent").with("foaf:name", Object::Text(name));
        match &self.imprint.homepage {
            Some(homepage) => agent.link("foaf:homepage", homepage),
            None => agent,
        }
    }

    fn languages(&self) -> impl Iterator<Item = (&'static str, Object)> {
        let known = self
            .content
            .languages
            .iter()
            .filter_map(|language| match language.as_str() {
                "de" => Some("DEU"),
                "en" => Some("ENG"),
                "fr" => Some("FRA"),
                "dsb" => Some("DSB"),
                "hsb" => Some("HSB"),
                "da" => Some("DAN"),
                "tr" => Some("TUR"),
                _ => None,
            });
        known.map(|code| {
            (
                "dcterms:language",
                Object::Iri(format!("{AUTHORITY}/language/{code}")),
            )
        })
    }

    fn dataset(&self, group: &Group<'a>) -> Node {
        let name = &group.name;
        let mut dataset = Node::new(self.iri(&format!("dcat.ttl#{name}")), "dcat:Dataset");
        dataset.says.extend(self.titles(group));
        dataset = dataset
            .with(
                "dcterms:identifier",
                Object::Text(format!("{}/{name}", self.content.key)),
            )
            .with("dcterms:publisher", Object::Nested(self.publisher()))
            .link(
                "dcatap:availability",
                format!("{AUTHORITY}/planned-availability/STABLE"),
            );
        dataset.says.extend(self.themes());
        dataset.says.extend(self.languages());
        if let Some(indicator) = group.indicator {
            dataset.says.extend(self.keywords(indicator));
            dataset
                .says
                .extend(time(indicator).map(|time| ("dcterms:temporal", time)));
            dataset.says.extend(self.levels(indicator));
        }
        dataset.says.extend(self.spatial());
        if let Some(contact) = self.contact() {
            dataset = dataset.with("dcat:contactPoint", Object::Nested(contact));
        }
        if let Some(id) = &self.imprint.contributor_id {
            dataset = dataset.link("dcatde:contributorID", id);
        }
        let sources = group
            .downloads
            .iter()
            .flat_map(|(download, _)| self.sources(download));
        dataset
            .says
            .extend(newest(sources).map(|day| ("dcterms:modified", date(day))));
        for one in &group.downloads {
            for distribution in self.distributions(*one) {
                dataset = dataset.with("dcat:distribution", Object::Nested(distribution));
            }
        }
        dataset
    }

    fn themes(&self) -> Vec<(&'static str, Object)> {
        let named = &self.imprint.data_themes;
        let usual = named.is_empty().then_some(POPULATION_AND_SOCIETY);
        let themes = named.iter().map(String::as_str).chain(usual);
        let link = |theme: &str| Object::Iri(format!("{AUTHORITY}/data-theme/{theme}"));
        themes.map(|theme| ("dcat:theme", link(theme))).collect()
    }

    /// The region of the imprint; Germany where the coarsest area is all of it.
    fn spatial(&self) -> Option<(&'static str, Object)> {
        let first = self.content.areas.0.first();
        let germany = first.is_some_and(|root| root.key == "DG");
        let germany = germany.then(|| format!("{AUTHORITY}/country/DEU"));
        let region = self.imprint.spatial.clone().or(germany)?;
        Some(("dcterms:spatial", Object::Iri(region)))
    }

    /// The administrative levels that an indicator has values for, where they have a usual key.
    fn levels(&self, indicator: &Indicator) -> Vec<(&'static str, Object)> {
        let at = self
            .content
            .indicators
            .iter()
            .position(|one| one.key == indicator.key);
        let ix = at.and_then(|at| u32::try_from(at).ok()).map(IndicatorIx);
        let levels = ix.map(|ix| blocks(self.content, ix)).unwrap_or_default();
        let named = levels
            .into_iter()
            .filter_map(|(_, level)| match level.key.as_str() {
                "bund" => Some("federal"),
                "land" => Some("state"),
                "kreis" => Some("administrativeDistrict"),
                "gemeinde" => Some("municipality"),
                _ => None,
            });
        named
            .map(|name| {
                let level = Object::Iri(format!("{LEVELS}/{name}"));
                ("dcatde:politicalGeocodingLevelURI", level)
            })
            .collect()
    }

    /// Title and description, in every language where it is an indicator.
    fn titles(&self, group: &Group<'a>) -> Vec<(&'static str, Object)> {
        let Some(indicator) = group.indicator else {
            let first = group.downloads.first();
            let title = Object::Text(first.map(|(one, _)| one.title.clone()).unwrap_or_default());
            return vec![
                ("dcterms:title", title.clone()),
                ("dcterms:description", title),
            ];
        };
        let key = &indicator.key;
        let mut says = self.words("dcterms:title", |texts| {
            Some(&texts.indicators.get(key)?.title)
        });
        let meaning = self.words("dcterms:description", |texts| {
            Some(&texts.indicators.get(key)?.meaning)
        });
        let definitions = self
            .content
            .definitions
            .iter()
            .filter_map(|(language, all)| {
                let text = all
                    .get(key)
                    .map(|one| one.definition.clone())
                    .filter(|text| !text.is_empty());
                Some((
                    "dcterms:description",
                    Object::Words(text?, language.clone()),
                ))
            });
        if meaning.is_empty() {
            says.extend(definitions);
        } else {
            says.extend(meaning);
        }
        says
    }

    fn keywords(&self, indicator: &'a Indicator) -> Vec<(&'static str, Object)> {
        let mut says = self.words("dcat:keyword", |texts| texts.themes.get(&indicator.theme));
        says.extend(self.words("dcat:keyword", |texts| {
            Some(&texts.indicators.get(&indicator.key)?.short)
        }));
        says
    }

    fn contact(&self) -> Option<Node> {
        let email = self.imprint.email.as_ref()?;
        let name = self
            .publisher()
            .says
            .into_iter()
            .next()
            .map(|(_, name)| name)?;
        let card = Node::new("", "vcard:Organization").with("vcard:fn", name);
        Some(card.link("vcard:hasEmail", format!("mailto:{email}")))
    }

    fn sources(&self, download: &'a Download) -> impl Iterator<Item = &'a Source> {
        self.content
            .sources
            .iter()
            .filter(|source| download.sources.contains(&source.key))
    }

    /// One distribution per licence that the sources are under: a distribution names only one.
    fn distributions(&self, (download, hash): Hashed<'a>) -> Vec<Node> {
        let mut licences: Vec<&Source> = Vec::new();
        for source in self.sources(download) {
            if licences.iter().all(|one| one.licence != source.licence) {
                licences.push(source);
            }
        }
        licences
            .into_iter()
            .map(|source| self.distribution((download, hash), source))
            .collect()
    }

    fn distribution(&self, (download, hash): Hashed<'a>, licence: &Source) -> Node {
        let address = self.iri(&download.path);
        let format = match download.media_type {
            "text/csv" => "CSV",
            "application/geo+json" => "GEOJSON",
            _ => "OCTET",
        };
        let media_type = format!(
            "https://www.iana.org/assignments/media-types/{}",
            download.media_type
        );
        let mut distribution = Node::new("", "dcat:Distribution")
            .with("dcterms:title", Object::Text(download.title.clone()))
            .link("dcat:accessURL", address.clone())
            .link("dcat:downloadURL", address)
            .link("dcterms:license", licence_iri(licence))
            .link("dcterms:format", format!("{AUTHORITY}/file-type/{format}"))
            .link("dcat:mediaType", media_type)
            .link(
                "dcatap:availability",
                format!("{AUTHORITY}/planned-availability/STABLE"),
            )
            .with(
                "dcat:byteSize",
                Object::Typed(download.bytes.len().to_string(), "xsd:nonNegativeInteger"),
            )
            .with("spdx:checksum", Object::Nested(checksum(hash)));
        let texts = self.default_texts();
        for source in self
            .sources(download)
            .filter(|source| source.licence == licence.licence)
        {
            if let Some(words) = texts.and_then(|texts| texts.sources.get(&source.key)) {
                let attribution = Object::Text(words.attribution.clone());
                distribution = distribution.with("dcatde:licenseAttributionByText", attribution);
            }
        }
        distribution
    }
}

fn checksum(hash: &str) -> Node {
    let value = Object::Typed(hash.to_owned(), "xsd:hexBinary");
    Node::new("", "spdx:Checksum")
        .link(
            "spdx:algorithm",
            "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
        )
        .with("spdx:checksumValue", value)
}

/// The licence by the name that DCAT-AP.de lists; its own address where it lists none.
fn licence_iri(source: &Source) -> String {
    match Licence::of(&source.licence) {
        Some(licence) => format!("http://dcat-ap.de/def/licenses/{}", licence.dcat()),
        None => source.licence_url.clone(),
    }
}

fn newest<'a>(sources: impl Iterator<Item = &'a Source>) -> Option<Date> {
    sources.filter_map(|source| source.issued).max()
}

fn date(day: Date) -> Object {
    Object::Typed(day.to_string(), "xsd:date")
}

fn time(indicator: &Indicator) -> Option<Object> {
    let start = indicator.periods.iter().map(|period| period.start).min()?;
    let end = indicator.periods.iter().map(|period| period.end).max()?;
    let span = Node::new("", "dcterms:PeriodOfTime");
    Some(Object::Nested(
        span.with("dcat:startDate", date(start))
            .with("dcat:endDate", date(end)),
    ))
}
