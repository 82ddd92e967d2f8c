//! How far a publication is: its steps by name, each with the share of work that lies before it.

use std::io::{self, IsTerminal, Write};

/// A step of a publication, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The TOML files, and the lists of areas.
    Configuration,
    /// The sources' cells, what is computed from them, and what is withheld.
    Figures,
    /// Words by which areas are found.
    Search,
    /// Outlines become one topology.
    Outlines,
    /// Points with a capacity.
    Facilities,
    /// Outlines for everybody.
    Downloads,
    /// Every file and page, and all of them read back.
    Files,
    /// The picture of the first view.
    Picture,
    /// The folder is put in place.
    Write,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: [Self; 9] = [
        Self::Configuration,
        Self::Figures,
        Self::Search,
        Self::Outlines,
        Self::Facilities,
        Self::Downloads,
        Self::Files,
        Self::Picture,
        Self::Write,
    ];

    /// What happens in it, in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Configuration => "reading the configuration",
            Self::Figures => "reading and checking figures",
            Self::Search => "gathering search terms",
            Self::Outlines => "building outlines",
            Self::Facilities => "reading facilities",
            Self::Downloads => "making downloads of outlines",
            Self::Files => "making files and pages, reading them back",
            Self::Picture => "painting the first picture",
            Self::Write => "writing",
        }
    }

    /// Its part of the work in percent, as measured with the demo: 11,000 Gemeinden.
    fn weight(self) -> u32 {
        match self {
            Self::Configuration | Self::Facilities | Self::Picture => 1,
            Self::Write => 2,
            Self::Downloads => 5,
            Self::Search => 8,
            Self::Figures => 10,
            Self::Files => 29,
            Self::Outlines => 43,
        }
    }

    /// The percentage of all work that lies before it, rounded down.
    #[must_use]
    pub fn percent_before(self) -> u32 {
        let sum = |steps: &mut dyn Iterator<Item = Self>| steps.map(Self::weight).sum::<u32>();
        let before = sum(&mut Self::ALL.into_iter().filter(|step| *step < self));
        before * 100 / sum(&mut Self::ALL.into_iter()).max(1)
    }

    /// A line for a reader at a terminal, or for a log.
    #[must_use]
    pub fn line(self, at_terminal: bool) -> String {
        if at_terminal {
            format!("{:>3} %  {}", self.percent_before(), self.name())
        } else {
            self.name().to_owned()
        }
    }
}

/// Tells each step on standard error: with its share at a terminal, by its name alone elsewhere.
pub fn tell(step: Step) {
    let mut stderr = io::stderr();
    let line = step.line(stderr.is_terminal());
    // Nobody is left to be told that nobody can be told.
    let _ = writeln!(stderr, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_grow_from_nothing_and_stay_below_the_whole() {
        let shares = Step::ALL.map(Step::percent_before);
        assert_eq!(shares[0], 0);
        assert!(shares.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(shares[8] < 100);
    }

    #[test]
    fn only_a_terminal_gets_shares() {
        assert_eq!(Step::Write.line(false), "writing");
        assert!(Step::Write.line(true).ends_with(" %  writing"));
    }
}
