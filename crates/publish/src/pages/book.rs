//! What the pages are made of, whatever the language: which areas have one, where it stands, and
//! how the values of a level compare.

use std::collections::BTreeMap;

use teilraum::atlas::chance::{Chance, Limits};
use teilraum::atlas::standing::Standing;
use teilraum::model::{
    Area, AreaIx, Block, CategoryIx, CellRef, Flags, IndicatorIx, LevelIx, PeriodIx, Scaled,
};
use teilraum::query::{Point, Series};
use teilraum::text::collation_key;

use super::address::{FOLDER, slug, slugs};
use crate::content::Content;

/// Pages show the total of every indicator; categories are the live atlas's.
const TOTAL: CategoryIx = CategoryIx(0);

/// Most areas of a level that gets a page for each without being named.
const OWN_PAGES: usize = 1_000;

/// How the areas of a level are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Not at all.
    None,
    /// Each on a page of its own.
    Own,
    /// Together with the other children of their parent.
    Together,
}

/// How the newest values of an indicator on a level compare.
#[derive(Clone, Debug)]
pub struct Newest {
    /// The newest period with a number, or simply the newest.
    pub period: PeriodIx,
    /// Its values.
    pub standing: Standing,
}

/// Everything that pages of any language need.
pub struct Book<'a> {
    /// What is published.
    pub content: &'a Content,
    /// How each level is shown.
    pub manners: Vec<Manner>,
    blocks: BTreeMap<(IndicatorIx, LevelIx), &'a Block>,
    chances: Vec<Option<Chance<'a>>>,
    standings: BTreeMap<(IndicatorIx, LevelIx), Newest>,
    breaks: Vec<Vec<PeriodIx>>,
    published: Vec<bool>,
    slugs: Vec<String>,
    children: Vec<Vec<AreaIx>>,
}

impl<'a> Book<'a> {
    /// Sorts out `content` for pages of the levels `named`, or of those usual.
    #[must_use]
    pub fn new(content: &'a Content, named: Option<&[String]>) -> Self {
        let blocks: BTreeMap<_, _> = content
            .blocks
            .iter()
            .map(|block| ((block.shape.indicator, block.shape.level), block))
            .collect();
        let chances: Vec<_> = content.indicators.iter().map(Chance::of).collect();
        let standings = blocks.iter().filter_map(|(key, block)| {
            let chance = chances.get(key.0.index()).and_then(Option::as_ref);
            Some((*key, standing(block, chance)?))
        });
        let standings = standings.collect();
        let breaks = content.indicators.iter().map(|indicator| {
            let first = indicator.breaks.iter();
            first
                .filter_map(|it| indicator.period(&it.before))
                .collect()
        });
        let mut book = Self {
            content,
            manners: manners(content, named),
            breaks: breaks.collect(),
            blocks,
            chances,
            standings,
            published: Vec::new(),
            slugs: area_slugs(content),
            children: vec![Vec::new(); content.areas.0.len()],
        };
        book.published = (0..)
            .take(content.areas.0.len())
            .map(|at| book.is_known(AreaIx(at)))
            .collect();
        book.list_children();
        book
    }

    fn is_known(&self, ix: AreaIx) -> bool {
        let Some(area) = self.area(ix) else {
            return false;
        };
        let told = || {
            self.blocks
                .iter()
                .any(|((_, level), block)| *level == area.level && has_number(block, ix))
        };
        self.manner(area.level) != Manner::None && (area.valid_to.is_none() || told())
    }

    fn list_children(&mut self) {
        for (at, area) in (0..).zip(&self.content.areas.0) {
            let list = area.parent.and_then(|ix| self.children.get_mut(ix.index()));
            if let (Some(list), Some(true)) = (list, self.published.get(at as usize)) {
                list.push(AreaIx(at));
            }
        }
        let content = self.content;
        for list in &mut self.children {
            list.sort_by_cached_key(|ix| {
                content
                    .areas
                    .get(*ix)
                    .map(|area| collation_key(&area.short))
            });
        }
    }

