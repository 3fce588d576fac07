//! The round circle that maps show: streets as near in a straight line, whatever stands between.

use geo::Coord;

use super::ground::Ground;
use super::squares::is_across_square;
use crate::lonlat::Frame;

/// Metres of streets, ways across squares left out, at most so many metres in a straight line from the frame's origin.
pub(super) fn streets_m(ground: &Ground<'_>, frame: &Frame, radius: f64) -> f64 {
    let corner = Coord { x: radius, y: radius };
    let near = ground.edges_in(frame, corner * -1.0, corner).into_iter();
    let metres = near
        .filter(|stretch| !is_across_square(ground.network, stretch))
        .map(|stretch| {
            let places: Vec<Coord<f64>> = (ground.network.line(stretch.edge))
                .map(|place| frame.to_metres(place))
                .collect();
            let drawn: f64 = places.windows(2).map(|pair| length(pair[1] - pair[0])).sum();
            let inside: f64 = places.windows(2).map(|pair| inside(pair[0], pair[1], radius)).sum();
            // As long as the network has it, not the flat frame.
            if drawn > 0.0 {
                stretch.length().metres() * (inside / drawn)
            } else {
                0.0
            }
        });
    // Not `sum`: that of nothing is -0.
    metres.fold(0.0, |sum, metres| sum + metres)
}

fn length(run: Coord<f64>) -> f64 {
    run.x.hypot(run.y)
}

/// Metres of a straight piece at most so many metres from the origin.
fn inside(a: Coord<f64>, b: Coord<f64>, radius: f64) -> f64 {
    let run = b - a;
    let whole = length(run);
    if whole == 0.0 {
        return 0.0;
    }
    let run = run / whole;
    // From its place nearest to the origin so many metres both ways.
    let nearest = -(a.x * run.x + a.y * run.y);
    let aside = a.x * run.y - a.y * run.x;
    let half = (radius * radius - aside * aside).max(0.0).sqrt();
    ((nearest + half).min(whole) - (nearest - half).max(0.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_cut_at_the_circle() {
        let at = |x, y| Coord { x, y };
        for (a, b, metres) in [
            (at(-10.0, 0.0), at(10.0, 0.0), 10.0),
            (at(-2.0, 0.0), at(3.0, 0.0), 5.0),
            (at(0.0, 0.0), at(0.0, 9.0), 5.0),
            (at(-9.0, 3.0), at(9.0, 3.0), 8.0),
            (at(-9.0, 6.0), at(9.0, 6.0), 0.0),
            (at(6.0, 0.0), at(9.0, 0.0), 0.0),
            (at(1.0, 1.0), at(1.0, 1.0), 0.0),
        ] {
            assert!((inside(a, b, 5.0) - metres).abs() < 1e-9, "{a:?} {b:?}");
        }
    }
}
