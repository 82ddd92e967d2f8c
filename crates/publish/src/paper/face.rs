//! The letters: which glyphs a text is drawn with, and how wide it gets.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, UnicodeBuffer};

use super::PaperError;

const REGULAR: &[u8] = include_bytes!("font/inter-regular.otf");
const BOLD: &[u8] = include_bytes!("font/inter-semibold.otf");

/// Stands where the font has no glyph.
const STAND_IN: char = '□';

/// How strong letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Text.
    Regular,
    /// Headings, names, values.
    Bold,
}

/// A character that the font does not have, and a text in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// The text.
    pub text: String,
}

/// A text as glyphs, at size 1.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is drawn.
    pub text: String,
    /// What it stands for, where that differs.
    pub meant: Option<String>,
    /// Its glyphs.
    pub glyphs: Vec<KrillaGlyph>,
    /// How wide it is.
    pub width: f32,
}

/// Both weights of the one font.
pub struct Faces {
    faces: [rustybuzz::Face<'static>; 2],
    fonts: [Font; 2],
    missing: RefCell<BTreeMap<char, String>>,
    widths: RefCell<Widths>,
}

/// How wide words are in either weight: the same ones come again and again.
type Widths = [HashMap<String, f32>; 2];

impl Faces {
    /// The font in the program.
    ///
    /// # Errors
    /// A font that is none, which a test rules out.
    pub fn new() -> Result<Self, PaperError> {
        let face = |bytes| rustybuzz::Face::from_slice(bytes, 0).ok_or(PaperError::Font);
        let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or(PaperError::Font);
        Ok(Self {
            faces: [face(REGULAR)?, face(BOLD)?],
            fonts: [font(REGULAR)?, font(BOLD)?],
            missing: RefCell::default(),
            widths: RefCell::default(),
        })
    }

    /// The font to draw with.
    pub fn font(&self, weight: Weight) -> Font {
        let [regular, bold] = &self.fonts;
        match weight {
            Weight::Regular => regular.clone(),
            Weight::Bold => bold.clone(),
        }
    }

    fn face(&self, weight: Weight) -> &rustybuzz::Face<'static> {
        let [regular, bold] = &self.faces;
        match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        }
    }

    /// Characters met so far that the font does not have.
    pub fn missing(&self) -> Vec<Missing> {
        let missing = self.missing.borrow();
        let all = missing.iter().map(|(character, text)| Missing {
            character: *character,
            text: text.clone(),
        });
        all.collect()
    }

    /// Notes what of a whole text the font lacks, before it is measured word by word.
    pub fn check(&self, weight: Weight, text: &str) {
        self.drawable(self.face(weight), text);
    }

    /// How wide `text` is, at size 1.
    pub fn width(&self, weight: Weight, text: &str) -> f32 {
        let at = usize::from(weight == Weight::Bold);
        let known = |widths: &Widths| widths.get(at).and_then(|it| it.get(text)).copied();
        if let Some(known) = known(&self.widths.borrow()) {
            return known;
        }
        let width = self.run(weight, text).width;
        let mut widths = self.widths.borrow_mut();
        let of_weight = widths.get_mut(at);
        of_weight.map(|it| it.insert(text.to_owned(), width));
        width
    }

    /// `text` as glyphs, from left to right, figures all equally wide.
    pub fn run(&self, weight: Weight, text: &str) -> Run {
        let face = self.face(weight);
        let (drawn, meant) = self.drawable(face, text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&drawn);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let tabular = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
        let shaped = rustybuzz::shape(face, &[tabular], buffer);
        let em = face.units_per_em().max(1) as f32;
        let starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        let end = |start: usize| {
            let mut later = starts.iter().filter(|other| **other > start);
            later.next().copied().unwrap_or(drawn.len())
        };
        let infos = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs: Vec<KrillaGlyph> = infos
            .map(|(info, at)| {
                let start = info.cluster as usize;
                let [x, dx, dy, y] = [at.x_advance, at.x_offset, at.y_offset, at.y_advance];
                let [x, dx, dy, y] = [x, dx, dy, y].map(|units| units as f32 / em);
                let glyph = GlyphId::new(info.glyph_id);
                KrillaGlyph::new(glyph, x, dx, dy, y, start..end(start), None)
            })
            .collect();
        Run {
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            meant,
            glyphs,
            text: drawn,
        }
    }

    /// `text` without characters that nobody sees, with a stand-in for those that the font lacks; and
    /// what is meant, where that differs for those who copy or listen to it.
    fn drawable(&self, face: &rustybuzz::Face<'_>, text: &str) -> (String, Option<String>) {
        // A soft hyphen at the end is the one at which a line was broken.
        let (text_seen, hyphen) = match text.strip_suffix('\u{ad}') {
            Some(head) => (head, "-"),
            None => (text, ""),
        };
        let mut differs = !hyphen.is_empty();
        let seen = text_seen.chars().filter(|letter| !is_unseen(*letter));
        let drawn: String = seen
            .map(|letter| {
                if face.glyph_index(letter).is_some_and(|glyph| glyph.0 > 0) {
                    return letter;
                }
                differs = true;
                let mut missing = self.missing.borrow_mut();
                missing.entry(letter).or_insert_with(|| text.to_owned());
                STAND_IN
            })
            .collect();
        let drawn = drawn + hyphen;
        (drawn, differs.then(|| text.to_owned()))
    }
}

/// Controls, soft hyphens, joiners: what has no shape of its own.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the formatter writes, and letters of names all over Europe.
    const NEEDED: &str =
        "ÄÖÜäöüßẞ0123456789−+±×≤≥<>–—…·•→↑↓€%‰²³½„“”‚‘’«»§°†ŁódźČřŞığŐűÐþŅķĦġΑθήναБолгария";

    #[test]
    fn the_font_has_what_numbers_and_names_need() {
        let faces = Faces::new().unwrap();
        let spaces = "a\u{a0}b\u{202f}c\u{2009}d\u{2011}e";
        for weight in [Weight::Regular, Weight::Bold] {
            faces.run(weight, NEEDED);
            faces.run(weight, spaces);
        }
        assert_eq!(faces.missing(), []);
        let latin = ('\u{a1}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
        let latin: String = latin.filter(|letter| *letter != '\u{ad}').collect();
        faces.run(Weight::Regular, &latin);
        let missing: String = faces.missing().iter().map(|it| it.character).collect();
        // Texts of today write either as two letters.
        assert_eq!(missing, "ŉǄ");
    }

    #[test]
    fn a_character_without_a_glyph_is_told_and_kept_in_what_is_meant() {
        let faces = Faces::new().unwrap();
        let run = faces.run(Weight::Regular, "Ort 漢字");
        assert_eq!(run.text, "Ort □□");
        assert!(run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() > 0));
        assert_eq!(run.meant.as_deref(), Some("Ort 漢字"));
        let missing = faces.missing();
        assert_eq!(
            missing.iter().map(|it| it.character).collect::<String>(),
            "字漢"
        );
        assert!(missing.iter().all(|it| it.text == "Ort 漢字"));
    }

    #[test]
    fn figures_are_equally_wide_and_unseen_characters_take_no_room() {
        let faces = Faces::new().unwrap();
        let width = |text: &str| faces.run(Weight::Regular, text).width;
        assert!((width("111") - width("888")).abs() < 1e-4);
        assert!((width("Land\u{ad}kreis") - width("Landkreis")).abs() < 1e-4);
        let accented = faces.run(Weight::Regular, "u\u{308}");
        assert!((accented.width - width("ü")).abs() < 1e-4, "{accented:?}");
    }
}
