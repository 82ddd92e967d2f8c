//! The map that hatches what chance leaves open, over the invented town.

use teilraum::color::{Rgb, ink_on};
use teilraum_publish::bundle::Files;

use super::open::{answer, open, town};

/// Colors that occur on the map of a link.
fn painted(files: &Files, link: &str) -> Vec<Rgb> {
    let mut atlas = open(files, link);
    let (_, _, rgba) = atlas.map_mut().paint().unwrap().unwrap();
    let mut colors: Vec<Rgb> = Vec::new();
    for pixel in rgba.chunks_exact(4) {
        let color = Rgb([pixel[0], pixel[1], pixel[2]]);
        if !colors.contains(&color) {
            colors.push(color);
        }
    }
    colors
}

#[test]
fn exactly_the_areas_whose_class_chance_leaves_open_are_hatched() {
    let (_, bundle) = town();
    let files = &bundle.files;
    let link = "i=child-poverty&l=sozialraum&p=latest&t=table";
    assert_eq!(answer(files, link).kinds.certainty, None);
    let answer = answer(files, &format!("{link}&gu=1"));
    let rows = answer.table.unwrap().rows;
    let open = |it: &&teilraum::atlas::answer::TableRow| it.class.contains('(');
    let expected = rows.iter().filter(open).count();
    let certainty = answer.kinds.certainty.unwrap();
    assert!(expected > 0 && expected < rows.len());
    assert_eq!(certainty.count, expected.to_string());
    assert_eq!(certainty.label, "Klasse unsicher");
    let start = format!("Schraffiert: Bei {expected} von ");
    assert!(
        certainty.meaning.starts_with(&start),
        "{}",
        certainty.meaning
    );
    assert!(certainty.meaning.contains("Zufallsschwankung"));
    // The ink of a fill is on the map only where an uncertain area has that fill.
    let (plain, hatched) = (
        painted(files, link),
        painted(files, &format!("{link}&gu=1")),
    );
    for class in answer.legend.classes {
        let byte = |at: usize| u8::from_str_radix(&class.color[at..at + 2], 16).unwrap();
        let ink = ink_on(Rgb([1, 3, 5].map(byte)));
        let with_doubt = rows.iter().filter(open).any(|it| it.color == class.color);
        assert_eq!(hatched.contains(&ink), with_doubt, "{}", class.label);
        assert!(!plain.contains(&ink), "{}", class.label);
    }
}

#[test]
fn two_indicators_are_hatched_where_either_class_is_open_and_without_classes_the_ranks() {
    let (_, bundle) = town();
    let label = |link: &str| {
        let found = answer(&bundle.files, link).kinds.certainty;
        found.map(|it| (it.label, it.count.parse::<usize>().unwrap()))
    };
    let place = "l=sozialraum&p=latest&gu=1";
    let (field, fields) = label(&format!("i=child-poverty&{place}&g=two&gi=satisfied")).unwrap();
    let (rank, ranks) = label(&format!("i=child-poverty&{place}&g=unclassed")).unwrap();
    assert_eq!(
        (field.as_str(), rank.as_str()),
        ("Feld unsicher", "Rang unsicher")
    );
    assert!(fields > 0 && ranks > 0);
    // Nothing is said where nothing is declared.
    assert_eq!(label(&format!("i=population&{place}")), None);
}
