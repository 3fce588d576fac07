//! Two-step and three-step floating catchments: how much supply each demand can walk to, shared with all who can.

use super::decay::Catchment;
use super::minutes::SparseMinutes;

/// Who can walk to how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FloatingCatchment {
    /// Supply for each person of each demand: 0 where no site is in reach; `None` where one is that nobody lives within reach
    /// of (its supply would be shared by no one).
    pub access: Vec<Option<f64>>,
    /// Supply for each person of each site, weighted; `None` where nobody lives within reach.
    pub ratio: Vec<Option<f64>>,
    /// Supply of the sites that somebody can walk to. It is what `access` hands out: the sum of people x access over all demands.
    pub in_reach: f64,
    /// Supply of the sites that nobody can walk to.
    pub out_of_reach: f64,
}

/// Two-step floating catchment: 2SFCA with an even catchment, E2SFCA with one whose weights fall.
///
/// Each site shares its supply among the people within reach, `R_j = S_j / sum_k P_k w_kj`; each demand sums what it can walk to,
/// `A_i = sum_j R_j w_ij`. People and supply that are missing, negative or not numbers count 0.
///
/// # Units
/// Access is supply a person: beds told, beds a person. Times 1,000 for the usual figure.
///
/// # Complexity
/// `O(pairs)`; sums run by demand, then site, so the answer is the same on every machine.
///
/// # Examples
/// ```
/// use service_circle_core::units::supply::{Catchment, Decay, Pair, SparseMinutes, two_step};
///
/// // 30 beds; 600 elders walk 10 min, 400 walk 15, 500 walk 16.
/// let walks = [10.0, 15.0, 16.0].into_iter().enumerate();
/// let pairs = walks.map(|(demand, minutes)| Pair { demand, site: 0, minutes }).collect();
/// let minutes = SparseMinutes::new(3, 1, pairs)?;
/// let found = two_step(&minutes, &[600.0, 400.0, 500.0], &[30.0], &Catchment::new(15.0, Decay::None)?);
/// assert_eq!(found.access, [Some(0.03), Some(0.03), Some(0.0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Luo & Wang 2003; Luo & Qi 2009 (E2SFCA); held against `PySAL` `access` 1.1.10.
pub fn two_step(minutes: &SparseMinutes, people: &[f64], supply: &[f64], catchment: &Catchment) -> FloatingCatchment {
    let weights = minutes.map_rows(|row| {
        for (_, walk) in row {
            *walk = catchment.weight(*walk);
        }
    });
    float(&weights, people, supply)
}

/// Three-step floating catchment: as [`two_step`], but a demand that can choose leans less on each site. The walk's weight is
/// multiplied, in both steps, by `G_ij = w_ij / sum_j w_ij` over the sites within the limit.
///
/// # Complexity
/// As [`two_step`].
///
/// # References
/// Wan, Zou & Sternberg 2012; held against `PySAL` `access` 1.1.10 (whose sum in `G` runs over all pairs of its table, those
/// beyond the limit too: give it none).
pub fn three_step(minutes: &SparseMinutes, people: &[f64], supply: &[f64], catchment: &Catchment) -> FloatingCatchment {
    let weights = minutes.map_rows(|row| {
        let mut all = 0.0;
        for (_, walk) in &mut *row {
            *walk = catchment.weight(*walk);
            all += *walk;
        }
        if all > 0.0 {
            for (_, weight) in row {
                *weight *= *weight / all;
            }
        }
    });
    float(&weights, people, supply)
}

/// Shares supply by the weights of walks.
fn float(weights: &SparseMinutes, people: &[f64], supply: &[f64]) -> FloatingCatchment {
    let mut sharing = vec![0.0; weights.sites()];
    for demand in 0..weights.demands() {
        let people = counted(people, demand);
        for (site, weight) in weights.of_demand(demand) {
            sharing[site] += people * weight;
        }
    }
    let ratio: Vec<Option<f64>> = sharing
        .iter()
        .enumerate()
        .map(|(site, people)| (*people > 0.0).then(|| counted(supply, site) / people))
        .collect();
    let access = (0..weights.demands()).map(|demand| {
        weights
            .of_demand(demand)
            .filter(|(_, weight)| *weight > 0.0)
            .try_fold(0.0, |sum, (site, weight)| Some(sum + ratio[site]? * weight))
    });
    let supply_where = |reached: bool| {
        let sites = ratio.iter().enumerate().filter(|(_, ratio)| ratio.is_some() == reached);
        sites.fold(0.0, |sum, (site, _)| sum + counted(supply, site))
    };
    FloatingCatchment {
        access: access.collect(),
        in_reach: supply_where(true),
        out_of_reach: supply_where(false),
        ratio,
    }
}

