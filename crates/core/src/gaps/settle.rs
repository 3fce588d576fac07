//! What would settle an undetermined verdict: a gate on one side, that nobody has mapped.

use std::fmt;

use super::Verdict;
use crate::lonlat::{Frame, LonLat};
use crate::place::{Compound, Dwelling};
use crate::reach::DwellingWalk;

/// What would settle an undetermined verdict: knowing that there is a gate on this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Settling {
    /// The side of the compound that the short walks leave by.
    pub side: Side,
    /// The verdict with a gate there.
    pub verdict: Verdict,
}

/// A side of a compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Side {
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
}

impl Side {
    /// Clockwise from north, an eighth of a turn each.
    const CLOCKWISE: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    /// The side that lies `east` and `north` metres from the middle, as its position clockwise.
    fn eighths(east: f64, north: f64) -> usize {
        let eighths = (east.atan2(north).to_degrees() / 45.0).round() as i64;
        eighths.rem_euclid(8) as usize
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::North => "north",
            Self::NorthEast => "north-east",
            Self::East => "east",
            Self::SouthEast => "south-east",
            Self::South => "south",
            Self::SouthWest => "south-west",
            Self::West => "west",
            Self::NorthWest => "north-west",
        })
    }
}

/// The side by which most dwellings that are only possibly within the limit get there; `None` where there is none.
pub(super) fn settling<'a>(
    compound: &Compound,
    only_possibly: impl Iterator<Item = (&'a Dwelling, DwellingWalk)>,
    verdict: Verdict,
) -> Option<Settling> {
    let frame = Frame::around(compound.place);
    let way_in = |(dwelling, walk): (&Dwelling, DwellingWalk)| -> Option<LonLat> {
        walk.low_way_in.or_else(|| dwelling.links.first().map(|link| link.at))
    };
    // The side most of them leave by; the first clockwise from north among equals.
    let mut weights = [0.0; Side::CLOCKWISE.len()];
    for possible in only_possibly {
        let Some(place) = way_in(possible) else { continue };
        let from_middle = frame.to_metres(place);
        weights[Side::eighths(from_middle.x, from_middle.y)] += possible.0.weight;
    }
    let heaviest = weights.iter().copied().fold(0.0, f64::max);
    let side = Side::CLOCKWISE
        .into_iter()
        .zip(weights)
        .find(|(_, weight)| *weight >= heaviest && heaviest > 0.0)?;
    Some(Settling { side: side.0, verdict })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_go_clockwise_from_north() {
        for (east, north, side) in [
            (0.0, 1.0, Side::North),
            (1.0, 1.0, Side::NorthEast),
            (1.0, 0.1, Side::East),
            (0.1, -1.0, Side::South),
            (-1.0, -1.0, Side::SouthWest),
            (-1.0, 0.0, Side::West),
            (-0.2, 1.0, Side::North),
        ] {
            assert_eq!(Side::CLOCKWISE[Side::eighths(east, north)], side, "{east} {north}");
        }
    }
}
