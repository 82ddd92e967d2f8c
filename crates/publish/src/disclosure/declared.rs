//! Totals and parts that the configuration declares: `[[disclosure.relation]]`.

use teilraum::model::{CategoryIx, PeriodIx, pow10};

use super::network::{Name, Network, NodeIx};
use super::sums;
use super::table::{Table, category_keys};
use crate::config::Config;
use crate::config::disclosure::RelationConfig;
use crate::config::indicator::{Ingredient, category_of};
use crate::report::{Report, found, in_file};
use crate::series::Spot;

/// Binds every declared total to its parts.
pub fn link(config: &Config, tables: &[Table<'_>], network: &mut Network, report: &mut Report) {
    for relation in &config.atlas.disclosure.relation {
        let members = std::iter::once(&relation.total).chain(&relation.parts);
        let places: Option<Vec<Place<'_>>> =
            members.map(|member| Place::new(tables, member)).collect();
        match places {
            Some(places) => bind(relation, &places, network, report),
            None => {
                let expected = "counts that are read, in [[disclosure.relation]]";
                let seen = format!(
                    "a total or part of `{}` that is none",
                    relation.total.indicator
                );
                report.error("config", in_file(&config.file), found(expected, seen));
            }
        }
    }
}

/// A member of a relation: its table and its category, `None` for `*`.
struct Place<'a> {
    table: &'a Table<'a>,
    keys: Vec<Option<&'a str>>,
}

impl<'a> Place<'a> {
    fn new(tables: &'a [Table<'a>], member: &'a Ingredient) -> Option<Self> {
        let mut tables = tables.iter();
        let table = tables.find(|table| table.entry.indicator.key == member.indicator)?;
        let axes = &table.entry.indicator.axes;
        let keys: Vec<Option<&str>> = match member.category.as_deref() {
            Some(keys) => keys
                .split('/')
                .map(|key| (key != "*").then_some(key))
                .collect(),
            None => {
                let totals = axes
                    .iter()
                    .map(|axis| axis.categories.first().map(String::as_str));
                totals.collect()
            }
        };
        (keys.len() == axes.len()).then_some(Self { table, keys })
    }

    /// What stands for each `*` in the tuple `category`; `None` where another key differs.
    fn stars(&self, category: CategoryIx) -> Option<Vec<&'a str>> {
        let keys = category_keys(&self.table.entry.indicator.axes, category);
        let fits = self
            .keys
            .iter()
            .zip(&keys)
            .all(|(wanted, key)| wanted.is_none_or(|wanted| wanted == *key));
        let stars = self
            .keys
            .iter()
            .zip(keys)
            .filter(|(wanted, _)| wanted.is_none());
        fits.then(|| stars.map(|(_, key)| key).collect())
    }

    /// The node with these keys in place of `*`, in the period with the key `period`.
    fn node(&self, stars: &[&str], period: &str, spot: Spot) -> Option<NodeIx> {
        let mut stars = stars.iter();
        let keys: Option<Vec<&str>> = self
            .keys
            .iter()
            .map(|key| key.or_else(|| stars.next().copied()))
            .collect();
        let periods = &self.table.series.periods;
        let at = periods.iter().position(|known| known.key == period)?;
        self.table.node(Spot {
            category: category_of(&self.table.entry.indicator.axes, &keys?)?,
            period: PeriodIx(u16::try_from(at).ok()?),
            ..spot
        })
    }
}

fn bind(
    relation: &RelationConfig,
    places: &[Place<'_>],
    network: &mut Network,
    report: &mut Report,
) {
    let Some((total, parts)) = places.split_first() else {
        return;
    };
    let mut bound = 0_usize;
    for (spot, _) in total.table.cells() {
        let Some(stars) = total.stars(spot.category) else {
            continue;
        };
        let period = total.table.series.period(spot.period);
        let key = period.map_or("", |period| period.key.as_str());
        let nodes: Option<Vec<NodeIx>> = parts
            .iter()
            .map(|part| part.node(&stars, key, spot))
            .collect();
        if let Some((node, nodes)) = total.table.node(spot).zip(nodes) {
            sum(total.table, network, (node, spot), &scaled(places, &nodes));
            bound += 1;
        }
    }
    if bound == 0 {
        let seen = format!("none of `{}`", relation.total.indicator);
        let wording = found("cells that the relation binds", seen).done("left aside");
        report.warning(
            "unused-relation",
            in_file(&total.table.config.file),
            wording,
        );
    }
}

/// The nodes with factors that bring all to the same decimals; the last is that of the total.
fn scaled(places: &[Place<'_>], parts: &[NodeIx]) -> (Vec<(NodeIx, i64)>, i64) {
    let decimals = |place: &Place<'_>| place.table.entry.indicator.decimals;
    let most = places.iter().map(decimals).max().unwrap_or(0);
    let factor = |place: &Place<'_>| pow10(most - decimals(place));
    let members = parts.iter().zip(places.iter().skip(1));
    let terms = members
        .map(|(node, place)| (*node, factor(place)))
        .collect();
    (terms, places.first().map_or(1, factor))
}

fn sum(
    table: &Table<'_>,
    network: &mut Network,
    (total, spot): (NodeIx, Spot),
    (terms, factor): &(Vec<(NodeIx, i64)>, i64),
) {
    let mut terms = terms.clone();
    terms.push((total, -factor));
    let rest = network.sum(&terms).map(|sum| -sum);
    match rest {
        Some(left) if left % factor == 0 && sums::is_small(table, left / factor) => {
            let rest = left / factor;
            let secret = sums::secret_rest(table, Some(rest));
            let name = Name::Behind("what the declared parts leave of", table.at, spot);
            let node = network.behind(name, Some(rest), secret);
            terms.push((node, *factor));
            network.link(terms, 0);
        }
        Some(left) => network.link(terms, -left),
        None => network.link(terms, 0),
    }
}
