//! Composite indices and how sure their ranks are (`composite.*`).
//!
//! [`Prepared`] brings the indicators onto a common scale once; its [`scores`](Prepared::scores) are
//! then cheap for any weights, and [`ranks`] orders them. How much the ranks hang on the weights say
//! [`rank_sensitivity`] and [`RankMonteCarlo`]. [`pca`] takes the weights from the data. [`gisd`] and
//! [`mss`] are two published schemes.
//!
//! ```
//! use teilraum::stats::composite::{Aggregate, Indicator, Missing, Prepared, Scale, ranks};
//! let jobless = [Some(4.0), Some(8.0), Some(6.0)];
//! let income = [Some(30.0), Some(10.0), Some(10.0)];
//! let indicators = [Indicator::up(&jobless), Indicator::down(&income)];
//! let prepared = Prepared::new(&indicators, Scale::MinMax, Aggregate::Arithmetic)?;
//! let scores = prepared.scores(&[1.0, 1.0], Missing::Refuse)?;
//! assert_eq!(scores, [0.0, 100.0, 75.0].map(Some));
//! assert_eq!(ranks(&scores), [3, 1, 2].map(Some));
//! # Ok::<(), teilraum::stats::Reason>(())
//! ```

mod eigen;
mod gisd;
mod index;
mod mss;
mod pca;
mod rank;
mod rank_montecarlo;
mod rank_sensitivity;

pub use gisd::{Gisd, Ntiles, gisd, left_closed};
pub use index::{Aggregate, Indicator, Missing, Prepared, Scale};
pub use mss::{Mss, mss};
pub use pca::{Pca, pca};
pub use rank::ranks;
pub use rank_montecarlo::{RankMonteCarlo, RankSpread, rank_montecarlo};
pub use rank_sensitivity::{RankSensitivity, rank_sensitivity};
