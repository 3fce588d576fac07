//! Units as lists tell them: who is part of whom, names that several have, what lies beyond the map.

use geo::{MultiPolygon, Rect, coord};
use service_circle_core::lonlat::LonLat;
use service_circle_core::read::table::{UnitKind, UnitRow};
use service_circle_core::units::{Extent, Found, Roster, UnitNote};

fn row(id: &str, name: &str, parent: Option<&str>) -> UnitRow {
    UnitRow {
        id: id.to_owned(),
        is_id_told: true,
        name: Some(name.to_owned()),
        source: format!("units.csv:{id}"),
        line: 1,
        kind: UnitKind::of_name(name),
        parent: parent.map(str::to_owned),
        urban_rural: None,
        population: None,
        elders: None,
        households: None,
        place: None,
        outline: None,
    }
}

fn roster(rows: Vec<UnitRow>) -> (Roster, Vec<UnitNote>) {
    let mut notes = Vec::new();
    let roster = Roster::of_rows(rows, None, &mut notes);
    (roster, notes)
}

#[test]
fn a_parent_that_is_no_row_becomes_a_unit() {
    let (roster, notes) = roster(vec![
        row("1", "望京街道", Some("朝阳区")),
        row("2", "东湖街道", Some("朝阳区")),
        row("3", "望京西园社区", Some("望京街道")),
    ]);
    let told: Vec<_> = notes.iter().map(|note| (note.code, note.id.as_str())).collect();
    assert_eq!(told, [("unit-parent-made", "1")], "once");
    let told: Vec<_> = roster
        .units
        .iter()
        .map(|unit| (unit.called(), unit.kind, unit.parent))
        .collect();
    assert_eq!(
        told,
        [
            ("望京街道", Some(UnitKind::Street), Some(3)),
            ("东湖街道", Some(UnitKind::Street), Some(3)),
            ("望京西园社区", Some(UnitKind::Community), Some(0)),
            ("朝阳区", Some(UnitKind::District), None),
        ]
    );
    assert_eq!(roster.find("朝阳区"), Found::One(3));
    assert_eq!(roster.find("海淀区"), Found::Nothing);
}

#[test]
fn a_name_that_two_have_is_told_and_means_neither() {
    let (roster, notes) = roster(vec![
        row("1", "新民村", None),
        row("2", "新民村", None),
        row("3", "一组", Some("新民村")),
        row("4", "二组", Some("2")),
    ]);
    assert_eq!(
        (roster.find("新民村"), roster.find("2")),
        (Found::Several, Found::One(1))
    );
    assert_eq!((roster.units[2].parent, roster.units[3].parent), (None, Some(1)));
    let codes: Vec<_> = notes.iter().map(|note| (note.code, note.id.as_str())).collect();
    assert_eq!(codes, [("unit-name-ambiguous", "3")]);
}

#[test]
fn parents_that_lead_back_are_cut() {
    let (roster, notes) = roster(vec![
        row("1", "a", Some("2")),
        row("2", "b", Some("1")),
        row("3", "c", Some("3")),
    ]);
    let parents = roster.parents();
    // One link of the circle is gone, and so is the one to itself.
    assert_eq!(parents, [None, Some(0), None]);
    assert_eq!(
        notes.iter().map(|note| note.code).collect::<Vec<_>>(),
        ["unit-parents-in-a-circle"; 2]
    );
}

#[test]
fn what_the_map_holds_of_a_unit() {
    let place = |lon, lat| LonLat::from_degrees(lon, lat).unwrap();
    let data_box = Some((place(117.0, 39.0), place(117.1, 39.1)));
    let square = |west: f64, south: f64, side: f64| -> Option<MultiPolygon<f64>> {
        let corner = |x, y| coord! { x: x, y: y };
        Some(
            Rect::new(corner(west, south), corner(west + side, south + side))
                .to_polygon()
                .into(),
        )
    };
    let with = |id: &str, parent: &str, outline| UnitRow {
        outline,
        ..row(id, id, Some(parent))
    };
    let mut notes = Vec::new();
    let rows = vec![
        with("inside", "north", square(117.01, 39.01, 0.01)),
        with("across", "north", square(117.09, 39.05, 0.05)),
        with("beyond", "south", square(118.0, 39.0, 0.01)),
        with("drawn nowhere", "south", None),
        with("round it", "all", square(116.0, 38.0, 3.0)),
    ];
    let roster = Roster::of_rows(rows, data_box, &mut notes);
    let extent = |id: &str| roster.units.iter().find(|unit| unit.id == id).unwrap().extent;
    assert_eq!(extent("inside"), Extent::Whole);
    assert_eq!(
        (extent("across"), extent("round it")),
        (Extent::Partial, Extent::Partial)
    );
    assert_eq!(
        (extent("beyond"), extent("drawn nowhere")),
        (Extent::Outside, Extent::Unknown)
    );
    // A unit without an outline is as whole as its parts.
    assert_eq!((extent("north"), extent("south")), (Extent::Partial, Extent::Unknown));
}
