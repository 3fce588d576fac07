//! Dwellings as demand: numbered through all compounds, each with its share of its compound and of its elders.

use super::programme::StageCoverage;
use crate::gaps::{Verdict, class, dwelling_shares};
use crate::options::VerdictOptions;
use crate::place::Compound;

/// Dwellings through all compounds, and what each counts.
pub(super) struct Demand {
    /// The first dwelling of each compound.
    pub(super) first: Vec<usize>,
    /// The compound of each dwelling.
    compound: Vec<usize>,
    /// Each dwelling's share of its compound.
    pub(super) shares: Vec<f64>,
    /// What each counts: elders, where any compound tells them, else its share of one compound.
    pub(super) weights: Vec<f64>,
    has_elders: bool,
}

impl Demand {
    pub(super) fn of(compounds: &[Compound]) -> Self {
        let has_elders = compounds.iter().any(|compound| compound.elders.is_some());
        let mut demand = Self {
            first: Vec::with_capacity(compounds.len()),
            compound: Vec::new(),
            shares: Vec::new(),
            weights: Vec::new(),
            has_elders,
        };
        for (position, compound) in compounds.iter().enumerate() {
            demand.first.push(demand.shares.len());
            let each = if has_elders {
                compound.elders.unwrap_or(0.0)
            } else {
                1.0
            };
            for share in dwelling_shares(compound) {
                demand.compound.push(position);
                demand.shares.push(share);
                demand.weights.push(each * share);
            }
        }
        demand
    }

    /// The compound of a dwelling.
    pub(super) fn compound_of(&self, dwelling: usize) -> usize {
        self.compound.get(dwelling).copied().unwrap_or(usize::MAX)
    }

    /// The dwellings of a compound, numbered through all.
    pub(super) fn dwellings(&self, position: usize, compound: &Compound) -> std::ops::Range<usize> {
        let first = self.first.get(position).copied().unwrap_or(0);
        first..first + compound.dwellings.len()
    }

    /// What is covered where these dwellings are within the limit.
    pub(super) fn covered(&self, compounds: &[Compound], open: &[bool], options: &VerdictOptions) -> StageCoverage {
        let mut covered = StageCoverage {
            compounds_all: compounds.len() as u64,
            ..StageCoverage::default()
        };
        let (mut elders, mut elders_all) = (0.0, 0.0);
        for (position, compound) in compounds.iter().enumerate() {
            let within = self.dwellings(position, compound).filter(|dwelling| open[*dwelling]);
            let share = within.fold(0.0, |sum, dwelling| sum + self.shares[dwelling]);
            covered.compounds += u64::from(class(share, options) == Verdict::Served);
            elders += compound.elders.unwrap_or(0.0) * share;
            elders_all += compound.elders.unwrap_or(0.0);
        }
        if self.has_elders {
            (covered.elders, covered.elders_all) = (Some(elders), Some(elders_all));
        }
        covered
    }
}
