//! Walking times between demand and sites as a sparse table: a pair that is not there is beyond reach.

/// One walk: from a demand to a site, both by position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Which demand.
    pub demand: usize,
    /// Which site.
    pub site: usize,
    /// Walking time.
    pub minutes: f64,
}

/// Why pairs are no table of walking times.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum MinutesError {
    /// A pair names a demand or site that is not there.
    #[error("pair {position}: demand {demand} or site {site} is not among those given; check the positions")]
    OutOfRange {
        /// Which pair, from 0.
        position: usize,
        /// The demand it names.
        demand: usize,
        /// The site it names.
        site: usize,
    },
    /// A time is negative or not a number.
    #[error("pair {position}: {minutes} minutes is no walking time; give 0 or more")]
    NotATime {
        /// Which pair, from 0.
        position: usize,
        /// The time it tells.
        minutes: f64,
    },
}

/// Walking times of the pairs within reach, by demand, then site.
///
/// # Memory
/// 16 bytes a pair, 8 a demand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparseMinutes {
    /// Where each demand's pairs begin; one more than demands.
    starts: Vec<usize>,
    sites: usize,
    pairs: Vec<(u32, f64)>,
}

impl SparseMinutes {
    /// A table of these pairs in any order. Of a pair told twice the shorter walk is kept.
    ///
    /// # Errors
    /// The first pair that names nothing given, or whose time is none.
    ///
    /// # Complexity
    /// `O(n log n)` in the pairs.
    ///
    /// # Examples
    /// ```
    /// use service_circle_core::units::supply::{Pair, SparseMinutes};
    ///
    /// let table = SparseMinutes::new(2, 1, vec![Pair { demand: 1, site: 0, minutes: 7.5 }])?;
    /// assert_eq!(table.of_demand(0).count(), 0);
    /// assert_eq!(table.of_demand(1).next(), Some((0, 7.5)));
    /// # Ok::<(), service_circle_core::units::supply::MinutesError>(())
    /// ```
    pub fn new(demands: usize, sites: usize, mut pairs: Vec<Pair>) -> Result<Self, MinutesError> {
        for (position, pair) in pairs.iter().enumerate() {
            let Pair { demand, site, minutes } = *pair;
            if demand >= demands || site >= sites || u32::try_from(site).is_err() {
                return Err(MinutesError::OutOfRange { position, demand, site });
            }
            if !(minutes.is_finite() && minutes >= 0.0) {
                return Err(MinutesError::NotATime { position, minutes });
            }
        }
        pairs.sort_by(|a, b| {
            let places = (a.demand, a.site).cmp(&(b.demand, b.site));
            places.then(a.minutes.total_cmp(&b.minutes))
        });
        pairs.dedup_by_key(|pair| (pair.demand, pair.site));
        let mut starts = vec![0; demands + 1];
        for pair in &pairs {
            starts[pair.demand + 1] += 1;
        }
        for demand in 0..demands {
            starts[demand + 1] += starts[demand];
        }
        let pairs = pairs.iter().map(|pair| (pair.site as u32, pair.minutes)).collect();
        Ok(Self { starts, sites, pairs })
    }

    /// How many demands.
    pub fn demands(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many sites.
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// How many pairs.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether no site is in reach of any demand.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The sites in reach of a demand, in their order, and the minutes to each.
    pub fn of_demand(&self, demand: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = match (self.starts.get(demand), self.starts.get(demand + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
        let pairs = self.pairs.get(range).unwrap_or_default();
        pairs.iter().map(|(site, minutes)| (*site as usize, *minutes))
    }

    /// All pairs, by demand, then site.
    pub fn iter(&self) -> impl Iterator<Item = Pair> + '_ {
        (0..self.demands()).flat_map(|demand| {
            self.of_demand(demand)
                .map(move |(site, minutes)| Pair { demand, site, minutes })
        })
    }

    /// The same table with the pairs of some sites alone; all keep their positions.
    #[must_use]
    pub fn only(&self, keeps: impl Fn(usize) -> bool) -> Self {
        let mut only = Self {
            starts: vec![0],
            sites: self.sites,
            pairs: Vec::new(),
        };
        for demand in 0..self.demands() {
            let kept = self.of_demand(demand).filter(|(site, _)| keeps(*site));
            only.pairs.extend(kept.map(|(site, minutes)| (site as u32, minutes)));
            only.starts.push(only.pairs.len());
        }
        only
    }

    /// The same table with other values: each demand's row, `(site, value)`, is changed in place.
    #[must_use]
    pub(super) fn map_rows(&self, change: impl Fn(&mut [(u32, f64)])) -> Self {
        let mut mapped = self.clone();
        for demand in 0..self.demands() {
            if let Some(row) = mapped.pairs.get_mut(self.starts[demand]..self.starts[demand + 1]) {
                change(row);
            }
        }
        mapped
    }

    /// The demands that walk to each site within some minutes (inclusive), in their order.
    pub fn reached_within(&self, minutes: f64) -> Vec<Vec<usize>> {
        let mut reached = vec![Vec::new(); self.sites];
        for pair in self.iter().filter(|pair| pair.minutes <= minutes) {
            if let Some(demands) = reached.get_mut(pair.site) {
                demands.push(pair.demand);
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(demand: usize, site: usize, minutes: f64) -> Pair {
        Pair { demand, site, minutes }
    }

    #[test]
    fn pairs_come_by_demand_then_site_and_the_shorter_walk_is_kept() {
        let pairs = vec![pair(2, 1, 3.0), pair(0, 1, 9.0), pair(0, 0, 1.0), pair(0, 1, 4.0)];
        let table = SparseMinutes::new(3, 2, pairs).unwrap();
        let all: Vec<Pair> = table.iter().collect();
        assert_eq!(all, [pair(0, 0, 1.0), pair(0, 1, 4.0), pair(2, 1, 3.0)]);
        assert_eq!(table.of_demand(1).count() + table.of_demand(7).count(), 0);
        assert_eq!(table.reached_within(3.0), [vec![0], vec![2]], "the limit is inclusive");
        assert_eq!((table.demands(), table.sites(), table.len()), (3, 2, 3));
    }

    #[test]
    fn what_is_no_walk_is_told_by_its_position() {
        let out = SparseMinutes::new(1, 1, vec![pair(0, 0, 1.0), pair(0, 1, 1.0)]);
        assert!(
            matches!(out, Err(MinutesError::OutOfRange { position: 1, .. })),
            "{out:?}"
        );
        for minutes in [-1.0, f64::NAN, f64::INFINITY] {
            let out = SparseMinutes::new(1, 1, vec![pair(0, 0, minutes)]);
            assert!(
                matches!(out, Err(MinutesError::NotATime { position: 0, .. })),
                "{out:?}"
            );
        }
        assert!(SparseMinutes::new(0, 0, Vec::new()).unwrap().is_empty());
    }
}
