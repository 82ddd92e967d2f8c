//! A bundle on a web server, as readers get it.
//!
//! What a host does to files on the way (another text encoding, an "optimiser", a page for what is
//! missing) shows as a wrong hash or size, because every byte is fetched and checked.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use super::Source;

/// Longest wait for one file.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Largest file asked for in bytes.
const MOST_BYTES: u64 = 512 << 20;

/// A bundle by its public address.
pub struct Web {
    base: String,
    agent: ureq::Agent,
    failures: RefCell<BTreeMap<String, String>>,
}

impl Web {
    /// The bundle whose manifest lies at `address` or below it; `None` unless the address begins with
    /// `http://` or `https://`.
    #[must_use]
    pub fn new(address: &str) -> Option<Self> {
        let known = ["http://", "https://"];
        if !known.iter().any(|scheme| address.starts_with(scheme)) {
            return None;
        }
        let bare = address.split(['?', '#']).next().unwrap_or_default();
        let bare = bare.strip_suffix("manifest.json").unwrap_or(bare);
        let config = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT));
        Some(Self {
            base: format!("{}/", bare.trim_end_matches('/')),
            agent: config.build().into(),
            failures: RefCell::default(),
        })
    }

    /// Why files could not be fetched, by address.
    #[must_use]
    pub fn failures(&self) -> BTreeMap<String, String> {
        self.failures.borrow().clone()
    }

    fn fetch(&self, address: &str) -> Result<Vec<u8>, ureq::Error> {
        let mut response = self.agent.get(address).call()?;
        let body = response.body_mut().with_config();
        body.limit(MOST_BYTES).read_to_vec()
    }
}

impl Source for Web {
    fn read(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        let address = format!("{}{path}", self.base);
        match self.fetch(&address) {
            Ok(bytes) => Some(Cow::Owned(bytes)),
            Err(error) => {
                let mut failures = self.failures.borrow_mut();
                failures.insert(address, error.to_string());
                None
            }
        }
    }

    /// Nobody can list a web server: only what the bundle names is looked at.
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_named_by_its_folder_or_its_manifest() {
        for address in [
            "https://example.org/atlas/data",
            "https://example.org/atlas/data/",
            "https://example.org/atlas/data/manifest.json?x=1#y",
        ] {
            let web = Web::new(address).map(|web| web.base);
            assert_eq!(web.as_deref(), Some("https://example.org/atlas/data/"));
        }
        assert!(Web::new("data").is_none());
    }
}
