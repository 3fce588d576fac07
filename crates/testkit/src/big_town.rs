//! A made town of any size: crooked blocks, walled compounds with one gate each, nursing homes. Nothing in it is worked out by
//! hand; it shows that results stay small and quick where a town is large.

use crate::osm::OsmData;
use crate::random::Random;
use crate::scene::Scene;

/// Length of a block's side, metres.
const BLOCK_M: f64 = 130.0;
/// How far corners of blocks are moved, metres.
const CROOKED_M: f64 = 14.0;
/// A compound's outline keeps this far off the streets, metres.
const VERGE_M: f64 = 22.0;
/// Every so many streets one is a main street.
const MAIN_EVERY: usize = 6;
/// One nursing home for so many compounds.
const COMPOUNDS_A_HOME: usize = 20;

const FIRST: [&str; 10] = [
    "凤凰", "阳光", "翠竹", "东湖", "锦绣", "和平", "幸福", "金桂", "望江", "朝阳",
];
const SECOND: [&str; 8] = ["花园", "小区", "家园", "新村", "苑", "里", "名邸", "公馆"];

/// A town of `side` by `side` blocks with so many compounds, at most one a block. The same for the same numbers.
pub fn big_town(side: usize, compounds: usize, seed: u64) -> OsmData {
    let mut town = Town {
        scene: Scene::at(104.0, 30.6),
        random: Random::new(seed),
        side,
        corners: Vec::new(),
    };
    town.corners = (0..=side)
        .flat_map(|row| (0..=side).map(move |column| (column as f64 * BLOCK_M, row as f64 * BLOCK_M)))
        .collect();
    for corner in &mut town.corners {
        corner.0 += town.random.between(-CROOKED_M, CROOKED_M).round();
        corner.1 += town.random.between(-CROOKED_M, CROOKED_M).round();
    }
    let mut blocks: Vec<usize> = (0..side * side).collect();
    town.random.shuffle(&mut blocks);
    let (built_up, empty) = blocks.split_at(compounds.min(blocks.len()));
    let mut gates = vec![None; side * side];
    for (number, block) in built_up.iter().enumerate() {
        gates[*block] = Some(town.compound(*block, number));
    }
    for (number, block) in empty.iter().enumerate() {
        town.path(*block, number);
    }
    town.streets(&gates);
    town.homes(compounds / COMPOUNDS_A_HOME);
    let span = side as f64 * BLOCK_M;
    town.scene.bounds((-600.0, -600.0), (span + 600.0, span + 600.0));
    town.scene.to_osm()
}

struct Town {
    scene: Scene,
    random: Random,
    side: usize,
    corners: Vec<(f64, f64)>,
}

impl Town {
    fn corner(&self, column: usize, row: usize) -> (f64, f64) {
        self.corners[row * (self.side + 1) + column]
    }

    /// South-west, south-east, north-east, north-west.
    fn corners_of(&self, block: usize) -> [(f64, f64); 4] {
        let (column, row) = (block % self.side, block / self.side);
        [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(east, north)| self.corner(column + east, row + north))
    }

