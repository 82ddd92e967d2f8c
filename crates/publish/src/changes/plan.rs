//! Where the territory of each area went between two days.
//!
//! The changes of one day fall into components: areas that exchange territory with each other,
//! directly or through others. A component of one area before and one after is a rename and loses
//! nothing. Any other is a merger or a split; it cannot be followed where numbers must not be
//! weighted at all, or where a split states no weights. Territory that comes to such a component
//! stays with the area that held it.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, Date};

use super::apportion;
use crate::config::Config;
use crate::config::changes::{Change, Weight};
use crate::finding::Place;

/// The whole territory of an area.
pub const WHOLE: i64 = 1_000_000_000_000;

/// A part of an area's territory on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The area that holds it at last.
    pub to: AreaIx,
    /// How much, in parts of [`WHOLE`].
    pub weight: i64,
    /// Whether only names changed on the way: the number is the area's own.
    pub own: bool,
    /// Whether it came to a change that cannot be followed.
    stuck: bool,
}

impl Part {
    /// All of an area that stays what it is.
    #[must_use]
    pub fn whole(area: AreaIx) -> Self {
        Self {
            to: area,
            weight: WHOLE,
            own: true,
            stuck: false,
        }
    }
}

/// Where the territory of every area that changed went.
pub type Flows = BTreeMap<AreaIx, Vec<Part>>;

/// The areas that each area went to, with the weights stated.
pub type Edges = BTreeMap<AreaIx, Vec<(AreaIx, Option<i128>)>>;

/// The changes of one day that hang together.
#[derive(Clone, Debug)]
pub struct Component {
    /// The first day of the new status.
    pub date: Date,
    /// The areas before, each with the areas that it went to and the weights stated.
    pub from: Edges,
    /// The areas after.
    pub to: BTreeSet<AreaIx>,
    /// Whether only a name or key changed.
    pub rename: bool,
    /// Where it is said first.
    pub place: Place,
}

impl Component {
    /// Whether a count can be followed through it: every split states its weights.
    #[must_use]
    pub fn weighted(&self) -> bool {
        let mut parted = self.from.values().filter(|parts| parts.len() > 1);
        parted.all(|parts| parts.iter().all(|(_, weight)| weight.is_some()))
    }

    fn holds(&self, area: AreaIx) -> bool {
        self.from.contains_key(&area) || self.to.contains(&area)
    }
}

/// The components of the changes of `level`, by date.
#[must_use]
pub fn components(config: &Config, level: &str, by: Weight) -> Vec<Component> {
    let here: Vec<&Change> = config
        .changes
        .iter()
        .filter(|it| it.level == level)
        .collect();
    let days = here.chunk_by(|a, b| a.date == b.date);
    days.flat_map(|day| components_of_day(config, day, by))
        .collect()
}

fn components_of_day(config: &Config, day: &[&Change], by: Weight) -> Vec<Component> {
    let Some(date) = day.first().map(|change| change.date) else {
        return Vec::new();
    };
    let ix = |change: &Change, key: &str| config.area(&change.level, key);
    let mut edges = Edges::new();
    let mut places: BTreeMap<AreaIx, &Place> = BTreeMap::new();
    for change in day {
        if let (Some(from), Some(to)) = (ix(change, &change.from), ix(change, &change.to)) {
            edges.entry(from).or_default().push((to, change.weight(by)));
            places.entry(from).or_insert(&change.place);
        }
    }
    // An area that takes others in and was there before keeps its own.
    let targets: BTreeSet<AreaIx> = edges.values().flatten().map(|(to, _)| *to).collect();
    let before = |area: &AreaIx| {
        let area = config.areas.get(*area);
        area.is_some_and(|area| area.valid_from.is_none_or(|from| from < date))
    };
    for area in targets.into_iter().filter(before) {
        edges.entry(area).or_insert_with(|| vec![(area, None)]);
    }
    let mut sources: BTreeMap<AreaIx, Vec<AreaIx>> = BTreeMap::new();
    for (from, parts) in &edges {
        for (to, _) in parts {
            sources.entry(*to).or_default().push(*from);
        }
    }
    let mut components = Vec::new();
    while let Some(first) = edges.keys().next().copied() {
        let component = grow(first, &mut edges, &sources, date, &places);
        let unchanged = component.from.len() == 1 && component.to.iter().eq(component.from.keys());
        if !unchanged {
            components.push(component);
        }
    }
    components
}

