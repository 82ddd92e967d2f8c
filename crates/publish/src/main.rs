//! `teilraum`, the publisher.

fn main() {}
