//! Places of each datum into WGS84 degrees.

use geo::Coord;
use proptest::prelude::*;
use service_circle_core::datum::Datum;

use crate::datums::numbers;

const BD09_OF_GCJ02: [(f64, f64); 2] = [(116.404, 39.915), (116.410_369_493_710_29, 39.921_336_993_510_21)];

fn at((x, y): (f64, f64)) -> Coord<f64> {
    Coord { x, y }
}

fn near(got: Coord<f64>, wanted: Coord<f64>, degrees: f64) -> bool {
    (got.x - wanted.x).abs() <= degrees && (got.y - wanted.y).abs() <= degrees
}

#[test]
fn published_vectors_hold() {
    let of_wgs84 = [
        ((116.404, 39.915), (116.410_244_499_169_38, 39.916_404_281_501_64)),
        (
            (121.527_210_6, 31.177_427_6),
            (121.531_541_859_215, 31.175_303_983_645_97),
        ),
    ];
    for (wgs84, gcj02) in of_wgs84 {
        let forward = Datum::Gcj02.from_wgs84(at(wgs84)).unwrap();
        assert!(near(forward, at(gcj02), 1e-6), "{forward:?}");
        let back = Datum::Gcj02.degrees_to_wgs84(at(gcj02)).unwrap();
        assert!(near(back, at(wgs84), 1e-6), "{back:?}");
    }
    // BD-09 against GCJ-02: both over WGS84.
    let [gcj02, bd09] = BD09_OF_GCJ02;
    let of_bd09 = Datum::Bd09.degrees_to_wgs84(at(bd09)).unwrap();
    let of_gcj02 = Datum::Gcj02.degrees_to_wgs84(at(gcj02)).unwrap();
    assert!(near(of_bd09, of_gcj02, 1e-9), "{of_bd09:?} {of_gcj02:?}");
    let (bd09, gcj02) = ((116.404, 39.915), (116.397_627_291_193_15, 39.908_656_739_576_31));
    let back = Datum::Bd09.degrees_to_wgs84(at(bd09)).unwrap();
    let of_gcj02 = Datum::Gcj02.degrees_to_wgs84(at(gcj02)).unwrap();
    assert!(near(back, of_gcj02, 1e-6), "{back:?} {of_gcj02:?}");
}

#[test]
fn places_outside_china_are_not_shifted() {
    for place in [(103.85, 0.5), (-0.1, 51.5), (139.7, 35.7)] {
        assert_eq!(Datum::Gcj02.from_wgs84(at(place)), Some(at(place)));
        assert_eq!(Datum::Gcj02.degrees_to_wgs84(at(place)), Some(at(place)));
    }
}

#[test]
fn grids_are_those_of_proj() {
    let lines = numbers(include_str!("gauss_kruger.csv"));
    assert!(lines.len() > 250);
    for (epsg, cells) in lines {
        let [easting, northing, lon, lat] = cells[..] else {
            panic!("{cells:?}")
        };
        let converter = Datum::told(&format!("EPSG:{epsg}")).unwrap().converter().unwrap();
        let (given, wanted) = (at((easting, northing)), at((lon, lat)));
        // The table is to 0.01 mm: 1e-10 of a degree.
        let got = converter.to_wgs84(given).unwrap();
        assert!(near(got, wanted, 5e-10), "{epsg} {given:?}: {got:?}, wanted {wanted:?}");
        let code: u32 = epsg.parse().unwrap();
        if !(4491..=4554).contains(&code) {
            continue;
        }
        let turned = converter.to_wgs84(at((northing, easting))).unwrap();
        assert_eq!(turned, got, "northing first");
        let bare = easting % 1e6;
        for zone in [f64::from((lon.round() as u32 + 3) / 6), 0.0] {
            let meridian_zone = 6.0 * zone - 3.0;
            let is_zone = (lon - meridian_zone).abs() < 1e-9;
            if zone == 0.0 || is_zone {
                let other = converter.to_wgs84(at((bare + zone * 1e6, northing))).unwrap();
                assert!(near(other, wanted, 5e-10), "zone {zone} before the easting");
            }
        }
    }
}

#[test]
fn numbers_of_another_grid_are_refused() {
    let converter = Datum::told("epsg:4549").unwrap().converter().unwrap();
    let said = |x, y| converter.to_wgs84(at((x, y))).unwrap_err().to_string();
    assert!(said(116.4, 39.9).contains("epsg:4549: a northing has 7 digits"));
    assert!(said(39_500_000.0, 4_400_000.0).contains("zone 39"));
    assert!(said(f64::NAN, 4_400_000.0).contains("epsg:4549"));
    assert!(said(0.0, 0.0).contains("epsg:4549"));
}

#[test]
fn words_for_datums_are_understood() {
    let words = [
        ("WGS 84", "wgs84"),
        ("GCJ-02", "gcj02"),
        ("bd_09", "bd09"),
        ("CGCS2000", "cgcs2000"),
        ("EPSG:4490", "cgcs2000"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84"),
        ("urn:ogc:def:crs:EPSG::4549", "epsg:4549"),
        ("epsg:32650", "epsg:32650"),
    ];
    for (word, datum) in words {
        assert_eq!(Datum::told(word).unwrap().to_string(), datum);
    }
    for word in ["epsg:2437", "epsg:4555", "epsg:32661", "xian80", ""] {
        let message = Datum::told(word).unwrap_err().to_string();
        assert!(message.contains("epsg:4491 to epsg:4554"), "{message}");
    }
    assert_eq!(Datum::of_header("经度（GCJ-02）"), Some(Datum::Gcj02));
    assert_eq!(Datum::of_header("百度经度"), Some(Datum::Bd09));
    assert_eq!(Datum::of_header("经度"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Every place of China comes back from GCJ-02 and BD-09 to 1e-9 of a degree.
    #[test]
    fn china_comes_back(lon in 73.0..136.0_f64, lat in 3.0..54.5_f64) {
        let place = at((lon, lat));
        for datum in [Datum::Gcj02, Datum::Bd09] {
            let back = datum.degrees_to_wgs84(datum.from_wgs84(place).unwrap()).unwrap();
            prop_assert!(near(back, place, 1e-9), "{} {:?}", datum, back);
        }
    }

    /// No numbers at all make a conversion panic.
    #[test]
    fn any_numbers_are_converted_or_refused(x in any::<f64>(), y in any::<f64>()) {
        for word in ["gcj02", "bd09", "epsg:4549", "epsg:32650", "epsg:3857"] {
            let _ = Datum::told(word).unwrap().converter().unwrap().to_wgs84(at((x, y)));
        }
    }
}
