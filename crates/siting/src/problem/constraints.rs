//! What else must hold of a plan.

use crate::ids::{GroupIndex, SiteIndex};

/// What else must hold of a plan. The default asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// At least, at most so many sites in a group.
    pub group_rules: Vec<GroupRule>,
    /// Candidates below this floor area, or of unknown area, are not opened; square decimetres.
    pub min_floor_area_dm2: Option<u32>,
    /// Whether sites can be full.
    pub capacities: Capacities,
    /// Pairs of which at most one is open.
    pub excludes: Vec<(SiteIndex, SiteIndex)>,
    /// Pairs of which the first is open only where the second is.
    pub requires: Vec<(SiteIndex, SiteIndex)>,
    /// Sites that must be open.
    pub fixed_in: Vec<SiteIndex>,
    /// Sites that must not be open.
    pub fixed_out: Vec<SiteIndex>,
    /// Whether existing sites may be closed; `None`: all stay.
    pub closures: Option<Closures>,
}

/// At least, at most so many sites in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// The group.
    pub group: GroupIndex,
    /// At least so many.
    pub at_least: u32,
    /// At most so many; `None`: as many as wanted.
    pub at_most: Option<u32>,
    /// Which sites are counted.
    pub counts: Counts,
}

/// Which open sites a [`GroupRule`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Candidates opened and facilities that stand.
    All,
    /// Candidates opened.
    New,
}

/// Whether sites can be full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capacities {
    /// Each open site serves whoever comes.
    #[default]
    Ignored,
    /// A site serves at most its capacity; a place's demand may be split among sites.
    Split,
    /// A site serves at most its capacity; all demand of a place goes to one site or to none.
    SingleSource,
}

/// How existing sites with a closing cost may be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closures {
    /// At most so many.
    pub at_most: u32,
    /// Whether each closing lets one candidate more be opened than the count says: a move.
    pub replace: bool,
}
