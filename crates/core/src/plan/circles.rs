//! Service circles as areas: everything up to where walks begin, then [`circles`](mod@crate::circles).

use super::run::{self, Laid, Material, RunError, access, read_all};
use super::{Outcome, Plan};
use crate::circles::{self, Circle, Ground};
use crate::ids::FacilityIndex;
use crate::options::{self, Limit, Options};
use crate::place::{Facility, Obstacles, Placed, circle_among};
use crate::reach::Access;
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Watch};

/// A circle's own limit is drawn in so many equal steps: 5, 10 and 15 minutes.
const USUAL_STEPS: u32 = 3;

/// Service circles as areas.
#[derive(Clone, Debug, Default)]
pub struct CircleAreas {
    /// The limits, ascending, as [`Circle::isochrones`] have them.
    pub limits: Vec<Limit>,
    /// The same as walking time.
    pub times: Vec<Milliseconds>,
    /// In the order asked for.
    pub circles: Vec<Circle>,
}

/// Streets, compounds and facilities of a plan, ready to draw circles of any of its facilities.
pub struct Layout {
    material: Material,
    laid: Laid,
    options: Options,
}

/// The circles drawn, and what they lie on.
#[derive(Debug, Default)]
pub struct CirclesOutcome {
    /// The run up to where walks begin: nothing is reached or judged.
    pub outcome: Outcome,
    /// The circles.
    pub areas: CircleAreas,
}

/// Reads the inputs and lays compounds and facilities on their network.
pub fn lay(plan: &Plan, watch: &dyn Watch) -> Result<Layout, RunError> {
    let material = read_all(plan, watch)?;
    Ok(Layout {
        laid: material.laid(&plan.options, watch)?,
        material,
        options: plan.options.clone(),
    })
}

/// The limits that a circle is drawn for where none are asked for: its own, a third and two thirds of it.
pub fn usual_limits(circle: &options::Circle) -> Vec<Limit> {
    let part = |whole: f64, step: u32| whole * f64::from(step) / f64::from(USUAL_STEPS);
    let step = |step| match circle.limit {
        Limit::Minutes(whole) => Limit::Minutes(part(whole, step)),
        Limit::Metres(whole) => Limit::Metres(part(whole, step)),
    };
    (1..=USUAL_STEPS).map(step).collect()
}

impl Layout {
    /// The facilities, in input order.
    pub fn facilities(&self) -> &[Facility] {
        &self.laid.placed.facilities
    }

    /// Those that count for a circle.
    pub fn counted(&self, circle: &options::Circle) -> Vec<FacilityIndex> {
        run::counted(&circle_among(circle, self.facilities()), self.facilities())
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
        let Self {
            material,
            laid,
            options,
        } = self;
        let obstacles = Obstacles::of(&material.extract);
        let ground = Ground::new(&laid.built.network, &obstacles, laid.built.zoning.gated_shapes());
        let access = access(&options, &laid.homes);
        let areas = draw(&ground, &laid.placed, access, &options, (sets, limits), watch)?;
        drop(ground);
        let outcome = material.told(laid.into());
        Ok(CirclesOutcome { outcome, areas })
    }
}

/// Draws the circle of each facility that counts for a circle of the plan, alone, as a run shows them.
pub(super) fn areas_of(
    ground: &Ground<'_>,
    placed: &Placed,
    access: Access<'_>,
    options: &Options,
    circle: &options::Circle,
    watch: &dyn Watch,
) -> Result<CircleAreas, Cancelled> {
    let counted = run::counted(&circle_among(circle, &placed.facilities), &placed.facilities);
    let sets: Vec<Vec<FacilityIndex>> = counted.into_iter().map(|one| vec![one]).collect();
    draw(ground, placed, access, options, (&sets, &usual_limits(circle)), watch)
}

fn draw(
    ground: &Ground<'_>,
    placed: &Placed,
    access: Access<'_>,
    options: &Options,
    (sets, limits): (&[Vec<FacilityIndex>], &[Limit]),
    watch: &dyn Watch,
) -> Result<CircleAreas, Cancelled> {
    let speed = options.walk.speed();
    let mut limits: Vec<(Milliseconds, Limit)> = limits.iter().map(|limit| (limit.time(speed), *limit)).collect();
    limits.sort_by_key(|(time, _)| *time);
    limits.dedup_by_key(|(time, _)| *time);
    let (times, limits): (Vec<Milliseconds>, Vec<Limit>) = limits.into_iter().unzip();
    let question = circles::Question {
        ground,
        facilities: &placed.facilities,
        compounds: &placed.compounds,
        access,
        speed,
        limits: &times,
    };
    let circles = circles::circles(question, sets, watch)?;
    Ok(CircleAreas { limits, times, circles })
}
