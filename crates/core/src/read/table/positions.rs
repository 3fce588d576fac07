//! Where rows are, in WGS84 degrees: the one place for columns and geometries of every datum.
//!
//! Numbers that are a place only with lon and lat changed are put right where no row of the table is a place as it stands;
//! where others are, the row is refused: one of the two is wrong, and nobody knows which.

use geo::{Coord, CoordsIter, Geometry, MapCoords, MultiPolygon, Point, Winding};

use super::cells::{Fault, fault};
use super::coordinates::{self, Axis, Coordinate, Position};
use super::mend::{self, Mended};
use super::{Row, Table};
use crate::datum::Converter;
use crate::lonlat::LonLat;

/// Counted for each row whose lon and lat had to change places.
pub(super) const SWAPPED: &str = "coordinates-swapped";
/// Counted for each row whose coordinates are in degrees, minutes and seconds.
pub(super) const IN_MINUTES: &str = "coordinates-in-minutes";
/// Counted for each outline wound clockwise in a GeoJSON file, whose standard (RFC 7946) has them the other way.
const CLOCKWISE: &str = "outline-clockwise";
/// How names of GeoJSON files end.
const GEOJSON_ENDINGS: [&str; 6] = [".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl"];
/// West, south, east, north of China's land, degrees: here no lon is a lat.
const CHINA: [f64; 4] = [73.0, 17.0, 136.0, 54.0];

/// Sets each row's geometry to WGS84 degrees, a point where the place stands in columns; a row without a place keeps its fault.
pub(super) fn set(table: &mut Table, converter: &Converter) {
    let mut told: Vec<Told> = table.rows.iter().map(|row| Told::of(table, row)).collect();
    if converter.datum().is_degrees() {
        turn(table, &mut told);
    }
    let placed: Vec<_> = table
        .rows
        .iter()
        .zip(told)
        .map(|(row, told)| {
            (
                told.in_minutes,
                placed(told, converter),
                entrance(table, row, converter),
            )
        })
        .collect();
    count_clockwise(table);
    let file = &table.file;
    for (row, (in_minutes, placed, entrance)) in table.rows.iter_mut().zip(placed) {
        if in_minutes {
            table.tally.add(IN_MINUTES, || format!("{file}:{}", row.line));
        }
        (row.geometry, row.misplaced) = match placed {
            Ok(Some((geometry, mended))) => {
                row.mended.extend(mended);
                (Some(geometry), None)
            }
            Ok(None) => (None, None),
            Err(fault) => (None, Some(fault)),
        };
        row.entrance = entrance;
    }
}

/// Counts outlines that GeoJSON has wound the wrong way round: they enclose the same.
fn count_clockwise(table: &mut Table) {
    let is_geojson = GEOJSON_ENDINGS
        .iter()
        .any(|ending| table.file.to_lowercase().ends_with(ending));
    for row in table.rows.iter().filter(|_| is_geojson) {
        let wound_wrong = match &row.geometry {
            Some(Geometry::Polygon(polygon)) => polygon.exterior().is_cw(),
            Some(Geometry::MultiPolygon(polygons)) => polygons.iter().any(|polygon| polygon.exterior().is_cw()),
            _ => false,
        };
        if wound_wrong {
            table.tally.add(CLOCKWISE, || format!("{}:{}", table.file, row.line));
        }
    }
}

/// What a row tells of its place, whatever the datum.
struct Told {
    place: Result<Option<Geometry<f64>>, Fault>,
    in_minutes: bool,
}

impl Told {
    fn of(table: &Table, row: &Row) -> Self {
        let mut in_minutes = false;
        let place = if let Some(fault) = &row.misplaced {
            Err(fault.clone())
        } else if let Some(geometry) = &row.geometry {
            Ok(Some(geometry.clone()))
        } else {
            in_cells(table, row, ["lon", "lat"], "position", &mut in_minutes)
        };
        Self { place, in_minutes }
    }
}

/// The place that two columns, or one that holds both, tell; an outline before a point.
fn in_cells(
    table: &Table,
    row: &Row,
    columns: [&str; 2],
    whole: &str,
    in_minutes: &mut bool,
) -> Result<Option<Geometry<f64>>, Fault> {
    let position = table.told(row, whole).map(coordinates::position);
    if let Some(Ok(Position::Shape(shape))) = position {
        return Ok(Some(shape));
    }
    let pair = match columns.map(|column| table.told(row, column)) {
        [None, None] => match position {
            None => return Ok(None),
            Some(Err(fault)) => return Err(fault),
            Some(Ok(Position::Shape(shape))) => return Ok(Some(shape)),
            Some(Ok(Position::Pair(pair))) => (pair, table.lat_first(whole)),
        },
        [Some(x), Some(y)] => {
            let read = |name: &str, text: &str| {
                coordinates::coordinate(text).map_err(|why| fault(text, format!("{name} {why}")))
            };
            ([read(columns[0], x)?, read(columns[1], y)?], false)
        }
        told => {
            let shown = told.map(Option::unwrap_or_default).join(", ");
            return Err(fault(shown, format!("{} or {} is empty", columns[0], columns[1])));
        }
    };
    let (pair, lat_first) = pair;
    *in_minutes = pair.iter().any(|one| one.in_minutes);
    let place = coordinates::ordered(pair, lat_first).ok_or_else(|| both_one_axis(pair))?;
    Ok(Some(Point(place).into()))
}

