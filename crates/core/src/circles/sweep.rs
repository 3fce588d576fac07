//! The ground that belongs to streets: strips to both sides of every stretch, and fans round its bends and ends.
//!
//! A place is coloured where it is within so many metres of a street that is reached, no wall or water stands between, and no street
//! that is not reached is nearer: as in the network's own links, people use the street nearest to them that they can walk straight to.
//!
//! Strips are made of [`Ray`]s square to the street: one at each end, and where something is near one wherever its shadow changes.
//! Between these, walls are straight, so the strip is exact; half-way lines to other streets are curves, looked at until chords do.

use std::f64::consts::{PI, TAU};

use geo::Coord;

use super::ground::Nearby;
use super::rays::{Kind, Ray, Thing, cross, dot};

/// Ground this near a street is its own, metres: half a small block.
pub(super) const REACH_M: f64 = 25.0;
/// The street itself: half its width, coloured whatever stands beside it, metres.
pub(super) const CORE_M: f64 = 2.0;
/// Half-way lines to other streets are curves: looked at every so many metres at least, then closer until chords are this near to
/// them, but no closer than the least step.
const LOOK_EVERY_M: f64 = 5.0;
const CHORD_M: f64 = 0.2;
const LEAST_STEP_M: f64 = 0.2;
/// A shadow's edge is looked at this far to both sides of it, metres, or radians of a fan.
const BESIDE_EDGE: f64 = 0.05;
const BESIDE_EDGE_RADIANS: f64 = 0.002;
/// A full circle's arc is drawn with a corner every 15 degrees: 0.2 m off at most.
const ARC_STEP: f64 = PI / 12.0;

/// Where streets meet, bend or end, and one direction in which a reached one leaves from there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arm {
    pub(super) foot: Coord<f64>,
    /// Of length 1.
    pub(super) along: Coord<f64>,
}

/// Rings of ground, counter-clockwise, open, overlapping each other.
pub(super) struct Sweep<'a> {
    pub(super) nearby: &'a Nearby<'a>,
    pub(super) rings: Vec<Vec<Coord<f64>>>,
}

