//! Units summed up by kind, and all compounds together.

use super::figures::{Offer, UnitFigures, WalkedFigures};
use super::people::People;
use super::roster::{Extent, Roster};
use super::share::{Rate, Within, add, ratio};
use crate::options::Measure;
use crate::read::table::{UnitKind, UrbanRural};

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
    /// Compounds that count in them.
    pub compounds: u64,
    /// Those of them that lie in units counted as covered.
    pub compounds_in_covered: u64,
    /// What facilities in them offer.
    pub offer: Offer,
    /// Who lives in them.
    pub people: People,
    /// Beds over elders, of the units that tell their elders; of all compounds only where no unit tells people.
    pub beds_of_elders: Rate,
    /// Floor area, m2, over households, likewise.
    pub area_of_households: Rate,
    /// Elders over facilities, likewise.
    pub elders_of_facilities: Rate,
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

    /// Adds one unit.
    pub(super) fn add(&mut self, roster: &Roster, one: &UnitFigures) {
        self.units.push(one.unit);
        self.covered += u64::from(one.is_covered());
        self.located += u64::from(!one.located.is_empty());
        self.partial += u64::from(roster.units[one.unit].extent == Extent::Partial);
        self.compounds += one.compounds;
        self.compounds_in_covered += if one.is_covered() { one.compounds } else { 0 };
        self.offer.facilities += one.offer.facilities;
        add(&mut self.offer.beds, one.offer.beds);
        add(&mut self.offer.floor_area_m2, one.offer.floor_area_m2);
        self.people.merge(&one.people);
        self.add_rates(&one.offer, &one.people);
        if let Some(walked) = &one.walked {
            self.walked.get_or_insert_default().merge(walked);
        }
    }

    /// Sets what is offered against who lives there.
    pub(super) fn add_rates(&mut self, offer: &Offer, people: &People) {
        let (elders, households) = (people.elders.told, people.households.told);
        self.beds_of_elders.add(Some(offer.beds.unwrap_or(0.0)), elders);
        self.area_of_households
            .add(Some(offer.floor_area_m2.unwrap_or(0.0)), households);
        self.elders_of_facilities.add(elders, Some(offer.facilities as f64));
    }

    /// The city's figure weighed as the walked one is: the share of compounds that lie in covered units; `None` of none.
    pub fn city_of_compounds(&self) -> Option<f64> {
        ratio(self.compounds_in_covered as f64, self.compounds as f64)
    }

    /// The city's figure less the walked one, both of compounds, at least and at most: so it is the sum of what single units differ
    /// by, and as many compounds stand behind it. `None` where nothing was walked or there are no compounds.
    pub fn difference(&self) -> Option<(f64, f64)> {
        let (city, walked) = (self.city_of_compounds()?, self.measured(Measure::Compounds)?);
        Some((city - walked.share_high()?, city - walked.share_low()?))
    }

    /// Elders for each facility counted that stands in them.
    pub fn elders_per_facility(&self) -> Option<f64> {
        self.elders_of_facilities.each()
    }

    /// Beds for 1,000 elders, of those that are told.
    pub fn beds_per_1000(&self) -> Option<f64> {
        self.offer.beds?;
        Some(self.beds_of_elders.each()? * PER_1000)
    }

    /// Floor area for 100 households, m2, of those that are told.
    pub fn area_per_100_households(&self) -> Option<f64> {
        self.offer.floor_area_m2?;
        Some(self.area_of_households.each()? * PER_100)
    }
}

/// Elders that beds are told for.
const PER_1000: f64 = 1000.0;
/// Households that floor area is told for.
const PER_100: f64 = 100.0;

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

/// Totals of every kind of unit that there is, all, then town, then country where that is told; the kinds in their order.
pub(super) fn totals(roster: &Roster, figures: &[UnitFigures]) -> Vec<Total> {
    let mut kinds: Vec<_> = figures.iter().map(|one| roster.units[one.unit].kind).collect();
    // What is of no kind told comes last.
    kinds.sort_unstable_by_key(|kind| (kind.is_none(), *kind));
    kinds.dedup();
    let mut totals = Vec::new();
    for kind in kinds {
        let of_kind = figures.iter().filter(|one| roster.units[one.unit].kind == kind);
        let mut places: Vec<_> = of_kind.filter_map(|one| roster.units[one.unit].urban_rural).collect();
        places.sort_unstable();
        places.dedup();
        totals.push(total(roster, figures, kind, None));
        totals.extend(
            places
                .into_iter()
                .map(|place| total(roster, figures, kind, Some(place))),
        );
    }
    totals
}
