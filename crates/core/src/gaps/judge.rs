//! From times to verdicts: `DESIGN` section 5.

use rayon::prelude::*;

use super::settle::{Settling, settling};
use super::weights::{SHARE_TOLERANCE, Weights};
use super::why::{Doors, reason_outside};
use super::{CompoundVerdict, Reason, Verdict};
use crate::options::{Circle, Limit, Options, VerdictOptions};
use crate::place::{Compound, Facility, Placed};
use crate::reach::{CompoundReach, DwellingWalk, Reached};
use crate::units_of_measure::Milliseconds;

/// Judges every compound by one circle, in their order. A compound without an entry in `reached` counts as not reached.
///
/// # Complexity
/// `O(n log n)` in the dwellings, in parallel over compounds; the answer does not depend on the number of threads.
pub fn judge(placed: &Placed, reached: &[CompoundReach], circle: &Circle, options: &Options) -> Vec<CompoundVerdict> {
    let doors = Doors::of(&placed.facilities, circle);
    let judge = Judge {
        facilities: &placed.facilities,
        doors: &doors,
        circle,
        options,
    };
    let nothing = CompoundReach::default();
    placed
        .compounds
        .par_iter()
        .enumerate()
        .map(|(index, compound)| {
            let reach = reached.get(index).unwrap_or(&nothing);
            judge.compound(compound, reach)
        })
        .collect()
}

/// What every compound's verdict needs.
struct Judge<'a> {
    facilities: &'a [Facility],
    /// The doors of those that count.
    doors: &'a Doors,
    circle: &'a Circle,
    options: &'a Options,
}

impl Judge<'_> {
    /// Judges one compound.
    ///
    /// The limit is inclusive: exactly 900.000 s is within 15 minutes. Where the data end (`edge_of_data`) a facility may follow, so
    /// that time counts as the least possible one. Without a single dwelling nothing is known: the shares are 0 and 1, the verdict
    /// undetermined, the reason `off-network`.
    ///
    /// The reason is `no-facility` wherever none counts. A gap, and the outside part of a partly served compound, has the reason
    /// that holds most of the outside weight: `off-network`, `barrier` or `far`. An undetermined compound has `edge-of-data` where it
    /// would be determined if nothing lay beyond the data, else none.
    fn compound(&self, compound: &Compound, reach: &CompoundReach) -> CompoundVerdict {
        let Self {
            facilities,
            doors,
            circle,
            options,
        } = *self;
        let weights = Weights::of(&compound.dwellings);
        let speed = options.walk.speed();
        let limit = circle.limit.time(speed);
        let straight_limit_m = limit.seconds() * speed.metres_per_second();
        let walk = |index: usize| reach.dwellings.get(index).copied().unwrap_or_default();
        let within = |time: Option<Milliseconds>| time.is_some_and(|time| time <= limit);
        let best = |index: usize| walk(index).best.map(|reached| reached.time);

        let shares = Shares {
            low: weights.share(|index| within(high(&walk(index)))),
            high: weights.share(|index| within(low(&walk(index)))),
            inside_data: weights.share(|index| within(low_inside_data(&walk(index)))),
            best: weights.share(|index| within(best(index))),
        };
        let verdict = shares.verdict(weights.len(), &options.verdict);
        let reason = match verdict {
            Verdict::Served => None,
            _ if doors.is_empty() => Some(Reason::NoFacility),
            Verdict::Undetermined if weights.len() == 0 => Some(Reason::OffNetwork),
            Verdict::Undetermined => shares.edge_decides(&options.verdict).then_some(Reason::EdgeOfData),
            Verdict::Partly | Verdict::Gap => reason_outside(compound, &weights, doors, straight_limit_m, |index| {
                !within(best(index))
            }),
        };

        let median = weights.median(best);
        let walked = median.and_then(|(index, _)| Some((index, walk(index).best?)));
        let figures = walked.map(|(index, reached)| Figures::of(compound, index, reached, facilities));
        CompoundVerdict {
            verdict,
            reason,
            median: median.map(|(_, time)| time),
            median_low: weights.median(|index| low(&walk(index))).map(|(_, time)| time),
            median_high: weights.median(|index| high(&walk(index))).map(|(_, time)| time),
            median_dwelling: walked.map(|(index, _)| index),
            metres: walked.map(|(_, reached)| reached.length.metres()),
            straight_m: figures.as_ref().and_then(|figures| figures.straight_m),
            share_low: shares.low,
            share_high: if weights.len() == 0 { 1.0 } else { shares.high },
            facility: walked.map(|(_, reached)| reached.facility),
            elders_outside: compound
                .elders
                .filter(|_| weights.len() > 0)
                .map(|elders| elders * (1.0 - shares.best)),
            snap_m: figures.and_then(|figures| figures.snap_m),
            speed_needed: median
                .filter(|_| limit.0 > 0 && matches!(circle.limit, Limit::Minutes(_)))
                .map(|(_, time)| speed.metres_per_second() * time.seconds() / limit.seconds()),
            settled_by: settled_by(compound, verdict, &shares, &options.verdict, |index| {
                let walk = walk(index);
                (within(low_inside_data(&walk)) && !within(high(&walk))).then_some(walk)
            }),
        }
    }
}

