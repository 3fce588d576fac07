//! Maximal covering with a widest spread between groups.

use super::coverage::from_location;
use super::fairness::{self, Covered};
use super::{Answer, coverage};
use crate::ids::SiteIndex;
use crate::infeasible::{ConstraintName, Infeasibility};
use crate::limits::Limits;
use crate::location::{Kernel, Location, Screen};
use crate::meter::Meter;
use crate::problem::{Equity, Share};
use crate::rules::{Choice, Domains, Setting, conflict};

/// Most demand within the limit, with no group too far ahead of another.
pub(super) fn answer(setting: &Setting<'_>, most: Share, meter: &Meter<'_>) -> Answer {
    let whole = Kernel::coverage(setting);
    let spread = Spread { setting, most };
    let found = Location::new(setting, &whole, Some(&spread)).search(coverage::SCALE, &[], meter);
    if found.bound.is_none() {
        return Answer::infeasible(why(setting, most, meter));
    }
    from_location(setting, &found)
}

/// The widest spread as a condition on plans.
struct Spread<'a> {
    setting: &'a Setting<'a>,
    most: Share,
}

impl Screen for Spread<'_> {
    fn admits(&self, open: &[usize]) -> bool {
        let covered = covered_by(self.setting, open.iter().copied());
        fairness::is_fair(self.setting.instance, Equity::SpreadAtMost(self.most), &covered)
    }

    /// A group is ahead for good of the most another could still have.
    fn is_hopeless(&self, domains: &Domains) -> bool {
        let instance = self.setting.instance;
        let could_open = (0..instance.sites().len()).filter(|site| domains.choice(*site) != Choice::Out);
        let has = fairness::shares(instance, &covered_by(self.setting, domains.open()));
        let could_have = fairness::shares(instance, &covered_by(self.setting, could_open));
        let best = has.into_iter().max_by(|a, b| a.compare(*b));
        let worst = could_have.into_iter().min_by(|a: &Covered, b| a.compare(*b));
        best.zip(worst)
            .is_some_and(|(best, worst)| best.is_ahead_by_more(worst, self.most))
    }
}

/// Which places these sites have within the limit.
pub(super) fn covered_by(setting: &Setting<'_>, open: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut covered = vec![false; setting.instance.demand().len()];
    for site in open {
        let row = setting.instance.times().of_site(SiteIndex::at(site)).iter();
        for reach in row.filter(|reach| reach.time <= setting.limit) {
            covered[reach.demand.index()] = true;
        }
    }
    covered
}

/// What a test for feasibility may spend.
const LIMITS_OF_TEST: Limits = Limits {
    gap: 1.0,
    nodes: Some(20_000),
    iterations: 4,
    work: Some(200_000_000),
    seconds: None,
    seed: 1,
};

/// Why no allowed set keeps the spread, by the deletion filter.
fn why(setting: &Setting<'_>, most: Share, meter: &Meter<'_>) -> Infeasibility {
    let mut names = conflict::names(&setting.rules, &setting.fixings);
    names.push(ConstraintName::Spread);
    conflict::deletion_filter(names, |left| {
        if meter.guard.stop().is_some() {
            return None;
        }
        let (rules, fixings) = conflict::restricted(&setting.rules, &setting.fixings, left);
        if !left.contains(&ConstraintName::Spread) {
            return conflict::has_allowed_set(&rules, &fixings);
        }
        let Some(domains) = conflict::decided(&rules, &fixings) else {
            return Some(false);
        };
        let own = Setting {
            rules,
            fixings,
            domains,
            ..setting.clone()
        };
        let spread = Spread { setting: &own, most };
        let whole = Kernel::coverage(&own);
        let found =
            Location::new(&own, &whole, Some(&spread)).search(coverage::SCALE, &[], &meter.fresh(LIMITS_OF_TEST));
        match found.bound {
            None => Some(false),
            Some(_) => found.best.is_some().then_some(true),
        }
    })
}
