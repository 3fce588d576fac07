//! The fixture city: every kind of street scene that a walk may meet, each with its answer worked out by hand.
//!
//! The town is a grid of 800 m superblocks, one scene each (`town`); scenes with long walks lie in villages on the outskirts, each at the
//! end of a road of 800 m so that no other scene's facility is nearer (`outskirts`). Ordinary estates fill the town (`estates`).

mod cell;
mod estates;
mod outskirts;
mod town;

use crate::answers::Answer;
use crate::candidates::Room;
use crate::osm::OsmData;
use crate::scene::Scene;
use cell::Cell;

/// The city drawn: its data and its answers.
#[derive(Clone, Debug)]
pub struct City {
    /// What the committed extract holds.
    pub data: OsmData,
    /// What every compound's walk must come to, in the order of the scenes.
    pub answers: Vec<Answer>,
    /// Rooms where a facility could stand.
    pub rooms: Vec<Room>,
}

/// Degrees of the town's south-west corner: farmland in truth.
const ORIGIN: (f64, f64) = (115.0, 33.0);
/// Length of a superblock's side, metres.
const BLOCK_M: f64 = 800.0;
/// The town in superblocks, west to east and south to north.
const TOWN: (usize, usize) = (6, 3);
/// Names of the avenues, west to east.
const AVENUES: [&str; 7] = ["建设大街", "花园路", "人民路", "解放路", "文化路", "胜利路", "光明路"];
/// Names of the cross streets, south to north.
const CROSS_STREETS: [&str; 4] = ["中山大道", "和平路", "长江路", "友谊路"];
/// Where the ring roads run, metres beyond the town's edge; villages lie as far again.
const RING_M: f64 = 800.0;
/// Where roads to villages leave the ring roads, metres east.
const VILLAGES: [f64; 4] = [-600.0, 1400.0, 3400.0, 5400.0];

/// Draws the city. The same every time.
pub fn city() -> City {
    let mut draft = Draft {
        scene: Scene::at(ORIGIN.0, ORIGIN.1),
        lines: Vec::new(),
        joints: Vec::new(),
        answers: Vec::new(),
        rooms: Vec::new(),
    };
    draw_streets(&mut draft);
    town::draw(&mut draft);
    estates::draw(&mut draft);
    outskirts::draw(&mut draft);
    draft.finish()
}

fn draw_streets(draft: &mut Draft) {
    let (width, height) = (TOWN.0 as f64 * BLOCK_M, TOWN.1 as f64 * BLOCK_M);
    for (column, name) in AVENUES.iter().enumerate() {
        let x = column as f64 * BLOCK_M;
        draft.line(&[(x, 0.0), (x, height)], &format!("highway=secondary, name={name}"));
    }
    for (row, name) in CROSS_STREETS.iter().enumerate() {
        let y = row as f64 * BLOCK_M;
        draft.line(&[(0.0, y), (width, y)], &format!("highway=secondary, name={name}"));
    }
    for column in 0..AVENUES.len() {
        for row in 0..CROSS_STREETS.len() {
            draft.joints.push((column as f64 * BLOCK_M, row as f64 * BLOCK_M));
        }
    }
    let [west, .., east] = VILLAGES;
    for (edge, away, ring) in [(height, 1.0, "北环路"), (0.0, -1.0, "南环路")] {
        let (ring_y, village_y) = (edge + away * RING_M, edge + away * 2.0 * RING_M);
        draft.line(
            &[(west, ring_y), (east, ring_y)],
            &format!("highway=primary, name={ring}"),
        );
        for x in [0.0, width / 2.0, width] {
            draft.line(&[(x, edge), (x, ring_y)], "highway=secondary");
        }
        for x in VILLAGES {
            draft.line(&[(x, ring_y), (x, village_y)], "highway=tertiary");
        }
    }
}

