//! Homes: residential buildings as weighted places.

use rayon::prelude::*;

use super::outlines::{OutlineIndex, area_m2};
use crate::lonlat::LonLat;
use crate::network::inner_place;
use crate::read::{Area, Extract, Key, Tags};
use crate::tally::Tally;

/// Values of `building` that say people live there.
const HOMES: &[&str] = &[
    "apartments",
    "residential",
    "house",
    "detached",
    "semidetached_house",
    "terrace",
    "dormitory",
    "bungalow",
    "villa",
    "farm",
    "hut",
    "static_caravan",
    "houseboat",
];
/// The value that leaves open what a building is: homes only in a compound where no building says it is one.
const UNTOLD: &str = "yes";
/// The tallest building on Earth has 163 levels; more is a slip.
const MOST_LEVELS: f64 = 170.0;
/// More flats in one building is a slip: the largest known (Regent International, Hangzhou) has some 10,000.
const MOST_FLATS: f64 = 20_000.0;

/// A building that people live in, or may.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Home {
    /// A place inside it.
    pub(crate) place: LonLat,
    flats: Option<f64>,
    levels: Option<f64>,
    /// What it covers, m2.
    pub(crate) footprint_m2: f64,
    /// Whether its tags say it is residential.
    told: bool,
}

/// The homes of each outline of an index: a building belongs to the innermost outline that holds its middle. In the extract's
/// order.
pub(crate) fn homes_by_outline(
    extract: &Extract,
    outlines: &OutlineIndex<'_>,
    count: usize,
    tally: &mut Tally,
) -> Vec<Vec<Home>> {
    let found: Vec<(usize, Home, Option<String>)> = extract
        .areas
        .par_iter()
        .filter_map(|area| {
            let tags = extract.area_tags(area);
            let kind = tags.get(Key::Building)?;
            if kind != UNTOLD && !HOMES.contains(&kind) {
                return None;
            }
            let shape = extract.area_polygons(area);
            let place = inner_place(&shape)?;
            let outline = outlines.innermost(place)?;
            let home = home(&tags, place, area_m2(&shape));
            Some((outline, home, unread_figure(area, &tags, &home)))
        })
        .collect();
    let mut homes = vec![Vec::new(); count];
    for (outline, home, unread) in found {
        if let Some(example) = unread {
            tally.add("building-figure-unread", || example);
        }
        homes[outline].push(home);
    }
    for homes in &mut homes {
        if homes.iter().any(|home| home.told) {
            homes.retain(|home| home.told);
        }
    }
    homes
}

fn home(tags: &Tags<'_>, place: LonLat, footprint_m2: f64) -> Home {
    Home {
        place,
        flats: figure(flats_text(tags), MOST_FLATS),
        levels: figure(tags.get(Key::BuildingLevels), MOST_LEVELS),
        footprint_m2,
        told: !tags.is(Key::Building, UNTOLD),
    }
}

fn flats_text<'a>(tags: &Tags<'a>) -> Option<&'a str> {
    tags.get(Key::BuildingFlats).or_else(|| tags.get(Key::Flats))
}

fn figure(text: Option<&str>, most: f64) -> Option<f64> {
    text?.trim().parse().ok().filter(|value| *value > 0.0 && *value <= most)
}

fn unread_figure(area: &Area, tags: &Tags<'_>, home: &Home) -> Option<String> {
    [
        ("flats", flats_text(tags), home.flats),
        ("levels", tags.get(Key::BuildingLevels), home.levels),
    ]
    .into_iter()
    .find_map(|(what, text, read)| match (text, read) {
        (Some(text), None) => Some(format!("{} {what}={text}", area.id)),
        _ => None,
    })
}

/// Weights of one compound's homes, by one measure for all: flats where all tell them; levels x footprint in m2 where none does;
/// where some do, the others' floor area is turned into flats at the compound's own m2 a flat. Untold levels are the compound's
/// median, or 1 where none is told.
pub(crate) fn weights(homes: &[Home]) -> Vec<f64> {
    let mut told: Vec<f64> = homes.iter().filter_map(|home| home.levels).collect();
    told.sort_unstable_by(f64::total_cmp);
    let usual_levels = told.get(told.len() / 2).copied().unwrap_or(1.0);
    // Never 0: a building whose shape has no area still has people in it.
    let floor_m2 = |home: &Home| (home.levels.unwrap_or(usual_levels) * home.footprint_m2).max(1.0);
    let (flats, area) = homes
        .iter()
        .filter_map(|home| Some((home.flats?, floor_m2(home))))
        .fold((0.0, 0.0), |sum, (flats, area)| (sum.0 + flats, sum.1 + area));
    let flats_a_m2 = if flats > 0.0 { flats / area } else { 1.0 };
    homes
        .iter()
        .map(|home| home.flats.unwrap_or_else(|| floor_m2(home) * flats_a_m2))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(flats: Option<f64>, levels: Option<f64>, footprint_m2: f64) -> Home {
        Home {
            place: LonLat { lon: 0, lat: 0 },
            flats,
            levels,
            footprint_m2,
            told: true,
        }
    }

    #[test]
    fn floor_area_weighs_where_no_flats_are_told() {
        let homes = [
            made(None, Some(6.0), 500.0),
            made(None, Some(18.0), 400.0),
            made(None, None, 100.0),
        ];
        // Untold levels: the upper median of 6 and 18.
        assert_eq!(weights(&homes), [3000.0, 7200.0, 1800.0]);
    }

    #[test]
    fn flats_weigh_where_told_and_set_the_rate_for_the_rest() {
        // 30 flats on 3000 m2: 100 m2 a flat, so 6000 m2 are 60 flats.
        let homes = [made(Some(30.0), Some(6.0), 500.0), made(None, Some(6.0), 1000.0)];
        assert_eq!(weights(&homes), [30.0, 60.0]);
    }
}
