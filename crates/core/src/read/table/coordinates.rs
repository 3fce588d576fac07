//! Coordinates as people write them: decimal degrees, degrees with minutes and seconds, two in one cell, well-known text.

use std::str::FromStr;

use geo::{Coord, Geometry, Point};
use wkt::Wkt;

use super::cells::{Fault, fault};
use super::measures::{self, Measure};
use super::wordings::half_width;

/// Which of two coordinates a number says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// East or west.
    Lon,
    /// North or south.
    Lat,
}

/// A coordinate as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Coordinate {
    pub(super) value: f64,
    /// Which it says it is: `东经`, `E` ...
    pub(super) axis: Option<Axis>,
    /// Whether it was written in minutes or seconds.
    pub(super) in_minutes: bool,
}

/// Words that tell the axis and the sign; longer ones first.
const AXIS_WORDS: [(&str, Axis, f64); 10] = [
    ("东经", Axis::Lon, 1.0),
    ("西经", Axis::Lon, -1.0),
    ("北纬", Axis::Lat, 1.0),
    ("南纬", Axis::Lat, -1.0),
    ("经度", Axis::Lon, 1.0),
    ("纬度", Axis::Lat, 1.0),
    ("e", Axis::Lon, 1.0),
    ("w", Axis::Lon, -1.0),
    ("n", Axis::Lat, 1.0),
    ("s", Axis::Lat, -1.0),
];
/// Minutes in a degree, seconds in a minute.
const SIXTY: f64 = 60.0;

/// A coordinate of one cell.
///
/// # Errors
/// Why it is none, to be put after the column's name.
pub(super) fn coordinate(text: &str) -> Result<Coordinate, &'static str> {
    let plain: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let (rest, axis, sign) = without_axis(plain.trim());
    if let Ok(reading) = measures::number(rest.trim_end_matches(['°', '度']), Measure::None, None) {
        return Ok(Coordinate {
            value: sign * reading.value,
            axis,
            in_minutes: false,
        });
    }
    let value = in_minutes(rest).ok_or("is not a number")?;
    Ok(Coordinate {
        value: sign * value,
        axis,
        in_minutes: true,
    })
}

/// What stands beside a word for the axis, at either end.
fn without_axis(text: &str) -> (&str, Option<Axis>, f64) {
    let found = AXIS_WORDS.iter().find_map(|(word, axis, sign)| {
        let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
        Some((rest.trim_matches([' ', ':']), *axis, *sign))
    });
    found.map_or((text, None, 1.0), |(rest, axis, sign)| (rest, Some(axis), sign))
}

/// Degrees of `116°28′30.5″`, `116度28分30.5秒`, `116 28 30.5`, `116:28:30.5`, `116-28-30.5`.
fn in_minutes(text: &str) -> Option<f64> {
    let is_mark = |one: char| {
        matches!(
            one,
            '°' | '˚'
                | 'º'
                | '度'
                | '′'
                | '\''
                | '’'
                | '‘'
                | '`'
                | '分'
                | '″'
                | '"'
                | '”'
                | '“'
                | '秒'
                | ':'
                | ' '
        )
    };
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let by_dash = text.matches('-').count() == 2 && !text.contains(is_mark);
    let parts: Vec<&str> = text
        .split(|one: char| is_mark(one) || (by_dash && one == '-'))
        .filter(|part| !part.is_empty())
        .collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let last = parts.len() - 1;
    let mut degrees = 0.0;
    let mut share = 1.0;
    for (place, part) in parts.iter().enumerate() {
        let is_figure = part
            .chars()
            .all(|one| one.is_ascii_digit() || (place == last && one == '.'));
        let figure: f64 = is_figure.then(|| part.parse().ok())??;
        if place > 0 && figure >= SIXTY {
            return None;
        }
        degrees += figure * share;
        share /= SIXTY;
    }
    Some(sign * degrees)
}

/// What one cell tells of a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Position {
    /// Two numbers in their order, with the axes they say they are.
    Pair([Coordinate; 2]),
    /// Well-known text.
    Shape(Geometry<f64>),
}

/// The place of a cell that holds all of it.
pub(super) fn position(text: &str) -> Result<Position, Fault> {
    let told = text.trim();
    if told.starts_with(|one: char| one.is_ascii_alphabetic()) && told.contains('(') {
        return shape(told).map(Position::Shape);
    }
    let bare = told.trim_matches(|one: char| {
        matches!(one, '(' | ')' | '[' | ']' | '（' | '）' | '"' | '{' | '}') || one.is_whitespace()
    });
    let [one, other] = halves(bare).ok_or_else(|| fault(text, "position is not two numbers such as 116.46,39.98"))?;
    let read = |half: &str| coordinate(half).map_err(|why| fault(text, format!("position {why}")));
    Ok(Position::Pair([read(one)?, read(other)?]))
}

/// A text in two: at its one comma, else where the other axis is named, else in the middle of its words.
fn halves(text: &str) -> Option<[&str; 2]> {
    let commas = |one: char| matches!(one, ',' | '，' | ';' | '；' | '、' | '|' | '/');
    if let Some((one, other)) = text.split_once(commas) {
        return (!other.contains(commas)).then_some([one, other]);
    }
    let second = ['东', '西', '北', '南']
        .iter()
        .filter_map(|word| text.find(*word))
        .max()
        .filter(|at| *at > 0);
    if let Some(at) = second {
        return Some([text.get(..at)?, text.get(at..)?]);
    }
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    let (middle, _) = words
        .get(words.len() / 2)
        .filter(|_| words.len().is_multiple_of(2) && !words.is_empty())?;
    Some([text.get(..*middle)?, text.get(*middle..)?])
}

