//! Content types by file name ending.

use std::path::Path;

/// The `Content-Type` of a file.
pub fn of(name: &str) -> &'static str {
    match Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "jsonld" => "application/ld+json",
        "ttl" => "text/turtle; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether hosts compress such a file on the wire. Pictures, fonts and the bundle's chunks are
/// compressed inside.
pub fn is_compressible(mime: &str) -> bool {
    ![
        "application/octet-stream",
        "application/zip",
        "image/png",
        "font/woff2",
    ]
    .contains(&mime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_compiled_while_it_streams_only_under_its_own_type() {
        assert_eq!(of("core.0123456789ab.wasm"), "application/wasm");
    }

    #[test]
    fn an_unknown_ending_is_just_bytes() {
        assert_eq!(of("data/k/0123"), "application/octet-stream");
        assert_eq!(of("data/kreise.tbin"), "application/octet-stream");
    }

    #[test]
    fn what_is_compressed_inside_is_not_compressed_again() {
        assert!(!is_compressible(of("data/k/0123.bin")) && !is_compressible(of("a.woff2")));
        assert!(is_compressible(of("a.wasm")) && is_compressible(of("a.svg")));
    }
}
