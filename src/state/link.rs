//! The link codec: a view's state as the fragment of an address, and back.
//!
//! `v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188&m=quantile&k=5&t=table`
//!
//! Stable keys, never positions. Indicator, level and period are always written; everything else
//! where it differs from the fixed defaults of the codec version. What cannot be read is named in
//! a [`LinkNotice`] and left at its default; nothing in a link can make it fail.

// If you add a key here: write it in `write`, read it in `Reader::take`, list it in ARCHITECTURE.md
// ("Links"), and add a link that carries it to tests/fixtures/links.txt, which is never shortened.

use std::fmt::Write as _;

use crate::model::{ClassMethod, Indicator, Scaled, sort_by};

use super::apply::{is_category, is_total};
use super::kind::{known_facilities, present_key};
use super::profile::compared_of;
use super::view::{CLASS_COUNTS, LINK_VERSION};
use super::{
    AreaShape, CameraState, Category, ChartKind, MapKind, Multiples, PeriodChoice, ProfilePart,
    Scope, Sort, SortColumn, Tab, ViewState,
};

/// The language a link means when it names none.
const DEFAULT_LANGUAGE: &str = "de";

/// What could not be read, or must be said, of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkNotice {
    /// A key this version does not know.
    UnknownKey(String),
    /// A value that a key cannot take: the key and the value.
    UnknownValue(String, String),
    /// The link was written by a newer version.
    Newer(String),
    /// The link is pinned to another data version.
    OtherData(String),
}

/// Writes the state as a fragment, without `#`.
#[must_use]
pub fn write(state: &ViewState, decimals: u8) -> String {
    let mut link = format!("v={LINK_VERSION}");
    let mut put = |key: &str, value: &str| {
        let _ = write!(link, "&{key}={}", encode(value));
    };
    put("i", &state.indicator);
    put("l", &state.level);
    match &state.period {
        PeriodChoice::Latest => put("p", "latest"),
        PeriodChoice::At(key) => put("p", key),
    }
    for choice in &state.categories {
        put(&format!("c.{}", choice.axis), &choice.category);
    }
    if let Some(area) = &state.area {
        put("a", area);
    }
    write_classes(state, decimals, &mut put);
    write_map(state, &mut put);
    state.filter.write(&mut put);
    if let Some(camera) = state.camera {
        put(
            "z",
            &format!("{},{},{}", camera.x_m, camera.y_m, camera.width_m),
        );
    }
    state.profile.write(&mut put);
    if state.tab != Tab::Map {
        put("t", state.tab.key());
    }
    if state.chart != ChartKind::default() {
        put("ch", state.chart.key());
    }
    if state.easy {
        put("ez", "1");
    }
    if state.sort != Sort::default() {
        put("s", &sort_text(state.sort));
    }
    if state.page != 0 {
        put("n", &state.page.saturating_add(1).to_string());
    }
    if state.language != DEFAULT_LANGUAGE {
        put("lang", &state.language);
    }
    if let Some(version) = &state.data_version {
        put("d", version);
    }
    link
}

fn write_classes(state: &ViewState, decimals: u8, put: &mut impl FnMut(&str, &str)) {
    let classes = &state.classes;
    if let Some(method) = classes.method {
        put("m", method.key());
    }
    if let Some(k) = classes.k {
        put("k", &k.to_string());
    }
    if classes.per_period {
        put("pp", "1");
    }
    if !classes.bounds.is_empty() {
        let bounds = classes.bounds.iter().map(|units| {
            Scaled {
                units: *units,
                decimals,
            }
            .to_string()
        });
        put("b", &bounds.collect::<Vec<_>>().join(","));
    }
    if state.highlight != 0 {
        put("h", &state.highlight.to_string());
    }
}

fn write_map(state: &ViewState, put: &mut impl FnMut(&str, &str)) {
    let map = &state.map;
    if map.kind != MapKind::default() {
        put("g", map.kind.key());
    }
    if let Some(since) = &map.since {
        put("gs", since);
    }
    if map.relative {
        put("gr", "1");
    }
    if let Some(second) = &map.second {
        put("gi", second);
    }
    if map.shape != AreaShape::default() {
        put("ga", map.shape.key());
    }
    if map.certainty {
        put("gu", "1");
    }
    if !map.facilities.is_empty() {
        put("f", &map.facilities.join(","));
    }
    match &state.multiples {
        Multiples::Periods => {}
        Multiples::Categories(axis) => put("mc", axis),
        Multiples::Indicators(keys) => put("mi", &keys.join(",")),
    }
}

/// Reads a fragment. The empty fragment is the start state.
#[must_use]
pub fn read(fragment: &str, scope: Scope<'_>, language: &str) -> (ViewState, Vec<LinkNotice>) {
    let pairs = pairs_of(fragment);
    let language = if pairs.is_empty() {
        language
    } else {
        DEFAULT_LANGUAGE
    };
    let mut reader = Reader {
        state: ViewState::start(scope, language),
        notices: Vec::new(),
        scope,
    };
    // The indicator decides what the other keys may say, whatever their order.
    let (first, rest): (Vec<_>, Vec<_>) = pairs
        .iter()
        .partition(|(key, _)| matches!(key.as_str(), "v" | "i" | "lang"));
    for (key, value) in first.into_iter().chain(rest) {
        if !reader.take(key, value) {
            reader
                .notices
                .push(LinkNotice::UnknownValue(key.clone(), value.clone()));
        }
    }
    reader.finish()
}

