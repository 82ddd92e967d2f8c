//! The catalogue that open data portals harvest, after DCAT-AP.de 3.0.
//!
//! One dataset per download, with one distribution. Mandatory: title, description and publisher of
//! catalogue and datasets, access address and licence of distributions. The rest is recommended.
//! <https://www.dcat-ap.de/def/dcatde/3.0/spec/>

use teilraum::model::{Date, Indicator, Source, Texts};

use super::rdf::{Node, Object};
use super::{Download, files};
use crate::content::Content;
use crate::imprint::Imprint;

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
const POPULATION_AND_SOCIETY: &str =
    "http://publications.europa.eu/resource/authority/data-theme/SOCI";

/// The catalogue, and a dataset for each of `downloads`.
#[must_use]
pub fn graph(content: &Content, downloads: &[Download]) -> Vec<Node> {
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
    catalogue
        .says
        .extend(newest(content.sources.iter()).map(|day| ("dcterms:modified", date(day))));
    let mut graph = Vec::new();
    for download in downloads {
        let dataset = maker.dataset(download);
        catalogue = catalogue.link("dcat:dataset", dataset.iri.clone());
        graph.push(dataset);
    }
    graph.insert(0, catalogue);
    graph
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

    fn dataset(&self, download: &Download) -> Node {
        let indicator = self.content.indicators.iter().find(|indicator| {
            download
                .path
                .strip_prefix("csv/")
                .and_then(|name| name.strip_suffix(".csv"))
                == Some(indicator.key.as_str())
        });
        let name = download.path.replace(['/', '.'], "-");
        let mut dataset = Node::new(self.iri(&format!("dcat.ttl#{name}")), "dcat:Dataset");
        dataset.says.extend(self.titles(download, indicator));
        dataset = dataset
            .with(
                "dcterms:identifier",
                Object::Text(format!("{}/{name}", self.content.key)),
            )
            .with("dcterms:publisher", Object::Nested(self.publisher()))
            .link("dcat:theme", POPULATION_AND_SOCIETY)
            .link(
                "dcatap:availability",
                format!("{AUTHORITY}/planned-availability/STABLE"),
            );
        dataset.says.extend(self.languages());
        if let Some(indicator) = indicator {
            dataset.says.extend(self.keywords(indicator));
            dataset
                .says
                .extend(time(indicator).map(|time| ("dcterms:temporal", time)));
        }
        if self
            .content
            .areas
            .0
            .first()
            .is_some_and(|root| root.key == "DG")
        {
            dataset = dataset.link("dcterms:spatial", format!("{AUTHORITY}/country/DEU"));
        }
        if let Some(contact) = self.contact() {
            dataset = dataset.with("dcat:contactPoint", Object::Nested(contact));
        }
        if let Some(id) = &self.imprint.contributor_id {
            dataset = dataset.link("dcatde:contributorID", id);
        }
        dataset
            .says
            .extend(newest(self.sources(download)).map(|day| ("dcterms:modified", date(day))));
        for distribution in self.distributions(download) {
            dataset = dataset.with("dcat:distribution", Object::Nested(distribution));
        }
        dataset
    }

    /// Title and description, in every language where it is an indicator.
    fn titles(
        &self,
        download: &Download,
        indicator: Option<&'a Indicator>,
    ) -> Vec<(&'static str, Object)> {
        let Some(indicator) = indicator else {
            let title = Object::Text(download.title.clone());
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
    fn distributions(&self, download: &'a Download) -> Vec<Node> {
        let mut licences: Vec<&Source> = Vec::new();
        for source in self.sources(download) {
            if licences.iter().all(|one| one.licence != source.licence) {
                licences.push(source);
            }
        }
        licences
            .into_iter()
            .map(|source| self.distribution(download, source))
            .collect()
    }

    fn distribution(&self, download: &'a Download, licence: &Source) -> Node {
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
            .with(
                "dcterms:identifier",
                Object::Text(files::hash(&download.bytes)),
            );
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

/// The licence by the name that DCAT-AP.de lists; its own address where it lists none.
fn licence_iri(source: &Source) -> String {
    let listed = match source.licence.as_str() {
        "dl-de/by-2-0" => "dl-by-de/2.0",
        "dl-de/zero-2-0" => "dl-zero-de/2.0",
        "cc-by/4.0" | "cc-by-4.0" | "CC-BY-4.0" => "cc-by/4.0",
        "cc-zero" | "cc0" | "CC0-1.0" => "cc-zero",
        _ => return source.licence_url.clone(),
    };
    format!("http://dcat-ap.de/def/licenses/{listed}")
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
