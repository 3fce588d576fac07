//! The town: scenes with short walks, one in each superblock of 800 m.
//!
//! Each block has a side street at `v` = 400 unless it says otherwise, and a nursing home of its own, 330 m or more from every
//! other block's.

use super::Draft;
use super::cell::{BOTH, Cell, GATED, OPEN};

const STREET: &str = "highway=residential";

pub(super) fn draw(city: &mut Draft) {
    escalator(city.town_block("escalator", 0, 0));
    lift(city.town_block("lift", 1, 0));
    trunk(city.town_block("trunk", 2, 0));
    entrance(city.town_block("entrance", 3, 0));
    unjoined(city.town_block("unjoined", 4, 0));
    missing_node(city.town_block("missing-node", 5, 0));
    through_street(city.town_block("through-street", 0, 1));
    square(city.town_block("square", 1, 1));
    fountain(city.town_block("fountain", 2, 1));
    island(city.town_block("island", 3, 1));
    signals(city.town_block("signals", 4, 1));
    sidewalk(city.town_block("sidewalk", 5, 1));
    nothing_mapped(city.town_block("nothing-mapped", 0, 2));
    two_halves(city.town_block("two-halves", 1, 2));
    visitor(city.town_block("visitor", 2, 2));
    locked_gate(city.town_block("locked-gate", 3, 2));
    works_road(city.town_block("works-road", 4, 2));
    hole(city.town_block("hole", 5, 2));
}

fn side_street(cell: &mut Cell, name: &str) {
    cell.line(&[(0.0, 400.0), (800.0, 400.0)], &format!("{STREET}, name={name}"));
}

/// Two flights from the low street to the terrace: one runs up, the other down.
fn escalator(mut cell: Cell) {
    side_street(&mut cell, "台阶路");
    cell.line(&[(500.0, 400.0), (500.0, 520.0)], "highway=steps, conveying=forward");
    cell.line(&[(300.0, 400.0), (300.0, 520.0)], "highway=steps, conveying=backward");
    cell.line(&[(300.0, 520.0), (500.0, 520.0)], "highway=pedestrian, name=天台");
    let home = "天台养老院";
    cell.facility(home, (350.0, 520.0));
    cell.compound_on_street("东坡小区", 500.0, 400.0, -1.0);
    cell.compound_on_street("西坡小区", 300.0, 400.0, -1.0);
    cell.served(BOTH, "东坡小区", home, (320.0, 440.0), "50 to the street + 120 up the escalator + 150 along the terrace; the escalator counts as steps: 120 m take 240 s");
    cell.served(
        BOTH,
        "西坡小区",
        home,
        (520.0, 640.0),
        "the near escalator runs down: 50 + 200 east + 120 up + 150 back west; 120 m of steps take 240 s",
    );
}

/// A lift between the street and a deck three levels up.
fn lift(mut cell: Cell) {
    side_street(&mut cell, "电梯路");
    cell.joint((400.0, 440.0), "highway=elevator, level=0;3");
    cell.line(&[(400.0, 400.0), (400.0, 440.0)], "highway=footway");
    cell.line(
        &[(400.0, 440.0), (400.0, 600.0)],
        "highway=footway, bridge=yes, layer=1",
    );
    let home = "云梯养老院";
    cell.facility(home, (400.0, 560.0));
    cell.compound_on_street("云梯小区", 300.0, 400.0, -1.0);
    cell.served(
        BOTH,
        "云梯小区",
        home,
        (310.0, 400.0),
        "50 + 100 along the street + 40 to the lift + 120 on the deck = 310 m; the lift takes 60 + 3 x 10 = 90 s",
    );
}