struct Reader<'a> {
    state: ViewState,
    notices: Vec<LinkNotice>,
    scope: Scope<'a>,
}

impl Reader<'_> {
    /// Takes one pair; false if the value cannot be read.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "v" => self.version(value),
            "i" => self.indicator(value),
            "l" => self.level(value),
            "p" => self.period(value),
            "a" => set(
                &mut self.state.area,
                is_key(value).then(|| Some(value.to_owned())),
            ),
            "m" => set(&mut self.state.classes.method, method_of(value).map(Some)),
            "k" => set(&mut self.state.classes.k, count_of(value).map(Some)),
            "pp" => set(&mut self.state.classes.per_period, flag_of(value)),
            "b" => self.bounds(value),
            "h" => set(&mut self.state.highlight, value.parse().ok()),
            "g" => set(&mut self.state.map.kind, kind_of(value)),
            "gs" => self.since(value),
            "gr" => set(&mut self.state.map.relative, flag_of(value)),
            "gi" => {
                let key = present_key(value, self.scope);
                set(&mut self.state.map.second, key.map(Some))
            }
            "ga" => set(&mut self.state.map.shape, shape_of(value)),
            "gu" => set(&mut self.state.map.certainty, flag_of(value)),
            "f" => self.facilities(value),
            "mc" => self.several(Multiples::Categories(value.to_owned())),
            "mi" => self.several(Multiples::Indicators(list_of(value))),
            "z" => set(&mut self.state.camera, camera_of(value).map(Some)),
            "pv" => set(&mut self.state.profile.part, ProfilePart::named(value)),
            "pw" => set(&mut self.state.profile.beside, compared_of(value)),
            "t" => set(&mut self.state.tab, tab_of(value)),
            "ch" => set(&mut self.state.chart, chart_of(value)),
            "ez" => set(&mut self.state.easy, flag_of(value)),
            "s" => set(&mut self.state.sort, sort_of(value)),
            "n" => set(&mut self.state.page, page_of(value)),
            "lang" => self.language(value),
            "d" => self.data_version(value),
            _ => match key.strip_prefix("c.") {
                Some(axis) => self.category(axis, value),
                None => {
                    let taken = self.state.filter.take(key, value, self.scope);
                    taken.unwrap_or_else(|| {
                        self.notices.push(LinkNotice::UnknownKey(key.to_owned()));
                        true
                    })
                }
            },
        }
    }

    fn finish(mut self) -> (ViewState, Vec<LinkNotice>) {
        if let Some(indicator) = self.state.indicator(self.scope) {
            self.state.fit_to(indicator, self.scope);
        }
        if self.state.classes.method == Some(ClassMethod::UserDefined)
            && self.state.classes.bounds.is_empty()
        {
            self.state.classes.method = None;
        }
        self.state.fit_compared();
        (self.state, self.notices)
    }

    fn version(&mut self, value: &str) -> bool {
        if value
            .parse::<u8>()
            .is_ok_and(|version| version <= LINK_VERSION)
        {
            return true;
        }
        self.notices.push(LinkNotice::Newer(value.to_owned()));
        true
    }

    fn indicator(&mut self, value: &str) -> bool {
        let ix = self.scope.catalogue.indicator(value);
        let indicator = ix.and_then(|ix| self.scope.catalogue.indicators.get(ix.index()));
        set(
            &mut self.state.indicator,
            indicator.map(|it| it.key.clone()),
        )
    }

    fn level(&mut self, value: &str) -> bool {
        let Some(ix) = self.scope.catalogue.level(value) else {
            return false;
        };
        let has = self
            .state
            .indicator(self.scope)
            .is_some_and(|it| it.levels().contains(&ix));
        set(&mut self.state.level, has.then(|| value.to_owned()))
    }

    fn period(&mut self, value: &str) -> bool {
        if value == "latest" {
            return set(&mut self.state.period, Some(PeriodChoice::Latest));
        }
        let has = self
            .state
            .indicator(self.scope)
            .is_some_and(|it| it.period(value).is_some());
        set(
            &mut self.state.period,
            has.then(|| PeriodChoice::At(value.to_owned())),
        )
    }

    fn category(&mut self, axis: &str, category: &str) -> bool {
        let fits = |it: &&Indicator| is_category(it, axis, category);
        let Some(indicator) = self.state.indicator(self.scope).filter(fits) else {
            return false;
        };
        self.state.categories.retain(|choice| choice.axis != axis);
        if !is_total(indicator, axis, category) {
            let choice = Category {
                axis: axis.to_owned(),
                category: category.to_owned(),
            };
            self.state.categories.push(choice);
            sort_by(&mut self.state.categories, |a, b| a.axis.cmp(&b.axis));
        }
        true
    }

    fn bounds(&mut self, value: &str) -> bool {
        let decimals = self.state.indicator(self.scope).map_or(0, |it| it.decimals);
        let read = |text: &str| Scaled::parse(text, decimals).map(|number| number.units);
        let bounds: Option<Vec<i64>> = value.split(',').map(read).collect();
        let ascending = |it: &Vec<i64>| it.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let fits = |it: &Vec<i64>| it.len() < usize::from(*CLASS_COUNTS.end());
        set(
            &mut self.state.classes.bounds,
            bounds.filter(ascending).filter(fits),
        )
    }

    fn since(&mut self, value: &str) -> bool {
        let indicator = self.state.indicator(self.scope);
        let has = indicator.is_some_and(|it| it.period(value).is_some());
        set(
            &mut self.state.map.since,
            has.then(|| Some(value.to_owned())),
        )
    }

    /// What small maps differ in; false if the bundle lacks a part of it.
    fn several(&mut self, wanted: Multiples) -> bool {
        let count = |it: &Multiples| match it {
            Multiples::Periods => 0,
            Multiples::Categories(_) => 1,
            Multiples::Indicators(keys) => keys.len(),
        };
        let asked = count(&wanted);
        self.state.multiples = wanted;
        self.state.fit_map(self.scope);
        count(&self.state.multiples) == asked
    }

    /// Facilities the bundle does not have are left out, and named.
    fn facilities(&mut self, value: &str) -> bool {
        let keys = list_of(value);
        self.state.map.facilities = known_facilities(&keys, self.scope);
        self.state.map.facilities.len() == keys.len()
    }

    fn language(&mut self, value: &str) -> bool {
        let known = self
            .scope
            .catalogue
            .languages
            .iter()
            .any(|tag| tag == value);
        set(&mut self.state.language, known.then(|| value.to_owned()))
    }

    fn data_version(&mut self, value: &str) -> bool {
        if value != self.scope.version {
            self.notices.push(LinkNotice::OtherData(value.to_owned()));
        }
        set(
            &mut self.state.data_version,
            is_key(value).then(|| Some(value.to_owned())),
        )
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.:".contains(c))
}

