//! Supply within reach, compound by compound: floating catchments over the walks of dwellings.

use super::demand::Demand;
use super::supply::{
    Catchment, Decay, FloatingCatchment, Held, LorenzPoint, SparseMinutes, gini, lorenz, mean, share_below, three_step,
    two_step,
};
use crate::options::{Circle, CoverageOptions};
use crate::place::{Compound, Facility, Placed};
use crate::units_of_measure::Milliseconds;

/// What is supplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supply {
    /// Beds.
    Beds,
    /// Floor area, m2.
    FloorArea,
}

impl Supply {
    const ALL: [Self; 2] = [Self::Beds, Self::FloorArea];

    fn of(self, facility: &Facility) -> Option<f64> {
        match self {
            Self::Beds => facility.beds,
            Self::FloorArea => facility.floor_area_m2,
        }
    }
}

/// How what is supplied is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Method {
    /// Two steps, every walk within the limit alike.
    #[serde(rename = "2SFCA")]
    TwoStep,
    /// Two steps, weights by thirds of the limit.
    #[serde(rename = "E2SFCA-steps")]
    TwoStepThirds,
    /// Two steps, weights by a Gaussian.
    #[serde(rename = "E2SFCA-gaussian")]
    TwoStepGaussian,
    /// Three steps, weights by thirds of the limit.
    #[serde(rename = "3SFCA")]
    ThreeStepThirds,
}

impl Method {
    /// All, in the order they are told.
    pub const ALL: [Self; 4] = [
        Self::TwoStep,
        Self::TwoStepThirds,
        Self::TwoStepGaussian,
        Self::ThreeStepThirds,
    ];

    /// The walks that count, and how much; `None` where the limit is none.
    fn catchment(self, limit_min: f64, options: &CoverageOptions) -> Option<Catchment> {
        let found = match self {
            Self::TwoStep => Catchment::new(limit_min, Decay::None),
            Self::TwoStepThirds | Self::ThreeStepThirds => Catchment::in_thirds(limit_min),
            Self::TwoStepGaussian => {
                let sigma_min = options.gaussian_sigma_min.unwrap_or(limit_min / 2.0);
                Catchment::new(limit_min, Decay::Gaussian { sigma_min })
            }
        };
        found.ok()
    }

    /// Shares out some supply.
    fn share_out(
        self,
        minutes: &SparseMinutes,
        people: &[f64],
        supply: &[f64],
        catchment: &Catchment,
    ) -> FloatingCatchment {
        match self {
            Self::ThreeStepThirds => three_step(minutes, people, supply, catchment),
            Self::TwoStep | Self::TwoStepThirds | Self::TwoStepGaussian => two_step(minutes, people, supply, catchment),
        }
    }
}

/// One kind of supply in one circle.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessFigures {
    /// What is supplied.
    pub supply: Supply,
    /// All of it, by the facilities counted.
    pub total: f64,
    /// Facilities counted that do not tell it.
    pub not_told: u64,
    /// By method, in the order of [`Method::ALL`].
    pub methods: Vec<MethodFigures>,
    /// Facilities counted within the limit of each compound's dwellings, the most of any dwelling.
    pub in_reach: Vec<u64>,
}

/// What one method says. Access is supply for 1,000 elders.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodFigures {
    /// The method.
    pub method: Method,
    /// For each compound, the mean of its dwellings; `None` where it cannot be told.
    pub access: Vec<Option<f64>>,
    /// What everybody would have, were all shared alike; `None` where no elders are told.
    pub mean: Option<f64>,
    /// How unevenly elders have it.
    pub gini: Option<f64>,
    /// Share of elders with fewer beds than the plan's line; `None` of other supply, or where it tells none.
    pub share_below: Option<f64>,
    /// Share of elders with nothing at all.
    pub share_without: Option<f64>,
    /// Supply that nobody can walk to.
    pub out_of_reach: f64,
    /// The Lorenz curve.
    pub lorenz: Vec<LorenzPoint>,
}

