//! Where walks end and start: facilities' doors as seeds of a search, dwellings' links onto its labels.
//!
//! # Units
//! A link's legs to either end and along its edge are each rounded once where the link is made; nothing is rounded here. Two
//! links on one edge are apart by the difference of their `along`, so by at most 1 ms and 1 mm more or less than if that
//! stretch were rounded by itself.

use crate::ids::{EdgeId, FacilityIndex, VertexId, ZoneId};
use crate::network::{Edge, Leg, Link, Network};
use crate::place::Facility;
use crate::reach::Reached;

/// An end of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Tail,
    Head,
}

impl End {
    pub(super) fn of(self, edge: &Edge) -> VertexId {
        match self {
            Self::Tail => edge.tail,
            Self::Head => edge.head,
        }
    }

    pub(super) fn leg(self, link: &Link) -> Leg {
        match self {
            Self::Tail => link.to_tail,
            Self::Head => link.to_head,
        }
    }
}

/// A facility's link: who may come over it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Door {
    pub(super) edge: EdgeId,
    pub(super) zone: ZoneId,
    pub(super) facility: FacilityIndex,
    pub(super) link: Link,
    /// Whether others than the residents of `zone` may come.
    pub(super) admits: bool,
}

/// All doors that count, by edge, then facility.
#[derive(Clone, Debug, Default)]
pub(super) struct Doors(Vec<Door>);

impl Doors {
    /// The doors of the facilities counted; those not in the list are passed over.
    pub(super) fn of(network: &Network, facilities: &[Facility], counted: &[FacilityIndex]) -> Self {
        let mut doors: Vec<Door> = counted
            .iter()
            .filter_map(|&index| Some((index, facilities.get(index.index())?)))
            .flat_map(|(index, facility)| {
                facility.links.iter().map(move |link| Door {
                    edge: link.edge,
                    zone: network.edge(link.edge).zone,
                    facility: index,
                    link: *link,
                    admits: facility.admits_visitors,
                })
            })
            .collect();
        doors.sort_by_key(|door| (door.edge, door.facility));
        Self(doors)
    }

    pub(super) fn all(&self) -> &[Door] {
        &self.0
    }

    pub(super) fn on(&self, edge: EdgeId) -> &[Door] {
        let first = self.0.partition_point(|door| door.edge < edge);
        let count = self.0[first..].partition_point(|door| door.edge == edge);
        &self.0[first..first + count]
    }
}

impl Door {
    /// The ends of its edge from which the door can be walked to, and what is to be walked from there.
    pub(super) fn seeds(&self, edge: &Edge) -> impl Iterator<Item = (End, Reached)> + use<> {
        let tail = edge.directions.forward().then_some(End::Tail);
        let head = edge.directions.backward().then_some(End::Head);
        let (link, arrived) = (self.link, self.arrived());
        tail.into_iter()
            .chain(head)
            .map(move |end| (end, arrived.after(end.leg(&link))))
    }

    /// What is to be walked from where its link meets the edge.
    pub(super) fn arrived(&self) -> Reached {
        Reached::at(self.facility).after(self.link.off)
    }
}

/// The ends of its edge to which a dwelling's link can be walked.
pub(super) fn ends(edge: &Edge) -> impl Iterator<Item = End> + use<> {
    let tail = edge.directions.backward().then_some(End::Tail);
    let head = edge.directions.forward().then_some(End::Head);
    tail.into_iter().chain(head)
}

/// The leg from one link to another on the same edge, where that may be walked without leaving it.
pub(super) fn straight_along(edge: &Edge, from: &Link, to: &Link) -> Option<Leg> {
    let (forward, backward) = (edge.directions.forward(), edge.directions.backward());
    if from.along == to.along {
        return Some(Leg::default());
    }
    if from.along < to.along {
        forward.then(|| to.along.minus(from.along))
    } else {
        backward.then(|| from.along.minus(to.along))
    }
}
