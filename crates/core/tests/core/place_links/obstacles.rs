//! Crossing obstacles, against the same question solved as two equations.

use crate::place_links::scene::Dice;
use service_circle_core::lonlat::LonLat;
use service_circle_core::place::Obstacles;

/// Whether `p -> q` crosses the closed segment `a b` strictly between `p` and `q`, by Cramer's rule on
/// `p + t (q - p) = a + u (b - a)`; parallels never cross.
fn crosses_by_equations(p: LonLat, q: LonLat, a: LonLat, b: LonLat) -> bool {
    let less = |to: LonLat, from: LonLat| {
        (
            i128::from(to.lon) - i128::from(from.lon),
            i128::from(to.lat) - i128::from(from.lat),
        )
    };
    let cross = |v: (i128, i128), w: (i128, i128)| v.0 * w.1 - v.1 * w.0;
    let (walk, wall, between) = (less(q, p), less(b, a), less(a, p));
    let whole = cross(walk, wall);
    if whole == 0 {
        return false;
    }
    let (on_walk, on_wall) = (
        cross(between, wall) * whole.signum(),
        cross(between, walk) * whole.signum(),
    );
    0 < on_walk && on_walk < whole.abs() && (0..=whole.abs()).contains(&on_wall)
}

fn compare(seed: u64, mut place: impl FnMut(&mut Dice) -> LonLat) -> (u32, u32) {
    let mut dice = Dice(seed);
    let walls: Vec<Vec<LonLat>> = (0..=dice.below(6))
        .map(|_| (0..2 + dice.below(4)).map(|_| place(&mut dice)).collect())
        .collect();
    let obstacles = Obstacles::from_lines(walls.iter().map(|wall| (&wall[..], &[][..])));
    let (mut stopped, mut free) = (0, 0);
    for _ in 0..20 {
        let (p, q) = (place(&mut dice), place(&mut dice));
        let by_equations = walls
            .iter()
            .flat_map(|wall| wall.windows(2))
            .any(|wall| crosses_by_equations(p, q, wall[0], wall[1]));
        assert_eq!(obstacles.crosses(p, q), by_equations, "seed {seed}: {p:?} to {q:?}");
        assert_eq!(obstacles.crosses(q, p), by_equations, "seed {seed}: and back");
        *(if by_equations { &mut stopped } else { &mut free }) += 1;
    }
    (stopped, free)
}

#[test]
fn crossing_is_exact_where_lines_meet_at_ends_joints_and_along_each_other() {
    let (mut stopped, mut free) = (0, 0);
    for seed in 0..5_000 {
        let counts = compare(seed, |dice| LonLat {
            lon: dice.below(7) as i32,
            lat: dice.below(7) as i32,
        });
        stopped += counts.0;
        free += counts.1;
    }
    assert!(stopped > 10_000 && free > 10_000, "{stopped} {free}");
}

#[test]
fn crossing_is_exact_for_lines_round_the_earth() {
    for seed in 0..500 {
        compare(seed, |dice| LonLat {
            lon: (dice.below(3_600_000_001) as i64 - 1_800_000_000) as i32,
            lat: (dice.below(1_800_000_001) as i64 - 900_000_000) as i32,
        });
    }
}

#[test]
fn a_wall_does_not_leak_at_its_joints() {
    let place = |lon, lat| LonLat { lon, lat };
    let bent = [place(-10, 0), place(0, 0), place(10, 0)];
    let wall = Obstacles::from_lines([(&bent[..], &[][..])]);
    assert!(wall.crosses(place(0, -5), place(0, 5)));
    assert!(!wall.crosses(place(0, 0), place(0, 5)), "starting on the joint");
    assert!(!wall.crosses(place(0, -5), place(0, 0)), "ending on the joint");
    assert!(!wall.crosses(place(-20, 0), place(20, 0)), "along the wall");
}
