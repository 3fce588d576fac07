//! Streets drawn in metres: three lines make a scene.
//!
//! ```
//! use service_circle_testkit::scene::Scene;
//! let mut scene = Scene::default();
//! scene.way(&[(0.0, 0.0), (100.0, 0.0)], "highway=residential, name=花园路");
//! scene.way(&[(100.0, 0.0), (100.0, 80.0)], "highway=steps");
//! scene.tagged(100.0, 80.0, "amenity=social_facility, social_facility=nursing_home");
//! assert_eq!(scene.data().nodes.len(), 3, "drawn at the same place is the same node");
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use crate::osm::{Member, MemberKind, Node, OsmData, Relation, Way};
use crate::pbf::{self, WriteOptions};

/// WGS 84 semi-major axis, metres.
const SEMI_MAJOR_AXIS_M: f64 = 6_378_137.0;
/// WGS 84 flattening.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Coordinates are whole 1e-7 degrees.
const UNITS_PER_DEGREE: f64 = 1e7;
/// Drawn places this near are the same: 1 mm.
const SAME_PLACE_PER_METRE: f64 = 1000.0;

/// Metres in a degree of longitude and of latitude: WGS 84 radii of curvature.
pub fn metres_per_degree(lat_degrees: f64) -> (f64, f64) {
    let lat = lat_degrees.to_radians();
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let w = (1.0 - e2 * lat.sin().powi(2)).sqrt();
    let normal_radius = SEMI_MAJOR_AXIS_M / w;
    let meridian_radius = SEMI_MAJOR_AXIS_M * (1.0 - e2) / w.powi(3);
    ((normal_radius * lat.cos()).to_radians(), meridian_radius.to_radians())
}

/// Metres between two places in 1e-7 degrees, good to a millimetre up to a few kilometres.
pub fn distance_m(a: (i32, i32), b: (i32, i32)) -> f64 {
    let middle = f64::midpoint(f64::from(a.1), f64::from(b.1)) / UNITS_PER_DEGREE;
    let (per_lon, per_lat) = metres_per_degree(middle);
    let east = f64::from(b.0 - a.0) / UNITS_PER_DEGREE * per_lon;
    let north = f64::from(b.1 - a.1) / UNITS_PER_DEGREE * per_lat;
    east.hypot(north)
}

/// OpenStreetMap data drawn in metres east and north of an origin.
///
/// Metres drawn are metres on the ground to 0.01 % within 4 km of the origin, but for places being rounded to 1e-7 degree (11 mm).
/// Ids count up from 1 for each kind of element.
#[derive(Clone, Debug)]
pub struct Scene {
    origin: (f64, f64),
    by_place: BTreeMap<(i64, i64), i64>,
    data: OsmData,
}

impl Default for Scene {
    /// At 115° E, 33° N.
    fn default() -> Self {
        Self::at(115.0, 33.0)
    }
}

impl Scene {
    /// A blank scene around an origin in degrees.
    pub fn at(lon: f64, lat: f64) -> Self {
        Self {
            origin: (lon, lat),
            by_place: BTreeMap::new(),
            data: OsmData::default(),
        }
    }

    /// A drawn place in 1e-7 degrees, lon and lat.
    pub fn place(&self, x: f64, y: f64) -> (i32, i32) {
        // East-west scale at the place's own latitude, north-south scale half way to it.
        let (_, per_lat) = metres_per_degree(self.origin.1);
        let (_, per_lat) = metres_per_degree(self.origin.1 + y / per_lat / 2.0);
        let lat = self.origin.1 + y / per_lat;
        let (per_lon, _) = metres_per_degree(lat);
        let lon = self.origin.0 + x / per_lon;
        (
            (lon * UNITS_PER_DEGREE).round() as i32,
            (lat * UNITS_PER_DEGREE).round() as i32,
        )
    }

    /// A drawn place in degrees, lon and lat.
    pub fn degrees(&self, x: f64, y: f64) -> (f64, f64) {
        let (lon, lat) = self.place(x, y);
        (f64::from(lon) / UNITS_PER_DEGREE, f64::from(lat) / UNITS_PER_DEGREE)
    }

    /// The node at a drawn place, made if there is none yet.
    pub fn node(&mut self, x: f64, y: f64) -> i64 {
        let key = place_key(x, y);
        if let Some(id) = self.by_place.get(&key) {
            return *id;
        }
        let id = self.lone_node(x, y);
        self.by_place.insert(key, id);
        id
    }

    /// A new node that is not shared, though others be drawn at the same place.
    pub fn lone_node(&mut self, x: f64, y: f64) -> i64 {
        self.node_at(self.place(x, y))
    }

    /// A new node at a place in 1e-7 degrees; not shared.
    pub fn node_at(&mut self, (lon, lat): (i32, i32)) -> i64 {
        let id = self.data.nodes.len() as i64 + 1;
        self.data.nodes.push(Node {
            id,
            lon,
            lat,
            tags: Vec::new(),
        });
        id
    }

    /// The node at a drawn place with these tags added.
    pub fn tagged(&mut self, x: f64, y: f64, tags: &str) -> i64 {
        let id = self.node(x, y);
        self.tag_node(id, tags);
        id
    }

    /// A new node with these tags, not shared.
    pub fn lone_tagged(&mut self, (x, y): (f64, f64), tags: &str) -> i64 {
        let id = self.lone_node(x, y);
        self.tag_node(id, tags);
        id
    }

    /// Adds tags to a node.
    pub fn tag_node(&mut self, id: i64, tags: &str) {
        // Ids count up from 1, so a node stands at its id.
        if let Some(node) = usize::try_from(id - 1).ok().and_then(|at| self.data.nodes.get_mut(at)) {
            node.tags.extend(tag_pairs(tags));
        }
    }

