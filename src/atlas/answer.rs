//! Answers: what a view says, ready to be put on a page. Every text is final.

use crate::state::{SortColumn, Tab};

macro_rules! dto {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident : $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }
    )*};
}

#[cfg(feature = "kinds")]
pub(super) use dto;

dto! {
    /// One choice of a control.
    pub struct Choice {
        /// Stable key, to be sent back in an action.
        pub key: String,
        /// What the reader sees.
        pub label: String,
        /// Whether it is the present choice.
        pub chosen: bool,
        /// A remark on the choice: "Bruch in der Reihe", empty if none.
        pub note: String,
    }

    /// A category axis with its categories.
    pub struct AxisChoices {
        /// Key of the axis.
        pub key: String,
        /// "Geschlecht".
        pub label: String,
        /// Categories, the total first.
        pub choices: Vec<Choice>,
    }

    /// The head of the view.
    pub struct Heading {
        /// "Verfügbares Einkommen je Einwohner, Kreise, 2018".
        pub title: String,
        /// "Euro je Einwohner · Klassen fest für 2000 bis 2018".
        pub subtitle: String,
        /// One line on what the indicator means.
        pub meaning: String,
        /// Title of the browser window.
        pub window: String,
        /// Description of the map for those who do not see it.
        pub map_label: String,
    }

    /// A class of the legend.
    pub struct LegendClass {
        /// "über 20.000 bis 22.000".
        pub label: String,
        /// Fill as `#rrggbb`.
        pub color: String,
        /// How many areas are in it, in the shown period: "1 204".
        pub count: String,
        /// Whether the reader highlights it.
        pub highlighted: bool,
        /// "Klasse 2 von 5: über 20.000 bis 22.000 Euro, 96 Kreise".
        pub spoken: String,
    }

    /// A state other than a number, in the legend.
    pub struct LegendState {
        /// Key of the value state.
        pub state: String,
        /// "geheim oder unbekannt".
        pub label: String,
        /// What it means, in a sentence.
        pub meaning: String,
        /// How many areas are in this state.
        pub count: String,
    }

    /// A bar of the legend's histogram; positions run from 0 to 1 along the axis.
    pub struct Bar {
        /// Where it starts.
        pub from: f64,
        /// Where it ends.
        pub to: f64,
        /// Height, 1 for the tallest.
        pub height: f64,
        /// Class of the bar's middle.
        pub color: String,
    }

    /// A mark on the legend's axis.
    pub struct Mark {
        /// Position from 0 to 1.
        pub at: f64,
        /// "Jena", "Median", "20.000".
        pub label: String,
    }

    /// The legend.
    pub struct Legend {
        /// "Kreise je Klasse".
        pub title: String,
        /// Unit of the axis.
        pub unit: String,
        /// Classes, lowest first.
        pub classes: Vec<LegendClass>,
        /// States that occur, with counts.
        pub states: Vec<LegendState>,
        /// Histogram of the areas.
        pub bars: Vec<Bar>,
        /// Inner class bounds on the axis.
        pub bounds: Vec<Mark>,
        /// The chosen area, if it has a number.
        pub area: Option<Mark>,
        /// The median.
        pub median: Option<Mark>,
        /// How the classes were cut, in a sentence.
        pub method: String,
        /// "Nur 3 statt 5 Klassen: viele gleiche Werte.", empty if nothing is to be said.
        pub remark: String,
        /// "Klasse unsicher: 12 Kreise.", empty where all are certain.
        pub doubt: String,
    }

    /// The classification controls.
    pub struct ClassControls {
        /// Methods; the key is that of `ClassMethod`.
        pub methods: Vec<Choice>,
        /// Numbers of classes.
        pub counts: Vec<Choice>,
        /// Whether each period has its own classes.
        pub per_period: bool,
        /// Whether there is more than one period.
        pub several_periods: bool,
        /// The inner bounds now in force, in the indicator's unit, as plain numbers.
        pub bounds: Vec<f64>,
    }

    /// A line of comparison: Land, Bund.
    pub struct Comparison {
        /// "Thüringen".
        pub label: String,
        /// "19.793 €".
        pub value: String,
        /// "−874 € (−4,4 %)": the area's difference to it; empty if there is none.
        pub difference: String,
    }

    /// The chosen area.
    pub struct AreaCard {
        /// Key.
        pub key: String,
        /// "Jena, kreisfreie Stadt".
        pub name: String,
        /// "kreisfreie Stadt in Thüringen".
        pub kind: String,
        /// "18.919 €", or what stands in its place: "geheim oder unbekannt".
        pub value: String,
        /// "je Einwohner".
        pub per: String,
        /// "Zufallsschwankung (95 %): 24,9 bis 32,7 %"; empty unless the indicator declares it.
        pub interval: String,
        /// Key of the value state.
        pub state: String,
        /// What the state means, for states without a number; empty otherwise.
        pub state_meaning: String,
        /// "Rang 381 von 401 Kreisen", empty without one.
        pub rank: String,
        /// "Klasse 1 von 5: bis 20.000".
        pub class: String,
        /// Colour of its class or state as `#rrggbb`.
        pub color: String,
        /// Parents, nearest first.
        pub comparisons: Vec<Comparison>,
        /// Flags, notes, validity: one sentence each.
        pub notes: Vec<String>,
        /// Title of the trend chart; empty with fewer than two periods.
        pub trend_title: String,
        /// The trend in words.
        pub trend_words: String,
        /// The trend as rows of a table: period, area, parents.
        pub trend: Option<SmallTable>,
        /// Everything above in one utterance, for live regions.
        pub spoken: String,
        /// Whether the area has an outline on the map.
        pub on_map: bool,
    }

    /// A small table of final texts.
    pub struct SmallTable {
        /// Caption.
        pub caption: String,
        /// Column heads.
        pub head: Vec<String>,
        /// Rows; the first cell is the row's head.
        pub rows: Vec<Vec<String>>,
    }

    /// A column head of the table.
    pub struct TableColumn {
        /// What an action is to be sent with.
        pub column: SortColumn,
        /// "Kreis".
        pub label: String,
        /// `none`, `ascending` or `descending`.
        pub sorted: String,
        /// Whether cells are numbers.
        pub numeric: bool,
    }

    /// A row of the table.
    pub struct TableRow {
        /// Key of the area.
        pub key: String,
        /// Name.
        pub name: String,
        /// Name of the parent.
        pub parent: String,
        /// "18.919", or what stands in its place.
        pub value: String,
        /// The value of the second indicator, or what stands in its place.
        pub second: String,
        /// "24,9 bis 32,7", empty without an interval.
        pub interval: String,
        /// Key of the value state.
        pub state: String,
        /// Rank, with those that chance leaves possible: "12 (5 bis 20)"; empty without one.
        pub rank: String,
        /// "1", with those that chance leaves possible: "1 (1 bis 2)"; or empty.
        pub class: String,
        /// Colour of the class or state.
        pub color: String,
        /// Flags and notes, empty if none.
        pub note: String,
        /// Whether it is the chosen area.
        pub chosen: bool,
    }

    /// The table.
    pub struct Table {
        /// Caption with unit and period.
        pub caption: String,
        /// Heads of key, name, parent, value, rank, class, note (sortable ones say so).
        pub columns: Vec<TableColumn>,
        /// Head of the column of the second indicator, after that of values; empty unless two are shown.
        pub second_label: String,
        /// Head of the column of intervals, after that of values; empty where there is none.
        pub interval_label: String,
        /// Head of the rank column.
        pub rank_label: String,
        /// Head of the class column.
        pub class_label: String,
        /// Head of the note column.
        pub note_label: String,
        /// Rows in order; of a long table one page.
        pub rows: Vec<TableRow>,
        /// Position of the first of these rows in the whole table.
        pub first: u32,
        /// How many rows the whole table has.
        pub total: u32,
        /// The page shown, 0 for the first.
        pub page: u32,
        /// How many pages there are.
        pub pages: u32,
        /// "Zeilen 501 bis 1.000 von 10.997", empty if there is only one page.
        pub page_label: String,
        /// The page that the chosen area is on.
        pub chosen_page: Option<u32>,
    }

    /// A piece of the source line.
    pub struct SourceLine {
        /// Text.
        pub text: String,
        /// Address (http or https), or empty.
        pub url: String,
    }

    /// What the view says.
    pub struct Answer {
        /// The fragment of the address it answers.
        pub link: String,
        /// Whether the data of the view are here; if not, only heading and controls are filled.
        pub complete: bool,
        /// Heading.
        pub heading: Heading,
        /// Periods of the indicator, oldest first.
        pub periods: Vec<Choice>,
        /// "2018 (neuester Stand)".
        pub period_label: String,
        /// Levels with data.
        pub levels: Vec<Choice>,
        /// Category axes.
        pub axes: Vec<AxisChoices>,
        /// Classification controls.
        pub class_controls: ClassControls,
        /// Legend.
        pub legend: Legend,
        /// The answer in words.
        pub words: Vec<String>,
        /// The chosen area.
        pub area: Option<AreaCard>,
        /// The table, while its page is open.
        pub table: Option<Table>,
        /// Source, licence, territorial status.
        pub source: Vec<SourceLine>,
        /// Definition, numerator, denominator, caution: heading and text.
        pub method: Vec<Choice>,
        /// What must be said about the link or the data: unknown key, missing file.
        pub notices: Vec<String>,
        /// Open page.
        pub tab: Tab,
        /// One sentence for the live region: what the view shows now.
        pub spoken: String,
        /// Whether the view asks for a kind of map that only the larger module paints.
        pub beyond: bool,
        /// The kind of map; only the larger module fills it.
        #[cfg(feature = "kinds")]
        pub kinds: super::kinds::KindAnswer,
    }

    /// A theme with its indicators, for the menu.
    pub struct ThemeMenu {
        /// Key.
        pub key: String,
        /// Title.
        pub label: String,
        /// Indicators; `note` is the one-line meaning.
        pub indicators: Vec<Choice>,
    }

    /// What belongs to the atlas, not to a view.
    pub struct Menu {
        /// Name of the atlas.
        pub title: String,
        /// What stands beside it.
        pub subtitle: String,
        /// About the collection.
        pub about: String,
        /// What must stand on every page: "Erfundene Daten"; empty for most.
        pub notice: String,
        /// Languages.
        pub languages: Vec<Choice>,
        /// Themes.
        pub themes: Vec<ThemeMenu>,
        /// Data version.
        pub version: String,
    }

    /// An area found by a search.
    pub struct Hit {
        /// Key, to be sent back in an action.
        pub key: String,
        /// "Starnberg, Landkreis".
        pub name: String,
        /// "Landkreis in Bayern".
        pub detail: String,
        /// Why it was found, where the name does not show it: "Postleitzahl 82319".
        pub why: String,
    }

    /// What is under the pointer.
    pub struct Hover {
        /// Key.
        pub key: String,
        /// Name.
        pub name: String,
        /// Value with unit, or what stands in its place.
        pub value: String,
        /// Class or state.
        pub class: String,
        /// Colour of class or state.
        pub color: String,
    }
}
