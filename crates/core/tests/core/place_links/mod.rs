//! How points join the network: drawn streets with answers worked out by hand, and brute force over random ones.

mod obstacles;
mod scene;
mod snap;
