//! The figures of each unit and circle: what the city counts, and what residents walk, side by side.

use super::members::{Members, Part};
use super::people::People;
use super::roster::Roster;
use super::share::{Within, add, per_hundred_households, per_thousand, ratio};
use crate::gaps::{CompoundVerdict, Verdict, class, part_within};
use crate::ids::FacilityIndex;
use crate::options::{Circle, VerdictOptions};
use crate::place::{Compound, Facility, Placed};
use crate::reach::CompoundReach;
use crate::units_of_measure::Milliseconds;

/// What a circle came to, as this stage needs it.
#[derive(Clone, Copy, Debug)]
pub struct JudgedCircle<'a> {
    /// The circle.
    pub circle: &'a Circle,
    /// Its limit as walking time.
    pub limit: Milliseconds,
    /// Walks and verdicts, one a compound; `None` where nothing was walked.
    pub walked: Option<(&'a [CompoundReach], &'a [CompoundVerdict])>,
}

/// What of a unit is within a circle's limit on foot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WalkedFigures {
    /// Compounds, those served counting as within.
    pub compounds: Within,
    /// Dwelling points.
    pub dwellings: Within,
    /// Households of the compounds that tell them; `None` where none does.
    pub households: Option<Within>,
    /// Elders of the compounds that tell them; `None` where none does.
    pub elders: Option<Within>,
}

/// Care that the facilities counted for a circle offer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offer {
    /// Facilities.
    pub facilities: u64,
    /// Their beds; `None` where none tells them.
    pub beds: Option<f64>,
    /// Their floor area, m2; `None` where none tells it.
    pub floor_area_m2: Option<f64>,
}

/// What one unit comes to in one circle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitFigures {
    /// The unit, by position.
    pub unit: usize,
    /// Facilities counted that stand in it.
    pub located: Vec<FacilityIndex>,
    /// Facilities counted that stand elsewhere and list it as served.
    pub declared: Vec<FacilityIndex>,
    /// What those that stand in it offer.
    pub offer: Offer,
    /// Compounds that count in it.
    pub compounds: u64,
    /// Who lives in it.
    pub people: People,
    /// What is within the limit; `None` where nothing was walked.
    pub walked: Option<WalkedFigures>,
    /// The compounds behind the difference between the two figures.
    pub behind: Vec<Behind>,
}

/// A compound for which the unit's administrative figure is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The compound, by position.
    pub compound: usize,
    /// Whether its unit counts as covered while the compound is not served; else it is served while its unit does not count.
    pub unit_counts: bool,
    /// Whether that is so whatever the map leaves open.
    pub is_sure: bool,
}

impl UnitFigures {
    /// Whether the city counts the unit as covered: a facility stands in it or serves it.
    pub fn is_covered(&self) -> bool {
        !self.located.is_empty() || !self.declared.is_empty()
    }

    /// Beds for 1,000 elders, of those that are told.
    pub fn beds_per_1000(&self) -> Option<f64> {
        per_thousand(self.offer.beds?, self.people.elders.told?)
    }

    /// Floor area for 100 households, m2, of those that are told.
    pub fn area_per_100_households(&self) -> Option<f64> {
        per_hundred_households(self.offer.floor_area_m2?, self.people.households.told?)
    }

    /// Elders for each facility counted that stands in it, of those that are told.
    pub fn elders_per_facility(&self) -> Option<f64> {
        ratio(self.people.elders.told?, self.offer.facilities as f64)
    }

    /// How many of the compounds behind the difference are so whatever the map leaves open.
    pub fn surely_behind(&self) -> usize {
        self.behind.iter().filter(|one| one.is_sure).count()
    }

    /// The administrative figure (1 or 0) less what is walked, at least and at most; `None` of nothing.
    pub fn difference(&self, walked: impl Fn(&WalkedFigures) -> Option<Within>) -> Option<(f64, f64)> {
        let within = walked(self.walked.as_ref()?)?;
        let counted = f64::from(u8::from(self.is_covered()));
        Some((counted - within.share_high()?, counted - within.share_low()?))
    }
}

