//! Coordinate systems as files name them, in words of ours: the `.prj` of a shapefile, the definition in a `GeoPackage`.
//!
//! By the code of an authority where there is one, else by name and parameters: ArcGIS writes no codes.
//!
//! # References
//! OGC 01-009 (well-known text 1); names as ArcGIS and GDAL write them; codes by FACTS 3.3 and the EPSG registry.

mod wkt;

use super::TableError;
use super::error::shown;
use crate::datum::Datum;
use crate::plan::TableSource;
use wkt::Node;

/// Degrees between meridians of three-degree zones: every second is one of the six-degree zones as well.
const ZONE_WIDTH: f64 = 3.0;
/// Meridians of China's zones.
const FIRST_MERIDIAN: f64 = 75.0;
const LAST_MERIDIAN: f64 = 135.0;
/// Codes of CGCS2000 / 3-degree Gauss-Kruger at 75 degrees east: without the zone before eastings, and with it.
const PLAIN_CODE: f64 = 4534.0;
const ZONED_CODE: f64 = 4513.0;
/// Code of CGCS2000 / Gauss-Kruger zone 13, six degrees wide, with the zone before eastings.
const WIDE_ZONED_CODE: f64 = 4491.0;
const FIRST_WIDE_ZONE: f64 = 13.0;
/// What a zone before an easting counts, metres; and the easting of a meridian.
const ZONE_M: f64 = 1_000_000.0;
const MERIDIAN_M: f64 = 500_000.0;
/// Scale on the meridian of UTM, and its northing of the equator for the southern half, metres.
const UTM_SCALE: f64 = 0.9996;
const SOUTHERN_M: f64 = 10_000_000.0;
/// Central meridian of UTM zone 1 less one zone, and the width of a zone, degrees.
const UTM_ORIGIN: f64 = -183.0;
const UTM_WIDTH: f64 = 6.0;
/// Parameters are told in decimals.
const CLOSE: f64 = 1e-7;

/// A coordinate system found, or a complaint with its name, unless the plan tells it.
pub(super) fn known_or_told(
    found: Option<String>,
    name: &str,
    source: &TableSource,
) -> Result<Option<String>, TableError> {
    if found.is_some() || source.crs.is_some() {
        return Ok(found);
    }
    Err(TableError::UnknownCrs {
        path: source.path.clone(),
        told: shown(name),
    })
}

/// The name that well-known text gives its coordinate system; the text where it is none.
pub(super) fn name(text: &str) -> String {
    let name = wkt::parsed(text).and_then(|node| node.texts.first().cloned());
    name.unwrap_or_else(|| text.to_owned())
}

/// The coordinate system of well-known text, as a plan would tell it.
pub(super) fn of_wkt(text: &str) -> Option<String> {
    let node = wkt::parsed(text)?;
    let found = by_authority(&node).or_else(|| match node.word.as_str() {
        "GEOGCS" => geographic(&node).map(str::to_owned),
        "PROJCS" => projected(&node),
        "COMPD_CS" => node.children.iter().find_map(|child| match child.word.as_str() {
            "GEOGCS" => by_authority(child).or_else(|| geographic(child).map(str::to_owned)),
            "PROJCS" => by_authority(child).or_else(|| projected(child)),
            _ => None,
        }),
        _ => None,
    });
    found.filter(|found| Datum::told(found).is_ok())
}

/// By the code that the outermost element carries, where it is one of ours.
fn by_authority(node: &Node) -> Option<String> {
    let authority = node.child("AUTHORITY").or_else(|| node.child("ID"))?;
    let epsg = authority
        .texts
        .first()
        .is_some_and(|name| name.eq_ignore_ascii_case("EPSG"));
    let by_text = authority.texts.get(1).and_then(|code| code.trim().parse::<u32>().ok());
    let code = by_text.or_else(|| authority.numbers.first().map(|code| *code as u32))?;
    let told = format!("epsg:{code}");
    (epsg && Datum::told(&told).is_ok()).then_some(told)
}

