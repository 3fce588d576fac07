//! The compound audit (小区配建): planned, built, area reached, handed over and registered, operating.
//!
//! Cities report five rates, each "of all compounds". The same word can mean all compounds or those that passed the step before;
//! at 100 % it makes no difference, below it does, so both are told.

use serde::Serialize;

use super::share::ratio;

/// A step that a compound's care facility goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditStep {
    /// In the plan (规划).
    Planned,
    /// Built (配建).
    Built,
    /// As large as the norm asks for (面积达标).
    AreaReached,
    /// Handed over and registered (移交登记).
    HandedOver,
    /// In operation (正常运营).
    Operating,
}

impl AuditStep {
    /// All steps, in their order.
    pub const ALL: [Self; 5] = [
        Self::Planned,
        Self::Built,
        Self::AreaReached,
        Self::HandedOver,
        Self::Operating,
    ];
}

/// What is known of one compound.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Audited {
    /// It need not have a facility: no step counts it.
    pub exempt: bool,
    /// Planned, where told.
    pub planned: Option<bool>,
    /// Built, where told.
    pub built: Option<bool>,
    /// Square metres of care that it has, its shares in shared facilities among them, as far as told.
    pub area_m2: Option<f64>,
    /// Whether it has more, of which the area is not told: a share in a facility whose floor area nobody tells.
    pub area_is_open: bool,
    /// No norm is set for it: the step of its area is not judged.
    pub without_norm: bool,
    /// Square metres that the norm asks for, where its households and the norm are told.
    pub required_m2: Option<f64>,
    /// Handed over and registered, where told.
    pub handed_over: Option<bool>,
    /// In operation, where told.
    pub operating: Option<bool>,
}

impl Audited {
    /// Whether it passes a step; `None` where that is not told.
    pub fn passes(&self, step: AuditStep) -> Option<bool> {
        match step {
            AuditStep::Planned => self.planned,
            AuditStep::Built => self.built,
            AuditStep::AreaReached => {
                let reached = self.area_m2? >= self.required_m2? - AREA_TOLERANCE_M2;
                (reached || !self.area_is_open).then_some(reached)
            }
            AuditStep::HandedOver => self.handed_over,
            AuditStep::Operating => self.operating,
        }
    }

    /// Whether a step can be judged of it at all.
    fn is_judged(&self, step: AuditStep) -> bool {
        !(self.exempt || self.without_norm && step == AuditStep::AreaReached)
    }
}

/// An area this much smaller than the norm has it: rounding of shares, m2.
const AREA_TOLERANCE_M2: f64 = 1e-6;

/// How many compounds pass a step.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRate {
    /// The step.
    pub step: AuditStep,
    /// Compounds that are not exempt, and of which the step can be judged.
    pub all: u64,
    /// Those that pass.
    pub passed: u64,
    /// Those of which it is not told.
    pub not_told: u64,
    /// Those that passed every step before.
    pub survivors: u64,
    /// Those of the survivors that pass.
    pub survivors_passed: u64,
    /// Those that do not pass, by position.
    pub failing: Vec<usize>,
    /// Those of which it is not told, by position.
    pub open: Vec<usize>,
}

