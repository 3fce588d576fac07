//! The exact search with gated compounds against the plain one that lets everybody through, in one run. At most 3 times is wanted.
//!
//! `cargo bench -p service-circle-benches --bench gates [-- FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a bench prints")]

use std::time::{Duration, Instant};

use service_circle_benches::{Outcome, Town, extract_path};
use service_circle_core::options::Options;
use service_circle_core::reach::{Access, Question, Times, usual_bound};
use service_circle_core::watch::Unwatched;

/// Each of the two is run so often, in turns; the least time of each counts.
const ROUNDS: usize = 15;

fn main() -> Outcome<()> {
    let Some(path) = extract_path("malta_2016.osm.pbf") else {
        return Ok(());
    };
    let town = Town::load(&path)?;
    let gated = town.placed.compounds.iter().zip(&town.homes);
    let gated = gated.filter(|(_, home)| **home != service_circle_core::ids::ZoneId::PUBLIC);
    println!(
        "{}: {} edges, {} facilities, {} compounds, {} of them gated",
        path.display(),
        town.built.network.edge_count(),
        town.facilities.len(),
        town.placed.compounds.len(),
        gated.count()
    );
    let (mut exact, mut plain) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        exact = exact.min(search(&town, Access::Residents(&town.homes))?);
        plain = plain.min(search(&town, Access::Everyone)?);
    }
    println!(
        "exact {exact:.2?}, plain {plain:.2?}, ratio {:.2}",
        exact.as_secs_f64() / plain.as_secs_f64()
    );
    Ok(())
}

/// Times of all dwellings of all compounds.
fn search(town: &Town, access: Access<'_>) -> Outcome<Duration> {
    let options = Options::default();
    let limit = options.circles[0].limit.time(options.walk.speed());
    let start = Instant::now();
    let question = Question {
        network: &town.built.network,
        placed: &town.placed,
        counted: &town.facilities,
        access,
        limit,
        bound: usual_bound(limit),
    };
    let times = Times::search(question, &Unwatched)?;
    std::hint::black_box(times.compounds(&Unwatched)?);
    Ok(start.elapsed())
}
