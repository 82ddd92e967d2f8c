//! Who neighbours whom, autocorrelation, hot spots, smoothing (`weights.*`, `spatial.*`, `smooth.*`).
//!
//! [`Weights`] say who counts as a neighbour, and how much; they come from the published lists of
//! the topology, from [`knn`], or from [`contiguity`](crate::geom::contiguity) of polygons.
//! [`moran`] asks whether neighbours resemble each other on the whole, [`moran_local`] and
//! [`gi_star`] where they do, [`eb_global`] and [`eb_local`] calm the rates of small areas.
//!
//! # Permutation tests
//!
//! The local tests ask for every area: if its neighbours were any other areas, how often would
//! their sum be as large? That is R draws of k areas out of the other n − 1 *for each area*, k being
//! its number of neighbours. One run of draws serves all areas at once. A draw is a random sequence
//! of different areas, as long as the longest list of neighbours plus one; an area with k
//! neighbours takes the first k of the sequence **with itself left out**. Leaving one fixed element
//! out of a random sequence without repetition leaves a random sequence without repetition of the
//! others, so every area gets exactly the draws the definition asks for; that the areas share them
//! makes no single p any less exact (their counts were never independent of each other anyway).
//!
//! The work per draw then hardly depends on n: its sums for each number of neighbours are looked up
//! among the sorted sums observed in areas of that many neighbours, as if no area were drawn
//! itself, and the few areas that are in the sequence are corrected one by one. 220,000 draws for
//! 11,000 areas become some 10 million simple operations instead of 15 thousand million. Nothing
//! but counts is kept. Rows of unequal weights take the plain way, area by area.

mod centred;
mod conditional;
mod eb;
mod eb_global;
mod eb_local;
mod gi_star;
mod kd_tree;
mod knn;
mod moran;
mod moran_local;
mod permutations;
mod weights;
mod weights_error;

pub use eb_global::{Smoothed, eb_global};
pub use eb_local::eb_local;
pub use gi_star::{GiStar, GiStarJob, HotSpot, Spot, gi_star};
pub use knn::{KnnJob, Metric, Nearest, knn};
pub use moran::{Moment, Moran, MoranJob, moran};
pub use moran_local::{LocalArea, LocalMoran, MoranLocalJob, Quadrant, moran_local};
pub use permutations::Permutations;
pub use weights::{Sums, Weights};
pub use weights_error::WeightsError;
