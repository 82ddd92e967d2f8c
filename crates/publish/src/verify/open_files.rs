//! The files that keep their names, held against the hashes that the bundle tells of them: downloads
//! by their list and by `datapackage.json`, static pages by theirs, the picture by the manifest.
//!
//! Lists of earlier publishers tell no hashes; then the Data Package is what there is.

use std::collections::BTreeMap;

use serde_json::Value;
use teilraum::format;
use teilraum::model::{Catalogue, DownloadRef, FileRef, PagesRef};

use super::{Problem, Reader, Source, pages};
use crate::bundle::files::{hash, sha256};
use crate::bundle::listed::PageList;

/// The file that describes the tables.
const PACKAGE: &str = "datapackage.json";

impl<S: Source> Reader<'_, S> {
    /// Opens every download of the list.
    pub(super) fn downloads(&mut self, catalogue: &Catalogue) {
        let list = catalogue.downloads.as_ref();
        let offered = list.and_then(|list| self.file(list, format::downloads));
        let (mut sums, mut package) = (BTreeMap::new(), None);
        for download in offered.iter().flatten() {
            let read = self.open(&download.path, Some(download.bytes), |bytes| {
                let kept = (download.path == PACKAGE).then(|| bytes.to_vec());
                Ok((sha256(bytes), kept))
            });
            let Some((sum, kept)) = read else { continue };
            self.hold(&download.path, download.hash.as_deref(), &sum);
            sums.insert(download.path.as_str(), sum);
            package = package.or(kept);
        }
        for download in offered.iter().flatten() {
            self.sources_of(download, catalogue);
        }
        if let Some(package) = package {
            self.package(&package, &sums);
        }
    }

    fn sources_of(&mut self, download: &DownloadRef, catalogue: &Catalogue) {
        let unknown = |key: &&String| catalogue.source(key).is_none();
        if let Some(source) = download.sources.iter().find(unknown) {
            self.done.errors.push(Problem::Source {
                path: download.path.clone(),
                source_key: source.clone(),
            });
        }
    }

    /// Holds a file with the SHA-256 `sum` against the hash that is told of it: all digits or the
    /// first 16.
    fn hold(&mut self, path: &str, told: Option<&str>, sum: &str) {
        let Some(told) = told else { return };
        let found = sum.get(..told.len()).unwrap_or(sum);
        if found != told || told.len() < 16 {
            self.done.errors.push(Problem::Hash {
                path: path.to_owned(),
                expected: told.to_owned(),
                found: found.to_owned(),
            });
        }
    }

    /// Holds the resources of the Data Package against the files, whose SHA-256 are `sums`.
    fn package(&mut self, package: &[u8], sums: &BTreeMap<&str, String>) {
        let package = serde_json::from_slice::<Value>(package).unwrap_or_default();
        let Some(resources) = package["resources"].as_array() else {
            return self.done.errors.push(Problem::Package {
                path: PACKAGE.to_owned(),
                found: "none",
            });
        };
        for resource in resources {
            let Some(path) = resource["path"].as_str() else {
                self.done.errors.push(Problem::Package {
                    path: PACKAGE.to_owned(),
                    found: "one without a path",
                });
                continue;
            };
            let told = resource["hash"].as_str();
            let told = told.and_then(|told| told.strip_prefix("sha256:"));
            match sums.get(path) {
                Some(sum) => self.hold(path, told, sum),
                None => self.done.errors.push(Problem::Unoffered {
                    path: path.to_owned(),
                }),
            }
        }
    }

    /// Follows the links of the pages, which must not lead to nothing, and holds each file against
    /// the list of pages.
    pub(super) fn pages(&mut self, pages: &PagesRef) {
        let list = pages.list.as_ref().and_then(|list| self.page_list(list));
        let walked = pages::walk(self.source, pages, list.as_ref().map(|list| &list.pages));
        let told: BTreeMap<&String, &String> = list.iter().flat_map(|list| &list.pages).collect();
        self.done.errors.extend(walked.errors);
        for (path, told) in &told {
            match walked.files.get(*path) {
                Some(page) => {
                    if page.hash != **told {
                        self.done.errors.push(Problem::Hash {
                            path: (*path).clone(),
                            expected: (*told).clone(),
                            found: page.hash.clone(),
                        });
                    }
                }
                None => self.missing(path),
            }
        }
        for (path, page) in walked.files {
            if list.is_none() || told.contains_key(&path) {
                self.done.files += 1;
                self.done.bytes += page.bytes;
                self.reached.insert(path);
            }
        }
    }

    fn missing(&mut self, path: &str) {
        let missing = Problem::Missing {
            path: path.to_owned(),
        };
        if !self.done.errors.contains(&missing) {
            self.done.errors.push(missing);
        }
    }

    fn page_list(&mut self, list: &FileRef) -> Option<PageList> {
        let bytes = self.file(list, |_, bytes| Ok(bytes.to_vec()))?;
        let read = serde_json::from_slice(&bytes);
        if read.is_err() {
            self.done.errors.push(Problem::PageList {
                path: list.path.clone(),
            });
        }
        read.ok()
    }

    /// Holds the picture of the first view against the hash in the manifest.
    pub(super) fn picture(&mut self, path: &str, told: &str) {
        let found = self.open(path, None, |bytes| Ok(hash(bytes)));
        if let Some(found) = found {
            self.hold(path, Some(told), &found);
        }
    }
}
