//! The reason of what is not served: what holds most of the weight outside the limit.

use rstar::{AABB, RTree};

use super::Reason;
use super::weights::Weights;
use crate::lonlat::{Frame, LonLat};
use crate::options::Circle;
use crate::place::{Compound, Facility};

/// The box searched is this much larger than the distance asked for, so that no door is lost to the flat frame; doors in it
/// are then measured exactly.
const BOX_MARGIN: f64 = 1.01;

/// The doors of the facilities that count for a circle, for questions in a straight line.
#[derive(Clone, Debug)]
pub(super) struct Doors {
    tree: RTree<[f64; 2]>,
}

impl Doors {
    /// The doors of the facilities that the circle takes.
    ///
    /// # Complexity
    /// `O(n log n)` in the facilities.
    pub(super) fn of(facilities: &[Facility], circle: &Circle) -> Self {
        let doors = facilities
            .iter()
            .filter(|facility| facility.counts_in(circle))
            .map(|facility| degrees(facility.door))
            .collect();
        Self {
            tree: RTree::bulk_load(doors),
        }
    }

    /// Whether no facility counts.
    pub(super) fn is_empty(&self) -> bool {
        self.tree.size() == 0
    }

    /// Whether a door lies within this many straight metres of a place.
    ///
    /// # Complexity
    /// `O(log n)` and the doors in a box around the place.
    pub(super) fn any_within(&self, place: LonLat, metres: f64) -> bool {
        let (lon, lat) = Frame::around(place).degrees_for(metres * BOX_MARGIN);
        let [x, y] = degrees(place);
        let around = AABB::from_corners([x - lon, y - lat], [x + lon, y + lat]);
        self.tree
            .locate_in_envelope(around)
            .filter_map(|door| LonLat::from_degrees(door[0], door[1]))
            .any(|door| door.distance_m(place) <= metres)
    }
}

fn degrees(place: LonLat) -> [f64; 2] {
    [place.lon_degrees(), place.lat_degrees()]
}

/// Why the dwellings outside the limit are outside: each is off the network (no link), behind a barrier (a door lies within
/// `straight_limit_m`, yet the walk is too long) or far; the reason that holds most of their weight is given, the first named
/// here among equals. `None` where no dwelling is outside.
pub(super) fn reason_outside(
    compound: &Compound,
    weights: &Weights,
    doors: &Doors,
    straight_limit_m: f64,
    outside: impl Fn(usize) -> bool,
) -> Option<Reason> {
    let mut held = [
        (Reason::OffNetwork, None),
        (Reason::Barrier, None),
        (Reason::Far, None::<f64>),
    ];
    for (index, dwelling) in compound
        .dwellings
        .iter()
        .enumerate()
        .filter(|(index, _)| outside(*index))
    {
        let reason = if dwelling.links.is_empty() {
            Reason::OffNetwork
        } else if doors.any_within(dwelling.place, straight_limit_m) {
            Reason::Barrier
        } else {
            Reason::Far
        };
        for (_, weight) in held.iter_mut().filter(|(one, _)| *one == reason) {
            *weight = Some(weight.unwrap_or(0.0) + weights.get(index));
        }
    }
    held.into_iter()
        .filter_map(|(reason, weight)| Some((reason, weight?)))
        .reduce(|most, next| if next.1 > most.1 { next } else { most })
        .map(|(reason, _)| reason)
}
