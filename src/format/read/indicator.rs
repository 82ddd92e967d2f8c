//! Indicators and what describes them.

use crate::model::{
    Axis, ClassMethod, DefaultClasses, Indicator, MeasureKind, Period, PeriodKind, Polarity,
    SeriesBreak, Uncertainty,
};

use super::super::node::{Node, date, i64, text, u8, u16, u32};
use super::catalogue::block_ref;
use super::level_ix;

/// An indicator.
pub(super) fn indicator(node: &Node<'_>) -> Indicator {
    node.object();
    Indicator {
        key: node.field("key", text),
        former_keys: node.list_if_any("former_keys", text),
        theme: node.field("theme", text),
        kind: node.field("kind", measure_kind),
        unit: node.field("unit", text),
        decimals: node.field("decimals", u8),
        polarity: node.field("polarity", polarity),
        midpoint: node.optional("midpoint", i64),
        uncertainty: node.or_default("uncertainty", uncertainty),
        per: node.optional("per", u32),
        axes: node.list_if_any("axes", axis),
        periods: node.list("periods", period),
        breaks: node.list_if_any("breaks", series_break),
        sources: node.list("sources", text),
        territorial_status: node.field("territorial_status", text),
        numerator: node.optional("numerator", text),
        denominator: node.optional("denominator", text),
        notes: node.list_if_any("notes", text),
        classes: node.list_if_any("classes", default_classes),
        blocks: node.list("blocks", block_ref),
    }
}

fn measure_kind(node: &Node<'_>) -> MeasureKind {
    let known = [
        ("count", MeasureKind::Count),
        ("share", MeasureKind::Share),
        ("rate", MeasureKind::Rate),
        ("mean", MeasureKind::Mean),
        ("index", MeasureKind::Index),
        ("median", MeasureKind::Median),
    ];
    node.one_of(MeasureKind::Count, known)
}

fn polarity(node: &Node<'_>) -> Polarity {
    let known = [
        ("high-good", Polarity::HighGood),
        ("low-good", Polarity::LowGood),
        ("neutral", Polarity::Neutral),
    ];
    node.one_of(Polarity::Neutral, known)
}

fn uncertainty(node: &Node<'_>) -> Uncertainty {
    let known = [
        ("none", Uncertainty::None),
        ("binomial", Uncertainty::Binomial),
        ("poisson", Uncertainty::Poisson),
        ("published", Uncertainty::Published),
        ("modelled", Uncertainty::Modelled),
    ];
    node.one_of(Uncertainty::None, known)
}

fn axis(node: &Node<'_>) -> Axis {
    node.object();
    Axis {
        key: node.field("key", text),
        categories: node.list("categories", text),
    }
}

fn period(node: &Node<'_>) -> Period {
    node.object();
    Period {
        key: node.field("key", text),
        kind: node.field("kind", period_kind),
        start: node.field("start", date),
        end: node.field("end", date),
    }
}

fn period_kind(node: &Node<'_>) -> PeriodKind {
    let known = [
        ("date", PeriodKind::Date),
        ("calendar-year", PeriodKind::CalendarYear),
        ("school-year", PeriodKind::SchoolYear),
        ("semester", PeriodKind::Semester),
        ("quarter", PeriodKind::Quarter),
        ("month", PeriodKind::Month),
        ("average", PeriodKind::Average),
    ];
    node.one_of(PeriodKind::Date, known)
}

fn series_break(node: &Node<'_>) -> SeriesBreak {
    node.object();
    SeriesBreak {
        before: node.field("before", text),
        note: node.field("note", text),
    }
}

fn default_classes(node: &Node<'_>) -> DefaultClasses {
    node.object();
    DefaultClasses {
        level: node.field("level", level_ix),
        category: node.field("category", u16),
        method: node.field("method", class_method),
        k: node.field("k", u8),
        bounds: node.list("bounds", i64),
    }
}

fn class_method(node: &Node<'_>) -> ClassMethod {
    let known = ClassMethod::ALL.map(|method| (method.key(), method));
    node.one_of(ClassMethod::Quantile, known)
}