    /// A way along drawn places.
    pub fn way(&mut self, places: &[(f64, f64)], tags: &str) -> i64 {
        let refs: Vec<i64> = places.iter().map(|(x, y)| self.node(*x, *y)).collect();
        self.way_of(&refs, tags)
    }

    /// A way of these nodes, which need not exist.
    pub fn way_of(&mut self, refs: &[i64], tags: &str) -> i64 {
        let id = self.data.ways.len() as i64 + 1;
        self.data.ways.push(Way {
            id,
            refs: refs.to_vec(),
            tags: tag_pairs(tags),
        });
        id
    }

    /// A closed way: the first place is repeated at the end.
    pub fn area(&mut self, ring: &[(f64, f64)], tags: &str) -> i64 {
        let closed: Vec<(f64, f64)> = ring.iter().chain(ring.first()).copied().collect();
        self.way(&closed, tags)
    }

    /// A building whose middle is exactly at a place in 1e-7 degrees: 24 m by 12 m or so, nodes of its own.
    pub fn building(&mut self, middle: (i32, i32), tags: &str) -> i64 {
        let (per_lon, per_lat) = metres_per_degree(f64::from(middle.1) / UNITS_PER_DEGREE);
        let half_width = (12.0 / per_lon * UNITS_PER_DEGREE) as i32;
        let half_depth = (6.0 / per_lat * UNITS_PER_DEGREE) as i32;
        let corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)];
        let mut refs: Vec<i64> = corners
            .map(|(east, north)| self.node_at((middle.0 + east * half_width, middle.1 + north * half_depth)))
            .to_vec();
        refs.extend(refs.first().copied());
        self.way_of(&refs, tags)
    }

    /// A relation of ways with roles.
    pub fn relation(&mut self, ways: &[(i64, &str)], tags: &str) -> i64 {
        let id = self.data.relations.len() as i64 + 1;
        let members = ways
            .iter()
            .map(|(way, role)| Member {
                kind: MemberKind::Way,
                id: *way,
                role: (*role).to_owned(),
            })
            .collect();
        self.data.relations.push(Relation {
            id,
            members,
            tags: tag_pairs(tags),
        });
        id
    }

    /// What the file says it covers: two drawn corners, south-west and north-east.
    pub fn bounds(&mut self, south_west: (f64, f64), north_east: (f64, f64)) {
        self.data.bounds = Some([south_west, north_east].map(|(x, y)| self.place(x, y)));
    }

    /// The data drawn so far.
    pub fn data(&self) -> &OsmData {
        &self.data
    }

    /// The data, the scene being done.
    pub fn to_osm(self) -> OsmData {
        self.data
    }

    /// The data as a plain sorted PBF.
    pub fn pbf(&self) -> Vec<u8> {
        pbf::encode(&self.data, &WriteOptions::default())
    }

    /// Writes the data as a plain sorted PBF.
    ///
    /// # Errors
    /// Whatever writing the file meets.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        std::fs::write(path, self.pbf())
    }
}

/// `"key=value, key=value"` as pairs; values may hold anything but a comma.
pub fn tag_pairs(tags: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    tags.split(',')
        .filter_map(|tag| tag.trim().split_once('='))
        .map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec()))
        .collect()
}

fn place_key(x: f64, y: f64) -> (i64, i64) {
    (
        (x * SAME_PLACE_PER_METRE).round() as i64,
        (y * SAME_PLACE_PER_METRE).round() as i64,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Arc lengths of a degree at 30° from the tables of the WGS 84 ellipsoid (NGA): 110 852.4 m and 96 486.3 m.
    #[test]
    fn degrees_are_as_long_as_the_tables_say() {
        let (per_lon, per_lat) = metres_per_degree(30.0);
        assert!((per_lat - 110_852.4).abs() < 0.1, "{per_lat}");
        assert!((per_lon - 96_486.3).abs() < 0.1, "{per_lon}");
    }

    #[test]
    fn metres_drawn_are_metres_on_the_ground() {
        let scene = Scene::default();
        for (from, to) in [
            ((0.0, 0.0), (900.0, 0.0)),
            ((3000.0, 4000.0), (3900.0, 4000.0)),
            ((3000.0, 4000.0), (3000.0, 3100.0)),
            ((-1000.0, -4000.0), (-460.0, -3280.0)),
        ] {
            let found = distance_m(scene.place(from.0, from.1), scene.place(to.0, to.1));
            assert!((found - 900.0).abs() < 0.09 + 0.016, "{from:?} {to:?}: {found}");
        }
    }

    #[test]
    fn a_building_stands_around_its_middle() {
        let mut scene = Scene::default();
        let middle = scene.place(10.0, 20.0);
        scene.building(middle, "building=apartments");
        let nodes = &scene.data().nodes;
        let sum = |of: fn(&Node) -> i32| nodes.iter().map(|node| i64::from(of(node))).sum::<i64>();
        assert_eq!(sum(|node| node.lon), 4 * i64::from(middle.0));
        assert_eq!(sum(|node| node.lat), 4 * i64::from(middle.1));
        assert_eq!(nodes.len(), 4);
        assert_eq!(scene.data().ways[0].refs, [1, 2, 3, 4, 1]);
    }

    #[test]
    fn tags_keep_spaces_and_semicolons() {
        let pairs = tag_pairs("name=East Gate, level=0;3");
        assert_eq!(pairs[0], (b"name".to_vec(), b"East Gate".to_vec()));
        assert_eq!(pairs[1], (b"level".to_vec(), b"0;3".to_vec()));
    }
}
