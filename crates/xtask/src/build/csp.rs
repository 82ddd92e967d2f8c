//! The content security policy of the page, in one place for meta element and header.

/// Everything comes from the page's own origin; scripts and styles only as files; WebAssembly may
/// be compiled.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
     worker-src 'self'; base-uri 'none'; form-action 'none'";

/// The header's value: who may frame the page cannot be said in a meta element.
pub fn header() -> String {
    format!("{POLICY}; frame-ancestors 'self'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_neither_inline_code_nor_eval_nor_other_hosts() {
        for forbidden in [
            "unsafe-inline",
            "'unsafe-eval'",
            "http:",
            "https:",
            "*",
            "  ",
        ] {
            assert!(!header().contains(forbidden), "{forbidden}");
        }
    }
}
