//! What pages show of an area's profile. Every text is final.

use super::super::answer::{Choice, Comparison, dto};

dto! {
    /// Where an area stands among others: positions run from 0 at the worst to 1 at the best value,
    /// from the lowest to the highest where neither is better.
    pub struct Spine {
        /// The area.
        pub own: f64,
        /// Between these lies the middle half of the areas.
        pub middle: Vec<f64>,
        /// The median.
        pub median: f64,
        /// The area around it; `null` where it lies outside, and for counts.
        pub parent: Option<f64>,
        /// "16 450 €".
        pub from: String,
        /// "36 883 €".
        pub to: String,
        /// The picture in words.
        pub words: String,
    }

    /// How the value has moved, as far as it may be told.
    pub struct Movement {
        /// `up`, `down`, `none` or `short`: too few values to tell.
        pub direction: String,
        /// `better`, `worse`, or empty where neither can be said.
        pub judged: String,
        /// "steigt", "sinkt", "ohne gesicherte Richtung", "zu kurz für einen Trend".
        pub label: String,
        /// The trend in words.
        pub words: String,
        /// The pieces of the line: from 0 to 1 over time, and from the lowest to the highest value.
        pub pieces: Vec<Vec<[f64; 2]>>,
    }

    /// One indicator of a profile.
    pub struct ProfileEntry {
        /// Key of the indicator.
        pub key: String,
        /// "Verfügbares Einkommen".
        pub label: String,
        /// One line on what it means.
        pub meaning: String,
        /// "2018".
        pub period: String,
        /// "18 919 €", or what stands in its place.
        pub value: String,
        /// "je Einwohner".
        pub per: String,
        /// Key of the value state.
        pub state: String,
        /// What the state means, for states without a number.
        pub state_meaning: String,
        /// "Zufallsschwankung (95 %): 24,9 bis 32,7 %", empty unless declared.
        pub interval: String,
        /// "Rang 3 von 22 Kreisen in Thüringen", empty without one.
        pub rank: String,
        /// Parents, nearest first.
        pub comparisons: Vec<Comparison>,
        /// Where the area stands; `null` with fewer than three values.
        pub spine: Option<Spine>,
        /// How the value has moved; `null` with fewer than two values.
        pub movement: Option<Movement>,
        /// Flags and footnotes, one sentence each.
        pub notes: Vec<String>,
        /// Whether it is the indicator of the view.
        pub chosen: bool,
    }

    /// A theme of a profile.
    pub struct ProfileTheme {
        /// Its key.
        pub key: String,
        /// Its title.
        pub label: String,
        /// Its indicators.
        pub entries: Vec<ProfileEntry>,
    }

    /// Something that stands out.
    pub struct StandingOut {
        /// Key of the indicator.
        pub key: String,
        /// A sentence.
        pub text: String,
    }

    /// What stands out in one way.
    pub struct OutGroup {
        /// `better`, `worse`, `unusual` or `moving`.
        pub key: String,
        /// "Besser als anderswo".
        pub title: String,
        /// Strongest first.
        pub items: Vec<StandingOut>,
    }

    /// An area of a comparison.
    pub struct ComparedArea {
        /// Its key.
        pub key: String,
        /// "Starnberg, Landkreis".
        pub name: String,
        /// "Landkreis in Bayern".
        pub kind: String,
    }

    /// One area's figure in a comparison.
    pub struct ComparedFigure {
        /// Name of the area.
        pub name: String,
        /// "18 919 €", or what stands in its place.
        pub value: String,
        /// Key of the value state; empty where the bundle has no figure at all.
        pub state: String,
        /// Where it lies on the scale, from 0 to 1; `null` without a number.
        pub at: Option<f64>,
        /// "−874 € (−4,4 %)": its difference to the first area; empty for that.
        pub difference: String,
    }

    /// One indicator of a comparison.
    pub struct ComparedRow {
        /// Key of the indicator.
        pub key: String,
        /// "Verfügbares Einkommen, 2018: Starnberg hat den höchsten Wert, …".
        pub title: String,
        /// "Skala: 16 450 bis 36 883 €"; empty without numbers.
        pub scale: String,
        /// The areas in order, all on the same scale.
        pub figures: Vec<ComparedFigure>,
    }

    /// A theme of a comparison.
    pub struct ComparedTheme {
        /// Its key.
        pub key: String,
        /// Its title.
        pub label: String,
        /// Its indicators.
        pub rows: Vec<ComparedRow>,
    }

    /// An area beside others.
    pub struct Compared {
        /// The areas, the chosen one first.
        pub areas: Vec<ComparedArea>,
        /// How areas come in, or that no more can.
        pub hint: String,
        /// Whether no more can.
        pub full: bool,
        /// The areas around the chosen one that can be added at once.
        pub offers: Vec<Choice>,
        /// Heads of the columns: area, value, place on the scale, difference to the first.
        pub heads: Vec<String>,
        /// The figures by theme.
        pub themes: Vec<ComparedTheme>,
    }

    /// An area that is like another.
    pub struct AlikeArea {
        /// Its key.
        pub key: String,
        /// "Starnberg, Landkreis".
        pub name: String,
        /// "Starnberg".
        pub short: String,
        /// "Landkreis in Bayern".
        pub kind: String,
        /// "93 von 100".
        pub likeness: String,
        /// From 0 for the least alike to 1 for the same.
        pub share: f64,
        /// "Ähnlich bei …; verschieden bei …".
        pub reason: String,
        /// Its value of the view's indicator.
        pub value: String,
        /// The difference to the own value.
        pub difference: String,
        /// `better`, `worse`, `higher`, `lower`, `same`, `unsure`, or empty without two numbers.
        pub verdict: String,
        /// "besser".
        pub verdict_label: String,
        /// Whether it is compared already.
        pub compared: bool,
    }

    /// The areas most like the chosen one.
    pub struct Alike {
        /// "Die 8 Kreise, die dem Landkreis Starnberg am meisten ähneln".
        pub title: String,
        /// Which of them do better, or why nothing can be said.
        pub summary: String,
        /// Heads of the columns: area, likeness, value.
        pub heads: Vec<String>,
        /// Most alike first.
        pub areas: Vec<AlikeArea>,
        /// How likeness was found.
        pub note: String,
    }

    /// One group inside an area.
    pub struct GroupLine {
        /// Head and cells of the row of the table.
        pub cells: Vec<String>,
        /// Length of its bar, from 0 to 1; `null` without a number.
        pub bar: Option<f64>,
    }

    /// The groups inside an area by one axis of one indicator.
    pub struct GroupSet {
        /// Key of the indicator.
        pub key: String,
        /// "Bevölkerung nach Geschlecht, 2018".
        pub title: String,
        /// Heads of the columns.
        pub heads: Vec<String>,
        /// The groups in the publisher's order.
        pub lines: Vec<GroupLine>,
        /// Gap, ratio, slope index, one sentence each.
        pub words: Vec<String>,
    }

    /// The groups inside an area.
    pub struct Groups {
        /// What is shown, or that there are none.
        pub intro: String,
        /// By indicator and axis.
        pub sets: Vec<GroupSet>,
    }

    /// The profile of an area: all its indicators.
    pub struct Profile {
        /// "Starnberg, Landkreis"; empty without a chosen area.
        pub title: String,
        /// "Landkreis in Bayern · Schlüssel 09188".
        pub kind: String,
        /// What the page shows, or what is to be done first.
        pub intro: String,
        /// Whether figures are still on their way.
        pub waiting: bool,
        /// What can be shown; the key is that of `ProfilePart`.
        pub parts: Vec<Choice>,
        /// Keys of the areas compared with it.
        pub beside: Vec<String>,
        /// The area beside others; `null` unless that is shown.
        pub compared: Option<Compared>,
        /// The areas most like it; `null` unless they are shown.
        pub alike: Option<Alike>,
        /// The groups inside it; `null` unless they are shown.
        pub groups: Option<Groups>,
        /// What stands out.
        pub out: Vec<OutGroup>,
        /// How that was found.
        pub out_note: String,
        /// The indicators by theme.
        pub themes: Vec<ProfileTheme>,
    }
}