/// Degrees: WGS 84 or CGCS2000, by the name of the system or its datum.
fn geographic(node: &Node) -> Option<&'static str> {
    let of_datum = node.child("DATUM").and_then(|datum| datum.texts.first());
    let names = node.texts.first().into_iter().chain(of_datum);
    let plain = |name: &String| -> String {
        let letters = name.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let names: Vec<String> = names.map(plain).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    // Grads, or degrees from Paris.
    let has_usual_units = node.number_of("PRIMEM").is_none_or(|meridian| meridian.abs() < CLOSE)
        && node
            .number_of("UNIT")
            .is_none_or(|unit| (unit - 1_f64.to_radians()).abs() < CLOSE);
    if !has_usual_units {
        None
    } else if has(&["chinageodeticcoordinatesystem2000", "china2000", "cgcs2000"]) {
        Some("cgcs2000")
    } else if has(&["wgs84", "wgs1984", "worldgeodeticsystem1984"]) {
        Some("wgs84")
    } else {
        None
    }
}

/// Metres: Gauss-Krueger, UTM or Web Mercator, by its parameters.
fn projected(node: &Node) -> Option<String> {
    let base = geographic(node.child("GEOGCS")?)?;
    let is_metres = node.number_of("UNIT").is_none_or(|unit| (unit - 1.0).abs() < CLOSE);
    if !is_metres {
        return None;
    }
    let projection = node.child("PROJECTION")?.texts.first()?.to_lowercase();
    let name = node.texts.first()?.to_lowercase();
    let is_web =
        projection.contains("auxiliary_sphere") || (projection.contains("mercator_1sp") && name.contains("pseudo"));
    if is_web {
        return Some("epsg:3857".to_owned());
    }
    let is_transverse = ["transverse_mercator", "gauss_kruger"].contains(&projection.as_str());
    is_transverse
        .then(|| transverse(node, base))
        .flatten()
        .map(|code| format!("epsg:{code}"))
}

fn transverse(node: &Node, base: &str) -> Option<u32> {
    let parameter = |wanted: &str, otherwise: f64| {
        let parameters = node.children.iter().filter(|child| child.word == "PARAMETER");
        let mut named = parameters.filter(|child| {
            child
                .texts
                .first()
                .is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        });
        named
            .next()
            .and_then(|child| child.numbers.first().copied())
            .unwrap_or(otherwise)
    };
    let close = |one: f64, other: f64| (one - other).abs() < CLOSE;
    let (easting, northing) = (parameter("false_easting", 0.0), parameter("false_northing", 0.0));
    let meridian = parameter("central_meridian", 0.0);
    let scale = parameter("scale_factor", 1.0);
    if !close(parameter("latitude_of_origin", 0.0), 0.0) {
        return None;
    }
    if close(scale, UTM_SCALE) && close(easting, MERIDIAN_M) && base == "wgs84" {
        let zone = (meridian - UTM_ORIGIN) / UTM_WIDTH;
        let first = [(0.0, 32600), (SOUTHERN_M, 32700)]
            .into_iter()
            .find(|(origin, _)| close(*origin, northing));
        return (is_whole(zone) && (1.0..=60.0).contains(&zone))
            .then(|| Some(first?.1 + zone as u32))
            .flatten();
    }
    let zone = meridian / ZONE_WIDTH;
    let in_china = (FIRST_MERIDIAN..=LAST_MERIDIAN).contains(&meridian);
    if !(close(scale, 1.0) && close(northing, 0.0) && is_whole(zone) && in_china) {
        return None;
    }
    let from_first = (meridian - FIRST_MERIDIAN) / ZONE_WIDTH;
    let wide_zone = (meridian + ZONE_WIDTH) / UTM_WIDTH;
    let code = if close(easting, MERIDIAN_M) {
        PLAIN_CODE + from_first
    } else if close(easting, zone * ZONE_M + MERIDIAN_M) {
        ZONED_CODE + from_first
    } else if is_whole(wide_zone) && close(easting, wide_zone * ZONE_M + MERIDIAN_M) {
        WIDE_ZONED_CODE + wide_zone - FIRST_WIDE_ZONE
    } else {
        return None;
    };
    Some(code as u32)
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < CLOSE
}

