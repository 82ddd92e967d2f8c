//! Colors of classes and looks of cells without a number.
//!
//! [`colors`] gives the fills of `k` classes in a [`Scheme`], [`blend`] those without steps, [`default_scheme`] the one an indicator
//! gets unless somebody chooses, [`bivariate`] those of two indicators at once, [`look_of`] the ground and pattern of a state without a number.
//! [`Oklab`] is the space in which steps look even, [`Deficiency`] shows what readers with a
//! color-vision deficiency see.
//!
//! What holds for every scheme with up to nine classes, tested:
//! - every fill keeps 3:1 to a black and to a #1a1a1a border;
//! - neighboring classes differ by at least 0.04 in OKLab, with up to five classes by 0.075 (0.06
//!   between the pale fills on both sides of a midpoint), for readers with and without a
//!   color-vision deficiency;
//! - lightness falls from class to class, in diverging schemes from the middle outwards, so it
//!   survives greyscale. (The two arms of a diverging scheme look alike in greyscale; class labels
//!   and table tell them apart.)
//!
//! ```
//! use teilraum::color::{Scheme, colors};
//! let fills = colors(Scheme::Lagoon, 3, None);
//! assert_eq!(fills.len(), 3);
//! assert!(fills[0].luminance() > fills[1].luminance());
//! ```

mod bivariate;
mod blend;
mod default_scheme;
mod deficiency;
mod look;
mod oklab;
mod pattern;
mod rgb;
mod scheme;

pub use bivariate::bivariate;
pub use blend::blend;
pub use default_scheme::default_scheme;
pub use deficiency::Deficiency;
pub use look::{Look, ink_on, look_of};
pub use oklab::Oklab;
pub use pattern::Pattern;
pub use rgb::Rgb;
pub use scheme::{Scheme, colors};