impl Sweep<'_> {
    /// The strips of a line, and the fans at its bends. Gives the arms that leave its two ends.
    pub(super) fn line(&mut self, line: &[Coord<f64>]) -> Option<[Arm; 2]> {
        let mut arms = Vec::with_capacity(2 * line.len());
        for pair in line.windows(2) {
            let run = pair[1] - pair[0];
            let length = run.x.hypot(run.y);
            if length > 0.0 {
                let along = run / length;
                self.strip(pair[0], along, length, pair[1]);
                arms.push(Arm { foot: pair[0], along });
                arms.push(Arm {
                    foot: pair[1],
                    along: along * -1.0,
                });
            }
        }
        let (first, last) = (*arms.first()?, *arms.last()?);
        for bend in arms.get(1..arms.len() - 1).unwrap_or_default().chunks_exact(2) {
            self.fans(bend);
        }
        Some([first, last])
    }

    /// A core of colour along a line, with nothing beside it.
    pub(super) fn core(&mut self, a: Coord<f64>, b: Coord<f64>) {
        let run = b - a;
        let length = run.x.hypot(run.y);
        if length > 0.0 {
            let aside = left_of(run / length) * CORE_M;
            self.rings.push(vec![a - aside, b - aside, b + aside, a + aside]);
        }
    }

    /// Both sides of a straight piece.
    fn strip(&mut self, start: Coord<f64>, along: Coord<f64>, length: f64, end: Coord<f64>) {
        let things = self.nearby.of(start, end, 2.0 * REACH_M);
        let aside = left_of(along);
        let seen = Piece {
            start,
            along,
            aside,
            length,
        };
        let spots = seen.spots(&things);
        for gate in things
            .iter()
            .filter(|thing| thing.kind == Kind::Stop)
            .filter_map(|wall| seen.crossing(wall))
        {
            // Beside a wall that the street goes through, the nearest place on its own side is the gate.
            let foot = start + along * gate;
            self.fan(foot, along, along * -1.0, PI);
            self.fan(foot, along * -1.0, along, PI);
        }
        let nearby = self.nearby;
        let own = |aside: Coord<f64>, spot: f64| {
            let ray = Ray {
                foot: if spot >= length { end } else { start + along * spot },
                along: aside,
            };
            // On a bridge nothing but the street is its own.
            let most = if nearby.in_water(ray.foot) { 0.0 } else { REACH_M };
            (ray, ray.length(things.iter(), most))
        };
        let right = looked_at(&spots, |spot| own(aside * -1.0, spot));
        let left = looked_at(&spots, |spot| own(aside, spot));
        let is_narrow = right.iter().chain(&left).any(|(_, own)| *own < CORE_M);
        let ends = right.into_iter().chain(left.into_iter().rev());
        self.rings.push(ends.map(|(ray, own)| ray.end(own)).collect());
        if is_narrow {
            self.core(start, end);
        }
    }

    /// The ground round a place that no strip of the streets leaving from there covers: at an end, or outside a bend.
    pub(super) fn fans(&mut self, arms: &[Arm]) {
        let mut turned: Vec<(f64, Arm)> = arms.iter().map(|arm| (arm.along.y.atan2(arm.along.x), *arm)).collect();
        turned.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (index, (angle, arm)) in turned.iter().enumerate() {
            let (next, once_round) = turned.get(index + 1).map_or((turned[0], TAU), |next| (*next, 0.0));
            let gap = next.0 + once_round - angle;
            if gap > PI {
                self.fan(arm.foot, left_of(arm.along), left_of(next.1.along) * -1.0, gap - PI);
            }
        }
    }

    /// Ground around a place, from one direction `sweep` radians counter-clockwise to another.
    fn fan(&mut self, foot: Coord<f64>, from: Coord<f64>, to: Coord<f64>, sweep: f64) {
        if self.nearby.in_water(foot) {
            return;
        }
        let things = self.nearby.of(foot, foot, 2.0 * REACH_M);
        let steps = (sweep / ARC_STEP).ceil().max(1.0) as u32;
        let mut turns: Vec<f64> = (1..steps)
            .map(|step| sweep * f64::from(step) / f64::from(steps))
            .collect();
        for thing in &things {
            for end in shadow_ends(thing, foot) {
                let turn = cross(from, end).atan2(dot(from, end)).rem_euclid(TAU);
                turns.extend([turn - BESIDE_EDGE_RADIANS, turn, turn + BESIDE_EDGE_RADIANS]);
            }
        }
        turns.retain(|turn| *turn > 0.0 && *turn < sweep);
        turns.sort_by(f64::total_cmp);
        turns.dedup();
        let aside = left_of(from);
        let between = turns.iter().map(|turn| from * turn.cos() + aside * turn.sin());
        let directions = std::iter::once(from).chain(between).chain(std::iter::once(to));
        let ends = directions.map(|along| {
            let ray = Ray { foot, along };
            ray.end(ray.length(things.iter(), REACH_M))
        });
        self.rings.push(std::iter::once(foot).chain(ends).collect());
    }
}

/// The rays at some spots, and wherever between two of them the ground is not as the straight line between their ends has it.
fn looked_at(spots: &[f64], own: impl Fn(f64) -> (Ray, f64)) -> Vec<(Ray, f64)> {
    let mut found: Vec<(Ray, f64)> = Vec::with_capacity(spots.len());
    // The spots ahead, the next one last.
    let mut ahead: Vec<(f64, (Ray, f64))> = spots.iter().rev().map(|spot| (*spot, own(*spot))).collect();
    let Some(mut here) = ahead.pop() else { return found };
    while let Some(next) = ahead.pop() {
        let width = next.0 - here.0;
        let middle = f64::midpoint(here.0, next.0);
        let between = (width > LEAST_STEP_M).then(|| own(middle));
        let straight = f64::midpoint(here.1.1, next.1.1);
        match between.filter(|(_, own)| (own - straight).abs() > CHORD_M) {
            Some(between) => ahead.extend([next, (middle, between)]),
            None => {
                found.push(here.1);
                here = next;
            }
        }
    }
    found.push(here.1);
    found
}