/// Everything supplied in one circle; empty where nothing was walked, or no compound tells its elders.
///
/// # Complexity
/// `O(pairs)` for each kind of supply and method.
pub(super) fn access(
    circle: &Circle,
    limit: Milliseconds,
    placed: &Placed,
    minutes: &SparseMinutes,
    options: &CoverageOptions,
) -> Vec<AccessFigures> {
    if placed.compounds.iter().all(|compound| compound.elders.is_none()) {
        return Vec::new();
    }
    let demand = Demand::of(&placed.compounds);
    let counts: Vec<bool> = placed.facilities.iter().map(|one| one.counts_in(circle)).collect();
    // Facilities that do not count are no choice.
    let minutes = &minutes.only(|site| counts.get(site).copied().unwrap_or(false));
    let in_reach = in_reach(minutes, limit, &placed.compounds, &demand);
    let of_supply = |supply: Supply| {
        let facilities = placed.facilities.iter().zip(&counts);
        let amounts: Vec<Option<f64>> = facilities
            .map(|(facility, counts)| supply.of(facility).filter(|_| *counts))
            .collect();
        let told: Vec<f64> = amounts.iter().copied().flatten().collect();
        if told.is_empty() {
            return None;
        }
        let amounts: Vec<f64> = amounts.into_iter().map(Option::unwrap_or_default).collect();
        let methods = Method::ALL.into_iter().filter_map(|method| {
            let catchment = method.catchment(limit.minutes(), options)?;
            let found = method.share_out(minutes, &demand.weights, &amounts, &catchment);
            Some(method_figures(
                (supply, method),
                &found,
                &demand,
                &placed.compounds,
                options,
            ))
        });
        Some(AccessFigures {
            supply,
            total: told.iter().sum(),
            not_told: (counts.iter().filter(|counts| **counts).count() - told.len()) as u64,
            methods: methods.collect(),
            in_reach: in_reach.clone(),
        })
    };
    Supply::ALL.into_iter().filter_map(of_supply).collect()
}

fn in_reach(minutes: &SparseMinutes, limit: Milliseconds, compounds: &[Compound], demand: &Demand) -> Vec<u64> {
    let sites = |dwelling: usize| {
        let walks = minutes.of_demand(dwelling);
        walks.filter(|(_, minutes)| *minutes <= limit.minutes()).count() as u64
    };
    let compounds = compounds.iter().enumerate();
    compounds
        .map(|(position, compound)| demand.dwellings(position, compound).map(sites).max().unwrap_or(0))
        .collect()
}

fn method_figures(
    (supply, method): (Supply, Method),
    found: &FloatingCatchment,
    demand: &Demand,
    compounds: &[Compound],
    options: &CoverageOptions,
) -> MethodFigures {
    let access = &found.access;
    let line = options.access_line_per_1000.filter(|_| supply == Supply::Beds);
    let held: Vec<Held> = access
        .iter()
        .zip(&demand.weights)
        .filter_map(|(access, people)| {
            Some(Held {
                people: *people,
                each: PER_1000 * (*access)?,
            })
        })
        .collect();
    let of_compound = |(position, compound): (usize, &Compound)| {
        let mut dwellings = demand.dwellings(position, compound).peekable();
        dwellings.peek()?;
        dwellings.try_fold(0.0, |sum, dwelling| {
            Some(sum + PER_1000 * access.get(dwelling).copied().flatten()? * demand.shares.get(dwelling)?)
        })
    };
    MethodFigures {
        method,
        access: compounds.iter().enumerate().map(of_compound).collect(),
        mean: mean(&held),
        gini: gini(&held),
        share_below: line.and_then(|line| share_below(&held, line)),
        share_without: share_below(&held, f64::MIN_POSITIVE),
        out_of_reach: found.out_of_reach,
        lorenz: lorenz(&held),
    }
}

/// Access is told for so many elders.
const PER_1000: f64 = 1000.0;
