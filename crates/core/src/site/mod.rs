//! **site**: times from candidates to a [`SitingPlan`] with objective, bound and gap. Knows nothing of how it is drawn.
//!
//! - `demand`: every compound's count as whole numbers, shared out among its dwellings.
//! - `streets`: which street everybody and everything is in.
//! - `ask`, `wishes`: places and times as an instance, settings as a problem of `service_circle_siting`, which solves it.
//! - `recheck`: the walks of a plan searched anew, all sites at once.
//! - `answer`: the plan in a planner's terms: whom each site serves, at what cost, what the runner-up would lose.
//!
//! Every plan is recomputed by the solver crate's independent checker before it is told.

mod answer;
mod ask;
mod demand;
mod error;
mod recheck;
mod streets;
mod units;
mod wishes;

use service_circle_siting as siting;

pub use crate::options::Objective;
pub use answer::{CompoundSited, SiteAnswer, Siting, StreetSited};
pub use ask::Asked;
pub use demand::{Demand, UNITS_IN_ONE};
pub use error::SiteError;
pub use recheck::Rechecked;
pub use siting::{CurvePoint, Proof, Purse, SitingPlan, StageReport, Status, Stop};
pub use streets::Streets;
pub use units::Units;

use crate::network::Network;
use crate::options::{Circle, SiteOptions};
use crate::place::{Candidate, Placed};
use crate::reach::{Access, SiteTimes};
use crate::read::table::UnitRow;
use crate::units_of_measure::Milliseconds;
use crate::watch::{Found, Stage, Watch};

/// What siting works on.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The streets.
    pub network: &'a Network,
    /// Compounds and the facilities that stand or are planned.
    pub placed: &'a Placed,
    /// Where one could stand, joined to the network.
    pub candidates: &'a [Candidate],
    /// Who may walk where.
    pub access: Access<'a>,
    /// The service circle that counts.
    pub circle: &'a Circle,
    /// Its limit.
    pub limit: Milliseconds,
    /// Walking times made elsewhere, in place of the network's: to every facility placed, then to every candidate.
    pub times: Option<&'a [SiteTimes]>,
    /// Streets and other units, where there is a list of them.
    pub units: Option<&'a [UnitRow]>,
}

/// Finds where to build.
///
/// # Errors
/// [`SiteError`]: no candidates, no demand, settings that cannot be asked, a watch that said stop while times were searched. That
/// nothing meets the constraints is an answer, not an error.
///
/// # Complexity
/// One search a candidate or facility over what lies within the limit, then that of the solver.
pub fn site(material: Material<'_>, wishes: &SiteOptions, watch: &dyn Watch) -> Result<Siting, SiteError> {
    let asked = Asked::new(material, wishes, watch)?;
    let limits = siting::Limits {
        gap: wishes.gap,
        nodes: wishes.node_limit,
        seconds: Some(wishes.time_limit_s),
        seed: wishes.seed,
        ..siting::Limits::default()
    };
    let told = Told {
        watch,
        units: Units::of(wishes),
    };
    let plan = siting::solve(&asked.instance, &asked.problem, &limits, &told)?;
    let faults = siting::checker::check(&asked.instance, &asked.problem, &plan);
    if let Some(fault) = faults.first() {
        return Err(SiteError::Contradicted(fault.to_string()));
    }
    let rechecked = if wishes.check && plan.objective.is_some() {
        recheck::recheck(material, &asked, &plan, watch)?
    } else {
        None
    };
    let mut siting = Siting::of(material, Units::of(wishes), &asked, plan);
    siting.rechecked = rechecked;
    Ok(siting)
}

/// The solver's progress in the run's terms: the gap closed so far, in hundredths of a per cent.
struct Told<'a> {
    watch: &'a dyn Watch,
    units: Units,
}

impl siting::Watch for Told<'_> {
    fn progress(&self, progress: &siting::Progress) {
        const WHOLE: u64 = 10_000;
        let open = progress
            .gap()
            .map_or(WHOLE, |gap| (gap.min(1.0) * WHOLE as f64).ceil() as u64);
        self.watch.progress(Stage::Site, WHOLE.saturating_sub(open), WHOLE);
        self.watch.found(Found {
            best: progress.objective.map(|objective| self.units.in_words(objective)),
            bound: progress.bound.map(|bound| self.units.in_words(bound)),
            gap: progress.gap(),
        });
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}
