//! The figures of each unit and circle: what the city counts, and what residents walk, side by side.

use super::members::{Members, Part};
use super::roster::{Extent, Roster};
use super::share::{Within, per_hundred_households, per_thousand, ratio};
use crate::gaps::{CompoundVerdict, Verdict, class, part_within};
use crate::ids::FacilityIndex;
use crate::options::{Circle, Measure, VerdictOptions};
use crate::place::{Compound, Facility, Placed};
use crate::reach::CompoundReach;
use crate::read::table::{UnitKind, UrbanRural};
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
    /// Residents: the unit's own figure, else that of its compounds as divided by borders; `None` where nobody tells it.
    pub population: Option<f64>,
    /// Households, likewise.
    pub households: Option<f64>,
    /// Elders, likewise.
    pub elders: Option<f64>,
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
}

impl UnitFigures {
    /// Whether the city counts the unit as covered: a facility stands in it or serves it.
    pub fn is_covered(&self) -> bool {
        !self.located.is_empty() || !self.declared.is_empty()
    }

    /// Beds for 1,000 elders.
    pub fn beds_per_1000(&self) -> Option<f64> {
        per_thousand(self.offer.beds?, self.elders?)
    }

    /// Floor area for 100 households, m2.
    pub fn area_per_100_households(&self) -> Option<f64> {
        per_hundred_households(self.offer.floor_area_m2?, self.households?)
    }

    /// Share of residents that are elders.
    pub fn elders_of_population(&self) -> Option<f64> {
        ratio(self.elders?, self.population?)
    }

    /// Elders for each facility counted that stands in it.
    pub fn elders_per_facility(&self) -> Option<f64> {
        ratio(self.elders?, self.offer.facilities as f64)
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
    judged: &JudgedCircle<'_>,
    options: &VerdictOptions,
) -> Vec<UnitFigures> {
    (0..roster.units.len())
        .filter(|unit| !members.is_beyond(roster, *unit))
        .map(|unit| {
            let counts = |facility: &&FacilityIndex| counted(placed, **facility, judged.circle).is_some();
            let located: Vec<FacilityIndex> = members.located[unit].iter().filter(counts).copied().collect();
            let is_elsewhere = |facility: &&FacilityIndex| !located.contains(facility);
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
                ..UnitFigures::default()
            };
            figures.take_people(roster, parts, &placed.compounds);
            figures.walked = judged
                .walked
                .map(|_| walked_figures(parts, &placed.compounds, judged, options));
            figures.behind = figures.behind_of(parts, judged);
            figures
        })
        .collect()
}

impl UnitFigures {
    fn take_people(&mut self, roster: &Roster, parts: &[Part], compounds: &[Compound]) {
        let unit = &roster.units[self.unit];
        self.compounds = parts.iter().filter(|part| part.counts).count() as u64;
        let sum = |amount: fn(&Compound) -> Option<f64>| {
            let told = parts.iter().filter_map(|part| {
                let compound = &compounds[part.compound];
                Some(amount(compound)? * share_of(part, compound))
            });
            told.fold(None, |sum: Option<f64>, amount| Some(sum.unwrap_or(0.0) + amount))
        };
        self.population = unit.population.or_else(|| sum(|compound| compound.details.population));
        self.households = unit.households.or_else(|| sum(|compound| compound.households));
        self.elders = unit.elders.or_else(|| sum(|compound| compound.elders));
    }

    fn behind_of(&self, parts: &[Part], judged: &JudgedCircle<'_>) -> Vec<Behind> {
        let Some((_, verdicts)) = judged.walked else {
            return Vec::new();
        };
        let unit_counts = self.is_covered();
        let counting = parts.iter().filter(|part| part.counts);
        counting
            .filter(|part| {
                let verdict = verdicts.get(part.compound).map(|one| one.verdict);
                unit_counts != (verdict == Some(Verdict::Served))
            })
            .map(|part| Behind {
                compound: part.compound,
                unit_counts,
            })
            .collect()
    }
}

