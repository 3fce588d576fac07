//! **reach**: walking time from every dwelling to its nearest facility. Knows nothing of verdicts.
//!
//! - `search`, `queue`: the bounded search backwards from targets, in memory used again.
//! - `zoned`: three such searches make the rule of gated compounds exact.
//! - `doors`: facilities' links as seeds, dwellings' links onto labels.
//! - `times`: the stage: [`reach()`], or [`Times`] for walks too.
//! - `each`: times to each of many sites, as [`times_to_each()`], or set by set, as [`Around`].
//! - `edges`: what is left to walk along every edge near some sites.
//! - `walk`, `cut`: the walk itself, street by street.

mod cut;
mod doors;
mod each;
mod edges;
mod queue;
mod search;
mod times;
mod walk;
mod zoned;

pub use each::{Around, EachQuestion, SiteTimes, times_to_each};
pub use edges::EdgeWalk;
pub use search::{Everywhere, Inside, Labels, Passage, Resident, Workspace};
pub use times::{Access, Question, Times, reach, usual_bound};

use crate::ids::{EdgeId, FacilityIndex};
use crate::lonlat::LonLat;
use crate::network;
use crate::units_of_measure::{Millimetres, Milliseconds};

/// The nearest facility and the walk to it. Compared by time, then length, then facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    /// Walking time.
    pub time: Milliseconds,
    /// Metres walked, the way onto the network counted.
    pub length: Millimetres,
    /// Which facility: the lowest index among equals in time and length.
    pub facility: FacilityIndex,
}

impl Reached {
    /// At the facility's door.
    pub fn at(facility: FacilityIndex) -> Self {
        Self {
            time: Milliseconds(0),
            length: Millimetres(0),
            facility,
        }
    }

    /// The same walk after one more stretch before it.
    #[must_use]
    pub fn after(self, before: network::Leg) -> Self {
        Self {
            time: self.time.plus(before.time),
            length: self.length.plus(before.length),
            ..self
        }
    }
}

/// What is known of one dwelling's walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DwellingWalk {
    /// By the best class of evidence present.
    pub best: Option<Reached>,
    /// The least time that the data leave open: other ways in, facilities beyond the edge of the data.
    pub low: Option<Milliseconds>,
    /// The most time that the data leave open; `None` where nothing is surely reached.
    pub high: Option<Milliseconds>,
    /// The way in, not surely there, by which the low time is less than the best.
    pub low_way_in: Option<LonLat>,
    /// The least time to where the data end: a facility beyond could be this near.
    pub edge_of_data: Option<Milliseconds>,
}

/// The walks of one compound's dwellings, in their order.
#[derive(Clone, Debug, Default)]
pub struct CompoundReach {
    /// One a dwelling.
    pub dwellings: Vec<DwellingWalk>,
}

/// A walk from a dwelling to its facility, street by street.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// The dwelling's index in its compound.
    pub dwelling: usize,
    /// Where it leads.
    pub facility: FacilityIndex,
    /// Its time.
    pub time: Milliseconds,
    /// Its length.
    pub length: Millimetres,
    /// The line walked, from the dwelling to the facility's door.
    pub line: Vec<LonLat>,
    /// Street by street.
    pub legs: Vec<Leg>,
}

/// A stretch of a walk on streets of one name and kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// What is walked on.
    pub on: LegKind,
    /// The street's name, where it has one.
    pub name: Option<String>,
    /// Its time, waits included.
    pub time: Milliseconds,
    /// Its length.
    pub length: Millimetres,
}

/// What a leg is walked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegKind {
    /// From the dwelling to the network, straight.
    Out,
    /// Along edges of one kind; the first of them.
    Street(EdgeId),
    /// From the network to the facility's door, straight.
    In,
}
