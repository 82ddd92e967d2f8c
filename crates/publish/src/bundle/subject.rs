//! What a download is about, by its path.

use teilraum::model::{Indicator, IndicatorIx};

use super::{csv, excel, tables};
use crate::content::Content;

/// What a download is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The plain table of an indicator.
    Plain(IndicatorIx, &'a Indicator),
    /// The table of an indicator for Excel, or a part of it.
    Excel(IndicatorIx, &'a Indicator),
    /// The list of areas.
    Areas,
    /// The list of periods.
    Periods,
    /// Something else, such as outlines.
    Other,
}

impl<'a> Subject<'a> {
    /// What the download at `path` is about.
    #[must_use]
    pub fn of(content: &'a Content, path: &str) -> Self {
        match path {
            tables::AREAS => return Self::Areas,
            tables::PERIODS => return Self::Periods,
            _ => {}
        }
        let Some((folder, name)) = path.split_once('/') else {
            return Self::Other;
        };
        let named = |name: &str| {
            let mut all = (0..).map(IndicatorIx).zip(&content.indicators);
            all.find(|(_, indicator)| indicator.key == name)
        };
        let name = name.strip_suffix(".csv").unwrap_or_default();
        let whole = || name.rsplit_once('-').and_then(|(name, _)| named(name));
        match folder {
            csv::FOLDER => named(name).map(|(ix, one)| Self::Plain(ix, one)),
            excel::FOLDER => named(name)
                .or_else(whole)
                .map(|(ix, one)| Self::Excel(ix, one)),
            _ => None,
        }
        .unwrap_or(Self::Other)
    }

    /// The indicator, where it is one's table.
    #[must_use]
    pub fn indicator(self) -> Option<&'a Indicator> {
        match self {
            Self::Plain(_, indicator) | Self::Excel(_, indicator) => Some(indicator),
            _ => None,
        }
    }
}
