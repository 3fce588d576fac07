//! The walk itself, street by street. No predecessors are kept: labels fall by just what an arc takes along a least walk, so
//! it is found again by following them, the lowest edge first.

use crate::ids::{CompoundIndex, EdgeId, VertexId};
use crate::lonlat::LonLat;
use crate::network::{self, Link, Network};
use crate::reach::cut::{Spot, line_between};
use crate::reach::doors::{Door, End, straight_along};
use crate::reach::times::{Start, Times};
use crate::reach::zoned::{Phase, View};
use crate::reach::{Leg, LegKind, Walk};

/// A stretch along one edge.
struct Stretch {
    edge: EdgeId,
    from: Spot,
    to: Spot,
    leg: network::Leg,
}

impl Times<'_> {
    /// The least walk from a dwelling to its facility; its time and length are those told by [`Times::compounds`], and the sum
    /// of its legs.
    ///
    /// `None` where no facility is within the bound, or there is no such dwelling.
    ///
    /// # Complexity
    /// As one compound's search, and linear in the walk.
    pub fn walk(&self, compound: CompoundIndex, dwelling: usize) -> Option<Walk> {
        self.with_view(compound, |view| self.walk_in(view, compound, dwelling))
    }

    fn walk_in(&self, view: View<'_>, compound: CompoundIndex, dwelling: usize) -> Option<Walk> {
        let network = self.question.network;
        let from = self.question.placed.compounds.get(compound.index())?;
        let place = from.dwellings.get(dwelling)?.place;
        let (reached, link, start) = from
            .dwellings
            .get(dwelling)?
            .links
            .iter()
            .flat_map(|link| {
                let starts = self.facilities.starts(network, view, link);
                starts.map(move |(reached, start)| (reached, link, start))
            })
            .min_by_key(|(reached, _, _)| *reached)?;
        let (stretches, door) = match start {
            Start::ToDoor(door) => (vec![straight(network, link, &door)?], door),
            Start::ToEnd(phase, end) => self.along(view, link, phase, end)?,
        };
        let facility = self.question.placed.facilities.get(reached.facility.index())?;
        Some(Walk {
            dwelling,
            facility: reached.facility,
            time: reached.time,
            length: reached.length,
            line: line(network, place, &stretches, facility.door),
            legs: legs(network, link.off, &stretches, door.link.off),
        })
    }

    fn along(&self, view: View<'_>, link: &Link, phase: Phase, end: End) -> Option<(Vec<Stretch>, Door)> {
        let network = self.question.network;
        let mut stretches = vec![Stretch {
            edge: link.edge,
            from: Spot::On(*link),
            to: Spot::End(end),
            leg: end.leg(link),
        }];
        let (mut phase, mut at) = (phase, end.of(network.edge(link.edge)));
        loop {
            if let Some((end, door)) = self.door_at(view, phase, at) {
                stretches.push(Stretch {
                    edge: door.edge,
                    from: Spot::End(end),
                    to: Spot::On(door.link),
                    leg: end.leg(&door.link),
                });
                return Some((stretches, door));
            }
            let (next, arc) = view.next_arc(network, phase, at)?;
            let (from, to) = if network.edge(arc.edge()).tail == at {
                (End::Tail, End::Head)
            } else {
                (End::Head, End::Tail)
            };
            stretches.push(Stretch {
                edge: arc.edge(),
                from: Spot::End(from),
                to: Spot::End(to),
                leg: arc.leg(),
            });
            (phase, at) = (next, arc.to);
        }
    }

    /// The door the label of a vertex leads to along a single edge, where it does.
    fn door_at(&self, view: View<'_>, phase: Phase, at: VertexId) -> Option<(End, Door)> {
        let label = view.label(phase, at)?;
        let facility = self.question.placed.facilities.get(label.facility.index())?;
        self.facilities
            .doors_of(label.facility, &facility.links)
            .find_map(|door| {
                let edge = self.question.network.edge(door.edge);
                let may_end = view.may_end(phase, door.zone, door.admits);
                door.seeds(edge)
                    .find(|&(end, seed)| may_end && end.of(edge) == at && seed == label)
                    .map(|(end, _)| (end, *door))
            })
    }
}

fn straight(network: &Network, link: &Link, door: &Door) -> Option<Stretch> {
    Some(Stretch {
        edge: link.edge,
        from: Spot::On(*link),
        to: Spot::On(door.link),
        leg: straight_along(network.edge(link.edge), link, &door.link)?,
    })
}

fn line(network: &Network, from: LonLat, stretches: &[Stretch], to: LonLat) -> Vec<LonLat> {
    let along = stretches
        .iter()
        .flat_map(|stretch| line_between(network, stretch.edge, &stretch.from, &stretch.to));
    let mut line: Vec<LonLat> = std::iter::once(from).chain(along).chain(std::iter::once(to)).collect();
    line.dedup();
    line
}

/// Legs of one street each: stretches that follow each other on ways of one name and class are one. Legs of nothing are left out.
fn legs(network: &Network, out: network::Leg, stretches: &[Stretch], into: network::Leg) -> Vec<Leg> {
    let mut legs = vec![leg(LegKind::Out, None, out)];
    let mut last = None;
    for stretch in stretches
        .iter()
        .filter(|stretch| stretch.leg != network::Leg::default())
    {
        let way = network.way(stretch.edge);
        let street = Some((way.name.as_deref(), way.class));
        match legs.last_mut() {
            Some(previous) if last == street => {
                previous.time = previous.time.plus(stretch.leg.time);
                previous.length = previous.length.plus(stretch.leg.length);
            }
            _ => legs.push(leg(LegKind::Street(stretch.edge), way.name.as_deref(), stretch.leg)),
        }
        last = street;
    }
    legs.push(leg(LegKind::In, None, into));
    legs.retain(|leg| leg.time.0 > 0 || leg.length.0 > 0);
    legs
}

fn leg(on: LegKind, name: Option<&str>, leg: network::Leg) -> Leg {
    Leg {
        on,
        name: name.map(str::to_owned),
        time: leg.time,
        length: leg.length,
    }
}