/// An amount that can be counted; 0 where there is none.
fn counted(amounts: &[f64], position: usize) -> f64 {
    let amount = amounts.get(position).copied().unwrap_or(0.0);
    if amount.is_finite() { amount.max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::decay::Decay;
    use super::super::minutes::Pair;
    use super::*;

    fn table(demands: usize, sites: usize, pairs: &[(usize, usize, f64)]) -> SparseMinutes {
        let pairs = pairs.iter().map(|(demand, site, minutes)| Pair {
            demand: *demand,
            site: *site,
            minutes: *minutes,
        });
        SparseMinutes::new(demands, sites, pairs.collect()).unwrap()
    }

    #[test]
    fn steps_weigh_both_sides() {
        // By hand: 40 beds; 100 people at 5 min (weight 1), 100 at 10 (0.68). R = 40 / 168; A = R and 0.68 R.
        let minutes = table(2, 1, &[(0, 0, 5.0), (1, 0, 10.0)]);
        let found = two_step(&minutes, &[100.0, 100.0], &[40.0], &Catchment::in_thirds(15.0).unwrap());
        assert!((found.access[0].unwrap() - 40.0 / 168.0).abs() < 1e-15);
        assert!((found.access[1].unwrap() - 0.68 * 40.0 / 168.0).abs() < 1e-15);
    }

    #[test]
    fn who_can_choose_leans_half_as_much_on_each() {
        // By hand: A has both sites (G = 1/2 each), B only the second (G = 1). People 100 each, 10 beds each, all weights 1.
        // Site 0: 10 / 50 = 0.2. Site 1: 10 / (50 + 100) = 1/15. A: 0.1 + 1/30; B: 1/15.
        let minutes = table(2, 2, &[(0, 0, 1.0), (0, 1, 1.0), (1, 1, 1.0)]);
        let even = Catchment::new(15.0, Decay::None).unwrap();
        let found = three_step(&minutes, &[100.0, 100.0], &[10.0, 10.0], &even);
        assert!((found.access[0].unwrap() - (0.1 + 1.0 / 30.0)).abs() < 1e-15);
        assert!((found.access[1].unwrap() - 1.0 / 15.0).abs() < 1e-15);
        // 20 beds handed out, to 100 people each.
        assert!((found.access.iter().flatten().sum::<f64>() * 100.0 - 20.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_and_nothing_in_reach_are_told_apart() {
        // Demand 0: nothing in reach. Demand 1: nobody lives there, and the site is only its own. Demand 2: beyond the limit.
        let minutes = table(3, 3, &[(1, 1, 3.0), (2, 2, 99.0)]);
        let even = Catchment::new(15.0, Decay::None).unwrap();
        let found = two_step(&minutes, &[10.0, 0.0, 5.0], &[1.0, 2.0, 4.0], &even);
        assert_eq!(found.access, [Some(0.0), None, Some(0.0)]);
        assert_eq!(found.ratio, [None, None, None]);
        assert_eq!((found.in_reach, found.out_of_reach), (0.0, 7.0));
    }

    #[test]
    fn amounts_that_are_none_count_nothing() {
        let minutes = table(2, 1, &[(0, 0, 1.0), (1, 0, 1.0)]);
        let even = Catchment::new(15.0, Decay::None).unwrap();
        let found = two_step(&minutes, &[f64::NAN], &[f64::INFINITY], &even);
        assert_eq!((found.access, found.ratio), (vec![None, None], vec![None]));
        let found = two_step(&minutes, &[-1.0, 5.0], &[10.0], &even);
        assert_eq!(found.access, [Some(2.0), Some(2.0)]);
    }
}
