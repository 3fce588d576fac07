//! How evenly something is spread over people: Gini, Lorenz curve, the share below a line. Weighted by people, not by places.

use crate::units::share::ratio;

/// People who each have the same amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// How many; those that are no number above 0 are passed over.
    pub people: f64,
    /// What each has; those of an amount that is no number are passed over.
    pub each: f64,
}

/// A point of the Lorenz curve: the poorest `people` of all hold this share of everything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LorenzPoint {
    /// Share of people, the poorest first.
    pub people: f64,
    /// Share of everything that they hold.
    pub held: f64,
}

/// What everybody would have if all were shared alike; `None` where there is nobody.
pub fn mean(held: &[Held]) -> Option<f64> {
    let (people, all) = totals(&counted(held));
    ratio(all, people)
}

/// The Lorenz curve from (0, 0) to (1, 1), one point for each amount that occurs; empty where there is nobody or nothing.
///
/// # Complexity
/// `O(n log n)`.
pub fn lorenz(held: &[Held]) -> Vec<LorenzPoint> {
    let mut sorted = counted(held);
    sorted.sort_by(|a, b| a.each.total_cmp(&b.each));
    let (people, all) = totals(&sorted);
    if !(people > 0.0 && all > 0.0) {
        return Vec::new();
    }
    let mut curve = vec![LorenzPoint { people: 0.0, held: 0.0 }];
    let (mut people_so_far, mut held_so_far) = (0.0, 0.0);
    for alike in sorted.chunk_by(|a, b| a.each.total_cmp(&b.each).is_eq()) {
        let (more_people, more_held) = totals(alike);
        people_so_far += more_people;
        held_so_far += more_held;
        curve.push(LorenzPoint {
            people: people_so_far / people,
            held: held_so_far / all,
        });
    }
    curve
}

/// Gini coefficient weighted by people: 0 where all have the same, towards 1 where one has all. `None` where there is nobody or
/// nothing to have.
///
/// It is `sum_ij p_i p_j |A_i - A_j| / (2 mean)` with `p` the shares of people, computed as 1 less twice the area under the
/// Lorenz curve.
///
/// # Complexity
/// `O(n log n)`.
///
/// # Examples
/// ```
/// use service_circle_core::units::supply::{Held, gini};
///
/// let people = |people: f64, each: f64| Held { people, each };
/// assert_eq!(gini(&[people(50.0, 3.0), people(10.0, 3.0)]), Some(0.0));
/// assert_eq!(gini(&[people(50.0, 0.0), people(50.0, 2.0)]), Some(0.5));
/// assert_eq!(gini(&[people(50.0, 0.0)]), None);
/// ```
pub fn gini(held: &[Held]) -> Option<f64> {
    let curve = lorenz(held);
    if curve.is_empty() {
        return None;
    }
    let twice_below: f64 = curve
        .windows(2)
        .map(|pair| match pair {
            [from, to] => (to.people - from.people) * (from.held + to.held),
            _ => 0.0,
        })
        .sum();
    // Rounding must not make it fall below 0.
    Some((1.0 - twice_below).max(0.0))
}

/// The share of people who have less than a line; `None` where there is nobody.
pub fn share_below(held: &[Held], line: f64) -> Option<f64> {
    let all = counted(held);
    let below: Vec<Held> = all.iter().copied().filter(|one| one.each < line).collect();
    ratio(totals(&below).0, totals(&all).0)
}

fn counted(held: &[Held]) -> Vec<Held> {
    let is_counted = |one: &&Held| one.people.is_finite() && one.people > 0.0 && one.each.is_finite();
    let not_below_0 = |one: &Held| Held {
        each: one.each.max(0.0),
        ..*one
    };
    held.iter().filter(is_counted).map(not_below_0).collect()
}

/// People, and what they have together.
fn totals(held: &[Held]) -> (f64, f64) {
    held.iter().fold((0.0, 0.0), |(people, all), one| {
        (people + one.people, all + one.people * one.each)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(pairs: &[(f64, f64)]) -> Vec<Held> {
        pairs.iter().map(|&(people, each)| Held { people, each }).collect()
    }

    #[test]
    fn the_curve_goes_by_people_the_poorest_first() {
        // By hand: 1 has 4, 3 have 0, 4 have 1: of 8 in all the poorest 3 of 8 hold 0, the next 4 hold 4.
        let curve = lorenz(&held(&[(1.0, 4.0), (3.0, 0.0), (4.0, 1.0)]));
        let points: Vec<(f64, f64)> = curve.iter().map(|point| (point.people, point.held)).collect();
        assert_eq!(points, [(0.0, 0.0), (0.375, 0.0), (0.875, 0.5), (1.0, 1.0)]);
    }

    #[test]
    fn the_line_itself_is_not_below_it() {
        let all = held(&[(1.0, 1.0), (1.0, 2.0), (2.0, 3.0)]);
        assert_eq!(share_below(&all, 2.0), Some(0.25));
        assert_eq!(share_below(&all, 2.1), Some(0.5));
        assert_eq!(mean(&all), Some(2.25));
    }

    #[test]
    fn nobody_and_nothing_are_not_told() {
        let odd = held(&[(0.0, 5.0), (-1.0, 5.0), (f64::NAN, 1.0), (2.0, f64::NAN)]);
        assert_eq!((gini(&odd), mean(&odd), share_below(&odd, 1.0)), (None, None, None));
        assert!(lorenz(&odd).is_empty());
        assert_eq!(share_below(&held(&[(2.0, 0.0)]), 1.0), Some(1.0));
    }
}
