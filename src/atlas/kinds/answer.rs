//! What pages show of a kind of map. Every text is final.

use super::super::answer::{Choice, ThemeMenu, dto};
use super::{Certainty, FilterAnswer, Matrix};

dto! {
    /// What a reader may choose about the kind of map.
    pub struct KindControls {
        /// Kinds; the key is that of `MapKind`.
        pub kinds: Vec<Choice>,
        /// What stands for an area; the key is that of `AreaShape`.
        pub shapes: Vec<Choice>,
        /// Periods a change may be told since; empty unless changes are shown.
        pub since: Vec<Choice>,
        /// Whether a change is told in percent; `null` unless changes are shown.
        pub relative: Option<bool>,
        /// The second indicator by theme; empty unless two are shown.
        pub seconds: Vec<ThemeMenu>,
        /// Whether uncertain areas are hatched; `null` where no uncertainty is declared.
        pub certainty: Option<bool>,
        /// Facilities that can be drawn.
        pub facilities: Vec<Choice>,
    }

    /// A circle of the legend.
    pub struct SizeKey {
        /// "50 000 Einwohner".
        pub label: String,
        /// How large it is on the map as it is now.
        pub radius_css: f64,
    }

    /// The legend of circles over areas.
    pub struct SymbolKey {
        /// "Fläche der Scheibe: Einwohner".
        pub title: String,
        /// Round values, largest first.
        pub sizes: Vec<SizeKey>,
        /// How negative values look; empty if there are none.
        pub negative: String,
        /// That circles suit counts; empty for counts.
        pub remark: String,
    }

    /// A layer of facilities in the legend.
    pub struct FacilityKey {
        /// Its title.
        pub label: String,
        /// Its form: `circle`, `square`, `diamond` or `triangle`.
        pub form: String,
        /// Its color as `#rrggbb`.
        pub color: String,
    }

    /// The facilities on the map as it is now, as a list.
    pub struct Nearby {
        /// "Auf der Karte: 120 Einrichtungen".
        pub title: String,
        /// Name, layer and capacity of the first of them.
        pub rows: Vec<Vec<String>>,
        /// "und 100 weitere", empty if these are all.
        pub more: String,
    }

    /// What the view says about its kind of map.
    pub struct KindAnswer {
        /// What can be chosen.
        pub controls: KindControls,
        /// What keeps the map from being as asked for.
        pub notes: Vec<String>,
        /// The legend of two indicators; `null` unless two are shown.
        pub matrix: Option<Matrix>,
        /// The legend's entry for hatched areas; `null` unless uncertain ones are hatched.
        pub certainty: Option<Certainty>,
        /// The circles over areas; `null` where there are none.
        pub symbols: Option<SymbolKey>,
        /// What circles in place of areas are sized by; empty for other shapes.
        pub sized_by: String,
        /// The facilities drawn.
        pub facilities: Vec<FacilityKey>,
        /// Why chosen facilities are not drawn; empty if they are.
        pub facilities_note: String,
        /// Those on the map; `null` if none are drawn.
        pub nearby: Option<Nearby>,
        /// The filter in force; `null` without one.
        pub filter: Option<FilterAnswer>,
        /// The profile of the chosen area; `null` on other pages.
        pub profile: Option<super::super::profile::Profile>,
        /// The colors along the legend's axis, where there are no classes.
        pub ramp: Option<RampLegend>,
    }

    /// Colors without steps, along the axis of the legend.
    pub struct RampLegend {
        /// Colors from one end to the other.
        pub stops: Vec<RampStop>,
    }

    /// A color of a ramp.
    pub struct RampStop {
        /// Where on the axis, from 0 to 1.
        pub at: f64,
        /// The color as `#rrggbb`.
        pub color: String,
    }
}
