//! Which residential compounds lie outside a 15-minute walk of elder care, and why.

#![warn(missing_docs)]

pub mod facility_tags;
pub mod gaps;
pub mod ids;
pub mod lonlat;
pub mod network;
pub mod options;
pub mod place;
pub mod plan;
pub mod quality;
pub mod reach;
pub mod read;
pub mod tally;
pub mod units_of_measure;
pub mod watch;
pub mod write;
