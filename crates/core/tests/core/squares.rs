//! Ways across squares: worked out by hand, and against exact rational geometry on random areas with holes.
#![allow(clippy::many_single_char_names, reason = "a/b and c/d are fractions, p and q places")]
use crate::reach_kit::Dice;
use geo::{Coord, LineString, Polygon, Validation};
use service_circle_core::network::squares::{Crossings, RimPoint, crossings};

type Whole = (i128, i128);

fn area(outer: &[(i32, i32)], holes: &[&[(i32, i32)]]) -> Polygon<f64> {
    let ring = |points: &[(i32, i32)]| -> LineString<f64> {
        points.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect()
    };
    Polygon::new(ring(outer), holes.iter().map(|hole| ring(hole)).collect())
}

fn outer(indices: &[usize]) -> Vec<RimPoint> {
    indices.iter().map(|&index| RimPoint { ring: 0, index }).collect()
}

fn place(area: &Polygon<f64>, point: RimPoint) -> Coord<f64> {
    let rings: Vec<&LineString<f64>> = std::iter::once(area.exterior()).chain(area.interiors()).collect();
    rings[point.ring].0[point.index]
}

fn places(area: &Polygon<f64>, entries: &[RimPoint], found: &Crossings) -> Vec<Coord<f64>> {
    entries
        .iter()
        .map(|&entry| place(area, entry))
        .chain(found.corners.iter().copied())
        .collect()
}

/// Least lengths between all points over edges (Floyd and Warshall).
fn distances(points: &[Coord<f64>], edges: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut far = vec![vec![f64::INFINITY; points.len()]; points.len()];
    for (at, row) in far.iter_mut().enumerate() {
        row[at] = 0.0;
    }
    for &(a, b) in edges {
        let length = (points[a] - points[b]).x.hypot((points[a] - points[b]).y);
        far[a][b] = far[a][b].min(length);
        far[b][a] = far[b][a].min(length);
    }
    for by in 0..points.len() {
        for a in 0..points.len() {
            for b in 0..points.len() {
                far[a][b] = far[a][b].min(far[a][by] + far[by][b]);
            }
        }
    }
    far
}

fn walked(area: &Polygon<f64>, entries: &[RimPoint]) -> Vec<Vec<f64>> {
    let found = crossings(area, entries);
    distances(&places(area, entries, &found), &found.edges)
}

fn assert_near(ours: f64, by_hand: f64) {
    assert!((ours - by_hand).abs() < 1e-9, "{ours} is not {by_hand}");
}

const SQUARE: [(i32, i32); 4] = [(0, 0), (100, 0), (100, 60), (0, 60)];

