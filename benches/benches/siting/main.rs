//! The siting solver: seconds to a proof on published instances, and to a proof or a gap of 1 % on a made and on a real city, each
//! beside plain passes over the same table in the same run.
//!
//! Wanted: ten OR-Library p-medians proved in 60 s together, each SJC324 coverage in 10 s; 20,000 dwellings and 1,000 candidates of
//! a real extract, table built and 20 sites within 1 % in 10 s together.
//!
//! `cargo bench -p service-circle-benches --bench siting`
#![allow(clippy::print_stdout, reason = "a bench prints")]

mod real;

use std::path::Path;
use std::time::{Duration, Instant};

use service_circle_benches::Outcome;
use service_circle_siting::read::{mclp_points, orlib_pmed};
use service_circle_siting::{
    Demand, DemandIndex, Goal, Instance, Limits, Problem, Purse, Reach, Site, SitingPlan, Unwatched, checker, solve,
};

/// Files of the OR-Library series that are tried.
const MEDIANS: u32 = 10;
/// Counts of sites for SJC324, and its radius.
const COUNTS: u32 = 5;
const RADIUS: f64 = 800.0;
/// The made city.
const DWELLINGS: usize = 20_000;
const CANDIDATES: usize = 1_000;
const SITES: u32 = 20;
/// Towns that the dwellings of the made city stand around.
const TOWNS: usize = 30;
/// The gap wanted of the made city.
const GAP: f64 = 0.01;

fn main() -> Outcome<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/siting");
    let mut together = Duration::ZERO;
    for number in 1..=MEDIANS {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("pmed{number}.txt"))) else {
            println!("pmed{number}: not here; not measured");
            continue;
        };
        let published = orlib_pmed(&text)?;
        let penalty = published.instance.times().longest();
        let purse = Purse::Count(published.count.unwrap_or(1));
        let problem = Problem::new(Goal::PMedian { purse, penalty });
        together += measure(&format!("pmed{number}"), &published.instance, &problem, 0.0)?;
    }
    println!("all p-medians {together:.2?}");
    if let Ok(text) = std::fs::read_to_string(folder.join("SJC324.txt")) {
        let published = mclp_points(&text, RADIUS)?;
        for count in 1..=COUNTS {
            let problem = Problem::new(Goal::max_coverage(Purse::Count(count)));
            measure(&format!("SJC324, {count} sites"), &published.instance, &problem, 0.0)?;
        }
    }
    for (reach, gap) in [(0.05, GAP), (0.05, 0.0), (0.15, GAP)] {
        let instance = city(reach)?;
        let problem = Problem::new(Goal::max_coverage(Purse::Count(SITES)));
        measure(
            &format!("made city, {} walks, gap {gap}", instance.times().len()),
            &instance,
            &problem,
            gap,
        )?;
    }
    real::real(&folder.join(".."))
}

/// Solves, has the plan checked, and prints; gives the time of the solve.
fn measure(what: &str, instance: &Instance, problem: &Problem, gap: f64) -> Outcome<Duration> {
    let limits = Limits {
        gap,
        ..Limits::default()
    };
    let start = Instant::now();
    let plan = solve(instance, problem, &limits, &Unwatched)?;
    let took = start.elapsed();
    if let Some(fault) = checker::check(instance, problem, &plan).first() {
        return Err(format!("{what}: {fault}").into());
    }
    let pass = pass(instance);
    let SitingPlan {
        objective,
        bound,
        nodes,
        ..
    } = plan;
    println!(
        "{what}: {} {objective:?}, bound {bound:?}, {nodes} nodes, {took:.2?} = {:.0} passes over the table",
        plan.status.word(),
        took.as_secs_f64() / pass.as_secs_f64()
    );
    Ok(took)
}

/// One plain pass over the table.
fn pass(instance: &Instance) -> Duration {
    let start = Instant::now();
    let walks = instance.times().rows().flat_map(|(_, row)| row);
    let sum: u64 = walks
        .map(|reach| u64::from(reach.time) ^ u64::from(reach.demand.0))
        .sum();
    std::hint::black_box(sum);
    start.elapsed().max(Duration::from_nanos(1))
}

/// Dwellings and candidates around towns in a square of side 1; straight walks up to `reach`, told in thousandths of a minute of
/// fifteen.
fn city(reach: f64) -> Outcome<Instance> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let towns: Vec<(f64, f64, f64)> = (0..TOWNS)
        .map(|_| (random(), random(), 0.02 + 0.08 * random()))
        .collect();
    let mut points = |count: usize| -> Vec<(f64, f64, u64)> {
        let point = |_| {
            let (x, y, width) = towns[((random() * TOWNS as f64) as usize).min(TOWNS - 1)];
            let (angle, away) = (random() * std::f64::consts::TAU, 1.5 * width * random().sqrt());
            (
                x + away * angle.cos(),
                y + away * angle.sin(),
                1 + (random() * 40.0) as u64,
            )
        };
        (0..count).map(point).collect()
    };
    let (dwellings, candidates) = (points(DWELLINGS), points(CANDIDATES));
    let row = |(x, y, _): &(f64, f64, u64)| {
        let walks = dwellings
            .iter()
            .enumerate()
            .map(|(place, to)| (place, (to.0 - x).hypot(to.1 - y) / reach));
        let within = walks.filter(|(_, share)| *share <= 1.0);
        let told = |(place, share): (usize, f64)| Reach {
            demand: DemandIndex::at(place),
            time: (share * 15_000.0) as u32,
        };
        within.map(told).collect()
    };
    let times = candidates.iter().map(row).collect();
    let sites = (0..CANDIDATES)
        .map(|number| Site::candidate(number.to_string()))
        .collect();
    let demand = dwellings
        .iter()
        .enumerate()
        .map(|(number, (_, _, weight))| Demand::new(number.to_string(), *weight));
    Ok(Instance::new(sites, demand.collect(), Vec::new(), times)?)
}