/// A trunk road without a sidewalk, and a loop of it with one.
fn trunk(mut cell: Cell) {
    cell.line(&[(0.0, 400.0), (300.0, 400.0)], "highway=residential, name=干线路");
    cell.line(&[(300.0, 400.0), (440.0, 400.0)], "highway=trunk, name=国道");
    cell.line(
        &[(300.0, 400.0), (300.0, 320.0), (440.0, 320.0), (440.0, 400.0)],
        "highway=trunk, sidewalk=both, name=国道辅路",
    );
    cell.line(&[(440.0, 400.0), (800.0, 400.0)], "highway=residential, name=干线路");
    let home = "干线养老院";
    cell.facility(home, (560.0, 400.0));
    cell.compound_on_street("国道小区", 200.0, 400.0, 1.0);
    cell.served(BOTH, "国道小区", home, (570.0, 570.0), "50 + 100 to the trunk road + 80 + 140 + 80 by the one with sidewalks + 120; with walk.trunk = open straight on: 410");
}

/// A nursing home in a building whose entrance is at the back.
fn entrance(mut cell: Cell) {
    side_street(&mut cell, "后门路");
    let home = "后门养老院";
    cell.joint((430.0, 560.0), "entrance=main");
    cell.ring(
        [400.0, 500.0, 460.0, 560.0],
        &[(430.0, 560.0)],
        "building=yes, name=后门养老院大楼",
    );
    cell.line(
        &[(320.0, 400.0), (320.0, 580.0), (430.0, 580.0), (430.0, 560.0)],
        "highway=footway",
    );
    cell.facility(home, (430.0, 530.0));
    cell.compound_on_street("后门小区", 300.0, 400.0, -1.0);
    cell.served(
        BOTH,
        "后门小区",
        home,
        (380.0, 380.0),
        "50 + 20 along the street + 180 + 110 + 20 round to the entrance, not straight to the middle of the building",
    );
}

/// A path that ends at the street's place but not at its node.
fn unjoined(mut cell: Cell) {
    side_street(&mut cell, "断头路");
    cell.joint((300.0, 400.0), "");
    let loose = cell.lone((300.0, 400.0), "");
    let inside = cell.lone((300.0, 660.0), "");
    cell.way_of(&[loose, inside], "highway=path");
    cell.outline("断头小区", [200.0, 520.0, 400.0, 700.0]);
    cell.home((300.0, 650.0), 40);
    cell.facility("断头养老院", (400.0, 390.0));
    let how = "the path (260 m, so no island) and the street have two nodes at one place and do not join: nothing is reached; straight it is 279 m; with walk.stitch_m = 1 it would be 250 + 100 + 10 = 360";
    cell.answer(BOTH, "断头小区", None, None, ("gap", Some("barrier")), how);
}

/// A street one of whose nodes the file does not hold.
fn missing_node(mut cell: Cell) {
    const MISSING: i64 = 900_001;
    cell.line(&[(0.0, 400.0), (350.0, 400.0)], "highway=residential, name=缺口路");
    cell.line(&[(450.0, 400.0), (800.0, 400.0)], "highway=residential, name=缺口路");
    let (west, east) = (cell.joint((350.0, 400.0), ""), cell.joint((450.0, 400.0), ""));
    cell.way_of(&[west, MISSING, east], "highway=residential, name=缺口路");
    cell.line(
        &[(350.0, 400.0), (350.0, 300.0), (450.0, 300.0), (450.0, 400.0)],
        "highway=footway",
    );
    let home = "缺口养老院";
    cell.facility(home, (570.0, 390.0));
    cell.compound_on_street("缺口小区", 300.0, 400.0, 1.0);
    cell.served(BOTH, "缺口小区", home, (530.0, 530.0), "the street is broken at the missing node: 50 + 50 + 100 + 100 + 100 round it + 120 + 10 off the street; straight on it would be 330");
}

/// An outline drawn across a named through street is no gated compound.
fn through_street(mut cell: Cell) {
    side_street(&mut cell, "穿城路");
    cell.outline("穿城小区", [200.0, 300.0, 600.0, 500.0]);
    cell.line(&[(400.0, 400.0), (400.0, 470.0)], "highway=service");
    cell.home((400.0, 450.0), 40);
    let home = "穿城养老院";
    cell.facility(home, (650.0, 390.0));
    cell.compound_on_street("西头小区", 140.0, 400.0, -1.0);
    cell.served(BOTH, "穿城小区", home, (310.0, 310.0), "50 + 250 + 10 off the street");
    cell.served(
        BOTH,
        "西头小区",
        home,
        (570.0, 570.0),
        "50 + 510 along the through street, which the outline of 穿城小区 does not close, + 10",
    );
}