fn share_of(part: &Part, compound: &Compound) -> f64 {
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
    let add = |sum: &mut Option<f64>, amount: Option<f64>| {
        if let Some(amount) = amount {
            *sum = Some(sum.unwrap_or(0.0) + amount);
        }
    };
    for facility in facilities {
        offer.facilities += 1;
        add(&mut offer.beds, facility.beds);
        add(&mut offer.floor_area_m2, facility.floor_area_m2);
    }
    offer
}

/// The figures of all units of one kind, or of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    /// The kind; `None` of units whose kind is not told.
    pub kind: Option<UnitKind>,
    /// Those in town or country; `None` for all.
    pub urban_rural: Option<UrbanRural>,
    /// Units, by position.
    pub units: Vec<usize>,
    /// How many the city counts as covered.
    pub covered: u64,
    /// How many of them have a facility of their own.
    pub located: u64,
    /// How many the extract holds only in part.
    pub partial: u64,
    /// What facilities in them offer.
    pub offer: Offer,
    /// Residents of them.
    pub population: Option<f64>,
    /// Households in them.
    pub households: Option<f64>,
    /// Elders in them.
    pub elders: Option<f64>,
    /// What is within the limit; `None` where nothing was walked.
    pub walked: Option<WalkedFigures>,
}

impl Total {
    /// Units covered by a measure, or what is within: low and high alike where nothing is left open. `None` where it was not walked
    /// or nobody tells it.
    pub fn measured(&self, measure: Measure) -> Option<Within> {
        let walked = self.walked.as_ref();
        match measure {
            Measure::Administrative => Some(Within {
                total: self.units.len() as f64,
                low: self.covered as f64,
                high: self.covered as f64,
            }),
            Measure::Compounds => walked.map(|walked| walked.compounds),
            Measure::Dwellings => walked.map(|walked| walked.dwellings),
            Measure::Households => walked.and_then(|walked| walked.households),
            Measure::Elders => walked.and_then(|walked| walked.elders),
        }
    }
}

/// Sums up the units that are chosen.
pub fn total(
    roster: &Roster,
    figures: &[UnitFigures],
    kind: Option<UnitKind>,
    urban_rural: Option<UrbanRural>,
) -> Total {
    let mut total = Total {
        kind,
        urban_rural,
        ..Total::default()
    };
    let is_meant = |one: &&UnitFigures| {
        let unit = &roster.units[one.unit];
        unit.kind == kind && (urban_rural.is_none() || unit.urban_rural == urban_rural)
    };
    for one in figures.iter().filter(is_meant) {
        total.add(roster, one);
    }
    total
}

impl Total {
    fn add(&mut self, roster: &Roster, one: &UnitFigures) {
        self.units.push(one.unit);
        self.covered += u64::from(one.is_covered());
        self.located += u64::from(!one.located.is_empty());
        self.partial += u64::from(roster.units[one.unit].extent == Extent::Partial);
        self.offer.facilities += one.offer.facilities;
        let add = |sum: &mut Option<f64>, amount: Option<f64>| {
            if let Some(amount) = amount {
                *sum = Some(sum.unwrap_or(0.0) + amount);
            }
        };
        add(&mut self.offer.beds, one.offer.beds);
        add(&mut self.offer.floor_area_m2, one.offer.floor_area_m2);
        add(&mut self.population, one.population);
        add(&mut self.households, one.households);
        add(&mut self.elders, one.elders);
        if let Some(walked) = &one.walked {
            self.walked.get_or_insert_default().merge(walked);
        }
    }

    /// Share of residents that are elders.
    pub fn elders_of_population(&self) -> Option<f64> {
        ratio(self.elders?, self.population?)
    }

    /// Elders for each facility counted that stands in them.
    pub fn elders_per_facility(&self) -> Option<f64> {
        ratio(self.elders?, self.offer.facilities as f64)
    }

    /// Beds for 1,000 elders.
    pub fn beds_per_1000(&self) -> Option<f64> {
        per_thousand(self.offer.beds?, self.elders?)
    }

    /// Floor area for 100 households, m2.
    pub fn area_per_100_households(&self) -> Option<f64> {
        per_hundred_households(self.offer.floor_area_m2?, self.households?)
    }
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
