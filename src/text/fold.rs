//! One spelling for search, so that people find names however they type them.

use super::letter::push_base;

/// The search form of a query or a term: lower case, no marks, "ä" and "ae" both "a", "ß" "ss",
/// anything but letters and digits one space.
///
/// A term begins with a query exactly if their forms do, whether or not the reader has an umlaut key.
///
/// ```
/// use teilraum::text::fold;
/// assert_eq!(fold("MÜNCHEN"), fold("Muenchen"));
/// assert_eq!(fold("Sankt-Augustin  (Stadt)"), "sankt augustin stadt");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut base = String::with_capacity(text.len());
    text.chars().for_each(|c| push_base(&mut base, c));
    let mut folded = String::with_capacity(base.len());
    for c in base.chars() {
        if !c.is_alphanumeric() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if c != 'e' || !folded.ends_with(['a', 'o', 'u']) {
            folded.push(c);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (one, other) in [
            ("Köln", "koeln"),
            ("Straße", "STRASSE"),
            ("Goethestadt", "Göthestadt"),
            ("Südwestpfalz", "sudwestpfalz"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn keys_and_postcodes_stay_as_they_are() {
        assert_eq!(fold("09184"), "09184");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_beginning_of_a_name_finds_it(name in "[A-Za-zäöüßé \\-]{1,20}", length in 0_usize..20) {
            let start: String = name.chars().take(length).collect();
            prop_assert!(fold(&name).starts_with(&fold(&start)));
        }
    }
}