#[cfg(test)]
mod tests {
    use super::of_wkt;

    const CHINA: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    const WORLD: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

    fn grid(base: &str, projection: &str, easting: f64, northing: f64, meridian: f64, scale: f64) -> String {
        format!(
            r#"PROJCS["any name",{base},PROJECTION["{projection}"],PARAMETER["False_Easting",{easting:.1}],PARAMETER["False_Northing",{northing:.1}],PARAMETER["Central_Meridian",{meridian:.1}],PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    }

    #[test]
    fn systems_of_arcgis_are_known_by_their_parameters() {
        let cases = [
            (CHINA.to_owned(), "cgcs2000"),
            (WORLD.to_owned(), "wgs84"),
            (grid(CHINA, "Gauss_Kruger", 5e5, 0.0, 120.0, 1.0), "epsg:4549"),
            (grid(CHINA, "Gauss_Kruger", 40.5e6, 0.0, 120.0, 1.0), "epsg:4528"),
            (grid(CHINA, "Transverse_Mercator", 5e5, 0.0, 75.0, 1.0), "epsg:4534"),
            (grid(CHINA, "Gauss_Kruger", 20.5e6, 0.0, 117.0, 1.0), "epsg:4498"),
            (
                grid(WORLD, "Transverse_Mercator", 5e5, 0.0, 117.0, 0.9996),
                "epsg:32650",
            ),
            (
                grid(WORLD, "Transverse_Mercator", 5e5, 1e7, 117.0, 0.9996),
                "epsg:32750",
            ),
            (
                format!(
                    r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{WORLD},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["Central_Meridian",0.0],UNIT["Meter",1.0]]"#
                ),
                "epsg:3857",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(of_wkt(&text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_code_of_the_system_itself_goes_first() {
        let text = r#"PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",GEOGCS["x",AUTHORITY["EPSG","4490"]],AUTHORITY["EPSG","4548"]]"#;
        assert_eq!(of_wkt(text).as_deref(), Some("epsg:4548"));
        let text = r#"GEOGCS["WGS 84",DATUM["WGS_1984",AUTHORITY["EPSG","6326"]],AUTHORITY["EPSG","4326"]]"#;
        assert_eq!(of_wkt(text).as_deref(), Some("epsg:4326"));
    }

    #[test]
    fn others_are_not_guessed() {
        let xian = CHINA
            .replace("China_Geodetic_Coordinate_System_2000", "Xian_1980")
            .replace("China_2000", "Xian_1980");
        let cases = [
            xian.replace("CGCS2000", "Xian_1980"),
            // A city's own meridian, a scale of its own, feet, grads, degrees from Paris.
            grid(CHINA, "Gauss_Kruger", 5e5, 0.0, 116.35, 1.0),
            grid(CHINA, "Gauss_Kruger", 5e5, 0.0, 120.0, 0.9999),
            grid(CHINA, "Gauss_Kruger", 41.5e6, 0.0, 120.0, 1.0),
            grid(CHINA, "Gauss_Kruger", 5e5, 0.0, 120.0, 1.0).replace("\"Meter\",1.0", "\"Foot\",0.3048"),
            WORLD.replace("0.0174532925199433", "0.015707963267949"),
            WORLD.replace("Greenwich\",0.0", "Paris\",2.337229"),
            grid(CHINA, "Lambert_Conformal_Conic", 5e5, 0.0, 120.0, 1.0),
            String::new(),
            "PROJCS[".repeat(10_000),
        ];
        for text in cases {
            assert_eq!(of_wkt(&text), None, "{text}");
        }
    }
}
