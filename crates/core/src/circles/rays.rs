//! How far beside a street the ground belongs to it: along a straight line from a place on it, up to the first wall or water, or to
//! where another street is nearer.
//!
//! # Units
//! Metres of one flat frame.

use geo::Coord;

/// What a ray may meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Thing {
    pub(super) a: Coord<f64>,
    pub(super) b: Coord<f64>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A wall, a bank, a railway, a motorway: nothing beyond it is coloured.
    Stop,
    /// A street that is not within the limit: the ground nearer to it is its own.
    Street,
}

/// A straight line from a place on a street.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ray {
    pub(super) foot: Coord<f64>,
    /// Of length 1.
    pub(super) along: Coord<f64>,
}

/// A wall that a street is drawn on stops nobody on it, metres: both are one line, but for rounding.
const ON_THE_WALL_M: f64 = 0.001;
/// Directions nearer to a right angle than this are one, as the cosine.
const SQUARE: f64 = 1e-6;
/// Places nearer than this are one, metres.
const SAME_PLACE_M: f64 = 1e-6;

impl Ray {
    /// How far the ground is the street's own, at most `most`.
    pub(super) fn length<'a>(&self, things: impl Iterator<Item = &'a Thing>, most: f64) -> f64 {
        things.fold(most, |length, thing| {
            length.min(match thing.kind {
                Kind::Stop => self.to_stop(thing),
                Kind::Street => self.to_bisector(thing),
            })
        })
    }

    pub(super) fn end(&self, length: f64) -> Coord<f64> {
        self.foot + self.along * length
    }

    /// To where a wall is met; infinite where none is.
    fn to_stop(self, wall: &Thing) -> f64 {
        let (gap, run) = (wall.a - self.foot, wall.b - wall.a);
        let turn = cross(self.along, run);
        if turn == 0.0 {
            return f64::INFINITY;
        }
        let (length, share) = (cross(gap, run) / turn, cross(gap, self.along) / turn);
        // Walls leak at no joint.
        let slack = 1e-9;
        if length > ON_THE_WALL_M && (-slack..=1.0 + slack).contains(&share) {
            length
        } else {
            f64::INFINITY
        }
    }

    /// To the place from which another street is as near as the ray's foot: a circle around that place, through the foot, touches
    /// the street. Infinite where the street is never nearer.
    fn to_bisector(self, street: &Thing) -> f64 {
        let (a, b) = (street.a - self.foot, street.b - self.foot);
        let run = b - a;
        let length = run.x.hypot(run.y);
        let by_ends = self.to_place(a).min(self.to_place(b));
        if length < SAME_PLACE_M {
            return by_ends;
        }
        let run = run / length;
        let aside = Coord { x: -run.y, y: run.x };
        let gap = dot(aside, a);
        let (aside, gap) = if gap < 0.0 { (aside * -1.0, -gap) } else { (aside, gap) };
        let start = dot(run, a);
        if gap < SAME_PLACE_M {
            // The foot is in line with the street.
            let on_it = start < SAME_PLACE_M && start + length > -SAME_PLACE_M;
            let square = dot(run, self.along).abs() < SQUARE;
            let leads_away = |end: Coord<f64>| dot(end, self.along) < SAME_PLACE_M;
            let goes_along = on_it && !square && !(leads_away(a) && leads_away(b));
            return if goes_along { 0.0 } else { by_ends };
        }
        let towards = 1.0 + dot(aside, self.along);
        if towards < SQUARE {
            return by_ends;
        }
        let radius = gap / towards;
        // Where the circle touches the street's line, from its start.
        let touch = radius * dot(run, self.along) - start;
        if (0.0..=length).contains(&touch) {
            radius.min(by_ends)
        } else {
            by_ends
        }
    }

    /// To the place from which another is as near as the foot; `place` is told from the foot.
    fn to_place(self, place: Coord<f64>) -> f64 {
        let ahead = dot(place, self.along);
        if ahead < SAME_PLACE_M {
            return f64::INFINITY;
        }
        dot(place, place) / (2.0 * ahead)
    }
}

pub(super) fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