/// What would settle an undetermined verdict; `only_possibly` tells the walks within the limit by the low time alone.
fn settled_by(
    compound: &Compound,
    verdict: Verdict,
    shares: &Shares,
    options: &VerdictOptions,
    only_possibly: impl Fn(usize) -> Option<DwellingWalk>,
) -> Option<Settling> {
    if verdict != Verdict::Undetermined {
        return None;
    }
    let walks = compound.dwellings.iter().enumerate();
    let possible = walks.filter_map(|(index, dwelling)| Some((dwelling, only_possibly(index)?)));
    settling(compound, possible, class(shares.inside_data, options))
}

/// The least time that the data leave open.
pub(super) fn low(walk: &DwellingWalk) -> Option<Milliseconds> {
    [low_inside_data(walk), walk.edge_of_data].into_iter().flatten().min()
}

/// The least time that the data leave open if nothing lay beyond their edge: a low time that is the edge's is not counted.
fn low_inside_data(walk: &DwellingWalk) -> Option<Milliseconds> {
    let best = walk.best.map(|reached| reached.time);
    let low = walk.low.filter(|low| Some(*low) != walk.edge_of_data);
    [best, low].into_iter().flatten().min()
}

/// The most time that the data leave open; never less than the best, and none without one.
pub(super) fn high(walk: &DwellingWalk) -> Option<Milliseconds> {
    Some(walk.high?.max(walk.best?.time))
}

/// Shares of dwellings within the limit.
struct Shares {
    low: f64,
    high: f64,
    inside_data: f64,
    best: f64,
}

impl Shares {
    fn verdict(&self, dwellings: usize, options: &VerdictOptions) -> Verdict {
        let class = class(self.low, options);
        if dwellings > 0 && class == self::class(self.high, options) {
            class
        } else {
            Verdict::Undetermined
        }
    }

    /// Whether the verdict would be determined if nothing lay beyond the edge of the data.
    fn edge_decides(&self, options: &VerdictOptions) -> bool {
        class(self.low, options) == class(self.inside_data, options)
    }
}

/// Served, partly or gap by a share of dwellings within the limit; both borders belong to the outer class.
pub fn class(share: f64, options: &VerdictOptions) -> Verdict {
    if share >= options.served_share - SHARE_TOLERANCE {
        Verdict::Served
    } else if share <= options.gap_share + SHARE_TOLERANCE {
        Verdict::Gap
    } else {
        Verdict::Partly
    }
}

/// What is measured at the median dwelling.
struct Figures {
    straight_m: Option<f64>,
    snap_m: Option<f64>,
}

impl Figures {
    fn of(compound: &Compound, dwelling: usize, reached: Reached, facilities: &[Facility]) -> Self {
        let dwelling = compound.dwellings.get(dwelling);
        let facility = facilities.get(reached.facility.index());
        Self {
            straight_m: dwelling
                .zip(facility)
                .map(|(dwelling, facility)| dwelling.place.distance_m(facility.door)),
            snap_m: dwelling
                .and_then(|dwelling| dwelling.links.iter().map(|link| link.off.length).min())
                .map(crate::units_of_measure::Millimetres::metres),
        }
    }
}
