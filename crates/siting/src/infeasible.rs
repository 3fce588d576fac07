//! Why there is no plan.

use std::fmt::Write as _;

use crate::ids::{GroupIndex, SiteIndex};
use crate::instance::Instance;

/// Why there is no plan: constraints that cannot hold together. Where `irreducible`, any of them dropped, the rest can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasibility {
    /// The constraints, in the order of [`ConstraintName`].
    pub constraints: Vec<ConstraintName>,
    /// Whether none of them can be left out of the reason.
    pub irreducible: bool,
}

impl Infeasibility {
    /// One line in a planner's words.
    pub fn describe(&self, instance: &Instance) -> String {
        let mut line = String::from("cannot hold together: ");
        for (index, constraint) in self.constraints.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            // Writing to a string does not fail.
            let _ = write!(line, "{between}{}", constraint.describe(instance));
        }
        line
    }
}

/// One constraint of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintName {
    /// The count or the budget.
    Purse,
    /// A target of [`MinSites`](crate::Goal::MinSites): of a group, or of the whole.
    Target(Option<GroupIndex>),
    /// Every place that some site reaches must be reached ([`PCenter`](crate::Goal::PCenter)).
    EveryPlaceReached,
    /// The sites' capacities.
    Capacities,
    /// The widest spread between groups.
    Spread,
    /// At least so many sites in a group.
    AtLeast(GroupIndex),
    /// At most so many sites in a group.
    AtMost(GroupIndex),
    /// The least floor area.
    MinFloorArea,
    /// How many existing sites may be closed.
    Closures,
    /// A site is there already and stays.
    Stands(SiteIndex),
    /// A planned site opens in a later stage.
    NotYet(SiteIndex),
    /// A site must be open.
    FixedIn(SiteIndex),
    /// A site must not be open.
    FixedOut(SiteIndex),
    /// At most one of two sites.
    Excludes(SiteIndex, SiteIndex),
    /// The first only with the second.
    Requires(SiteIndex, SiteIndex),
}

impl ConstraintName {
    /// In a planner's words.
    pub fn describe(self, instance: &Instance) -> String {
        let site = |site: SiteIndex| instance.site(site).id.as_str();
        let group = |group: GroupIndex| instance.group(group);
        match self {
            Self::Purse => "the count or budget".to_owned(),
            Self::Target(None) => "the target".to_owned(),
            Self::Target(Some(of)) => format!("the target in {}", group(of)),
            Self::EveryPlaceReached => "every place is reached that some site reaches".to_owned(),
            Self::Capacities => "the sites' capacities".to_owned(),
            Self::Spread => "the widest difference between groups".to_owned(),
            Self::AtLeast(of) => format!("at least so many sites in {}", group(of)),
            Self::AtMost(of) => format!("at most so many sites in {}", group(of)),
            Self::MinFloorArea => "the least floor area".to_owned(),
            Self::Closures => "the number of sites that may be closed".to_owned(),
            Self::Stands(of) => format!("{} stands", site(of)),
            Self::NotYet(of) => format!("{} opens in a later stage", site(of)),
            Self::FixedIn(of) => format!("{} is fixed in", site(of)),
            Self::FixedOut(of) => format!("{} is fixed out", site(of)),
            Self::Excludes(a, b) => format!("{} and {} exclude each other", site(a), site(b)),
            Self::Requires(a, b) => format!("{} requires {}", site(a), site(b)),
        }
    }
}
