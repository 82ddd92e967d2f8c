//! Rows without a key: cells that repeat the one above, or totals that are no area.

use std::collections::BTreeSet;

use super::Draft;
use crate::inspect::layout::Class;

impl Draft<'_> {
    /// Columns among keys and periods that leave a cell empty where it repeats the one above.
    pub(super) fn fill_down(&self) -> Vec<usize> {
        let period = self.layout.period().map(|(at, _)| at);
        let has_gap = |at: &usize| self.rows().any(|row| self.text(row, *at).is_empty());
        let key = Some(self.key).filter(|_| self.repeats_keys());
        let columns = [key, period.filter(has_gap)];
        columns.into_iter().flatten().collect()
    }

    /// Rows without a key become a rule of the keys and a doubt each, unless they repeat the key above.
    pub(super) fn without_key(&mut self) {
        let down = self.repeats_keys();
        let rows = self.keyless(&self.name_columns()).into_iter();
        let others = rows.filter(|(_, gap)| !down || !gap);
        let rows: Vec<usize> = others.map(|(row, _)| row).collect();
        let Some(first) = rows.first().copied() else {
            return;
        };
        let said = |row: usize| {
            let texts = self.layout.columns(|class| class == Class::Text);
            let mut texts = texts.into_iter().map(|at| self.text(row, at));
            texts.find(|text| !text.is_empty()).unwrap_or("no text")
        };
        let words: BTreeSet<&str> = rows.iter().map(|row| said(*row)).collect();
        let words: Vec<&str> = words.into_iter().take(5).collect();
        let line = self.source.table.line(first);
        let open = format!(
            "rows without a key: {}, first row {line}: \"{}\"; {}",
            rows.len(),
            said(first),
            match down {
                true =>
                    "with `fill_down` they would count to the area above: take them out of the file",
                false => "they are left aside; give them a key if they are areas",
            }
        );
        if !down {
            self.keys.without = Some(words.join(", "));
        }
        self.doubt(open);
    }

    /// Rows without a key, and whether each names no area but that of the last key above it.
    fn keyless(&self, names: &[usize]) -> Vec<(usize, bool)> {
        let (mut above, mut found) = (None, Vec::new());
        for row in self.rows() {
            if !self.text(row, self.key).is_empty() {
                above = Some(row);
                continue;
            }
            let repeats = |at: &usize| {
                let own = self.text(row, *at);
                own.is_empty() || above.is_some_and(|above| self.text(above, *at) == own)
            };
            found.push((row, names.iter().all(repeats)));
        }
        found
    }

    /// Columns of texts that the key decides: names of areas.
    fn name_columns(&self) -> Vec<usize> {
        let texts = self.layout.columns(|class| class == Class::Text);
        let is_name = |at: &usize| {
            let mut seen = std::collections::BTreeMap::new();
            let keyed = |row: &usize| !self.text(*row, self.key).is_empty();
            self.rows().filter(keyed).all(|row| {
                let (key, own) = (self.text(row, self.key), self.text(row, *at));
                *seen.entry(key).or_insert(own) == own
            })
        };
        texts.into_iter().filter(is_name).collect()
    }

    /// Whether empty keys repeat the one above: there are many, they name no area, and no two rows
    /// would say the same area, period and texts.
    fn repeats_keys(&self) -> bool {
        let (all, names) = (self.rows().count(), self.name_columns());
        let gaps = self.keyless(&names).into_iter().filter(|(_, gap)| *gap);
        let gaps: BTreeSet<usize> = gaps.map(|(row, _)| row).collect();
        if gaps.len() * 4 < all || gaps.is_empty() {
            return false;
        }
        let period = self.layout.period().map(|(at, _)| at);
        let texts = self.layout.columns(|class| class == Class::Text);
        let texts = texts.into_iter().filter(|at| !names.contains(at));
        let dimensions: Vec<usize> = period.into_iter().chain(texts).collect();
        let (mut key, mut seen) = ("", BTreeSet::new());
        self.rows().all(|row| {
            let own = self.text(row, self.key);
            if own.is_empty() && !gaps.contains(&row) {
                return true;
            }
            key = if own.is_empty() { key } else { own };
            let said = dimensions.iter().map(|at| self.text(row, *at));
            !key.is_empty() && seen.insert((key, said.collect::<Vec<_>>()))
        })
    }
}