/// A square of 150 m by 200 m is crossed straight: 250 m.
fn square(mut cell: Cell) {
    let corners = [
        (300.0, 300.0),
        (450.0, 300.0),
        (450.0, 500.0),
        (300.0, 500.0),
        (300.0, 300.0),
    ];
    cell.way(&corners, "highway=pedestrian, area=yes, name=人民广场");
    cell.walled("广场小区", [140.0, 250.0, 260.0, 350.0], &[(260.0, 300.0)]);
    cell.line(&[(300.0, 300.0), (190.0, 300.0)], "highway=footway");
    cell.home((200.0, 300.0), 40);
    cell.line(&[(450.0, 500.0), (800.0, 500.0)], "highway=residential, name=广场路");
    let home = "广场养老院";
    cell.facility(home, (550.0, 500.0));
    cell.served(
        BOTH,
        "广场小区",
        home,
        (450.0, 450.0),
        "100 + the square's diagonal (150, 200) = 250 + 100; along the rim it would be 550",
    );
}

/// A square with a fountain amid it is walked round the fountain's corners.
fn fountain(mut cell: Cell) {
    let (entry, exit) = ((300.0, 400.0), (500.0, 400.0));
    let rim = cell.ring([300.0, 300.0, 500.0, 500.0], &[entry, exit], "");
    let basin = cell.ring([360.0, 355.0, 440.0, 445.0], &[], "amenity=fountain");
    cell.relation(
        &[(rim, "outer"), (basin, "inner")],
        "type=multipolygon, highway=pedestrian, area=yes, name=喷泉广场",
    );
    cell.walled("喷泉小区", [100.0, 350.0, 230.0, 450.0], &[(230.0, 400.0)]);
    cell.line(&[entry, (150.0, 400.0)], "highway=footway");
    cell.home((200.0, 400.0), 40);
    cell.line(&[exit, (800.0, 400.0)], "highway=residential, name=喷泉路");
    let home = "喷泉养老院";
    cell.facility(home, (570.0, 400.0));
    cell.served(
        BOTH,
        "喷泉小区",
        home,
        (400.0, 400.0),
        "100 + round the basin (60, 45) = 75, 80, 75 + 70; straight through the water it would be 370",
    );
}

/// A path of 60 m joined to nothing: the street farther off is used.
fn island(mut cell: Cell) {
    side_street(&mut cell, "孤岛路");
    cell.outline("孤岛小区", [350.0, 420.0, 450.0, 500.0]);
    cell.line(&[(370.0, 455.0), (430.0, 455.0)], "highway=footway");
    cell.home((400.0, 450.0), 40);
    let home = "孤岛养老院";
    cell.facility(home, (600.0, 390.0));
    cell.served(
        BOTH,
        "孤岛小区",
        home,
        (260.0, 260.0),
        "the footway 5 m off is an island; 50 straight to the street + 200 + 10",
    );
}

/// A dual carriageway crossed at two signalled nodes 20 m apart: one wait.
fn signals(mut cell: Cell) {
    side_street(&mut cell, "红绿灯路");
    for u in [390.0, 410.0] {
        cell.joint((u, 400.0), "highway=traffic_signals");
        cell.line(&[(u, 200.0), (u, 600.0)], "highway=secondary, oneway=yes, name=双幅路");
    }
    let home = "路口养老院";
    cell.facility(home, (600.0, 390.0));
    cell.compound_on_street("路口小区", 230.0, 400.0, 1.0);
    cell.served(
        BOTH,
        "路口小区",
        home,
        (430.0, 460.0),
        "50 + 370 + 10 = 430 m; the two signals are one junction: 30 s once",
    );
}

