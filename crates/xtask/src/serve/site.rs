//! The files of the built site, in memory, each compressed once.

use super::mime;
use crate::build::hash;
use crate::build::post_build::files_below;
use crate::failure::Failure;
use crate::size::weight;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// How a body is encoded on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// `gzip`.
    Gzip,
    /// `br`.
    Brotli,
}

impl Encoding {
    /// The best that an `Accept-Encoding` header allows.
    pub fn best(accepted: &str) -> Self {
        let allows = |name: &str| {
            accepted.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                let refused =
                    |word: &str| word.replace(' ', "").trim_end_matches(['0', '.']) == "q=";
                words
                    .next()
                    .is_some_and(|word| word.eq_ignore_ascii_case(name))
                    && !words.any(refused)
            })
        };
        if allows("br") {
            Self::Brotli
        } else if allows("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }
}

/// One file of the site.
pub struct Asset {
    /// Its `Content-Type`.
    pub mime: &'static str,
    /// Its `Cache-Control`.
    pub cache: &'static str,
    /// Its `ETag`.
    pub tag: String,
    bytes: Vec<u8>,
    gzip: OnceLock<Option<Vec<u8>>>,
    brotli: OnceLock<Option<Vec<u8>>>,
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            mime: mime::of(name),
            cache: cache_control(name),
            tag: format!("\"{}\"", hash::short(&bytes)),
            bytes,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        }
    }

    /// The body in the wanted encoding, or as it is where compressing gains nothing.
    pub fn body(&self, wanted: Encoding) -> (&[u8], Encoding) {
        let compressed = match wanted {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.get_or_init(|| self.gain(weight::gzip)).as_deref(),
            Encoding::Brotli => self
                .brotli
                .get_or_init(|| self.gain(weight::brotli))
                .as_deref(),
        };
        compressed.map_or((&self.bytes, Encoding::Identity), |bytes| (bytes, wanted))
    }

    fn gain(&self, compress: fn(&[u8]) -> Vec<u8>) -> Option<Vec<u8>> {
        if !mime::is_compressible(self.mime) {
            return None;
        }
        Some(compress(&self.bytes)).filter(|small| small.len() < self.bytes.len())
    }
}

/// All files of the site by their path below its top folder.
pub struct Site {
    assets: BTreeMap<String, Asset>,
}

impl Site {
    /// Reads a built site.
    ///
    /// # Errors
    /// When there is none.
    pub fn load(folder: &Path) -> Result<Self, Failure> {
        if !folder.join("index.html").is_file() {
            return Err(Failure::Check(format!(
                "{} holds no built site; run `cargo xtask build` first",
                folder.display()
            )));
        }
        let mut assets = BTreeMap::new();
        for (name, file) in files_below(folder)? {
            let bytes = fs::read(&file).map_err(Failure::file("read", &file))?;
            let asset = Asset::new(&name, bytes);
            assets.insert(name, asset);
        }
        Ok(Self { assets })
    }

    /// Finds what a request's path means.
    ///
    /// Only names that were found when the site was read exist, so no path leads out of it.
    pub fn find(&self, target: &str) -> Option<&Asset> {
        let path = target.split(['?', '#']).next()?;
        let name = percent_decoded(path.strip_prefix('/')?)?;
        let index = if name.is_empty() || name.ends_with('/') {
            "index.html"
        } else {
            ""
        };
        self.assets.get(&format!("{name}{index}"))
    }

    /// Compresses what every visit loads ahead of the first request that would have to wait for
    /// it, the longest work first. The bundle's files take their turn when they are asked for.
    pub fn warm_up(&self) {
        let app = self
            .assets
            .iter()
            .filter(|(name, _)| !name.starts_with("data/"));
        let mut assets: Vec<&Asset> = app.map(|(_, asset)| asset).collect();
        assets.sort_by_key(|asset| std::cmp::Reverse(asset.bytes.len()));
        for asset in assets {
            asset.body(Encoding::Brotli);
        }
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &[u8])]) -> Self {
        let assets = files
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), Asset::new(name, bytes.to_vec())));
        Self {
            assets: assets.collect(),
        }
    }
}

/// Names with their content's hash never change; the others are asked about each time.
fn cache_control(name: &str) -> &'static str {
    let hashed = name
        .split(['/', '.', '-', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Undoes `%41`; `None` where what follows the sign is no number or the result no text.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let long = [b'a'; 2000];
        Site::of(&[
            ("index.html", b"page"),
            ("data/x y.json", b"{}"),
            ("a.js", &long),
        ])
    }

    #[test]
    fn the_best_encoding_that_is_accepted_is_taken() {
        assert_eq!(Encoding::best("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(Encoding::best("GZIP;q=0.5, br;q=0"), Encoding::Gzip);
        assert_eq!(Encoding::best("br; q=0.0, brotli"), Encoding::Identity);
        assert_eq!(Encoding::best(""), Encoding::Identity);
    }

    #[test]
    fn query_and_percent_signs_are_understood() {
        let site = site();
        assert!(site.find("/").is_some());
        assert!(site.find("/?x=1").is_some());
        assert!(site.find("/data/x%20y.json").is_some());
        for broken in ["/data/x%2", "/%zz", "/%+1", "/%ff", "", "index.html"] {
            assert!(site.find(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        let folder = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        fs::write(folder.join("dist/index.html"), "page").unwrap();
        let site = Site::load(&folder.join("dist")).unwrap();
        let outside = folder.join("secret.txt");
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "//secret.txt",
            "/./../secret.txt",
            outside.to_str().unwrap(),
        ] {
            assert!(site.find(path).is_none(), "{path}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn names_with_a_hash_are_immutable_and_others_are_not() {
        for name in [
            "app.0123456789ab/deep/a.js",
            "core.0123456789ab.wasm",
            "data/g/89abcdef.json",
        ] {
            assert!(cache_control(name).contains("immutable"), "{name}");
        }
        for name in ["index.html", "data/manifest.json", "data/kreise-2019.csv"] {
            assert_eq!(cache_control(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn what_compression_would_blow_up_stays_as_it_is() {
        let site = site();
        let small = site.find("/index.html").unwrap();
        assert_eq!(
            small.body(Encoding::Brotli),
            (b"page".as_slice(), Encoding::Identity)
        );
        let large = site.find("/a.js").unwrap();
        assert_eq!(large.body(Encoding::Gzip).1, Encoding::Gzip);
        assert!(large.body(Encoding::Brotli).0.len() < 100);
    }
}
