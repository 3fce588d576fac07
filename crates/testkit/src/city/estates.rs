//! Ordinary estates along the cross streets: walled, three buildings, one gate to the street.
//!
//! Buildings stand over a drive, 80, 100 and 120 m from the street: the median dwelling walks 100 m to it.

use super::Draft;
use super::cell::{BOTH, Cell};

/// An estate: name, metres east, the street's metres north, side of the street, facility, metres and seconds from the street on,
/// verdict, working.
type Estate = (
    &'static str,
    f64,
    f64,
    f64,
    &'static str,
    (f64, f64),
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const ESTATES: &[Estate] = &[
    ("平安里", 600.0, 800.0, -1.0, "穿城养老院", (760.0, 760.0), "served", "200 east + 400 north + 150 west + 10"),
    ("育才小区", 1200.0, 800.0, 1.0, "穿城养老院", (960.0, 960.0), "gap", "400 west + 400 north + 150 west + 10"),
    ("春晓苑", 2260.0, 800.0, -1.0, "喷泉养老院", (770.0, 770.0), "served", "140 east + 400 north + 230 west"),
    ("向阳新村", 2800.0, 800.0, 1.0, "孤岛养老院", (1010.0, 1010.0), "gap", "400 east + 400 north + 200 west + 10"),
    ("康乐家园", 3800.0, 800.0, -1.0, "路口养老院", (810.0, 810.0), "partly", "200 east + 400 north + 200 west + 10; dwellings at 890 910 930: a third within"),
    ("东湖花园", 4400.0, 800.0, -1.0, "路口养老院", (1010.0, 1010.0), "gap", "400 west + 400 north + 200 west + 10"),
    ("西关小区", 400.0, 1600.0, 1.0, "穿城养老院", (960.0, 960.0), "gap", "400 east + 400 south + 150 west + 10"),
    ("丽景苑", 1000.0, 1600.0, -1.0, "穿城养老院", (760.0, 760.0), "served", "200 west + 400 south + 150 west + 10"),
    ("富强里", 1700.0, 1600.0, 1.0, "广场养老院", (650.0, 650.0), "served", "100 west + 300 south + 250 west"),
    ("文苑小区", 2900.0, 1600.0, -1.0, "孤岛养老院", (910.0, 910.0), "gap", "300 east + 400 south + 200 west + 10"),
    ("金桂园", 3400.0, 1600.0, 1.0, "孤岛养老院", (810.0, 810.0), "partly", "200 west + 400 south + 200 west + 10; dwellings at 890 910 930: a third within"),
    ("银杏家园", 4200.0, 1600.0, 1.0, "路口养老院", (810.0, 810.0), "partly", "200 west + 400 south + 200 west + 10; dwellings at 890 910 930: a third within"),
    ("滨河新村", 4500.0, 1600.0, 1.0, "环形养老院", (1010.0, 1010.0), "gap", "300 east + 400 north + 300 west + 10"),
    ("钢铁新村", 1700.0, 0.0, 1.0, "云梯养老院", (1060.0, 1150.0), "gap", "100 west + 400 north + 400 west + 40 + 120; the lift takes 90 s more"),
    ("纺织小区", 3000.0, 0.0, 1.0, "断头养老院", (1010.0, 1010.0), "gap", "200 east + 400 north + 400 east + 10"),
    ("机电小区", 4600.0, 0.0, 1.0, "缺口养老院", (840.0, 840.0), "gap", "200 east + 400 north + 230 west + 10"),
    ("百合苑", 2250.0, 2400.0, -1.0, "锁门养老院", (710.0, 710.0), "served", "150 east + 400 south + 150 east + 10"),
    ("翠竹园", 3000.0, 2400.0, -1.0, "锁门养老院", (1160.0, 1160.0), "gap", "600 west + 400 south + 150 east + 10"),
];

/// Metres walked by an estate's median dwelling before the street.
const TO_THE_STREET_M: f64 = 100.0;

pub(super) fn draw(city: &mut Draft) {
    let mut town = Cell::new(city, "estates", (0.0, 0.0), 1.0);
    for (name, x, y, side, facility, (metres, seconds), verdict, how) in ESTATES {
        draw_estate(&mut town, name, *x, *y, *side);
        let walk = (TO_THE_STREET_M + metres, TO_THE_STREET_M + seconds);
        let reason = (*verdict == "gap").then_some("barrier");
        let how = format!("100 to the street + {how}");
        town.answer(BOTH, name, Some(facility), Some(walk), (verdict, reason), &how);
    }
}

fn draw_estate(town: &mut Cell, name: &str, x: f64, street_y: f64, side: f64) {
    let at = |metres: f64| street_y + side * metres;
    let (near, far) = (at(20.0), at(160.0));
    let rectangle = [x - 80.0, near.min(far), x + 80.0, near.max(far)];
    town.walled(name, rectangle, &[(x, near)]);
    town.line(&[(x, street_y), (x, at(130.0))], "highway=service");
    for metres in [80.0, 100.0, 120.0] {
        town.home((x, at(metres)), 120);
    }
}