fn method_of(text: &str) -> Option<ClassMethod> {
    ClassMethod::ALL
        .into_iter()
        .find(|method| method.key() == text)
}

fn flag_of(text: &str) -> Option<bool> {
    (text == "1").then_some(true)
}

fn list_of(text: &str) -> Vec<String> {
    let keys = text.split(',').filter(|key| !key.is_empty());
    keys.map(str::to_owned).collect()
}

fn kind_of(text: &str) -> Option<MapKind> {
    MapKind::ALL.into_iter().find(|kind| kind.key() == text)
}

fn shape_of(text: &str) -> Option<AreaShape> {
    AreaShape::ALL.into_iter().find(|it| it.key() == text)
}

fn count_of(text: &str) -> Option<u8> {
    text.parse().ok().filter(|k| CLASS_COUNTS.contains(k))
}

fn camera_of(text: &str) -> Option<CameraState> {
    let mut parts = text.split(',');
    let camera = CameraState {
        x_m: parts.next()?.parse().ok()?,
        y_m: parts.next()?.parse().ok()?,
        width_m: parts.next()?.parse().ok().filter(|width| *width > 0)?,
    };
    parts.next().is_none().then_some(camera)
}

fn tab_of(text: &str) -> Option<Tab> {
    Tab::ALL.into_iter().find(|tab| tab.key() == text)
}

fn chart_of(text: &str) -> Option<ChartKind> {
    ChartKind::ALL.into_iter().find(|chart| chart.key() == text)
}

/// Links count pages as readers do, from 1.
fn page_of(text: &str) -> Option<u32> {
    text.parse::<u32>().ok()?.checked_sub(1)
}

const SORT_COLUMNS: [(SortColumn, &str); 4] = [
    (SortColumn::Name, "name"),
    (SortColumn::Key, "key"),
    (SortColumn::Value, "value"),
    (SortColumn::Parent, "parent"),
];

fn sort_text(sort: Sort) -> String {
    let name = SORT_COLUMNS
        .iter()
        .find(|(column, _)| *column == sort.column)
        .map_or("name", |it| it.1);
    format!("{name}{}", if sort.descending { "-" } else { "" })
}

fn sort_of(text: &str) -> Option<Sort> {
    let (name, descending) = text
        .strip_suffix('-')
        .map_or((text, false), |name| (name, true));
    let (column, _) = SORT_COLUMNS.iter().find(|(_, key)| *key == name)?;
    Some(Sort {
        column: *column,
        descending,
    })
}

/// Key and value pairs, percent-decoded; empty pieces are skipped.
fn pairs_of(fragment: &str) -> Vec<(String, String)> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let pieces = fragment.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| piece.split_once('=').unwrap_or((piece, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| hex_byte(tail)).flatten();
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(tail: &[u8]) -> Option<u8> {
    let nibble = |byte: &u8| char::from(*byte).to_digit(16);
    let value = nibble(tail.first()?)? * 16 + nibble(tail.get(1)?)?;
    u8::try_from(value).ok()
}
