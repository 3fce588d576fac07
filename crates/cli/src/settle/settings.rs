//! Every key of the plan file, once: read, overridden by `--set` and written by `init` from this table.

use service_circle_core::options::{
    Circle, LevelTest, PlaceOptions, Target, Trunk, VerdictOptions, WalkOptions, Zones,
};
use service_circle_core::plan::TableSource;
use service_circle_core::read::table::List;

use super::Settled;
use super::coverage_settings::COVERAGE_SETTINGS;
use super::kind::Kind;
use super::site::SITE;

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
        "A service circle: which facilities count, and how far is too far. Give as many as you like, each judged on its own.",
    ),
    (
        "units",
        "Administrative units that figures are told by. Without a list: the streets and communities that compounds name.",
    ),
    (
        "target",
        "What shall be reached, such as 80 % of villages; give as many as you like. A share, or a count of facilities.",
    ),
    (
        "level",
        "Levels of care, a [[level]] for each, that a unit must pass together, such as district, township and village.",
    ),
    ("verdict", "When a compound counts as served."),
    (
        "coverage",
        "Norms and measures of the figures of units; lists of figures made elsewhere.",
    ),
    ("site", "Where to build next."),
    ("output", "Where results go when -o is not given."),
];

/// A section that a plan may hold any number of, written `[[circle]]`.
pub(crate) struct Repeated {
    /// The section.
    pub(crate) section: &'static str,
    /// How many there are.
    pub(crate) count: fn(&Settled) -> usize,
    /// Leaves none.
    pub(crate) clear: fn(&mut Settled),
    /// Adds one, all defaults.
    pub(crate) add: fn(&mut Settled),
}

/// The sections that a plan may hold any number of.
pub(crate) static REPEATED: &[Repeated] = &[
    Repeated {
        section: "circle",
        count: |s| s.plan.options.circles.len(),
        clear: |s| s.plan.options.circles.clear(),
        add: |s| s.plan.options.circles.push(Circle::default()),
    },
    Repeated {
        section: "target",
        count: |s| s.plan.options.targets.len(),
        clear: |s| s.plan.options.targets.clear(),
        add: |s| s.plan.options.targets.push(Target::default()),
    },
    Repeated {
        section: "level",
        count: |s| s.plan.options.levels.len(),
        clear: |s| s.plan.options.levels.clear(),
        add: |s| s.plan.options.levels.push(LevelTest::default()),
    },
];

/// How a section is repeated, where it is.
pub(crate) fn repeated(section: &str) -> Option<&'static Repeated> {
    REPEATED.iter().find(|one| one.section == section)
}

/// All settings; those of a section stand together.
pub(crate) fn settings() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().chain(COVERAGE_SETTINGS).chain(SITE)
}

/// The setting of a section and key.
pub(crate) fn find(section: &str, key: &str) -> Option<&'static Setting> {
    settings().find(|one| one.section == section && one.key == key)
}

const TRUNK: &[&str] = &["sidewalk", "open", "closed"];
const ZONES: &[&str] = &["infer", "tagged", "open"];

fn walk(settled: &mut Settled) -> &mut WalkOptions {
    &mut settled.plan.options.walk
}

fn place(settled: &mut Settled) -> &mut PlaceOptions {
    &mut settled.plan.options.place
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

fn units(settled: &mut Settled) -> &mut TableSource {
    settled.plan.units.get_or_insert_default()
}

fn set_trunk(settled: &mut Settled, word: usize) {
    walk(settled).trunk = [Trunk::Sidewalk, Trunk::Open, Trunk::Closed][word];
}

fn set_zones(settled: &mut Settled, word: usize) {
    walk(settled).zones = [Zones::Infer, Zones::Tagged, Zones::Open][word];
}

pub(super) const fn setting(section: &'static str, key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting {
        section,
        key,
        about,
        kind,
    }
}

/// The settings of a run up to its verdicts, by section.
static SETTINGS: &[Setting] = &[
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
            List::Compounds,
            "{ name = \"小区名称\", elders = \"60岁以上\" }",
        ),
        "Headers of your columns, where they are not well-known ones.",
    ),
    setting(
        "compounds",
        "dwellings",
        Kind::Source(|s| &mut s.plan.dwellings, List::Dwellings, "dwellings.csv"),
        "Where residents start: compound, lon, lat, weight. Without it: residential buildings, else a grid. May be a table of \
         its own, [compounds.dwellings], with the keys file, layer, crs, encoding and columns.",
    ),
    setting(
        "compounds",
        "gates",
        Kind::Source(|s| &mut s.plan.gates, List::Gates, "gates.csv"),
        "Gates you know of: compound, lon, lat, open_to. They come before what is mapped. May be a table of its own, \
         [compounds.gates], with the same keys.",
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
            List::Facilities,
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
        "units",
        "file",
        Kind::File(|s| &mut units(s).path, "units.csv"),
        "Streets, communities, townships, villages: id, name, kind, parent, urban_rural, elders, population; outlines or none.",
    ),
    setting(
        "units",
        "layer",
        Kind::OptionalText(|s| &mut units(s).layer, "units"),
        "Layer or sheet, where the file has several.",
    ),
    setting(
        "units",
        "crs",
        Kind::OptionalText(|s| &mut units(s).crs, "cgcs2000"),
        "Its coordinates, as for [compounds].",
    ),
    setting(
        "units",
        "encoding",
        Kind::OptionalText(|s| &mut units(s).encoding, "gb18030"),
        "Text encoding, as for [compounds].",
    ),
    setting(
        "units",
        "columns",
        Kind::Columns(
            |s| &mut units(s).columns,
            List::Units,
            "{ name = \"街道\", parent = \"区县\" }",
        ),
        "Headers of your columns, where they are not well-known ones.",
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
        Kind::Formats(|s| &mut s.plan.output.formats),
        "Formats of the layers: \"gpkg\" (GeoPackage: all layers in one file that QGIS opens styled), \"geojson\", \
         \"fgb\" (FlatGeobuf), \"csv\", \"xlsx\" (a sheet a layer), \"shp\" (Shapefile, short names), \"geoparquet\" (in builds with that feature).",
    ),
    setting(
        "output",
        "circles",
        Kind::Flag(|s| &mut s.plan.output.circles),
        "Draws the service circle of each facility that counts, as areas: a layer more.",
    ),
];
