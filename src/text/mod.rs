//! Words and numbers as readers see them.
//!
//! [`NumberFormat`] is the only place that turns a published number into text, [`class_label`] the
//! only one that names a class, [`period_label`] the only one that names a period. [`Messages`] holds
//! the sentences of one language and fills in their arguments. [`collation_key`] sorts names the way
//! people look them up, [`fold`] makes search forgiving. [`advance`] knows how wide a text is.
//!
//! Text is never markup: what comes out is set as text by whoever shows it.
//!
//! ```
//! use teilraum::model::Scaled;
//! use teilraum::text::{Language, NumberFormat};
//! let german = NumberFormat::new(Language::De);
//! assert_eq!(german.number(Scaled { units: -123, decimals: 1 }), "−12,3");
//! ```

pub mod advance;
mod class_label;
mod collate;
pub mod csv;
mod fold;
mod language;
mod letter;
mod message;
mod number;
mod period_label;
mod template;

pub use class_label::{class_label, range};
pub use collate::{CollationKey, collation_key};
pub use fold::fold;
pub use language::Language;
pub use message::{Arg, MessageError, Messages};
pub use number::{Grouping, NumberFormat, Separator, plain};
pub use period_label::{long_date, period_label, period_tick, short_date};
pub use template::TemplateError;