pub(super) fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    fn north(x: f64, y: f64) -> Ray {
        Ray {
            foot: at(x, y),
            along: at(0.0, 1.0),
        }
    }

    fn thing(kind: Kind, a: (f64, f64), b: (f64, f64)) -> Thing {
        Thing {
            a: at(a.0, a.1),
            b: at(b.0, b.1),
            kind,
        }
    }

    fn length(ray: Ray, thing: Thing) -> f64 {
        ray.length([thing].iter(), 25.0)
    }

    fn assert_near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-6, "{got} is not {expected}");
    }

    #[test]
    fn a_wall_stops_where_it_is_met() {
        let wall = |a, b| thing(Kind::Stop, a, b);
        assert_near(length(north(0.0, 0.0), wall((-5.0, 10.0), (5.0, 12.0))), 11.0);
        assert_near(length(north(0.0, 0.0), wall((1.0, 10.0), (5.0, 12.0))), 25.0);
        assert_near(length(north(0.0, 0.0), wall((-5.0, -3.0), (5.0, -3.0))), 25.0);
        // Touched at its end; drawn on the street; along the ray.
        assert_near(length(north(0.0, 0.0), wall((0.0, 7.0), (5.0, 9.0))), 7.0);
        assert_near(length(north(0.0, 0.0), wall((-5.0, 0.0), (5.0, 0.0))), 25.0);
        assert_near(length(north(0.0, 0.0), wall((0.0, 3.0), (0.0, 9.0))), 25.0);
    }

    #[test]
    fn half_way_to_another_street_by_hand() {
        let street = |a, b| thing(Kind::Street, a, b);
        // Parallel, behind, ahead in line; a point ahead: x^2 + (y - s)^2 = s^2.
        assert_near(length(north(0.0, 0.0), street((-50.0, 20.0), (50.0, 20.0))), 10.0);
        assert_near(length(north(0.0, 0.0), street((-50.0, -8.0), (50.0, -8.0))), 25.0);
        assert_near(length(north(0.0, 0.0), street((0.0, 20.0), (0.0, 90.0))), 10.0);
        assert_near(length(north(3.0, 0.0), street((0.0, 9.0), (-40.0, 9.0))), 5.0);
        // Going on in a straight line from the foot: never nearer. Turning to the ray's side: at once. Turning away: never.
        assert_near(length(north(0.0, 0.0), street((0.0, 0.0), (30.0, 0.0))), 25.0);
        assert_near(length(north(0.0, 0.0), street((0.0, 0.0), (30.0, 5.0))), 0.0);
        assert_near(length(north(0.0, 0.0), street((0.0, 0.0), (30.0, -5.0))), 25.0);
        // Crossing 6 m farther on: as near as the foot where the two lines' bisector is.
        assert_near(length(north(0.0, 0.0), street((6.0, -40.0), (6.0, 40.0))), 6.0);
    }

    #[test]
    fn nowhere_on_a_ray_is_another_street_nearer() {
        let nearest = |place: Coord<f64>, street: &Thing| {
            (0..=2000)
                .map(|step| {
                    let gap = street.a + (street.b - street.a) * (f64::from(step) / 2000.0) - place;
                    gap.x.hypot(gap.y)
                })
                .fold(f64::INFINITY, f64::min)
        };
        let mut seed = 7_u32;
        let mut dice = |most: f64| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f64::from(seed >> 8) / f64::from(1 << 24) - 0.5) * most
        };
        for _ in 0..400 {
            let street = thing(Kind::Street, (dice(80.0), dice(80.0)), (dice(80.0), dice(80.0)));
            let angle = dice(6.3);
            let ray = Ray {
                foot: at(dice(9.0), dice(9.0)),
                along: at(angle.cos(), angle.sin()),
            };
            let found = length(ray, street);
            for tenth in 1..=10 {
                let to = found * f64::from(tenth) / 10.0;
                assert!(nearest(ray.end(to), &street) > to - 0.03, "{ray:?} {street:?} {to}");
            }
            if found < 24.0 {
                let beyond = found + 0.5;
                assert!(nearest(ray.end(beyond), &street) < beyond, "{ray:?} {street:?} {found}");
            }
        }
    }
}
