//! Every kind of bundle file: round trips, truncation, altered bytes.

mod damage;
mod round_trip;
mod rules;
mod sample;
