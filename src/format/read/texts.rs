//! The words of a language.

use crate::model::{
    AreaName, AtlasText, DefinitionText, IndicatorText, LevelText, SourceText, Texts, UnitText,
};

use super::super::node::{Node, bool, text};

/// All words of one language.
pub(crate) fn texts(node: &Node<'_>) -> Texts {
    node.object();
    Texts {
        language: node.field("language", text),
        atlas: node.field("atlas", atlas),
        themes: node.lookup("themes", text),
        indicators: node.lookup("indicators", indicator),
        units: node.lookup("units", unit),
        levels: node.lookup("levels", level),
        area_kinds: node.lookup("area_kinds", text),
        axes: node.lookup("axes", text),
        categories: node.lookup("categories", text),
        sources: node.lookup("sources", source),
        notes: node.lookup("notes", text),
        facilities: node.or_default("facilities", |node| node.entries(text)),
        area_names: node.or_default("area_names", |node| node.entries(area_name)),
    }
}

fn atlas(node: &Node<'_>) -> AtlasText {
    node.object();
    AtlasText {
        title: node.field("title", text),
        subtitle: node.field("subtitle", text),
        about: node.field("about", text),
        notice: node.or_default("notice", text),
    }
}

fn indicator(node: &Node<'_>) -> IndicatorText {
    node.object();
    IndicatorText {
        title: node.field("title", text),
        short: node.field("short", text),
        meaning: node.field("meaning", text),
        subject: node.field("subject", text),
        plural: node.or_default("plural", bool),
        among: node.or_default("among", text),
    }
}

fn unit(node: &Node<'_>) -> UnitText {
    node.object();
    UnitText {
        symbol: node.field("symbol", text),
        one: node.field("one", text),
        many: node.field("many", text),
        per: node.field("per", text),
        difference: node.or_default("difference", text),
        difference_symbol: node.or_default("difference_symbol", text),
    }
}

fn level(node: &Node<'_>) -> LevelText {
    node.object();
    LevelText {
        one: node.field("one", text),
        many: node.field("many", text),
        many_dative: node.field("many_dative", text),
        menu: node.field("menu", text),
    }
}

fn source(node: &Node<'_>) -> SourceText {
    node.object();
    SourceText {
        attribution: node.field("attribution", text),
        title: node.field("title", text),
    }
}

fn area_name(node: &Node<'_>) -> AreaName {
    node.object();
    AreaName {
        name: node.field("name", text),
        locative: node.field("locative", text),
    }
}

/// The long words of an indicator.
pub(crate) fn definition(node: &Node<'_>) -> DefinitionText {
    node.object();
    DefinitionText {
        definition: node.field("definition", text),
        numerator: node.or_default("numerator", text),
        denominator: node.or_default("denominator", text),
        caution: node.or_default("caution", text),
        easy: node.or_default("easy", text),
        easy_checked_by: node.or_default("easy_checked_by", text),
    }
}