/// A geometry of well-known text, `SRID=4326;` before it or not.
fn shape(text: &str) -> Result<Geometry<f64>, Fault> {
    /// How much of a long text is shown.
    const SHOWN: usize = 60;
    let shown = || text.chars().take(SHOWN).collect::<String>();
    let bare = text
        .split_once(';')
        .filter(|(head, _)| head.to_ascii_lowercase().starts_with("srid"))
        .map_or(text, |(_, rest)| rest);
    let read =
        Wkt::<f64>::from_str(bare).map_err(|why| fault(shown(), format!("position is no well-known text: {why}")))?;
    let geometry = Geometry::try_from(read).map_err(|why| fault(shown(), format!("position is no geometry: {why}")))?;
    match geometry {
        Geometry::Point(_) | Geometry::Polygon(_) | Geometry::MultiPolygon(_) => Ok(geometry),
        Geometry::MultiPoint(points) if points.0.len() == 1 => {
            Ok(points.0.first().copied().unwrap_or(Point::new(0.0, 0.0)).into())
        }
        _ => Err(fault(shown(), "position is neither point nor polygon")),
    }
}

/// Two coordinates as x and y: by the axes they name, else the first is x, unless `lat_first`.
pub(super) fn ordered([one, other]: [Coordinate; 2], lat_first: bool) -> Option<Coord<f64>> {
    let straight = Coord {
        x: one.value,
        y: other.value,
    };
    let turned = Coord {
        x: other.value,
        y: one.value,
    };
    match (one.axis, other.axis) {
        (Some(Axis::Lon), Some(Axis::Lat) | None) | (None, Some(Axis::Lat)) => Some(straight),
        (Some(Axis::Lat), Some(Axis::Lon) | None) | (None, Some(Axis::Lon)) => Some(turned),
        (None, None) => Some(if lat_first { turned } else { straight }),
        (Some(Axis::Lon), Some(Axis::Lon)) | (Some(Axis::Lat), Some(Axis::Lat)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_as_people_write_them() {
        // 116 + 28/60 + 30/3600 = 116.475.
        for text in [
            "116.475",
            "１１６．４７５",
            "116.475°",
            "116.475度",
            "E116.475",
            "116.475E",
            "116.475°E",
            "东经116.475",
            "东经：116.475°",
            "116°28′30″",
            "116°28′30″E",
            "E116°28'30\"",
            "116 28 30",
            "116:28:30",
            "116度28分30秒",
            "东经116度28分30秒",
            "116°28.5′",
            "116° 28' 30.0\"",
            "116-28-30",
            "116°28′30”",
        ] {
            let got = coordinate(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert!((got.value - 116.475).abs() < 1e-9, "{text}: {got:?}");
            assert_eq!(got.axis.is_some(), text.contains(['E', '东']), "{text}");
        }
        for text in ["39.5S", "南纬39°30′", "-39°30′"] {
            assert!((coordinate(text).unwrap().value + 39.5).abs() < 1e-9, "{text}");
        }
        assert_eq!(coordinate("北纬39.5").unwrap().axis, Some(Axis::Lat));
        for text in [
            "",
            "bad",
            "116°75′",
            "116 28 61",
            "116 28 30 5",
            "116.5°28′",
            "inf",
            "NaN",
            "1e999",
            "116-28",
            "E",
            "20~30",
        ] {
            assert!(coordinate(text).is_err(), "{text}");
        }
    }

    fn pair(text: &str) -> Option<(f64, f64)> {
        match position(text).ok()? {
            Position::Pair(pair) => ordered(pair, false).map(|place| (place.x, place.y)),
            Position::Shape(Geometry::Point(point)) => Some((point.x(), point.y())),
            Position::Shape(_) => None,
        }
    }

    #[test]
    fn one_cell_may_hold_both() {
        for text in [
            "116.475,39.5",
            "116.475，39.5",
            "116.475, 39.5",
            "116.475 39.5",
            "(116.475,39.5)",
            "[116.475, 39.5]",
            "116.475;39.5",
            "39.5N 116.475E",
            "N39.5,E116.475",
            "东经116°28′30″北纬39°30′0″",
            "东经116°28′30″，北纬39°30′",
            "北纬39°30′ 东经116°28′30″",
            "116°28′30″E 39°30′00″N",
            "116 28 30 39 30 0",
            "POINT(116.475 39.5)",
            "point (116.475 39.5)",
            "SRID=4326;POINT(116.475 39.5)",
            "POINT Z (116.475 39.5 12)",
        ] {
            let (x, y) = pair(text).unwrap_or_else(|| panic!("{text}"));
            assert!((x - 116.475).abs() < 1e-9 && (y - 39.5).abs() < 1e-9, "{text}: {x} {y}");
        }
        for text in [
            "",
            "116.475",
            "116.475,",
            "116.475,39.5,12",
            "a,b",
            "POINT(1",
            "LINESTRING(1 2, 3 4)",
            "116 28 30 39 30",
            "116.4E,117.4E",
            "POINT EMPTY",
            "x(y",
        ] {
            assert_eq!(pair(text), None, "{text}");
        }
        let polygon = position("POLYGON((116 39, 117 39, 117 40, 116 39))").unwrap();
        assert!(matches!(polygon, Position::Shape(Geometry::Polygon(_))));
    }
}
