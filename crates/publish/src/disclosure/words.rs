//! What readers are told about protected figures.

use std::collections::BTreeMap;

use teilraum::model::{Indicator, Texts};

use super::own::is_protected;
use super::profile::{NOTE_NOISE, NOTE_ROUNDED, NOTE_WITHHELD, Profile};
use crate::config::{Config, IndicatorConfig};

const WORDS: [(&str, &str, &str); 3] = [
    (
        NOTE_WITHHELD,
        "Zum Schutz der Angaben über einzelne Personen oder Betriebe sind kleine Zahlen und solche, \
         aus denen sie sich errechnen ließen, nicht veröffentlicht (Geheimhaltung).",
        "To protect individual persons and establishments, small numbers and those from which they \
         could be calculated are not published.",
    ),
    (
        NOTE_ROUNDED,
        "Zum Schutz der Angaben über einzelne Personen ist jede Zahl für sich gerundet; Summen können \
         deshalb von der Summe ihrer Teile abweichen. Anteile sind aus gerundeten Zahlen berechnet.",
        "To protect individual persons, each number is rounded on its own, so totals may differ from \
         the sum of their parts. Shares are computed from rounded numbers.",
    ),
    (
        NOTE_NOISE,
        "Zum Schutz der Angaben über einzelne Personen sind die Zahlen zufällig leicht verändert \
         (Cell-Key-Methode); Summen können deshalb von der Summe ihrer Teile abweichen.",
        "To protect individual persons, numbers are slightly changed at random (cell-key method), so \
         totals may differ from the sum of their parts.",
    ),
];

/// Puts the note on a protected indicator.
pub fn note(config: &Config, entry: &IndicatorConfig, indicator: &mut Indicator) {
    if is_protected(config, entry) {
        let note = Profile::of(config, entry).note();
        if !indicator.notes.iter().any(|known| known == note) {
            indicator.notes.push(note.to_owned());
        }
    }
}

/// Adds the words of the notes that `indicators` have, in every language that lacks them.
pub fn add(indicators: &[Indicator], texts: &mut BTreeMap<String, Texts>) {
    for (key, german, english) in WORDS {
        let used = indicators
            .iter()
            .any(|indicator| indicator.notes.iter().any(|note| note == key));
        for (language, texts) in texts.iter_mut().filter(|_| used) {
            let words = if language.starts_with("de") {
                german
            } else {
                english
            };
            if texts.notes.get(key).is_none() {
                texts.notes.insert(key.to_owned(), words.to_owned());
            }
        }
    }
}
