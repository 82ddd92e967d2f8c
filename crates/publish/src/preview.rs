//! The static first picture: the default view, painted natively by the engine that the browser runs.

use teilraum::atlas::{Atlas, SupplyError};
use teilraum::scene::{Caption, SceneError};

use crate::bundle::Bundle;

/// Size of the picture in pixels; it scales, being vectors.
const SIZE_PX: (u32, u32) = (400, 500);
/// How far borders may lie from where they are: less than their own width.
const TOLERANCE_PX: f64 = 1.4;

/// The interface's words by language: what the engine says comes from the same catalogues everywhere.
const MESSAGES: [(&str, &[u8]); 4] = [
    (
        "messages/de",
        include_bytes!("../../../www/messages/de.json"),
    ),
    (
        "messages/en",
        include_bytes!("../../../www/messages/en.json"),
    ),
    (
        "messages/kinds/de",
        include_bytes!("../../../www/messages/kinds/de.json"),
    ),
    (
        "messages/kinds/en",
        include_bytes!("../../../www/messages/kinds/en.json"),
    ),
];

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The engine refuses a file of the bundle.
    #[error(transparent)]
    Supply(#[from] SupplyError),
    /// A file that the view needs is not there.
    #[error("the view needs {0}, which neither the bundle nor the interface has")]
    Missing(String),
    /// The engine cannot draw it.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// The default view has no map.
    #[error(
        "default_level: expected a level that is drawn, found `{level}`, which no [[geometry]] draws; \
         name another level, or give it outlines there (`levels`, `dissolve`, `serves`)"
    )]
    NoMap {
        /// Key of the default level.
        level: String,
    },
}

/// The default view of `bundle` in `language` as SVG, with its title and words.
///
/// # Errors
/// [`PreviewError`] if the engine cannot open or draw the default view.
pub fn preview(bundle: &Bundle, language: &str) -> Result<String, PreviewError> {
    let mut atlas = open(language, |path| bundle.files.get(path).map(<[u8]>::to_vec))?;
    let answer = atlas.answer();
    let notice = atlas.menu().notice;
    let map = atlas.map_mut();
    map.resize(SIZE_PX.0, SIZE_PX.1, 1.0);
    map.paint()?;
    let caption = Caption {
        title: answer.heading.title,
        desc: [answer.words.join(" "), notice].join(" ").trim().to_owned(),
        steps_per_px: 1,
        tolerance_px: TOLERANCE_PX,
        // They would be half of the file; the map that replaces the picture has them.
        area_lines: false,
        // So would land around the areas be.
        context: false,
    };
    map.svg(&caption)?.ok_or_else(|| PreviewError::NoMap {
        level: bundle.catalogue.default_level.clone(),
    })
}

/// The default view in `language`, of a bundle whose files `read` gives by path.
///
/// # Errors
/// A file that is missing or damaged.
pub fn open(language: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> Result<Atlas, PreviewError> {
    let mut atlas = Atlas::new(language);
    feed(&mut atlas, read)?;
    Ok(atlas)
}

/// Gives `atlas` everything it misses: the interface's words, and files of the bundle, which `read`
/// gives by path. Then lets it finish its work.
///
/// # Errors
/// A file that is missing or damaged.
pub fn feed(atlas: &mut Atlas, read: impl Fn(&str) -> Option<Vec<u8>>) -> Result<(), PreviewError> {
    loop {
        let missing = atlas.missing();
        if missing.is_empty() {
            break;
        }
        for path in missing {
            let of_interface = MESSAGES.iter().find(|(name, _)| *name == path);
            let bytes = of_interface.map(|(_, bytes)| bytes.to_vec());
            let bytes = bytes.or_else(|| read(&path));
            atlas.supply(&path, &bytes.ok_or(PreviewError::Missing(path.clone()))?)?;
        }
    }
    while atlas.work() {}
    Ok(())
}
