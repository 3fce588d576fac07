//! The page of a made town of 3,000 compounds, for a browser to be tried on: `cargo run --example big_town -- OUT.html`.

use std::error::Error;

use service_circle_core::{Plan, Unwatched, run};
use service_circle_testkit::big_town::big_town;
use service_circle_testkit::pbf::{WriteOptions, encode};

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args()
        .nth(1)
        .ok_or("give the file to write, such as town.html")?;
    let folder = tempfile::tempdir()?;
    let mut plan = Plan {
        osm: folder.path().join("town.osm.pbf"),
        ..Plan::default()
    };
    plan.options.verdict.compare_zones = false;
    std::fs::write(&plan.osm, encode(&big_town(118, 3000, 7), &WriteOptions::default()))?;
    let outcome = run(&plan, &Unwatched)?;
    let page = service_circle_report::page(&plan, &outcome);
    std::fs::write(&out, &page)?;
    println!(
        "{out}: {} compounds, {} stretches of street, {} bytes",
        outcome.placed.compounds.len(),
        outcome.network.edge_count(),
        page.len()
    );
    Ok(())
}