#[test]
fn a_square_is_walked_along_its_diagonal() {
    let square = area(&SQUARE, &[]);
    let found = crossings(&square, &outer(&[0, 1, 2, 3]));
    // Four sides and two diagonals: every pair is in sight.
    assert_eq!(found.edges, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    assert!(found.complete && found.corners.is_empty());
    assert_near(walked(&square, &outer(&[0, 2]))[0][1], 13_600.0_f64.sqrt());
}

#[test]
fn a_fountain_is_walked_round_by_one_corner() {
    let fountain: [(i32, i32); 4] = [(40, 20), (60, 20), (60, 40), (40, 40)];
    // sqrt(40^2 + 40^2) + sqrt(60^2 + 20^2) by either side.
    let by_hand = 3_200.0_f64.sqrt() + 4_000.0_f64.sqrt();
    let mut turned = fountain;
    turned.reverse();
    for hole in [fountain, turned] {
        let square = area(&SQUARE, &[&hole]);
        let found = crossings(&square, &outer(&[0, 2]));
        assert_eq!((found.corners.len(), found.edges.len()), (1, 2), "{found:?}");
        assert_near(walked(&square, &outer(&[0, 2]))[0][1], by_hand);
    }
}

#[test]
fn a_corner_that_juts_in_is_walked_round() {
    // An L: from (10, 100) to (100, 10) the corner (40, 40) is in the way: sqrt(30^2 + 60^2) twice.
    let l = area(
        &[
            (0, 0),
            (100, 0),
            (100, 10),
            (100, 40),
            (40, 40),
            (40, 100),
            (10, 100),
            (0, 100),
        ],
        &[],
    );
    let found = crossings(&l, &outer(&[6, 2]));
    assert_eq!(found.corners, [Coord { x: 40.0, y: 40.0 }]);
    assert_near(walked(&l, &outer(&[6, 2]))[0][1], 2.0 * 4_500.0_f64.sqrt());
    // Along the rim counts as in sight: over (40, 40) straight to (40, 100).
    assert_near(walked(&l, &outer(&[5, 4]))[0][1], 60.0);
}

#[test]
fn entries_in_a_row_are_joined_one_to_the_next() {
    let square = area(&[(0, 0), (30, 0), (70, 0), (100, 0), (100, 60), (0, 60)], &[]);
    assert_eq!(
        crossings(&square, &outer(&[0, 1, 2, 3])).edges,
        [(0, 1), (1, 2), (2, 3)]
    );
}

#[test]
fn a_fountain_has_entries_too() {
    let square = area(&SQUARE, &[&[(40, 20), (60, 20), (60, 40), (40, 40)]]);
    let entries = [RimPoint { ring: 0, index: 0 }, RimPoint { ring: 1, index: 2 }];
    // From (0, 0) to the far corner (60, 40), by (40, 40) or, as here shorter, by (60, 20): sqrt(60^2 + 20^2) + 20.
    let by_hand = (4_000.0_f64.sqrt() + 20.0).min(3_200.0_f64.sqrt() + 20.0);
    assert_near(walked(&square, &entries)[0][1], by_hand);
}

#[test]
fn odd_entries_and_areas_do_no_harm() {
    let square = area(&SQUARE, &[]);
    let odd = [
        RimPoint { ring: 0, index: 0 },
        RimPoint { ring: 0, index: 0 },
        RimPoint { ring: 0, index: 99 },
        RimPoint { ring: 7, index: 0 },
        RimPoint { ring: 0, index: 2 },
    ];
    assert_eq!(crossings(&square, &odd).edges, [(0, 4)]);
    for points in [
        &[][..],
        &[(1, 1)],
        &[(1, 1), (1, 1)],
        &[(0, 0), (5, 0)],
        &[(0, 0), (5, 0), (5, 0), (5, 5), (0, 0)],
    ] {
        crossings(&area(points, &[]), &outer(&[0, 1, 2, 3, 4]));
    }
    let not_numbers = Polygon::new(
        LineString::from(vec![(f64::NAN, 0.0), (1.0, f64::INFINITY), (2.0, 2.0)]),
        vec![],
    );
    crossings(&not_numbers, &outer(&[0, 1, 2]));
}

#[test]
fn too_many_corners_leave_lines_of_sight() {
    // A star of 200 points has 100 corners that jut in, and 100 entries at its tips.
    let star: Vec<(i32, i32)> = (0..200)
        .map(|step| {
            let angle = f64::from(step) * std::f64::consts::TAU / 200.0;
            let radius = if step % 2 == 0 { 100_000.0 } else { 90_000.0 };
            ((radius * angle.cos()) as i32, (radius * angle.sin()) as i32)
        })
        .collect();
    let tips: Vec<usize> = (0..200).step_by(2).collect();
    let found = crossings(&area(&star, &[]), &outer(&tips));
    assert!(!found.complete && found.corners.is_empty());
    assert!(found.edges.contains(&(0, 50)) && !found.edges.contains(&(0, 1)));
    assert!(crossings(&area(&star, &[]), &outer(&tips[..50])).complete);
}

fn cross_product(o: Whole, a: Whole, b: Whole) -> i128 {
    (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0)
}

fn on_segment(a: Whole, b: Whole, p: Whole) -> bool {
    cross_product(a, b, p) == 0
        && (a.0.min(b.0)..=a.0.max(b.0)).contains(&p.0)
        && (a.1.min(b.1)..=a.1.max(b.1)).contains(&p.1)
}

fn sides(area: &Polygon<f64>) -> Vec<(Whole, Whole)> {
    let whole = |at: Coord<f64>| (at.x as i128, at.y as i128);
    std::iter::once(area.exterior())
        .chain(area.interiors())
        .flat_map(|ring| ring.0.windows(2).map(move |pair| (whole(pair[0]), whole(pair[1]))))
        .collect()
}

/// Whether a place (in 1/`scale`) is in the area or on its rim: a ray to the right crosses the rim an odd number of times.
fn holds(sides: &[(Whole, Whole)], place: Whole, scale: i128) -> bool {
    let mut inside = false;
    for &(a, b) in sides {
        let (a, b) = ((a.0 * scale, a.1 * scale), (b.0 * scale, b.1 * scale));
        if on_segment(a, b, place) {
            return true;
        }
        if (a.1 > place.1) != (b.1 > place.1) {
            let side = cross_product(a, b, place);
            inside ^= (side > 0) == (b.1 > a.1);
        }
    }
    inside
}

/// Exact: cut the line wherever it meets the rim, and ask of the middle of each piece whether it is in the area.
fn sees(sides: &[(Whole, Whole)], p: Whole, q: Whole) -> bool {
    let mut cuts: Vec<(i128, i128)> = vec![(0, 1), (1, 1)];
    let along = (q.0 - p.0, q.1 - p.1);
    for &(a, b) in sides {
        let side = (b.0 - a.0, b.1 - a.1);
        let across = along.0 * side.1 - along.1 * side.0;
        if across == 0 {
            for end in [a, b].into_iter().filter(|&end| on_segment(p, q, end)) {
                let whole = along.0 * along.0 + along.1 * along.1;
                cuts.push(((end.0 - p.0) * along.0 + (end.1 - p.1) * along.1, whole));
            }
        } else {
            let part = (a.0 - p.0) * side.1 - (a.1 - p.1) * side.0;
            let (part, across) = if across < 0 { (-part, -across) } else { (part, across) };
            if (0..=across).contains(&part) {
                cuts.push((part, across));
            }
        }
    }
    cuts.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    cuts.windows(2).all(|pair| {
        let ((a, b), (c, d)) = (pair[0], pair[1]);
        // The middle of a/b and c/d is (ad + cb) / 2bd.
        let (part, scale) = (a * d + c * b, 2 * b * d);
        holds(
            sides,
            (p.0 * scale + along.0 * part, p.1 * scale + along.1 * part),
            scale,
        )
    })
}

/// A ring round a centre, star-shaped, of whole metres.
fn ring(dice: &mut Dice, centre: (i32, i32), most: i32, points: u32) -> Vec<(i32, i32)> {
    let mut ring: Vec<(i32, i32)> = (0..points)
        .map(|_| {
            let mut shift = || dice.below(2 * most as u32 + 1) as i32 - most;
            (centre.0 + shift(), centre.1 + shift())
        })
        .collect();
    let angle = |at: &(i32, i32)| f64::from(at.1 - centre.1).atan2(f64::from(at.0 - centre.0));
    ring.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    ring.dedup();
    ring
}

#[test]
fn agrees_with_exact_geometry_on_random_areas() {
    let (mut areas, mut pairs, mut bent) = (0, 0, 0);
    for seed in 0..3_000 {
        let mut dice = Dice(seed);
        let points = dice.within(3, 14);
        let outer = ring(&mut dice, (20, 20), 20, points);
        let points = dice.within(3, 6);
        let holes: Vec<Vec<(i32, i32)>> = (0..dice.below(3))
            .map(|_| {
                let centre = (dice.within(8, 32) as i32, dice.within(8, 32) as i32);
                ring(&mut dice, centre, 5, points)
            })
            .collect();
        let holes: Vec<&[(i32, i32)]> = holes.iter().map(Vec::as_slice).collect();
        let area = area(&outer, &holes);
        if outer.len() < 3 || !area.is_valid() {
            continue;
        }
        areas += 1;
        let rings = std::iter::once(area.exterior()).chain(area.interiors());
        let all: Vec<RimPoint> = rings
            .enumerate()
            .flat_map(|(ring, line)| (0..line.0.len() - 1).map(move |index| RimPoint { ring, index }))
            .collect();
        let entries: Vec<RimPoint> = all.iter().copied().filter(|_| dice.one_in(2)).collect();
        let found = crossings(&area, &entries);
        let at = places(&area, &entries, &found);
        let sides = sides(&area);
        let whole = |at: Coord<f64>| (at.x as i128, at.y as i128);
        for &(a, b) in &found.edges {
            assert!(
                sees(&sides, whole(at[a]), whole(at[b])),
                "seed {seed}: {:?} {:?}",
                at[a],
                at[b]
            );
        }
        let ours = distances(&at, &found.edges);
        let rim: Vec<Coord<f64>> = all.iter().map(|&point| place(&area, point)).collect();
        let sights: Vec<(usize, usize)> = (0..rim.len())
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .filter(|&(a, b)| sees(&sides, whole(rim[a]), whole(rim[b])))
            .collect();
        let twin = distances(&rim, &sights);
        let number = |entry: RimPoint| all.iter().position(|point| *point == entry).unwrap();
        for (a, &from) in entries.iter().enumerate() {
            for (b, &to) in entries.iter().enumerate().skip(a + 1) {
                // Two rings may share a place; the second entry there is not joined.
                if entries[..b].iter().any(|&other| place(&area, other) == at[b])
                    || entries[..a].iter().any(|&other| place(&area, other) == at[a])
                {
                    continue;
                }
                let by_twin = twin[number(from)][number(to)];
                assert!(
                    (ours[a][b] - by_twin).abs() < 1e-9,
                    "seed {seed}: {} is not {by_twin} from {:?} to {:?} in {area:?}",
                    ours[a][b],
                    at[a],
                    at[b]
                );
                pairs += 1;
                bent += usize::from(by_twin > (at[a] - at[b]).x.hypot((at[a] - at[b]).y) + 1e-9);
            }
        }
    }
    assert!(
        areas > 1_000 && pairs > 10_000 && bent > 2_000,
        "{areas} areas, {pairs} pairs, {bent} bent"
    );
}
