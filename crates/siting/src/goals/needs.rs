//! What must be covered, as a covering kernel.

use crate::capacity::Aim;
use crate::covering::{CoverDraft, CoverKernel};
use crate::infeasible::ConstraintName;
use crate::problem::{Base, Scope, Target};
use crate::rules::Setting;

/// Families of demand and how much of each must be covered.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    /// The family of each place; `None`: it does not count.
    family: Vec<Option<u32>>,
    least: Vec<i64>,
    names: Vec<ConstraintName>,
}

impl Needs {
    /// Those of a target.
    pub(crate) fn of_target(setting: &Setting<'_>, target: Target) -> Self {
        let instance = setting.instance;
        let coverable = setting.coverable();
        let (count, name): (usize, fn(usize) -> ConstraintName) = match target.scope {
            Scope::Whole => (1, |_| ConstraintName::Target(None)),
            Scope::EachGroup => (instance.groups().len(), |group| {
                ConstraintName::Target(Some(crate::GroupIndex::at(group)))
            }),
        };
        let family = instance.demand().iter().map(|demand| match target.scope {
            _ if demand.weight == 0 => None,
            Scope::Whole => Some(0),
            Scope::EachGroup => demand.group.map(|group| group.0),
        });
        let family: Vec<Option<u32>> = family.collect();
        let mut wholes = vec![0_u64; count];
        for (place, family) in family.iter().enumerate() {
            if let Some(family) = family
                && (target.base == Base::All || coverable[place])
            {
                wholes[*family as usize] += instance.demand()[place].weight;
            }
        }
        Self {
            family,
            least: wholes
                .into_iter()
                .map(|whole| target.share.of_rounded_up(whole) as i64)
                .collect(),
            names: (0..count).map(name).collect(),
        }
    }

    /// Every place that some site could reach.
    pub(crate) fn of_coverable(setting: &Setting<'_>) -> Self {
        let mut needs = Self::of_target(setting, Target::all_coverable());
        needs.names = vec![ConstraintName::EveryPlaceReached];
        for (family, coverable) in needs.family.iter_mut().zip(setting.coverable()) {
            *family = family.filter(|_| coverable);
        }
        needs
    }

    /// By group, as told.
    pub(crate) fn of_groups(setting: &Setting<'_>, needs: Vec<i64>) -> Self {
        let demand = setting.instance.demand().iter();
        let family = demand.map(|demand| demand.group.filter(|_| demand.weight > 0).map(|group| group.0));
        Self {
            family: family.collect(),
            names: vec![ConstraintName::Target(None); needs.len()],
            least: needs,
        }
    }

    /// The aim of meeting these at least cost under capacities.
    pub(crate) fn aim(&self, costs: Vec<i64>) -> Aim {
        Aim::Needs {
            family: self.family.clone(),
            needs: self.least.clone(),
            costs,
        }
    }

    /// The constraints these are.
    pub(crate) fn names(&self) -> &[ConstraintName] {
        &self.names
    }

    /// Only those of these names; the others need nothing.
    pub(crate) fn restricted(&self, left: &[ConstraintName]) -> Self {
        let mut restricted = self.clone();
        for (need, name) in restricted.least.iter_mut().zip(&self.names) {
            if !left.contains(name) {
                *need = 0;
            }
        }
        restricted
    }

    /// The covering problem of walks within `limit`, no site decided yet.
    pub(crate) fn kernel(&self, setting: &Setting<'_>, limit: u32, costs: Vec<i64>) -> CoverKernel {
        let instance = setting.instance;
        let mut row_of = vec![None; self.family.len()];
        let (mut weights, mut family) = (Vec::new(), Vec::new());
        for (place, of) in self.family.iter().enumerate() {
            if let Some(of) = of.filter(|of| self.least[*of as usize] > 0) {
                row_of[place] = Some(weights.len() as u32);
                weights.push(instance.demand()[place].weight as i64);
                family.push(of);
            }
        }
        let rows_of = instance.times().rows().map(|(_, row)| {
            let within = row.iter().filter(|reach| reach.time <= limit);
            within.filter_map(|reach| row_of[reach.demand.index()]).collect()
        });
        CoverKernel::new(CoverDraft {
            rows_of: rows_of.collect(),
            costs,
            weights,
            family,
            needs: self.least.clone(),
        })
    }
}