/// Everything that hangs together with `first`, taken out of `edges`.
fn grow(
    first: AreaIx,
    edges: &mut Edges,
    sources: &BTreeMap<AreaIx, Vec<AreaIx>>,
    date: Date,
    places: &BTreeMap<AreaIx, &Place>,
) -> Component {
    let (mut from, mut to) = (Edges::new(), BTreeSet::new());
    let mut waiting = vec![first];
    while let Some(area) = waiting.pop() {
        let Some(parts) = edges.remove(&area) else {
            continue;
        };
        for (target, _) in &parts {
            if to.insert(*target) {
                waiting.extend(sources.get(target).into_iter().flatten());
            }
        }
        from.insert(area, parts);
    }
    let place = from.keys().find_map(|area| places.get(area));
    Component {
        date,
        rename: from.len() == 1 && to.len() == 1,
        place: place.map(|place| (*place).clone()).unwrap_or_default(),
        from,
        to,
    }
}

/// Where the territory of each area that exists on `status` went until `until`; `follow` says
/// whether a component can be passed.
#[must_use]
pub fn flows(
    config: &Config,
    components: &[Component],
    (status, until): (Date, Date),
    follow: impl Fn(&Component) -> bool,
) -> Flows {
    let between = |it: &&Component| status < it.date && it.date <= until;
    let components: Vec<&Component> = components.iter().filter(between).collect();
    let mut flows = Flows::new();
    for day in components.chunk_by(|a, b| a.date == b.date) {
        day.iter()
            .for_each(|it| start(config, it, status, &mut flows));
        // A key may come back: what is stuck with it must not meet what comes later.
        let stuck = flows.values().flatten().filter(|part| part.stuck);
        let stuck: BTreeSet<AreaIx> = stuck.map(|part| part.to).collect();
        let open = |it: &Component| follow(it) && !stuck.iter().any(|area| it.holds(*area));
        let passing = day.iter().flat_map(|it| {
            let open = open(it);
            it.from.keys().map(move |area| (*area, (*it, open)))
        });
        let passing: BTreeMap<AreaIx, (&Component, bool)> = passing.collect();
        for parts in flows.values_mut() {
            let moved = parts.iter().flat_map(|part| match passing.get(&part.to) {
                Some((component, open)) => pass(*part, component, *open),
                None => vec![*part],
            });
            *parts = moved.collect();
        }
    }
    flows.values_mut().for_each(gather);
    flows.retain(|area, parts| !matches!(parts.as_slice(), [only] if only.to == *area));
    flows
}

/// Areas that exist on `status` and meet their first change begin with themselves.
fn start(config: &Config, component: &Component, status: Date, flows: &mut Flows) {
    for area in component.from.keys() {
        let exists = config
            .areas
            .get(*area)
            .is_some_and(|it| it.exists_on(status));
        if exists {
            flows
                .entry(*area)
                .or_insert_with(|| vec![Part::whole(*area)]);
        }
    }
}

fn pass(part: Part, component: &Component, open: bool) -> Vec<Part> {
    let Some(targets) = component.from.get(&part.to).filter(|_| !part.stuck) else {
        return vec![part];
    };
    if !open {
        let stuck = Part {
            stuck: true,
            ..part
        };
        return vec![stuck];
    }
    let whole = targets.len() == 1;
    let weights = targets
        .iter()
        .map(|(_, weight)| if whole { 1 } else { weight.unwrap_or(0) });
    let weights: Vec<i128> = weights.collect();
    let Some(shares) = apportion(part.weight, &weights) else {
        return vec![Part {
            stuck: true,
            ..part
        }];
    };
    let parts = targets.iter().zip(shares).filter(|(_, weight)| *weight > 0);
    parts
        .map(|((to, _), weight)| Part {
            to: *to,
            weight,
            own: part.own && whole && (*to == part.to || component.rename),
            stuck: false,
        })
        .collect()
}

/// Parts that came to the same area on different ways are one.
fn gather(parts: &mut Vec<Part>) {
    parts.sort_by_key(|part| part.to);
    let mut gathered: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        match gathered.last_mut() {
            Some(last) if last.to == part.to => {
                last.weight += part.weight;
                last.own &= part.own;
            }
            _ => gathered.push(part),
        }
    }
    *parts = gathered;
}
