//! The basic letters of a letter with marks.

/// Appends `c` in lower case without its marks: ä → a, ß → ss, Č → c, ł → l. Everything else is
/// lowered and kept.
///
/// Covers the Latin letters of European place names. A combining mark (U+0300 to U+036F) vanishes,
/// so composed and decomposed spellings meet.
pub(super) fn push_base(text: &mut String, c: char) {
    for lower in c.to_lowercase() {
        match base(lower) {
            Some(letters) => text.push_str(letters),
            None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
            None => text.push(lower),
        }
    }
}

fn base(lower: char) -> Option<&'static str> {
    Some(match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::push_base;

    #[test]
    fn marks_vanish_in_either_spelling() {
        for (written, basic) in [
            ("Görlitz", "gorlitz"),
            ("Go\u{308}rlitz", "gorlitz"),
            ("ẞ", "ss"),
            ("Chóśebuz", "chosebuz"),
            ("İ", "i"),
        ] {
            let mut text = String::new();
            written.chars().for_each(|c| push_base(&mut text, c));
            assert_eq!(text, basic);
        }
    }
}