/// A carriageway with a sidewalk drawn beside it is not walked.
fn sidewalk(mut cell: Cell) {
    cell.line(&[(0.0, 400.0), (100.0, 400.0)], "highway=tertiary, name=林荫路");
    cell.line(
        &[(100.0, 400.0), (700.0, 400.0)],
        "highway=tertiary, sidewalk=separate, name=林荫路",
    );
    cell.line(&[(700.0, 400.0), (800.0, 400.0)], "highway=tertiary, name=林荫路");
    cell.line(
        &[(100.0, 400.0), (100.0, 410.0), (700.0, 410.0), (700.0, 400.0)],
        "highway=footway, footway=sidewalk",
    );
    cell.walled("林荫小区", [260.0, 430.0, 340.0, 530.0], &[(300.0, 430.0)]);
    cell.line(&[(300.0, 410.0), (300.0, 490.0)], "highway=service");
    cell.home((300.0, 460.0), 40);
    let home = "林荫养老院";
    cell.facility(home, (500.0, 380.0));
    cell.served(BOTH, "林荫小区", home, (280.0, 280.0), "50 to the sidewalk + 200 + 30 across the carriageway, which is off since the sidewalk 10 m beside it stands for it");
}

/// Nothing but an outline: which street its people leave by is unknown.
fn nothing_mapped(mut cell: Cell) {
    side_street(&mut cell, "空白路");
    cell.outline("空白小区", [300.0, 420.0, 500.0, 560.0]);
    cell.home((400.0, 480.0), 40);
    cell.line(
        &[(400.0, 580.0), (700.0, 580.0), (700.0, 800.0)],
        "highway=residential, name=背街",
    );
    let home = "空白养老院";
    cell.facility(home, (500.0, 390.0));
    cell.served(
        OPEN,
        "空白小区",
        home,
        (190.0, 190.0),
        "80 straight to the nearest street + 100 + 10 off it",
    );
    cell.answer(
        GATED,
        "空白小区",
        Some(home),
        None,
        ("undetermined", None),
        "by the south side 190 s; by the north side, 20 m from the outline as well, 100 straight + 300 + 220 + 100 + 400 + 300 + 10 = 1430 s: the limit lies between",
    );
}

/// One compound on both sides of a public alley; outsiders may not pass its eastern half.
fn two_halves(mut cell: Cell) {
    side_street(&mut cell, "双合路");
    let gates = [(390.0, 550.0), (410.0, 550.0), (590.0, 550.0)];
    for gate in gates {
        cell.joint(gate, "barrier=gate");
    }
    let west = cell.ring([150.0, 450.0, 390.0, 650.0], &gates, "barrier=wall");
    let east = cell.ring([410.0, 450.0, 590.0, 650.0], &gates, "barrier=wall");
    cell.relation(
        &[(west, "outer"), (east, "outer")],
        "type=multipolygon, landuse=residential, name=和平里小区",
    );
    cell.line(&[(190.0, 550.0), (700.0, 550.0)], "highway=service");
    cell.line(&[(400.0, 400.0), (400.0, 720.0)], "highway=pedestrian, name=中间巷");
    cell.joint((400.0, 550.0), "");
    cell.line(&[(700.0, 400.0), (700.0, 650.0)], "highway=residential, name=东巷");
    cell.home((200.0, 550.0), 40);
    cell.walled("同心苑", [360.0, 660.0, 440.0, 760.0], &[(400.0, 660.0)]);
    cell.home((400.0, 710.0), 40);
    let home = "双合养老院";
    cell.facility(home, (700.0, 550.0));
    cell.served(BOTH, "和平里小区", home, (500.0, 500.0), "190 to the east gate of the west half + 20 across the alley + 180 through the east half + 110: its own gates may be used again");
    cell.served(
        OPEN,
        "同心苑",
        home,
        (460.0, 460.0),
        "160 down the alley + 300 through the east half of 和平里小区",
    );
    cell.served(
        GATED,
        "同心苑",
        home,
        (760.0, 760.0),
        "310 down the alley + 300 + 150 up: 和平里小区 is closed to others",
    );
}

