//! What the page of charts shows. Every text is final.

use super::super::super::answer::{Choice, Mark, SmallTable, dto};

dto! {
    /// Walking through the points of a chart: through the ranking, or through the periods.
    pub struct Slide {
        /// What the steps are: "Gebiete nach Rang, niedrigster Wert zuerst".
        pub label: String,
        /// How many steps there are.
        pub count: usize,
        /// The present one, 0 for the first; `null` if none is chosen.
        pub now: Option<usize>,
        /// What is at the present one: "Rang 17 von 401: Jena, 18.919 €".
        pub text: String,
    }

    /// What stands around the list of a ranking.
    pub struct Ranking {
        /// How many rows there are, areas without a number included.
        pub total: usize,
        /// The row of the chosen area.
        pub chosen: Option<usize>,
        /// Round values along the axis, from 0 to 1.
        pub ticks: Vec<Mark>,
        /// Areas that the chosen one lies in, or the whole, along the axis.
        pub beside: Vec<Mark>,
    }

    /// A row of the ranking.
    pub struct RankRow {
        /// Key of the area.
        pub key: String,
        /// Name.
        pub name: String,
        /// "17", with the ranks that chance leaves possible: "17 (12 bis 25)"; empty without one.
        pub rank: String,
        /// "18.919 €", or what stands in its place.
        pub value: String,
        /// Key of the value state.
        pub state: String,
        /// Where its value lies along the axis; `null` without a number.
        pub at: Option<f64>,
        /// Where its interval begins and ends; `null` without one.
        pub span: Option<[f64; 2]>,
        /// Whether it is the chosen area.
        pub chosen: bool,
        /// Whether the reader compares it with the chosen one.
        pub compared: bool,
        /// All of it in one utterance.
        pub spoken: String,
    }

    /// The charts of a view.
    pub struct ChartsAnswer {
        /// The charts; the key is that of `ChartKind`.
        pub charts: Vec<Choice>,
        /// Key of the chart shown.
        pub chart: String,
        /// Title of the chart shown, as a sentence.
        pub title: String,
        /// What it shows, in sentences.
        pub words: Vec<String>,
        /// How its marks are to be read.
        pub reading: String,
        /// Whether there is something to draw.
        pub drawn: bool,
        /// Periods that a change may be told since; empty where none is told.
        pub since: Vec<Choice>,
        /// The list of the ranking; `null` for other charts.
        pub ranking: Option<Ranking>,
        /// Steps through the points; `null` where the list serves for that.
        pub slide: Option<Slide>,
        /// The same as a table; `null` where the list serves for that.
        pub table: Option<SmallTable>,
    }
}
