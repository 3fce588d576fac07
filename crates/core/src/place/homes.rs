//! Whose compound is home: the zone whose edges its residents alone may walk.

use std::collections::BTreeMap;

use super::{Dwelling, Placed};
use crate::ids::ZoneId;
use crate::network::{Network, Zoning};

/// The zone in which most of some dwellings are, by their weights; of equals the lowest, public without any.
pub(super) fn home_of_most(dwellings: &[Dwelling], home_of: impl Fn(&Dwelling) -> ZoneId) -> ZoneId {
    let mut weights = BTreeMap::<ZoneId, f64>::new();
    for dwelling in dwellings {
        *weights.entry(home_of(dwelling)).or_default() += dwelling.weight;
    }
    let most = weights
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    most.map_or(ZoneId::PUBLIC, |(zone, _)| zone)
}

/// The home zone of each compound: where most of its dwellings live. Tells the compounds whether they are gated.
///
/// A dwelling in no gated outline whose nearest way is a private one lives on that.
pub fn homes(placed: &mut Placed, zoning: &Zoning, network: &Network) -> Vec<ZoneId> {
    let home_of = |dwelling: &Dwelling| match zoning.home(dwelling.place) {
        ZoneId::PUBLIC => {
            let nearest = dwelling.links.first();
            let zone = nearest.map_or(ZoneId::PUBLIC, |link| network.edge(link.edge).zone);
            // The neighbours' ways make nobody a neighbour; a yard of no outline is somebody's own.
            if zoning.is_yard(zone) { zone } else { ZoneId::PUBLIC }
        }
        zone => zone,
    };
    placed
        .compounds
        .iter_mut()
        .map(|compound| {
            let home = home_of_most(&compound.dwellings, home_of);
            compound.gated = Some(home != ZoneId::PUBLIC);
            home
        })
        .collect()
}
