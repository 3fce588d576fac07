//! A part of the city with metres of its own, and what is drawn over and over: compounds, gates, facilities, answers.

use super::Draft;
use crate::answers::{Answer, Mode};
use crate::candidates::Room;

/// Both modes, for answers that do not hang on gates.
pub(super) const BOTH: &[Mode] = &[Mode::Open, Mode::Gated];
/// Only where everybody may walk everywhere.
pub(super) const OPEN: &[Mode] = &[Mode::Open];
/// Only by the exact rule.
pub(super) const GATED: &[Mode] = &[Mode::Gated];

/// A part of the city: `u` metres east of its corner, `v` metres north (or south, on the southern outskirts).
pub(super) struct Cell<'a> {
    draft: &'a mut Draft,
    scene: &'static str,
    corner: (f64, f64),
    up: f64,
}

/// A rectangle: west, south, east, north, in a cell's metres.
pub(super) type Rectangle = [f64; 4];

impl<'a> Cell<'a> {
    pub(super) fn new(draft: &'a mut Draft, scene: &'static str, corner: (f64, f64), up: f64) -> Self {
        Self {
            draft,
            scene,
            corner,
            up,
        }
    }

    fn world(&self, (u, v): (f64, f64)) -> (f64, f64) {
        (self.corner.0 + u, self.corner.1 + self.up * v)
    }

    /// A way that joins whatever else has a corner, an end or a gate on it.
    pub(super) fn line(&mut self, places: &[(f64, f64)], tags: &str) {
        let places: Vec<(f64, f64)> = places.iter().map(|place| self.world(*place)).collect();
        self.draft.line(&places, tags);
    }

    /// A node that lines through it share.
    pub(super) fn joint(&mut self, place: (f64, f64), tags: &str) -> i64 {
        let (x, y) = self.world(place);
        self.draft.joints.push((x, y));
        self.draft.scene.tagged(x, y, tags)
    }

    /// A node of its own, shared with nothing.
    pub(super) fn lone(&mut self, place: (f64, f64), tags: &str) -> i64 {
        let (x, y) = self.world(place);
        let id = self.draft.scene.lone_node(x, y);
        self.draft.scene.tag_node(id, tags);
        id
    }

    /// A room where a facility could stand.
    pub(super) fn room(&mut self, place: (f64, f64), room: Room) {
        let place = self.degrees(place);
        self.draft.rooms.push(Room { place, ..room });
    }

    /// Adds tags to a node.
    pub(super) fn tag(&mut self, node: i64, tags: &str) {
        self.draft.scene.tag_node(node, tags);
    }

    /// A node exactly so many metres from another, to 0.05 mm, roughly that way; and its place in 1e-7 degrees.
    pub(super) fn exactly(&mut self, from: (i32, i32), toward: (f64, f64), metres: f64) -> (i64, (i32, i32)) {
        let place = exact_place(from, (toward.0, toward.1 * self.up), metres);
        (self.draft.scene.node_at(place), place)
    }

    /// A place in 1e-7 degrees.
    pub(super) fn degrees(&self, place: (f64, f64)) -> (i32, i32) {
        let (x, y) = self.world(place);
        self.draft.scene.place(x, y)
    }

    /// A way of these nodes.
    pub(super) fn way_of(&mut self, refs: &[i64], tags: &str) -> i64 {
        self.draft.scene.way_of(refs, tags)
    }

    /// A way along these places, sharing nodes only with what is drawn at them.
    pub(super) fn way(&mut self, places: &[(f64, f64)], tags: &str) -> i64 {
        let places: Vec<(f64, f64)> = places.iter().map(|place| self.world(*place)).collect();
        self.draft.scene.way(&places, tags)
    }

    /// A rectangle's outline through the places given on its sides, closed.
    pub(super) fn ring(&mut self, rectangle: Rectangle, on_sides: &[(f64, f64)], tags: &str) -> i64 {
        let [west, south, east, north] = rectangle;
        let corners = [
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ];
        let places = super::with_joints(&corners, on_sides);
        self.way(&places, tags)
    }

    /// A relation of ways with roles.
    pub(super) fn relation(&mut self, ways: &[(i64, &str)], tags: &str) {
        self.draft.scene.relation(ways, tags);
    }

    /// A compound's outline, nothing more.
    pub(super) fn outline(&mut self, name: &str, rectangle: Rectangle) {
        self.ring(rectangle, &[], &format!("landuse=residential, name={name}"));
    }

    /// A compound with a wall all round and gates in it.
    pub(super) fn walled(&mut self, name: &str, rectangle: Rectangle, gates: &[(f64, f64)]) {
        for gate in gates {
            self.joint(*gate, "barrier=gate");
        }
        self.ring(rectangle, gates, &format!("landuse=residential, name={name}"));
        self.ring(rectangle, gates, "barrier=wall");
    }

