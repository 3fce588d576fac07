//! Every key of the plan file, once: read, overridden by `--set` and written by `init` from this table.

use std::path::PathBuf;

use service_circle_core::options::{Circle, PlaceOptions, Trunk, VerdictOptions, WalkOptions, Zones};
use service_circle_core::plan::TableSource;

use super::Settled;
use super::kind::Kind;

/// A key of the plan file.
pub(crate) struct Setting {
    /// Its section, such as `walk`.
    pub(crate) section: &'static str,
    /// Its key within the section.
    pub(crate) key: &'static str,
    /// Unit and reason, for people.
    pub(crate) about: &'static str,
    /// What it takes and where that goes.
    pub(crate) kind: Kind,
}

/// The sections in the order of the stages, each with what it is about.
pub(crate) const SECTIONS: &[(&str, &str)] = &[
    ("osm", "The OpenStreetMap extract."),
    ("walk", "How people walk."),
    (
        "compounds",
        "Residential compounds, and how points and outlines join the network.",
    ),
    ("facilities", "Elder-care facilities."),
    (
        "circle",
        "The service circle: which facilities count, and how far is too far.",
    ),
    ("verdict", "When a compound counts as served."),
    ("output", "Where results go when -o is not given."),
];

/// The section that is written as an array of tables.
pub(crate) const CIRCLE: &str = "circle";

/// The setting of a section and key.
pub(crate) fn find(section: &str, key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|one| one.section == section && one.key == key)
}

const COMPOUND_COLUMNS: &[&str] = &[
    "id",
    "name",
    "lon",
    "lat",
    "households",
    "elders",
    "street",
    "community",
];
const FACILITY_COLUMNS: &[&str] = &[
    "id",
    "name",
    "category",
    "lon",
    "lat",
    "status",
    "floor_area_m2",
    "beds",
    "admits_visitors",
];

const TRUNK: &[&str] = &["sidewalk", "open", "closed"];
const ZONES: &[&str] = &["infer", "tagged", "open"];

fn walk(settled: &mut Settled) -> &mut WalkOptions {
    &mut settled.plan.options.walk
}

fn place(settled: &mut Settled) -> &mut PlaceOptions {
    &mut settled.plan.options.place
}

fn circle(settled: &mut Settled) -> &mut Circle {
    &mut settled.plan.options.circle
}

fn verdict(settled: &mut Settled) -> &mut VerdictOptions {
    &mut settled.plan.options.verdict
}

fn compounds(settled: &mut Settled) -> &mut TableSource {
    settled.plan.compounds.get_or_insert_default()
}

fn facilities(settled: &mut Settled) -> &mut TableSource {
    settled.plan.facilities.get_or_insert_default()
}

fn dwellings(settled: &mut Settled) -> &mut PathBuf {
    &mut settled.plan.dwellings.get_or_insert_default().path
}

fn gates(settled: &mut Settled) -> &mut PathBuf {
    &mut settled.plan.gates.get_or_insert_default().path
}

fn set_trunk(settled: &mut Settled, word: usize) {
    walk(settled).trunk = [Trunk::Sidewalk, Trunk::Open, Trunk::Closed][word];
}

fn set_zones(settled: &mut Settled, word: usize) {
    walk(settled).zones = [Zones::Infer, Zones::Tagged, Zones::Open][word];
}

const fn setting(section: &'static str, key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting {
        section,
        key,
        about,
        kind,
    }
}

