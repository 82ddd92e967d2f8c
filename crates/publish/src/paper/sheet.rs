//! What a profile on paper says, in order. Every text is final.

use teilraum::atlas::profile::Spine;

/// A profile, ready to be laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Language tag.
    pub language: String,
    /// Title of the document: "Starnberg, Landkreis – Gebietsprofil, Sozialatlas".
    pub window: String,
    /// "Starnberg, Landkreis".
    pub title: String,
    /// Level, areas around, territorial status, periods: one line each.
    pub lead: Vec<String>,
    /// What must stand on every page; empty for most.
    pub notice: String,
    /// The profile in a paragraph.
    pub summary: String,
    /// What stands out.
    pub out: Out,
    /// How the pictures are to be read.
    pub how: String,
    /// Heads of the columns: indicator, value, comparison, place, course.
    pub heads: [String; 5],
    /// The indicators by theme.
    pub themes: Vec<SheetTheme>,
    /// Title of the notes, and the notes, which rows name by number from 1.
    pub notes: (String, Vec<String>),
    /// Title of the sources, and the sources, which rows name by number from 1.
    pub sources: (String, Vec<SheetSource>),
    /// Title of what is said of the profile itself, and that.
    pub about: (String, Vec<String>),
    /// The live profile.
    pub link: Option<SheetLink>,
    /// What stands below every page.
    pub foot: Vec<String>,
    /// "Seite {page} von {pages}", with both to be filled in.
    pub page: String,
}

/// What stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Out {
    /// "Was auffällt".
    pub title: String,
    /// "Besser als anderswo", with a sentence for each finding.
    pub groups: Vec<(String, Vec<String>)>,
    /// What is said where nothing does.
    pub none: String,
}

/// A theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetTheme {
    /// Its title.
    pub title: String,
    /// Its indicators.
    pub rows: Vec<SheetRow>,
}

/// One indicator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Key of the indicator.
    pub key: String,
    /// "Verfügbares Einkommen".
    pub name: String,
    /// Period and unit, notes, sources: one line each.
    pub lines: Vec<String>,
    /// "18 919 €", or what stands in its place.
    pub value: String,
    /// "Zufallsschwankung (95 %): 24,9 bis 32,7 %", or empty.
    pub interval: String,
    /// "Rang 3 von 22 Kreisen in Thüringen", or empty.
    pub rank: String,
    /// "Thüringen: 19 793 €; hier: −874 € (−4,4 %)", nearest first.
    pub beside: Vec<String>,
    /// Where the area stands.
    pub strip: Option<Strip>,
    /// Direction and words of the trend; empty without one.
    pub course: [String; 2],
    /// What stands where there is nothing to tell.
    pub nothing: String,
}

/// A picture of where an area stands, with what it shows in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// Positions and ends.
    pub spine: Spine,
    /// The picture in words.
    pub alt: String,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetSource {
    /// Title, attribution, licence, date.
    pub text: String,
    /// Addresses of data and licence, each with what it leads to.
    pub links: Vec<SheetLink>,
}

/// A link, whose address is printed too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLink {
    /// What it leads to.
    pub words: String,
    /// The address (http or https).
    pub url: String,
}
