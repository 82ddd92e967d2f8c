//! Who publishes, for the catalogues of open data portals.

/// What DCAT-AP.de asks beyond the data themselves. Left empty, an atlas is its own publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Imprint {
    /// Name of the publishing office.
    pub publisher: String,
    /// Its web page.
    pub homepage: Option<String>,
    /// Where questions go.
    pub email: Option<String>,
    /// The office's identifier at GovData: `http://dcat-ap.de/def/contributors/…`.
    pub contributor_id: Option<String>,
    /// Public address of the bundle's folder, ending in `/`; without it, addresses stay relative to
    /// the catalogue's own.
    pub address: Option<String>,
}
