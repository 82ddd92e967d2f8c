//! The legend's swatches, drawn by the shell, beside the looks that the map has.

use teilraum::color::{Pattern, look_of};
use teilraum::model::ValueState;

const SHELL: &str = include_str!("../../www/parts/patterns.js");

/// What the shell calls a color, by its value.
fn color(name: &str) -> &'static str {
    let start = format!("const {name} = \"");
    let rest = SHELL.split(start.as_str()).nth(1).unwrap();
    rest.split('"').next().unwrap()
}

#[test]
fn the_legend_draws_each_state_as_the_map_does() {
    let mut count = 0;
    for state in ValueState::ALL {
        let Some(look) = look_of(state) else { continue };
        let key = serde_json::to_string(&state).unwrap();
        let start = format!("{key}: {{ ground: ");
        let entry = SHELL.lines().find(|line| line.trim().starts_with(&start));
        let entry = entry.unwrap_or_else(|| panic!("no swatch for {key}"));
        let ground = entry.trim()[start.len()..].split(',').next().unwrap();
        assert_eq!(color(ground), look.color.to_string(), "{key}");
        assert_eq!(color("INK"), look.ink.to_string());
        let tile = format!("tile: {},", look.pattern.tile_css());
        assert!(entry.contains(&tile), "{key}: {tile}");
        let direction = match look.pattern {
            Pattern::DenseHatch | Pattern::Hatch => "path: rising(",
            Pattern::BackHatch => "path: falling(",
            Pattern::Dots | Pattern::Lines | Pattern::Grid => "path: \"M",
            Pattern::Uprights => panic!("{key} looks like an uncertain number"),
        };
        assert!(entry.contains(direction), "{key}: {direction}");
        count += 1;
    }
    assert_eq!(
        count,
        Pattern::ALL.len() - 1,
        "all but that of uncertain numbers"
    );
}
