//! Files of points with demand: each a place and a candidate, which covers what lies within a radius.

use super::{Published, ReadError, lines, numbers};
use crate::ids::DemandIndex;
use crate::instance::{Demand, Instance, Reach, Site};

/// The longest distance that is told in thousandths.
const MOST_LENGTH: f64 = 4_294_967.0;
/// Distances are kept in thousandths of the file's unit.
const THOUSANDTHS: f64 = 1000.0;

/// Reads the number of points, then `x y demand` a line; what else stands in the first line is not read. A point covers all
/// within `radius`, inclusive; pairs farther apart are left out. Times are distances in thousandths of the file's unit.
///
/// # Errors
/// A line that is none of these, fewer points than promised, or a radius that is no length.
///
/// # References
/// Lorena and Pereira, "A Lagrangean/surrogate heuristic for the maximal covering location problem using Hillman's edition"
/// (2002), for the instances of São José dos Campos.
pub fn mclp_points(text: &str, radius: f64) -> Result<Published, ReadError> {
    if !(0.0..=MOST_LENGTH).contains(&radius) {
        let (what, value) = ("radius", radius.to_string());
        return Err(ReadError::Length { what, value });
    }
    let mut lines = lines(text);
    let (line, head) = lines.next().unwrap_or((1, ""));
    let [promised] = numbers::<usize, 1>(line, head, "the number of points")?;
    let mut points = Vec::new();
    for (line, text) in lines.take(promised) {
        points.push(point(line, text)?);
    }
    if points.len() < promised {
        let (what, found) = ("points", points.len());
        return Err(ReadError::Short { what, found, promised });
    }
    let sites = (1..=promised)
        .map(|number| Site::candidate(number.to_string()))
        .collect();
    let named = points.iter().enumerate();
    let demand = named
        .map(|(index, (_, weight))| Demand::new((index + 1).to_string(), *weight))
        .collect();
    let times = points.iter().map(|(at, _)| covered(*at, &points, radius)).collect();
    Ok(Published {
        instance: Instance::new(sites, demand, Vec::new(), times)?,
        count: None,
    })
}

fn point(line: usize, text: &str) -> Result<([f64; 2], u64), ReadError> {
    let wanted = "x, y and a demand of 0 or more";
    let [x, y, weight] = numbers::<f64, 3>(line, text, wanted)?;
    let is_whole = weight.fract() == 0.0 && (0.0..=Instance::MOST_WEIGHT as f64).contains(&weight);
    if is_whole && x.is_finite() && y.is_finite() {
        return Ok(([x, y], weight as u64));
    }
    let found = text.to_owned();
    Err(ReadError::Line { line, found, wanted })
}

fn covered([x, y]: [f64; 2], points: &[([f64; 2], u64)], radius: f64) -> Vec<Reach> {
    let squared = |[to_x, to_y]: [f64; 2]| (to_x - x) * (to_x - x) + (to_y - y) * (to_y - y);
    let distances = points.iter().map(|(to, _)| squared(*to)).enumerate();
    let within = distances.filter(|(_, squared)| *squared <= radius * radius);
    let reach = |(index, squared): (usize, f64)| Reach {
        demand: DemandIndex::at(index),
        time: (squared.sqrt() * THOUSANDTHS).round() as u32,
    };
    within.map(reach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SiteIndex;

    #[test]
    fn the_radius_is_inclusive() {
        let text = "3\t9999\tp\tS\n0\t0\t5\t\n3 4 6\n3 5 7";
        let instance = mclp_points(text, 5.0).unwrap().instance;
        assert_eq!(instance.times().time(SiteIndex(0), DemandIndex(1)), Some(5000));
        assert_eq!(instance.times().time(SiteIndex(0), DemandIndex(2)), None);
        assert_eq!(instance.total_weight(), 18);
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, line) in [
            ("2\n0 0 5\n3 4 -6", 3),
            ("2\n0 0\n3 4 6", 2),
            ("1\n0 0 1.5", 2),
            ("x", 1),
            ("1\nNaN 0 1", 2),
        ] {
            let error = mclp_points(text, 5.0).unwrap_err();
            assert!(error.to_string().starts_with(&format!("line {line}:")), "{error}");
        }
        assert!(mclp_points("2\n0 0 1", 5.0).is_err());
        assert!(mclp_points("1\n0 0 1", f64::NAN).is_err());
    }
}