/// The figures of all units that are told of, in their order, in one circle.
///
/// # Complexity
/// `O(d)` in the dwellings that units hold.
pub fn unit_figures(
    roster: &Roster,
    members: &Members,
    placed: &Placed,
    people: &[People],
    judged: &JudgedCircle<'_>,
    options: &VerdictOptions,
) -> Vec<UnitFigures> {
    (0..roster.units.len())
        .filter(|unit| !members.is_beyond(roster, *unit))
        .map(|unit| {
            let counts = |facility: &&FacilityIndex| counted(placed, **facility, judged.circle).is_some();
            let located: Vec<FacilityIndex> = members.located[unit].iter().filter(counts).copied().collect();
            let is_elsewhere = |facility: &&FacilityIndex| located.binary_search(facility).is_err();
            let parts = &members.parts[unit];
            let mut figures = UnitFigures {
                unit,
                declared: members.declared[unit]
                    .iter()
                    .filter(counts)
                    .filter(is_elsewhere)
                    .copied()
                    .collect(),
                offer: offer_of(located.iter().filter_map(|one| counted(placed, *one, judged.circle))),
                located,
                compounds: parts.iter().filter(|part| part.counts).count() as u64,
                people: people.get(unit).copied().unwrap_or_default(),
                ..UnitFigures::default()
            };
            figures.walked = judged
                .walked
                .map(|_| walked_figures(parts, &placed.compounds, judged, options));
            figures.behind = figures.behind_of(parts, judged, options);
            figures
        })
        .collect()
}

impl UnitFigures {
    fn behind_of(&self, parts: &[Part], judged: &JudgedCircle<'_>, options: &VerdictOptions) -> Vec<Behind> {
        let Some((_, verdicts)) = judged.walked else {
            return Vec::new();
        };
        let unit_counts = self.is_covered();
        let counting = parts.iter().filter(|part| part.counts);
        let differs = |share: f64| unit_counts != (class(share, options) == Verdict::Served);
        counting
            .filter_map(|part| {
                let verdict = verdicts.get(part.compound)?;
                let (low, high) = (differs(verdict.share_low), differs(verdict.share_high));
                (low || high).then_some(Behind {
                    compound: part.compound,
                    unit_counts,
                    is_sure: low && high,
                })
            })
            .collect()
    }
}

/// The share of a compound that a part of it is.
pub(super) fn share_of(part: &Part, compound: &Compound) -> f64 {
    let nothing = CompoundReach::default();
    let dwellings = part.dwellings.iter().copied();
    part_within(compound, &nothing, Milliseconds(0), dwellings).share
}

/// What of the parts is within a circle's limit.
pub(super) fn walked_figures(
    parts: &[Part],
    compounds: &[Compound],
    judged: &JudgedCircle<'_>,
    options: &VerdictOptions,
) -> WalkedFigures {
    let (reached, verdicts) = judged.walked.unwrap_or_default();
    let nothing = CompoundReach::default();
    let mut figures = WalkedFigures::default();
    for part in parts {
        let compound = &compounds[part.compound];
        let reach = reached.get(part.compound).unwrap_or(&nothing);
        let within = part_within(compound, reach, judged.limit, part.dwellings.iter().copied());
        if let Some(verdict) = verdicts.get(part.compound).filter(|_| part.counts) {
            let served = |share: f64| f64::from(u8::from(class(share, options) == Verdict::Served));
            figures
                .compounds
                .add(1.0, served(verdict.share_low), served(verdict.share_high));
        }
        figures.dwellings.merge(&Within {
            total: f64::from(within.points),
            low: f64::from(within.points_low),
            high: f64::from(within.points_high),
        });
        let amounts = [
            (&mut figures.households, compound.households),
            (&mut figures.elders, compound.elders),
        ];
        for (sum, amount) in amounts {
            let Some(amount) = amount else { continue };
            sum.get_or_insert_default().merge(&Within {
                total: amount * within.share,
                low: amount * within.low,
                high: amount * within.high,
            });
        }
    }
    figures
}

/// A facility, if it counts for a circle.
pub(super) fn counted<'a>(placed: &'a Placed, facility: FacilityIndex, circle: &Circle) -> Option<&'a Facility> {
    let facility = placed.facilities.get(facility.index())?;
    facility.counts_in(circle).then_some(facility)
}

pub(super) fn offer_of<'a>(facilities: impl Iterator<Item = &'a Facility>) -> Offer {
    let mut offer = Offer::default();
    for facility in facilities {
        offer.facilities += 1;
        add(&mut offer.beds, facility.beds);
        add(&mut offer.floor_area_m2, facility.floor_area_m2);
    }
    offer
}

impl WalkedFigures {
    pub(super) fn merge(&mut self, other: &Self) {
        self.compounds.merge(&other.compounds);
        self.dwellings.merge(&other.dwellings);
        for (sum, more) in [
            (&mut self.households, other.households),
            (&mut self.elders, other.elders),
        ] {
            if let Some(more) = more {
                sum.get_or_insert_default().merge(&more);
            }
        }
    }
}
