//! The table that is printed, in Markdown.

use super::figures::{Contest, Figures, Ratios};

const HEAD: &str = "\
| | first map | change, median (95 %) | frame, median (95 %) | dropped | memory | code | data |
|---|---|---|---|---|---|---|---|
";

/// One table per set and density, a line per product; in brackets the multiple of Teilraum's.
pub fn text(contests: &[Contest]) -> String {
    contests.iter().map(of_contest).collect()
}

fn of_contest(contest: &Contest) -> String {
    let mut text = format!(
        "\n### {}, {} areas, {} vertices, density {}\n\n{HEAD}",
        contest.set,
        grouped(contest.areas),
        grouped(contest.vertices),
        contest.density
    );
    for figures in &contest.figures {
        let ratios = match contest.own() {
            Some(own) if own.product != figures.product => figures.ratios(own),
            _ => Ratios::default(),
        };
        text.push_str(&line(figures, &ratios));
    }
    let engine = contest.own().and_then(|own| {
        let (middle, high) = (own.engine_frame_ms?, own.engine_frame_p95_ms?);
        Some(format!(
            "\nThe engine's part of a frame: {} (95 %: {}).\n",
            ms(Some(middle)),
            ms(Some(high))
        ))
    });
    text + engine.as_deref().unwrap_or_default() + &engine_changes(contest)
}

/// What the engine took for changes of colours.
fn engine_changes(contest: &Contest) -> String {
    let told = contest
        .own()
        .into_iter()
        .flat_map(|own| &own.engine_changes_ms);
    let told: Vec<String> = told
        .map(|(what, [middle, high])| {
            format!("{what} {} (95 %: {})", ms(Some(*middle)), ms(Some(*high)))
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    format!("\nThe engine's part of a change: {}.\n", told.join(", "))
}

fn line(figures: &Figures, ratios: &Ratios) -> String {
    let whole = if figures.first_map_whole || figures.first_map_ms.is_none() {
        ""
    } else {
        ", not whole"
    };
    let pair = |middle, high, times| format!("{} ({}){}", ms(middle), ms(high), multiple(times));
    let cells = [
        figures.product.clone(),
        format!(
            "{}{whole}{}",
            ms(figures.first_map_ms),
            multiple(ratios.first_map)
        ),
        pair(figures.change_ms, figures.change_p95_ms, ratios.change),
        pair(figures.frame_ms, figures.frame_p95_ms, ratios.frame),
        shown(figures.dropped, |share| format!("{:.1} %", share * 100.0)),
        megabytes(figures.memory_bytes, ratios.memory),
        kilobytes(figures.code_bytes),
        format!("{}{}", kilobytes(figures.data_bytes), multiple(ratios.data)),
    ];
    let failure = figures.failure.as_ref();
    let told = failure.map(|why| format!("| | {why} | | | | | | |\n"));
    format!("| {} |\n{}", cells.join(" | "), told.unwrap_or_default())
}

fn shown(value: Option<f64>, show: impl FnOnce(f64) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), show)
}

fn ms(value: Option<f64>) -> String {
    shown(value, |ms| {
        if ms < 100.0 {
            format!("{ms:.1} ms")
        } else {
            format!("{} ms", grouped(ms))
        }
    })
}

fn kilobytes(value: Option<f64>) -> String {
    shown(value, |bytes| format!("{} KB", grouped(bytes / 1e3)))
}

fn megabytes(value: Option<f64>, times: Option<f64>) -> String {
    shown(value, |bytes| format!("{:.0} MB", bytes / 1e6)) + &multiple(times)
}

fn multiple(times: Option<f64>) -> String {
    times.map_or_else(String::new, |times| format!(", ×{times:.1}"))
}

/// A whole number with commas between thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rival_is_told_as_a_multiple_and_a_failure_with_its_reason() {
        let own = Figures {
            product: super::super::OURS.to_owned(),
            first_map_ms: Some(250.0),
            first_map_whole: true,
            change_ms: Some(8.0),
            engine_changes_ms: [("filter".to_owned(), [1.04, 1.5])].into(),
            ..Figures::default()
        };
        let rival = Figures {
            product: "d3".to_owned(),
            first_map_ms: Some(1500.0),
            first_map_whole: true,
            change_ms: Some(320.0),
            failure: Some("drag: more than 120 s".to_owned()),
            ..Figures::default()
        };
        let contest = Contest {
            set: "tess-400".to_owned(),
            areas: 400.0,
            vertices: 1_234_567.0,
            density: 2,
            figures: vec![own, rival],
        };
        let text = text(&[contest]);
        assert!(text.contains("tess-400, 400 areas, 1,234,567 vertices, density 2"));
        assert!(
            text.contains("| d3 | 1,500 ms, ×6.0 | 320 ms (–), ×20.0 |"),
            "{text}"
        );
        assert!(text.contains("drag: more than 120 s"));
        assert!(text.contains("The engine's part of a change: filter 1.0 ms (95 %: 1.5 ms).\n"));
        assert!(!text.contains("×1.0"));
    }
}
