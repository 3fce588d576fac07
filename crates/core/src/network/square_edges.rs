//! Squares into the network: their rims, and straight ways across between the vertices where streets meet them.

use geo::{LineString, Polygon};

use super::nodes::Roles;
use super::plot::{Plot, on_foot_both_ways};
use super::squares::{self, RimPoint};
use super::streets::Square;
use crate::extent::Extent;
use crate::ids::{NodeIndex, VertexId};
use crate::lonlat::{Frame, LonLat};
use crate::read::Extract;
use crate::tally::Tally;

/// Class of the straight lines across a square.
pub(crate) const SQUARE: &str = "square";

/// Draws a square's rims and crossings.
pub(super) fn draw(plot: &mut Plot<'_>, extract: &Extract, roles: &Roles, square: &Square<'_>, tally: &mut Tally) {
    let street = on_foot_both_ways(square.street);
    let way = plot.way(square.id, square.name, SQUARE, street);
    for polygon in &square.polygons {
        let rings: Vec<Vec<(NodeIndex, LonLat)>> = polygon.iter().map(|ring| present(extract, ring)).collect();
        let Some((_, origin)) = rings.first().and_then(|outer| outer.first()) else {
            continue;
        };
        let frame = Frame::around(*origin);
        let mut vertices: Vec<VertexId> = Vec::new();
        let mut entries: Vec<RimPoint> = Vec::new();
        for (number, ring) in rings.iter().enumerate() {
            rim(plot, roles, way, ring, street);
            let open = ring.split_last().map_or(&[][..], |(_, open)| open);
            for (index, &(node, place)) in open.iter().enumerate() {
                if roles.get(node).is_vertex() && !roles.get(node).is_blocked() {
                    vertices.push(plot.vertex(node, place));
                    entries.push(RimPoint { ring: number, index });
                }
            }
        }
        let crossings = squares::crossings(&metric(&frame, &rings), &entries);
        if !crossings.complete {
            tally.add("square-too-large-to-cross-exactly", || square.id.to_string());
        }
        vertices.extend(
            crossings
                .corners
                .iter()
                .map(|corner| plot.bare_vertex(frame.to_place(*corner))),
        );
        for (from, to) in crossings.edges {
            plot.straight(way, vertices[from], vertices[to], street);
        }
    }
}

/// The ring's nodes that the file holds, closed again where the first was missing.
fn present(extract: &Extract, ring: &[NodeIndex]) -> Vec<(NodeIndex, LonLat)> {
    let mut nodes: Vec<_> = ring
        .iter()
        .filter_map(|node| Some((*node, extract.nodes.place(*node)?)))
        .collect();
    if nodes.first() != nodes.last() {
        nodes.extend(nodes.first().copied());
    }
    nodes
}

/// Draws a ring as edges between its vertices; a ring that no street meets is drawn from its first node.
fn rim(plot: &mut Plot<'_>, roles: &Roles, way: u32, ring: &[(NodeIndex, LonLat)], street: super::rules::Street) {
    let start = ring
        .iter()
        .position(|(node, _)| roles.get(*node).is_vertex())
        .unwrap_or(0);
    let open = ring.split_last().map_or(&[][..], |(_, open)| open);
    let turned: Vec<NodeIndex> = open[start.min(open.len())..]
        .iter()
        .chain(&open[..start.min(open.len())])
        .map(|(node, _)| *node)
        .collect();
    let closed: Vec<NodeIndex> = turned.iter().chain(turned.first()).copied().collect();
    let around = Extent::of(ring.iter().map(|(_, place)| *place));
    plot.line(way, &closed, around, street);
}

fn metric(frame: &Frame, rings: &[Vec<(NodeIndex, LonLat)>]) -> Polygon<f64> {
    let mut rings = rings.iter().map(|ring| {
        ring.iter()
            .map(|(_, place)| frame.to_metres(*place))
            .collect::<LineString<f64>>()
    });
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect())
}