impl AuditRate {
    fn of(step: AuditStep) -> Self {
        Self {
            step,
            all: 0,
            passed: 0,
            not_told: 0,
            survivors: 0,
            survivors_passed: 0,
            failing: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Share of all compounds that pass as far as is told; `None` of none.
    pub fn share(&self) -> Option<f64> {
        ratio(self.passed as f64, self.all as f64)
    }

    /// The same if all of which it is not told pass.
    pub fn share_high(&self) -> Option<f64> {
        ratio((self.passed + self.not_told) as f64, self.all as f64)
    }

    /// Share of those that passed every step before; `None` of none.
    pub fn share_of_survivors(&self) -> Option<f64> {
        ratio(self.survivors_passed as f64, self.survivors as f64)
    }
}

/// The five rates, in the order of the steps. What is not told does not pass; a step that cannot be judged of a compound, its area
/// where no norm is set, neither counts it nor ends its way.
///
/// # Examples
/// ```
/// use service_circle_core::units::audit::{Audited, audit};
///
/// let yes = Some(true);
/// let whole = Audited { planned: yes, built: yes, area_m2: Some(60.0), required_m2: Some(60.0), handed_over: yes, operating: yes, ..Audited::default() };
/// let too_small = Audited { area_m2: Some(59.0), ..whole };
/// let rates = audit(&[whole, too_small]);
/// assert_eq!(rates[2].share(), Some(0.5));
/// // Both operate; of those that passed the steps before, the one does.
/// assert_eq!((rates[4].share(), rates[4].share_of_survivors()), (Some(1.0), Some(1.0)));
/// assert_eq!(rates[4].survivors, 1);
/// ```
pub fn audit(compounds: &[Audited]) -> Vec<AuditRate> {
    let mut surviving = vec![true; compounds.len()];
    AuditStep::ALL
        .into_iter()
        .map(|step| {
            let mut rate = AuditRate::of(step);
            for (position, compound) in compounds.iter().enumerate().filter(|(_, one)| one.is_judged(step)) {
                rate.all += 1;
                rate.survivors += u64::from(surviving[position]);
                match compound.passes(step) {
                    Some(true) => {
                        rate.passed += 1;
                        rate.survivors_passed += u64::from(surviving[position]);
                        continue;
                    }
                    Some(false) => rate.failing.push(position),
                    None => rate.open.push(position),
                }
                surviving[position] = false;
            }
            rate.not_told = rate.open.len() as u64;
            rate
        })
        .collect()
}

/// A compound's part in a facility that several compounds share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PooledShare {
    /// Which compound.
    pub compound: usize,
    /// Which facility.
    pub facility: usize,
    /// Its share of the facility, from 0 to 1, where told.
    pub share: Option<f64>,
}

/// Floor area of shared facilities, given to the compounds that share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pooled {
    /// Square metres for each compound; `None` where it shares in none whose floor area is told.
    pub area_m2: Vec<Option<f64>>,
    /// Facilities whose shares sum up to more than 1: each share is made smaller, so that no more is given than there is.
    pub overbooked: Vec<usize>,
}

/// Divides shared facilities: a share told is given as told; what is left of a facility goes to the compounds whose share is not
/// told, by their households, or alike where the households of one of them are not told.
///
/// # Complexity
/// `O(n log n)` in the shares.
pub fn pooled(shares: &[PooledShare], floor_area_m2: &[Option<f64>], households: &[Option<f64>]) -> Pooled {
    let mut pooled = Pooled {
        area_m2: vec![None; households.len()],
        overbooked: Vec::new(),
    };
    let mut sorted = shares.to_vec();
    sorted.sort_by_key(|share| (share.facility, share.compound));
    for of_one in sorted.chunk_by(|a, b| a.facility == b.facility) {
        let facility = of_one[0].facility;
        let told: f64 = of_one.iter().filter_map(|one| one.share).sum();
        if told > 1.0 + f64::EPSILON * of_one.len() as f64 {
            pooled.overbooked.push(facility);
        }
        let Some(area) = floor_area_m2.get(facility).copied().flatten() else {
            continue;
        };
        let (scale, left) = (1.0 / told.max(1.0), (1.0 - told).max(0.0));
        let of_left = shares_of_left(of_one, households);
        for (one, of_left) in of_one.iter().zip(of_left) {
            let share = one.share.map_or(left * of_left, |share| share * scale);
            if let Some(sum) = pooled.area_m2.get_mut(one.compound) {
                *sum = Some(sum.unwrap_or(0.0) + area * share);
            }
        }
    }
    pooled
}

