//! Everything known of one compound's data.

use rayon::prelude::*;

use super::grade::{Grade, grade};
use super::inner_ways::{InnerWays, inner_ways};
use crate::ids::OsmId;
use crate::network::{Built, DISTRICT_M2, Gated};
use crate::place::{Compound, DwellingBasis, Evidence, OutlineFrom, Placed};
use crate::reach::CompoundReach;
use crate::units_of_measure::Milliseconds;

/// What is known of one compound's data. Figures of an outline are absent without one.
#[derive(Clone, Debug, PartialEq)]
pub struct CompoundQuality {
    /// How good the data are.
    pub grade: Grade,
    /// Codes of the [`RULES`](super::RULES) that hold, the heaviest first.
    pub held_down_by: Vec<&'static str>,
    /// Where the outline came from.
    pub outline: OutlineFrom,
    /// Separate parts of the outline: two where two compounds are one relation, or one compound lies in two halves.
    pub parts: u32,
    /// Whether the outline's place lies in another, larger outline of homes.
    pub nested: bool,
    /// The listed compound whose outline that is, where it is one: by position in the list.
    pub nested_in: Option<usize>,
    /// Its area, m2.
    pub area_m2: Option<f64>,
    /// Whether it is larger than any compound.
    pub district: bool,
    /// Whether the data say that it is gated, and why; believed or not.
    pub gated: Option<Gated>,
    /// Share of the outline along a wall or fence.
    pub wall_share: Option<f64>,
    /// A public street that runs through it.
    pub through_street: Option<OsmId>,
    /// Ways in by class, `E0` to `E6`.
    pub ways_in: [u32; Evidence::COUNT],
    /// Ways inside the outline.
    pub inner: InnerWays,
    /// Dwelling points.
    pub dwellings: u32,
    /// What they were made from.
    pub dwelling_basis: DwellingBasis,
    /// Median of the straight metres from a dwelling to the network, of those that join it.
    pub snap_median_m: Option<f64>,
    /// The longest of them.
    pub snap_longest_m: Option<f64>,
    /// Dwellings that join from farther than `snap_m`.
    pub flagged: u32,
    /// Dwellings that join nothing.
    pub off_network: u32,
    /// Whether some dwelling reaches the edge of the data within the limit.
    pub edge_of_data: bool,
}

impl CompoundQuality {
    /// The best class of way in that is known.
    pub fn best_way_in(&self) -> Option<Evidence> {
        Evidence::ALL
            .into_iter()
            .zip(self.ways_in)
            .find(|(_, count)| *count > 0)
            .map(|(evidence, _)| evidence)
    }

    /// Whether it has an outline.
    pub fn has_outline(&self) -> bool {
        matches!(
            self.outline,
            OutlineFrom::Table | OutlineFrom::Extract(_) | OutlineFrom::Adopted(_)
        )
    }
}

/// The records of all compounds, in their order; `reached` are their walks by the circle of this limit.
///
/// # Complexity
/// `O(e log o)` for `e` edges and `o` outlines, in parallel; the answer does not depend on the number of threads.
pub fn of(built: &Built, placed: &Placed, reached: &[CompoundReach], limit: Milliseconds) -> Vec<CompoundQuality> {
    // Outlines of compounds come first in the zoning, in the order of the compounds that have one.
    let owners: Vec<usize> = (0..placed.compounds.len())
        .filter(|compound| placed.compounds[*compound].outline.is_some())
        .collect();
    let mut numbers = vec![None; placed.compounds.len()];
    for (number, owner) in (0_u32..).zip(&owners) {
        numbers[*owner] = Some(number);
    }
    let inner = inner_ways(built, owners.len());
    let nothing = CompoundReach::default();
    placed
        .compounds
        .par_iter()
        .enumerate()
        .map(|(position, compound)| {
            let reach = reached.get(position).unwrap_or(&nothing);
            let mut record = of_dwellings(compound, reach, limit);
            record.outline = placed.outline_sources.get(position).copied().unwrap_or_default();
            if let Some(number) = numbers[position] {
                record.inner = inner.get(number as usize).copied().unwrap_or_default();
                record.add_outline(compound, number, built, &owners);
            }
            (record.grade, record.held_down_by) = grade(&record);
            record
        })
        .collect()
}

/// What the dwellings and ways in tell; nothing of the outline yet.
fn of_dwellings(compound: &Compound, reach: &CompoundReach, limit: Milliseconds) -> CompoundQuality {
    let mut ways_in = [0; Evidence::COUNT];
    for way_in in &compound.ways_in {
        ways_in[way_in.evidence as usize] += 1;
    }
    let mut snaps: Vec<f64> = compound
        .dwellings
        .iter()
        .filter_map(|dwelling| {
            dwelling
                .links
                .iter()
                .map(|link| link.off.length.metres())
                .reduce(f64::min)
        })
        .collect();
    snaps.sort_by(f64::total_cmp);
    let flagged = compound
        .dwellings
        .iter()
        .filter(|dwelling| !dwelling.links.is_empty() && dwelling.links.iter().all(|link| link.flagged));
    CompoundQuality {
        grade: Grade::default(),
        held_down_by: Vec::new(),
        outline: OutlineFrom::None,
        parts: 0,
        nested: false,
        nested_in: None,
        area_m2: None,
        district: false,
        gated: None,
        wall_share: None,
        through_street: None,
        ways_in,
        inner: InnerWays::default(),
        dwellings: compound.dwellings.len() as u32,
        dwelling_basis: compound.dwelling_basis,
        snap_median_m: snaps.get(snaps.len().saturating_sub(1) / 2).copied(),
        snap_longest_m: snaps.last().copied(),
        flagged: flagged.count() as u32,
        off_network: (compound.dwellings.len() - snaps.len()) as u32,
        edge_of_data: reach
            .dwellings
            .iter()
            .any(|walk| walk.edge_of_data.is_some_and(|time| time <= limit)),
    }
}

impl CompoundQuality {
    fn add_outline(&mut self, compound: &Compound, number: u32, built: &Built, owners: &[usize]) {
        self.parts = compound.outline.as_ref().map_or(0, |outline| outline.0.len() as u32);
        let zoning = &built.zoning;
        if let Some(found) = zoning.evidence.get(number as usize) {
            self.area_m2 = Some(found.area_m2);
            self.district = found.area_m2 > DISTRICT_M2;
            self.gated = Some(found.gated);
            self.wall_share = Some(found.wall_share);
            self.through_street = found.through_street;
        }
        // Innermost first: what follows the own outline holds it.
        let around = zoning.outlines().holding(compound.place).into_iter();
        let outer = around.skip_while(|one| *one != number).nth(1);
        self.nested = outer.is_some();
        self.nested_in = outer.and_then(|outer| owners.get(outer as usize).copied());
    }
}
