//! The words of a bundle in one language.

use super::Lookup;

/// Name of the atlas and what stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtlasText {
    /// "Sozialatlas".
    pub title: String,
    /// "Beispiel mit amtlichen Daten".
    pub subtitle: String,
    /// What a reader must know of the whole collection, in a sentence or two.
    pub about: String,
    /// What must stand on every page, card and picture: "Erfundene Daten". Empty for most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notice: String,
}

/// Words of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorText {
    /// Title for headings: "Verfügbares Einkommen je Einwohner".
    pub title: String,
    /// Short title for menus and columns: "Verfügbares Einkommen".
    pub short: String,
    /// One line that says what it means in plain words.
    pub meaning: String,
    /// Subject phrase of sentences: "das verfügbare Einkommen je Einwohner".
    pub subject: String,
    /// Whether `subject` takes a plural verb ("die Lebendgeborenen je …").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub plural: bool,
    /// What a share is a part of, as it stands after "von 100": "Kindern unter 15 Jahren"; empty where
    /// shares are told in percent. Since format 1.2.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub among: String,
}

/// Words of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitText {
    /// What follows the number in tight places: "€", "%", "" for plain counts.
    pub symbol: String,
    /// Noun in sentences after 1: "Euro", "Prozent", "Person".
    pub one: String,
    /// Noun in sentences otherwise: "Euro", "Prozent", "Personen".
    pub many: String,
    /// What the number relates to: "je Einwohner", "je 10.000 Einwohner"; empty if nothing.
    pub per: String,
    /// Unit of differences: "Prozentpunkte"; empty where it is the unit itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difference: String,
    /// Symbol of differences: "Pp."; empty where it is the unit's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difference_symbol: String,
}

/// Words of a level.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelText {
    /// "Kreis".
    pub one: String,
    /// Nominative plural: "Kreise".
    pub many: String,
    /// Dative plural, for "unter 400 Kreisen": "Kreisen".
    pub many_dative: String,
    /// Long name for menus: "Kreise und kreisfreie Städte".
    pub menu: String,
}

/// Words of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    /// Attribution exactly as the licence asks for it.
    pub attribution: String,
    /// Title of the data set or table.
    pub title: String,
}

/// Name of an area in this language, where it differs from its own name.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaName {
    /// "Bavaria".
    pub name: String,
    /// "in Bavaria".
    pub locative: String,
}

/// The long words of an indicator, fetched on demand.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefinitionText {
    /// What exactly is measured.
    pub definition: String,
    /// Numerator in words, where there is one.
    #[serde(default)]
    pub numerator: String,
    /// Denominator in words, where there is one.
    #[serde(default)]
    pub denominator: String,
    /// What the figure cannot say, and what to mind when reading it.
    #[serde(default)]
    pub caution: String,
    /// The definition in *Leichte Sprache*, checked by the people it is for; empty for most. Since
    /// format 1.2.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub easy: String,
    /// Who checked it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub easy_checked_by: String,
}

/// All words of one language; maps go by stable key.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Language tag: `de`.
    pub language: String,
    /// The atlas itself.
    pub atlas: AtlasText,
    /// Theme titles.
    pub themes: Lookup<String>,
    /// Indicators.
    pub indicators: Lookup<IndicatorText>,
    /// Units.
    pub units: Lookup<UnitText>,
    /// Levels.
    pub levels: Lookup<LevelText>,
    /// Area types: "kreisfreie Stadt".
    pub area_kinds: Lookup<String>,
    /// Category axes: "Geschlecht".
    pub axes: Lookup<String>,
    /// Categories by `axis/category`: "weiblich".
    pub categories: Lookup<String>,
    /// Sources.
    pub sources: Lookup<SourceText>,
    /// Footnotes and reasons of breaks.
    pub notes: Lookup<String>,
    /// Titles of the layers of facilities: "Kindertagesstätten".
    #[serde(default, skip_serializing_if = "Lookup::is_empty")]
    pub facilities: Lookup<String>,
    /// Areas whose name differs in this language.
    #[serde(default, skip_serializing_if = "Lookup::is_empty")]
    pub area_names: Lookup<AreaName>,
}