/// For each of one facility's compounds its share of what is left for those whose share is not told; 0 for the others.
fn shares_of_left(of_one: &[PooledShare], households: &[Option<f64>]) -> Vec<f64> {
    let homes = |one: &PooledShare| households.get(one.compound).copied().flatten();
    let untold = || of_one.iter().filter(|one| one.share.is_none());
    let all: Option<f64> = untold().map(homes).sum();
    let alike = 1.0 / untold().count() as f64;
    of_one
        .iter()
        .map(|one| match (one.share, all) {
            (Some(_), _) => 0.0,
            (None, Some(all)) => homes(one).and_then(|homes| ratio(homes, all)).unwrap_or(alike),
            (None, None) => alike,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten compounds worked out by hand: one exempt; nine planned; eight built; of the eight one too small and one whose households
    /// nobody knows; five handed over; all eight that are built operate.
    fn ten() -> Vec<Audited> {
        let whole = Audited {
            exempt: false,
            planned: Some(true),
            built: Some(true),
            area_m2: Some(120.0),
            required_m2: Some(100.0),
            handed_over: Some(true),
            operating: Some(true),
            ..Audited::default()
        };
        let mut all = vec![whole; 10];
        all[0] = Audited {
            exempt: true,
            ..Audited::default()
        };
        all[1].built = Some(false);
        (all[1].area_m2, all[1].handed_over, all[1].operating) = (Some(0.0), Some(false), Some(false));
        all[2].area_m2 = Some(99.0);
        all[3].required_m2 = None;
        for one in &mut all[2..5] {
            one.handed_over = Some(false);
        }
        all
    }

    #[test]
    fn both_denominators_of_all_five_rates() {
        let rates = audit(&ten());
        let told: Vec<_> = rates
            .iter()
            .map(|rate| (rate.passed, rate.not_told, rate.survivors, rate.survivors_passed))
            .collect();
        assert_eq!(
            told,
            [(9, 0, 9, 9), (8, 0, 9, 8), (6, 1, 8, 6), (5, 0, 6, 5), (8, 0, 5, 5)]
        );
        assert!(rates.iter().all(|rate| rate.all == 9));
        assert_eq!((&rates[2].failing, &rates[2].open), (&vec![1, 2], &vec![3]));
        assert_eq!(rates[2].share(), Some(6.0 / 9.0));
        assert_eq!(rates[2].share_high(), Some(7.0 / 9.0));
        assert_eq!(rates[4].share(), Some(8.0 / 9.0));
        assert_eq!(rates[4].share_of_survivors(), Some(1.0));
    }

    #[test]
    fn an_area_that_nobody_can_judge_ends_no_way() {
        let mut all = ten();
        for one in &mut all {
            one.without_norm = true;
        }
        let rates = audit(&all);
        assert_eq!((rates[2].all, rates[2].share(), rates[2].share_high()), (0, None, None));
        // Eight are built; five of them are handed over; the step between is left out.
        assert_eq!((rates[3].survivors, rates[3].survivors_passed), (8, 5));
        // One with a norm is judged alone.
        all[2].without_norm = false;
        assert_eq!((audit(&all)[2].all, audit(&all)[2].share()), (1, Some(0.0)));
        // More floor somewhere, nobody tells how much: too little so far is not a failure.
        all[2].area_is_open = true;
        let rate = audit(&all).swap_remove(2);
        assert_eq!((rate.passed, rate.not_told, rate.share_high()), (0, 1, Some(1.0)));
    }

    #[test]
    fn no_compound_has_no_rate() {
        let exempt = Audited {
            exempt: true,
            ..Audited::default()
        };
        for rates in [audit(&[]), audit(&[exempt])] {
            assert!(
                rates
                    .iter()
                    .all(|rate| rate.share().is_none() && rate.share_of_survivors().is_none())
            );
        }
    }

    #[test]
    fn what_is_left_of_a_shared_facility_goes_by_households() {
        let share = |compound, facility, share| PooledShare {
            compound,
            facility,
            share,
        };
        // 400 m2: a quarter is told for compound 0; of the 300 m2 left, 1 has 100 of 300 households, 2 has 200.
        let shares = [
            share(2, 0, None),
            share(0, 0, Some(0.25)),
            share(1, 0, None),
            share(1, 1, None),
        ];
        let found = pooled(
            &shares,
            &[Some(400.0), None],
            &[None, Some(100.0), Some(200.0), Some(5.0)],
        );
        assert_eq!(found.area_m2, [Some(100.0), Some(100.0), Some(200.0), None]);
        assert!(found.overbooked.is_empty());
        // Without one's households, alike; shares above 1 are made smaller.
        let found = pooled(
            &[share(0, 0, None), share(1, 0, None)],
            &[Some(90.0)],
            &[None, Some(100.0)],
        );
        assert_eq!(found.area_m2, [Some(45.0), Some(45.0)]);
        let found = pooled(
            &[share(0, 0, Some(1.0)), share(1, 0, Some(1.0))],
            &[Some(90.0)],
            &[None, None],
        );
        assert_eq!(
            (found.area_m2, found.overbooked),
            (vec![Some(45.0), Some(45.0)], vec![0])
        );
        // Nobody lives in either: alike, never a division by 0.
        let found = pooled(
            &[share(0, 0, None), share(1, 0, None)],
            &[Some(90.0)],
            &[Some(0.0), Some(0.0)],
        );
        assert_eq!(found.area_m2, [Some(45.0), Some(45.0)]);
    }
}
