//! The same plan under several settings: which compounds change their verdict.

use super::run::{Material, RunError, read_all};
use super::{CircleOutcome, Outcome, Plan};
use crate::gaps::{Reason, Verdict};
use crate::options::{Options, Trunk, Zones};
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Stage, Watch};

/// Speeds compared, m/s: slow elders, the base, adults (`FHWA-RD-98-107` gives 0.97 to 1.25 for older and younger walkers).
const SPEEDS_M_S: [f64; 3] = [0.8, 1.0, 1.2];
/// Stages of one more run, as steps of [`Stage::Compare`].
const STEPS: u64 = 4;

/// A change of settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What is changed, such as `walk.zones = open`.
    pub name: String,
    /// All settings, the changed one among them.
    pub options: Options,
}

impl Variant {
    /// The usual changes: who may walk inside compounds, speed, trunk roads, steps. Those the plan has already are left out.
    pub fn usual(base: &Options) -> Vec<Self> {
        let mut variants = Self::of_zones(base);
        for speed in SPEEDS_M_S {
            variants.push(Self::changed(base, format!("walk.speed_m_s = {speed:?}"), |options| {
                options.walk.speed_m_s = speed;
            }));
        }
        for (word, trunk) in [("sidewalk", Trunk::Sidewalk), ("open", Trunk::Open)] {
            variants.push(Self::changed(base, format!("walk.trunk = {word}"), |options| {
                options.walk.trunk = trunk;
            }));
        }
        for bars_steps in [false, true] {
            variants.push(Self::changed(
                base,
                format!("walk.step_free = {bars_steps}"),
                |options| {
                    options.walk.step_free = bars_steps;
                },
            ));
        }
        variants.retain(|variant| variant.options != *base);
        variants
    }

    /// The other choices of who may walk inside compounds.
    pub fn of_zones(base: &Options) -> Vec<Self> {
        [
            ("infer", Zones::Infer),
            ("tagged", Zones::Tagged),
            ("open", Zones::Open),
        ]
        .into_iter()
        .filter(|(_, zones)| *zones != base.walk.zones)
        .map(|(word, zones)| {
            Self::changed(base, format!("walk.zones = {word}"), |options| {
                options.walk.zones = zones;
            })
        })
        .collect()
    }

    fn changed(base: &Options, name: String, change: impl FnOnce(&mut Options)) -> Self {
        let mut options = base.clone();
        change(&mut options);
        Self { name, options }
    }
}

/// One circle's verdicts under several settings. Compounds stand in the same order everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The service circle's name.
    pub circle: String,
    /// Id and name of every compound.
    pub compounds: Vec<(String, Option<String>)>,
    /// What the plan itself says.
    pub base: Vec<Told>,
    /// What each variant says, in the order asked for.
    pub runs: Vec<VariantRun>,
}

/// What one variant says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRun {
    /// The variant's name.
    pub name: String,
    /// One a compound.
    pub told: Vec<Told>,
}

/// What is said of one compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its verdict.
    pub verdict: Verdict,
    /// Why it is not served.
    pub reason: Option<Reason>,
    /// Dwelling-weighted median time.
    pub median: Option<Milliseconds>,
}

impl Comparison {
    /// How many compounds have another verdict under one run than under the plan.
    pub fn differing(&self, run: &VariantRun) -> usize {
        self.base
            .iter()
            .zip(&run.told)
            .filter(|(base, told)| base.verdict != told.verdict)
            .count()
    }

    /// The compounds, by position, that have another verdict under any run than under the plan.
    pub fn changing(&self) -> Vec<usize> {
        (0..self.base.len())
            .filter(|compound| self.changes_of(*compound).next().is_some())
            .collect()
    }

    /// The runs under which a compound has another verdict than under the plan, and that verdict.
    pub fn changes_of(&self, compound: usize) -> impl Iterator<Item = (&VariantRun, Told)> {
        let base = self.base.get(compound);
        self.runs.iter().filter_map(move |run| {
            let told = run.told.get(compound)?;
            (told.verdict != base?.verdict).then_some((run, *told))
        })
    }
}

/// Runs a plan and its variants, and gives one comparison a circle: inputs are read once, everything after them is done anew for
/// each.
///
/// Variants may change any setting but those of the inputs and of `place.adopt_outlines`, which are settled by reading, and the
/// number of circles.
///
/// # Errors
/// As [`run`](super::run()).
///
/// # Complexity
/// That of one run without reading, a variant.
pub fn compare(plan: &Plan, variants: &[Variant], watch: &dyn Watch) -> Result<Vec<Comparison>, RunError> {
    let material = read_all(plan, watch)?;
    let base = material.judged(&plan.options, watch)?;
    Ok(against(&base, &material, variants, watch)?)
}

/// Runs the variants and sets them beside what the plan itself says, circle by circle.
pub(super) fn against(
    base: &Outcome,
    material: &Material,
    variants: &[Variant],
    watch: &dyn Watch,
) -> Result<Vec<Comparison>, Cancelled> {
    let compounds: Vec<_> = material
        .listed
        .compounds()
        .map(|(id, name)| (id.to_owned(), name.map(str::to_owned)))
        .collect();
    let mut comparisons: Vec<Comparison> = base
        .circles
        .iter()
        .map(|circle| Comparison {
            circle: circle.circle.name.clone(),
            compounds: compounds.clone(),
            base: told(circle),
            runs: Vec::with_capacity(variants.len()),
        })
        .collect();
    let total = STEPS * variants.len() as u64;
    for (number, variant) in (0..).zip(variants) {
        let before = STEPS * number;
        let outcome = material.judged(&variant.options, &Within { watch, before, total })?;
        for (comparison, circle) in comparisons.iter_mut().zip(&outcome.circles) {
            comparison.runs.push(VariantRun {
                name: variant.name.clone(),
                told: told(circle),
            });
        }
    }
    watch.progress(Stage::Compare, total, total);
    Ok(comparisons)
}

fn told(circle: &CircleOutcome) -> Vec<Told> {
    circle
        .verdicts
        .iter()
        .map(|verdict| Told {
            verdict: verdict.verdict,
            reason: verdict.reason,
            median: verdict.median,
        })
        .collect()
}

/// Tells the stages of one more run as steps of the comparison.
struct Within<'a> {
    watch: &'a dyn Watch,
    before: u64,
    total: u64,
}

impl Watch for Within<'_> {
    fn progress(&self, stage: Stage, _: u64, _: u64) {
        let step = match stage {
            Stage::Read | Stage::Network => 0,
            Stage::Place => 1,
            Stage::Reach => 2,
            Stage::Gaps | Stage::Circles | Stage::Site | Stage::Compare | Stage::Write => 3,
        };
        self.watch.progress(Stage::Compare, self.before + step, self.total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}
