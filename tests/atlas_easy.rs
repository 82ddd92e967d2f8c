//! What a view says in plain words (*Einfache Sprache*), word for word, in German and in English.

#[path = "parity/fixture.rs"]
mod fixture;

use fixture::{act, open};
use teilraum::state::Action;

#[test]
fn dump() {
    for link in [
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&lang=en",
        "v=1&i=people&l=kreis&p=latest&ez=1&a=01001",
        "v=1&i=people&l=kreis&p=latest&ez=1&a=01001&c.sex=f",
        "v=1&i=people&l=bund&p=latest&ez=1&a=BU",
        "v=1&i=balance&l=kreis&p=latest&ez=1&a=01056",
        "v=1&i=balance&l=kreis&p=latest&ez=1&a=01056&lang=en",
        "v=1&i=care-share&l=kreis&p=latest&ez=1&a=02054",
        "v=1&i=care-share&l=kreis&p=latest&ez=1&a=02000",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&g=change",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&g=change&lang=en",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&g=change&gr=1",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&g=two&gi=people",
        "v=1&i=income&l=kreis&p=latest&ez=1&a=01054&g=symbols",
    ] {
        let a = open(link).answer();
        println!("== {link}");
        for w in &a.words {
            println!("  {w}");
        }
        println!("  spoken: {}", a.spoken);
        println!("  legend: {} | {}", a.legend.method, a.legend.remark);
        let c = a.area.unwrap();
        println!(
            "  card: {} {} | {} | {} | {} | {}",
            c.value, c.per, c.interval, c.state_meaning, c.rank, c.class
        );
        for k in &c.comparisons {
            println!("   {} {} {}", k.label, k.value, k.difference);
        }
        println!("   {:?}", c.notes);
        println!("   {} {}", c.trend_title, c.trend_words);
    }
}
