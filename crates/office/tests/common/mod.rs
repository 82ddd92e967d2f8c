//! Files of views of the tests' bundle.
#![allow(dead_code, reason = "each test uses its part")]

#[path = "../../../../tests/parity/fixture.rs"]
pub mod fixture;

use teilraum::atlas::extract::ExtractOrder;
use teilraum_office::{Clerk, ClerkError, Done, Form};

/// The order for a file of the view of `link`.
pub fn order(link: &str) -> ExtractOrder {
    ExtractOrder {
        link: link.to_owned(),
        address: format!("https://example.org/atlas/#{link}"),
        date: "2026-03-01".to_owned(),
        ..ExtractOrder::default()
    }
}

/// Gives the clerk every file it asks for.
pub fn feed(clerk: &mut Clerk) {
    loop {
        let missing = clerk.missing();
        if missing.is_empty() {
            return;
        }
        for path in missing {
            let bytes = fixture::file(&path).unwrap_or_else(|| panic!("no file {path}"));
            clerk.supply(&path, bytes).expect("a sound file");
        }
    }
}

/// The file of an order, or why there is none.
pub fn written(form: Form, order: ExtractOrder) -> Result<Done, ClerkError> {
    let mut clerk = Clerk::new(form, order);
    feed(&mut clerk);
    clerk.finish()
}

/// The file of the view of `link`.
pub fn file(form: Form, link: &str) -> Done {
    written(form, order(link)).expect("a file")
}

/// The text of the file of the view of `link`.
pub fn text(form: Form, link: &str) -> String {
    String::from_utf8(file(form, link).bytes).expect("UTF-8")
}
