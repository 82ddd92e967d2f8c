//! What an attacker knows, as plain numbers: amounts, and linear relations between them.
//!
//! A node is one cell of a series, or an amount that no table prints but that readers could work
//! out: the rest that the parts of a total leave, the part of an overlap. Links say
//! `lo ≤ Σ factor · amount ≤ hi`, mostly with both ends alike.

use teilraum::model::ValueState;

use super::table::Table;
use crate::series::Spot;

/// Position of a node.
pub type NodeIx = u32;

/// Why a cell may not be published.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A count below the minimum.
    Frequency,
    /// A zero that would tell about a whole small group.
    Zero,
    /// A magnitude that one contributor dominates.
    Dominance,
    /// The part behind a share or rate of a small base, or a mean of few cases.
    Base,
    /// What the parts of a total leave is a count below the minimum.
    Rest,
    /// It differs by less than the minimum from what an earlier release said.
    Release,
    /// The office's own file withholds it.
    Source,
    /// It would give another one away.
    Secondary,
    /// A rule hides it today, but an earlier release has published it.
    Public,
}

/// What is known of one amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The true amount in units of its table's last decimal; `None` where nobody here knows.
    pub value: Option<i64>,
    /// Whether readers see it.
    pub shown: Shown,
    /// Why it is secret, and how wide an attacker's interval must be.
    pub secret: Option<(Reason, i64)>,
    /// Whether it may be below zero.
    pub signed: bool,
    /// Whether readers know that it is not nothing, because a nothing would be printed.
    pub positive: bool,
    /// Whether it can no longer be withheld, printed or not.
    pub public: bool,
}

/// Whether readers see an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Printed exactly.
    Exactly,
    /// Printed rounded or with noise: it lies between these.
    Between(i64, i64),
    /// Printed nowhere.
    No,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A cell of the table at this position.
    Cell(usize, Spot),
    /// An amount that follows from this cell.
    Behind(&'static str, usize, Spot),
}

/// lo ≤ Σ factor · amount ≤ hi.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Nodes with their factors, each node once.
    pub terms: Vec<(NodeIx, i64)>,
    /// The least the sum can be.
    pub lo: i64,
    /// The most it can be.
    pub hi: i64,
}

/// Nodes and links of a publication.
#[derive(Debug, Default)]
pub struct Network {
    /// All amounts, cells of tables first.
    pub nodes: Vec<Node>,
    /// What each stands for.
    pub names: Vec<Name>,
    /// What binds them.
    pub links: Vec<Link>,
}

impl Network {
    /// Adds an amount.
    pub fn add(&mut self, name: Name, node: Node) -> NodeIx {
        self.nodes.push(node);
        self.names.push(name);
        (self.nodes.len() - 1) as NodeIx
    }

    /// Adds an amount that nobody prints.
    pub fn behind(
        &mut self,
        name: Name,
        value: Option<i64>,
        secret: Option<(Reason, i64)>,
    ) -> NodeIx {
        let node = Node {
            value,
            shown: Shown::No,
            secret,
            signed: false,
            positive: false,
            public: false,
        };
        self.add(name, node)
    }

    /// The true amount of a node.
    #[must_use]
    pub fn value(&self, node: NodeIx) -> Option<i64> {
        self.nodes.get(node as usize)?.value
    }

    /// Σ factor · amount, where every amount is known.
    #[must_use]
    pub fn sum(&self, terms: &[(NodeIx, i64)]) -> Option<i64> {
        terms.iter().try_fold(0_i64, |sum, (node, factor)| {
            sum.checked_add(self.value(*node)?.checked_mul(*factor)?)
        })
    }

    /// Adds a link: Σ factor · amount = `sum`.
    pub fn link(&mut self, terms: Vec<(NodeIx, i64)>, sum: i64) {
        self.links.push(Link {
            terms,
            lo: sum,
            hi: sum,
        });
    }

    /// Adds a link that readers know to give 0, although the amounts assumed here give `sum`.
    pub fn link_about(&mut self, terms: Vec<(NodeIx, i64)>, sum: i64) {
        let (lo, hi) = (sum.min(0), sum.max(0));
        self.links.push(Link { terms, lo, hi });
    }

    /// The secret cell of the first table node with this name, in words.
    #[must_use]
    pub fn words(&self, tables: &[Table<'_>], node: NodeIx) -> String {
        let in_table = |table: usize, spot| {
            let table = tables.get(table);
            table.map_or_else(String::new, |table| table.words(spot))
        };
        match self.names.get(node as usize) {
            Some(Name::Cell(table, spot)) => in_table(*table, *spot),
            Some(Name::Behind(what, table, spot)) => format!("{what} {}", in_table(*table, *spot)),
            None => String::new(),
        }
    }
}

/// Whether a state says that somebody keeps a number back.
#[must_use]
pub fn is_withheld(state: ValueState) -> bool {
    matches!(state, ValueState::Suppressed | ValueState::UnknownOrSecret)
}