/// A nursing home inside a gated compound: visitors may walk the last leg in.
fn visitor(mut cell: Cell) {
    side_street(&mut cell, "探亲路");
    cell.walled("颐和园小区", [300.0, 420.0, 500.0, 620.0], &[(400.0, 420.0)]);
    cell.line(&[(400.0, 400.0), (400.0, 600.0)], "highway=service");
    cell.home((400.0, 600.0), 40);
    let home = "颐和养老院";
    cell.facility(home, (400.0, 500.0));
    cell.compound_on_street("探亲小区", 300.0, 400.0, -1.0);
    cell.served(BOTH, "颐和园小区", home, (100.0, 100.0), "100 inside the compound");
    cell.served(
        BOTH,
        "探亲小区",
        home,
        (250.0, 250.0),
        "50 + 100 along the street + 100 into 颐和园小区 as a visitor",
    );
}

/// The near gate is locked.
fn locked_gate(mut cell: Cell) {
    side_street(&mut cell, "锁门路");
    cell.walled(
        "锁门小区",
        [200.0, 420.0, 400.0, 620.0],
        &[(300.0, 420.0), (400.0, 520.0)],
    );
    cell.joint((300.0, 420.0), "locked=yes");
    cell.line(
        &[(300.0, 400.0), (300.0, 520.0), (450.0, 520.0), (450.0, 400.0)],
        "highway=service",
    );
    cell.home((300.0, 520.0), 40);
    let home = "锁门养老院";
    cell.facility(home, (150.0, 390.0));
    cell.served(
        BOTH,
        "锁门小区",
        home,
        (580.0, 580.0),
        "150 out by the east gate + 120 + 300 back west + 10; by the locked south gate it would be 280",
    );
}

/// A works road that nobody may pass.
fn works_road(mut cell: Cell) {
    side_street(&mut cell, "工厂路");
    cell.line(
        &[(300.0, 400.0), (300.0, 600.0)],
        "highway=service, access=no, name=厂内路",
    );
    cell.line(
        &[(300.0, 600.0), (450.0, 600.0), (450.0, 400.0)],
        "highway=residential, name=厂后街",
    );
    let home = "工厂养老院";
    cell.facility(home, (300.0, 610.0));
    cell.compound_on_street("工人新村", 300.0, 400.0, -1.0);
    cell.served(
        BOTH,
        "工人新村",
        home,
        (560.0, 560.0),
        "50 + 150 + 200 + 150 round the works + 10; by the works road it would be 260",
    );
}

/// A compound with a hole; the outer ring is two ways. Who lives in the hole is not of the compound.
fn hole(mut cell: Cell) {
    side_street(&mut cell, "环形路");
    cell.joint((300.0, 420.0), "barrier=gate");
    let south = [
        (200.0, 570.0),
        (200.0, 420.0),
        (300.0, 420.0),
        (600.0, 420.0),
        (600.0, 570.0),
    ];
    let north = [(600.0, 570.0), (600.0, 720.0), (200.0, 720.0), (200.0, 570.0)];
    let (south, north) = (cell.way(&south, "barrier=wall"), cell.way(&north, "barrier=wall"));
    let inner = cell.ring([350.0, 520.0, 450.0, 620.0], &[], "amenity=school, name=实验小学");
    cell.relation(
        &[(south, "outer"), (north, "outer"), (inner, "inner")],
        "type=multipolygon, landuse=residential, name=环形小区",
    );
    cell.line(&[(300.0, 400.0), (300.0, 620.0)], "highway=service");
    cell.home((300.0, 570.0), 40);
    cell.home((400.0, 570.0), 400);
    let home = "环形养老院";
    cell.facility(home, (500.0, 390.0));
    cell.served(
        BOTH,
        "环形小区",
        home,
        (380.0, 380.0),
        "170 + 200 + 10 off the street; the 400 flats in the hole do not count",
    );
}
