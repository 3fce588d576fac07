//! A run and where to build next.

use super::coverage::over_lists;
use super::run::{RunError, run};
use super::{Outcome, Plan};
use crate::options::Zones;
use crate::reach::{Access, SiteTimes};
use crate::site::{self, Material, SiteError, Siting};
use crate::units::supply::SparseMinutes;
use crate::units_of_measure::Milliseconds;
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
/// With a table of times the extract is not read: the lists and the times are all there is.
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
    let (mut outcome, times) = if plan.times.is_some() {
        let (outcome, minutes, _) = over_lists(&plan, true, watch)?;
        let times = minutes.map(|minutes| by_site(&outcome, &minutes));
        (outcome, times)
    } else {
        (run(&plan, watch)?, None)
    };
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
        times: times.as_deref(),
        units: outcome.units.as_deref(),
    };
    let siting = site::site(material, &wishes, watch)?;
    for note in &siting.unit_notes {
        outcome
            .tally
            .add(note.code, || format!("{} {}: {}", note.list, note.id, note.text));
    }
    Ok(SiteOutcome {
        outcome,
        siting,
        circle,
    })
}

/// Times by dwelling as times by site: every facility, then every candidate.
fn by_site(outcome: &Outcome, minutes: &SparseMinutes) -> Vec<SiteTimes> {
    const SECONDS_A_MINUTE: f64 = 60.0;
    let mut times: Vec<SiteTimes> = vec![Vec::new(); outcome.placed.facilities.len() + outcome.sites.len()];
    let dwellings: usize = outcome.placed.compounds.iter().map(|one| one.dwellings.len()).sum();
    for dwelling in 0..dwellings {
        for (site, minutes) in minutes.of_demand(dwelling) {
            let time = Milliseconds::from_seconds(minutes * SECONDS_A_MINUTE);
            times[site].push((dwelling as u32, time));
        }
    }
    times
}