    /// Draws a compound with its wall, its gate and its own ways; gives the place on the street south of it that they lead to.
    fn compound(&mut self, block: usize, number: usize) -> (f64, f64) {
        let [sw, se, ne, nw] = self.corners_of(block);
        let gate_x = f64::midpoint(sw.0, se.0).round();
        let inset = |corner: (f64, f64), east: f64, north: f64| (corner.0 + east * VERGE_M, corner.1 + north * VERGE_M);
        let (sw, se) = (inset(sw, 1.0, 1.0), inset(se, -1.0, 1.0));
        let (ne, nw) = (inset(ne, -1.0, -1.0), inset(nw, 1.0, -1.0));
        let south = sw.1.max(se.1);
        let gate = (gate_x, south);
        let bend = self.random.between(-4.0, 4.0).round();
        let ring = [
            (sw.0, south),
            gate,
            (se.0, south),
            (se.0 + bend, f64::midpoint(se.1, ne.1).round()),
            ne,
            (f64::midpoint(ne.0, nw.0).round(), ne.1.max(nw.1) - bend.abs()),
            nw,
            (nw.0 - bend, f64::midpoint(sw.1, nw.1).round()),
        ];
        let name = format!(
            "{}{}{}期",
            FIRST[self.random.below(FIRST.len())],
            SECOND[self.random.below(SECOND.len())],
            number + 1
        );
        self.scene
            .area(&ring, &format!("landuse=residential, name={name}, barrier=wall"));
        self.scene.tagged(gate.0, gate.1, "barrier=gate");
        let street = (gate_x, self.street_north(block, gate_x));
        let middle = (gate_x, south + 30.0);
        self.scene.way(&[street, gate, middle], "highway=service");
        self.scene.way(
            &[(gate_x - 25.0, south + 34.0), middle, (gate_x + 25.0, south + 40.0)],
            "highway=service",
        );
        street
    }

    /// How far north the street south of a block runs at some metres east.
    fn street_north(&self, block: usize, east: f64) -> f64 {
        let [sw, se, ..] = self.corners_of(block);
        (sw.1 + (se.1 - sw.1) * (east - sw.0) / (se.0 - sw.0)).round()
    }

    /// A crooked path across an empty block.
    fn path(&mut self, block: usize, number: usize) {
        let corners = self.corners_of(block);
        let (from, to) = if number.is_multiple_of(2) {
            (corners[0], corners[2])
        } else {
            (corners[1], corners[3])
        };
        let middle = (
            f64::midpoint(from.0, to.0) + self.random.between(-15.0, 15.0).round(),
            f64::midpoint(from.1, to.1) + self.random.between(-15.0, 15.0).round(),
        );
        self.scene.way(&[from, middle, to], "highway=footway");
    }

    /// Streets from rim to rim, each one way; those south of compounds pass the places that their gates lead to.
    fn streets(&mut self, gates: &[Option<(f64, f64)>]) {
        for line in 0..=self.side {
            let (class, east_west, north_south) = if line.is_multiple_of(MAIN_EVERY) {
                (
                    "secondary",
                    format!("第{}大道", line + 1),
                    format!("第{}大街", line + 1),
                )
            } else {
                (
                    "residential",
                    format!("东西{}路", line + 1),
                    format!("南北{}路", line + 1),
                )
            };
            let mut row = Vec::new();
            for column in 0..=self.side {
                row.push(self.corner(column, line));
                let block = (line < self.side && column < self.side).then(|| line * self.side + column);
                row.extend(block.and_then(|block| gates[block]));
            }
            self.scene.way(&row, &format!("highway={class}, name={east_west}"));
            let column: Vec<(f64, f64)> = (0..=self.side).map(|row| self.corner(line, row)).collect();
            self.scene.way(&column, &format!("highway={class}, name={north_south}"));
        }
    }

    fn homes(&mut self, count: usize) {
        for number in 0..count {
            let corner = self.corners[self.random.below(self.corners.len())];
            let tags = format!(
                "amenity=social_facility, social_facility=nursing_home, name=第{}养老院",
                number + 1
            );
            self.scene.lone_tagged((corner.0 + 12.0, corner.1 + 9.0), &tags);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_holds_what_is_asked_for_and_is_the_same_again() {
        let town = big_town(12, 40, 3);
        let has = |tags: &[(Vec<u8>, Vec<u8>)], key: &[u8]| tags.iter().any(|tag| tag.0 == key);
        let compounds = town.ways.iter().filter(|way| has(&way.tags, b"landuse")).count();
        let gates = town.nodes.iter().filter(|node| has(&node.tags, b"barrier")).count();
        assert_eq!((compounds, gates), (40, 40));
        assert_eq!(format!("{town:?}"), format!("{:?}", big_town(12, 40, 3)));
    }
}
