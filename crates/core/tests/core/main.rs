//! What the core must do, in one program: it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

mod accounted;
mod circles;
mod city_answers;
mod compare_settings;
mod damaged_lists;
mod datums;
mod drawn;
mod gaps_verdicts;
mod judged;
mod law_reach;
mod law_reach_walks;
mod law_zones;
mod list_formats;
mod list_layers;
mod list_sheets;
mod place_links;
mod place_stage;
mod quality_grades;
mod reach_kit;
mod read_pbf;
mod read_real;
mod scene_network;
mod site_city;
mod site_streets;
mod squares;
mod table_lists;
mod table_positions;
mod table_reading;
mod twin_network;
mod twin_reach_each;
mod twin_reach_petgraph;
mod twin_reach_zoned;
mod units_edges;
mod units_names;
mod units_roster;
mod units_supply;
mod write_files;
mod write_formats;
mod write_layers;