/// The ends, told from a place, of the part of a thing that is near enough to throw a shadow.
fn shadow_ends(thing: &Thing, foot: Coord<f64>) -> impl Iterator<Item = Coord<f64>> {
    let (a, b) = (thing.a - foot, thing.b - foot);
    let reach = match thing.kind {
        Kind::Stop => REACH_M,
        Kind::Street => 2.0 * REACH_M,
    };
    [a, b].into_iter().filter(move |end| end.x.hypot(end.y) <= reach)
}

/// A straight piece of a street and its two sides.
struct Piece {
    start: Coord<f64>,
    along: Coord<f64>,
    aside: Coord<f64>,
    length: f64,
}

impl Piece {
    /// Where along the piece something may change at a side; its two ends at least.
    fn spots(&self, things: &[Thing]) -> Vec<f64> {
        let mut spots = Vec::new();
        let mut beside_street = false;
        for thing in things {
            let reach = match thing.kind {
                Kind::Stop => REACH_M,
                Kind::Street => 2.0 * REACH_M,
            };
            let Some(ends) = self.clipped(thing, reach) else {
                continue;
            };
            beside_street |= thing.kind == Kind::Street;
            for spot in ends.into_iter().chain(self.crossing(thing)) {
                match thing.kind {
                    Kind::Stop => spots.extend([spot - BESIDE_EDGE, spot + BESIDE_EDGE]),
                    Kind::Street => spots.push(spot),
                }
            }
        }
        if beside_street {
            let looks = (self.length / LOOK_EVERY_M).ceil() as u32;
            spots.extend((1..looks).map(|look| self.length * f64::from(look) / f64::from(looks)));
        }
        spots.retain(|spot| *spot > 0.0 && *spot < self.length);
        spots.extend([0.0, self.length]);
        spots.sort_by(f64::total_cmp);
        spots.dedup();
        spots
    }

    /// A place as metres along the piece and to its left.
    fn told(&self, place: Coord<f64>) -> Coord<f64> {
        let gap = place - self.start;
        Coord {
            x: dot(gap, self.along),
            y: dot(gap, self.aside),
        }
    }

    /// From where to where along the piece a thing is within so many metres to a side.
    fn clipped(&self, thing: &Thing, reach: f64) -> Option<[f64; 2]> {
        let (a, b) = (self.told(thing.a), self.told(thing.b));
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        for (start, run, low, high) in [
            (a.x, b.x - a.x, -reach, self.length + reach),
            (a.y, b.y - a.y, -reach, reach),
        ] {
            if run == 0.0 {
                if start < low || start > high {
                    return None;
                }
                continue;
            }
            let (enter, leave) = ((low - start) / run, (high - start) / run);
            first = first.max(enter.min(leave));
            last = last.min(enter.max(leave));
        }
        (first <= last).then(|| [first, last].map(|share| a.x + (b.x - a.x) * share))
    }

    /// Where a thing crosses the street itself: a wall at a gate, a bank under a bridge, a street under or over it.
    fn crossing(&self, thing: &Thing) -> Option<f64> {
        let (a, b) = (self.told(thing.a), self.told(thing.b));
        let spot = (a.y * b.y <= 0.0 && a.y != b.y).then(|| a.x + (b.x - a.x) * (a.y / (a.y - b.y)));
        spot.filter(|spot| (0.0..=self.length).contains(spot))
    }
}

/// A quarter turn to the left.
fn left_of(along: Coord<f64>) -> Coord<f64> {
    Coord {
        x: -along.y,
        y: along.x,
    }
}
