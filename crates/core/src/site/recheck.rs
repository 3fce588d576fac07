//! The walks of a plan searched anew: all its open sites in one search, as `gaps` searches facilities, beside the table of one search
//! a site that the plan was made from.

use service_circle_siting::{SiteIndex, SitingPlan, Standing};

use super::{Asked, Material, SiteError};
use crate::ids::FacilityIndex;
use crate::place::{Facility, Placed};
use crate::reach::{Question, reach};
use crate::units_of_measure::Milliseconds;
use crate::watch::Watch;

/// What was compared, and found the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rechecked {
    /// Walks of the table.
    pub walks: usize,
    /// Dwellings whose nearest open site was searched anew.
    pub dwellings: usize,
}

/// Compares every dwelling's walk to its nearest open site; `None` where there is no network to search, as with times made elsewhere.
pub(super) fn recheck(
    material: Material<'_>,
    asked: &Asked,
    plan: &SitingPlan,
    watch: &dyn Watch,
) -> Result<Option<Rechecked>, SiteError> {
    if material.times.is_some() {
        return Ok(None);
    }
    let open = open_sites(asked, plan);
    let bound = Milliseconds(asked.problem.limit.unwrap_or(u32::MAX));
    let placed = Placed {
        compounds: material.placed.compounds.clone(),
        facilities: open
            .iter()
            .filter_map(|site| facility(material, asked, *site))
            .collect(),
        ..Placed::default()
    };
    let counted: Vec<FacilityIndex> = (0..placed.facilities.len()).map(FacilityIndex::at).collect();
    let question = Question {
        network: material.network,
        placed: &placed,
        counted: &counted,
        access: material.access,
        limit: material.limit,
        bound,
    };
    let reached = reach(question, watch)?;
    let anew = reached.iter().flat_map(|compound| &compound.dwellings);
    let anew = anew.map(|dwelling| dwelling.best.map(|best| best.time).filter(|time| *time <= bound));
    let by_table = nearest(asked, &open);
    for (dwelling, (by_table, anew)) in by_table.iter().zip(anew).enumerate() {
        if *by_table != anew {
            let place = asked
                .instance
                .demand()
                .get(dwelling)
                .map_or("", |place| place.id.as_str());
            return Err(SiteError::Contradicted(format!(
                "the walk of {place} is {by_table:?} by the table and {anew:?} searched anew"
            )));
        }
    }
    Ok(Some(Rechecked {
        walks: asked.instance.times().len(),
        dwellings: by_table.len(),
    }))
}

/// What is open once all stages are built.
fn open_sites(asked: &Asked, plan: &SitingPlan) -> Vec<SiteIndex> {
    let last_stage = asked.problem.later.len() as u32 + 1;
    let sites = asked.instance.sites().iter().enumerate();
    let stand = sites.filter_map(|(number, site)| {
        let index = SiteIndex::at(number);
        let stands = match site.standing {
            Standing::Candidate => false,
            Standing::Existing { .. } => !plan.closed.contains(&index),
            Standing::Planned { stage } => stage <= last_stage,
        };
        stands.then_some(index)
    });
    stand.chain(plan.opened()).collect()
}

fn facility(material: Material<'_>, asked: &Asked, site: SiteIndex) -> Option<Facility> {
    let number = site.index();
    match number.checked_sub(asked.standing.len()) {
        Some(candidate) => material.candidates.get(candidate).map(|one| one.site.clone()),
        None => material.placed.facilities.get(*asked.standing.get(number)?).cloned(),
    }
}

/// Every dwelling's shortest walk of the table.
fn nearest(asked: &Asked, open: &[SiteIndex]) -> Vec<Option<Milliseconds>> {
    let mut nearest: Vec<Option<Milliseconds>> = vec![None; asked.instance.demand().len()];
    for site in open {
        for reach in asked.instance.times().of_site(*site) {
            let time = Milliseconds(reach.time);
            if let Some(best) = nearest.get_mut(reach.demand.index()) {
                *best = Some(best.map_or(time, |best| best.min(time)));
            }
        }
    }
    nearest
}