/// All settings, by section in the order of [`SECTIONS`].
pub(crate) static SETTINGS: &[Setting] = &[
    setting(
        "osm",
        "file",
        Kind::File(|s| &mut s.plan.osm, "city.osm.pbf"),
        "OpenStreetMap extract, .osm.pbf. No default.",
    ),
    setting(
        "walk",
        "speed_m_s",
        Kind::Number(|s| &mut walk(s).speed_m_s),
        "Speed on the flat, m/s. 1.0 is usual for elders: 15 min are 900 m, inside the 800-1000 m of GB 50180-2018.",
    ),
    setting(
        "walk",
        "steps_factor",
        Kind::Number(|s| &mut walk(s).steps_factor),
        "Time on steps over time on the flat for the same length on the map. 2 is half the speed.",
    ),
    setting(
        "walk",
        "signal_wait_s",
        Kind::Number(|s| &mut walk(s).signal_wait_s),
        "Seconds waited at a signalled crossing, once a junction. Half a red phase of a 90-120 s cycle.",
    ),
    setting(
        "walk",
        "lift_board_s",
        Kind::Number(|s| &mut walk(s).lift_board_s),
        "Seconds to call and board a lift.",
    ),
    setting(
        "walk",
        "lift_level_s",
        Kind::Number(|s| &mut walk(s).lift_level_s),
        "Seconds a level in a lift.",
    ),
    setting(
        "walk",
        "trunk",
        Kind::Word(TRUNK, set_trunk, |s| walk(s).trunk as usize),
        "Walking along highway=trunk: \"sidewalk\" only with a sidewalk or foot=yes, \"open\" always, \"closed\" never.",
    ),
    setting(
        "walk",
        "step_free",
        Kind::Flag(|s| &mut walk(s).step_free),
        "Bars steps and escalators, for wheelchairs.",
    ),
    setting(
        "walk",
        "stitch_m",
        Kind::Number(|s| &mut walk(s).stitch_m),
        "Dead ends this near to each other are joined, metres, 0 to 25. 0 joins nothing: a gap on the map may be a wall.",
    ),
    setting(
        "walk",
        "zones",
        Kind::Word(ZONES, set_zones, |s| walk(s).zones as usize),
        "Who may walk inside compounds: \"infer\" from outlines, gates, walls and tags that only residents may, \
         \"tagged\" believes access tags alone, \"open\" lets everybody through, as other tools do.",
    ),
    setting(
        "walk",
        "signal_cluster_m",
        Kind::Number(|s| &mut walk(s).signal_cluster_m),
        "Signals this near to each other are one junction, waited at once. Metres.",
    ),
    setting(
        "walk",
        "separate_sidewalk_m",
        Kind::Number(|s| &mut walk(s).separate_sidewalk_m),
        "sidewalk=separate closes the carriageway only where a separate footway runs this near. Metres.",
    ),
    setting(
        "walk",
        "island_m",
        Kind::Number(|s| &mut walk(s).island_m),
        "Pieces of network shorter than this in all are islands: kept and counted, but nothing is joined to them. Metres.",
    ),
    setting(
        "compounds",
        "file",
        Kind::File(|s| &mut compounds(s).path, "compounds.csv"),
        "Your list. Without it: the extract's named residential areas.",
    ),
    setting(
        "compounds",
        "layer",
        Kind::OptionalText(|s| &mut compounds(s).layer, "compounds"),
        "Layer or sheet, where the file has several.",
    ),
    setting(
        "compounds",
        "crs",
        Kind::OptionalText(|s| &mut compounds(s).crs, "gcj02"),
        "Its coordinates: wgs84, gcj02 (Amap), bd09 (Baidu), cgcs2000 or epsg:NNNN. Without it: what a header or the file tells, else wgs84.",
    ),
    setting(
        "compounds",
        "encoding",
        Kind::OptionalText(|s| &mut compounds(s).encoding, "gb18030"),
        "Text encoding: utf-8, utf-16, gb18030 or big5. Without it: found by itself.",
    ),
    setting(
        "compounds",
        "columns",
        Kind::Columns(
            |s| &mut compounds(s).columns,
            COMPOUND_COLUMNS,
            "{ name = \"小区名称\", elders = \"60岁以上\" }",
        ),
        "Headers of your columns, where they are not well-known ones.",
    ),
    setting(
        "compounds",
        "dwellings",
        Kind::File(dwellings, "dwellings.csv"),
        "Where residents start: compound, lon, lat, weight. Without it: residential buildings, else a grid.",
    ),
    setting(
        "compounds",
        "gates",
        Kind::File(gates, "gates.csv"),
        "Gates you know of: compound, lon, lat, open_to. They come before what is mapped.",
    ),
    setting(
        "compounds",
        "adopt_outlines",
        Kind::Flag(|s| &mut place(s).adopt_outlines),
        "A compound of your list given as a point takes the extract's outline that holds it alone.",
    ),
    setting(
        "compounds",
        "snap_m",
        Kind::Number(|s| &mut place(s).snap_m),
        "A point this near a way joins it. Metres.",
    ),
    setting(
        "compounds",
        "snap_flagged_m",
        Kind::Number(|s| &mut place(s).snap_flagged_m),
        "A point farther off, up to this, joins and is flagged; beyond, it is off the network. Metres.",
    ),
    setting(
        "compounds",
        "dwelling_grid_m",
        Kind::Number(|s| &mut place(s).dwelling_grid_m),
        "Spacing of the grid of dwellings where no buildings are mapped, metres, 5 to 500.",
    ),
    setting(
        "compounds",
        "gate_near_outline_m",
        Kind::Number(|s| &mut place(s).gate_near_outline_m),
        "A gate this near an outline belongs to it. Metres.",
    ),
    setting(
        "facilities",
        "file",
        Kind::File(|s| &mut facilities(s).path, "facilities.csv"),
        "Your list. Without it: the extract's tagged elder-care places, which are few in China.",
    ),
    setting(
        "facilities",
        "layer",
        Kind::OptionalText(|s| &mut facilities(s).layer, "facilities"),
        "Layer or sheet, where the file has several.",
    ),
    setting(
        "facilities",
        "crs",
        Kind::OptionalText(|s| &mut facilities(s).crs, "gcj02"),
        "Its coordinates: wgs84, gcj02 (Amap), bd09 (Baidu), cgcs2000 or epsg:NNNN. Without it: what a header or the file tells, else wgs84.",
    ),
    setting(
        "facilities",
        "encoding",
        Kind::OptionalText(|s| &mut facilities(s).encoding, "gb18030"),
        "Text encoding: utf-8, utf-16, gb18030 or big5. Without it: found by itself.",
    ),
    setting(
        "facilities",
        "columns",
        Kind::Columns(
            |s| &mut facilities(s).columns,
            FACILITY_COLUMNS,
            "{ name = \"机构名称\", beds = \"床位数\" }",
        ),
        "Headers of your columns, where they are not well-known ones.",
    ),
    setting(
        "facilities",
        "tags",
        Kind::OptionalFile(|s| &mut s.plan.facility_tags, "facility_tags.csv"),
        "Which OpenStreetMap tags make a facility: tags, category. Without it: the built-in table.",
    ),
    setting(
        "circle",
        "name",
        Kind::Text(|s| &mut circle(s).name),
        "Its name, told with the results.",
    ),
    setting(
        "circle",
        "categories",
        Kind::List(|s| &mut circle(s).categories, "nursing_home"),
        "Facility categories that count; all when empty.",
    ),
    setting(
        "circle",
        "limit",
        Kind::Limit(|s| &mut circle(s).limit),
        "How far: minutes walked, such as \"15min\", or metres at the speed on the flat, such as \"900m\". \
         Exactly at the limit is within.",
    ),
    setting(
        "circle",
        "status",
        Kind::List(|s| &mut circle(s).status, "operating"),
        "Facility statuses that count; all when empty.",
    ),
    setting(
        "circle",
        "min_floor_area_m2",
        Kind::OptionalNumber(|s| &mut circle(s).min_floor_area_m2, "750.0"),
        "Smaller facilities, and those whose floor area is not told, do not count. Square metres.",
    ),
    setting(
        "verdict",
        "served_share",
        Kind::Number(|s| &mut verdict(s).served_share),
        "Served when at least this share of dwellings is within the limit.",
    ),
    setting(
        "verdict",
        "gap_share",
        Kind::Number(|s| &mut verdict(s).gap_share),
        "A gap when at most this share is; partly served between the two.",
    ),
    setting(
        "verdict",
        "compare_zones",
        Kind::Flag(|s| &mut verdict(s).compare_zones),
        "Judges under the other choices of walk.zones too, and says how many verdicts differ.",
    ),
    setting(
        "output",
        "dir",
        Kind::File(|s| &mut s.output_dir, "out"),
        "Folder for every layer, the rejected rows and the summary.",
    ),
    setting(
        "output",
        "formats",
        Kind::Formats(|s| &mut s.formats),
        "What a folder of results holds: \"geojson\" layers, the \"html\" report page.",
    ),
];
