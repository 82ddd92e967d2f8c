//! Generated bundles of odd sizes: no areas, one area, one period, many categories.

use proptest::prelude::*;
use teilraum::model::Lookup;
use teilraum::model::*;

/// What a sample is made of, small enough to shrink well.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Areas per level.
    pub levels: Vec<u32>,
    /// Per indicator: periods, categories on its axis, decimals.
    pub indicators: Vec<(u16, u16, u8)>,
}

pub fn plan() -> impl Strategy<Value = Plan> {
    let levels = prop::collection::vec(prop_oneof![Just(0), Just(1), 2..9_u32], 1..4);
    let indicators = prop::collection::vec((1..4_u16, 1..4_u16, 0..4_u8), 1..4);
    (levels, indicators).prop_map(|(levels, indicators)| Plan { levels, indicators })
}

pub fn file(path: &str) -> FileRef {
    FileRef {
        path: path.into(),
        bytes: 1,
    }
}

pub fn run(path: &str, areas: [u32; 2]) -> RunRef {
    RunRef {
        path: path.into(),
        bytes: 1,
        areas,
    }
}

pub fn day(year: u16) -> Date {
    Date::new(year, 1, 1).unwrap()
}

fn levels(plan: &Plan) -> Vec<Level> {
    let mut start = 0;
    let mut levels = Vec::new();
    for (number, count) in plan.levels.iter().enumerate() {
        levels.push(Level {
            key: format!("level-{number}"),
            system: "verwaltung".into(),
            parent: number.checked_sub(1).map(|parent| LevelIx(parent as u8)),
            areas: [start, start + count],
        });
        start += count;
    }
    levels
}

fn indicator(
    number: usize,
    (periods, categories, decimals): (u16, u16, u8),
    levels: &[Level],
) -> Indicator {
    let period = |year: u16| Period {
        key: year.to_string(),
        kind: PeriodKind::CalendarYear,
        start: day(year),
        end: Date::new(year, 12, 31).unwrap(),
    };
    let block = |(at, level): (usize, &Level)| BlockRef {
        file: file(&format!("b/{number}-{at}.bin")),
        level: LevelIx(at as u8),
        areas: level.areas,
        periods: [0, periods],
    };
    let populated = levels
        .iter()
        .enumerate()
        .filter(|(_, level)| !level.range().is_empty());
    Indicator {
        key: format!("indicator-{number}"),
        former_keys: vec![format!("former-{number}")],
        theme: "people".into(),
        kind: MeasureKind::Count,
        unit: "persons".into(),
        decimals,
        polarity: Polarity::Neutral,
        midpoint: None,
        uncertainty: Uncertainty::None,
        per: None,
        axes: vec![Axis {
            key: "sex".into(),
            categories: (0..categories).map(|c| format!("c{c}")).collect(),
        }],
        periods: (2001..2001 + periods).map(period).collect(),
        breaks: vec![SeriesBreak {
            before: "2001".into(),
            note: "census".into(),
        }],
        sources: vec!["office".into()],
        territorial_status: "31.12.2022".into(),
        numerator: None,
        denominator: None,
        notes: vec!["census".into()],
        classes: vec![DefaultClasses {
            level: LevelIx(0),
            category: 0,
            method: ClassMethod::Quantile,
            k: 2,
            bounds: vec![-5, 10],
        }],
        blocks: populated.map(block).collect(),
    }
}

