//! Compounds and facilities placed from drawn extracts; answers worked out by hand, in metres.

mod compounds;
mod dwellings;
mod entered;
mod facilities;
mod kit;
mod real;
mod user_lists;
mod walls;
