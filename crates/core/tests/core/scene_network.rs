//! Networks of drawn streets, worked out by hand.
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::ids::VertexId;
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Built, Outlines, build};
use service_circle_core::options::Options;
use service_circle_core::read::{Interest, read_extract};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::scene::Scene;

fn built(scene: &Scene) -> Built {
    built_with(scene, &Options::default())
}

fn built_with(scene: &Scene, options: &Options) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawn.osm.pbf");
    scene.write(&path).unwrap();
    let extract = read_extract(&path, &Interest::new(FacilityTags::built_in()), &Unwatched).unwrap();
    build(&extract, Outlines::default(), options, &Unwatched).unwrap()
}

/// Where a street goes on outside the data, by x in metres.
fn ends_of_data(scene: &Scene, built: &Built, xs: &[f64]) -> Vec<f64> {
    let flagged: Vec<LonLat> = (0..built.network.vertex_count())
        .map(|index| *built.network.vertex(VertexId::at(index)))
        .filter(|vertex| vertex.edge_of_data)
        .map(|vertex| vertex.place)
        .collect();
    xs.iter()
        .copied()
        .filter(|x| {
            let (lon, lat) = scene.place(*x, 0.0);
            flagged.contains(&LonLat { lon, lat })
        })
        .collect()
}

/// A street along y = 0 with a node every 100 m from -1,000 to 1,000, and 25 huts of 10 m along x = -200 to 200.
fn street_and_huts() -> (Scene, Vec<f64>) {
    let mut scene = Scene::default();
    let xs: Vec<f64> = (-10..=10).map(|step| f64::from(step) * 100.0).collect();
    let places: Vec<(f64, f64)> = xs.iter().map(|x| (*x, 0.0)).collect();
    scene.way(&places, "highway=residential");
    for hut in 0..25 {
        let (x, y) = (
            -200.0 + f64::from(hut) / 24.0 * 390.0,
            if hut % 2 == 0 { 30.0 } else { -40.0 },
        );
        scene.area(
            &[(x, y), (x + 10.0, y), (x + 10.0, y + 10.0), (x, y + 10.0)],
            "building=yes",
        );
    }
    (scene, xs)
}

#[test]
fn a_file_that_tells_no_box_ends_where_its_short_ways_do() {
    let (scene, xs) = street_and_huts();
    let built = built(&scene);
    assert_eq!(built.tally.count("bounds-inferred"), 1);
    assert_eq!(ends_of_data(&scene, &built, &xs), [-300.0, 300.0]);
}

#[test]
fn a_way_wholly_outside_shows_that_the_file_was_not_cut_there() {
    let (mut scene, xs) = street_and_huts();
    scene.way(&[(700.0, 0.0), (700.0, 300.0)], "highway=residential");
    let built = built(&scene);
    assert_eq!(ends_of_data(&scene, &built, &xs), [-300.0, 800.0]);
}

#[test]
fn a_told_box_is_believed() {
    let (mut scene, xs) = street_and_huts();
    scene.bounds((-450.0, -100.0), (2000.0, 100.0));
    let built = built(&scene);
    assert_eq!(built.tally.count("bounds-inferred"), 0);
    assert_eq!(ends_of_data(&scene, &built, &xs), [-500.0]);
}

#[test]
fn a_file_with_few_short_ways_tells_nothing() {
    let mut scene = Scene::default();
    scene.way(&[(-1000.0, 0.0), (0.0, 0.0), (1000.0, 0.0)], "highway=residential");
    assert_eq!(ends_of_data(&scene, &built(&scene), &[-1000.0, 0.0, 1000.0]), [0.0; 0]);
}

#[test]
fn a_dead_end_beside_a_street_is_joined_where_asked_for() {
    let mut scene = Scene::default();
    scene.way(&[(-300.0, 0.0), (0.0, 0.0), (300.0, 0.0)], "highway=residential");
    // A path that ends at the street's middle node, but with a node of its own.
    let (loose, far) = (scene.lone_node(0.0, 0.0), scene.node(0.0, 250.0));
    scene.way_of(&[loose, far], "highway=path");
    for (stitch_m, pieces, stitched) in [(0.0, 2, 0), (1.0, 1, 1)] {
        let mut options = Options::default();
        options.walk.stitch_m = stitch_m;
        let built = built_with(&scene, &options);
        assert_eq!(petgraph::algo::connected_components(&built.network), pieces);
        assert_eq!(built.tally.count("stitched-dead-ends"), stitched);
    }
}

#[test]
fn the_two_sides_of_a_wall_are_never_joined() {
    let mut scene = Scene::default();
    scene.tagged(0.0, 0.0, "barrier=wall");
    scene.way(&[(-300.0, 0.0), (0.0, 0.0), (300.0, 0.0)], "highway=footway");
    for stitch_m in [0.0, 1.0] {
        let mut options = Options::default();
        options.walk.stitch_m = stitch_m;
        let built = built_with(&scene, &options);
        assert_eq!(petgraph::algo::connected_components(&built.network), 2);
        assert_eq!(built.tally.count("stitched-dead-ends"), 0);
    }
}
