//! The outskirts: scenes with long walks, each in a village 1,600 m and more by road from every other facility.
//!
//! The road from the town comes in at (0, 0); `v` grows away from the town.

use super::Draft;
use super::cell::{BOTH, Cell, GATED, OPEN};
use crate::candidates::Room;

const STREET: &str = "highway=residential";

pub(super) fn draw(city: &mut Draft) {
    far_gate(city.northern_village("far-gate", 0));
    cut_through(city.northern_village("cut-through", 1));
    shared_gate(city.northern_village("shared-gate", 2));
    river(city.northern_village("river", 3));
    edge_of_data(city.southern_village("edge-of-data", 0));
    motorway(city.southern_village("motorway", 1));
    at_the_limit(city.southern_village("at-the-limit", 2));
    far_and_partly(city.southern_village("far-and-partly", 3));
}

/// A wall between neighbours 40 m apart; the only gate is on the far side. And a compound with nothing to walk on near it.
fn far_gate(mut cell: Cell) {
    cell.line(&[(-400.0, 0.0), (400.0, 0.0)], &format!("{STREET}, name=围墙北路"));
    cell.line(
        &[(-400.0, 0.0), (-400.0, 400.0), (400.0, 400.0), (400.0, 0.0)],
        &format!("{STREET}, name=围墙路"),
    );
    cell.walled("围墙大院", [-350.0, 20.0, 350.0, 390.0], &[(50.0, 390.0)]);
    cell.line(&[(50.0, 400.0), (50.0, 40.0)], "highway=service");
    cell.home((50.0, 40.0), 40);
    let home = "围墙养老院";
    cell.facility(home, (50.0, 0.0));
    cell.gap(BOTH, "围墙大院", home, (1460.0, 1460.0), "barrier", "360 to the street behind + 350 east + 400 + 350 back west; 40 m as the crow flies, but the wall has no gate there");
    cell.outline("荒地小区", [20.0, 740.0, 80.0, 780.0]);
    cell.home((50.0, 760.0), 40);
    cell.answer(
        BOTH,
        "荒地小区",
        None,
        None,
        ("gap", Some("off-network")),
        "the nearest way is 360 m off; the facility 760 m",
    );
    cell.room(
        (100.0, 0.0),
        Room {
            straight: &["围墙大院", "荒地小区"],
            how: "围墙大院: 64 m as the crow flies, 360 to the street behind + 350 + 400 + 300 = 1410 on foot; 荒地小区: 762 m, and no way to walk",
            ..room("R1", "墙外闲置厂房", 900, 60)
        },
    );
}

fn room(id: &'static str, name: &'static str, floor_area_m2: u32, cost: u32) -> Room {
    Room {
        id,
        name,
        place: (0, 0),
        floor_area_m2,
        cost,
        on_foot: &[],
        straight: &[],
        how: "",
    }
}

/// Two gates and a path through: for residents only.
fn cut_through(mut cell: Cell) {
    cell.line(
        &[(0.0, 200.0), (0.0, 0.0), (400.0, 0.0), (400.0, 200.0)],
        &format!("{STREET}, name=绕行路"),
    );
    cell.line(&[(400.0, 200.0), (520.0, 200.0)], &format!("{STREET}, name=捷径路"));
    cell.walled("捷径花园", [10.0, 50.0, 390.0, 350.0], &[(10.0, 200.0), (390.0, 200.0)]);
    cell.line(&[(0.0, 200.0), (400.0, 200.0)], "highway=service");
    cell.home((250.0, 200.0), 40);
    cell.walled("路西小区", [-160.0, 150.0, -40.0, 250.0], &[(-40.0, 200.0)]);
    cell.line(&[(0.0, 200.0), (-120.0, 200.0)], "highway=service");
    cell.home((-100.0, 200.0), 40);
    let home = "捷径养老院";
    cell.facility(home, (500.0, 200.0));
    cell.served(
        BOTH,
        "捷径花园",
        home,
        (250.0, 250.0),
        "150 to the own east gate's street + 100",
    );
    cell.served(
        OPEN,
        "路西小区",
        home,
        (600.0, 600.0),
        "100 + 400 through 捷径花园 + 100",
    );
    cell.gap(
        GATED,
        "路西小区",
        home,
        (1000.0, 1000.0),
        "barrier",
        "100 + 200 + 400 + 200 round 捷径花园 + 100: nobody cuts through others' compounds",
    );
    cell.room(
        (410.0, 200.0),
        Room {
            straight: &["路西小区"],
            how: "路西小区: 510 m as the crow flies, 100 + 200 + 400 + 200 round 捷径花园 + 10 = 910 on foot",
            ..room("R2", "捷径路闲置门面", 800, 80)
        },
    );
    cell.room(
        (0.0, 150.0),
        Room {
            on_foot: &["路西小区"],
            straight: &["路西小区"],
            how: "路西小区: 100 to the street + 50 = 150 on foot",
            ..room("R3", "绕行路社区用房", 760, 120)
        },
    );
}