    /// The area at `ix`.
    #[must_use]
    pub fn area(&self, ix: AreaIx) -> Option<&'a Area> {
        self.content.areas.get(ix)
    }

    /// How the areas of `level` are shown.
    #[must_use]
    pub fn manner(&self, level: LevelIx) -> Manner {
        self.manners
            .get(level.index())
            .copied()
            .unwrap_or(Manner::None)
    }

    /// The areas of `level` that pages tell of.
    pub fn areas_of(&self, level: LevelIx) -> impl Iterator<Item = AreaIx> + '_ {
        let range = self
            .content
            .levels
            .get(level.index())
            .map_or(0..0, |level| level.range());
        range
            .map(AreaIx)
            .filter(|ix| self.published.get(ix.index()) == Some(&true))
    }

    /// The areas directly inside `ix` that pages tell of, by name.
    #[must_use]
    pub fn children(&self, ix: AreaIx) -> &[AreaIx] {
        self.children.get(ix.index()).map_or(&[], Vec::as_slice)
    }

    /// The name of the file that stands for an area.
    #[must_use]
    pub fn slug(&self, ix: AreaIx) -> &str {
        self.slugs.get(ix.index()).map_or("", String::as_str)
    }

    /// Folder of the pages of a level: `pages/de/verwaltung/kreis/`.
    #[must_use]
    pub fn folder(&self, language: &str, level: LevelIx) -> String {
        let level = self.content.levels.get(level.index());
        let (system, level) = level.map_or(("", ""), |it| (it.system.as_str(), it.key.as_str()));
        format!(
            "{FOLDER}/{}/{}/{}/",
            slug(language),
            slug(system),
            slug(level)
        )
    }

    /// The page that tells of an area, with the anchor where it shares one.
    #[must_use]
    pub fn page(&self, language: &str, ix: AreaIx) -> Option<String> {
        self.published.get(ix.index()).filter(|known| **known)?;
        let area = self.area(ix)?;
        let folder = self.folder(language, area.level);
        match self.manner(area.level) {
            Manner::None => None,
            Manner::Own => Some(format!("{folder}{}.html", self.slug(ix))),
            Manner::Together => {
                let parent = self.slug(area.parent?);
                Some(format!("{folder}{parent}.html#k-{}", self.slug(ix)))
            }
        }
    }

    /// The newest values of an indicator on a level.
    #[must_use]
    pub fn standing(&self, indicator: IndicatorIx, level: LevelIx) -> Option<&Newest> {
        self.standings.get(&(indicator, level))
    }

    /// One observation with the key of its footnote.
    #[must_use]
    pub fn cell(
        &self,
        indicator: IndicatorIx,
        period: PeriodIx,
        ix: AreaIx,
    ) -> Option<(CellRef, Option<&'a str>)> {
        let block = *self.blocks.get(&(indicator, self.area(ix)?.level))?;
        let cell = block.get(block.shape.cell(TOTAL, period.0, ix.0)?)?;
        let note = cell
            .note
            .and_then(|note| block.notes.get(usize::from(note)));
        Some((cell, note.map(String::as_str)))
    }

    /// What chance makes of the figures of an indicator that declares it.
    #[must_use]
    pub fn chance(&self, indicator: IndicatorIx) -> Option<&Chance<'a>> {
        self.chances.get(indicator.index())?.as_ref()
    }

    /// The limits of an observation, where the indicator declares what they follow from.
    #[must_use]
    pub fn limits(&self, indicator: IndicatorIx, period: PeriodIx, ix: AreaIx) -> Option<Limits> {
        let block = *self.blocks.get(&(indicator, self.area(ix)?.level))?;
        limits(block, self.chance(indicator)?, period.0, ix.0)
    }

    /// All periods of one area.
    #[must_use]
    pub fn series(&self, indicator: IndicatorIx, ix: AreaIx) -> Series {
        let breaks = self.breaks.get(indicator.index());
        let block = self
            .area(ix)
            .and_then(|area| self.blocks.get(&(indicator, area.level)));
        let periods = block.map_or(0..0, |block| block.shape.periods[0]..block.shape.periods[1]);
        let point = |period: u16| {
            let block = block?;
            let cell = block.get(block.shape.cell(TOTAL, period, ix.0)?)?;
            let period = PeriodIx(period);
            let of_all = breaks.is_some_and(|breaks| breaks.contains(&period));
            Some(Point {
                period,
                cell,
                break_before: cell.flags.contains(Flags::BREAK_BEFORE) || of_all,
            })
        };
        Series(periods.filter_map(point).collect())
    }
}

fn has_number(block: &Block, ix: AreaIx) -> bool {
    let periods = block.shape.periods[0]..block.shape.periods[1];
    let cells = periods.filter_map(|period| block.shape.cell(TOTAL, period, ix.0));
    cells
        .filter_map(|at| block.states.get(at))
        .any(|state| state.is_number())
}

fn limits(block: &Block, chance: &Chance<'_>, period: u16, area: u32) -> Option<Limits> {
    let at = block.shape.cell(TOTAL, period, area)?;
    let part = |part| {
        let part = block.part(part)?;
        let (units, decimals) = (*part.values.get(at)?, part.decimals);
        Some(Scaled { units, decimals })
    };
    chance.limits(block.get(at)?, part)
}

fn standing(block: &Block, chance: Option<&Chance<'_>>) -> Option<Newest> {
    let of = |period: u16| {
        let areas = block.shape.areas[0]..block.shape.areas[1];
        let cells = areas.filter_map(|area| {
            let cell = block.get(block.shape.cell(TOTAL, period, area)?)?;
            let limits = chance.and_then(|chance| limits(block, chance, period, area));
            Some((cell, limits))
        });
        Newest {
            period: PeriodIx(period),
            standing: Standing::of(cells, chance.is_some()),
        }
    };
    let mut periods = (block.shape.periods[0]..block.shape.periods[1]).rev();
    let newest = of(periods.next()?);
    if newest.standing.count() > 0 {
        return Some(newest);
    }
    Some(
        periods
            .map(of)
            .find(|it| it.standing.count() > 0)
            .unwrap_or(newest),
    )
}

/// Which levels get pages: those named or usual one per area, finer ones one per parent.
fn manners(content: &Content, named: Option<&[String]>) -> Vec<Manner> {
    let own = |at: usize| {
        let Some(level) = content.levels.get(at) else {
            return false;
        };
        match named {
            Some(named) => named.contains(&level.key),
            None => (2..=OWN_PAGES).contains(&level.range().len()),
        }
    };
    let mut manners: Vec<Manner> = Vec::new();
    for (at, level) in content.levels.iter().enumerate() {
        let below = level
            .parent
            .and_then(|parent| manners.get(parent.index()))
            .is_some_and(|parent| *parent != Manner::None);
        manners.push(match () {
            () if own(at) => Manner::Own,
            () if below => Manner::Together,
            () => Manner::None,
        });
    }
    manners
}

fn area_slugs(content: &Content) -> Vec<String> {
    let mut all = Vec::with_capacity(content.areas.0.len());
    for level in &content.levels {
        let range = level.areas[0] as usize..level.areas[1] as usize;
        let areas = content.areas.0.get(range).unwrap_or_default();
        all.extend(slugs(areas.iter().map(|area| area.key.as_str())));
    }
    all
}