    /// A residential building in the middle of which people live.
    pub(super) fn home(&mut self, place: (f64, f64), flats: u32) {
        let middle = self.degrees(place);
        self.home_at(middle, flats);
    }

    /// The same at a place in 1e-7 degrees.
    pub(super) fn home_at(&mut self, middle: (i32, i32), flats: u32) {
        let tags = format!("building=apartments, building:flats={flats}");
        self.draft.scene.building(middle, &tags);
    }

    /// The usual compound: walled, 80 m wide, its gate 20 m off a street that runs east-west, one building 50 m from the street.
    /// `side` is 1 where it lies on the side of growing `v`, else -1.
    pub(super) fn compound_on_street(&mut self, name: &str, u: f64, street_v: f64, side: f64) {
        let at = |metres: f64| street_v + side * metres;
        let (near, far) = (at(20.0), at(120.0));
        let rectangle = [u - 40.0, near.min(far), u + 40.0, near.max(far)];
        self.walled(name, rectangle, &[(u, near)]);
        self.line(&[(u, street_v), (u, at(80.0))], "highway=service, service=driveway");
        self.home((u, at(50.0)), 40);
    }

    /// A nursing home as a node of its own.
    pub(super) fn facility(&mut self, name: &str, place: (f64, f64)) {
        let tags = "amenity=social_facility, social_facility=nursing_home, social_facility:for=senior";
        self.lone(place, &format!("{tags}, name={name}"));
    }

    /// A compound within the limit: metres and seconds walked by its median dwelling.
    pub(super) fn served(&mut self, modes: &[Mode], compound: &str, facility: &str, walk: (f64, f64), how: &str) {
        self.answer(modes, compound, Some(facility), Some(walk), ("served", None), how);
    }

    /// A compound outside the limit, and why.
    pub(super) fn gap(
        &mut self,
        modes: &[Mode],
        compound: &str,
        facility: &str,
        walk: (f64, f64),
        reason: &str,
        how: &str,
    ) {
        self.answer(modes, compound, Some(facility), Some(walk), ("gap", Some(reason)), how);
    }

    /// Any other answer.
    pub(super) fn answer(
        &mut self,
        modes: &[Mode],
        compound: &str,
        facility: Option<&str>,
        walk: Option<(f64, f64)>,
        (verdict, reason): (&str, Option<&str>),
        how: &str,
    ) {
        for mode in modes {
            self.draft.answers.push(Answer {
                scene: self.scene.to_owned(),
                compound: compound.to_owned(),
                facility: facility.map(str::to_owned),
                mode: *mode,
                metres: walk.map(|walk| walk.0),
                seconds: walk.map(|walk| walk.1),
                verdict: verdict.to_owned(),
                reason: reason.map(str::to_owned),
                how: how.to_owned(),
            });
        }
    }
}

/// Coordinates are whole 1e-7 degrees, 9 to 11 mm: so the place is sought a little aside, where the length comes out right.
fn exact_place(from: (i32, i32), toward: (f64, f64), metres: f64) -> (i32, i32) {
    let (per_lon, per_lat) = crate::scene::metres_per_degree(f64::from(from.1) / 1e7);
    let units = |east: f64, north: f64| {
        (
            (east / per_lon * 1e7).round() as i32,
            (north / per_lat * 1e7).round() as i32,
        )
    };
    let length = toward.0.hypot(toward.1);
    let (east, north) = (toward.0 / length, toward.1 / length);
    let error = |place: (i32, i32)| (crate::scene::distance_m(from, place) - metres).abs();
    let mut best = from;
    for aside in 0..400 {
        let aside_m = f64::from(aside) / 100.0;
        let along_m = (metres * metres - aside_m * aside_m).sqrt();
        let (lon, lat) = units(east * along_m - north * aside_m, north * along_m + east * aside_m);
        for (d_lon, d_lat) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)] {
            let place = (from.0 + lon + d_lon, from.1 + lat + d_lat);
            if error(place) < error(best) {
                best = place;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_places_are_exact() {
        for (toward, metres) in [
            ((1.0, 0.0), 500.0),
            ((0.0, -1.0), 300.1),
            ((0.0, 1.0), 100.0),
            ((-1.0, 0.0), 800.0),
        ] {
            let from = (1_150_000_000, 329_900_000);
            let found = crate::scene::distance_m(from, exact_place(from, toward, metres));
            assert!((found - metres).abs() < 5e-5, "{found} is not {metres}");
        }
    }
}
