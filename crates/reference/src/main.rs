//! `teilraum-reference DIR`: runs every case of a folder and counts.

fn main() {}
