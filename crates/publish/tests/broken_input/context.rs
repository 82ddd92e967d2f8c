//! Land around the areas that is broken.

use super::office::Base::Small;
use super::runner::Case;

const FILE: &str = "around.geojson";
const ATLAS: &str = "atlas.toml";
const SYSTEM: &str = "[[context]]\nsystem = \"verwaltung\"\nsources = [\"survey\"]\n";

pub fn cases() -> Vec<Case> {
    vec![
        Case::new(
            Small,
            "the file of land around is not there",
            &[ATLAS, "verwaltung", FILE],
            |office| office.remove(FILE),
        ),
        Case::new(
            Small,
            "the land around lies somewhere else altogether",
            &[ATLAS, FILE, "none in 1 polygons"],
            |office| {
                let far = r#"{"type":"Polygon","coordinates":[[[20,62],[21,62],[21,63],[20,62]]]}"#;
                let feature = r#"{"type":"Feature","properties":{"id":"a"},"geometry":"#;
                office.write(FILE, format!("{feature}{far}}}"));
            },
        ),
        Case::new(
            Small,
            "the land around is lines",
            &[FILE, "polygon"],
            |office| {
                let line = r#"{"type":"LineString","coordinates":[[9,50],[10,51]]}"#;
                let feature = r#"{"type":"Feature","properties":{"id":"a"},"geometry":"#;
                office.write(FILE, format!("{feature}{line}}}"));
            },
        ),
        Case::new(
            Small,
            "the land around belongs to a system without outlines",
            &[ATLAS, "[[context]]", "planung"],
            |office| {
                let other = SYSTEM.replace("verwaltung", "planung");
                office.replace(ATLAS, SYSTEM, &other);
            },
        ),
        Case::new(
            Small,
            "the land around is of a source that nobody knows",
            &[ATLAS, "[[context]]", "nobody"],
            |office| office.replace(ATLAS, SYSTEM, &SYSTEM.replace("survey", "nobody")),
        ),
        Case::new(
            Small,
            "the land around has no source",
            &[ATLAS, "[[context]]", "none"],
            |office| office.replace(ATLAS, SYSTEM, &SYSTEM.replace("\"survey\"", "")),
        ),
        Case::new(
            Small,
            "there is land around twice",
            &[ATLAS, "one [[context]] for each area system"],
            |office| {
                let layer = "layer = { file = \"around.geojson\", key = \"id\" }\n";
                office.append(ATLAS, &format!("\n{SYSTEM}{layer}"));
            },
        ),
    ]
}
