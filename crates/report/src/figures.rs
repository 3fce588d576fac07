//! The figures of one service circle: counts, elders, the share within as minutes go by.

use service_circle_core::gaps::{Reason, Verdict};
use service_circle_core::place::{Compound, Dwelling};
use service_circle_core::plan::Outcome;
use service_circle_core::units_of_measure::Milliseconds;

use crate::parts::CircleView;

/// Verdicts in the order of legends: what is wrong first.
pub(crate) const VERDICTS: [Verdict; 4] = [Verdict::Gap, Verdict::Partly, Verdict::Undetermined, Verdict::Served];
/// Reasons in the order they are told.
pub(crate) const REASONS: [Reason; 5] = [
    Reason::Far,
    Reason::Barrier,
    Reason::OffNetwork,
    Reason::EdgeOfData,
    Reason::NoFacility,
];
/// Points of a cumulative curve between nobody and the limit.
const POINTS_TO_LIMIT: usize = 30;
/// How far the curve goes, in limits.
const LIMITS_SHOWN: usize = 2;

/// Compounds and elders of one circle.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    /// Compounds judged.
    pub(crate) compounds: usize,
    /// Compounds by verdict, in the order of [`VERDICTS`].
    pub(crate) by_verdict: [usize; VERDICTS.len()],
    /// Compounds not served by reason, in the order of [`REASONS`].
    pub(crate) by_reason: [usize; REASONS.len()],
    /// Undetermined compounds for which no reason is told: the map leaves open how residents get out.
    pub(crate) without_reason: usize,
    /// Compounds whose elders are told.
    pub(crate) elders_told_by: usize,
    /// Their elders.
    pub(crate) elders: f64,
    /// Those of them who are outside.
    pub(crate) elders_outside: f64,
    /// Facilities that count.
    pub(crate) facilities: usize,
}

impl Figures {
    /// The figures of a circle.
    pub(crate) fn of(circle: &CircleView<'_>, outcome: &Outcome) -> Self {
        let verdicts = circle.verdicts;
        let told = outcome.placed.compounds.iter().filter_map(|compound| compound.elders);
        Self {
            compounds: verdicts.len(),
            by_verdict: VERDICTS.map(|one| verdicts.iter().filter(|told| told.verdict == one).count()),
            by_reason: REASONS.map(|one| verdicts.iter().filter(|told| told.reason == Some(one)).count()),
            without_reason: verdicts
                .iter()
                .filter(|told| told.verdict == Verdict::Undetermined && told.reason.is_none())
                .count(),
            elders_told_by: told.clone().count(),
            elders: told.sum(),
            elders_outside: verdicts.iter().filter_map(|told| told.elders_outside).sum(),
            facilities: circle.counts(outcome).into_iter().filter(|counts| *counts).count(),
        }
    }

    /// Compounds of one verdict.
    pub(crate) fn of_verdict(&self, verdict: Verdict) -> usize {
        let all = VERDICTS.into_iter().zip(self.by_verdict);
        all.filter(|(one, _)| *one == verdict).map(|(_, count)| count).sum()
    }
}

/// Whose share a curve tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Elders, of the compounds that tell theirs.
    Elders,
    /// Compounds, each counting once, by the shares of its dwellings.
    Compounds,
}

/// The share within, as minutes go by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Curve {
    /// Whose.
    pub(crate) whose: Whose,
    /// At these minutes, from 0 on, one of them the limit.
    pub(crate) minutes: Vec<f64>,
    /// The share by the best evidence of ways in.
    pub(crate) best: Vec<f64>,
    /// The least share that the data leave open.
    pub(crate) least: Vec<f64>,
    /// The greatest.
    pub(crate) most: Vec<f64>,
}

impl Curve {
    /// The curve of elders where any are told, else of compounds; `None` where there is nobody.
    pub(crate) fn of(circle: &CircleView<'_>, compounds: &[Compound]) -> Option<Self> {
        let elders = |compound: &Compound| compound.elders.filter(|elders| elders.is_finite() && *elders > 0.0);
        let whose = if compounds.iter().any(|compound| elders(compound).is_some()) {
            Whose::Elders
        } else {
            Whose::Compounds
        };
        let points = POINTS_TO_LIMIT * LIMITS_SHOWN;
        let step = f64::from(circle.limit.0) / POINTS_TO_LIMIT as f64;
        let mut sums = [(); 3].map(|()| vec![0.0; points + 1]);
        let mut total = 0.0;
        for (compound, reach) in compounds.iter().zip(circle.reached) {
            let weight = match whose {
                Whose::Elders => elders(compound).unwrap_or(0.0),
                Whose::Compounds => 1.0,
            };
            total += weight;
            for (walk, share) in reach.dwellings.iter().zip(shares(&compound.dwellings)) {
                let times = [walk.best.map(|best| best.time), walk.high, walk.low];
                for (sum, time) in sums.iter_mut().zip(times) {
                    let point = time.map(|time| first_point(time, step));
                    if let Some(here) = point.and_then(|point| sum.get_mut(point)) {
                        *here += weight * share;
                    }
                }
            }
        }
        if total <= 0.0 {
            return None;
        }
        let [best, least, most] = sums.map(|sum| cumulated(&sum, total));
        Some(Self {
            whose,
            minutes: (0..=points)
                .map(|point| Milliseconds((step * point as f64).round() as u32).minutes())
                .collect(),
            best,
            least,
            most,
        })
    }

    /// The share within the limit.
    pub(crate) fn at_limit(&self) -> Option<f64> {
        self.best.get(POINTS_TO_LIMIT).copied()
    }
}

/// The first point of a curve at which a time is over. A time at a point is within, as at the limit.
fn first_point(time: Milliseconds, step: f64) -> usize {
    // A thousandth of a millisecond of slack: steps are no whole numbers where the limit is odd.
    ((f64::from(time.0) - 0.001) / step).ceil() as usize
}

fn cumulated(sums: &[f64], total: f64) -> Vec<f64> {
    let running = sums.iter().scan(0.0, |sum, here| {
        *sum += here;
        Some((*sum / total).min(1.0))
    });
    running.collect()
}

/// Each dwelling's share of its compound; all the same where no weight is told.
fn shares(dwellings: &[Dwelling]) -> impl Iterator<Item = f64> + '_ {
    let weight = |dwelling: &Dwelling| {
        if dwelling.weight.is_finite() {
            dwelling.weight.max(0.0)
        } else {
            0.0
        }
    };
    let total: f64 = dwellings.iter().map(weight).sum();
    let even = !(total.is_finite() && total > 0.0);
    let count = dwellings.len() as f64;
    dwellings
        .iter()
        .map(move |dwelling| if even { 1.0 / count } else { weight(dwelling) / total })
}
