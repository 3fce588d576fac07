//! Rooms of the fixture city where a facility could stand, and whom each would serve, worked out by hand.

use std::fmt::Write as _;

/// A place where a facility could stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Longitude and latitude, 1e-7 degrees.
    pub place: (i32, i32),
    /// Floor area, m2.
    pub floor_area_m2: u32,
    /// What it costs, in 10,000 yuan.
    pub cost: u32,
    /// Compounds outside the limit today that it would serve on foot.
    pub on_foot: &'static [&'static str],
    /// The same as the crow flies.
    pub straight: &'static [&'static str],
    /// The working.
    pub how: &'static str,
}

/// The rooms as the table of candidates.
pub fn to_csv(rooms: &[Room]) -> String {
    let mut text = String::from("id,name,lon,lat,floor_area_m2,cost,source\n");
    let degrees = |place: i32| format!("{}.{:07}", place / 10_000_000, place % 10_000_000);
    for room in rooms {
        let (lon, lat) = room.place;
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},闲置用房",
            room.id,
            room.name,
            degrees(lon),
            degrees(lat),
            room.floor_area_m2,
            room.cost
        );
    }
    text
}

/// The rooms with whom each would serve.
pub fn to_markdown(rooms: &[Room]) -> String {
    let mut text = String::from(FRONT);
    for room in rooms {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            room.id,
            room.name,
            room.straight.join(", "),
            room.on_foot.join(", "),
            room.how
        );
    }
    text
}

const FRONT: &str = "\
# Where to build next in the fixture city

Rooms that stand idle (`candidates.csv`), and which compounds outside 15 minutes today each would bring within it, as the crow flies
and on foot, by the rules of `ANSWERS.md`. As the crow flies R1 is the best single room: it lies 64 m from the homes of 围墙大院. On foot
it serves nobody, for the wall between has no gate. The best one is R3 or R4, the best two are R3 and R4.

Written by `cargo run -p service-circle-testkit --bin make-fixtures`.

| room | name | as the crow flies | on foot | working |
| --- | --- | --- | --- | --- |
";
