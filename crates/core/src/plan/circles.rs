//! Service circles as areas: everything up to where walks begin, then [`circles`](mod@crate::circles).

use super::Plan;
use super::run::{self, RunError, access, read_all};
use crate::circles::{self, Circle, Ground};
use crate::ids::FacilityIndex;
use crate::network::Network;
use crate::options::{self, Limit, Options};
use crate::place::{DatumFit, Facility, Obstacles, Placed};
use crate::read::table::RowNote;
use crate::tally::Tally;
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Watch};

/// Streets, compounds and facilities of a plan, ready to draw circles of any of its facilities.
pub struct Layout {
    laid: run::Laid,
    row_notes: Vec<RowNote>,
    obstacles: Obstacles,
    options: Options,
}

/// The circles drawn, and what they lie on.
#[derive(Debug, Default)]
pub struct CirclesOutcome {
    /// The walking network.
    pub network: Network,
    /// Compounds, facilities and rejected rows.
    pub placed: Placed,
    /// Notes on rows of the tables that are used: values left out, outlines mended.
    pub row_notes: Vec<RowNote>,
    /// How well the user's tables of degrees fit the network as each datum.
    pub datum_fits: Vec<DatumFit>,
    /// Odd input of all stages.
    pub tally: Tally,
    /// The limits, ascending, as [`Circle::isochrones`] have them.
    pub limits: Vec<Limit>,
    /// The same as walking time.
    pub times: Vec<Milliseconds>,
    /// In the order asked for.
    pub circles: Vec<Circle>,
}

/// Reads the inputs and lays compounds and facilities on their network.
pub fn lay(plan: &Plan, watch: &dyn Watch) -> Result<Layout, RunError> {
    let material = read_all(plan, watch)?;
    Ok(Layout {
        laid: material.laid(&plan.options, watch)?,
        obstacles: Obstacles::of(&material.extract),
        row_notes: material.row_notes,
        options: plan.options.clone(),
    })
}

impl Layout {
    /// The facilities, in input order.
    pub fn facilities(&self) -> &[Facility] {
        &self.laid.placed.facilities
    }

    /// Those that count for a circle.
    pub fn counted(&self, circle: &options::Circle) -> Vec<FacilityIndex> {
        run::counted(circle, self.facilities())
    }

    /// Draws the circle of each set of facilities.
    ///
    /// # Errors
    /// [`Cancelled`] when the watch says so.
    pub fn circles(
        self,
        sets: &[Vec<FacilityIndex>],
        limits: &[Limit],
        watch: &dyn Watch,
    ) -> Result<CirclesOutcome, Cancelled> {
        let speed = self.options.walk.speed();
        let mut limits: Vec<(Milliseconds, Limit)> = limits.iter().map(|limit| (limit.time(speed), *limit)).collect();
        limits.sort_by_key(|(time, _)| *time);
        limits.dedup_by_key(|(time, _)| *time);
        let (times, limits): (Vec<Milliseconds>, Vec<Limit>) = limits.into_iter().unzip();
        let run::Laid {
            built,
            placed,
            homes,
            datum_fits,
            tally,
            ..
        } = self.laid;
        let ground = Ground::new(&built.network, &self.obstacles, built.zoning.gated_shapes());
        let question = circles::Question {
            ground: &ground,
            facilities: &placed.facilities,
            compounds: &placed.compounds,
            access: access(&self.options, &homes),
            speed,
            limits: &times,
        };
        let circles = circles::circles(question, sets, watch)?;
        drop(ground);
        Ok(CirclesOutcome {
            network: built.network,
            placed,
            row_notes: self.row_notes,
            datum_fits,
            tally,
            limits,
            times,
            circles,
        })
    }
}
