//! The published files that hold a view: its indicator's values, the outlines of its level, and what
//! describes all of them.

use crate::model::{Catalogue, DownloadRef, Scaled};
use crate::text::Arg;

use super::super::super::view::View;
use super::FileLink;

/// The list of published files, if the bundle has one.
pub(in crate::atlas) fn wanted(catalogue: &Catalogue) -> Option<String> {
    catalogue.downloads.as_ref().map(|it| it.path.clone())
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Values,
    Excel,
    Outlines,
    Areas,
    Periods,
    Package,
    Directory,
}

impl Use {
    const fn key(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Excel => "excel",
            Self::Outlines => "outlines",
            Self::Areas => "areas",
            Self::Periods => "periods",
            Self::Package => "package",
            Self::Directory => "directory",
        }
    }
}

/// The files that hold what a view shows.
pub(super) fn links(view: &View<'_>) -> Vec<FileLink> {
    let chosen = |file: &DownloadRef| {
        let used = used(&file.path, [&view.indicator.key, &view.level.key])?;
        Some(link(view, file, used))
    };
    view.files.downloads.iter().filter_map(chosen).collect()
}

fn link(view: &View<'_>, file: &DownloadRef, used: Use) -> FileLink {
    let ending = file.path.rsplit('.').next().unwrap_or_default();
    let args = [
        ("use", Arg::Text(used.key())),
        (
            "title",
            Arg::Text(file.title.as_deref().unwrap_or_default()),
        ),
        ("ending", Arg::Text(ending)),
    ];
    FileLink {
        path: file.path.clone(),
        label: view.speaker.say("kind.method.file", &args),
        size: size(view, file.bytes),
    }
}

/// "338 KB", "10,6 MB".
fn size(view: &View<'_>, bytes: u32) -> String {
    let (units, decimals, unit) = match bytes {
        0..1_000_000 => (i64::from(bytes.div_ceil(1_000)), 0, "KB"),
        _ => (i64::from(bytes / 100_000), 1, "MB"),
    };
    let number = view.speaker.numbers.number(Scaled { units, decimals });
    format!("{number}\u{a0}{unit}")
}

/// What a file is for in a view of this indicator and level; `None` if it is of others.
fn used(path: &str, [indicator, level]: [&str; 2]) -> Option<Use> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let stem = name.split_once('.').map_or(name, |it| it.0);
    match (folder, stem) {
        ("csv", stem) if stem == indicator => Some(Use::Values),
        ("csv-excel", stem) if stem == indicator => Some(Use::Excel),
        ("geojson", stem) if stem == level => Some(Use::Outlines),
        ("", "areas") => Some(Use::Areas),
        ("", "periods") => Some(Use::Periods),
        ("", "datapackage") => Some(Use::Package),
        ("", "dcat") => Some(Use::Directory),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_indicators_and_levels_are_left_out() {
        let used = |path| used(path, ["births", "kreis"]);
        assert_eq!(used("csv/births.csv"), Some(Use::Values));
        assert_eq!(used("csv-excel/births.csv"), Some(Use::Excel));
        assert_eq!(used("csv/births-all.csv"), None);
        assert_eq!(used("geojson/kreis.geojson"), Some(Use::Outlines));
        assert_eq!(used("geojson/land.geojson"), None);
        assert_eq!(used("dcat.jsonld"), Some(Use::Directory));
        assert_eq!(used("facilities/kitas.csv"), None);
    }
}