fn both_one_axis(pair: [Coordinate; 2]) -> Fault {
    let axis = match pair[0].axis {
        Some(Axis::Lat) => "latitudes",
        _ => "longitudes",
    };
    fault(
        format!("{}, {}", pair[0].value, pair[1].value),
        format!("both are {axis}"),
    )
}

/// Puts lon and lat right where all rows with a place have them the other way round; refuses single ones.
fn turn(table: &mut Table, told: &mut [Told]) {
    let looks: Vec<Option<Looks>> = told
        .iter()
        .map(|told| Some(looks(told.place.as_ref().ok()?.as_ref()?)))
        .collect();
    let all = !looks.contains(&Some(Looks::Right));
    for ((told, looks), row) in told.iter_mut().zip(looks).zip(&table.rows) {
        let (Some(Looks::Swapped), Ok(Some(geometry))) = (looks, &told.place) else {
            continue;
        };
        let first = geometry.coords_iter().next().unwrap_or_default();
        if all {
            let file = &table.file;
            table.tally.add(SWAPPED, || {
                format!(
                    "{file}:{}: {} as lon {} lat {}",
                    row.line,
                    shown(first),
                    first.y,
                    first.x
                )
            });
            told.place = Ok(Some(geometry.map_coords(swapped)));
        } else {
            told.place = Err(fault(
                shown(first),
                "looks swapped: lon and lat change places, and other rows have them right",
            ));
        }
    }
}

/// How the numbers of a place look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// A place as they stand.
    Right,
    /// A place with lon and lat changed.
    Swapped,
    /// No place either way.
    Nowhere,
}

fn looks(geometry: &Geometry<f64>) -> Looks {
    let all = |test: &dyn Fn(Coord<f64>) -> bool| geometry.coords_iter().all(test);
    let is_place = |at: Coord<f64>| LonLat::from_degrees(at.x, at.y).is_some() && at != Coord::zero();
    let in_china = |at: Coord<f64>| {
        let [west, south, east, north] = CHINA;
        (west..=east).contains(&at.x) && (south..=north).contains(&at.y)
    };
    let (right, turned) = (all(&is_place), all(&|at| is_place(swapped(at))));
    if turned && (!right || all(&|at| in_china(swapped(at)))) {
        Looks::Swapped
    } else if right {
        Looks::Right
    } else {
        Looks::Nowhere
    }
}

fn swapped(at: Coord<f64>) -> Coord<f64> {
    Coord { x: at.y, y: at.x }
}

/// A geometry in WGS84 degrees, and what was mended of its outline.
type Placed = Option<(Geometry<f64>, Vec<String>)>;

fn placed(told: Told, converter: &Converter) -> Result<Placed, Fault> {
    let Some(geometry) = told.place? else {
        return Ok(None);
    };
    let geometry = geometry.try_map_coords(|position| converted(position, converter))?;
    let outline: MultiPolygon<f64> = match geometry {
        Geometry::Polygon(polygon) => polygon.into(),
        Geometry::MultiPolygon(polygons) => polygons,
        other => return Ok(Some((other, Vec::new()))),
    };
    let Mended { shape, done } = mend::mended(&outline)?;
    Ok(Some((shape.into(), done)))
}

fn entrance(table: &Table, row: &Row, converter: &Converter) -> Option<Result<LonLat, Fault>> {
    let told = in_cells(table, row, ["entrance_lon", "entrance_lat"], "entrance", &mut false).transpose()?;
    Some(told.and_then(|told| {
        let Geometry::Point(place) = told else {
            return Err(fault("", "the entrance is no point"));
        };
        let place = converted(place.0, converter)?;
        LonLat::from_degrees(place.x, place.y).ok_or_else(|| fault(shown(place), "not on Earth"))
    }))
}

fn converted(position: Coord<f64>, converter: &Converter) -> Result<Coord<f64>, Fault> {
    if converter.datum().is_degrees() {
        on_earth(
            position,
            "not on Earth; degrees are expected (crs = \"epsg:NNNN\" tells of metres)",
        )?;
    }
    let place = converter
        .to_wgs84(position)
        .map_err(|misplaced| fault(shown(position), misplaced.to_string()))?;
    on_earth(place, "not on Earth as the list's crs has it")?;
    Ok(place)
}

fn on_earth(place: Coord<f64>, otherwise: &str) -> Result<(), Fault> {
    let Coord { x: lon, y: lat } = place;
    if lon == 0.0 && lat == 0.0 {
        return Err(fault(shown(place), "lon and lat are 0: likely missing"));
    }
    match LonLat::from_degrees(lon, lat) {
        Some(_) => Ok(()),
        None => Err(fault(shown(place), otherwise)),
    }
}

fn shown(place: Coord<f64>) -> String {
    format!("{}, {}", place.x, place.y)
}
