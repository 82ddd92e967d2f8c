//! Names of dissolved areas lead to the areas that took them over.

use std::collections::BTreeSet;

use teilraum::model::{AreaIx, TermKind};

use super::{Terms, plain_name};
use crate::config::Config;

/// Adds the plain name of every dissolved area that has successors.
pub(super) fn collect(config: &Config, terms: &mut Terms) {
    let dissolved = config.areas.0.iter().filter(|area| area.valid_to.is_some());
    for area in dissolved {
        for heir in heirs(config, &area.successors) {
            terms.add(plain_name(&area.name), TermKind::FormerName, heir);
        }
    }
}

/// The areas that exist at the end of the chains of successors; chains may not run in circles.
fn heirs(config: &Config, successors: &[AreaIx]) -> BTreeSet<AreaIx> {
    let mut open: Vec<AreaIx> = successors.to_vec();
    let (mut seen, mut heirs) = (BTreeSet::new(), BTreeSet::new());
    while let Some(ix) = open.pop() {
        let Some(area) = config.areas.get(ix).filter(|_| seen.insert(ix)) else {
            continue;
        };
        match area.valid_to {
            Some(_) => open.extend(&area.successors),
            None => {
                heirs.insert(ix);
            }
        }
    }
    heirs
}