/// Two compounds wall to wall with a gate between them.
fn shared_gate(mut cell: Cell) {
    let inner_gate = (0.0, 200.0);
    cell.walled("东邻苑", [0.0, 50.0, 90.0, 350.0], &[inner_gate, (90.0, 200.0)]);
    cell.joint((-340.0, 200.0), "barrier=gate");
    let gates = [(-340.0, 200.0), inner_gate];
    cell.ring([-340.0, 50.0, 0.0, 350.0], &gates, "landuse=residential, name=西邻苑");
    cell.ring([-340.0, 50.0, 0.0, 350.0], &gates, "barrier=wall");
    cell.line(&[(-350.0, 200.0), (200.0, 200.0)], "highway=service");
    cell.line(
        &[(-350.0, 200.0), (-350.0, 0.0), (200.0, 0.0), (200.0, 250.0)],
        &format!("{STREET}, name=邻里路"),
    );
    cell.home((-100.0, 200.0), 40);
    cell.home((50.0, 200.0), 40);
    let home = "邻里养老院";
    cell.facility(home, (200.0, 200.0));
    cell.served(
        BOTH,
        "东邻苑",
        home,
        (150.0, 150.0),
        "40 to the own east gate + 110 to the street where the facility stands",
    );
    cell.served(
        OPEN,
        "西邻苑",
        home,
        (300.0, 300.0),
        "100 to the inner gate + 200 through 东邻苑",
    );
    cell.gap(
        GATED,
        "西邻苑",
        home,
        (1200.0, 1200.0),
        "barrier",
        "250 out by the west gate + 200 + 550 + 200: the inner gate leads into others' compound",
    );
    cell.room(
        (-350.0, 100.0),
        Room {
            on_foot: &["西邻苑"],
            straight: &["西邻苑"],
            how: "西邻苑: 250 out by the west gate + 100 = 350 on foot",
            ..room("R4", "邻里路老邮局", 600, 150)
        },
    );
}

/// A river with two bridges, and a third being built.
fn river(mut cell: Cell) {
    cell.line(&[(0.0, 0.0), (-100.0, 0.0), (-100.0, 200.0)], "highway=tertiary");
    cell.line(&[(-400.0, 200.0), (600.0, 200.0)], &format!("{STREET}, name=南岸路"));
    cell.line(&[(-400.0, 400.0), (600.0, 400.0)], &format!("{STREET}, name=北岸路"));
    for (u, name) in [(-400.0, "西桥"), (250.0, "东桥")] {
        cell.line(
            &[(u, 200.0), (u, 400.0)],
            &format!("highway=tertiary, bridge=yes, layer=1, name={name}"),
        );
    }
    cell.line(
        &[(0.0, 200.0), (0.0, 400.0)],
        "highway=construction, construction=tertiary, bridge=yes, name=新桥",
    );
    cell.way(&[(-700.0, 300.0), (800.0, 300.0)], "waterway=river, name=清河");
    cell.ring([-700.0, 250.0, 800.0, 350.0], &[], "natural=water, water=river");
    let home = "北岸养老院";
    cell.facility(home, (0.0, 410.0));
    cell.compound_on_street("南岸小区", 0.0, 200.0, -1.0);
    cell.served(BOTH, "南岸小区", home, (760.0, 760.0), "50 + 250 + 200 over the east bridge + 250 back + 10; over the bridge being built it would be 260, over the west bridge 1060");
}

/// A street that goes on beyond the file's edge.
fn edge_of_data(mut cell: Cell) {
    const BEYOND_THE_EDGE: i64 = 900_002;
    let places = [(0.0, 0.0), (-300.0, 0.0), (-600.0, 0.0)];
    let mut refs: Vec<i64> = places.map(|place| cell.joint(place, "")).to_vec();
    refs.push(BEYOND_THE_EDGE);
    cell.way_of(&refs, "highway=residential, name=边界路");
    cell.compound_on_street("边界小区", -300.0, 0.0, 1.0);
    cell.answer(BOTH, "边界小区", None, None, ("undetermined", Some("edge-of-data")), "350 to where the file ends and the street goes on: a facility 550 m beyond could serve; within the file the nearest is more than 1,600 m off");
}

