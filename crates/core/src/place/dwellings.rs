//! Where residents start: the user's points, else homes, else a grid, else the compound's own point.

use geo::Coord;

use super::buildings::{Home, weights};
use super::obstacles::Obstacles;
use super::outlines::{Outline, OutlineIndex};
use super::{Dwelling, DwellingBasis};
use crate::lonlat::LonLat;

/// A finer grid tells nothing more of a compound's share within a limit: 1/2000 is far below the verdict's 10 %.
const MOST_GRID_POINTS: f64 = 2_000.0;
/// Grid cells looked at for one outline, however thin and long it is.
const MOST_GRID_CELLS: f64 = 200_000.0;

/// The dwellings of one compound, not yet joined to anything.
pub(crate) struct Starts {
    /// What they were made from.
    pub(crate) basis: DwellingBasis,
    /// Where they are and what they weigh.
    pub(crate) dwellings: Vec<Dwelling>,
    /// Whether the outline was too large for the grid asked for.
    pub(crate) grid_widened: bool,
}

/// Dwellings at these places with these weights, joined to nothing yet.
pub(crate) fn at_points(points: Vec<(LonLat, f64)>) -> Vec<Dwelling> {
    let at = |(place, weight)| Dwelling {
        place,
        weight,
        links: Vec::new(),
        maybe: Vec::new(),
        sides: Vec::new(),
    };
    points.into_iter().map(at).collect()
}

/// Chooses the best basis present.
pub(crate) fn starts(
    own: Vec<(LonLat, f64)>,
    homes: &[Home],
    outline: Option<(&Outline, usize)>,
    place: LonLat,
    grid: &Grid<'_>,
) -> Starts {
    let of = |basis, points: Vec<(LonLat, f64)>| Starts {
        basis,
        dwellings: at_points(points),
        grid_widened: false,
    };
    if !own.is_empty() {
        return of(DwellingBasis::Table, own);
    }
    if !homes.is_empty() {
        let points = homes.iter().map(|home| home.place).zip(weights(homes)).collect();
        return of(DwellingBasis::Buildings, points);
    }
    match outline {
        None => of(DwellingBasis::Point, vec![(place, 1.0)]),
        Some((outline, number)) => {
            let (points, grid_widened) = grid.points(outline, number);
            Starts {
                grid_widened,
                ..of(
                    DwellingBasis::Grid,
                    points.into_iter().map(|point| (point, 1.0)).collect(),
                )
            }
        }
    }
}

/// Makes regular grids inside outlines.
pub(crate) struct Grid<'a> {
    /// Spacing, metres.
    pub(crate) spacing_m: f64,
    /// All outlines: what lies in an inner one belongs to that.
    pub(crate) outlines: &'a OutlineIndex<'a>,
    /// Nobody lives in water.
    pub(crate) obstacles: &'a Obstacles,
}

impl Grid<'_> {
    /// Points inside an outline, at least one, row by row from the south-west corner of its box; and whether the spacing had to
    /// grow.
    ///
    /// Points in water or in an outline nested in this one are left out, unless none would be left.
    fn points(&self, outline: &Outline, number: usize) -> (Vec<LonLat>, bool) {
        let (low, high) = outline.corners_m();
        let cells_m2 = (high.x - low.x) * (high.y - low.y);
        let least_m = (outline.area_m2() / MOST_GRID_POINTS)
            .max(cells_m2 / MOST_GRID_CELLS)
            .sqrt();
        let step_m = self.spacing_m.max(least_m);
        let count = |length: f64| (length / step_m).ceil().max(1.0) as usize;
        let (columns, rows) = (count(high.x - low.x), count(high.y - low.y));
        let middle = |number: usize| (number as f64 + 0.5) * step_m;
        let inside: Vec<LonLat> = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (row, column)))
            .map(|(row, column)| Coord {
                x: low.x + middle(column),
                y: low.y + middle(row),
            })
            .map(|metres| outline.frame().to_place(metres))
            .filter(|place| outline.holds(*place))
            .collect();
        let own: Vec<LonLat> = inside
            .iter()
            .copied()
            .filter(|place| self.outlines.innermost(*place) == Some(number) && !self.obstacles.in_water(*place))
            .collect();
        let points = if !own.is_empty() {
            own
        } else if !inside.is_empty() {
            inside
        } else {
            vec![outline.inner_place()]
        };
        (points, step_m > self.spacing_m)
    }
}