pub fn catalogue(plan: &Plan) -> Catalogue {
    let levels = levels(plan);
    let all = [0, levels.last().map_or(0, |level| level.areas[1])];
    let texts = TextsRef {
        core: file("t/de.bin"),
        definitions: file("d/de.bin"),
    };
    let indicators = plan.indicators.iter().enumerate();
    Catalogue {
        teilraum: teilraum::format::version_text(),
        needs: Vec::new(),
        key: "sample".into(),
        languages: vec!["de".into()],
        texts: Lookup::from([("de", texts)]),
        systems: vec![AreaSystem {
            key: "verwaltung".into(),
            status: day(2022),
        }],
        areas: vec![run("a/0.bin", all)],
        geometry: vec![GeometryRef {
            system: "verwaltung".into(),
            serves: (0..levels.len() as u8).map(LevelIx).collect(),
            status: Some(day(2021)),
            sources: vec!["office".into()],
            projection: "+proj=laea".into(),
            bands: vec![file("o/0.bin")],
            error_m: vec![250.0],
            neighbours: vec![run("n/0.bin", all)],
            mesh: Some(file("o/2.bin")),
            context: Some(ContextRef {
                sources: vec!["office".into()],
                file: file("o/1.bin"),
            }),
        }],
        search: vec![run("s/0.bin", all)],
        themes: vec![Theme {
            key: "people".into(),
        }],
        indicators: indicators
            .map(|(number, one)| indicator(number, *one, &levels))
            .collect(),
        sources: vec![Source {
            key: "office".into(),
            licence: "dl-de/by-2-0".into(),
            licence_url: "https://www.govdata.de/dl-de/by-2-0".into(),
            url: None,
            issued: Some(day(2020)),
        }],
        packs: vec![PackRef {
            file: file("p/0.bin"),
            parent: String::new(),
            level: LevelIx(0),
        }],
        pack_lists: vec![run("p/list.bin", all)],
        facilities: vec![FacilitiesRef {
            key: "day-care".into(),
            system: "verwaltung".into(),
            sources: vec!["office".into()],
            unit: "places".into(),
            count: 3,
            file: file("f/0.bin"),
        }],
        default_indicator: "indicator-0".into(),
        default_level: "level-0".into(),
        downloads: Some(file("l/0.json")),
        pages: Some(PagesRef {
            path: "pages".into(),
            list: None,
            languages: vec!["de".into()],
            levels: vec![LevelIx(0)],
            anchored: Vec::new(),
        }),
        levels,
    }
}

pub fn areas(plan: &Plan) -> Vec<Area> {
    let levels = levels(plan);
    let area = |(number, at): (usize, u32)| Area {
        key: format!("{at:05}"),
        level: LevelIx(number as u8),
        parent: levels[number]
            .parent
            .filter(|p| !levels[p.index()].range().is_empty())
            .map(|parent| AreaIx(levels[parent.index()].areas[0])),
        name: format!("Gebiet {at}"),
        short: format!("G{at}"),
        kind: "kreis".into(),
        locative: format!("im Gebiet {at}"),
        valid_from: None,
        valid_to: (at % 3 == 2).then(|| day(2021)),
        successors: levels[number]
            .range()
            .filter(|other| at % 3 == 2 && *other < at)
            .map(AreaIx)
            .collect(),
    };
    let all = levels.iter().enumerate();
    all.flat_map(|(number, level)| level.range().map(move |at| (number, at)))
        .map(area)
        .collect()
}

/// A block of `shape` with the raw material `cells`, used again from the start where it is short.
pub fn fill(shape: Shape, decimals: u8, cells: &[(u8, u16, i64)]) -> Block {
    let mut block = Block::missing(shape, decimals);
    let mut denominators = Vec::new();
    for at in 0..block.states.len() {
        let (state, flags, value) = cells[at % cells.len()];
        let state = ValueState::from_byte(state % 9).unwrap();
        block.states[at] = state;
        block.flags[at] = Flags::from_bits(flags);
        let is_value = state == ValueState::Value;
        block.values[at] = if is_value {
            value + i64::from(value == 0)
        } else {
            0
        };
        denominators.push(if state.is_number() { value.abs() } else { 0 });
        if flags % 5 == 0 {
            block.cell_notes.insert(at as u32, (flags % 2).min(1));
        }
    }
    block.notes = vec!["census".into(), "without-eisenach".into()];
    block.parts = vec![PartValues {
        part: Part::Denominator,
        decimals: 0,
        values: denominators,
    }];
    block
}

pub fn cells() -> impl Strategy<Value = Vec<(u8, u16, i64)>> {
    let value = prop_oneof![-200..200_i64, -(1_i64 << 53)..=(1_i64 << 53) - 1];
    prop::collection::vec((any::<u8>(), 0..9_u16, value), 1..40)
}

pub fn block(
    catalogue: &Catalogue,
    indicator: usize,
    listed: usize,
    cells: &[(u8, u16, i64)],
) -> Block {
    let found = &catalogue.indicators[indicator];
    let BlockRef {
        level,
        areas,
        periods,
        ..
    } = found.blocks[listed].clone();
    let shape = Shape {
        indicator: IndicatorIx(indicator as u32),
        level,
        areas,
        periods,
        categories: found.category_count() as u16,
    };
    fill(shape, found.decimals, cells)
}