/// A motorway crossed by an underpass and by a footbridge with steps.
fn motorway(mut cell: Cell) {
    cell.line(&[(0.0, 0.0), (-100.0, 0.0), (-100.0, 200.0)], "highway=tertiary");
    cell.line(&[(-100.0, 200.0), (400.0, 200.0)], &format!("{STREET}, name=桥南路"));
    cell.line(&[(-100.0, 400.0), (400.0, 400.0)], &format!("{STREET}, name=桥北路"));
    cell.way(
        &[(-700.0, 300.0), (900.0, 300.0)],
        "highway=motorway, oneway=yes, name=绕城高速",
    );
    cell.line(
        &[(300.0, 200.0), (300.0, 400.0)],
        "highway=residential, tunnel=yes, layer=-1, name=下穿通道",
    );
    cell.line(&[(100.0, 200.0), (100.0, 240.0)], "highway=steps");
    cell.line(
        &[(100.0, 240.0), (100.0, 360.0)],
        "highway=footway, bridge=yes, layer=1, name=人行天桥",
    );
    cell.line(&[(100.0, 360.0), (100.0, 400.0)], "highway=steps");
    let home = "桥北养老院";
    cell.facility(home, (0.0, 410.0));
    cell.compound_on_street("桥南小区", 0.0, 200.0, -1.0);
    cell.compound_on_street("通道小区", 300.0, 200.0, -1.0);
    cell.served(BOTH, "桥南小区", home, (460.0, 540.0), "50 + 100 + 200 over the footbridge + 100 + 10; its 80 m of steps take 80 s more; step-free by the underpass 860");
    cell.served(
        BOTH,
        "通道小区",
        home,
        (560.0, 560.0),
        "50 + 200 by the underpass + 300 + 10; over the footbridge as many metres but 640 s",
    );
}

/// Exactly 900.000 m, and 900.100 m. The nodes are placed so that each length is right to 0.05 mm.
fn at_the_limit(mut cell: Cell) {
    let home = "极限养老院";
    cell.facility(home, (0.0, 0.0));
    for (name, east, last_street_m) in [("正好小区", 1.0, 300.0), ("刚过小区", -1.0, 300.1)] {
        let start = cell.joint((0.0, 0.0), "");
        let start_place = cell.degrees((0.0, 0.0));
        let (corner, corner_place) = cell.exactly(start_place, (east, 0.0), 500.0);
        let (gate, gate_place) = cell.exactly(corner_place, (0.0, 1.0), last_street_m);
        let (end, end_place) = cell.exactly(gate_place, (0.0, 1.0), 100.0);
        cell.way_of(&[start, corner, gate], "highway=residential, name=极限路");
        cell.way_of(&[gate, end], "highway=service");
        let (near, far) = (east * 440.0, east * 560.0);
        let corners = [(near, 300.0), (far, 300.0), (far, 480.0), (near, 480.0)].map(|place| cell.joint(place, ""));
        let ring = [corners[0], gate, corners[1], corners[2], corners[3], corners[0]];
        cell.tag(gate, "barrier=gate");
        cell.way_of(&ring, &format!("landuse=residential, name={name}"));
        cell.way_of(&ring, "barrier=wall");
        cell.home_at(end_place, 40);
    }
    cell.served(
        BOTH,
        "正好小区",
        home,
        (900.0, 900.0),
        "100 + 300 + 500 exactly: the limit is inclusive",
    );
    cell.gap(
        BOTH,
        "刚过小区",
        home,
        (900.1, 900.1),
        "barrier",
        "100 + 300.1 + 500; 640 m as the crow flies",
    );
}

/// A compound on both sides of the limit, and one beyond it even in a straight line.
fn far_and_partly(mut cell: Cell) {
    let home = "远郊养老院";
    cell.facility(home, (0.0, 0.0));
    cell.line(
        &[(-700.0, 0.0), (0.0, 0.0), (1300.0, 0.0)],
        &format!("{STREET}, name=远郊路"),
    );
    cell.walled("长街小区", [-1000.0, -60.0, -710.0, 60.0], &[(-710.0, 0.0)]);
    cell.line(&[(-700.0, 0.0), (-960.0, 0.0)], "highway=service");
    for (u, side, flats) in [
        (-790.0, 10.0, 10),
        (-840.0, -10.0, 20),
        (-880.0, 10.0, 60),
        (-910.0, -10.0, 20),
        (-940.0, 10.0, 10),
    ] {
        cell.home((u, side), flats);
    }
    cell.compound_on_street("远郊小区", 1200.0, 0.0, 1.0);
    let how = "buildings of 10 20 60 20 10 flats at 800 850 890 920 950 m, each 10 m off the path: 90 of 120 flats are within 900 (0.75); the median flat is at 890";
    cell.answer(
        BOTH,
        "长街小区",
        Some(home),
        Some((890.0, 890.0)),
        ("partly", None),
        how,
    );
    cell.gap(
        BOTH,
        "远郊小区",
        home,
        (1250.0, 1250.0),
        "far",
        "50 + 1200; 1201 m as the crow flies",
    );
}
