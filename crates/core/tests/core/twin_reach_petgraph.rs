//! The search against petgraph's Dijkstra on the reversed network, and petgraph's own algorithms on the `visit` traits.

use crate::reach_kit::{Dice, Parts};
use petgraph::Direction;
use petgraph::algo::{connected_components, dijkstra, kosaraju_scc, tarjan_scc};
use petgraph::visit::{EdgeRef, IntoEdgeReferences, IntoEdgesDirected, Reversed};
use service_circle_core::ids::{FacilityIndex, VertexId, ZoneId};
use service_circle_core::network::{Arc, Network};
use service_circle_core::reach::{Everywhere, Inside, Reached, Workspace};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

/// Time and length in one number that compares and adds like the pair.
fn packed(time: Milliseconds, length: Millimetres) -> u64 {
    (u64::from(time.0) << 32) + u64::from(length.0)
}

fn cost(arc: Arc) -> u64 {
    packed(arc.time, arc.length)
}

fn random_seeds(dice: &mut Dice, network: &Network) -> Vec<(VertexId, Reached)> {
    (0..dice.within(1, 4))
        .map(|number| {
            let label = Reached {
                time: Milliseconds(dice.below(20)),
                length: Millimetres(dice.below(4)),
                facility: FacilityIndex(number),
            };
            (VertexId(dice.below(network.vertex_count() as u32)), label)
        })
        .collect()
}

/// The least of all seeds' own searches.
fn twin(network: &Network, seeds: &[(VertexId, Reached)], bound: Milliseconds) -> Vec<Option<Reached>> {
    let mut least = vec![None; network.vertex_count()];
    for (vertex, label) in seeds {
        for (from, walked) in dijkstra(Reversed(network), *vertex, None, |edge| cost(*edge.weight())) {
            let whole = walked + packed(label.time, label.length);
            let reached = Reached {
                time: Milliseconds((whole >> 32) as u32),
                length: Millimetres(whole as u32),
                facility: label.facility,
            };
            if reached.time <= bound && least[from.index()].is_none_or(|present| reached < present) {
                least[from.index()] = Some(reached);
            }
        }
    }
    least
}

#[test]
fn search_agrees_with_petgraph_in_used_memory_too() {
    let mut workspace = Workspace::default();
    let mut labelled = 0;
    for seed in 0..4_000 {
        let mut dice = Dice(seed);
        let network = Parts::random(&mut dice, 0, true).network();
        let seeds = random_seeds(&mut dice, &network);
        let bound = Milliseconds(if dice.one_in(2) {
            u32::MAX - 1
        } else {
            dice.within(0, 60)
        });
        // One workspace for all: what an earlier search left must not show, nor how large its network was.
        workspace.search(&network, &Everywhere, seeds.iter().copied(), bound);
        let ours: Vec<_> = (0..network.vertex_count())
            .map(|at| workspace.labels().get(VertexId::at(at)))
            .collect();
        assert_eq!(ours, twin(&network, &seeds, bound), "seed {seed}");
        let mut touched = workspace.touched().to_vec();
        touched.sort_unstable();
        let with_label: Vec<_> = (0..ours.len())
            .filter(|&at| ours[at].is_some())
            .map(VertexId::at)
            .collect();
        assert_eq!(touched, with_label, "seed {seed}: each labelled vertex is touched once");
        labelled += touched.len();
    }
    assert!(labelled > 20_000, "{labelled} labels compared");
}

#[test]
fn inside_a_zone_agrees_with_petgraph_on_that_zone_alone() {
    for seed in 10_000..11_000 {
        let mut dice = Dice(seed);
        let parts = Parts::random(&mut dice, 2, true);
        let network = parts.network();
        let seeds = random_seeds(&mut dice, &network);
        for zone in (0..=2).map(ZoneId) {
            let mut alone = parts.clone();
            alone.edges.retain(|edge| edge.zone == zone);
            let mut workspace = Workspace::default();
            workspace.search(&network, &Inside(zone), seeds.iter().copied(), Milliseconds(u32::MAX));
            let ours: Vec<_> = (0..network.vertex_count())
                .map(|at| workspace.labels().get(VertexId::at(at)))
                .collect();
            assert_eq!(
                ours,
                twin(&alone.network(), &seeds, Milliseconds(u32::MAX)),
                "seed {seed} {zone:?}"
            );
        }
    }
}

#[test]
fn petgraph_sees_every_direction_of_every_edge_once() {
    for seed in 20_000..20_500 {
        let network = Parts::random(&mut Dice(seed), 3, true).network();
        let mut expected = Vec::new();
        for (id, edge) in network.edges() {
            if edge.directions.forward() {
                expected.push((edge.tail, edge.head, id));
            }
            if edge.directions.backward() {
                expected.push((edge.head, edge.tail, id));
            }
        }
        expected.sort_unstable();
        let mut seen: Vec<_> = network
            .edge_references()
            .map(|edge| (edge.source(), edge.target(), edge.id()))
            .collect();
        seen.sort_unstable();
        assert_eq!(seen, expected, "seed {seed}");
        let mut coming: Vec<_> = (0..network.vertex_count())
            .flat_map(|at| (&network).edges_directed(VertexId::at(at), Direction::Incoming))
            .map(|edge| (edge.source(), edge.target(), edge.id()))
            .collect();
        coming.sort_unstable();
        assert_eq!(coming, expected, "seed {seed}");
    }
}

#[test]
fn petgraph_counts_components_as_union_by_hand_does() {
    for seed in 30_000..30_300 {
        let network = Parts::random(&mut Dice(seed), 0, true).network();
        let mut group: Vec<usize> = (0..network.vertex_count()).collect();
        for (_, edge) in network.edges() {
            let (from, to) = (group[edge.tail.index()], group[edge.head.index()]);
            group.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
        }
        group.sort_unstable();
        group.dedup();
        assert_eq!(connected_components(&network), group.len(), "seed {seed}");
        let sizes = |components: Vec<Vec<VertexId>>| {
            let mut sizes: Vec<usize> = components.iter().map(Vec::len).collect();
            sizes.sort_unstable();
            sizes
        };
        assert_eq!(
            sizes(tarjan_scc(&network)),
            sizes(kosaraju_scc(&network)),
            "seed {seed}"
        );
    }
}
