//! What each opened site adds.

use super::Nearest;
use crate::ids::SiteIndex;
use crate::plan::SitingPlan;
use crate::problem::Goal;
use crate::rules::Setting;

/// What a walk is worth to a goal.
#[derive(Clone, Copy, Debug)]
pub(super) enum Worth {
    /// Its weight, within this time.
    Within(u32),
    /// Its weight times what it saves against this penalty.
    Saved(u32),
}

impl Worth {
    pub(super) fn of(plan: &SitingPlan, setting: &Setting<'_>) -> Self {
        match setting.problem.goal {
            Goal::MaxCoverage { .. } | Goal::MinSites { .. } => Self::Within(setting.limit),
            Goal::PMedian { penalty, .. } => Self::Saved(penalty),
            Goal::PCenter { .. } => {
                let worst = plan.objective.and_then(|objective| u32::try_from(objective).ok());
                Self::Within(worst.unwrap_or(setting.limit).min(setting.limit))
            }
        }
    }

    /// What a place is worth whose nearest site is this far.
    pub(super) fn value(self, weight: u64, time: Option<u32>) -> u64 {
        let Some(time) = time else {
            return 0;
        };
        match self {
            Self::Within(limit) => weight * u64::from(time <= limit),
            Self::Saved(penalty) => weight * u64::from(penalty.saturating_sub(time)),
        }
    }
}

/// What a site adds.
pub(super) struct Gain {
    pub(super) site: SiteIndex,
    pub(super) marginal: u64,
    pub(super) alone: u64,
}

/// Sites by what each adds to what stands and those before; the lower site of equals.
pub(super) fn ranked(
    worth: Worth,
    setting: &Setting<'_>,
    standing: &[SiteIndex],
    mut opened: Vec<SiteIndex>,
) -> Vec<Gain> {
    let standing = Nearest::of(setting, standing.iter().copied()).times();
    let mut times = standing.clone();
    let mut ranked = Vec::new();
    while !opened.is_empty() {
        let gains = opened.iter().map(|site| gain(worth, setting, &times, *site));
        let gains: Vec<u64> = gains.collect();
        let most = gains.iter().max().copied().unwrap_or(0);
        let first = gains.iter().position(|gain| *gain == most).unwrap_or(0);
        let site = opened.remove(first);
        ranked.push(Gain {
            site,
            marginal: most,
            alone: gain(worth, setting, &standing, site),
        });
        for reach in setting
            .instance
            .times()
            .of_site(site)
            .iter()
            .filter(|reach| reach.time <= setting.limit)
        {
            let time = &mut times[reach.demand.index()];
            *time = Some(time.map_or(reach.time, |before| before.min(reach.time)));
        }
    }
    ranked
}

/// What one more site is worth.
pub(super) fn gain(worth: Worth, setting: &Setting<'_>, times: &[Option<u32>], site: SiteIndex) -> u64 {
    let row = setting.instance.times().of_site(site).iter();
    let gains = row.filter(|reach| reach.time <= setting.limit).map(|reach| {
        let before = times[reach.demand.index()];
        let weight = setting.instance.demand_at(reach.demand).weight;
        let after = before.map_or(reach.time, |before| before.min(reach.time));
        worth.value(weight, Some(after)) - worth.value(weight, before)
    });
    gains.sum()
}
