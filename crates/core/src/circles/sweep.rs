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

/// A straight piece of street is swept in parts of at most so many metres: each looks at what is near it alone.
const PART_M: f64 = 50.0;

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
                self.straight(pair[0], pair[1], length);
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

    fn straight(&mut self, start: Coord<f64>, end: Coord<f64>, length: f64) {
        let along = (end - start) / length;
        let parts = (length / PART_M).ceil().max(1.0) as u32;
        let mut from = start;
        for part in 1..=parts {
            let to = if part == parts {
                end
            } else {
                start + along * (length * f64::from(part) / f64::from(parts))
            };
            self.strip(&Piece::new(from, to, along));
            from = to;
        }
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
    fn strip(&mut self, piece: &Piece) {
        let things = self.nearby.of(piece.start, piece.end, 2.0 * REACH_M);
        let shadows: Vec<Shadow> = things.iter().filter_map(|thing| piece.shadow(thing)).collect();
        let gates = piece.gates(&shadows);
        for gate in &gates {
            // Beside a wall that the street goes through, the nearest place on its own side is the gate.
            let foot = piece.at(*gate);
            self.fan(foot, piece.along, piece.along * -1.0, PI);
            self.fan(foot, piece.along * -1.0, piece.along, PI);
        }
        let on_water = self.on_water(piece, &gates);
        let own = |aside: Coord<f64>, spot: f64| {
            let ray = Ray {
                foot: piece.at(spot),
                along: aside,
            };
            // On a bridge nothing but the street is its own.
            let is_wet = on_water.get(gates.partition_point(|gate| *gate <= spot)) == Some(&true);
            let most = if is_wet { 0.0 } else { REACH_M };
            let met = shadows.iter().filter(|shadow| shadow.falls_on(spot));
            (ray, ray.length(met.map(|shadow| &shadow.thing), most))
        };
        let spots = piece.spots(&shadows);
        let right = looked_at(&spots, |spot| own(piece.aside * -1.0, spot));
        let left = looked_at(&spots, |spot| own(piece.aside, spot));
        let is_narrow = right.iter().chain(&left).any(|(_, own)| *own < CORE_M);
        let ends = right.into_iter().chain(left.into_iter().rev());
        self.rings.push(ends.map(|(ray, own)| ray.end(own)).collect());
        if is_narrow {
            self.core(piece.start, piece.end);
        }
    }

    /// Whether the parts of a piece before, between and after its gates, banks among them, are on water.
    fn on_water(&self, piece: &Piece, gates: &[f64]) -> Vec<bool> {
        let starts = std::iter::once(0.0).chain(gates.iter().copied());
        let ends = gates.iter().copied().chain(std::iter::once(piece.length));
        let middles = starts.zip(ends).map(|(start, end)| f64::midpoint(start, end));
        middles.map(|middle| self.nearby.in_water(piece.at(middle))).collect()
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
        if let Some(between) = between.filter(|(_, own)| (own - straight).abs() > CHORD_M) {
            ahead.extend([next, (middle, between)]);
        } else {
            found.push(here.1);
            here = next;
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

/// Where along a piece of street a thing may matter to rays square to it.
struct Shadow {
    thing: Thing,
    /// Of the part of the thing that is near enough.
    ends: [f64; 2],
    /// Where it crosses the street itself: a wall at a gate, a bank under a bridge, a street under or over it.
    crossing: Option<f64>,
}

impl Shadow {
    fn falls_on(&self, spot: f64) -> bool {
        let slack = match self.thing.kind {
            Kind::Stop => BESIDE_EDGE,
            Kind::Street => REACH_M,
        };
        let [a, b] = self.ends;
        (a.min(b) - slack..=a.max(b) + slack).contains(&spot)
    }
}

/// A straight piece of a street and its two sides.
struct Piece {
    start: Coord<f64>,
    end: Coord<f64>,
    /// Of length 1; `aside` is to its left.
    along: Coord<f64>,
    aside: Coord<f64>,
    length: f64,
}

impl Piece {
    fn new(start: Coord<f64>, end: Coord<f64>, along: Coord<f64>) -> Self {
        Self {
            start,
            end,
            along,
            aside: left_of(along),
            length: dot(end - start, along),
        }
    }

    /// The place so many metres along; its very ends where it ends.
    fn at(&self, spot: f64) -> Coord<f64> {
        if spot >= self.length {
            self.end
        } else {
            self.start + self.along * spot
        }
    }

    /// Where along the piece something may change at a side; its two ends at least.
    fn spots(&self, shadows: &[Shadow]) -> Vec<f64> {
        let mut spots = Vec::new();
        for shadow in shadows {
            for spot in shadow.ends.into_iter().chain(shadow.crossing) {
                match shadow.thing.kind {
                    Kind::Stop => spots.extend([spot - BESIDE_EDGE, spot + BESIDE_EDGE]),
                    Kind::Street => spots.push(spot),
                }
            }
        }
        if shadows.iter().any(|shadow| shadow.thing.kind == Kind::Street) {
            let looks = (self.length / LOOK_EVERY_M).ceil() as u32;
            spots.extend((1..looks).map(|look| self.length * f64::from(look) / f64::from(looks)));
        }
        spots.retain(|spot| *spot > 0.0 && *spot < self.length);
        spots.extend([0.0, self.length]);
        spots.sort_by(f64::total_cmp);
        spots.dedup();
        spots
    }

    /// Where walls and banks cross the piece, ascending.
    fn gates(&self, shadows: &[Shadow]) -> Vec<f64> {
        let walls = shadows.iter().filter(|shadow| shadow.thing.kind == Kind::Stop);
        let mut gates: Vec<f64> = walls
            .filter_map(|wall| wall.crossing)
            .filter(|gate| (0.0..=self.length).contains(gate))
            .collect();
        gates.sort_by(f64::total_cmp);
        gates.dedup();
        gates
    }

    /// A place as metres along the piece and to its left.
    fn told(&self, place: Coord<f64>) -> Coord<f64> {
        let gap = place - self.start;
        Coord {
            x: dot(gap, self.along),
            y: dot(gap, self.aside),
        }
    }

    /// What a thing may be to the piece; `None` where it is nowhere near.
    fn shadow(&self, thing: &Thing) -> Option<Shadow> {
        // A street is as near as the foot from half way on.
        let reach = match thing.kind {
            Kind::Stop => REACH_M,
            Kind::Street => 2.0 * REACH_M,
        };
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
        (first <= last).then(|| Shadow {
            thing: *thing,
            ends: [first, last].map(|share| a.x + (b.x - a.x) * share),
            crossing: (a.y * b.y <= 0.0 && (a.y - b.y).abs() > 0.0).then(|| a.x + (b.x - a.x) * (a.y / (a.y - b.y))),
        })
    }
}

/// A quarter turn to the left.
fn left_of(along: Coord<f64>) -> Coord<f64> {
    Coord {
        x: -along.y,
        y: along.x,
    }
}
