//! A run and where to build next.

use super::run::{RunError, run};
use super::{Outcome, Plan};
use crate::options::Zones;
use crate::reach::Access;
use crate::site::{self, Material, SiteError, Siting};
use crate::watch::Watch;

/// A run and its siting.
#[derive(Debug)]
pub struct SiteOutcome {
    /// The run as it is today.
    pub outcome: Outcome,
    /// Where to build.
    pub siting: Siting,
    /// Which of the run's circles it was sought for.
    pub circle: usize,
}

/// Runs a plan and finds where to build; what the plan's `[site]` does not tell is as usual.
///
/// # Errors
/// As [`run`], and [`SiteError`].
///
/// # Complexity
/// That of one run and of [`site::site`].
pub fn site(plan: &Plan, watch: &dyn Watch) -> Result<SiteOutcome, RunError> {
    let mut plan = plan.clone();
    let wishes = plan.options.site.get_or_insert_default().clone();
    // What other beliefs in gates would say is told by `gaps`.
    plan.options.verdict.compare_zones = false;
    let outcome = run(&plan, watch)?;
    let named = |name: &String| outcome.circles.iter().position(|one| one.circle.name == *name);
    let circle = match &wishes.circle {
        None => 0,
        Some(name) => named(name).ok_or_else(|| SiteError::Setting {
            key: "circle",
            value: name.clone(),
            remedy: "name one of the plan's circles",
        })?,
    };
    let Some(judged) = outcome.circles.get(circle) else {
        return Err(SiteError::NoCandidates.into());
    };
    let access = match plan.options.walk.zones {
        Zones::Open => Access::Everyone,
        Zones::Infer | Zones::Tagged => Access::Residents(&outcome.homes),
    };
    let material = Material {
        network: &outcome.network,
        placed: &outcome.placed,
        candidates: &outcome.sites,
        access,
        circle: &judged.circle,
        limit: judged.limit,
    };
    let siting = site::site(material, &wishes, watch)?;
    Ok(SiteOutcome {
        outcome,
        siting,
        circle,
    })
}
