//! Which cells are compared: drawn by seed, with the rarer states first.

use std::collections::BTreeMap;

use teilraum::model::{AreaIx, Block, CategoryIx, ValueState};
use teilraum::query::exists_in;
use teilraum_publish::content::Content;

/// A view and some of its areas.
pub struct View {
    /// The fragment, without version.
    pub link: String,
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the level.
    pub level: String,
    /// Key of the period.
    pub period: String,
    /// Whether it shows the total of every axis.
    pub total: bool,
    /// Keys of the areas.
    pub areas: Vec<String>,
}

/// Numbers that follow from a seed (an additive sequence and a mix of its bits).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Where a cell is: block, period, category.
type Slice = (usize, u16, u16);

/// Views of at least `cells` areas together, of each at most `areas`.
pub fn draw(content: &Content, cells: usize, areas: usize) -> Vec<View> {
    let mut random = Random(20_260_101);
    let mut drawn = Vec::new();
    let by_state = by_state(content);
    let mut found = 0;
    // Some views have few areas, and some none; all of them would be a mistake of the collection.
    for at in 0..cells {
        if found >= cells {
            break;
        }
        // Every state in turn, and every other time whatever comes.
        let states: Vec<&Vec<Slice>> = by_state.values().collect();
        let slice = match at % 2 {
            0 => {
                let slices = states[at / 2 % states.len()];
                slices[random.below(slices.len())]
            }
            _ => any(content, &mut random),
        };
        let wanted = by_state
            .keys()
            .nth(at / 2 % states.len())
            .filter(|_| at % 2 == 0);
        let drawing = view(content, slice, wanted.copied(), areas, &mut random);
        found += drawing.as_ref().map_or(0, |view| view.areas.len());
        drawn.extend(drawing);
    }
    drawn
}

fn any(content: &Content, random: &mut Random) -> Slice {
    let block = random.below(content.blocks.len());
    let shape = &content.blocks[block].shape;
    let periods = usize::from(shape.periods[1] - shape.periods[0]);
    let period = shape.periods[0] + random.below(periods) as u16;
    (
        block,
        period,
        random.below(usize::from(shape.categories)) as u16,
    )
}

/// Slices in which a state occurs.
fn by_state(content: &Content) -> BTreeMap<ValueState, Vec<Slice>> {
    let mut found: BTreeMap<ValueState, Vec<Slice>> = BTreeMap::new();
    for (at, block) in content.blocks.iter().enumerate() {
        for period in block.shape.periods[0]..block.shape.periods[1] {
            for category in 0..block.shape.categories {
                for state in states(content, block, period, category) {
                    let slices = found.entry(state).or_default();
                    if slices.last() != Some(&(at, period, category)) {
                        slices.push((at, period, category));
                    }
                }
            }
        }
    }
    found
}

/// The states of the areas that the table tells of for certain: those there are today.
fn states(content: &Content, block: &Block, period: u16, category: u16) -> Vec<ValueState> {
    told(content, block, period, category)
        .map(|(_, state)| state)
        .collect()
}

fn told<'a>(
    content: &'a Content,
    block: &'a Block,
    period: u16,
    category: u16,
) -> impl Iterator<Item = (u32, ValueState)> + 'a {
    let indicator = &content.indicators[block.shape.indicator.index()];
    let when = &indicator.periods[usize::from(period)];
    (block.shape.areas[0]..block.shape.areas[1]).filter_map(move |at| {
        let area = content.areas.get(AreaIx(at))?;
        let cell = block.get(block.shape.cell(CategoryIx(category), period, at)?)?;
        let stands = area.valid_to.is_none() && exists_in(area, when);
        stands.then_some((at, cell.state))
    })
}

fn view(
    content: &Content,
    (at, period, category): Slice,
    wanted: Option<ValueState>,
    count: usize,
    random: &mut Random,
) -> Option<View> {
    let block = &content.blocks[at];
    let indicator = &content.indicators[block.shape.indicator.index()];
    let level = &content.levels[block.shape.level.index()];
    let all: Vec<(u32, ValueState)> = told(content, block, period, category).collect();
    let (mut first, mut rest): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, state)| Some(*state) == wanted);
    let mut areas = Vec::new();
    for list in [&mut first, &mut rest] {
        while areas.len() < count && !list.is_empty() {
            // Half of them may be of the state wanted, and more where there is nothing else.
            let (area, _) = list.swap_remove(random.below(list.len()));
            areas.push(content.areas.get(AreaIx(area))?.key.clone());
        }
    }
    let period = &indicator.periods[usize::from(period)].key;
    let mut link = format!("i={}&l={}&p={period}", indicator.key, level.key);
    let mut tuple = usize::from(category);
    for axis in indicator.axes.iter().rev() {
        let count = axis.categories.len();
        if tuple % count > 0 {
            link = format!("{link}&c.{}={}", axis.key, axis.categories[tuple % count]);
        }
        tuple /= count;
    }
    (!areas.is_empty()).then(|| View {
        link,
        indicator: indicator.key.clone(),
        level: level.key.clone(),
        period: period.clone(),
        total: category == 0,
        areas,
    })
}
