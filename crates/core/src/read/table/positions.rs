//! Where rows are, in WGS84 degrees: the one place for columns and geometries of every datum.

use geo::{Coord, Geometry, MapCoords, Point};

use super::cells::{Fault, fault};
use super::{Row, Table};
use crate::datum::Converter;
use crate::lonlat::LonLat;

/// Sets each row's geometry to WGS84 degrees, a point where the place stands in columns; a row without a place keeps its fault.
pub(super) fn set(table: &mut Table, converter: &Converter) {
    let placed: Vec<_> = table
        .rows
        .iter()
        .map(|row| (placed(table, row, converter), entrance(table, row, converter)))
        .collect();
    for (row, (placed, entrance)) in table.rows.iter_mut().zip(placed) {
        (row.geometry, row.misplaced) = match placed {
            Ok(geometry) => (geometry, None),
            Err(fault) => (None, Some(fault)),
        };
        row.entrance = entrance;
    }
}

fn placed(table: &Table, row: &Row, converter: &Converter) -> Result<Option<Geometry<f64>>, Fault> {
    if let Some(fault) = &row.misplaced {
        return Err(fault.clone());
    }
    let geometry = match &row.geometry {
        Some(geometry) => Some(geometry.clone()),
        None => table.numbers(row, ["lon", "lat"])?.map(|place| Point(place).into()),
    };
    geometry
        .map(|geometry| geometry.try_map_coords(|position| converted(position, converter)))
        .transpose()
}

fn entrance(table: &Table, row: &Row, converter: &Converter) -> Option<Result<LonLat, Fault>> {
    let numbers = table.numbers(row, ["entrance_lon", "entrance_lat"]).transpose()?;
    Some(numbers.and_then(|place| {
        let place = converted(place, converter)?;
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
    if LonLat::from_degrees(lon, lat).is_some() {
        return Ok(());
    }
    let is_swapped = LonLat::from_degrees(lat, lon).is_some();
    let reason = if is_swapped {
        "not on Earth; lon and lat seem to be swapped"
    } else {
        otherwise
    };
    Err(fault(shown(place), reason))
}

fn shown(place: Coord<f64>) -> String {
    format!("{}, {}", place.x, place.y)
}
