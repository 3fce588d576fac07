//! Vertices along a Hilbert curve and edges after them, so that what is near on the ground is near in memory.

use super::drawing::{Drawing, Drawn};
use crate::by_key;
use crate::ids::VertexId;
use crate::lonlat::LonLat;

/// Puts vertices in Hilbert order, edges by their ends, and renumbers these.
///
/// # Complexity
/// `O(n log n)`.
///
/// # References
/// Curve by J. Skilling's method as in Wikipedia, "Hilbert curve", `xy2d`, 31 bits a side.
pub(super) fn along_hilbert(drawing: &mut Drawing) {
    let positions = drawing.vertices.iter().map(|vertex| hilbert(vertex.place));
    let order = ascending(positions);
    let mut new = vec![VertexId(0); drawing.vertices.len()];
    for (position, old) in order.iter().enumerate() {
        new[*old] = VertexId::at(position);
    }
    drawing.vertices = order.into_iter().map(|old| drawing.vertices[old]).collect();
    for drawn in &mut drawing.edges {
        drawn.edge.tail = new[drawn.edge.tail.index()];
        drawn.edge.head = new[drawn.edge.head.index()];
    }
    let count = drawing.vertices.len() as u64;
    let ends = |drawn: &Drawn| {
        let (tail, head) = (drawn.edge.tail.0, drawn.edge.head.0);
        u64::from(tail.min(head)) * count + u64::from(tail.max(head))
    };
    let order = ascending(drawing.edges.iter().map(ends));
    drawing.edges = order.into_iter().map(|old| drawing.edges[old].clone()).collect();
}

/// The numbers of keys by ascending key, those of equal keys as they stand. Keys of 2^63 or more, which would come first, need a
/// drawing of three billion vertices.
fn ascending(keys: impl Iterator<Item = u64>) -> Vec<usize> {
    let keys: Vec<i64> = keys.map(|key| key as i64).collect();
    let mut order = Vec::with_capacity(keys.len());
    by_key::visit_sorted(keys.iter().copied().zip(0..), |_, number| order.push(number as usize));
    order
}

/// A place's position along the curve.
fn hilbert(place: LonLat) -> u64 {
    const SIDE: u32 = 1 << 31;
    // Longitudes span 3.6e9 units: shifted to unsigned and halved they fit 31 bits, as do latitudes.
    let mut x = (place.lon.wrapping_sub(i32::MIN) as u32) >> 1;
    let mut y = (place.lat.wrapping_sub(i32::MIN) as u32) >> 1;
    let mut distance = 0_u64;
    let mut half = SIDE >> 1;
    while half > 0 {
        let right = u32::from(x & half > 0);
        let up = u32::from(y & half > 0);
        distance += u64::from(half) * u64::from(half) * u64::from((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                x = (SIDE - 1).wrapping_sub(x) & (SIDE - 1);
                y = (SIDE - 1).wrapping_sub(y) & (SIDE - 1);
            }
            std::mem::swap(&mut x, &mut y);
        }
        half >>= 1;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_ground() {
        // The 64 cells of an 8 x 8 block of the curve's finest squares: each next cell shares a side.
        let mut cells: Vec<(u64, i32, i32)> = (0..8)
            .flat_map(|x| (0..8).map(move |y| (x, y)))
            .map(|(x, y)| (hilbert(LonLat { lon: x * 2, lat: y * 2 }), x, y))
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            assert_eq!(pair[1].0, pair[0].0 + 1);
            assert_eq!((pair[1].1 - pair[0].1).abs() + (pair[1].2 - pair[0].2).abs(), 1);
        }
    }
}