/// The city being drawn. Lines become ways at the end, when all junctions on them are known.
struct Draft {
    scene: Scene,
    lines: Vec<(Vec<(f64, f64)>, String)>,
    joints: Vec<(f64, f64)>,
    answers: Vec<Answer>,
    rooms: Vec<Room>,
}

impl Draft {
    /// A line that joins whatever else has a corner, an end or a gate on it.
    fn line(&mut self, places: &[(f64, f64)], tags: &str) {
        self.lines.push((places.to_vec(), tags.to_owned()));
        self.joints.extend_from_slice(places);
    }

    fn town_block(&mut self, scene: &'static str, column: usize, row: usize) -> Cell<'_> {
        let corner = (column as f64 * BLOCK_M, row as f64 * BLOCK_M);
        Cell::new(self, scene, corner, 1.0)
    }

    fn northern_village(&mut self, scene: &'static str, village: usize) -> Cell<'_> {
        let y = TOWN.1 as f64 * BLOCK_M + 2.0 * RING_M;
        Cell::new(self, scene, (VILLAGES[village], y), 1.0)
    }

    fn southern_village(&mut self, scene: &'static str, village: usize) -> Cell<'_> {
        Cell::new(self, scene, (VILLAGES[village], -2.0 * RING_M), -1.0)
    }

    fn finish(mut self) -> City {
        for (places, tags) in std::mem::take(&mut self.lines) {
            let all = with_joints(&places, &self.joints);
            self.scene.way(&all, &tags);
        }
        self.scene.bounds((-1201.0, -2600.0), (6800.0, 5000.0));
        City {
            data: self.scene.to_osm(),
            answers: self.answers,
            rooms: self.rooms,
        }
    }
}

/// A line's places with the joints that lie on it put in.
fn with_joints(places: &[(f64, f64)], joints: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = places.first().copied().into_iter().collect();
    for ends in places.windows(2) {
        let (from, to) = (ends[0], ends[1]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let mut on: Vec<(f64, (f64, f64))> = joints
            .iter()
            .filter_map(|joint| {
                let (x, y) = (joint.0 - from.0, joint.1 - from.1);
                let along = (x * dx + y * dy) / length;
                let off = (x * dy - y * dx) / length;
                (off.abs() < 0.001 && along > 0.001 && along < length - 0.001).then_some((along, *joint))
            })
            .collect();
        on.sort_by(|a, b| a.0.total_cmp(&b.0));
        on.dedup_by(|a, b| (a.0 - b.0).abs() < 0.001);
        all.extend(on.into_iter().map(|(_, joint)| joint));
        all.push(to);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_are_put_in_by_their_order_along_the_line() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let joints = [(10.0, 4.0), (7.0, 0.0), (3.0, 0.0), (3.0, 0.0), (5.0, 5.0), (10.0, 0.0)];
        assert_eq!(
            with_joints(&line, &joints),
            [
                (0.0, 0.0),
                (3.0, 0.0),
                (7.0, 0.0),
                (10.0, 0.0),
                (10.0, 4.0),
                (10.0, 10.0)
            ]
        );
    }

    #[test]
    fn compounds_have_one_name_each_and_every_answer_a_compound() {
        let city = city();
        let name = |tags: &[(Vec<u8>, Vec<u8>)]| {
            let value = |key: &[u8]| tags.iter().find(|tag| tag.0 == key).map(|tag| tag.1.clone());
            value(b"landuse").and_then(|_| value(b"name"))
        };
        let ways = city.data.ways.iter().filter_map(|way| name(&way.tags));
        let mut names: Vec<Vec<u8>> = ways
            .chain(city.data.relations.iter().filter_map(|relation| name(&relation.tags)))
            .collect();
        names.sort();
        let mut answered: Vec<Vec<u8>> = city
            .answers
            .iter()
            .map(|answer| answer.compound.clone().into_bytes())
            .collect();
        answered.sort();
        let twice: Vec<Vec<u8>> = names.iter().flat_map(|name| [name.clone(), name.clone()]).collect();
        assert_eq!(answered, twice, "one answer a mode for each compound");
    }
}
