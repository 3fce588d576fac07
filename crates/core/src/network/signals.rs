//! Signals to junctions: signals within 30 m of each other make walkers wait once.
//!
//! Whoever passes a junction waits half on the way in and half on the way out, and nothing between two signals of it: once a
//! passage, whichever crossing is taken, and the same both ways.

use petgraph::unionfind::UnionFind;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::lonlat::{Frame, LonLat};

/// The junction of each signal, numbered from 1 in the order of their first signals.
///
/// # Complexity
/// `O(n log n)` for spread-out signals.
pub(super) fn junctions(signals: &[LonLat], cluster_m: f64) -> Vec<u32> {
    let degrees = |place: &LonLat| [place.lon_degrees(), place.lat_degrees()];
    let tree = RTree::bulk_load(
        signals
            .iter()
            .enumerate()
            .map(|(index, place)| GeomWithData::new(degrees(place), index))
            .collect::<Vec<_>>(),
    );
    let mut together = UnionFind::<usize>::new(signals.len());
    for (index, place) in signals.iter().enumerate() {
        let (dx, dy) = Frame::around(*place).degrees_for(cluster_m);
        let [x, y] = degrees(place);
        let near = rstar::AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]);
        for other in tree.locate_in_envelope(near) {
            if place.distance_m(signals[other.data]) <= cluster_m {
                together.union(index, other.data);
            }
        }
    }
    let mut number = vec![0_u32; signals.len()];
    let mut last = 0;
    (0..signals.len())
        .map(|index| {
            let root = together.find(index);
            if number[root] == 0 {
                last += 1;
                number[root] = last;
            }
            number[root]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_near_each_other_are_one_junction() {
        let frame = Frame::around(LonLat::from_degrees(116.0, 40.0).unwrap());
        let at = |x: f64, y: f64| frame.to_place(geo::Coord { x, y });
        // A chain of 25 m steps, one 31 m off the chain's end, and one far away.
        let signals = [
            at(0.0, 0.0),
            at(500.0, 0.0),
            at(25.0, 0.0),
            at(50.0, 0.0),
            at(81.0, 0.0),
        ];
        assert_eq!(junctions(&signals, 30.0), [1, 2, 1, 1, 3]);
    }
}