/// Outlines in which every area is empty, or has a ring of one arc, or one of two, one backward.
pub fn topology(catalogue: &Catalogue, points: &[[i32; 2]]) -> Topology {
    let mut topology = Topology {
        origin_m: [-1.5, 2.5],
        step_m: 100.0,
        bands: 1,
        ..Topology::default()
    };
    let mut next = points.iter().copied().cycle();
    let mut point = || next.next().unwrap();
    for (number, level) in catalogue.levels.iter().enumerate() {
        let mut outlines = Vec::new();
        for area in level.range() {
            let (start, end, side) = (point(), point(), point());
            let first = topology.arcs.len() as i32;
            outlines.push(match area % 3 {
                0 => Vec::new(),
                1 => {
                    topology.arcs.push(vec![start, end, side, start]);
                    vec![vec![first], vec![!first]]
                }
                _ => {
                    topology.arcs.push(vec![start, end]);
                    topology.arcs.push(vec![start, side, end]);
                    vec![vec![first, !(first + 1)]]
                }
            });
        }
        topology
            .levels
            .push((LevelIx(number as u8), level.areas[0], outlines));
    }
    topology
}

/// A band that puts `picks` points into each arc, as far as there are gaps.
pub fn band(before: &Topology, picks: &[(u8, [i32; 2])]) -> RefineBand {
    let inserts = before.arcs.iter().map(|arc| {
        let mut at = 0;
        let mut kept = 0;
        let mut inserts = Vec::new();
        for (skip, point) in picks {
            let skip = u32::from(*skip).max(u32::from(kept == 0));
            if kept + skip >= arc.len() as u32 {
                break;
            }
            kept += skip;
            at += skip;
            inserts.push((at, *point));
            at += 1;
        }
        inserts
    });
    RefineBand {
        band: before.bands,
        inserts: inserts.collect(),
    }
}

pub fn points() -> impl Strategy<Value = Vec<[i32; 2]>> {
    let coordinate = -(1 << 29)..=(1 << 29);
    prop::collection::vec([coordinate.clone(), coordinate], 3..12)
}

pub fn neighbours(catalogue: &Catalogue) -> Vec<Neighbours> {
    let level = |(number, level): (usize, &Level)| Neighbours {
        level: LevelIx(number as u8),
        first_area: level.areas[0],
        lists: level
            .range()
            .map(|area| {
                level
                    .range()
                    .filter(|n| *n != area && (n + area) % 3 != 0)
                    .collect()
            })
            .collect(),
        label_points: level
            .range()
            .map(|area| (area % 4 != 3).then_some([area as i32, -7]))
            .collect(),
    };
    catalogue.levels.iter().enumerate().map(level).collect()
}

/// Three facilities at `points`, one without a capacity.
pub fn layer(points: &[[i32; 2]]) -> Facilities {
    let mut spots = points.iter().copied().cycle();
    let capacities = [Some(0), None, Some(u32::MAX - 1)];
    let point = |(number, capacity)| Facility {
        key: format!("k{number}"),
        name: format!("Kita „Nr. {number}“"),
        at_m: spots.next().unwrap(),
        capacity,
    };
    Facilities {
        key: "day-care".into(),
        system: "verwaltung".into(),
        sources: vec!["office".into()],
        unit: "places".into(),
        points: capacities.into_iter().enumerate().map(point).collect(),
    }
}

pub fn terms(areas: u32) -> Vec<SearchTerm> {
    let term = |(number, kind): (usize, TermKind)| SearchTerm {
        term: format!("Ort {number} ä"),
        kind,
        areas: (0..areas)
            .filter(|area| area % 2 == number as u32 % 2)
            .map(AreaIx)
            .collect(),
    };
    let kinds = [
        TermKind::FormerName,
        TermKind::Place,
        TermKind::Postcode,
        TermKind::Alias,
    ];
    kinds.into_iter().enumerate().map(term).collect()
}

pub fn texts() -> Texts {
    let mut texts = Texts {
        language: "de".into(),
        ..Texts::default()
    };
    texts.atlas.title = "Sozialatlas".into();
    texts.atlas.notice = "Erfundene Daten".into();
    texts.facilities.insert("day-care".into(), "Kitas".into());
    texts.themes.insert("people".into(), "Bevölkerung".into());
    texts
}

/// Land around the areas: a ring with a hole.
pub fn rings() -> Topology {
    Topology {
        origin_m: [-5.5, 3.0],
        step_m: 10.0,
        bands: 1,
        arcs: vec![
            vec![[-9, -9], [90, -7], [80, 70], [-9, -9]],
            vec![[20, 1], [30, 9], [31, 2], [20, 1]],
        ],
        levels: Vec::new(),
    }
}
