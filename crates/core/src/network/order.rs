//! Vertices along a Hilbert curve and edges after them, so that what is near on the ground is near in memory.

use super::graph::{EdgeDraft, VertexDraft};
use crate::ids::VertexId;
use crate::lonlat::LonLat;

/// Puts vertices in Hilbert order, edges by their tail, and renumbers the ends.
///
/// # Complexity
/// `O(n log n)`.
///
/// # References
/// Curve by J. Skilling's method as in Wikipedia, "Hilbert curve", `xy2d`, 31 bits a side.
pub(super) fn along_hilbert(vertices: &[VertexDraft], mut edges: Vec<EdgeDraft>) -> (Vec<VertexDraft>, Vec<EdgeDraft>) {
    let numbers = 0..vertices.len() as u32;
    let mut order: Vec<(u64, u32)> = vertices
        .iter()
        .map(|vertex| hilbert(vertex.place))
        .zip(numbers)
        .collect();
    order.sort_unstable();
    let mut new = vec![VertexId(0); vertices.len()];
    for (position, (_, old)) in order.iter().enumerate() {
        new[*old as usize] = VertexId::at(position);
    }
    for draft in &mut edges {
        draft.edge.tail = new[draft.edge.tail.index()];
        draft.edge.head = new[draft.edge.head.index()];
    }
    // Stable: parallel edges keep the order of their ways.
    edges.sort_by_cached_key(|draft| {
        (
            draft.edge.tail.min(draft.edge.head),
            draft.edge.tail.max(draft.edge.head),
        )
    });
    (
        order.into_iter().map(|(_, old)| vertices[old as usize]).collect(),
        edges,
    )
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
