//! Ways across squares, thinned out: a square is crossed from everywhere to everywhere, a few of these ways show its ground.

use std::collections::BTreeSet;

use geo::Coord;

use super::Stretch;
use super::lines::line_in_metres;
use crate::lonlat::Frame;
use crate::network::{Network, SQUARE};

/// Squares are looked at in cells of this side, metres: less than the ground beside a street is wide, so that one way across a cell
/// shows all of it.
const CELL_M: f64 = 10.0;

/// A stretch and its line in metres.
pub(super) struct Drawn {
    pub(super) stretch: Stretch,
    pub(super) places: Vec<Coord<f64>>,
}

/// Cells of squares that ways already drawn go through, by square.
#[derive(Default)]
pub(super) struct Squares {
    crossed: BTreeSet<(u32, i32, i32)>,
}

impl Squares {
    /// Draws stretches, by edge; of those across squares only such as go through a cell that none before went through, longer ones
    /// first.
    pub(super) fn sparse(&mut self, network: &Network, frame: &Frame, stretches: Vec<Stretch>) -> Vec<Drawn> {
        let drawn = stretches.into_iter().map(|stretch| Drawn {
            places: line_in_metres(network, frame, &stretch),
            stretch,
        });
        let (mut across, mut all): (Vec<Drawn>, Vec<Drawn>) =
            drawn.partition(|line| is_across_square(network, &line.stretch));
        across.sort_by_key(|line| (std::cmp::Reverse(line.stretch.length()), line.stretch));
        across.retain(|line| self.cross(network.edge(line.stretch.edge).way, &line.places));
        all.extend(across);
        all.sort_unstable_by_key(|line| line.stretch);
        all
    }

    /// Marks the cells along a line; whether any was not marked yet.
    fn cross(&mut self, square: u32, line: &[Coord<f64>]) -> bool {
        let mut is_new = false;
        for pair in line.windows(2) {
            let run = pair[1] - pair[0];
            let steps = (2.0 * run.x.hypot(run.y) / CELL_M).ceil().max(1.0) as u32;
            for step in 0..=steps {
                let place = pair[0] + run * (f64::from(step) / f64::from(steps));
                let cell = |metres: f64| (metres / CELL_M).floor() as i32;
                is_new |= self.crossed.insert((square, cell(place.x), cell(place.y)));
            }
        }
        is_new
    }
}

/// Whether a stretch leads across a square, not along a street.
pub(crate) fn is_across_square(network: &Network, stretch: &Stretch) -> bool {
    network.way(stretch.edge).class == SQUARE
}
